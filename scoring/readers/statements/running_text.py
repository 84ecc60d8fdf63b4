"""The running text of a book in one piece: lines joined, every character knows its row.

Programs that take the text out of a PDF end a line where the page ended it: a sentence, a label, even a
number with its unit may go on behind blank lines. So the rows with one text are joined without
blanks; where a table stands between, nothing is joined across it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scoring.readers.books.sheets.grid import Sheet
from scoring.readers.forms.fold import clean
from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.occupied_cells import rows_of
from scoring.text import plain_signs
from scoring.words import load_vocabulary

TABLE: Final = "\x00"
"""Stands where a table stands."""
_ENDS: Final = "。!?" + TABLE
_NUMBERED: Final = re.compile(
    r"(?:[(][一二三四五六七八九十0-9]{1,3}[)]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.、](?![0-9])|"
    r"第[一二三四五六七八九十]{1,3}部分)"
)
_LONGEST_HEADING: Final = 20
_LONGEST_LABEL: Final = 60
_MOST_QUOTED: Final = 2_000
_MOST_TEXT: Final = 2_000_000
"""Characters that are looked through; no report is longer."""


def folded(text: str) -> str:
    """Return a text without blanks, each sign in its plain form; no sign becomes two."""
    return plain_signs("".join(text.split()))


@dataclass(frozen=True)
class RunningText:
    """``text`` as written but for blanks; ``folded`` of the same length, for looking things up."""

    text: str
    folded: str
    starts: Sequence[int]
    """Where each row begins."""
    rows: Sequence[int]
    headings: frozenset[int] = frozenset()
    """Positions of rows that are titles, or labels with their value."""

    def row(self, index: int) -> int:
        """Return the row that a character stands in."""
        return self.rows[max(bisect_right(self.starts, index) - 1, 0)]

    def line(self, number: int) -> str:
        """Return a row's text by its position among the rows."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end]

    def folded_line(self, number: int) -> str:
        """Return a row's text folded."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.folded[self.starts[number] : end]

    def is_heading(self, number: int) -> bool:
        """Tell whether a row is a title, a label, or a short numbered heading."""
        line = self.folded_line(number)
        if number in self.headings:
            return True
        return len(line) <= _LONGEST_HEADING and bool(
            _NUMBERED.match(line) and line[-1] not in ",、。;:"
        )

    def is_numbered(self, number: int) -> bool:
        """Tell whether a row begins with a number of its own: a new paragraph."""
        return bool(_NUMBERED.match(self.folded_line(number)))

    def sentence(self, first: int, last: int) -> str:
        """Return the sentences from the one that holds ``first`` to the one that holds ``last``."""
        far = last + _MOST_QUOTED
        ends = [at for sign in _ENDS if (at := self.folded.find(sign, last, far)) >= 0]
        end = min(ends, default=min(len(self.text), far) - 1) + 1
        return self.text[self.begin(first) : end].replace(TABLE, "")[:_MOST_QUOTED]

    def begin(self, first: int) -> int:
        """Return where the sentence begins that holds a character; a heading is none of it."""
        low = max(first - _MOST_QUOTED, 0)
        start = max(low - 1, *(self.folded.rfind(sign, low, first) for sign in _ENDS)) + 1
        number = bisect_right(self.starts, first) - 1
        while number >= 0 and self.starts[number] > start:
            if self.is_numbered(number) or (number > 0 and self.is_heading(number - 1)):
                return self.starts[number]
            number -= 1
        return start


def running_text(sheet: Sheet, titles: tuple[str, ...]) -> RunningText:
    """Return the running text of a sheet: its rows with one text; ``titles`` end a title's line."""
    labels = load_vocabulary(FormLabels)
    headings: set[int] = set()
    pieces: list[str] = []
    starts: list[int] = []
    numbers: list[int] = []
    length = 0
    table = False
    for row, cells in sorted(rows_of(sheet).items()):
        if len(cells) > 1 or row in sheet.slid:
            table = True
            continue
        text = "".join(clean(cells[0].text).replace(TABLE, "").split())
        if not text:
            continue
        if table and pieces:
            pieces.append(TABLE)
            length += 1
        if length > _MOST_TEXT:
            break
        table = False
        plain = plain_signs(text[: _LONGEST_LABEL + 1])
        if _is_line(plain) and (labels.label_before(text) or plain.endswith(titles)):
            headings.add(len(starts))
        starts.append(length)
        numbers.append(row)
        pieces.append(text)
        length += len(text)
    whole = "".join(pieces)
    plain = plain_signs(whole)
    return RunningText(whole, plain, starts, numbers, frozenset(headings))


def _is_line(plain: str) -> bool:
    """Tell whether a row stands for itself: short, and no clause ends or goes on with it."""
    return len(plain) <= _LONGEST_LABEL and plain[-1] not in ",、。;:"
