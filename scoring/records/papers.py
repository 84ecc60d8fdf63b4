"""The papers of a year as plain records: what each prints, before any file is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from scoring.records.figures import PrintedText

BlockState = Literal["written", "draft", "open"]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A part of a report that only a person can write.

    ``written``: by a person; ``draft``: proposed (last year's text, joined texts), to be accepted by
    removing its mark; ``open``: nothing yet, the hint stands in its place.
    """

    id: str
    """``W1`` … ``W12``, ``T1`` … ``T4``."""
    state: BlockState
    paragraphs: tuple[str, ...]
    """Without marks; of an open one none."""
    hint: str = ""
    heading: str = ""
    """What it stands below: by this people know it."""


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One row of bars."""

    name: str
    values: tuple[Decimal | None, ...]
    """As printed, in the chart's unit."""


@dataclass(frozen=True, slots=True)
class BarChart:
    """A bar chart; it holds only what it shows."""

    title: str
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    unit: str = "%"
    described: str = ""
    """The same in words, for those who cannot see it."""


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A cell of a table: its text with the figures in it, and the number where it is one."""

    text: PrintedText
    value: Decimal | None = None
    """As printed (rounded), for workbooks; None for texts."""
    colour: str = ""
    """Of its ground (``#C6E0B4``): a light; empty for none."""


RowKind = Literal["row", "group", "subtotal", "total", "note"]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of a table; ``marks`` are the keys of cells that stand out (``missing``)."""

    kind: RowKind
    cells: Mapping[str, PaperCell]
    """By the key of the column; what is absent is blank."""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table of a paper: the keys of its columns in order, whose headings are words, and its rows."""

    id: str
    columns: tuple[str, ...]
    rows: tuple[PaperRow, ...]
    headings: Mapping[str, str] = field(default_factory=dict)
    """By column: headings that depend on the year or on the forms, in place of the usual words."""
    notes: tuple[PrintedText, ...] = ()
    """What stands below the table."""
    title: str = ""
    """What stands above it on a sheet of its own."""


@dataclass(frozen=True, slots=True)
class PaperView:
    """What a paper's template may print, by the Chinese names that stand in its placeholders."""

    fields: Mapping[str, PrintedText] = field(default_factory=dict)
    """``{{部门}}``: a text in a line."""
    paragraphs: Mapping[str, tuple[PrintedText, ...]] = field(default_factory=dict)
    """``{{R4}}``, alone in its paragraph: as many paragraphs as there are texts, or none."""
    blocks: Mapping[str, TextBlock] = field(default_factory=dict)
    """``{{W1}}``, alone in its paragraph: a person's text."""
    tables: Mapping[str, PaperTable] = field(default_factory=dict)
    """``{{项目.得分}}``: the row of the template is repeated for every row of the table ``项目``."""
    charts: Mapping[str, BarChart] = field(default_factory=dict)
    """``{{图.执行率}}``, alone in its paragraph."""
