"""The program and the sets that a form can be filled by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from scoring import __version__
from scoring.exact import plain
from scoring.indicator_set.model import IndicatorSet
from scoring.indicator_set.set_names import SetName
from scoring.page.context import PageContext
from scoring.page.layout_words import PageLayoutWords, PinyinInitials
from scoring.page.messages.sets import (
    Hello,
    HelloAsk,
    SetChoice,
    SetKind,
    SetLevel,
    SetsList,
    SetsListAsk,
)
from scoring.problem import InputError
from scoring.words import load_vocabulary
from scoring.work.program import program_digest

_KINDS: Final[dict[str, SetKind]] = {
    "project": "project",
    "department": "department",
    "transfer": "transfer",
}


def hello(context: PageContext, ask: HelloAsk) -> Hello:
    """Say which program this is and which sets it has."""
    del ask
    program = program_digest(context.library)
    return Hello(version=__version__, program=program, sets=program)


def sets_list(context: PageContext, ask: SetsListAsk) -> SetsList:
    """List the sets in the order of ``sets list``, without those that only others extend."""
    del ask
    return SetsList(sets=tuple(_choices(context)))


def _choices(context: PageContext) -> Iterator[SetChoice]:
    library = context.library
    for name in library.names():
        with suppress(InputError):  # one of a user's own that is faulty: `sets list` tells why
            indicators = library.indicator_set(name.id)
            if not indicators.abstract and library.templates.described(
                "xlsx", indicators.form_xlsx
            ):
                yield _choice(name, indicators, context)


def _choice(name: SetName, indicators: IndicatorSet, context: PageContext) -> SetChoice:
    called = indicators.merged.get("called")
    parts: Mapping[str, Any] = called if isinstance(called, Mapping) else {}
    year = str(parts.get("year", ""))
    region = str(parts.get("place", ""))
    return SetChoice(
        id=name.id,
        region=region,
        everywhere=region.startswith(load_vocabulary(PageLayoutWords).everywhere),
        title=indicators.title,
        called=name.shown,
        year=int(year) if year.isdecimal() else None,
        kind=_KINDS.get(indicators.applies_to, "project"),
        levels=tuple(_levels(indicators)),
        document=_document(indicators),
        standing=context.library.labels.word("standings", name.standing),
        digest=indicators.digest,
        scored=indicators.scored,
        initials=load_vocabulary(PinyinInitials).of(
            " ".join((*name.shown.split(" · "), indicators.title))
        ),
    )


def _levels(indicators: IndicatorSet) -> Iterator[SetLevel]:
    execution = indicators.execution
    if execution is not None:
        yield SetLevel(name=execution.name, points=plain(execution.points))
    for level in indicators.levels:
        yield SetLevel(name=level.name, points="" if level.points is None else plain(level.points))


def _document(indicators: IndicatorSet) -> str:
    """Return the number of the first document that has one, of those that the set rests on."""
    pattern = re.compile(load_vocabulary(PageLayoutWords).document)
    found = (pattern.search(source.document) for source in indicators.sources.values())
    return next((match[0] for match in found if match), "")
