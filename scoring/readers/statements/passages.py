"""Connected texts: the 自评综述 of each project, and the paragraphs of a unit's own report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from scoring.readers.statements.phrases import StatementPhrases
from scoring.readers.statements.running_text import TABLE, RunningText
from scoring.readers.statements.text_head import TextHead

_ENDS: Final = "。!?"
_BOUNDS: Final = _ENDS + ";:," + TABLE
_LONGEST_SUBJECT: Final = 60
_LONGEST: Final = 20_000
_MOST_FOUND: Final = 2_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text with its subject; ``is_report`` for a paragraph of a unit's report."""

    start: int
    end: int
    subject: str
    whole: bool
    is_report: bool = False


def passages_of(text: RunningText, head: TextHead, words: StatementPhrases) -> Sequence[Stretch]:
    """Return the stretches of a text in their order."""
    found = _summaries(text, words)
    if head.is_report:
        found += _paragraphs(text, head)
    return sorted(found, key=lambda stretch: (stretch.start, stretch.is_report))


def _summaries(text: RunningText, words: StatementPhrases) -> list[Stretch]:
    heads = []
    for match in islice(words.summaries.finditer(text.folded), _MOST_FOUND):
        start = _head(text, match.start())
        if start is not None:
            heads.append((start, match.start()))
    found = []
    for number, (start, behind_subject) in enumerate(heads):
        behind = heads[number + 1][0] if number + 1 < len(heads) else len(text.text)
        end = min(_end(text, start, words), behind, start + _LONGEST)
        subject = text.text[start:behind_subject]
        found.append(Stretch(start, end, subject, words.is_whole(subject)))
    return found


def _head(text: RunningText, end: int) -> int | None:
    """Return where the name before a place begins, if it begins a line or a sentence."""
    low = max(end - _LONGEST_SUBJECT, 0)
    start = max((text.folded.rfind(sign, low, end) for sign in _BOUNDS), default=-1) + 1
    line = text.starts[bisect_right(text.starts, end - 1) - 1] if end else 0
    if start > line:
        return start if text.folded[start - 1] in _ENDS else None
    return line if low <= line < end - 1 else None


def _end(text: RunningText, start: int, words: StatementPhrases) -> int:
    """Return where a summary ends: at a sentence's end where no part of it follows."""
    number = bisect_right(text.starts, start) - 1
    while number + 1 < len(text.starts):
        behind = text.starts[number + 1]
        before = text.folded[behind - 1]
        if before == TABLE:
            return behind - 1
        if behind - start > _LONGEST:
            return behind
        if before in _ENDS and not words.begins_part(text.line(number + 1)):
            return behind
        number += 1
    return len(text.text)


def _paragraphs(text: RunningText, head: TextHead) -> list[Stretch]:
    """Return the numbered paragraphs of a report, headings apart."""
    found: list[Stretch] = []
    start: int | None = None
    for number, at in enumerate(text.starts):
        heading, numbered = text.is_heading(number), text.is_numbered(number)
        after_heading = number > 0 and text.is_heading(number - 1)
        if heading or numbered or after_heading:
            if start is not None and start < at:
                found.append(Stretch(start, at, head.unit, whole=True, is_report=True))
            start = None if heading else at
    if start is not None:
        found.append(Stretch(start, len(text.text), head.unit, whole=True, is_report=True))
    return [
        Stretch(s.start, min(s.end, s.start + _LONGEST), s.subject, whole=True, is_report=True)
        for s in found
    ]
