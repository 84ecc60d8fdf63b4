"""Score one 三级指标 row by the rule that the set names for its kind of reading."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from scoring.engine.apply import Judgement, either, judge, without_rule
from scoring.exact import ZERO, printed, printed_band, rational, shortest
from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.problem import Place
from scoring.records.certainty import Certainty
from scoring.records.scorecard import (
    Figure,
    OtherReading,
    ReadingText,
    RowForm,
    RowResult,
    Status,
    Trace,
)
from scoring.records.submission import Indicator
from scoring.rules.evaluate import is_far_over
from scoring.rules.expression import Expression
from scoring.rules.table import Observe
from scoring.rules.types import Value
from scoring.value_class import dataclass
from scoring.values.attainment import Attainment, Case
from scoring.values.comparing.direction import AT_MOST, WORDS

ONE_HUNDRED = Fraction(100)
_COMPARED: Final = frozenset({"name", "level1", "level2", "target", "actual", "unit", "direction"})
"""The fields of a row that tell how its target and actual are compared."""


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row's attainment, both readings in words, and the notes on what was assumed (their keys)."""

    attainment: Attainment
    texts: ReadingText
    notes: tuple[str, ...]
    facts: Mapping[str, Value | None]
    """The facts of the comparison, as expressions name them."""
    otherwise: RowReading | None = None
    """The reading by the other direction, where the direction was only presumed and the outcome differs."""


class ScoredLeaf(NamedTuple):
    """A row or leaf before it is printed: exact numbers in points, and the facts of its rule."""

    row: Indicator
    id: str
    node: SetNode | None
    path: tuple[str, ...]
    points: Fraction
    read: RowReading
    judged: Judgement
    scope: Mapping[str, Value | None]
    claimed: Fraction | None
    kind: str = "row"
    percent: bool = False
    goal: int | None = None
    figures: tuple[Figure, ...] = ()

    def result(self) -> RowResult:
        """Return the row as it is printed."""
        attainment, judged = self.read.attainment, self.judged
        completion = attainment.completion
        score, low, high = printed_band(judged.score, judged.low, judged.high)
        over = self.scope.get("over")
        return RowResult(
            id=self.id,
            path=self.path,
            indicator=self.row,
            points=printed(self.points, 6),
            score=score,
            low=low,
            high=high,
            status=judged.status,
            met=attainment.met,
            completion=None if completion is None else printed(completion, 4),
            over=over if isinstance(over, bool) else None,
            reading=self.read.texts,
            direction=attainment.direction,
            direction_from=attainment.direction_from,
            otherwise=self._otherwise(),
            trace=judged.trace,
            known=self._known(),
            form=self._form(),
        )

    def _known(self) -> Certainty:
        """Return how well it is known what was compared, and in which direction."""
        attainment = self.read.attainment
        own = (certainty for field, certainty in self.row.known.items() if field in _COMPARED)
        return min(attainment.direction_known, attainment.text_known, *own)

    def _otherwise(self) -> OtherReading | None:
        other, judged = self.read.otherwise, self.judged.otherwise
        if other is None or judged is None:
            return None
        score, low, high = printed_band(judged.score, judged.low, judged.high)
        attainment = other.attainment
        return OtherReading(attainment.direction, attainment.met, score, low, high)

    def _form(self) -> RowForm:
        node, value = self.node, self.scope.get("value")
        return RowForm(
            kind=self.kind,
            percent=self.percent,
            value=value if isinstance(value, Fraction) else None,
            goal=self.goal,
            note=node.note if node is not None and node.rows is None else "",
            items=tuple(
                (item.name, None if item.points is None else printed(item.points, 6))
                for item in (node.items if node is not None else ())
            ),
            figures=self.figures,
        )


def row_facts(row: Indicator, points: Fraction) -> dict[str, Value | None]:
    """Return the facts of a row other than those of its target and actual."""
    coefficient = None if row.coefficient is None else rational(row.coefficient) / ONE_HUNDRED
    facts: dict[str, Value | None] = {
        "points": points,
        "reason": bool(row.reason.strip()),
        "evidence": Fraction(len(row.evidence)),
        "has_coefficient": coefficient is not None,
        "coefficient": coefficient,
        "adjusted": row.adjustment is not None,
        "core": row.core is True,
        "has_survey": row.survey is not None and row.survey.returned is not None,
    }
    if row.survey is not None:
        survey = row.survey
        facts["survey_sent"] = None if survey.sent is None else Fraction(survey.sent)
        facts["survey_returned"] = None if survey.returned is None else Fraction(survey.returned)
        facts["survey_satisfied"] = None if survey.satisfied is None else Fraction(survey.satisfied)
    return facts


def attainment_facts(attainment: Attainment, over: Expression | None) -> dict[str, Value | None]:
    """Return the facts of a comparison by name; ``over`` is the set's condition for 明显超额."""
    facts: dict[str, Value | None] = {
        "target": attainment.target,
        "actual": attainment.actual,
        "met": attainment.met,
        "completion": attainment.completion,
        "is_rate": attainment.is_rate,
        "is_span": attainment.is_span,
        "worst": attainment.worst,
        "best": attainment.best,
        "bounded": attainment.worst is not None,
        "implies": attainment.met is True,
        "least": attainment.least,
        "greatest": attainment.greatest,
        "level": attainment.level,
        "direction": attainment.direction,
        "days_planned": attainment.days_planned,
        "days_taken": attainment.days_taken,
    }
    facts["over"] = is_far_over(over, facts)
    return facts


def score_row(
    read: RowReading,
    scope: Mapping[str, Value | None],
    node: SetNode | None,
    indicators: IndicatorSet,
    observe: Observe | None,
) -> Judgement:
    """Apply the rule that the branch or the set names for this reading, either way if it is presumed.

    The presumed reading gives the score; the band reaches from the lower to the higher of both.
    """
    judged = _score_reading(read, scope, node, indicators, observe)
    if read.otherwise is None:
        return judged
    other_scope = {**scope, **read.otherwise.facts}
    other = _score_reading(read.otherwise, other_scope, node, indicators, observe)
    return either(judged, other, _both_readings(read, judged, other))


def _both_readings(read: RowReading, judged: Judgement, other: Judgement) -> str:
    """Return what a number is worth by either direction: 按≥为8.33分,按≤已达标为10分."""
    assert read.otherwise is not None
    signs = "≤≥" if read.attainment.direction == AT_MOST else "≥≤"
    readings = zip(signs, (read, read.otherwise), (judged, other), strict=True)
    values = "，".join(_by_sign(sign, each.attainment, at) for sign, each, at in readings)
    contradicts = read.attainment.direction_from == WORDS
    why = "，指标名称与所在级次的方向不一致" if contradicts else ""
    return f"指标值未写明≥或≤{why}：{values}"


def _by_sign(sign: str, attainment: Attainment, judged: Judgement) -> str:
    met = "已达标" if attainment.met else ""
    score = "待定" if judged.score is None else f"为{shortest(printed(judged.score, 6))}分"
    return f"按{sign}{met}{score}"


def _score_reading(
    read: RowReading,
    scope: Mapping[str, Value | None],
    node: SetNode | None,
    indicators: IndicatorSet,
    observe: Observe | None,
) -> Judgement:
    attainment = read.attainment
    points = scope["points"]
    assert isinstance(points, Fraction)
    applied = indicators.rule_for(attainment.case, node)
    if applied is None and attainment.plain is not None:
        applied = indicators.rule_for(attainment.plain, node)
    if attainment.case is Case.UNREAD and (node is None or node.applied is None):
        return without_rule(Status.UNREAD, points, attainment.piece, read.notes)
    if applied is None:
        because = f"本指标体系没有为这种填法（{attainment.case.value}）规定计分"
        return without_rule(Status.OPEN, points, because, read.notes)
    return judge(applied, scope, indicators, why_unknown={}, notes=read.notes, observe=observe)


def not_applicable(points: Fraction, policy: str | None, place: Place | None) -> Judgement:
    """Return the outcome of a row that does not apply, under the branch's policy."""
    trace = Trace("not_applicable", 0, place, "", "不适用", (), ())
    if policy == "full":
        return Judgement(Status.DETERMINED, points, points, points, trace)
    return Judgement(Status.NOT_APPLICABLE, ZERO, ZERO, ZERO, trace)
