"""The rows of a sheet below its headings, cells by heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.exact import shortest
from scoring.problem import Place, Problem, did_you_mean
from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.text import half_width

MOST_ROWS: Final = 5000
"""So many rows of a sheet are read; every real set stays far below."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row that holds something."""

    cells: Mapping[str, str]
    sheet: str
    number: int
    columns: Mapping[str, int]
    file: str

    def place(self, heading: str) -> Place:
        """Return the place of the cell under a heading."""
        return Place(self.file, self.number, self.columns.get(heading, 1), self.sheet)

    @property
    def start(self) -> Place:
        """The place of the row's first cell that holds something."""
        first = next(iter(self.cells), "")
        return self.place(first)


def cell_text(book: Book, sheet: Sheet, row: int, column: int, problems: list[Problem]) -> str:
    """Return a cell's text, trimmed; a number as plain digits, a share as it is shown."""
    cell = sheet.at(row, column)
    if cell is None:
        return ""
    if cell.formula and not cell.text:
        problems.append(
            Problem(
                "formula", "这一格是公式，文件里没有它的值", book.place(sheet.name, row, column),
                "请在 Excel 里打开并保存一次，或直接写上值；规则里的公式前面不加等号。",
            )
        )  # fmt: skip
        return ""
    if cell.number is not None and not cell.is_date and not cell.text.strip().endswith("%"):
        return shortest(cell.number)
    return cell.text.replace("\r\n", "\n").replace("\r", "\n").strip()


def table_rows(
    book: Book, name: str, headings: Sequence[str], problems: list[Problem]
) -> list[SheetRow]:  # fmt: skip
    """Return the rows of a sheet that hold something; a sheet that is not there has none."""
    sheet = book.sheet(name)
    if sheet is None or not sheet.cells:
        return []
    columns = _columns(book, sheet, headings, problems)
    found = []
    numbers = sorted({row for row, _ in sheet.cells if row > 1})
    if len(numbers) > MOST_ROWS:
        problems.append(
            Problem("too-many", f"行数超过 {MOST_ROWS}", book.place(name), "请检查是否选错了文件。")
        )
        return []
    for number in numbers:
        cells = {}
        for heading, column in columns.items():
            text = cell_text(book, sheet, number, column, problems)
            if text:
                cells[heading] = text
        if cells:
            found.append(SheetRow(cells, name, number, columns, book.name))
    return found


def _columns(
    book: Book, sheet: Sheet, headings: Sequence[str], problems: list[Problem]
) -> dict[str, int]:
    """Return where each heading stands; one that is unknown or missing is a problem."""
    columns: dict[str, int] = {}
    written = {half_width(heading): heading for heading in headings}
    for column in range(1, sheet.right + 1):
        cell = sheet.at(1, column)
        text = cell.text.strip() if cell is not None else ""
        text = written.get(half_width(text), text)
        place = book.place(sheet.name, 1, column)
        if text in columns:
            problems.append(Problem("twice", f"列名“{text}”写了两次", place, "请只留一列。"))
        elif text in headings:
            columns[text] = column
        elif any(key[1] == column for key in sheet.cells):
            shown = f"不认识的列名“{text[:40]}”" if text else "这一列没有列名"
            hint = did_you_mean(text[:40], headings) or f"可以写：{'、'.join(headings)}。"
            problems.append(Problem("unknown-column", shown, place, hint))
    missing = [heading for heading in headings[:2] if heading not in columns]
    if missing:
        problems.append(
            Problem(
                "no-column", f"第一行没有列名“{'”“'.join(missing)}”", book.place(sheet.name, 1, 1),
                "第一行是列名，请不要删改。",
            )
        )  # fmt: skip
    return columns
