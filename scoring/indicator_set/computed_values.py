"""Which values a leaf's ``value`` can take, so that its rule is tried on no other."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from scoring.indicator_set.file_model import InputFile
from scoring.indicator_set.model import IndicatorSet
from scoring.rules.expression import Expression
from scoring.rules.reach import ANY, FAR, NEAR, Span, ends, spans
from scoring.rules.types import NameSpec, Scope, Type, Value

_YES_OR_NO: tuple[Value, ...] = (True, False)


class ComputedValues:
    """The values of one ``value`` expression beside other facts of the same leaf."""

    def __init__(
        self, indicators: IndicatorSet, expression: Expression, tried: Iterable[Fraction]
    ) -> None:
        """Keep an expression, and the values that are tried where it can take them (``tried``)."""
        self.expression = expression
        self.tried = frozenset(tried)
        specs = {name: indicators.names.specs[name] for name in expression.names}
        self.numbers = {
            name: _span(indicators.inputs.get(name))
            for name, spec in specs.items()
            if spec.type is Type.NUMBER
        }
        self.words = {name: words for name, spec in specs.items() if (words := _words(spec))}
        self._kept: dict[tuple[object, ...], list[Fraction]] = {}

    def beside(self, facts: Scope) -> list[Fraction]:
        """Return the values to try beside these facts: those that can be, and the ends of what can."""
        own = {name: facts[name] for name in sorted(self.expression.names) if name in facts}
        key = tuple(own.items())
        if key not in self._kept:
            found = spans(self.expression, own, self.numbers, self.words)
            fit = {v for v in self.tried if any(span.holds(v) for span in found)}
            self._kept[key] = sorted({*fit, *ends(found)})
        return self._kept[key]


def _words(spec: NameSpec) -> tuple[Value, ...]:
    return _YES_OR_NO if spec.type is Type.YES_NO else spec.choices


def _span(given: InputFile | None) -> Span:
    """Return the numbers that may be filled in."""
    if given is None:
        return ANY
    is_count = given.type == "count"
    low = Fraction(0) if is_count else -FAR
    if given.at_least is not None:
        low = max(low, Fraction(given.at_least))
    if given.above is not None:
        low = max(low, Fraction(given.above) + NEAR)
    if is_count:
        low = Fraction(-(-low.numerator // low.denominator))
    return Span(low, FAR, is_count)
