"""Reads a workbook template once: an ordinary workbook whose cells hold texts and placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from functools import partial
from io import BytesIO
from typing import Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange

from scoring.problem import InputError, Place, Problem
from scoring.writers.form.placeholders import Appears, CellText, parse_cell
from scoring.writers.form.xlsx_layout import CellLayout, FormLayout, RowLayout, SheetLayout
from scoring.writers.labels import Labels
from scoring.writers.xlsx.fit import box
from scoring.writers.xlsx.merges import take_merges
from scoring.writers.xlsx.page_breaks import page_room
from scoring.writers.xlsx.save import styles_part

_STYLES: Final = (
    "_fonts", "_fills", "_borders", "_alignments", "_protections", "_number_formats",
    "_cell_styles", "_named_styles", "_differential_styles", "_table_styles", "_colors",
    "_date_formats", "_timedelta_formats", "loaded_theme",
)  # fmt: skip
_SETTINGS: Final = (
    "page_setup", "page_margins", "print_options", "HeaderFooter", "sheet_properties",
    "sheet_format",
)  # fmt: skip
_MOST_UNPACKED: Final = 30_000_000
_MOST_ROWS: Final = 2_000
_MOST_COLUMNS: Final = 200
_USUAL_WIDTH: Final = 8.43
_USUAL_HEIGHT: Final = 15.0


def parse_template(content: bytes, labels: Labels, name: str) -> FormLayout:
    """Read the template ``content``. Raises :class:`InputError` with all problems found.

    ``name`` is the template's name as people see it.
    """
    try:
        _within_bounds(content, name)
        bare, areas = take_merges(content)
        workbook = load_workbook(BytesIO(bare))
    except (BadZipFile, ParseError, InvalidFileException, KeyError, ValueError, OSError) as error:
        hint = "模板应是 Excel 或 WPS 存成的 .xlsx 文件。"
        problem = Problem("template-unreadable", "不能作为工作簿打开", Place(name), hint)
        raise InputError([problem]) from error
    problems = []
    for sheet in workbook.worksheets:
        merged = areas.get(sheet.title, ())
        rows = max([sheet.max_row, *(area.max_row for area in merged)])
        columns = max([sheet.max_column, *(area.max_col for area in merged)])
        if rows > _MOST_ROWS or columns > _MOST_COLUMNS:
            used = f"工作表“{sheet.title}”用到了第 {rows} 行、第 {columns} 列"
            problems.append(_too_much(name, used))
    if problems:
        raise InputError(problems)
    sheets = tuple(
        _Sheet(sheet, areas.get(sheet.title, ()), labels, name, problems).layout()
        for sheet in workbook.worksheets
    )
    if problems:
        raise InputError(problems)
    tables = tuple((key, getattr(workbook, key)) for key in _STYLES)
    return FormLayout(sheets, tables, styles_part(workbook))


def _within_bounds(content: bytes, name: str) -> None:
    """Refuse a workbook that would unpack to more than any form needs."""
    with ZipFile(BytesIO(content)) as parts:
        size = sum(part.file_size for part in parts.infolist())
    if size > _MOST_UNPACKED:
        raise InputError([_too_much(name, f"展开后有 {size // 1_000_000} MB")])


def _too_much(name: str, what: str) -> Problem:
    hint = (
        f"模板至多 {_MOST_ROWS} 行、{_MOST_COLUMNS} 列,展开后至多 {_MOST_UNPACKED // 1_000_000} MB。"
        "请删去表格以外的行和列(连同格式),另存后再试。"
    )
    return Problem("template-too-big", f"模板太大:{what}", Place(name), hint)


class _Sheet:
    """Reads one sheet; problems are collected with sheet and cell."""

    def __init__(
        self,
        sheet: Any,
        areas: Iterable[CellRange],
        labels: Labels,
        name: str,
        problems: list[Problem],
    ) -> None:
        self.sheet, self.labels, self.name, self.problems = sheet, labels, name, problems
        self.widths = _widths(sheet)
        self.areas = {(a.min_row, a.min_col): a for a in areas}
        self.covered = {
            at: area
            for area in self.areas.values()
            for at in area.cells
            if at != (area.min_row, area.min_col)
        }

    def layout(self) -> SheetLayout:
        sheet = self.sheet
        last = max([sheet.max_row, *(area.max_row for area in self.areas.values())])
        rows = tuple(self._row(number) for number in range(1, last + 1))
        self._check_areas(rows)
        return SheetLayout(
            title=sheet.title,
            rows=rows,
            widths=tuple(
                (get_column_letter(c), w, hidden) for c, (w, hidden) in self.widths.items()
            ),
            last_column=_last_column(sheet),
            repeated=_repeated(sheet.print_title_rows),
            room=page_room(sheet, (w for w, hidden in self.widths.values() if not hidden)),
            frozen=coordinate_to_tuple(sheet.freeze_panes) if sheet.freeze_panes else None,
            settings=tuple((key, copy(getattr(sheet, key))) for key in _SETTINGS),
        )

    def _row(self, number: int) -> RowLayout:
        sheet = self.sheet
        used = [c for c in sheet[number] if c.has_style or c.value is not None]
        groups: dict[str, str] = {}
        kinds: set[Appears] = set()
        cells = tuple(
            self._cell(cell, groups, kinds)
            for cell in used
            if (cell.row, cell.column) not in self.covered
        )
        if len(groups) > 1 or len(kinds) > 1:
            words = "、".join(groups)
            at = next(iter(groups.values()))
            self._problem(at, f"同一行里混用了几组内容({words})", "一行只能重复一组,请分成几行。")
        kind: Appears = "each" if "each" in kinds else next(iter(kinds), "always")
        return RowLayout(
            number=number,
            cells=cells,
            styles=tuple((cell.column, StyleArray(cell._style)) for cell in used),
            height=sheet.row_dimensions[number].height or _USUAL_HEIGHT,
            appears=kind,
            group=self.labels.groups_of_rows[next(iter(groups))] if groups else "",
        )

    def _cell(self, cell: Any, groups: dict[str, str], kinds: set[Appears]) -> CellLayout:
        area = self.areas.get((cell.row, cell.column))
        span = area.max_col - area.min_col + 1 if area else 1
        height = area.max_row - area.min_row + 1 if area else 1
        text = CellText()
        report = partial(self._problem, cell.coordinate)
        if cell.data_type == "f":
            report("模板里有公式", "请改成文字或 {{…}},得分由程序填入。")
        elif isinstance(cell.value, str):
            text = parse_cell(cell.value, self.labels, report)
            for group in text.groups:
                groups.setdefault(group, cell.coordinate)
            kinds |= text.appears
        columns = range(cell.column, cell.column + span)
        return CellLayout(
            column=cell.column,
            span=span,
            styles=_variants(cell),
            constant=None if isinstance(cell.value, str) else cell.value,
            text=text,
            box=box(
                (self.widths[c][0] for c in columns),
                float(cell.font.sz or 11),
                wraps=bool(cell.alignment.wrap_text),
                indent=float(cell.alignment.indent or 0),
            ),
            starts=height,
        )

    def _check_areas(self, rows: tuple[RowLayout, ...]) -> None:
        """A vertically merged area must begin in a row that appears once and with the others."""
        for row in rows:
            for cell in row.cells:
                below = rows[row.number : row.number + cell.starts - 1]
                alone = row.appears == "each" or (
                    row.appears != "always" and any(r.group != row.group for r in below)
                )
                if below and alone:
                    at = f"{get_column_letter(cell.column)}{row.number}"
                    hint = "竖向合并请从不重复的一行开始;重复行里要合并相同的内容,用 |合并。"
                    self._problem(at, "重复或可能不出现的行不能与下面的行合并", hint)

    def _problem(self, at: str, message: str, hint: str) -> None:
        row, column = coordinate_to_tuple(at)
        place = Place(self.name, row, column, self.sheet.title)
        self.problems.append(Problem("template", message, place, hint))


def _variants(cell: Any) -> tuple[Any, Any, Any, Any]:
    """Return the cell's style in four forms, all of them registered with the workbook."""
    workbook = cell.parent.parent
    plain, quoted = StyleArray(cell._style), StyleArray(cell._style)
    quoted.quotePrefix = 1
    alignment = copy(cell.alignment)
    alignment.vertical = "top"
    top, top_quoted = StyleArray(plain), StyleArray(quoted)
    top.alignmentId = top_quoted.alignmentId = workbook._alignments.add(alignment)
    for style in (quoted, top, top_quoted):
        workbook._cell_styles.add(style)
    return plain, quoted, top, top_quoted


def _widths(sheet: Any) -> dict[int, tuple[float, bool]]:
    """Return width and hiddenness by column; openpyxl keeps equal neighbours as one entry."""
    usual = sheet.sheet_format.defaultColWidth or _USUAL_WIDTH
    widths = {column: (float(usual), False) for column in range(1, sheet.max_column + 1)}
    for entry in sheet.column_dimensions.values():
        for column in range(entry.min or 1, min(entry.max or 0, sheet.max_column) + 1):
            widths[column] = (float(entry.width), bool(entry.hidden))
    return widths


def _last_column(sheet: Any) -> str:
    """Return the right edge of the print area, else of what is used."""
    match = re.search(r":\$?([A-Z]+)", sheet.print_area or "")
    return match[1] if match else get_column_letter(sheet.max_column)


def _repeated(rows: str | None) -> tuple[int, int] | None:
    match = re.search(r"\$?(\d+):\$?(\d+)", rows or "")
    return (int(match[1]), int(match[2])) if match else None


def style_tables(layout: FormLayout, workbook: Workbook) -> None:
    """Give ``workbook`` the template's tables of styles; they are shared and never added to."""
    for key, table in layout.styles:
        setattr(workbook, key, table)
