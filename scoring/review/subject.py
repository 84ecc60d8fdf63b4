"""What is reviewed: a submission with its scorecard, and every row with all that is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from scoring.engine.execution import total_funds
from scoring.engine.match import PlacedRow, place_rows
from scoring.engine.scorer import Scorer
from scoring.review.claim import ClaimCheck
from scoring.review.vocabulary import Vocabulary
from scoring.scorecard import RowResult, Scorecard
from scoring.submission import Funds, Indicator, Submission
from scoring.values.attainment import Attainment
from scoring.values.reading import Number


@dataclass(frozen=True, slots=True)
class Row:
    """One scored row; ``given`` and ``attained`` are None for a leaf that the set computes."""

    result: RowResult
    given: Indicator | None
    attained: Attainment | None

    @property
    def top(self) -> str:
        """The first level that the row belongs to."""
        return self.result.path[0] if self.result.path else self.result.level1

    @property
    def holds_points(self) -> bool:
        """Whether anything hangs on the row."""
        return bool(self.result.points)

    def place(self, field: str = "") -> str:
        """Return where the row stands: the cell of ``field`` if it is known, else its id."""
        at = self.given.at if self.given is not None else {}
        for key in (field, "actual", "name", "target"):
            if at.get(key):
                return at[key]
        return next(iter(at.values()), self.result.id)


class Subject:
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
        self.comparison = scorer.comparison
        self.reader = scorer.comparison.reader
        placed = {at.id: at for at in place_rows(submission, scorer.branches)}
        start = scorer.comparison.start(submission)
        self.rows = tuple(
            self._row(result, placed.get(result.id), start) for result in card.indicators
        )

    def _row(
        self, result: RowResult, at: PlacedRow | None, start: tuple[int, int, int] | None
    ) -> Row:
        if at is None:
            return Row(result, None, None)
        row = at.row
        if at.node is not None and at.node.direction is not None and not row.direction:
            row = row.model_copy(update={"direction": at.node.direction})
        read = self.comparison.read(row, self.submission.year, start)
        return Row(result, at.row, read.attainment)

    @cached_property
    def funds(self) -> Funds | None:
        """The row of all money in the funds block."""
        return total_funds(self.submission, self.indicators)[0]

    @cached_property
    def money(self) -> Fraction:
        """How many 元 one of the submission's money unit is."""
        return self.scale(self.card.money_unit or self.indicators.money_unit) or Fraction(1)

    @cached_property
    def rate(self) -> Fraction | None:
        """全年执行数 ÷ 全年预算数, exactly; None without a positive budget."""
        budget, executed = self.amount("budget"), self.amount("executed")
        if budget is None or executed is None or budget <= 0:
            return None
        return executed / budget

    def amount(self, column: str) -> Fraction | None:
        """Return a number of the row of all money, in 元."""
        found = None if self.funds is None else getattr(self.funds, column)
        return None if found is None else Fraction(found) * self.money

    def scale(self, unit: str, dimension: str = "money") -> Fraction | None:
        """Return how many of the dimension's base one ``unit`` is, or None if it is none of it."""
        measure: Number | None = self.reader.measure(unit)
        if measure is None or measure.unit is None or measure.unit.dimension != dimension:
            return None
        return measure.amount * measure.unit.factor
