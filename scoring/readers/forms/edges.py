"""Where a form begins and ends that stands among the paragraphs of a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from scoring.readers.forms.headings import TableHeading, is_label
from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.occupied_cells import Rows

_FARTHEST: Final = 12
"""So many blank lines may stand inside a form: a page ends there."""
_MOST_UNKNOWN: Final = 3
"""So many rows of cells beside each other, of which no label is known, may stand in a head."""
_NUMBERED: Final = re.compile(r"[(\uff08]?[0-9]{1,2}[)\uff09.\uff0e、]")
"""How a further line of a remark under a form begins."""


def own_rows(
    rows: Rows, numbers: Sequence[int], headings: Sequence[TableHeading], labels: FormLabels
) -> list[int]:
    """Return those of a part's rows that belong to its form.

    Upwards from its first table as far as labels and its title go, with a few rows between them of
    which no label is known (项目全称); downwards as long as there are
    cells beside each other, labels, first levels across the table, or remarks. A paragraph stands in the first column; a lone cell
    further right is a row of the table that prints a level and nothing else.
    """
    first, last = headings[0].top, headings[-1].bottom
    above = [number for number in numbers if number < first]
    below = [number for number in numbers if number > last]
    own = [number for number in numbers if first <= number <= last]
    before = first
    unknown: list[int] = []
    for number in reversed(above):
        if before - number > _FARTHEST:
            break
        if not _is_head(rows, number, labels):
            unknown.insert(0, number)
            if len(unknown) > _MOST_UNKNOWN or len(rows[number]) == 1:
                break
            continue
        own[:0] = [number, *unknown]
        before, unknown = number, []
        if labels.is_title(rows[number][0].text):
            break
    before, remark = last, False
    for number in below:
        cells = rows[number]
        remark = labels.is_note(cells[0].text) or (
            remark and len(cells) == 1 and bool(_NUMBERED.match(cells[0].text.strip()))
        )
        if number - before > _FARTHEST or not (
            remark
            or len(cells) > 1
            or cells[0].column > 1
            or _is_head(rows, number, labels)
            or labels.is_word("across_levels", cells[0].text)
        ):
            break
        own.append(number)
        before = number
    return own


def _is_head(rows: Rows, number: int, labels: FormLabels) -> bool:
    """Tell whether a row may stand in a form's head or foot."""
    cells = rows[number]
    return (
        is_label(cells[0], labels)
        or labels.is_title(cells[0].text)
        or labels.is_page_mark(cells[0].text)
        or all(
            labels.is_block(cell.text)
            or labels.lone_year(cell.text) is not None
            or labels.money_unit(cell.text) is not None
            for cell in cells
        )
    )
