"""The review on a desk: files taken in, the queue, a project in three tracks, decisions, signatures.

A form is named by ``form``: the id of its project in the ledger, with ``#2`` and so on behind it for
further copies in the batch. It stays the same when the review file is opened again. Scores of the
three tracks are kept apart: ``claimed`` 自评, ``rule`` with ``low`` and ``high`` 规则, ``review`` 复核.
A decision that was not signed yet is *pending*: it lies in the page's document, is passed with every
question whose answer it changes, and reaches the ledger by ``review.sign`` or ``review.save``.

Operations: ``review.words`` · ``review.add``, ``review.drop``, ``review.choose``, ``review.open`` →
ReviewAddAnswer · ``review.unknown`` → UnknownAnswer · ``review.list`` · ``review.source`` ·
``review.tracks`` · ``review.try`` · ``review.sign``, ``review.withdraw``, ``review.arbitrate``,
``review.answer``, ``review.act`` → ReviewSignAnswer · ``review.batch`` · ``review.sheets``,
``review.export`` → ReviewFilesAnswer · ``review.save`` · ``review.reset``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scoring.page.messages.message import FileGiven, FileMade, PageBody, PageProblem, Severity

Choice = Literal["claim", "rule", "other"]
"""``1`` 认可申报, ``2`` 按规则 (of ◆ 按参考分), ``3`` 另定."""
DecisionState = Literal["open", "decided", "objected", "none"]
"""待认定, 已认定, 单位有异议, 不用认定."""
Act = Literal["ruling", "withdrawal", "arbitration"]
"""认定 (更正 where the same person decided the row before), 撤回, 裁定."""


# Words


class WordsAsk(PageBody):
    """Nothing is asked."""


class StepWords(PageBody):
    """A step of the review; ``number`` counts the four that are shown as 初评 1/4, 0 of others."""

    key: str
    name: str
    number: int
    by: Literal["evaluator", "unit", ""]


class ActionWords(PageBody):
    """A 办理: what can be done with a whole project; ``reason`` where it needs a 事由."""

    key: str
    word: str
    reason: bool


class GroundWords(PageBody):
    """One 认定理由, what it means, and which choices it fits.

    The digits 1–9 choose among those that fit the choice, in the order of the list.
    """

    name: str
    meaning: str
    fits: tuple[Choice, ...]
    minutes: bool
    """Whether the 纪要编号 of a meeting is named with it."""


class KeyedWord(PageBody):
    """A key and the word for it."""

    key: str
    word: str


class StakeBand(PageBody):
    """A band of 涉及分: ``least`` < or ≤ stake; the page sorts by ``FindingLine.stake_band``."""

    key: str
    word: str


class ReviewWords(PageBody):
    """Every word of the review that the page prints and does not have of its own."""

    steps: tuple[StepWords, ...]
    held: str
    """待裁定."""
    actions: tuple[ActionWords, ...]
    grounds: tuple[GroundWords, ...]
    ground_join: str
    minutes: str
    """纪要编号."""
    withdraw: str
    kinds: tuple[KeyedWord, ...]
    """By severity: 与规则不一致, 待说明, 提示; ``targets`` 目标编制建议."""
    states: tuple[KeyedWord, ...]
    """By DecisionState."""
    stakes: tuple[StakeBand, ...]
    facets: tuple[KeyedWord, ...]
    """种类 状态 涉及分 问题 规则 实施单位 归位过, in their order, by key: kind state stake title set unit
    restored."""
    choices: tuple[KeyedWord, ...]
    """By Choice; ``reference`` is 按参考分, what 按规则 is called where the rule leaves room."""
    columns: tuple[KeyedWord, ...]
    """Headings of the sheet's cells, for messages: verified_target, verified, score, ground, note."""
    entry_kinds: tuple[KeyedWord, ...]
    """What entries of the ledger are called: 认定, 更正, 撤回 …"""
    answers: tuple[KeyedWord, ...]
    """认可, 不认可."""


# Taking files in


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
    """Cells that were put back into their places (归位); a level written once is none."""
    entries: int = 0
    """Decisions, answers and signatures in it."""
    skipped: str = ""
    """Why it was not taken in, in words; empty where it was."""
    problems: tuple[PageProblem, ...] = ()


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


# The queue


class PendingGiven(PageBody):
    """A decision that was not signed yet, as it lies in the page's document.

    Numbers are as typed. ``claim`` and ``rule`` may leave ``score`` empty: ``review.try`` gives it.
    """

    form: str
    row: str
    act: Act = "ruling"
    choice: Choice | None = None
    score: str | None = None
    verified_target: str | None = None
    verified_actual: str | None = None
    ground: str = ""
    note: str = ""
    minutes: str = ""
    saw: str = ""
    """``TrackRow.saw`` of the row that was decided upon."""
    draft: str = ""
    """Id of the entry by which it was saved without a signature."""
    replaces: tuple[str, ...] = ()
    """Of a withdrawal: ids of the entries that are taken back."""


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


# A project


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


class EntryLine(PageBody):
    """An entry of the ledger as it is shown."""

    id: str
    kind: str
    word: str
    row: str
    name: str
    by: str
    at: str
    round: str
    stage: int
    role: str
    score: str | None = None
    verified_target: str | None = None
    verified_actual: str | None = None
    ground: str = ""
    note: str = ""
    agrees: bool | None = None
    say: str = ""
    evidence: str = ""
    on_behalf_of: str = ""
    standing: str = ""
    """现在怎样: 有效, 待裁定, 草稿 …"""
    comes_to: str | None = None
    """The row's score by it."""


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


class RefusedEntry(PageBody):
    """A decision that cannot stand, said at its field."""

    form: str
    row: str
    name: str
    field: Literal["score", "verified_target", "verified_actual", "ground", "note", "by", "at", ""]
    what: str
    todo: str = ""


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


# Acts that reach the ledger


class ReviewSignAsk(PageBody):
    """本轮签署: also valid without any entry."""

    forms: tuple[str, ...]
    pending: tuple[PendingGiven, ...] = ()
    by: str
    at: str
    on_behalf_of: str = ""
    role: Literal["evaluator", "unit"] = "evaluator"


class SignedForm(PageBody):
    """What a signature came to."""

    form: str
    rows: int
    entries: int
    say: str
    """看过 18 行，没有另行认定."""
    step: str
    step_name: str


class ReviewSignAnswer(PageBody):
    """What reached the ledger. Refused decisions stay pending; a refused one never hides a valid one."""

    signed: tuple[SignedForm, ...]
    refused: tuple[RefusedEntry, ...] = ()
    taken: tuple[PendingGiven, ...] = ()
    """The pending decisions that are in the ledger now: the page forgets them."""
    problems: tuple[PageProblem, ...] = ()


class ReviewWithdrawAsk(PageBody):
    """撤回: a person takes own signed entries back."""

    form: str
    entries: tuple[str, ...]
    by: str
    at: str


class ReviewArbitrateAsk(PageBody):
    """裁定: the lead, or a meeting with numbered minutes, settles a conflict."""

    entry: PendingGiven
    by: str
    at: str


class ReviewAnswerAsk(PageBody):
    """答复 of the unit, entered from its signed paper or typed by itself under ``role`` unit."""

    form: str
    answers: tuple[AnswerGiven, ...]
    by: str
    at: str


class AnswerGiven(PageBody):
    """One answer of the unit."""

    row: str
    agrees: bool | None = None
    say: str = ""
    evidence: str = ""


class ReviewActAsk(PageBody):
    """办理 of whole projects, or 指派."""

    forms: tuple[str, ...]
    action: str = ""
    reason: str = ""
    by: str = ""
    at: str = ""
    people: tuple[str, ...] = ()
    lead: str = ""
    due: str = ""


class ReviewBatchAsk(PageBody):
    """A selection of findings of one 问题, and what is to be done with all of them.

    ``rule`` is 都按规则, of ◆ 都按参考分; ``ask`` 都请单位说明; ``other`` 都另定 with one ground and note.
    """

    findings: tuple[str, ...]
    what: Literal["rule", "ask", "other"]
    verified_actual: str | None = None
    verified_target: str | None = None
    score: str | None = None
    ground: str = ""
    note: str = ""
    pending: tuple[PendingGiven, ...] = ()


class BatchChange(PageBody):
    """One row that a batch would decide."""

    entry: PendingGiven
    title: str
    name: str
    before: str | None
    after: str | None


class ReviewBatchAnswer(PageBody):
    """What a batch would make, and what it would not; nothing is done by it."""

    changes: tuple[BatchChange, ...]
    refused: tuple[RefusedEntry, ...] = ()
    say: str


# Files


class ReviewSheetsAsk(PageBody):
    """Workbooks to hand out: 单位反馈表 of the units, or the 复核表 of forms."""

    kind: Literal["feedback", "worksheets"]
    forms: tuple[str, ...] | None = None
    as_zip: bool = True


class ReviewExportAsk(PageBody):
    """Lists of the batch: ``all`` is a zip of everything, as the command writes it."""

    kind: Literal[
        "worksheet_xlsx", "worksheet_html", "issues_xlsx", "issues_csv", "overview", "scorecards", "all"
    ]  # fmt: skip
    forms: tuple[str, ...] | None = None


class ReviewFilesAnswer(PageBody):
    """The files, and what could not be written."""

    files: tuple[FileMade, ...]
    notes: tuple[str, ...] = ()


class ReviewSaveAsk(PageBody):
    """The review as one file; pending decisions go into it as drafts, without name and date."""

    pending: tuple[PendingGiven, ...] = ()
    name: str = ""


class ReviewSaveAnswer(PageBody):
    """The review file; ``pending`` are the decisions with the ids of the drafts that they became."""

    file: FileMade
    pending: tuple[PendingGiven, ...]
    note: str
    """What the file holds and how it is to be kept."""


class ReviewOpenAsk(PageBody):
    """A review file, or a bare export of a ledger. ``keep`` adds it to what is there (合并)."""

    given: FileGiven
    keep: bool = False


class ReviewResetAsk(PageBody):
    """The session is emptied; what was not saved is gone."""


class ReviewResetAnswer(PageBody):
    """Nothing is left."""
