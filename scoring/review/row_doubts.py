"""What a row says against itself or against the rest of the form: facts for a reviewer's questions."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Final

from scoring.exact import decimals, fraction, half_up
from scoring.records.scorecard import Requirement
from scoring.records.submission import Indicator
from scoring.review.row_texts import holds_any, quoted
from scoring.review.subject import Row, Subject
from scoring.rules.types import Value
from scoring.text import squeezed
from scoring.values.attainment import Attainment
from scoring.values.comparing.direction import AT_LEAST
from scoring.values.reading import Deadline

Facts = dict[str, Value | None]
_PERCENT: Final = frozenset("%\uff05")


def doubt_facts(row: Row, subject: Subject) -> Facts:
    """Return what else a reviewer may ask about a row."""
    result, words = row.result, subject.words.words
    levels = (result.level2, *result.path)
    facts: Facts = {
        "handed_in": row.given is not None,
        "is_quantity": holds_any(levels, words.quantity),
        "is_quality": holds_any(levels, words.quality),
        "repaired_at": subject.repaired_at(row) or None,
        **required_facts(
            tuple(
                one
                for one in subject.missing.get(result.id, ())
                if not subject.is_unread(row, one.field)
            )
        ),
        **_beside_quantity(row, subject),
    }
    if row.given is not None:
        facts |= _initial(row.given, row, subject)
        facts |= _cut(row, subject)
        facts |= {
            "same_text": squeezed(result.target) == squeezed(result.actual),
            "not_accepted": holds_any((result.actual, result.reason), words.not_accepted),
            "repeated_here": row.holds_points and subject.times.get(row.own_key, 0) > 1,
        }
    if row.attained is not None:
        facts["vague_number"] = _is_vague(row, row.attained, subject)
        facts |= _filled(row, subject)
    return facts


def required_facts(missing: tuple[Requirement, ...]) -> Facts:
    """Return what the set asks for of a row, or of the execution rate, and does not find."""
    facts: Facts = {}
    for field in ("reason", "evidence"):
        say = next((one.say for one in missing if one.field == field), "").rstrip("。")
        facts[f"has_required_{field}"] = bool(say)
        facts[f"required_{field}"] = say or None
    return facts


def _beside_quantity(row: Row, subject: Subject) -> Facts:
    """Name the first quantity of the same first level that is claimed as fully done."""
    other = next((q for q in subject.full_quantities.get(row.top, ()) if q is not row), None)
    if other is None:
        return {"full_quantity": None, "full_quantity_points": None}
    points = Fraction(other.result.points)
    return {"full_quantity": quoted(other.name, subject), "full_quantity_points": points}


def _initial(given: Indicator, row: Row, subject: Subject) -> Facts:
    """Tell how the actual stands to the target that was set at first."""
    first = given.target_initial
    if not first.strip() or squeezed(first) == squeezed(given.target):
        return {"initial_target": None, "initial_met": None}
    attained = subject.attained(row.result.id, target=first)
    met = None if attained is None else attained.met
    return {"initial_target": quoted(first, subject), "initial_met": met}


def _cut(row: Row, subject: Subject) -> Facts:
    """Compare the one cut that the reason tells of (扣20%, 扣1分) with the points left out."""
    result = row.result
    words = "|".join(sorted(map(re.escape, subject.words.words.cut), key=len, reverse=True))
    told = re.findall(rf"(?:{words})\s*(\d{{1,6}}(?:\.\d{{1,6}})?)\s*([%\uff05分])", result.reason)
    if result.claimed is None or len(told) != 1 or not row.holds_points:
        return {"cut_stated": None, "cut_made": None, "cut_agrees": None}
    number, unit = told[0]
    points, made = Fraction(result.points), Fraction(result.points) - Fraction(result.claimed)
    cut = points * fraction(number) / 100 if unit in _PERCENT else fraction(number)
    agrees = half_up(cut, max(decimals(result.claimed), 1)) == made or half_up(cut, 2) == made
    return {"cut_stated": f"{number}{unit}", "cut_made": made, "cut_agrees": agrees}


def _is_vague(row: Row, attained: Attainment, subject: Subject) -> bool:
    """Tell whether a percentage is set for what is only told in words: 社会效益明显 ≥95%.

    A name that is that of a rate is none: 有效投诉处理率 can be counted.
    """
    if not attained.is_rate or attained.direction != AT_LEAST or row.given is None:
        return False
    words, policy = subject.words.words, subject.indicators.policy
    if holds_any((row.name,), (*policy.rate_words, *policy.satisfaction_words)):
        return False
    return row.name.endswith(words.vague) or row.given.target.strip().endswith(words.vague)


def _filled(row: Row, subject: Subject) -> Facts:
    """Compare the date of completion with the date on which the form was filled in."""
    on, year = subject.filled_on, subject.submission.year
    given = row.given
    assert given is not None
    done = subject.reader.read(given.actual)
    if on is None or not isinstance(done, Deadline) or done.is_bound:
        return {"filled_on": None, "done_after_filled": None}
    first: date = done.period(year)[0]
    return {
        "filled_on": quoted(subject.submission.head.date, subject),
        "done_after_filled": first > on,
    }
