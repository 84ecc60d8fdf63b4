"""A project on the desk: sheets are written, filled in as people do, and read back into entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from scoring.desk.confidential_entries import hide
from scoring.desk.freezing import freezes, frozen_by
from scoring.desk.hand_ins import form_rows, project_key
from scoring.desk.sheet_entries import new_entries
from scoring.desk.sheet_work import SheetContext
from scoring.desk.state import ProjectState, project_state
from scoring.desk.tracks import Desk, Tracks, tracks
from scoring.problem import Problem
from scoring.readers.books.open_any import open_file
from scoring.records.ledger_entry import HandIn, LedgerEntry, LedgerRecord
from scoring.records.result import Reviewed
from scoring.records.sheet_reading import SheetReading
from scoring.work.desk_sheets import DeskSheets
from scoring.workbooks.review_sheet.read.sheets import SheetsRead, read_review_sheets

Typed = Mapping[tuple[str, str], object]


@dataclass
class Project:
    """One project with its entries; ``seen`` are those read from a file before."""

    form: Reviewed
    sheets: DeskSheets
    records: list[LedgerRecord] = field(default_factory=list)
    seen: dict[str, set[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        submission = self.form.result.submission
        self.project = project_key(submission)
        self.scorer = self.sheets.library.scorer(submission.set)
        hand_in = HandIn(digest="d" * 32, key=self.project, complete=True, year=submission.year,
                         total=submission.claimed_total)  # fmt: skip
        self.add(LedgerEntry(kind="hand_in", project=self.project, hand_in=hand_in))

    def add(self, *entries: LedgerEntry) -> None:
        """Put entries into the ledger, and freeze what they sign."""
        known = {record.entry.id for record in self.records}
        new = {entry.id for entry in entries} - known
        self.records += [LedgerRecord(entry=entry) for entry in entries if entry.id in new]
        now, rows = self.tracks, self.rows
        self.records = [
            record.model_copy(update={"frozen": frozen_by(record.entry, now, rows)})
            if record.entry.id in new and freezes(record.entry)
            else record
            for record in self.records
        ]

    @property
    def rows(self) -> Any:
        submission, card = self.form.result.submission, self.form.result.scorecard
        return form_rows(card, self.scorer.row_digests(submission), secret=submission.secret)

    @property
    def state(self) -> ProjectState:
        return project_state(self.records, self.rows, self.sheets.steps)

    @property
    def tracks(self) -> Tracks:
        submission, card = self.form.result.submission, self.form.result.scorecard
        listed = self.sheets.layout.listed
        desk = Desk(self.scorer, self.sheets.steps.undecided, lambda ground: bool(listed(ground)))
        return tracks(submission, card, self.state, desk, self.scorer.row_digests(submission))

    def xlsx(self) -> bytes:
        """Return the sheet as it is written now."""
        return self.sheets.xlsx(self.form, self.sheets.view(self.form, self.tracks, self.records))

    def read(self, data: bytes, tmp: Path, name: str = "甲.xlsx") -> list[LedgerEntry]:
        """Read a sheet back; return its new entries."""
        path = tmp / "read.xlsx"
        path.write_bytes(data)
        return self.take(read_review_sheets(open_file(path, name)))

    def take(self, read: SheetsRead) -> list[LedgerEntry]:
        self.problems = list(read.problems)
        found = []
        for reading in read.sheets:
            if reading.project == self.project:
                found += self._take(reading)
        return found

    def _take(self, reading: SheetReading) -> list[LedgerEntry]:
        state, submission = self.state, self.form.result.submission
        seen = self.seen.setdefault(reading.file, set())
        context = SheetContext(
            self.project, {r.entry.id: r.entry for r in self.records}, frozenset(seen),
            state.stage, state.step, frozenset(state.actions), state.lead, submission.year,
        )  # fmt: skip
        made = new_entries(reading, context, self.sheets.layout)
        self.problems += made.problems
        entries = [entry for entry, _ in made.entries]
        if submission.secret:
            entries = [hide(e, self.sheets.layout.ground_names)[0] for e in entries]
        known = {record.entry.id for record in self.records}
        seen |= {entry.id for entry in entries}
        self.add(*entries)
        return [entry for entry in entries if entry.id not in known]

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    """Change a workbook as a person does."""
    book = load_workbook(BytesIO(data))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cell_of(sheet: Any, text: str) -> Any:
    """Return the first cell of a sheet that holds a text."""
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def row_of(sheet: Any, row: str) -> int:
    """Return the line of a row by its hidden id."""
    column = cell_of(sheet, "标识").column
    return next(n for n in range(1, sheet.max_row + 1) if sheet.cell(n, column).value == row)


def filled(data: bytes, typed: Typed) -> bytes:
    """Type into a sheet: by (row id, heading), or by (defined name, "")."""

    def change(book: Any) -> None:
        sheet = book["复核表"]
        for (row, heading), value in typed.items():
            if heading:
                sheet.cell(row_of(sheet, row), cell_of(sheet, heading).column).value = value
            else:
                place = book.defined_names[row].attr_text.split("!")[1].replace("$", "")
                sheet[place].value = value

    return changed(data, change)


def signed(by: str, day: object) -> dict[tuple[str, str], object]:
    """Return what is typed into the signature cells."""
    return {("zw_by", ""): by, ("zw_at", ""): day}


def secret_of(form: Reviewed) -> Reviewed:
    """Return a form as a secret one."""
    submission = form.result.submission.model_copy(update={"secret": True})
    return replace(form, file="自评表.yaml", result=replace(form.result, submission=submission))
