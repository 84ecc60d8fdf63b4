"""Everything that a unit does before it hands in, as one list in the order of the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from scoring.records.finding import CheckItem, Finding, Review, Standing, Todo
from scoring.records.scorecard import Scorecard
from scoring.records.submission import Indicator, Submission

_FUNDS, _GOAL, _ROWS, _TOTAL, _WHOLE = range(5)
"""The blocks of a form in their order; texts of the form and whatever is of no block come last."""
_BLOCKS: Final = {
    "execution": (_FUNDS, 0, 0, 0),
    "funds": (_FUNDS, 1, 0, 0),
    "goal": (_GOAL, 0, 0, 0),
}

_At = tuple[int, int, int, int]


def checklist(review: Review, submission: Submission, card: Scorecard) -> tuple[CheckItem, ...]:
    """Return what a review found in the order of the form, one item for a row and its wants.

    What a finding asks for it says itself; an item adds only what the set demands besides. Advice
    for next year's targets is no part of it.
    """
    places = _Places(submission, card)
    items: list[tuple[_At, CheckItem]] = []
    told: set[str] = set()
    for finding in review.findings:
        is_row = finding.of == "row"
        wanted: tuple[Todo, ...] = ()
        if is_row or finding.of == "execution":
            told.add(finding.where or finding.name)
            wanted = tuple(_demanded(review, finding))
        kind = finding.matter if finding.kind == "E" else finding.kind
        items.append((places.of_finding(finding), CheckItem(kind, finding, wanted)))
    wanting: dict[str, list[Todo]] = {}
    for todo in review.todo:
        wanting.setdefault(todo.where or todo.name, []).append(todo)
    open_rows = {row.where: row for row in review.open_rows}
    for key in dict.fromkeys((*wanting, *open_rows)):
        if key not in told:
            wants, row = tuple(wanting.get(key, ())), open_rows.get(key)
            is_open = row is not None
            item = CheckItem("open" if is_open else "todo", None, wants, row)
            items.append((places.of_row(key), item))
    return tuple(item for _, item in sorted(items, key=lambda placed: placed[0]))


def standing(items: Sequence[CheckItem]) -> Standing:
    """Return whether a form can be handed in: not while something is blank or wrong in itself."""
    kinds = Counter(item.kind for item in items)
    stops: tuple[Literal["blank", "fault"], ...] = ("blank", "fault")
    return Standing(next((kind for kind in stops if kinds[kind]), "ready"), kinds["score"])


def _demanded(review: Review, finding: Finding) -> Iterator[Todo]:
    """Yield what the set demands where a finding is about something else."""
    key = finding.where or finding.name
    for todo in review.todo:
        is_own = todo.field == finding.field and todo.text == finding.settle
        if (todo.where or todo.name) == key and not is_own:
            yield todo


class _Places:
    """Where on a form something stands, so that it can be sorted."""

    def __init__(self, submission: Submission, card: Scorecard) -> None:
        self._rows = _numbers(submission, card)
        self._levels: dict[str, tuple[int, int]] = {}
        for row in card.indicators:
            for level in (*row.path, row.level1, row.level2):
                last = self._levels.get(level, (0, 0))
                self._levels[level] = max(last, self._rows[row.id])
        self._execution = "" if card.execution is None else card.execution.name

    def of_finding(self, finding: Finding) -> _At:
        match finding.of:
            case "row":
                return self.of_row(finding.where)
            case "execution" | "funds":
                return _BLOCKS[finding.of]
            case "total" if finding.where in self._levels:
                return _ROWS, *self._levels[finding.where], 1
            case "total":
                return _TOTAL, 0, 0, 0
            case _:
                return _BLOCKS.get(finding.field, (_TOTAL, 1, 0, 0))

    def of_row(self, key: str) -> _At:
        """Return where a row stands by its id, or the execution rate or a text by its name."""
        if key in self._rows:
            return _ROWS, *self._rows[key], 0
        return _BLOCKS["execution"] if key == self._execution else (_WHOLE, 0, 0, 0)


def _numbers(submission: Submission, card: Scorecard) -> dict[str, tuple[int, int]]:
    """Return by id the number of every row as it was handed in: a scorecard is in the set's order.

    A leaf that the set computes follows what is scored before it.
    """
    numbers: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(submission.rows):
        numbers.setdefault(_key(row), []).append(number)
    found: dict[str, tuple[int, int]] = {}
    last = 0
    for index, result in enumerate(card.indicators):
        rows = numbers.get(_key(result.indicator))
        last = rows.pop(0) if rows else last
        found[result.id] = last, index
    return found


def _key(row: Indicator) -> tuple[str, ...]:
    return row.id, row.level1, row.level2, row.name, row.target
