"""A folder of forms under review by persons: they type into workbooks, sign, save and run again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from scoring.cli.main import main
from tests.workbooks.review_sheet.desk import cell_of, changed, filled, row_of, signed

SIGN_ALL = "单位经办人（签字、盖章，一次签署所有答复了的项目）"
Cut = Mapping[tuple[str, str], object]


def ruled(row: str, score: float | None = None, ground: str = "数据核减", **more: str) -> Cut:
    """Return what is typed into a row to decide it; ``actual``, ``target`` and ``note`` too."""
    cells = {
        "复核得分": score, "复核完成值": more.get("actual"), "复核指标值": more.get("target"),
        "认定理由": ground, "理由说明": more.get("note"),
    }  # fmt: skip
    return {(row, heading): value for heading, value in cells.items() if value is not None}


def done(word: str, reason: str = "") -> Cut:
    """Return what is typed to do something with the whole project."""
    return {("zw_action", ""): word, ("zw_reason", ""): reason}


@dataclass
class Rounds:
    """The folder, its outputs, and what the last run said."""

    forms: Path
    output: Path
    more: list[Path] = field(default_factory=list)
    """What came back and lies elsewhere: handed over at every run."""
    said: str = ""
    code: int = 0

    def run(self, *arguments: str | Path) -> str:
        """Run the review; return what the terminal shows."""
        named = [arg for path in self.more for arg in ("--decisions", path)]
        out = StringIO()
        with redirect_stdout(out):
            self.code = main([
                "review", *map(str, (self.forms, "-o", self.output, *named, *arguments)),
            ])  # fmt: skip
        self.said = out.getvalue()
        return self.said

    def sheet(self, name: str) -> Path:
        return self.output / "复核表" / f"{name}.xlsx"

    def fill(self, name: str, typed: Cut, by: str = "", day: object = "2023-03-01") -> None:
        """Fill in the sheet of a project where it lies, and sign it if there is a name."""
        self.type_into(self.sheet(name), typed, by, day)

    def type_into(self, path: Path, typed: Cut, by: str = "", day: object = "2023-03-01") -> None:
        """Fill in a sheet anywhere."""
        cells = {**typed, **(signed(by, day) if by else {})}
        path.write_bytes(filled(path.read_bytes(), cells))

    def answer(
        self, unit: str, answers: Mapping[tuple[str, str], tuple[str, str]], by: str = "",
        day: object = "2023-03-20", *, all_of: Iterable[str] = (), to: Path | None = None,
    ) -> None:  # fmt: skip
        """Fill in the workbook of a unit: by project and row a word and a reason."""
        path = self.output / "单位反馈" / f"{unit}.xlsx"

        def type_in(book: Any) -> None:
            for (project, row), (word, say) in answers.items():
                sheet = book[next(n for n in book.sheetnames if n.endswith(project[:20]))]
                at = cell_of(sheet, "认可/不认可").column
                sheet.cell(row_of(sheet, row), at).value = word
                sheet.cell(row_of(sheet, row), at + 1).value = say
            cover = book["封面"]
            for project in all_of:
                line = next(c.row for row in cover.iter_rows() for c in row if c.value == project)
                cover.cell(line, cell_of(cover, "全部认可").column).value = "全部认可"
            if by:
                line = cell_of(cover, SIGN_ALL).row
                cover.cell(line, 5).value = by
                cover.cell(line, cell_of(cover, "日期").column + 1).value = day

        (to or path).write_bytes(changed(path.read_bytes(), type_in))

    def progress(self, name: str) -> dict[str, Any]:
        """Return the line of a project in 进度."""
        head, *lines = load_workbook(self.output / "问题清单.xlsx")["进度"].iter_rows(
            values_only=True
        )
        found = [dict(zip(map(str, head), line, strict=True)) for line in lines]
        return next(line for line in found if line["项目"] == name)

    def round(self, name: str) -> str:
        return str(self.progress(name)["轮次"])

    def progress_cells(self, name: str, **typed: object) -> None:
        """Type into the line of a project in 进度, by heading."""

        def type_in(book: Any) -> None:
            sheet = book["进度"]
            heads = {c.value: c.column for c in sheet[1]}
            line = next(
                n for n in range(2, sheet.max_row + 1)
                if sheet.cell(n, heads["项目"]).value == name
            )  # fmt: skip
            for heading, value in typed.items():
                sheet.cell(line, heads[heading]).value = value

        path = self.output / "问题清单.xlsx"
        path.write_bytes(changed(path.read_bytes(), type_in))

    def shown(self, name: str, row: str, heading: str) -> Any:
        """Return what a cell of the sheet shows."""
        sheet = load_workbook(self.sheet(name), data_only=True)["复核表"]
        return sheet.cell(row_of(sheet, row), cell_of(sheet, heading).column).value

    def total(self, name: str) -> Any:
        """Return the total of the review as the sheet shows it."""
        sheet = load_workbook(self.sheet(name), data_only=True)["复核表"]
        return sheet.cell(cell_of(sheet, "总分").row, cell_of(sheet, "认定后得分").column).value

    def texts(self, path: Path) -> str:
        """Return all that stands in a workbook."""
        return "\n".join(
            str(c.value) for sheet in load_workbook(path) for line in sheet.iter_rows() for c in line
            if c.value is not None
        )  # fmt: skip
