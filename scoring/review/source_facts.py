"""The facts of one source of a funds block: its own rate, and amounts that may be in another unit."""

from __future__ import annotations

from fractions import Fraction

from scoring.engine.total_row import COLUMNS
from scoring.records.submission import Funds
from scoring.review.claim_checks import stated_rate
from scoring.review.reviewed_form import Facts, ReviewedForm
from scoring.review.row_text_facts import holds_any, quoted, reason_facts


def source_facts(row: Funds, form: ReviewedForm) -> Facts:
    """Return the facts of a row of funds that is not the row of all money."""
    budget, executed = row.budget, row.executed
    rate = None
    if budget is not None and executed is not None and budget > 0:
        rate = Fraction(executed) / Fraction(budget)
    check = next(iter(stated_rate("", row)), None)
    negative = negative_columns(row, form)
    return {
        "source": quoted(row.source, form).rstrip(":："),
        "part_budget": None if budget is None else Fraction(budget) * form.money,
        "part_executed": None if executed is None else Fraction(executed) * form.money,
        "part_rate": rate,
        "whole_rate": form.rate,
        "part_stated_rate": None if check is None else Fraction(check.stated),
        "part_rate_right": None if check is None else Fraction(check.computed),
        "part_rate_agrees": None if check is None else check.verdict != "differs",
        "part_apart": apart(row),
        "part_negative": negative or None,
        "has_part_negative": bool(negative),
        "part_over_confirmed": row.over_confirmed,
        "part_has_reason": reason_facts(row.reason, form)["has_reason"],
    }


def negative_columns(row: Funds, form: ReviewedForm) -> str:
    """List the amounts of a row that lie below zero, unless it says that money was taken back.

    What makes the sources add up is meant so; but nothing below zero is carried over.
    """
    words = form.words
    if not any((getattr(row, column) or 0) < 0 for column in COLUMNS):
        return ""
    if holds_any((row.source, row.reason), words.words.negative_funds):
        return ""
    is_carried = holds_any((row.source,), words.words.carried_funds)
    amounts = ((column, getattr(row, column)) for column in COLUMNS)
    return words.patterns["list_mark"].join(
        f"{words.columns[column]}{words.money.text(Fraction(amount) * form.money)}"
        for column, amount in amounts
        if amount is not None and amount < 0
        if is_carried or not form.fund_parts.balances(row, column)
    )


def apart(row: Funds) -> Fraction | None:
    """Return how many times the largest amount of a row is the smallest above zero.

    Money is not spent ten thousand times over: such amounts are in 元 beside 万元.
    """
    amounts = [Fraction(n) for column in COLUMNS if (n := getattr(row, column)) and n > 0]
    return max(amounts) / min(amounts) if len(amounts) > 1 else None
