"""The rows of a form's sheet for one result: what its cells hold, how high it is, where pages begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from decimal import Decimal
from math import ceil
from typing import Final

from scoring.value_class import dataclass
from scoring.writers.form.form_layout import CellLayout, Constant, RowLayout, SheetLayout
from scoring.writers.form.view import FormView
from scoring.writers.labels import Labels
from scoring.writers.xlsx import cell as xlsx_cell
from scoring.writers.xlsx.column_widths import Need, fitted_widths
from scoring.writers.xlsx.fit import HIGHEST, PIECE, Box, box, text_width
from scoring.writers.xlsx.page_breaks import Strip, page_starts, paged
from scoring.writers.xlsx.paper import PIXEL

_WITH_TOTAL: Final = 2
"""Rows that go to the next page with a total for which there is no more room."""
_PAGE_SHARE: Final = 0.85
"""The share of a page that one row may take; headings that stay with it need room too."""


@dataclass(slots=True)
class SheetLine:
    """One row of the form: what its cells hold and how high it is."""

    layout: RowLayout
    values: list[Constant]
    height: float
    first: int = 0
    """Number of its first row in the sheet."""
    last: int = 0
    begins_page: bool = False
    merged_below: set[int] = field(default_factory=set)
    """Columns whose cell is a part of the one above."""


@dataclass(frozen=True, slots=True)
class Run:
    """Rows below each other that share one cell; it ends where a page ends."""

    cell: CellLayout
    value: Constant
    lines: list[SheetLine]


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet, ready to be written."""

    layout: SheetLayout
    widths: tuple[int, ...]
    lines: list[SheetLine]
    runs: list[Run]
    one_page: bool
    """All of it is to be printed on one page, made smaller where need be."""


def filled_sheet(layout: SheetLayout, view: FormView, labels: Labels) -> FilledSheet:
    """Fill a sheet."""
    return _Filler(layout, view, labels).filled()


def filled_rows(
    layout: SheetLayout, view: FormView, labels: Labels
) -> list[tuple[RowLayout, list[Constant]]]:
    """Return the rows of a sheet with what their cells hold, repeated where the layout says so."""
    return [
        (row, [_value(cell, view, item, labels) for cell in row.cells])
        for row in layout.rows
        for item in _items(row, view)
    ]


def widths_of(
    layout: SheetLayout, rows: Sequence[tuple[RowLayout, Sequence[Constant]]]
) -> tuple[int, ...]:
    """Return the widths of the columns for these rows, in pixels."""
    return fitted_widths(layout.widths, _needs(rows)) if layout.fits else layout.widths


def empty_sheet(layout: SheetLayout) -> FilledSheet:
    """Return a sheet with its placeholders, as a person changes it."""
    lines = []
    for row in layout.rows:
        values = [cell.text.source or cell.constant for cell in row.cells]
        lines.append(SheetLine(row, values, row.height, row.number, row.number))
    runs = [
        Run(cell, value, lines[at : at + cell.starts])
        for at, line in enumerate(lines)
        for cell, value in zip(line.layout.cells, line.values, strict=True)
        if cell.starts > 1 or cell.text.joined
    ]
    return FilledSheet(layout, layout.widths, lines, runs, one_page=False)


class _Filler:
    """Fills one sheet."""

    def __init__(self, layout: SheetLayout, view: FormView, labels: Labels) -> None:
        self.layout, self.view, self.labels = layout, view, labels
        self.widths = layout.widths
        self.lines: list[SheetLine] = []
        self.boxes: dict[tuple[int, int, float, bool, int], Box] = {}
        self.heights: dict[tuple[str, Box], float] = {}
        self.highest = 0.0

    def filled(self) -> FilledSheet:
        layout = self.layout
        rows = filled_rows(layout, self.view, self.labels)
        self.widths = widths_of(layout, rows)
        shown = (w for n, w in enumerate(self.widths, 1) if n not in layout.hidden)
        room = layout.page.room(shown)
        repeated = sum(row.height for row in layout.rows if self._repeats(row))
        self.highest = room * _PAGE_SHARE - repeated
        for row, values in rows:
            self.lines += self._pieces(SheetLine(row, values, self._needed(row, values)))
        runs = self._runs()
        one_page = False
        if layout.fits:
            pages = paged(self._strips(), room)
            one_page = not pages.starts
            for line, height in zip(self.lines, pages.heights, strict=True):
                line.height = height
            starts = set(pages.starts)
        else:
            starts = page_starts(self._strips(), room)
        for number in starts:
            self.lines[number].begins_page = True
        if starts:
            runs = self._runs()
        self._number_rows()
        return FilledSheet(layout, self.widths, self.lines, runs, one_page)

    def _repeats(self, row: RowLayout) -> bool:
        first, last = self.layout.repeated or (0, -1)
        return first <= row.number <= last

    def _strips(self) -> list[Strip]:
        rows = [
            number
            for number, line in enumerate(self.lines)
            if line.layout.appears == "each" and line.layout.is_ruled
        ]
        last = rows[-_WITH_TOTAL:]
        if sum(self.lines[number].height for number in last) > self.highest / 2:
            last = last[-1:]
        return [
            Strip(
                line.height,
                heads=line.layout.appears != "each" or number in last,
                repeated=self._repeats(line.layout),
                stretches=line.layout.is_ruled,
            )
            for number, line in enumerate(self.lines)
        ]

    def _pieces(self, line: SheetLine) -> list[SheetLine]:
        """Cut a row that no page can hold: a text goes on in the next row, other cells are not repeated."""
        if line.height <= self.highest:
            return [line]
        cells = line.layout.cells
        columns: list[Sequence[Constant]] = [
            self._box(cell).pieces(value, self.highest)
            if isinstance(value, str) and not cell.text.joined and cell.starts == 1
            else [value]
            for cell, value in zip(cells, line.values, strict=True)
        ]
        lines = []
        for number in range(max(map(len, columns))):
            values = [
                column[0] if cell.text.joined else column[number] if number < len(column) else ""
                for cell, column in zip(cells, columns, strict=True)
            ]
            goes_on = any(len(column) > number + 1 for column in columns)
            height = self.highest if goes_on else self._needed(line.layout, values)
            lines.append(SheetLine(line.layout, values, height))
        return lines

    def _needed(self, row: RowLayout, values: Sequence[Constant]) -> float:
        """Return the height that a row needs for its texts, without those of merged cells."""
        return max(
            row.height,
            *(
                self._height(value, cell)
                for cell, value in zip(row.cells, values, strict=True)
                if isinstance(value, str) and value and not cell.text.joined and cell.starts == 1
            ),
            0,
        )

    def _height(self, text: str, cell: CellLayout) -> float:
        """Return the height of a text; the same text, such as a source, is often in many rows."""
        room = self._box(cell)
        height = self.heights.get((text, room))
        if height is None:
            height = self.heights[text, room] = room.height(text)
        return height

    def _box(self, cell: CellLayout) -> Box:
        style = cell.style
        key = (cell.column, cell.span, style.font_size, style.text_wrap, style.indent)
        if key not in self.boxes:
            width = sum(self.widths[cell.column - 1 : cell.column - 1 + cell.span]) * PIXEL
            self.boxes[key] = box(
                width, style.font_size, wraps=style.text_wrap, indent=style.indent
            )
        return self.boxes[key]

    def _runs(self) -> list[Run]:
        """Return what is merged vertically, with rows high enough for it."""
        runs: list[Run] = []
        for line in self.lines:
            line.merged_below.clear()
        for number, line in enumerate(self.lines):
            for at, cell in enumerate(line.layout.cells):
                if cell.starts > 1:
                    end = line.layout.number + cell.starts
                    area = [x for x in self.lines[number:] if x.layout.number < end]
                    runs += [Run(cell, line.values[at], part) for part in _by_page(area)]
                elif cell.text.joined and cell.column not in line.merged_below:
                    runs.append(Run(cell, line.values[at], self._equal(number, at)))
        for run in runs:
            for line in run.lines[1:]:
                line.merged_below.add(run.cell.column)
            self._stretch(run)
        return runs

    def _stretch(self, run: Run) -> None:
        """Make the rows high enough for the text that they share."""
        if not isinstance(run.value, str) or not run.value:
            return
        missing = self._height(run.value, run.cell) - sum(line.height for line in run.lines)
        if missing > 0:
            for line in run.lines:
                line.height += missing / len(run.lines)

    def _equal(self, number: int, at: int) -> list[SheetLine]:
        """Return the rows from ``number`` on that belong to one merged cell.

        Cells further left that are merged too bound it: 数量 under 产出 ends where 产出 ends.
        """
        first = self.lines[number]
        columns = [i for i, cell in enumerate(first.layout.cells[: at + 1]) if cell.text.joined]
        run = [first]
        if first.values[at] in ("", None):
            return run
        for line in self.lines[number + 1 :]:
            if line.layout is not first.layout or line.begins_page:
                break
            if any(line.values[i] != first.values[i] for i in columns):
                break
            line.merged_below.add(first.layout.cells[at].column)
            run.append(line)
        return run

    def _number_rows(self) -> None:
        """Give every line its rows; one that is too high takes several, merged."""
        row = 1
        for line in self.lines:
            pieces = 1
            if line.height > HIGHEST:
                tallest = max(self._box(cell).line for cell in line.layout.cells)
                pieces = ceil(line.height / (PIECE * tallest))
            line.first, line.last = row, row + pieces - 1
            row += pieces


def _items(row: RowLayout, view: FormView) -> Sequence[object]:
    if row.appears == "always":
        return (view.form,)
    items: tuple[object, ...] = getattr(view, row.group)
    if row.appears == "each":
        return items
    return (view.form,) if bool(items) == (row.appears == "some") else ()


def _value(cell: CellLayout, view: FormView, item: object, labels: Labels) -> Constant:
    if not cell.text.lines:
        return cell.constant
    form, single = view.form, cell.text.single
    exact = None if single is None else xlsx_cell.number(single.value(form, item))
    if exact is not None:
        return exact
    return xlsx_cell.fitting("\n".join(cell.text.filled(form, item)), labels)


def _needs(rows: Sequence[tuple[RowLayout, Sequence[Constant]]]) -> list[list[Need]]:
    """Return what the contents of each row need of the columns."""
    return [
        [
            _need(cell, value)
            for cell, value in zip(row.cells, values, strict=True)
            if value not in ("", None)
        ]
        for row, values in rows
        if row.is_ruled
    ]


def _need(cell: CellLayout, value: Constant) -> Need:
    size = cell.style.font_size
    is_shared = cell.text.joined or cell.starts > 1
    if isinstance(value, str):
        lines = value.split("\n") if is_shared else [value]
        length = max(text_width(line, size) for line in lines)
    elif isinstance(value, Decimal | int) and cell.style.num_format.startswith("#,##0."):
        length = len(f"{value:,.2f}") * size / 2
    else:
        length = len(str(value)) * size / 2
    first = cell.column - 1
    return Need(first, first + cell.span, length, cell.style.text_wrap, is_shared)


def _by_page(lines: list[SheetLine]) -> list[list[SheetLine]]:
    """Divide rows where a page begins."""
    parts: list[list[SheetLine]] = []
    for line in lines:
        if line.begins_page or not parts:
            parts.append([])
        parts[-1].append(line)
    return parts
