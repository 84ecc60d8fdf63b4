"""The original text of a form as the page shows it beside a decision: lines, or rows of cells."""

from __future__ import annotations

from typing import Final

from scoring.page.context import PageContext
from scoring.page.messages.message import PageProblem
from scoring.page.messages.review_project import (
    ReviewSourceAnswer,
    ReviewSourceAsk,
    SourceCell,
    SourceLine,
    SourcePart,
)
from scoring.page.review_session import DeskForm, ReviewSession
from scoring.problem import InputError, column_letters
from scoring.readers.books.open_any import open_file
from scoring.readers.books.sheets.grid import Book, Sheet

_MOST_LINES: Final = 400
_BEFORE: Final = 60
"""Lines before the form that are shown, where not all can be."""


def review_source(context: PageContext, ask: ReviewSourceAsk) -> ReviewSourceAnswer:
    """Return the file of a form as it was read, with the place marked.

    It is read from the file itself: what a person sees is what was handed in. Of a secret form it is
    shown too, for its evaluator; it goes into no list.
    """
    session = context.review
    made = session.form(ask.form)
    name = made.job.form.file
    taken = session.files[name]
    shown = taken.shown or name
    try:
        book = open_file(taken.file.path, name)
    except InputError as error:
        return ReviewSourceAnswer(
            file=shown, kind="", as_table=False, parts=(), here="", hidden=error.problems[0].message
        )
    return _Source(session, made, book, ask.place, shown).answer()


class _Source:
    def __init__(
        self, session: ReviewSession, made: DeskForm, book: Book, place: str, shown: str
    ) -> None:
        self.session = session
        self.made = made
        self.book = book
        self.place = place
        self.shown = shown
        self.submission = made.scored.result.submission
        self.restored = session.restored(made.form)
        self.rows = self._rows()
        self.here = ""

    def _rows(self) -> dict[str, str]:
        """Return by place the row of the form that was read there."""
        found: dict[str, str] = {}
        for row in self.made.scored.result.scorecard.indicators:
            for at in row.indicator.at.values():
                found.setdefault(at, row.id)
        return found

    def answer(self) -> ReviewSourceAnswer:
        parts, cut = [], ""
        own = {*self.rows, *self.submission.at.values(), self.place, self.made.job.form.at}
        for sheet in self.book.sheets:
            lines: dict[int, list[int]] = {}
            for row, column in sorted(sheet.cells):
                lines.setdefault(row, []).append(column)
            if not lines or (len(self.book.sheets) > 1 and not self._is_of(sheet, own)):
                continue
            numbers = sorted(lines)
            chosen = self._near(sheet, numbers, own)
            if len(chosen) < len(numbers):
                cut = self.session.words.text(
                    "source_cut", first=chosen[0], last=chosen[-1], count=numbers[-1]
                )
            parts.append(
                SourcePart(
                    name=sheet.name,
                    lines=tuple(self._line(sheet, row, lines[row]) for row in chosen),
                )
            )
        return ReviewSourceAnswer(
            file=self.shown, kind=self.session.words.kinds.get(self.book.kind, self.book.kind),
            as_table=self.book.kind != "text" or any(
                len(line.cells) > 1 for part in parts for line in part.lines
            ),
            parts=tuple(parts), here=self.here, cut=cut,
            restored=tuple(
                PageProblem(where=repair.at, what=repair.what, todo=repair.why)
                for repair in self.submission.repairs if repair.at in self.restored
            ),
        )  # fmt: skip

    def _is_of(self, sheet: Sheet, own: set[str]) -> bool:
        return any(self.book.place(sheet.name, *at).in_book in own for at in sheet.cells)

    def _near(self, sheet: Sheet, numbers: list[int], own: set[str]) -> list[int]:
        """Return the lines that are shown: all, or those around the form and its place."""
        if len(numbers) <= _MOST_LINES:
            return numbers
        of_form = [
            row for row, column in sheet.cells
            if self.book.place(sheet.name, row, column).in_book in own
        ]  # fmt: skip
        middle = next(
            (
                row for row, column in sheet.cells
                if self.place and self.book.place(sheet.name, row, column).in_book == self.place
            ),
            None,
        )  # fmt: skip
        first = min(of_form, default=numbers[0]) - _BEFORE
        if middle is not None and middle - first > _MOST_LINES - _BEFORE:
            first = middle - _MOST_LINES // 2
        begin = next((n for n, row in enumerate(numbers) if row >= first), 0)
        return numbers[begin : begin + _MOST_LINES]

    def _line(self, sheet: Sheet, row: int, columns: list[int]) -> SourceLine:
        spans = {
            (area.top, area.left): area.right - area.left + 1
            for area in sheet.merged if area.top == row
        }  # fmt: skip
        cells, marks, own = [], set(), ""
        for column in columns:
            at = self.book.place(sheet.name, row, column).in_book
            mark = self._mark(at)
            marks.add(mark)
            own = own or self.rows.get(at, "")
            cells.append(
                SourceCell(
                    text=sheet.cells[row, column].text, column=column_letters(column),
                    span=spans.get((row, column), 1), mark=mark,
                )
            )  # fmt: skip
        number = sheet.rows_at.get(row, str(row))
        number = number.removeprefix("第").removesuffix("行") if number.endswith("行") else number
        if "here" in marks:
            self.here = number
        mark = "here" if "here" in marks else "restored" if "restored" in marks else ""
        text = "｜".join(cell.text for cell in cells) if len(cells) > 1 else cells[0].text
        return SourceLine(number=number, text=text, cells=tuple(cells), mark=mark, row=own)

    def _mark(self, at: str) -> str:
        if self.place and at == self.place:
            return "here"
        return "restored" if at in self.restored else ""
