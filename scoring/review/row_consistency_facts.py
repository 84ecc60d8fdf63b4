"""Where a row disagrees with itself or with the rest of the form: facts for a reviewer's questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from scoring.exact import decimals, fraction, half_up
from scoring.records.scorecard import Requirement
from scoring.records.submission import Indicator
from scoring.review.reviewed_form import Facts, ReviewedForm, ReviewedRow
from scoring.review.row_text_facts import holds_any, quoted
from scoring.text import squeezed
from scoring.values.attainment import Attainment
from scoring.values.comparing.direction import AT_LEAST
from scoring.values.reading import Deadline

_PERCENT: Final = frozenset("%\uff05")


def consistency_facts(row: ReviewedRow, form: ReviewedForm) -> Facts:
    """Return what else a reviewer may ask about a row."""
    result, words = row.result, form.words.words
    levels = (result.level2, *result.path)
    required = form.missing.get(result.id, ())
    facts: Facts = {
        "handed_in": row.indicator is not None,
        "is_quantity": holds_any(levels, words.quantity),
        "is_quality": holds_any(levels, words.quality),
        "repaired_at": form.repaired_at(row) or None,
        **required_facts([r for r in required if not form.is_lost(row, r.field)]),
        **_full_quantity(row, form),
    }
    if row.indicator is not None:
        facts |= _initial(row.indicator, row, form)
        facts |= _cut(row, form)
        facts |= {
            "same_text": squeezed(result.target) == squeezed(result.actual),
            "not_accepted": holds_any((result.actual, result.reason), words.not_accepted),
            "repeated_here": row.holds_points and form.times.get(row.level_key, 0) > 1,
        }
    if row.attained is not None:
        facts["vague_number"] = _is_vague(row, row.attained, form)
        facts |= _filled(row, form)
    return facts


def required_facts(missing: Sequence[Requirement]) -> Facts:
    """Return what the set asks for of a row, or of the execution rate, and does not find."""
    facts: Facts = {}
    for field in ("reason", "evidence"):
        text = next((r.say for r in missing if r.field == field), "").rstrip("。")
        facts[f"has_required_{field}"] = bool(text)
        facts[f"required_{field}"] = text or None
    return facts


def _full_quantity(row: ReviewedRow, form: ReviewedForm) -> Facts:
    """Name the first quantity of the same first level that is claimed as fully done."""
    other = next((q for q in form.full_quantities.get(row.top, ()) if q is not row), None)
    if other is None:
        return {"full_quantity": None, "full_quantity_points": None}
    points = Fraction(other.result.points)
    return {"full_quantity": quoted(other.name, form), "full_quantity_points": points}


def _initial(indicator: Indicator, row: ReviewedRow, form: ReviewedForm) -> Facts:
    """Tell how the actual stands to the target that was set at first."""
    first = indicator.target_initial
    if not first.strip() or squeezed(first) == squeezed(indicator.target):
        return {"initial_target": None, "initial_met": None}
    attained = form.attained(row.result.id, target=first)
    met = None if attained is None else attained.met
    return {"initial_target": quoted(first, form), "initial_met": met}


def _cut(row: ReviewedRow, form: ReviewedForm) -> Facts:
    """Compare the one cut that the reason names (扣20%, 扣1分) with the points not claimed."""
    result = row.result
    words = "|".join(sorted(map(re.escape, form.words.words.cut), key=len, reverse=True))
    cuts = re.findall(rf"(?:{words})\s*(\d{{1,6}}(?:\.\d{{1,6}})?)\s*([%\uff05分])", result.reason)
    if result.claimed is None or len(cuts) != 1 or not row.holds_points:
        return {"cut_stated": None, "cut_made": None, "cut_agrees": None}
    number, unit = cuts[0]
    points, made = Fraction(result.points), Fraction(result.points) - Fraction(result.claimed)
    cut = points * fraction(number) / 100 if unit in _PERCENT else fraction(number)
    agrees = half_up(cut, max(decimals(result.claimed), 1)) == made or half_up(cut, 2) == made
    return {"cut_stated": f"{number}{unit}", "cut_made": made, "cut_agrees": agrees}


def _is_vague(row: ReviewedRow, attained: Attainment, form: ReviewedForm) -> bool:
    """Tell whether a percentage is set for what is only put in words: 社会效益明显 ≥95%.

    A name that is that of a rate is none: 有效投诉处理率 can be counted.
    """
    if not attained.is_rate or attained.direction != AT_LEAST or row.indicator is None:
        return False
    words, policy = form.words.words, form.indicators.policy
    if holds_any((row.name,), (*policy.rate_words, *policy.satisfaction_words)):
        return False
    return row.name.endswith(words.vague) or row.indicator.target.strip().endswith(words.vague)


def _filled(row: ReviewedRow, form: ReviewedForm) -> Facts:
    """Compare the date of completion with the date on which the form was filled in."""
    on, year = form.filled_on, form.submission.year
    indicator = row.indicator
    assert indicator is not None
    done = form.reader.read(indicator.actual)
    if on is None or not isinstance(done, Deadline) or done.is_bound or not done.is_dated(year):
        return {"filled_on": None, "done_after_filled": None}
    first: date = done.period(year)[0]
    return {
        "filled_on": quoted(form.submission.head.date, form),
        "done_after_filled": first > on,
    }
