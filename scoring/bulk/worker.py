"""What scores the records of a batch, in this process, in several, or on other machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from scoring.columnar.engine_rows import WholeSubmissionError
from scoring.columnar.plain_record import RecordReader
from scoring.columnar.reference import bulk_record
from scoring.columnar.scorer import ColumnarScorer
from scoring.columnar.set_plan import SinglePathFile
from scoring.documents.json_text import parse_json
from scoring.engine.own_scores import needs_questions
from scoring.intake.submissions import submission_of_data
from scoring.problem import InputError, Place
from scoring.readers.submissions import record
from scoring.records.bulk_record import ScoredSubmission, SetAside
from scoring.records.submission import Submission
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.own_track import with_own_track
from scoring.work.program import program_digest
from scoring.work.score import FormScore, score_submission, scored_by_rule


class InputRecord(NamedTuple):
    """One record that was read and not yet looked at: where it begins, and its JSON or its data."""

    file: str
    """The file it came from, as people see it."""
    line: int
    """Its line in that file, from 1; of a table the number of the record."""
    content: str | Mapping[str, Any]
    """One JSON text, or the data of a submission (numbers as texts)."""

    @property
    def place(self) -> str:
        """Where it begins: ``file:line``."""
        return f"{self.file}:{self.line}"

    @property
    def text(self) -> str:
        """The record as JSON."""
        if isinstance(self.content, str):
            return self.content
        return json.dumps(self.content, ensure_ascii=False, separators=(",", ":"), default=str)


@dataclass(frozen=True, slots=True)
class BulkSettings:
    """Everything by which a batch scores, as plain values."""

    sets: Path | None = None
    """A folder of sets of one's own."""
    set: str | None = None
    """The set for all records, in place of the one that each names."""
    year: int | None = None
    """The year of records that name none."""

    def worker(self) -> BulkWorker:
        """Return a worker of these settings."""
        return BulkWorker(self)

    def digest(self) -> str:
        """Return the digest of program, words and sets as they lie on this machine."""
        return program_digest(Library(self.sets))


class BulkWorker:
    """Scores records; sets and words are loaded once."""

    def __init__(self, settings: BulkSettings, library: Library | None = None) -> None:
        """``library`` is one that was made before."""
        self.settings = settings
        self.library = library or Library(settings.sets)
        self._reader = RecordReader()
        self._scorers: dict[str, ColumnarScorer | None] = {}

    def score(self, records: Sequence[InputRecord]) -> Iterator[ScoredSubmission | SetAside]:
        """Yield what came of some records, in their order."""
        return map(self._score, records)

    def score_submissions(
        self, found: Iterable[tuple[str, Submission | InputError]]
    ) -> Iterator[ScoredSubmission | SetAside]:
        """Yield what came of submissions that were read from forms, each with its place."""
        for place, submission in found:
            yield self._single(place, submission)

    def whole(self, each: InputRecord) -> FormScore:
        """Return a record scored by the engine, with every trace. Raises :class:`InputError`."""
        set_at = Place(each.file, each.line)
        return self.whole_submission(each.place, self._read(each), set_at)

    def whole_submission(
        self, place: str, submission: Submission | InputError, set_at: Place | None = None
    ) -> FormScore:
        """Return a submission scored by the engine, with every trace; ``set_at`` is where it names its set.

        Raises :class:`InputError`.
        """
        if isinstance(submission, InputError):
            raise submission
        return score_submission(
            submission.with_year(self.settings.year), self.library, self.settings.set,
            None if set_at is None or self.settings.set else lambda: set_at, place,
        )  # fmt: skip

    def _score(self, each: InputRecord) -> ScoredSubmission | SetAside:
        plain = self._reader.read(each.text.rstrip("\r\n"))
        scorer = None if plain is None else self._scorer(self.settings.set or plain.set)
        if plain is not None and scorer is not None:
            with suppress(WholeSubmissionError):
                return scorer.score(plain, each.place)
        return self._single(each.place, self._read(each), Place(each.file, each.line))

    def _scorer(self, set_id: str) -> ColumnarScorer | None:
        """Return what scores records of a set quickly; None for a set that is scored whole."""
        if set_id not in self._scorers:
            try:
                found = self.library.scorer(set_id)
            except InputError:  # reported where the record is read whole
                return None
            scorer = ColumnarScorer(
                found.indicators, self.library.reader, load_vocabulary(SinglePathFile)
            )
            self._scorers[set_id] = None if scorer.plan.why_single else scorer
        return self._scorers[set_id]

    @staticmethod
    def _read(each: InputRecord) -> Submission | InputError:
        if not isinstance(each.content, str):
            return submission_of_data(each.content, each.place)
        try:
            node = parse_json(each.content, each.file, first_line=each.line)
        except InputError as error:
            return error
        return record(Submission, node)

    def _single(
        self, place: str, submission: Submission | InputError, set_at: Place | None = None
    ) -> ScoredSubmission | SetAside:
        """Score one submission by the engine, whole; ``set_at`` is where it names its set."""
        if isinstance(submission, InputError):
            return SetAside(place, tuple(submission.problems))
        try:
            form = scored_by_rule(
                submission.with_year(self.settings.year), self.library, self.settings.set,
                None if set_at is None or self.settings.set else lambda: set_at, place,
            )  # fmt: skip
        except InputError as error:
            return SetAside(place, tuple(error.problems))
        if not needs_questions(form.submission, form.scorecard):
            form = with_own_track(form, self.library)
        return bulk_record(form, place)
