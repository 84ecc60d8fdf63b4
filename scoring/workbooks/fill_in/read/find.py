"""Where things stand in a filled workbook: by defined names, else by labels and headings.

Sheets may be renamed or moved, rows and columns moved or inserted: defined names follow. Where a
name was lost, the label beside the cell is looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.text import excerpt, label_key
from scoring.workbooks.fill_in.layout import (
    ABOUT,
    ColumnSpec,
    FieldSpec,
    FillLayout,
    SheetSpec,
    TableSpec,
)
from scoring.workbooks.fill_in.read.notes import Notes

_NAMES: Final = "zp_"
_KEPT: Final = "_texts"
_LONGEST_HEADING: Final = 100
_FEWEST_HEADINGS: Final = 3
"""So many headings side by side are a heading row, where no defined name leads to it."""


@dataclass(frozen=True)
class FillTable:
    """A table that was found: its rows are those between ``heading`` and ``closing``."""

    spec: TableSpec
    sheet: Sheet
    heading: int
    closing: int
    columns: Mapping[str, int]
    """Column number by key; only those that are there."""

    def kind(self, column: ColumnSpec) -> str:
        """Return the kind by which a cell of the column is read."""
        percent = column.kind == "number" and "%" in label_key(column.heading)
        return "percent" if percent else column.kind


def is_filled(book: Book, layout: FillLayout) -> bool:
    """Tell whether a workbook is a fill-in workbook, or what is left of one."""
    if ABOUT in book.names or any(name.startswith(_NAMES) for name in book.names):
        return True
    if book.sheet(layout.about_sheet) is not None:
        return True
    spec = layout.tables["indicators"]
    own = {label_key(column.heading) for column in spec.columns if not column.input}
    first = label_key(spec.columns[0].heading)
    for sheet in book.sheets:
        if first not in short_texts(sheet):
            continue
        row = _heading_row(sheet, spec, 1, sheet.bottom)
        if row and own <= {label_key(c.text) for (r, _), c in sheet.cells.items() if r == row}:
            return True
    return False


def short_texts(sheet: Sheet) -> frozenset[str]:
    """Return all that may be headings of a sheet, folded; kept with it, since readers ask in turn."""
    return _texts_of(sheet).texts


class _SheetTexts(NamedTuple):
    texts: frozenset[str]
    """All that may be headings, folded."""
    rows: Mapping[str, Sequence[int]]
    """Of what is neither a number nor a formula's result, the rows that hold it."""


def _texts_of(sheet: Sheet) -> _SheetTexts:
    kept: _SheetTexts | None = vars(sheet).get(_KEPT)
    if kept is None:
        rows: dict[str, list[int]] = {}
        others: list[str] = []
        for (row, _), cell in sheet.cells.items():
            if len(cell.text) < _LONGEST_HEADING:
                text = label_key(cell.text)
                if cell.formula or cell.number is not None:
                    others.append(text)
                else:
                    rows.setdefault(text, []).append(row)
        kept = vars(sheet)[_KEPT] = _SheetTexts(frozenset([*rows, *others]), rows)
    return kept


def about_of(book: Book, layout: FillLayout) -> dict[str, tuple[str, str, int, int]]:
    """Return what the hidden sheet holds: key → value, and the sheet, row and column of it."""
    found: dict[str, tuple[str, str, int, int]] = {}
    where = book.names.get(ABOUT)
    sheet = book.sheet(where[0] if where else layout.about_sheet)
    if sheet is None:
        return found
    for (row, column), cell in sorted(sheet.cells.items()):
        if where is not None and not where[1].holds(row, column):
            continue
        value = sheet.cells.get((row, column + 1))
        if value is not None and cell.text.strip() not in found:
            found[cell.text.strip()] = (value.text.strip(), sheet.name, row, column + 1)
    return found


def relabelled(book: Book, layout: FillLayout) -> FillLayout:
    """Return the layout with the labels and headings that the workbook says it has."""
    return layout.relabelled({key: entry[0] for key, entry in about_of(book, layout).items()})


def form_sheet(book: Book, layout: FillLayout) -> Sheet | None:
    """Return the sheet that is filled in: where the indicators stand, or another table.

    A set that computes all from figures and checklists has no indicators.
    """
    spec = layout.tables["indicators"]
    own = [table for key, table in layout.tables.items() if layout.home_of_table(key) is None]
    for table in (spec, *own):
        named = book.names.get(table.range_name)
        if named is not None:
            return book.sheet(named[0])
    others = {label_key(other.name) for other in layout.sheets.values()}
    candidates = [
        sheet
        for sheet in book.sheets
        if label_key(sheet.name) not in others and _heading_row(sheet, spec, 1, sheet.bottom)
    ]
    by_name = [s for s in candidates if label_key(s.name) == label_key(layout.form_sheet)]
    return next(iter(by_name or candidates), None)


def home_sheet(book: Book, form: Sheet | None, spec: SheetSpec | None) -> Sheet | None:
    """Return the sheet on which something stands: the form's own, or the one of that name, if it is there."""
    if spec is None:
        return form
    own = (sheet for sheet in book.sheets if label_key(sheet.name) == label_key(spec.name))
    return next(own, None)


def named_cell(book: Book, name: str) -> tuple[Sheet, int, int] | None:
    """Return the sheet, row and column of the cell that a defined name stands for."""
    where = book.names.get(name)
    sheet = book.sheet(where[0]) if where else None
    if where is None or sheet is None:
        return None
    return sheet, *sheet.anchor(where[1].top, where[1].left)


def find_field(
    book: Book,
    sheet: Sheet | None,
    spec: FieldSpec,
    labelled: Mapping[str, tuple[int, int]],
    notes: Notes,
) -> tuple[Sheet, int, int] | None:
    """Return the sheet, row and column of an input cell; None where it is nowhere.

    ``labelled`` has by key the cells of ``sheet`` that stand next to labels, for names that were lost.
    """
    named = named_cell(book, spec.range_name)
    if named is not None:
        return named
    at = labelled.get(spec.key)
    if at is None or sheet is None:
        return None
    notes.repair_alike(
        book.place(sheet.name, *at), "按旁边的文字找到这一格", "单元格的名称丢失或被删除"
    )
    return sheet, *at


def beside_labels(
    book: Book, form: Sheet, layout: FillLayout, indicators: FillTable | None
) -> Mapping[str, tuple[int, int]]:
    """Return by key the cells of a sheet to the right of labels; of a goal's label the one below it.

    The unit's own total stands in the closing row of the indicators.
    """
    by_label = {
        label_key(spec.label): spec
        for spec in layout.fields
        if spec.block != "hidden"
        and home_sheet(book, form, layout.home_of_block(spec.block)) is form
    }
    found: dict[str, tuple[int, int]] = {}
    for (row, column), cell in sorted(form.cells.items()):
        spec = by_label.get(label_key(cell.text)) if len(cell.text) < _LONGEST_HEADING else None
        if spec is None or cell.formula or spec.key in found:
            continue
        if spec.block == "goal":
            found[spec.key] = form.anchor(row + 1, column)
        else:
            found[spec.key] = form.anchor(row, right_of(form, row, column))
    for spec in layout.fields:
        if spec.block == "total":
            found.pop(spec.key, None)
            if indicators is not None and "claimed" in indicators.columns:
                found[spec.key] = indicators.closing, indicators.columns["claimed"]
    return found


def headings_by_row(sheet: Sheet, wanted: set[str]) -> dict[int, set[str]]:
    """Return which of some headings, folded, stand in each row."""
    rows = _texts_of(sheet).rows
    found: dict[int, set[str]] = {}
    where = [(row, text) for text in wanted for row in rows.get(text, ())]
    for row, text in sorted(where):
        found.setdefault(row, set()).add(text)
    return found


def right_of(sheet: Sheet, row: int, column: int) -> int:
    """Return the column after a cell, or after the merged area that it begins."""
    for area in sheet.merged:
        if (area.top, area.left) == (row, column):
            return area.right + 1
    return column + 1


def find_table(book: Book, form: Sheet | None, spec: TableSpec, notes: Notes) -> FillTable | None:
    """Return a table, or None where the workbook has none."""
    named = book.names.get(spec.range_name)
    sheet = book.sheet(named[0]) if named else form
    if sheet is None:
        return None
    top, bottom = (named[1].top, named[1].bottom) if named else (1, sheet.bottom)
    bottom = min(bottom, sheet.bottom)
    heading = _heading_row(sheet, spec, top, bottom, alone=named is None)
    if not heading:
        if named is not None:
            at = book.place(sheet.name, top, named[1].left)
            notes.problem(
                at,
                "no-headings",
                f"找不到栏目行（应有“{'”“'.join(_headings(spec)[:4])}”等）",
                "请把栏目行改回原来的文字，或用 ziping form 重新生成填报表，把内容粘贴过去。",
            )
        return None
    columns = _columns(sheet, heading, spec, notes)
    closing = _closing_row(sheet, spec, heading, bottom, named is not None)
    return FillTable(spec, sheet, heading, closing, columns)


def further_tables(
    book: Book, own: FillTable, needed: Iterable[str]
) -> Iterator[tuple[Sheet, int]]:
    """Yield sheet and heading row of every other table that has the needed columns and is filled."""
    named = {label_key(own.spec.column(key).heading): key for key in needed}
    for sheet in book.sheets:
        for row, texts in headings_by_row(sheet, set(named)).items():
            inside = sheet is own.sheet and own.heading <= row < own.closing
            if inside or len(texts) < len(named):
                continue
            columns = {
                named[label_key(cell.text)]: column
                for (at, column), cell in sheet.cells.items()
                if at == row and label_key(cell.text) in named
            }
            if any(
                at > row and column == columns["actual"] and cell.text.strip()
                for (at, column), cell in sheet.cells.items()
            ):
                yield sheet, row


def _headings(spec: TableSpec) -> list[str]:
    return [excerpt(c.heading).removeprefix("* ") for c in spec.columns if c.input]


def _heading_row(
    sheet: Sheet, spec: TableSpec, top: int, bottom: int, *, alone: bool = True
) -> int:
    """Return the first row with most headings of a table side by side; 0 where there is none.

    ``alone``: no defined name leads to the table, so its first heading, which no other table has,
    must be there.
    """
    wanted = {label_key(column.heading) for column in spec.columns}
    found = {
        row: texts for row, texts in headings_by_row(sheet, wanted).items() if top <= row <= bottom
    }
    if alone:
        first = label_key(spec.columns[0].heading)
        found = {row: texts for row, texts in found.items() if first in texts}
    enough = min(_FEWEST_HEADINGS, len(wanted))
    best = max((len(texts) for texts in found.values()), default=0)
    if best < enough:
        return 0
    return min(row for row, texts in found.items() if len(texts) == best)


def _columns(sheet: Sheet, heading: int, spec: TableSpec, notes: Notes) -> dict[str, int]:
    by_text = {label_key(column.heading): column.key for column in spec.columns}
    columns: dict[str, int] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        key = by_text.get(label_key(cell.text)) if row == heading else None
        if key is None:
            continue
        at = notes.book.place(sheet.name, row, column)
        notes.read_cells.add((sheet.name, row, column))
        if key in columns:
            first = notes.book.place(sheet.name, row, columns[key]).in_book
            notes.problem(
                at,
                "heading-twice",
                f"栏目“{excerpt(cell.text)}”出现了两次，另一处在 {first}",
                "请删去多余的一列，或改掉它的栏目名称。",
            )
        else:
            columns[key] = column
    return columns


def _closing_row(sheet: Sheet, spec: TableSpec, heading: int, bottom: int, named: bool) -> int:
    """Return the row that ends the data: the last closing row, else the one after the area."""
    closing = label_key(spec.closing)
    rows = [
        row
        for (row, _), cell in sheet.cells.items()
        if heading < row <= bottom and label_key(cell.text) == closing
    ]
    if rows:
        return max(rows) if named else min(rows)
    return bottom + 1
