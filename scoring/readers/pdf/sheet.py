"""Pages with tables and lines, put below each other on one sheet, each row with its place in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from scoring.problem import Place
from scoring.readers.pdf.lines import Letter, Line, between, joined, lines_of, segments
from scoring.readers.pdf.tables import Ruled, Spot, goes_on, merged_edges
from scoring.readers.sheets.bounds import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_MERGED,
    MOST_TEXT,
    too_much,
)
from scoring.readers.sheets.grid import Area, Cell, Sheet
from scoring.readers.sheets.merges import kept_merges

_PAGE_NUMBER: Final = re.compile(r"[-—–·\s]*[0-9]{1,4}[-—–·\s]*")
_EDGE_OF_PAGE: Final = 0.09
"""The part of a page's height above and below in which a bare number is the page's."""
_INDENT: Final = 1.2
_LINE_GAP: Final = 1.3
_TOLERANCE: Final = 2.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, its size, its tables, and the letters outside of them."""

    number: int
    width: float
    height: float
    tables: tuple[Ruled, ...]
    letters: tuple[Letter, ...]


@dataclass
class _Paragraph:
    lines: list[Line]
    text: str
    number: int


@dataclass
class SheetMaker:
    """Takes pages one after the other; ``sheet`` is what they become."""

    place: Place
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    rows_at: dict[int, str] = field(default_factory=dict)
    _row: int = 0
    _characters: int = 0

    def sheet(self, pages: Sequence[Page]) -> Sheet:
        """Return the sheet of all pages."""
        columns = _columns(pages)
        for page in pages:
            self._page(page, columns)
        return Sheet("正文", self.cells, kept_merges(self.merged, self.cells), rows_at=self.rows_at)

    def _page(self, page: Page, columns: dict[tuple[int, int], tuple[float, ...]]) -> None:
        lines = [line for line in lines_of(page.letters) if not _is_page_number(line, page)]
        right = max((line.x1 for line in lines), default=0.0)
        left = min((line.x0 for line in lines), default=0.0)
        stops = [table.top for table in page.tables]
        done = 0
        count = 0
        for number, table in enumerate(page.tables, 1):
            until = done
            while until < len(lines) and lines[until].top < stops[number - 1]:
                until += 1
            count = self._lines(lines[done:until], page, left, right, count)
            done = until
            self._table(table, columns[page.number, number], page, number)
        self._lines(lines[done:], page, left, right, count)

    def _table(self, table: Ruled, edges: tuple[float, ...], page: Page, number: int) -> None:
        height, spots = table.spots(edges)
        top = self._row + 1
        for row in range(height):
            self.rows_at[top + row] = f"第{page.number}页第{number}个表第{row + 1}行"
        for spot in spots:
            self._put(top + spot.top, spot.left + 1, cell_text(spot))
            if spot.bottom > spot.top or spot.right > spot.left:
                if len(self.merged) >= MOST_MERGED:
                    raise too_much(self.place, "合并单元格", MOST_MERGED)
                self.merged.append(
                    Area(top + spot.top, spot.left + 1, top + spot.bottom, spot.right + 1)
                )
        self._row += height

    def _lines(
        self, lines: Sequence[Line], page: Page, left: float, right: float, count: int
    ) -> int:
        """Put lines into rows; those that the page's width broke are one. Return the last number."""
        before: Line | None = None
        for line in lines:
            count += 1
            parts = segments(line)
            if before is not None and len(parts) == 1 and _continues(before, line, left, right):
                whole = self.cells[self._row, 1].text
                self._put(self._row, 1, whole + between(whole, line.text) + line.text)
            else:
                self._row += 1
                self.rows_at[self._row] = f"第{page.number}页第{count}行"
                for column, part in enumerate(parts, 1):
                    self._put(self._row, column, part.text)
            before = line if len(parts) == 1 else None
        return count

    def _put(self, row: int, column: int, text: str) -> None:
        if not text.strip():
            return
        if len(text) > LONGEST_CELL:
            at = Place(self.place.file, where=self.rows_at.get(row, ""))
            raise too_much(at, "一段文字", LONGEST_CELL)
        self._characters += len(text)
        if self._characters > MOST_TEXT:
            raise too_much(self.place, "文件里的文字", MOST_TEXT)
        if len(self.cells) >= MOST_CELLS:
            raise too_much(self.place, "有内容的单元格和段落", MOST_CELLS)
        self.cells[row, column] = Cell(text)


def cell_text(spot: Spot) -> str:
    """Return what stands in a cell."""
    width = spot.width
    if spot.lines and spot.lines[0].letters[0].turned:
        width = spot.height
    return joined(spot.lines, width)


def _columns(pages: Sequence[Page]) -> dict[tuple[int, int], tuple[float, ...]]:
    """Return the columns of each table (by page and number); those of one over pages are common."""
    chains: list[list[tuple[int, int, Ruled]]] = []
    for page in pages:
        for number, table in enumerate(page.tables, 1):
            last = chains[-1][-1] if chains else None
            follows = number == 1 and last is not None and last[0] == page.number - 1
            if follows and last is not None and goes_on(last[2], table):
                chains[-1].append((page.number, number, table))
            else:
                chains.append([(page.number, number, table)])
    found: dict[tuple[int, int], tuple[float, ...]] = {}
    for chain in chains:
        edges = merged_edges(edge for _, _, table in chain for edge in table.edges)
        found |= {(page, number): edges for page, number, _ in chain}
    return found


def _continues(before: Line, line: Line, left: float, right: float) -> bool:
    """Tell whether a line goes on with the one above: the page's width broke it."""
    return (
        before.x1 + line.first_unit() > right + _TOLERANCE
        and line.x0 < left + _INDENT * line.size
        and line.top - before.bottom < _LINE_GAP * line.size
        and abs(line.size - before.size) < 0.2 * line.size
    )


def _is_page_number(line: Line, page: Page) -> bool:
    edge = line.bottom < _EDGE_OF_PAGE * page.height or line.top > (1 - _EDGE_OF_PAGE) * page.height
    return edge and _PAGE_NUMBER.fullmatch(line.text) is not None
