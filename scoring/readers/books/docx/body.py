"""The body of a document as events: paragraphs and tables in their order, onto one sheet.

What was deleted while changes were tracked stays out, what was inserted counts: the document as it
reads once all changes are accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from scoring.problem import Place
from scoring.readers.books.docx.document_table import DocumentCell, DocumentTable
from scoring.readers.books.docx.symbols import symbol
from scoring.readers.books.sheets.bounds import (
    DOCUMENT,
    LAST_COLUMN,
    LAST_ROW,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_MERGED,
    MOST_TEXT,
    too_much,
)
from scoring.readers.books.sheets.grid import Area, Cell
from scoring.readers.books.sheets.xml_events import Events, attribute

NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
)
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_OFF: Final = ("0", "false", "off", "none")
_SKIPPED: Final = ("moveFrom", "Fallback", "rt")
"""What stands there a second time: text that was moved away, copies for older programs, and how
characters are pronounced."""


@dataclass
class _Run:
    hidden: bool = False
    raised: bool = False


@dataclass
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    joins: bool = False
    """Whether its end was deleted, so that the next one goes on with it."""


@dataclass
class _Flow:
    """A stretch of paragraphs: the body, a cell, a text box."""

    paragraphs: list[str] = field(default_factory=list)
    begun: str = ""
    cell: DocumentCell | None = None
    is_box: bool = False
    is_body: bool = False


class Body:
    """Gathers one part of a document."""

    def __init__(self, place: Place) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merged: list[Area] = []
        self.rows_at: dict[int, str] = {}
        self.covered: list[tuple[str, str]] = []
        """Text in cells that a merged cell covers, with its place: it is not printed."""
        self.hidden: list[tuple[str, str]] = []
        """Text that is set to be invisible, with its place."""
        self.pictures = 0
        self.objects = 0
        """Files inside the document that would have to be opened."""
        self.unknown_symbols = 0
        self._place = place
        self._bottom = 0
        self._characters = 0
        self._paragraphs = 0
        self._table_count = 0
        self._tables: list[DocumentTable] = []
        self._flows: list[_Flow] = [_Flow(is_body=True)]
        self._open: list[_Paragraph] = []
        self._runs: list[_Run] = []
        self._boxes: list[tuple[str, str]] = []
        self._skip = 0
        self._in_paragraph_marks = 0
        self._in_row_marks = 0
        self._deletions: list[bool] = []
        """Of each deletion that is open whether it is a stretch of text, and no mark."""
        starts = {
            "p": self._paragraph_start, "r": self._run_start, "t": self._text_start,
            "tab": self._tab, "br": self._break, "cr": self._break,
            "noBreakHyphen": lambda _: self._add("-"), "sym": self._symbol,
            "pPr": self._marks_start, "trPr": self._row_marks_start,
            "vanish": self._vanish, "vertAlign": self._raised, "del": self._deleted, "cellDel": self._cell_deleted,
            "tbl": self._table_start, "tr": self._row_start, "tc": self._cell_start,
            "gridSpan": self._span, "vMerge": self._merge, "gridBefore": self._before,
            "txbxContent": self._box_start, "pic": self._picture, "imagedata": self._picture,
            "OLEObject": self._object, "altChunk": self._object,
            **dict.fromkeys(_SKIPPED, self._skip_start),
        }  # fmt: skip
        ends = {
            "p": self._paragraph_end, "r": self._run_end, "t": self._text_end,
            "pPr": self._marks_end, "trPr": self._row_marks_end, "tbl": self._table_end,
            "tr": self._row_end, "del": self._deleted_end, "tc": self._cell_end, "txbxContent": self._box_end,
            **dict.fromkeys(_SKIPPED, self._skip_end),
        }  # fmt: skip
        self.events = Events(place, NAMESPACES, starts, ends, LONGEST_CELL * 8, DOCUMENT)

    # texts

    def _add(self, text: str) -> None:
        if self._skip or not self._open or self._in_paragraph_marks:
            return
        if self._runs and self._runs[-1].hidden:
            self.hidden.append((text, self._here()))
            return
        self._characters += len(text)
        if self._characters > MOST_TEXT:
            raise too_much(self._place, "文档里的文字", MOST_TEXT)
        pieces = self._open[-1].pieces
        if self._runs and self._runs[-1].raised and pieces and pieces[-1][-1:].isalnum():
            # Behind a number it is a power or the mark of a note: 10⁴ is not 104.
            text = text.translate(_RAISED)
        pieces.append(text)

    def _text_start(self, _: Mapping[str, str]) -> None:
        self.events.collect()

    def _text_end(self) -> None:
        self._add(self.events.collected())

    def _tab(self, _: Mapping[str, str]) -> None:
        if self._runs:
            self._add("\t")

    def _break(self, _: Mapping[str, str]) -> None:
        if self._runs:
            self._add("\n")

    def _symbol(self, attributes: Mapping[str, str]) -> None:
        found = symbol(attribute(attributes, "font") or "", attribute(attributes, "char") or "")
        self.unknown_symbols += not found
        self._add(found)

    def _run_start(self, _: Mapping[str, str]) -> None:
        self._runs.append(_Run())

    def _run_end(self) -> None:
        if self._runs:
            self._runs.pop()

    def _vanish(self, attributes: Mapping[str, str]) -> None:
        if self._runs and not self._in_paragraph_marks:
            self._runs[-1].hidden = (attribute(attributes, "val") or "") not in _OFF

    def _raised(self, attributes: Mapping[str, str]) -> None:
        if self._runs and not self._in_paragraph_marks:
            self._runs[-1].raised = attribute(attributes, "val") == "superscript"

    def _skip_start(self, _: Mapping[str, str]) -> None:
        self._skip += 1

    def _skip_end(self) -> None:
        self._skip -= 1

    # paragraphs

    def _paragraph_start(self, _: Mapping[str, str]) -> None:
        self._open.append(_Paragraph())

    def _marks_start(self, _: Mapping[str, str]) -> None:
        self._in_paragraph_marks += 1

    def _marks_end(self) -> None:
        self._in_paragraph_marks -= 1

    def _deleted(self, _: Mapping[str, str]) -> None:
        in_marks = bool(self._in_row_marks or self._in_paragraph_marks)
        self._deletions.append(not in_marks)
        if self._in_row_marks:
            self._skip_row()
        elif self._in_paragraph_marks:
            if self._open:
                self._open[-1].joins = True
        else:
            self._skip += 1

    def _deleted_end(self) -> None:
        if self._deletions and self._deletions.pop():
            self._skip -= 1

    def _paragraph_end(self) -> None:
        if not self._open:
            return
        paragraph = self._open.pop()
        if self._skip:
            return
        flow = self._flows[-1]
        text = flow.begun + "".join(paragraph.pieces)
        if paragraph.joins:
            flow.begun = text
            return
        flow.begun = ""
        if flow.is_body:
            self._own_row(text)
        elif text.strip() or flow.paragraphs:
            flow.paragraphs.append(text)

    def finish(self) -> None:
        """Put what a paragraph whose end was deleted left behind into a row of its own."""
        flow = self._flows[0]
        text, flow.begun = flow.begun, ""
        self._own_row(text)

    def _own_row(self, text: str) -> None:
        """Put a paragraph of the body into a row of its own, and the text boxes that it holds."""
        if text.strip():
            self._paragraphs += 1
            self._put(self._next_row(f"第{self._paragraphs}段"), 1, text)
        if not self._tables:
            self._flush_boxes()

    # tables

    def _table_start(self, _: Mapping[str, str]) -> None:
        if self._skip:
            return
        if self._flows[-1].is_body:
            self.finish()
        if self._tables and not self._flows[-1].is_box:
            outer = self._tables[-1]
            outer.nested += 1
            place_text = f"{outer.place_text}第{max(outer.index, 1)}行里的表"
        else:
            self._table_count += 1
            place_text = f"第{self._table_count}个表"
        self._tables.append(DocumentTable(place_text, self._bottom))

    def _table_end(self) -> None:
        if self._skip or not self._tables:
            return
        table = self._tables.pop()
        table.finish()
        self.merged += table.areas
        if len(self.merged) > MOST_MERGED:
            raise too_much(self._place, "合并单元格", MOST_MERGED)
        if self._tables:
            self._tables[-1].inner = self._bottom
        else:
            self._flush_boxes()

    def _row_start(self, _: Mapping[str, str]) -> None:
        if self._skip:
            self._skip += 1
        elif self._tables:
            self._tables[-1].row_open = False
            self._tables[-1].column = 0

    def _row_marks_start(self, _: Mapping[str, str]) -> None:
        self._in_row_marks += 1

    def _row_marks_end(self) -> None:
        self._in_row_marks -= 1

    def _skip_row(self) -> None:
        """Leave out a row that was deleted; its end counts the skipping down."""
        if not self._skip and self._tables:
            self._skip = 1

    def _row_end(self) -> None:
        if self._skip:
            self._skip -= 1

    def _before(self, attributes: Mapping[str, str]) -> None:
        if self._tables:
            self._tables[-1].column = self._count(attributes)

    def _cell_start(self, _: Mapping[str, str]) -> None:
        if self._skip or not self._tables:
            return
        table = self._tables[-1]
        if not table.row_open:
            table.row_open = True
            table.index += 1
            self._bottom = max(table.row, table.inner, self._bottom)
            table.row = self._next_row(f"{table.place_text}第{table.index}行")
        self._flows.append(_Flow(cell=DocumentCell()))

    def _span(self, attributes: Mapping[str, str]) -> None:
        cell = self._flows[-1].cell
        if cell is not None:
            cell.span = max(self._count(attributes), 1)

    def _merge(self, attributes: Mapping[str, str]) -> None:
        cell = self._flows[-1].cell
        if cell is not None:
            cell.merge = attribute(attributes, "val") or "continue"

    def _cell_deleted(self, _: Mapping[str, str]) -> None:
        cell = self._flows[-1].cell
        if cell is not None:
            cell.merge = "deleted"

    def _cell_end(self) -> None:
        if self._skip or len(self._flows) < 2 or not self._tables:
            return
        flow = self._flows.pop()
        if flow.cell is None or flow.cell.merge == "deleted":
            return
        table = self._tables[-1]
        row, column, covered = table.place(flow.cell)
        if table.column > LAST_COLUMN:
            raise too_much(self._place, "表格的列", LAST_COLUMN)
        text = _joined(flow)
        if covered and text:
            self.covered.append((text, self.rows_at.get(table.row, "")))
        elif text:
            self._put(row, column, text)

    def _count(self, attributes: Mapping[str, str]) -> int:
        text = (attribute(attributes, "val") or "").strip()
        count = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
        if count > LAST_COLUMN:
            raise too_much(self._place, "表格的列", LAST_COLUMN)
        return count

    # text boxes, pictures, files inside

    def _box_start(self, _: Mapping[str, str]) -> None:
        if not self._skip:
            self._flows.append(_Flow(is_box=True))

    def _box_end(self) -> None:
        if not self._skip and self._flows[-1].is_box:
            text = _joined(self._flows.pop())
            if text:
                at = f"{self._tables[-1].place_text}里的文本框" if self._tables else ""
                self._boxes.append((text, at or f"第{self._paragraphs + 1}段旁的文本框"))

    def _flush_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for text, place_text in boxes:
            for line in text.split("\n"):
                if line.strip():
                    self._put(self._next_row(place_text), 1, line)

    def _picture(self, _: Mapping[str, str]) -> None:
        self.pictures += not self._skip

    def _object(self, _: Mapping[str, str]) -> None:
        self.objects += not self._skip

    # the sheet

    def _here(self) -> str:
        if self._tables:
            return f"{self._tables[-1].place_text}第{max(self._tables[-1].index, 1)}行"
        return f"第{self._paragraphs + 1}段"

    def _next_row(self, place_text: str) -> int:
        self._bottom += 1
        if self._bottom > LAST_ROW:
            raise too_much(self._place, "文档里的行", LAST_ROW)
        self.rows_at[self._bottom] = place_text
        return self._bottom

    def _put(self, row: int, column: int, text: str) -> None:
        if len(text) > LONGEST_CELL:
            at = Place(self._place.file, where=self.rows_at[row])
            raise too_much(at, "一段文字", LONGEST_CELL)
        if len(self.cells) >= MOST_CELLS:
            raise too_much(self._place, "有内容的单元格和段落", MOST_CELLS)
        self.cells[row, column] = Cell(text)


def _joined(flow: _Flow) -> str:
    """Return the text of a cell or box: its paragraphs as lines, without blank ones at its ends."""
    return "\n".join([*flow.paragraphs, *([flow.begun] if flow.begun else [])]).strip("\n \t")
