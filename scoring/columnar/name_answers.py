"""What the name, levels and columns of a row say of its two numbers: their direction, and whether a rate."""

from __future__ import annotations

from typing import Any, Final

from scoring.columnar.engine_rows import PlacedRow
from scoring.columnar.number_form import NumberForm
from scoring.engine.comparison import RowComparison
from scoring.values.attainment import ComparedRow
from scoring.values.comparing.common_unit import with_measure
from scoring.values.comparing.context import Context

_MOST_NAMES: Final = 10_000
Key = tuple[Any, ...]


class NameAnswers:
    """The answers for rows of one set, numbered: equal answers have one number."""

    def __init__(self, comparison: RowComparison) -> None:
        self._comparison = comparison
        self._known: dict[Key, int] = {}
        self._numbers: dict[Key, int] = {}

    def number(self, placed: PlacedRow, target: NumberForm, actual: NumberForm) -> int:
        """Return the number of the answers for a row with numbers of these forms."""
        row, at, branch, _, setting = placed
        key = (
            row.name, row.level1, row.level2, row.unit, row.direction, branch, target.form,
            actual.form,
        )  # fmt: skip
        known = self._known.get(key)
        if known is not None:
            return known
        direction = row.direction or (at.node.direction if at.node is not None else None) or ""
        compared = ComparedRow(
            row.name, row.level1, row.level2, row.unit, direction,
            setting.year, setting.start, setting.end,
        )  # fmt: skip
        context = Context(compared, self._comparison.policy, self._comparison.reader)
        ways = context.directions(with_measure(target.number, context.measure), actual.number)
        is_rate = context.is_rate_row if target.is_bare or actual.is_bare else None
        answers = (is_rate, *((way.way, way.strict, way.source, way.known) for way in ways))
        number = self._numbers.setdefault(answers, len(self._numbers))
        if len(self._known) >= _MOST_NAMES:
            self._known.clear()
        self._known[key] = number
        return number
