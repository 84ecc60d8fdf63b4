"""Files that hold forms, of any kind that a review reads: their submissions as records of a batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from scoring.batch.form_source import with_year
from scoring.batch.kept_readings import KeptReadings
from scoring.batch.planning import FormPlanner, FoundForm
from scoring.batch.reading import TOGETHER, ReadFile, read_files
from scoring.batch.recognise import load_clues
from scoring.batch.walk import FolderFile
from scoring.batch.worker import own_digest
from scoring.bulk.unchanged_input import check_unchanged
from scoring.bulk.worker import BulkSettings
from scoring.files.digests import content_digest
from scoring.pool.engine import batched
from scoring.problem import Place, Problem
from scoring.records.bulk_record import SetAside
from scoring.records.submission import Submission
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.writers.lists.issue_list_words import ListWords


class BatchFile(NamedTuple):
    """One file: where it lies, what people call it, the digest of its bytes."""

    path: str
    name: str
    digest: str
    """Empty of one that cannot be opened; then its reading says why."""


class FilesPiece(NamedTuple):
    """Some files that are read one after the other."""

    files: tuple[BatchFile, ...]

    @property
    def name(self) -> str:
        """What people call the first of them."""
        return self.files[0].name

    @property
    def weight(self) -> int:
        """How much of the work it is: a form is a record."""
        return len(self.files)

    @property
    def identity(self) -> tuple[object, ...]:
        """All that decides what comes of it."""
        return tuple(file[1:] for file in self.files)


class FormRecord(NamedTuple):
    """A form that was read: where it begins, its submission, the digest of its file."""

    place: str
    submission: Submission
    digest: str
    rivals: tuple[str, ...] = ()
    """Other sets that it might be of, where its set was only recognised."""


def plan_files(files: Sequence[FolderFile]) -> list[FilesPiece]:
    """Return the pieces of some files, in their order."""
    return [FilesPiece(tuple(map(_file, some))) for some in batched(files, TOGETHER)]


def _file(file: FolderFile) -> BatchFile:
    path = str(file.path.absolute())  # a worker elsewhere stands in another folder
    try:
        return BatchFile(path, file.name, content_digest(file.path))
    except OSError:
        return BatchFile(path, file.name, "")


class FormReader:
    """Reads the forms of files, and finds by which set each is scored."""

    def __init__(self, settings: BulkSettings, library: Library, output: Path | None) -> None:
        """``output`` is the folder in which readings are kept; None where none are."""
        self._settings = settings
        self._library = library
        self._kept = None if output is None else KeptReadings(output, [own_digest(library)])
        self._words = load_vocabulary(ListWords)

    @cached_property
    def _planner(self) -> FormPlanner:
        chosen = self._settings.set
        clues = load_clues(self._library.folders)
        return FormPlanner(self._library, clues, chosen, recognises=chosen is None)

    def records(self, piece: FilesPiece) -> Iterator[FormRecord | SetAside | Problem]:
        """Yield the forms of a piece; one that cannot be scored is set aside.

        Of a file without any form a note says so. Raises :class:`InputError` if a file is no longer
        what it was when it was planned.
        """
        library = self._library
        for file in piece.files:
            if file.digest:
                check_unchanged(*file)
        files = [FolderFile(Path(file.path), file.name) for file in piece.files]
        readings = read_files(files, self._kept, library.digest, library.form_labels)
        for file, reading in zip(piece.files, readings, strict=True):
            yield from self._of_file(reading, file.digest)

    def _of_file(self, file: ReadFile, digest: str) -> Iterator[FormRecord | SetAside | Problem]:
        if file.read is None:
            yield SetAside(file.name, file.problems)
            return
        read = with_year(file.read, self._settings.year)
        if not read.forms:
            hint = "不是自评表的文件放在一起没有关系；若它是自评表，请看表的栏目叫法。"
            message = "里面没有自评表，没有计分"
            yield Problem("no-forms", message, Place(file.name), hint, severity="note")
        for form in self._planner.found(file.name, read):
            yield self._record(file.name, form, digest)

    def _record(self, name: str, form: FoundForm, digest: str) -> FormRecord | SetAside:
        state = form.state
        place = Place(name, where=state.at)
        if form.planned is None or form.planned.source.given is None:
            problems = state.problems or (self._no_set(place),)
            return SetAside(str(place), problems)
        submission = form.planned.source.given
        return FormRecord(str(place), submission, digest, form.planned.rivals)

    def _no_set(self, place: Place) -> Problem:
        words = self._words
        return Problem("no-set", words.no_set["text"], place, words.no_set["settle_open"])


def forms_at(reader: FormReader, path: str, name: str, place: str) -> list[FormRecord]:
    """Return the forms of a file that begin at a place."""
    piece = FilesPiece((_file(FolderFile(Path(path), name)),))
    found = (each for each in reader.records(piece) if isinstance(each, FormRecord))
    return [form for form in found if form.place == place]
