"""The 复核表 as a page: for the screen and for paper, by itself."""

from __future__ import annotations

from fractions import Fraction

from scoring.exact import percent
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout
from scoring.workbooks.review_sheet.write.view import ReviewSheetView
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
        shares=[percent(each / sum(widths)) for each in widths],
        groups=groups,
        deviation=deviation,
        history=layout.record,
        stamp=_stamp(view, layout),
    )


def _stamp(view: ReviewSheetView, layout: ReviewSheetLayout) -> str:
    stamp = view.stamp
    return layout.text("stamp", count=stamp.count, digest=stamp.digest[:16], edition=view.edition)
