"""A page as it is put on the sheet, and the lines that pages repeat at their edges."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from scoring.readers.books.pdf.lines import Line
from scoring.readers.books.pdf.ruled_table import RuledTable

_NUMBER: Final = re.compile(r"[0-9]+")
_PAGE_NUMBER: Final = re.compile(r"[-—–·\s]*[0-9]{1,4}[-—–·\s]*")
_EDGE: Final = 0.09
"""The part of a page's height above and below in which headers and footers stand."""
_SMALL: Final = 0.95
"""A header is printed smaller than the text; a form's title, which pages may repeat too, is not."""
_MOST_TOLD: Final = 20


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, its size, its tables, and the lines outside of them."""

    number: int
    width: float
    height: float
    tables: tuple[RuledTable, ...]
    lines: tuple[Line, ...]


def without_running_lines(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """Return the pages without page numbers and what they repeat, and the texts of the latter."""
    sizes = [line.size for page in pages for line in page.lines]
    sizes += [
        one.size
        for page in pages
        for table in page.tables
        for box in table.letters
        for one in box[:1]
    ]
    usual = median(sizes) if sizes else 0.0
    seen: dict[str, list[int]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if _at_edge(line, page):
                seen[_key(line)].append(page.number)
    often = {key for key, found in seen.items() if len(found) > 1 and len(pages) <= 2 * len(found)}
    repeated: dict[str, str] = {}
    kept = []
    for page in pages:
        lines = []
        for line in page.lines:
            if not _at_edge(line, page):
                lines.append(line)
            elif _key(line) in often and (line.top > page.height / 2 or line.size < _SMALL * usual):
                repeated.setdefault(_key(line), line.text)
            elif not _PAGE_NUMBER.fullmatch(line.text):
                lines.append(line)
        kept.append(replace(page, lines=tuple(lines)))
    texts = [text for text in repeated.values() if not _PAGE_NUMBER.fullmatch(text)]
    return kept, texts[:_MOST_TOLD]


def _at_edge(line: Line, page: Page) -> bool:
    return line.bottom < _EDGE * page.height or line.top > (1 - _EDGE) * page.height


def _key(line: Line) -> str:
    return _NUMBER.sub("#", line.text)
