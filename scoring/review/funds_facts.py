"""The facts of the funds block: columns whose sources do not add up to the row of all money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import ZERO, decimals
from scoring.records.submission import Funds
from scoring.review.scored_form import ScoredForm
from scoring.rules.types import Value
from scoring.text import level_key

_COLUMNS: Final = ("initial", "budget", "executed")
_HALF: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A column in which the row of all money is not the sum of the others; amounts in 元."""

    column: str
    total: Fraction
    parts: Fraction


def funds_facts(form: ScoredForm) -> dict[str, Value | None]:
    """Return the facts of the funds block."""
    total, words = form.funds, form.words
    parts = [row for row in form.submission.funds if row is not total]
    sources = {level_key(name) for name in words.words.fund_sources}
    known = bool(parts) and all(_source(row, form) in sources for row in parts)
    facts: dict[str, Value | None] = {column: form.amount(column) for column in _COLUMNS}
    once = len({_source(row, form) for row in parts}) == len(parts)
    # 其中 before a single source names one of several
    alone = len(parts) == 1 and _source(parts[0], form) != level_key(parts[0].source)
    facts["repaired_at"] = form.funds_repaired_at or None
    facts["parts_known"] = known and once and not alone
    wrong = list(_wrong(form))
    if wrong:
        facts["total_sum"], facts["parts_sum"] = wrong[0].total, wrong[0].parts
        facts["columns_wrong"] = ";".join(
            words.text(
                "fund_column",
                column=words.columns[one.column],
                total=words.money.text(one.total),
                parts=words.money.text(one.parts),
            )
            for one in wrong
        )
    return facts


def wrong_column_at(form: ScoredForm) -> str:
    """Return where the first total stands that is not the sum of its sources, or an empty text."""
    first = next(_wrong(form), None)
    return "" if first is None else form.funds_at(first.column)


def _wrong(form: ScoredForm) -> Iterator[_Wrong]:
    total = form.funds
    parts = [row for row in form.submission.funds if row is not total]
    for column in _COLUMNS:
        stated: Decimal | None = None if total is None else getattr(total, column)
        given: list[Decimal | None] = [getattr(row, column) for row in parts]
        numbers = [number for number in given if number is not None]
        if stated is None or len(numbers) < len(parts) or not numbers:
            continue
        added = sum(map(Fraction, numbers), ZERO)
        places = min(decimals(number) for number in (stated, *numbers))
        if abs(added - Fraction(stated)) > _HALF * (len(numbers) + 1) / 10**places:
            yield _Wrong(column, Fraction(stated) * form.money, added * form.money)


def _source(row: Funds, form: ScoredForm) -> str:
    name = level_key(row.source)
    for lead in form.words.words.fund_sources_lead:
        name = name.removeprefix(level_key(lead))
    return name
