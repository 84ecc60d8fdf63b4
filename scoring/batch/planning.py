"""What is done with every form of a run, before any is scored: its set, its name, its fate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from scoring.batch.reading import ReadOutcome
from scoring.batch.recognise import Candidate, ClueFile, RecognisedKind, kind_of, recognise
from scoring.batch.set_fit import fits_kind, wrong_kind
from scoring.engine.leaves import settle_leaves
from scoring.intake.any_file import NO_SET
from scoring.problem import InputError, Place, Problem
from scoring.records.file_content import Form
from scoring.records.result import FileState, FormState
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.outputs import FileNames
from scoring.work.set_of_form import fits_set
from scoring.writers.lists.issue_list_words import ListWords

_LONGEST_ID: Final = 200
_LONGEST_NAME: Final = 100
"""Bytes of a name without its suffix: systems count bytes, and paths have little room."""


@dataclass(frozen=True, slots=True)
class PlannedForm:
    """One submission that will be re-scored."""

    file: str
    at: str
    submission: Submission
    """With the set that was named or recognised."""
    name: str
    """The name of its outputs, without suffix."""
    secret: str
    """What it is called if it is secret; else empty."""
    rivals: tuple[str, ...] = ()
    """Other sets that the form might be of, where its set was only recognised."""


class Planner:
    """Finds out for each form which set it is scored by, or why it is not."""

    def __init__(
        self,
        library: Library,
        clues: ClueFile,
        set_id: str | None,
        words: ListWords,
        *,
        recognises: bool = True,
    ) -> None:
        """``set_id`` is for forms that name none and are not recognised.

        It is for all that name none where nothing is recognised.
        """
        self.library = library
        self.clues = clues
        self.set_id = set_id
        self.words = words
        self.recognises = recognises
        self.planned: list[PlannedForm] = []
        self._names = FileNames(_LONGEST_NAME)
        self._secret = 0

    def plan(self, files: Iterable[ReadOutcome]) -> list[FileState]:
        """Return every file with its forms; what will be scored is in ``planned``."""
        return [
            FileState(
                file.name, file.read, file.problems,
                tuple(self._form(file.name, form) for form in file.read.forms) if file.read else (),
            )
            for file in files
        ]  # fmt: skip

    def _form(self, file: str, form: Form) -> FormState:
        submission = form.submission
        if submission is None:
            called = form.at if form.secret else form.title or form.at
            return FormState(
                file, form.at, called, "faulty", problems=form.problems, secret=form.secret
            )
        secret = self._secret_name(submission)
        called = secret or submission.title
        state = FormState(
            file, form.at, called, "reviewed", submission.set, problems=form.problems,
            secret=bool(secret),
        )  # fmt: skip
        rivals: tuple[str, ...] = ()
        if submission.set == NO_SET:
            state, rivals = self._of_no_set(form, submission, state)
            if state.fate != "reviewed":
                return state
            submission = submission.model_copy(update={"set": state.set})
        wrong = self._wrong_set(submission, Place(file, where=form.at))
        if wrong:
            return replace(
                state, fate="faulty", set=submission.set, problems=(*form.problems, *wrong)
            )
        if form.submission is not submission:  # a form, whose reader knew no set
            submission = settle_leaves(submission, self.library.indicator_set(submission.set))
        submission = _identified(submission, file, form.at)
        name = self._names.unique(called)
        self.planned.append(PlannedForm(file, form.at, submission, name, secret, rivals))
        return state

    def _of_no_set(
        self, form: Form, submission: Submission, state: FormState
    ) -> tuple[FormState, tuple[str, ...]]:
        """Return the state of a form that names no set, with the one it is scored by, and its rivals."""
        kind = kind_of(form, submission, self.clues)
        if self.recognises and form.set_mark:
            printed = submission.model_copy(update={"set": form.set_mark})
            if fits_set(printed, self.library) and self._fits(form.set_mark, kind):
                return replace(state, set=form.set_mark), ()
        if self.recognises:
            recognised = recognise(form, submission, self.clues, lambda own: self._fits(own, kind))
            if recognised.set is not None:
                return (
                    replace(state, set=recognised.set, by_clues=recognised.shows, set_by="clues"),
                    recognised.rivals,
                )
            if self.set_id is None:
                candidates = tuple(map(_described, recognised.candidates))
                return replace(
                    state, fate="no-set", set="", candidates=candidates, nearest=recognised.nearest
                ), ()
        set_id = self.set_id or ""
        if kind is not None and not self._fits(set_id, kind):
            place = Place(state.file, where=state.at)
            problem = self._not_for(set_id, kind, place)
            return replace(state, fate="wrong-set", set="", problems=(*state.problems, problem)), ()
        return replace(state, set=set_id, set_by="option"), ()

    def _fits(self, set_id: str, kind: RecognisedKind | None) -> bool:
        """Tell whether a set is for forms of this kind; one that cannot be loaded is no matter here."""
        try:
            return kind is None or fits_kind(self.library.indicator_set(set_id), kind)
        except InputError:
            return True

    def _not_for(self, set_id: str, kind: RecognisedKind, place: Place) -> Problem:
        return wrong_kind(self.library.indicator_set(set_id), kind, self.clues, place)

    def _wrong_set(self, submission: Submission, place: Place) -> tuple[Problem, ...]:
        try:
            self.library.scorer(submission.set, place)
        except InputError as error:
            return error.problems
        return ()

    def _secret_name(self, submission: Submission) -> str:
        """Return what a secret submission is called: its number in the run."""
        if not submission.secret:
            return ""
        self._secret += 1
        return f"{self.words.text('secret')}-{self._secret}"


def renamed(planned: Iterable[PlannedForm]) -> dict[str, str]:
    """Return the ids that forms had before a year was given, each with the one that it has now.

    An id that two forms would have had, or that another form has, is nobody's.
    """
    earlier: dict[str, set[str]] = {}
    for form in planned:
        earlier.setdefault(form.submission.key_without_year, set()).add(form.submission.key)
    keys = {key for own in earlier.values() for key in own}
    return {
        short: own.pop() for short, own in earlier.items() if len(own) == 1 and short not in keys
    }


def _identified(submission: Submission, file: str, at: str) -> Submission:
    """Return the submission; the id of one that names neither unit nor project is its place.

    Else all such forms of a year would be one, and a decision on one of them reach another.
    """
    project = submission.project
    if submission.id or project.code or project.name or submission.unit:
        return submission
    place = " ".join(part for part in (str(submission.year or ""), file, at) if part)
    return submission.model_copy(update={"id": place[-_LONGEST_ID:]})


def _described(candidate: Candidate) -> str:
    lacks = "；".join(candidate.lacks)
    return f"{candidate.set}（{lacks}）" if lacks else candidate.set
