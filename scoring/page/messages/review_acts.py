"""What a person does in a review: tries and signs decisions, settles, decides many at once, saves."""

from __future__ import annotations

from typing import Literal

from scoring.page.messages.message import FileGiven, FileMade, PageBody, PageProblem
from scoring.page.messages.review_entry import PendingGiven, RefusedEntry


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
