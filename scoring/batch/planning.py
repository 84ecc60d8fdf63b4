"""What is done with every form of a run, before any is scored: its set, its name, its fate."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import PurePosixPath
from typing import Final

from scoring.batch.form_source import SubmissionPlace, finish
from scoring.batch.recognise import Candidate, ClueFile, RecognisedKind, kind_of, recognise
from scoring.batch.set_fit import fits_kind, wrong_kind
from scoring.desk.hand_ins import hand_in_of
from scoring.intake.any_file import NO_SET
from scoring.problem import InputError, Place, Problem
from scoring.records.file_content import FileRead, Form
from scoring.records.ledger_entry import HandIn
from scoring.records.result import FormState
from scoring.records.submission import Submission
from scoring.review.between.keys import FormKeys, form_keys
from scoring.review.between.vocabulary import BetweenWords
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.outputs import FileNames
from scoring.work.set_of_form import fits_set
from scoring.writers.lists.issue_list_words import ListWords

MOST_IN_FOLDER: Final = 1_000
_LONGEST_NAME: Final = 100
"""Bytes of a name without its suffix: systems count bytes, and paths have little room."""


@dataclass(frozen=True, slots=True)
class PlannedForm:
    """One submission that will be re-scored: what a run knows of it while it lies on the disk."""

    file: str
    at: str
    source: SubmissionPlace
    keys: FormKeys
    """By which it is compared with other documents."""
    key: str
    """Of the submission, as its decisions name it."""
    key_without_year: str
    identity: str
    """What makes it the same submission as another one."""
    is_secret: bool
    hand_in: HandIn
    """The version that was handed in."""
    rivals: tuple[str, ...] = ()
    """Other sets that the form might be of, where its set was only recognised."""
    name: str = ""
    """The name of its outputs, without suffix; given where all forms of the run are known."""
    secret: str = ""
    """What it is called if it is secret; else empty."""
    folder: str = ""
    """The folder below those of outputs of one kind, where there are many; else empty."""


@dataclass(frozen=True, slots=True)
class FoundForm:
    """One form of a file: its state, and what is done with it if it is re-scored."""

    state: FormState
    planned: PlannedForm | None = None


class FormPlanner:
    """Finds out for each form which set it is scored by, or why it is not."""

    def __init__(
        self,
        library: Library,
        clues: ClueFile,
        set_id: str | None,
        *,
        recognises: bool = True,
        chosen: Mapping[str, str] | None = None,
    ) -> None:
        """``set_id`` is for forms that name none and are not recognised.

        It is for all that name none where nothing is recognised. ``chosen`` are sets that a person
        named for forms that look alike (:func:`looks_of`).
        """
        self.library = library
        self.clues = clues
        self.set_id = set_id
        self.recognises = recognises
        self.chosen = chosen or {}
        self.words = load_vocabulary(BetweenWords)

    def found(self, file: str, read: FileRead, kept: str = "") -> Iterator[FoundForm]:
        """Yield the forms of a file; all of it lies on the disk under the key ``kept``, if there is one."""
        for number, form in enumerate(read.forms):
            yield self._form(file, form, (kept, number) if kept else None)

    def _form(self, file: str, form: Form, kept: tuple[str, int] | None) -> FoundForm:
        submission = form.submission
        headings = (form.headings, form.unknown) if self.library.headings else ((), ())
        if submission is None:
            called = form.at if form.secret else form.title or form.at
            return FoundForm(
                FormState(
                    file, form.at, called, "faulty", problems=form.problems, secret=form.secret,
                    headings=headings[0], unknown=headings[1],
                )
            )  # fmt: skip
        secret = submission.secret
        state = FormState(
            file, form.at, "" if secret else submission.title, "reviewed", submission.set,
            problems=form.problems, secret=secret, remark="" if secret else submission.remark,
            headings=headings[0], unknown=headings[1],
        )  # fmt: skip
        rivals: tuple[str, ...] = ()
        if submission.set == NO_SET:
            state, rivals = self._of_no_set(form, submission, state)
            if state.fate != "reviewed":
                return FoundForm(state)
        wrong = self._wrong_set(state.set, Place(file, where=form.at))
        if wrong:
            return FoundForm(replace(state, fate="faulty", problems=(*form.problems, *wrong)))
        finished = finish(submission, state.set, self.library, file, form.at)
        here = SubmissionPlace(state.set, given=finished)
        source = here if kept is None else SubmissionPlace(state.set, *kept)
        planned = PlannedForm(
            file, form.at, source, form_keys(finished, self.words), finished.key,
            finished.key_without_year, _identity(finished), finished.secret,
            hand_in_of(finished, file), rivals,
        )  # fmt: skip
        return FoundForm(state, planned)

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
            candidates = tuple(map(_described, recognised.candidates))
            unknown = replace(
                state, fate="no-set", set="", candidates=candidates, nearest=recognised.nearest
            )
            set_id = self.chosen.get(looks_of(unknown), self.set_id)
            if set_id is None:
                return unknown, ()
        else:
            unknown, set_id = state, self.set_id or ""
        if kind is not None and not self._fits(set_id, kind):
            place = Place(state.file, where=state.at)
            problem = self._not_for(set_id, kind, place)
            if set_id != self.set_id and self.recognises:  # a person may choose again
                return replace(unknown, problems=(*state.problems, problem)), ()
            return replace(state, fate="wrong-set", set="", problems=(*state.problems, problem)), ()
        return replace(unknown, fate="reviewed", set=set_id, set_by="option"), ()

    def _fits(self, set_id: str, kind: RecognisedKind | None) -> bool:
        """Tell whether a set is for forms of this kind; one that cannot be loaded is no matter here."""
        try:
            return kind is None or fits_kind(self.library.indicator_set(set_id), kind)
        except InputError:
            return True

    def _not_for(self, set_id: str, kind: RecognisedKind, place: Place) -> Problem:
        return wrong_kind(self.library.indicator_set(set_id), kind, self.clues, place)

    def _wrong_set(self, set_id: str, place: Place) -> tuple[Problem, ...]:
        try:
            self.library.scorer(set_id, place)
        except InputError as error:
            return error.problems
        return ()


class Planner:
    """Gives the forms of a run their names, one after the other."""

    def __init__(self, words: ListWords) -> None:
        self.words = words
        self.planned: list[PlannedForm] = []
        self._names = FileNames(_LONGEST_NAME)
        self._secret = 0

    def all(self) -> list[PlannedForm]:
        """Return the forms that were taken in; they are not kept a second time."""
        planned, self.planned = self.planned, []
        return planned

    def take(self, forms: Iterable[FoundForm]) -> tuple[FormState, ...]:
        """Take in the forms of one more file and return their states."""
        return tuple(self._taken(form) for form in forms)

    def _taken(self, form: FoundForm) -> FormState:
        state, secret = form.state, ""
        if state.secret and not state.called:
            secret = self._secret_name()
            state = replace(state, called=secret)
        if form.planned is not None:
            name = self._names.unique(state.called)
            self.planned.append(replace(form.planned, name=name, secret=secret))
        return state

    def _secret_name(self) -> str:
        """Return what a secret submission is called: its number in the run."""
        self._secret += 1
        return f"{self.words.text('secret')}-{self._secret}"


def in_folders(
    planned: Iterable[PlannedForm], written: Iterable[str], kinds: Collection[str]
) -> list[PlannedForm]:
    """Return the forms, each with the folder of its outputs: none holds more than a person can look through.

    ``written`` are the outputs of earlier runs, ``kinds`` the folders of those of forms. What lies
    somewhere stays there, so that nobody has to look for a 复核表 that was handed out; the others fill
    folders of their own where they are many.
    """
    stands = {}
    for path in map(PurePosixPath, written):
        kind, *folder = path.parts[:-1] or ("",)
        if kind in kinds:
            stands[path.stem] = "/".join(folder)
    forms = list(planned)
    held = Counter(stands[form.name] for form in forms if form.name in stands)
    few = len(forms) <= MOST_IN_FOLDER
    numbers = iter([""]) if few else map("{:03}".format, count(1))
    folder_now = next(numbers)
    placed = []
    for form in forms:
        where = stands.get(form.name)
        if where is None:
            while held[folder_now] >= MOST_IN_FOLDER:
                folder_now = next(numbers)
            where = folder_now
            held[where] += 1
        placed.append(replace(form, folder=where))
    return placed


def looks_of(form: FormState) -> str:
    """Return by what forms of no known set look alike: the set that each comes nearest to.

    Where none is nearest, it is those that each may be of.

    >>> looks_of(FormState("a.xlsx", "", "", "no-set", candidates=("b/2（年度）", "a/1（标题）")))
    'a/1|b/2'
    >>> looks_of(FormState("a.xlsx", "", "", "no-set"))
    '-'
    """
    ids = sorted(candidate.partition("（")[0] for candidate in form.candidates)
    return form.nearest or "|".join(ids) or "-"


def _identity(submission: Submission) -> str:
    """Return the identity of a submission: its key, and where no project is named its rows.

    Forms of one unit of which the projects' names could not be read are not one form.
    """
    if submission.id or submission.project.code or submission.project.name:
        return submission.key
    return json.dumps([submission.key, *(row.name for row in submission.indicators)])


def _described(candidate: Candidate) -> str:
    lacks = "；".join(candidate.lacks)
    return f"{candidate.set}（{lacks}）" if lacks else candidate.set
