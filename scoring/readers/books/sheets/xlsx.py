"""An xlsx or xlsm workbook into a :class:`Book`, within bounds; nothing is run or fetched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.archive import Archive, pieces, shown
from scoring.readers.books.sheets.bounds import SAVE_AGAIN, CellBudget, damaged
from scoring.readers.books.sheets.grid import Area, Book, Cell, Sheet
from scoring.readers.books.sheets.merges import kept_merges
from scoring.readers.books.sheets.number_format import NumberFormat
from scoring.readers.books.sheets.plain_sheet import read_plain_sheet
from scoring.readers.books.sheets.plain_strings import read_plain_strings
from scoring.readers.books.sheets.plain_xml import NotPlainError
from scoring.readers.books.sheets.xlsx_parts import (
    BookPart,
    checked,
    main_part,
    read_book_part,
    read_reference,
    read_relations,
    read_strings,
    read_styles,
)
from scoring.readers.books.sheets.xlsx_sheet import Shared, called_in_messages, read_sheet
from scoring.records.set_mark import SET_MARK

_COMMENT: Final = re.compile(rb"<(?:[a-z0-9]{1,8}:)?comment[ />]")
_PROPERTIES: Final = "docProps/custom.xml"
_MOST_PROPERTIES: Final = 100_000
_MARK: Final = re.compile(
    rb"<(?:\w+:)?property\b[^>]*\bname=[\"']"
    + SET_MARK.encode("ascii")
    + rb"[\"'][^>]*>\s*<(?:\w+:)?lpwstr\b[^>]*>([a-z0-9/-]{1,200})<"
)
# What stands in the container and is passed over: the beginning of its parts' names, the code and
# the message of the note about it.
_PASSED_OVER: Final = (
    ("xl/vbaproject", "macros", "工作簿带有宏（VBA），宏没有运行，只读单元格里的内容"),
    ("xl/macrosheets/", "macros", "工作簿带有宏表，宏没有运行，只读单元格里的内容"),
    ("xl/externallinks/", "external-links", "工作簿链接了别的文件，没有去读；用的是保存时的数值"),
    ("xl/connections", "connections", "工作簿带有外部数据连接，没有去取；用的是保存时的数值"),
    ("xl/querytables/", "connections", "工作簿带有外部数据连接，没有去取；用的是保存时的数值"),
    ("xl/embeddings/", "embedded", "工作簿里嵌有别的文件，没有打开"),
    ("xl/activex/", "embedded", "工作簿带有控件（ActiveX），没有运行"),
)


def read_xlsx(data: bytes, name: str) -> Book:
    """Read a workbook. Raises :class:`InputError` if it is broken, encrypted or too big."""
    place = Place(name)
    archive = Archive(data, name)
    if not any("xl/" in part for part in archive.names()):
        message, hint = (
            "这是压缩包（zip），不是工作簿，里面的文件没有读",
            "请先解压，再选里面的文件。",
        )
        if archive.is_encrypted:
            message, hint = (
                "这是加了密码的压缩包（zip），里面的文件没有读",
                "请先用密码解压，再选里面的文件。",
            )
        raise InputError([Problem("not-workbook", message, place, hint)])
    found = main_part(archive, place)
    if found.lower().endswith(".bin"):
        raise InputError(
            [Problem("not-workbook", "这是二进制工作簿（xlsb），不能读取", place, SAVE_AGAIN)]
        )
    part = checked(found, archive, place)
    book = read_book_part(archive, part, place)
    relations = read_relations(archive, part, place)
    shared = Shared(
        _strings(archive, relations, place),
        _styles(archive, relations, place),
        from_1904=book.from_1904,
    )
    notes = [Problem(c, message, place, severity="note") for c, message in _noted(archive)]
    sheets = _sheets(archive, book, relations, shared, place, notes)
    if not sheets:
        raise damaged(place, "工作簿里没有一张工作表")
    comments = _comments(archive)
    if comments:
        message = f"工作簿里有 {comments} 条批注，没有读取"
        hint = "批注里写了原因的，请抄到原因一栏。"
        notes.append(Problem("comments", message, place, hint, severity="note"))
    names = {}
    known = {sheet.name for sheet in sheets}
    for key, refers in book.names.items():
        reference = read_reference(refers)
        if reference is not None and reference[0] in known:
            names[key] = reference
    return Book(name, "xlsx", tuple(sheets), names, tuple(notes), _set_mark(archive))


def _sheets(
    archive: Archive,
    book: BookPart,
    relations: dict[str, tuple[str, str]],
    shared: Shared,
    place: Place,
    notes: list[Problem],
) -> list[Sheet]:
    sheets: list[Sheet] = []
    budget = CellBudget()
    taken: set[str] = set()
    for entry in book.sheets:
        kind, part = relations.get(entry.relation, ("worksheet", ""))
        if kind != "worksheet":
            message = f"工作表“{shown(entry.name)}”不是普通工作表（图表、对话框或宏表），没有读取"
            notes.append(Problem("other-sheet", message, place, severity="note"))
            continue
        if entry.name in taken or not entry.name:
            raise damaged(place, f"有两张工作表都叫“{shown(entry.name)}”")
        taken.add(entry.name)
        here = Place(place.file, sheet=entry.name)
        cells, merged = _sheet(archive, checked(part, archive, here), shared, budget, here)
        sheets.append(Sheet(entry.name, cells, kept_merges(merged, cells), entry.hidden))
    return sheets


def _sheet(
    archive: Archive, part: str, shared: Shared, budget: CellBudget, place: Place
) -> tuple[dict[tuple[int, int], Cell], list[Area]]:
    """Read one sheet: in one pass where it is plain, else as events."""
    whole = archive.whole(part)
    if whole is None:
        called = called_in_messages(place)
        return read_sheet(lambda: archive.chunks(part, called), shared, budget, place)
    try:
        return read_plain_sheet(whole, shared, budget, place)
    except NotPlainError:
        return read_sheet(lambda: pieces(whole), shared, budget, place)


def _set_mark(archive: Archive) -> str:
    """Return the set that the properties name; a broken part of these hinders nothing."""
    if _PROPERTIES not in archive:
        return ""
    start = archive.whole(_PROPERTIES) or b""
    with suppress(InputError):
        for chunk in () if start else archive.chunks(_PROPERTIES):
            start += chunk
            if len(start) > _MOST_PROPERTIES:
                break
    found = _MARK.search(start)
    return "" if found is None else found[1].decode("ascii")


def _strings(
    archive: Archive, relations: dict[str, tuple[str, str]], place: Place
) -> Sequence[str]:
    part = _of_kind(archive, relations, "sharedStrings")
    if not part:
        return ()
    whole = archive.whole(part)
    if whole is None:
        return read_strings(archive.chunks(part), part, place)
    try:
        return read_plain_strings(whole, place)
    except NotPlainError:
        return read_strings(pieces(whole), part, place)


def _styles(
    archive: Archive, relations: dict[str, tuple[str, str]], place: Place
) -> Sequence[NumberFormat]:
    part = _of_kind(archive, relations, "styles")
    return read_styles(archive, part, place) if part else ()


def _of_kind(archive: Archive, relations: dict[str, tuple[str, str]], kind: str) -> str:
    return next((p for k, p in relations.values() if k == kind and p in archive), "")


def _comments(archive: Archive) -> int:
    """Return how many comments of cells a workbook holds; none of a part that cannot be read."""
    found = 0
    for name in archive.names():
        if name.startswith("xl/comments"):
            with suppress(InputError):
                found += len(_COMMENT.findall(b"".join(archive.chunks(name))))
    return found


def _noted(archive: Archive) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for name in archive.names():
        for start, code, message in _PASSED_OVER:
            if name.startswith(start):
                found.setdefault(code, message)
    return sorted(found.items())
