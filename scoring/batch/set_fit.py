"""Whether a set is for a form or for a table of targets: what it is for, and where the rows stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.batch.recognise import ClueFile, RecognisedKind
from scoring.engine.match import branches
from scoring.indicator_set.model import IndicatorSet
from scoring.problem import Place, Problem
from scoring.records.submission import Indicator
from scoring.words import load_vocabulary
from scoring.writers.lists.issue_list_words import ListWords


def fits_kind(indicators: IndicatorSet, kind: RecognisedKind | None) -> bool:
    """Tell whether a set is for forms of a kind; every set is for one whose kind is not known."""
    return kind is None or indicators.applies_to in kind.fits


def wrong_kind(
    indicators: IndicatorSet, kind: RecognisedKind, clues: ClueFile, place: Place
) -> Problem:
    """Return the problem of a set that is for forms of another kind."""
    words, of = load_vocabulary(ListWords), indicators.applies_to
    text = words.text(
        "wrong_set.text",
        kind=kind.word,
        told=kind.shows,
        set=indicators.id,
        applies=clues.applies.get(of, of),
    )
    return Problem("wrong-set", text, place, words.text("wrong_set.settle", kind=kind.word))


def homeless(indicators: IndicatorSet, rows: Sequence[Indicator]) -> list[Indicator]:
    """Return the rows whose levels the set does not have; one that names none is at home anywhere."""
    found = branches(indicators)
    named = [row for row in rows if row.level1 or row.level2]
    return [row for row in named if found.find(row.level1, row.level2)[0] is None]


def takes_rows(indicators: IndicatorSet, rows: Sequence[Indicator]) -> bool:
    """Tell whether a set has a place for the rows of a table of targets, or for most of them."""
    has_rows = any(node.rows == "indicators" for node in indicators.nodes())
    return has_rows and 2 * len(homeless(indicators, rows)) <= len(rows)


def levels_without_rows(indicators: IndicatorSet, rows: Sequence[Indicator]) -> list[str]:
    """Return the first levels with points all of whose rows say that nothing is set (不涉及)."""
    found = branches(indicators)
    held: dict[str, list[bool]] = {}
    for row in rows:
        node = found.find(row.level1, row.level2)[0]
        if node is not None:
            held.setdefault((*node.path, node.name)[0], []).append(row.points != 0)
    return [
        top.name
        for top in indicators.levels
        if top.points and top.name in held and not any(held[top.name])
    ]
