"""What a batch reads: every input found, recognised and cut into pieces before any is scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scoring.batch.walk import OutputFolder, Skipped, find_files
from scoring.bulk.json_lines import LinesPiece, plan_lines
from scoring.files.reasons import reason_of
from scoring.problem import InputError, Place, Problem
from scoring.readers.submissions import format_of

_PROBE: Final = 1_000_000


@dataclass(slots=True)
class BatchPlan:
    """The pieces in the order of the inputs, and what is not read."""

    pieces: list[LinesPiece] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)
    """Where each input lies, by what people call it."""


def plan_inputs(paths: Sequence[Path], output: OutputFolder, piece_bytes: int) -> BatchPlan:
    """Return what is read of some files and folders.

    Raises :class:`InputError` for paths that do not exist, and for a file that cannot be opened.
    """
    found = find_files(paths, output=output)
    plan = BatchPlan(skipped=list(found.skipped))
    for file in found.files:
        try:
            if is_json_lines(file.path):
                # A worker elsewhere stands in another folder.
                plan.pieces += plan_lines(file.path.absolute(), file.name, piece_bytes)
                plan.paths[file.name] = str(file.path)
            else:
                plan.skipped.append(Skipped(file.name, "no-form"))
        except OSError as error:
            raise InputError([unreadable(file.name, error)]) from error
    return plan


def is_json_lines(path: Path) -> bool:
    """Tell whether a file is JSON Lines: by its name, else by its beginning."""
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return True
    with path.open("rb") as opened:
        start = opened.read(_PROBE)
    return format_of(start.decode("utf-8", "ignore")) == "json-lines"


def unreadable(name: str, error: OSError) -> Problem:
    """Return the problem of an input that cannot be opened."""
    hint = "请检查文件是否还在、是否正被别的程序占用。"
    return Problem("unreadable", f"打不开这个文件（{reason_of(error)}）", Place(name), hint)
