"""The facts of the funds block: columns whose sources do not add up to the row of all money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import adds_up
from scoring.records.submission import Funds
from scoring.review.reviewed_form import Facts, ReviewedForm
from scoring.text import level_key

_COLUMNS: Final = ("initial", "budget", "executed")


@dataclass(frozen=True, slots=True)
class _WrongColumn:
    """A column in which the row of all money is not the sum of the others; amounts in 元."""

    name: str
    total: Fraction
    parts: Fraction


def funds_facts(form: ReviewedForm) -> Facts:
    """Return the facts of the funds block."""
    total, words = form.funds, form.words
    parts = [row for row in form.submission.funds if row is not total]
    sources = {level_key(name) for name in words.words.fund_sources}
    named = [_source(row, form) for row in parts]
    # 其中 before a single source names one of several
    alone = len(parts) == 1 and named[0] != level_key(parts[0].source)
    is_listed = bool(parts) and sources.issuperset(named) and len(set(named)) == len(named)
    facts: Facts = {column: form.amount(column) for column in _COLUMNS}
    facts["repaired_at"] = form.funds_repaired_at or None
    facts["parts_known"] = is_listed and not alone
    wrong = list(_wrong_columns(form))
    if wrong:
        facts["total_sum"], facts["parts_sum"] = wrong[0].total, wrong[0].parts
        facts["columns_wrong"] = ";".join(
            words.text(
                "fund_column",
                column=words.columns[column.name],
                total=words.money.text(column.total),
                parts=words.money.text(column.parts),
            )
            for column in wrong
        )
    return facts


def wrong_column_at(form: ReviewedForm) -> str:
    """Return where the first total stands that is not the sum of its sources, or an empty text."""
    first = next(_wrong_columns(form), None)
    return "" if first is None else form.funds_at(first.name)


def _wrong_columns(form: ReviewedForm) -> Iterator[_WrongColumn]:
    total = form.funds
    parts = [row for row in form.submission.funds if row is not total]
    for column in _COLUMNS:
        stated: Decimal | None = None if total is None else getattr(total, column)
        numbers = [n for row in parts if (n := getattr(row, column)) is not None]
        if stated is None or len(numbers) < len(parts) or not numbers:
            continue
        agrees, added = adds_up(numbers, stated)
        if not agrees:
            yield _WrongColumn(column, Fraction(stated) * form.money, added * form.money)


def _source(row: Funds, form: ReviewedForm) -> str:
    name = level_key(row.source)
    for lead in form.words.words.fund_sources_lead:
        name = name.removeprefix(level_key(lead))
    return name
