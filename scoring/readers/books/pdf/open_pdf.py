"""A PDF with text into a :class:`Book`, in a child process with a time limit."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from scoring.problem import InputError, Place, Problem
from scoring.readers.books.isolated import read_isolated
from scoring.readers.books.sheets.grid import Book

WITHIN: Final = 120.0
"""Seconds; a page takes a fifth of one."""


def read_pdf(data: bytes, name: str) -> Book:
    """Read a PDF. Raises :class:`InputError` if it is broken, encrypted, scanned or too big.

    Also where the library for it is not installed: it is no part of the core.
    """
    if find_spec("pdfplumber") is None:
        message = "读 PDF 要用的组件没有安装"
        hint = (
            '请在命令行运行 pip install "ziping[pdf]"，再试一次；'
            "不能联网安装的，请用 Word 或 WPS 打开 PDF，另存为 .docx 或 .xlsx 再来。"
        )
        raise InputError([Problem("no-pdf-reader", message, Place(name), hint)])
    return read_isolated("pdf", data, name, WITHIN)
