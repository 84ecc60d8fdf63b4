"""A submission of the page, read and scored; the last ones are kept, so that nothing is scored twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from scoring.engine.match import match_rows
from scoring.intake.typed_form import TypedForm, read_typed
from scoring.records.finding import Review
from scoring.records.own_track import OwnScore
from scoring.records.scorecard import RowResult
from scoring.work.library import Library
from scoring.work.review import self_check
from scoring.work.score import FormScore, score_submission
from scoring.writers.form.present import row_names

TYPED: Final = "填报"
"""What places call a submission that was typed on the page."""
EXECUTION: Final = "execution"
LEAF: Final = "leaf/"
_MOST_KEPT: Final = 8


class ScoredForm:
    """One submission with its score; the self-check is made when it is asked for."""

    def __init__(self, typed: TypedForm, library: Library) -> None:
        self.typed = typed
        self.library = library
        self.result: FormScore = score_submission(typed.submission, library)

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
