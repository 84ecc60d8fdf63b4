"""The levels of a row: its own, those of merged cells, or those of the row above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scoring.readers.forms.block import LEVELS, IndicatorBlock
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.headings import TableHeading
from scoring.readers.forms.occupied_cells import OccupiedCell
from scoring.readers.forms.table_row import TableRow
from scoring.text import on_one_line

_LONGEST_LEVEL: Final = 40


@dataclass(frozen=True)
class LevelReader:
    """Reads 一级指标 and 二级指标 of the rows under one heading; the block knows the row above."""

    heading: TableHeading
    collector: FormCollector
    block: IndicatorBlock

    def read(self, row: TableRow) -> dict[str, str]:
        """Return the levels of a row: a level is written once for all rows below it."""
        changed = False
        for key in LEVELS:
            if key not in self.heading.columns:
                continue
            before = getattr(self.block, key)
            name = self._name(key, row, before, changed=changed)
            changed = changed or (key == "level1" and name != before)
            setattr(self.block, key, name)
            left = self.heading.columns[key][0]
            if key in row.by_key or key not in self.block.level_cells or not name:
                self.block.level_cells[key] = self.collector.sheet.anchor(row.number, left)
        return {"level1": self.block.level1, "level2": self.block.level2}

    def goal(self, row: TableRow) -> None:
        """Take the yearly goal that a row belongs to: its own, or that of the rows above."""
        if "goal" in row.by_key:
            cell = row.by_key["goal"][0]
            self.block.goal = on_one_line(self.collector.text(cell))
            self.block.goal_cells.setdefault(self.block.goal, cell)

    def printed(self, row: TableRow) -> list[OccupiedCell]:
        """Return the levels that a row prints which holds nothing else."""
        return [s for key in LEVELS for s in row.by_key.get(key, ()) if self._may_be_level(s)]

    def is_banner(self, row: TableRow) -> bool:
        """Tell whether a row is a first level across the table, a heading of the rows below it."""
        if len(row.cells) != 1:
            return False
        (cell,) = row.cells
        across = "level1" not in self.heading.columns or cell.right > self._last
        return across and self.collector.labels.is_word("across_levels", self._split(cell.text)[0])

    def banner(self, row: TableRow) -> None:
        """Take the first level of the rows below."""
        (cell,) = row.cells
        self.block.level1, self.block.level2 = self._own([cell]), ""
        self.block.level_cells = {"level1": (cell.row, cell.column)}

    @property
    def _last(self) -> int:
        """The last column under the headings of levels; 0 where there are none."""
        columns = self.heading.columns
        return max((columns[key][1] for key in LEVELS if key in columns), default=0)

    def _name(self, key: str, row: TableRow, before: str, *, changed: bool) -> str:
        left = self.heading.columns[key][0]
        anchor = self.collector.sheet.anchor(row.number, left)
        if key in row.by_key:
            return self._own(row.by_key[key])
        spoilt = next((s for s in row.cells if s.content.spoilt and s.column == left), None)
        if spoilt is not None:
            return self._spoilt(spoilt)
        if self.collector.lacks_result(row.number, left, self.heading.label(key)):
            return ""
        if anchor[0] != row.number and self.heading.key_at(anchor[1]) == key:
            above = self.collector.sheet.at(row.number, left)
            return self._split(above.text)[0] if above is not None else ""
        return "" if changed or anchor[1] < left else before

    def _spoilt(self, cell: OccupiedCell) -> str:
        """Return a level that others lie upon, if it is a usual one."""
        name = self._split(cell.text)[0]
        return name if self.collector.labels.is_word("levels", name) else ""

    def _own(self, cells: list[OccupiedCell]) -> str:
        name, points = self._split(self.collector.text(cells[0]))
        for other in cells[1:]:
            self.collector.keep_unmatched(other)
        if points:
            self.block.level_points[name] = points, cells[0]
        return name

    def _split(self, text: str) -> tuple[str, str]:
        """Return a level's name in the characters of the sets, and the points behind it."""
        return self.collector.labels.level_name(text)

    def _may_be_level(self, cell: OccupiedCell) -> bool:
        return len(cell.text) <= _LONGEST_LEVEL and cell.right <= self._last
