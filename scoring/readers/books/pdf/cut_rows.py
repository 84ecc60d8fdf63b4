"""Rows that the end of a page cut in two: the evidence that one is the second half of another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from scoring.readers.books.pdf.lines import is_cut
from scoring.readers.books.pdf.ruled_table import RuledCell

_NUMBER: Final = re.compile(r"[0-9.,,%%—\-+/]+")
_LONG: Final = 3
"""A text of so many lines is no entry of a narrow column that happens to be full."""
_ROOM_FOR_A_LINE: Final = 2.0
"""Less than so many letters' heights below a text: no further line would have fitted in."""


def row_goes_on(before: Sequence[RuledCell], cells: Sequence[RuledCell]) -> bool:
    """Tell whether the first row of a page's table is the second half of the row before.

    All that stands in it goes on with a cell that the page left no room in; and where the row before
    holds something short, it holds nothing (a row of its own would have its own numbers), or what
    goes on is a long text.
    """
    above = {(cell.left, cell.right): cell for cell in before}
    row = [cell for cell in cells if cell.top == 0]
    written = [cell for cell in row if cell.lines]
    if not written or not any(cell.bottom == 0 for cell in written):
        return False
    if not all(
        (first := above.get((cell.left, cell.right))) is not None and goes_on_in(first, cell)
        for cell in written
    ):
        return False
    blank = {(cell.left, cell.right) for cell in row if not cell.lines}
    if any(columns in blank and cell.lines for columns, cell in above.items()):
        return True
    return any(len(above[cell.left, cell.right].lines) >= _LONG for cell in written)


def goes_on_in(first: RuledCell, second: RuledCell) -> bool:
    """Tell whether a cell's text goes on in one on the next page."""
    if not first.lines or not second.lines:
        return False
    if _NUMBER.fullmatch(first.text) and _NUMBER.fullmatch(second.text):
        return False
    last, following = first.lines[-1], second.lines[0]
    if last.letters[0].turned or following.letters[0].turned:
        return False
    full_down = first.box[3] - last.bottom < _ROOM_FOR_A_LINE * last.size
    at_top = following.top - second.box[1] < _ROOM_FOR_A_LINE * following.size
    return full_down and at_top and is_cut(first.lines, second.lines, first.width)
