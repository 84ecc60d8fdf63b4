"""Whether two figures agree at the precision that they are printed with.

What rounding, cutting or rounding up of the last printed place explains is 尾差 and no difference.
"""

from __future__ import annotations

from fractions import Fraction

from scoring.exact import last_place
from scoring.records.file_content import Amount
from scoring.values.grammar import Reader

_HALF = Fraction(1, 2)


def in_yuan(amount: Amount, reader: Reader) -> tuple[Fraction, Fraction] | None:
    """Return an amount of money in 元, and what its last place is worth; None if it is none."""
    scale = reader.scale(amount.unit, "money")
    if scale is None:
        return None
    return Fraction(amount.value) * scale, last_place(amount.value) * scale


def agree(one: Fraction, step: Fraction, other: Fraction, other_step: Fraction) -> bool:
    """Tell whether two figures may be one, printed with different last places."""
    coarse, fine = max(step, other_step), min(step, other_step)
    return abs(one - other) < coarse + _HALF * fine if fine < coarse else abs(one - other) < coarse


def rate_fits(executed: Amount, budget: Amount, rate: Amount) -> bool | None:
    """Tell whether a printed rate is that of two printed amounts; None without a positive budget.

    Each amount may be off by the last place that either is written with (12万元 is 12.00 where the
    other is 4.09万元), and the rate by its own: rounded, cut or rounded up.
    """
    if budget.value <= 0 or executed.unit != budget.unit:
        return None
    step = min(last_place(executed.value), last_place(budget.value))
    above, below = Fraction(executed.value), Fraction(budget.value)
    if below <= step:
        return None
    least = 100 * (above - step) / (below + step)
    most = 100 * (above + step) / (below - step)
    stated, off = Fraction(rate.value), last_place(rate.value)
    return least - off < stated < most + off
