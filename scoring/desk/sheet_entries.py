"""What persons wrote into a sheet since it was printed, as new entries of the ledger.

Every open cell is compared with the entry that was printed into it: changed cells are a new entry,
emptied ones are asked about, untouched ones are nothing and are nobody else's. What cannot be used is
an entry too, so that it is shown until it is put right. Pure: the same sheet gives the same entries.
"""

from __future__ import annotations

from scoring.desk.progress_entries import progress_entries
from scoring.desk.sheet_actions import SheetAction
from scoring.desk.sheet_rows import SheetRows
from scoring.desk.sheet_signature import SheetSignature
from scoring.desk.sheet_work import SheetContext, SheetEntries, SheetWork
from scoring.records.sheet_reading import SheetReading
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout


def new_entries(
    reading: SheetReading, context: SheetContext, layout: ReviewSheetLayout
) -> SheetEntries:
    """Return what was written into a sheet and is not in the ledger yet.

    The signature comes last, for it names what was made.
    """
    if reading.kind == "progress":
        return progress_entries(reading, context, layout)
    sheet = SheetWork(reading, context, layout)
    signature, rows = SheetSignature(sheet), SheetRows(sheet)
    signature.take_record()
    signature.find()
    rows.all()
    SheetAction(sheet, rows).take()
    signature.make()
    return SheetEntries(tuple(sheet.made.values()), tuple(sheet.problems))
