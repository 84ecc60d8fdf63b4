"""The year of a department's officer: the guide's commands, word for word, on the approved tables of two years."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import openpyxl
import pytest

from scoring.cli.main import main
from scoring.intake.submissions import submissions_of
from scoring.problem import InputError
from tests.folders import ROOT

CHAPTER = re.compile(r"^## .、部门整体：.*?(?=^## )", re.M | re.S)
UNIT = "深圳市大数据资源管理中心"
HEADINGS = {
    "target": {"年度指标值", "指标值", "目标值"},
    "actual": {"实际完成值", "实际值"},
    "reason": {
        "未完成原因和改进措施",
        "偏差原因分析及改进措施",
        "备注（原因、佐证材料）",
        "偏差原因",
    },
}


def commands() -> list[list[str]]:
    """Return the commands of the chapter, each as its words without ``ziping``."""
    [chapter] = CHAPTER.findall((ROOT / "docs" / "填报指南.md").read_text("utf-8"))
    lines = [
        line for block in re.findall(r"```\n(.*?)```", chapter, re.S) for line in block.splitlines()
    ]
    assert all(line.startswith("ziping ") for line in lines)
    return [shlex.split(line)[1:] for line in lines]


def bare(value: object) -> str:
    return re.sub(r"[*＊\s]", "", str(value or ""))


def beside(sheet, label: str):
    """Return the cell to fill behind a label, if the workbook has that label."""
    for row in sheet.iter_rows():
        for cell in row:
            if bare(cell.value) == label:
                area = next((a for a in sheet.merged_cells.ranges if cell.coordinate in a), None)
                return sheet.cell(cell.row, (area.max_col if area else cell.column) + 1)
    return None


def heading(sheet, text: str):
    """Return the row of a table's headings, and its columns by heading."""
    for row in sheet.iter_rows():
        found = {bare(cell.value): cell.column for cell in row if cell.value}
        if text in found:
            return row[0].row, found
    raise AssertionError(text)


def fill(path: str) -> None:
    """Fill the yellow cells as an officer does: one target missed for a reason, all others reached."""
    book = openpyxl.load_workbook(path)
    sheet = book["填报表"]
    for label in ("部门名称", "单位名称", "项目名称"):
        cell = beside(sheet, label)
        if cell is not None and not cell.value:
            cell.value = UNIT
    first, columns = heading(sheet, "实际完成情况")
    sheet.cell(first + 1, columns["实际完成情况"]).value = "各项年度目标均已完成。"
    first, columns = heading(sheet, "资金来源")
    budget = next(columns[name] for name in columns if name.startswith("全年") and "预算" in name)
    executed = next(columns[name] for name in ("全年执行数", "全年支出数") if name in columns)
    initial = columns["年初预算数"]
    for row in range(first + 1, first + 4):
        amount = sheet.cell(row, initial).value
        sheet.cell(row, budget).value = sheet.cell(row, executed).value = amount
    first, columns = heading(sheet, "三级指标")
    at = {key: next(columns[n] for n in names if n in columns) for key, names in HEADINGS.items()}
    for row in range(first + 1, sheet.max_row + 1):
        name = sheet.cell(row, columns["三级指标"]).value
        actual = sheet.cell(row, at["actual"])
        if not name or actual.value:
            continue
        target = sheet.cell(row, at["target"])
        if name == "月运维达标评分":
            target.value = "≥90分"
        actual.value = re.sub(r"^[≥≤]", "", str(target.value))
        if name == "短信年发送总量":
            actual.value = "16000 万条"
            sheet.cell(row, at["reason"]).value = "需求减少，停发营销类短信。"
    book.save(path)


def printed(path: str) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )


@pytest.mark.parametrize(
    ("number", "year", "rows", "unset"), [("003", 2022, 44, False), ("001", 2024, 36, True)]
)
def test_from_the_approved_table_to_the_papers_to_sign(
    number, year, rows, unset, seed_path, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    shutil.copy(seed_path(number), "部门预算.txt")
    shutil.copy(seed_path("000"), "年度总结.txt")
    first, without, clues, check, score, next_year = commands()

    assert main([word.replace("年度总结.docx", "年度总结.txt") for word in clues]) == 0
    sheets = openpyxl.load_workbook("部门整体.xlsx").sheetnames
    assert ("完成值线索" in sheets) == (year == 2024)  # the text is of that year
    Path("部门整体.xlsx").unlink()
    capsys.readouterr()
    assert main(first) == 0
    said = capsys.readouterr().out
    assert f"带入指标 {rows} 个" in said
    assert ("common/department-no-satisfaction" in said) == unset
    if unset:
        assert "指标值是空的：月运维达标评分（第601行），请补上" in said
        assert main(without) == 0
    fill("部门整体.xlsx")
    capsys.readouterr()

    main(check)
    said = capsys.readouterr().out
    assert "★" not in said, said
    assert main(score) in (0, 1)
    said = capsys.readouterr().out
    assert "没有归入" not in said
    total = re.search(r"总分 ([0-9.]+)", said)
    assert total, said
    assert 99 < float(total[1]) < 100, "one target was missed"

    graded = printed("结果/部门整体-自评表.xlsx")
    assert {total[1], "优"} <= set(graded.splitlines())
    plain = printed("结果/部门整体-部门整体支出绩效目标完成情况表.xlsx")
    assert "部门整体支出绩效目标完成情况表" in plain
    assert f"{year}年度" in plain
    for word in ("得分", "分值", "总分", "等级"):
        assert word not in plain
    for paper in (graded, plain):
        assert "16000 万条" in paper
        assert "各项年度目标均已完成。" in paper
        assert "停发营销类短信" in paper

    assert main(next_year) == 0
    [(_, found)] = submissions_of("明年的部门整体.xlsx")
    assert isinstance(found, InputError), "only its year is missing"
    [problem] = found.problems
    assert "绩效自评年度" in problem.message


def test_a_set_whose_rows_are_computed_says_so_and_names_those_that_take_the_table(
    seed_path, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main(["form", str(seed_path("001")), "--set", "shenzhen/2024-department"]) == 2
    said = capsys.readouterr().err
    assert "shenzhen/2024-department（深圳市 · 部门整体 · 2024）不收这样的目标表" in said
    assert (
        "表上的级次是 产出指标、效益指标、满意度指标，它的级次是 部门决策、部门管理、部门绩效"
        in said
    )
    assert "common/department（通用 · 部门整体）" in said
    assert "mof/2020-project" not in said
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", ["001", "003"])
def test_a_project_set_is_refused_for_a_departments_table_as_in_review(
    number, seed_path, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main(["form", str(seed_path(number)), "--set", "mof/2020-project"]) == 2
    said = capsys.readouterr().err
    assert "这是部门整体支出的表" in said
    assert "mof/2020-project 用于项目支出" in said
    assert "common/department（通用 · 部门整体）" in said
    assert not list(tmp_path.iterdir())
