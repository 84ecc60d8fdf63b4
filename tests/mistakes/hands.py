"""What an officer's hands do to a file: one function a word of the table (``make``)."""

from __future__ import annotations

import base64
import csv
import errno
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any, Final
from unittest import mock

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.drawing.image import Image
from openpyxl.worksheet.worksheet import Worksheet

from scoring.cli.main import main
from tests.corpus.word_documents import document, p, tbl, tc, tr
from tests.folders import ROOT
from tests.mistakes.workbook import FORM, Filled, typed

NAME: Final = "填报表.xlsx"
HANDS: Final[dict[str, Callable[..., Any]]] = {}
PNG: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def hand(made: Callable[..., Any]) -> Callable[..., Any]:
    """Let the table call a function by its name."""
    HANDS[made.__name__] = made
    return made


def in_book(made: Callable[..., Any]) -> Callable[..., Any]:
    """Let the table call a function that changes the open workbook."""

    def on_file(*values: Any) -> None:
        typed(Path(NAME), lambda book: made(book, *values))

    HANDS[made.__name__] = on_file
    return made


# typing


@in_book
def enter(book: Filled, row: str, column: str, value: Any) -> None:
    """Type into the table of indicators."""
    book.cell(row, column).value = value


@in_book
def fund(book: Filled, row: str, column: str, value: Any) -> None:
    """Type into the table of funds."""
    book.cell(row, column, "资金").value = value


@in_book
def data(book: Filled, row: str, value: Any) -> None:
    """Type a figure that the set asks for."""
    book.cell(row, "填报值", "数据").value = value


@in_book
def list_item(book: Filled, row: str, column: str, value: Any) -> None:
    """Type into a checklist."""
    book.cell(row, column, "清单").value = value


@in_book
def claim(book: Filled, row: str, column: str, value: Any) -> None:
    """Type a score of an item that is computed or judged."""
    book.cell(row, column, "计分").value = value


@in_book
def field(book: Filled, label: str, value: Any) -> None:
    """Type beside a label."""
    book.field(label).value = value


@in_book
def total(book: Filled, column: str, value: Any) -> None:
    """Type into the closing row of the indicators."""
    row = book.find("总分", book.row("养护公园数")).row
    book.form.cell(row, book.heading("指标", column).column).value = value


@in_book
def show_as(book: Filled, row: str, column: str, number_format: str) -> None:
    """Give a cell another format."""
    book.cell(row, column).number_format = number_format


@in_book
def rename_row(book: Filled, row: str, value: Any, table: str = "指标", column: str = "") -> None:
    """Type over the name of a row."""
    first = {"指标": "三级指标", "资金": "资金来源", "数据": "数据名称"}[table]
    book.cell(row, column or first, table).value = value


@in_book
def long_name(book: Filled, row: str, length: int) -> None:
    """Paste a whole paragraph into the name of a row."""
    book.cell(row, "三级指标").value = ("公园绿地养护服务内容与要求" * length)[:length]


@in_book
def rename_heading(book: Filled, column: str, value: Any, table: str = "指标") -> None:
    """Type over a heading."""
    book.heading(table, column).value = value


@in_book
def new_row(book: Filled, values: dict[str, Any]) -> None:
    """Type an indicator into a blank row."""
    row = book.blank_row()
    for column, value in values.items():
        book.form.cell(row, book.heading("指标", column).column).value = value


@in_book
def beside(book: Filled, row: str, value: Any) -> None:
    """Write behind the last column of a row."""
    book.form.cell(book.row(row), book.form.max_column + 2).value = value


@in_book
def below_all(book: Filled, value: Any) -> None:
    """Write below everything."""
    book.form.cell(book.form.max_row + 2, 1).value = value


@in_book
def rich(book: Filled, row: str, column: str, first: str, second: str) -> None:
    """Paste a text of two colours."""
    red = TextBlock(InlineFont(color="FFFF0000"), first)
    book.cell(row, column).value = CellRichText([red, second])


# pasting, merging, moving


@in_book
def paste_right(book: Filled, columns: int) -> None:
    """Paste the block of all indicators so many columns too far to the right."""
    top, bottom = book.row("养护公园数"), book.row("管护机制")
    left = book.heading("指标", "三级指标").column
    right = book.heading("指标", "* 分值").column
    block = [
        [book.form.cell(r, c).value for c in range(left, right + 1)] for r in range(top, bottom + 1)
    ]
    for r, line in enumerate(block, top):
        book.form.cell(r, left).value = None
        for c, value in enumerate(line, left + columns):
            book.form.cell(r, c).value = value


@in_book
def paste_up(book: Filled) -> None:
    """Paste the actuals one row too high."""
    top, bottom = book.row("养护公园数"), book.row("管护机制")
    column = book.heading("指标", "实际完成值").column
    values = [book.form.cell(r, column).value for r in range(top, bottom + 1)]
    for r, value in enumerate([*values[1:], None], top):
        book.form.cell(r, column).value = value


@in_book
def paste_over_headings(book: Filled) -> None:
    """Paste a row of data over the headings."""
    row, heading = book.row("养护公园数"), book.find("三级指标").row
    for column in range(1, book.form.max_column + 1):
        book.form.cell(heading, column).value = book.form.cell(row, column).value


@in_book
def paste_headings_again(book: Filled) -> None:
    """Paste the headings along, into a blank row."""
    row, heading = book.blank_row(), book.find("三级指标").row
    for column in range(1, book.form.max_column + 1):
        book.form.cell(row, column).value = book.form.cell(heading, column).value


@in_book
def merge(book: Filled, first: str, last: str, column: str) -> None:
    """Merge the cells of a column over rows."""
    at = book.heading("指标", column).column
    book.form.merge_cells(
        start_row=book.row(first), end_row=book.row(last), start_column=at, end_column=at
    )


@in_book
def merge_across(book: Filled, row: str, first: str, last: str) -> None:
    """Merge cells of a row."""
    at = book.row(row)
    left, right = (book.heading("指标", column).column for column in (first, last))
    book.form.merge_cells(start_row=at, end_row=at, start_column=left, end_column=right)


@in_book
def split_all(book: Filled) -> None:
    """Take every merged area apart."""
    for area in list(book.form.merged_cells.ranges):
        book.form.unmerge_cells(str(area))


@in_book
def blank_levels(book: Filled) -> None:
    """Leave the levels away where they are as above."""
    for column in ("一级指标", "二级指标"):
        at = book.heading("指标", column).column
        before = None
        for row in range(book.row("养护公园数"), book.row("管护机制") + 1):
            cell = book.form.cell(row, at)
            before, cell.value = cell.value, None if cell.value == before else cell.value


@in_book
def delete_row(book: Filled, row: str, table: str = "指标") -> None:
    """Delete a row."""
    book.delete_rows(book.row(row, table))


@in_book
def delete_row_of(book: Filled, label: str) -> None:
    """Delete the row in which a label stands, the last one of that name."""
    found = book.find(label)
    below = book.find("三级指标").row
    if label == "总分":
        found = book.find(label, below)
    book.delete_rows(found.row)


@in_book
def insert_row(book: Filled, above: str, values: dict[str, Any]) -> None:
    """Insert a row and fill it."""
    at = book.row(above)
    book.insert_rows(at)
    for column, value in values.items():
        book.form.cell(at, book.heading("指标", column).column).value = value


@in_book
def hide_row(book: Filled, row: str) -> None:
    """Hide a row."""
    book.form.row_dimensions[book.row(row)].hidden = True


@in_book
def filter_rows(book: Filled, row: str) -> None:
    """Filter the indicators, so that one is not to be seen."""
    top = book.find("三级指标").row
    book.form.auto_filter.ref = f"A{top}:P{book.row('管护机制')}"
    book.form.row_dimensions[book.row(row)].hidden = True


@in_book
def sort_rows(book: Filled, column: str) -> None:
    """Sort the indicators by a column."""
    top, bottom = book.row("养护公园数"), book.row("管护机制")
    at = book.heading("指标", column).column
    rows = [
        [book.form.cell(r, c).value for c in range(1, book.form.max_column + 1)]
        for r in range(top, bottom + 1)
    ]
    rows.sort(key=lambda row: str(row[at - 1] or ""))
    for r, row in enumerate(rows, top):
        for c, value in enumerate(row, 1):
            book.form.cell(r, c).value = value


@in_book
def delete_column(book: Filled, column: str) -> None:
    """Empty a column and its heading, as where it was deleted and the rest stayed."""
    found = book.heading("指标", column)
    for row in range(found.row, book.row("管护机制") + 5):
        book.form.cell(row, found.column).value = None


# sheets


@in_book
def rename_sheet(book: Filled, name: str) -> None:
    """Rename the sheet that is filled in; what points at it follows."""
    book.form.title = name
    for defined in book.book.defined_names.values():
        defined.attr_text = defined.attr_text.replace(FORM, name)


@in_book
def copy_sheet(book: Filled, changes: dict[str, Any]) -> None:
    """Copy the sheet and fill the copy in for another project."""
    copied = book.book.copy_worksheet(book.form)
    copied.title = f"{FORM} (2)"
    for label, value in changes.items():
        copied[book.field(label).coordinate].value = value


@in_book
def second_below(book: Filled, name: str) -> None:
    """Paste the whole form once more below itself, for another project."""
    below = book.form.max_row + 2
    for row in list(book.form.iter_rows(max_row=below - 2)):
        for cell in row:
            if cell.value is not None and not str(cell.value).startswith("="):
                book.form.cell(cell.row + below, cell.column).value = cell.value
    book.form.cell(book.field("项目名称").row + below, book.field("项目名称").column).value = name


@in_book
def delete_sheet(book: Filled, name: str) -> None:
    """Delete a sheet; names that pointed at it are lost."""
    del book.book[name]
    for defined in list(book.book.defined_names.values()):
        if name in defined.attr_text:
            defined.attr_text = "#REF!"


@in_book
def note_sheet(book: Filled, text: str) -> None:
    """Write into a sheet of one's own."""
    book.book.create_sheet("草稿")["B2"] = text


@in_book
def values_into_new_book(book: Filled) -> None:
    """Copy the form's cells into a new workbook, by copy and paste."""
    for name in list(book.book.defined_names):
        del book.book.defined_names[name]
    for sheet in book.book.sheetnames:
        if sheet != FORM:
            del book.book[sheet]
    book.form.title = "Sheet1"


@in_book
def wipe(book: Filled) -> None:
    """Empty the only sheet, but for a few figures of another matter."""
    for name in list(book.book.defined_names):
        del book.book.defined_names[name]
    for sheet in book.book.sheetnames:
        if sheet != FORM:
            del book.book[sheet]
    for area in list(book.form.merged_cells.ranges):
        book.form.unmerge_cells(str(area))
    book.form.delete_rows(1, book.form.max_row)
    book.form.title = "Sheet1"
    for row in (["月份", "支出"], ["1月", 100], ["2月", 120]):
        book.form.append(row)


@in_book
def picture(book: Filled, label: str) -> None:
    """Paste a picture of the seal."""
    seal = Image(io.BytesIO(PNG))
    book.form.add_image(seal, book.find(label).coordinate)


# kinds of files


def _rows(sheet: Worksheet) -> list[list[str]]:
    return [
        ["" if v is None or str(v).startswith("=") else str(v) for v in row] for row in sheet.values
    ]


def _form() -> list[list[str]]:
    return _rows(load_workbook(NAME)[FORM])


@hand
def save_csv(encoding: str, name: str = "填报表.csv") -> None:
    """Save the form as CSV."""
    with open(name, "w", encoding=encoding, errors="replace", newline="") as file:
        csv.writer(file).writerows(_form())


@hand
def save_tabs(encoding: str, name: str) -> None:
    """Save the form as text with tabs, as WPS does."""
    text = "\r\n".join("\t".join(row) for row in _form())
    Path(name).write_bytes(text.encode(encoding, errors="replace"))


@hand
def save_html(name: str) -> None:
    """Save the form as a web page."""
    rows = "".join(f"<tr>{''.join(f'<td>{t}</td>' for t in row)}</tr>" for row in _form())
    page = f"<html><meta charset='utf-8'><body><table>{rows}</table></body></html>"
    Path(name).write_text(page, encoding="utf-8")


@hand
def save_docx(name: str) -> None:
    """Copy the form into a Word document."""
    rows = [tr(*(tc(p(text)) for text in row)) for row in _form()]
    Path(name).write_bytes(document(tbl(*rows)))


@hand
def rename(name: str) -> None:
    """Give the file another name."""
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(NAME).rename(name)


@hand
def copy_to(name: str) -> None:
    """Copy the file."""
    Path(name).write_bytes(Path(NAME).read_bytes())


@hand
def remove() -> None:
    """Delete the file."""
    Path(NAME).unlink()


@hand
def cut(name: str, share: float) -> None:
    """Keep the beginning of the file, as after a broken download."""
    content = Path(NAME).read_bytes()
    Path(name).write_bytes(content[: int(len(content) * share)])


@hand
def spoil() -> None:
    """Damage the sheet inside the file."""
    out = io.BytesIO()
    with zipfile.ZipFile(NAME) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, content[:200] if "worksheets/" in part else content)
    Path(NAME).write_bytes(out.getvalue())


@hand
def zip_of(name: str) -> None:
    """Put the file into a zip."""
    with zipfile.ZipFile(name, "w") as box:
        box.write(NAME)


@hand
def write(name: str, text: str, encoding: str = "utf-8") -> None:
    """Write a text file."""
    Path(name).write_bytes(text.encode(encoding))


@hand
def bring(name: str, source: str) -> None:
    """Bring a file that lies in the tests."""
    Path(name).write_bytes((ROOT / source).read_bytes())


@hand
def empty(name: str) -> None:
    """Leave an empty file."""
    Path(name).write_bytes(b"")


@hand
def blank_book(name: str) -> None:
    """Save a new workbook without a word in it."""
    Workbook().save(name)


@hand
def score_once(folder: str) -> None:
    """Score the workbook."""
    assert main(["score", NAME, "-o", folder]) == 0


@hand
def folder(name: str) -> None:
    """Make a folder."""
    Path(name).mkdir(parents=True)


@hand
def encrypt(name: str) -> None:
    """Save with a password: an old Office file that holds the encrypted one."""
    entry = "EncryptedPackage".encode("utf-16-le").ljust(128, b"\x00")
    Path(name).write_bytes(_OLE.ljust(512, b"\x00") + entry + bytes(1024))


@hand
def owner_file(name: str) -> None:
    """Leave what Excel keeps beside an open workbook."""
    Path(name).write_bytes(b"\x05zhang" + b" " * 49 + b"\x00" * 110)


@hand
def shortcut(name: str) -> None:
    """Leave a Windows shortcut."""
    head = bytes.fromhex("4c0000000114020000000000c000000000000046")
    Path(name).write_bytes(head + bytes(56) + "D:\\自评\\填报表.xlsx".encode("gbk") + bytes(20))


@hand
def photograph(name: str) -> None:
    """Leave a picture."""
    Path(name).write_bytes(PNG)


@hand
def macros(name: str) -> None:
    """Save as a workbook with macros."""
    out = io.BytesIO()
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    with zipfile.ZipFile(NAME) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, content.replace(plain, macro))
        new.writestr("xl/vbaProject.bin", b"\x00" * 64)
    Path(name).write_bytes(out.getvalue())


@hand
def link_out(row: str, column: str, shown: Any = None) -> None:
    """Paste a formula that points into another workbook, with or without what it showed."""
    typed(Path(NAME), lambda book: _link(book, row, column, shown))


def _link(book: Filled, row: str, column: str, shown: Any) -> None:
    cell = book.cell(row, column)
    cell.value = "='[台账.xlsx]Sheet1'!$B$7" if shown is None else shown


@hand
def keep_style(row: str, column: str, like: str) -> None:
    """Paste a cell's format along."""

    def change(book: Filled) -> None:
        to, source = book.cell(row, column), book.cell(row, like)
        to.number_format = copy(source.number_format)

    typed(Path(NAME), change)


# what holds files back (the tests may run as one who may do everything)


@contextmanager
def held(name: str, *, writing: bool = False) -> Iterator[None]:
    """Have Excel hold a file open, against reading or against writing."""
    real = Path.open

    def opened(path: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if path.name == name and (not writing or set(mode) & set("wax+")):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, mode, *rest, **named)

    with mock.patch.object(Path, "open", opened):
        yield


@contextmanager
def read_only(name: str, code: int = errno.EACCES) -> Iterator[None]:
    """Let nothing be written into a folder: no permission, or no room."""
    import os

    real = os.open

    def opened(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & os.O_CREAT and Path(os.fspath(path)).parent.name == name:
            raise OSError(code, os.strerror(code), str(path))
        return real(path, flags, *rest, **named)

    with mock.patch.object(os, "open", opened):
        yield
