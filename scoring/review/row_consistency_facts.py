"""What a row says against itself or against the rest of the form: facts for a reviewer's questions."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Final

from scoring.exact import decimals, fraction, half_up
from scoring.records.scorecard import Requirement
from scoring.records.submission import Indicator
from scoring.review.row_text_facts import holds_any, quoted
from scoring.review.scored_form import ScoredForm, ScoredRow
from scoring.rules.types import Value
from scoring.text import squeezed
from scoring.values.attainment import Attainment
from scoring.values.comparing.direction import AT_LEAST
from scoring.values.reading import Deadline

Facts = dict[str, Value | None]
_PERCENT: Final = frozenset("%\uff05")


def consistency_facts(row: ScoredRow, form: ScoredForm) -> Facts:
    """Return what else a reviewer may ask about a row."""
    result, words = row.result, form.words.words
    levels = (result.level2, *result.path)
    facts: Facts = {
        "handed_in": row.indicator is not None,
        "is_quantity": holds_any(levels, words.quantity),
        "is_quality": holds_any(levels, words.quality),
        "repaired_at": form.repaired_at(row) or None,
        **required_facts(
            tuple(
                one for one in form.missing.get(result.id, ()) if not form.is_unread(row, one.field)
            )
        ),
        **_beside_quantity(row, form),
    }
    if row.indicator is not None:
        facts |= _initial(row.indicator, row, form)
        facts |= _cut(row, form)
        facts |= {
            "same_text": squeezed(result.target) == squeezed(result.actual),
            "not_accepted": holds_any((result.actual, result.reason), words.not_accepted),
            "repeated_here": row.holds_points and form.times.get(row.own_key, 0) > 1,
        }
    if row.attained is not None:
        facts["vague_number"] = _is_vague(row, row.attained, form)
        facts |= _filled(row, form)
    return facts


def required_facts(missing: tuple[Requirement, ...]) -> Facts:
    """Return what the set asks for of a row, or of the execution rate, and does not find."""
    facts: Facts = {}
    for field in ("reason", "evidence"):
        say = next((one.say for one in missing if one.field == field), "").rstrip("。")
        facts[f"has_required_{field}"] = bool(say)
        facts[f"required_{field}"] = say or None
    return facts


def _beside_quantity(row: ScoredRow, form: ScoredForm) -> Facts:
    """Name the first quantity of the same first level that is claimed as fully done."""
    other = next((q for q in form.full_quantities.get(row.top, ()) if q is not row), None)
    if other is None:
        return {"full_quantity": None, "full_quantity_points": None}
    points = Fraction(other.result.points)
    return {"full_quantity": quoted(other.name, form), "full_quantity_points": points}


def _initial(indicator: Indicator, row: ScoredRow, form: ScoredForm) -> Facts:
    """Tell how the actual stands to the target that was set at first."""
    first = indicator.target_initial
    if not first.strip() or squeezed(first) == squeezed(indicator.target):
        return {"initial_target": None, "initial_met": None}
    attained = form.attained(row.result.id, target=first)
    met = None if attained is None else attained.met
    return {"initial_target": quoted(first, form), "initial_met": met}


def _cut(row: ScoredRow, form: ScoredForm) -> Facts:
    """Compare the one cut that the reason tells of (扣20%, 扣1分) with the points left out."""
    result = row.result
    words = "|".join(sorted(map(re.escape, form.words.words.cut), key=len, reverse=True))
    told = re.findall(rf"(?:{words})\s*(\d{{1,6}}(?:\.\d{{1,6}})?)\s*([%\uff05分])", result.reason)
    if result.claimed is None or len(told) != 1 or not row.holds_points:
        return {"cut_stated": None, "cut_made": None, "cut_agrees": None}
    number, unit = told[0]
    points, made = Fraction(result.points), Fraction(result.points) - Fraction(result.claimed)
    cut = points * fraction(number) / 100 if unit in _PERCENT else fraction(number)
    agrees = half_up(cut, max(decimals(result.claimed), 1)) == made or half_up(cut, 2) == made
    return {"cut_stated": f"{number}{unit}", "cut_made": made, "cut_agrees": agrees}


def _is_vague(row: ScoredRow, attained: Attainment, form: ScoredForm) -> bool:
    """Tell whether a percentage is set for what is only told in words: 社会效益明显 ≥95%.

    A name that is that of a rate is none: 有效投诉处理率 can be counted.
    """
    if not attained.is_rate or attained.direction != AT_LEAST or row.indicator is None:
        return False
    words, policy = form.words.words, form.indicators.policy
    if holds_any((row.name,), (*policy.rate_words, *policy.satisfaction_words)):
        return False
    return row.name.endswith(words.vague) or row.indicator.target.strip().endswith(words.vague)


def _filled(row: ScoredRow, form: ScoredForm) -> Facts:
    """Compare the date of completion with the date on which the form was filled in."""
    on, year = form.filled_on, form.submission.year
    indicator = row.indicator
    assert indicator is not None
    done = form.reader.read(indicator.actual)
    if on is None or not isinstance(done, Deadline) or done.is_bound:
        return {"filled_on": None, "done_after_filled": None}
    first: date = done.period(year)[0]
    return {
        "filled_on": quoted(form.submission.head.date, form),
        "done_after_filled": first > on,
    }
