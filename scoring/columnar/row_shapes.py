"""The outcome of a row by its shape: what the engine said of the first row of that shape.

A shape holds everything that an outcome may hang on. Where a text matters only by what a few
questions say of it, it holds the answers: of a number and its unit the unit, of a name the direction
that it gives, of a reason that there is one. Where that is not certain it holds the text itself.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

from scoring.columnar.engine_rows import EngineRows, PlacedRow
from scoring.columnar.name_answers import NameAnswers
from scoring.columnar.number_form import NumberForms, NumberText
from scoring.columnar.numeric_shape import NotSharedError, NumericShape
from scoring.columnar.outcome import RowOutcome, outcome_of
from scoring.columnar.reason_words import Reason, ReasonWords
from scoring.columnar.set_plan import SetPlan
from scoring.columnar.text_shape import TextShapes
from scoring.engine.comparison import RowComparison
from scoring.engine.match import Branches

_MOST_SHAPES: Final = 30_000
"""So many are remembered of a set; then they are forgotten and asked anew."""
_USUAL: Final = "正常"
"""The state of a project that says nothing of its rows."""
_ONE: Final = 1_000_000
_TEN: Final = 10_000_000
_UNKNOWN: Final[Any] = object()


class RowShapes:
    """The outcomes of rows of one set, by shape; bounded, the same answer however often it is asked."""

    def __init__(self, plan: SetPlan, branches: Branches, comparison: RowComparison) -> None:
        self._plan = plan
        self._engine = EngineRows(plan, branches, comparison)
        self._reasons = ReasonWords(comparison.reader, plan.indicators.excuse_words)
        self._forms = NumberForms(comparison.reader, self._reasons.remarks)
        self._words = TextShapes(comparison, self._reasons.remarks)
        self._answers = NameAnswers(comparison)
        self._shapes: dict[Hashable, RowOutcome | NumericShape | None] = {}
        """By shape an outcome, what computes it from two numbers, or None: it must be asked row by row."""

    def outcome(self, placed: PlacedRow) -> RowOutcome:
        """Return the outcome of a row.

        Raises :class:`WholeSubmissionError` where the row depends on others.
        """
        row, _, branch, finished, setting = placed
        reason = self._reasons.of(row.reason)
        if branch < 0 or reason is Reason.ANY or setting.state != _USUAL or not row.points.micro:
            return self._engine.outcome(placed)
        plan = self._plan
        shared = (
            branch,
            row.points.micro,
            reason,
            row.core,
            row.evidence if plan.asks_evidence else None,
            finished if plan.asks_finished else None,
            row.name if row.name in plan.names_of_demands else None,
        )
        target, actual = self._forms.read(row.target), self._forms.read(row.actual)
        if target is not None and actual is not None:
            return self._of_numbers(placed, shared, target, actual)
        words: Hashable | None = None
        if target is not None:
            words = self._words.next_to_number(row, target.form)
        elif actual is None:
            words = self._words.of_words(row, setting)
        if words is None:
            return self._engine.outcome(placed)
        return self._of_equal(placed, (shared, words))

    def _of_equal(self, placed: PlacedRow, shape: Hashable) -> RowOutcome:
        """Return the outcome that all rows of a shape have."""
        known = self._shapes.get(shape)
        if not isinstance(known, RowOutcome):
            known = outcome_of(self._engine.scored(placed), self._engine.demands)
            self._keep(shape, known)
        return known

    def _of_numbers(
        self, placed: PlacedRow, shared: Hashable, target: NumberText, actual: NumberText
    ) -> RowOutcome:
        row = placed.row
        due, done, t, a = target.form, actual.form, target.micro, actual.micro
        if not done.may_be_actual:
            return self._engine.outcome(placed)
        is_bare = due.is_bare or done.is_bare
        answers = None
        if is_bare or due.has_words or not due.is_signed:
            answers = self._answers.number(placed, due, done)
        is_of_one_unit = due.unit == done.unit or (done.is_bare and due.takes_bare)
        # 100 and 150 under 万元 are near each other, 12345 and 100 are not: one may be in 元
        is_far = is_bare and row.unit and not self._forms.takes_bare(row.unit)
        if not t or not is_of_one_unit or is_far:
            setting = placed.setting if row.unit or not due.is_bare else None
            numbers = (due.form, done.form, t, a, row.direction, row.unit, answers, setting)
            return self._of_equal(placed, (shared, numbers))
        shape = (
            shared, due.kind, done.kind, (a > t) - (a < t), row.direction, row.unit, answers,
            # a share of one, a small rate, nothing at all: where a bare number changes its meaning
            not a, t > _ONE, a > _ONE, t >= _TEN, a >= _TEN,
        )  # fmt: skip
        known = self._shapes.get(shape, _UNKNOWN)
        if isinstance(known, RowOutcome):
            return known
        if known is _UNKNOWN:
            return self._first(placed, shape, t, a)
        if isinstance(known, NumericShape):
            try:
                return known.outcome(t, a)
            except NotSharedError:
                pass
        return self._engine.outcome(placed)

    def _first(self, placed: PlacedRow, shape: Hashable, target: int, actual: int) -> RowOutcome:
        """Return the outcome of the first row of a shape, and keep what it says of the others."""
        leaf, demands = self._engine.scored(placed), self._engine.demands
        try:
            made = NumericShape(leaf, (target, actual), self._plan.indicators, demands)
        except NotSharedError:
            self._keep(shape, None)
            return outcome_of(leaf, demands)
        self._keep(shape, made.first if made.is_constant else made)
        return made.first

    def _keep(self, shape: Hashable, made: RowOutcome | NumericShape | None) -> None:
        if len(self._shapes) >= _MOST_SHAPES:
            self._shapes.clear()
        self._shapes[shape] = made
