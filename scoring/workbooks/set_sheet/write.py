"""The workbook of a set: one sheet a table, drop-downs, instructions; the same set, same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from xlsxwriter.workbook import Workbook

from scoring.documents.node import as_data
from scoring.workbooks.set_sheet.flatten import as_book, flatten, with_other
from scoring.workbooks.set_sheet.layout import SetColumn, SetSheetLayout
from scoring.workbooks.set_sheet.read import read_set
from scoring.writers.xlsx.fit import height_of_lines, row_height
from scoring.writers.xlsx.pen import GUIDE_SIZE, SIZE, Pen, area, is_storable, new_workbook

_SPARE: Final = 300
"""So many rows below the last one have drop-downs too."""
_LONGEST_LIST: Final = 250
_HIGHEST: Final = height_of_lines(12, SIZE)
_BASICS: Final = (22, 60, 50)
_OTHER: Final = (24, 90)


def set_rows(
    data: Mapping[str, Any], comment: Sequence[str], layout: SetSheetLayout
) -> dict[str, Any]:
    """Return the rows of every sheet, so that they are read back to the same data.

    Keys of the set whose tables would not bring back the same stand whole on the last sheet.
    """
    rest: dict[str, Any] = {}
    while True:
        flat = {key: value for key, value in data.items() if key not in rest}
        rows = flatten(flat, comment, layout)
        back = as_data(read_set(as_book(rows, ""), layout).root)
        lost = [key for key in flat if key not in back or back[key] != flat[key]]
        if not lost:
            return with_other(rows, rest, layout)
        rest.update({key: data[key] for key in data if key in lost or key in rest})


def set_workbook(
    rows: Mapping[str, Any],
    layout: SetSheetLayout,
    offered: Mapping[str, Sequence[str]],
    title: str,
) -> bytes:
    """Return the workbook as an ``.xlsx`` file; ``offered`` names rules and sources to choose."""
    out = BytesIO()
    book = new_workbook(out, title)
    return _Writer(book, layout, offered).write(rows, out)


class _Writer:
    def __init__(
        self, book: Workbook, layout: SetSheetLayout, offered: Mapping[str, Sequence[str]]
    ):
        self.book = book
        self.layout = layout
        self.offered = offered
        self.formats: dict[str, Any] = {}

    def write(self, rows: Mapping[str, Any], out: BytesIO) -> bytes:
        self._guide(self._pen(self.layout.guide_sheet))
        columns = self._columns()
        for name in self.layout.sheets:
            self._sheet(self._pen(name), columns[name], rows[name])
        self._lists(self._pen(self.layout.lists_sheet))
        self.book.close()
        return out.getvalue()

    def _pen(self, name: str) -> Pen:
        return Pen(self.book, self.book.add_worksheet(name), self.formats)

    def _columns(self) -> dict[str, list[SetColumn]]:
        """Return every sheet's columns from left to right."""
        layout = self.layout
        last = SetColumn(key="", heading=layout.words["other"], kind="yaml", width=30)

        def plain(heading: str, size: int, offer: Any = "", labels: str = "") -> SetColumn:
            kind: Any = "choice" if labels else "text"
            return SetColumn(
                key="", heading=heading, kind=kind, offer=offer, list=labels, width=size
            )  # fmt: skip

        tree, rules, basics, other = layout.tree, layout.rules, layout.basics, layout.other
        found = {
            basics.sheet: [plain(h, w) for h, w in zip(basics.headings, _BASICS, strict=True)],
            tree.sheet: [
                plain(tree.code.heading, tree.code.width),
                plain(tree.parent.heading, tree.parent.width), *tree.columns, last,
            ],
            rules.sheet: [
                plain(rules.name.heading, rules.name.width),
                plain(rules.code.heading, rules.code.width), *rules.columns, *rules.cases, last,
            ],
            other.sheet: [plain(h, w) for h, w in zip(other.headings, _OTHER, strict=True)],
        }  # fmt: skip
        for table in layout.tables:
            named = [plain(table.name, 16, "", table.name_list)] if table.name else []
            found[table.sheet] = [*named, *table.columns, last]
        return found

    def _sheet(self, pen: Pen, columns: Sequence[SetColumn], rows: Sequence[Sequence[str]]) -> None:
        sheet, basics = pen.sheet, pen.sheet.name == self.layout.basics.sheet
        kinds = {row.heading: row for row in self.layout.basics.rows} if basics else {}
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width, self._blank(pen, column))
            pen.put(0, index, rows[0][index], pen.style("heading"))
        for number, row in enumerate(rows[1:], 1):
            texts = [(text, column.width) for text, column in zip(row, columns, strict=True)]
            for index, text in enumerate(row):
                column = kinds.get(row[0], columns[index]) if index == 1 else columns[index]
                fixed = basics and index != 1
                self._cell(pen, number, index, text, column, fixed=fixed)
            sheet.set_row(number, min(row_height(texts, SIZE), _HIGHEST))
        bottom = len(rows) + _SPARE
        for number, row in enumerate(rows[1:], 1):
            if row[0] in kinds:
                self._choose(pen, kinds[row[0]], number, 1, number)
        if not basics:
            for index, column in enumerate(columns):
                self._choose(pen, column, 1, index, bottom)
            sheet.autofilter(0, 0, max(len(rows) - 1, 1), len(columns) - 1)
        sheet.freeze_panes(1, 3 if pen.sheet.name == self.layout.tree.sheet else 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _blank(self, pen: Pen, column: SetColumn) -> Any:
        """Return how rows that people add look; a code stays the text that was typed (1.10)."""
        if column.kind == "number":
            return pen.style("fixed", border=0)
        return pen.style("fixed_left", border=0, num_format="@")

    def _cell(
        self, pen: Pen, row: int, column: int, text: str, spec: SetColumn, *, fixed: bool
    ) -> None:
        if fixed:
            pen.put(row, column, text, pen.style("label" if column == 0 else "fixed_left"))
            return
        number = _as_number(text) if spec.kind == "number" else None
        style = "figure" if spec.kind == "number" else "text"
        pen.put(row, column, text if number is None else number, pen.style(style))

    def _choose(self, pen: Pen, column: SetColumn, top: int, at: int, bottom: int) -> None:
        """Offer what may stand in a column; where something else may too, that is only a hint."""
        if column.list:
            source: Any = list(self.layout.lists[column.list].values())
            if sum(map(len, source)) + len(source) > _LONGEST_LIST:
                return
        elif column.offer:
            index = sorted(self.offered).index(column.offer)
            last = max(len(self.offered[column.offer]), 1) - 1
            source = "=" + area(self.layout.lists_sheet, 0, index, last, index)
        else:
            return
        mild = bool(column.offer) or column.open
        pen.sheet.data_validation(top, at, bottom, at, {
            "validate": "list", "source": source, "error_type": "information" if mild else "stop",
            "error_title": column.heading, "error_message": self.layout.words["choose"],
        })  # fmt: skip

    def _lists(self, pen: Pen) -> None:
        for index, key in enumerate(sorted(self.offered)):
            for row, name in enumerate(self.offered[key]):
                pen.put(row, index, name, pen.style("hidden"))
        pen.sheet.hide()

    def _guide(self, pen: Pen) -> None:
        sheet = pen.sheet
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 96)
        for row, line in enumerate(self.layout.guide):
            if line["kind"] == "title":
                pen.put(row, 0, line["text"], pen.style("guide_title"), 1)
                continue
            pen.put(row, 0, line["head"], pen.style("guide_head"))
            pen.put(row, 1, line["text"], pen.style("guide_text"))
            sheet.set_row(row, row_height([(line["text"], 96)], GUIDE_SIZE))
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)


def _as_number(text: str) -> Decimal | None:
    """Return the number that a cell may hold in place of the text, if it is read back as it."""
    if not text or text.endswith("%"):
        return None
    number = Decimal(text)
    return number if is_storable(number) and format(number.normalize(), "f") == text else None
