"""Walk the set's tree over one submission: rows, goals, tasks, checklists, computed figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from scoring.engine.apply import Judgement, judge
from scoring.engine.computed import ComputedLeaf, computed_leaf, task_leaf
from scoring.engine.decisions import Decisions
from scoring.engine.inputs import Inputs
from scoring.engine.match import Branches, MatchedRow
from scoring.engine.rows import RowReading, ScoredLeaf
from scoring.engine.tree import (
    NOTHING,
    Sum,
    add,
    best,
    rescale,
    row_sum,
    scaled_to,
    without_inapplicable,
)
from scoring.exact import ZERO, plain, rational
from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.records.scorecard import LevelResult, Requirement, Status
from scoring.records.submission import Submission
from scoring.rules.table import Observe
from scoring.rules.types import Value
from scoring.text import level_key
from scoring.value_class import dataclass
from scoring.values.attainment import Attainment, Case

_UNCOMPARED = Attainment(Case.UNREAD)
_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class TreeScore:
    """All leaves in the order of the form, the branches' sums, and what belongs to nothing in the set."""

    rows: tuple[ScoredLeaf, ...]
    levels: tuple[LevelResult, ...]
    total: Sum
    unmatched: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    """Shares of goals and weights of tasks that do not add up to 100."""


@dataclass(frozen=True, slots=True)
class WalkInput:
    """What one walk needs: the submission, the facts that all its leaves share, decisions.

    ``money`` is the factor from the submission's money unit to the set's.
    """

    submission: Submission
    common: Mapping[str, Value | None]
    inputs: Inputs
    decisions: Decisions
    observe: Observe | None
    money: Fraction


class TreeWalk:
    """One walk over one submission whose rows are scored; used once."""

    def __init__(self, indicators: IndicatorSet, branches: Branches, walk_input: WalkInput) -> None:
        self.indicators = indicators
        self.branches = branches
        self.input = walk_input
        self.submission = walk_input.submission
        self.rows: list[ScoredLeaf] = []
        self.levels: list[LevelResult] = []
        self.unmatched: list[str] = []
        self.requirements: list[Requirement] = []
        self.used: set[str] = set()
        self.of_branch: dict[int, list[ScoredLeaf]] = {}
        self.of_goal: dict[int, list[ScoredLeaf]] = {}

    def score(self, placed: Sequence[MatchedRow], scored: Sequence[ScoredLeaf]) -> TreeScore:
        """Add the scored rows to the tree, and score everything else of the submission."""
        without_branch: list[ScoredLeaf] = []
        for at, row in zip(placed, scored, strict=True):
            if not at.matched:
                of = "indicators" if at.goal is None else "goals"
                self.unmatched.append(f"{of}.{at.id}")
            if at.goal is not None and self.branches.goals is not None:
                self.of_goal.setdefault(at.goal, []).append(row)
            elif at.node is not None:
                self.of_branch.setdefault(id(at.node), []).append(row)
            else:
                without_branch.append(row)
        parts = [self._branch(node) for node in self.indicators.levels]
        self.rows += without_branch
        parts += [row_sum(row.points, row.judged) for row in without_branch]
        total = add(parts)
        if self.indicators.not_applicable == "rescale":
            total = rescale(total, self.indicators.places)
        self._report_unused()
        return TreeScore(
            tuple(self.rows), tuple(self.levels), total, tuple(self.unmatched),
            tuple(self.requirements),
        )  # fmt: skip

    def _report_unused(self) -> None:
        """Add to ``unmatched`` the tasks, items, claims and reasons that belong to nothing in the set.

        A task without a weight is not meant to be scored.
        """
        submission = self.submission
        if not any(n.rows == "tasks" for n in self.indicators.nodes()):
            weighed = [task for task in submission.tasks if task.weight is not None]
            self.unmatched += [f"tasks.{task.name}" for task in weighed]
        self.unmatched += [f"items.{name}" for name in submission.items if name not in self.used]
        for kind, names in (("claims", submission.claims), ("reasons", submission.reasons)):
            for name in names:
                if level_key(name) not in self.branches.names:
                    self.unmatched.append(f"{kind}.{name}")

    # branches

    def _branch(self, node: SetNode) -> Sum:
        position, first_row = len(self.levels), len(self.rows)
        own = self.of_branch.get(id(node), ())
        if node.rows is None and not node.children:
            return self._leaf(node)
        if node.rows == "goals":
            parts = self._goals(node)
        elif node.rows == "tasks":
            parts = self._tasks(node)
        else:
            parts = [self._branch(child) for child in node.children]
        self.rows += own
        parts += [row_sum(row.points, row.judged) for row in own]
        if node.combine == "best":
            result = best(parts, node.points)
            if result.score is not None:
                self._drop_unscored(first_row)
        else:
            result = add(parts)
        result = self._policy(result, node)
        self.levels.insert(position, result.level(node.name, node.path, node.points))
        return result

    def _drop_unscored(self, first_row: int) -> None:
        """Mark alternatives without their figures as not applicable: another one is counted."""
        for index in range(first_row, len(self.rows)):
            row = self.rows[index]
            if row.judged.status is Status.UNSCORED:
                because = f"择优计分，未采用（{row.judged.trace.because}）"
                trace = replace(row.judged.trace, because=because)
                judged = Judgement(Status.NOT_APPLICABLE, ZERO, ZERO, ZERO, trace)
                self.rows[index] = row._replace(judged=judged)

    def _policy(self, total: Sum, node: SetNode) -> Sum:
        """Apply the branch's policy for rows that do not apply, if it has one."""
        if node.not_applicable == "rescale":
            return rescale(total, self.indicators.places)
        return total if node.not_applicable is None else without_inapplicable(total)

    # goals and tasks

    def _goals(self, node: SetNode) -> list[Sum]:
        points = node.points if node.points is not None else ZERO
        path = (*node.path, node.name)
        goals = self.submission.goals
        if not goals:
            return [Sum(points, None, ZERO, points, status=Status.UNSCORED)]
        self._require_hundred(node.name, "ratio", [rational(goal.ratio) for goal in goals])
        keeps_points = self.branches.policies[id(node)] in {"zero", "full"}
        parts = []
        for index, goal in enumerate(goals):
            rows = self.of_goal.get(index, [])
            self.rows += rows
            held = add([row_sum(row.points, row.judged) for row in rows])
            own = points * rational(goal.ratio) / _HUNDRED
            part = scaled_to(
                without_inapplicable(held) if keeps_points else held, own, self.indicators.places
            )
            self.levels.append(part.level(goal.name, path, own))
            parts.append(part)
        return parts

    def _tasks(self, node: SetNode) -> list[Sum]:
        points = node.points if node.points is not None else ZERO
        tasks = self.submission.tasks
        if not tasks:
            return [Sum(points, None, ZERO, points, status=Status.UNSCORED)]
        weights = [rational(task.weight) for task in tasks if task.weight is not None]
        if len(weights) < len(tasks):
            names = "、".join(f"“{task.name}”" for task in tasks if task.weight is None)
            self.requirements.append(Requirement(node.name, "weight", f"{names}没有写权重"))
            return [Sum(points, None, ZERO, points, status=Status.UNSCORED)]
        self._require_hundred(node.name, "weight", weights)
        ids: set[str] = set()
        parts = []
        for task in tasks:
            leaf = task_leaf(node, task, self.input.common, self.input.money, ids)
            parts.append(self._plain_leaf(node, leaf, (*node.path, node.name)))
        return parts

    def _require_hundred(self, of: str, field: str, shares: Sequence[Fraction]) -> None:
        total = sum(shares, ZERO)
        if total != _HUNDRED:
            message = f"各项占比（权重）之和为 {plain(total)}%，应为 100%"
            self.requirements.append(Requirement(of, field, message))

    # leaves without rows

    def _leaf(self, node: SetNode) -> Sum:
        if node.applied is None:
            return NOTHING
        leaf = computed_leaf(
            node, self.submission, self.input.common, self.input.inputs, self.indicators
        )
        self.unmatched += leaf.unmatched
        self.used |= leaf.used
        return self._plain_leaf(node, leaf, node.path)

    def _computed_from(self, leaf: ComputedLeaf) -> str:
        """Return what a leaf is computed from, as one text: figures, answers, a task's money."""
        figures: list[object] = [(figure.name, figure.value) for figure in leaf.figures]
        for key in sorted(leaf.used):
            answers = self.submission.items.get(key, {})
            figures += [(key, name, answer.met) for name, answer in sorted(answers.items())]
        if leaf.kind == "task":
            figures += [str(leaf.facts[key]) for key in ("weight", "initial", "budget", "executed")]
        return str(figures) if figures else ""

    def _plain_leaf(self, node: SetNode, leaf: ComputedLeaf, path: tuple[str, ...]) -> Sum:
        assert node.applied is not None
        points = leaf.points
        judged = judge(
            node.applied, leaf.facts, self.indicators, why_unknown=leaf.why,
            observe=self.input.observe,
        )  # fmt: skip
        if node.optional and leaf.untouched and judged.status is Status.UNSCORED:
            # An optional leaf of which nothing was filled in is left out; a wrong figure is not.
            judged = Judgement(Status.NOT_APPLICABLE, ZERO, ZERO, ZERO, judged.trace)
        decision = self.input.decisions.take(
            leaf.id, leaf.row, points, has_actual=False, figures=self._computed_from(leaf)
        )
        if decision is not None:
            judged = decision.outcome(judged)
        read = RowReading(_UNCOMPARED, leaf.texts, (), {})
        claimed = None if leaf.row.claimed is None else rational(leaf.row.claimed)
        leaf.facts["full"] = judged.score == points
        row = ScoredLeaf(
            leaf.row, leaf.id, node, path, points, read, judged, leaf.facts, claimed,
            leaf.kind, leaf.percent, None, leaf.figures,
        )  # fmt: skip
        self.rows.append(row)
        return row_sum(row.points, row.judged)
