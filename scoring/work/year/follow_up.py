"""整改落实情况: the measures that units promised in one year, with cells for the next to say what was done."""

from __future__ import annotations

from typing import Final

from scoring.records.papers import PaperView
from scoring.records.year_folder import YearFolder
from scoring.words import load_vocabulary
from scoring.workbooks.summary.book import year_book
from scoring.year.advice import MEASURES, measures_table
from scoring.year.register import make_register
from scoring.year.summary_scope import Scope
from scoring.year.table_words import YearTableWords
from scoring.year.words import YearWords

FILE: Final = f"{MEASURES}.xlsx"
"""Stands in the folder of the year in which the measures are taken."""


def follow_up_book(year: YearFolder) -> bytes | None:
    """Return the workbook of a year's measures; None where no unit promised any."""
    words = load_vocabulary(YearTableWords)
    register = make_register(year, load_vocabulary(YearWords))
    table = measures_table(Scope(register, words, internal=False))
    if not table.rows:
        return None
    return year_book(MEASURES, PaperView(tables={MEASURES: table}), words)
