"""The sheet that an evaluator fills in: head, table with live scores, lists, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from scoring.exact import plain
from scoring.workbooks.review_sheet.layout import (
    ABOUT_PREFIX,
    SIGNED,
    Entry,
    ReviewColumn,
    ReviewSheetLayout,
    cell_seal,
    folded_entry,
)
from scoring.workbooks.review_sheet.write.about import about_cells
from scoring.workbooks.review_sheet.write.long_texts import HIGHEST_ROW
from scoring.workbooks.review_sheet.write.totals import SIZE, write_totals
from scoring.workbooks.review_sheet.write.view import ReviewSheetRow, ReviewSheetView
from scoring.writers.xlsx.fit import row_height
from scoring.writers.xlsx.pen import INPUT, RED, Pen, area, cell, quoted

_LONGEST_LIST: Final = 255
"""Characters that a spreadsheet takes for the message of a cell."""
_LONGEST_QUOTED: Final = 120
_NOT_WRITTEN: Final = frozenset({"seal", "asked"})
"""Hidden columns of sheets of earlier programs, and of those of units."""
_ON_SCREEN: Final = 172
"""So wide a table is seen whole on the screen of a small laptop; a wider one is shown smaller."""
_COUNTED: Final = ("verified_target", "verified", "score", "ground", "note")
LIVE: Final = frozenset({"final"})


class ReviewSheetWriter:
    """Writes the sheet, top to bottom; used once. ``own`` are its own texts."""

    def __init__(
        self, pen: Pen, view: ReviewSheetView, layout: ReviewSheetLayout,
        grades: Sequence[tuple[str, str]], grounds: str,
    ) -> None:  # fmt: skip
        self.pen = pen
        self.view = view
        self.layout = layout
        self.grades = grades
        self.grounds = grounds
        self.columns: list[ReviewColumn] = list(view.columns(layout))
        self.at = {column.key: number for number, column in enumerate(self.columns)}
        self.last = len(self.columns) - 1
        hidden = {**layout.hidden, **layout.printed}
        self.hidden = {key: hidden[key] for key in hidden if key not in _NOT_WRITTEN}
        self.at |= {key: self.last + 1 + n for n, key in enumerate(self.hidden)}
        self.row = 0
        self.edition = view.edition
        self.about = self._about()
        self.own: list[str] = []

    def write(self) -> None:
        """Write everything."""
        self._head()
        top = self._headings()
        first = self.row
        for row in self.view.rows:
            self._row(row)
        self._checks(first, self.row - 1)
        write_totals(self, first, self.row - 1)
        for part in self.view.parts:
            self._part(part.heading, part.lines)
        self._signatures()
        self._stamp()
        self._settings(top)

    def _about(self) -> list[tuple[str, str]]:
        """Return what is hidden on the sheet of whose and which it is."""
        view = self.view
        return list(about_cells(
            view.stamp, kind="review", round_name=view.round_name, edition=self.edition,
            rows=len(view.rows), signs="1" if view.writer == "evaluator" else "0",
        ))  # fmt: skip

    # head

    def _head(self) -> None:
        pen, words, view = self.pen, self.layout.words, self.view
        self.text(0, 0, words["title"], pen.style("title"), self.last)
        pen.sheet.set_row(0, 30)
        pairs = [*view.head, (words["round"], view.round)]
        half = (self.last + 1) // 2
        self.row = 1
        for number in range(0, len(pairs), 2):
            for (label, text), left, right in zip(
                pairs[number : number + 2], (0, half), (half - 1, self.last), strict=False
            ):
                self.text(self.row, left, label, pen.style("label", font_size=SIZE))
                is_round = label == words["round"]
                style = pen.style("fixed_left", font_size=SIZE, bold=is_round)
                self.text(self.row, left + 1, text, style, right)
            pen.sheet.set_row(self.row, 19)
            self.row += 1
        self.text(
            self.row, 0, view.duty, pen.style("hint", font_size=SIZE, bold=True), self.last - 2
        )
        self.text(
            self.row, self.last - 1, words["legend_input"], pen.style("fixed", bg_color=INPUT),
            self.last,
        )  # fmt: skip
        pen.sheet.set_row(self.row, 19)
        self.row += 1

    def _headings(self) -> int:
        """Write both heading rows; return the first of them."""
        pen, top = self.pen, self.row
        style = pen.style("heading", font_size=SIZE)
        start = 0
        for number, column in enumerate(self.columns):
            following = self.columns[number + 1].group if number < self.last else ""
            if column.group != following:
                self.text(top, start, self.layout.groups[column.group], style, number)
                start = number + 1
            self.text(top + 1, number, column.heading, style)
        for key, heading in self.hidden.items():
            self.text(top + 1, self.at[key], heading, pen.style("hidden", num_format=";;;"))
        pen.sheet.set_row(top + 1, 28)
        self.row = top + 2
        return top

    # rows

    def _row(self, row: ReviewSheetRow) -> None:
        pen, view = self.pen, self.view
        texts: list[tuple[str, float]] = []
        seals: list[str] = []
        for column in self.columns:
            entry = row.cells[column.key]
            if column.key in LIVE:
                continue
            is_open = row.is_open(column, view.writer)
            if not is_open:
                seals.append(f"{column.key}={cell_seal(row.id, column.key, folded_or_text(entry))}")
            pen.put(self.row, self.at[column.key], entry, self._style(column, row, is_open))
            texts.append((folded_or_text(entry), float(column.width)))
        hidden = pen.style("hidden", num_format=";;;")
        entries: dict[str, Entry] = {
            "id": row.id, "saw": row.saw, "base": row.base, "known": row.known,
            "known_score": row.known_score,
            "printed": " ".join(row.printed), "shown": " ".join(row.shown),
            "conflict": " ".join(row.conflict), "called": "\n".join(row.called),
            "locked": "1" if row.closed else "", "seals": " ".join(seals),
        }  # fmt: skip
        for key, entry in entries.items():
            if entry is None or entry == "":
                continue
            # A formula takes on the format of the number that it shows.
            style = pen.style("hidden") if key in ("base", "known_score") else hidden
            pen.put(self.row, self.at[key], entry, style)
        self._final(row)
        # What may be written in is not cut, and does not make the row higher than the others.
        pen.sheet.set_row(self.row, min(row_height(texts, SIZE), HIGHEST_ROW))
        self.row += 1

    def _style(self, column: ReviewColumn, row: ReviewSheetRow, is_open: bool) -> Any:
        entry = row.cells[column.key]
        if is_open:
            look: dict[str, Any] = {"font_size": SIZE}
            if row.refused:
                look["font_color"] = RED
            if column.kind == "number":
                return self.pen.style("figure", **look)
            return self.pen.style("word" if column.kind == "choice" else "text", **look)
        if column.kind == "text" and column.key not in ("levels", "band"):
            return self.pen.style("fixed_left", font_size=SIZE)
        bold = column.key == "claimed" and row.asked and entry != row.cells["rule_score"]
        return self.pen.style("fixed", font_size=SIZE, bold=bold)

    def _final(self, row: ReviewSheetRow) -> None:
        """The score after this round: what is typed, else what a corrected actual gave, else base."""
        words = self.layout.words
        at = {key: cell(self.row, number, "column") for key, number in self.at.items()}
        wait = quoted(words["recompute"])
        values = f'{at.get("verified_target", quoted(""))}&"|"&{at["verified"]}'
        formula = (
            f"IF(LEN({at['score']})>0,IF(ISNUMBER({at['score']}),{at['score']},{quoted(words['not_number'])}),"
            f"IF(LEN({values})=1,{at['base']},IF(EXACT({values},{at['known']}),{at['known_score']},{wait})))"
        )
        look = {"font_color": RED, "bold": True} if row.pending else {}
        style = self.pen.style("live", font_size=SIZE, **look)
        shown = row.cells["final"]
        if row.refused:
            # Not counted as it stands; what is typed in its place is.
            same = ",".join(_same_as(at[key], row.cells[key]) for key in _COUNTED if key in at)
            kept = quoted(shown) if isinstance(shown, str) else plain(Fraction(shown or 0))
            formula = f"IF(AND({same}),{kept},{formula})"
        if self.view.writer != "evaluator" or row.closed:
            self.pen.put(self.row, self.at["final"], shown, style)
            return
        value = "" if shown is None else shown
        self.pen.formula(self.row, self.at["final"], formula, style, value)

    def _checks(self, first: int, last: int) -> None:
        """Drop-downs and limits of the open columns, with the message of each cell."""
        if last < first or self.view.writer is None:
            return
        for column in self.columns:
            if column.by != self.view.writer:
                continue
            at = self.at[column.key]
            message = self.layout.messages[column.key]
            options: dict[str, Any] = {
                "input_title": message.title, "input_message": message.text[:_LONGEST_LIST],
                "error_message": self.layout.errors.get(column.key, ""), "ignore_blank": True,
            }  # fmt: skip
            if column.key == "score":
                points = cell(first, self.at["points"], "column")
                options |= {
                    "validate": "decimal", "criteria": "between", "minimum": 0,
                    "maximum": f"={points}",
                }  # fmt: skip
            elif column.key == "ground":
                options |= {"validate": "list", "source": self.grounds, "error_type": "warning"}
            else:
                options |= {"validate": "any"}
            self.pen.sheet.data_validation(first, at, last, at, options)

    # below

    def _part(self, heading: str, lines: Sequence[str]) -> None:
        pen = self.pen
        self.text(self.row, 0, heading, pen.style("band", font_size=SIZE), self.last)
        self.row += 1
        room = sum(float(c.width) for c in self.columns)
        for line in lines:
            self.text(self.row, 0, line, pen.style("fixed_left", font_size=SIZE), self.last)
            pen.sheet.set_row(self.row, row_height([(line, room)], SIZE))
            self.row += 1

    def _signatures(self) -> None:
        """Write what is done with the project, and name and date: blank on every sheet."""
        view = self.view
        self._pair(
            ("action", "zw_action"), ("action_note", "zw_reason"), is_open=bool(view.actions)
        )
        self._action_list()
        by, at = SIGNED["evaluator"]
        is_open = view.writer is not None or bool(view.actions)
        self._pair(("sign_evaluator", by), ("date", at), is_open=is_open)

    def _pair(self, left: tuple[str, str], right: tuple[str, str], *, is_open: bool) -> None:
        """Write two cells side by side, each behind its label and with a defined name."""
        pen = self.pen
        quarter = (self.last + 1) // 4
        edges = (0, quarter, 2 * quarter, 3 * quarter, self.last + 1)
        style = pen.style("word", font_size=SIZE) if is_open else pen.style("fixed")
        label_style = pen.style("label", font_size=SIZE)
        put = pen.put if is_open else self.text
        for number, (label, defined) in enumerate((left, right)):
            start, middle, end = edges[2 * number : 2 * number + 3]
            self.text(self.row, start, self.layout.words[label], label_style, middle - 1)
            put(self.row, middle, "", style, end - 1)
            place = area(self.layout.sheets.form, self.row, middle, self.row, middle).partition(
                ":"
            )[0]
            pen.book.define_name(defined, "=" + place)
        pen.sheet.set_row(self.row, 26)
        self.row += 1

    def _action_list(self) -> None:
        if not self.view.actions:
            return
        message = self.layout.messages["action"]
        row, column = self.row - 1, (self.last + 1) // 4
        self.pen.sheet.data_validation(row, column, row, column, {
            "validate": "list", "source": list(self.view.actions), "ignore_blank": True,
            "input_title": message.title, "input_message": message.text[:_LONGEST_LIST],
            "error_message": self.layout.errors["action"],
        })  # fmt: skip

    def _stamp(self) -> None:
        """Print below from how many entries of the ledger the sheet was made; hide whose it is above."""
        stamp = self.view.stamp
        text = self.layout.text(
            "stamp", count=stamp.count, digest=stamp.digest[:16], edition=self.edition
        )
        self.text(self.row, 0, text, self.pen.style("hint", font_size=8), self.last)
        self.row += 1
        style = self.pen.style("hidden", num_format=";;;")
        for number, (key, value) in enumerate(self.about):
            self.pen.put(0, self.last + 1 + number, f"{ABOUT_PREFIX}{key}={value}", style)

    def _settings(self, top: int) -> None:
        sheet = self.pen.sheet
        for column in self.columns:
            at = self.at[column.key]
            sheet.set_column(at, at, float(column.width))
        width = sum(float(column.width) for column in self.columns)
        if width > _ON_SCREEN:
            sheet.set_zoom(int(100 * _ON_SCREEN / width))
        hidden = self.pen.style("hidden")
        many = max(len(self.hidden), len(self.about))
        sheet.set_column(self.last + 1, self.last + many, 9, hidden, {"hidden": True})
        sheet.freeze_panes(top + 2, self.at["name"] + 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.3, 0.3, 0.4, 0.5)
        sheet.repeat_rows(top, top + 1)
        sheet.print_area(0, 0, self.row - 1, self.last)
        sheet.set_footer("&C" + self.layout.words["page"])
        sheet.protect("", {
            "format_cells": True, "format_columns": True, "format_rows": True,
            "sort": True, "autofilter": True,
        })  # fmt: skip
        sheet.ignore_errors({"number_stored_as_text": f"A1:{cell(self.row + 50, self.last)}"})

    def figure(self, row: int, column: int, entry: Entry, style: Any) -> None:
        """Write a number of the sheet's own, or the word for having none."""
        self.own.append(folded_entry(entry))
        self.pen.put(row, column, entry, style)

    def text(self, row: int, column: int, text: str, style: Any, to: int | None = None) -> None:
        """Write a text of the sheet's own, by which a reader knows it again."""
        self.own.append(text)
        self.pen.put(row, column, text, style, to)


def folded_or_text(entry: Entry) -> str:
    """Return a cell as a reader sees it: a number in plain digits, a text as it is."""
    return folded_entry(entry) if isinstance(entry, Decimal) else entry or ""


def _same_as(place: str, entry: Entry) -> str:
    """Return the condition that a cell still holds what was written there."""
    text = plain(Fraction(entry)) if isinstance(entry, Decimal) else entry or ""
    if len(text) > _LONGEST_QUOTED or "\n" in text:
        return f"LEN({place})={len(text)}"
    return f'EXACT({place}&"",{quoted(text)})'
