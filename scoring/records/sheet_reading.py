"""What a person wrote into a sheet of the review, as it stands there and what was printed.

A reader of sheets decides nothing: whether a cell was changed is seen by comparing it with the
entries whose ids the sheet printed (``desk.sheet_entries``).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.records.fields import MOST_ROWS, Name, Record, Text, YesNo
from scoring.records.ledger_entry import LedgerEntry
from scoring.text import squeezed

SheetKind = Literal["review", "feedback", "progress"]
"""The sheet of a project, that of a unit's feedback, or one row of 进度."""


class TypedCell(Record):
    """One cell in which somebody may write: its column, what stands there, and where it is.

    ``date`` is the day that a cell holds as a date of the spreadsheet (YYYY-MM-DD).
    """

    column: Name
    text: Text = ""
    at: Name = ""
    date: Name = ""
    fault: Text = ""
    """Why the cell cannot be read (a formula without its result, an invisible sign), in words."""
    todo: Text = ""
    """What to do about it."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it; a cell that cannot be read is not blank."""
        return not (self.text.strip() or self.fault)


class ReadRow(Record):
    """One row of a sheet; ``row`` is empty for one that somebody inserted."""

    row: Name = ""
    saw: Name = ""
    called: tuple[Name, ...] = ()
    points: Name = ""
    printed: Annotated[tuple[Name, ...], Field(max_length=200)] = ()
    """Ids of the entries that were printed into its open cells; the cells show the first one's."""
    shown: Annotated[tuple[Name, ...], Field(max_length=200)] = ()
    """Ids of what else was shown as decided and answered on the row."""
    conflict: Annotated[tuple[Name, ...], Field(max_length=200)] = ()
    """Ids of the rulings that contradict each other on the row."""
    asked: YesNo = False
    """Whether the unit was asked about it."""
    closed: YesNo = False
    """It was locked when it was written: nothing is to be written into it."""
    changed: tuple[TypedCell, ...] = ()
    """Cells in which nobody may write and that hold something else than was printed."""
    misplaced: YesNo = False
    """What the row shows (name, target, actual) is not what its hidden id stands for."""
    cells: tuple[TypedCell, ...] = ()
    """Its open columns, blank ones too."""
    at: Name = ""


class SheetReading(Record):
    """One project's sheet, read."""

    kind: SheetKind
    file: Text
    sheet: Name = ""
    project: Name
    stage: int = 0
    round: Name = ""
    edition: Name = ""
    """Empty for a sheet of an earlier program."""
    count: int = 0
    """How many entries of the project the sheet was made from, and their digest."""
    digest: Name = ""
    known: Annotated[tuple[Name, ...], Field(max_length=20 * MOST_ROWS)] = ()
    by: TypedCell | None = None
    day: TypedCell | None = None
    action: TypedCell | None = None
    """办理: what is done with the whole project (退回单位修改, 办结 …); of a unit: 全部认可."""
    note: TypedCell | None = None
    """事由 or 纪要编号 of the action."""
    people: TypedCell | None = None
    """复核人 of 进度, and below who is named there."""
    names: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    lead: Name = ""
    due: TypedCell | None = None
    """截止日 of 进度."""
    printed_people: Text = ""
    printed_due: Name = ""
    assignments: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    """Ids of the assignments that were printed."""
    rows: Annotated[tuple[ReadRow, ...], Field(max_length=MOST_ROWS)] = ()
    signs: YesNo = True
    """Whether a signature on it signs the step; else it signs what is done with the project alone."""
    printed_rows: int = 0
    """How many rows were written; 0 where the sheet does not say."""
    history: Annotated[tuple[LedgerEntry, ...], Field(max_length=20 * MOST_ROWS)] = ()
    """What its record of rounds (每轮记录) holds: of earlier programs the only place of many entries."""
    secret: YesNo = False

    @property
    def has_other_people(self) -> bool:
        """Whether 复核人 holds something else than was printed."""
        cell = self.people
        return cell is not None and squeezed(cell.text) != squeezed(self.printed_people)

    @property
    def has_other_due(self) -> bool:
        """Whether 截止日 holds something else than was printed."""
        cell = self.due
        return cell is not None and (cell.date or squeezed(cell.text)) != squeezed(self.printed_due)

    @property
    def asked(self) -> tuple[str, ...]:
        """The rows that the unit was asked about."""
        return tuple(dict.fromkeys(row.row for row in self.rows if row.row and row.asked))

    @property
    def role(self) -> Literal["evaluator", "unit"]:
        """Who writes in it."""
        return "unit" if self.kind == "feedback" else "evaluator"
