"""Runs a reader that rests on others' code in a child process: bounded in time and memory.

A PDF or a binary workbook can make its parser loop or take all memory. Books come back as plain JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from scoring.files.child import FULL, NoChild, asked
from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.book_json import book_from_json, book_to_json
from scoring.readers.books.sheets.grid import Book

_HINT: Final = "文件可能已损坏，或者不是普通的表；请用能打开它的程序另存一份再试，或另存为 .xlsx。"
_ANSWERER: Final = f"{__name__}:answered"

Reader = Callable[[bytes, str], Book]


def read_isolated(kind: str, data: bytes, name: str, seconds: float) -> Book:
    """Read a file of a kind (``pdf``, ``xls``) in the child, within ``seconds`` of the processor.

    Raises :class:`InputError` with the reader's problems, or where it was stopped or died.
    """
    words = {"kind": kind, "name": name}
    try:
        found = asked(_ANSWERER, words, data, seconds)
    except NoChild:
        found = answered(words, data)
    if found is None:
        message = f"读了 {seconds:.0f} 秒还没有读完，或者要用的内存太多，已停止"
        raise InputError([Problem("too-slow", message, Place(name), _HINT)])
    if "problems" in found:
        problems = [Problem(**{**p, "place": Place(**p["place"])}) for p in found["problems"]]
        raise InputError(problems)
    return book_from_json(found["book"])


def answered(words: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """Return the book, or the problems, as plain records; nothing that goes wrong gets out."""
    kind, name = words["kind"], words["name"]
    try:
        return {"book": book_to_json(_reader(kind)(data, name))}
    except InputError as error:
        return {"problems": [asdict(problem) for problem in error.problems]}
    except (MemoryError, RecursionError):
        message = "文件太大或套得太深，读不下来"
        return {"problems": [asdict(Problem("too-big", message, Place(name), _HINT))], FULL: True}
    except Exception:
        message = "文件内部损坏了，读不出内容"
        return {"problems": [asdict(Problem("damaged-file", message, Place(name), _HINT))]}


def _reader(kind: str) -> Reader:
    if kind == "pdf":
        from scoring.readers.books.pdf.pages import read_pages  # noqa: PLC0415

        return read_pages
    from scoring.readers.books.xls.workbook import read_workbook  # noqa: PLC0415

    return read_workbook
