"""Cells that slid out of their columns when a form became text: moved back where the numbers prove it.

A program that takes the text out of a PDF writes nothing for the cells of a merged area; the rest of
the line then stands too far left. The points and the score of a row show how far: they belong under
分值 and 得分. A table's rows are moved only if afterwards the points and the scores of all its rows
add up to what the form itself prints (its total, or the points behind its levels); else they stay as
they are, and no move is reported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from scoring.readers.books.sheets.grid import Cell, CellRepair, Sheet
from scoring.readers.books.texts.cell_kinds import plain_number
from scoring.readers.books.texts.tables import Table, tables_of
from scoring.readers.forms.fold import fold, level_name, without_bracket
from scoring.readers.forms.headings import TableHeading
from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.occupied_cells import OccupiedCell, rows_of
from scoring.text import excerpt
from scoring.words import load_vocabulary

_FARTHEST: Final = 4
"""So many columns a row may have slid: the block, three levels."""
_NAMES: Final = ("level1", "level2", "name")
_LONGEST_SHOWN: Final = 20

_Cells = dict[int, Cell]


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Mapping[int, Cell]
    shift: int
    """How far the cells from the target on have to go to the right."""


@dataclass(frozen=True, slots=True)
class _Sums:
    points: Decimal
    claimed: Decimal


_NOTHING: Final = _Sums(Decimal(0), Decimal(0))


def realign_columns(sheet: Sheet, widths: Mapping[int, int], fixed: Collection[int]) -> Sheet:
    """Return the sheet with the cells of its forms where they belong, each move among its repairs.

    Only of lines that are filled up with blank cells; a shorter one tells by its ``widths`` what it lacks.
    ``fixed`` are rows that can only stand as they are.
    """
    labels = load_vocabulary(FormLabels)
    rows = rows_of(sheet)
    cells = dict(sheet.cells)
    repairs: list[CellRepair] = []
    tables = list(tables_of(rows, labels))
    seen = _seen_levels(tables)
    execution = _NOTHING
    for heading, body in tables:
        if heading.table == "funds":
            execution = _execution(heading, body)
        elif heading.table == "indicators" and _has_numbers(heading):
            moved = _moved(heading, body, execution, seen, fixed, labels)
            if all(widths[row.number] >= widths[heading.top] for row in moved):
                for row in moved:
                    repairs += _move(row, heading, seen, cells)
            execution = _NOTHING
    if not repairs:
        return sheet
    return replace(sheet, cells=cells, repairs=(*sheet.repairs, *repairs))


def _has_numbers(heading: TableHeading) -> bool:
    """Tell whether points and score stand beside each other, right of target and actual."""
    columns = heading.columns
    if not {"points", "claimed", "actual", "level2"} <= columns.keys():
        return False
    points = columns["points"]
    return columns["claimed"][0] == points[1] + 1 and columns["actual"][0] < points[0]


def _plain(cell: Cell | None) -> Decimal | None:
    return None if cell is None else plain_number(cell.text)


def _execution(heading: TableHeading, body: Sequence[tuple[OccupiedCell, ...]]) -> _Sums:
    """Return the points and the score of the execution rate: the first row that has both."""
    points, claimed = heading.columns.get("points"), heading.columns.get("claimed")
    if points is None or claimed is None:
        return _NOTHING
    for cells in body:
        by_column = {s.column: s.content for s in cells}
        held, scored = _plain(by_column.get(points[0])), _plain(by_column.get(claimed[0]))
        if held is not None and scored is not None:
            return _Sums(held, scored)
    return _NOTHING


def _seen_levels(
    tables: Iterable[Table],
) -> Mapping[str, frozenset[str]]:
    """Return which words stand in the columns of the levels of rows that are in order."""
    found: dict[str, set[str]] = {"level1": set(), "level2": set()}
    for heading, body in tables:
        if heading.table != "indicators" or not _has_numbers(heading):
            continue
        for cells in body:
            if _shift_of(heading, {s.column: s.content for s in cells}) != 0:
                continue
            for cell in cells:
                key = heading.key_at(cell.column)
                if key in found:
                    found[key].add(_folded(cell.text))
    return {key: frozenset(words) for key, words in found.items()}


def _folded(text: str) -> str:
    return without_bracket(fold(level_name(text)[0]))[0]


def _shift_of(heading: TableHeading, cells: Mapping[int, Cell]) -> int | None:
    """Return how far a row has slid: 0 for one in order, None where its numbers do not tell."""
    points, claimed = heading.columns["points"][0], heading.columns["claimed"][0]
    for shift in range(_FARTHEST + 1):
        here, there = _plain(cells.get(points - shift)), _plain(cells.get(claimed - shift))
        beyond = [c for c in cells if claimed - shift < c <= claimed]
        if here is None or there is None or there > here:
            continue
        if any(_plain(cells[column]) is not None for column in beyond):
            return None
        return shift
    return None


def _moved(
    heading: TableHeading,
    body: Sequence[tuple[OccupiedCell, ...]],
    execution: _Sums,
    seen: Mapping[str, frozenset[str]],
    fixed: Collection[int],
    labels: FormLabels,
) -> list[_Row]:
    """Return the rows that have slid, if the table's own sums prove all of them."""
    rows: list[_Row] = []
    total: _Sums | None = None
    stated: dict[str, Decimal] = {}
    for cells in body:
        by_column = {s.column: s.content for s in cells}
        if labels.is_word("total", cells[0].text) and len(cells) <= 4:
            total = _total(by_column)
            break
        for cell in cells:
            name, points = level_name(cell.text)
            if points and _folded(cell.text) in seen["level1"]:
                stated[name] = Decimal(points)
        shift = 0 if cells[0].row in fixed else _shift_of(heading, by_column)
        if shift is not None and not any(labels.is_word("subtotal", s.text) for s in cells):
            rows.append(_Row(cells[0].row, by_column, shift))
    slid = [row for row in rows if row.shift]
    if not slid or not _proved(heading, rows, total, stated, execution):
        return []
    return slid


def _total(cells: Mapping[int, Cell]) -> _Sums | None:
    numbers = [n for column in sorted(cells) if (n := _plain(cells[column])) is not None]
    return _Sums(numbers[0], numbers[1]) if len(numbers) == 2 else None


def _proved(
    heading: TableHeading,
    rows: Iterable[_Row],
    total: _Sums | None,
    stated: Mapping[str, Decimal],
    execution: _Sums,
) -> bool:
    """Tell whether the rows, after they are moved, add up to what is printed."""
    points, claimed = Decimal(0), Decimal(0)
    for row in rows:
        points += _plain(row.cells.get(heading.columns["points"][0] - row.shift)) or 0
        claimed += _plain(row.cells.get(heading.columns["claimed"][0] - row.shift)) or 0
    if total is not None and claimed + execution.claimed != total.claimed:
        return False
    if total is not None and points + execution.points == total.points:
        return True
    return bool(stated) and points == sum(stated.values())


def _move(
    row: _Row,
    heading: TableHeading,
    seen: Mapping[str, frozenset[str]],
    cells: dict[tuple[int, int], Cell],
) -> Iterable[CellRepair]:
    """Put the cells of a row where they belong; a row whose cells would meet stays as it is."""
    goal = _goals(row, heading, seen)
    if goal is None:
        return
    for column in row.cells:
        del cells[row.number, column]
    for column, cell in row.cells.items():
        cells[row.number, goal[column]] = cell
    moved = [column for column in sorted(goal) if goal[column] != column]
    names = {key: "".join(heading.cells[key].text.split()).strip("*") for key in heading.columns}
    shown = "、".join(
        f"“{excerpt(row.cells[column].text, _LONGEST_SHOWN)}”归到“{names[key]}”"
        for column in moved
        if (key := heading.key_at(goal[column])) is not None
    )
    level = heading.columns["level2"][0]
    missing = "" if level in goal.values() else f"；“{names['level2']}”没有字，也可能是取字时丢了"
    yield CellRepair(
        row.number,
        goal[moved[0]],
        f"这一行的格向左错位，已放回：{shown}{missing}",
        "放回后各行分值、得分合计与表上印的合计一致",
        tuple(goal[column] for column in moved),
    )


def _goals(
    row: _Row, heading: TableHeading, seen: Mapping[str, frozenset[str]]
) -> dict[int, int] | None:
    """Return for each column of a row the column that it belongs to; None if two would meet."""
    points = heading.columns["points"][0]
    names = {key: heading.columns[key][0] for key in _NAMES if key in heading.columns}
    goal = {column: column + row.shift for column in row.cells}
    for column, cell in row.cells.items():
        word = _folded(cell.text)
        if column + row.shift >= points:
            continue
        for key in ("level2", "level1"):
            if word in seen[key] and key in names and goal[column] < names.get("name", points):
                goal[column] = names[key]
                break
    own = {heading.key_at(column) for column in goal.values()}
    if "name" in names and "name" not in own and own & {"target"}:
        _name(row, goal, names, seen)
    end = max(right for _, right in heading.columns.values())
    if len(set(goal.values())) < len(goal) or max(goal.values()) > end:
        return None
    return goal


def _name(
    row: _Row,
    goal: dict[int, int],
    names: Mapping[str, int],
    seen: Mapping[str, frozenset[str]],
) -> None:
    """Take as the indicator's name the last text left of its target that is no level."""
    known = seen["level1"] | seen["level2"]
    left = [
        column
        for column in sorted(row.cells)
        if goal[column] < names["name"] and _folded(row.cells[column].text) not in known
    ]
    if left:
        goal[left[-1]] = names["name"]
