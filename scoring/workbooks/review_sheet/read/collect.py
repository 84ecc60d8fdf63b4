"""What a reader of a 复核表 gathers: decisions, answers, problems, texts of no other use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from pydantic import ValidationError

from scoring.problem import Place, Problem
from scoring.readers.books.sheets.grid import Book, Cell
from scoring.records.decision import Decision, Refused, Reply
from scoring.records.file_content import Piece
from scoring.text import excerpt
from scoring.workbooks.fill_in.read.cells import value_of
from scoring.workbooks.fill_in.read.notes import Notes
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout, folded_entry
from scoring.workbooks.review_sheet.read.find import ReviewTable

_MOST_PIECES: Final = 500
_LONGEST_NAME: Final = 500
_MOST_REFUSED: Final = 500
_LONGEST_CELL: Final = 2_000
_ALSO_REFUSED: Final = "nothing-decided"
"""A warning for which the row is not used all the same."""


class ReviewSheetContent(NamedTuple):
    """What a review sheet holds."""

    decisions: tuple[Decision, ...]
    """Of all rounds, the earlier ones first."""
    replies: tuple[Reply, ...]
    rest: tuple[Piece, ...]
    """Texts in cells where nothing is asked for, and entries that cannot be used."""
    problems: tuple[Problem, ...]
    secret: bool = False
    """It is of a secret submission; what people wrote into it may quote the form."""
    refused: tuple[Refused, ...] = ()
    """Every entry that is not used."""
    settled: tuple[str, ...] = ()
    """Keys of what was refused in an earlier sheet and has been dealt with in this one."""


class _Mark(NamedTuple):
    """How much had been gathered at some point."""

    problems: int
    warnings: int
    decisions: int
    replies: int
    rest: int


class SheetCollector:
    """Gathers what is found while one review sheet is read."""

    def __init__(self, book: Book, layout: ReviewSheetLayout) -> None:
        self.book = book
        self.layout = layout
        self.notes = Notes(book)
        self.decisions: list[Decision] = []
        self.replies: list[Reply] = []
        self._warnings: list[Problem] = []
        self._rest: list[Piece] = []
        self.refused: list[Refused] = []
        self.settled: list[str] = []
        self._left = 0

    def problem(self, at: Place, code: str, message: str, hint: str) -> None:
        """Note what cannot be used."""
        self.notes.problem(at, code, message, hint)

    def warn(self, at: Place, code: str, message: str, hint: str) -> None:
        """Note what is used and should be looked at."""
        self._warnings.append(Problem(code, message, at, hint, severity="warning"))

    def piece(self, text: str, at: Place) -> None:
        """Keep a text that has no other place."""
        if len(self._rest) < _MOST_PIECES:
            text = text.encode("utf-8", "replace").decode("utf-8")
            self._rest.append(Piece(text=text, at=at.in_book))
        else:
            self._left += 1

    def decision(self, at: Place, /, **values: object) -> None:
        """Keep a decision; a problem is reported for one that cannot be."""
        try:
            self.decisions.append(Decision.model_validate(values))
        except ValidationError:
            self._unusable(at, values)

    def reply(self, at: Place, /, **values: object) -> None:
        """Keep an answer; a problem is reported for one that cannot be."""
        try:
            self.replies.append(Reply.model_validate(values))
        except ValidationError:
            self._unusable(at, values)

    def _unusable(self, at: Place, values: dict[str, object]) -> None:
        self.problem(
            at, "entry-unusable", "这一行的内容太长，或者隐藏的栏被改动，没有采用", "请用原来的复核表重填这一行。"
        )  # fmt: skip
        texts = (str(value) for key, value in values.items() if value and key not in ("saw", "row"))
        self.piece(" ".join(texts), at)

    def short(self, text: str, at: Place) -> str:
        """Return a text that a record takes; one that is cut is reported, and kept whole as a piece."""
        if len(text) <= _LONGEST_NAME:
            return text
        self.warn(at, "too-long", f"文字超过 {_LONGEST_NAME} 字，只取前面的", "请写短些。")
        self.piece(text, at)
        return text[:_LONGEST_NAME]

    # what is not used

    def mark(self) -> _Mark:
        """Return how much was gathered so far."""
        return _Mark(
            len(self.notes.problems), len(self._warnings), len(self.decisions), len(self.replies),
            len(self._rest),
        )  # fmt: skip

    def refuse_since(self, mark: _Mark, entry: Refused) -> None:
        """Refuse an entry as a whole if something was wrong with it since ``mark``.

        Every message then quotes what was written; nothing of it is used or kept as a piece.
        """
        problems = self.notes.problems[mark.problems :]
        wrong = [
            *problems,
            *(p for p in self._warnings[mark.warnings :] if p.code == _ALSO_REFUSED),
        ]
        if not wrong:
            return
        del self.decisions[mark.decisions :]
        del self.replies[mark.replies :]
        del self._rest[mark.rest :]
        written = self.written(dict(entry.cells))
        self.notes.problems[mark.problems :] = [_with_text(p, written) for p in problems]
        self._warnings[mark.warnings :] = [
            _with_text(p, written) if p in wrong else p for p in self._warnings[mark.warnings :]
        ]
        self.refuse(entry.model_copy(update={
            "file": self.book.name,
            "at": wrong[0].place.in_book,
            "why": "；".join(dict.fromkeys(p.message for p in wrong)) + written,
            "todo": "".join(dict.fromkeys(p.hint for p in wrong)),
        }))  # fmt: skip

    def refuse(self, entry: Refused) -> None:
        """Note an entry that is not used; no person writes more of them than are kept."""
        if len(self.refused) < _MOST_REFUSED:
            self.refused.append(entry)

    def refuse_others(self, since: int, submission: str, round_name: str) -> None:
        """Refuse what was wrong since then and belongs to no row."""
        for problem in self.notes.problems[since:]:
            self.refuse(Refused(
                submission=submission, round=round_name, file=self.book.name,
                at=problem.place.in_book, why=problem.message, todo=problem.hint,
            ))  # fmt: skip

    def written(self, cells: Mapping[str, str]) -> str:
        """Return in brackets what stands in the cells of a row."""
        names = self.layout.headings
        texts = "，".join(f"{names.get(key, key)} {excerpt(text)}" for key, text in cells.items())
        return f"（填的是：{texts}）" if texts else ""

    def typed(self, table: ReviewTable, row: int, keys: Iterable[str]) -> dict[str, str]:
        """Return what a person wrote into some columns of a row, as it can be written again."""
        entries = {}
        for key in keys:
            cell = self.cell(table, row, key)
            text = "" if cell is None else _as_written(cell)
            if text:
                entries[key] = text[:_LONGEST_CELL].encode("utf-8", "replace").decode("utf-8")
        return entries

    # cells

    def place(self, table: ReviewTable, row: int, key: str) -> Place:
        """Return where a column's cell of a row is."""
        return self.book.place(table.sheet.name, row, table.columns.get(key, 0))

    def cell(self, table: ReviewTable, row: int, key: str) -> Cell | None:
        """Return a column's cell of a row; None where it is blank."""
        column = table.columns.get(key)
        return None if column is None else table.sheet.cells.get((row, column))

    def plain(self, table: ReviewTable, row: int, key: str) -> str:
        """Return a cell as it was written by the program: numbers in plain digits, texts as they are."""
        cell = self.cell(table, row, key)
        if cell is None:
            return ""
        return folded_entry(cell.number) if cell.number is not None else cell.text

    def text(self, table: ReviewTable, row: int, key: str) -> str:
        """Return a cell that people type texts into."""
        cell = self.cell(table, row, key)
        if cell is None:
            return ""
        return value_of(cell, "text", self.place(table, row, key), self.notes) or ""

    def know(self, table: ReviewTable, row: int) -> None:
        """Note that a row's cells were read."""
        for column in table.columns.values():
            self.notes.read_cells.add((table.sheet.name, row, column))

    def _is_secret(self) -> bool:
        """Tell whether the form's texts are left out on the sheet, as they are of a secret one."""
        hidden = folded_entry(self.layout.words["secret"])
        return any(
            folded_entry(cell.text) == hidden
            for sheet in self.book.sheets
            for cell in sheet.cells.values()
            if len(cell.text) <= 2 * len(hidden)
        )

    def result(self) -> ReviewSheetContent:
        """Return everything."""
        rest = list(self._rest)
        if self._left:
            rest.append(Piece(text=f"……另有 {self._left} 处没有一一列出"))
        repairs = [
            Problem("repair", f"{one['what']}（{one['why']}）" if one["why"] else one["what"],
                    Place(self.book.name, where=one["at"]), severity="note")
            for one in self.notes.all_repairs()
        ]  # fmt: skip
        return ReviewSheetContent(
            tuple(self.decisions), tuple(self.replies), tuple(rest),
            (*self.notes.problems, *self._warnings, *repairs), self._is_secret(),
            tuple(self.refused), tuple(self.settled),
        )  # fmt: skip


def _with_text(problem: Problem, written: str) -> Problem:
    return replace(problem, message=f"{problem.message}{written}")


def _as_written(cell: Cell) -> str:
    """Return a cell's entry: exact where it is a number, else what people see.

    Nothing for a formula without its result: a word in its place would be read as an entry.
    """
    if cell.number is not None and not cell.is_date and "%" not in cell.text:
        return folded_entry(cell.number)
    return cell.text.strip()


def rows_of(table: ReviewTable) -> range:
    """Return the numbers of the rows below a heading."""
    return range(table.heading + 1, table.sheet.bottom + 1)
