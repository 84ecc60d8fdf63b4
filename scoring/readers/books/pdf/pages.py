"""A PDF's pages by pdfplumber: letters and ruled boxes. Runs in a child process: see ``read``."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, Final

import pdfplumber
from pdfplumber.table import merge_edges

from scoring.problem import InputError, Place, Problem
from scoring.readers.books.pdf.bounded import Counts, bounded
from scoring.readers.books.pdf.close_tables import closing_lines
from scoring.readers.books.pdf.lines import Letter, character, lines_of
from scoring.readers.books.pdf.page import Page, without_running_lines
from scoring.readers.books.pdf.ruled_table import RuledTable, ruled_table
from scoring.readers.books.pdf.sheet import SheetMaker
from scoring.readers.books.pdf.side_pages import with_side_pages
from scoring.readers.books.sheets.bounds import MOST_TEXT, too_much
from scoring.readers.books.sheets.grid import Book

MOST_PAGES: Final = 500
"""Pages of one file."""
MOST_LINES: Final = 20_000
"""Ruled lines of one page: finding tables takes longer than their number grows."""
_UNREADABLE: Final = "(cid:"
_AT_SIDE: Final = 3.0
"""A line so near to a table's side closes it."""
_OCR: Final = "请向填报单位要可以编辑的表（.xlsx、.docx）；只有扫描件的，请先用文字识别（OCR）软件转成文字，核对后再来。"
_PASSWORD: Final = "请先用 PDF 阅读软件去掉打开密码，再试一次。"
_BROKEN: Final = (
    "文件可能没有传完整或已损坏，请重新下载或重新导出 PDF；有 .xlsx、.docx 原表的，请用原表。"
)


def read_pages(data: bytes, name: str) -> Book:
    """Read a PDF. Raises :class:`InputError` if it is broken, encrypted, scanned or too big."""
    place = Place(name)
    try:
        with bounded(place) as counts, pdfplumber.open(io.BytesIO(data)) as opened:
            return _read(opened, place, counts)
    except (InputError, MemoryError):
        raise
    except Exception as error:  # pdfminer lets whatever a broken file causes come out
        faults = f"{error!r} {error.__cause__!r} {error.__context__!r}"
        if "Password" in faults or "Encryption" in faults:
            message = "PDF 加了密码，读不出内容"
            raise InputError([Problem("encrypted", message, place, _PASSWORD)]) from None
        message = "PDF 不完整或内部损坏了，读不出内容"
        raise InputError([Problem("damaged-file", message, place, _BROKEN)]) from None


def _read(opened: Any, place: Place, counts: Counts) -> Book:
    if len(opened.pages) > MOST_PAGES:
        raise too_much(place, "页", MOST_PAGES)
    pages: list[Page] = []
    scanned: list[int] = []
    characters = unreadable = 0
    for number, page in enumerate(opened.pages, 1):
        counts.begin_page()
        letters = [_letter(found) for found in page.chars]
        characters += len(letters)
        unreadable += sum(letter.text.startswith(_UNREADABLE) for letter in letters)
        if characters > MOST_TEXT:
            raise too_much(place, "文件里的文字", MOST_TEXT)
        if not any(not letter.text.isspace() for letter in letters):
            if page.images:
                scanned.append(number)
            letters = []
        tables, outside = _tables(page, letters, place)
        if letters:
            size = float(page.width), float(page.height)
            pages.append(Page(number, *size, tuple(tables), tuple(lines_of(outside))))
        page.close()
    if not pages:
        message = "PDF 是扫描件（只有图片），没有文字，读不出内容" if scanned else "PDF 里没有文字"
        raise InputError([Problem("no-text", message, place, _OCR)])
    if unreadable * 3 > characters:
        message = "PDF 里的文字没有编码，看得见，但读出来不是文字"
        raise InputError([Problem("no-text", message, place, _OCR)])
    pages, beside = with_side_pages(pages)
    pages, running = without_running_lines(pages)
    notes = [
        Problem(
            "running-line", f"页眉或页脚“{text}”每页重复，没有当作表的内容", place, severity="note"
        )
        for text in running
    ]
    for first, second in beside:
        message = f"第 {second} 页是第 {first} 页右边印不下的几栏（各行高低相同），已接到第 {first} 页的表上"
        notes.append(Problem("side-page", message, place, severity="note"))
    if scanned:
        shown = "、".join(str(number) for number in scanned[:20])
        more = f"等 {len(scanned)} 页" if len(scanned) > 20 else "页"
        message = f"第 {shown} {more}是扫描的图片，没有文字，未读取"
        notes.append(Problem("scanned-pages", message, place, _OCR, severity="note"))
    if unreadable:
        message = f"有 {unreadable} 个字没有编码，读出来是“（cid:…）”"
        notes.append(Problem("unreadable-letters", message, place, _OCR, severity="note"))
    return Book(place.file, "pdf", (SheetMaker(place).sheet(pages),), notes=tuple(notes))


def _tables(
    page: Any, letters: list[Letter], place: Place
) -> tuple[list[RuledTable], list[Letter]]:
    if not letters:
        return [], letters
    if len(page.lines) + len(page.rects) + len(page.curves) > MOST_LINES:
        raise too_much(Place(place.file, where=f"第{page.page_number}页"), "表格线", MOST_LINES)
    tables: list[RuledTable] = []
    across, down = closing_lines(merge_edges(page.edges, 3, 3, 3, 3))
    settings = {"explicit_horizontal_lines": across, "explicit_vertical_lines": down}
    for found in sorted(page.find_tables(settings), key=lambda one: (one.bbox[1], one.bbox[0])):
        boxes = [box for box in found.cells if box is not None]
        if boxes:
            table, letters = ruled_table(boxes, letters, [line["top"] for line in across])
            left, right = (_stretches(down, table.edges[end]) for end in (0, -1))
            tables.append(replace(table, open_left=left, open_right=right))
    return tables, letters


def _stretches(down: list[dict[str, Any]], side: float) -> tuple[tuple[float, float], ...]:
    """Return where lines were added to close a side of a table."""
    near = [line for line in down if abs(line["x0"] - side) <= _AT_SIDE]
    return tuple(sorted((float(line["top"]), float(line["bottom"])) for line in near))


def _letter(found: dict[str, Any]) -> Letter:
    turned = 0
    if not found["upright"]:
        turned = 1 if found["matrix"][1] > 0 else -1
    return Letter(
        character(str(found["text"])),
        float(found["x0"]),
        float(found["top"]),
        float(found["x1"]),
        float(found["bottom"]),
        float(found["size"]) or 1.0,
        turned,
    )
