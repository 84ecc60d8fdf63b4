"""Rows of two documents that are the same indicator: by name, by levels, or by all else they say."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from scoring.records.submission import Indicator
from scoring.review.between.likeness import NearestName
from scoring.review.between.vocabulary import BetweenWords
from scoring.text import level_key, name_key, squeezed

Named = tuple[str, str]
"""A row's name and its second level."""
Pair = tuple[int | None, int | None]
"""The positions of one thing in an old and a new list; None where it stands in one of them only."""
_Item = TypeVar("_Item")


def same_name(here: Sequence[Named], there: Sequence[Named]) -> Mapping[int, int]:
    """Return which rows bear one name, once on each side; of several those at the same level."""
    matched: dict[int, int] = {}
    for with_level in (False, True):
        ours = _by_name(here, with_level=with_level)
        theirs = _by_name(there, with_level=with_level)
        before = set(matched.values())
        for name, own in ours.items():
            other = theirs.get(name, ())
            if len(own) == 1 and len(other) == 1 and other[0] not in before:
                matched.setdefault(own[0], other[0])
    return matched


def paired_rows(
    old: Sequence[Indicator], new: Sequence[Indicator], words: BetweenWords
) -> list[Pair]:
    """Pair the rows of two versions of a form, in the order of the new one.

    The same levels and name first, then the same name once on each side. What is left is one row
    renamed where it alone has these levels and this target, or its name is like that of one other.
    """
    found = dict(first_with_first(old, new, lambda row: (*_levels(row), *_texts(row))))
    for pairs in (_by_levels_and_name, _by_name_alone, _by_target):
        _add_rest(found, old, new, pairs)
    _add_rest(found, old, new, lambda ours, theirs: _renamed(ours, theirs, words))
    return in_new_order(found, len(old), len(new))


def first_with_first(
    old: Sequence[_Item], new: Sequence[_Item], key: Callable[[_Item], Hashable]
) -> Mapping[int, int]:
    """Return by position in the new what has the same key in the old; a key of None is none."""
    waiting: dict[Hashable, list[int]] = {}
    for number, one in enumerate(old):
        waiting.setdefault(key(one), []).append(number)
    pairs: dict[int, int] = {}
    for number, one in enumerate(new):
        numbers = waiting.get(key(one))
        if numbers and key(one) is not None:
            pairs[number] = numbers.pop(0)
    return pairs


def in_new_order(pairs: Mapping[int, int], old: int, new: int) -> list[Pair]:
    """Return pairs and what stands on one side only; what is gone stands behind what it followed."""
    gone = set(range(old)) - set(pairs.values())
    ordered = list(_following(-1, gone))
    for number in range(new):
        before = pairs.get(number)
        ordered.append((before, number))
        if before is not None:
            ordered += _following(before, gone)
    return ordered


def _following(number: int, gone: set[int]) -> Iterable[Pair]:
    while number + 1 in gone:
        number += 1
        yield number, None


def _add_rest(
    found: dict[int, int],
    old: Sequence[Indicator],
    new: Sequence[Indicator],
    pairs: Callable[[Sequence[Indicator], Sequence[Indicator]], Mapping[int, int]],
) -> None:
    """Add the pairs of what is left of both sides."""
    taken = set(found.values())
    left = [number for number in range(len(new)) if number not in found]
    right = [number for number in range(len(old)) if number not in taken]
    more = pairs([old[number] for number in right], [new[number] for number in left])
    found |= {left[number]: right[before] for number, before in more.items()}


def _by_levels_and_name(old: Sequence[Indicator], new: Sequence[Indicator]) -> Mapping[int, int]:
    return first_with_first(
        old, new, lambda row: (*_levels(row), name_key(row.name)) if row.name.strip() else None
    )


def _by_name_alone(old: Sequence[Indicator], new: Sequence[Indicator]) -> Mapping[int, int]:
    named = [[(row.name, row.level2) for row in rows if row.name.strip()] for rows in (new, old)]
    places = [[n for n, row in enumerate(rows) if row.name.strip()] for rows in (new, old)]
    return {places[0][a]: places[1][b] for a, b in same_name(*named).items()}


def _by_target(old: Sequence[Indicator], new: Sequence[Indicator]) -> Mapping[int, int]:
    """Pair rows that alone have their levels and target on both sides."""
    sides: list[dict[Hashable, list[int]]] = [{}, {}]
    for rows, side in zip((old, new), sides, strict=True):
        for number, row in enumerate(rows):
            if row.target.strip():
                side.setdefault((*_levels(row), squeezed(row.target)), []).append(number)
    before, after = sides
    return {
        numbers[0]: before[key][0]
        for key, numbers in after.items()
        if len(numbers) == 1 and len(before.get(key, ())) == 1
    }


def _renamed(
    old: Sequence[Indicator], new: Sequence[Indicator], words: BetweenWords
) -> Mapping[int, int]:
    """Pair rows with a name like no other's, under the same levels."""
    nearest = NearestName([row.name for row in old], words)
    pairs: dict[int, int] = {}
    for number, row in enumerate(new):
        best = nearest.best(row.name)
        is_new = best is not None and best[0] not in pairs.values()
        if best is not None and is_new and _levels(old[best[0]]) == _levels(row):
            pairs[number] = best[0]
    return pairs


def _by_name(rows: Sequence[Named], *, with_level: bool) -> Mapping[Named, Sequence[int]]:
    """Return the positions of rows by name, and by level where asked for."""
    positions: dict[Named, list[int]] = {}
    for number, (name, level) in enumerate(rows):
        own = level_key(level) if with_level else ""
        positions.setdefault((name_key(name), own), []).append(number)
    return positions


def _levels(row: Indicator) -> tuple[str, str]:
    return level_key(row.level1), level_key(row.level2)


def _texts(row: Indicator) -> tuple[str, str]:
    return name_key(row.name), squeezed(row.target)
