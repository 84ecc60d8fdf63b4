"""Which row of the funds block is that of all money: by its name, else by what it adds up to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from scoring.exact import adds_up
from scoring.indicator_set.fund_words import fund_name
from scoring.indicator_set.model import IndicatorSet
from scoring.records.certainty import Certainty
from scoring.records.submission import Funds, Submission

COLUMNS: Final = ("initial", "budget", "executed")


class TotalRow(NamedTuple):
    """The row of all money and how it is known; where there is none, why, in Chinese."""

    funds: Funds | None
    known: Certainty
    why_not: str = ""


def total_row(submission: Submission, indicators: IndicatorSet) -> TotalRow:
    """Return the row that bears a name of the set's, in their order, else a usual one.

    Where no name tells it: the only row, or the one that is the sum of the others.
    """
    rows, words = submission.funds, indicators.fund_words
    own = () if indicators.execution is None else indicators.execution.total_names
    for name in dict.fromkeys((*map(fund_name, own), *words.total)):
        named = [row for row in rows if fund_name(row.source) == name]
        if len({_amounts(row) for row in named}) > 1:
            why = f"资金栏有{len(named)}行“{named[0].source}”，数字不同，看不出哪一行是合计"
            return TotalRow(None, Certainty.NOT_FOUND, why)
        if named:
            return TotalRow(named[0], Certainty.WRITTEN)
    if len(rows) == 1:
        return TotalRow(rows[0], Certainty.WORD)
    totals = [row for row in rows if not words.is_source(row.source) and _is_sum(row, rows)]
    if totals and len({_amounts(row) for row in totals}) == 1:
        return TotalRow(totals[0], Certainty.BY_PLACE)
    why = f"资金栏有{len(rows)}行，没有一行是{own[0] if own else words.total[0]}" if rows else ""
    return TotalRow(None, Certainty.NOT_FOUND, why)


def _amounts(row: Funds) -> tuple[Decimal | None, ...]:
    return row.initial, row.budget, row.executed


def _is_sum(row: Funds, rows: Sequence[Funds]) -> bool:
    """Tell whether a row is what all others add up to in every column that it fills in."""
    others = [other for other in rows if other is not row]
    filled = [column for column in COLUMNS if getattr(row, column)]
    return bool(filled) and all(
        adds_up([getattr(other, column) or Decimal(0) for other in others], getattr(row, column))[0]
        for column in filled
    )
