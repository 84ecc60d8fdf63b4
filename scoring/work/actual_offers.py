"""Figures of a unit's own texts that may be the actuals still blank: offered, never filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scoring.exact import printed
from scoring.records.file_content import FileRead, Passage
from scoring.records.submission import Indicator, Submission
from scoring.review.between.report_figures import (
    FigureOffer,
    OfferedSum,
    TextClause,
    offered_figures,
    offered_sums,
    text_clauses,
)
from scoring.review.between.vocabulary import BetweenWords
from scoring.text import name_key
from scoring.values.grammar import Reader
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.layout import FillLayout, OfferWords
from scoring.workbooks.fill_in.plan.plan import ReferenceTable


def offered_actuals(
    submission: Submission, rows: Sequence[Indicator], files: Iterable[FileRead], reader: Reader
) -> ReferenceTable | None:
    """Return a table of what texts about a form may say of its blank rows; None where they say nothing.

    Only texts count that name the form's project, or its unit as a whole, and its year. Each value
    stands with its place and sentence; parts of one thing that one sentence tells stand added up below.
    """
    words, between = load_vocabulary(FillLayout).offers, load_vocabulary(BetweenWords)
    clauses = text_clauses(_passages(submission, files), between)
    lines: list[tuple[str, ...]] = []
    for row in rows:
        if row.actual.strip() or not row.name:
            continue
        offers = offered_figures(row, clauses, between, reader)
        lines += (_line(row, offer, words) for offer in offers)
        lines += (_sum_line(row, one, words) for one in offered_sums(offers))
    if not lines:
        return None
    return ReferenceTable(words.sheet, words.note, words.headings, words.widths, tuple(lines))


def _passages(submission: Submission, files: Iterable[FileRead]) -> list[tuple[str, Passage]]:
    """Return the texts about a form, each with its file."""
    project = name_key(submission.project.name)
    whose = project or name_key(submission.unit or submission.department)
    return [
        (file.name, passage)
        for file in files
        for passage in file.passages
        if passage.year == submission.year
        and submission.year is not None
        and passage.whole != bool(project)
        and name_key(passage.subject) == whose
    ]


def _line(row: Indicator, offer: FigureOffer, words: OfferWords) -> tuple[str, ...]:
    alike = printed(offer.likeness.likeness * 100, 0)
    common = "、".join(offer.likeness.common)
    about = words.alike.format(common=common, percent=alike)
    return row.name, row.target, offer.figure, about, _place(offer.clause), offer.clause.text


def _sum_line(row: Indicator, one: OfferedSum, words: OfferWords) -> tuple[str, ...]:
    first = one.parts[0].clause
    figures = "＋".join(part.figure for part in one.parts)
    about = words.sum.format(count=len(one.parts))
    return row.name, row.target, one.figure, about, _place(first), figures


def _place(clause: TextClause) -> str:
    return f"{clause.file} {clause.at}"
