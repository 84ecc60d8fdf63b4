"""A form's head and foot: labels and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from scoring.documents.node import Node
from scoring.problem import Problem
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.fold import clean
from scoring.readers.forms.labels import TEXTS
from scoring.readers.forms.numbers import number
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows
from scoring.text import on_one_line

_PEOPLE: Final = "head."
_SIGNATURES: Final = "head.signatures"
_PARENT: Final = "project.parent."
_UNITS: Final = {"unit", "department"}
_CUT_NUMBER: Final = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]+")
"""A long code that a spreadsheet took for a number: its last digits are lost."""
_COLON: Final = re.compile("[:\uff1a]")
_BRACKETS: Final = "(\uff08)\uff09 \t\n"
_BETWEEN: Final = " *☆★※(\uff08,\uff0c;\uff1b。、"


@dataclass
class FormHead:
    """Values by key of the submission (``project.name``), each with its cell."""

    values: dict[str, tuple[str, OccupiedCell]] = field(default_factory=dict)
    signatures: dict[str, tuple[str, OccupiedCell]] = field(default_factory=dict)
    movable: dict[str, str] = field(default_factory=dict)
    """Keys whose value came from a label of two meanings (部门名称), and the other meaning."""
    yielding: dict[str, str] = field(default_factory=dict)
    """Keys whose value goes before no other (填报单位), and the label that it stood beside."""

    of_title: dict[str, tuple[str, OccupiedCell]] = field(default_factory=dict)
    """Values that a title names; a label's own value goes before."""

    def text(self, key: str) -> str:
        """Return a value, or an empty text."""
        return self.values[key][0] if key in self.values else ""


def read_head(rows: Rows, numbers: Iterable[int], collector: FormCollector) -> FormHead:
    """Read the rows of a form that belong to no table."""
    reader = _HeadReader(collector)
    for row in numbers:
        cells = list(rows.get(row, ()))
        if reader.explains(cells):
            continue
        while cells:
            reader.read(cells.pop(0), cells)
    return reader.head


class _HeadReader:
    def __init__(self, collector: FormCollector) -> None:
        self.head = FormHead()
        self._collector = collector
        self._labels = collector.labels
        self._columns: dict[int, str] = {}
        """Headings above the texts beside labels, by column: 情况说明, 存在问题和改进措施."""

    def explains(self, cells: list[OccupiedCell]) -> bool:
        """Take the headings of a table of texts, if a row is nothing else."""
        if not cells or not self._labels.is_block(cells[0].text):
            return False
        others = cells[1:]
        if not others or not all(self._labels.is_word("explained", c.text) for c in others):
            return False
        self._columns = {cell.column: on_one_line(clean(cell.text)) for cell in others}
        return True

    def read(self, cell: OccupiedCell, following: list[OccupiedCell]) -> None:
        """Read a cell, and the one behind it where that holds the value of a label."""
        if self._labels.is_title(cell.text) or self._labels.is_block(cell.text):
            self._of_title(cell)
            self._unit_of_money(cell)
            return
        keys = self._labels.head_keys(cell.text)
        if keys:
            if following and not self._is_label(following[0]):
                beside = following.pop(0)
                self._put(keys, cell.text, clean(beside.text), beside)
                while (
                    following and keys[0].startswith(TEXTS) and following[0].column in self._columns
                ):
                    self._further(cell, following.pop(0))
            return
        cell = self._without_notes(cell)
        pieces = self._inline(cell)
        if pieces:
            alone = len(pieces) == 1 and not pieces[0][2]
            for keys, label, value in pieces:
                if alone and following and not self._is_label(following[0]):
                    beside = following.pop(0)
                    self._put(keys, label, clean(beside.text), beside)
                else:
                    self._put(keys, label, value, cell)
            return
        year = self._labels.lone_year(cell.text)
        if year is not None and self.head.values.setdefault("year", (year, cell))[0] == year:
            return
        self._collector.keep_unmatched(cell)

    def _further(self, label: OccupiedCell, cell: OccupiedCell) -> None:
        """Keep what a further column says about a label's text."""
        if not self._labels.is_nothing(cell.text):
            name = f"{on_one_line(clean(label.text))}·{self._columns[cell.column]}"
            self._collector.keep_text(
                name, self._collector.scalar(clean(cell.text), cell.row, cell.column)
            )

    def _without_notes(self, cell: OccupiedCell) -> OccupiedCell:
        """Keep as unmatched the remarks that stand in one cell below labels of the form's foot."""
        lines = cell.text.strip().split("\n")
        first = next((n for n, line in enumerate(lines) if n and self._labels.is_note(line)), None)
        if first is None or not self._labels.inline.match(on_one_line(lines[0])):
            return cell
        self._collector.keep_unmatched(cell, "\n".join(lines[first:]))
        text = "\n".join(lines[:first])
        return cell._replace(content=cell.content._replace(text=text), text=text)

    def _is_label(self, cell: OccupiedCell) -> bool:
        return bool(self._labels.head_keys(cell.text) or self._inline(cell))

    def _inline(self, cell: OccupiedCell) -> list[tuple[tuple[str, ...], str, str]]:
        """Split ``项目名称:甲 项目编码:乙`` into keys, label and value of each piece."""
        text = cell.text.strip()
        if not _COLON.search(text) or len(text) > 5_000:
            return []
        whole = text.strip(_BRACKETS) if text[0] in _BRACKETS else text
        line = on_one_line(whole)
        found = list(self._labels.inline.finditer(self._labels.simplified(line)))
        if not found:
            return []
        year = line[: found[0].start()].strip(_BETWEEN)  # (2023年度) 单位:万元
        if year and self._labels.lone_year(year) is None:
            return []
        pieces = []
        for number_, match in enumerate(found):
            end = found[number_ + 1].start() if number_ + 1 < len(found) else len(line)
            value = line[match.end() : end].strip(_BETWEEN)
            pieces.append((self._labels.head_keys(match.group(1)), match.group(1), value))
        if len(pieces) == 1:  # a text over several lines keeps them
            pieces = [(*pieces[0][:2], clean(_COLON.split(whole, maxsplit=1)[1]))]
        return [(("year",), year, year), *pieces] if year else pieces

    def _put(self, keys: tuple[str, ...], label: str, value: str, cell: OccupiedCell) -> None:
        if self._labels.is_empty(value):
            return
        if cell.content.spoilt:
            self._collector.report_overprinted(cell, "".join(label.split()).rstrip(":\uff1a"))
            return
        key = self._choose(keys, value)
        shown = "".join(label.split()).rstrip(":\uff1a").lstrip("*")
        if key == "money_unit":
            value = self._labels.money_unit(value) or value
        elif key == "year":
            year = self._labels.year(value)
            if year is None:
                problem = Problem(
                    "year", f"{shown}：“{value[:40]}”里读不出年度",
                    self._collector.place(cell.row, cell.column), "请写成 2022 的样子。",
                )  # fmt: skip
                self._collector.refuse(problem, cell, shown)
                return
            value = year
        elif key == "project.code" and _CUT_NUMBER.fullmatch(value):
            self._collector.keep_unmatched(cell, f"{shown}:{value}")
            return
        elif key == "claimed_total":
            read = (
                number(cell, "score", shown, self._collector)
                if cell.text.strip() == value
                else value
            )
            if read is None:
                return
            value = read
        if key == _SIGNATURES:
            self._sign(shown, value, cell)
        elif key not in self.head.values:
            self.head.values[key] = (value, cell)
            if set(keys) == _UNITS:
                self.head.movable[key] = next(k for k in keys if k != key)
            elif self._labels.is_word("handing_in", label):
                self.head.yielding[key] = shown
        elif key in self.head.yielding and not self._labels.is_word("handing_in", label):
            old, at = self.head.values[key]
            self.head.values[key] = (value, cell)
            before = self.head.yielding.pop(key)
            if old != value:
                self._collector.keep_unmatched(at, f"{before}:{old}")
        elif (
            len(keys) == 1
            and key in self.head.movable
            and self.head.movable[key] not in self.head.values
        ):
            self.head.values[self.head.movable.pop(key)] = self.head.values[key]
            self.head.values[key] = (value, cell)
        elif self.head.values[key][0] != value:
            if key.startswith(_PEOPLE):
                self._sign(shown, value, cell)
            else:
                self._collector.keep_unmatched(cell, f"{shown}:{value}")

    def _sign(self, label: str, value: str, cell: OccupiedCell) -> None:
        """Keep a name under its own label; a second one of that label stays unmatched."""
        if self.head.signatures.setdefault(label, (value, cell))[0] != value:
            self._collector.keep_unmatched(cell, f"{label}:{value}")

    def _choose(self, keys: tuple[str, ...], value: str) -> str:
        """Return which of a label's keys is meant: a unit of money only where one is named."""
        if "money_unit" in keys and len(keys) > 1:
            money = self._labels.money_unit(value) is not None
            return "money_unit" if money else next(k for k in keys if k != "money_unit")
        return next((key for key in keys if key not in self.head.values), keys[0])

    def _of_title(self, cell: OccupiedCell) -> None:
        """Take year and score from a title, if no label names them.

        A title may be ``2022年度项目支出绩效自评表 总得分99分``.
        """
        found = {
            "year": self._labels.year_in(cell.text),
            "claimed_total": self._labels.score_in(cell.text),
        }
        for key, value in found.items():
            if value is not None:
                self.head.of_title.setdefault(key, (value, cell))

    def _unit_of_money(self, cell: OccupiedCell) -> None:
        """Take the unit that stands behind a block's name (``预算执行情况(万元)``), if no label names one."""
        unit = self._labels.unit_behind(cell.text)
        if unit is not None:
            self.head.values.setdefault("money_unit", (unit, cell))


def head_nodes(head: FormHead, collector: FormCollector) -> dict[str, Node]:
    """Return the values as fields of the submission."""
    fields: dict[str, Node] = {}
    inner: dict[str, dict[str, Node]] = {}
    parent: dict[str, Node] = {}
    for key, (value, cell) in head.values.items():
        node = collector.scalar(value, cell.row, cell.column)
        first, _, rest = key.partition(".")
        if first == TEXTS:
            collector.keep_text(rest, node)
        elif key.startswith(_PARENT):
            parent[key.removeprefix(_PARENT)] = node
        elif rest:
            inner.setdefault(first, {})[rest] = node
        else:
            fields[key] = node
    for key, (value, cell) in head.of_title.items():
        fields.setdefault(key, collector.scalar(value, cell.row, cell.column))
    if head.signatures:
        signed = {
            name: collector.scalar(value, cell.row, cell.column)
            for name, (value, cell) in head.signatures.items()
        }
        inner.setdefault("head", {})["signatures"] = collector.mapping(signed, 0, 0)
    if parent:
        inner.setdefault("project", {})["parent"] = collector.mapping(parent, 0, 0)
    for key, nodes in inner.items():
        fields[key] = collector.mapping(nodes, 0, 0)
    return fields
