"""Score the indicator rows of a submission: first those that apply, then those that do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from fractions import Fraction

from scoring.engine.apply import NO_TRACE, Judgement
from scoring.engine.comparison import RowComparison, Setting
from scoring.engine.decisions import Decisions
from scoring.engine.excused import excused
from scoring.engine.match import Branches, MatchedRow
from scoring.engine.rows import RowReading, ScoredLeaf, not_applicable, row_facts, score_row
from scoring.exact import ZERO, rational
from scoring.indicator_set.model import IndicatorSet
from scoring.problem import did_you_mean
from scoring.records.scorecard import NEEDS_PERSON, Status
from scoring.records.submission import Indicator
from scoring.rules.table import Observe
from scoring.rules.types import Value
from scoring.value_class import dataclass
from scoring.values.attainment import Case

_NOT_APPLICABLE = frozenset({Case.NOT_APPLICABLE, Case.NOT_APPLICABLE_TARGET})


@dataclass(frozen=True, slots=True)
class KnownRows:
    """What is known of the rows of one submission, by row id, whoever's scores are put on them."""

    read: dict[str, RowReading] = field(default_factory=dict)
    """Their values as the form has them, compared."""
    judged: dict[str, Judgement] = field(default_factory=dict)
    """What the rules say of them."""


class RowScores:
    """Scores the rows of one submission; used once."""

    def __init__(
        self,
        indicators: IndicatorSet,
        branches: Branches,
        comparison: RowComparison,
        common: Mapping[str, Value | None],
        decisions: Decisions,
        observe: Observe | None,
        known: KnownRows,
    ) -> None:
        """``known`` is of this submission; what is found out is added."""
        self.indicators = indicators
        self.branches = branches
        self.comparison = comparison
        self.common = common
        self.decisions = decisions
        self.observe = observe
        self.known = known
        self.assigned: dict[object, Fraction] = {}
        """Points of the rows that have points, by every branch or family they take them from."""
        self.reached: dict[object, tuple[Fraction, Fraction | None]] = {}
        """Points and scores of the rows of each family that apply."""

    def score(self, placed: Sequence[MatchedRow], setting: Setting) -> list[ScoredLeaf]:
        """Return every row scored, in the order of the form."""
        if any(at.row.points is None for at in placed):
            for at in placed:
                own = ZERO if at.row.points is None else rational(at.row.points)
                self._assign(at, own)
        scored: dict[str, ScoredLeaf] = {}
        waiting: list[tuple[MatchedRow, ScoredLeaf]] = []
        for at in placed:
            row = self._row(at, setting)
            if row.judged is _WAITING:
                waiting.append((at, row))
                continue
            scored[at.id] = row
        if waiting:
            for at in placed:
                if at.id in scored:
                    self._count(at, scored[at.id])
        for at, row in waiting:
            scope = {**row.scope, "siblings": self._siblings(at)}
            judged = score_row(row.read, scope, at.node, self.indicators, self.observe)
            decision = self.decisions.take(at.id, at.row, row.points, has_actual=True)
            if decision is not None:
                judged = decision.outcome(judged)
            scope["full"] = judged.score == row.points
            scored[at.id] = row._replace(judged=judged, scope=scope)
        return [scored[at.id] for at in placed]

    def _row(self, at: MatchedRow, setting: Setting) -> ScoredLeaf:
        row, node = at.row, at.node
        points = ZERO if row.points is None else rational(row.points)
        policy = self.branches.policies[id(node)] if node is not None else None
        policy = policy or self.indicators.not_applicable
        read = self.known.read.get(at.id)
        if read is None:
            read = self.comparison.read(self._directed(row, at), setting)
            self.known.read[at.id] = read
        does_not_apply = read.attainment.case in _NOT_APPLICABLE
        by_rule = does_not_apply and bool(points) and policy is None and self.indicators.scored
        decision = None
        if not by_rule:
            decision = self.decisions.take(at.id, row, points, has_actual=True)
        if decision is not None and (verified := decision.of(row)) is not row:
            row = verified
            read = self.comparison.read(self._directed(row, at), setting)
        scope = {**self.common, **row_facts(row, points), **read.facts}
        claimed = None if row.claimed is None else rational(row.claimed)
        judged = _WAITING
        if by_rule:
            pass
        elif does_not_apply and (row.points is None or not points or policy is not None):
            judged = not_applicable(points, policy, None)
        elif at.node is None and at.goal is None and self.indicators.scored:
            judged = self._without_level(at, points)
        elif row.points is None and self.indicators.scored:
            judged = self._without_points(at)
        else:
            judged = self._by_rule(at, row, points, read, scope)
        if not by_rule and not points and row.points is not None and judged.status in NEEDS_PERSON:
            judged = Judgement(Status.NOT_APPLICABLE, ZERO, ZERO, ZERO, judged.trace)
        if decision is not None:
            judged = decision.outcome(judged)
        scope["full"] = judged.score is points or judged.score == points
        return ScoredLeaf(
            row, at.id, node, at.path, points, read, judged, scope, claimed, goal=at.goal
        )

    def _by_rule(
        self, at: MatchedRow, row: Indicator, points: Fraction, read: RowReading,
        scope: dict[str, Value | None],
    ) -> Judgement:  # fmt: skip
        kept = self.known.judged.get(at.id) if row is at.row else None
        if kept is not None:
            return kept
        node = at.node
        judged = score_row(read, scope, node, self.indicators, self.observe)
        if node is None or node.applied is None:  # else another thing than the target decides
            words = self.indicators.excuse_words
            judged = excused(judged, row, read.attainment, points, words)
        if row is at.row:
            self.known.judged[at.id] = judged
        return judged

    @staticmethod
    def _directed(row: Indicator, at: MatchedRow) -> Indicator:
        """Give the row the direction of its branch, where the form has none of its own."""
        if at.node is not None and at.node.direction is not None and not row.direction:
            return row.model_copy(update={"direction": at.node.direction})
        return row

    def _without_level(self, at: MatchedRow, points: Fraction) -> Judgement:
        """Return the outcome of a row whose first level is not in the set: it is not scored."""
        levels = [node.name for node in self.indicators.levels]
        name = at.row.level1.strip()
        hint = did_you_mean(name, levels) or f"可用的一级指标：{'、'.join(levels)}。"
        because = f"一级指标“{name}”不在指标体系中。{hint}" if name else f"未填一级指标。{hint}"
        trace = replace(NO_TRACE, because=because)
        return Judgement(Status.UNSCORED, None, ZERO, points, trace)

    def _without_points(self, at: MatchedRow) -> Judgement:
        """Return the outcome of a row without points: it may be worth what its branches have left.

        The first such row takes it all.
        """
        sources = self._point_sources(at)
        left = min((most or ZERO) - self.assigned.get(key, ZERO) for key, most in sources)
        left = max(left, ZERO)
        self._assign(at, left)
        trace = replace(NO_TRACE, because="未填分值")
        return Judgement(Status.UNSCORED, None, ZERO, left, trace)

    def _point_sources(self, at: MatchedRow) -> list[tuple[object, Fraction | None]]:
        """Return what a row takes its points from, with the points that it has: branches, or the form."""
        nodes = (
            self.branches.point_sources[id(at.node)]
            if at.goal is None and at.node is not None
            else ()
        )
        return [(id(node), node.points) for node in nodes] or [(at.family, self.indicators.points)]

    def _assign(self, at: MatchedRow, points: Fraction) -> None:
        for key, _ in self._point_sources(at):
            self.assigned[key] = self.assigned.get(key, ZERO) + points

    def _count(self, at: MatchedRow, row: ScoredLeaf) -> None:
        if row.judged.status is Status.NOT_APPLICABLE or not row.points:
            return
        points, score = self.reached.get(at.family, (ZERO, ZERO))
        own = row.judged.score
        total = None if score is None or own is None else score + own
        self.reached[at.family] = (points + row.points, total)

    def _siblings(self, at: MatchedRow) -> Fraction | None:
        """Return scores over points of the other rows of the family that apply; None if one is open."""
        points, score = self.reached.get(at.family, (ZERO, None))
        return None if score is None or not points else score / points


_WAITING = Judgement(Status.OPEN, None, ZERO, ZERO, NO_TRACE)
"""Stands for the outcome of a row that is scored after its siblings."""
