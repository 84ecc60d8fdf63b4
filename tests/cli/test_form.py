"""``ziping form`` as an officer meets it."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from scoring.cli.main import main
from scoring.intake.submissions import submissions_of
from tests.folders import SETS, TARGETS


@pytest.fixture
def there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_from_a_set(there, capsys):
    assert main(["form", "--set", "shenzhen/2022-project"]) == 0
    said = capsys.readouterr().out
    assert (there / "填报表.xlsx").stat().st_size > 10_000
    assert "填写说明" in said
    assert "ziping score 填报表.xlsx" in said


def test_without_a_set_the_sets_are_listed(there, capsys):
    assert main(["form"]) == 2
    said = capsys.readouterr().err
    assert "财政部 · 项目支出 · 2020（mof/2020-project）" in said
    assert not list(there.iterdir())


def test_an_unknown_set(there, capsys):
    assert main(["form", "--set", "mof/2020-projekt"]) == 2
    assert "mof/2020-project" in capsys.readouterr().err
    assert not list(there.iterdir())


def test_a_workbook_that_may_be_filled_is_not_written_over(there, capsys):
    path = there / "填报表.xlsx"
    assert main(["form", "--set", "mof/2020-project"]) == 0
    assert main(["form", "--set", "mof/2020-project"]) == 0, "the same may be written again"
    path.write_bytes(path.read_bytes() + b" ")
    before = path.read_bytes()
    assert main(["form", "--set", "mof/2020-project"]) == 2
    assert "--force" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert main(["form", "--set", "mof/2020-project", "--force"]) == 0
    assert path.read_bytes() != before


def test_targets_without_points(there, capsys):
    targets = str(TARGETS / "targets-2024.csv")
    assert main(["form", "--set", "shenzhen/2022-project", "--targets", targets, "-o", "表"]) == 0
    said = capsys.readouterr().out
    assert "带入指标 35 个" in said, "five say 不涉及"
    assert "建议分值" in said
    assert (there / "表.xlsx").exists()


@pytest.mark.usefixtures("there")
def test_from_an_earlier_submission_and_on_to_its_score(checkout, capsys):
    example = str(checkout / "examples" / "4-综合运维服务.yaml")
    assert main(["form", example, "-o", "a.xlsx"]) == 0
    assert main(["score", "a.xlsx", "-o", "结果"]) == 0
    assert "99.77" in capsys.readouterr().out


def test_a_filled_workbook_gives_the_next(there, checkout):
    example = str(checkout / "examples" / "6-信息工程质量监督.yaml")
    assert main(["form", example, "-o", "a.xlsx"]) == 0
    assert main(["form", "a.xlsx", "-o", "b.xlsx"]) == 0
    assert (there / "a.xlsx").read_bytes() == (there / "b.xlsx").read_bytes()


def test_next_years_form_keeps_targets_and_clears_the_rest(there, checkout, capsys):
    example = str(checkout / "examples" / "4-综合运维服务.yaml")
    assert main(["form", "--targets", example]) == 0
    [(_, found)] = submissions_of(there / "填报表.xlsx")
    assert "绩效自评年度" in str(found)
    assert main(["form", "填报表.xlsx"]) == 2, "a form without a year is no submission yet"
    assert "绩效自评年度" in capsys.readouterr().err


@pytest.mark.usefixtures("there")
def test_a_set_of_several_goals_has_a_workbook(there, capsys):
    sets = str(SETS)
    assert main(["form", "--set", "test/tianjin-goals", "--sets", sets]) == 0
    assert "已写出" in capsys.readouterr().out
    sheet = load_workbook(there / "填报表.xlsx")["填报表"]
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"年度目标完成情况", "年度目标"} <= texts


def test_a_file_that_is_not_there(there, capsys):
    assert main(["form", "没有.yaml"]) == 2
    assert main(["form", "--set", "mof/2020-project", "--targets", "没有.csv"]) == 2
    assert capsys.readouterr().err.count("找不到") == 2
    assert not list(there.iterdir())
