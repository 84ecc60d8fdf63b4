"""What the operations of the page share: sets, the files of a message, what is kept between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from scoring.page.messages.message import (
    EngineProgress,
    EngineRequest,
    FileGiven,
    FileMade,
    PageBody,
)
from scoring.page.scored_form import ScoredForm, ScoredForms
from scoring.work.library import Library, library_of

if TYPE_CHECKING:
    from scoring.page.kept_ledger import KeptLedger
    from scoring.page.review_session import ReviewSession


class PageContext:
    """What operations share: the sets, the files of the message, the files that are made."""

    def __init__(
        self, report: Callable[[str], None] | None = None, folder: Path | None = None
    ) -> None:
        """``folder`` is where the ledger of a review is kept, if anywhere."""
        self._report = report
        self._folder = folder
        self._given: Sequence[bytes] = ()
        self._id = 0
        self.made: list[bytes] = []
        self._review: ReviewSession | None = None

    @cached_property
    def library(self) -> Library:
        """The sets, words and templates that ship."""
        return library_of(None)

    @cached_property
    def _scored(self) -> ScoredForms:
        return ScoredForms()

    def scored(self, submission: Mapping[str, object]) -> ScoredForm:
        """Return a submission read and scored. Raises :class:`InputError` if it cannot be."""
        return self._scored.of(submission, self.library)

    @property
    def review(self) -> ReviewSession:
        """The review that is open: an empty one, where none was begun."""
        from scoring.page.review_session import ReviewSession  # noqa: PLC0415 - seldom needed

        if self._review is None:
            self._review = ReviewSession(self.library)
            if self._kept is not None:
                self._kept.read_into(self._review.ledger)
        return self._review

    @cached_property
    def _kept(self) -> KeptLedger | None:
        from scoring.page.kept_ledger import KeptLedger  # noqa: PLC0415 - seldom needed

        return None if self._folder is None else KeptLedger(self._folder)

    def keep(self) -> None:
        """Keep what persons wrote, where it is to be kept. Raises :class:`InputError`."""
        if self._kept is not None and self._review is not None:
            self._kept.keep(self._review.ledger)

    def forget_review(self) -> None:
        """Let go of the review that is open."""
        review, self._review = self._review, None
        if review is not None:
            review.close()

    def begin(self, request: EngineRequest, files: Sequence[bytes]) -> PageContext:
        """Make ready for a message."""
        self._id, self._given, self.made = request.id, files, []
        return self

    def content(self, given: FileGiven) -> bytes:
        """Return the bytes of a file that came with the message; none for a number out of range."""
        return self._given[given.file] if given.file < len(self._given) else b""

    def make(self, name: str, media_type: str, content: bytes) -> FileMade:
        """Hand a file over to the page with the answer."""
        self.made.append(content)
        return FileMade(name=name, type=media_type, file=len(self.made) - 1)

    def progress(self, done: int, of: int, text: str = "") -> None:
        """Tell the page how far this operation is."""
        if self._report is not None:
            progress = EngineProgress(done=done, of=of, text=text)
            self._report(f'{{"id":{self._id},"progress":{progress.model_dump_json()}}}')


class Operation(NamedTuple):
    """One operation: the model of its body, the model of its answer, and what does it."""

    ask: type[PageBody]
    answer: type[PageBody]
    do: Callable[[PageContext, Any], PageBody]


def loaded_later(module: str, name: str) -> Callable[[PageContext, Any], PageBody]:
    """Return what does an operation: the function ``name`` of a module of this room.

    The module is imported when it is first needed: a form is scored long before files are read or
    written, and everything at once would make the page wait.
    """

    def do(context: PageContext, ask: Any) -> PageBody:
        answer: PageBody = getattr(import_module(f"scoring.page.{module}"), name)(context, ask)
        return answer

    return do
