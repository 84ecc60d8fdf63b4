"""The forms of one file of the year's folder, each with its set, and read strictly: they are signed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from scoring.batch.form_source import finish
from scoring.batch.kept_readings import KeptReadings
from scoring.batch.planning import FormPlanner
from scoring.batch.recognise import load_clues
from scoring.files.digests import content_digest
from scoring.intake.any_file import read_any
from scoring.intake.submissions import submissions_of
from scoring.problem import InputError, Place, Problem
from scoring.records.file_content import FileRead, Form
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.set_of_form import fits_set

_NO_SET = "-"
_STRICTLY = "a year's forms"
_BLANK = frozenset({"missing", "no-targets", "empty-file"})
"""Codes of what is wrong with a workbook into which nobody has written anything yet."""


class FormFiles:
    """Reads files of forms; what was read is kept in the hidden folder of ``folder``, if there is one."""

    def __init__(self, folder: Path | None, library: Library) -> None:
        self.library = library
        own = [content_digest(path) for path in library.own_files()]
        self._any = None if folder is None else KeptReadings(folder, own)
        self._forms = None if folder is None else KeptReadings(folder, [*own, _STRICTLY])
        self._planner = FormPlanner(library, load_clues(library.folders), None)

    def anything(self, path: Path, name: str) -> FileRead:
        """Return all that a document holds. Raises :class:`InputError` where nothing can be used."""
        return _kept(self._any, path, name, self._anything)

    def _anything(self, path: Path, name: str) -> FileRead:
        try:
            library = self.library
            return read_any(path, name, library.digest, labels=library.form_labels)
        except InputError as error:
            raise _named(error, path, name) from None

    def submissions(self, path: Path, name: str) -> list[Submission]:
        """Return the forms of a file. Raises :class:`InputError` with all that is wrong with any."""
        read = _kept(self._forms, path, name, self._strictly)
        problems = [problem for form in read.forms for problem in form.problems]
        if problems:
            raise InputError(problems)
        return [form.submission for form in read.forms if form.submission is not None]

    def _strictly(self, path: Path, name: str) -> FileRead:
        return FileRead(name=name, kind="submission", forms=tuple(self._read(path, name)))

    def _read(self, path: Path, name: str) -> Iterator[Form]:
        library = self.library
        try:
            found = list(
                submissions_of(
                    path,
                    "",
                    library.digest,
                    lambda: library.form_labels,
                    lambda s: fits_set(s, library),
                )
            )
        except InputError as error:
            if {problem.code for problem in error.problems} != {"no-set"}:
                raise _named(error, path, name) from None
            found = list(self._by_clues(path, name))
        for place, one in found:
            at = place or name
            if isinstance(one, InputError):
                yield Form(at=at, problems=_named(one, path, name).problems)
            else:
                yield Form(at=at, submission=one)

    def _by_clues(self, path: Path, name: str) -> Iterator[tuple[str, Submission | InputError]]:
        """Yield the forms of a file that names no set, each by the set that its clues show."""
        read = self.anything(path, name)
        for form, found in zip(read.forms, self._planner.found(name, read), strict=True):
            submission, state = form.submission, found.state
            problems = [problem for problem in state.problems if problem.severity == "error"]
            if submission is None or found.planned is None or problems:
                place = Place(name, where=form.at)
                yield form.at, InputError(problems or [_no_set(place, state.candidates)])
            else:
                yield form.at, finish(submission, state.set, self.library, name, form.at)


def _kept(
    kept: KeptReadings | None, path: Path, name: str, read: Callable[[Path, str], FileRead]
) -> FileRead:
    """Return what was read of a file before, else read it now and keep that."""
    if kept is None:
        return read(path, name)
    key = kept.key(content_digest(path), name)
    found = kept.load(key)
    if found is None:
        found = read(path, name)
        kept.save(key, found)
    return found


def is_blank(error: InputError) -> bool:
    """Tell whether a workbook could not be read because nobody has written into it yet."""
    return all(problem.code in _BLANK for problem in error.problems)


def _no_set(place: Place, candidates: tuple[str, ...]) -> Problem:
    near = f"可能是：{'、'.join(candidates)}。" if candidates else ""
    hint = (
        f"{near}请改用 ziping form 生成的填报表，或先用 ziping score --set … 写明指标体系再放进来。"
    )
    return Problem("no-set", "看不出这份表按哪个指标体系计分", place, hint)


def _named(error: InputError, path: Path, name: str) -> InputError:
    """Return what is wrong with a file, called as people see it in the folder."""
    return InputError(
        replace(problem, place=replace(problem.place, file=name))
        if problem.place.file == str(path)
        else problem
        for problem in error.problems
    )
