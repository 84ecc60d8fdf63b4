"""``--set`` is for the forms that nothing else tells the set of, and only where its rules are of their kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.batch.planning import FormPlanner
from scoring.batch.recognise import load_clues
from scoring.readers.submissions import read_submissions
from scoring.records.file_content import FileRead, Form
from scoring.work.library import Library
from tests.folders import FORM_FILES

MOF = "mof/2020-project"


@pytest.fixture
def layouts(tmp_path: Path):
    """Put forms of the named layouts into a folder."""

    def put(*names: str) -> Path:
        folder = tmp_path / "交来的表"
        folder.mkdir(exist_ok=True)
        for name in names:
            file = FORM_FILES / f"{name}.xlsx"
            (folder / file.name).write_bytes(file.read_bytes())
        return folder

    return put


def test_a_form_that_was_recognised_keeps_its_set(review, rows, layouts, six, tmp_path, capsys):
    folder = layouts("sichuan-2023", "national")
    (folder / "写明的.yaml").write_bytes(six[0].read_bytes())
    output = tmp_path / "结果"
    review(folder, "-o", output, "--set", MOF)
    told = capsys.readouterr().out
    forms = rows(output / "读取情况.xlsx", "自评表")
    assert {form["文件"]: form["指标体系"] for form in forms} == {
        "sichuan-2023.xlsx": "sichuan/2023-project", "national.xlsx": MOF,
        "写明的.yaml": "shenzhen/2022-project",
    }  # fmt: skip
    named = {form["文件"]: form["认定指标体系的依据"] for form in forms}
    assert named["写明的.yaml"] == "表上写明"
    assert named["national.xlsx"] == "用 --set 写明"
    assert named["sichuan-2023.xlsx"].startswith("标题“部门预算项目支出绩效自评表")
    assert f"按 {MOF} 计分 1 份（表上没有写、也认不出，按 --set 1 份）" in told
    assert "按 sichuan/2023-project 计分 1 份（表上没有写，凭线索认出 1 份" in told
    assert "按 shenzhen/2022-project 计分 1 份（表上写明 1 份）" in told
    assert "--no-recognise" in told
    assert not [i for i in rows(output / "问题清单.csv") if i["文件"] == "sichuan-2023.xlsx"]


def test_recognition_is_overruled_only_when_that_is_asked_for(
    review, rows, layouts, tmp_path, capsys
):
    folder = layouts("sichuan-2023", "national")
    review(folder, "-o", tmp_path / "结果", "--set", MOF, "--no-recognise")
    assert f"按 {MOF} 计分 2 份（表上没有写，按 --set 2 份）" in capsys.readouterr().out
    forms = rows(tmp_path / "结果" / "读取情况.xlsx", "自评表")
    assert {form["指标体系"] for form in forms} == {MOF}
    assert review(folder, "-o", tmp_path / "无", "--no-recognise") == 2
    assert "--set" in capsys.readouterr().err
    assert not (tmp_path / "无").exists()


def test_rules_for_projects_score_no_department_and_no_region(
    review, rows, layouts, tmp_path, capsys
):
    names = ("anhui", "yueyang", "tianjin", "chongqing")
    folder = layouts(*names, "national", "transfer")
    review(folder, "-o", tmp_path / "结果", "--set", MOF, "--no-recognise")
    told = capsys.readouterr().out
    assert "已复核 1 份" in told
    assert told.count("指标体系不适用") == 5
    unread = rows(tmp_path / "结果" / "问题清单.xlsx", "未读取")
    assert {row["文件"] for row in unread} == {f"{name}.xlsx" for name in (*names, "transfer")}
    (anhui,) = (row for row in unread if row["文件"] == "anhui.xlsx")
    assert "2023年度部门整体支出绩效自评表" in anhui["原因"]
    assert MOF in anhui["原因"]
    assert "项目支出" in anhui["原因"]
    assert "applies_to" in anhui["怎么办"]


def test_rules_for_departments_score_no_project(review, rows, layouts, tmp_path, capsys):
    folder = layouts("national", "tianjin")
    review(folder, "-o", tmp_path / "结果", "--set", "tianjin/department")
    assert "已复核 1 份" in capsys.readouterr().out
    (unread,) = rows(tmp_path / "结果" / "问题清单.xlsx", "未读取")
    assert unread["文件"] == "national.xlsx"


def test_a_department_of_a_known_place_is_not_recognised_as_a_project(six):
    given = read_submissions(six[2])[0][1].model_copy(update={"set": "-"})
    for title, fate in (
        ("项目支出绩效自评表", "reviewed"),
        ("部门整体支出绩效自评表", "no-set"),
    ):
        form = Form(at="", title=title, submission=given)
        read = FileRead(name="甲", kind="xlsx", forms=(form,))
        (found,) = FormPlanner(Library(), load_clues([]), None).found("甲", read)
        state = found.state
        assert state.fate == fate
        assert not any("project" in candidate for candidate in state.candidates)


def test_the_example_is_the_nearest_set_or_none(review, layouts, tmp_path, capsys):
    for name, example in (
        ("yueyang", "hunan-yueyang/2018-department"), ("national", MOF), ("anhui", "anhui/department"),
    ):  # fmt: skip
        folder = layouts(name)
        review(folder, "-o", tmp_path / f"结果{name}")
        assert f"--set {example}；" in capsys.readouterr().out
        (folder / f"{name}.xlsx").unlink()


def test_where_no_set_is_near_none_is_named(review, six, tmp_path, capsys):
    text = six[0].read_text("utf-8").replace("set: shenzhen/2022-project", 'set: "-"')
    for level in ("产出", "效益", "满意度"):
        text = text.replace(f"level1: {level}", "level1: 其他")
    source = tmp_path / "甲.yaml"
    source.write_text(text, "utf-8")
    review(source, "-o", tmp_path / "结果")
    told = capsys.readouterr().out
    assert "ziping sets list" in told
    assert "例如" not in told


def test_of_two_that_are_as_near_none_is_the_example(review, six, tmp_path, capsys):
    own = tmp_path / "体系"
    own.mkdir()
    (own / "recognise.yaml").write_text(
        "schema: ziping/recognise/1\nsets:\n"
        "  guangxi/project: {must: [{year: [2022, 2022]}]}\n"
        "  hubei/project: {must: [{year: [2022, 2022]}]}\n",
        "utf-8",
    )
    source = tmp_path / "甲.yaml"
    text = six[2].read_text("utf-8").replace("深圳市", "某某市")
    source.write_text(text.replace("set: shenzhen/2022-project", 'set: "-"'), "utf-8")
    review(source, "-o", tmp_path / "结果", "--sets", own)
    told = capsys.readouterr().out
    assert "例如" not in told


def test_clues_that_are_not_of_every_form_are_not_told_as_if_they_were(
    review, report, six, tmp_path, capsys
):
    folder = tmp_path / "表"
    folder.mkdir()
    (folder / report.name).write_bytes(report.read_bytes())
    (folder / "写明的.yaml").write_bytes(six[0].read_bytes())
    review(folder, "-o", tmp_path / "结果")
    (line,) = (x for x in capsys.readouterr().out.splitlines() if x.startswith("按 "))
    assert "计分 7 份（表上写明 1 份；表上没有写，凭线索认出 6 份" in line
    assert "各份都有：" in line
    assert "2022年度" in line
    assert "读取情况" in line
