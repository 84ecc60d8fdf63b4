"""What a worker of a batch does: a piece of records read, scored and written where the pieces lie."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from scoring.batch.confidential import concealed
from scoring.bulk.form_files import FilesPiece, FormReader, FormRecord
from scoring.bulk.json_lines import LinesPiece, records_of_lines
from scoring.bulk.output_lines import aside_line, row_lines, submission_line
from scoring.bulk.piece_store import PieceStore
from scoring.bulk.plan import BatchPiece
from scoring.bulk.table_join import OrphansPiece, TablesPiece
from scoring.bulk.table_problems import orphan
from scoring.bulk.table_records import TableReader
from scoring.bulk.tally import BatchTally
from scoring.bulk.worker import BulkSettings, InputRecord
from scoring.files.digests import joint_digest
from scoring.problem import Place, Problem, render_all
from scoring.records.bulk_record import ScoredSubmission, SetAside

DIGEST: Final = 24
"""Letters of the digest of a record."""
PARTS: Final = ("submissions", "rows", "aside", "aside_text")
"""What is written of a piece; each output is made of one of them."""
Outcome = ScoredSubmission | SetAside


class PieceTask(NamedTuple):
    """A piece, and the key under which what came of it lies."""

    key: str
    piece: BatchPiece


@dataclass(frozen=True, slots=True)
class BatchRecipe:
    """Everything by which a batch scores and writes, as plain values."""

    settings: BulkSettings
    output: Path

    def worker(self) -> PieceWorker:
        """Return a worker of these settings."""
        return PieceWorker(self)

    def digest(self) -> str:
        """Return the digest of all that decides what comes of a record, as it lies on this machine."""
        own = self.settings
        return joint_digest(own.digest(), str(own.set), str(own.year))

    def task(self, piece: BatchPiece, digest: str) -> PieceTask:
        """Return what is to be done with a piece; ``digest`` is that of this recipe."""
        return PieceTask(joint_digest(digest, type(piece).__name__, repr(piece.identity)), piece)


class PieceWorker:
    """Scores pieces; sets and words are loaded once."""

    def __init__(self, recipe: BatchRecipe) -> None:
        settings = recipe.settings
        self._worker = settings.worker()
        self._store = PieceStore(recipe.output, PARTS)
        self._forms = FormReader(settings, self._worker.library, recipe.output)
        self._tables = TableReader(settings.set)

    def run(self, tasks: Sequence[PieceTask]) -> Iterator[str]:
        """Do some pieces and yield their keys."""
        for task in tasks:
            self._piece(task)
            yield task.key

    def _piece(self, task: PieceTask) -> None:
        tally = BatchTally()
        with self._store.write(task.key) as files:
            for outcome, digest in self._outcomes(task.piece):
                if isinstance(outcome, ScoredSubmission):
                    tally.add(outcome)
                    files.append("submissions", submission_line(outcome, digest))
                    files.append("rows", "".join(row_lines(outcome)))
                elif isinstance(outcome, SetAside):
                    tally.set_aside(outcome)
                    files.append("aside", aside_line(outcome))
                    files.append("aside_text", f"{render_all(outcome.problems)}\n")
                else:
                    tally.note(outcome)
                    files.append("aside_text", f"{outcome.render()}\n")
            files.finish(tally)

    def _outcomes(self, piece: BatchPiece) -> Iterator[tuple[Outcome | Problem, str]]:
        """Yield what came of each record of a piece, with the digest of the record; or a note."""
        match piece:
            case LinesPiece():
                for outcome, digest in self._scored(list(records_of_lines(piece))):
                    if piece.is_secret and isinstance(outcome, SetAside):
                        problems = tuple(map(concealed, outcome.problems))
                        yield outcome._replace(problems=problems), digest
                    else:
                        yield outcome, digest
            case FilesPiece():
                for each in self._forms.records(piece):
                    if isinstance(each, FormRecord):
                        found = [(each.place, each.submission)]
                        (outcome,) = self._worker.score_submissions(found)
                        yield outcome, each.digest[:DIGEST]
                    else:
                        yield each, ""
            case TablesPiece():
                yield from self._scored(list(self._tables.records(piece)))
            case OrphansPiece():
                for key, at in piece.orphans:
                    place = Place(piece.name, at + 1)
                    yield SetAside(f"{piece.name}:{at + 1}", (orphan(key, place),)), ""

    def _scored(self, found: Sequence[InputRecord | SetAside]) -> Iterator[tuple[Outcome, str]]:
        records = [each for each in found if isinstance(each, InputRecord)]
        outcomes = iter(self._worker.score(records))
        for each in found:
            if isinstance(each, SetAside):
                yield each, ""
            else:
                yield next(outcomes), record_digest(each)


def record_digest(record: InputRecord) -> str:
    """Return a short digest of a record as it was read."""
    content = record.content
    if not isinstance(content, str):
        content = json.dumps(content, ensure_ascii=True, sort_keys=True)
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=DIGEST // 2).hexdigest()
