"""What is reviewed: a submission with its scorecard, and its rows as they were read and scored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Final

from scoring.engine.match import match_rows
from scoring.engine.scorer import Scorer
from scoring.engine.total_row import TotalRow, total_row
from scoring.exact import last_place
from scoring.money import YUAN_PER_UNIT
from scoring.records.certainty import Certainty
from scoring.records.claim_check import ClaimCheck
from scoring.records.finding import Of
from scoring.records.scorecard import ExecutionResult, Requirement, RowResult, Scorecard
from scoring.records.submission import (
    OF_THE_SET,
    READ_AS_BLANK,
    Funds,
    Goal,
    GoalRow,
    Indicator,
    Submission,
)
from scoring.review.fund_parts import FundParts
from scoring.review.goal_clauses import ClausesOfRows, GoalPart, clauses_of_rows
from scoring.review.rounded_scores import RoundedScore, rounded_scores
from scoring.review.vocabulary import Vocabulary
from scoring.rules.types import Value
from scoring.text import on_one_line, squeezed
from scoring.value_class import dataclass
from scoring.values.attainment import Attainment
from scoring.values.figures import Clause
from scoring.values.reading import Deadline, Number

Facts = dict[str, Value | None]


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """One scored row; ``indicator`` and ``attained`` are None for a leaf that the set computes."""

    result: RowResult
    indicator: Indicator | None
    attained: Attainment | None

    @property
    def top(self) -> str:
        """The first level that the row belongs to."""
        return self.result.path[0] if self.result.path else self.result.level1

    @property
    def holds_points(self) -> bool:
        """Whether the row has any points."""
        return bool(self.result.points)

    @property
    def is_missed(self) -> bool:
        """Whether the target was missed, and points with it: more than =1 is not less."""
        score = self.result.score
        return self.result.met is False and (score is None or score < self.result.points)

    @property
    def name(self) -> str:
        """The indicator's name on one line."""
        return on_one_line(self.result.name)

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same indicator as another: name, target and actual, blanks aside."""
        result = self.result
        return squeezed(result.name), squeezed(result.target), squeezed(result.actual)

    @property
    def level_key(self) -> tuple[str, ...]:
        """The same, and under the same levels."""
        return (self.result.level1, self.result.level2, *self.result.path, *self.key)

    def place(self, field: str = "") -> str:
        """Return where the row stands: the cell of ``field`` if it is known, else its id."""
        at = self.indicator.at if self.indicator is not None else {}
        for key in (field, "actual", "name", "target"):
            if at.get(key):
                return on_one_line(at[key])
        return on_one_line(next(iter(at.values()), self.result.id))


@dataclass(frozen=True, slots=True)
class LevelProgress:
    """Of the rows with points of one first level: how many missed, which second levels reached."""

    missed: int
    reached: tuple[str, ...]


NO_ROWS = LevelProgress(0, ())


@dataclass(frozen=True, slots=True)
class MissingClaim:
    """A claim that is not filled in: of which row, where it would stand, and of what it is."""

    where: str
    at: str
    name: str


def _asks_for_claim(execution: ExecutionResult) -> bool:
    return execution.claimed is None and execution.score is not None and bool(execution.points)


_CELL: Final = re.compile(r"(.*!)([A-Z]{1,3})([0-9]{1,7})")


class ReviewedForm:
    """One submission as it was scored by ``scorer``."""

    def __init__(
        self,
        submission: Submission,
        card: Scorecard,
        claims: Sequence[ClaimCheck],
        scorer: Scorer,
        words: Vocabulary,
    ) -> None:
        self.submission = submission
        self.card = card
        self.claims = claims
        self.words = words
        self.indicators = scorer.indicators
        self._scorer = scorer
        self.comparison = scorer.comparison
        self.reader = scorer.comparison.reader
        self._placed = {at.id: at for at in match_rows(submission, scorer.branches)}
        self._setting = scorer.comparison.setting(submission)
        self.rows = tuple(self._row(result) for result in card.indicators)

    def _row(self, result: RowResult) -> ReviewedRow:
        at = self._placed.get(result.id)
        return ReviewedRow(result, None if at is None else at.row, self.attained(result.id))

    def attained(
        self, row_id: str, target: str | None = None, actual: str | None = None
    ) -> Attainment | None:
        """Return how a row's actual stands to its target, or to another ``target``, or another ``actual``.

        None for a leaf that the set computes.
        """
        at = self._placed.get(row_id)
        if at is None:
            return None
        row = at.row
        if at.node is not None and at.node.direction is not None and not row.direction:
            row = row.model_copy(update={"direction": at.node.direction})
        if target is not None:
            row = row.model_copy(update={"target": target})
        if actual is not None:  # what was written about the one says nothing of the other
            row = row.model_copy(update={"actual": actual, "reason": ""})
        return self.comparison.read(row, self._setting).attainment

    def score_with(self, row: ReviewedRow, **changed: str) -> Fraction | None:
        """Return what the rule gives for a row with another target or actual."""
        indicator, submission = row.indicator, self.submission
        if indicator is None:
            return None
        other = indicator.model_copy(update=changed)
        rows = tuple(other if one is indicator else one for one in submission.indicators)
        goals = tuple(
            goal.model_copy(
                update={
                    "indicators": tuple(
                        other if one is indicator else one for one in goal.indicators
                    )
                }
            )
            for goal in submission.goals
        )
        card = self._scorer.score(
            submission.model_copy(update={"indicators": rows, "goals": goals})
        )
        scores = (one.score for one in card.indicators if one.id == row.result.id)
        score = next(scores, None)
        return None if score is None else Fraction(score)

    def fold(self, text: str) -> str:
        """Return a text as words are looked for in it."""
        return self.reader.lexicon.fold(text)

    def measure(self, unit: str) -> Number | None:
        """Return one of a form's unit column; None where it has none."""
        return self.reader.measure(unit)

    def goal_clauses(self, row: ReviewedRow, part: GoalPart) -> Sequence[Clause]:
        """Return the clauses with figures of the yearly goals that are about this row and no other."""
        return [clause for clause, of in self._goal_clauses[part] if of == (row.result.id,)]

    @cached_property
    def _goal_clauses(self) -> ClausesOfRows:
        goals: list[Goal | GoalRow] = [self.submission.goal, *self.submission.goals]
        names = ((row.result.id, row.name) for row in self.rows)
        return clauses_of_rows(goals, names, self.reader.lexicon, self.words.figures)

    @cached_property
    def rounded(self) -> Mapping[str, RoundedScore]:
        """The scores that the unit rounded alike, by row id; the execution rate's is ``""``."""
        return rounded_scores(self.submission, self.card, self.indicators)

    @cached_property
    def progress(self) -> Mapping[str, LevelProgress]:
        """The rows of every first level."""
        missed: dict[str, int] = {}
        reached: dict[str, dict[str, None]] = {}
        for row in self.rows:
            if row.holds_points and row.result.met is not None:
                missed[row.top] = missed.get(row.top, 0) + row.is_missed
                names = reached.setdefault(row.top, {})
                if row.result.met:
                    names[row.result.level2] = None
        return {top: LevelProgress(missed[top], tuple(reached[top])) for top in missed}

    @cached_property
    def tops_of(self) -> Mapping[tuple[str, str, str], frozenset[str]]:
        """Under which first levels an indicator stands with points."""
        tops: dict[tuple[str, str, str], set[str]] = {}
        for row in self.rows:
            if row.holds_points and row.result.name.strip():
                tops.setdefault(row.key, set()).add(row.top)
        return {key: frozenset(names) for key, names in tops.items()}

    @cached_property
    def times(self) -> Mapping[tuple[str, ...], int]:
        """How many rows with points are alike under the same levels."""
        return Counter(row.level_key for row in self.rows if row.holds_points and row.key[0])

    @cached_property
    def full_quantities(self) -> Mapping[str, Sequence[ReviewedRow]]:
        """The quantities that reached their target and are claimed in full, by first level."""
        found: dict[str, list[ReviewedRow]] = {}
        for row in self.rows:
            result = row.result
            levels = (result.level2, *result.path)
            is_quantity = any(
                word in level for word in self.words.words.quantity for level in levels
            )
            is_done = result.met is not None and not row.is_missed
            is_full = is_done and result.claimed == result.points
            if row.holds_points and is_quantity and is_full:
                found.setdefault(row.top, []).append(row)
        return found

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """What the set asks for and does not find.

        No reason for a row that is missed by a direction which is only presumed.
        """
        presumed = {
            row.id
            for row in self.card.indicators
            if row.otherwise is not None and row.otherwise.met and not row.met
        }
        return tuple(
            needed
            for needed in self.card.requirements
            if needed.field != "reason" or needed.of not in presumed
        )

    @cached_property
    def missing(self) -> Mapping[str, tuple[Requirement, ...]]:
        """What the set asks for and does not find, by the row (or execution, or texts) it is of."""
        missing: dict[str, tuple[Requirement, ...]] = {}
        for requirement in self.requirements:
            missing[requirement.of] = (*missing.get(requirement.of, ()), requirement)
        return missing

    @cached_property
    def filled_on(self) -> date | None:
        """The last day on which the form may have been filled in; None without a full date."""
        written = self.reader.read(self.submission.head.date)
        if not isinstance(written, Deadline) or written.year is None:
            return None
        return written.period(self.submission.year)[1]

    def is_repaired(self, row: ReviewedRow) -> bool:
        """Tell whether a reader restored a cell of the row, so that its levels are not certain.

        Of a row whose cells are not known, any repair of the form leaves doubt.
        """
        repairs = [repair for repair in self.submission.repairs if repair.at != OF_THE_SET]
        if row.indicator is None or not row.indicator.at:
            return bool(repairs)
        cells = set(row.indicator.at.values())
        return any(repair.at in cells for repair in repairs)

    def is_lost(self, row: ReviewedRow, field: str) -> bool:
        """Tell whether the field's column or cell was not found, so that nobody knows if it is blank."""
        if self.submission.lacks(field):
            return True
        if row.indicator is None or getattr(row.indicator, field, None):
            return False
        return row.indicator.known.get(field) == Certainty.NOT_FOUND or self._is_read_as_blank(
            row.indicator.at.get(field, "")
        )

    def _is_read_as_blank(self, place: str) -> bool:
        """Tell whether a repair says that a cell was read as blank: older submissions have no ``known``."""
        repairs = self.submission.repairs if place else ()
        return any(r.at == place and READ_AS_BLANK in r.what for r in repairs)

    def repaired_at(self, row: ReviewedRow) -> str:
        """Return where a value of the row was restored, or an empty text.

        A level that was read off the row above is no such value.
        """
        return self._restored_at({} if row.indicator is None else row.indicator.at)

    @cached_property
    def funds_repaired_at(self) -> str:
        """The same of the funds block."""
        at = self.submission.at
        return self._restored_at({key: at[key] for key in at if key.startswith("funds.")})

    @cached_property
    def any_repaired_at(self) -> str:
        """The same of the first row, or of the funds block: it may be why a sum does not come out."""
        places = (self.repaired_at(row) for row in self.rows)
        return next(filter(None, places), self.funds_repaired_at)

    def _restored_at(self, at: Mapping[str, str]) -> str:
        places = set(at.values())
        restored = self.words.restored_cells(self.submission)
        return on_one_line(next((place for place in restored if place in places), ""))

    def place_in_head(self, of: Of, field: str, where: str) -> str:
        """Return where a figure stands that belongs to no row, or an empty text."""
        at = self.submission.at
        if of in {"execution", "funds"} and self.funds is not None:
            return self.funds_at({"rate": "claimed_rate"}.get(field, field))
        if of == "total" and field == "points":
            return self._points_at(where)
        if of == "total":
            keys = [f"claims.{where}"] if where else ["claimed_total"]
        elif field == "goal":
            keys = ["goal.achieved", "goal.expected"]
        elif field == "project":
            keys = ["project.name"]
        else:
            keys = ["claimed_grade", "claimed_total"] if field == "claimed" else []
        return on_one_line(next((at[key] for key in keys if at.get(key)), ""))

    def _points_at(self, where: str) -> str:
        """Return the cells of the points that a sum is of, the first and the last; of all where empty."""
        cells = [
            row.indicator.at["points"]
            for row in self.rows
            if row.indicator is not None and row.indicator.at.get("points")
            if not where or where in (*row.result.path, row.result.level1, row.result.level2)
        ]
        if not cells:
            return ""
        first, last = on_one_line(cells[0]), on_one_line(cells[-1])
        return first if first == last else f"{first}–{last.rpartition('!')[2]}"

    def funds_at(self, column: str) -> str:
        """Return where a column of the row of all money stands; of a blank one, that row."""
        if self.funds is None:
            return ""
        number = 1 + next(i for i, f in enumerate(self.submission.funds) if f is self.funds)
        keys = [f"funds.{number}.{c}" for c in (column, "executed", "budget", "source")]
        at = self.submission.at
        return on_one_line(next((at[key] for key in keys if at.get(key)), ""))

    @cached_property
    def missing_claims(self) -> tuple[MissingClaim, ...]:
        """Everything with points that has no claim: the execution rate, then rows."""
        missing = []
        execution, funds = self.card.execution, self.funds
        # a funds block without a printed rate or points may have no place for a score either
        has_place = funds is not None and (funds.points or funds.claimed_rate is not None)
        has_place = has_place and not self.submission.lacks("funds.claimed")
        if execution is not None and _asks_for_claim(execution) and has_place:
            missing.append(MissingClaim(execution.name, self.funds_at("claimed"), execution.name))
        for row in self.rows:
            if not row.holds_points or row.indicator is None or row.result.claimed is not None:
                continue
            if not self.is_lost(row, "claimed"):
                name = row.name or row.result.id
                missing.append(MissingClaim(row.result.id, self._claim_at(row), name))
        return tuple(missing)

    def _claim_at(self, row: ReviewedRow) -> str:
        """Return the blank cell of a claim: in the row, below or above the other claims."""
        others = {
            cell[1]: cell[2]
            for other in self.rows
            if other.indicator is not None
            if (cell := _CELL.fullmatch(other.indicator.at.get("claimed", "")))
        }
        actual = _CELL.fullmatch(row.place("actual"))
        if actual is None or actual[1] not in others:
            return row.place("actual")
        return f"{actual[1]}{others[actual[1]]}{actual[3]}"

    @cached_property
    def no_points(self) -> bool:
        """Whether no row of a scored form has points: the form may not print them."""
        handed_in = [row.indicator for row in self.rows if row.indicator is not None]
        # of a single row it is more likely that it was left out
        is_scored = self.indicators.scored and len(handed_in) > 1
        return is_scored and all(row.points is None for row in handed_in)

    @cached_property
    def money_facts(self) -> Mapping[str, Fraction | None]:
        """The facts of the row of all money, as rules name them."""
        initial, budget = self.amount("initial"), self.amount("budget")
        change = None
        if initial is not None and budget is not None and initial > 0:
            change = budget / initial - 1
        return {
            "rate": self.rate,
            "initial": initial,
            "budget": budget,
            "executed": self.amount("executed"),
            "budget_change": change,
        }

    @cached_property
    def funds(self) -> Funds | None:
        """The row of all money in the funds block."""
        return self.total_row.funds

    @cached_property
    def fund_parts(self) -> FundParts:
        """The sources beside the row of all money."""
        return FundParts(self.submission.funds, self.funds, self.indicators.fund_words)

    @cached_property
    def total_row(self) -> TotalRow:
        """The row of all money in the funds block, with how it is known."""
        return total_row(self.submission, self.indicators)

    @cached_property
    def money(self) -> Fraction:
        """How many 元 one of the submission's money unit is."""
        return YUAN_PER_UNIT[self.card.money_unit or self.indicators.money_unit]

    @cached_property
    def rate(self) -> Fraction | None:
        """全年执行数 ÷ 全年预算数, exactly; None without a positive budget."""
        budget, executed = self.amount("budget"), self.amount("executed")
        if budget is None or executed is None or budget <= 0:
            return None
        return executed / budget

    def amount(self, column: str) -> Fraction | None:
        """Return a number of the row of all money, in 元."""
        number = None if self.funds is None else getattr(self.funds, column)
        return None if number is None else Fraction(number) * self.money

    def last_place(self, column: str) -> Fraction:
        """Return what the last written place of a number of that row is worth, in 元."""
        number = None if self.funds is None else getattr(self.funds, column)
        return Fraction(0) if number is None else self.money * last_place(number)

    def scale(self, unit: str, dimension: str = "money") -> Fraction | None:
        """Return how many of the dimension's base unit ``unit`` is; None for another dimension."""
        return self.reader.scale(unit, dimension)
