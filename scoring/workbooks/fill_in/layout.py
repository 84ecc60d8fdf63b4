"""The fill-in workbook as a layout: which cells there are, what they are called, what they hold.

Writer and reader of the workbook share it. The words stand in ``vocabulary/fill.yaml``; a cell is
known by its ``key``, the field of the submission that it fills (``project.name``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from scoring.documents.node import as_data
from scoring.files import shipped

SCHEMA: Final = "ziping/fill/1"
FILE: Final = "vocabulary/fill.yaml"
ABOUT: Final = "zp_about"
"""Defined name of the area by which a fill-in workbook is recognised: a key and a value a row."""
OWN: Final = "zp_x_"
"""Defined names that begin so stand for areas that hold only the tool's own text and formulas."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One input cell. ``block`` is the part of the form; ``hidden`` ones lie on the hidden sheet."""

    key: str
    label: str
    kind: str
    """``text``, ``name``, ``year``, ``date``, ``number``, ``yes_no`` or ``choice``."""
    block: str
    list: str = ""
    required: bool = False

    @property
    def range_name(self) -> str:
        """The defined name of the cell: ``zp_f_project__name``."""
        return "zp_f_" + self.key.replace(".", "__")


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a table, found by its heading."""

    key: str
    heading: str
    kind: str
    """As of a field, and ``amount`` (money) and ``points`` (not negative)."""
    input: bool = True
    """False for formulas and hints, which a reader passes over."""
    list: str = ""
    when: str = "always"
    """``used``: only where an earlier submission fills it, or the set asks for it."""
    lines: bool = False
    """A cell may hold several values, one a line, that belong to those of the columns beside it."""
    width: int = 0


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table from its heading row to its closing row, which is no data."""

    key: str
    closing: str
    """What the closing row says in its first cell."""
    columns: tuple[ColumnSpec, ...]

    @property
    def range_name(self) -> str:
        """The defined name of the area, heading and closing row included."""
        return "zp_t_" + self.key

    def column(self, key: str) -> ColumnSpec:
        """Return the column of that key."""
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True, eq=False)
class FillLayout:
    """The whole vocabulary of the workbook. Compared by identity."""

    guide_sheet: str
    form_sheet: str
    about_sheet: str
    fields: tuple[FieldSpec, ...]
    tables: Mapping[str, TableSpec]
    lists: Mapping[str, tuple[str, ...]]
    funds_sources: tuple[str, ...]
    words: Mapping[str, str]
    """Labels, sentences and messages by key; ``{…}`` is filled in."""
    guide: tuple[Mapping[str, str], ...]
    """The lines of the instructions: ``kind`` (title, step, text …) and ``text``."""
    messages: Mapping[str, tuple[str, str]]
    """Title and text of the input message of a kind or key."""
    errors: Mapping[str, str]
    """What is said where something else was typed, by kind."""
    shares: Mapping[str, Any]
    """How points are proposed: see ``docs/fill-in-workbook.md``."""
    spare: Mapping[str, int]
    """How many empty rows there are: for a second level of a ``blank`` form, for one that the
    targets are ``missing``, and ``more`` in every first level."""
    signs: Mapping[str, tuple[str, ...]]
    """How a target that is scored live may begin, by what it says (``at_least``, ``above`` …)."""
    units: tuple[str, ...]
    """Units of texts that are scored live, written on both sides."""
    counters: tuple[str, ...]
    """Units that an actual may leave out."""
    not_applicable: tuple[str, ...]
    """Actuals of rows that hold no points."""

    def field(self, key: str) -> FieldSpec:
        """Return the field of that key."""
        return next(field for field in self.fields if field.key == key)

    def say(self, key: str, /, **values: object) -> str:
        """Return the sentence ``key`` with ``values`` put in."""
        return self.words[key].format(**values)


@cache
def fill_layout() -> FillLayout:
    """Return the shipped layout."""
    from scoring.documents.yaml_text import parse_yaml  # noqa: PLC0415 - only for a workbook

    return parse_layout(as_data(parse_yaml(shipped.read_text(FILE), FILE)))


def parse_layout(data: Any) -> FillLayout:
    """Return the layout that the vocabulary's data describe."""
    if data.get("schema") != SCHEMA:
        raise ValueError(f"{FILE}: schema should be {SCHEMA}")
    sheets = data["sheets"]
    return FillLayout(
        guide_sheet=sheets["guide"],
        form_sheet=sheets["form"],
        about_sheet=sheets["about"],
        fields=tuple(_field(entry) for entry in data["fields"]),
        tables={
            key: TableSpec(key, table["closing"], tuple(map(_column, table["columns"])))
            for key, table in data["tables"].items()
        },
        lists={key: tuple(words) for key, words in data["lists"].items()},
        funds_sources=tuple(data["funds_sources"]),
        words=data.get("words", {}),
        guide=tuple(data.get("guide", ())),
        messages={key: (m["title"], m["text"]) for key, m in data.get("messages", {}).items()},
        errors=data["errors"],
        shares=data["shares"],
        spare={key: int(count) for key, count in data["spare"].items()},
        signs={key: tuple(words) for key, words in data["live"]["signs"].items()},
        units=tuple(data["live"]["units"]),
        counters=tuple(data["live"]["counters"]),
        not_applicable=tuple(data["live"]["not_applicable"]),
    )


def _flag(entry: Mapping[str, str], key: str, default: str) -> bool:
    return entry.get(key, default) == "true"


def _field(entry: Mapping[str, str]) -> FieldSpec:
    return FieldSpec(
        entry["key"], entry["label"], entry["kind"], entry["block"],
        entry.get("list", ""), _flag(entry, "required", "false"),
    )  # fmt: skip


def _column(entry: Mapping[str, str]) -> ColumnSpec:
    return ColumnSpec(
        entry["key"],
        entry["heading"],
        entry["kind"],
        _flag(entry, "input", "true"),
        entry.get("list", ""),
        entry.get("when", "always"),
        _flag(entry, "lines", "false"),
        int(entry.get("width", "0")),
    )
