"""The sheets of a review that came back, each as it stands: cells with places and what was printed.

Nothing is decided here, and nothing is compared with what the ledger holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from pydantic import ValidationError

from scoring.exact import PLAIN_NUMBER
from scoring.problem import Place, Problem
from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.records.file_content import Piece
from scoring.records.sheet_reading import ReadRow, SheetKind, SheetReading, TypedCell
from scoring.text import label_key, squeezed
from scoring.words import load_vocabulary
from scoring.workbooks.review_sheet.layout import (
    ABOUT_PREFIX,
    ReviewColumn,
    ReviewSheetLayout,
    cell_seal,
    folded_entry,
    seal_of,
)
from scoring.workbooks.review_sheet.read.cover import read_cover
from scoring.workbooks.review_sheet.read.earlier_programs import EarlierSheet, recorded_entries
from scoring.workbooks.review_sheet.read.find import (
    ReviewTable,
    about_of,
    find_tables,
    seals_of,
    signature_cells,
)
from scoring.workbooks.review_sheet.read.record import whole_entries
from scoring.workbooks.review_sheet.read.typed_cells import typed_cell

_MAKE_ANEW: Final = "请再运行一次，用程序重新写出的表，把填写的内容抄过去。"
_MOST_PIECES: Final = 500
_MOST_IDS: Final = 200
"""Entries that one row of a sheet names in one cell."""
_SHOWS_ROW: Final = frozenset({"levels", "target", "points", "actual", "claimed", "rule_score"})
"""Columns by which, beside its name, a person sees which row it is."""
_FORMULA: Final = frozenset({"final"})
_BLANK_ID: Final = re.compile(r"\s+")


class SheetsRead(NamedTuple):
    """What a workbook of the review holds."""

    sheets: tuple[SheetReading, ...]
    rest: tuple[Piece, ...]
    """Texts in cells where nothing is asked for."""
    problems: tuple[Problem, ...]


def read_review_sheets(book: Book) -> SheetsRead:
    """Read every sheet of the review in a workbook: the sheet of a project, or those of a unit."""
    reader = _Reader(book, load_vocabulary(ReviewSheetLayout))
    sheets = tuple(reader.sheets())
    return SheetsRead(sheets, tuple(reader.rest()), tuple(reader.problems))


class _Reader:
    def __init__(self, book: Book, layout: ReviewSheetLayout) -> None:
        self.book = book
        self.layout = layout
        self.problems: list[Problem] = []
        self.read_cells: set[tuple[str, int, int]] = set()

    def sheets(self) -> Iterator[SheetReading]:
        """Yield the sheets; what makes one unusable is a problem."""
        tables = list(find_tables(self.book, self.layout))
        if not tables:
            what = "找不到复核表的栏目行"
            self.problem("no-table", what, self.book.place())
        cover = read_cover(self.book, self.layout)
        if cover is not None:
            self.read_cells |= cover.cells
        for table in tables:
            about = self._about(table.sheet)
            place = self.book.place(table.sheet.name)
            if not about.get("submission"):
                what = "不知道是哪一份申报的复核表（隐藏的内容被删改）"
                self.problem("no-about", what, place)
                continue
            earlier = None
            if "edition" not in about:
                earlier = EarlierSheet(self.book, self.layout, table, about)
                if not earlier.is_known_round:
                    what = f"不知道“{about.get('round', '')}”是哪一轮（隐藏的内容被删改）"
                    self.problem("no-about", what, place)
                    continue
            try:
                reading = self._sheet(table, about, earlier)
            except ValidationError:
                self.problem("entry-unusable", "内容太多或太长，这张表没有采用", place)
                continue
            yield reading if cover is None else cover.complete(reading)

    def rest(self) -> Iterator[Piece]:
        """Yield every text that is neither the program's own nor was read."""
        own = seals_of(self.book, self.layout)
        texts = [self.layout.words["history_title"], *(c.heading for c in self.layout.history)]
        heads = {folded_entry(text) for text in texts}
        skip = {self.layout.sheets.about, self.layout.sheets.guide, self.layout.sheets.history}
        left = 0
        kept = 0
        for sheet in self.book.sheets:
            for (row, column), cell in sorted(sheet.cells.items()):
                text = cell.text.strip()
                is_own = sheet.name in skip or cell.formula or not text or sheet.hidden
                if is_own or (sheet.name, row, column) in self.read_cells:
                    continue
                if seal_of([text]) in own or folded_entry(text) in heads:
                    continue
                kept += 1
                if kept > _MOST_PIECES:
                    left += 1
                    continue
                text = text.encode("utf-8", "replace").decode("utf-8")
                yield Piece(text=text, at=self.book.place(sheet.name, row, column).in_book)
        if left:
            yield Piece(text=f"……另有 {left} 处没有一一列出")

    def problem(self, code: str, what: str, place: Place) -> None:
        """Note what cannot be read; the program writes the sheet anew."""
        self.problems.append(Problem(code, what, place, _MAKE_ANEW))

    # one sheet

    def _about(self, sheet: Sheet) -> dict[str, str]:
        """Return what is hidden on the sheet itself, else what the hidden sheet says."""
        found: dict[str, str] = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            if row == 1 and cell.text.startswith(ABOUT_PREFIX):
                key, _, value = cell.text.removeprefix(ABOUT_PREFIX).partition("=")
                found[key] = f"{found[key]} {value}" if key in found else value
                self.read_cells.add((sheet.name, row, column))
        return found or about_of(self.book, self.layout)

    def _sheet(
        self, table: ReviewTable, about: Mapping[str, str], earlier: EarlierSheet | None
    ) -> SheetReading:
        layout, book = self.layout, self.book
        kind: SheetKind = "feedback" if about.get("kind") == "feedback" else "review"
        kind = kind if earlier is None else earlier.kind
        columns = layout.open_columns(kind)
        if earlier is not None:
            columns = earlier.columns
        for at in table.twice:
            place = book.place(table.sheet.name, table.heading, at)
            hint = "请删去多余的一列。"
            self.problems.append(Problem("heading-twice", "这一栏的名称出现了两次", place, hint))
        rows = tuple(self._rows(table, columns, earlier))
        signed = self._signature(table, kind, earlier)
        if earlier is None:
            history = whole_entries(book, layout, self.problems)
        else:
            history = recorded_entries(book, layout, earlier.project, self.problems)
        reading = SheetReading(
            kind=kind,
            file=book.name,
            sheet=table.sheet.name,
            project=about["submission"],
            stage=_whole(about.get("stage", "")) if earlier is None else earlier.stage,
            round=about.get("round", ""),
            edition=about.get("edition", ""),
            count=_whole(about.get("count", "")),
            digest=about.get("digest", ""),
            known=_ids(about.get("known", "")),
            signs=about.get("signs", "1") == "1",
            printed_rows=_whole(about.get("rows", "")),
            rows=rows,
            history=history,
            secret=self._is_secret(table.sheet),
            **signed,
        )
        return reading if earlier is None else earlier.complete(reading)

    def _is_secret(self, sheet: Sheet) -> bool:
        """Tell whether the form's texts are left out on the sheet, as they are of a secret one."""
        hidden = folded_entry(self.layout.words["secret"])
        return any(
            len(cell.text) <= 2 * len(hidden) and folded_entry(cell.text) == hidden
            for cell in sheet.cells.values()
        )

    def _signature(
        self, table: ReviewTable, kind: SheetKind, earlier: EarlierSheet | None
    ) -> dict[str, TypedCell]:
        found = {}
        cells = signature_cells(self.book, self.layout, table, kind)
        for key, (sheet, row, column) in cells.items():
            if key in ("action", "note") and earlier is not None:
                continue
            place = self.book.place(sheet.name, row, column)
            cell = sheet.cells.get((row, column))
            self.read_cells.add((sheet.name, row, column))
            typed = "date" if key == "day" else "text"
            found[key] = typed_cell(self.book, key, cell, place, typed)
        return found

    # rows

    def _rows(
        self, table: ReviewTable, columns: Sequence[ReviewColumn], earlier: EarlierSheet | None
    ) -> Iterator[ReadRow]:
        sheet = table.sheet
        numbers = range(table.heading + 1, sheet.bottom + 1)
        with_id = [n for n in numbers if table.plain(n, "id")]
        last = max(with_id, default=0)
        if "id" not in table.columns:
            what = "隐藏的标识列被删去，认不出各行是哪个指标"
            self.problem("column-missing", what, self.book.place(sheet.name, table.heading))
            last = self._last_of_table(table)
        for number in numbers:
            cells = [
                typed_cell(
                    self.book, column.key, sheet.cells.get((number, table.columns[column.key])),
                    self.book.place(sheet.name, number, table.columns[column.key]), column.kind,
                )
                for column in columns
                if column.key in table.columns
            ]  # fmt: skip
            row = table.plain(number, "id")
            if row or (number <= last and not all(cell.is_blank for cell in cells)):
                self._know(table, number)
                yield self._row(table, number, row, cells, columns, earlier)
            elif number > last:
                # In an old workbook nothing shows that a total is a formula's.
                self._know_total(table, number)

    def _row(
        self, table: ReviewTable, number: int, row: str, cells: list[TypedCell],
        columns: Sequence[ReviewColumn], earlier: EarlierSheet | None,
    ) -> ReadRow:  # fmt: skip
        plain = {key: table.plain(number, key) for key in table.columns}
        called = tuple(plain.get("called", "").split("\n")) if plain.get("called") else ()
        changed, closed = [], bool(plain.get("locked"))
        if earlier is not None and row:
            called = earlier.called(plain)
            closed, is_changed = earlier.seal(plain)
            if is_changed:
                changed = [self._cell(table, number, "id", "")]
        elif row:
            changed = self._changed(table, number, plain, columns)
        return ReadRow(
            row=row[:500],
            saw=plain.get("saw", "")[:500],
            called=tuple(part[:500] for part in called)[:3],
            points=squeezed(plain.get("points", ""))[:40],
            printed=_ids(plain.get("printed", ""))[:_MOST_IDS] if earlier is None else (),
            shown=_ids(plain.get("shown", ""))[:_MOST_IDS] if earlier is None else (),
            conflict=_ids(plain.get("conflict", ""))[:_MOST_IDS] if earlier is None else (),
            asked=bool(plain.get("asked")),
            closed=closed,
            changed=tuple(changed),
            misplaced=_is_another({cell.column for cell in changed}),
            cells=tuple(cells),
            at=self.book.place(table.sheet.name, number, 1).in_book,
        )

    def _changed(
        self, table: ReviewTable, number: int, plain: Mapping[str, str],
        columns: Sequence[ReviewColumn],
    ) -> list[TypedCell]:  # fmt: skip
        """Return the cells that hold something else than was printed, by the seals of the row."""
        seals = dict(part.split("=", 1) for part in plain.get("seals", "").split() if "=" in part)
        is_open = {column.key for column in columns}
        return [
            self._cell(table, number, key, plain[key])
            for key, seal in seals.items()
            if key in table.columns
            and key not in is_open | _FORMULA
            and cell_seal(plain["id"], key, plain[key]) != seal
        ]

    def _cell(self, table: ReviewTable, number: int, key: str, text: str) -> TypedCell:
        place = self.book.place(table.sheet.name, number, table.columns.get(key, 1))
        return TypedCell(column=key, text=text[:2_000], at=place.in_book)

    def _know(self, table: ReviewTable, number: int) -> None:
        for column in table.columns.values():
            self.read_cells.add((table.sheet.name, number, column))

    def _know_total(self, table: ReviewTable, number: int) -> None:
        words = self.layout.words
        closing = {folded_entry(words[key]) for key in ("total", "grade", "deviation")}
        if folded_entry(table.plain(number, "levels")) in closing:
            self.read_cells.add((table.sheet.name, number, table.columns.get("final", 0)))

    def _last_of_table(self, table: ReviewTable) -> int:
        """Return the last row before the totals, where no ids tell."""
        total = label_key(self.layout.words["total"])
        numbers = range(table.heading + 1, table.sheet.bottom + 1)
        return next((n - 1 for n in numbers if label_key(table.plain(n, "levels")) == total), 0)


def _is_another(changed: set[str]) -> bool:
    """Tell whether so much of a row is another's that nobody knows which one was meant."""
    return "name" in changed or len(changed & _SHOWS_ROW) > 1


def _ids(text: str) -> tuple[str, ...]:
    return tuple(part[:500] for part in _BLANK_ID.split(text) if part)


def _whole(text: str) -> int:
    return int(text) if PLAIN_NUMBER.fullmatch(text) and text.isdecimal() and len(text) < 9 else 0
