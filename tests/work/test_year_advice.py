"""What a person writes into 目标编制建议 stays when the papers of the year are made again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from scoring.work.library import Library
from scoring.work.year.make import make_year
from tests.folders import EXAMPLES

ADVICE = "下年/目标编制建议.xlsx"
LAST = "信息工程质量监督.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    year = tmp_path / "2022"
    (year / "填报").mkdir(parents=True)
    for path in EXAMPLES:
        (year / "填报" / path.name).write_bytes(path.read_bytes())
    record = "schema: ziping/year/1\nyear: 2022\ndepartment: 深圳市政务服务数据管理局\n"
    (year / "部门年度.yaml").write_text(record, "utf-8")
    return year


@pytest.fixture
def row_of(folder: Path) -> Callable[[str], dict[str, object]]:
    """Return a row of the sheet by the name of its indicator, by heading."""

    def row(name: str) -> dict[str, object]:
        sheet = openpyxl.load_workbook(folder / ADVICE)["目标编制建议"]
        heads = [cell.value for cell in sheet[2]]
        found = [r for r in sheet.iter_rows(min_row=3, values_only=True) if name in str(r[2])]
        assert len(found) == 1
        return dict(zip(heads, found[0], strict=True))

    return row


def write(folder: Path, name: str, text: str) -> None:
    book = openpyxl.load_workbook(folder / ADVICE)
    for row in book["目标编制建议"].iter_rows(min_row=3):
        if name in str(row[2].value):
            row[9].value = text
    book.save(folder / ADVICE)


def test_a_target_that_a_person_decided_stays(
    folder: Path, library: Library, row_of: Callable[[str], dict[str, object]]
) -> None:
    make_year(folder, library, ["建议"])
    assert row_of("发放白皮书")["拟定2024年指标值"] is None
    write(folder, "发放白皮书", "≥70家")
    form = next((folder / "填报").glob(f"*{LAST}"))
    form.write_text(form.read_text("utf-8").replace('"69家"', '"70家"'), "utf-8")
    make_year(folder, library, ["建议"])
    row = row_of("发放白皮书")
    assert (row["2022年完成值"], row["拟定2024年指标值"]) == ("70家", "≥70家")


def test_it_stays_where_nothing_is_advised_any_more(
    folder: Path, library: Library, row_of: Callable[[str], dict[str, object]]
) -> None:
    make_year(folder, library, ["建议"])
    write(folder, "发放白皮书", "70家")
    form = next((folder / "填报").glob(f"*{LAST}"))
    form.write_text(form.read_text("utf-8").replace('"69家"', '"80家"'), "utf-8")
    make_year(folder, library, ["建议"])
    row = row_of("发放白皮书")
    assert (row["建议"], row["拟定2024年指标值"]) == (None, "70家")
    make_year(folder, library, ["建议"])
    assert row_of("发放白皮书")["拟定2024年指标值"] == "70家"


def test_what_a_person_removed_does_not_return(
    folder: Path, library: Library, row_of: Callable[[str], dict[str, object]]
) -> None:
    make_year(folder, library, ["建议"])
    write(folder, "发放白皮书", "70家")
    make_year(folder, library, ["建议"])
    write(folder, "发放白皮书", "")
    make_year(folder, library, ["建议"])
    assert row_of("发放白皮书")["拟定2024年指标值"] is None
