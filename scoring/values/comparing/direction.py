"""The direction of a number: by its sign, by the form's column, by the words of the set."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from scoring.records.certainty import Certainty
from scoring.value_class import dataclass
from scoring.values.attainment import ComparedRow, Policy
from scoring.values.direction_words import DirectionIndex, DirectionWords
from scoring.values.grammar import Reader
from scoring.values.reading import Comparator, Number

AT_LEAST = "at_least"
AT_MOST = "at_most"
EXACTLY = "exactly"
TEXT = "text"
COLUMN = "column"
WORDS = "words"
PRESUMED = "presumed"

NOTHING = "—"
"""Stands among what may follow a word for nothing at all."""
BARE = "bare"
"""What a number without a unit measures."""

_PARTS = re.compile("[:/]")
_ALWAYS = frozenset({BARE, "count", "word"})
"""What numbers may measure whatever the units: counters and unknown words are no lines of theirs."""
_OTHER_WAY = {AT_LEAST: AT_MOST, AT_MOST: AT_LEAST}


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction, whether the bound itself is excluded, and how it came to be known."""

    way: str
    strict: bool = False
    source: str = TEXT
    known: Certainty = Certainty.WRITTEN
    """Presumed where only the set's default gives it, or where two of its words contradict."""
    word: str = ""
    """The word of the name that tells it."""

    @property
    def is_default(self) -> bool:
        """Whether neither a sign nor a word gives it, only the set's default."""
        return self.source == PRESUMED

    def doubted(self) -> Direction:
        """Return the same direction, but only presumed, unless the form's column tells it."""
        if self.source != WORDS:
            return self
        return replace(self, source=PRESUMED, known=Certainty.PRESUMED)

    def turned(self) -> Direction:
        """Return the other direction of one that was only presumed; what is known stays."""
        if self.known > Certainty.PRESUMED or self.way not in _OTHER_WAY:
            return self
        return replace(self, way=_OTHER_WAY[self.way])


_OF = {
    Comparator.AT_LEAST: Direction(AT_LEAST),
    Comparator.ABOVE: Direction(AT_LEAST, strict=True),
    Comparator.AT_MOST: Direction(AT_MOST),
    Comparator.BELOW: Direction(AT_MOST, strict=True),
    Comparator.EXACTLY: Direction(EXACTLY),
}


def of(comparator: Comparator) -> Direction:
    """Return the direction of a comparator in a text."""
    return _OF[comparator]


def directions(
    target: Number, row: ComparedRow, policy: Policy, reader: Reader
) -> tuple[Direction, ...]:
    """Return the direction of a row: two where text and column contradict each other, or none.

    Where two words of the set contradict each other, the name's gives the direction; it is presumed.
    """
    column = reader.comparator(row.direction)
    if target.comparator is not None:
        written = of(target.comparator)
        if column is None or of(column).way == written.way:
            return (written,)
        return (written, of(column))
    if column is not None:
        return (replace(of(column), source=COLUMN),)
    words = _Words(row, target)
    by_name = words.by_name(policy.index)
    before = _before(target, row, policy, reader, by_name[0] if by_name is not None else None)
    if before is not None:
        return (before,)
    by_level = words.by_levels(policy.index, beside_name=by_name is not None)
    if by_name is not None:
        agree = by_level is None or by_level[0] == by_name[0]
        known = Certainty.WORD if agree else Certainty.PRESUMED
        return (Direction(by_name[0], source=WORDS, known=known, word=by_name[1] if agree else ""),)
    if by_level is not None:
        return (Direction(by_level[0], source=WORDS, known=Certainty.WORD),)
    if policy.direction_default is None:
        return ()
    return (Direction(policy.direction_default, source=PRESUMED, known=Certainty.PRESUMED),)


def measures_of(dimensions: Iterable[str]) -> frozenset[str]:
    """Return what the words of a direction may ask of a number whose units have ``dimensions``."""
    return _ALWAYS | {_measure(dimension) for dimension in dimensions}


def _measure(dimension: str) -> str:
    return _PARTS.split(dimension)[0]


def _before(
    target: Number, row: ComparedRow, policy: Policy, reader: Reader, by_name: str | None
) -> Direction | None:
    """Return what the word before a target tells (减少20批次, 压缩至3个), whatever the name says.

    A rise of what should be low, a cap on what should be high and a word that speaks of something
    else than the row's name are only presumed.
    """
    lexicon = reader.lexicon
    words = lexicon.fold(target.words_before)
    name = lexicon.fold(row.name)
    if name.endswith((*lexicon.ceilings, *lexicon.levels)):
        words = name + words
    found = _last(words, (*lexicon.ceilings, *lexicon.levels, *lexicon.cuts, *lexicon.rises))
    if not found:
        return None
    rest = words[words.rfind(found) + len(found) :]
    for noise in lexicon.noise:
        rest = rest.removesuffix(noise)
    is_certain = rest in name
    if found in lexicon.ceilings:
        way = AT_MOST
        is_certain = is_certain and (found.startswith(lexicon.cuts) or by_name != AT_LEAST)
    elif found in lexicon.cuts:
        way = AT_LEAST
    elif found in lexicon.falls or found.startswith(lexicon.falls):
        return None
    else:
        way = AT_LEAST
        grown = _Words(replace(row, name=row.name + found), target).by_name(policy.index)
        is_certain = is_certain and AT_MOST not in (by_name, grown and grown[0])
    if is_certain:
        return Direction(way, source=WORDS, known=Certainty.WORD)
    return Direction(way, source=PRESUMED, known=Certainty.PRESUMED)


def _last(text: str, words: tuple[str, ...]) -> str:
    """Return the word that ends last in a text, of several that end there the longest."""
    ends = ((text.rfind(word) + len(word), len(word), word) for word in words if word in text)
    return max(ends, default=(0, 0, ""))[2]


_CLOSING = re.compile(r"[\s:：*]+$|[(（\[【][^()（）\[\]【】]*[)）\]】]$")
"""What may follow the last word of a name: (%), :."""


class _Words:
    """The texts of a row in which the words of a set are looked for."""

    def __init__(self, row: ComparedRow, target: Number) -> None:
        self.texts = {
            "name": row.name,
            "level1": row.level1,
            "level2": row.level2,
            "unit": row.unit,
        }
        self.measure = BARE if target.unit is None else _measure(target.unit.dimension)
        self.exclusions: set[str] | None = None
        self.end = row.name
        while (cut := _CLOSING.sub("", self.end)) != self.end:
            self.end = cut

    def by_name(self, index: DirectionIndex) -> tuple[str, str] | None:
        """Return the direction that the first fitting words on the name give, with the word."""
        return self._first(index, index.on_name(self.texts["name"]))

    def by_levels(self, index: DirectionIndex, *, beside_name: bool) -> tuple[str, str] | None:
        """Return the direction that levels or unit give, ``beside_name`` one that the name gives."""
        entries = (entry for entry in index.on_levels if not (beside_name and entry.yields))
        return self._first(index, entries)

    def _first(
        self, index: DirectionIndex, entries: Iterable[DirectionWords]
    ) -> tuple[str, str] | None:
        for words in entries:
            word = self._fitting(words, index)
            if word:
                return words.direction, word
        return None

    def _fitting(self, words: DirectionWords, index: DirectionIndex) -> str:
        """Return the word of an entry that the row holds; empty if the entry does not apply."""
        if words.measures and self.measure not in words.measures:
            return ""
        levels = (self.texts["level1"], self.texts["level2"])
        if words.levels and not any(word in level for word in words.levels for level in levels):
            return ""
        word = self._at_end(words) if words.where == "name_end" else self._inside(words)
        if not word or not words.unless:
            return word
        if self.exclusions is None:
            self.exclusions = index.exclusions(self.texts.values())
        return word if self.exclusions.isdisjoint(words.unless) else ""

    def _inside(self, words: DirectionWords) -> str:
        text = self.texts[words.where]
        return next((word for word in words.words if word in text), "")

    def _at_end(self, words: DirectionWords) -> str:
        for then in words.then or (NOTHING,):
            then = "" if then == NOTHING else then  # noqa: PLW2901
            if self.end.endswith(then):
                stem = self.end.removesuffix(then) if then else self.end
                found = next((word for word in words.words if stem.endswith(word)), "")
                if found:
                    return found + then
        return ""
