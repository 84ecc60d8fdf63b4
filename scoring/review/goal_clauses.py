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
    """Return every clause with figures; it is about a row whose whole name it holds.

    ``rows`` are ids and names.
    """
    names = [(row, letters) for row, name in rows if (letters := _letters(name, lexicon, words))]

    def about(clause: Clause) -> tuple[str, ...]:
        letters = set(clause.folded)
        return tuple(row for row, name in names if name <= letters)

    def found(texts: Iterable[str]) -> list[tuple[Clause, tuple[str, ...]]]:
        return [
            (clause, about(clause))
            for text in texts
            for clause in clauses_with_figures(text, lexicon)
        ]

    return {
        "expected": found(goal.expected for goal in goals),
        "achieved": found(goal.achieved for goal in goals),
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
