"""The rows of an indicator table that are no indicators: 总分, 小计, the execution rate."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from scoring.documents.node import Scalar
from scoring.readers.forms.block import IndicatorBlock
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.fold import level_name
from scoring.readers.forms.funds import FundsBlock
from scoring.readers.forms.headings import TableHeading
from scoring.readers.forms.numbers import INDICATOR_KINDS, number
from scoring.readers.forms.occupied_cells import OccupiedCell
from scoring.readers.forms.table_row import TableRow
from scoring.records.certainty import Certainty
from scoring.text import on_one_line

_OF_TOTAL: Final = ("claimed_total", "claimed_grade")
_OF_VALUES: Final = frozenset({"level1", "level2", "name", "target", "actual"})
"""Columns of the indicators themselves."""
_FULL: Final = Decimal(100)
_FEWEST: Final = 2
"""Below fewer rows points that are the same tell no sum."""
_FIGURE: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True)
class SumRows:
    """Reads the rows of sums under one heading into the block."""

    heading: TableHeading
    collector: FormCollector
    block: IndicatorBlock

    def is_total(self, row: TableRow) -> bool:
        """Tell whether a row is the form's total: it names no level, indicator or value."""
        if not row.cells or not self.collector.labels.is_word("total", row.cells[0].text):
            return False
        cells = self._parted(row)[0]
        return not self._others(cells) or all(map(self._is_figure, cells))

    def is_total_by_place(self, row: TableRow) -> bool:
        """Tell whether a row below all indicators is their total under a name that no word tells.

        Its one text stands first, and its points are those of all rows, or 100.
        """
        points = self._sum_of(row)
        of_rows = sum(self.block.sums.values(), Decimal(0))
        if points is None or not 0 < of_rows <= points or len(self.block.pending) < _FEWEST:
            return False
        rate = Decimal(self.block.execution.get("points", ("0",))[0])
        return points in (of_rows, of_rows + rate, _FULL)

    def total_by_place(self, row: TableRow) -> None:
        """Take points and score of a total that only its place and points tell."""
        cell = row.by_key.get("claimed", row.by_key["points"])[0]
        name = on_one_line(row.cells[0].text)
        self.collector.add_repair(
            cell.row, cell.column, f"“{name}”一行按总分读",
            "在各项指标之后，没有指标值和完成值，分值是各项之和或 100 分", Certainty.BY_PLACE,
        )  # fmt: skip
        self.total(row)

    def _sum_of(self, row: TableRow) -> Decimal | None:
        """Return the points of a row that may be a sum: a text that is no level, figures behind it."""
        first, *behind = row.cells
        if any(cell is not first for key in _OF_VALUES for cell in row.by_key.get(key, ())):
            return None
        labels = self.collector.labels
        points = row.by_key.get("points", [first])[0]
        is_name = not self._is_figure(first) and not labels.is_word("levels", first.text)
        if not is_name or self._others(behind) or not all(map(self._is_figure, behind)):
            return None
        text = points.text.strip()
        return Decimal(text) if _FIGURE.fullmatch(text) else None

    def _parted(self, row: TableRow) -> tuple[list[OccupiedCell], dict[str, OccupiedCell]]:
        """Part what stands behind 总分 into cells of the table and values with labels of their own.

        ``自评等级 | 优`` is such a value; a grade needs no label.
        """
        cells: list[OccupiedCell] = []
        labelled: dict[str, OccupiedCell] = {}
        behind = list(row.cells[1:])
        while behind:
            cell = behind.pop(0)
            keys = self.collector.labels.head_keys(cell.text)
            if keys and keys[0] in _OF_TOTAL and behind:
                labelled.setdefault(keys[0], behind.pop(0))
            elif self.collector.labels.is_word("grades", cell.text):
                labelled.setdefault("claimed_grade", cell)
            else:
                cells.append(cell)
        return cells, labelled

    def _others(self, cells: Sequence[OccupiedCell]) -> bool:
        behind = {self.heading.key_at(cell.column) for cell in cells}
        return not _OF_VALUES.isdisjoint(behind)

    def _is_figure(self, cell: OccupiedCell) -> bool:
        text = cell.text.strip()
        return self.collector.labels.is_empty(text) or bool(_FIGURE.fullmatch(text))

    def total(self, row: TableRow) -> None:
        """Take points and score of the total; any other cell is unmatched."""
        self.block.total = (row.number, 0)
        if "claimed" in self.heading.columns:
            left = self.heading.columns["claimed"][0]
            self.block.total = self.collector.sheet.anchor(row.number, left)
        cells, labelled = self._parted(row)
        self._labelled(labelled)
        slid = self._others(cells)  # figures under other headings: which is which is not known
        if slid and len(cells) == 1 and level_name(row.cells[0].text)[1]:
            # 总分(100分): the points stand behind the label, so that the one figure is the score
            self.collector.lower(cells[0].row, cells[0].column, Certainty.BY_PLACE)
            self._labelled({"claimed_total": cells[0]})
            return
        for cell in cells:
            key = self.heading.key_at(cell.column)
            if slid or key not in INDICATOR_KINDS or cell is not row.by_key[key][0]:
                self.collector.keep_unmatched(cell)
                continue
            plain = self._number(key, cell)
            if plain is not None and key == "claimed":
                self._keep("claimed_total", plain, cell)
            elif plain is not None:
                self.block.total_points = plain, cell

    def _labelled(self, found: Mapping[str, OccupiedCell]) -> None:
        for key, cell in found.items():
            text = cell.text.strip() if key == "claimed_grade" else self._number("claimed", cell)
            if text is not None:
                self._keep(key, text, cell)

    def _keep(self, key: str, text: str, cell: OccupiedCell) -> None:
        self.block.foot[key] = self.collector.scalar(text, cell.row, cell.column)
        self._known(key, cell)

    def subtotal(self, row: TableRow) -> bool:
        """Take a level's own sum as a claim; return whether the row is one."""
        labels = self.collector.labels
        word = next((s for s in row.cells if labels.is_word("subtotal", s.text)), None)
        if word is None and self._names_subtotal(row):
            word = row.cells[0]
        if word is None:
            return False
        level = self.block.level1
        for cell in row.by_key.get("level1", ()):
            if cell is not word:
                level = level_name(self.collector.text(cell))[0]
        for key, found in row.by_key.items():
            for cell in found:
                if cell is word or key == "level1":
                    continue
                self._part_of_subtotal(key, cell, level)
        return True

    def _names_subtotal(self, row: TableRow) -> bool:
        """Tell whether a row is named for a sum (``产出小计``) and has the points of its level's rows."""
        if not self.collector.labels.names_sum(row.cells[0].text):
            return False
        points = self._sum_of(row)
        return points is not None and points == self.block.sums.get(self.block.level1)

    def _part_of_subtotal(self, key: str, cell: OccupiedCell, level: str) -> None:
        plain = None
        if key in INDICATOR_KINDS:
            plain = number(cell, "score", self.heading.label(key), self.collector)
        claims = self.block.claims
        if key == "claimed" and plain is not None and level and level not in claims:
            claims[level] = self.collector.scalar(plain, cell.row, cell.column)
            self._known(f"claims.{level}", cell)
        elif key != "points":
            self.collector.keep_unmatched(cell)

    def is_execution(self, row: TableRow) -> bool:
        """Tell whether a row is the execution rate, printed as if it were a level of its own."""
        cells = row.by_key.get("level1", ())
        return any(self.collector.labels.is_word("execution", cell.text) for cell in cells)

    def execution(self, row: TableRow) -> None:
        """Take points and score of the execution rate; its target and actual are kept as texts."""
        for key, (cell, *others) in row.by_key.items():
            for other in others:
                self.collector.keep_unmatched(other)
            if key in ("points", "claimed"):
                plain = self._number(key, cell)
                if plain is not None:
                    self.block.execution[key] = plain, cell
            elif not self.collector.labels.is_word("execution", cell.text):
                name = f"{level_name(row.cells[0].text)[0]}·{self.heading.label(key)}"
                text = self.collector.text(cell)
                self.collector.keep_text(name, self.collector.scalar(text, cell.row, cell.column))

    def _known(self, path: str, cell: OccupiedCell) -> None:
        known = self.collector.known({path: (cell.row, cell.column)})
        self.collector.known_fields |= known

    def _number(self, key: str, cell: OccupiedCell) -> str | None:
        label = self.collector.labels.usual("indicators", key)
        shown = self.heading.label(key) if key in self.heading.cells else label
        return number(cell, INDICATOR_KINDS[key], shown, self.collector)


def check_sums(
    block: IndicatorBlock, execution: str | None, collector: FormCollector, *, whole: bool
) -> None:
    """Keep as unmatched what differs from the sum of the rows' points.

    ``whole`` is False where points of the total are shared out by other rows too (tasks, goals).
    Levels of blank rows are printed by the form, unless they are unusual.
    """
    for cell in block.lone_levels:
        name = level_name(cell.text)[0]
        if name not in block.used_levels and not collector.labels.is_word("levels", name):
            collector.keep_unmatched(cell)
    for name, (points, cell) in block.level_points.items():
        if not block.sums and name in block.used_levels:
            # A form that prints points of levels alone: of which row they are is not known.
            key = f"{name}·{collector.labels.usual('indicators', 'points')}"
            collector.keep_text(key, collector.scalar(points, cell.row, cell.column))
        elif name not in block.sums:
            collector.keep_unmatched(cell)
        elif block.sums[name] != Decimal(points):
            collector.keep_unmatched(cell, f"{cell.text}（各行分值合计 {block.sums[name]}）")
    if block.total_points is not None and block.sums and whole:
        points, cell = block.total_points
        total = sum(block.sums.values(), Decimal(execution or "0"))
        if Decimal(points) != total:
            collector.keep_unmatched(cell, f"总分一行的分值 {points}（各行分值合计 {total}）")


def total_in_funds(funds: FundsBlock, block: IndicatorBlock, collector: FormCollector) -> bool:
    """Take the form's total out of the row of the execution rate, if it was typed there; tell so.

    The execution rate never holds more points than all indicators together.
    """
    rows = sum(block.sums.values(), Decimal(0))
    if not rows or Decimal(funds.points or "0") <= rows:
        return False
    for number_, row in enumerate(funds.rows, 1):
        points, claimed = row.pop("points", None), row.pop("claimed", None)
        for key, node in (("points", points), ("claimed", claimed)):
            if isinstance(node, Scalar):
                what = f"资金栏里的“{node.text}”是全表的合计，不当作预算执行率的分"
                # a file without cells has no line and column to name
                collector.repairs.append((node.place.in_book, what, "比各项指标的分值合计还大"))
                collector.known_fields[f"funds.{number_}.{key}"] = Certainty.NOT_FOUND
        if isinstance(claimed, Scalar) and "claimed_total" not in block.foot:
            block.foot["claimed_total"] = claimed
            collector.known_fields["claimed_total"] = Certainty.BY_PLACE
    return True
