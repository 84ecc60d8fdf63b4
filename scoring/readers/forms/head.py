"""A form's head and foot: labels and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from scoring.documents.node import Node
from scoring.problem import Problem
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.fold import clean, fold, without_brackets
from scoring.readers.forms.labels import TEXTS
from scoring.readers.forms.numbers import number
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows
from scoring.text import on_one_line

_PEOPLE: Final = "head."
_SIGNATURES: Final = "head.signatures"
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

    def text(self, key: str) -> str:
        """Return a value, or an empty text."""
        return self.values[key][0] if key in self.values else ""


def read_head(rows: Rows, numbers: Iterable[int], collector: FormCollector) -> FormHead:
    """Read the rows of a form that belong to no table."""
    head = FormHead()
    for row in numbers:
        cells = list(rows.get(row, ()))
        while cells:
            _read_cell(cells.pop(0), cells, head, collector)
    return head


def _read_cell(
    cell: OccupiedCell, following: list[OccupiedCell], head: FormHead, collector: FormCollector
) -> None:
    labels = collector.labels
    if labels.is_title(cell.text) or labels.is_block(cell.text):
        _year(cell, head, collector)
        _unit_of_money(cell, head, collector)
        return
    keys = labels.head_keys(cell.text)
    if keys:
        if following and not _is_label(following[0], collector):
            beside = following.pop(0)
            _put(keys, cell.text, clean(beside.text), beside, head, collector)
        return
    cell = _without_notes(cell, collector)
    pieces = _inline(cell, collector)
    if pieces:
        for own, label, value in pieces:
            if (
                not value
                and len(pieces) == 1
                and following
                and not _is_label(following[0], collector)
            ):
                beside = following.pop(0)
                _put(own, label, clean(beside.text), beside, head, collector)
            else:
                _put(own, label, value, cell, head, collector)
        return
    year = labels.lone_year(cell.text)
    if year is not None and head.values.setdefault("year", (year, cell))[0] == year:
        return
    collector.keep_unmatched(cell)


def _without_notes(cell: OccupiedCell, collector: FormCollector) -> OccupiedCell:
    """Keep as unmatched the remarks that stand in one cell below labels of the form's foot."""
    lines = cell.text.strip().split("\n")
    first = next((n for n, line in enumerate(lines) if n and collector.labels.is_note(line)), None)
    if first is None or not collector.labels.inline.match(on_one_line(lines[0])):
        return cell
    collector.keep_unmatched(cell, "\n".join(lines[first:]))
    return replace(cell, content=replace(cell.content, text="\n".join(lines[:first])))


def _is_label(cell: OccupiedCell, collector: FormCollector) -> bool:
    return bool(collector.labels.head_keys(cell.text) or _inline(cell, collector))


def _inline(cell: OccupiedCell, collector: FormCollector) -> list[tuple[tuple[str, ...], str, str]]:
    """Split ``项目名称:甲 项目编码:乙`` into keys, label and value of each piece."""
    text = cell.text.strip()
    if not _COLON.search(text) or len(text) > 5_000:
        return []
    whole = text.strip(_BRACKETS) if text[0] in _BRACKETS else text
    line = on_one_line(whole)
    found = list(collector.labels.inline.finditer(line))
    if not found or line[: found[0].start()].strip(_BETWEEN):
        return []
    pieces = []
    for number_, match in enumerate(found):
        end = found[number_ + 1].start() if number_ + 1 < len(found) else len(line)
        value = line[match.end() : end].strip(_BETWEEN)
        pieces.append((collector.labels.head_keys(match.group(1)), match.group(1), value))
    if len(pieces) == 1:  # a text over several lines keeps them
        pieces = [(*pieces[0][:2], clean(_COLON.split(whole, maxsplit=1)[1]))]
    return pieces


def _put(
    keys: tuple[str, ...],
    label: str,
    value: str,
    cell: OccupiedCell,
    head: FormHead,
    collector: FormCollector,
) -> None:
    if collector.labels.is_empty(value):
        return
    if cell.content.spoilt:
        collector.report_overprinted(cell, "".join(label.split()).rstrip(":\uff1a"))
        return
    key = _choose(keys, value, head, collector)
    shown = "".join(label.split()).rstrip(":\uff1a").lstrip("*")
    if key == "money_unit":
        value = collector.labels.money_unit(value) or value
    elif key == "year":
        year = collector.labels.year(value)
        if year is None:
            problem = Problem(
                "year", f"{shown}:“{value[:40]}”里读不出年度",
                collector.place(cell.row, cell.column), "请写成 2022 的样子。",
            )  # fmt: skip
            collector.refuse(problem, cell, shown)
            return
        value = year
    elif key == "project.code" and _CUT_NUMBER.fullmatch(value):
        collector.keep_unmatched(cell, f"{shown}:{value}")
        return
    elif key == "claimed_total":
        read = number(cell, "score", shown, collector) if cell.text.strip() == value else value
        if read is None:
            return
        value = read
    if key == _SIGNATURES:
        _sign(shown, value, cell, head, collector)
    elif key not in head.values:
        head.values[key] = (value, cell)
        if set(keys) == _UNITS:
            head.movable[key] = next(k for k in keys if k != key)
    elif len(keys) == 1 and key in head.movable and head.movable[key] not in head.values:
        head.values[head.movable.pop(key)] = head.values[key]
        head.values[key] = (value, cell)
    elif head.values[key][0] != value:
        if key.startswith(_PEOPLE):
            _sign(shown, value, cell, head, collector)
        else:
            collector.keep_unmatched(cell, f"{shown}:{value}")


def _sign(
    label: str, value: str, cell: OccupiedCell, head: FormHead, collector: FormCollector
) -> None:
    """Keep a name under its own label; a second one of that label stays unmatched."""
    if head.signatures.setdefault(label, (value, cell))[0] != value:
        collector.keep_unmatched(cell, f"{label}:{value}")


def _choose(keys: tuple[str, ...], value: str, head: FormHead, collector: FormCollector) -> str:
    """Return which of a label's keys is meant: a unit of money only where one is named."""
    if "money_unit" in keys and len(keys) > 1:
        money = collector.labels.money_unit(value) is not None
        return "money_unit" if money else next(k for k in keys if k != "money_unit")
    return next((key for key in keys if key not in head.values), keys[0])


def _year(cell: OccupiedCell, head: FormHead, collector: FormCollector) -> None:
    """Take the year from a title (``2022年度项目支出绩效自评表``), if no label names one."""
    found = collector.labels.year_in(cell.text)
    if found is not None:
        head.values.setdefault("title_year", (found, cell))


def _unit_of_money(cell: OccupiedCell, head: FormHead, collector: FormCollector) -> None:
    """Take the unit that stands behind a block's name (``预算执行情况(万元)``), if no label names one."""
    for bracket in without_brackets(fold(cell.text))[1]:
        unit = collector.labels.money_unit(bracket)
        if unit is not None:
            head.values.setdefault("money_unit", (unit, cell))


def head_nodes(head: FormHead, collector: FormCollector) -> dict[str, Node]:
    """Return the values as fields of the submission."""
    fields: dict[str, Node] = {}
    inner: dict[str, dict[str, Node]] = {}
    for key, (value, cell) in head.values.items():
        node = collector.scalar(value, cell.row, cell.column)
        first, _, rest = key.partition(".")
        if first == TEXTS:
            collector.keep_text(rest, node)
        elif rest:
            inner.setdefault(first, {})[rest] = node
        elif key != "title_year":
            fields[key] = node
    if "year" not in fields and "title_year" in head.values:
        value, cell = head.values["title_year"]
        fields["year"] = collector.scalar(value, cell.row, cell.column)
    if head.signatures:
        signed = {
            name: collector.scalar(value, cell.row, cell.column)
            for name, (value, cell) in head.signatures.items()
        }
        inner.setdefault("head", {})["signatures"] = collector.mapping(signed, 0, 0)
    for key, nodes in inner.items():
        fields[key] = collector.mapping(nodes, 0, 0)
    return fields
