"""Sheets of reviewed forms as a run writes them, from any entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.desk.tracks import Tracks
from scoring.records.ledger_entry import LedgerRecord
from scoring.records.result import Reviewed
from scoring.work.desk_sheets import DeskSheets
from scoring.work.library import Library
from scoring.work.project_desk import ProjectDesk


class SheetMaker:
    """Makes the 复核表 of forms; ``kinds`` are the words for E, Q and N."""

    def __init__(self, library: Library, kinds: Mapping[str, str]) -> None:
        self.desk = ProjectDesk(library)
        self.sheets = DeskSheets(library, kinds)

    def tracks(self, form: Reviewed, records: Sequence[LedgerRecord] = ()) -> Tracks:
        """Return the tracks of a form."""
        return self.desk.tracks(form.result, records)

    def xlsx(self, form: Reviewed, records: Sequence[LedgerRecord] = ()) -> bytes:
        """Return the sheet as a workbook."""
        view = self.sheets.view(form, self.tracks(form, records), records)
        return self.sheets.xlsx(form, view)

    def html(self, form: Reviewed, records: Sequence[LedgerRecord] = ()) -> bytes:
        """Return the sheet as a page."""
        return self.sheets.html(self.sheets.view(form, self.tracks(form, records), records))
