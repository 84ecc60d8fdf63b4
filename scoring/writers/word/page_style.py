"""How the pages of Word papers look (``templates/word/公文.yaml``): paper, margins, fonts, styles, page numbers.

Millimetres for the paper, points for letters and lines, characters for indents.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart

Measure = Annotated[Decimal, Field(ge=0, le=2000, max_digits=8)]
Align = Literal["left", "center", "right", "both"]
StyleRole = Literal[
    "title", "subtitle", "heading1", "heading2", "heading3", "heading4", "body", "open",
    "caption", "head", "text", "mid", "number", "note", "chart", "sign",
]  # fmt: skip
"""What a style is for: headings by level, ``open`` what a person still has to write, ``head``,
``text``, ``mid`` and ``number`` the cells of a table, ``sign`` who hands it in and when."""
_MM: Final = Fraction(1440, 1) / Fraction(254, 10)
"""Twentieths of a point, Word's unit, in a millimetre."""


class Margins(DocumentPart):
    """The edges of a page that stay blank."""

    top: Measure
    bottom: Measure
    left: Measure
    right: Measure


class PageSize(Margins):
    """The paper upright, and its margins; ``landscape`` are those of a page that lies."""

    width: Measure
    height: Measure
    header: Measure
    """From the upper edge of the paper to the header."""
    footer: Measure
    landscape: Margins


class ParagraphStyle(DocumentPart):
    """How paragraphs of a kind look."""

    name: str
    """What Word lists it as; a name of Word's own (``heading 1``) makes it that style."""
    font: str
    latin: str = ""
    """The font of Latin letters and figures; empty for that of the file."""
    size: Measure
    bold: bool = False
    colour: str = Field("", pattern=r"^([0-9A-F]{6})?$")
    align: Align = "left"
    line: Measure = Decimal(0)
    """The exact height of a line; 0 for as high as its letters need."""
    before: Measure = Decimal(0)
    after: Measure = Decimal(0)
    first_line: Measure = Decimal(0)
    """Characters by which the first line stands back."""
    keeps_next: bool = False
    on_grid: bool = True
    """Its lines stand on the lines of the page; never so in tables, where they would be too high."""


class PageNumber(DocumentPart):
    """The number at the foot of a page: outside, right on odd pages and left on even ones."""

    pattern: str
    """``— {page} —``."""
    font: str
    size: Measure
    indent: Measure = Decimal(1)
    """Characters between it and the edge of the text."""


class PageStyle(DocumentPart):
    """A whole style file."""

    schema_: Annotated[Literal["ziping/word-style/1"], Field(alias="schema")]
    page: PageSize
    lines: Measure = Decimal(0)
    """The distance of the lines on which texts stand, in points; 0 for none."""
    latin: str
    fonts: dict[str, tuple[str, ...]]
    """The fonts, and those that take their place on computers without them, the nearest first."""
    page_number: PageNumber | None = None
    styles: Mapping[StyleRole, ParagraphStyle]

    def across(self, *, landscape: bool = False) -> int:
        """Return the width of the text, in Word's unit."""
        page = self.page
        sides = page.landscape if landscape else page
        whole = page.height if landscape else page.width
        return twips(whole) - twips(sides.left) - twips(sides.right)


def twips(millimetres: Decimal) -> int:
    """Return millimetres in Word's unit, rounded."""
    return int(Fraction(millimetres) * _MM + Fraction(1, 2))


def points(value: Decimal, unit: int = 20) -> int:
    """Return points in a finer unit: twentieths for lines, halves for letters."""
    return int(Fraction(value) * unit + Fraction(1, 2))
