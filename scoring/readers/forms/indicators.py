"""The indicator rows under one heading: levels out of merged cells, values by column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scoring.documents.node import Node, Scalar, Sequence_
from scoring.problem import Problem
from scoring.readers.forms.ambiguous_cells import AmbiguousCells
from scoring.readers.forms.block import LEVELS, IndicatorBlock, RowOfForm, form_row
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.headings import TableHeading, like_before
from scoring.readers.forms.labels import TEXTS
from scoring.readers.forms.levels import LevelReader
from scoring.readers.forms.numbers import INDICATOR_KINDS, number
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows
from scoring.readers.forms.sum_rows import SumRows
from scoring.readers.forms.table_row import TableRow
from scoring.records.certainty import Certainty
from scoring.records.fields import MOST_ROWS
from scoring.records.submission import Indicator

_LEVELS: Final = frozenset(LEVELS)
_NO_VALUES: Final = frozenset({*LEVELS, "goal"})
_WRITTEN: Final = ("target", "target_initial", "actual", "name", "reason", "core", "evidence")
_CONTINUED: Final = frozenset({"reason", "evidence"})
"""Texts that go on in a row of their own, below the indicator that they belong to."""
_OF_INDICATORS: Final = frozenset(Indicator.model_fields)
_MOST_BLANK: Final = 100
"""A table ends where so many blank rows follow."""


class IndicatorReader:
    """Reads the rows under one heading into the block of the form."""

    def __init__(
        self, rows: Rows, heading: TableHeading, collector: FormCollector, block: IndicatorBlock
    ) -> None:
        self._rows = rows
        self._heading = heading = like_before(heading, block.heading)
        block.heading = heading
        self._collector = collector
        self._block = block
        self._levels = LevelReader(heading, collector, block)
        self._sums = SumRows(heading, collector, block)
        self._ambiguous = AmbiguousCells(heading, collector)
        self._elsewhere = block.columns - heading.columns.keys()

    def read(self, end: int) -> int:
        """Read up to the row ``end``, not included; return the row behind the table."""
        self._collector.keep_headings(self._heading)
        for key, cell in self._heading.taken.items():
            shown = "".join(cell.text.split())
            self._collector.add_repair(
                cell.row, cell.column, f"栏目标题“{shown}”按前一页同一栏读作“{self._heading.label(key)}”",
                "其余各栏与前一页在同样的位置", Certainty.BY_PLACE,
            )  # fmt: skip
        block = self._block
        number_ = last = self._heading.bottom + 1
        while number_ < min(end, last + _MOST_BLANK) and block.total is None:
            if len(block.pending) > MOST_ROWS:
                self._collector.problems.append(_too_many(number_, self._collector))
                return end
            row = TableRow.of(self._rows, number_, self._heading)
            last = number_ if row.cells else last
            below = self._is_only_levels(row) and row.is_foot(self._collector)
            if below or row.is_only_labels(self._collector):
                break
            self._read(row, end)
            number_ += 1
        while block.rows and block.rows[-1].indicator is None and block.total is None:
            block.rows.pop()
        return number_

    def _is_last(self, number_: int, end: int) -> bool:
        """Tell whether no row below has a target, an actual or points."""
        below = range(number_ + 1, min(end, number_ + _MOST_BLANK))
        rows = (TableRow.of(self._rows, one, self._heading) for one in below)
        return not any(row.by_key.keys() & {"target", "actual", "points"} for row in rows)

    def _is_only_levels(self, row: TableRow) -> bool:
        if not row.cells or not row.by_key.keys() <= _LEVELS:
            return False
        return not self._sums.is_total(row)

    def _read(self, row: TableRow, end: int) -> None:
        if not row.cells:
            self._keep(row)
            return
        above, self._block.above = self._block.above, None
        if self._sums.is_total(row):
            self._sums.total(row)
        elif self._sums.is_total_by_place(row) and self._is_last(row.number, end):
            self._sums.total_by_place(row)
        elif self._sums.is_execution(row):
            self._sums.execution(row)
            self._keep(row)
        elif self._levels.is_banner(row):
            self._levels.banner(row)
            self._keep(row)
        elif self._is_only_levels(row):
            self._only_levels(row)
        else:
            self._values(row, above)

    def _only_levels(self, row: TableRow) -> None:
        """Take the levels that a blank row prints; any other text is unmatched."""
        printed = self._levels.printed(row)
        self._block.lone_levels += printed
        for cell in row.cells:
            if cell not in printed and not self._collector.labels.is_block(cell.text):
                self._collector.keep_unmatched(cell)
        levels = self._levels.read(row) if printed else None
        self._keep(row, (levels["level1"], levels["level2"]) if levels else None)

    def _values(self, row: TableRow, above: RowOfForm | None) -> None:
        for cell in row.cells:
            known = self._heading.key_at(cell.column) is not None
            if not known and not self._collector.labels.is_block(cell.text):
                self._collector.keep_under(self._heading, cell)
        if self._sums.subtotal(row):
            self._keep(row)
            return
        levels = self._levels.read(row)
        self._levels.goal(row)
        shared = self._ambiguous.shared(row) if row.by_key.keys() - _NO_VALUES else {}
        fields = self._fields(row, shared)
        if not fields.keys() - shared.keys() or self._is_placeholder(fields):
            self._keep(row)
            return
        if (
            above is not None
            and fields.keys() <= _CONTINUED
            and row.by_key.keys().isdisjoint(LEVELS)
        ):
            self._continue(row, fields, above)
            return
        self._indicator(row, fields, levels, shared)

    def _continue(self, row: TableRow, fields: Mapping[str, Node], above: RowOfForm) -> None:
        """Join texts that stand alone in a row to those of the indicator above."""
        collector = self._collector
        for key, node in fields.items():
            text = getattr(node, "text", None) or ""
            cell = row.by_key[key][0]
            before = above.fields.get(key)
            if key == "evidence":
                record = collector.mapping({"name": node}, cell.row, cell.column)
                records = before.items if isinstance(before, Sequence_) else ()
                above.fields[key] = collector.items([*records, record], above.row, cell.column)
            elif isinstance(before, Scalar):
                joined = f"{before.text}\n{text}"
                above.fields[key] = collector.scalar(joined, above.row, before.place.column)
            else:
                above.fields[key] = node
                above.origins[key] = node.place.in_book
            collector.add_repair(
                cell.row, cell.column,
                f"“{self._heading.label(key)}”一格接在第 {above.row} 行的内容之后：{text}",
                "这一行的其余各格都是空的", Certainty.WRITTEN,
            )  # fmt: skip
        self._block.above = above
        self._keep(row)

    def _indicator(
        self,
        row: TableRow,
        fields: dict[str, Node],
        levels: Mapping[str, str],
        shared: Mapping[str, OccupiedCell],
    ) -> None:
        collector, block = self._collector, self._block
        for key in LEVELS:
            if key in block.level_cells and levels[key]:
                fields[key] = collector.scalar(levels[key], *block.level_cells[key])
        self._texts(row, fields)
        fillable = form_row(row.number, len(block.pending), self._heading, collector.sheet)
        origins = {key: collector.origin(node) for key, node in fields.items()}
        blanked = self._ambiguous.blanked(row)
        for key, position in {**fillable.cells, **blanked}.items():
            origins.setdefault(key, collector.at(*position))
        known = self._known(row, shared, blanked)
        block.used_levels.update(levels.values())
        if "points" in fields:
            block.add_points(levels["level1"], getattr(fields["points"], "text", None))
        block.goals.append(block.goal)
        block.rows.append(fillable)
        left = min(cell.column for cell in row.cells)
        block.above = RowOfForm(fields, known, origins, row.number, left)
        block.pending.append(block.above)

    def _known(
        self,
        row: TableRow,
        shared: Mapping[str, OccupiedCell],
        blanked: Mapping[str, tuple[int, int]],
    ) -> dict[str, str]:
        """Return how well the fields of a row are known that are less than written."""
        found: dict[str, Certainty] = {}
        if self._collector.certainties:
            cells = {key: (row.number, left) for key, (left, _) in self._heading.columns.items()}
            cells |= {key: (cell.row, cell.column) for key, (cell, *_) in row.by_key.items()}
            cells |= {key: (cell.row, cell.column) for key, cell in shared.items()}
            found = self._collector.known({**cells, **blanked})
        for key in (*self._heading.taken, *self._heading.placed):
            found[key] = min(found.get(key, Certainty.BY_PLACE), Certainty.BY_PLACE)
        found |= dict.fromkeys(self._elsewhere, Certainty.NOT_FOUND)
        return {key: found[key].key for key in found if key in _OF_INDICATORS}

    def _texts(self, row: TableRow, fields: dict[str, Node]) -> None:
        """Take what has no field of its own out of the fields; it is kept as texts and evidence."""
        name = getattr(fields.get("name"), "text", None) or self._block.level2 or "/"
        for key in [key for key in fields if key.startswith(f"{TEXTS}.")]:
            node = fields.pop(key)
            label = self._heading.label(key)
            twice = f"{name}·{label}" in self._collector.texts and self._block.level2
            if isinstance(node, Scalar):
                whose = f"{self._block.level2}/{name}" if twice else name
                self._collector.keep_text(f"{whose}·{label}", node)
        fields.pop("number", None)
        evidence = fields.get("evidence")
        if evidence is not None:
            record = self._collector.mapping({"name": evidence}, row.number, evidence.place.column)
            fields["evidence"] = self._collector.items([record], row.number, evidence.place.column)

    def _fields(self, row: TableRow, shared: Mapping[str, OccupiedCell]) -> dict[str, Node]:
        fields: dict[str, Node] = {}
        own = {**row.by_key, **{key: [cell] for key, cell in shared.items()}}
        for key in self._heading.columns:
            if key in own and key not in _NO_VALUES:
                value = self._value(key, own[key])
                cell = own[key][0]
                if value:
                    fields[key] = self._collector.scalar(value, cell.row, cell.column)
        if "target" not in fields and "target_initial" in fields:
            fields["target"] = fields.pop("target_initial")
        return fields

    def _value(self, key: str, cells: list[OccupiedCell]) -> str:
        """Return what stands under a heading; pieces of a value in cells of their own are joined."""
        collector = self._collector
        first = cells[0]
        label = self._ambiguous.label(key)
        if first.bottom > first.row and key not in ("name", "reason"):
            collector.add_repair(
                first.row, first.column,
                f"“{label}”一格合并了第 {first.row} 至 {first.bottom} 行，只归到第 {first.row} 行",
                "合并格里只有一个内容，看不出怎样分到各行",
            )  # fmt: skip
        if key in INDICATOR_KINDS:
            for cell in cells[1:]:
                collector.keep_unmatched(cell)
            return number(first, INDICATOR_KINDS[key], label, collector) or ""
        if len(cells) == 1:
            return self._text(key, first)
        joined = "".join(collector.text(cell) for cell in cells)
        collector.add_repair(
            first.row, first.column,
            f"“{label}”一栏的几格合成一个内容：{joined}", "这一栏的标题下有几格",
        )  # fmt: skip
        return joined

    def _text(self, key: str, cell: OccupiedCell) -> str:
        """Return the text of a cell; a mark for nothing and a hint of the blank form are none."""
        text = self._collector.text(cell)
        labels = self._collector.labels
        if key in _WRITTEN and labels.is_empty(text):
            return ""
        if labels.is_hint(text):
            self._collector.keep_unmatched(cell)
            return ""
        if key == "core":
            known = {"core": "是", "not_core": "否"}
            yes = next(
                (message for word, message in known.items() if labels.is_word(word, text)), ""
            )
            if not yes:
                self._collector.keep_unmatched(cell)
            return yes
        return text

    def _is_placeholder(self, fields: Mapping[str, Node]) -> bool:
        """Tell whether a row only says that there is nothing: 无, /, 指标1 in each of its cells."""
        for key, node in fields.items():
            text = getattr(node, "text", None) or ""
            is_zero = key in INDICATOR_KINDS and text == "0"
            if not is_zero and not self._collector.labels.is_nothing(text):
                return False
        return True

    def _keep(self, row: TableRow, levels: tuple[str, str] | None = None) -> None:
        """Keep a row of the sheet that is no indicator, for the copy that results go into."""
        self._block.rows.append(
            form_row(row.number, None, self._heading, self._collector.sheet, levels)
        )


def _too_many(row: int, collector: FormCollector) -> Problem:
    return Problem(
        "too-many-rows",
        f"一张表里的指标超过 {MOST_ROWS} 行",
        collector.place(row, 1),
        "请检查是否选错了文件；几张表合在一起的，每张表上面要有表名。",
    )
