"""Entries refused in an earlier sheet that this one carries: still refused, or dealt with."""

from __future__ import annotations

from pydantic import ValidationError

from scoring.problem import Place
from scoring.records.decision import Refused
from scoring.workbooks.review_sheet.layout import CARRIED_COLUMN
from scoring.workbooks.review_sheet.read.collect import SheetCollector


def take_carried(collector: SheetCollector, submission: str, *, signed: bool) -> None:
    """Note which of the entries carried here are settled; refuse the others again.

    One that stands in a cell is judged where it stands. One that has no cell is settled when
    somebody signs the sheet that carries it.
    """
    now = {entry.key: number for number, entry in enumerate(collector.refused)}
    for entry in _carried_entries(collector):
        if entry.submission != submission:
            continue
        if entry.key in now:
            again = collector.refused[now[entry.key]]
            collector.refused[now[entry.key]] = again.model_copy(update={"beside": entry.beside})
        elif entry.row or signed:
            collector.settled.append(entry.key)
        else:
            collector.warn(Place(entry.file, where=entry.at), "refused", entry.why, entry.todo)
            collector.refuse(entry)


def _carried_entries(collector: SheetCollector) -> list[Refused]:
    sheet = collector.book.sheet(collector.layout.sheets.about)
    entries = []
    for (_, column), cell in sorted(sheet.cells.items() if sheet is not None else ()):
        if column == CARRIED_COLUMN and cell.text.startswith("{"):
            try:
                entries.append(Refused.model_validate_json(cell.text))
            except ValidationError:
                continue
    return entries
