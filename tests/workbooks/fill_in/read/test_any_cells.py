"""Whatever stands in the cells of a fill-in workbook: a submission, or problems with their cells."""

from __future__ import annotations

import functools
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.documents.bounds import forbidden_in_value
from scoring.problem import InputError
from scoring.readers.books.open_any import open_book
from scoring.readers.books.sheets.grid import Area, Book, Cell, Sheet
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.read.find import is_filled
from scoring.workbooks.fill_in.read.read import read_filled
from tests.workbooks.fill_in.read.conftest import Made

LAYOUT = load_vocabulary(FillLayout)


@functools.cache
def usual() -> Book:
    return open_book(Made().data(), "填报表.xlsx")


CELLS = st.one_of(
    st.builds(Cell, st.text(max_size=20)),
    st.builds(Cell, st.sampled_from(["20", "２０", "是", "产出", "总分", "* 分值", "一级指标", "资金说明", "#REF!", "-", "1,2", "9" * 30, "\x07", "=1"])),
    st.builds(Cell, st.just("12.5"), st.decimals(-1000, 1000, places=3), st.booleans(), st.booleans()),
    st.builds(Cell, st.just("1e20"), st.just(Decimal(10) ** 20)),
    st.just(Cell("", formula=True)),
    st.none(),
)  # fmt: skip
PLACES = st.tuples(st.integers(1, 36), st.integers(1, 25))
AREAS = st.builds(
    lambda top, left, down, across: Area(top, left, top + down, left + across),
    st.integers(1, 36), st.integers(1, 24), st.integers(0, 4), st.integers(0, 3),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(PLACES, CELLS, max_size=12),
    st.lists(AREAS, max_size=3),
    st.sets(st.sampled_from(sorted(usual().names)), max_size=8),
    st.booleans(),
)
def test_any_cells_give_a_submission_or_problems_with_places(changed, merged, lost, about):
    book = usual()
    form = book.sheets[0]
    cells = {k: c for k, c in {**form.cells, **changed}.items() if c is not None}
    sheets = (Sheet(form.name, cells, tuple(merged)), *(book.sheets[1:] if about else ()))
    known = {sheet.name for sheet in sheets}
    names = {n: a for n, a in book.names.items() if n not in lost and a[0] in known}
    damaged = replace(book, sheets=sheets, names=names)
    assert is_filled(damaged, LAYOUT) in (True, False)
    try:
        found = read_filled(damaged, LAYOUT)
    except InputError as error:
        problems = error.problems
    else:
        told = {left.at for left in found.unplaced} | {r.at for r in found.repairs}
        assert all("!" in at or at for at in told)
        return
    assert problems
    for problem in problems:
        assert problem.place.file == "填报表.xlsx"
        assert problem.message
        assert problem.hint
        assert problem.place.sheet or problem.code in ("no-set", "no-form")


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.tuples(st.integers(50, 90), st.integers(1, 40)),
        st.tuples(st.integers(1, 90), st.integers(27, 40)),
    ),
    st.text(min_size=1).filter(str.strip),
)
def test_what_is_typed_outside_is_told(place, text):
    book = usual()
    form = book.sheets[0]
    sheets = (Sheet(form.name, {**form.cells, place: Cell(text)}, form.merged), *book.sheets[1:])
    found = read_filled(replace(book, sheets=sheets), LAYOUT)
    (left,) = found.unplaced
    assert left.at == book.place(form.name, *place).in_book
    assert len(left.text) == len(text.strip())
    assert forbidden_in_value(left.text) is None
