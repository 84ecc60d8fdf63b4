"""What of a submission belongs to nothing in its indicator set, by the names that people know."""

from __future__ import annotations

from scoring.records.scorecard import RowResult, Scorecard
from scoring.records.submission import Submission
from scoring.text import on_one_line
from scoring.value_class import dataclass

_ROWS = ("indicators", "goals")
_BETWEEN = "·"


@dataclass(frozen=True, slots=True)
class UnmatchedItem:
    """One item: what it is called, and its cell; one of them may be empty, not both."""

    name: str
    at: str

    @property
    def label(self) -> str:
        """Name and cell in one."""
        if not self.at:
            return self.name
        return f"{self.name}（{self.at}）" if self.name else self.at


def unmatched_items(card: Scorecard, submission: Submission) -> tuple[UnmatchedItem, ...]:
    """Return everything that the scorecard calls unmatched, in its order."""
    rows = {row.id: row for row in card.indicators}
    return tuple(_item(path, rows, submission) for path in card.unmatched)


def _item(path: str, rows: dict[str, RowResult], submission: Submission) -> UnmatchedItem:
    part, dot, name = path.partition(".")
    if not dot:
        return UnmatchedItem(path, "")
    if part in _ROWS and name in rows:
        return _row(rows[name])
    if part == "tasks":
        numbers = [n for n, task in enumerate(submission.tasks, 1) if task.name == name]
        path = f"tasks.{numbers[0]}.name" if numbers else path
    # An item may stand below its row: `items.制度.有财务制度`.
    label = name.replace(".", _BETWEEN) if part == "items" else name
    return UnmatchedItem(label, on_one_line(submission.at.get(path, "")))


def _row(row: RowResult) -> UnmatchedItem:
    at = row.indicator.at
    cell = next((at[key] for key in ("name", "target", "actual") if at.get(key)), "")
    levels = [level for level in (row.level1, row.level2) if level]
    name = on_one_line(row.name or _BETWEEN.join(levels))
    return UnmatchedItem(name if name or cell else row.id, on_one_line(cell))
