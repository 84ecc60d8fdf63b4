"""A satisfaction compared with the survey on the form, and rates that are more than the whole."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from scoring.review.reviewed_form import Facts, ReviewedForm, ReviewedRow
from scoring.review.row_money_facts import exact_actual
from scoring.review.row_text_facts import holds_any
from scoring.values.attainment import Attainment


def survey_facts(row: ReviewedRow) -> Facts:
    """Return the numbers of a row's survey, and whether they can be."""
    survey = None if row.indicator is None else row.indicator.survey
    if survey is None:
        return {}
    counts = (survey.sent, survey.returned, survey.satisfied)
    sent, returned, satisfied = (None if n is None else Fraction(n) for n in counts)
    filled_in = [number for number in (sent, returned, satisfied) if number is not None]
    facts: Facts = {
        "survey_sent": sent,
        "survey_returned": returned,
        "survey_satisfied": satisfied,
        "survey_impossible": any(after > before for before, after in pairwise(filled_in)),
    }
    if returned and satisfied is not None:
        facts["survey_rate"] = satisfied / returned
    return facts


def rate_facts(row: ReviewedRow, attained: Attainment, form: ReviewedForm) -> Facts:
    """Compare the actual of a rate with its survey, and with the whole."""
    ratio = form.scale(attained.unit, "ratio") if attained.is_rate else None
    exact = exact_actual(row, attained, form)
    if ratio is None or exact is None:
        return {}
    value, last_place = exact
    of_whole = _is_of_whole(row.name, form)
    facts: Facts = {"is_above_whole": of_whole and value * ratio > 1}
    surveyed = survey_facts(row).get("survey_rate")
    if isinstance(surveyed, Fraction):
        facts["survey_agrees"] = abs(value * ratio - surveyed) < last_place * ratio
    return facts


def _is_of_whole(name: str, form: ReviewedForm) -> bool:
    words = form.words.words
    return holds_any((name,), words.of_a_whole) and not holds_any((name,), words.of_a_whole_unless)
