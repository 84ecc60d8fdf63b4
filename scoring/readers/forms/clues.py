"""Clues to whose form it is: the lines that name it, its headings and labels as written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.occupied_cells import Rows
from scoring.readers.forms.read_form import ExportedForm
from scoring.text import on_one_line
from scoring.words import load_vocabulary

_ABOVE: Final = 3
"""So many lines above a form's first row may belong to its title."""
_LONGEST: Final = 200
_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Clues:
    """A form's title (with the lines above it that belong to it), its headings, and its labels."""

    title: str
    headings: tuple[str, ...]
    heading_rows: frozenset[int]
    unknown: tuple[str, ...]
    """Those of the headings that were read as no column."""


def clues(form: ExportedForm, rows: Rows) -> Clues:
    """Return the clues to whose form it is."""
    labels = load_vocabulary(FormLabels)
    unknown = dict.fromkeys(_line(cell.text) for one in form.headings for cell in one.unknown)
    found = [row for one in form.headings for row in range(one.top, one.bottom + 1)]
    headings = [_line(cell.text) for row in found for cell in rows.get(row, ())]
    first = min(found, default=0)
    title = _title(form, rows, labels, first)
    head = (cell.text for row in form.rows if row < first for cell in rows.get(row, ()))
    headings += [_line(text).rstrip(":\uff1a") for text in head if labels.head_keys(text)]
    return Clues(
        title, tuple(dict.fromkeys(headings))[:_MOST], frozenset(found), tuple(unknown)[:_MOST]
    )


def _title(form: ExportedForm, rows: Rows, labels: FormLabels, first: int) -> str:
    begin = form.rows[0] if form.rows else 0
    near = [row for row in range(max(begin - _ABOVE, 1), begin) if row in rows]
    above = [*near, *(row for row in form.rows if row < first)]
    named = [row for row in above if len(rows[row]) <= 2 and labels.is_title(rows[row][0].text)]
    if not named:
        return ""
    lines = []
    for row in above:
        if row > named[-1]:
            break
        if row >= begin or row in named:
            lines.append(" ".join(_line(cell.text) for cell in rows[row]))
    return "\n".join(lines)


def _line(text: str) -> str:
    return on_one_line(text)[:_LONGEST]
