"""Walk the set's tree over one submission: rows, goals, tasks, checklists, computed figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.engine.apply import NO_TRACE, Judged, judge
from scoring.engine.comparison import Comparison
from scoring.engine.computed import computed_leaf
from scoring.engine.match import Branches, NumberedRow, level_key, numbered_rows
from scoring.engine.rows import (
    Read,
    ScoredRow,
    not_applicable,
    row_facts,
    score_row,
)
from scoring.engine.tree import NOTHING, Sum, add, best, rescale, share
from scoring.exact import ZERO, half_up, plain, rational
from scoring.indicator_set.model import IndicatorSet, Node
from scoring.rules.table import Observe
from scoring.rules.types import Value
from scoring.scorecard import LevelResult, ReadingText, Status
from scoring.submission import Decision, Indicator, Submission
from scoring.values.attainment import Attainment, Case

_Rows = Mapping[int, Sequence[NumberedRow]]
_UNCOMPARED = Attainment(Case.UNREAD)
_NOT_APPLICABLE = frozenset({Case.NOT_APPLICABLE, Case.NOT_APPLICABLE_TARGET})


@dataclass(frozen=True, slots=True)
class Tree:
    """All leaves in the order of the form, the branches' sums, and what had no place."""

    rows: tuple[ScoredRow, ...]
    levels: tuple[LevelResult, ...]
    total: Sum
    unmatched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What one walk is about: the submission, the facts that all its leaves share, decisions.

    ``refused`` says why a figure under ``inputs`` is not among the ``common`` facts.
    """

    submission: Submission
    common: Mapping[str, Value | None]
    refused: Mapping[str, str]
    decisions: Mapping[str, Decision]
    observe: Observe | None


class Walk:
    """One walk over one submission; used once."""

    def __init__(
        self, indicators: IndicatorSet, branches: Branches, comparison: Comparison, given: Given
    ) -> None:
        self.indicators = indicators
        self.branches = branches
        self.comparison = comparison
        self.given = given
        self.submission = given.submission
        self.start = comparison.start(given.submission)
        self.rows: list[ScoredRow] = []
        self.levels: list[LevelResult] = []
        self.unmatched: list[str] = []
        self.used_items: set[str] = set()
        self.goal_rows: list[NumberedRow] = []

    def score(self) -> Tree:
        """Score everything the submission holds."""
        numbered = numbered_rows(self.submission)
        self.goal_rows = [at for at in numbered if at.goal]
        grouped, loose = self._group([at for at in numbered if not at.goal])
        parts = [self._branch(node, grouped, loose) for node in self.indicators.levels]
        parts += [self._row_sum(r) for r in self._score_rows(loose.get(0, ()), None, ())]
        total = add(parts)
        if self.indicators.not_applicable == "rescale":
            total = rescale(total, self.indicators.places)
        self.unmatched += [f"items.{n}" for n in self.submission.items if n not in self.used_items]
        return Tree(tuple(self.rows), tuple(self.levels), total, tuple(self.unmatched))

    # rows by branch

    def _group(self, rows: Sequence[NumberedRow]) -> tuple[_Rows, _Rows]:
        """Sort rows under the branches of the set; rows of an unknown second level stay loose."""
        grouped: dict[int, list[NumberedRow]] = {}
        loose: dict[int, list[NumberedRow]] = {}
        for at in rows:
            node, exact = self.branches.find(at.row.level1, at.row.level2)
            if exact and node is not None:
                grouped.setdefault(id(node), []).append(at)
            else:
                loose.setdefault(0 if node is None else id(node), []).append(at)
                self.unmatched.append(f"indicators.{at.id}")
        return grouped, loose

    def _branch(self, node: Node, grouped: _Rows, loose: _Rows) -> Sum:
        position, first_row = len(self.levels), len(self.rows)
        path = (*node.path, node.name)
        if node.rows == "goals":
            result = self._goals(node)
        elif node.rows == "tasks":
            result = self._tasks(node)
        elif node.rows == "indicators":
            scored = self._score_rows(grouped.get(id(node), ()), node, path)
            result = self._policy(add([self._row_sum(r) for r in scored]), node)
        elif node.children:
            parts = [self._branch(child, grouped, loose) for child in node.children]
            parts += [
                self._row_sum(r) for r in self._score_rows(loose.get(id(node), ()), None, path)
            ]
            if node.combine == "best":
                combined = best(parts, node.points)
                if combined.score is not None:
                    self._pass_over(first_row)
            else:
                combined = add(parts)
            result = self._policy(combined, node)
        else:
            return self._leaf(node)
        self.levels.insert(position, result.level(node.name, node.path, node.points))
        return result

    def _pass_over(self, first_row: int) -> None:
        """Where one alternative counts, another without its figures needs nobody any more."""
        for index in range(first_row, len(self.rows)):
            row = self.rows[index]
            if row.judged.status is Status.UNSCORED:
                trace = replace(
                    row.judged.trace, because=f"择优计分,未采用({row.judged.trace.because})"
                )
                judged = Judged(Status.NOT_APPLICABLE, ZERO, ZERO, ZERO, trace)
                self.rows[index] = row._replace(judged=judged)

    def _policy(self, total: Sum, node: Node) -> Sum:
        return rescale(total, self.indicators.places) if node.not_applicable == "rescale" else total

    @staticmethod
    def _row_sum(row: ScoredRow) -> Sum:
        judged = row.judged
        left_out = row.points if judged.status is Status.NOT_APPLICABLE else ZERO
        return Sum(row.points, judged.score, judged.low, judged.high, left_out, judged.status)

    def _score_rows(
        self, rows: Sequence[NumberedRow], node: Node | None, path: tuple[str, ...]
    ) -> list[ScoredRow]:
        scored = [self._row(at.id, at.row, node, path) for at in rows]
        self.rows += scored
        return scored

    def _row(
        self, row_id: str, row: Indicator, node: Node | None, path: tuple[str, ...]
    ) -> ScoredRow:
        decision = self.given.decisions.get(row_id)
        if decision is not None and decision.verified_actual is not None:
            row = row.model_copy(update={"actual": decision.verified_actual})
        if node is not None and node.direction is not None and not row.direction:
            row = row.model_copy(update={"direction": node.direction})
        points = ZERO if row.points is None else rational(row.points)
        read = self.comparison.read(row, self.submission.year, self.start)
        scope = self._scope(row, points, read)
        policy = node.not_applicable if node is not None else None
        policy = policy or self.indicators.not_applicable
        does_not_apply = read.attainment.case in _NOT_APPLICABLE
        if row.points is None and self.indicators.scored:
            judged = Judged(
                Status.UNSCORED, None, ZERO, ZERO, replace(NO_TRACE, because="未填分值")
            )
        elif does_not_apply and (not points or policy is not None or not self.indicators.scored):
            judged = not_applicable(points, policy, None)
        elif does_not_apply:
            scope["siblings"] = self._siblings(row)
            judged = score_row(read, scope, node, self.indicators, self.given.observe)
        else:
            judged = score_row(read, scope, node, self.indicators, self.given.observe)
        if decision is not None:
            judged = self._decided(judged, decision, points)
        claimed = None if row.claimed is None else rational(row.claimed)
        return ScoredRow(row, row_id, node, path, points, read, judged, scope, claimed)

    def _scope(self, row: Indicator, points: Fraction, read: Read) -> dict[str, Value | None]:
        return {**self.given.common, **row_facts(row, points), **read.facts}

    def _decided(self, judged: Judged, decision: Decision, points: Fraction) -> Judged:
        if decision.score is None:
            # The rule was applied to the corrected actual; what it leaves open stays open.
            fixed = judged.status in {Status.DETERMINED, Status.DEFAULTED}
            return judged._replace(status=Status.DECIDED) if fixed else judged
        score = min(max(half_up(Fraction(decision.score), self.indicators.places), ZERO), points)
        trace = replace(judged.trace, because=decision.ground, formula=plain(score))
        return Judged(Status.DECIDED, score, score, score, trace)

    def _siblings(self, row: Indicator) -> Fraction | None:
        """Return scores over points of the other rows of the same first level that do apply."""
        points = score = ZERO
        for other in self.submission.indicators:
            if other is row or level_key(other.level1) != level_key(row.level1):
                continue
            if other.points is None or not other.points:
                continue
            read = self.comparison.read(other, self.submission.year, self.start)
            if read.attainment.case in _NOT_APPLICABLE:
                continue
            node, _ = self.branches.find(other.level1, other.level2)
            own = rational(other.points)
            scope = self._scope(other, own, read)
            judged = score_row(read, scope, node, self.indicators, None)
            if judged.score is None:
                return None
            points += own
            score += judged.score
        return score / points if points else None

    # goals and tasks

    def _goals(self, node: Node) -> Sum:
        points = node.points if node.points is not None else ZERO
        path = (*node.path, node.name)
        parts = []
        for goal in self.submission.goals:
            scored = self._score_goal_rows(goal.name, node, path)
            held = add([self._row_sum(row) for row in scored])
            own = points * rational(goal.ratio) / 100
            result = share(held, own, self.indicators.places)
            self.levels.append(result.level(goal.name, path, own))
            parts.append(result)
        if not parts:
            return Sum(points, None, ZERO, points)
        return add(parts)

    def _score_goal_rows(self, goal: str, node: Node, path: tuple[str, ...]) -> list[ScoredRow]:
        by_name = {
            level_key(name): child for child in node.children for name in (child.name, *child.also)
        }
        scored = []
        for at in self.goal_rows:
            if at.goal != goal:
                continue
            row = at.row
            branch = by_name.get(level_key(row.level1)) or by_name.get(level_key(row.level2))
            if branch is None:
                self.unmatched.append(f"goals.{at.id}")
            scored.append(self._row(at.id, row, branch, (*path, goal)))
        self.rows += scored
        return scored

    def _tasks(self, node: Node) -> Sum:
        points = node.points if node.points is not None else ZERO
        path = (*node.path, node.name)
        parts = []
        for task in self.submission.tasks:
            own = points * rational(task.weight) / 100
            facts: dict[str, Value | None] = {
                **self.given.common,
                "points": own,
                "weight": rational(task.weight) / 100,
                "initial": None if task.initial is None else rational(task.initial),
                "budget": None if task.budget is None else rational(task.budget),
                "executed": None if task.executed is None else rational(task.executed),
                "reason": bool(task.reason.strip()),
            }
            row = Indicator(
                level1=node.path[0] if node.path else node.name,
                level2=node.name if node.path else "",
                name=task.name,
                points=None,
                claimed=task.claimed,
                reason=task.reason,
                actual=task.completion,
            )
            parts.append(
                self._plain_leaf(node, row, "/".join((*path, task.name)), path, own, facts)
            )
        if not parts:
            return Sum(points, None, ZERO, points)
        return add(parts)

    # leaves without rows of their own

    def _leaf(self, node: Node) -> Sum:
        if node.applied is None:
            return NOTHING
        leaf = computed_leaf(
            node, self.submission, self.given.common, self.given.refused, self.indicators
        )
        self.unmatched += leaf.unmatched
        if node.items:
            self.used_items.add(node.name)
        points = node.points if node.points is not None else ZERO
        return self._plain_leaf(
            node, leaf.row, leaf.id, node.path, points, leaf.facts, leaf.why, leaf.texts
        )

    def _plain_leaf(
        self,
        node: Node,
        row: Indicator,
        row_id: str,
        path: tuple[str, ...],
        points: Fraction,
        facts: dict[str, Value | None],
        why: Mapping[str, str] | None = None,
        texts: ReadingText | None = None,
    ) -> Sum:
        assert node.applied is not None
        judged = judge(
            node.applied, facts, self.indicators, why_unknown=why or self.given.refused,
            observe=self.given.observe,
        )  # fmt: skip
        if node.optional and judged.status is Status.UNSCORED:
            # An optional leaf without its figures is left out; its points go to nobody.
            judged = Judged(Status.NOT_APPLICABLE, ZERO, ZERO, ZERO, judged.trace)
        decision = self.given.decisions.get(row_id)
        if decision is not None:
            judged = self._decided(judged, decision, points)
        read = Read(_UNCOMPARED, texts or ReadingText("", ""), (), {})
        claimed = None if row.claimed is None else rational(row.claimed)
        scored = ScoredRow(row, row_id, node, path, points, read, judged, facts, claimed)
        self.rows.append(scored)
        return self._row_sum(scored)
