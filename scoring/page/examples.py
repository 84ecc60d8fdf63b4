"""``examples``: the published forms that ship, to be looked at on the page."""

from __future__ import annotations

from typing import Final

from scoring.files import shipped
from scoring.page.context import PageContext
from scoring.page.messages.sets import ExamplesAnswer, ExamplesAsk
from scoring.readers.submissions import parse_submissions

_FORMS: Final = "examples"
_DEEPER: Final = "/"


def examples(context: PageContext, ask: ExamplesAsk) -> ExamplesAnswer:
    """Return the forms of projects, in the order of their files."""
    del ask
    found = []
    for name in shipped.listing(_FORMS, ".yaml"):
        if _DEEPER in name.removeprefix(f"{_FORMS}/"):
            continue
        for _, submission in parse_submissions(shipped.read_text(name), name):
            digest = context.library.indicator_set(submission.set).digest
            data = submission.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            found.append({**data, "schema": "ziping/submission/1", "set_digest": digest})
    return ExamplesAnswer(submissions=tuple(found))
