"""``overview``: the 自评综述 of one project as it would be written, with whose words are whose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from scoring.page.context import PageContext
from scoring.page.messages.exporting import OverviewAnswer, OverviewAsk, OverviewPart
from scoring.page.scored_form import TYPED
from scoring.records.figures import PrintedText, ProjectFigures
from scoring.records.submission import Submission
from scoring.records.year_folder import YearForm
from scoring.year.project_figures import form_figures, standing_of
from scoring.year.review_text import project_paragraph
from scoring.year.words import YearWords

_Kind = Literal["figure", "quoted", "to_fill"]
_Span = tuple[int, int, _Kind]
_TO_FILL: Final = re.compile("【待填写】[^。；\n]*")
_LEAST_QUOTED: Final = 4
"""Shorter texts of the unit (``无``) stand in the program's own wording as well."""


def overview(context: PageContext, ask: OverviewAsk) -> OverviewAnswer:
    """Return the paragraph. Raises :class:`InputError` if the set of the submission is not there."""
    form = context.scored(ask.submission)
    submission = form.result.submission
    if submission.secret:
        return OverviewAnswer(parts=())
    of_year = YearForm(TYPED, form.result, form.review)
    words = context.library.wording(YearWords)
    project = ProjectFigures(
        key=of_year.key,
        number=1,
        name=submission.title,
        code=submission.project.code,
        unit=submission.unit,
        parent="",
        standing=standing_of(of_year),
        form=of_year,
        figures=form_figures(of_year, f"project/{of_year.key}", words),
    )
    return OverviewAnswer(parts=tuple(_parts(project_paragraph(project, words), submission)))


def _parts(paragraph: PrintedText, submission: Submission) -> Iterator[OverviewPart]:
    """Yield the pieces of a paragraph in their order; together they are its text."""
    text, at = paragraph.text, 0
    for start, end, kind in sorted(_spans(paragraph, submission)):
        if start > at:
            yield OverviewPart(text=text[at:start], kind="plain")
        yield OverviewPart(text=text[start:end], kind=kind)
        at = end
    if at < len(text):
        yield OverviewPart(text=text[at:], kind="plain")


def _spans(paragraph: PrintedText, submission: Submission) -> list[_Span]:
    """Return the places that are not the program's own wording; none lies within another.

    A figure that stands within the unit's own words is the unit's.
    """
    text = paragraph.text
    found: list[_Span] = [(m.start(), m.end(), "to_fill") for m in _TO_FILL.finditer(text)]
    for words in sorted(_own_words(submission), key=len, reverse=True):
        for match in re.finditer(re.escape(words), text):
            _add(found, match.start(), match.end(), "quoted")
    at = 0
    for figure in paragraph.prints:
        start = text.find(figure.text, at)
        if start >= 0:
            at = start + len(figure.text)
            _add(found, start, at, "figure")
    return found


def _add(found: list[_Span], start: int, end: int, kind: _Kind) -> None:
    if all(end <= other or start >= begin for begin, other, _ in found):
        found.append((start, end, kind))


def _own_words(submission: Submission) -> set[str]:
    """Return the texts of the unit, without the full stop at which they end."""
    texts = submission.summary
    rows = [*submission.indicators, *(row for goal in submission.goals for row in goal.indicators)]
    own = [texts.achieved, texts.problems, texts.measures, submission.goal.achieved]
    own += [row.reason for row in rows]
    own += [funds.reason for funds in submission.funds]
    trimmed = (text.strip().rstrip("。.；;") for text in own)
    return {text for text in trimmed if len(text) >= _LEAST_QUOTED}
