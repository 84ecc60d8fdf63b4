"""Reads a person's workbook as the layout of a form: an ordinary workbook of texts and placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO
from typing import Any, Final
from xml.etree.ElementTree import ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from scoring.problem import InputError, Place, Problem
from scoring.writers.form.form_layout import (
    FITTING,
    CellLayout,
    CellStyle,
    FormLayout,
    RowLayout,
    SheetLayout,
)
from scoring.writers.form.placeholders import Appears, CellText, names_of_forms, parse_cell
from scoring.writers.form.template_style import Styles
from scoring.writers.labels import Labels
from scoring.writers.xlsx.paper import PageLayout
from scoring.writers.xlsx.pictures import pictures_of

_SHEETS: Final = "xl/worksheets/"
_MERGED: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"
_MOST_UNPACKED: Final = 30_000_000
_MOST_ROWS: Final = 2_000
_MOST_COLUMNS: Final = 200
_USUAL_WIDTH: Final = 8.43
_USUAL_HEIGHT: Final = 15.0
_NAME: Final = re.compile(r"(?!')[^\[\]:*?/\\]{1,31}(?<!')")
_DIGIT: Final = 7
"""Pixels of a digit, in which a workbook counts widths."""
_MOVED: Final = 4
"""Pixels from which on a width counts as changed: programs round widths when they save."""
_INCH: Final = 72.0


def parse_template(content: bytes, labels: Labels, name: str) -> FormLayout:
    """Read the template ``content``. Raises :class:`InputError` with all problems found.

    ``name`` is the template's name as people see it.
    """
    try:
        _within_bounds(content, name)
        workbook: Any = load_workbook(BytesIO(content), rich_text=True)
        pictures = pictures_of(content)
    except (BadZipFile, ParseError, InvalidFileException, KeyError, ValueError, OSError) as error:
        hint = "模板应是 Excel 或 WPS 存成的 .xlsx 文件。"
        problem = Problem("template-unreadable", "不能作为工作簿打开", Place(name), hint)
        raise InputError([problem]) from error
    problems = [
        _too_much(name, f"工作表“{s.title}”用到了第 {s.max_row} 行、第 {s.max_column} 列")
        for s in workbook.worksheets
        if s.max_row > _MOST_ROWS or s.max_column > _MOST_COLUMNS
    ]
    problems += [
        Problem("template", f"工作表的名称“{s.title}”不能用", Place(name, sheet=s.title),
                "名称至多 31 个字，不含 [ ] : * ? / \\，各不相同。")
        for at, s in enumerate(workbook.worksheets)
        if not _NAME.fullmatch(s.title)
        or s.title.casefold() in {o.title.casefold() for o in workbook.worksheets[:at]}
    ]  # fmt: skip
    if problems:
        raise InputError(problems)
    written = {str(one.name): str(one.value) for one in workbook.custom_doc_props.props}
    styles = Styles(workbook.loaded_theme)
    readers = [_Sheet(sheet, labels, name, styles, problems) for sheet in workbook.worksheets]
    sheets = tuple(reader.layout(written) for reader in readers)
    if problems:
        raise InputError(problems)
    lost = [(s.title, at, "图片") for s in sheets for at in pictures.get(s.title, ())]
    return FormLayout(sheets, (*(one for r in readers for one in r.lost), *lost))


def _within_bounds(content: bytes, name: str) -> None:
    """Refuse a workbook that would unpack to more than any form needs."""
    with ZipFile(BytesIO(content)) as parts:
        size = sum(part.file_size for part in parts.infolist())
        if size > _MOST_UNPACKED:
            raise InputError([_too_much(name, f"展开后有 {size // 1_000_000} MB")])
        for part in parts.namelist():
            if part.startswith(_SHEETS):
                # openpyxl makes every cell of a merged area while it reads.
                for area in fromstring(parts.read(part)).iter(_MERGED):
                    columns, rows = (
                        int(n or 0) for n in range_boundaries(area.get("ref") or "")[2:]
                    )
                    if rows > _MOST_ROWS or columns > _MOST_COLUMNS:
                        raise InputError(
                            [_too_much(name, f"合并到了第 {rows} 行、第 {columns} 列")]
                        )


def _too_much(name: str, what: str) -> Problem:
    hint = (
        f"模板至多 {_MOST_ROWS} 行、{_MOST_COLUMNS} 列，展开后至多 {_MOST_UNPACKED // 1_000_000} MB。"
        "请删去表格以外的行和列（连同格式），另存后再试。"
    )
    return Problem("template-too-big", f"模板太大：{what}", Place(name), hint)


class _Sheet:
    """Reads one sheet; problems are collected with sheet and cell."""

    def __init__(
        self, sheet: Any, labels: Labels, name: str, styles: Styles, problems: list[Problem]
    ) -> None:
        self.sheet, self.labels, self.name = sheet, labels, name
        self.styles, self.problems = styles, problems
        self.lost: list[tuple[str, str, str]] = []
        self.areas = {(a.min_row, a.min_col): a for a in sheet.merged_cells.ranges}
        self.covered: set[tuple[int, int]] = set()
        for area in sheet.merged_cells.ranges:
            cells = {
                (row, column)
                for row in range(area.min_row, area.max_row + 1)
                for column in range(area.min_col, area.max_col + 1)
            }
            if cells & (self.covered | self.areas.keys() - {(area.min_row, area.min_col)}):
                at = f"{get_column_letter(area.min_col)}{area.min_row}"
                self._problem(at, "合并的单元格有重叠", "请取消其中一处的合并。")
            self.covered |= cells - {(area.min_row, area.min_col)}

    def layout(self, written: Mapping[str, str]) -> SheetLayout:
        sheet = self.sheet
        rows = tuple(self._row(number) for number in range(1, sheet.max_row + 1))
        self._check_areas(rows)
        self._note_lost()
        widths, hidden = self._widths()
        ours = [
            int(n) for n in re.findall(r"\d+", written.get(FITTING.format(sheet=sheet.title), ""))
        ]
        fits = len(ours) == len(widths) and all(
            abs(one - other) < _MOVED for one, other in zip(ours, widths, strict=True)
        )
        return SheetLayout(
            title=sheet.title,
            rows=rows,
            widths=tuple(ours if fits else widths),
            hidden=frozenset(hidden),
            last_column=_last_column(sheet),
            page=_page(sheet),
            repeated=_repeated(sheet.print_title_rows),
            frozen=coordinate_to_tuple(sheet.freeze_panes) if sheet.freeze_panes else None,
            fits=fits,
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
            self._problem(
                at, f"同一行里混用了几组内容（{words}）", "一行只能重复一组，请分成几行。"
            )
        kind: Appears = "each" if "each" in kinds else next(iter(kinds), "always")
        return RowLayout(
            number=number,
            cells=cells,
            height=float(sheet.row_dimensions[number].height or _USUAL_HEIGHT),
            appears=kind,
            group=self.labels.groups_of_rows[next(iter(groups))] if groups else "",
        )

    def _cell(self, cell: Any, groups: dict[str, str], kinds: set[Appears]) -> CellLayout:
        area = self.areas.get((cell.row, cell.column))
        text = CellText()
        report = partial(self._problem, cell.coordinate)
        value = cell.value
        if isinstance(value, CellRichText):
            self._lose(cell.coordinate, "一格里的几种字体")
            value = str(value)
        if cell.data_type == "f":
            report("模板里有公式", "请改成文字或 {{…}}，得分由程序填入。")
        elif isinstance(value, str) and value:
            text = parse_cell(value, names_of_forms(self.labels), report)
            for group in text.groups:
                groups.setdefault(group, cell.coordinate)
            kinds |= text.appears
        if cell.comment is not None:
            self._lose(cell.coordinate, "批注")
        return CellLayout(
            column=cell.column,
            span=area.max_col - area.min_col + 1 if area else 1,
            starts=area.max_row - area.min_row + 1 if area else 1,
            style=self._style(cell),
            text=text,
            constant=None if isinstance(value, str) else value,
        )

    def _style(self, cell: Any) -> CellStyle:
        style, has_gradient = self.styles.of(cell)
        if has_gradient:
            self._lose(cell.coordinate, "渐变底色")
        return style

    def _note_lost(self) -> None:
        for area in self.sheet.conditional_formatting:
            self._lose(str(area.sqref).split()[0].split(":")[0], "条件格式")
        for check in self.sheet.data_validations.dataValidation:
            self._lose(str(check.sqref).split()[0].split(":")[0], "数据验证")

    def _lose(self, at: str, what: str) -> None:
        self.lost.append((self.sheet.title, at, what))

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
                    hint = "竖向合并请从不重复的一行开始；重复行里要合并相同的内容，用 |合并。"
                    self._problem(at, "重复或可能不出现的行不能与下面的行合并", hint)

    def _problem(self, at: str, message: str, hint: str) -> None:
        row, column = coordinate_to_tuple(at)
        place = Place(self.name, row, column, self.sheet.title)
        self.problems.append(Problem("template", message, place, hint))

    def _widths(self) -> tuple[list[int], list[int]]:
        """Return the width of each column in pixels, and the columns that are hidden."""
        sheet = self.sheet
        usual = sheet.sheet_format.defaultColWidth or _USUAL_WIDTH
        widths = [float(usual)] * sheet.max_column
        hidden = []
        for column, entry in self._entries():
            widths[column - 1] = float(entry.width)
            if entry.hidden:
                hidden.append(column)
        return [round(width * _DIGIT) for width in widths], hidden

    def _entries(self) -> Iterator[tuple[int, Any]]:
        """Yield what is said of columns; openpyxl keeps equal neighbours as one entry."""
        for entry in self.sheet.column_dimensions.values():
            for column in range(entry.min or 1, min(entry.max or 0, self.sheet.max_column) + 1):
                yield column, entry


def _page(sheet: Any) -> PageLayout:
    setup, margins, options = sheet.page_setup, sheet.page_margins, sheet.print_options
    properties = sheet.sheet_properties.pageSetUpPr
    is_fitted = bool(properties and properties.fitToPage)
    inches = (
        margins.left,
        margins.right,
        margins.top,
        margins.bottom,
        margins.header,
        margins.footer,
    )
    left, right, top, bottom, header, footer = (round(inch * _INCH, 4) for inch in inches)
    return PageLayout(
        paper=int(setup.paperSize or 9),
        landscape=setup.orientation == "landscape",
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        header_margin=header,
        footer_margin=footer,
        header=str(sheet.oddHeader),
        footer=str(sheet.oddFooter),
        centred=bool(options.horizontalCentered),
        centred_down=bool(options.verticalCentered),
        scale=0 if is_fitted else int(setup.scale or 100),
        pages_wide=_or_one(setup.fitToWidth),
        pages_high=_or_one(setup.fitToHeight) if is_fitted else 0,
    )


def _or_one(pages: Any) -> int:
    return 1 if pages is None else int(pages)


def _last_column(sheet: Any) -> int:
    """Return the right edge of the print area, else of what is used."""
    match = re.search(r":\$?([A-Z]+)", sheet.print_area or "")
    return coordinate_to_tuple(f"{match[1]}1")[1] if match else int(sheet.max_column)


def _repeated(rows: str | None) -> tuple[int, int] | None:
    match = re.search(r"\$?(\d+):\$?(\d+)", rows or "")
    return (int(match[1]), int(match[2])) if match else None
