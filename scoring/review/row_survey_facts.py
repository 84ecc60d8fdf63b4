"""A satisfaction beside the survey on the form, and rates that are more than the whole."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from scoring.review.row_money_facts import exact_actual
from scoring.review.scored_form import ScoredForm, ScoredRow
from scoring.rules.types import Value
from scoring.values.attainment import Attainment


def survey_facts(row: ScoredRow) -> dict[str, Value | None]:
    """Return the numbers of a row's survey, and whether they can be."""
    survey = None if row.indicator is None else row.indicator.survey
    if survey is None:
        return {}
    given = (survey.sent, survey.returned, survey.satisfied)
    sent, returned, satisfied = (None if n is None else Fraction(n) for n in given)
    known = [number for number in (sent, returned, satisfied) if number is not None]
    facts: dict[str, Value | None] = {
        "survey_sent": sent,
        "survey_returned": returned,
        "survey_satisfied": satisfied,
        "survey_impossible": any(after > before for before, after in pairwise(known)),
    }
    if returned and satisfied is not None:
        facts["survey_rate"] = satisfied / returned
    return facts


def rate_facts(row: ScoredRow, attained: Attainment, form: ScoredForm) -> dict[str, Value | None]:
    """Compare the actual of a rate with its survey, and with the whole."""
    ratio = form.scale(attained.unit, "ratio") if attained.is_rate else None
    exact = exact_actual(row, attained, form)
    if ratio is None or exact is None:
        return {}
    value, last_place = exact
    words = form.words.words
    of_whole = _holds(row.name, words.of_a_whole) and not _holds(row.name, words.of_a_whole_unless)
    facts: dict[str, Value | None] = {"is_above_whole": of_whole and value * ratio > 1}
    surveyed = survey_facts(row).get("survey_rate")
    if isinstance(surveyed, Fraction):
        facts["survey_agrees"] = abs(value * ratio - surveyed) < last_place * ratio
    return facts


def _holds(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)
