"""Fills a workbook template with a result: the 自评表 and its 评分说明."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil
from typing import Any, Final

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.pagebreak import Break

from scoring.records.result import Result
from scoring.writers.form.present import present
from scoring.writers.form.view import FormView, Value
from scoring.writers.form.xlsx_layout import CellLayout, FormLayout, RowLayout, SheetLayout
from scoring.writers.form.xlsx_template import parse_template, style_tables
from scoring.writers.labels import Labels
from scoring.writers.xlsx import cell as xlsx_cell
from scoring.writers.xlsx.fit import HIGHEST, PIECE, Box
from scoring.writers.xlsx.page_breaks import Strip, page_starts
from scoring.writers.xlsx.save import workbook_bytes

_PAGE_SHARE: Final = 0.85
"""The share of a page that one row may take; headings that stay with it need room too."""


@lru_cache(maxsize=8)
def form_layout(template: bytes, labels: Labels, name: str) -> FormLayout:
    """Return the template's layout, read once per process."""
    return parse_template(template, labels, name)


def render_form(result: Result, layout: FormLayout, labels: Labels) -> bytes:
    """Return the filled form as the bytes of an ``.xlsx`` file."""
    has_texts = any(row.group == "text" for sheet in layout.sheets for row in sheet.rows)
    view = present(result, labels, has_texts=has_texts)
    workbook = Workbook()
    style_tables(layout, workbook)
    workbook.remove(workbook.worksheets[0])
    for sheet in layout.sheets:
        _SheetFiller(workbook.create_sheet(sheet.title), sheet, view, labels).fill()
    return workbook_bytes(workbook, layout.styles_part)


@dataclass(slots=True)
class _Line:
    """One row of the form before it has its place: what its cells hold and how high it is."""

    layout: RowLayout
    values: list[Value]
    height: float
    first: int = 0
    """Number of its first row in the sheet."""
    last: int = 0
    begins_page: bool = False
    merged_below: set[int] = field(default_factory=set)
    """Columns whose cell is a part of the one above."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows below each other that share one cell; it ends where a page ends."""

    cell: CellLayout
    value: Value
    lines: list[_Line]

    def stretch(self) -> None:
        """Make the rows high enough for the text."""
        if not isinstance(self.value, str) or not self.value:
            return
        missing = self.cell.box.height(self.value) - sum(line.height for line in self.lines)
        if missing > 0:
            for line in self.lines:
                line.height += missing / len(self.lines)


class _SheetFiller:
    """Fills one sheet."""

    def __init__(self, sheet: Any, layout: SheetLayout, view: FormView, labels: Labels) -> None:
        self.sheet, self.layout, self.view, self.labels = sheet, layout, view, labels
        self.lines: list[_Line] = []
        self.heights: dict[tuple[str, Box], float] = {}
        repeated = sum(row.height for row in layout.rows if self._repeats(row))
        self.highest = layout.room * _PAGE_SHARE - repeated

    def fill(self) -> None:
        for row in self.layout.rows:
            for item in self._items(row):
                self.lines += self._pieces(self._line(row, item))
        runs = self._runs()
        if self._paginate():
            runs = self._runs()
        self._number_rows()
        self._write(runs)
        self._merge(runs)
        self._settings()

    def _repeats(self, row: RowLayout) -> bool:
        first, last = self.layout.repeated or (0, -1)
        return first <= row.number <= last

    def _paginate(self) -> bool:
        """Choose where pages begin; return whether there are several."""
        strips = [
            Strip(line.height, line.layout.appears != "each", self._repeats(line.layout))
            for line in self.lines
        ]
        starts = page_starts(strips, self.layout.room)
        for number in starts:
            self.lines[number].begins_page = True
        return bool(starts)

    def _items(self, row: RowLayout) -> Sequence[object]:
        if row.appears == "always":
            return (self.view.form,)
        items: tuple[object, ...] = getattr(self.view, row.group)
        if row.appears == "each":
            return items
        return (self.view.form,) if bool(items) == (row.appears == "some") else ()

    def _line(self, row: RowLayout, item: object) -> _Line:
        values = [self._value(cell, item) for cell in row.cells]
        return _Line(row, values, self._needed(row, values))

    def _pieces(self, line: _Line) -> list[_Line]:
        """Cut a row that no page can hold: a text goes on in the next row, other cells are not repeated."""
        if line.height <= self.highest:
            return [line]
        cells = line.layout.cells
        columns = [
            cell.box.pieces(value, self.highest)
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
            lines.append(_Line(line.layout, values, height))
        return lines

    def _needed(self, row: RowLayout, values: list[Value]) -> float:
        """Return the height that a row needs for its texts, without those of merged cells."""
        return max(
            row.height,
            *(
                self._height(value, cell.box)
                for cell, value in zip(row.cells, values, strict=True)
                if isinstance(value, str) and value and not cell.text.joined and cell.starts == 1
            ),
            0,
        )

    def _height(self, text: str, box: Box) -> float:
        """Return the height of a text; the same text, such as a source, is often in many rows."""
        height = self.heights.get((text, box))
        if height is None:
            height = self.heights[text, box] = box.height(text)
        return height

    def _value(self, cell: CellLayout, item: object) -> Value:
        if not cell.text.lines:
            return cell.constant
        form, single = self.view.form, cell.text.single
        exact = None if single is None else xlsx_cell.number(single.value(form, item))
        if exact is not None:
            return exact
        return xlsx_cell.fitting("\n".join(cell.text.filled(form, item)), self.labels)

    def _runs(self) -> list[_Run]:
        """Return what is merged vertically, with rows high enough for it."""
        runs: list[_Run] = []
        for line in self.lines:
            line.merged_below.clear()
        for number, line in enumerate(self.lines):
            for at, cell in enumerate(line.layout.cells):
                if cell.starts > 1:
                    end = line.layout.number + cell.starts
                    area = [x for x in self.lines[number:] if x.layout.number < end]
                    runs += [_Run(cell, line.values[at], part) for part in _by_page(area)]
                elif cell.text.joined and cell.column not in line.merged_below:
                    runs.append(_Run(cell, line.values[at], self._equal(number, at)))
        for run in runs:
            for line in run.lines[1:]:
                line.merged_below.add(run.cell.column)
            run.stretch()
        return runs

    def _equal(self, number: int, at: int) -> list[_Line]:
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
                tallest = max(cell.box.line for cell in line.layout.cells)
                pieces = ceil(line.height / (PIECE * tallest))
            line.first, line.last = row, row + pieces - 1
            row += pieces

    def _write(self, runs: list[_Run]) -> None:
        sheet = self.sheet
        cells, rows = sheet._cells, sheet.row_dimensions
        heights: dict[float, RowDimension] = {}
        for line in self.lines:
            height = round(line.height / (line.last - line.first + 1), 2)
            if height not in heights:
                heights[height] = RowDimension(sheet, ht=height)
            for row in range(line.first, line.last + 1):
                rows[row] = heights[height]
                for column, style in line.layout.styles:
                    cell: Any = Cell(sheet, row, column)
                    cell._style = style
                    cells[row, column] = cell
            for layout, value in zip(line.layout.cells, line.values, strict=True):
                if not layout.text.joined and layout.starts == 1:
                    _put(cells[line.first, layout.column], layout, value, line.last > line.first)
        # All at once: openpyxl looks at every break again whenever one is added.
        sheet.row_breaks.brk = [Break(id=x.first - 1) for x in self.lines if x.begins_page]
        for run in runs:
            _put(cells[run.lines[0].first, run.cell.column], run.cell, run.value, False)

    def _merge(self, runs: list[_Run]) -> None:
        areas = self.sheet.merged_cells.ranges
        for run in runs:
            areas.update(_area(run.cell, run.lines[0].first, run.lines[-1].last))
        for line in self.lines:
            for cell in line.layout.cells:
                if not (cell.text.joined or cell.starts > 1 or cell.column in line.merged_below):
                    areas.update(_area(cell, line.first, line.last))

    def _settings(self) -> None:
        sheet, layout = self.sheet, self.layout
        for key, value in layout.settings:
            setattr(sheet, key, value)
        for letter, width, hidden in layout.widths:
            sheet.column_dimensions[letter].width = width
            sheet.column_dimensions[letter].hidden = hidden
        last = self.lines[-1].last if self.lines else 1
        sheet.print_area = f"A1:{layout.last_column}{last}"
        if layout.repeated is not None:
            first, end = layout.repeated
            lines = [x for x in self.lines if first <= x.layout.number <= end]
            if lines:
                sheet.print_title_rows = f"{lines[0].first}:{lines[-1].last}"
        if layout.frozen is not None:
            row, column = layout.frozen
            top = next((x.first for x in self.lines if x.layout.number >= row), last)
            sheet.freeze_panes = f"{get_column_letter(column)}{top}"


def _by_page(lines: list[_Line]) -> list[list[_Line]]:
    """Divide rows where a page begins."""
    parts: list[list[_Line]] = []
    for line in lines:
        if line.begins_page or not parts:
            parts.append([])
        parts[-1].append(line)
    return parts


def _area(cell: CellLayout, first: int, last: int) -> tuple[CellRange, ...]:
    if cell.span == 1 and first == last:
        return ()
    right = cell.column + cell.span - 1
    return (CellRange(min_col=cell.column, min_row=first, max_col=right, max_row=last),)


def _put(cell: Any, layout: CellLayout, value: Value, split: bool) -> None:
    """Put a value into a cell without letting openpyxl guess: no text ever becomes a formula."""
    if value is None or value == "":
        return
    cell._value = value
    quoted = False
    if isinstance(value, str):
        cell.data_type = "s"
        quoted = xlsx_cell.looks_like_formula(value)
    cell._style = layout.styles[2 * split + quoted]
