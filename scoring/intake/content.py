"""What a file is, by its content: the one decision about which reader takes it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Literal

from scoring.files.kinds import OWNER_FILES, is_page_or_binary
from scoring.problem import InputError, Place, Problem
from scoring.readers.books.mhtml import is_mhtml
from scoring.readers.submissions import format_of

Content = Literal["book", "records", "text", "unclear"]
"""A ``book`` is opened as rows and cells, or refused by name; ``records`` are YAML, JSON or JSON Lines;
``text`` is a ``.txt``, ``.md`` or ``.csv`` that is neither; what the rest is stays ``unclear``."""

_PROBE: Final = 4_096
_LONG_PROBE: Final = 1_000_000
_FILL_IN: Final = tuple("填报表".encode(encoding) for encoding in ("utf-8", "gb18030"))
"""Ends the first line of a sheet of a fill-in workbook, in the encodings that CSV files come in."""
_INTERNET_SHORTCUT: Final = b"[internetshortcut]"
_NAMES_SCHEMA: Final = re.compile(
    rb"""^(?:[^\S\n]|[\-{\["'])*schema["']?\s*:\s*["']?ziping/submission""", re.M
)
_OF_WORDS: Final = re.compile(
    rb"""^["']?schema["']?\s*:\s*["']?ziping/(?:form-labels|units|values)/""", re.M
)
"""Says of itself that it is a file of words of one's own."""
_OF_SCORES: Final = re.compile(rb'\s*\{\s*"schema":\s*"ziping/scorecard/')
"""Begins what was printed of a score."""
_OF_LEDGER: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"schema":\s*"ziping/ledger/')
"""Begins an export of a ledger."""
_OF_DRAFT: Final = re.compile(rb'"schema"\s*:\s*"ziping/draft/')
"""Stands in a draft of the page."""
_YAML: Final = frozenset({".yaml", ".yml"})
_RECORDS: Final = frozenset({".yaml", ".yml", ".json", ".jsonl", ".ndjson"})
_TEXTS: Final = frozenset({".txt", ".md", ".text", ".markdown", ".csv"})
_BOOKS: Final = frozenset({".xls", ".xlsx", ".xlsm", ".et"})


def content_of(path: str | Path) -> Content:
    """Return what a file is by its beginning; its suffix counts only where that decides nothing.

    Text with tabs under a workbook's name is a table that some system exported. A file that is not
    there, or cannot be opened, is judged by its suffix.
    """
    file = Path(path)
    suffix = file.suffix.lower()
    start = _start(file, _PROBE)
    if is_page_or_binary(start) or (suffix in _BOOKS and b"\t" in start) or is_mhtml(start):
        return "book"
    if suffix in _RECORDS:
        return "records"
    start = _start(file, _LONG_PROBE)
    is_json = format_of(start.decode("utf-8", errors="ignore")) != "yaml"
    if is_json or _NAMES_SCHEMA.search(start):
        return "records"
    return "text" if suffix in _TEXTS else "unclear"


def is_ledger_export(path: Path) -> bool:
    """Tell whether a file is an export of a ledger, however long it is."""
    return _OF_LEDGER.match(_start(path, _PROBE)) is not None


def is_draft(path: str | Path) -> bool:
    """Tell whether a file is a draft of the page, of whatever version."""
    start = _start(Path(path), _LONG_PROBE)
    return start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and _OF_DRAFT.search(start) is not None


def refuse_unmeant(path: str | Path, name: str = "") -> None:
    """Raise :class:`InputError` for a file that lies beside the one that was meant."""
    file, place = Path(path), Place(name or str(path))
    if not file.is_file():
        return
    if file.name.startswith(OWNER_FILES):
        message = "这是 Excel、WPS 或 LibreOffice 打开文件时自己生成的临时文件，里面没有表"
        hint = "请选名称前面没有“~$”“.~”的那个文件；表还开着的，先保存、关闭。"
        raise InputError([Problem("owner-file", message, place, hint)])
    if _OF_SCORES.match(_start(file, _PROBE)):
        message = "这是本程序写出的评分结果，不是申报"
        hint = "请用计分时的那个申报文件（填报表、自评表、YAML 等）。"
        raise InputError([Problem("own-result", message, place, hint)])
    if _start(file, _PROBE).lower().startswith(_INTERNET_SHORTCUT):
        message = "这是一个网址的快捷方式，里面没有表"
        hint = "请先打开这个网址，把文件下载下来，再选下载的文件。"
        raise InputError([Problem("internet-shortcut", message, place, hint)])
    if file.suffix.lower() in _YAML and _OF_WORDS.search(_start(file, _PROBE)):
        message = "这是自己的词表，不是申报；放在这里不起作用"
        hint = "请放进 --sets 指定的文件夹里的 vocabulary 文件夹（docs/词表.md）。"
        raise InputError([Problem("own-words", message, place, hint)])
    if file.suffix.lower() == ".csv" and _is_of_fill_in(_start(file, _PROBE)):
        message = "这是填报表存成的 CSV 文本，只有其中一张表的文字，不能计分"
        hint = "请打开原来的填报表，存成 .xlsx 再来。"
        raise InputError([Problem("csv", message, place, hint)])


def _is_of_fill_in(start: bytes) -> bool:
    first, _, _ = start.partition(b"\n")
    return any(word in first for word in _FILL_IN)


def _start(file: Path, size: int) -> bytes:
    try:
        if not file.is_file():
            return b""
        with file.open("rb") as opened:
            return opened.read(size)
    except (OSError, ValueError):
        return b""
