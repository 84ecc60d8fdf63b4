"""A person restyles the form without any checkout: copies it, changes it, prints with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font, PatternFill

from scoring.cli.main import main
from tests.real_programs import office as libreoffice

Captured = pytest.CaptureFixture[str]

SET = """\
schema: 1
id: xx/2024-project
title: 某市项目支出绩效自评表
extends: shenzhen/2022-project
form: {xlsx: 某市.xlsx}
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with copies of the shipped templates, in an empty current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ZIPING_HOME", raising=False)
    assert main(["sets", "templates", "我的"]) == 0
    return Path("我的")


def restyle(path: Path, saved: Path) -> None:
    """Change fonts, the heading, a colour, and the order of columns: points after the score."""
    book = load_workbook(path)
    sheet = book["自评表"]
    sheet["A1"] = "某市项目支出绩效自评表"
    sheet["A1"].font = Font(name="黑体", size=22, bold=True, color="C00000")
    for cell in sheet[11]:
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
    for row in range(11, 14):
        first, second = sheet.cell(row, 7), sheet.cell(row, 8)
        first.value, second.value = second.value, first.value
    for row in sheet["A12:I12"]:
        for cell in row:
            cell.font = Font(name="仿宋", size=10.5)
    sheet["A16"] = "主管部门意见:{{主管部门意见}}"
    book.save(saved)


def test_a_set_of_one_s_own_prints_with_a_template_of_one_s_own(
    own: Path, office: Any, checkout: Path, capsys: Captured
) -> None:
    restyle(own / "templates/xlsx/project.xlsx", own / "templates/xlsx/某市.xlsx")
    (own / "templates/xlsx/project.xlsx").unlink()
    (own / "templates/html/project.html.j2").unlink()
    (own / "xx").mkdir()
    (own / "xx/2024-project.yaml").write_text(SET, "utf-8")
    [example] = (checkout / "examples").glob("6-*.yaml")
    assert main(["sets", "check", "xx/2024-project", "--sets", str(own)]) < 2
    assert "模板" not in capsys.readouterr().err
    command = ["score", str(example), "--sets", str(own), "--set", "xx/2024-project"]
    assert main([*command, "--format", "xlsx", "-o", "结果"]) == 0
    assert "盖过" not in capsys.readouterr().out

    [made] = Path("结果").glob("*-自评表.xlsx")
    steps = [{"do": "save", "path": str(Path("表.pdf").resolve()), "to": "pdf"}, {"do": "values"}]
    values = office.do({"do": "open", "path": str(made.resolve())}, *steps)[-1]["自评表"]
    head = next(line for line in values if "三级指标" in line)
    assert (head.index("*得分"), head.index("*分值")) == (6, 7)
    total = next(line for line in values if line[0] == "总分")
    assert total[6:8] == [99.99, 100]
    pages = libreoffice.pages(Path("表.pdf"))
    upright = [page for page in pages if page.height > page.width]
    assert "某市项目支出绩效自评表" in upright[0].text
    assert all(abs(page.width - 595.3) < 1 for page in upright)
    breaks = load_workbook(made)["自评表"].row_breaks.brk
    assert len(upright) == len(breaks) + 1, "one page wide, ending where it was meant to"
    texts = libreoffice.wrapped_texts(load_workbook(made))
    sizes = office.do({"do": "open", "path": str(made.resolve())}, {"do": "sizes"})[1]
    [measured] = office.heights([(texts, sizes)])
    assert all(needs <= has + 0.5 for needs, has in measured)


@pytest.mark.parametrize("by", ["--sets", "ZIPING_HOME"])
def test_a_template_that_takes_the_place_of_a_shipped_one_is_said_aloud(
    own: Path, by: str, checkout: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = own / "templates/xlsx/project.xlsx"
    restyle(shipped, shipped)
    [example] = (checkout / "examples").glob("1-*.yaml")
    where = ["--sets", str(own)]
    if by == "ZIPING_HOME":
        monkeypatch.setenv("ZIPING_HOME", str(own.resolve()))
        where = []
    assert main(["score", str(example), *where, "--format", "xlsx", "-o", "结果"]) == 0
    said = capsys.readouterr().out
    assert said.count("它盖过了自带的同名模板") == 1
    assert str(Path("templates/xlsx/project.xlsx")) in said
    [made] = Path("结果").glob("*-自评表.xlsx")
    assert load_workbook(made)["自评表"]["A1"].value == "某市项目支出绩效自评表"

    assert main(["sets", "list", *where]) == 0
    listed = capsys.readouterr().out
    assert "project.xlsx（盖过自带的同名模板）" in listed
    assert "有错误" not in listed


def test_files_beside_templates_are_no_sets(own: Path, capsys: Captured) -> None:
    (own / "templates/说明.yaml").write_text("这不是指标体系\n", "utf-8")
    assert main(["sets", "list", "--sets", str(own)]) == 0
    assert "templates/说明" not in capsys.readouterr().out


def test_a_set_s_own_form_is_copied(own: Path, capsys: Captured) -> None:
    assert main(["sets", "templates", str(own), "--set", "tianjin/department"]) == 0
    said = capsys.readouterr().out
    assert "tianjin-department.xlsx" in said
    assert (own / "templates/html/tianjin-department.html.j2").is_file()


def test_copies_overwrite_nothing(own: Path, capsys: Captured) -> None:
    capsys.readouterr()
    assert main(["sets", "templates", str(own)]) == 2
    said = capsys.readouterr().err
    assert said.count("已经有这个文件，没有覆盖") == 2


@pytest.mark.parametrize("name", ["../project.xlsx", "甲/乙.xlsx", "没有.xlsx", ".xlsx"])
def test_a_template_s_name_leads_nowhere_else(
    own: Path, name: str, checkout: Path, capsys: Captured
) -> None:
    (own / "xx").mkdir()
    (own / "xx/2024-project.yaml").write_text(SET.replace("某市.xlsx", name), "utf-8")
    [example] = (checkout / "examples").glob("1-*.yaml")
    command = ["score", str(example), "--sets", str(own), "--set", "xx/2024-project"]
    assert main([*command, "-o", "结果"]) == 2
    assert not Path("结果").exists()
    said = capsys.readouterr().err
    assert "模板" in said or "form" in said


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"", b"<html>"])
def test_a_template_that_is_no_workbook_is_told(
    own: Path, content: bytes, checkout: Path, capsys: Captured
) -> None:
    (own / "templates/xlsx/project.xlsx").write_bytes(content)
    [example] = (checkout / "examples").glob("1-*.yaml")
    assert main(["score", str(example), "--sets", str(own), "-o", "结果"]) == 2
    assert "project.xlsx：错误：不能作为工作簿打开" in capsys.readouterr().err
    assert not Path("结果").exists()


@pytest.mark.parametrize(
    "code",
    [
        "{{ form.project.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{% include '/etc/passwd' %}",
        "{% for n in range(1000000000) %}{{ n }}{% endfor %}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ 'x' * 10000000000 }}",
        "{{ 10 ** 10 ** 8 }}",
        "{{ 'a'|center(9999999999) }}",
        "{{ 'a'.ljust(9999999999) }}",
        "{{ '{:9999999999}'.format(1) }}",
        "{{ 'a'['format'](1) }}",
        "{{ '%9999999999d' % 1 }}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    ],
)
def test_a_page_template_from_elsewhere_can_only_print(
    own: Path, code: str, checkout: Path, capsys: Captured
) -> None:
    (own / "templates/html/project.html.j2").write_text(f"<p>\n{code}</p>", "utf-8")
    [example] = (checkout / "examples").glob("1-*.yaml")
    assert main(["score", str(example), "--sets", str(own), "--format", "html", "-o", "结果"]) == 2
    said = capsys.readouterr().err
    assert "project.html.j2:2:1：错误：网页模板" in said
    assert not Path("结果").exists()


def test_a_template_without_end_is_refused_and_not_walked(
    own: Path, checkout: Path, capsys: Captured
) -> None:
    place = own / "templates/xlsx/project.xlsx"
    book = load_workbook(place)
    book["自评表"]["A1048576"] = "末行"
    book.create_sheet("附表")["A1"] = "附表"
    book.save(place)
    [example] = (checkout / "examples").glob("1-*.yaml")
    assert main(["score", str(example), "--sets", str(own), "-o", "结果"]) == 2
    said = capsys.readouterr().err
    assert "工作表“自评表”用到了第 1048576 行" in said
    assert "工作表“附表”" not in said
    assert "请删去表格以外的行和列" in said
