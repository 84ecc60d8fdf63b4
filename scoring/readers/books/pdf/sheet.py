"""Pages with tables and lines, put below each other on one sheet, each row with its place in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from scoring.problem import Place
from scoring.readers.books.pdf.cut_rows import row_goes_on
from scoring.readers.books.pdf.lines import Line, between
from scoring.readers.books.pdf.page import Page
from scoring.readers.books.pdf.ruled_table import RuledCell, RuledTable, goes_on, merged_edges
from scoring.readers.books.pdf.unruled import parts_of
from scoring.readers.books.sheets.bounds import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_MERGED,
    MOST_TEXT,
    too_much,
)
from scoring.readers.books.sheets.grid import Area, Cell, CellRepair, Sheet
from scoring.readers.books.sheets.merges import kept_merges

_INDENT: Final = 1.2
_LINE_GAP: Final = 1.3
_TOLERANCE: Final = 2.0


@dataclass
class _Placed:
    """A cell of a table, and the area of the sheet that it takes up."""

    cell: RuledCell
    area: Area

    @property
    def is_tall(self) -> bool:
        return self.area.bottom > self.area.top


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table; whether it may go on with the last one of the page before."""

    edges: tuple[float, ...]
    goes_on: bool


@dataclass
class SheetMaker:
    """Takes pages one after the other; ``sheet`` is what they become."""

    place: Place
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    rows_at: dict[int, str] = field(default_factory=dict)
    repairs: list[CellRepair] = field(default_factory=list)
    _row: int = 0
    _last: dict[tuple[int, int], _Placed] = field(default_factory=dict)
    _last_row: int = 0
    _characters: int = 0

    def sheet(self, pages: Sequence[Page]) -> Sheet:
        """Return the sheet of all pages."""
        columns = _columns(pages)
        for page in pages:
            self._page(page, columns)
        merged = kept_merges(self.merged, self.cells)
        repairs = tuple(self.repairs)
        return Sheet("正文", self.cells, merged, rows_at=self.rows_at, repairs=repairs)

    def _page(self, page: Page, columns: Mapping[tuple[int, int], Columns]) -> None:
        lines = page.lines
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

    def _table(self, table: RuledTable, follows: Columns, page: Page, number: int) -> None:
        height, cells = table.ruled_cells(follows.edges)
        before = self._last if follows.goes_on else {}
        cut = row_goes_on([placed.cell for placed in before.values()], cells)
        top = self._row + (0 if cut else 1)
        for row in range(1 if cut else 0, height):
            self.rows_at[top + row] = f"第{page.number}页第{number}个表第{row + 1}行"
        adjoins = self._last_row == self._row
        self._last = {}
        for cell in cells:
            columns = (cell.left, cell.right)
            above = before.get(columns) if cell.top == 0 else None
            tall = cell.bottom > cell.top
            if above is not None and cut:
                self._go_on(above, cell, page, number)
                if adjoins and (tall or above.is_tall):
                    above.area = self._cover(above.area, bottom=top + cell.bottom)
                self._keep(cell, above.area, height)
                continue
            if above is not None and adjoins and tall and not cell.lines:
                above.area = self._cover(above.area, bottom=top + cell.bottom)
                self._keep(cell, above.area, height)
                continue
            area = Area(top + cell.top, cell.left + 1, top + cell.bottom, cell.right + 1)
            if cell.spoilt:
                self._put(area.top, area.left, cell.own_text, cell.text)
            else:
                self._put(area.top, area.left, cell.text)
            self._cover(area, bottom=area.bottom)
            self._keep(cell, area, height)
        self._row = top + height - 1
        self._last_row = self._row

    def _keep(self, cell: RuledCell, area: Area, height: int) -> None:
        """Remember a cell that reaches the table's last row: it may go on on the next page."""
        if cell.bottom == height - 1:
            self._last[cell.left, cell.right] = _Placed(cell, area)

    def _go_on(self, above: _Placed, cell: RuledCell, page: Page, number: int) -> None:
        """Add what stands in a cell's second half to the first."""
        if not cell.lines:
            return
        row, column = above.area.top, above.area.left
        first, second = self.cells.get((row, column)), cell.text
        whole = first.text + between(first.text, second) + second if first is not None else second
        self._put(row, column, whole)
        at = f"第{page.number}页第{number}个表第1行"
        what = f"这一格被分页切开，下半截“{second[:40]}”在{at}，已接上"
        self.repairs.append(CellRepair(row, column, what, "表格在下一页接着，上一页这一格写满了"))

    def _cover(self, area: Area, *, bottom: int) -> Area:
        """Keep a merged area, which may have grown; return it."""
        grown = Area(area.top, area.left, bottom, area.right)
        if grown != area:
            self.merged = [one for one in self.merged if one != area]
        if grown.bottom > grown.top or grown.right > grown.left:
            if len(self.merged) >= MOST_MERGED:
                raise too_much(self.place, "合并单元格", MOST_MERGED)
            self.merged.append(grown)
        return grown

    def _lines(
        self, lines: Sequence[Line], page: Page, left: float, right: float, count: int
    ) -> int:
        """Put lines into rows; those that the page's width broke are one. Return the last number."""
        before: Line | None = None
        for line, parts in zip(lines, parts_of(lines), strict=True):
            count += 1
            if before is not None and len(parts) == 1 and _continues(before, line, left, right):
                whole = self.cells[self._row, 1].text
                self._put(self._row, 1, whole + between(whole, line.text) + line.text)
            else:
                self._row += 1
                self.rows_at[self._row] = f"第{page.number}页第{count}行"
                for column, part in parts:
                    self._put(self._row, column, part.text)
            before = line if len(parts) == 1 else None
        return count

    def _put(self, row: int, column: int, text: str, spoilt: str = "") -> None:
        if not text.strip():
            return
        if len(text) > LONGEST_CELL:
            at = Place(self.place.file, where=self.rows_at.get(row, ""))
            raise too_much(at, "一段文字", LONGEST_CELL)
        before = self.cells.get((row, column))
        self._characters += len(text) - (len(before.text) if before is not None else 0)
        if self._characters > MOST_TEXT:
            raise too_much(self.place, "文件里的文字", MOST_TEXT)
        if len(self.cells) >= MOST_CELLS:
            raise too_much(self.place, "有内容的单元格和段落", MOST_CELLS)
        self.cells[row, column] = Cell(text, spoilt=spoilt)


def _columns(pages: Sequence[Page]) -> dict[tuple[int, int], Columns]:
    """Return the columns of each table (by page and number); those of one over pages are common."""
    chains: list[list[tuple[int, int, RuledTable]]] = []
    for page in pages:
        for number, table in enumerate(page.tables, 1):
            last = chains[-1][-1] if chains else None
            follows = number == 1 and last is not None and last[0] == page.number - 1
            if follows and last is not None and goes_on(last[2], table):
                chains[-1].append((page.number, number, table))
            else:
                chains.append([(page.number, number, table)])
    found: dict[tuple[int, int], Columns] = {}
    for chain in chains:
        edges = merged_edges(edge for _, _, table in chain for edge in table.edges)
        for place, (own, number, _) in enumerate(chain):
            found[own, number] = Columns(edges, place > 0)
    return found


def _continues(before: Line, line: Line, left: float, right: float) -> bool:
    """Tell whether a line goes on with the one above: the page's width broke it."""
    return (
        before.x1 + line.first_unit() > right + _TOLERANCE
        and line.x0 < left + _INDENT * line.size
        and line.top - before.bottom < _LINE_GAP * line.size
        and abs(line.size - before.size) < 0.2 * line.size
    )
