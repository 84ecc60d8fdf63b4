"""Recognises files by their content: kinds that hold no plain text, and text that is markup."""

from __future__ import annotations

import re
from typing import Final

from scoring.value_class import dataclass


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is: a ``code`` for programs, a ``name`` and a ``hint`` for people."""

    code: str
    name: str
    hint: str


_AS_TEXT: Final = "这里要文本文件（YAML、JSON 或 JSON Lines）。"
_NO_TEXT: Final = "请选填报表（.xlsx）或系统导出的表；若确是文本，请另存为 UTF-8 编码。"
_WORKBOOK: Final = f"{_AS_TEXT}工作簿不能用在这里。"
_TEXT_OUT: Final = "请把内容另存为文本，或重新导出。"

_SQLITE: Final = b"SQLite format 3\x00"
_SIGNATURES: Final = (
    (b"%PDF-", FileKind("pdf", " PDF 文件", _TEXT_OUT)),
    (b"{\\rtf", FileKind("rtf", " RTF 文档", _TEXT_OUT)),
    (b"7z\xbc\xaf\x27\x1c", FileKind("archive", "压缩包（7z）", "请先解压，再选里面的文件。")),
    (b"Rar!\x1a\x07", FileKind("archive", "压缩包（RAR）", "请先解压，再选里面的文件。")),
    (b"\x1f\x8b", FileKind("archive", "压缩包（gzip）", "请先解压，再选里面的文件。")),
    (b"\x89PNG", FileKind("image", "图片（PNG）", _TEXT_OUT)),
    (b"\xff\xd8\xff", FileKind("image", "图片（JPEG）", _TEXT_OUT)),
    (b"GIF8", FileKind("image", "图片（GIF）", _TEXT_OUT)),
    (
        b"L\x00\x00\x00\x01\x14\x02\x00",
        FileKind(
            "shortcut",
            "快捷方式",
            "请在它上面点右键，选“打开文件所在的位置”，再选那里的文件。",
        ),
    ),
    (_SQLITE, FileKind("database", "数据库文件（SQLite）", _TEXT_OUT)),
)
_ZIP: Final = (
    (b"xl/", FileKind("xlsx", " Excel 工作簿（xlsx）", _WORKBOOK)),
    (b"word/", FileKind("docx", " Word 文档（docx）", _TEXT_OUT)),
    (b"ppt/", FileKind("pptx", "演示文稿（pptx）", _TEXT_OUT)),
    (b"opendocument", FileKind("odt", " OpenDocument 文件", _TEXT_OUT)),
)
_ODS: Final = FileKind("ods", " OpenDocument 文件", _TEXT_OUT)
_XLSB: Final = FileKind("xlsb", "二进制工作簿（xlsb）", _WORKBOOK)
_LISTED: Final = re.compile(rb"PK\x01\x02[\s\S]{42}(xl/|word/|ppt/)")
"""A directory's entry of a part by which the kind of a zip is known."""
_OLE: Final = (
    ("Workbook", FileKind("xls", "旧版 Excel 工作簿（xls）", _WORKBOOK)),
    ("Book", FileKind("xls", "旧版 Excel 工作簿（xls）", _WORKBOOK)),
    ("WordDocument", FileKind("doc", "旧版 Word 文档（doc）", _TEXT_OUT)),
    (
        "EncryptedPackage",
        FileKind("encrypted", "加了密码的 Office 文件", "请先在 Excel 或 WPS 里去掉打开密码。"),
    ),
)
_LEDGER: Final = FileKind(
    "database", "复核台账", "请先用 ziping ledger export 导出，再把导出的文件和表放在一起。"
)
_LEDGER_MARK: Final = slice(68, 72), b"ZPLG"
"""Where a database says whose it is, and what stands there in a ledger."""
_HTML: Final = re.compile(r"\s*<(?:!--|!doctype\s+html|[a-z])", re.I)
_XML: Final = re.compile(r"\s*<\?xml\b", re.I)
_PROBE: Final = 4_096
_PAGE: Final = re.compile(r"<(?:!doctype\s+)?html\b|<table\b", re.I)
SPREADSHEET_XML: Final = "urn:schemas-microsoft-com:office:spreadsheet"
OWNER_FILES: Final = ("~$", ".~")
"""How the files are named that Excel, WPS and LibreOffice keep beside a workbook while it is open."""


def kind_of(data: bytes) -> FileKind | None:
    """Return what a file is that is no text, or None if it may be text."""
    if is_ledger(data):
        return _LEDGER
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        for found in (_has_stream, _names_stream):
            for stream, kind in _OLE:
                if found(data, stream):
                    return kind
        return FileKind("ole", "旧版 Office 文件", _TEXT_OUT)
    if b"\x00" in data[:8192]:
        return FileKind("binary", "二进制文件", _NO_TEXT)
    return None


def is_ledger(start: bytes) -> bool:
    """Tell by a file's first bytes whether it is a ledger of reviews."""
    at, mark = _LEDGER_MARK
    return start.startswith(_SQLITE) and start[at] == mark


def _zip_kind(data: bytes) -> FileKind:
    # The directory stands at the end; before it may stand that of a file inside.
    *_, last = (None, *_LISTED.finditer(data))
    for part, kind in _ZIP:
        if part in (data if last is None else last[1]):
            if kind.code == "xlsx" and b"xl/workbook.bin" in data:
                return _XLSB
            is_sheet = kind.code == "odt" and b"opendocument.spreadsheet" in data[:200]
            return _ODS if is_sheet else kind
    return FileKind("archive", "压缩包（zip）", "请先解压，再选里面的文件。")


def _has_stream(data: bytes, name: str) -> bool:
    """Tell whether an old Office file's directory, entries of 128 bytes, names a stream so."""
    written = name.encode("utf-16-le") + b"\x00\x00"
    at = data.find(written)
    while at != -1 and at % 128:
        at = data.find(written, at + 1)
    return at != -1


def _names_stream(data: bytes, name: str) -> bool:
    """Tell whether a damaged one names a stream anywhere."""
    return name.encode("utf-16-le") in data


def is_wide(data: bytes) -> bool:
    """Tell whether the bytes are text of two bytes a character, which looks like no text."""
    return data[:2] in (b"<\x00", b"\x00<", b"\xff\xfe", b"\xfe\xff")


def markup_of(text: str) -> FileKind | None:
    """Return what a text is that is a web page or XML: systems export them named ``.xls``."""
    start = text[:_PROBE].removeprefix("\ufeff")
    if _XML.match(start):
        if SPREADSHEET_XML in start:
            return FileKind("xml-workbook", " Excel 工作簿（XML）", _WORKBOOK)
        if not _PAGE.search(start):
            return FileKind("xml", " XML 文件", _AS_TEXT)
    elif not _HTML.match(start):
        return None
    return FileKind("html", "网页（HTML）", _AS_TEXT)


def is_page_or_binary(start: bytes) -> bool:
    """Tell by a file's first bytes whether it is a page, XML, or a kind that holds no plain text."""
    kind = kind_of(start)
    if start.startswith(b"PK") or (kind is not None and kind.code != "binary"):
        return True
    encoding = "utf-8"
    if is_wide(start):
        encoding = "utf-16-le" if start[:2] in (b"\xff\xfe", b"<\x00") else "utf-16-be"
    return markup_of(start.decode(encoding, errors="replace")) is not None
