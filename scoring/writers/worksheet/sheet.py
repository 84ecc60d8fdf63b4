"""The sheet that evaluator and unit fill in: head, table with live scores, lists, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from scoring.exact import fixed, plain, printed
from scoring.problem import width
from scoring.worksheet_layout import SIGNED, Column, Entry, WorksheetLayout, folded_entry, seal_of
from scoring.writers.fill.pen import INPUT, Pen, area, cell, quoted
from scoring.writers.worksheet.view import SheetRow, WorksheetView

_SIZE: Final = 9.5
_LINE: Final = 13.5
"""Height of a line of text, in points."""
_LONGEST_LIST: Final = 255
"""Characters that a spreadsheet takes for the message of a cell."""
LIVE: Final = frozenset({"final"})


class FormSheet:
    """Writes the sheet, top to bottom; used once. ``own`` are its own texts."""

    def __init__(
        self, pen: Pen, view: WorksheetView, layout: WorksheetLayout,
        grades: Sequence[tuple[str, str]], grounds: str,
    ) -> None:  # fmt: skip
        self.pen = pen
        self.view = view
        self.layout = layout
        self.grades = grades
        self.grounds = grounds
        self.columns: list[Column] = [
            c for c in layout.columns if c.key != "before" or view.with_before
        ]
        self.at = {column.key: number for number, column in enumerate(self.columns)}
        self.last = len(self.columns) - 1
        self.at |= {key: self.last + 1 + n for n, key in enumerate(layout.hidden)}
        self.row = 0
        self.own: list[str] = []

    def write(self) -> None:
        """Write everything."""
        self._head()
        top = self._headings()
        first = self.row
        for row in self.view.rows:
            self._row(row)
        self._checks(first, self.row - 1)
        self._totals(first, self.row - 1)
        for part in self.view.parts:
            self._part(part.heading, part.lines)
        self._signatures()
        self._settings(top)

    # head

    def _head(self) -> None:
        pen, words, view = self.pen, self.layout.words, self.view
        self._own(0, 0, words["title"], pen.style("title"), self.last)
        pen.sheet.set_row(0, 30)
        pairs = [*view.head, (words["round"], view.round)]
        half = (self.last + 1) // 2
        self.row = 1
        for number in range(0, len(pairs), 2):
            for (label, text), left, right in zip(
                pairs[number : number + 2], (0, half), (half - 1, self.last), strict=False
            ):
                self._own(self.row, left, label, pen.style("label", font_size=_SIZE))
                is_round = label == words["round"]
                style = pen.style("fixed_left", font_size=_SIZE, bold=is_round)
                self._own(self.row, left + 1, text, style, right)
            pen.sheet.set_row(self.row, 19)
            self.row += 1
        self._own(
            self.row, 0, view.duty, pen.style("hint", font_size=_SIZE, bold=True), self.last - 2
        )
        self._own(
            self.row, self.last - 1, words["legend_input"], pen.style("fixed", bg_color=INPUT),
            self.last,
        )  # fmt: skip
        pen.sheet.set_row(self.row, 19)
        self.row += 1

    def _headings(self) -> int:
        """Write both heading rows; return the first of them."""
        pen, top = self.pen, self.row
        style = pen.style("heading", font_size=_SIZE)
        start = 0
        for number, column in enumerate(self.columns):
            following = self.columns[number + 1].group if number < self.last else ""
            if column.group != following:
                self._own(top, start, self.layout.groups[column.group], style, number)
                start = number + 1
            self._own(top + 1, number, column.heading, style)
        for key, heading in self.layout.hidden.items():
            self._own(top + 1, self.at[key], heading, pen.style("hidden"))
        pen.sheet.set_row(top + 1, 28)
        self.row = top + 2
        return top

    # rows

    def _row(self, row: SheetRow) -> None:
        pen, view = self.pen, self.view
        lines = 1
        fixed: list[Entry] = []
        for column in self.columns:
            entry = row.cells[column.key]
            if column.key in LIVE:
                continue
            is_open = column.by is not None and column.by == view.writer and not row.closed
            if not is_open:
                fixed.append(entry)
            pen.put(self.row, self.at[column.key], entry, self._style(column, row, is_open))
            text = format(entry, "f") if isinstance(entry, Decimal) else entry or ""
            room = max(float(column.width) * 1.12 - 1, 1)
            lines = max(lines, sum(max(-(-width(t) // int(room)), 1) for t in text.split("\n")))
        hidden = pen.style("hidden")
        for key, entry in (
            ("id", row.id), ("saw", row.saw), ("base", row.base), ("known", row.known),
            ("known_score", row.known_score), ("seal", seal_of((row.id, row.saw, *fixed))),
        ):  # fmt: skip
            pen.put(self.row, self.at[key], entry, hidden)
        self._final(row)
        pen.sheet.set_row(self.row, min(_LINE * lines + 4, 400))
        self.row += 1

    def _style(self, column: Column, row: SheetRow, is_open: bool) -> Any:
        entry = row.cells[column.key]
        if is_open:
            if column.kind == "number":
                return self.pen.style("figure", font_size=_SIZE)
            name = "word" if column.kind == "choice" else "text"
            return self.pen.style(name, font_size=_SIZE)
        if column.kind == "text" and column.key not in ("levels", "band"):
            return self.pen.style("fixed_left", font_size=_SIZE)
        bold = column.key == "claimed" and row.asked and entry != row.cells["rule_score"]
        return self.pen.style("fixed", font_size=_SIZE, bold=bold)

    def _final(self, row: SheetRow) -> None:
        """The score after this round: what is typed, else what a corrected actual gave, else base."""
        words = self.layout.words
        at = {key: cell(self.row, number, "column") for key, number in self.at.items()}
        wait = quoted(words["recompute"])
        formula = (
            f"IF(LEN({at['score']})>0,IF(ISNUMBER({at['score']}),{at['score']},{quoted(words['not_number'])}),"
            f"IF(LEN({at['verified']})=0,{at['base']},IF(EXACT({at['verified']},{at['known']}),{at['known_score']},{wait})))"
        )
        style = self.pen.style("live", font_size=_SIZE)
        shown = row.cells["final"]
        if self.view.writer != "evaluator" or row.closed:
            self.pen.put(self.row, self.at["final"], shown, style)
            return
        value = "" if shown is None else shown
        self.pen.formula(self.row, self.at["final"], formula, style, value)

    def _checks(self, first: int, last: int) -> None:
        """Drop-downs and limits of the open columns, with what each cell says."""
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
            elif column.key == "agrees":
                answers = self.layout.replies
                options |= {
                    "validate": "list",
                    "source": [answers.agree.word, answers.disagree.word],
                }
            else:
                options |= {"validate": "any"}
            self.pen.sheet.data_validation(first, at, last, at, options)

    # totals

    def _totals(self, first: int, last: int) -> None:
        pen, words, view, at = self.pen, self.layout.words, self.view, self.at
        total, grade = self.row, self.row + 1
        deviation = self.row + 2
        style = pen.style("fixed", font_size=_SIZE, bold=True)
        for row, word in ((total, "total"), (grade, "grade"), (deviation, "deviation")):
            self._own(
                row,
                0,
                words[word],
                pen.style("label", font_size=_SIZE, bold=True),
                at["points"] - 1,
            )
            for column in range(at["points"], self.last + 1):
                pen.put(row, column, None, style)
            pen.sheet.set_row(row, 20)
        self._figure(total, at["points"], view.points, style)
        claimed: Entry = view.claimed.total if view.claimed.total is not None else words["no_value"]
        self._figure(total, at["claimed"], claimed, style)
        if view.claimed.summed:
            self._own(total, at["actual"], words["summed"], style)
        self._grade_words(total, grade)
        live = pen.style("live", font_size=_SIZE, bold=True)
        finals = f"{cell(first, at['final'], 'row column')}:{cell(max(first, last), at['final'], 'row column')}"
        review: Entry = view.review.total if view.review.total is not None else words["open"]
        place, most = cell(total, at["final"]), plain(Fraction(view.points))
        live_total = view.writer == "evaluator" and last >= first
        if live_total:
            texts = f"SUMPRODUCT(--ISTEXT({finals}))"
            if view.simple:
                formula = (
                    f"IF({texts}>0,{quoted(words['open'])},ROUND(MIN(SUM({finals}),{most}),6))"
                )
            else:
                typed = [
                    f"{cell(first, at[key], 'row column')}:{cell(last, at[key], 'row column')}"
                    for key in ("score", "verified")
                ]
                same = _shown(self._entered())
                now = "&".join(f"SUMPRODUCT(--(LEN({place_})>0))" for place_ in typed)
                stored = plain(Fraction(review)) if isinstance(review, Decimal) else quoted(review)
                formula = f"IF({now}={quoted(same)},{stored},{quoted(words['reread'])})"
            pen.formula(total, at["final"], formula, live, review)
        else:
            self._figure(total, at["final"], review, live)
        shown_grade = view.review.grade or words["open"]
        if live_total and self.grades:
            inner = quoted(words["no_value"])
            for name, least in reversed(self.grades):
                inner = f"IF({place}>={least},{quoted(name)},{inner})"
            formula = f"IF(ISNUMBER({place}),{inner},{quoted(words['open'])})"
            pen.formula(grade, at["final"], formula, live, shown_grade)
        else:
            shown_grade = shown_grade if self.grades else words["no_value"]
            self._own(grade, at["final"], shown_grade, live)
        self._deviation(deviation, total, live_total)
        self.row = deviation + 1

    def _entered(self) -> tuple[int, int]:
        rows = [row.cells for row in self.view.rows]
        return (
            sum(1 for cells in rows if cells["score"] is not None),
            sum(1 for cells in rows if cells["verified"]),
        )

    def _grade_words(self, total: int, grade: int) -> None:
        """Totals and grades of 自评 and 规则."""
        pen, view, words, at = self.pen, self.view, self.layout.words, self.at
        style = pen.style("fixed", font_size=_SIZE, bold=True)
        rule: Entry = view.rule.total if view.rule.total is not None else words["open"]
        self._figure(total, at["rule_score"], rule, style)
        if (
            view.rule.low is not None
            and view.rule.high is not None
            and view.rule.low != view.rule.high
        ):
            low, high = plain(Fraction(view.rule.low)), plain(Fraction(view.rule.high))
            self._own(total, at["band"], f"{low}–{high}", style)
        self._own(grade, at["claimed"], view.claimed.grade or words["no_value"], style)
        self._own(grade, at["rule_score"], view.rule.grade or words["open"], style)
        left = pen.style("fixed_left", font_size=_SIZE)
        self._own(grade, at["says"], view.rule_grade, left, at["finding"])

    def _deviation(self, row: int, total: int, live_total: bool) -> None:
        pen, view, words, at = self.pen, self.view, self.layout.words, self.at
        style = pen.style("live", font_size=_SIZE, bold=True, num_format="0.00%")
        claimed, review = cell(total, at["claimed"]), cell(total, at["final"])
        shown: Entry = words["no_value"]
        if view.deviation is not None:
            shown = printed(view.deviation, 6)
            self.own.append(f"{fixed(printed(Fraction(shown) * 100), 2)}%")
        guard = f"AND(ISNUMBER({claimed}),ISNUMBER({review}))"
        formula = (
            f"IF({guard},IF({claimed}=0,{quoted(words['no_value'])},({claimed}-{review})/{claimed}),"
            f"{quoted(words['no_value'])})"
        )
        if live_total:
            pen.formula(row, at["final"], formula, style, shown)
        else:
            self._figure(row, at["final"], shown, style)
        says = words["deviation_says"]
        self._own(row, at["says"], says, pen.style("fixed_left", font_size=_SIZE), at["finding"])

    # below

    def _part(self, heading: str, lines: Sequence[str]) -> None:
        pen = self.pen
        self._own(self.row, 0, heading, pen.style("band", font_size=_SIZE), self.last)
        self.row += 1
        room = int(sum(float(c.width) for c in self.columns) * 1.1)
        for line in lines:
            self._own(self.row, 0, line, pen.style("fixed_left", font_size=_SIZE), self.last)
            count = sum(max(-(-width(t) // room), 1) for t in line.split("\n"))
            pen.sheet.set_row(self.row, min(_LINE * count + 5, 400))
            self.row += 1

    def _signatures(self) -> None:
        pen, words, layout = self.pen, self.layout.words, self.layout
        quarter = (self.last + 1) // 4
        for who, label in (("evaluator", "sign_evaluator"), ("unit", "sign_unit")):
            name, day = self.view.signed.get(who, ("", ""))
            is_open = self.view.writer == who
            style = pen.style("word", font_size=_SIZE) if is_open else pen.style("fixed")
            edges = (0, quarter, 2 * quarter, 3 * quarter, self.last + 1)
            label_style = pen.style("label", font_size=_SIZE)
            self._own(self.row, edges[0], words[label], label_style, edges[1] - 1)
            pen.put(self.row, edges[1], name, style, edges[2] - 1)
            self._own(self.row, edges[2], words["date"], label_style, edges[3] - 1)
            pen.put(self.row, edges[3], day, style, edges[4] - 1)
            sheet = layout.sheets.form
            for defined, column in zip(SIGNED[who], (edges[1], edges[3]), strict=True):
                place = area(sheet, self.row, column, self.row, column).partition(":")[0]
                pen.book.define_name(defined, "=" + place)
            pen.sheet.set_row(self.row, 26)
            self.row += 1

    def _settings(self, top: int) -> None:
        sheet = self.pen.sheet
        for column in self.columns:
            at = self.at[column.key]
            sheet.set_column(at, at, float(column.width))
        hidden = self.pen.style("hidden")
        sheet.set_column(
            self.last + 1, self.last + len(self.layout.hidden), 9, hidden, {"hidden": True}
        )
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

    def _figure(self, row: int, column: int, entry: Entry, style: Any) -> None:
        """Write a number of the sheet's own, or the word for having none."""
        self.own.append(folded_entry(entry))
        self.pen.put(row, column, entry, style)

    def _own(self, row: int, column: int, text: str, style: Any, to: int | None = None) -> None:
        """Write a text of the sheet's own, by which a reader knows it again."""
        self.own.append(text)
        self.pen.put(row, column, text, style, to)


def _shown(pair: tuple[int, int]) -> str:
    return f"{pair[0]}{pair[1]}"
