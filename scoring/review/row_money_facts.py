"""A row's amount or share compared with the funds block: do both agree, and does it matter?"""

from __future__ import annotations

from fractions import Fraction

from scoring.review.reviewed_form import Facts, ReviewedForm, ReviewedRow
from scoring.values.attainment import Attainment, Note
from scoring.values.comparing.direction import AT_LEAST, AT_MOST
from scoring.values.reading import Number

_PER_CENT = Fraction(1, 100)


def money_facts(row: ReviewedRow, attained: Attainment, form: ReviewedForm) -> Facts:
    """Return the facts of a row's actual compared with 全年执行数 and the execution rate."""
    facts: Facts = {**form.money_facts}
    money = form.scale(attained.unit)
    executed = form.amount("executed")
    exact = exact_actual(row, attained, form)
    if exact is None:
        return facts
    value, last_place = exact
    if money is not None and executed:  # a nought is no spending to compare with
        facts["target_amount"] = None if attained.target is None else attained.target * money
        facts["amount"] = value * money
        facts["amount_gap"] = gap = abs(value * money - executed)
        half = form.last_place("executed") / 2
        facts["amount_agrees"] = gap < last_place * money or gap <= half
        facts["executed_meets"] = _meets(executed / money, attained)
    ratio = form.scale(attained.unit, "ratio")
    if ratio is not None and form.rate is not None:
        facts["share_agrees"] = abs(value * ratio - form.rate) < last_place * ratio
        facts["rate_meets"] = _meets(form.rate / ratio, attained)
    return facts


def exact_actual(
    row: ReviewedRow, attained: Attainment, form: ReviewedForm
) -> tuple[Fraction, Fraction] | None:
    """Return an actual that is one exact number, and what its last written place is worth.

    Both in the target's unit. Within less than the last place every usual order of rounding agrees.
    """
    if row.indicator is None or attained.actual is None or Note.APPROXIMATE in attained.notes:
        return None
    written = form.reader.read(row.indicator.actual)
    if not isinstance(written, Number) or written.comparator is not None or not written.value:
        return None
    step = attained.actual / written.value / 10**written.decimals
    if Note.AS_PERCENT in attained.notes and written.unit is None:
        # 1 stands for 100 %: nobody rounds a rate to whole ones
        step = min(step, attained.actual / written.value * _PER_CENT)
    return attained.actual, abs(step)


def _meets(value: Fraction, attained: Attainment) -> bool | None:
    if attained.target is None or attained.direction not in (AT_LEAST, AT_MOST):
        return None
    if attained.direction == AT_LEAST:
        return value >= attained.target
    return value <= attained.target
