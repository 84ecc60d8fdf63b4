"""Rows of two submissions that are the same indicator: by level and name, in their order."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from scoring.records.scorecard import RowResult, Scorecard
from scoring.records.submission import Indicator, Submission
from scoring.text import level_key, squeezed
from scoring.writers.labels import Labels

K = TypeVar("K", bound=Hashable)
Key = tuple[str, str, str]


def row_key(level1: str, level2: str, name: str, labels: Labels) -> Key:
    """Return by what a row is known: its levels (产出指标 as 产出) and its name."""
    suffix = labels.word("words", "level_suffix")
    levels = [level_key(level).removesuffix(suffix) for level in (level1, level2)]
    return levels[0], levels[1], squeezed(name)


def pair(wanted: Iterable[K | None], offered: Iterable[K]) -> list[int | None]:
    """Return for each key the number of its partner; equal keys meet in their order."""
    places: dict[K, deque[int]] = defaultdict(deque)
    for number, key in enumerate(offered):
        places[key].append(number)
    return [places[key].popleft() if key is not None and places[key] else None for key in wanted]


def results_of(submission: Submission, card: Scorecard) -> list[RowResult | None]:
    """Return the result of each plain row: a scorecard has its rows in the set's order."""
    found = pair(
        (_handed_in(row) for row in submission.indicators),
        (_handed_in(result) for result in card.indicators),
    )
    return [None if number is None else card.indicators[number] for number in found]


def _handed_in(row: Indicator | RowResult) -> tuple[object, ...]:
    return row.level1, row.level2, row.name, row.target, row.actual, row.claimed, row.reason


def forms_of(exported: Sequence[Submission], given: Sequence[Submission]) -> Mapping[int, int]:
    """Return for each form of an export the submission that belongs to it.

    By code where both have one, else by name; one form and one submission belong together unless
    their codes or, without codes, their names differ.
    """
    pairs: dict[int, int] = {}
    for number, form in enumerate(exported):
        for other, submission in enumerate(given):
            if other not in pairs.values() and _same_project(form, submission):
                pairs[number] = other
                break
    if len(exported) == len(given) == 1 and not pairs and not _contradict(exported[0], given[0]):
        return {0: 0}
    return pairs


def _same_project(one: Submission, other: Submission) -> bool:
    if one.year != other.year:
        return False
    codes = squeezed(one.project.code), squeezed(other.project.code)
    if all(codes):
        return codes[0] == codes[1]
    names = squeezed(one.project.name), squeezed(other.project.name)
    return bool(names[0]) and names[0] == names[1]


def _contradict(one: Submission, other: Submission) -> bool:
    pairs = (
        (one.project.code, other.project.code),
        (one.project.name, other.project.name),
        (str(one.year or ""), str(other.year or "")),
    )
    return any(squeezed(a) != squeezed(b) for a, b in pairs if a and b)
