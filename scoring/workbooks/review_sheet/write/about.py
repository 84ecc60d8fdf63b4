"""What is hidden in a workbook of the review: whose and which sheet it is, and seals of its own texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from scoring.workbooks.review_sheet.layout import ABOUT, ReviewSheetLayout, folded_entry, seal_of
from scoring.workbooks.review_sheet.write.view import SheetStamp
from scoring.writers.xlsx.pen import Pen, area

_IDS_IN_CELL: Final = 800


def about_cells(
    stamp: SheetStamp, *, kind: str, round_name: str, edition: str, rows: int, **more: str
) -> Iterator[tuple[str, str]]:
    """Yield key and value of every cell that is hidden in the first row of a sheet.

    Where there are many entries, ``known`` comes several times.
    """
    yield from {
        "kind": kind, "submission": stamp.project, "stage": str(stamp.stage),
        "round": round_name, "edition": edition, "count": str(stamp.count),
        "digest": stamp.digest, "form": stamp.form, "rows": str(rows),
        **more,
    }.items()  # fmt: skip
    for start in range(0, len(stamp.known), _IDS_IN_CELL):
        yield "known", " ".join(stamp.known[start : start + _IDS_IN_CELL])


def write_about(
    pen: Pen, about: Mapping[str, str], own: Iterable[str], layout: ReviewSheetLayout
) -> None:
    """Write the hidden sheet by which a workbook is known, with the seals of its ``own`` texts."""
    style = pen.style("hidden")
    for row, (key, text) in enumerate(about.items()):
        pen.put(row, 0, key, style)
        pen.put(row, 1, text, style)
    pen.book.define_name(ABOUT, "=" + area(layout.sheets.about, 0, 0, len(about) - 1, 1))
    for row, seal in enumerate(sorted({seal_of([text]) for text in own if folded_entry(text)})):
        pen.put(row, 3, seal, style)
    pen.sheet.hide()
    pen.sheet.protect()
