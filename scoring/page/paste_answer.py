"""``paste.headings``: whether a pasted block begins with headings, and which field each column holds."""

from __future__ import annotations

from typing import Final

from scoring.page.context import PageContext
from scoring.page.messages.exporting import PasteAnswer, PasteAsk

_FEWEST: Final = 2
"""So many cells of a first row are headings: one may be the name of an indicator."""


def paste_headings(context: PageContext, ask: PasteAsk) -> PasteAnswer:
    """Return the fields of a block's columns, by the words that name headings of indicators.

    A field that two columns name is given to neither: nobody knows which is meant.
    """
    labels = context.library.form_labels
    first = ask.cells[0] if len(ask.cells) > 1 else ()
    found = [labels.column("indicators", text) if text.strip() else None for text in first]
    keys = [None if column is None else column[1] for column in found]
    fields = tuple(key if keys.count(key) == 1 else None for key in keys)
    if len(fields) - fields.count(None) < _FEWEST:
        return PasteAnswer(headings=False)
    return PasteAnswer(headings=True, fields=fields)
