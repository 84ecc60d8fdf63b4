"""Counts as entries of tables, and tables as parts of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import plain, printed
from scoring.portfolio.claims import UNSETTLED
from scoring.portfolio.set_facts import SetFacts
from scoring.portfolio.tally import OTHERS, of_millionths
from scoring.text import shortened
from scoring.writers.analysis.analysis_words import AnalysisWords
from scoring.writers.analysis.page_view import AnalysisColumn, AnalysisTable
from scoring.writers.labels import Labels
from scoring.writers.lists.table_file import Entry, ListTable, Row

LISTED_IN: Final = {
    "above_rows": "claims", "check_rows": "claims", "names": "names", "largest": "moved",
}  # fmt: skip
"""Of which lists all entries stand in a file, and in which."""
_LONGEST: Final = 60
"""Letters of a text that a cell of a page shows."""


def points(units: int) -> Decimal:
    """Return points that were added up in millionths, as they are printed."""
    return printed(of_millionths(units))


def mean(units: int, count: int) -> Decimal | None:
    """Return the mean of points that were added up in millionths; None of nothing."""
    return printed(of_millionths(units) / count) if count else None


class Names:
    """What departments, sets, levels and rules are called on a page."""

    def __init__(self, words: AnalysisWords, labels: Labels, sets: Mapping[str, SetFacts]) -> None:
        self.words = words
        self.labels = labels
        self.sets = sets

    def of(self, key: str) -> str:
        """Return the name of a department or level."""
        if key == OTHERS:
            return self.words.patterns["others"]
        return key or self.words.patterns["unnamed"]

    def set(self, key: str) -> str:
        """Return what people call a set."""
        known = self.sets.get(key)
        return self.of(key) if known is None else known.shown

    def rule(self, key: str) -> str:
        """Return what a rule is called."""
        if not key:
            return self.words.patterns["no_rule"]
        return self.of(key) if key == OTHERS else self.labels.word("rules", key)

    def grade(self, key: str) -> str:
        """Return a grade; what stands for none."""
        if key == UNSETTLED:
            return self.words.patterns["unsettled"]
        return key or self.words.patterns["no_grade"]

    def piece(self, text: str) -> str:
        """Return a piece of a form that belongs to nothing in a set: ``claims.质量`` as people call it."""
        kind, _, name = text.partition(".")
        return f"{self.labels.word('parts', kind)} {name}"


def all_of(words: AnalysisWords, key: str) -> str:
    """Say in which file all of a list stand, behind how many are shown; nothing where in none."""
    file = LISTED_IN.get(key)
    return words.text("cap_other", file=words.files[file]) if file else ""


def table(
    words: AnalysisWords,
    key: str,
    rows: Sequence[Row],
    columns: Sequence[str] = (),
    count: int | None = None,
) -> ListTable:
    """Return a table; ``columns`` are headings of further ones, ``count`` is how many rows there are."""
    most, whole = words.listed["workbook"], len(rows) if count is None else count
    note = ""
    if whole > most:
        note = words.text("cut", most=f"{most:,}", count=f"{whole:,}", other=all_of(words, key))
    return ListTable(words.table(key, columns), rows[:most], note)


def on_page(key: str, listed: ListTable, most: int, cap: str = "", *notes: str) -> AnalysisTable:
    """Return the first rows of a table as they stand on a page; ``cap`` says that there are more."""
    shown = listed.rows[:most]
    columns = [column for column in listed.words.columns if column.printed]
    cells = [[row.get(column.key) for column in columns] for row in shown]
    figures = [
        any(isinstance(row[at], int | Decimal) for row in cells) for at in range(len(columns))
    ]
    return AnalysisTable(
        key,
        listed.words.title,
        tuple(
            AnalysisColumn(column.heading, is_figure)
            for column, is_figure in zip(columns, figures, strict=True)
        ),
        tuple(tuple(map(cell_text, row)) for row in cells),
        tuple(note for note in (*notes, cap) if note),
    )


def cell_text(entry: Entry) -> str:
    """Return an entry as a cell of a page shows it."""
    if entry is None:
        return ""
    if isinstance(entry, int):
        return f"{entry:,}"
    if isinstance(entry, Decimal):
        whole, _, decimals = plain(Fraction(entry)).partition(".")
        sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
        grouped = f"{sign}{int(digits):,}"
        return f"{grouped}.{decimals}" if decimals else grouped
    return shortened(str(entry), _LONGEST)
