"""What a person wrote into a sheet of the review, as it stands there, beside what was printed.

A reader of sheets decides nothing: whether a cell was changed is seen by comparing it with the
entries whose ids the sheet printed (``desk.sheet_entries``).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.records.fields import MOST_ROWS, Name, Record, Text, YesNo

SheetKind = Literal["review", "feedback"]


class TypedCell(Record):
    """One cell in which somebody may write: its column, what stands there, and where it is.

    ``date`` is the day that a cell holds as a date of the spreadsheet (YYYY-MM-DD).
    """

    column: Name
    text: Text = ""
    at: Name = ""
    date: Name = ""


class SheetRow(Record):
    """One row of a sheet."""

    row: Name
    saw: Name = ""
    called: tuple[Name, ...] = ()
    points: Name = ""
    printed: Annotated[tuple[Name, ...], Field(max_length=200)] = ()
    """Ids of the entries that were printed into its open cells."""
    shown: Annotated[tuple[Name, ...], Field(max_length=200)] = ()
    """Ids of what else was shown as decided and answered on the row."""
    closed: YesNo = False
    cells: tuple[TypedCell, ...] = ()
    """Its open columns, blank ones too."""
    at: Name = ""


class SheetReading(Record):
    """One project's sheet, read."""

    kind: SheetKind
    file: Name
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
    submission_digest: Name = ""
    by: TypedCell | None = None
    day: TypedCell | None = None
    on_behalf_of: TypedCell | None = None
    action: TypedCell | None = None
    """办理: what is done with the whole project (退回单位修改, 逾期未反馈, 办结, 重新打开 …)."""
    note: TypedCell | None = None
    """事由 or 纪要编号 of the action."""
    asked: tuple[Name, ...] = ()
    """Rows that the unit was asked about."""
    rows: Annotated[tuple[SheetRow, ...], Field(max_length=MOST_ROWS)] = ()
    secret: YesNo = False
