"""Cells moved back into their columns where a copied table gives each merged cell only once.

A table that is copied out of a web page or a document writes a cell that covers several rows in the
first of them alone; the other rows are shorter and begin too far left. Which cells a row lacks is known
by how many there are and by what the others are: points and scores are numbers, levels have their
names, a name is no figure. A row is moved only where exactly one way to place its cells is left, and a
table only where that holds for all its rows; what stays unclear is reported, and no reader takes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from scoring.readers.books.sheets.grid import CellRepair, Sheet
from scoring.readers.books.texts.cell_kinds import CellKinds, plain_number
from scoring.readers.books.texts.tables import tables_of
from scoring.readers.forms.headings import TableHeading, is_label
from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows, rows_of
from scoring.text import excerpt
from scoring.words import load_vocabulary

_FARTHEST: Final = 5
"""So many cells a row may lack: number, block, goal, two levels."""
_LONGEST_SHOWN: Final = 20
_FIRST_VALUE: Final = {
    "funds": ("initial", "budget", "executed", "points"),
    "goal": ("initial", "expected", "achieved"),
    "indicators": ("name", "level2"),
}
"""Per table the headings of which the leftmost ends what may be merged down."""

_Goal = Mapping[int, int]
"""Per column of a cell the column that it belongs to."""


@dataclass(frozen=True)
class _Row:
    number: int
    cells: Mapping[int, str]
    """The texts that are not blank, by column."""
    width: int
    """How many cells the line has, blank ones at its end too."""


def realign_lost_merges(sheet: Sheet, widths: Mapping[int, int]) -> Sheet:
    """Return the sheet with the cells of shortened rows in their columns, each move among its repairs.

    ``widths`` says how many cells each line has, the blank ones at its end counted.
    """
    cells = dict(sheet.cells)
    repairs: list[CellRepair] = []
    for table in _tables(sheet, widths):
        for row, goal in table.moves():
            for column in row.cells:
                del cells[row.number, column]
            for column, to in goal.items():
                cells[row.number, to] = sheet.cells[row.number, column]
            repairs.append(table.repair(row, goal))
    if not repairs:
        return sheet
    return replace(sheet, cells=cells, repairs=(*sheet.repairs, *repairs))


def rows_in_order(sheet: Sheet, widths: Mapping[int, int]) -> frozenset[int]:
    """Return the rows of tables whose cells can only stand where they are."""
    return frozenset(row for table in _tables(sheet, widths) for row in table.in_order)


def with_slid_rows(sheet: Sheet, widths: Mapping[int, int], unclear: Collection[int] = ()) -> Sheet:
    """Return the sheet with the rows of tables named whose cells are not in their columns.

    ``unclear`` are rows that belong to no column; a table that holds one is named as well.
    """
    slid: set[int] = set()
    for table in _tables(sheet, widths):
        rows = table.own_rows
        if table.is_slid or any(rows[0] < row < rows[-1] for row in unclear):
            slid.update(rows)
    return replace(sheet, slid=sheet.slid | slid) if slid else sheet


def _tables(sheet: Sheet, widths: Mapping[int, int]) -> Iterator[_Table]:
    labels = load_vocabulary(FormLabels)
    rows = rows_of(sheet)
    keeps_blanks = any(
        row in rows and width > rows[row][-1].column for row, width in widths.items()
    )
    moved = {repair.row for repair in sheet.repairs}
    for heading, body in tables_of(rows, labels):
        if not _is_read(heading):
            continue
        top = rows[heading.top]
        right = max(cell.column for cell in (*top, *heading.cells.values()))
        width = max(widths.get(heading.top, 0), right)
        own = list(_own_rows(heading, body, labels))
        pieces = _pieces(rows, heading.top, own, widths, labels)
        own = [cells for cells in own if not _is_lone(cells, widths)]
        found = [
            _Row(
                cells[0].row,
                {cell.column: cell.text.strip() for cell in cells},
                widths.get(cells[0].row, width),
            )
            for cells in own
            if cells[0].row not in moved
        ]
        numbers = (heading.top, *(cells[0].row for cells in own))
        yield _Table(
            heading, width, numbers, tuple(found), keeps_blanks, bool(pieces), CellKinds(labels)
        )


def _is_read(heading: TableHeading) -> bool:
    """Tell whether it heads a table of a self-evaluation; targets alone have a reader of their own."""
    if heading.table == "indicators":
        return not heading.columns.keys().isdisjoint(("actual", "points", "claimed"))
    return heading.table in ("funds", "goal")


def _own_rows(
    heading: TableHeading, body: Sequence[tuple[OccupiedCell, ...]], labels: FormLabels
) -> Iterator[tuple[OccupiedCell, ...]]:
    """Yield the rows under a heading as far as its table goes, and the lines of text between them."""
    for cells in body:
        first = cells[0]
        is_level = labels.is_word("levels", first.text)
        ends = is_label(first, labels) or labels.is_note(first.text) or labels.is_title(first.text)
        if ends and not is_level:
            return
        yield cells
        if heading.table == "indicators" and labels.is_word("total", first.text):
            return


def _is_lone(cells: Sequence[OccupiedCell], widths: Mapping[int, int]) -> bool:
    """Tell whether a line is one text alone: a paragraph, the number of a page, a piece of a cell."""
    return len(cells) == 1 and widths.get(cells[0].row, 1) == 1


def _pieces(
    rows: Rows,
    top: int,
    own: Sequence[Sequence[OccupiedCell]],
    widths: Mapping[int, int],
    labels: FormLabels,
) -> Sequence[int]:
    """Return the lone lines between rows that must be pieces of cells: no blank line parts them."""
    last = max((cells[0].row for cells in own if not _is_lone(cells, widths)), default=top)
    return [
        cells[0].row
        for cells in own
        if cells[0].row < last
        and _is_lone(cells, widths)
        and not labels.is_page_mark(cells[0].text)
        and not labels.is_block(cells[0].text)
        and {cells[0].row - 1, cells[0].row + 1} <= rows.keys()
    ]


@dataclass(frozen=True)
class _Table:
    """One table with its rows as the text has them."""

    heading: TableHeading
    width: int
    own_rows: tuple[int, ...]
    """The heading and every row below it, by number."""
    rows: tuple[_Row, ...]
    """Those whose cells were not moved before."""
    keeps_blanks: bool
    """Whether blank cells at the end of a line are written, so that its cells can be counted."""
    is_broken: bool
    """Whether a cell goes on in a line of its own, of which nobody knows where it belongs."""
    kinds: CellKinds

    @property
    def is_slid(self) -> bool:
        """Whether the cells of some row plainly stand under the wrong headings."""
        return self.is_broken or any(
            not self._is_sum(row) and self._lacks_cells(row) for row in self.rows
        )

    @property
    def in_order(self) -> Iterator[int]:
        """The numbers of the rows that can only stand as they are."""
        return (row.number for row in self.rows if self._shifts(row).keys() == {0})

    def moves(self) -> Iterator[tuple[_Row, _Goal]]:
        """Yield the rows whose cells go elsewhere, if every row of the table is proved."""
        goals: list[tuple[_Row, _Goal | None]] = [
            (row, self._sum(row) if self._is_sum(row) else self._place(row)) for row in self.rows
        ]
        if self.is_broken or (self.is_slid and any(goal is None for _, goal in goals)):
            return
        for row, goal in goals:
            if goal is not None and any(goal[column] != column for column in goal):
                yield row, goal

    def repair(self, row: _Row, goal: _Goal) -> CellRepair:
        """Return what is reported about a row that was moved."""
        shown = "、".join(
            f"“{excerpt(row.cells[column], _LONGEST_SHOWN)}”归到“{self.heading.label(key)}”"
            for column in sorted(goal)
            if goal[column] != column and (key := self.heading.key_at(goal[column])) is not None
        )
        first = min(to for column, to in goal.items() if to != column)
        return CellRepair(
            row.number,
            first,
            f"这一行的格向左错位，已放回：{shown}",
            "复制的表里合并格只留下一处；各格按内容只能这样放",
            tuple(range(1, self.width + 1)),
        )

    @property
    def _left(self) -> tuple[int, ...]:
        """The columns whose cells may be merged down: those before the first name or value."""
        keys = _FIRST_VALUE[self.heading.table]
        columns = self.heading.columns
        if self.heading.table == "indicators":
            first = next(columns[key][0] for key in keys if key in columns)
        else:
            first = min(columns[key][0] for key in keys if key in columns)
        return tuple(range(1, first))

    def _is_sum(self, row: _Row) -> bool:
        words = ("total", "subtotal")
        first = row.cells[min(row.cells)]
        labels = self.kinds.labels
        return self.heading.table == "indicators" and (
            labels.is_word(words[0], first)
            or any(labels.is_word(words[1], text) for text in row.cells.values())
        )

    def _lacks_cells(self, row: _Row) -> bool:
        """Tell whether a row is not in order, and something says that its cells have slid."""
        count = self.width - row.width
        shifts = self._shifts(row)
        if 0 not in shifts:
            return bool(shifts) or (
                count != 0 and self.keeps_blanks and (1 in row.cells or count < 0)
            )
        if self.keeps_blanks:
            return count > 0 and count in shifts
        return len(shifts) > 1 and not self._is_in_order(row)

    def _place(self, row: _Row) -> _Goal | None:
        """Return where the cells of a row belong; None where that is not certain."""
        shifts = self._shifts(row)
        count = self.width - row.width
        if self.keeps_blanks and count in shifts:
            found = shifts[count]
        elif 0 in shifts and (self.keeps_blanks or self._is_in_order(row)):
            found = shifts[0]
        elif len(shifts) == 1 and not self.keeps_blanks:
            ((_, found),) = shifts.items()
        else:
            return None
        return found[0] if len(found) == 1 else None

    def _is_in_order(self, row: _Row) -> bool:
        """Tell whether a row that may lack nothing surely does: it has its level 1, or its numbers."""
        of = self._by_key(row.cells)
        numbers = (plain_number(of.get(key, "")) for key in ("points", "claimed"))
        return (
            1 not in row.cells
            or self.kinds.is_first(of.get("level1", ""))
            or all(number is not None for number in numbers)
        )

    def _by_key(self, cells: Mapping[int, str]) -> Mapping[str, str]:
        return {key: cells.get(span[0], "") for key, span in self.heading.columns.items()}

    def _shifts(self, row: _Row) -> Mapping[int, Sequence[_Goal]]:
        """Return by the number of cells that a row lacks the ways to place the others."""
        found: dict[int, list[_Goal]] = {}
        most = min(_FARTHEST, len(self._left), self.width - max(row.cells))
        for count in range(most + 1):
            for lost in self._lost(count):
                goal = self._goal(row, lost)
                if goal is not None and self._fits({goal[c]: t for c, t in row.cells.items()}):
                    found.setdefault(count, []).append(goal)
        return found

    def _lost(self, count: int) -> Iterator[frozenset[int]]:
        """Yield which columns may have lost their cells: the outer ones, as merged cells lie.

        Or a level 2 that one cell covers together with its level 1.
        """
        left = [column for column in self._left if self.heading.key_at(column) != "number"]
        if count > len(left):
            return
        yield frozenset(left[:count])
        columns = self.heading.columns
        if count and {"level1", "level2", "name"} <= columns.keys():
            level1, level2 = columns["level1"][0], columns["level2"][0]
            outer = left[: count - 1]
            if level2 == level1 + 1 and level1 in left and level1 not in outer:
                yield frozenset((*outer, level2))

    def _goal(self, row: _Row, lost: frozenset[int]) -> _Goal | None:
        goal: dict[int, int] = {}
        free = [column for column in range(1, self.width + 1) if column not in lost]
        for column in row.cells:
            if column > len(free):
                return None
            goal[column] = free[column - 1]
        return goal if self._may_lie_across(goal, row, lost) else None

    def _may_lie_across(self, goal: _Goal, row: _Row, lost: frozenset[int]) -> bool:
        """Tell whether a lost level 2 has a level 1 before it that may cover both."""
        columns = self.heading.columns
        if not lost or "level1" not in columns or columns["level1"][0] in lost:
            return True
        if "level2" not in columns or columns["level2"][0] not in lost:
            return True
        first = next((c for c, to in goal.items() if to == columns["level1"][0]), None)
        return first is not None and self.kinds.may_lie_across(row.cells[first])

    def _fits(self, cells: Mapping[int, str]) -> bool:
        """Tell whether every text may stand under the heading of its column."""
        left, heading = self._left, self.heading
        for column, text in cells.items():
            key = heading.key_at(column)
            if (key or column in left) and not self.kinds.fits(heading.table, key, text):
                return False
        if heading.table == "goal":
            return True
        of = self._by_key(cells)
        points, claimed = plain_number(of.get("points", "")), plain_number(of.get("claimed", ""))
        if points is not None and claimed is not None and claimed > points:
            return False
        if heading.table == "funds":
            return any(column in left for column in cells)
        return of.get("name") != "" or self.kinds.is_level(of.get("level2", ""))

    def _sum(self, row: _Row) -> _Goal | None:
        """Return where the numbers of a row of sums belong: under points and score."""
        labels = self.kinds.labels
        word = next(
            column
            for column, text in row.cells.items()
            if labels.is_word("total", text) or labels.is_word("subtotal", text)
        )
        columns = self.heading.columns
        wanted = [columns[key][0] for key in ("points", "claimed") if key in columns]
        behind = [column for column in row.cells if column > word]
        numbers = [column for column in behind if plain_number(row.cells[column]) is not None]
        own = {column: column for column in row.cells if column <= word}
        if set(numbers) <= set(wanted):
            return {column: column for column in row.cells}
        count = self.width - row.width
        if self.keeps_blanks and count > 0 and {c + count for c in numbers} <= set(wanted):
            return own | {column: column + count for column in behind}
        if len(numbers) == len(wanted) > 1:
            return own | dict(zip(numbers, wanted, strict=True))
        return None
