"""What one file of an evaluator's folder holds: forms, tables of targets, amounts stated in sentences.

Frozen records that readers produce and the comparison between documents consumes. Every value keeps
where it stands (``at``, in words or as sheet and cell). They go to JSON and back, so that what was
read once need not be read again.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from scoring.exact import PLAIN_NUMBER
from scoring.problem import Problem
from scoring.records.decision import Decision, Refused, Reply
from scoring.records.fields import Number, Record, YesNo
from scoring.records.ledger_entry import LedgerRecord, Sighting
from scoring.records.sheet_reading import SheetReading
from scoring.records.submission import Adjustment, Submission
from scoring.text import squeezed

FileKind = Literal[
    "submission", "fill-in", "worksheet", "xlsx", "xls", "html", "xml", "docx", "pdf", "text"
]


class Piece(Record):
    """A stretch of a file's text and where it stands."""

    text: str
    at: str = ""


class Form(Record):
    """One 自评表 as it was found: what could be read of it, and what was wrong."""

    at: str
    """Where it begins."""
    title: str = ""
    """The line that names it (``项目支出绩效自评表``), and those above it that belong to it."""
    headings: tuple[str, ...] = ()
    """The labels of its tables as written: clues to whose form it is."""
    unknown: tuple[str, ...] = ()
    """Those of them that were read as no column."""
    set_mark: str = ""
    """The indicator set by which its file says that it was printed."""
    submission: Submission | None = None
    """None where ``problems`` make it unusable."""
    problems: tuple[Problem, ...] = ()
    secret: YesNo = False
    """It calls itself secret, though no submission could be made of it."""


class TargetRow(Record):
    """One indicator of an approved table.

    ``target`` is 年度指标值 as a person reads it, with the sign and the unit that stand in columns of
    their own; ``figure`` is its cell alone, beside ``direction`` and ``unit``.
    """

    level1: str = ""
    level2: str = ""
    name: str
    target: str
    figure: str = ""
    direction: str = ""
    unit: str = ""
    points: Number | None = None
    at: str = ""
    blank_at: str = ""
    """Where its target should stand, if it is blank."""
    adjustment: Adjustment | None = None


class Amount(Record):
    """A number of a sentence or table: as written (``1,522.01万元``), and exact, in its ``unit``."""

    text: str
    value: Number
    unit: str = ""


class TargetFunds(Record):
    """The approved money of one source; the first of a table's is that of the year's whole."""

    source: str
    amount: Amount


class TargetTask(Record):
    """One 年度主要任务 of an approved table; ``amounts`` as many as the table has columns of money."""

    name: str
    content: str = ""
    amounts: tuple[Number, ...] = ()
    at: str = ""


class TargetTable(Record):
    """One approved 绩效目标表.

    ``whole`` is True for 部门/单位整体支出, False for a project's.
    """

    at: str
    title: str = ""
    unit: str = ""
    department: str = ""
    project: str = ""
    year: int | None = None
    whole: bool
    goal: str = ""
    budget: Amount | None = None
    """年度资金总额 as approved; its unit is empty where the table names none."""
    budget_at: str = ""
    funds: tuple[TargetFunds, ...] = ()
    head: dict[str, str] = Field(default_factory=dict)
    """What else its head and foot name, by the keys of a submission (``project.code``)."""
    rows: tuple[TargetRow, ...] = ()
    tasks: tuple[Piece, ...] = ()
    """任务名称 with its content and amounts, as written."""
    rest: tuple[Piece, ...] = ()
    """Unmatched texts of the table."""

    def listed_tasks(self) -> tuple[TargetTask, ...]:
        """Return the tasks with their amounts, as the table lists them; their sum stands last."""
        return tuple(_task(piece) for piece in self.tasks)


def _task(piece: Piece) -> TargetTask:
    """Take the last cells of a task as its amounts, as far as they are numbers."""
    name, *cells = piece.text.split("\t")
    amounts: list[Decimal] = []
    while cells and PLAIN_NUMBER.fullmatch(number := squeezed(cells[-1]).replace(",", "")):
        amounts.insert(0, Decimal(number))
        cells.pop()
    content = " ".join(cells)
    return TargetTask(name=name, content=content, amounts=tuple(amounts), at=piece.at)


class Statement(Record):
    """One sentence that states budget, executed amount and rate (全年预算数…执行数…完成预算的…%).

    ``subject`` is whose money it is, as the text names it; ``whole`` where it is the department's.
    """

    at: str
    sentence: str
    subject: str = ""
    whole: bool = False
    part: bool = False
    """It is about a part of the money (“三公”经费, 政府采购): ``subject`` is what the part is called."""
    year: int | None = None
    budget: Amount | None = None
    executed: Amount | None = None
    rate: Amount | None = None


class Passage(Record):
    """One 自评综述 or other connected text about a project or a department."""

    at: str
    unit: str = ""
    """The unit that the whole text names at its head."""
    subject: str = ""
    whole: bool = False
    year: int | None = None
    text: str


class FileRead(Record):
    """Everything that one file holds; nothing is dropped: what is unmatched is in ``rest``."""

    name: str
    """Path as given to the reader, with ``/``, relative to the folder that was named."""
    kind: FileKind
    forms: tuple[Form, ...] = ()
    targets: tuple[TargetTable, ...] = ()
    statements: tuple[Statement, ...] = ()
    passages: tuple[Passage, ...] = ()
    decisions: tuple[Decision, ...] = ()
    replies: tuple[Reply, ...] = ()
    ledger: tuple[LedgerRecord, ...] = ()
    """Of an export of a ledger."""
    sightings: tuple[Sighting, ...] = ()
    """Where in the export each entry stands, and where it was read first."""
    refused: tuple[Refused, ...] = ()
    sheets: tuple[SheetReading, ...] = ()
    """What stands in its 复核表 or 单位反馈, of each project."""
    rest: tuple[Piece, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What could not be read although the file could, and notes about it."""
    secret: YesNo = False
    """A 复核表 of a secret submission: what people wrote into it may quote the form."""

    @property
    def is_secret(self) -> bool:
        """Whether it holds anything of a secret submission."""
        return self.secret or any(
            form.secret if form.submission is None else form.submission.secret
            for form in self.forms
        )
