"""The page of a workbook's sheet as a section of a Word document, with its header and footer."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from scoring.writers.word.draw_page import WORD_TYPE
from scoring.writers.word.package import DOCUMENT, Package
from scoring.writers.word.paragraph_texts import clean
from scoring.writers.word.wml import el, made, val
from scoring.writers.xlsx.paper import PageLayout

TWIPS: Final = 20
"""Twentieths of a point in a point."""
_TINY: Final = {"w:before": 0, "w:after": 0, "w:line": 20, "w:lineRule": "exact"}
_CODES: Final = re.compile(r"&([LCRPN])")


def section_end(section: Element | None = None) -> Element:
    """Return a paragraph that takes no room: between tables, and where a section ends."""
    marks = el("w:pPr", None, val("w:snapToGrid", 0), el("w:spacing", _TINY))
    marks.append(el("w:ind", {"w:firstLineChars": 0, "w:firstLine": 0}))
    if section is not None:
        marks.append(section)
    return el("w:p", None, marks)


def sheet_section(package: Package, page: PageLayout, number: int) -> Element:
    """Return the properties of a section for the page of a sheet."""
    made_section = el("w:sectPr")
    for kind, codes in (("header", page.header), ("footer", page.footer)):
        if codes:
            name = f"{kind}_{number}.xml"
            package.add(f"word/{name}", made(_running(kind, codes, page)), f"{WORD_TYPE}{kind}+xml")
            relation = package.relate(DOCUMENT, kind, name)
            made_section.append(el(f"w:{kind}Reference", {"w:type": "default", "r:id": relation}))
    width, height = page.across + page.left + page.right, page.down + page.top + page.bottom
    size: dict[str, object] = {"w:w": round(width * TWIPS), "w:h": round(height * TWIPS)}
    if page.landscape:
        size["w:orient"] = "landscape"
    edges = {
        "w:top": page.top, "w:right": page.right, "w:bottom": page.bottom, "w:left": page.left,
        "w:header": page.header_margin, "w:footer": page.footer_margin, "w:gutter": 0,
    }  # fmt: skip
    made_section.append(el("w:pgSz", size))
    made_section.append(el("w:pgMar", {side: round(edge * TWIPS) for side, edge in edges.items()}))
    return made_section


def _running(kind: str, codes: str, page: PageLayout) -> Element:
    """Return a header or footer: what a workbook says in codes, left, centred and right."""
    across = int(page.across * TWIPS)
    stops = el("w:tabs", None,
               el("w:tab", {"w:val": "center", "w:pos": across // 2}),
               el("w:tab", {"w:val": "right", "w:pos": across}))  # fmt: skip
    marks = el("w:pPr", None, stops, el("w:spacing", {"w:before": 0, "w:after": 0}),
               el("w:ind", {"w:firstLineChars": 0, "w:firstLine": 0}))  # fmt: skip
    paragraph = el("w:p", None, marks)
    at = "L"
    pieces = _CODES.split(codes if codes[:2] in ("&L", "&C", "&R") else f"&C{codes}")
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            if piece:
                words = el("w:t", {"xml:space": "preserve"}, text=clean(piece))
                paragraph.append(el("w:r", None, words))
        elif piece in "LCR":
            tabs = max("LCR".index(piece) - "LCR".index(at), 0)
            paragraph.extend(el("w:r", None, el("w:tab")) for _ in range(tabs))
            at = piece
        else:
            field = " PAGE " if piece == "P" else " NUMPAGES "
            shown_number = el("w:r", None, el("w:t", text="1"))
            paragraph.append(el("w:fldSimple", {"w:instr": field}, shown_number))
    return el("w:hdr" if kind == "header" else "w:ftr", None, paragraph)
