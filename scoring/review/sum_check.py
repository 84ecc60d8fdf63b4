"""Stated sums: do they agree with their terms, allowing for terms that were rounded themselves?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import ZERO, decimals, half_up, last_place
from scoring.records.claim_check import Verdict
from scoring.value_class import dataclass

_HALF: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Term:
    """One claim in a sum, with its points and what the rule gives (None where it gives none)."""

    claimed: Decimal
    points: Decimal
    score: Decimal | None


def added(terms: Sequence[Term]) -> Fraction:
    """Return the sum of the claims as they are written."""
    return sum((Fraction(term.claimed) for term in terms), ZERO)


def sum_verdict(stated: Decimal, terms: Sequence[Term], places: int) -> Verdict:
    """Compare a stated sum with its terms; scores of the rule are printed with ``places``.

    It agrees if it is the sum, rounded half up to the places that it is written with. It is a
    rounding if it is that of some numbers that the terms may stand for.
    """
    own, exact = decimals(stated), Fraction(stated)
    if half_up(added(terms), own) == exact:
        return "agrees"
    ranges = [_stands_for(term, own, places) for term in terms]
    least = sum((low for low, _ in ranges), ZERO)
    greatest = sum((high for _, high in ranges), ZERO)
    if least == greatest:
        return "differs"
    return "rounding" if half_up(least, own) <= exact <= half_up(greatest, own) else "differs"


def _stands_for(term: Term, own: int, places: int) -> tuple[Fraction, Fraction]:
    """Return between what a claim may have stood before it was rounded.

    All of a row's points, none, and claims without decimals were filled in and are no rounded numbers;
    nor is a score that the rule gives with fewer decimals than it is rounded to.
    """
    claimed, written = Fraction(term.claimed), decimals(term.claimed)
    if not written or term.claimed in (0, term.points):
        return claimed, claimed
    step = last_place(term.claimed)
    score = None if term.score is None else Fraction(term.score)
    if score == claimed:
        is_exact = (score * 10 ** (places - 1)).denominator == 1 if places else True
        return (claimed, claimed) if is_exact else (claimed - step * _HALF, claimed + step * _HALF)
    if score is not None and abs(score - claimed) < step:
        return min(score, claimed - step * _HALF), max(score, claimed + step * _HALF)
    if written < own:
        return claimed - step * _HALF, claimed + step * _HALF
    return claimed, claimed
