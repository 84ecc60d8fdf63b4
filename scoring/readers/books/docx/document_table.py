"""The tables of a document while they are read: which column a cell stands in, what it covers."""

from __future__ import annotations

from dataclasses import dataclass, field

from scoring.readers.books.sheets.grid import Area


@dataclass
class DocumentCell:
    """A cell of a table while it is read; ``merge`` is ``restart`` or ``continue`` if it has one."""

    span: int = 1
    merge: str = ""


@dataclass
class _Merge:
    """A cell that reaches down: its first row and column, its width, and its last row so far."""

    top: int
    left: int
    right: int
    bottom: int
    index: int


@dataclass
class DocumentTable:
    """A table while it is read; its rows go straight onto the document's sheet."""

    place_text: str
    """Where it stands, in words: ``第2个表``."""
    row: int
    """The sheet's row that is being read; at first the one above the table."""
    index: int = 0
    """The number of that row in the table."""
    inner: int = 0
    """The sheet's last row of the tables inside its cells: its next row stands below."""
    nested: int = 0
    """Tables inside its cells so far."""
    column: int = 0
    row_open: bool = False
    areas: list[Area] = field(default_factory=list)
    _merges: dict[int, _Merge] = field(default_factory=dict)

    def place(self, cell: DocumentCell) -> tuple[int, int, bool]:
        """Return the row and column of a cell that ends, and whether a merged one covers it."""
        left = self.column + 1
        right = self.column = self.column + cell.span
        above = self._merges.get(left)
        if cell.merge == "continue" and above is not None and above.index == self.index - 1:
            above.bottom, above.index = self.row, self.index
            return above.top, above.left, True
        # All of a row's cells together look at each column once, however many reach down.
        for column in range(left, right + 1):
            self._close(column)
        if cell.merge == "restart":
            self._merges[left] = _Merge(self.row, left, right, self.row, self.index)
        elif right > left:
            self.areas.append(Area(self.row, left, self.row, right))
        return self.row, left, False

    def finish(self) -> None:
        """End the cells that still reach down."""
        for column in list(self._merges):
            self._close(column)

    def _close(self, column: int) -> None:
        merge = self._merges.pop(column, None)
        if merge is not None and (merge.bottom > merge.top or merge.right > merge.left):
            self.areas.append(Area(merge.top, merge.left, merge.bottom, merge.right))
