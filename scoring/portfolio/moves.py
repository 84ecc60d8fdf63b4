"""Submissions scored by their own set and by a changed one: which grades, totals, rows and amounts move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from scoring.money import YUAN_PER_UNIT
from scoring.portfolio.claims import UNSETTLED, grade_of
from scoring.portfolio.portfolio import Steps
from scoring.portfolio.set_facts import NotCompared, SetFacts
from scoring.portfolio.tally import (
    OTHERS,
    Addable,
    First,
    Greatest,
    Groups,
    class_of,
    millionths,
)
from scoring.records.bulk_record import BulkRow, BulkSubmission, ScoredSubmission, SetAside
from scoring.text import level_key

_OTHER_RULES = OTHERS, OTHERS
OTHER_POINTS: Final = NotCompared("points")
"""The points of the rows add up to those of their own set and not to those of the other one."""


class Move(NamedTuple):
    """A submission whose total or grade is another one by the other set."""

    before: BulkSubmission
    after: BulkSubmission
    by: int
    """Millionths of a point that its total rises; 0 where one of the totals is not settled."""
    rows: int
    """How many of its rows move."""

    @property
    def weight(self) -> int:
        """By which it is listed."""
        return abs(self.by)


class Unmatched(NamedTuple):
    """What of a submission belongs to nothing in the other set, and did in its own."""

    submission: BulkSubmission
    pieces: tuple[str, ...]


class NotScored(NamedTuple):
    """A submission that the other set cannot score."""

    submission: BulkSubmission
    why: str


@dataclass
class RowMoves(Addable):
    """Rows of one kind: how many there are, how many rise or fall, and by how many millionths."""

    rows: int = 0
    up: int = 0
    down: int = 0
    up_sum: int = 0
    down_sum: int = 0
    otherwise: int = 0
    """The score stays or there is none, but the band or the way of scoring is another one."""

    @property
    def moved(self) -> int:
        """How many rows move."""
        return self.up + self.down + self.otherwise


@dataclass
class GradeMoves(Addable):
    """Submissions whose grade moves: how many each way, and the money (in millionths of 元) they hold."""

    compared: int = 0
    up: int = 0
    down: int = 0
    unsettled: int = 0
    """One of the grades is not settled."""
    budget: int = 0
    without_budget: int = 0


class Moves(Addable):
    """What another set moves; :meth:`merge` adds what other pieces counted."""

    def __init__(self, steps: Steps, listed: int) -> None:
        self.steps = steps
        self.compared = 0
        self.secret = 0
        self.grades: Counter[tuple[str, str]] = Counter()
        """The grade by its set and by the other one; empty where the set has no grades."""
        self.classes = [0] * steps.classes
        """By how much the totals move, by class."""
        self.settled: Counter[tuple[bool, bool]] = Counter()
        """Whether there is a total by its set and by the other one."""
        self.up_sum = 0
        self.down_sum = 0
        self.rows = RowMoves()
        self.levels = Groups(RowMoves, OTHERS)
        self.rules = Groups(RowMoves, _OTHER_RULES)
        """By the rule that was applied and the one that is now."""
        self.statuses: Counter[tuple[str, str]] = Counter()
        """Rows whose status is another one."""
        self.directions = Groups(RowMoves, OTHERS)
        self.missing = 0
        """Rows and leaves that only one of the two sets scores."""
        self.departments = Groups(GradeMoves, OTHERS)
        self.money = GradeMoves()
        self.largest: Greatest[Move] = Greatest(listed)
        self.unmatched: First[Unmatched] = First(listed)
        self.unmatched_pieces = 0
        self.not_scored: First[NotScored] = First(listed)
        self.secret_not_scored = 0
        self.not_compared: Counter[tuple[str, NotCompared]] = Counter()
        """Submissions of sets to which the other one is no alternative."""

    def leave_out(self, base: BulkSubmission, why: NotCompared) -> None:
        """Count a submission that is not compared."""
        self.not_compared[base.set, why] += 1

    def add(
        self,
        base: ScoredSubmission,
        other: ScoredSubmission | SetAside,
        sets: Mapping[str, SetFacts],
    ) -> Move | None:
        """Count one submission; return its move if its total or grade is another one."""
        before = base.submission
        if isinstance(other, SetAside):
            if before.secret:
                self.secret_not_scored += 1
            else:
                self.not_scored.add(NotScored(before, str(other.problems[0])))
            return None
        after = other.submission
        if before.row_points == before.points and after.row_points != after.points:
            self.leave_out(before, OTHER_POINTS)
            return None
        self.compared += 1
        self.secret += before.secret
        self.grades[grade_of(before), grade_of(after)] += 1
        self.settled[before.total is not None, after.total is not None] += 1
        by = 0
        if before.total is not None and after.total is not None:
            by = millionths(after.total) - millionths(before.total)
            self.classes[class_of(by, self.steps.edges)] += 1
            if by > 0:
                self.up_sum += by
            else:
                self.down_sum -= by
        if before.secret:
            return None
        rows = self._rows(base, other, sets.get(before.set))
        self._money(before, after, by)
        if pieces := tuple(p for p in after.unmatched if p not in before.unmatched):
            self.unmatched.add(Unmatched(before, pieces))
            self.unmatched_pieces += len(pieces)
        if by or grade_of(before) != grade_of(after):
            move = Move(before, after, by, rows)
            self.largest.add(move)
            return move
        return None

    @property
    def totals_moved(self) -> int:
        """How many totals are other ones, both being settled."""
        zero = class_of(0, self.steps.edges)
        return sum(n for at, n in enumerate(self.classes) if at != zero)

    @property
    def grades_moved(self) -> int:
        """How many grades are other ones, where there is one by both sets."""
        unknown = "", UNSETTLED
        pairs = self.grades.items()
        return sum(n for (a, b), n in pairs if a != b and a not in unknown and b not in unknown)

    def _rows(self, base: ScoredSubmission, other: ScoredSubmission, facts: SetFacts | None) -> int:
        """Count the rows of a submission; return how many of them move."""
        after = {row.id: row for row in other.rows}
        moved = 0
        for row in base.rows:
            now = after.pop(row.id, None)
            if now is None:
                self.missing += 1
                continue
            level = (facts and facts.level(row.level1)) or level_key(row.level1)
            kind, by = _row_move(row, now)
            self.rows.rows += 1
            groups = [self.levels[level], self.rules[row.rule, now.rule]]
            groups.append(self.directions[row.direction])
            for group in groups:
                group.rows += 1
            if not kind:
                continue
            moved += 1
            for group in (self.rows, *groups):
                if by > 0:
                    group.up += 1
                    group.up_sum += by
                elif by < 0:
                    group.down += 1
                    group.down_sum -= by
                else:
                    group.otherwise += 1
            if row.status != now.status:
                self.statuses[row.status, now.status] += 1
        self.missing += len(after)
        return moved

    def _money(self, before: BulkSubmission, after: BulkSubmission, by: int) -> None:
        for group in (self.money, self.departments[before.department.strip()]):
            group.compared += 1
            grades = grade_of(before), grade_of(after)
            if grades[0] == grades[1] or "" in grades:
                continue
            if UNSETTLED in grades:
                group.unsettled += 1
            elif by > 0:
                group.up += 1
            else:
                group.down += 1
            if before.budget is None:
                group.without_budget += 1
            else:
                group.budget += in_yuan(before.budget, before.money_unit)


def in_yuan(amount: Decimal, unit: str) -> int:
    """Return an amount in millionths of a 元."""
    return int(millionths(amount) * YUAN_PER_UNIT[unit])


def _row_move(row: BulkRow, now: BulkRow) -> tuple[bool, int]:
    """Tell whether a row moves, and by how many millionths its score rises."""
    if row.score is not None and now.score is not None and row.score != now.score:
        return True, millionths(now.score) - millionths(row.score)
    same = (row.score, row.low, row.high, row.status) == (now.score, now.low, now.high, now.status)
    return not same, 0
