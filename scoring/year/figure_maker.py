"""Makes the figures of one project, group or department: each with its id, label, source, formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from scoring.exact import plain
from scoring.problem import Place
from scoring.records.figures import FigureUnit, YearFigure
from scoring.year.words import YearWords

_MOST_TERMS: Final = 100
"""So many numbers a formula writes out; of more it tells their number."""


class FigureMaker(dict[str, YearFigure]):
    """The figures by their keys; ``prefix`` begins their ids (``project/‹key›``)."""

    def __init__(self, prefix: str, words: YearWords) -> None:
        super().__init__()
        self._prefix = prefix
        self._words = words

    def add(
        self,
        key: str,
        value: Fraction | int,
        unit: FigureUnit,
        *,
        sources: Iterable[Place] = (),
        formula: str = "",
        of: str = "",
        name: str = "",
        label: str = "",
    ) -> YearFigure:
        """Add a figure; ``of`` is the level, row or grade that it is of and ends its key.

        ``name`` is what people call that, where it is not the same; ``label`` is for a figure that
        the words do not name.
        """
        label = label or self._words.label(key, name or of)
        path = f"{key}/{of}" if of else key
        made = tuple(dict.fromkeys(sources))
        figure = YearFigure(f"{self._prefix}/{path}", label, Fraction(value), unit, made, formula)
        self[path] = figure
        return figure

    def value(self, key: str) -> Fraction | None:
        """Return the value of a figure, or None where it is not known."""
        figure = self.get(key)
        return None if figure is None else figure.value

    def add_sum(
        self, key: str, parts: Sequence[YearFigure], *, of: str = "", name: str = ""
    ) -> None:
        """Add the exact sum of figures, of whose unit it is; of nothing there is no sum."""
        if parts:
            value = sum((part.value for part in parts), Fraction(0))
            formula = sum_formula([part.value for part in parts], value, self._words)
            unit, sources = parts[0].unit, _sources(parts)
            self.add(key, value, unit, sources=sources, formula=formula, of=of, name=name)

    def add_quotient(
        self,
        key: str,
        numerator: YearFigure | None,
        denominator: YearFigure | None,
        unit: FigureUnit,
        *,
        of: str = "",
        name: str = "",
        label: str = "",
    ) -> None:
        """Add one figure over another; nothing where one is not known or the lower is not above 0."""
        if numerator is None or denominator is None or denominator.value <= 0:
            return
        value = numerator.value / denominator.value
        formula = f"{plain(numerator.value)} ÷ {plain(denominator.value)}"
        sources = _sources((numerator, denominator))
        self.add(key, value, unit, sources=sources, formula=formula, of=of, name=name, label=label)


def sum_formula(values: Sequence[Fraction], total: Fraction, words: YearWords) -> str:
    """Write an addition with its numbers."""
    if len(values) > _MOST_TERMS:
        return words.text("formulas.many", count=len(values), sum=plain(total))
    return f"{' + '.join(plain(value) for value in values)} = {plain(total)}"


def _sources(parts: Iterable[YearFigure]) -> Iterator[Place]:
    for part in parts:
        yield from part.sources
