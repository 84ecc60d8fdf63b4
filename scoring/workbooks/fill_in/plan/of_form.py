"""What a set's own form calls the fields and columns of the workbook, and their order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from scoring.text import label_key
from scoring.workbooks.fill_in.layout import FillLayout, TableSpec

_PLACEHOLDER: Final = re.compile(r"\{\{\s*([^{}|]*?)\s*(?:\|[^{}]*)?\}\}")
_STAR: Final = "* "
_LONGEST: Final = 40
_KEPT: Final = frozenset({"claimed"})
"""Columns that are called alike in every workbook: 得分 alone would not say whose."""


@dataclass(frozen=True, slots=True)
class FormWords:
    """The words of a form: see :meth:`FillLayout.relabelled`; and its fields and columns in order."""

    words: Mapping[str, str] = field(default_factory=dict)
    head: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    """The keys of the columns of indicators."""


def form_words(
    head: Sequence[Sequence[str]],
    tables: Sequence[Sequence[tuple[str, str]]],
    layout: FillLayout,
) -> FormWords:
    """Return the words of a form.

    ``head`` are lines of label and content in turn, ``tables`` the headings and contents of columns;
    a content says by its first placeholder what it is.
    """
    places = layout.of_form
    words: dict[str, str] = {}
    fields: list[str] = []
    for line in head:
        for label, content in zip(line[::2], line[1::2], strict=False):
            key = places.head.get(_first(content))
            if key is not None and key not in fields:
                fields.append(key)
                words[f"label.{key}"] = _cut(label)
    columns: dict[str, list[tuple[str, str]]] = {}
    for table in tables:
        for heading, content in table:
            placeholder = _first(content)
            goal = places.goal.get(placeholder)
            if goal is not None:
                star = _STAR if layout.field(goal).label.startswith(_STAR) else ""
                words.setdefault(f"label.{goal}", star + _cut(heading))
            for name, keys in places.tables.items():
                key = keys.get(placeholder)
                if key is not None and key not in (own for own, _ in columns.get(name, ())):
                    columns.setdefault(name, []).append((key, _cut(heading)))
    for name, found in columns.items():
        words |= _headings(layout.tables[name], found)
    listed = tuple(key for key, _ in columns.get("indicators", ()))
    return FormWords(words, tuple(fields), listed)


def _first(content: str) -> str:
    found = _PLACEHOLDER.search(content)
    return found[1].removeprefix("绩效") if found else ""


def _cut(label: str) -> str:
    return " ".join(label.replace("*", "").split())[:_LONGEST]


def _headings(table: TableSpec, found: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the headings of a table's columns, but for those that two columns would share."""
    own = {key: heading for key, heading in found if key not in _KEPT and heading}
    rest = {label_key(c.heading) for c in table.columns if c.key not in own}
    words = {}
    for key, heading in own.items():
        if label_key(heading) in rest:
            continue
        rest.add(label_key(heading))
        star = _STAR if table.column(key).heading.startswith(_STAR) else ""
        words[f"heading.{table.key}.{key}"] = star + heading
    return words
