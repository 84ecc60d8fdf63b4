"""The facts of a row's texts: what is blank, whether a reason says anything, what kind of row it is."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from scoring.records.submission import Indicator
from scoring.review.reviewed_form import Facts, ReviewedForm, ReviewedRow
from scoring.review.vocabulary import Vocabulary
from scoring.text import on_one_line
from scoring.values.attainment import Case
from scoring.values.reading import (
    Deadline,
    Number,
    Range,
    Several,
    ShortStatement,
    StatementKind,
    Unread,
)

LONGEST_QUOTE: Final = 120
"""So many characters of a text are quoted; of a longer one their number is added."""
_TRIMMED: Final = " \t\r\n\u3000。.,，;；!！、"


def text_facts(row: ReviewedRow, form: ReviewedForm) -> Facts:
    """Return the facts that a row's texts tell."""
    result, indicator, words = row.result, row.indicator, form.words.words
    reason = result.reason
    whole = not holds_any((result.name,), words.part_of_money)
    appeals = "\n".join((result.name, reason, result.actual))
    appeal = next((word for word in words.no_complaint if word in appeals), None)
    facts: Facts = {
        "name": quoted(result.name, form) or None,
        "level1": result.level1 or None,
        "level2": result.level2 or None,
        "reason": quoted(reason, form) or None,
        **reason_facts(reason, form),
        "is_cost": holds_any((result.level2, result.level1, *result.path), words.cost),
        "repaired": form.is_repaired(row),
        "is_standard": holds_any((result.name,), words.standard),
        "is_satisfaction": _is_satisfaction(row, form),
        "no_complaint": appeal is not None,
        "no_complaint_said": appeal,
        "is_execution": form.indicators.execution is not None
        and whole
        and holds_any((result.name,), words.execution),
        "is_spending_share": whole and holds_any((result.name,), words.spending_share),
        "is_total_cost": whole
        and holds_any((result.name,), words.total_cost)
        and not holds_any((result.name,), words.total_cost_unless),
    }
    if indicator is not None:
        facts |= {
            "target": quoted(indicator.target, form) or None,
            "actual": quoted(indicator.actual, form) or None,
            "target_blank": _is(indicator.target, StatementKind.BLANK, form)
            and not form.is_lost(row, "target"),
            "actual_blank": _is(indicator.actual, StatementKind.BLANK, form)
            and not form.is_lost(row, "actual"),
            "example": _example(row, form),
            "evidence": Fraction(len(indicator.evidence)),
            "adjusted": indicator.adjustment is not None,
            "has_survey": _has_survey(indicator, form),
            "name_blank": not result.name.strip(),
        }
    return facts


def reason_facts(reason: str, form: ReviewedForm) -> Facts:
    """Tell whether a reason says something; ``暂无`` says nothing."""
    empty = reason.strip(_TRIMMED) in form.words.says_nothing
    return {
        "has_reason": says_something(reason, form.words),
        "reason_says_nothing": empty and bool(reason),
    }


def says_something(reason: str, words: Vocabulary) -> bool:
    """Tell whether a reason is more than 暂无 or 未偏离."""
    text = reason.strip(_TRIMMED)
    return bool(text) and text not in words.says_nothing


def quoted(text: str, form: ReviewedForm) -> str:
    """Return a text on one line as it is quoted; of a long one the beginning and its length."""
    line = on_one_line(text)
    if len(line) <= LONGEST_QUOTE:
        return line
    return form.words.text("quote_cut", text=line[:LONGEST_QUOTE], count=len(line))


def holds_any(texts: Iterable[str], words: Iterable[str]) -> bool:
    """Tell whether any of the texts holds any of the words."""
    joined = "\n".join(texts)
    return any(word in joined for word in words)


def _is_satisfaction(row: ReviewedRow, form: ReviewedForm) -> bool:
    """Tell whether a row is a satisfaction, by its name; by its level if it is no other rate."""
    result, policy = row.result, form.indicators.policy
    if holds_any((result.name,), policy.satisfaction_words):
        behind = result.name
        for word in policy.satisfaction_words:
            behind = behind.rpartition(word)[2]
        return not holds_any((behind,), policy.rate_words)  # 满意度调查覆盖率 is another rate
    is_other = holds_any((result.name,), policy.rate_words)
    return not is_other and holds_any((result.level1, result.level2), policy.satisfaction_words)


def _has_survey(indicator: Indicator, form: ReviewedForm) -> bool:
    """Tell whether a survey is given in numbers, or the form mentions one in words."""
    if indicator.survey is not None and indicator.survey.returned is not None:
        return True
    words = form.words.words
    texts = (
        indicator.reason,
        indicator.actual,
        *(evidence.name for evidence in indicator.evidence),
    )
    return any(
        holds_any((t,), words.survey) and not holds_any((t,), words.survey_unless) for t in texts
    )


def _is(text: str, stated: StatementKind, form: ReviewedForm) -> bool:
    reading = form.reader.read(text)
    return isinstance(reading, ShortStatement) and reading.stated is stated


def _example(row: ReviewedRow, form: ReviewedForm) -> str | None:
    """Return how an actual of this row's kind may be written; its number has no meaning."""
    indicator, attained = row.indicator, row.attained
    if indicator is None or attained is None or attained.case is not Case.UNREAD:
        return None
    target = form.reader.read(indicator.target)
    unit = ""
    match target:
        case Number():
            symbol = "" if target.unit is None else target.unit.symbol
            is_rate = target.unit is not None and target.unit.dimension == "ratio"
            key, unit = "rate" if is_rate else "number", target.multiplier_text + symbol
        case Range():
            key, unit = "number", "" if target.low.unit is None else target.low.unit.symbol
        case Several():
            key = "parts"
        case Deadline():
            key = "date" if form.submission.year is not None else "date_with_year"
        case Unread():
            return None
        case ShortStatement(stated=StatementKind.BLANK):
            return None
        case _:
            key = "wording"
    return form.words.text(
        f"examples.{key}", unit=unit or indicator.unit, year=form.submission.year
    )
