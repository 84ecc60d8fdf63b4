"""A workbook back to the set that it holds: nodes that know their cells, and every problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from scoring.documents.node import Mapping_, Node, Scalar
from scoring.indicator_set.file_model import SetFile
from scoring.problem import Place, Problem
from scoring.readers.books.sheets.grid import Book
from scoring.text import excerpt
from scoring.workbooks.set_sheet.cell_reader import CellReader
from scoring.workbooks.set_sheet.cells import CellFault, yaml_value
from scoring.workbooks.set_sheet.flatten import value_at
from scoring.workbooks.set_sheet.grid_rows import SheetRow, cell_text
from scoring.workbooks.set_sheet.layout import RecordSheet, SetColumn, SetSheetLayout
from scoring.workbooks.set_sheet.read_tree import read_levels

KEYS: Final = tuple(info.alias or name for name, info in SetFile.model_fields.items())


@dataclass(frozen=True, slots=True)
class ReadSet:
    """What a workbook holds; ``root`` is as far as it could be read."""

    root: Mapping_
    comment: tuple[str, ...]
    problems: tuple[Problem, ...]


Inherited = Callable[[str], Mapping[str, Any]]
"""Returns the data of the set with an id, merged from those that it extends."""


def read_set(book: Book, layout: SetSheetLayout, inherited: Inherited | None = None) -> ReadSet:
    """Return the set in a workbook, with all problems that its cells have.

    A record that changes one of the set that is extended need not be whole; without
    ``inherited`` none is asked to be.
    """
    return _Reader(book, layout, inherited).read()


class _Reader(CellReader):
    def __init__(self, book: Book, layout: SetSheetLayout, inherited: Inherited | None) -> None:
        super().__init__(book, layout)
        self.inherited = inherited
        self.top: dict[str, Node] = {}
        self.parts: dict[str, dict[str, Node]] = {}
        """Values below a key of the set: ``rounding`` -> ``score`` -> node."""
        self.comment: tuple[str, ...] = ()
        self.empty: dict[str, Place] = {}
        """Rows of single values that hold nothing."""

    def read(self) -> ReadSet:
        start = self.book.place(self.layout.basics.sheet, 1, 1)
        self._sheets()
        self.top["schema"] = self.nodes.node("1", start)
        self._basics()
        for table in self.layout.tables:
            self._table(table)
        self._tree()
        for key, parts in self.parts.items():
            self.top[key] = self.nodes.mapping(parts, next(iter(parts.values())).place)
        self._other()
        self._needed()
        ordered = {key: self.top[key] for key in (*KEYS, *self.top) if key in self.top}
        root = self.nodes.mapping(ordered, start)
        return ReadSet(root, self.comment, tuple(self.problems))

    def _sheets(self) -> None:
        known = (*self.layout.sheets, self.layout.guide_sheet, self.layout.lists_sheet)
        basics, tree = self.layout.basics.sheet, self.layout.tree.sheet
        if self.book.sheet(basics) is None:
            names = "、".join(sheet.name for sheet in self.book.sheets)
            self.fault(
                "no-sheet", f"没有“{basics}”这张表，不是指标体系工作簿", Place(self.book.name),
                f"用 ziping sets sheet 编号 生成一份，照着改。现在的表有：{names}。",
            )  # fmt: skip
        elif self.book.sheet(tree) is None and self.book.sheet(self.layout.rules.sheet) is None:
            self.fault("no-sheet", f"没有“{tree}”这张表", Place(self.book.name), "请不要删去它。")
        for sheet in self.book.sheets:
            if sheet.name not in known and sheet.cells:
                hint = self.near(sheet.name, known) or "用不着的表请删去，免得以为它也算数。"
                self.fault(
                    "unknown-sheet", f"不认识“{sheet.name}”这张表",
                    self.book.place(sheet.name), hint,
                )  # fmt: skip

    def _basics(self) -> None:
        spec = self.layout.basics
        sheet = self.book.sheet(spec.sheet)
        if sheet is None:
            return
        labels = {row.heading: row for row in spec.rows}
        seen: set[str] = set()
        for row in range(2, sheet.bottom + 1):
            label = cell_text(self.book, sheet, row, 1, self.problems)
            text = cell_text(self.book, sheet, row, 2, self.problems)
            place = self.book.place(sheet.name, row, 2)
            at_label = self.book.place(sheet.name, row, 1)
            if not label and not text:
                continue
            if label in seen:
                self.fault("twice", f"“{excerpt(label)}”写了两次", at_label, "请只留一行。")
                continue
            seen.add(label)
            if label == spec.comment.label:
                self.comment = tuple(f" {line.strip()}" for line in text.split("\n") if text)
                continue
            known = labels.get(label)
            if known is None:
                hint = self.near(label, labels) or f"可以写：{'、'.join(labels)}。"
                self.fault("unknown-label", f"不认识的项目“{excerpt(label)}”", at_label, hint)
                continue
            if not text:
                self.empty[known.key] = place
                continue
            value = self.value(known, text, place)
            if value is not None:
                self._put(known.key, value)
        for known in spec.rows:
            if known.short:
                key = known.key.partition(".")[2]
                parts = self.parts.get(known.short, {})
                if list(parts) == [key]:
                    self.top[known.short] = self.parts.pop(known.short)[key]
                elif parts and key not in parts and not self._is_inherited(known.key):
                    place = self.empty.get(known.key) or next(iter(parts.values())).place
                    self.fault("empty-cell", f"“{known.heading}”没有填", place, "请填上这一格。")
                    parts[key] = self.nodes.node("1", place)

    def _needed(self) -> None:
        for row in self.layout.basics.rows:
            if (
                not row.need
                or row.key in self.top
                or self.book.sheet(self.layout.basics.sheet) is None
            ):
                continue
            place = self.empty.get(row.key)
            message = "没有填" if place is not None else "这一行没有"
            at = place or self.book.place(self.layout.basics.sheet, 1, 1)
            self.fault("empty-cell", f"“{row.heading}”{message}", at, "这一项必须填写。")

    def _put(self, path: str, value: Node) -> None:
        key, _, inner = path.partition(".")
        if inner:
            self.parts.setdefault(key, {})[inner] = value
        else:
            self.top[key] = value

    def _table(self, table: RecordSheet) -> None:
        named = (table.name,) if table.name else ()
        heads = (*named, *(c.heading for c in table.columns), self.layout.words["other"])
        rows = self.rows(table.sheet, heads)
        if not rows:
            return
        place = rows[0].place(heads[0])
        if not table.name:
            items: list[Node] = []
            for row in rows:
                items.append(self.nodes.mapping(self.merged(row, table.columns), row.start))
            self._put(table.at, self.nodes.sequence(items, place))
            return
        records: dict[str, Node] = {}
        below = self._below(table)
        for row in rows:
            name = self._name(row, table)
            record = self.merged(row, table.columns, whole=below is not None and name not in below)
            value: Node = self.nodes.mapping(record, row.start)
            if table.short and list(record) == [table.short]:
                value = record[table.short]
            if name in records:
                self.fault(
                    "twice", f"“{excerpt(row.cells[table.name])}”写了两次，{records[name].place.in_book} 已经有了",
                    row.place(table.name), "请只留一行。",
                )  # fmt: skip
            elif name:
                records[name] = value
        self._put(table.at, self.nodes.mapping(records, place))

    def _below(self, table: RecordSheet) -> Mapping[str, Any] | None:
        """Return the records that the extended set has, None where that is not known."""
        extends = self.top.get("extends")
        if not isinstance(extends, Scalar) or not extends.text:
            return {}
        if self.inherited is None:
            return None
        records = value_at(self.inherited(extends.text), table.at)
        return records if isinstance(records, Mapping) else {}

    def _is_inherited(self, path: str) -> bool:
        """Tell whether the extended set has a value, or may have it where that is not known."""
        extends = self.top.get("extends")
        if not isinstance(extends, Scalar) or not extends.text:
            return False
        return self.inherited is None or value_at(self.inherited(extends.text), path) is not None

    def _name(self, row: SheetRow, table: RecordSheet) -> str:
        text, place = row.cells.get(table.name, ""), row.place(table.name)
        if not text:
            self.fault("empty-cell", f"“{table.name}”没有填", place, "这一格必须填写。")
            return ""
        if not table.name_list:
            return text
        column = SetColumn(key="", heading=table.name, kind="choice", list=table.name_list)
        value = self.value(column, text, place)
        return str(getattr(value, "text", "")) if value is not None else ""

    def _tree(self) -> None:
        levels, rules = read_levels(self)
        if levels is not None:
            self.top["levels"] = levels
        if rules is not None:
            self.top["rules"] = rules

    def _other(self) -> None:
        spec = self.layout.other
        for row in self.rows(spec.sheet, spec.headings):
            key, text = (row.cells.get(heading, "") for heading in spec.headings)
            place = row.place(spec.headings[1])
            if key not in KEYS:
                hint = self.near(key, KEYS) or f"可以写：{'、'.join(KEYS)}。"
                self.fault(
                    "unknown-key", f"不认识的键“{excerpt(key)}”", row.place(spec.headings[0]), hint
                )
                continue
            if key in self.top and key != "schema":
                self.fault(
                    "twice", f"“{key}”在“{self.top[key].place.sheet}”里已经写了",
                    row.place(spec.headings[0]), "只在一张表里写。",
                )  # fmt: skip
                continue
            try:
                self.top[key] = self.nodes.node(yaml_value(text) if text else None, place)
            except CellFault as fault:
                self.fault("yaml", fault.message, place, fault.hint)
