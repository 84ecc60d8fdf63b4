"""The direction of a number: by its sign, by the form's column, by the words of the set."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.values.attainment import ComparedRow, Policy
from scoring.values.grammar import Reader
from scoring.values.reading import Comparator

AT_LEAST = "at_least"
AT_MOST = "at_most"
EXACTLY = "exactly"
TEXT = "text"
SET = "set"


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction, whether the bound itself is excluded, and where it comes from."""

    way: str
    strict: bool = False
    source: str = SET
    is_default: bool = False
    """Neither a sign nor a word gives it, only the set's default."""


_OF = {
    Comparator.AT_LEAST: Direction(AT_LEAST, source=TEXT),
    Comparator.ABOVE: Direction(AT_LEAST, strict=True, source=TEXT),
    Comparator.AT_MOST: Direction(AT_MOST, source=TEXT),
    Comparator.BELOW: Direction(AT_MOST, strict=True, source=TEXT),
    Comparator.EXACTLY: Direction(EXACTLY, source=TEXT),
}


def of(comparator: Comparator) -> Direction:
    """Return the direction of a comparator in a text."""
    return _OF[comparator]


def directions(
    comparator: Comparator | None, row: ComparedRow, policy: Policy, reader: Reader
) -> tuple[Direction, ...]:
    """Return the direction of a row: two where its words contradict each other, or none."""
    column = reader.comparator(row.direction)
    if comparator is not None:
        written = of(comparator)
        if column is None or of(column).way == written.way:
            return (written,)
        return (written, of(column))
    if column is not None:
        return (of(column),)
    by_name = _by_words(row, policy, ("name",))
    by_level = _by_words(row, policy, ("level1", "level2", "unit"))
    ways = dict.fromkeys(way for way in (by_name, by_level) if way is not None)
    if ways:
        return tuple(Direction(way) for way in ways)
    if policy.direction_default is None:
        return ()
    return (Direction(policy.direction_default, is_default=True),)


def _by_words(row: ComparedRow, policy: Policy, places: tuple[str, ...]) -> str | None:
    """Return the direction that the first fitting words of the set give, or None."""
    texts = {
        "name": row.name,
        "level1": row.level1,
        "level2": row.level2,
        "unit": row.unit,
    }
    for words in policy.direction_words:
        if words.where not in places:
            continue
        text = texts[words.where]
        if not any(word in text for word in words.words):
            continue
        if any(word in every for word in words.unless for every in texts.values()):
            continue
        return words.direction
    return None
