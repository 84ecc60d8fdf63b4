"""One door for workbooks: bytes into a :class:`Book`; the content says what they are."""

from __future__ import annotations

from typing import Final

from scoring.files.kinds import FileKind, kind_of, markup_of
from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.bounds import MOST_BYTES, SAVE_AGAIN
from scoring.readers.books.sheets.grid import Book
from scoring.readers.books.sheets.html_tables import read_html
from scoring.readers.books.sheets.page_text import page_text
from scoring.readers.books.sheets.xlsx import read_xlsx
from scoring.readers.books.sheets.xml2003 import read_xml2003

_PASTE: Final = "请把里面的表格粘贴到 .xlsx 工作簿里,再试一次。"
_BOOKS: Final = (".xlsx", ".xlsm")
_HINTS: Final = {
    "xls": SAVE_AGAIN,
    "ole": SAVE_AGAIN,
    "opendocument": SAVE_AGAIN,
    "xml": SAVE_AGAIN,
    "binary": SAVE_AGAIN,
    "doc": _PASTE,
    "docx": _PASTE,
    "pptx": _PASTE,
    "pdf": _PASTE,
    "image": _PASTE,
}
"""What to do about a file that is no workbook, by its kind's code; else the kind's own hint."""


def open_book(data: bytes, name: str) -> Book:
    """Read a workbook; ``name`` is the file's name for messages.

    Raises :class:`InputError` when it is no workbook, cannot be read, or breaks a bound.
    """
    place = Place(name)
    if len(data) > MOST_BYTES:
        say = f"文件太大,超过 {MOST_BYTES // 1_000_000} MB"
        raise InputError([Problem("too-big", say, place, "请检查是否选错了文件。")])
    if not data.strip():
        say = "文件是空的,里面没有内容"
        raise InputError([Problem("empty-file", say, place, "请检查是否选错了文件。")])
    kind = None if _is_wide_markup(data) else kind_of(data)
    if kind is None:
        return _from_text(data, name)
    if data.startswith(b"PK") and kind.code == "xlsx":
        return read_xlsx(data, name)
    if data.startswith(b"PK") and kind.code == "archive":
        return _from_archive(data, name, kind)
    raise _refused(kind, place)


def _from_archive(data: bytes, name: str, kind: FileKind) -> Book:
    """Read a workbook whose parts are named in an unusual way; else it is a zip of other files.

    Only where neither can be told by the content, the name says what the file was once.
    """
    try:
        return read_xlsx(data, name)
    except InputError as error:
        if error.problems[0].code == "damaged-workbook" and not name.lower().endswith(_BOOKS):
            raise _refused(kind, Place(name)) from None
        raise


def _from_text(data: bytes, name: str) -> Book:
    text = page_text(data, name)
    kind = markup_of(text)
    if kind is not None and kind.code == "html":
        return read_html(text, name)
    if kind is not None and kind.code == "xml-workbook":
        return read_xml2003(text, name)
    raise _refused(kind or FileKind("text", "文本文件", SAVE_AGAIN), Place(name))


def _is_wide_markup(data: bytes) -> bool:
    """Tell whether the bytes are markup of two bytes a character, which look like no text."""
    return data[:2] in (b"<\x00", b"\x00<", b"\xff\xfe", b"\xfe\xff")


def _refused(kind: FileKind, place: Place) -> InputError:
    say = f"这是{kind.name},不是能读取的工作簿"
    hint = _HINTS.get(kind.code, kind.hint)
    return InputError([Problem("not-workbook", say, place, hint)])
