"""Single rows scored by the engine: the first of each shape, and those whose shape is not enough."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from scoring.columnar.outcome import RowOutcome, outcome_of
from scoring.columnar.plain_record import PlainRow
from scoring.columnar.set_plan import SetPlan
from scoring.engine.comparison import RowComparison, Setting
from scoring.engine.decisions import Decisions
from scoring.engine.match import Branches, MatchedRow
from scoring.engine.row_scores import KnownRows, RowScores
from scoring.engine.rows import ScoredLeaf
from scoring.records.submission import Indicator
from scoring.rules.types import Value
from scoring.values.attainment import Case

_MOST_TEXTS: Final = 10_000
"""So many rows are remembered of a set; then they are forgotten and scored anew."""
_NOT_APPLICABLE: Final = frozenset({Case.NOT_APPLICABLE, Case.NOT_APPLICABLE_TARGET})


class WholeSubmissionError(Exception):
    """A submission must be scored by the engine whole; ``reason`` is a key of the vocabulary."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class PlacedRow(NamedTuple):
    """A row of a record where it stands in the set, and what its submission says of all rows."""

    row: PlainRow
    at: MatchedRow
    branch: int
    """The number of its branch in the set; -1 for none."""
    finished: bool | None
    """Whether the project is finished; None where nobody said."""
    setting: Setting


class EngineRows:
    """Scores rows of one set by the engine, each alone; equal rows are scored once."""

    def __init__(self, plan: SetPlan, branches: Branches, comparison: RowComparison) -> None:
        self._indicators = plan.indicators
        self._branches = branches
        self._comparison = comparison
        self.demands = tuple(d for d in plan.indicators.demands if not d.is_of_form)
        """The demands on rows, in the order of the set."""
        self._known: dict[tuple[Any, ...], RowOutcome] = {}

    def outcome(self, placed: PlacedRow) -> RowOutcome:
        """Return the outcome of a row by all that it says.

        Raises :class:`WholeSubmissionError` where it depends on other rows.
        """
        row, _, branch, finished, setting = placed
        key = (
            row.target, row.actual, row.name, row.level1, row.level2, row.unit, row.direction,
            row.reason, row.points.micro, row.core, row.evidence, branch, setting,
            finished, row.data.get("target_initial"),
        )  # fmt: skip
        known = self._known.get(key)
        if known is None:
            known = outcome_of(self.scored(placed), self.demands)
            if len(self._known) >= _MOST_TEXTS:
                self._known.clear()
            self._known[key] = known
        return known

    def scored(self, placed: PlacedRow) -> ScoredLeaf:
        """Return a row scored; raises as :meth:`outcome` does."""
        row, at, _, finished, setting = placed
        data = {
            key: value
            for key, value in row.data.items()
            if value is not None and not (isinstance(value, str) and not value.strip())
        }
        try:
            indicator = Indicator.model_validate(data)
        except ValidationError:
            raise WholeSubmissionError("fields") from None
        # no rule of a row looks at money: see the plan of the set
        common: dict[str, Value | None] = {
            "budget": None, "executed": None, "initial": None, "finished": finished,
            "state": setting.state,
        }  # fmt: skip
        scores = RowScores(
            self._indicators, self._branches, self._comparison, common,
            Decisions("", (), self._indicators.places), None, KnownRows(),
        )  # fmt: skip
        leaf = scores.score([at._replace(row=indicator)], setting)[0]
        if leaf.points and leaf.read.attainment.case in _NOT_APPLICABLE:
            raise WholeSubmissionError("not_applicable")
        return leaf
