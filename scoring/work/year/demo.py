"""The example years that ship, laid out as folders: records, approved targets and filled forms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from scoring.documents.decode import decode
from scoring.files import shipped
from scoring.files.atomic import write_whole
from scoring.problem import InputError, Place, Problem
from scoring.readers.submissions import parse_submissions
from scoring.records.submission import Submission
from scoring.records.year_record import FILE, YearRecord
from scoring.words import load_vocabulary, shipped_tree
from scoring.work.year.folder_words import FolderWords

_EXAMPLES: Final = "examples"
_YEARS: Final = "examples/years"


def write_example_years(output: Path) -> list[Path]:
    """Write every example year below ``output`` and return their folders.

    Raises :class:`InputError` where the folder is there already: people may have worked in it.
    """
    if output.exists():
        hint = "请用 -o 写一个新的文件夹，或者先把它移开。"
        raise InputError([Problem("output-exists", "已经有了", Place(str(output)), hint)])
    forms = list(_forms())
    words = load_vocabulary(FolderWords)
    folders = []
    for name in shipped.listing(_YEARS, FILE):
        source = PurePosixPath(name).parent
        folder = output / source.name
        for suffix in (".yaml", ".txt"):
            for file in shipped.listing(str(source), suffix):
                write_whole(
                    folder / PurePosixPath(file).relative_to(source), shipped.read_bytes(file)
                )
        record = decode(YearRecord, shipped_tree(name))
        for file, form in forms:
            place = _place(form, record, PurePosixPath(file).name, words)
            if place is not None:
                write_whole(folder / place, shipped.read_bytes(file))
        folders.append(folder)
    return folders


def _forms() -> Iterator[tuple[str, Submission]]:
    """Yield the example forms that ship, each with its file."""
    for name in shipped.listing(_EXAMPLES, ".yaml"):
        if not name.startswith(_YEARS):
            for _, submission in parse_submissions(shipped.read_text(name), name):
                yield name, submission


def _place(form: Submission, record: YearRecord, name: str, words: FolderWords) -> str | None:
    """Return where a form lies in the folder of a year; None where it is of another one."""
    if form.year != record.year:
        return None
    if form.project.name:
        is_of_it = form.department == record.department
        return f"{words.folders.forms}/{form.unit}/{name}" if is_of_it else None
    return (
        f"{words.folders.forms}/{words.department}.yaml" if form.unit == record.department else None
    )
