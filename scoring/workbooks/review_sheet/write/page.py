"""The 复核表 as a page: for the screen and for paper, by itself."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from scoring.exact import percent
from scoring.workbooks.review_sheet.layout import Entry, ReviewColumn, ReviewSheetLayout, Writer
from scoring.workbooks.review_sheet.write.view import ReviewSheetRow, ReviewSheetView
from scoring.writers.pages import render_page


def review_sheet_html(view: ReviewSheetView, layout: ReviewSheetLayout) -> bytes:
    """Return the page as UTF-8."""
    words = layout.words
    columns = view.columns(layout)
    groups: list[tuple[str, int]] = []
    for column in columns:
        name = layout.groups[column.group]
        if groups and groups[-1][0] == name:
            groups[-1] = (name, groups[-1][1] + 1)
        else:
            groups.append((name, 1))
    deviation = words["no_value"] if view.deviation is None else percent(view.deviation)
    widths = [Fraction(column.width) for column in columns]
    return render_page(
        "review_sheet.html.j2",
        view=view,
        words=words,
        columns=columns,
        rows=[_cells(row, columns, view.writer) for row in view.rows],
        shares=[percent(each / sum(widths)) for each in widths],
        groups=groups,
        deviation=deviation,
        deviation_says=view.deviation_says(layout),
        history=layout.record,
        stamp=_stamp(view, layout),
    )


def _cells(
    row: ReviewSheetRow, columns: Sequence[ReviewColumn], writer: Writer | None
) -> list[tuple[str, Entry]]:
    """Return the look of every cell of a row, empty for its name, and what stands in it."""
    cells: list[tuple[str, Entry]] = []
    for column in columns:
        key = column.key
        look: str = "final" if key == "final" else column.kind
        if key == "final" and row.pending:
            look += " pending"
        if row.is_open(column, writer):
            look += " open"
        cells.append(("" if key == "name" else look, row.cells[key]))
    return cells


def _stamp(view: ReviewSheetView, layout: ReviewSheetLayout) -> str:
    stamp = view.stamp
    return layout.text("stamp", count=stamp.count, digest=stamp.digest[:16], edition=view.edition)
