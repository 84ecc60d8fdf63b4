"""What a batch reads: every input found, recognised and cut into pieces before any is scored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scoring.batch.output_log import OutputLogs
from scoring.batch.walk import FolderFile, OutputFolder, Skipped, find_files
from scoring.bulk.earlier_outputs import OutputsOfBatches
from scoring.bulk.form_files import FilesPiece, plan_files
from scoring.bulk.json_lines import PIECE_BYTES, LinesPiece, plan_lines
from scoring.bulk.table_columns import BatchTableWords
from scoring.bulk.table_files import TableFile, is_table, table_file
from scoring.bulk.table_join import PIECE_ROWS, OrphansPiece, TablesPiece, plan_tables
from scoring.problem import Problem
from scoring.readers.submissions import format_of
from scoring.words import load_vocabulary

_PROBE: Final = 1_000_000
BatchPiece = LinesPiece | FilesPiece | TablesPiece | OrphansPiece


@dataclass(frozen=True, slots=True)
class PieceSizes:
    """How much of an input is scored at a time."""

    lines: int
    """Bytes of JSON Lines."""
    rows: int
    """Rows of a table."""


SIZES: Final = PieceSizes(PIECE_BYTES, PIECE_ROWS)


@dataclass(slots=True)
class BatchPlan:
    """The pieces in the order of the inputs, what is to be said of these, and what is not read."""

    pieces: list[BatchPiece] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)
    """Where each input lies, by what people call it."""


def plan_inputs(
    paths: Sequence[Path], output: OutputFolder, own: Path, sizes: PieceSizes
) -> BatchPlan:
    """Return what is read of some files and folders, in the order of their names.

    ``own`` is a folder for what is sorted on the disk meanwhile. Raises :class:`InputError` for paths
    that do not exist, and for tables that cannot be read.
    """
    logs, batches = OutputLogs(), OutputsOfBatches()
    found = find_files(paths, lambda path: batches.is_output(path) or logs.is_output(path), output)
    plan = BatchPlan(skipped=list(found.skipped))
    plan.paths = {file.name: str(file.path.absolute()) for file in found.files}
    rows_of = partners(found.files)
    forms: list[FolderFile] = []
    for file in found.files:
        kind = _kind(file.path)
        if kind != "form" and forms:
            plan.pieces += plan_files(forms)
            forms = []
        if kind == "form":
            forms.append(file)
        elif kind == "lines":
            path = Path(plan.paths[file.name])  # a worker elsewhere stands in another folder
            plan.pieces += plan_lines(path, file.name, sizes.lines)
        elif file.name not in rows_of.values():
            partner = rows_of.get(file.name)
            rows = None if partner is None else _table(plan, partner)
            tables = plan_tables(_table(plan, file.name), rows, own, sizes.rows)
            plan.pieces += tables.pieces
            plan.remarks += tables.remarks
    plan.pieces += plan_files(forms)
    return plan


def _table(plan: BatchPlan, name: str) -> TableFile:
    return table_file(Path(plan.paths[name]), name)


def _kind(path: Path) -> str:
    """Tell whether a file is ``lines`` of JSON, a ``table``, or something that may hold a ``form``."""
    try:
        if is_table(path):
            return "table"
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            with path.open("rb"):
                return "lines"
        with path.open("rb") as opened:
            start = opened.read(_PROBE)
    except OSError:
        return "form"  # its reading says why it cannot be opened
    return "lines" if format_of(start.decode("utf-8", "ignore")) == "json-lines" else "form"


def partners(files: Sequence[FolderFile]) -> Mapping[str, str]:
    """Return the table of rows of each table of submissions in its folder, by their names."""
    pairs = load_vocabulary(BatchTableWords).pairs
    by_folder: dict[Path, dict[str, str]] = defaultdict(dict)
    for file in files:
        by_folder[file.path.parent][file.path.name.lower()] = file.name
    return dict(_pairs(by_folder, [(pair.submissions, pair.rows) for pair in pairs]))


def _pairs(
    by_folder: Mapping[Path, Mapping[str, str]], pairs: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    for names in by_folder.values():
        for first, second in pairs:
            own, other = names.get(f"{first}.parquet"), names.get(f"{second}.parquet")
            if own is not None and other is not None:
                yield own, other
