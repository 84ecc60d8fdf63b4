"""Values as they are written into a copy: no text becomes a formula, none breaks the file."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final
from xml.sax.saxutils import escape

from scoring.exact import plain
from scoring.text import printable
from scoring.workbooks.export_copy.model import Value
from scoring.writers.labels import Labels
from scoring.writers.xlsx.cell import escaped, fitting, looks_like_formula

_NUMBER: Final = re.compile("[+-]?[0-9][0-9.,]*%?")
_GUARD: Final = "\u00a0"
"""A blank that keeps a spreadsheet from taking a page's text for a formula."""


def written(value: Value) -> str:
    """Return a value as text; a number without trailing zeros."""
    return plain(Fraction(value)) if isinstance(value, Decimal) else value


def in_xml(value: Value, labels: Labels) -> str:
    """Return the text of an inline string in a workbook."""
    return escape(escaped(fitting(written(value), labels)))


def in_html(value: Value) -> str:
    """Return the content of a table cell in a page."""
    text = printable(written(value))
    if looks_like_formula(text) and not _NUMBER.fullmatch(text):
        text = _GUARD + text
    content = escape(text, {'"': "&quot;", "\u00a0": "&nbsp;"})
    return content.replace("\n", '<br style="mso-data-placement:same-cell">')
