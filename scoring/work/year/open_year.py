"""A year opened: what its papers are made from, and the papers that stand in its folder."""

from __future__ import annotations

from pathlib import Path

from scoring.batch.walk import find_files
from scoring.files.digests import content_digest
from scoring.problem import InputError
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.program import program_digest
from scoring.work.year.folder_words import FolderWords
from scoring.work.year.load import load_year
from scoring.work.year.papers import YearWork
from scoring.work.year.papers_on_disk import PapersOnDisk
from scoring.work.year.record_file import record_path
from scoring.work.year.state import load_state


def open_year(
    folder: Path, library: Library, *, internal: bool = False
) -> tuple[YearWork, PapersOnDisk]:
    """Return what the papers of a year are made from, and the papers that stand in the folder.

    Papers for the house alone are made again wherever they were made before.
    """
    state = load_state(folder)
    standing = PapersOnDisk(folder, state)
    year = load_year(folder, library, documents=False)
    internal = internal or any(paper.internal for paper in state.papers.values())
    work = YearWork(year, library, internal, standing.written, program_digest(library))
    return work, standing


def refuse_faulty(work: YearWork) -> None:
    """Raise :class:`InputError` where a file of the folder, or the year as a whole, cannot be used."""
    found = dict.fromkeys((*work.year.problems, *work.register.problems))
    errors = {(p.code, p.place.file): p for p in found if p.severity == "error"}
    if errors:
        raise InputError(errors.values())


def input_digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file that people put into the folder."""
    names = load_vocabulary(FolderWords).folders
    record = record_path(folder)
    digests = {} if record is None else {record.name: content_digest(record)}
    for inside in (names.targets, names.monitoring, names.forms, names.evidence, names.last):
        if (folder / inside).is_dir():
            for file in find_files([folder / inside]).files:
                digests[f"{inside}/{file.name}"] = content_digest(file.path)
    return dict(sorted(digests.items()))
