"""进度 over several runs: who is assigned, what is done with many projects at once, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

LIST = "问题清单.xlsx"
Fill = Callable[..., None]


@pytest.fixture
def output(review: Any, six: list[Path], tmp_path: Path) -> Path:
    """The folder of a first run over the six projects."""
    folder = tmp_path / "结果"
    review(*six, "-o", folder)
    return folder


@pytest.fixture
def fill(output: Path) -> Fill:
    """Write into the row of a project in 进度, as a person does."""

    def written(cells: dict[str, dict[str, Any]], name: str = LIST) -> None:
        book = load_workbook(output / name)
        sheet = book["进度"]
        at = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            typed = cells.get(sheet.cell(row, at["项目"]).value, cells.get("*", {}))
            for heading, value in typed.items():
                sheet.cell(row, at[heading]).value = value
        book.save(output / name)

    return written


@pytest.fixture
def again(review: Any, six: list[Path], output: Path, rows: Any, capsys: Any) -> Any:
    """Run again and return the rows of 进度 by project, and what was said."""

    def run(*options: str) -> tuple[dict[str, dict[str, Any]], str]:
        capsys.readouterr()
        review(*six, "-o", output, *options)
        said = capsys.readouterr()
        name = (
            next((one.name for one in output.glob("问题清单（*.xlsx")), LIST) if options else LIST
        )
        listed = {row["项目"]: row for row in rows(output / name, "进度")}
        return listed, said.out + said.err

    return run


ONE = "政务数据管理"


def test_people_are_assigned_and_found_again(fill: Fill, again: Any) -> None:
    fill({ONE: {"复核人": "张三（主评）、李四", "截止日": "2023年6月30日"}})
    listed, _ = again()
    assert (listed[ONE]["复核人"], listed[ONE]["截止日"]) == ("张三（主评）、李四", "2023-06-30")
    assert listed[ONE]["等谁办"] == "张三、李四"
    assert {row["复核人"] for name, row in listed.items() if name != ONE} == {None}
    assert again()[0] == listed, "nobody wrote anything since"
    selected, _ = again("--only", "复核人=李四")
    assert list(selected) == [ONE]
    assert selected[ONE]["复核人"] == "张三（主评）、李四"


def test_another_assignment_replaces_the_first_and_an_emptied_cell_is_asked(
    fill: Fill, again: Any
) -> None:
    fill({ONE: {"复核人": "张三"}})
    again()
    fill({ONE: {"复核人": "李四"}})
    assert again()[0][ONE]["复核人"] == "李四"
    fill({ONE: {"复核人": None}})
    listed, _ = again()
    assert listed[ONE]["复核人"] == "李四", "an emptied cell takes nobody's task away"
    fill({ONE: {"复核人": "无"}})
    assert again()[0][ONE]["复核人"] is None


def test_what_cannot_be_done_now_is_told_and_kept(fill: Fill, again: Any) -> None:
    fill({"*": {"办理": "办结", "办理人": "王五", "办理日期": "2023-05-01"}})
    listed, said = again()
    assert {row["轮次"] for row in listed.values()} == {"初评"}
    assert said.count("现在不能办理“办结”") >= 6


def test_many_projects_are_sent_back_at_once(fill: Fill, again: Any) -> None:
    act = {
        "办理": "退回单位修改",
        "办理人": "王五",
        "办理日期": "2023-05-01",
        "事由": "请补报调查表",
    }
    fill({"*": act})
    listed, _ = again()
    assert {row["轮次"] for row in listed.values()} == {"待重报"}
    assert {row["办理"] for row in listed.values()} == {None}, "done once"
    assert again()[0] == listed
    selected, _ = again("--only", "轮次=待重报", "--only", f"项目={ONE}")
    assert list(selected) == [ONE]


def test_many_projects_are_closed_by_one_signature_in_the_list(
    output: Path, fill: Fill, again: Any
) -> None:
    """From 初评 to 已办结: sheets signed, the unit's day gone by, all closed in one list."""
    for path in (output / "复核表").glob("*.xlsx"):
        book = load_workbook(path)
        for name, text in (("zw_by", "张三"), ("zw_at", "2023-05-01")):
            ((sheet, cell),) = book.defined_names[name].destinations
            book[sheet][cell.replace("$", "")].value = text
        book.save(path)
    listed, _ = again()
    assert {row["轮次"] for row in listed.values()} == {"单位反馈"}
    fill({"*": {"截止日": "2023-05-10"}})
    assert {row["截止日"] for row in again()[0].values()} == {"2023-05-10"}
    fill({"*": {"办理": "逾期未反馈", "办理人": "王五", "办理日期": "2023-05-10"}})
    listed, said = again()
    assert {row["轮次"] for row in listed.values()} == {"单位反馈"}, "the last day is not over"
    assert "没有生效" in said
    fill({"*": {"办理": "逾期未反馈", "办理人": "王五", "办理日期": "2023-05-11"}})
    assert {row["轮次"] for row in again()[0].values()} == {"待办结"}
    fill({"*": {"办理": "办结", "办理人": "赵六", "办理日期": "2023-05-12"}})
    listed, _ = again()
    assert {(row["轮次"], row["等谁办"], row["待定的行"]) for row in listed.values()} == {
        ("已办结", None, 0)
    }
    page = (output / "总览.html").read_text("utf-8")
    assert "已办结 <a" in page
    assert 'id="decide-' not in page, "nothing is left to decide"


def test_two_evaluators_of_different_minds_are_seen_in_every_list(
    output: Path, again: Any, rows: Any, tmp_path: Path
) -> None:
    """Both totals stand in the list and on the page, and the first look counts the row."""
    sheet = output / "复核表" / f"{ONE}.xlsx"
    blank = sheet.read_bytes()
    for by, score in (("张三", 9), ("李四", 5)):
        copied = tmp_path / f"{by}.xlsx"
        copied.write_bytes(blank)
        decide(copied, score, by)
    listed, _ = again(
        "--decisions", str(tmp_path / "张三.xlsx"), "--decisions", str(tmp_path / "李四.xlsx")
    )
    assert (listed[ONE]["轮次"], listed[ONE]["待裁定的行"]) == ("待裁定", 1)
    (one,) = [row for row in rows(output / LIST, "各表一览") if row["项目"] == ONE]
    assert " 或 " in one["复核"]
    page = (output / "总览.html").read_text("utf-8")
    assert one["复核"] in page
    assert "待裁定 1 行" in page


def decide(path: Path, score: float, by: str) -> None:
    """Decide the first row of products in a sheet, and sign it."""
    book = load_workbook(path)
    sheet = book["复核表"]
    heads = {
        cell.value: cell.column for row in sheet.iter_rows(max_row=12) for cell in row if cell.value
    }
    row = next(
        n for n in range(1, sheet.max_row + 1)
        if str(sheet.cell(n, heads["标识"]).value or "").startswith("产出/数量")
    )  # fmt: skip
    for heading, value in (("复核得分", score), ("认定理由", "数据核减")):
        sheet.cell(row, heads[heading]).value = value
    for name, text in (("zw_by", by), ("zw_at", "2023-04-01")):
        ((_, cell),) = book.defined_names[name].destinations
        sheet[cell.replace("$", "")].value = text
    book.save(path)
