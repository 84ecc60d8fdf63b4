"""The sections of a document: how wide their text is, and that one of which nothing is left goes too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, tostring

from scoring.writers.word.paragraph_texts import text_of, without_section
from scoring.writers.word.wml import attribute, descendants, el, q, under, val

USUAL_ACROSS: Final = 8845
"""Twentieths of a point between the margins, where a document does not say."""
_LEAST_ACROSS: Final = 1000
_SECTION: Final = q("w:sectPr")
_TABLE: Final = q("w:tbl")
_TINY: Final = {"w:before": 0, "w:after": 0, "w:line": 120, "w:lineRule": "exact"}


@dataclass(slots=True)
class _Section:
    """What stands in a section, and the element that ends it: a paragraph, or the body's own end."""

    content: list[Element]
    end: Element

    @property
    def is_full(self) -> bool:
        """Whether anything is printed in it."""
        drawn = any(True for _ in descendants(self.end, "w:drawing", "w:pict"))
        return bool(self.content) or bool(text_of(self.end).strip()) or drawn

    @property
    def shape(self) -> str:
        """Its page, for comparing."""
        own = self.end if self.end.tag == _SECTION else under(self.end, "w:pPr", "w:sectPr")
        parts = (under(own, name) for name in ("w:pgSz", "w:pgMar", "w:cols"))
        return "".join("" if part is None else tostring(part, "unicode") for part in parts)


def widths_of_text(body: Element) -> list[int]:
    """Return how wide the text is at each child of the body: its section ends further below."""
    current = _across(body.find(_SECTION))
    widths = []
    for child in reversed(body):
        own = under(child, "w:pPr", "w:sectPr")
        if own is not None:
            current = _across(own)
        widths.append(current)
    return widths[::-1]


def parted(elements: Iterable[Element]) -> Iterator[Element]:
    """Yield elements with a paragraph between tables, which would become one, and behind the last."""
    before: Element | None = None
    for element in elements:
        if before is not None and before.tag == _TABLE and element.tag in (_TABLE, _SECTION):
            marks = el("w:pPr", None, val("w:snapToGrid", 0), el("w:spacing", _TINY))
            yield el("w:p", None, marks)
        yield element
        before = element


def full_sections(body: Element) -> list[bool]:
    """Tell of each section of a body whether it holds anything."""
    return [section.is_full for section in _sections(body)]


def drop_emptied(body: Element, were_full: Sequence[bool]) -> None:
    """Take out the sections that held something and hold nothing now: no page stays blank for them."""
    sections = _sections(body)
    gone = [full and not one.is_full for one, full in zip(sections, were_full, strict=True)]
    for at in reversed(range(1, len(sections))):
        before, section = sections[at - 1 : at + 1]
        if gone[at] and section.end.tag == _SECTION:
            # The body ends as the section before did.
            body.remove(section.end)
            before.end = _unmarked(body, before.end)
            body.append(before.end)
        elif gone[at]:
            body.remove(section.end)
            behind = sections[at + 1] if at + 1 < len(sections) else None
            if behind is not None and not gone[at - 1] and before.shape == behind.shape:
                _unmarked(body, before.end)
                before.end = behind.end
        else:
            continue
        sections.pop(at)
    if len(sections) > 1 and gone[0]:
        body.remove(sections[0].end)


def _sections(body: Element) -> list[_Section]:
    sections: list[_Section] = []
    content: list[Element] = []
    for child in body:
        if child.tag == _SECTION or under(child, "w:pPr", "w:sectPr") is not None:
            sections.append(_Section(content, child))
            content = []
        else:
            content.append(child)
    return sections


def _unmarked(body: Element, end: Element) -> Element:
    """Take the end of a section out of the body; return the properties of the section."""
    own = without_section(end)
    assert own is not None
    if not text_of(end).strip():
        body.remove(end)
    return own


def _across(section: Element | None) -> int:
    size, margins = under(section, "w:pgSz"), under(section, "w:pgMar")
    numbers = [attribute(size, "w:w"), attribute(margins, "w:left"), attribute(margins, "w:right")]
    if not all(number.isascii() and number.isdigit() for number in numbers):
        return USUAL_ACROSS
    width, left, right = map(int, numbers)
    return max(width - left - right, _LEAST_ACROSS)
