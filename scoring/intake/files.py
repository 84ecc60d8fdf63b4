"""One door for every file that holds submissions: which reader is for it, its content decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from scoring.files.kinds import is_wide, kind_of, looks_like_a_book
from scoring.files.text_file import read_bytes
from scoring.problem import InputError, Place, Problem
from scoring.readers.books.mhtml import is_mhtml
from scoring.readers.submissions import format_of, iterate_submissions
from scoring.records.submission import Submission
from scoring.words import load_vocabulary

_PROBE: Final = 4_096
_LONG_PROBE: Final = 1_000_000
_OWNER_FILES: Final = ("~$", ".~")
"""How the files are named that Excel, WPS and LibreOffice keep beside a workbook while it is open."""
_SCHEMA: Final = b"ziping/submission"
_NAMES_SCHEMA: Final = re.compile(
    rb"""^[\s\-{\["']*schema["']?\s*:\s*["']?ziping/submission""", re.M
)
_RECORDS: Final = frozenset({".yaml", ".yml", ".json", ".jsonl", ".ndjson"})
_TEXTS: Final = frozenset({".txt", ".md", ".text", ".markdown"})


def iterate_file(
    path: str | Path, set_id: str = "", digest_of: Callable[[str], str] | None = None
) -> Iterator[tuple[str, Submission | InputError]]:
    """Yield the submissions of a file one by one, each with its place, or what is wrong with one.

    ``set_id`` is the indicator set for files that name none (forms exported from a system);
    ``digest_of`` tells a set's digest, to say that a fill-in workbook was made from another version.
    Raises :class:`InputError` when the file itself cannot be read.
    """
    problem = stray(path)
    if problem is not None:
        raise InputError([problem])
    if Path(path).is_file() and not is_records(path):
        yield from _from_book(path, set_id, digest_of)
    else:
        yield from iterate_submissions(path)


def is_book(path: str | Path) -> bool:
    """Tell by a file's beginning whether it is read as a workbook; False where there is no file."""
    file = Path(path)
    start = _start(file, _PROBE)
    return bool(start) and looks_like_a_book(start, file.suffix)


def is_copyable(path: str | Path) -> bool:
    """Tell whether a copy of the file can be filled: a workbook, or a page of tables."""
    if not is_book(path):
        return False
    data = read_bytes(path)
    kind = None if is_wide(data) else kind_of(data)
    return kind is None or kind.code in ("xlsx", "archive")


def is_records(path: str | Path, *, unless_told: bool = True) -> bool:
    """Tell whether a file holds records in YAML, JSON or JSON Lines, or is meant to.

    A text that names the schema of submissions is one, and one that begins as JSON does. Where the
    content tells nothing, the suffix does: ``.yaml``, or a ``.txt`` or ``.md`` of tables; and where
    that neither, ``unless_told``.
    """
    file = Path(path)
    start = _start(file, _LONG_PROBE)
    if looks_like_a_book(start[:_PROBE], file.suffix) or is_mhtml(start):
        return False
    suffix = file.suffix.lower()
    if _NAMES_SCHEMA.search(start) or suffix in _RECORDS or _is_json(start):
        return True
    return unless_told and suffix not in _TEXTS


def _is_json(start: bytes) -> bool:
    return format_of(start.decode("utf-8", errors="ignore")) != "yaml"


def _start(file: Path, size: int) -> bytes:
    try:
        if not file.is_file():
            return b""
        with file.open("rb") as opened:
            return opened.read(size)
    except (OSError, ValueError):
        return b""


def stray(path: str | Path, name: str = "") -> Problem | None:
    """Return what is wrong with a file that lies beside the one that was meant, or None."""
    file, place = Path(path), Place(name or str(path))
    if not file.is_file():
        return None
    if file.name.startswith(_OWNER_FILES):
        message = "这是 Excel、WPS 或 LibreOffice 打开文件时自己生成的临时文件,里面没有表"
        hint = "请选名称前面没有“~$”“.~”的那个文件;表还开着的,先保存、关闭。"
        return Problem("owner-file", message, place, hint)
    if file.suffix.lower() == ".csv" and _SCHEMA not in _start(file, _PROBE):
        message = "这是 CSV 文本,只有一张表的文字,不能计分"
        hint = (
            "请打开原来的填报表,存成 .xlsx 再来;"
            "绩效目标清单的 CSV 请用 ziping form --targets 带入填报表。"
        )
        return Problem("csv", message, place, hint)
    return None


def _from_book(
    path: str | Path, set_id: str, digest_of: Callable[[str], str] | None
) -> Iterator[tuple[str, Submission | InputError]]:
    # Imported only where a workbook is read: text files are the quick path.
    from scoring.readers.books.open_any import open_any  # noqa: PLC0415
    from scoring.readers.forms.read_form import read_exported  # noqa: PLC0415
    from scoring.workbooks.fill_in.layout import FillLayout  # noqa: PLC0415
    from scoring.workbooks.fill_in.read.find import is_filled  # noqa: PLC0415
    from scoring.workbooks.fill_in.read.read import read_filled, set_place  # noqa: PLC0415

    book = open_any(read_bytes(path), str(path))
    layout = load_vocabulary(FillLayout)
    if not is_filled(book, layout):
        yield from read_exported(book, set_id)
        return
    place = str(set_place(book, layout))
    try:
        yield place, read_filled(book, layout, set_id, digest_of)
    except InputError as error:
        yield place, error
