"""Where the submission of a form is while it waits to be reviewed, and how it is made whole from there."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from scoring.batch.kept_readings import KeptReadings
from scoring.engine.leaves import settle_leaves
from scoring.problem import InputError, Place, Problem
from scoring.records.file_content import FileRead
from scoring.records.submission import Submission
from scoring.work.library import Library

_LONGEST_ID: Final = 200
_MOST_OPEN: Final = 4
"""Files of which the last readings stay in memory: the forms of one file come one after the other."""


@dataclass(frozen=True, slots=True)
class SubmissionPlace:
    """Where a submission is: the key of its file's kept reading and its number there; else it is ``given``."""

    set: str
    kept: str = ""
    number: int = 0
    given: Submission | None = None


class FormStore:
    """Loads what was read again when it is needed."""

    def __init__(self, kept: KeptReadings | None, library: Library, year: int | None) -> None:
        """``year`` is for the forms that name none."""
        self._kept = kept
        self._library = library
        self._year = year
        self._last: OrderedDict[str, FileRead] = OrderedDict()

    def submission(self, source: SubmissionPlace, file: str, at: str) -> Submission:
        """Return the submission of a form. Raises :class:`InputError` if it is no longer kept."""
        if source.given is not None:
            return source.given
        found = self.read(source.kept, file).forms[source.number].submission
        assert found is not None  # only these are planned
        return finish(found, source.set, self._library, file, at)

    def read(self, key: str, file: str) -> FileRead:
        """Return all that was read of a file. Raises :class:`InputError` if it is no longer kept."""
        read = self._last.get(key)
        if read is None:
            read = None if self._kept is None else self._kept.load(key)
            if read is None:
                message = "读过的内容不见了：输出文件夹里的 .ziping 被改动过"
                raise InputError([Problem("reading-lost", message, Place(file), "请再运行一次。")])
            read = self._last[key] = with_year(read, self._year)
        self._last.move_to_end(key)
        while len(self._last) > _MOST_OPEN:
            self._last.popitem(last=False)
        return read


def with_year(read: FileRead, year: int | None) -> FileRead:
    """Give a year to the forms that name none."""
    if year is None:
        return read
    forms = tuple(
        form
        if form.submission is None
        else form.model_copy(update={"submission": form.submission.with_year(year)})
        for form in read.forms
    )
    return read.model_copy(update={"forms": forms})


def finish(submission: Submission, set_id: str, library: Library, file: str, at: str) -> Submission:
    """Return a submission as it is scored by a set; one of a reader, which knew no set, is settled.

    The id of one that names neither unit nor project is its place. Else all such forms of a year
    would be one, and a decision on one of them reach another.
    """
    if submission.set != set_id:
        named = submission.model_copy(update={"set": set_id})
        submission = settle_leaves(named, library.indicator_set(set_id))
    project = submission.project
    if submission.id or project.code or project.name or submission.unit:
        return submission
    place = " ".join(part for part in (str(submission.year or ""), file, at) if part)
    return submission.model_copy(update={"id": place[-_LONGEST_ID:]})
