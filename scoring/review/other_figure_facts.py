"""Another figure for a row in its reason, or in the yearly goal: what it is, and what it would score.

Asked, never concluded: a text may mean a part, another time or another thing. So only a clause counts
that says nothing of the kind, whose figure has the row's own unit, and that is about no other row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from scoring.exact import plain
from scoring.review.figure_words import FigureWords
from scoring.review.reviewed_form import Facts, ReviewedForm, ReviewedRow
from scoring.review.row_money_facts import exact_actual
from scoring.review.row_text_facts import quoted
from scoring.value_class import dataclass
from scoring.values.attainment import Attainment, Case, Note
from scoring.values.figures import Clause, TextFigure, clauses_with_figures
from scoring.values.reading import Number

_NUMBERS: Final = frozenset({Case.AT_LEAST, Case.AT_MOST})
_TAKEN: Final = frozenset({Note.UNIT_OF_TARGET, Note.UNIT_OF_ACTUAL, Note.AS_PERCENT})
"""Notes of a comparison that put in a unit: such a figure need not be the row's."""


_FEWEST_LETTERS: Final = 2
_OF_ANOTHER: Final = ("says", "figure", "undone", "less", "meets", "points")
"""What is known of another figure, where there is one."""


@dataclass(frozen=True, slots=True)
class _OtherFigure:
    """A figure of a text in the row's unit: where it stands, and how it compares."""

    clause: str
    attained: Attainment
    step: Fraction
    """What the last written place is worth."""
    is_undone: bool = False

    @property
    def value(self) -> Fraction:
        """The figure in the row's unit."""
        assert self.attained.actual is not None
        return self.attained.actual


def other_figure_facts(row: ReviewedRow, attained: Attainment, form: ReviewedForm) -> Facts:
    """Return the facts of other figures that the form's texts give for a row."""
    figures = _RowFigures(row, attained, form)
    return {
        **figures.facts("reason", figures.in_reason()),
        **figures.facts("goal", figures.in_goal()),
        **figures.target_facts(),
    }


def _is_rounded(value: Fraction, step: Fraction, exact: Fraction) -> bool:
    """Tell whether a value is an exact one, rounded or cut to its last written place."""
    return 2 * abs(exact - value) <= step or 0 <= exact - value < step


class _RowFigures:
    """The texts of one form searched for figures of one row."""

    def __init__(self, row: ReviewedRow, attained: Attainment, form: ReviewedForm) -> None:
        self._row = row
        self._attained = attained
        self._form = form
        self._words: FigureWords = form.words.figures
        self._name = form.fold(row.name)
        exact = exact_actual(row, attained, form)
        self._step = None if exact is None else exact[1]

    @property
    def _is_compared(self) -> bool:
        """Whether the row sets one plain number against another."""
        return self._step is not None and self._attained.case in _NUMBERS

    def in_reason(self) -> _OtherFigure | None:
        """Return what the row's own reason gives as its figure, if it is another one."""
        indicator = self._row.indicator
        if not self._is_compared or indicator is None or not indicator.reason.strip():
            return None
        clauses = list(clauses_with_figures(indicator.reason, self._form.reader.lexicon))
        return self._different(clauses, self._reason_figures(indicator.reason, clauses))

    def in_goal(self) -> _OtherFigure | None:
        """Return what the yearly goal says was achieved of the row, if it is another figure."""
        if not self._is_compared:
            return None
        clauses = self._form.goal_clauses(self._row, "achieved")
        return self._different(clauses, self._goal_figures(clauses))

    def _different(
        self, clauses: Sequence[Clause], stated: Iterable[_OtherFigure]
    ) -> _OtherFigure | None:
        """Return the one figure that differs; None where any figure of the text is the row's own."""
        if any(self._agrees(other) for other in self._all(clauses)):
            return None
        found = {other.value: other for other in stated}
        # of 75家 and 3家未完成 the first is the figure
        done = [other for other in found.values() if not other.is_undone] or list(found.values())
        return done[0] if len(done) == 1 and not self._agrees(done[0]) else None

    def _all(self, clauses: Sequence[Clause]) -> Iterator[_OtherFigure]:
        for clause in clauses:
            for figure in clause.figures:
                other = self._other(clause, figure)
                if other is not None and not self._is_planned(figure):
                    yield other

    def _is_planned(self, figure: TextFigure) -> bool:
        """Tell whether a figure is called a plan: in 目标78家,完成75家 only the second is of the year."""
        words = self._words.planned
        return any(word in figure.before for word in words if word not in self._name)

    def _agrees(self, other: _OtherFigure) -> bool:
        actual, step = self._attained.actual, self._step
        assert actual is not None
        assert step is not None
        return _is_rounded(other.value, other.step, actual) or _is_rounded(
            actual, step, other.value
        )

    def _other(self, clause: Clause, figure: TextFigure) -> _OtherFigure | None:
        """Return a figure as the row's own, None where it measures something else or is no exact one."""
        number = figure.number
        if number.comparator is not None or number.approximation is not None or not number.value:
            return None
        if not self._has_own_unit(number):
            return None
        attained = self._form.attained(self._row.result.id, actual=number.text)
        if attained is None or attained.case not in _NUMBERS or attained.actual is None:
            return None
        if not _TAKEN.isdisjoint(attained.notes):
            return None
        step = abs(attained.actual / number.value) / 10**number.decimals
        return _OtherFigure(clause.text, attained, step)

    def _has_own_unit(self, number: Number) -> bool:
        """Tell whether a number has the unit of the target or the actual, not just one that fits."""
        indicator, unit = self._row.indicator, number.unit
        assert indicator is not None
        assert unit is not None
        read = self._form.reader.read
        own = (read(indicator.target), read(indicator.actual), self._form.measure(indicator.unit))
        return any(
            isinstance(one, Number)
            and one.unit is not None
            and one.unit.dimension == unit.dimension
            for one in own
        )

    def _reason_figures(self, reason: str, clauses: Sequence[Clause]) -> Iterator[_OtherFigure]:
        words = self._words
        is_settled = any(word in reason for word in words.settled)
        for clause in clauses:
            for figure in clause.figures:
                other = self._other(clause, figure)
                if other is None:
                    continue
                if not is_settled and self._is_undone(clause, figure):
                    yield from self._without(other)
                elif self._is_done(clause, figure):
                    yield other

    def _goal_figures(self, clauses: Sequence[Clause]) -> Iterator[_OtherFigure]:
        for clause in clauses:
            found = [f for f in clause.figures if self._other(clause, f) is not None]
            if len(found) != 1 or not self._is_about(clause):
                continue
            other = self._other(clause, found[0])
            assert other is not None
            if self._is_undone(clause, found[0]):
                yield from self._without(other)
            elif not self._is_aside(clause, self._words.unless):
                yield other

    def _without(self, undone: _OtherFigure) -> Iterator[_OtherFigure]:
        """Yield what is left of the target without what was not done of it."""
        target, actual = self._attained.target, self._attained.actual
        if self._attained.case is not Case.AT_LEAST or target is None or actual is None:
            return
        rest = target - undone.value
        if rest < 0 or actual > target:
            return  # of more than the target it may be what lies above it
        attained = self._form.attained(self._row.result.id, actual=self._text(rest))
        if attained is not None and attained.actual == rest:
            yield _OtherFigure(undone.clause, attained, undone.step, is_undone=True)

    def _is_undone(self, clause: Clause, figure: TextFigure) -> bool:
        """Tell whether a figure counts what was not done: 3家因机构撤销未完成, 还差3家."""
        words = self._words
        if self._is_aside(clause, words.unless_undone):
            return False
        if figure.before.endswith(words.undone_before):
            return self._is_of_row(figure.behind, words.undone_tails)
        for word in words.undone:
            _, found, object_ = figure.behind.rpartition(word)
            if found:
                return self._is_of_row(object_, words.undone_tails)
        return False

    def _is_done(self, clause: Clause, figure: TextFigure) -> bool:
        """Tell whether a figure is said to be what was reached: 实际发放75家."""
        words = self._words
        if self._is_aside(clause, words.unless):
            return False
        before = figure.before
        if not any(word in before for word in words.done):
            return False
        if not self._attained.is_rate:
            for word in words.done_at_last:  # a cause may stand before it
                before = before.rpartition(word)[2]
        return self._is_of_row(before + figure.behind, (*words.done, *words.fillers))

    def _is_about(self, clause: Clause) -> bool:
        """Tell whether a clause says little more than the row's name and figure."""
        words, rest = self._words, clause.folded
        for figure in clause.figures:
            rest = rest.replace(figure.number.text, "", 1)
        return self._is_of_row(rest, (*words.done, *words.undone, *words.fillers))

    def _is_of_row(self, text: str, passed: Sequence[str]) -> bool:
        """Tell whether a text names nothing, or mostly what the row's name holds."""
        for word in passed:
            text = text.replace(word, "")
        letters = [c for c in text if c.isalpha()]
        known = sum(c in self._name for c in letters)
        # 完成率 and 合格率 have one letter in common
        return not letters or (2 * known > len(letters) and known >= _FEWEST_LETTERS)

    def _is_aside(self, clause: Clause, unless: Sequence[str]) -> bool:
        """Tell whether a clause speaks of a part, a change, a plan or another time."""
        year = self._form.submission.year
        if any(named != year for named in clause.years):
            return True
        return any(word in clause.folded for word in unless if word not in self._name)

    def _text(self, value: Fraction) -> str:
        return f"{plain(value)}{self._attained.unit}"

    def facts(self, of: str, other: _OtherFigure | None) -> Facts:
        """Return the facts of another figure for the actual, under names that begin with ``of``."""
        if other is None:
            none = dict.fromkeys(f"{of}_{name}" for name in _OF_ANOTHER)
            return {**none, f"{of}_differs": False}
        actual, is_more = self._attained.actual, self._attained.case is Case.AT_LEAST
        assert actual is not None
        text = self._text(other.value)
        return {
            f"{of}_differs": True,
            f"{of}_says": quoted(other.clause, self._form) or None,
            f"{of}_figure": text,
            f"{of}_undone": other.is_undone,
            f"{of}_less": other.value < actual if is_more else other.value > actual,
            f"{of}_meets": other.attained.met,
            f"{of}_points": self._form.score_with(self._row, actual=text),
        }

    def target_facts(self) -> Facts:
        """Return the facts of another figure that the yearly goal expects of the row."""
        none = dict.fromkeys(f"goal_target_{name}" for name in ("says", "figure", "met", "points"))
        nothing: Facts = {**none, "goal_target_differs": False}
        indicator, target = self._row.indicator, self._attained.target
        if not self._is_compared or indicator is None or target is None:
            return nothing
        found: dict[Fraction, _OtherFigure] = {}
        for clause in self._form.goal_clauses(self._row, "expected"):
            figures = [other for f in clause.figures if (other := self._other(clause, f))]
            if len(figures) != 1 or not self._is_about(clause):
                continue
            if self._is_aside(clause, self._words.unless_target):
                continue
            found[figures[0].value] = figures[0]
        if len(found) != 1:
            return nothing
        (other,) = found.values()
        if _is_rounded(other.value, other.step, target):
            return nothing
        text = self._text(other.value)
        as_target = self._form.attained(self._row.result.id, target=self._with_sign(text))
        return {
            "goal_target_differs": as_target is not None and as_target.met is not None,
            "goal_target_says": quoted(other.clause, self._form) or None,
            "goal_target_figure": text,
            "goal_target_met": None if as_target is None else as_target.met,
            "goal_target_points": self._form.score_with(self._row, target=self._with_sign(text)),
        }

    def _with_sign(self, text: str) -> str:
        return f"{'≥' if self._attained.case is Case.AT_LEAST else '≤'}{text}"
