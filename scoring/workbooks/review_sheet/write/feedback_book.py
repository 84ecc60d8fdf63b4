"""The workbook of a unit: a cover with all its projects, and a sheet of each to be answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from scoring.workbooks.review_sheet.layout import (
    ABOUT_PREFIX,
    SCHEMA,
    Entry,
    ReviewColumn,
    ReviewSheetLayout,
    cell_seal,
)
from scoring.workbooks.review_sheet.write.about import about_cells, write_about
from scoring.workbooks.review_sheet.write.feedback_view import FeedbackRow, FeedbackSheet
from scoring.workbooks.review_sheet.write.sheet import folded_or_text
from scoring.writers.xlsx.fit import row_height
from scoring.writers.xlsx.pen import RED, Pen, cell, new_workbook

_SIZE: Final = 10
_WHITE: Final = "#FFFFFF"
_LONGEST_NAME: Final = 31
"""Characters of a sheet's name."""
_NO_NAME: Final = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LONGEST_MESSAGE: Final = 255
_COVER_WIDTHS: Final = (6, 40, 9, 11, 11, 11, 13, 13, 24)


def write_feedback(unit: str, sheets: Sequence[FeedbackSheet], layout: ReviewSheetLayout) -> bytes:
    """Return the workbook as an ``.xlsx`` file; the same sheets give the same bytes."""
    out = BytesIO()
    book = new_workbook(out, layout.feedback.title)
    formats: dict[str, Any] = {}
    names = [_sheet_name(number, sheet, layout) for number, sheet in enumerate(sheets, 1)]
    cover = Pen(book, book.add_worksheet(layout.feedback.cover), formats)
    own = _Cover(cover, unit, sheets, names, layout).write()
    for sheet, name in zip(sheets, names, strict=True):
        own += _Project(Pen(book, book.add_worksheet(name), formats), sheet, name, layout).write()
    about = Pen(book, book.add_worksheet(layout.sheets.about), formats)
    write_about(about, {"schema": SCHEMA, "kind": "feedback"}, own, layout)
    cover.sheet.activate()
    cover.sheet.set_first_sheet()
    book.close()
    return out.getvalue()


def _sheet_name(number: int, sheet: FeedbackSheet, layout: ReviewSheetLayout) -> str:
    name = layout.feedback.sheet_name.format(number=number, name=sheet.project)
    return _NO_NAME.sub("", name)[:_LONGEST_NAME].strip()


class _Texts:
    """Writes texts of the program's own, by which a reader knows them again."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.own: list[str] = []
        self.row = 0

    def text(self, column: int, entry: Entry, style: Any, to: int | None = None) -> None:
        self.own.append(folded_or_text(entry))
        self.pen.put(self.row, column, entry, style, to)

    def signature(self, label: str, day: str, last: int) -> None:
        """Write the cells for name and day, blank."""
        pen, quarter = self.pen, (last + 1) // 4
        input_style = pen.style("word", font_size=_SIZE)
        self.text(0, label, pen.style("label", font_size=_SIZE), 2 * quarter - 1)
        pen.put(self.row, 2 * quarter, None, input_style, 3 * quarter - 1)
        self.text(3 * quarter, day, pen.style("label", font_size=_SIZE))
        pen.put(self.row, 3 * quarter + 1, None, input_style, last)
        pen.sheet.set_row(self.row, 30)
        self.row += 1


class _Cover(_Texts):
    def __init__(
        self, pen: Pen, unit: str, sheets: Sequence[FeedbackSheet], names: Sequence[str],
        layout: ReviewSheetLayout,
    ) -> None:  # fmt: skip
        super().__init__(pen)
        self.unit = unit
        self.sheets = sheets
        self.names = names
        self.layout = layout
        self.words = layout.feedback
        self.last = len(_COVER_WIDTHS) - 1

    def write(self) -> list[str]:
        """Write everything; return the cover's own texts."""
        pen, words = self.pen, self.words
        hidden = pen.style("hidden", num_format=";;;")
        for at, width in enumerate(_COVER_WIDTHS):
            pen.sheet.set_column(at, at, width)
        pen.sheet.set_column(self.last + 1, self.last + 2, 9, hidden, {"hidden": True})
        self.text(0, words.title, pen.style("title"), self.last)
        pen.put(0, self.last + 1, f"{ABOUT_PREFIX}kind=cover", hidden)
        pen.sheet.set_row(0, 36)
        self.row = 1
        plain = pen.style("guide_text", font_size=11)
        self.text(0, self.unit, pen.style("guide_head", font_size=13), self.last)
        pen.sheet.set_row(self.row, 24)
        self.row += 1
        dues = sorted({sheet.due for sheet in self.sheets if sheet.due})
        due = words.due.format(due="、".join(dues)) if dues else words.no_due
        self.text(0, due, pen.style("guide_head", font_color=RED), self.last)
        pen.sheet.set_row(self.row, 22)
        self.row += 1
        room = float(sum(_COVER_WIDTHS))
        for line in words.how:
            self.text(0, line, plain, self.last)
            pen.sheet.set_row(self.row, row_height([(line, room)], 11))
            self.row += 1
        self._table(hidden)
        self.row += 1
        self.signature(words.sign_all, self.layout.words["date"], self.last)
        self._page()
        return self.own

    def _table(self, hidden: Any) -> None:
        pen, words = self.pen, self.words
        heads = (words.number, words.project, words.year, words.claimed, words.review, words.grade,
                 words.asked, words.all, words.sheet)  # fmt: skip
        for at, head in enumerate(heads):
            self.text(at, head, pen.style("heading", font_size=_SIZE))
        pen.put(self.row, self.last + 1, self.layout.hidden["id"], hidden)
        pen.sheet.set_row(self.row, 24)
        self.row += 1
        first, fixed = self.row, pen.style("fixed", font_size=_SIZE)
        for number, (sheet, name) in enumerate(zip(self.sheets, self.names, strict=True), 1):
            entries: tuple[Entry, ...] = (
                Decimal(number), sheet.project, sheet.year, sheet.claimed,
                words.open if sheet.review is None else sheet.review, sheet.grade,
                Decimal(sum(row.asked for row in sheet.rows)),
            )  # fmt: skip
            for at, entry in enumerate(entries):
                style = pen.style("fixed_left", font_size=_SIZE) if at == 1 else fixed
                self.text(at, entry, style)
            pen.put(self.row, len(entries), None, pen.style("word", font_size=_SIZE))
            link = pen.style("fixed_left", font_size=_SIZE, font_color="#1A4F9C", underline=1)
            pen.sheet.write_url(self.row, len(entries) + 1, f"internal:'{name}'!A1", link, name)
            self.own.append(name)
            pen.put(self.row, self.last + 1, sheet.stamp.project, hidden)
            pen.sheet.set_row(
                self.row, row_height([(sheet.project, 40.0), (name, 24.0)], _SIZE) + 4
            )
            self.row += 1
        pen.sheet.data_validation(first, 7, max(self.row - 1, first), 7, {
            "validate": "list", "source": [self.layout.actions["agree_all"].word],
            "ignore_blank": True, "input_title": words.all,
            "input_message": words.message[:_LONGEST_MESSAGE],
        })  # fmt: skip

    def _page(self) -> None:
        sheet = self.pen.sheet
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.print_area(0, 0, self.row - 1, self.last)
        sheet.protect("", {"format_columns": True, "format_rows": True})


class _Project(_Texts):
    def __init__(self, pen: Pen, view: FeedbackSheet, name: str, layout: ReviewSheetLayout) -> None:
        super().__init__(pen)
        self.view = view
        self.name = name
        self.layout = layout
        self.words = layout.feedback
        columns = {column.key: column for column in layout.columns}
        self.columns: list[ReviewColumn] = [columns[key] for key in self.words.columns]
        self.widths = {key: float(width) for key, width in self.words.columns.items()}
        self.last = len(self.columns) - 1
        hidden = ("id", "saw", *layout.printed)
        self.at = {column.key: number for number, column in enumerate(self.columns)}
        self.at |= {key: self.last + 1 + number for number, key in enumerate(hidden)}

    def write(self) -> list[str]:
        """Write everything; return the sheet's own texts."""
        pen, view, words = self.pen, self.view, self.words
        self.text(0, words.title, pen.style("title"), self.last)
        pen.sheet.set_row(0, 30)
        self.row = 1
        head = "　".join(part for part in (view.unit, view.project, view.year) if part)
        self.text(0, head, pen.style("guide_head", font_size=12), self.last)
        pen.sheet.set_row(1, 22)
        self.row = 2
        self.text(0, words.duty, pen.style("hint", font_size=_SIZE, bold=True), self.last)
        pen.sheet.set_row(2, 22)
        self.row = 3
        self._headings()
        first = self.row
        for row in view.rows:
            self._row(row)
        self._answers(first)
        self._totals()
        for line in view.lines:
            self.text(0, line, pen.style("fixed_left", font_size=_SIZE), self.last)
            height = row_height([(line, sum(self.widths.values()))], _SIZE)
            pen.sheet.set_row(self.row, height)
            self.row += 1
        label, day = (self.layout.words[key] for key in ("sign_unit", "date"))
        self.signature(label, day, self.last)
        stamp = words.stamp.format(
            count=view.stamp.count, digest=view.stamp.digest[:16], edition=view.edition
        )
        self.text(0, stamp, pen.style("hint", font_size=8), self.last)
        self.row += 1
        self._hide()
        self._page()
        return self.own

    def _headings(self) -> None:
        pen = self.pen
        for column in self.columns:
            style = pen.style("heading", font_size=_SIZE)
            self.text(self.at[column.key], column.heading, style)
        hidden = pen.style("hidden", num_format=";;;")
        for key, heading in {**self.layout.hidden, **self.layout.printed}.items():
            if key in self.at:
                self.text(self.at[key], heading, hidden)
        pen.sheet.set_row(self.row, 28)
        self.row += 1

    def _row(self, row: FeedbackRow) -> None:
        pen, seals, texts = self.pen, [], []
        for column in self.columns:
            entry = row.cells[column.key]
            is_open = column.by == "unit"
            if not is_open:
                text = folded_or_text(entry)
                seals.append(f"{column.key}={cell_seal(row.id, column.key, text)}")
            pen.put(self.row, self.at[column.key], entry, self._style(column, row, is_open=is_open))
            texts.append((folded_or_text(entry), self.widths[column.key]))
        hidden = pen.style("hidden", num_format=";;;")
        for key, text in (
            ("id", row.id), ("saw", row.saw), ("printed", " ".join(row.printed)),
            ("shown", " ".join(row.shown)), ("called", "\n".join(row.called)),
            ("asked", "1" if row.asked else ""), ("seals", " ".join(seals)),
        ):  # fmt: skip
            pen.put(self.row, self.at[key], text, hidden)
        pen.sheet.set_row(self.row, row_height(texts, _SIZE))
        self.row += 1

    def _style(self, column: ReviewColumn, row: FeedbackRow, *, is_open: bool) -> Any:
        if not is_open:
            is_text = column.kind != "number" and column.key not in ("levels", "score")
            return self.pen.style("fixed_left" if is_text else "fixed", font_size=_SIZE)
        look: dict[str, Any] = {"font_size": _SIZE}
        if row.refused:
            look["font_color"] = RED
        if not row.asked:
            look["bg_color"] = _WHITE  # may be written in, and need not
        return self.pen.style("word" if column.kind == "choice" else "text", **look)

    def _answers(self, first: int) -> None:
        """Drop-downs of the answers, with the message of each cell."""
        answers = self.layout.replies
        for column in self.columns:
            if column.by != "unit" or self.row <= first:
                continue
            message = self.layout.messages[column.key]
            options: dict[str, Any] = {
                "input_title": message.title, "input_message": message.text[:_LONGEST_MESSAGE],
                "ignore_blank": True, "validate": "any",
            }  # fmt: skip
            if column.key == "agrees":
                source = [answers.agree.word, answers.disagree.word, self.layout.withdraw.word]
                options |= {
                    "validate": "list", "source": source,
                    "error_message": self.layout.errors["agrees"],
                }  # fmt: skip
            at = self.at[column.key]
            self.pen.sheet.data_validation(first, at, self.row - 1, at, options)

    def _totals(self) -> None:
        pen, view, at = self.pen, self.view, self.at
        style = pen.style("fixed", font_size=_SIZE, bold=True)
        self.text(0, self.layout.words["total"], style, at["points"] - 1)
        for column in range(at["points"], self.last + 1):
            pen.put(self.row, column, None, style)
        self.text(at["points"], view.points, style)
        self.text(at["claimed"], view.claimed or self.layout.words["no_value"], style)
        self.text(at["score"], self.words.open if view.review is None else view.review, style)
        self.text(at["ground"], view.grade, style)
        pen.sheet.set_row(self.row, 24)
        self.row += 1

    def _hide(self) -> None:
        """Write whose and which sheet it is into hidden cells of its first row."""
        style = self.pen.style("hidden", num_format=";;;")
        view = self.view
        cells = list(about_cells(
            view.stamp, kind="feedback", round_name=view.round_name, edition=view.edition,
            rows=len(view.rows),
        ))  # fmt: skip
        for number, (key, value) in enumerate(cells):
            text = f"{ABOUT_PREFIX}{key}={value}"
            self.pen.put(0, self.last + 1 + number, text, style)
        many = max(len(self.at) - self.last - 1, len(cells))
        self.pen.sheet.set_column(self.last + 1, self.last + many, 9, style, {"hidden": True})

    def _page(self) -> None:
        sheet = self.pen.sheet
        for column in self.columns:
            sheet.set_column(self.at[column.key], self.at[column.key], self.widths[column.key])
        sheet.freeze_panes(4, self.at["name"] + 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.3, 0.3, 0.4, 0.5)
        sheet.repeat_rows(3, 3)
        sheet.print_area(0, 0, self.row - 1, self.last)
        sheet.set_footer("&C" + self.layout.words["page"])
        sheet.protect("", {
            "format_cells": True, "format_columns": True, "format_rows": True, "sort": True,
        })  # fmt: skip
        sheet.ignore_errors({"number_stored_as_text": f"A1:{cell(self.row + 50, self.last)}"})
