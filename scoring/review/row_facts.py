"""The facts of one row: its score, its readings, its texts, and those of its neighbours."""

from __future__ import annotations

from fractions import Fraction

from scoring.engine.excused import excuse
from scoring.exact import half_up
from scoring.records.certainty import KNOWN
from scoring.records.scorecard import RowResult
from scoring.review.hint_facts import row_hints
from scoring.review.other_figure_facts import other_figure_facts
from scoring.review.reviewed_form import NO_ROWS, Facts, ReviewedForm, ReviewedRow
from scoring.review.row_consistency_facts import consistency_facts
from scoring.review.row_money_facts import money_facts
from scoring.review.row_survey_facts import rate_facts, survey_facts
from scoring.review.row_text_facts import quoted, text_facts
from scoring.review.score_facts import rounding_cause, score_facts
from scoring.review.vocabulary import Vocabulary
from scoring.values.attainment import Attainment, Case, Note
from scoring.values.comparing.deadlines import limit
from scoring.values.comparing.direction import AT_LEAST, AT_MOST
from scoring.values.reading import Deadline, Range

_ONE = Fraction(1)
_OF_SPANS = {AT_LEAST: "longer", AT_MOST: "shorter"}


def row_facts(row: ReviewedRow, form: ReviewedForm) -> Facts:
    """Return everything that rules may look at of a row."""
    facts = _points(row, form)
    facts |= text_facts(row, form)
    if row.indicator is not None:
        facts |= row_hints(row.indicator, form.words, form.reader.lexicon)
    facts |= survey_facts(row)
    facts |= consistency_facts(row, form)
    if row.attained is not None:
        facts |= _readings(row, row.attained, form)
        facts |= _excuse(row, row.attained, form)
        facts |= money_facts(row, row.attained, form)
        facts |= rate_facts(row, row.attained, form)
        facts |= other_figure_facts(row, row.attained, form)
    return facts | _neighbours(row, form)


def _points(row: ReviewedRow, form: ReviewedForm) -> Facts:
    result = row.result
    is_set = bool(result.name.strip() or result.target.strip())
    blank = row.indicator is not None and row.indicator.points is None
    lost = blank and form.is_lost(row, "points")
    is_score = result.claimed is not None and result.claimed == result.score
    return {
        **score_facts(result),
        **({"points": None} if lost and not row.holds_points else {}),
        "points_blank": blank and not lost and is_set and form.indicators.scored,
        "points_zero": row.indicator is not None
        and row.indicator.points == 0
        and form.indicators.scored,
        "no_points": form.no_points,
        "counts": bool(result.points) or (is_set and not form.indicators.scored),
        "rounding_only": is_score or bool(rounding_cause(row, form)),
    }


def _excuse(row: ReviewedRow, attained: Attainment, form: ReviewedForm) -> Facts:
    """Tell whether the form says something for a missed target that leaves room."""
    words = form.indicators.excuse_words
    named = "" if row.indicator is None else excuse(row.indicator, attained, words)
    return {
        "excused": bool(named),
        "excused_by": quoted(named, form) or None,
        "approval_told": bool(words.approval_in(row.result.reason)),
    }


def _is_by_ratio(result: RowResult, attained: Attainment, places: int) -> bool:
    """Tell whether the score is the points in proportion to what was completed of the target."""
    share = attained.completion
    if attained.met is not False or not share or result.score is None:
        return False
    return half_up(share * Fraction(result.points), places) == Fraction(result.score)


def _readings(row: ReviewedRow, attained: Attainment, form: ReviewedForm) -> Facts:
    result, notes = row.result, attained.notes
    late = None
    if attained.days_taken is not None and attained.days_planned is not None:
        late = attained.days_taken - attained.days_planned
    way, words = attained.direction or "", form.words
    presumed = attained.direction_known < KNOWN and way in words.direction_presumed
    return {
        "reading": attained.case.value,
        "met": attained.met,
        "over": result.over,
        "completion": attained.completion,
        "target_number": attained.target,
        "actual_number": attained.actual,
        "by_ratio": _is_by_ratio(result, attained, form.indicators.places),
        "above_range": _is_above_range(row, attained, form),
        "is_money": form.scale(attained.unit) is not None,
        "is_rate": attained.is_rate,
        "is_full_rate": attained.is_rate and _share(row, attained, form) == _ONE,
        "days_late": late,
        "done_before_start": _is_early(attained),
        "direction": attained.direction,
        "direction_written": attained.direction_from == "text",
        "direction_presumed": words.direction_presumed[way] if presumed else None,
        "direction_by_word": _by_word(attained, words),
        "has_otherwise": result.otherwise is not None,
        "target_unread": attained.unread_field == "target",
        "read_target": result.reading.target or None,
        "read_actual": result.reading.actual or None,
        "repeats_bound": _repeats_bound(row, attained, form),
        "approximate": Note.APPROXIMATE in notes,
        "from_sentence": Note.FROM_SENTENCE in notes,
        "unit_missing": Note.UNIT_OF_TARGET in notes,
    }


def _by_word(attained: Attainment, words: Vocabulary) -> str | None:
    """Return which word of the name tells the direction: 名称含“数量”,按越多越好计."""
    way = attained.direction or ""
    key = _OF_SPANS.get(way, way) if attained.is_span else way
    if not attained.direction_word or key not in words.direction_by_word:
        return None
    return words.direction_by_word[key].format(word=attained.direction_word)


def _is_above_range(row: ReviewedRow, attained: Attainment, form: ReviewedForm) -> bool:
    """Tell whether an actual lies above both ends of a target that is a range: 2300 of 1900-2100.

    Of a rate that is the better the higher it is (and most are), the upper end is no bound.
    """
    if row.indicator is None or attained.direction != AT_LEAST or attained.is_rate:
        return False
    target = form.reader.read(row.indicator.target)
    if not isinstance(target, Range):
        return False
    upper = form.attained(row.result.id, target=f"≤{target.high.text}")
    return upper is not None and upper.case is Case.AT_MOST and upper.met is False


def _is_early(attained: Attainment) -> bool:
    """Tell whether a deadline of the year (or project) was kept before that began."""
    is_dated = attained.case is Case.BY_DATE and attained.days_planned is not None
    return is_dated and attained.days_taken is None


def _share(row: ReviewedRow, attained: Attainment, form: ReviewedForm) -> Fraction | None:
    """Return the actual of a rate as a fraction of one; None for anything else."""
    scale = form.scale(attained.unit, "ratio") if attained.is_rate else None
    if scale is None or attained.actual is None or not row.holds_points:
        return None
    return attained.actual * scale


def _repeats_bound(row: ReviewedRow, attained: Attainment, form: ReviewedForm) -> bool:
    """Tell whether the actual only states the target's own bound: 24小时内 of 24小时内."""
    if not attained.met or row.indicator is None:
        return False
    if attained.case is Case.BOUND:
        return attained.actual == attained.target
    target = form.reader.read(row.indicator.target)
    actual = form.reader.read(row.indicator.actual)
    if not (isinstance(target, Deadline) and isinstance(actual, Deadline)):
        return False
    year = form.submission.year
    return actual.is_bound and limit(target, year) == limit(actual, year)


def _neighbours(row: ReviewedRow, form: ReviewedForm) -> Facts:
    """Return what the other rows of the form say about this one."""
    progress = form.progress.get(row.top, NO_ROWS)
    missed = progress.missed - (row.holds_points and row.is_missed)
    reached = [name for name in progress.reached if name not in {"", row.result.level2}]
    return {
        "output_missed": missed > 0,
        "met_sibling": reached[0] if reached else None,
        "has_met_sibling": bool(reached),
        "repeated": row.holds_points and len(form.tops_of.get(row.key, ())) > 1,
    }
