"""One door for workbooks: bytes into a :class:`Book`; the content says what they are."""

from __future__ import annotations

from typing import Final

from scoring.problem import InputError, Place, Problem
from scoring.readers.file_kinds import kind_of
from scoring.readers.sheets.bounds import MOST_BYTES, SAVE_AGAIN
from scoring.readers.sheets.grid import Book
from scoring.readers.sheets.xlsx import read_xlsx

_ZIP: Final = b"PK"


def open_book(data: bytes, name: str) -> Book:
    """Read a workbook; ``name`` is the file's name for messages.

    Raises :class:`InputError` when it is no workbook, cannot be read, or breaks a bound.
    """
    place = Place(name)
    if len(data) > MOST_BYTES:
        raise InputError(
            [
                Problem(
                    "too-big",
                    f"文件太大,超过 {MOST_BYTES // 1_000_000} MB",
                    place,
                    "请检查是否选错了文件。",
                )
            ]
        )
    if not data.strip():
        raise InputError(
            [Problem("empty-file", "文件是空的,里面没有内容", place, "请检查是否选错了文件。")]
        )
    kind = kind_of(data)
    if kind is None:
        raise InputError([Problem("not-workbook", "这不是工作簿", place, SAVE_AGAIN)])
    if data.startswith(_ZIP) and kind.code in ("xlsx", "archive"):
        return read_xlsx(data, name)
    raise InputError(
        [Problem("not-workbook", f"这是{kind.name.strip()},不是工作簿", place, kind.hint)]
    )
