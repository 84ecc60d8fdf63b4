"""The 粘贴区: results in the export's own order of rows, to be copied and pasted as values."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Final

from scoring.problem import column_letters
from scoring.workbooks.export_copy.cell_text import in_xml, written
from scoring.workbooks.export_copy.model import PasteBlock, Value
from scoring.writers.labels import Labels

_NAMESPACE: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WIDTHS: Final = (24, 10, 10, 40, 4, 60)
Lines = list[list[Value]]


def paste_lines(blocks: Sequence[PasteBlock], labels: Labels) -> tuple[Lines, list[int]]:
    """Return the sheet's rows, and the numbers (from 1) of those that are titles or headings.

    A remark stands outside its block, with an empty column between.
    """
    lines: Lines = [[labels.text("paste_how")], []]
    marked = [1]
    for block in blocks:
        lines.append([block.title])
        marked.append(len(lines))
        remarks = any(block.remarks)
        more: list[Value] = ["", labels.word("words", "paste_remark")] if remarks else []
        lines.append([*block.headings, *more])
        marked.append(len(lines))
        for row, remark in zip(block.rows, block.remarks, strict=True):
            lines.append([*row, "", remark] if remark else list(row))
        lines.append([])
    return lines, marked


def paste_sheet_xml(
    blocks: Sequence[PasteBlock], labels: Labels, namespace: str = _NAMESPACE
) -> bytes:
    """Return the sheet as a part of a workbook: values only, in the workbook's usual style."""
    lines, _ = paste_lines(blocks, labels)
    rows = []
    for number, line in enumerate(lines, 1):
        cells = "".join(
            _cell(f"{column_letters(column)}{number}", value, labels)
            for column, value in enumerate(line, 1)
            if value != ""
        )
        if cells:
            rows.append(f'<row r="{number}">{cells}</row>')
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(_WIDTHS, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData></worksheet>"
    ).encode()


def _cell(reference: str, value: Value, labels: Labels) -> str:
    if isinstance(value, Decimal):
        return f'<c r="{reference}"><v>{written(value)}</v></c>'
    text = in_xml(value, labels)
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def paste_workbook(blocks: Sequence[PasteBlock], labels: Labels) -> bytes:
    """Return the 粘贴区 as a workbook of its own, for an export that is no workbook."""
    from scoring.writers.xlsx.cell import fitting, looks_like_formula  # noqa: PLC0415
    from scoring.writers.xlsx.pen import new_workbook, write_text  # noqa: PLC0415

    lines, marked = paste_lines(blocks, labels)
    out = BytesIO()
    title = labels.word("words", "paste_sheet")
    book = new_workbook(out, title)
    sheet = book.add_worksheet(title)
    styles = {
        (bold, quoted): book.add_format({"valign": "top", "bold": bold, "quote_prefix": quoted})
        for bold in (False, True)
        for quoted in (False, True)
    }
    for number, line in enumerate(lines):
        for column, value in enumerate(line):
            if value == "":
                continue
            is_text = not isinstance(value, Decimal)
            style = styles[number + 1 in marked, is_text and looks_like_formula(str(value))]
            if isinstance(value, Decimal):
                sheet.write_number(number, column, float(value), style)
            else:
                write_text(sheet, number, column, fitting(value, labels), style)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    book.close()
    return out.getvalue()
