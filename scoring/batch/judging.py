"""Every form of a run re-scored and reviewed: which set, which score, which findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scoring.library import Library
from scoring.material import Form
from scoring.problem import InputError, Place
from scoring.recognise import Candidate, Recogniser, recognise
from scoring.reviewer import Reviewer
from scoring.submission import Submission
from scoring.work import score_submission
from scoring.writers.read_state import FormState
from scoring.writers.reviewed import Reviewed

NO_SET: Final = "-"
"""What a form that names no indicator set holds in its place."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One form: its fate, and the review where there is one."""

    state: FormState
    reviewed: Reviewed | None


class Judge:
    """Scores and reviews forms by one library, one set of review rules, one table of clues."""

    def __init__(
        self,
        library: Library,
        reviewer: Reviewer,
        clues: Recogniser,
        set_id: str | None,
        secret_word: str,
    ) -> None:
        self.library = library
        self.reviewer = reviewer
        self.clues = clues
        self.set_id = set_id
        self._secret_word = secret_word
        self._secret = 0

    def judge(self, file: str, form: Form) -> Judged:
        """Review one form of a file. Never raises for what is wrong with the form."""
        submission = form.submission
        if submission is None:
            called = form.title or form.at
            return Judged(FormState(file, form.at, called, "faulty", problems=form.problems), None)
        called = self._called(submission)
        secret = submission.secret
        shows: tuple[str, ...] = ()
        if submission.set == NO_SET:
            found = recognise(form, submission, self.clues)
            set_id = self.set_id or found.set
            if set_id is None:
                lines = tuple(self._told(candidate) for candidate in found.candidates)
                state = FormState(
                    file, form.at, called, "no-set", "", (), lines, form.problems, secret
                )
                return Judged(state, None)
            shows = () if self.set_id else found.shows
            submission = submission.model_copy(update={"set": set_id})
        try:
            reviewed = self._review(file, form, submission)
        except InputError as error:
            problems = (*form.problems, *error.problems)
            state = FormState(
                file, form.at, called, "faulty", submission.set, shows, (), problems, secret
            )
            return Judged(state, None)
        state = FormState(
            file, form.at, called, "reviewed", submission.set, shows, (), form.problems, secret
        )
        return Judged(state, reviewed)

    def _review(self, file: str, form: Form, submission: Submission) -> Reviewed:
        result = score_submission(submission, self.library, place=Place(file))
        return Reviewed(file, form.at, result, self.reviewer.review(result))

    def _called(self, submission: Submission) -> str:
        """Return what a submission is called; of a secret one its number in the run."""
        if not submission.secret:
            return submission.title
        self._secret += 1
        return f"{self._secret_word}-{self._secret}"

    def _told(self, candidate: Candidate) -> str:
        lacks = ";".join(candidate.lacks)
        return f"{candidate.set}({lacks})" if lacks else candidate.set
