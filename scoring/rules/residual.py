"""A rule applied in two steps: once to the facts that many rows share, then quickly to each row.

:func:`residual` drops the cases that the shared facts settle, and turns what is left into closures
on whole numbers. :attr:`Residual.decide` yields for a row what :func:`scoring.rules.table.decide`
yields for all of its facts, but for the formula. What is in doubt (a failure that depends on the row,
points below zero, a very long number) is left to that function, so that it is judged in one place.

What the caller must see to:

* ``known`` are the facts that all rows of the residual share, and the parameters of the rule's place
  of use, which come before facts of the same name. None is an unknown fact, and so is every name
  that is neither known nor free.
* ``free`` are the names whose values come with the row, in the order of the values; ``points`` is
  always one of them. A free fact is never unknown: rows in which it is have a residual of their own,
  with None in ``known``. Only in the place of a name that is not in ``reads`` anything may stand.
* A free number comes as a pair of whole numbers, the second above zero, in any terms; a yes or no,
  a text and a date come as they are. A name is of one type in all rows, that of the set's names.
* The score and both ends of the band are such pairs too, equal to the printed numbers of
  :class:`scoring.rules.table.Outcome` but in any terms: compare them as numbers.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from scoring.rules.closures import Closures, Condition, Doubt, Values
from scoring.rules.evaluate import Evaluator, Uncomputable, UnknownFact
from scoring.rules.expression import Expression
from scoring.rules.outcome_closures import CaseEnd, Decide, Decided, Ending, OutcomeClosures
from scoring.rules.partial import Partial, names_in
from scoring.rules.table import Edge, Rule, RuleCase, decide, why_unscored
from scoring.rules.types import Scope, Value


@dataclass(frozen=True, slots=True, eq=False)
class Residual:
    """What is left of a rule, or of a use of it, once some facts are known."""

    decide: Decide
    """Apply it to the free facts of one row."""
    reads: frozenset[str]
    """The free names on which an outcome may depend."""


def residual(rule: Rule, known: Scope, free: Sequence[str], decimals: int = 2) -> Residual:
    """Return what is left of ``rule`` for rows that share ``known``; see the top of this module.

    ``decimals`` are those of a printed score.
    """
    if "points" in known or "points" not in free:
        raise ValueError("points")
    return _Builder(known, tuple(free), decimals).rule(rule)


Holds: TypeAlias = Callable[[Values], bool | None]


def residual_condition(
    expression: Expression, known: Scope, free: Sequence[str]
) -> bool | Holds | None:
    """Return whether a condition holds for rows that share ``known``, or a function to ask per row.

    None, also from the function, where it cannot be said.
    """
    partial = Partial(known, free)
    tree = partial.of(expression.tree)
    if isinstance(tree, ast.Constant):
        return tree.value is True
    if partial.failure(tree) is not None:
        return None
    closure = Closures(_places(partial, free)).condition(tree)

    def holds(values: Values) -> bool | None:
        try:
            return closure(values)
        except Doubt:
            pass
        try:
            return Evaluator(_scope(known, free, values)).holds(expression)
        except (UnknownFact, Uncomputable):
            return None

    return holds


def _places(partial: Partial, free: Sequence[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(free) if name in partial.free}


def _scope(known: Scope, free: Sequence[str], values: Values) -> Scope:
    """Return the facts of a row as the evaluator takes them."""
    row: dict[str, Value | None] = {
        name: Fraction(*value) if isinstance(value, tuple) else value
        for name, value in zip(free, values, strict=True)
    }
    return {**row, **known}


class _Builder:
    """Makes the residuals of a rule and of those that it uses, for the same facts."""

    def __init__(self, known: Scope, free: tuple[str, ...], decimals: int) -> None:
        self.known = known
        self.free = free
        self.decimals = decimals
        self.partial = Partial(known, free)
        places = _places(self.partial, free)
        self.closures = Closures(places)
        self.outcomes = OutcomeClosures(places["points"], decimals)
        self.endings: dict[tuple[Rule, RuleCase | None, bool, str, str], Ending] = {}

    def rule(self, rule: Rule) -> Residual:
        """Return what is left of a rule: the cases that may apply, up to one that surely does."""
        reference = self._reference(rule)
        reads = {"points"}
        steps: list[tuple[Condition, Decide]] = []
        for case in rule.cases:
            if case.when is not None:
                reads |= case.when.names
            when = None if case.when is None else self.partial.of(case.when.tree)
            if isinstance(when, ast.Constant):
                if when.value is False:
                    continue
                when = None
            failure = None if when is None else self.partial.failure(when)
            if failure is not None:
                last = self._failed(rule, case, failure)
                break
            outcome = self._case(rule, case, reference, reads)
            if when is None:
                last = outcome
                break
            steps.append((self.closures.condition(when), outcome))
        else:
            last = self._unscored(rule, None, "没有适用的情形")
        return Residual(_first(steps, last, reference), self.partial.free.intersection(reads))

    def _case(self, rule: Rule, case: RuleCase, reference: Decide, reads: set[str]) -> Decide:
        """Return the function for the outcome of a case that applies; its names are added."""
        if case.use is not None:
            used = self.rule(case.use)
            reads |= used.reads
            return used.decide
        reads.update(*(expression.names for expression in case.expressions))
        if case.unscored:
            return self._unscored(rule, case, case.unscored)
        score = None if case.score is None else self.partial.of(case.score.tree)
        ends = [
            None if end is None else self.partial.of(end.at.tree) for end in (case.low, case.high)
        ]
        trees = [tree for tree in (score, *ends) if tree is not None]
        failure = self.partial.failure(trees[0])
        if failure is not None:
            return self._failed(rule, case, failure)
        ending = self._ending(rule, case, case.is_band, "", "")
        if not case.is_band and score is not None and _is_points(score):
            return self.outcomes.all_points(ending, reference)
        number = None if score is None else self.closures.number(score)
        if number is None or case.is_band:
            from_end = self._end(case.low, ends[0], score, _is_nothing)
            to_end = self._end(case.high, ends[1], score, _is_points)
            outcome = self.outcomes.band(number, from_end, to_end, ending, reference)
        else:
            outcome = self.outcomes.score(number, ending, reference)
        depends_on = frozenset().union(*map(names_in, trees))
        return self.outcomes.by_points(outcome) if depends_on <= {"points"} else outcome

    def _end(
        self,
        end: Edge | None,
        tree: ast.expr | None,
        score: ast.expr | None,
        is_widest: Callable[[ast.expr], bool],
    ) -> CaseEnd | None:
        """Return an end of a band; None for none and for one as wide as the band could be without."""
        if end is None or tree is None or (end.inside and is_widest(tree)):
            return None
        if score is not None and end.inside and ast.dump(tree) == ast.dump(score):
            return CaseEnd(None, inside=True)
        return CaseEnd(self.closures.number(tree), end.inside)

    def _failed(self, rule: Rule, case: RuleCase, failure: UnknownFact | Uncomputable) -> Decide:
        return self._unscored(rule, case, *why_unscored(failure))

    def _unscored(self, rule: Rule, case: RuleCase | None, why: str, missing: str = "") -> Decide:
        return self.outcomes.unscored(self._ending(rule, case, False, why, missing))

    def _ending(
        self, rule: Rule, case: RuleCase | None, is_band: bool, unscored: str, missing: str
    ) -> Ending:
        """Return one and the same value for the same ending."""
        key = (rule, case, is_band, unscored, missing)
        return self.endings.setdefault(key, Ending(*key))

    def _reference(self, rule: Rule) -> Decide:
        """Return the function that applies the rule as a whole."""

        def reference(values: Values) -> Decided:
            found = decide(rule, _scope(self.known, self.free, values), self.decimals)
            return (
                None if found.score is None else found.score.as_integer_ratio(),
                found.low.as_integer_ratio(),
                found.high.as_integer_ratio(),
                self._ending(found.rule, found.case, found.is_band, found.unscored, found.missing),
            )

        return reference


def _first(steps: Sequence[tuple[Condition, Decide]], last: Decide, reference: Decide) -> Decide:
    """Return the function that takes the outcome of the first case that applies."""
    if not steps:
        return last

    def decided(values: Values) -> Decided:
        try:
            for when, outcome in steps:
                if when(values):
                    return outcome(values)
        except Doubt:
            return reference(values)
        return last(values)

    return decided


def _is_nothing(tree: ast.expr) -> bool:
    return isinstance(tree, ast.Constant) and tree.value == 0


def _is_points(tree: ast.expr) -> bool:
    return isinstance(tree, ast.Name) and tree.id == "points"
