"""Papers as they stand compared with what they would print now: changed figures, stale papers, open marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Final

from scoring.records.paper_text import PaperPlace, StandingPaper
from scoring.rules.types import Value
from scoring.text import plain_signs, shortened
from scoring.year.check.compared_year import OwnedFinding, YearIndex, owned

_NUMBER: Final = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_ALIKE: Final = Fraction(3, 5)
"""From this likeness of their words on, two texts are the same sentence with other figures."""
_ENDS: Final = "。；\n"
_LONGEST: Final = 160
_LONGEST_COMPARED: Final = 1_000
_MOST_CHANGED: Final = 50
"""Changed places of one paper that are listed one by one."""


def check_papers(year: YearIndex) -> Iterator[OwnedFinding]:
    """Yield what is wrong with every paper that stands in the folder."""
    for paper in year.papers:
        separator = year.words.text("separator")
        if paper.inputs_changed:
            changed = separator.join(paper.inputs_changed)
            yield _paper(paper, "", {"inputs_changed": changed})
        yield from _changed_figures(paper)
        yield from _open_texts(year, paper)


def _paper(paper: StandingPaper, at: str, facts: dict[str, Value | None]) -> OwnedFinding:
    return owned(paper.file, "paper", at or paper.file, at or paper.file, facts)


def _changed_figures(paper: StandingPaper) -> Iterator[OwnedFinding]:
    """Yield every generated place whose figures are others now; of a stale paper none.

    A stale paper is made again before anything can be said of its places.
    """
    if paper.made is None or paper.inputs_changed:
        return
    made = [place for place in paper.made.places if _is_compared(place)]
    now = [place for place in paper.standing.places if _is_compared(place)]
    if _bare(made) == _bare(now):  # a table that was sorted holds the figures that it held
        made, now = ([p for p in places if not _is_bare(p)] for places in (made, now))
    texts = [_folded(place.text) for place in made], [_folded(place.text) for place in now]
    reported = 0
    for tag, a, b, c, d in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        for before, after in _pairs(made[a:b], now[c:d]):
            if reported < _MOST_CHANGED and figures(before.text) != figures(after.text):
                reported += 1
                facts: dict[str, Value | None] = {
                    "text_now": _sentence_of_difference(after.text, before.text),
                    "text_made": _sentence_of_difference(before.text, after.text),
                    "figures_same": False,
                    "part_named": after.heading or None,
                }
                yield _paper(paper, after.at, facts)


def _sentence_of_difference(text: str, other: str) -> str:
    """Return the sentence in which a text first differs from another one."""
    pairs = enumerate(zip(text, other, strict=False))
    at = next((n for n, (one, two) in pairs if one != two), min(len(text), len(other)))
    start = max(text.rfind(sign, 0, at) for sign in _ENDS) + 1
    ends = [end for sign in _ENDS if (end := text.find(sign, at)) >= 0]
    return shortened(text[start : min(ends, default=len(text)) + 1].strip(), _LONGEST)


def _is_bare(place: PaperPlace) -> bool:
    """Tell whether a place is a cell that holds a figure and no words."""
    return not any(map(str.isalpha, place.text))


def _bare(places: Sequence[PaperPlace]) -> Counter[str]:
    return Counter(_folded(place.text) for place in places if _is_bare(place))


def _is_compared(place: PaperPlace) -> bool:
    return not place.block and any(map(str.isdigit, plain_signs(place.text)))


def _folded(text: str) -> str:
    return "".join(plain_signs(text).split())


def figures(text: str) -> Sequence[str]:
    """Return the numbers of a text in their order, without commas and closing noughts."""
    found = (number.replace(",", "") for number in _NUMBER.findall(_folded(text)))
    return [n.rstrip("0").rstrip(".") if "." in n else n for n in found]


def _pairs(
    made: Sequence[PaperPlace], now: Sequence[PaperPlace]
) -> Iterator[tuple[PaperPlace, PaperPlace]]:
    """Yield the places of a stretch that belong together by their words, in their order."""
    rest = list(now)
    for before in made:
        words = _NUMBER.sub("#", _folded(before.text))[:_LONGEST_COMPARED]
        for number, after in enumerate(rest):
            other = _NUMBER.sub("#", _folded(after.text))[:_LONGEST_COMPARED]
            ratio = SequenceMatcher(None, words, other, autojunk=False).ratio()
            if words == other or Fraction(ratio) >= _ALIKE:
                yield before, after
                del rest[: number + 1]
                break


def _open_texts(year: YearIndex, paper: StandingPaper) -> Iterator[OwnedFinding]:
    """Yield every paragraph that still waits for a person: by its mark, or as a hint without it.

    The style of such a paragraph says nothing: a person who writes over the hint keeps it.
    """
    words = year.words
    hints = {
        place.text.strip().removeprefix(mark)
        for place in (() if paper.made is None else paper.made.places)
        for mark in words.open_marks
        if place.text.strip().startswith(mark)
    }
    for place in paper.standing.places:
        text = place.text.strip()
        mark = next((mark for mark in words.open_marks if mark in text), "")
        if not mark and place.style in words.open_styles and text in hints:
            mark = place.style
        if mark:
            facts: dict[str, Value | None] = {
                "open_mark": mark,
                "sentence": shortened(text[max(text.find(mark), 0) :], _LONGEST),
                "part_named": place.heading or paper.file,
            }
            yield _paper(paper, place.at, facts)
