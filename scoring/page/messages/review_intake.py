"""Files taken into a review: what was read of each, and the forms of which the set is not known."""

from __future__ import annotations

from pydantic import Field

from scoring.page.messages.message import FileGiven, PageBody, PageProblem, Severity
from scoring.page.messages.review_entry import EntryLine, PendingGiven


class BatchTotals(PageBody):
    """这一批."""

    files: int
    forms: int
    known: int
    unknown: int
    targets: int
    reports: int
    """Reports and other texts that serve for comparison."""
    unread: int
    repeats: int
    """Pairs handed in twice, counted once."""
    restored: int
    entries: int
    secret: int


class ReviewAddAsk(PageBody):
    """Files to be taken into the review: one, or a few at once."""

    files: tuple[FileGiven, ...]
    set: str | None = None
    """For forms of no known set; nothing is guessed by it where the form names its own."""
    sets_for: dict[str, str] = Field(default_factory=dict)
    """By ``UnknownForm.kind``, the set that a person chose for all forms like it."""


class AddedFile(PageBody):
    """One file: what it is, what was read of it, by which rule."""

    name: str
    """Path as the page gave it, with ``/``; of a secret form its number."""
    kind: str
    """文本, Excel, Excel（旧）, PDF, 复核表, 复核文件, Excel 临时文件 …"""
    severity: Severity
    read: str
    """自评表 6 份; 目标表 31 行; 没有文字，读不出."""
    rule: str
    """Which set and by whom, 表上写明, 请选, 用来对照, what to do; empty where there is none."""
    forms: tuple[str, ...] = ()
    """Ids of its forms that were taken in."""
    unknown: int = 0
    restored: int = 0
    """Cells that were brought back into their places (归位); a level written once is none."""
    entries: int = 0
    """Decisions, answers and signatures in it."""
    skipped: str = ""
    """Why it was not taken in, in words; empty where it was."""
    problems: tuple[PageProblem, ...] = ()


class ReviewAddAnswer(PageBody):
    """The files that were read; what was read can be worked on at once."""

    files: tuple[AddedFile, ...]
    batch: BatchTotals
    changed: tuple[str, ...] = ()
    """Ids of forms that are new, or whose review is another one now: ask ``review.list`` for them."""
    gone: tuple[str, ...] = ()
    """Ids that are no more: a form that turned out to be a copy, or of another project."""
    merged: MergeReport | None = None
    """Where a review file, an export or a sheet was among the files."""


class MergeReport(PageBody):
    """What came in of entries, and where two persons differ; none is dropped."""

    entries: int
    new: int
    drafts: tuple[PendingGiven, ...] = ()
    """Decisions that were saved without a signature: the page takes them on as pending."""
    conflicts: tuple[ConflictLine, ...] = ()
    refused: tuple[PageProblem, ...] = ()
    """What was written and cannot be used, with what to do."""


class ConflictLine(PageBody):
    """A row on which two persons differ."""

    form: str
    title: str
    row: str
    name: str
    entries: tuple[EntryLine, ...]


class UnknownAsk(PageBody):
    """Nothing is asked."""


class OfferedSet(PageBody):
    """A set that forms of a kind may belong to."""

    id: str
    called: str
    lacks: str = ""
    """What the form has not of what the set's forms have."""
    nearest: bool = False


class UnknownForm(PageBody):
    """Forms of no known set that look alike: they are chosen for at once."""

    kind: str
    """Key of what they look like."""
    forms: int
    files: tuple[str, ...]
    """Some of the files they are in."""
    nearest: str
    """What the nearest set is called; empty where none does more than others."""
    offers: tuple[OfferedSet, ...]
    note: str = ""


class UnknownAnswer(PageBody):
    """The forms of no known set by their looks."""

    kinds: tuple[UnknownForm, ...]


class ReviewChooseAsk(PageBody):
    """The set of all forms that look alike."""

    kind: str
    set: str


class ReviewDropAsk(PageBody):
    """Files to be left out again."""

    files: tuple[str, ...]
