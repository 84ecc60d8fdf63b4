"""Everything that a unit does before it hands in, as one list in the order of the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from typing import Final, Literal

from scoring.records.finding import (
    GRAVEST,
    CheckItem,
    CheckKind,
    Finding,
    OpenRow,
    Review,
    Standing,
    Todo,
)
from scoring.records.own_track import NotPrinted, OwnFault, OwnStatus, OwnTrack
from scoring.records.result import Result
from scoring.records.scorecard import Scorecard
from scoring.records.submission import Indicator, Submission
from scoring.text import on_one_line
from scoring.value_class import dataclass

_FUNDS, _GOAL, _ROWS, _TOTAL, _WHOLE = range(5)
"""The blocks of a form in their order; texts of the form and whatever is of no block come last."""
_BLOCKS: Final = {
    "execution": (_FUNDS, 0, 0, 0),
    "funds": (_FUNDS, 1, 0, 0),
    "source": (_FUNDS, 2, 0, 0),
    "goal": (_GOAL, 0, 0, 0),
}
_BLANK: Final = frozenset({"blank", "no_points", "no_rows"})
"""Faults of the unit's own track that are blanks."""

_IN_HEAD: Final = {"total": "claimed_total", "grade": "claimed_grade"}
"""The paths of what the unit typed for the form as a whole."""
_At = tuple[int, int, int, int]


@dataclass(slots=True)
class _Draft:
    """What is gathered about one thing on the form."""

    at: _At
    finding: Finding | None = None
    wants: list[Todo] = field(default_factory=list)
    open_row: OpenRow | None = None
    fault: OwnFault | NotPrinted | None = None

    @property
    def what(self) -> Finding | OpenRow | Todo | None:
        """What of it names its place, in the order in which one is asked."""
        return self.finding or self.open_row or next(iter(self.wants), None)

    @property
    def kind(self) -> CheckKind:
        """The gravest of what there is."""
        finding, fault = self.finding, self.fault
        kind: CheckKind = "todo" if self.open_row is None else "open"
        if finding is not None:
            kind = finding.matter if finding.kind == "E" else finding.kind
        is_typed = isinstance(fault, NotPrinted)
        if fault is None or kind in GRAVEST or (is_typed and finding is not None):
            return kind
        return "blank" if fault.kind in _BLANK else "fault"


def checklist(review: Review, result: Result) -> tuple[CheckItem, ...]:
    """Return what a review found in the order of the form, one item for a row and its wants.

    What a finding asks for it says itself; an item adds what the set demands besides, and why the
    unit's form has no total yet. Advice for next year's targets is no part of it.
    """
    places = _Places(review, result.submission, result.scorecard)
    drafts: dict[str, _Draft] = {}
    for number, finding in enumerate(review.findings):
        if not _is_of_rows(finding, result):
            key = _key_of(finding)
            drafts[str(number) if key in drafts else key or str(number)] = _Draft(
                places.of_finding(finding), finding
            )
    for todo in review.todo:
        draft = drafts.setdefault(_place_of(todo), _Draft(places.of_row(_place_of(todo))))
        about = draft.finding
        if about is None or (todo.field, todo.text) != (about.field, about.settle):
            draft.wants.append(todo)
    settled = _settled(result)
    for row in review.open_rows:
        if row.where in settled and row.where not in drafts:
            continue
        draft = drafts.setdefault(row.where, _Draft(places.of_row(row.where)))
        draft.open_row = row if draft.finding is None else None
    if result.own_track is not None:
        _add_own_track(drafts, result.own_track, result.scorecard, places)
    ordered = sorted(drafts.items(), key=lambda placed: placed[1].at)
    return tuple(
        CheckItem(
            draft.kind, key, *places.cell_and_name(key, draft.what), draft.finding,
            tuple(draft.wants), draft.open_row, draft.fault,
        )
        for key, draft in ordered
    )  # fmt: skip


def _is_of_rows(finding: Finding, result: Result) -> bool:
    """Tell whether a finding counts blank scores, of which each is an item of its own."""
    has_rows = result.own_track is not None and bool(result.scorecard.indicators)
    return finding.of == "form" and finding.field == "blank" and has_rows


def _key_of(finding: Finding) -> str:
    """Return by what else on a form a finding is met: a row's id, the execution rate, a fault's kind."""
    if finding.of in ("row", "execution"):
        return finding.where or finding.name
    match finding.of, finding.field:
        case "total", "points":
            return "" if finding.where else "points"
        case "total", _:
            return finding.where or "total"
        case "form", "blank":
            return "no_rows"
        case "form", "claimed":
            return "grade" if finding.kind == "E" else ""
        case _:
            return ""


def _settled(result: Result) -> frozenset[str]:
    """Return the ids of the rows that the unit's own score settles, on its own form."""
    own = result.own_track
    if own is None:
        return frozenset()
    pairs = zip(result.scorecard.indicators, own.rows, strict=True)
    return frozenset(row.id for row, s in pairs if s.status is OwnStatus.SELF_ASSESSED)


def _place_of(todo: Todo) -> str:
    return todo.where or todo.name


def _add_own_track(
    drafts: dict[str, _Draft], own: OwnTrack, card: Scorecard, places: _Places
) -> None:
    """Add why the unit's form has no total."""
    for typed in own.not_printed:
        key = typed.level or typed.kind
        drafts.setdefault(key, _Draft(places.of_sum(typed.level))).fault = typed
    for fault in own.faults:
        if places.is_lost(fault):
            continue
        key = fault.kind if fault.kind in _OF_FORM else _row_of(fault.number, card)
        at = _OF_FORM.get(fault.kind) or places.of_row(key)
        drafts.setdefault(key, _Draft(at)).fault = fault


_OF_FORM: Final[dict[str, _At]] = {
    "points": (_TOTAL, 0, 0, 0), "no_rows": (_ROWS, 0, 0, 0), "cap": (_TOTAL, 0, 0, 0),
}  # fmt: skip
"""Where faults stand that are of no row."""


def _row_of(number: int | None, card: Scorecard) -> str:
    if number is not None:
        return card.indicators[number - 1].id
    return "" if card.execution is None else card.execution.name


def standing(items: Sequence[CheckItem]) -> Standing:
    """Return whether a form can be handed in: not while something is blank or wrong in itself."""
    kinds = Counter(item.kind for item in items)
    stops: tuple[Literal["blank", "fault"], ...] = ("blank", "fault")
    return Standing(next((kind for kind in stops if kinds[kind]), "ready"), kinds["score"])


class _Places:
    """Where on a form something stands, so that it can be sorted."""

    def __init__(self, review: Review, submission: Submission, card: Scorecard) -> None:
        self._blank = {blank.where: blank for blank in review.blank}
        self._indicators = {row.id: row.indicator for row in card.indicators}
        self._at = submission.at
        self._lacks = submission.lacks
        self._rows = _numbers(submission, card)
        self._levels: dict[str, tuple[int, int]] = {}
        for row in card.indicators:
            for level in (*row.path, row.level1, row.level2):
                last = self._levels.get(level, (0, 0))
                self._levels[level] = max(last, self._rows[row.id])
        self._execution = "" if card.execution is None else card.execution.name

    def cell_and_name(self, key: str, what: Finding | OpenRow | Todo | None) -> tuple[str, str]:
        """Return where something stands and what it is called; of a score, the cell where it goes."""
        found = what or self._blank.get(key)
        if found is not None:
            return found.place, found.name
        row = self._indicators.get(key)
        if row is None:
            at = self._at.get(_IN_HEAD.get(key, f"claims.{key}"), "")
            return on_one_line(at), key if key == self._execution or key in self._levels else ""
        cells = (row.at.get(cell) for cell in ("claimed", "name", "actual", "target"))
        return on_one_line(next(filter(None, cells), key)), on_one_line(row.name)

    def is_lost(self, fault: OwnFault) -> bool:
        """Tell whether a blank is one only because its column was not found: the remark names it once."""
        column = {"blank": "claimed", "no_points": "points"}.get(fault.kind)
        head = "funds." if fault.number is None else ""
        return column is not None and self._lacks(head + column)

    def of_finding(self, finding: Finding) -> _At:
        match finding.of:
            case "row":
                return self.of_row(finding.where)
            case "execution" | "funds" | "source":
                return _BLOCKS[finding.of]
            case "total":
                return self.of_sum(finding.where)
            case _:
                return _BLOCKS.get(finding.field, (_TOTAL, 1, 0, 0))

    def of_sum(self, level: str) -> _At:
        """Return where a level's sum stands, below its last row, or the total."""
        return (_ROWS, *self._levels[level], 1) if level in self._levels else (_TOTAL, 0, 0, 0)

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
