"""Laws: whatever stands in the cells, reading tells it; whatever a cell takes comes back the same."""

from __future__ import annotations

import contextlib
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.documents.node import as_data
from scoring.documents.yaml_out import yaml_text
from scoring.documents.yaml_text import parse_yaml
from scoring.indicator_set.load import load_tree
from scoring.problem import InputError
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.workbooks.set_sheet.cells import decode_cell, encode
from scoring.workbooks.set_sheet.flatten import as_book
from scoring.workbooks.set_sheet.layout import SetColumn, SetSheetLayout
from scoring.workbooks.set_sheet.read import read_set
from scoring.workbooks.set_sheet.write import set_rows

LAYOUT = load_vocabulary(SetSheetLayout)
WORDS = st.one_of(
    st.text(max_size=20),
    st.text("甲乙 :,;=#'\"[]{}()、=;-&*!|>%@`?\n\t1.0", max_size=12),
    st.sampled_from(["null", "~", "yes", "1", "0.10", "1e5", "- a", "a: b", "a #b", "<<", "(空)"]),
)
DATA = st.recursive(
    WORDS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


@cache
def rows_of(set_id: str) -> dict[str, Any]:
    source = Library().text(set_id)
    assert source is not None
    return set_rows(as_data(parse_yaml(source.text, "x")), [], LAYOUT)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["mof/2020-project", "shenzhen/2024-department"]),
    st.lists(
        st.tuples(st.integers(0, 10), st.integers(0, 9), st.integers(0, 5), WORDS), max_size=5
    ),
)
def test_whatever_stands_in_the_cells_is_told(set_id: str, changes: Any) -> None:
    rows = {name: [list(row) for row in lines] for name, lines in rows_of(set_id).items()}
    for sheet, row, column, text in changes:
        lines = list(rows.values())[sheet % len(rows)]
        line = lines[row % len(lines)]
        line[column % len(line)] = text
    read = read_set(as_book(rows, "x.xlsx"), LAYOUT)
    library = Library()
    found = list(read.problems)
    with contextlib.suppress(InputError):
        load_tree(read.root, library.text, library.built_ins)
    assert all(p.place.file == "x.xlsx" and p.render() for p in found)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["text", "number", "words", "pairs", "items", "readings", "yaml"]), DATA)
def test_what_a_cell_takes_comes_back(kind: Any, value: Any) -> None:
    column = SetColumn(key="k", heading="K", kind=kind)
    text = encode(column, value, LAYOUT)
    if text is not None:
        assert decode_cell(column, text, LAYOUT) == value


KEYS = st.text("甲乙ab 01:,#-{}'\"&*", min_size=1, max_size=6).map(str.strip).filter(bool)
SIGNS = WORDS.filter(lambda text: all(c.isprintable() or c == "\n" for c in text))
TREE = st.recursive(
    SIGNS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(KEYS, TREE, min_size=1, max_size=4))
def test_yaml_is_read_back_as_it_was(data: dict[str, Any]) -> None:
    assert as_data(parse_yaml(yaml_text(data), "x")) == data
