"""Writes 进度 into the workbook of the lists: a project a row, the cells of people open."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from xlsxwriter.workbook import Workbook

from scoring.exact import printed
from scoring.workbooks.progress_sheet.layout import ProgressColumn, ProgressLayout
from scoring.writers.form_line import FormLine
from scoring.writers.lists.table_file import FileLink, put_link
from scoring.writers.xlsx.fit import row_height
from scoring.writers.xlsx.pen import Pen

_PLACES: Final = 6
_SIZE: Final = 10.5
_HEAD_HEIGHT: Final = 33
Entry = str | Decimal | FileLink | None


class ProgressSheet:
    """The sheet 进度 with a row for each form; a form that was handed in twice has one row."""

    def __init__(self, lines: Sequence[FormLine], layout: ProgressLayout) -> None:
        self.lines = [line for line in lines if not line.copy]
        self.layout = layout

    def add_to(self, book: Workbook) -> None:
        """Write the sheet into a workbook."""
        sheet = book.add_worksheet(self.layout.title)
        pen = Pen(book, sheet, {})
        columns = self.layout.columns
        for at, column in enumerate(columns):
            hidden = {"hidden": True} if column.hidden else {}
            sheet.set_column(at, at, column.width, None, hidden)
            pen.put(0, at, column.heading, pen.style("heading", font_size=_SIZE))
        sheet.set_row(0, _HEAD_HEIGHT)
        for number, line in enumerate(self.lines, 1):
            entries = self._entries(number, line)
            texts = [
                (entry, float(column.width))
                for column in columns
                if not column.hidden and isinstance(entry := entries[column.key], str)
            ]
            sheet.set_row(number, row_height(texts, _SIZE))
            for at, column in enumerate(columns):
                self._put(pen, number, at, column, entries[column.key])
        self._checks(sheet, len(self.lines))
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        if self.lines:
            shown = sum(not column.hidden for column in columns)
            sheet.autofilter(0, 0, len(self.lines), len(columns) - 1)
            sheet.print_area(0, 0, len(self.lines), shown - 1)
            sheet.ignore_errors({"number_stored_as_text": f"A1:Z{len(self.lines) + 1}"})

    def _entries(self, number: int, line: FormLine) -> dict[str, Entry]:
        progress, words = line.progress, self.layout.words
        people = self.layout.people_text(progress.people, progress.lead)
        path = line.sheet.workbook or line.sheet.page
        return {
            "number": Decimal(number),
            "project": words["secret"] if line.secret else line.title,
            "unit": line.unit,
            "department": line.department,
            "round": progress.round,
            "awaits": self.layout.people.separator.join(progress.awaits),
            "open_rows": Decimal(line.asked_rows),
            "at_stake": printed(line.at_stake, _PLACES),
            "conflicts": Decimal(progress.conflicts),
            "signed": "\n".join(progress.signed),
            "people": people,
            "due": progress.due,
            "action": "",
            "by": "",
            "day": "",
            "note": "",
            "sheet": FileLink(words["sheet"], path) if path else None,
            "id": progress.project,
            "stage": Decimal(progress.stage),
            "entries": Decimal(progress.entries),
            "digest": progress.digest,
            "assignment": " ".join(progress.assignments),
            "printed_people": people,
            "printed_due": progress.due,
        }

    def _put(self, pen: Pen, row: int, at: int, column: ProgressColumn, entry: Entry) -> None:
        if isinstance(entry, FileLink):
            put_link(pen.sheet, row, at, entry, pen.style("fixed", font_size=_SIZE))
            return
        if column.input is not None:
            style = pen.style("text" if column.input == "text" else "word", font_size=_SIZE)
        else:
            is_text = isinstance(entry, str) and column.key not in ("round", "awaits")
            style = pen.style("fixed_left" if is_text else "fixed", font_size=_SIZE)
        pen.put(row, at, entry, style)

    def _checks(self, sheet: Any, last: int) -> None:
        """Drop-downs, and the message of each cell."""
        if not last:
            return
        for at, column in enumerate(self.layout.columns):
            if column.input is None:
                continue
            message = self.layout.messages[column.key]
            texts = {"input_title": message.title, "input_message": message.text}
            if column.key != "action":
                sheet.data_validation(1, at, last, at, {"validate": "any", **texts})
                continue
            first = 1
            for actions, run in groupby(self.lines, key=lambda line: line.progress.actions):
                end = first + len(list(run)) - 1
                choice = {"validate": "list", "source": list(actions)}
                options = choice if actions else {"validate": "any"}
                sheet.data_validation(
                    first, at, end, at, {**options, "error_type": "warning", **texts}
                )
                first = end + 1
