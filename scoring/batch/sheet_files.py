"""Files that hold what persons entered: sheets in the folder of the outputs, and lists that were named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from scoring.batch.confidential import without_secrets
from scoring.batch.output_log import OutputLog
from scoring.batch.reading import ReadFile
from scoring.batch.walk import FolderFile, readable_name
from scoring.intake.decisions import read_decision_file
from scoring.problem import InputError

_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods"})
"""What people save a 复核表 as."""


def sheets_of(log: OutputLog, names: Iterable[str]) -> list[FolderFile]:
    """Return the workbooks among the outputs that a person may have filled in.

    ``names`` are those of workbooks, and of folders in which they lie themselves or in folders of so
    many.
    """
    found: list[FolderFile] = []
    for name in names:
        path = log.folder / name
        if path.is_dir():
            found += _sheets(path, name, log)
        elif path.is_file() and not log.is_blank(path):
            found.append(FolderFile(path, name))
    return found


def _sheets(folder: Path, name: str, log: OutputLog, *, below: bool = True) -> Iterator[FolderFile]:
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return
    for path in paths:
        shown = f"{name}/{readable_name(path.name)}"
        if below and path.is_dir() and not path.is_symlink():
            yield from _sheets(path, shown, log, below=False)
        elif (
            path.suffix.lower() in _WORKBOOKS
            and path.is_file()
            and not path.name.startswith((".", "~$"))
            and not log.is_blank(path)
        ):
            yield FolderFile(path, shown)


def decisions_of(file: FolderFile) -> ReadFile:
    """Return what a file that was named for its decisions holds of them, or why nothing."""
    try:
        read = without_secrets(read_decision_file(file.path, file.name), file.path)
    except InputError as error:
        return ReadFile(file.name, None, error.problems)
    return ReadFile(file.name, read, read.problems)
