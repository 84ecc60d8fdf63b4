"""The queue of a review, and one project: its original text, its rows in three tracks."""

from __future__ import annotations

from typing import Literal

from scoring.page.messages.message import PageBody, PageProblem, Severity
from scoring.page.messages.review_entry import EntryLine, PendingGiven, RefusedEntry
from scoring.page.messages.review_intake import BatchTotals
from scoring.page.messages.review_words import DecisionState


class ReviewListAsk(PageBody):
    """The queue: of some forms, or of all."""

    forms: tuple[str, ...] | None = None
    pending: tuple[PendingGiven, ...] = ()


class ReviewFormLine(PageBody):
    """One form of the batch."""

    form: str
    title: str
    """Name of the project; of a secret one 涉密-1."""
    file: str
    at: str
    unit: str
    department: str
    year: int | None
    set: str
    set_called: str
    claimed: str | None
    claimed_grade: str
    rule: str | None
    low: str
    high: str
    rule_grade: str
    above_total: str
    """By how much the claim lies above what the rule allows; ``"0"`` where it does not."""
    review: str | None
    """The 复核 total in force, of what was signed."""
    review_if_signed: str | None
    """… and with what is pending."""
    alternatives: tuple[str, ...] = ()
    """Totals that a conflict leaves possible (a 或 b)."""
    grade: str
    deviation: str | None
    """偏离度 in percent."""
    step: str
    """Key of the step."""
    step_name: str
    """What it is called, 待裁定 where a conflict holds it."""
    step_number: int
    awaits: str
    edit: int
    ask: int
    note: int
    open: int
    """Rows that wait for a decision."""
    decided: int
    restored: int
    secret: bool
    copy_of: str = ""
    """Of a form that was handed in twice, the one that counts."""
    notices: tuple[str, ...] = ()


class FindingLine(PageBody):
    """One finding of the queue."""

    id: str
    form: str
    row: str
    """Id of the row; ``execution``; empty for the form."""
    severity: Severity
    code: str
    title: str
    name: str
    """Name of the row as the unit wrote it; of a secret form 第3个指标."""
    text: str
    ask: str
    advice: str
    settle: str
    reason: str
    """The unit's own words about the row."""
    stake_low: str | None
    stake_high: str | None
    stake_band: str
    place: str
    """Where it stands, in words (第700行)."""
    at: str
    """``ReviewSourceAsk.place`` of it."""
    restored: bool
    state: DecisionState
    for_targets: bool
    standing: str
    """未核对原文 …; empty where the source was checked."""
    sources: tuple[str, ...]


class ReviewListAnswer(PageBody):
    """Forms and findings; the counts of facets are made of them by the page."""

    forms: tuple[ReviewFormLine, ...]
    findings: tuple[FindingLine, ...]
    batch: BatchTotals
    unused: tuple[PageProblem, ...] = ()
    """Pending decisions of forms or rows that are not there any more; nothing is dropped of them."""


class ReviewSourceAsk(PageBody):
    """The original text of a form, with the place of one of its rows marked."""

    form: str
    place: str = ""


class SourceCell(PageBody):
    """A cell of a table as read; ``column`` is its letter or number in the file."""

    text: str
    column: str = ""
    span: int = 1
    mark: Literal["", "here", "restored"] = ""


class SourceLine(PageBody):
    """A line of a text, or a row of a table, with its number in the file."""

    number: str
    text: str
    cells: tuple[SourceCell, ...] = ()
    mark: Literal["", "here", "restored"] = ""
    row: str = ""
    """Id of the row of the form that was read here."""


class SourcePart(PageBody):
    """A sheet, a page or a stretch of a text."""

    name: str
    lines: tuple[SourceLine, ...]


class ReviewSourceAnswer(PageBody):
    """The file as it was read, near the form."""

    file: str
    kind: str
    as_table: bool
    """Whether it has cells, so that 表格样 can be shown; 原样 is the text of the lines."""
    parts: tuple[SourcePart, ...]
    here: str
    """Number of the line of the place; empty where it was not found."""
    cut: str = ""
    """What is not shown, in words; empty where all is."""
    restored: tuple[PageProblem, ...] = ()
    hidden: str = ""
    """Why nothing is shown, in words."""


class ReviewTracksAsk(PageBody):
    """A project in three tracks."""

    form: str
    pending: tuple[PendingGiven, ...] = ()


class TrackRow(PageBody):
    """One row in three tracks; the execution rate is a row too."""

    row: str
    saw: str
    levels: tuple[str, ...]
    name: str
    target: str
    actual: str
    points: str
    claimed: str | None
    rule: str | None
    low: str
    high: str
    review: str | None
    """In force: of what was signed."""
    review_if_signed: str | None
    settled: str
    """Key of what the score rests on: signature, ruling, rule, claim, limit, default, open, conflict."""
    settled_words: str
    """认可·佐证属实, 按规则, 待认定, 待裁定 …"""
    state: DecisionState
    severity: Severity
    """Of the gravest finding of the row; none."""
    findings: tuple[str, ...] = ()
    """Ids of its findings."""
    ruling: EntryLine | None = None
    also: tuple[EntryLine, ...] = ()
    rivals: tuple[EntryLine, ...] = ()
    earlier: EntryLine | None = None
    answer: EntryLine | None = None
    outdated: bool = False
    agreed: bool = False
    pending: PendingGiven | None = None
    moved: str = ""
    """旧 → 新 of a signed score that would be another one today, in words."""
    unusable: str = ""
    refused: tuple[EntryLine, ...] = ()
    emptied: tuple[EntryLine, ...] = ()
    drafts: tuple[EntryLine, ...] = ()
    stale: tuple[EntryLine, ...] = ()
    """Decisions on other data than the row has now: 单位改过这一行，请重新认定."""
    reading: str = ""
    formula: str = ""
    reason: str = ""
    place: str = ""
    at: str = ""
    restored: bool = False


class TrackPoint(PageBody):
    """A step of the course: done, here, or to come."""

    key: str
    name: str
    number: int
    mark: Literal["done", "here", "next"]


class ReviewTracksAnswer(PageBody):
    """A whole project, and where its review stands."""

    line: ReviewFormLine
    rows: tuple[TrackRow, ...]
    findings: tuple[FindingLine, ...]
    course: tuple[TrackPoint, ...]
    awaits: tuple[str, ...]
    assigned: tuple[str, ...]
    lead: str
    due: str
    held: bool
    closed: bool
    actions: tuple[str, ...]
    """Keys of the 办理 that are possible now."""
    writes: Literal["evaluator", "unit", ""]
    """Who writes in this step."""
    signed: tuple[EntryLine, ...]
    """Signatures of this step."""
    history: tuple[EntryLine, ...]
    loose: tuple[EntryLine, ...] = ()
    """Entries on rows that cannot be found now: nothing of them is dropped."""
    notices: tuple[str, ...] = ()


class ReviewTryAsk(PageBody):
    """What decisions on a project would give: those of ``entries`` on top of ``pending``."""

    form: str
    entries: tuple[PendingGiven, ...]
    pending: tuple[PendingGiven, ...] = ()


class TriedEntry(PageBody):
    """What a decision would give."""

    entry: PendingGiven
    """With its score, where the choice gives it."""
    score: str | None
    """认定后得分 of the row."""
    low: str
    high: str
    """What the rule allows with the verified values."""
    beyond: bool
    """Whether a ground of the list is required."""
    ground_needed: bool
    formula: str = ""
    reading: str = ""


class ReviewTryAnswer(PageBody):
    """Which decisions would stand, which not, and the total then."""

    entries: tuple[TriedEntry, ...]
    refused: tuple[RefusedEntry, ...]
    total: str | None
    alternatives: tuple[str, ...] = ()
    grade: str
