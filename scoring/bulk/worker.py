"""What scores the records of a batch, in this process, in several, or on other machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from scoring.columnar.reference import bulk_record
from scoring.documents.json_text import parse_json
from scoring.intake.submissions import submission_of_data
from scoring.problem import InputError, Place
from scoring.readers.submissions import record
from scoring.records.bulk_record import ScoredSubmission, SetAside
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.program import program_digest
from scoring.work.score import score_submission


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

    def score(self, records: Sequence[InputRecord]) -> Iterator[ScoredSubmission | SetAside]:
        """Yield what came of some records, in their order."""
        return map(self._score, records)

    def score_submissions(
        self, found: Iterable[tuple[str, Submission | InputError]]
    ) -> Iterator[ScoredSubmission | SetAside]:
        """Yield what came of submissions that were read from forms, each with its place."""
        for place, submission in found:
            yield self._single(place, submission)

    def _score(self, each: InputRecord) -> ScoredSubmission | SetAside:
        submission: Submission | InputError
        if isinstance(each.content, str):
            try:
                node = parse_json(each.content, each.file, first_line=each.line)
            except InputError as error:
                return SetAside(each.place, tuple(error.problems))
            submission = record(Submission, node)
        else:
            submission = submission_of_data(each.content, each.place)
        return self._single(each.place, submission, Place(each.file, each.line))

    def _single(
        self, place: str, submission: Submission | InputError, set_at: Place | None = None
    ) -> ScoredSubmission | SetAside:
        """Score one submission by the engine, whole; ``set_at`` is where it names its set."""
        if isinstance(submission, InputError):
            return SetAside(place, tuple(submission.problems))
        try:
            form = score_submission(
                submission.with_year(self.settings.year), self.library, self.settings.set,
                None if set_at is None or self.settings.set else lambda: set_at, place,
            )  # fmt: skip
        except InputError as error:
            return SetAside(place, tuple(error.problems))
        return bulk_record(form, place)
