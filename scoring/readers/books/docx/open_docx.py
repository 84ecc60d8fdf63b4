"""A Word document (docx) into a :class:`Book`: one sheet, paragraphs and tables in their order.

Nothing is run or fetched. Headers, footers, footnotes and comments stand on no page of the body:
they become notes with their text.
"""

from __future__ import annotations

from typing import Final

from scoring.problem import InputError, Place, Problem
from scoring.readers.books.docx.body import Body
from scoring.readers.books.sheets.archive import Archive
from scoring.readers.books.sheets.bounds import DOCUMENT, damaged
from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.readers.books.sheets.merges import kept_merges
from scoring.readers.books.sheets.xlsx_parts import read_relations

_USUAL: Final = "word/document.xml"
_ASIDE: Final = {
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
}
"""Parts beside the body, by the kind of their relation."""
_LONGEST_NOTE: Final = 2_000
_MOST_NOTES: Final = 200


def read_docx(data: bytes, name: str) -> Book:
    """Read a document. Raises :class:`InputError` if it is broken, empty or too big."""
    place = Place(name)
    archive = Archive(data, name, DOCUMENT)
    relations = read_relations(archive, "", place, DOCUMENT)
    part = next((p for kind, p in relations.values() if kind == "officeDocument"), _USUAL)
    if part not in archive:
        part = _USUAL
    if part not in archive:
        raise damaged(place, "文档内部缺少正文", DOCUMENT)
    body = _read(archive, part, place)
    notes = _notes(body)
    if any(at.startswith("word/vbaproject") for at in archive.names()):
        notes.append(("macros", "文档带有宏（VBA），宏没有运行，只读文字"))
    for kind, aside in sorted(read_relations(archive, part, place, DOCUMENT).values()):
        if kind in _ASIDE and aside in archive:
            notes += _aside(_ASIDE[kind], _read(archive, aside, place))
    if not body.cells:
        raise InputError([_nothing(body, place)])
    merged = kept_merges(body.merged, body.cells)
    sheet = Sheet("正文", body.cells, merged, rows_at=body.rows_at)
    shown_notes = [
        Problem(code, message, place, severity="note") for code, message in dict.fromkeys(notes)
    ]
    if len(shown_notes) > _MOST_NOTES:
        more = f"另有 {len(shown_notes) - _MOST_NOTES} 处同类的说明未列出"
        shown_notes = [
            *shown_notes[:_MOST_NOTES],
            Problem("more-notes", more, place, severity="note"),
        ]
    return Book(name, "docx", (sheet,), notes=tuple(shown_notes))


def _read(archive: Archive, part: str, place: Place) -> Body:
    body = Body(place)
    body.events.read(archive.chunks(part), part)
    body.finish()
    return body


def _notes(body: Body) -> list[tuple[str, str]]:
    notes = []
    for text, at in body.covered:
        notes.append(
            ("covered-text", f"{at}：合并的单元格下面盖着文字“{_short(text)}”，看不见，未读取")
        )
    if body.hidden:
        text = "".join(text for text, _ in body.hidden)
        at = body.hidden[0][1]
        if text.strip():
            notes.append(("hidden-text", f"{at}：有设为隐藏的文字“{_short(text)}”，看不见，未读取"))
    if body.pictures:
        notes.append(("pictures", f"文档里有 {body.pictures} 张图片，图片里的文字没有读取"))
    if body.objects:
        message = f"文档里嵌有 {body.objects} 个别的文件（如 Excel 表），没有打开；里面若有表，请另存为单独的文件"
        notes.append(("embedded", message))
    if body.unknown_symbols:
        message = f"文档里有 {body.unknown_symbols} 个图形字体的符号认不出，未读取"
        notes.append(("unknown-symbols", message))
    return notes


def _aside(what: str, part: Body) -> list[tuple[str, str]]:
    lines = [cell.text.strip() for _, cell in sorted(part.cells.items())]
    text = "\n".join(line for line in lines if line)
    return [("beside-body", f"{what}里写着“{_short(text)}”，没有当作表的内容")] if text else []


def _short(text: str) -> str:
    if len(text) <= _LONGEST_NOTE:
        return text
    return f"{text[:_LONGEST_NOTE]}……（共 {len(text):,} 字）"


def _nothing(body: Body, place: Place) -> Problem:
    if body.pictures:
        return Problem(
            "no-text", "文档里只有图片（扫描件），没有文字，读不出内容", place,
            "请向填报单位要可以编辑的表；只有扫描件的，请先用文字识别（OCR）软件转成文字，核对后再来。",
        )  # fmt: skip
    if body.objects:
        hint = "请双击打开里面嵌的文件，另存为单独的 .xlsx 或 .docx，再试一次。"
        return Problem("no-text", "文档里只嵌着别的文件，没有文字", place, hint)
    return Problem("empty-file", "文档是空的，里面没有文字", place, "请检查是否选错了文件。")
