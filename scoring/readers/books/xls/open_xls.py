"""A binary workbook (xls) into a :class:`Book`, in a child process with a time limit."""

from __future__ import annotations

from typing import Final

from scoring.readers.books.isolated import read_isolated
from scoring.readers.books.sheets.grid import Book

WITHIN: Final = 60.0
"""Seconds; a form takes a hundredth of one."""


def read_xls(data: bytes, name: str) -> Book:
    """Read a workbook. Raises :class:`InputError` if it is broken, encrypted or too big."""
    return read_isolated("xls", data, name, WITHIN)
