"""Decisions of a list applied to a scorecard: the last of each row counts, by round and by date.

What is asked of a list when a form is printed with it; the rounds of a review are computed from its
ledger (``desk``). Pure: the engine is called through a function.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from scoring.engine.decisions import without_listed_ground
from scoring.records.decision import Decision
from scoring.records.scorecard import Scorecard, Unused

Score = Callable[[Sequence[Decision]], Scorecard]
"""Scores the submission with decisions applied to it."""
_DIGITS: Final = re.compile("[0-9]+")


def in_order(decisions: Iterable[Decision], rounds: Sequence[str]) -> tuple[Decision, ...]:
    """Return decisions by round, by date, then in their own order; each once.

    ``rounds`` are the names of those in which evaluators decide; one without a round is of the first.
    One without name or date gives way to a signed one on the same row of the same round: it is a
    draft.
    """
    order = {name: number for number, name in enumerate(rounds)}
    distinct = dict.fromkeys(
        d if d.round else d.model_copy(update={"round": rounds[0]}) for d in decisions
    )
    signed = {(d.row, d.round) for d in distinct if d.by and d.at}
    kept = [d for d in distinct if (d.by and d.at) or (d.row, d.round) not in signed]
    return tuple(sorted(kept, key=lambda d: (order.get(d.round, len(order)), _day(d.at))))


def _day(text: str) -> tuple[int, ...]:
    """Return a date's numbers, however it is written, so that later ones are greater."""
    return tuple(int(number[:9]) for number in _DIGITS.findall(text))


def decide(
    score: Score,
    decisions: Iterable[Decision],
    rounds: Sequence[str],
    is_listed: Callable[[str], bool],
) -> Scorecard:
    """Return the scorecard with the decisions in force; those not used are listed in it.

    A score outside the band that the rule leaves (with the verified values, if there are any) needs
    a ground of the list.
    """
    ordered = in_order(decisions, rounds)
    refused = [
        Unused(d.row, f"“{d.round}”不是评价人认定的轮次") for d in ordered if d.round not in rounds
    ]
    last = {d.row: d.round for d in ordered if d.round in rounds}
    chosen = tuple(d for d in ordered if d.round == last.get(d.row))
    outside = without_listed_ground(chosen, score, is_listed)
    refused += [Unused(d.row, outside[d]) for d in chosen if d in outside]
    chosen = tuple(d for d in chosen if d not in outside)
    card = score(chosen)
    if refused:
        card = replace(card, unused_decisions=(*refused, *card.unused_decisions))
    return card
