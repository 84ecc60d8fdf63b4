"""What a row of a sheet is: the headings of a table, a form's title, or something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from scoring.readers.forms.labels import TABLES, TEXTS, FormLabels, Table
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows
from scoring.text import on_one_line

_MOST_HEADING_ROWS: Final = 3
_FEWEST_OF_INDICATORS: Final = 4
_FEWEST_OF_HEADINGS: Final = 3
"""So many of a row are headings of indicators, where the rest is not understood."""
_FEWEST: Final = 2
"""So many headings stand in the first row of a table's headings."""
_STANDS_FOR: Final = {"target_initial": "target", "arrived": "budget"}
_OF_LISTS: Final = ("project.name", "project.code")
"""Labels that stand beside headings of amounts only where each row is another project."""


@dataclass(frozen=True)
class TableHeading:
    """The headings of one table: rows ``top`` to ``bottom``, and the columns by key."""

    table: Table
    top: int
    bottom: int
    columns: Mapping[str, tuple[int, int]]
    """Per key of the submission the first and last column under its heading."""
    cells: Mapping[str, OccupiedCell]
    """Per key the cell of its heading."""
    unknown: tuple[OccupiedCell, ...]
    """Cells among the headings that are none."""
    taken: Mapping[str, OccupiedCell] = field(default_factory=dict)
    """Keys that were taken from the page before, with the cell that stands there instead."""
    placed: Mapping[str, OccupiedCell] = field(default_factory=dict)
    """Keys that were recognised by the place and the contents of a column, with its heading."""

    @cached_property
    def _keys(self) -> Mapping[int, str]:
        return {
            column: key
            for key, (left, right) in self.columns.items()
            for column in range(left, right + 1)
        }

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {key: "".join(cell.text.split()).strip("*") for key, cell in self.cells.items()}

    def label(self, key: str) -> str:
        """Return a heading as messages name it."""
        return self._labels[key]

    def key_at(self, column: int) -> str | None:
        """Return the key of the column."""
        return self._keys.get(column)


def like_before(heading: TableHeading, before: TableHeading | None) -> TableHeading:
    """Return the headings of a further page, those that cannot be read taken from the page before.

    An unknown cell is the heading that stood in its column before, if all others of the two
    pages stand in the same columns.
    """
    if before is None or not heading.unknown or heading.table != before.table:
        return heading
    own = heading.columns
    if any(before.columns.get(key) != columns for key, columns in own.items()):
        return heading
    lacking = {
        key: cell
        for key, columns in before.columns.items()
        for cell in heading.unknown
        if key not in own and columns[0] <= cell.column <= columns[1]
    }
    return replace(
        heading,
        columns={**own, **{key: before.columns[key] for key in lacking}},
        cells={**heading.cells, **{key: before.cells[key] for key in lacking}},
        unknown=tuple(cell for cell in heading.unknown if cell not in lacking.values()),
        taken=lacking,
    )


def find_heading(rows: Rows, row: int, labels: FormLabels) -> TableHeading | None:
    """Return the headings that begin in a row, if it holds enough of a table's headings."""
    cells = rows.get(row, ())
    if len(cells) < _FEWEST:
        return None
    known = [labels.columns_of(cell.text) for cell in cells]
    if len(cells) - known.count({}) < _FEWEST:
        return None
    of_tables = {table for columns in known for table in columns}
    for table in TABLES:
        if table not in of_tables:
            continue
        found = _keys(cells, table, labels)
        if not _enough(table, found) and not _enough(
            table, _with_next(rows, cells, found, table, labels)
        ):
            continue
        if _is_of_list(table, cells, labels) or _is_of_targets(table, cells, found, labels):
            continue
        bottom = row
        above: list[OccupiedCell] = []
        last = min(max(cell.bottom for cell in found.values()), row + _MOST_HEADING_ROWS - 1)
        if _is_headings(rows.get(row + 1, ()), table, labels):
            last = max(last, row + 1)
        for below in range(row + 1, last + 1):
            under = _keys(rows.get(below, ()), table, labels)
            above += [found[key] for key in under if key in found]
            found |= under
            bottom = below if under else bottom
        found = _settled(_without_doubtful(found))
        bottom = max(bottom, min(cell.bottom for cell in found.values()))
        columns = _columns(found)
        used = {id(cell) for cell in (*found.values(), *above)}
        unknown = tuple(
            cell
            for at in range(row, bottom + 1)
            for cell in rows.get(at, ())
            if id(cell) not in used and not labels.is_block(cell.text)
        )
        return TableHeading(table, row, bottom, columns, found, unknown)
    return None


def unknown_headings(rows: Rows, numbers: Iterable[int], labels: FormLabels) -> list[OccupiedCell]:
    """Return what no word names in the first row that looks like headings of indicators."""
    for number in numbers:
        cells = rows.get(number, ())
        known = [cell for cell in cells if labels.column("indicators", cell.text) is not None]
        if len(known) >= _FEWEST_OF_HEADINGS:
            return [cell for cell in cells if cell not in known]
    return []


def _with_next(
    rows: Rows,
    cells: Sequence[OccupiedCell],
    found: Mapping[str, OccupiedCell],
    table: Table,
    labels: FormLabels,
) -> Mapping[str, OccupiedCell]:
    """Return the headings of two rows that are tied together: a cell covers both, or where cells
    are not merged, nothing but headings stands in the second.
    """
    below = rows.get(cells[0].row + 1, ())
    tied = any(cell.bottom > cell.row for cell in found.values())
    if len(found) < _FEWEST or not (tied or _is_headings(below, table, labels)):
        return {}
    return {**found, **_keys(below, table, labels)}


def _is_headings(cells: Sequence[OccupiedCell], table: Table, labels: FormLabels) -> bool:
    """Tell whether several cells are all headings of a table, each of another column."""
    return len(cells) >= _FEWEST and len(_keys(cells, table, labels)) == len(cells)


def _keys(
    cells: Sequence[OccupiedCell], table: Table, labels: FormLabels
) -> dict[str, OccupiedCell]:
    """Return the headings of one row by key; of two for one key the more usual one.

    A block's own name left of the goal's headings may read like one of them: the right one counts.
    """
    best: dict[str, tuple[int, OccupiedCell]] = {}
    for cell in cells:
        known = labels.columns_of(cell.text).get(table)
        if known is None:
            continue
        before = best.get(known[1])
        if before is None or known[0] < before[0] or (table == "goal" and known[0] == before[0]):
            best[known[1]] = known[0], cell
    return {key: cell for key, (_, cell) in best.items()}


def _settled(found: dict[str, OccupiedCell]) -> dict[str, OccupiedCell]:
    """Return the headings with each that may stand for another in its place, where that is missing:
    年初指标值 for the target, 到位资金 for the budget. Beside the budget it is a text.
    """
    for key, other in _STANDS_FOR.items():
        if key in found and other not in found:
            found = {other if k == key else k: cell for k, cell in found.items()}
    if "arrived" in found:
        found[f"{TEXTS}.arrived"] = found.pop("arrived")
    return found


def _without_doubtful(found: dict[str, OccupiedCell]) -> dict[str, OccupiedCell]:
    """Take 年度目标 for the target where it stands behind the names of a table without one, and 评分
    for the score where points stand beside it and no 得分; any other 评分 is unknown.
    """
    goal, name = found.get("goal"), found.get("name")
    targets = found.keys() & {"target", "target_initial"}
    if goal is not None and name is not None and goal.column > name.column and not targets:
        found = {"target" if key == "goal" else key: cell for key, cell in found.items()}
    rating = found.get("rating")
    if rating is None:
        return found
    others = {key: cell for key, cell in found.items() if key != "rating"}
    return (
        {**others, "claimed": rating} if "points" in others and "claimed" not in others else others
    )


def _enough(table: Table, found: Mapping[str, OccupiedCell]) -> bool:
    if table == "tasks":
        return "name" in found and bool(found.keys() & {"initial", "budget", "executed"})
    if table == "goals":
        return {"name", "ratio"} <= found.keys()
    if table == "funds":
        return len(found.keys() & {"initial", "budget", "arrived", "executed"}) >= 2
    if table == "goal":
        # the block's own name, left of both, may read like a heading: 总体目标完成情况
        sides = [found[key].column for key in ("expected", "achieved") if key in found]
        return len(sides) == 2 and sides[0] < sides[1]
    return (
        len(found) >= _FEWEST_OF_INDICATORS
        and bool(found.keys() & {"name", "level2"})
        and (
            bool(found.keys() & {"target", "target_initial", "actual"})
            or {"points", "claimed"} <= found.keys()
        )
    )


def _is_of_list(table: Table, cells: Sequence[OccupiedCell], labels: FormLabels) -> bool:
    """Tell whether amounts are columns of a list of projects or plans, one a row: no funds block."""
    if table != "funds":
        return False
    keys = {key for cell in cells for key in labels.head_keys(cell.text)}
    known = (labels.column("indicators", cell.text) for cell in cells)
    numbered = any(found is not None and found[1] == "number" for found in known)
    return numbered or not keys.isdisjoint(_OF_LISTS)


def _is_of_targets(
    table: Table,
    cells: Sequence[OccupiedCell],
    found: Mapping[str, OccupiedCell],
    labels: FormLabels,
) -> bool:
    """Tell whether two targets stand side by side and nothing that was achieved: 中期 and 年度."""
    if table != "indicators" or found.keys() & {"actual", "claimed"}:
        return False
    known = [labels.column(table, cell.text) for cell in cells]
    return sum(one is not None and one[1] == "target" for one in known) > 1


def _columns(found: Mapping[str, OccupiedCell]) -> dict[str, tuple[int, int]]:
    """Return each heading's columns; a heading above others keeps those that are not theirs."""
    columns: dict[str, tuple[int, int]] = {}
    taken: set[int] = set()
    for key, cell in sorted(found.items(), key=lambda item: (-item[1].row, item[1].column)):
        own = [c for c in range(cell.column, cell.right + 1) if c not in taken]
        if own:
            columns[key] = own[0], own[-1]
            taken.update(range(own[0], own[-1] + 1))
    return columns


def is_label(cell: OccupiedCell, labels: FormLabels) -> bool:
    """Tell whether a cell is a label of a form's head or foot, with or without its value."""
    return bool(labels.head_keys(cell.text)) or bool(labels.label_before(on_one_line(cell.text)))
