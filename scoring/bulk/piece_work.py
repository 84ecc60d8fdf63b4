"""What a worker of a batch does: a piece of records read, scored and written where the pieces lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from scoring.batch.confidential import concealed
from scoring.bulk.json_lines import LinesPiece, records_of_lines
from scoring.bulk.output_lines import aside_line, row_lines, submission_line
from scoring.bulk.piece_store import PieceStore
from scoring.bulk.plan import unreadable
from scoring.bulk.tally import BatchTally
from scoring.bulk.worker import BulkSettings, InputRecord
from scoring.files.digests import joint_digest
from scoring.problem import InputError, render_all
from scoring.records.bulk_record import ScoredSubmission, SetAside

PARTS = ("submissions", "rows", "aside", "aside_text")
"""What is written of a piece; each output is made of one of them."""


class PieceTask(NamedTuple):
    """A piece, and the key under which what came of it lies."""

    key: str
    piece: LinesPiece


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

    def task(self, piece: LinesPiece, digest: str) -> PieceTask:
        """Return what is to be done with a piece; ``digest`` is that of this recipe."""
        # Where a file lies changes nothing.
        parts = map(str, piece._replace(path=""))
        return PieceTask(joint_digest(digest, type(piece).__name__, *parts), piece)


class PieceWorker:
    """Scores pieces; sets and words are loaded once."""

    def __init__(self, recipe: BatchRecipe) -> None:
        self._worker = recipe.settings.worker()
        self._store = PieceStore(recipe.output, PARTS)

    def run(self, tasks: Sequence[PieceTask]) -> Iterator[str]:
        """Do some pieces and yield their keys."""
        for task in tasks:
            self._piece(task)
            yield task.key

    def _piece(self, task: PieceTask) -> None:
        piece, tally = task.piece, BatchTally()
        try:
            found = list(records_of_lines(piece))
        except OSError as error:
            raise InputError([unreadable(piece.name, error)]) from error
        records = [each for each in found if isinstance(each, InputRecord)]
        outcomes = iter(self._worker.score(records))
        with self._store.write(task.key) as files:
            for each in found:
                outcome = each if isinstance(each, SetAside) else next(outcomes)
                if isinstance(outcome, ScoredSubmission) and isinstance(each, InputRecord):
                    tally.add(outcome)
                    files.append("submissions", submission_line(outcome, record_digest(each)))
                    files.append("rows", "".join(row_lines(outcome)))
                elif isinstance(outcome, SetAside):
                    if piece.is_secret:
                        problems = tuple(map(concealed, outcome.problems))
                        outcome = outcome._replace(problems=problems)
                    tally.set_aside(outcome)
                    files.append("aside", aside_line(outcome))
                    files.append("aside_text", f"{render_all(outcome.problems)}\n")
            files.finish(tally)


def record_digest(record: InputRecord) -> str:
    """Return a short digest of a record as it was read."""
    content = record.content
    assert isinstance(content, str)
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
