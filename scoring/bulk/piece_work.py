"""What a worker of a batch does: a piece of records read, scored and written where the pieces lie."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal, NamedTuple

from scoring.batch.confidential import concealed, holds_secret
from scoring.bulk.duplicate_ids import id_line
from scoring.bulk.form_files import FilesPiece, FormReader, FormRecord
from scoring.bulk.json_lines import LinesPiece, records_of_lines
from scoring.bulk.output_findings import finding_lines
from scoring.bulk.output_lines import aside_line, row_lines, submission_line
from scoring.bulk.output_tables import TablePart
from scoring.bulk.piece_analysis import Analyst
from scoring.bulk.piece_store import PieceStore
from scoring.bulk.piece_watch import PieceWatch
from scoring.bulk.plan import BatchPiece
from scoring.bulk.table_join import OrphansPiece, TablesPiece
from scoring.bulk.table_problems import orphan
from scoring.bulk.table_records import TableReader
from scoring.bulk.tally import BatchTally
from scoring.bulk.worker import BulkSettings, BulkWorker, InputRecord
from scoring.files.digests import joint_digest
from scoring.problem import Place, Problem, render_all
from scoring.records.bulk_record import ScoredSubmission, SetAside
from scoring.records.finding import Review
from scoring.work.review import RE_SCORING, Reviewer

DIGEST: Final = 24
"""Letters of the digest of a record."""
PARTS: Final = (
    "submissions", "rows", "ids", "aside", "aside_text", "findings", "claims", "moved", "analysis",
)  # fmt: skip
"""What is written of a piece; each output is made of one of them, and the analysis of the last."""
_AS_READ: Final = ("utf-8", "surrogatepass")
"""Half characters too, which a damaged record may hold."""
OutputFormat = Literal["jsonl", "parquet"]
Outcome = ScoredSubmission | SetAside
Source = InputRecord | FormRecord


class PieceTask(NamedTuple):
    """A piece, and the key under which what came of it lies."""

    key: str
    piece: BatchPiece


@dataclass(frozen=True, slots=True)
class BatchRecipe:
    """Everything by which a batch scores and writes, as plain values."""

    settings: BulkSettings
    output: Path
    against: str | None = None
    """The set by which all is scored a second time, to see what it moves."""
    format: OutputFormat = "jsonl"
    findings: bool = False
    """Whether each submission is reviewed as well."""

    def worker(self) -> PieceWorker:
        """Return a worker of these settings."""
        return PieceWorker(self)

    def digest(self) -> str:
        """Return the digest of all that decides what comes of a record, as it lies on this machine."""
        own = self.settings
        more = (own.set, own.year, self.against, self.format, self.findings)
        return joint_digest(own.digest(), *map(str, more))

    def task(self, piece: BatchPiece, digest: str) -> PieceTask:
        """Return what is to be done with a piece; ``digest`` is that of this recipe."""
        return PieceTask(joint_digest(digest, type(piece).__name__, repr(piece.identity)), piece)


class PieceWorker:
    """Scores pieces; sets and words are loaded once."""

    def __init__(self, recipe: BatchRecipe) -> None:
        settings = recipe.settings
        self._worker = settings.worker()
        self._store = PieceStore(recipe.output, PARTS)
        self._format = recipe.format
        self._reviewer = Reviewer(self._worker.library, RE_SCORING) if recipe.findings else None
        self._forms = FormReader(settings, self._worker.library, recipe.output)
        self._tables = TableReader(settings.set)
        self._analyst = Analyst(settings, self._worker.library, recipe.against)

    def run(self, tasks: Sequence[PieceTask]) -> Iterator[str]:
        """Do some pieces and yield their keys."""
        for task in tasks:
            self._piece(task)
            yield task.key

    def run_watched(self, tasks: Sequence[PieceTask]) -> Iterator[str]:
        """Do pieces that ended processes: a record that ends two is set aside."""
        for task in tasks:
            with PieceWatch(self._store, task.key) as watch:
                self._piece(task, watch)
            yield task.key

    def _piece(self, task: PieceTask, watch: PieceWatch | None = None) -> None:
        tally, table = BatchTally(), TablePart()
        scored: list[ScoredSubmission] = []
        sources: list[Source] = []
        with self._store.write(task.key) as files:
            for outcome, digest, source in self._outcomes(task.piece, watch):
                if isinstance(outcome, ScoredSubmission) and source is not None:
                    tally.add(outcome)
                    scored.append(outcome)
                    sources.append(source)
                    if self._format == "parquet":
                        table.add(outcome, digest)
                    else:
                        files.append("submissions", submission_line(outcome, digest))
                        files.append("rows", "".join(row_lines(outcome)))
                    files.append("ids", id_line(outcome))
                    if self._reviewer is not None:
                        review = self._review(self._reviewer, source)
                        tally.review(review)
                        lines = finding_lines(outcome.submission, review)
                        files.append("findings", "".join(lines))
                elif isinstance(outcome, SetAside):
                    tally.set_aside(outcome)
                    files.append("aside", aside_line(outcome))
                    files.append("aside_text", f"{render_all(outcome.problems)}\n")
                elif isinstance(outcome, Problem):
                    tally.note(outcome)
                    files.append("aside_text", f"{outcome.render()}\n")
            if watch is not None:
                watch.all_done()
            if self._format == "parquet":
                files.append("submissions", table.submissions())
                files.append("rows", table.rows())
            found = self._analyst.piece(scored, partial(_rescored, sources))
            files.append("claims", found.claims)
            files.append("moved", found.moved)
            files.append("analysis", found.analysis)
            files.finish(tally)

    def _review(self, reviewer: Reviewer, source: Source) -> Review:
        """Return the review of a record, which is scored once more with every trace for it."""
        if isinstance(source, InputRecord):
            return reviewer.review(self._worker.whole(source))
        form = self._worker.whole_submission(source.place, source.submission)
        return reviewer.review_recognised(form, source.rivals)

    def _outcomes(
        self, piece: BatchPiece, watch: PieceWatch | None
    ) -> Iterator[tuple[Outcome | Problem, str, Source | None]]:
        """Yield what came of each record of a piece, with its digest and the record; or a note."""
        match piece:
            case LinesPiece():
                for outcome, digest, source in self._scored(list(records_of_lines(piece)), watch):
                    yield _without_texts(outcome) if piece.is_secret else outcome, digest, source
            case FilesPiece():
                if watch is None:
                    yield from self._of_files(piece)
                    return
                for number, file in enumerate(piece.files):
                    if watch.may_begin(number):
                        yield from self._of_files(FilesPiece((file,)))
                    else:
                        yield SetAside(file.name, (_deadly(Place(file.name)),)), "", None
            case TablesPiece():
                for outcome, digest, source in self._scored(
                    list(self._tables.records(piece)), watch
                ):
                    is_secret = source is not None and holds_secret(source.text.encode(*_AS_READ))
                    yield _without_texts(outcome) if is_secret else outcome, digest, source
            case OrphansPiece():
                for key, at in piece.orphans:
                    place = Place(piece.name, at + 1)
                    yield SetAside(f"{piece.name}:{at + 1}", (orphan(key, place),)), "", None

    def _of_files(
        self, piece: FilesPiece
    ) -> Iterator[tuple[Outcome | Problem, str, FormRecord | None]]:
        for each in self._forms.records(piece):
            if isinstance(each, FormRecord):
                (outcome,) = self._worker.score_submissions([(each.place, each.submission)])
                is_secret = each.submission.secret
                yield _without_texts(outcome) if is_secret else outcome, each.digest[:DIGEST], each
            else:
                yield each, "", None

    def _scored(
        self, found: Sequence[InputRecord | SetAside], watch: PieceWatch | None
    ) -> Iterator[tuple[Outcome, str, InputRecord | None]]:
        records = [each for each in found if isinstance(each, InputRecord)]
        outcomes = self._worker.score(records) if watch is None else self._watched(records, watch)
        for each in found:
            if isinstance(each, SetAside):
                yield each, "", None
            else:
                yield next(outcomes), record_digest(each), each

    def _watched(self, records: Sequence[InputRecord], watch: PieceWatch) -> Iterator[Outcome]:
        for number, each in enumerate(records):
            if watch.may_begin(number):
                yield from self._worker.score([each])
            else:
                yield SetAside(each.place, (_deadly(Place(each.file, each.line, 1)),))


def _without_texts(outcome: Outcome) -> Outcome:
    """Return what came of a secret record; of one that was set aside, the places of its faults only."""
    if isinstance(outcome, SetAside):
        return outcome._replace(problems=tuple(map(concealed, outcome.problems)))
    return outcome


def _deadly(place: Place) -> Problem:
    hint = "请关闭别的程序再运行一次；仍不行的，请把它发给维护者。"
    return Problem("worker-died", "计分的程序两次在这里被系统中断，没有计分", place, hint)


def _rescored(
    sources: Sequence[Source], worker: BulkWorker, places: Sequence[int]
) -> Iterator[Outcome]:
    """Score the records at some places by another worker."""
    for at in places:
        source = sources[at]
        if isinstance(source, InputRecord):
            yield from worker.score([source])
        else:
            yield from worker.score_submissions([(source.place, source.submission)])


def record_digest(record: InputRecord) -> str:
    """Return a short digest of a record as it was read."""
    content = record.content
    if not isinstance(content, str):
        content = json.dumps(content, ensure_ascii=True, sort_keys=True)
    return blake2b(content.encode(*_AS_READ), digest_size=DIGEST // 2).hexdigest()
