"""Any file that can hold a table or a text, as a :class:`Book`: which reader, its content decides."""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from scoring.files.kinds import FileKind, is_wide, kind_of, markup_of
from scoring.files.text_file import MOST_BYTES, read_bytes
from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.bounds import DOCUMENT, SAVE_AGAIN, WORKBOOK, damaged
from scoring.readers.books.sheets.grid import Book

_OFFICE: Final = {
    "doc": (".doc", "docx"), "rtf": (".rtf", "docx"), "xls": (".xls", "xlsx"), "ole": ("", "docx"),
    "ods": (".ods", "xlsx"), "odt": (".odt", "docx"), "xlsb": (".xlsb", "xlsx"),
}  # fmt: skip
"""By kind the suffix under which LibreOffice is given a file, and what it is to make of it."""
_ONLY_BY_OFFICE: Final = frozenset(_OFFICE) - {"xls"}
_NO_OFFICE: Final = (
    "请安装 LibreOffice（免费，https://zh-cn.libreoffice.org）后再试一次；"
    "或者用 Word、Excel 或 WPS 打开，另存为 .{} 再来。"
)
_IN_BROWSER: Final = "请用 Word、Excel 或 WPS 打开，另存为 .{} 再来。"
_SMALLEST_OLE: Final = 1_536
"""Bytes: a head, a table and a directory; LibreOffice need not be started for less."""
_OFFICE_FAILED: Final = "文件可能已损坏；请用 Word、Excel 或 WPS 打开，另存为 .{} 再来。"
_PASTE: Final = "请把里面的表格粘贴到 .xlsx 工作簿里，再试一次。"
_NO_WORKBOOK: Final = {
    **dict.fromkeys(("xls", "ole", "ods", "odt", "xml", "binary"), SAVE_AGAIN),
    **dict.fromkeys(("doc", "docx", "pptx", "pdf", "image"), _PASTE),
}
"""What to do about a file that is no workbook, by its kind's code; else the kind's own hint."""
_BOOKS: Final = (".xlsx", ".xlsm")


def open_file(path: str | Path, name: str = "", converted: bytes | None = None) -> Book:
    """Read a file by its path; for the others see :func:`open_any`."""
    return open_any(read_bytes(path, name=name), name or str(path), converted)


def open_any(data: bytes, name: str, converted: bytes | None = None) -> Book:
    """Read a file; ``name`` is what people call it.

    ``converted`` is what LibreOffice made of it, where that was done before for many files at once
    (:func:`convert`). Raises :class:`InputError` when it cannot be read, or breaks a bound.
    """
    kind = None if is_wide(data) else kind_of(data)
    code = kind.code if kind is not None else ""
    if not data.strip() or len(data) > MOST_BYTES:
        return open_book(data, name)
    if kind is None:
        return _from_text(data, name)
    if code == "ole" and _is_cut(data):
        raise damaged(Place(name), "文件不完整：它是旧版 Office 文件，但结尾缺失")
    if converted is not None or code in _ONLY_BY_OFFICE:
        return _by_office(data, name, kind, converted)
    if code == "docx":
        from scoring.readers.books.docx.open_docx import read_docx  # noqa: PLC0415

        return read_docx(data, name)
    if code == "pdf":
        from scoring.readers.books.pdf.open_pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data, name)
    if code == "xls":
        return _xls(data, name, kind)
    return _workbook(data, name, kind)


def open_book(data: bytes, name: str) -> Book:
    """Read a workbook, or a page of tables under its name, and no other kind of file.

    Raises :class:`InputError` when it is none, cannot be read, or breaks a bound.
    """
    place = Place(name)
    if len(data) > MOST_BYTES:
        message = f"文件太大，超过 {MOST_BYTES // 1_000_000} MB"
        raise InputError([Problem("too-big", message, place, "请检查是否选错了文件。")])
    if not data.strip():
        message = "文件是空的，里面没有内容"
        raise InputError([Problem("empty-file", message, place, "请检查是否选错了文件。")])
    kind = None if is_wide(data) else kind_of(data)
    if kind is not None:
        return _workbook(data, name, kind)
    from scoring.readers.books.sheets.page_text import page_text  # noqa: PLC0415

    text = page_text(data, name)
    return _page(text, markup_of(text), name)


def convert(paths: Iterable[Path]) -> dict[Path, bytes]:
    """Let LibreOffice make readable files of those that only it can open, in one start for all.

    Those of other kinds, that cannot be opened, or that it could not read, are missing.
    """
    wanted: dict[str, dict[Path, tuple[str, bytes]]] = {}
    for path in paths:
        try:
            data = read_bytes(path)
        except InputError:
            continue
        kind = None if is_wide(data) else kind_of(data)
        if kind is not None and kind.code in _ONLY_BY_OFFICE:
            suffix, target = _OFFICE[kind.code]
            if not _fits(data, str(path), target):
                continue
            wanted.setdefault(target, {})[path] = (suffix or _own_suffix(path), data)
    if not wanted:
        return {}
    from scoring.files.office import to_readable  # noqa: PLC0415

    made: dict[Path, bytes] = {}
    for target in sorted(wanted):
        made |= to_readable(wanted[target], target)
    return made


def _fits(data: bytes, name: str, target: str) -> bool:
    try:
        _check_unpacked(data, name, target)
    except InputError:
        return False
    return True


def _check_unpacked(data: bytes, name: str, target: str) -> None:
    """Raise :class:`InputError` if LibreOffice would unpack more of a file than a reader may."""
    if data.startswith(b"PK"):
        from scoring.readers.books.sheets.open_document import check_unpacked  # noqa: PLC0415

        check_unpacked(data, name, WORKBOOK if target == "xlsx" else DOCUMENT)


def _own_suffix(path: Path) -> str:
    """Return a file's suffix where it is one that programs write; else an empty text."""
    suffix = path.suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 6 else ""


def _is_cut(data: bytes) -> bool:
    """Tell whether an old Office file ends before its directory, whose place its head names."""
    if len(data) < _SMALLEST_OLE:
        return True
    size = int(struct.unpack_from("<H", data, 30)[0])
    first = int(struct.unpack_from("<I", data, 48)[0])
    return size > 12 or (first + 1) << size >= len(data)


def _workbook(data: bytes, name: str, kind: FileKind) -> Book:
    """Read a workbook of the usual kind; any other kind is refused.

    A zip of unusually named parts may be one: where its content does not tell, its name does.
    """
    from scoring.readers.books.sheets.xlsx import read_xlsx  # noqa: PLC0415

    if not data.startswith(b"PK") or kind.code not in ("xlsx", "xlsb", "archive"):
        raise _refused(kind, Place(name))
    try:
        return read_xlsx(data, name)
    except InputError as error:
        is_broken = error.problems[0].code == "damaged-workbook"
        if kind.code == "archive" and is_broken and not name.lower().endswith(_BOOKS):
            raise _refused(kind, Place(name)) from None
        raise


def _page(text: str, kind: FileKind | None, name: str) -> Book:
    """Read a page of tables, or a workbook in one XML file; any other text is refused."""
    if kind is not None and kind.code == "html":
        from scoring.readers.books.sheets.html_tables import read_html  # noqa: PLC0415

        return read_html(text, name)
    if kind is not None and kind.code == "xml-workbook":
        from scoring.readers.books.sheets.xml2003 import read_xml2003  # noqa: PLC0415

        return read_xml2003(text, name)
    raise _refused(kind or FileKind("text", "文本文件", SAVE_AGAIN), Place(name))


def _refused(kind: FileKind, place: Place) -> InputError:
    message = f"这是{kind.name}，不是能读取的工作簿"
    return InputError(
        [Problem("not-workbook", message, place, _NO_WORKBOOK.get(kind.code, kind.hint))]
    )


def _from_text(data: bytes, name: str) -> Book:
    from scoring.readers.books.mhtml import is_mhtml, page_of  # noqa: PLC0415
    from scoring.readers.books.sheets.page_text import page_text  # noqa: PLC0415
    from scoring.readers.books.texts.open_text import read_text  # noqa: PLC0415

    page = page_of(data, name) if is_mhtml(data) else None
    if page is not None:
        return open_book(page, name)
    try:
        text = page_text(data, name)
    except InputError:
        text = ""
    kind = markup_of(text)
    return read_text(data, name) if kind is None else _page(text, kind, name)


def _xls(data: bytes, name: str, kind: FileKind) -> Book:
    from scoring.readers.books.xls.open_xls import read_xls  # noqa: PLC0415

    try:
        return read_xls(data, name)
    except InputError as error:
        # What xlrd cannot read, LibreOffice often can.
        broken = error.problems[0].code in ("damaged-workbook", "damaged-file")
        if not broken or len(data) < _SMALLEST_OLE:
            raise
        try:
            return _by_office(data, name, kind, None)
        except InputError:
            raise error from None


def _by_office(data: bytes, name: str, kind: FileKind, converted: bytes | None) -> Book:
    suffix, target = _OFFICE.get(kind.code, ("", "docx"))
    place = Place(name)
    if converted is None:
        from scoring.files.office import find_soffice, to_readable  # noqa: PLC0415

        _check_unpacked(data, name, target)

        path = Path(name)
        if sys.platform == "emscripten":
            message = f"这是{kind.name}，在浏览器里读不了"
            raise InputError([Problem("no-office", message, place, _IN_BROWSER.format(target))])
        if find_soffice() is None:
            message = f"这是{kind.name}，要由 LibreOffice 转换，这台电脑上没有找到"
            raise InputError([Problem("no-office", message, place, _NO_OFFICE.format(target))])
        made = to_readable({path: (suffix or _own_suffix(path), data)}, target)
        converted = made.get(path)
    if converted is None:
        message = f"这是{kind.name}，LibreOffice 打不开"
        raise InputError([Problem("office-failed", message, place, _OFFICE_FAILED.format(target))])
    book = open_any(converted, name)
    message = f"这是{kind.name}，由 LibreOffice 转换后读取"
    note = Problem("converted", message, place, severity="note")
    return replace(book, notes=(note, *book.notes))
