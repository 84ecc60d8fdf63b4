"""Where the rows of a form stand in the tree of a set; forms with the same levels share one layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from scoring.columnar.plain_record import part_of_submission
from scoring.engine.match import MatchedRow, branches, match_rows
from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.records.submission import Indicator

_MOST_LAYOUTS: Final = 5_000
Levels = tuple[tuple[str, str, str], ...]
"""Of each row its own id (empty for none) and its two levels."""


class Layout(NamedTuple):
    """The rows of a form in the tree of a set."""

    rows: tuple[MatchedRow, ...]
    """In the order of the form; their indicators have levels and nothing else."""
    numbers: tuple[int, ...]
    """Of each row the number of its branch in the set; -1 for none."""
    order: tuple[int, ...]
    """The rows in the order of the tree, by their place on the form."""
    unmatched: tuple[str, ...]
    sums: tuple[tuple[tuple[int, ...], int], ...]
    """Rows, by their place, that share out the points which the set gives a branch, in millionths."""


class Layouts:
    """The layouts of the forms of one set that were met."""

    def __init__(self, indicators: IndicatorSet) -> None:
        self._branches = branches(indicators)
        self._nodes = tuple(indicators.nodes())
        self._number = {id(node): number for number, node in enumerate(self._nodes)}
        self._places = {
            number: place for place, number in enumerate(self._upwards(indicators.levels))
        }
        """Where a branch's own rows stand: behind those of the branches below it."""
        self._places[-1] = len(self._places)
        self._known: dict[Levels, Layout] = {}

    def of(self, levels: Levels) -> Layout:
        """Return the layout of rows with these levels."""
        layout = self._known.get(levels)
        if layout is None:
            layout = self._layout(levels)
            if len(self._known) >= _MOST_LAYOUTS:
                self._known.clear()
            self._known[levels] = layout
        return layout

    def _layout(self, levels: Levels) -> Layout:
        bare = tuple(
            Indicator.model_construct(id=row_id, level1=level1, level2=level2)
            for row_id, level1, level2 in levels
        )
        rows = match_rows(part_of_submission(indicators=bare), self._branches)
        numbers = [-1 if row.node is None else self._number[id(row.node)] for row in rows]
        order = sorted(range(len(rows)), key=lambda at: self._places[numbers[at]])
        return Layout(
            tuple(rows),
            tuple(numbers),
            tuple(order),
            tuple(f"indicators.{row.id}" for row in rows if not row.matched),
            tuple(self._sums(numbers)),
        )

    def _upwards(self, nodes: Sequence[SetNode]) -> Iterator[int]:
        """Yield the numbers of branches, each behind those below it."""
        for node in nodes:
            yield from self._upwards(node.children)
            yield self._number[id(node)]

    def _sums(self, numbers: list[int]) -> list[tuple[tuple[int, ...], int]]:
        sums = []
        for node in self._nodes:
            below = {self._number[id(each)] for each in node.walk()}
            places = tuple(at for at, number in enumerate(numbers) if number in below)
            if node.points is not None and places:
                points = node.points * 1_000_000
                sums.append((places, points.numerator if points.denominator == 1 else -1))
        return sums
