"""A described form as the sheet of a workbook: all its tables on one grid of columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from scoring.value_class import dataclass
from scoring.writers.form.form_design import FormDesign, TableDesign
from scoring.writers.form.form_layout import (
    CellLayout,
    CellStyle,
    FormLayout,
    RowLayout,
    SheetLayout,
)
from scoring.writers.form.form_spec import Width
from scoring.writers.form.placeholders import Appears, CellText, names_of_forms, parse_cell
from scoring.writers.labels import Labels
from scoring.writers.xlsx.paper import PAGE_NUMBERS, PIXEL, PageLayout

_EQUAL: Final = Decimal(1)
_NEAR: Final = 24
"""Cuts of two tables that are no further apart, in pixels, become one."""
_PAGE: Final = PageLayout(footer=PAGE_NUMBERS, centred=True, scale=0)
_BOX: Final = CellStyle(
    align="center", valign="vcenter", text_wrap=True, left=1, right=1, top=1, bottom=1
)
_BARE: Final = CellStyle(align="left", valign="vcenter", text_wrap=True)
_SHADED: Final = replace(_BOX, pattern=1, bg_color="#F2F2F2")
_STYLES: Final = {
    "title": replace(_BARE, font_size=18.0, bold=True, align="center"),
    "subtitle": replace(_BARE, font_size=11.0, align="center"),
    "label": _SHADED,
    "banner": replace(_SHADED, bold=True),
    "side": _BOX,
    "text": replace(_BOX, align="left", indent=1),
    "mid": _BOX,
    # As many decimals as were handed in, two at least, and clear of the line: some programs leave
    # out the indent of merged cells.
    "money": replace(
        _BOX, align="right", text_wrap=False, shrink=True, num_format="#,##0.00####_)_)"
    ),
    "points": replace(_BOX, text_wrap=False, shrink=True),
    "score": _BOX,
    "total": replace(_BOX, bold=True),
    "foot": _BARE,
    "note": replace(_BARE, valign="top"),
}
_HEIGHTS: Final = {
    "title": 27.0, "subtitle": 17.25, "head": 18.0, "banner": 16.5, "heading": 18.0, "goal": 36.0,
    "row": 16.5, "total": 18.0, "texts": 30.0, "gap": 6.0, "foot": 20.25, "seal": 48.0, "note": 15.75,
}  # fmt: skip
"""Least heights of rows, in points."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell on its way into a row: the column in which it ends, the rows that it takes."""

    text: CellText | str
    style: str
    end: int
    starts: int = 1


@lru_cache(maxsize=32)
def layout_of(design: FormDesign, labels: Labels) -> FormLayout:
    """Return a described form as the layout of a workbook."""
    return FormLayout((_SheetMaker(design, labels).sheet(),))


class _SheetMaker:
    def __init__(self, design: FormDesign, labels: Labels) -> None:
        self.design, self.labels = design, labels
        self.page = replace(_PAGE, landscape=design.landscape)
        # One unit is left, so that rounding makes no column too many for the page.
        self.grid = _grid(design, int(self.page.across / PIXEL) - 1)
        self.rows: list[RowLayout] = []

    def sheet(self) -> SheetLayout:
        design = self.design
        self._head()
        for block in design.blocks:
            self._block(block)
        heading = self._indicators()
        self._sums()
        self._texts()
        self._foot()
        widths = tuple(after - before for before, after in pairwise((0, *self.grid)))
        return SheetLayout(
            title=design.sheet,
            rows=tuple(self.rows),
            widths=widths,
            hidden=frozenset(),
            last_column=len(widths),
            page=self.page,
            repeated=(heading, heading),
            fits=design.fits,
        )

    # the parts, from top to bottom

    def _head(self) -> None:
        design = self.design
        self._whole("title", design.title)
        self._whole("subtitle", design.subtitle)
        ends = self._ends(design.head_widths)
        for line in design.head:
            pieces, at = [], 0
            for label, content, columns in line:
                pieces.append(_Piece(label, "label", ends[at]))
                at += 1 + columns
                pieces.append(_Piece(content, "text", ends[at - 1]))
            self._row("head", pieces)

    def _block(self, block: TableDesign) -> None:
        mark = self._mark(block.group, "every_some")
        if block.banner.source:
            self._whole("banner", block.banner.source + mark)
        if block.empty.source:
            none = block.empty.source + self._mark(block.group, "every_none")
            self._row("row", [_Piece(none, "text", len(self.grid))])
        self._table(block, mark)

    def _indicators(self) -> int:
        """Add the table of indicators; return the row of its headings."""
        table = self.design.indicators
        if not table.side.source:
            self._whole("banner", table.banner)
        return self._table(table, "")

    def _table(self, table: TableDesign, mark: str) -> int:
        ends = self._ends(table.widths)
        side = bool(table.side.source)
        beside = [_Piece(table.side, "side", ends[0], 2)] if side else []
        headings = [
            _Piece(column.heading + (mark if not at else ""), "label", ends[at + side])
            for at, column in enumerate(table.columns)
        ]
        self._row("heading", [*beside, *headings])
        heading = len(self.rows)
        self._row(
            "goal" if table.group == "goal" else "row",
            [
                _Piece(column.text, column.style, ends[at + side])
                for at, column in enumerate(table.columns)
            ],
            after=ends[0] if side else 0,
        )
        return heading

    def _sums(self) -> None:
        ends = self._ends(self.design.indicators.widths)
        for line in self.design.sums:
            cells = zip(line, accumulate(cell.span for cell in line), strict=True)
            self._row(
                "total",
                [
                    _Piece(c.text, "total" if c.is_strong else "mid", ends[at - 1])
                    for c, at in cells
                ],
            )

    def _texts(self) -> None:
        if not self.design.texts:
            return
        mark = self._mark("text", "every_some")
        self._whole("banner", self.design.texts + mark)
        first, last = self._ends((Decimal(2), Decimal(10)))
        name, words = (self._field("text", field) for field in ("name", "words"))
        self._row("texts", [_Piece(name, "label", first), _Piece(words, "text", last)])

    def _foot(self) -> None:
        design, last = self.design, len(self.grid)
        remarks = [text.source for text in design.remarks]
        if len(remarks) > 1:
            remarks = [f"{number}.{text}" for number, text in enumerate(remarks, 1)]
        below = ["注：" + "\n".join(remarks)] if remarks else []
        if design.opinion.source:
            below.insert(0, design.opinion.source)
        if below:
            self._row("note", [_Piece("\n".join(below), "note", last)])
        if design.foot:
            self._row("gap", [_Piece("", "foot", last)])
            ends = self._ends([_EQUAL] * len(design.foot))
            self._row(
                "foot",
                [_Piece(text, "foot", end) for text, end in zip(design.foot, ends, strict=True)],
            )
            role, name = (self._field("signature", field) for field in ("role", "name"))
            self._row("note", [_Piece(f"{role}：{name}", "foot", last)])
        if design.seal.source:
            middle, _ = self._ends((Decimal(3), Decimal(2)))
            self._row("seal", [_Piece("", "foot", middle), _Piece(design.seal, "note", last)])

    # rows and cells

    def _whole(self, style: str, text: CellText | str) -> None:
        """Add a row of one cell, if there is anything in it."""
        if text if isinstance(text, str) else text.source:
            self._row(style, [_Piece(text, style, len(self.grid))])

    def _row(self, height: str, pieces: Sequence[_Piece], after: int = 0) -> None:
        """Add a row of cells below each other's ends, the first one behind the column ``after``."""
        cells = []
        for piece in pieces:
            text = self._parsed(piece.text)
            style = _STYLES[piece.style]
            cells.append(CellLayout(after + 1, piece.end - after, piece.starts, style, text))
            after = piece.end
        groups = {word for cell in cells for word in cell.text.groups}
        kinds: set[Appears] = {kind for cell in cells for kind in cell.text.appears}
        kind: Appears = "each" if "each" in kinds else next(iter(kinds), "always")
        group = self.labels.groups_of_rows[groups.pop()] if groups else ""
        self.rows.append(RowLayout(len(self.rows) + 1, tuple(cells), _HEIGHTS[height], kind, group))

    def _parsed(self, text: CellText | str) -> CellText:
        if not isinstance(text, str):
            return text if text.source else CellText()
        return parse_cell(text, names_of_forms(self.labels), _never) if text else CellText()

    def _mark(self, group: str, mark: str) -> str:
        return f"{{{{{self._word(group)}.{self.labels.marks[mark]}}}}}"

    def _field(self, group: str, field: str) -> str:
        words = self.labels.placeholders[group]
        return (
            f"{{{{{self._word(group)}.{next(w for w, name in words.items() if name == field)}}}}}"
        )

    def _word(self, group: str) -> str:
        return next(word for word, name in self.labels.groups_of_rows.items() if name == group)

    def _ends(self, widths: Iterable[Width]) -> list[int]:
        """Return the last column of the grid for each cell, as near to its share as there is one."""
        shares = [float(width) for width in widths]
        whole = self.grid[-1] / sum(shares)
        ends: list[int] = []
        for number, done in enumerate(accumulate(shares), 1):
            first = ends[-1] + 1 if ends else 1
            most = len(self.grid) - (len(shares) - number)
            near = [(abs(self.grid[end - 1] - done * whole), end) for end in range(first, most + 1)]
            ends.append(min(near)[1] if number < len(shares) else len(self.grid))
        return ends


def _grid(design: FormDesign, whole: int) -> tuple[int, ...]:
    """Return where the columns end that all tables share: the cuts of one serve the others."""
    tables = [design.indicators.widths, *(block.widths for block in design.blocks)]
    if design.head:
        tables.append(design.head_widths)
    cuts = [0, whole]
    for widths in tables:
        total = float(sum(widths))
        taken = {0, whole}
        for done in list(accumulate(map(float, widths)))[:-1]:
            cut = round(done / total * whole)
            near = [(abs(cut - other), other) for other in cuts if other not in taken]
            if near and min(near)[0] <= _NEAR:
                cut = min(near)[1]
            while cut in taken:
                cut += 1
            taken.add(cut)
            cuts = sorted({*cuts, cut})
    return tuple(cuts[1:])


def _never(message: str, hint: str) -> None:
    raise AssertionError(f"{message} {hint}")
