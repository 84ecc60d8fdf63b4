"""A submission of the page, read and scored; the last ones are kept, so that nothing is scored twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Final

from scoring.engine.match import match_rows
from scoring.intake.typed_form import TypedForm, read_typed
from scoring.records.finding import Review
from scoring.records.own_track import OwnFault, OwnScore, OwnStatus, OwnTrack
from scoring.records.scorecard import RowResult, Scorecard
from scoring.work.library import Library
from scoring.work.review import self_check
from scoring.work.score import FormScore, score_submission
from scoring.writers.form.present import row_names
from scoring.writers.form.present_rows import indicator_rows
from scoring.writers.form.view import IndicatorFields

TYPED: Final = "填报"
"""What places call a submission that was typed on the page."""
EXECUTION: Final = "execution"
LEAF: Final = "leaf/"
_CLAIMED: Final = "/claimed"
_CLAIMS: Final = "claims/"
_BY_LEAF: Final = frozenset({"claims", "reasons", "items"})
"""Tables of a submission whose entries bear the names of leaves."""
_MOST_KEPT: Final = 8


class ScoredForm:
    """One submission with its score; the self-check is made when it is asked for."""

    def __init__(self, typed: TypedForm, library: Library) -> None:
        self.typed = typed
        self.library = library
        result = score_submission(typed.submission, library)
        self.result: FormScore = result
        if typed.faults and result.own_track is not None:
            own = without_scores(result.own_track, result.scorecard, self._unread())
            self.result = replace(result, own_track=own)

    def _unread(self) -> frozenset[str]:
        """Return the ids of the rows in whose cell of the own score something stands that is no score."""
        cells = (fault.at for fault in self.typed.faults)
        rows = {self.row_of(at) for at in cells if at.endswith(_CLAIMED) or at.startswith(_CLAIMS)}
        return frozenset(row for row, path in self.paths.items() if path in rows)

    def row_of(self, at: str) -> str:
        """Return the path of the row that a cell is of; empty for a cell that is of none."""
        for path in self.paths.values():
            if at.startswith(f"{path}/"):
                return path
        card = self.result.scorecard
        table, _, named = at.partition("/")
        if table in _BY_LEAF:
            for row in card.indicators:
                names = (row.id, row.name)
                if row.form.kind != "row" and any(f"{named}/".startswith(f"{n}/") for n in names):
                    return self.paths[row.id]
        execution = card.execution
        if table == "funds" and execution is not None:
            rows = zip(self.typed.funds, self.typed.submission.funds, strict=True)
            if any(at.startswith(f"{path}/") and row == execution.funds for path, row in rows):
                return EXECUTION
        return ""

    @cached_property
    def faulty(self) -> Mapping[str, str]:
        """What is wrong with cells of a row, by the row's path."""
        found: dict[str, str] = {}
        for fault in self.typed.faults:
            found.setdefault(self.row_of(fault.at), fault.say)
        return found

    @cached_property
    def review(self) -> Review:
        """What a reviewer will ask."""
        return self_check(self.library).review(self.result)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names of the rows by their ids."""
        return row_names(self.result.scorecard, self.library.labels)

    @cached_property
    def saw(self) -> Mapping[str, str]:
        """Digests of what was looked at, by row."""
        scorer = self.library.scorer(self.result.scorecard.set.id)
        return scorer.row_digests(self.typed.submission)

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """Where each row stands in what was typed, by its id; the execution rate by its name."""
        card = self.result.scorecard
        scorer = self.library.scorer(card.set.id)
        placed = match_rows(self.typed.submission, scorer.branches)
        found = {row.id: path for row, path in zip(placed, self.typed.rows, strict=True)}
        tasks = (row.id for row in card.indicators if row.form.kind == "task")
        found |= dict(zip(tasks, self.typed.tasks, strict=False))
        for row in card.indicators:
            found.setdefault(row.id, f"{LEAF}{row.id}")
        if card.execution is not None:
            found[card.execution.id] = EXECUTION
        return found

    @cached_property
    def printed(self) -> Mapping[str, IndicatorFields]:
        """The rows as the form prints them, by their ids."""
        result, labels = self.result, self.library.labels
        rows = indicator_rows(result.submission, result.scorecard, result.own_track, labels)
        return {row.id: row for row in rows}

    def rows(self) -> Iterator[tuple[str, RowResult, OwnScore | None]]:
        """Yield the path of each row with its score and the unit's own: rows as typed, then the others."""
        card, own = self.result.scorecard, self.result.own_track
        scores = (None,) * len(card.indicators) if own is None else own.rows
        by_path = {
            self.paths[row.id]: (row, score)
            for row, score in zip(card.indicators, scores, strict=True)
        }
        order = [path for path in self.typed.rows if path in by_path]
        order += [path for path in by_path if path not in order]
        for path in order:
            yield path, *by_path[path]


def without_scores(own: OwnTrack, card: Scorecard, unread: frozenset[str]) -> OwnTrack:
    """Return the unit's track with rows blank in which it wrote something that is no score.

    Nothing is put in the place of what a person wrote, and there is no total until it is put right.
    """
    if not unread:
        return own
    blank = OwnScore(None, OwnStatus.BLANK)
    above = {path for row in card.indicators if row.id in unread for path in _levels_of(row.path)}
    faults = [
        OwnFault("blank", number, None, None)
        for number, row in enumerate(card.indicators, 1)
        if row.id in unread
    ]
    execution = own.execution
    if card.execution is not None and card.execution.id in unread:
        execution = blank
        faults.insert(0, OwnFault("blank", None, None, None))
    return replace(
        own,
        execution=execution,
        rows=tuple(
            blank if row.id in unread else score
            for row, score in zip(card.indicators, own.rows, strict=True)
        ),
        levels=tuple(
            None if (*level.path, level.name) in above else total
            for level, total in zip(card.levels, own.levels, strict=True)
        ),
        outcome=replace(own.outcome, total=None, grade=None),
        faults=(*(fault for fault in faults if fault not in own.faults), *own.faults),
    )


def _levels_of(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (path[:end] for end in range(1, len(path) + 1))


class ScoredForms:
    """The submissions that were scored last."""

    def __init__(self) -> None:
        self._kept: dict[str, ScoredForm] = {}

    def of(self, submission: Mapping[str, object], library: Library) -> ScoredForm:
        """Return a submission scored. Raises :class:`InputError` if it cannot be."""
        text = json.dumps(submission, ensure_ascii=False, sort_keys=True, default=str)
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        form = self._kept.pop(key, None) or ScoredForm(read_typed(submission, TYPED), library)
        self._kept[key] = form
        while len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return form
