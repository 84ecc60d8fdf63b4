"""The clauses of the yearly goals that hold figures, each with the rows that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from scoring.records.submission import Goal, GoalRow
from scoring.review.figure_words import FigureWords
from scoring.values.figures import Clause, clauses_with_figures
from scoring.values.lexicon import Lexicon

GoalPart = Literal["expected", "achieved"]
ClausesOfRows = Mapping[GoalPart, Sequence[tuple[Clause, tuple[str, ...]]]]
"""The clauses of either part of the goals, with the ids of the rows that they are about."""


def clauses_of_rows(
    goals: Sequence[Goal | GoalRow],
    rows: Iterable[tuple[str, str]],
    lexicon: Lexicon,
    words: FigureWords,
) -> ClausesOfRows:
    """Return every clause with figures; it is about a row if it holds all letters of its name.

    ``rows`` are ids and names.
    """
    expected = [c for goal in goals for c in clauses_with_figures(goal.expected, lexicon)]
    achieved = [c for goal in goals for c in clauses_with_figures(goal.achieved, lexicon)]
    names: list[tuple[str, frozenset[str]]] = []
    if expected or achieved:
        names = [(row, found) for row, name in rows if (found := _letters(name, lexicon, words))]

    def with_rows(clause: Clause) -> tuple[Clause, tuple[str, ...]]:
        letters = set(clause.folded)
        return clause, tuple(row for row, name in names if name <= letters)

    return {
        "expected": list(map(with_rows, expected)),
        "achieved": list(map(with_rows, achieved)),
    }


def _letters(name: str, lexicon: Lexicon, words: FigureWords) -> frozenset[str]:
    """Return the letters of a name without its way of counting; none where they are too few."""
    letters = lexicon.fold(name)
    for measure in words.measures:
        letters = letters.removesuffix(measure)
    for filler in words.fillers:
        letters = letters.replace(filler, "")
    found = [c for c in letters if c.isalnum()]
    return frozenset(found) if len(found) >= words.shortest_name else frozenset()
