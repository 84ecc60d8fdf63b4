"""The outcome of a row by its shape: what the engine said of the first row of that shape.

A shape holds everything that an outcome may hang on. Where a text matters only by what a few
questions say of it, it holds the answers: of a number and its unit the unit, of a name the direction
that it gives, of a reason that there is one. Where that is not certain it holds the text itself.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Any, Final

from pydantic import ValidationError

from scoring.columnar.number_form import NumberForm, NumberForms, NumberText
from scoring.columnar.numeric_shape import NotSharedError, NumericShape
from scoring.columnar.outcome import RowOutcome, outcome_of
from scoring.columnar.plain_record import PlainRow
from scoring.columnar.reason_words import LETTERS, Reason, ReasonWords
from scoring.columnar.set_plan import SetPlan
from scoring.engine.comparison import RowComparison, Setting
from scoring.engine.decisions import Decisions
from scoring.engine.match import Branches, MatchedRow
from scoring.engine.row_scores import KnownRows, RowScores
from scoring.engine.rows import ScoredLeaf
from scoring.records.submission import Indicator
from scoring.rules.types import Value
from scoring.values.attainment import Case, ComparedRow
from scoring.values.comparing.common_unit import is_ratio, with_measure
from scoring.values.comparing.context import Context
from scoring.values.comparing.deadlines import compare
from scoring.values.comparing.remarks import nothing_done
from scoring.values.reading import (
    Deadline,
    ShortStatement,
    StatementKind,
    Wording,
)

_MOST_SHAPES: Final = 30_000
_MOST_TEXTS: Final = 10_000
"""So much is remembered of a set, some 50 MB; then it is forgotten and asked anew."""
Key = tuple[Any, ...]


class WholeSubmissionError(Exception):
    """A submission must be scored by the engine whole; ``reason`` is a key of the vocabulary."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class _Kind(IntEnum):
    """What a text without an open number is, as far as it decides whether the row's name matters."""

    WORDS = 0
    PLAIN = 1
    """Words that say the same beside any number or date, whatever the row is called: 已完成, 略."""
    DATE = 2
    OTHER = 3


_SHARED: Final = frozenset({
    (_Kind.WORDS, _Kind.WORDS), (_Kind.WORDS, _Kind.PLAIN), (_Kind.PLAIN, _Kind.WORDS),
    (_Kind.PLAIN, _Kind.PLAIN), (_Kind.DATE, _Kind.DATE), (_Kind.DATE, _Kind.PLAIN),
})  # fmt: skip
"""Targets and actuals in words whose comparison asks nothing of the row's name but how it begins."""


class RowShapes:
    """The outcomes of rows of one set, by shape; bounded, the same answer however often it is asked."""

    def __init__(self, plan: SetPlan, branches: Branches, comparison: RowComparison) -> None:
        indicators = plan.indicators
        self._plan = plan
        self._branches = branches
        self._comparison = comparison
        self._reader = comparison.reader
        self._demands = [d for d in indicators.demands if not d.is_of_form]
        self._reasons = ReasonWords(comparison.reader, indicators.excuse_words)
        self._forms = NumberForms(comparison.reader, self._reasons.remarks)
        self._shapes: dict[Key, RowOutcome | NumericShape | None] = {}
        """By shape an outcome, what computes it from two numbers, or None: it must be asked row by row."""
        self._texts: dict[Key, RowOutcome] = {}
        """By all that a row says, outcomes of those whose shape is not enough."""
        self._answered: dict[Key, int] = {}
        self._answers: dict[Key, int] = {}
        self._folded = frozenset(
            filter(_NAME.match, map(chr, self._reader.lexicon.fold.characters))
        )
        """Signs of names that are read as others: 個 as 个."""
        self._kinds: dict[str, _Kind] = {}
        self._dates: dict[str, Deadline] = {}

    def outcome(
        self,
        row: PlainRow,
        at: MatchedRow,
        branch: int,
        finished: bool | None,
        setting: Setting,
    ) -> RowOutcome:
        """Return the outcome of a row that stands in a branch, by its number.

        ``finished`` is what the submission says of its project. Raises :class:`WholeSubmissionError`
        where the row depends on others.
        """
        reason = self._reasons.of(row.reason)
        if branch < 0 or reason is Reason.ANY or setting.state != _USUAL or not row.points.micro:
            return self._by_text(row, at, branch, finished, setting)
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
        if target is None:
            key = None if actual is not None else self._of_words(row, setting, shared)
        elif actual is None:
            key = self._beside_number(row, target, shared)
        else:
            return self._of_numbers(row, at, branch, finished, setting, shared, target, actual)
        if key is None:
            return self._by_text(row, at, branch, finished, setting)
        known = self._shapes.get(key)
        if not isinstance(known, RowOutcome):
            known = outcome_of(self._scored(row, at, finished, setting), self._demands)
            self._keep(key, known)
        return known

    def _of_words(self, row: PlainRow, setting: Setting, shared: Key) -> Key | None:
        """Return the shape of a row of words or dates; None where its name may matter."""
        target, actual = self._kind(row.target), self._kind(row.actual)
        if (target, actual) not in _SHARED:
            return None
        name = row.name
        # words that begin with the row's name are compared without it
        if (
            not _NAME.fullmatch(name)
            or not self._folded.isdisjoint(name)
            or name in row.target
            or name in row.actual
        ):
            return None
        if target is not _Kind.DATE:
            return shared, row.target, row.actual
        if actual is not _Kind.DATE:
            return shared, row.target, row.actual, setting
        deadline, done = self._dates[row.target], self._dates[row.actual]
        place = ComparedRow(year=setting.year, start=setting.start, end=setting.end)
        lexicon = self._reader.lexicon
        is_same = lexicon.fold(row.target) == lexicon.fold(row.actual)
        dated = compare(deadline, done, place, lexicon, same_text=is_same)
        return shared, dated.case, dated.met, dated.days_planned, dated.days_taken

    def _beside_number(self, row: PlainRow, target: NumberText, shared: Key) -> Key | None:
        """Return the shape of a number with words for an actual; None where its name may matter."""
        form = target.form
        is_plain = self._kind(row.actual) is _Kind.PLAIN
        if not is_plain or form.has_words or is_ratio(form.number):
            return None
        return shared, target.form.kind, row.actual, row.unit, row.direction

    def _of_numbers(
        self,
        row: PlainRow,
        at: MatchedRow,
        branch: int,
        finished: bool | None,
        setting: Setting,
        shared: Key,
        target: NumberText,
        actual: NumberText,
    ) -> RowOutcome:
        due, done, t, a = target.form, actual.form, target.micro, actual.micro
        if not done.may_be_actual:
            return self._by_text(row, at, branch, finished, setting)
        is_bare = due.is_bare or done.is_bare
        answers = None
        if is_bare or due.has_words or not due.is_signed:
            answers = self._answer(row, at, branch, due, done, setting)
        alike = t and (due.unit == done.unit or (done.is_bare and due.takes_bare))
        # 100 and 150 under 万元 are near each other, 12345 and 100 are not: one may be in 元
        alike = alike and not (is_bare and row.unit and not self._forms.takes_bare(row.unit))
        if not alike:
            key: Key = (
                shared, due.form, done.form, t, a, row.direction, row.unit, answers,
                setting if row.unit or not due.is_bare else None,
            )  # fmt: skip
            known = self._shapes.get(key)
            if not isinstance(known, RowOutcome):
                known = outcome_of(self._scored(row, at, finished, setting), self._demands)
                self._keep(key, known)
            return known
        key = (
            shared, due.kind, done.kind, (a > t) - (a < t), row.direction,
            row.unit, answers, not a, t > _ONE, a > _ONE, t >= _TEN, a >= _TEN,
        )  # fmt: skip
        shape = self._shapes.get(key, _UNKNOWN)
        if isinstance(shape, RowOutcome):
            return shape
        if shape is _UNKNOWN:
            leaf = self._scored(row, at, finished, setting)
            try:
                made = NumericShape(leaf, (t, a), self._plan.indicators, self._demands)
            except NotSharedError:
                self._keep(key, None)
                return outcome_of(leaf, self._demands)
            self._keep(key, made.first if made.is_constant else made)
            return made.first
        if isinstance(shape, NumericShape):
            try:
                return shape.outcome(t, a)
            except NotSharedError:
                pass
        return self._by_text(row, at, branch, finished, setting)

    def _answer(
        self,
        row: PlainRow,
        at: MatchedRow,
        branch: int,
        due: NumberForm,
        done: NumberForm,
        setting: Setting,
    ) -> int:
        """Return a number for what the name, levels and columns of a row say of its numbers."""
        key = (
            row.name, row.level1, row.level2, row.unit, row.direction, branch, due.form, done.form
        )  # fmt: skip
        known = self._answered.get(key)
        if known is not None:
            return known
        direction = row.direction or (at.node.direction if at.node is not None else None) or ""
        compared = ComparedRow(
            row.name, row.level1, row.level2, row.unit, direction,
            setting.year, setting.start, setting.end,
        )  # fmt: skip
        context = Context(compared, self._comparison.policy, self._reader)
        ways = context.directions(with_measure(due.number, context.measure), done.number)
        is_rate = context.is_rate_row if due.is_bare or done.is_bare else None
        answers = (is_rate, *((way.way, way.strict, way.source, way.known) for way in ways))
        if len(self._answered) >= _MOST_TEXTS:
            self._answered.clear()
        number = self._answers.setdefault(answers, len(self._answers))
        self._answered[key] = number
        return number

    def _by_text(
        self,
        row: PlainRow,
        at: MatchedRow,
        branch: int,
        finished: bool | None,
        setting: Setting,
    ) -> RowOutcome:
        """Return the outcome of a row by all that it says."""
        key = (
            row.target, row.actual, row.name, row.level1, row.level2, row.unit, row.direction,
            row.reason, row.points.micro, row.core, row.evidence, branch, setting,
            finished, row.data.get("target_initial"),
        )  # fmt: skip
        known = self._texts.get(key)
        if known is None:
            known = outcome_of(self._scored(row, at, finished, setting), self._demands)
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            self._texts[key] = known
        return known

    def _scored(
        self, row: PlainRow, at: MatchedRow, finished: bool | None, setting: Setting
    ) -> ScoredLeaf:
        """Score one row by the engine, alone."""
        data = {
            key: value
            for key, value in row.data.items()
            if value is not None and not (isinstance(value, str) and not value.strip())
        }
        try:
            indicator = Indicator.model_validate(data)
        except ValidationError:
            raise WholeSubmissionError("fields") from None
        indicators = self._plan.indicators
        # no rule of a row looks at money: see the plan of the set
        common: dict[str, Value | None] = {
            "budget": None, "executed": None, "initial": None, "finished": finished,
            "state": setting.state,
        }  # fmt: skip
        scores = RowScores(
            indicators, self._branches, self._comparison, common,
            Decisions("", (), indicators.places), None, KnownRows(),
        )  # fmt: skip
        leaf = scores.score([at._replace(row=indicator)], setting)[0]
        if leaf.points and leaf.read.attainment.case in _NOT_APPLICABLE:
            raise WholeSubmissionError("not_applicable")
        return leaf

    def _kind(self, text: str) -> _Kind:
        kind = self._kinds.get(text)
        if kind is None:
            if len(self._kinds) >= _MOST_TEXTS:
                self._kinds.clear()
                self._dates.clear()
            kind = self._kinds[text] = self._kind_of(text)
        return kind

    def _kind_of(self, text: str) -> _Kind:
        if not LETTERS.fullmatch(text) or not self._folded.isdisjoint(text):
            return _Kind.OTHER
        reading = self._reader.read(text)
        if isinstance(reading, Deadline) and reading.number is None:
            self._dates[text] = reading
            return _Kind.DATE
        if not isinstance(reading, Wording | ShortStatement):
            return _Kind.OTHER
        nameless = Context(ComparedRow(), self._comparison.policy, self._reader)
        is_absence = isinstance(reading, ShortStatement) and reading.stated is StatementKind.NONE
        has_remark = self._reasons.remarks.holds(text)
        if not is_absence and not has_remark and nothing_done(reading, nameless) is None:
            return _Kind.PLAIN
        return _Kind.WORDS

    def _keep(self, key: Key, made: RowOutcome | NumericShape | None) -> None:
        if len(self._shapes) >= _MOST_SHAPES:
            self._shapes.clear()
        self._shapes[key] = made


_USUAL: Final = "正常"
"""The state of a project that says nothing of its rows."""
_NAME: Final = re.compile("[\u4e00-\u9fff0-9]+")
"""Names whose signs are folded one by one, nearly all of them to themselves."""
_ONE: Final = 1_000_000
_TEN: Final = 10_000_000
_UNKNOWN: Final[Any] = object()
_NOT_APPLICABLE: Final = frozenset({Case.NOT_APPLICABLE, Case.NOT_APPLICABLE_TARGET})
