"""Everything of a department's year as it was read and scored; the register of figures is made from it."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.problem import Problem
from scoring.records.file_content import Passage, Piece, Statement, TargetTable
from scoring.records.finding import Review
from scoring.records.result import Result
from scoring.records.submission import Submission
from scoring.records.year_record import YearRecord


@dataclass(frozen=True, slots=True)
class YearForm:
    """One self-evaluation of the year: of a project, or of the department as a whole."""

    file: str
    """Relative to the folder, with ``/``."""
    result: Result
    review: Review
    """What its own check found."""

    @property
    def submission(self) -> Submission:
        """What was handed in."""
        return self.result.submission

    @property
    def key(self) -> str:
        """By what the project is known in all papers: its unit and its code, else its name."""
        submission = self.submission
        code = submission.project.code or submission.project.name
        return f"{submission.unit or submission.department}/{code}"


@dataclass(frozen=True, slots=True)
class YearTargets:
    """One approved 绩效目标表 of the folder."""

    file: str
    table: TargetTable
    rest: tuple[Piece, ...] = ()
    """The other lines of the document: it may call a project otherwise there than in its table."""


@dataclass(frozen=True, slots=True)
class YearText:
    """A connected text or the sentences of a document that lies in the folder, as a person left it."""

    file: str
    statements: tuple[Statement, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class YearFolder:
    """The year of a department."""

    record: YearRecord
    record_file: str
    projects: tuple[YearForm, ...] = ()
    """In the order of their files."""
    department: YearForm | None = None
    """部门整体; None while it is not handed in."""
    targets: tuple[YearTargets, ...] = ()
    """Approved for this year."""
    next_targets: tuple[YearTargets, ...] = ()
    """Approved for the year after."""
    last: tuple[Submission, ...] = ()
    """The forms of the year before."""
    texts: tuple[YearText, ...] = ()
    evidence: tuple[str, ...] = ()
    """The files below 佐证, relative to the folder, with ``/``."""
    unfilled: tuple[str, ...] = ()
    """Workbooks of 填报 that hold no submission yet."""
    problems: tuple[Problem, ...] = ()
    """What could not be read."""
