"""What is to be done with every form of a run, before any is scored: its set, its name, its fate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from scoring.batch.names import Names
from scoring.batch.reading import WasRead
from scoring.leaves import settle_leaves
from scoring.library import Library
from scoring.material import Form
from scoring.problem import InputError, Place, Problem
from scoring.recognise import Candidate, Recogniser, recognise
from scoring.submission import Submission
from scoring.writers.read_state import FileState, FormState

NO_SET: Final = "-"
"""What a form that names no indicator set holds in its place."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One submission that will be re-scored."""

    file: str
    at: str
    submission: Submission
    """With the set that was named or recognised."""
    name: str
    """How its outputs are called, without suffix."""
    secret: str
    """What it is called if it is secret; else empty."""


class Planner:
    """Finds out for each form which set it is scored by, or why it is not."""

    def __init__(
        self, library: Library, clues: Recogniser, set_id: str | None, secret_word: str
    ) -> None:
        """``set_id`` is for forms that name none; ``secret_word`` stands for a secret one's title."""
        self.library = library
        self.clues = clues
        self.set_id = set_id
        self.planned: list[Planned] = []
        self._names = Names()
        self._secret_word = secret_word
        self._secret = 0

    def plan(self, files: Iterable[WasRead]) -> list[FileState]:
        """Return every file with its forms; what will be scored is in ``planned``."""
        return [
            FileState(
                one.name, one.read, one.problems,
                tuple(self._form(one.name, form) for form in one.read.forms) if one.read else (),
            )
            for one in files
        ]  # fmt: skip

    def _form(self, file: str, form: Form) -> FormState:
        submission = form.submission
        if submission is None:
            called = form.title or form.at
            return FormState(file, form.at, called, "faulty", problems=form.problems)
        secret = self._secret_name(submission)
        called = secret or submission.title

        state = FormState(
            file, form.at, called, "reviewed", submission.set, problems=form.problems,
            secret=bool(secret),
        )  # fmt: skip
        shows: tuple[str, ...] = ()
        if submission.set == NO_SET:
            found = recognise(form, submission, self.clues)
            set_id = self.set_id or found.set
            if set_id is None:
                candidates = tuple(_told(c) for c in found.candidates)
                return replace(state, fate="no-set", set="", candidates=candidates)
            shows = () if self.set_id else found.shows
            submission = submission.model_copy(update={"set": set_id})
        wrong = self._wrong_set(submission, Place(file, where=form.at))
        if wrong:
            return replace(
                state, fate="faulty", set=submission.set, problems=(*form.problems, *wrong)
            )
        if form.submission is not submission:  # a form, whose reader knew no set
            submission = settle_leaves(submission, self.library.indicator_set(submission.set))
        name = self._names.name(called)
        self.planned.append(Planned(file, form.at, submission, name, secret))
        return replace(state, set=submission.set, by_clues=shows)

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
        return f"{self._secret_word}-{self._secret}"


def _told(candidate: Candidate) -> str:
    lacks = ";".join(candidate.lacks)
    return f"{candidate.set}({lacks})" if lacks else candidate.set
