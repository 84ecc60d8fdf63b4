"""Worksheets as XlsxWriter writes them, with usual cells put down in one piece and formulas left as they are.

A workbook of a form has many hundred cells, nearly all of them texts and framed blanks: XlsxWriter
builds each out of attributes that it escapes one by one. In a formula it looks for a hundred functions
that came after Excel 2007 and marks them, within quoted texts too. No formula here has such a function.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet


class QuickSheet(Worksheet):  # type: ignore[misc]  # it has no types
    """A worksheet that writes texts, blanks and formulas itself, and leaves all else to its base."""

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0
    ) -> int:
        if self._check_dimensions(row, col):
            return -1
        text = self._prepare_formula(formula)
        self.table[row][col] = CellFormulaTuple(text, cell_format, value)
        return 0

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        del expand_future_functions
        return formula.removeprefix("=")

    def _calculate_spans(self) -> None:
        # Which columns of a row hold anything is a help to readers that none of them needs.
        self.row_spans: dict[int, str] = {}

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = type(cell).__name__
        if cell.format is None or kind not in ("String", "Blank"):
            super()._write_cell(row, col, cell)
            return
        start = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{cell.format._get_xf_index()}"'
        rest = "/>" if kind == "Blank" else f' t="s"><v>{cell.string}</v></c>'
        self.fh.write(start + rest)


class QuickBook(Workbook):  # type: ignore[misc]  # it has no types
    """A workbook of such sheets, made in memory."""

    def add_worksheet(self, name: str | None = None, worksheet_class: Any = None) -> Worksheet:
        """Add a sheet."""
        return super().add_worksheet(name, worksheet_class or QuickSheet)
