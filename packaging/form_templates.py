"""Makes the workbooks of departments' and provinces' forms from ``templates/forms.yaml``.

``python packaging/form_templates.py`` writes them into ``templates/xlsx/``. The sheet 评分说明 is
taken from the workbook of projects, which is made by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from scoring.words import shipped_tree
from scoring.writers.form.form_spec import (
    SHIPPED_FORMS,
    BlockSpec,
    ColumnSpec,
    FormSpec,
    FormSpecs,
    SumSpec,
)
from scoring.writers.xlsx.save import workbook_bytes

ROOT = Path(__file__).parent.parent
THIN = Side(style="thin")
BORDER = Border(THIN, THIN, THIN, THIN)
SHADE = PatternFill("solid", fgColor="00F2F2F2")
ALIGNED = {
    "text": Alignment("left", "center", wrap_text=True, indent=1),
    "money": Alignment("right", "center", shrink_to_fit=True),
    "points": Alignment("center", "center", shrink_to_fit=True),
}
CENTER = Alignment("center", "center", wrap_text=True)
MONEY = "#,##0.00####_ "
HEAD = [14.0, 42.0, 14.0, 42.0]
NEAR = 3.5
"""Cuts of two blocks that are no further apart (in characters) become one."""
PROJECT = "project"


def forms() -> Mapping[str, FormSpec]:
    """Return the forms by name, without the one whose workbook is made by hand."""
    specs = FormSpecs([shipped_tree(SHIPPED_FORMS)])
    names = [name for name in specs.names(SHIPPED_FORMS) if name != PROJECT]
    return {name: specs.resolved(name).spec for name in names}


def columns(block: BlockSpec | None) -> tuple[ColumnSpec, ...]:
    """Return the columns of a table."""
    assert block is not None
    assert not isinstance(block.columns, str)
    return block.columns


def group(block: BlockSpec) -> str:
    """Return the word of the group whose items a table lists."""
    return columns(block)[0][1].removeprefix("{{").partition(".")[0]


# the workbook


def grid(form: FormSpec) -> list[float]:
    """Return the widths of the columns that all blocks share: the cuts of one serve the others."""
    widths = [float(column[2]) for column in columns(form.indicators)]
    whole = sum(widths)
    cuts = [sum(widths[:n]) for n in range(len(widths) + 1)]
    blocks = [[float(column[2]) for column in columns(block)] for block in form.blocks]
    for shares in (HEAD, *blocks):
        for number in range(1, len(shares)):
            cut = sum(shares[:number]) / sum(shares) * whole
            if min(abs(cut - other) for other in cuts) > NEAR:
                cuts = sorted([*cuts, cut])
    return [round(b - a, 2) for a, b in pairwise(cuts)]


class Sheet:
    """Writes the rows of a form one below the other, each over the whole grid of columns."""

    def __init__(self, sheet: Any, widths: list[float]) -> None:
        self.sheet, self.widths, self.row = sheet, widths, 0

    def line(self, cells: Iterable[tuple[str, float, str]], height: float) -> None:
        """Write cells of (text, share of the width, style)."""
        self.row += 1
        self.sheet.row_dimensions[self.row].height = height
        cells = list(cells)
        first = 1
        for (text, _, style), last in zip(cells, self._ends([c[1] for c in cells]), strict=True):
            self._put(first, last, text, style)
            first = last + 1

    def _ends(self, shares: list[float]) -> list[int]:
        """Return the last column of each cell, as near to its share as the grid allows."""
        whole, done, at = sum(self.widths), 0.0, 0
        ends = []
        for number, share in enumerate(shares, 1):
            done += share / sum(shares) * whole
            most = len(self.widths) - (len(shares) - number)
            near = [(abs(sum(self.widths[:end]) - done), end) for end in range(at + 1, most + 1)]
            at = min(near)[1] if number < len(shares) else len(self.widths)
            ends.append(at)
        return ends

    def _put(self, first: int, last: int, text: str, style: str) -> None:
        for column in range(first, last + 1):
            cell = self.sheet.cell(self.row, column)
            bare = style in ("title", "year", "foot", "note")
            cell.border = Border() if bare else BORDER
            cell.font = Font(
                name="宋体", size={"title": 18, "year": 11}.get(style, 9),
                bold=style in ("title", "section", "total"),
            )  # fmt: skip
            cell.alignment = ALIGNED.get(style, CENTER)
            if style in ("foot", "note"):
                cell.alignment = Alignment(
                    "left", "top" if style == "note" else "center", wrap_text=True
                )
            if style in ("label", "section"):
                cell.fill = SHADE
            if style == "money":
                cell.number_format = MONEY
        self.sheet.cell(self.row, first).value = text
        if last > first:
            self.sheet.merge_cells(
                start_row=self.row, end_row=self.row, start_column=first, end_column=last
            )


def workbook(form: FormSpec) -> bytes:
    """Return the Excel template of a form."""
    book = load_workbook(ROOT / "templates/xlsx/project.xlsx")
    old = book["自评表"]
    new = book.create_sheet("自评表", 0)
    for name in ("page_setup", "page_margins", "print_options", "sheet_properties", "HeaderFooter"):
        setattr(new, name, getattr(old, name))
    book.remove(old)
    new.title = "自评表"
    new.page_setup.orientation = "landscape" if form.landscape else "portrait"
    widths = grid(form)
    for number, width in enumerate(widths, 1):
        new.column_dimensions[get_column_letter(number)].width = width
    _fill(Sheet(new, widths), form)
    new.print_area = f"A1:{get_column_letter(len(widths))}{new.max_row}"
    _explained(book["评分说明"])
    book.active = 0
    return workbook_bytes(book)


def _fill(sheet: Sheet, form: FormSpec) -> None:
    sheet.line([(form.title, 1, "title")], 27)
    sheet.line([("({{年度}}年度)", 1, "year")], 17)
    for name1, field1, name2, field2 in form.head:
        sheet.line(
            [
                (name1, 14, "label"),
                (field1, 42, "text"),
                (name2, 14, "label"),
                (field2, 42, "text"),
            ],
            18,
        )
    for block in form.blocks:
        some = "{{" + group(block) + ".有}}"
        sheet.line([(block.banner + some, 1, "section")], 16.5)
        sheet.line(_headings(columns(block), some), 18)
        _row(sheet, columns(block), 30 if group(block) == "目标" else 18)
    assert form.indicators is not None
    sheet.line([(form.indicators.banner, 1, "section")], 16.5)
    sheet.line(_headings(columns(form.indicators), ""), 27)
    sheet.sheet.print_title_rows = f"{sheet.row}:{sheet.row}"
    _row(sheet, columns(form.indicators), 18)
    for line in form.totals:
        _total(sheet, line, columns(form.indicators))
    if form.texts:
        some = "{{文字.有}}"
        sheet.line([(form.texts + some, 1, "section")], 16.5)
        sheet.line([("{{文字.名称}}", 18, "label"), ("{{文字.内容}}", 94, "text")], 30)
    sheet.line([("", 1, "foot")], 6)
    sheet.line([(text, 1, "foot") for text in form.foot], 20)
    sheet.line([("{{签名.身份}}:{{签名.姓名}}", 1, "foot")], 16)
    remarks = "\n".join(f"{number}.{remark}" for number, remark in enumerate(form.remarks, 1))
    sheet.line([(f"注:{remarks}", 1, "note")], 16)


def _row(sheet: Sheet, columns: Iterable[ColumnSpec], height: float) -> None:
    sheet.line([(text, float(width), style) for _, text, width, style in columns], height)


def _headings(columns: Iterable[ColumnSpec], some: str) -> Iterator[tuple[str, float, str]]:
    for number, (heading, _, width, _) in enumerate(columns):
        yield heading + ("" if number else some), float(width), "label"


def _total(sheet: Sheet, line: SumSpec, columns: Sequence[ColumnSpec]) -> None:
    styles = [column[3] for column in columns]
    at, to = styles.index("points"), styles.index("score")
    widths = [float(column[2]) for column in columns]
    cells = [(line.label, sum(widths[:at]), "total")]
    if line.score:
        cells.append((line.points, widths[at], "total"))
        if to > at + 1:
            cells.append(("", sum(widths[at + 1 : to]), "total"))
        cells.append((line.score, widths[to], "total"))
    else:
        cells.append((line.points, sum(widths[at : to + 1]), "total"))
    sheet.line([*cells, (line.rest, sum(widths[to + 1 :]), "mid")], 18)


def _explained(sheet: Any) -> None:
    """Let 评分说明 speak of what is evaluated, and show what a row was computed from."""
    changed = {
        "A2": "{{评价对象}}({{年度}}年度,{{实施单位}})",
        "D38": "{{指标.实际完成值}}\n读作:{{指标.完成值读作}}\n完成比:{{指标.完成比}}",
        "L38": "{{指标.理由}}\n数据:{{指标.数据}}\n佐证:{{指标.佐证材料}}\n理解:{{指标.理解}}\n方向:{{指标.方向}}",
    }
    for place, text in changed.items():
        assert sheet[place].value, place
        sheet[place].value = text


def main() -> int:
    """Write all workbooks."""
    for name, form in forms().items():
        (ROOT / f"templates/xlsx/{name}.xlsx").write_bytes(workbook(form))
    return 0


if __name__ == "__main__":
    sys.exit(main())
