"""Forms of the corpus with cells removed, swapped and stretched: nothing breaks, nothing is invented."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from scoring.problem import InputError
from scoring.readers.books.open_any import open_book
from scoring.readers.books.sheets.grid import Book
from scoring.readers.forms.fold import clean
from scoring.readers.forms.read_form import read_forms
from scoring.records.submission import Indicator, Submission
from tests.corpus.layouts.drawing import Box, Page, described, page_text

LAYOUTS = described()
TEXTS = [box.text for one in LAYOUTS for page in one.pages for row in page.rows for box in row]
ODD = ["", "—", "1e9", "-5", "9" * 20, "#REF!", "甲" * 30_000, "如:", "2022年度", "0.00000000001"]
WRITTEN = ("target", "actual", "name", "reason", "unit", "direction")


def mutated(seed: int) -> Book:
    """Return a form of the corpus with some of its cells changed."""
    chance = random.Random(seed)
    pages = []
    for page in chance.choice(LAYOUTS).pages:
        rows = [list(row) for row in page.rows]
        for _ in range(chance.randint(1, 12)):
            _change(rows, chance)
        pages.append(Page(page.name, rows))
    return open_book(page_text(pages).encode(), "表.html")


def _change(rows: list[list[Box]], chance: random.Random) -> None:
    row = chance.choice(rows)
    if not row:
        return
    at = chance.randrange(len(row))
    kind = chance.randrange(7)
    if kind == 0:
        del row[at]
    elif kind == 1:
        row[at] = replace(row[at], text=chance.choice(TEXTS))
    elif kind == 2:
        row[at] = replace(row[at], across=chance.randint(1, 5))
    elif kind == 3:
        row[at] = replace(row[at], down=chance.randint(1, 5))
    elif kind == 4:
        rows.insert(chance.randrange(len(rows)), list(chance.choice(rows)))
    elif kind == 5:
        row.insert(at, Box(chance.choice(ODD)))
    else:
        chance.shuffle(row)


def _submissions(book: Book, *, lenient: bool) -> Iterator[Submission]:
    try:
        forms = read_forms(book, "-", lenient=lenient)
    except InputError:
        return
    for form in forms:
        if isinstance(form.submission, Submission):
            yield form.submission
        else:
            assert all(problem.message for problem in form.submission.problems)


def _cell(book: Book, at: str) -> str:
    """Return what stands in a cell that is told as ``表!F12``."""
    sheet, _, place = at.rpartition("!")
    letters, digits = re.fullmatch("([A-Z]+)([0-9]+)", place).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    found = book.sheet(sheet)
    cell = None if found is None else found.at(int(digits), column)
    return "" if cell is None else clean(cell.text)


@pytest.mark.parametrize("seed", range(60))
def test_every_text_of_a_row_stands_in_the_cell_that_is_told(seed: int) -> None:
    book = mutated(seed)
    for form in (*_submissions(book, lenient=False), *_submissions(book, lenient=True)):
        repaired = {repair.at for repair in form.repairs}
        rows: list[Indicator] = [*form.indicators, *(r for g in form.goals for r in g.indicators)]
        for row in rows:
            for field in WRITTEN:
                value = getattr(row, field)
                if value and row.at[field] not in repaired:
                    assert value == _cell(book, row.at[field]), (field, row.at[field])
