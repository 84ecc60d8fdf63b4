"""The facts of the funds block: columns whose sources do not add up to the row of all money."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.engine.total_row import COLUMNS
from scoring.review.fund_parts import WrongColumn
from scoring.review.reviewed_form import Facts, ReviewedForm
from scoring.review.row_text_facts import quoted


def funds_facts(form: ReviewedForm) -> Facts:
    """Return the facts of the funds block."""
    parts = form.fund_parts
    facts: Facts = {column: form.amount(column) for column in COLUMNS}
    facts["repaired_at"] = form.funds_repaired_at or None
    facts["parts_known"] = parts.is_complete
    wrong = parts.wrong_columns
    first = wrong[0] if wrong else None
    facts["total_sum"] = None if first is None else first.total * form.money
    facts["parts_sum"] = None if first is None else first.parts * form.money
    facts["sums_ratio"] = None if first is None else first.ratio
    facts["part_above"] = any(column.above for column in wrong)
    facts["columns_wrong"] = _listed("fund_column", wrong, form) or None
    facts["columns_listed"] = _listed("fund_column_listed", wrong, form) or None
    return facts


def wrong_column_at(form: ReviewedForm) -> str:
    """Return where the first total stands that is not the sum of its sources, or an empty text."""
    wrong = form.fund_parts.wrong_columns
    return form.funds_at(wrong[0].name) if wrong else ""


def _listed(pattern: str, wrong: Iterable[WrongColumn], form: ReviewedForm) -> str:
    words = form.words
    name = "" if form.funds is None else quoted(form.funds.source, form).rstrip(":：")
    return "；".join(
        words.text(
            pattern,
            name=name,
            column=words.columns[column.name],
            total=words.money.text(column.total * form.money),
            parts=words.money.text(column.parts * form.money),
        )
        for column in wrong
    )
