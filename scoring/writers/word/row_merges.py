"""Cells of repeated rows made one: equal neighbours below each other, and the only text of a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from scoring.writers.word.paragraph_texts import text_of
from scoring.writers.word.wml import attribute, el, q, under, val

_TC: Final = q("w:tc")
MOST_MERGED: Final = 15
"""So many rows share a cell at the most: its text is not repeated on the next page."""
HOLDERS: Final = frozenset(map(q, ("w:sdt", "w:sdtContent", "w:smartTag", "w:customXml")))
"""What stands around paragraphs, rows and cells without being one."""
_BEFORE_MERGE: Final = frozenset(map(q, ("w:cnfStyle", "w:tcW", "w:gridSpan", "w:hMerge")))


def merged_below(
    rows: Sequence[Element], columns: Sequence[int], mergeable: Sequence[bool]
) -> None:
    """Merge equal neighbours in some columns, where each further column keeps to those before it.

    Longer runs than :data:`MOST_MERGED` repeat their text instead.
    """
    grid = [list(cells_of(row)) for row in rows]
    texts = [[_text(cell) for cell in cells] for cells in grid]
    for place, column in enumerate(columns):
        keys = columns[: place + 1]
        at = 0
        while at < len(rows):
            end = at + 1
            while (
                end < len(rows)
                and mergeable[at]
                and mergeable[end]
                and texts[at][column].strip()
                and all(texts[end][key] == texts[at][key] for key in keys)
            ):
                end += 1
            if 1 < end - at <= MOST_MERGED:
                for number in range(at, end):
                    _merge(grid[number][column], starts=number == at)
            at = end


def cells_of(row: Element) -> Iterator[Element]:
    """Yield the cells of a row, those in content controls too."""
    for child in row:
        if child.tag == _TC:
            yield child
        elif child.tag in HOLDERS:
            yield from cells_of(child)


def one_cell(row: Element) -> None:
    """Make a row one cell, if only one of its cells says anything."""
    cells = [cell for cell in row if cell.tag == _TC]
    full = [cell for cell in cells if _text(cell).strip()]
    if len(full) != 1 or len(cells) < 2:
        return
    kept = full[0]
    span = sum(_number(under(c, "w:tcPr", "w:gridSpan"), "w:val", 1) for c in cells)
    width = sum(_number(under(c, "w:tcPr", "w:tcW"), "w:w", 0) for c in cells)
    for cell in cells:
        if cell is not kept:
            row.remove(cell)
    marks = _marks(kept)
    for name in ("w:tcW", "w:gridSpan", "w:vMerge"):
        found = marks.find(q(name))
        if found is not None:
            marks.remove(found)
    marks.insert(0, el("w:tcW", {"w:w": width, "w:type": "dxa"}))
    marks.insert(1, val("w:gridSpan", span))


def _number(element: Element | None, name: str, usual: int) -> int:
    text = attribute(element, name)
    return int(text) if text.isascii() and text.isdigit() else usual


def _text(cell: Element) -> str:
    return "\n".join(text_of(paragraph) for paragraph in cell.iter(q("w:p")))


def _marks(cell: Element) -> Element:
    marks = cell.find(q("w:tcPr"))
    if marks is None:
        marks = el("w:tcPr")
        cell.insert(0, marks)
    return marks


def _merge(cell: Element, *, starts: bool) -> None:
    marks = _marks(cell)
    at = sum(child.tag in _BEFORE_MERGE for child in marks)
    marks.insert(at, val("w:vMerge", "restart" if starts else "continue"))
    if not starts:
        paragraphs = cell.findall(q("w:p"))
        for paragraph in paragraphs[1:]:
            cell.remove(paragraph)
        own = paragraphs[0].find(q("w:pPr"))
        paragraphs[0][:] = [own] if own is not None else []
