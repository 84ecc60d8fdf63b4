"""What of a submission found no place in its indicator set, by the names and cells that people know."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.records.scorecard import RowResult, Scorecard
from scoring.records.submission import Indicator, Submission

_ROWS = ("indicators", "goals")
_BETWEEN = "·"


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """One piece: what it is called, and its cell; one of them may be empty, not both."""

    name: str
    at: str

    @property
    def told(self) -> str:
        """Name and cell in one."""
        if not self.at:
            return self.name
        return f"{self.name}({self.at})" if self.name else self.at


def not_placed(card: Scorecard, submission: Submission) -> tuple[NotPlaced, ...]:
    """Return everything that the scorecard calls unmatched, in its order."""
    rows = {row.id: row for row in card.indicators}
    return tuple(_piece(path, rows, submission) for path in card.unmatched)


def _piece(path: str, rows: dict[str, RowResult], submission: Submission) -> NotPlaced:
    part, dot, name = path.partition(".")
    if not dot:
        return NotPlaced(path, "")
    if part in _ROWS and name in rows:
        return _row(rows[name], submission)
    if part == "tasks":
        numbers = [n for n, task in enumerate(submission.tasks, 1) if task.name == name]
        path = f"tasks.{numbers[0]}.name" if numbers else path
    # An item may stand below its row: `items.制度.有财务制度`.
    return NotPlaced(
        name.replace(".", _BETWEEN) if part == "items" else name, _at(path, submission)
    )


def _at(path: str, submission: Submission) -> str:
    return " ".join(submission.at.get(path, "").split())


def _row(row: RowResult, submission: Submission) -> NotPlaced:
    given = next((one for one in _given(submission) if _is(one, row)), None)
    at = {} if given is None else given.at
    cell = next((at[key] for key in ("name", "target", "actual") if at.get(key)), "")
    levels = [level for level in (row.level1, row.level2) if level]
    name = " ".join((row.name or _BETWEEN.join(levels)).split())
    return NotPlaced(name if name or cell else row.id, " ".join(cell.split()))


def _given(submission: Submission) -> tuple[Indicator, ...]:
    return (*submission.indicators, *(row for goal in submission.goals for row in goal.indicators))


def _is(given: Indicator, row: RowResult) -> bool:
    return (given.level1, given.level2, given.name, given.target, given.actual) == (
        row.level1, row.level2, row.name, row.target, row.actual,
    )  # fmt: skip
