"""A page of tables that a system exported under a workbook's name, into a :class:`Book`.

All tables, and the lines between them, stand below each other on one sheet, as spreadsheet programs
show such a page: a cell named in a message is the cell that a person finds there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.bounds import (
    LAST_COLUMN,
    LAST_ROW,
    MOST_CELLS,
    MOST_MERGED_CELLS,
    SAVE_AGAIN,
    CellBudget,
    too_much,
)
from scoring.readers.books.sheets.grid import Area, Book, Cell, Sheet
from scoring.readers.books.sheets.html_hidden import HiddenWords
from scoring.readers.books.sheets.html_tokens import Tag, tokens
from scoring.readers.books.sheets.number_format import stored_number
from scoring.records.set_mark import SET_MARK
from scoring.text import on_one_line, shortened

_SPACES: Final = re.compile("[ \t\r\n\f]+")
_BLOCKS: Final = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ul", "ol"})
_LINE: Final = "\v"
_BLOCK: Final = "\x1c"
"""Signs for a broken line and for the edge of a paragraph while a cell is read."""
_SPAN: Final = "\x1d"
"""Sign for the beginning of a span; one that holds a label of its own stands apart from others."""
_SPANS: Final = re.compile(_SPAN + "+")
_LABEL: Final = re.compile(_SPAN + "(?=[ \n]{0,3}[\u4e00-\u9fff]{2,10}[ ]?[:\uff1a])")
_SHEET_NAME: Final = re.compile("<x:Name>([^<]{1,100})</x:Name>", re.I)
_HEAD: Final = 4_000
_MARK: Final = re.compile(rf'<meta name="{SET_MARK}" content="([a-z0-9/-]{{1,200}})">')
_SHOWN: Final = 40
_DEEPEST: Final = 50
"""Tables inside each other."""


def read_html(text: str, name: str) -> Book:
    """Read the tables of a page. Raises :class:`InputError` if it has none or breaks a bound."""
    place = Place(name)
    found = _SHEET_NAME.search(text[:100_000])
    title = (found[1].strip() if found else "") or PurePath(name).stem or "Sheet1"
    page = _read(text, Place(name, sheet=title))
    if not page.tables:
        message = "这是网页，里面没有表格"
        if "<frameset" in text[:100_000].lower():
            message = "这是由几个文件组成的网页，表格在旁边的文件夹里"
        raise InputError([Problem("no-table", message, place, SAVE_AGAIN)])
    sheet = Sheet(title, page.cells, tuple(page.merged))
    mark = _MARK.search(text[:_HEAD])
    return Book(
        name, "html", (sheet,), notes=_notes(page, place), set_mark="" if mark is None else mark[1]
    )


def _notes(page: _Page, place: Place) -> tuple[Problem, ...]:
    """Return a note about hidden words that were passed over, if there are any."""
    hidden = [words for found in page.hidden.found if (words := on_one_line(found))]
    if not hidden:
        return ()
    shown = shortened(hidden[0], _SHOWN)
    message = f"网页里有 {len(hidden)} 处看不见的文字或链接标记（例如“{shown}”），没有当作表的内容"
    return (Problem("hidden-text", message, place, severity="note"),)


@dataclass(frozen=True, slots=True)
class CellSource:
    """Where a cell stands in the page's text: its opening tag, and the end of its content."""

    tag: int
    content: int
    end: int


def html_sources(text: str, name: str) -> Mapping[tuple[int, int], CellSource]:
    """Return where each cell of the page stands, by row and column of its sheet.

    A cell that holds a table of its own is left out. Raises as :func:`read_html`.
    """
    return _read(text, Place(name)).sources


def _read(text: str, place: Place) -> _Page:
    page = _Page(place, HiddenWords(text))
    for token in tokens(text, Place(place.file)):
        if isinstance(token, str):
            if page.hidden.inside:
                page.hidden.word(token)
            else:
                page.text(token)
            continue
        page.here = token.start
        page.hidden.tag(token, behind=page.is_behind_words)
        if token.name == "br":
            page.text(_LINE)
        elif token.name == "span" and not token.closing:
            page.text(_SPAN)
        elif token.name in _BLOCKS:
            page.text(_BLOCK)
        elif token.name == "table":
            page.close_table() if token.closing else page.open_table()
        elif token.name == "tr":
            page.close_row() if token.closing else page.open_row()
        elif token.name in ("td", "th"):
            page.close_cell() if token.closing else page.open_cell(token)
    page.here = len(text)
    page.finish()
    return page


class _Cell:
    """A cell of a table while it is read."""

    def __init__(
        self, row: int, column: int, down: int, across: int, number: str | None, tag: Tag
    ) -> None:
        self.tag: Tag | None = tag
        """Its opening tag; None once a table stands inside."""
        self.row = row
        self.column = column
        self.down = down
        self.across = across
        self.number = number
        self.pieces: list[str] = []
        self.has_words = False


class _Table:
    """A table while it is read; its rows go straight onto the page's sheet."""

    def __init__(self, above: int) -> None:
        self.begun = False
        self.row_open = False
        self.row = above
        """The row that is being read; at first the one above the table."""
        self.inner = 0
        """The last row of the tables inside its cells: its next row stands below."""
        self.column = 0
        self.cell: _Cell | None = None
        self.covered: dict[int, int] = {}
        """Columns that a cell above reaches into, and the last row that it covers."""


class _Page:
    """The sheet that a page becomes."""

    def __init__(self, place: Place, hidden: HiddenWords) -> None:
        self.hidden = hidden
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merged: list[Area] = []
        self.sources: dict[tuple[int, int], CellSource] = {}
        self.here = 0
        """Where the tag that is being read begins."""
        self.tables = 0
        self._place = place
        self._open: list[_Table] = []
        self._bottom = 0
        """The last row that anything stands in or reaches into."""
        self._outside: list[str] = []
        self._spanned = 0
        self._budget = CellBudget("网页里的文字")

    def text(self, text: str) -> None:
        """Take a text: of the cell that is open, or of the page."""
        table = self._open[-1] if self._open else None
        if table is not None and table.cell is not None:
            table.cell.pieces.append(text)
            table.cell.has_words = table.cell.has_words or bool(text.strip())
        else:
            self._outside.append(text)

    @property
    def is_behind_words(self) -> bool:
        """Whether words stand before this in the cell that is open."""
        cell = self._open[-1].cell if self._open else None
        return cell is not None and cell.has_words

    def open_table(self) -> None:
        """Begin a table, below all that stands on the page so far; also one inside a cell."""
        if len(self._open) >= _DEEPEST:
            raise too_much(self._place, "套在一起的表格", _DEEPEST)
        if not self._open:
            self._lines_between()
        elif (outer := self._open[-1].cell) is not None:
            outer.tag = None
        self._open.append(_Table(self._bottom))
        self.tables += 1

    def close_table(self) -> None:
        """End a table."""
        if self._open:
            self.close_cell()
            self._open.pop()
            if self._open:
                self._open[-1].inner = self._bottom

    def open_row(self) -> None:
        """Begin a row."""
        if not self._open:
            return
        self.close_cell()
        table = self._open[-1]
        if not table.begun and len(self._open) == 1:  # its caption stands above it
            self._lines_between()
            table.row = self._bottom
        table.begun = True
        table.row = max(table.row, table.inner) + 1
        self._reach(table.row)
        table.row_open = True
        table.column = 0

    def close_row(self) -> None:
        """End a row."""
        if self._open:
            self.close_cell()
            self._open[-1].row_open = False

    def open_cell(self, tag: Tag) -> None:
        """Begin a cell in the next column that no cell above covers."""
        if not self._open:
            return
        self.close_cell()
        table = self._open[-1]
        if not table.row_open:
            self.open_row()
        column = table.column + 1
        while table.covered.get(column, 0) >= table.row:
            column += 1
        across = _span(tag.attributes.get("colspan"))
        down = _span(tag.attributes.get("rowspan"))
        if column + across - 1 > LAST_COLUMN:
            raise too_much(self._place, "表格的列", LAST_COLUMN)
        self._spanned += across * down
        if self._spanned > MOST_CELLS + MOST_MERGED_CELLS:
            raise too_much(self._place, "单元格", MOST_CELLS)
        last = min(table.row + down - 1, LAST_ROW)
        if down > 1:
            for covered in range(column, column + across):
                table.covered[covered] = last
            self._bottom = max(self._bottom, last)
        if across > 1 or down > 1:
            self.merged.append(Area(table.row, column, last, column + across - 1))
        table.column = column + across - 1
        number = None
        if "x:num" in tag.attributes:
            number = tag.attributes["x:num"]
        table.cell = _Cell(table.row, column, down, across, number, tag)

    def close_cell(self) -> None:
        """End the cell that is open, if one is."""
        table = self._open[-1] if self._open else None
        cell = table.cell if table is not None else None
        if table is None or cell is None:
            return
        table.cell = None
        if cell.tag is not None:
            source = CellSource(cell.tag.start, cell.tag.end, self.here)
            self.sources[cell.row, cell.column] = source
        text = _seen("".join(cell.pieces))
        if text:
            self._put(cell.row, cell.column, text, cell.number)

    def finish(self) -> None:
        """End whatever the page left open."""
        while self._open:
            self.close_table()
        self._lines_between()

    def _lines_between(self) -> None:
        """Put what stands between tables into rows of their own."""
        for line in _seen("".join(self._outside)).split("\n"):
            if line:
                self._reach(self._bottom + 1)
                self._put(self._bottom, 1, line, None)
        self._outside = []

    def _reach(self, row: int) -> None:
        if row > LAST_ROW:
            raise too_much(self._place, "表格的行", LAST_ROW)
        self._bottom = max(self._bottom, row)

    def _put(self, row: int, column: int, text: str, number: str | None) -> None:
        self._budget.spend(text, self._place, row, column)
        stored = stored_number(number or text) if number is not None else None
        self.cells[row, column] = Cell(text, stored)


def _span(text: str | None) -> int:
    """Return how many columns or rows a cell takes; 1 where it is not written or makes no sense."""
    text = (text or "").strip()
    if not text.isascii() or not text.isdigit() or len(text) > 5:
        return 1
    return max(int(text), 1)


def _seen(text: str) -> str:
    """Return a text as a browser shows it: spaces run together, lines where they are broken."""
    if _SPAN in text:
        text = _LABEL.sub(" ", _SPANS.sub(_SPAN, text)).replace(_SPAN, "")
    text = _SPACES.sub(" ", text.replace("\xa0", " "))
    paragraphs = []
    for paragraph in text.split(_BLOCK):
        lines = "\n".join(line.strip(" ") for line in paragraph.split(_LINE)).strip("\n")
        if lines:
            paragraphs.append(lines)
    return "\n".join(paragraphs)
