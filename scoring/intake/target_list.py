"""A flat list of targets, in a workbook or a CSV file, into indicator rows.

A line of headings and a row for each indicator: what an office keeps for itself, with or without
levels. An approved 绩效目标表 is read by its own reader.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from io import StringIO
from typing import Final

from scoring.exact import PLAIN_NUMBER, shortest
from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.records.fields import MOST_ROWS
from scoring.records.submission import Indicator
from scoring.text import name_key, squeezed
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.read.typed import TypedWords, plain_number_of

MOST_COLUMNS: Final = 200
"""Columns of a list that are looked at."""
_LOOKED_AT: Final = 60
"""Rows in which the headings may stand."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Texts by row and column, from 1; of merged cells every one holds the text."""

    cells: Mapping[tuple[int, int], str]
    bottom: int
    right: int
    sheet: str = ""
    stored: Mapping[tuple[int, int], Decimal] = field(default_factory=dict)
    """Numbers as they are stored: what is seen of them may be rounded."""
    joined: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """The first cell of the merged area that a cell lies in."""


def rows_of_book(book: Book) -> tuple[Indicator, ...]:
    """Return the rows of the first sheet that holds a list; none where there is none.

    Raises :class:`InputError` with what is wrong in the lists, if no other sheet has one.
    """
    problems: list[Problem] = []
    for sheet in book.sheets:
        if sheet.hidden:
            continue
        try:
            rows = _rows(_sheet_grid(sheet), book.name)
        except InputError as error:
            problems += error.problems
            continue
        if rows:
            return tuple(rows)
    if problems:
        raise InputError(problems)
    return ()


def rows_of_text(text: str, name: str) -> tuple[Indicator, ...]:
    """Return the rows of a CSV file; none where it holds no list.

    Raises :class:`InputError` with what is wrong in the list.
    """
    grid = _csv_grid(text)
    return tuple((_rows(grid, name) if grid is not None else None) or ())


def _sheet_grid(sheet: Sheet) -> _Grid:
    bottom, right = sheet.bottom, min(sheet.right, MOST_COLUMNS)
    held = {at: cell for at, cell in sheet.cells.items() if at[1] <= right and cell.text.strip()}
    joined = {
        (row, column): (area.top, area.left)
        for area in sheet.merged
        for row in range(area.top, min(area.bottom, bottom) + 1)
        for column in range(area.left, min(area.right, right) + 1)
    }
    for at, first in joined.items():
        held.pop(at, None)
        if first in sheet.cells and sheet.cells[first].text.strip():
            held[at] = sheet.cells[first]
    stored = {
        at: cell.number for at, cell in held.items() if cell.number is not None and not cell.is_date
    }
    texts = {at: cell.text for at, cell in held.items()}
    return _Grid(texts, bottom, right, sheet.name, stored, joined)


def _csv_grid(text: str) -> _Grid | None:
    lines = text.removeprefix("\ufeff")
    sign = max("\t,;", key=lines[:20_000].count)
    cells: dict[tuple[int, int], str] = {}
    row = right = 0
    try:
        for row, fields in enumerate(csv.reader(StringIO(lines, newline=""), delimiter=sign), 1):
            if row > MOST_ROWS + _LOOKED_AT:
                break
            for column, field in enumerate(fields[:MOST_COLUMNS], 1):
                if field.strip():
                    cells[row, column] = field.strip()
                    right = max(right, column)
    except csv.Error:
        return None
    return _Grid(cells, row, right)


# rows


def _rows(grid: _Grid, name: str) -> list[Indicator] | None:
    """Return the rows below the headings; None where there are no headings."""
    found = _headings(grid)
    if found is None:
        return None
    top, columns = found
    problems: list[Problem] = []
    rows: list[Indicator] = []
    level1 = level2 = ""
    first: dict[int, str] = {}
    for at in sorted(grid.cells):
        first.setdefault(at[0], grid.cells[at])
    for row in range(top + 1, grid.bottom + 1):
        texts = {key: grid.cells.get((row, at), "").strip() for key, at in columns.items()}
        kind = _sum(first.get(row, ""), texts)
        if kind == "total" and rows:
            break
        if kind:
            continue
        if texts.get("level1"):
            if texts["level1"] != level1:
                level2 = ""
            level1 = texts["level1"]
        level2 = texts.get("level2") or level2
        if _is_none(texts["name"], texts["target"], grid, row, columns):
            continue
        points = _points(name, grid, row, columns.get("points", 0), problems)
        rows.append(
            Indicator(
                level1=level1, level2=level2, name=texts["name"], target=texts["target"],
                unit=texts.get("unit", ""), direction=texts.get("direction", ""), points=points,
            )
        )  # fmt: skip
        if len(rows) > MOST_ROWS:
            message = f"目标清单超过 {MOST_ROWS} 行"
            raise InputError(
                [Problem("targets-many", message, Place(name), "请检查是否选错了文件。")]
            )
    if problems:
        raise InputError(problems)
    return rows


def _sum(first: str, texts: Mapping[str, str]) -> str:
    """Tell whether a row is a ``total`` or a ``subtotal``; empty for an indicator."""
    words = _words()
    begins = _fold(first)
    whole = {_fold(texts.get(key, "")) for key in ("level2", "name")}
    if begins.startswith(words.subtotals) or whole & set(words.subtotals):
        return "subtotal"
    return "total" if begins.startswith(words.sums) else ""


def _is_none(name: str, target: str, grid: _Grid, row: int, columns: Mapping[str, int]) -> bool:
    """Tell whether a row holds no indicator: it is blank, or says so, or is one merged heading."""
    if name != target:
        return False
    joined = grid.joined.get((row, columns["name"]))
    band = joined is not None and joined == grid.joined.get((row, columns["target"]))
    return not name or band or name in load_vocabulary(TypedWords).blanks


def _points(
    name: str, grid: _Grid, row: int, column: int, problems: list[Problem]
) -> Decimal | None:
    text = grid.cells.get((row, column), "")
    if not text.strip():
        return None
    stored = grid.stored.get((row, column))
    if stored is not None:
        text = shortest(stored * 100 if "%" in text else stored)
    units = (
        load_vocabulary(TypedWords).units["points"] | load_vocabulary(TypedWords).units["percent"]
    )
    found = plain_number_of(text, units)
    if found is None or not PLAIN_NUMBER.fullmatch(found[0]) or found[0].startswith("-"):
        place = Place(name, row, column, grid.sheet)
        message = f"分值“{text[:20]}”不是不小于零的数字"
        problems.append(
            Problem("targets-points", message, place, "请改成数字，或留空由程序平均分。")
        )
        return None
    return Decimal(found[0])


def _headings(grid: _Grid) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings and the column of each; of two for a key the first."""
    known = _words().keys
    for row in range(1, min(grid.bottom, _LOOKED_AT) + 1):
        found: dict[str, int] = {}
        rank: dict[str, int] = {}
        for column in range(1, grid.right + 1):
            at = known.get(_fold(grid.cells.get((row, column), "")))
            if at is None:
                continue
            key, order = at
            if key not in rank or order < rank[key]:
                found[key], rank[key] = column, order
        if "target" in found and "name" in found:
            return row, found
    return None


@dataclass(frozen=True, slots=True)
class _Words:
    keys: Mapping[str, tuple[str, int]]
    """Per folded heading its key, and how usual it is (0 is most)."""
    sums: tuple[str, ...]
    subtotals: tuple[str, ...]


@cache
def _words() -> _Words:
    targets = load_vocabulary(FillLayout).targets
    keys = {
        _fold(word): (key, order)
        for key, words in targets.columns.items()
        for order, word in enumerate(words)
    }
    return _Words(keys, targets.sums, targets.subtotals)


def _fold(text: str) -> str:
    """Leave the letters of a heading: ``* 年度指标值(单位)`` is ``年度指标值``."""
    return name_key(re.sub(r"[(][^()]*[)]", "", squeezed(text)))
