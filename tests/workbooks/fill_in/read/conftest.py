"""A fill-in workbook as its contract says, written plainly, for tests of its reader."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from scoring.readers.books.open_any import open_book
from scoring.records.submission import Submission
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.layout import ABOUT, FillLayout
from scoring.workbooks.fill_in.read.read import read_filled

LAYOUT = load_vocabulary(FillLayout)
FUNDS = [
    {"source": "年度资金总额", "initial": 1800, "budget": 1816.3292, "executed": 1800.989914},
    {"source": "当年财政拨款", "initial": 1800, "budget": 1816.3292, "executed": 1800.989914},
]
ROWS = [
    {
        "level1": "产出", "level2": "数量", "name": "运维设备数量", "target": "≥2499台",
        "actual": "2300台", "points": 20, "claimed": 18.41, "reason": "部分设备年中报废",
        "evidence.name": "设备台账\n验收单", "evidence.number": "附件1\n附件2",
        "evidence.page": "3",
    },
    {"name": "机房数量", "target": "≥2个", "actual": "2个", "points": 10},
    {"level2": "时效", "name": "完成时间", "target": "7月底", "actual": "9月底", "points": 10},
    {
        "level1": "满意度", "level2": "服务对象满意度", "name": "用户满意度", "target": "≥90%",
        "actual": "96.5%", "points": 10, "survey.method": "问卷", "survey.sent": 200,
    },
]  # fmt: skip
FIELDS = {
    "project.name": "政务云运行维护", "project.code": "440300000000000001", "year": 2022,
    "unit": "市数据中心", "money_unit": "万元", "finished": "是", "goal.expected": "保障\n运行",
    "project_period.start": "2022-01-01", "head.filled_by": "李四",
}  # fmt: skip


class Made:
    """A workbook to be filled; ``cells`` says where the cell of a key is."""

    def __init__(
        self,
        fields: Mapping[str, Any] = FIELDS,
        rows: list[dict[str, Any]] = ROWS,
        funds: list[dict[str, Any]] = FUNDS,
        about: Mapping[str, str] | None = None,
    ) -> None:
        self.book = Workbook()
        self.sheet: Worksheet = self.book.active
        self.sheet.title = LAYOUT.form_sheet
        self.cells: dict[str, str] = {}
        self._about(
            about or {"schema": "ziping/fill/1", "set": "mof/2020-project", "money_unit": "万元"}
        )
        self.row = 1
        for spec in LAYOUT.fields:
            if spec.block == "hidden" or LAYOUT.home_of_block(spec.block) is not None:
                continue
            self.sheet.cell(self.row, 1, spec.label)
            if spec.block == "goal":
                self.row += 1
            where = f"${'A' if spec.block == 'goal' else 'B'}${self.row}"
            self.sheet[where.replace("$", "")] = fields.get(spec.key)
            self.cells[spec.key] = where.replace("$", "")
            self._name(spec.range_name, where)
            self.row += 1
        self.table("funds", funds)
        self.table("indicators", rows)

    def table(self, key: str, rows: list[dict[str, Any]]) -> None:
        spec = LAYOUT.tables[key]
        self.row += 1
        top = self.row
        for index, column in enumerate(spec.columns, 1):
            self.sheet.cell(top, index, column.heading)
        for row in rows:
            self.row += 1
            for index, column in enumerate(spec.columns, 1):
                self.cells[f"{key}.{self.row - top}.{column.key}"] = (
                    f"{get_column_letter(index)}{self.row}"
                )
                if column.key in row:
                    self.sheet.cell(self.row, index, row[column.key])
        self.row += 2  # one blank row to grow into
        self.sheet.cell(self.row, 1, spec.closing)
        right = get_column_letter(len(spec.columns))
        self._name(spec.range_name, f"$A${top}:${right}${self.row}")
        self.row += 1

    def __setitem__(self, key: str, value: Any) -> None:
        self.sheet[self.cells[key]] = value

    def at(self, key: str) -> str:
        return f"{self.sheet.title}!{self.cells[key]}"

    def data(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def read(self, set_id: str = "", **more: Any) -> Submission:
        return read_filled(open_book(self.data(), "填报表.xlsx"), LAYOUT, set_id, **more)

    def _about(self, about: Mapping[str, str]) -> None:
        sheet = self.book.create_sheet(LAYOUT.about_sheet)
        sheet.sheet_state = "hidden"
        for row, (key, value) in enumerate(about.items(), 1):
            sheet.cell(row, 1, key)
            sheet.cell(row, 2, value)
        self._name(ABOUT, f"$A$1:$B${len(about)}", LAYOUT.about_sheet)

    def _name(self, name: str, where: str, sheet: str = "") -> None:
        self.book.defined_names[name] = DefinedName(
            name, attr_text=f"'{sheet or self.sheet.title}'!{where}"
        )


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def again() -> Callable[[bytes], Workbook]:
    return lambda data: load_workbook(io.BytesIO(data))
