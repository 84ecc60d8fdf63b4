"""Submissions of a finished batch scored once more, with every trace: found by id or place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from scoring.batch.walk import FolderFile
from scoring.bulk.bulk_words import BulkWords
from scoring.bulk.form_files import FormReader, forms_at
from scoring.bulk.json_lines import plan_lines, records_of_lines
from scoring.bulk.manifest import Manifest
from scoring.bulk.output_lines import json_line
from scoring.bulk.output_tables import found_in_table
from scoring.bulk.piece_work import DIGEST, record_digest
from scoring.bulk.plan import SIZES, partners
from scoring.bulk.table_files import SUFFIX, is_table, table_file
from scoring.bulk.table_join import TablesPiece, plan_tables
from scoring.bulk.table_records import TableReader
from scoring.bulk.worker import BulkWorker, InputRecord
from scoring.problem import InputError, Place, Problem
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.score import FormScore

_MOST: Final = 20
"""So many submissions of one id are explained."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A submission scored once more, with what the batch had written of it."""

    form: FormScore
    written: Mapping[str, Any]
    """The line of the batch."""
    is_same: bool
    """Whether the record is still the one that the batch read."""

    @property
    def total_differs(self) -> bool:
        """Whether the batch wrote another total."""
        total = self.form.scorecard.total
        written = self.written["total"]
        return total != (None if written is None else Decimal(written))


class Explainer:
    """Finds submissions of a batch and scores them as it did."""

    def __init__(self, output: Path) -> None:
        """``output`` is the folder of the batch. Raises :class:`InputError` if it holds none."""
        self._output = output
        self._manifest = Manifest.of_folder(output)
        settings = self._manifest.settings
        self._worker = BulkWorker(settings, Library(settings.sets))

    @property
    def is_other_program(self) -> bool:
        """Whether program, words or sets are others than those of the batch."""
        return self._manifest.program != self._manifest.settings.digest()

    def find(self, wanted: str) -> list[Explained]:
        """Return the submissions with an id, or the one at a place (``file:line``).

        Raises :class:`InputError` if there is none, or its record is no longer there.
        """
        lines = list(islice(self._lines(wanted), _MOST))
        if not lines:
            hint = "编号或位置照“申报”表里的写；没有计分的见 未计分.txt。"
            problem = Problem(
                "no-such-record", f"结果里没有“{wanted}”", Place(str(self._output)), hint
            )
            raise InputError([problem])
        return [self._explained(line) for line in lines]

    def _lines(self, wanted: str) -> Iterator[Mapping[str, Any]]:
        path = self._output / load_vocabulary(BulkWords).files["submissions"]
        if path.with_suffix(SUFFIX).is_file():
            yield from found_in_table(path.with_suffix(SUFFIX), wanted)
            return
        by_id = json_line({"id": wanted}).encode("utf-8")[:-2] + b","
        by_place = json_line({"place": wanted}).encode("utf-8")[1:-2] + b","
        try:
            with path.with_suffix(".jsonl").open("rb") as lines:
                for line in lines:
                    if line.startswith(by_id) or by_place in line[:_HEAD]:
                        data = json.loads(line)
                        if wanted in (data["id"], data["place"]):
                            yield data
        except OSError:
            return

    def _explained(self, line: Mapping[str, Any]) -> Explained:
        place, digest = str(line["place"]), line["digest"]
        name, _, number = place.rpartition(":")
        if name in self._manifest.inputs and number.isdigit():
            record = self._record(name, int(number))
            if record is not None:
                return Explained(self._worker.whole(record), line, record_digest(record) == digest)
        else:
            name = place.partition(" [")[0] if place not in self._manifest.inputs else place
            path = self._manifest.inputs.get(name, "")
            reader = FormReader(self._worker.settings, self._worker.library, None)
            for form in forms_at(reader, path, name, place):
                scored = self._worker.whole_submission(place, form.submission)
                return Explained(scored, line, form.digest[:DIGEST] == digest)
        hint = "输入文件可能被移动、删去或改短了；请放回原处，或重新运行批量计分。"
        raise InputError([Problem("record-lost", "原来的位置上已经没有这一份", Place(place), hint)])

    def _record(self, name: str, number: int) -> InputRecord | None:
        path = Path(self._manifest.inputs[name])
        if not path.is_file():
            return None
        return self._of_table(name, number) if is_table(path) else _of_lines(path, name, number)

    def _of_table(self, name: str, number: int) -> InputRecord | None:
        inputs = self._manifest.inputs
        files = [FolderFile(Path(path), each) for each, path in inputs.items()]
        own = table_file(Path(inputs[name]), name)
        partner = partners(files).get(name)
        rows = None if partner is None else table_file(Path(inputs[partner]), partner)
        with TemporaryDirectory() as folder:
            pieces = plan_tables(own, rows, Path(folder), SIZES.rows).pieces
        reader = TableReader(self._worker.settings.set)
        for piece in pieces:
            if isinstance(piece, TablesPiece):
                for record in reader.records(piece):
                    if isinstance(record, InputRecord) and record.line == number:
                        return record
        return None


_HEAD: Final = 1_000
"""Bytes of a line in which its id and place stand."""


def _of_lines(path: Path, name: str, number: int) -> InputRecord | None:
    for piece in plan_lines(path, name, SIZES.lines):
        if piece.line <= number < piece.line + max(piece.lines, 1):
            for record in records_of_lines(piece):
                if isinstance(record, InputRecord) and record.line == number:
                    return record
    return None
