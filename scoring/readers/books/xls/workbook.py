"""A binary workbook (xls, et) into a :class:`Book`, by xlrd. Runs in a child process: see ``read``."""

from __future__ import annotations

import os
from typing import Any, Final

import xlrd

from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.bounds import (
    LONGEST_NAME,
    MOST_MERGED,
    MOST_NAMES,
    MOST_SHEETS,
    CellBudget,
    damaged,
    too_much,
)
from scoring.readers.books.sheets.grid import Area, Book, Cell, Sheet
from scoring.readers.books.sheets.merges import kept_merges
from scoring.readers.books.sheets.number_format import (
    BUILT_IN,
    NumberFormat,
    compiled,
    stored_number,
)

_TAKE_OFF: Final = "请先在 Excel 或 WPS 里去掉打开密码，再试一次。"
_LOCALE: Final = range(14, 59)
"""Numbers of formats that each country's program shows in its own way: here all show it in ours."""


def read_workbook(data: bytes, name: str) -> Book:
    """Read a workbook. Raises :class:`InputError` if it is broken, encrypted or too big."""
    place = Place(name)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        try:
            opened = xlrd.open_workbook(
                file_contents=data, formatting_info=True, ragged_rows=True, logfile=nowhere
            )
        except InputError:
            raise
        except MemoryError:
            raise
        except Exception as error:  # xlrd lets whatever a broken record causes come out
            if "encrypted" in str(error).lower():
                message = "文件加了密码，读不出内容"
                raise InputError([Problem("encrypted", message, place, _TAKE_OFF)]) from None
            raise damaged(place, "工作簿（xls）内部损坏了，读不出内容") from None
        return _Workbook(opened, data, place).read()


class _Workbook:
    def __init__(self, opened: Any, data: bytes, place: Place) -> None:
        self._book = opened
        self._data = data
        self._place = place
        self._formats: dict[int, NumberFormat] = {}
        self._budget = CellBudget()

    def read(self) -> Book:
        if self._book.nsheets > MOST_SHEETS:
            raise too_much(self._place, "工作表", MOST_SHEETS)
        sheets: list[Sheet] = []
        for sheet in self._book.sheets():
            if sheet.name in {other.name for other in sheets} or not sheet.name:
                raise damaged(self._place, "有两张工作表同名")
            sheets.append(self._sheet(sheet))
        if not sheets:
            raise damaged(self._place, "工作簿里没有一张工作表")
        notes = []
        if "_VBA_PROJECT_CUR".encode("utf-16-le") in self._data:
            message = "工作簿带有宏（VBA），宏没有运行，只读单元格里的内容"
            notes.append(Problem("macros", message, self._place, severity="note"))
        return Book(self._place.file, "xls", tuple(sheets), self._names(sheets), tuple(notes))

    def _sheet(self, sheet: Any) -> Sheet:
        here = Place(self._place.file, sheet=sheet.name)
        cells: dict[tuple[int, int], Cell] = {}
        for row in range(sheet.nrows):
            for column in range(sheet.row_len(row)):
                made = self._cell(sheet, row, column)
                if made is None:
                    continue
                self._budget.spend(made.text, here, row + 1, column + 1)
                cells[row + 1, column + 1] = made
        merged = [
            Area(top + 1, left + 1, bottom, right)
            for top, bottom, left, right in sheet.merged_cells
            if bottom > top and right > left and (bottom - top > 1 or right - left > 1)
        ]
        if len(merged) > MOST_MERGED:
            raise too_much(here, "合并单元格", MOST_MERGED)
        return Sheet(sheet.name, cells, kept_merges(merged, cells), sheet.visibility != 0)

    def _cell(self, sheet: Any, row: int, column: int) -> Cell | None:
        kind = sheet.cell_type(row, column)
        value = sheet.cell_value(row, column)
        if kind == xlrd.XL_CELL_TEXT:
            text = str(value).replace("\r\n", "\n").replace("\r", "\n")
            return Cell(text) if text.strip() else None
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            number = stored_number(repr(value))
            if number is None:
                return Cell(str(value))
            index = sheet.cell_xf_index(row, column)
            text, is_day = self._format(index).show(number, from_1904=bool(self._book.datemode))
            return Cell(text, number, is_day)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return Cell("TRUE" if value else "FALSE")
        if kind == xlrd.XL_CELL_ERROR:
            return Cell(xlrd.error_text_from_code.get(value, "#ERR!"))
        return None

    def _format(self, index: int) -> NumberFormat:
        found = self._formats.get(index)
        if found is None:
            found = self._formats[index] = compiled(self._code(index))
        return found

    def _code(self, index: int) -> str:
        styles = self._book.xf_list
        if not 0 <= index < len(styles):
            return "General"
        key = styles[index].format_key
        written = self._book.format_map.get(key)
        if key in _LOCALE and key in BUILT_IN:
            return BUILT_IN[key]
        return str(written.format_str) if written is not None else BUILT_IN.get(key, "General")

    def _names(self, sheets: list[Sheet]) -> dict[str, tuple[str, Area]]:
        names: dict[str, tuple[str, Area]] = {}
        for name in self._book.name_obj_list[:MOST_NAMES]:
            if name.scope != -1 or name.macro or len(name.name) > LONGEST_NAME:
                continue
            try:
                sheet, top, bottom, left, right = name.area2d()
            except Exception:  # a name that stands for no cells
                continue
            known = any(sheet.name == other.name for other in sheets)
            if known and bottom > top and right > left:
                names[name.name] = (sheet.name, Area(top + 1, left + 1, bottom, right))
        return names
