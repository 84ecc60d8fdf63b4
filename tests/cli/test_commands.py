"""The commands on good input: what is written, what is said, what the exit status is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from scoring.cli.main import cli, main
from tests.folders import EXAMPLES, ROOT, SETS


def test_demo_scores_the_six_and_says_what_to_open(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["demo"]) == 0
    said = capsys.readouterr().out
    published = ("99.23", "99.79", "97.42", "97.77", "99.94", "99.99")
    by_rule = ("99.23", "99.79", "99.92", "99.77", "99.94", "94.41")
    for total, rule in zip(published, by_rule, strict=True):
        assert f"自评总分 {total}，等级 优；按规则 {rule}" in said
    assert "若某项取下限" not in said
    files = sorted(p.name for p in Path("自评演示").iterdir())
    assert len(files) == 30
    opened = said.split("请打开 ")[1].split("（")[0]
    assert Path(opened).is_file()


def test_the_same_input_gives_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["demo", "-o", "一"]) == 0
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    assert main(["demo", "-o", "二"]) == 0
    for path in Path("一").iterdir():
        assert path.read_bytes() == (Path("二") / path.name).read_bytes(), path.name


def test_yaml_and_json_lines_of_the_same_data_agree(tmp_path, monkeypatch):
    from scoring.readers.submissions import read_submissions

    monkeypatch.chdir(tmp_path)
    lines = []
    for path in EXAMPLES:
        submission = read_submissions(path)[0][1]
        lines.append(submission.model_dump_json(by_alias=True, exclude_defaults=True))
    Path("六份.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["score", "六份.jsonl", "--format", "json", "-o", "a"]) == 0
    written = Path("a/六份-评分结果.jsonl").read_text("utf-8").splitlines()
    assert main(["score", *map(str, EXAMPLES), "--format", "json", "-o", "b"]) == 0
    for path, line in zip(EXAMPLES, written, strict=True):
        assert json.loads(line) == json.loads(
            Path(f"b/{path.stem}-评分结果.json").read_text("utf-8")
        )


def test_another_set_may_be_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["score", str(EXAMPLES[0]), "--set", "mof/2020-project", "--format", "json"]) == 0
    card = json.loads(Path(f"{EXAMPLES[0].stem}-评分结果.json").read_text("utf-8"))
    assert card["set"]["id"] == "mof/2020-project"


def test_a_secret_project_leaks_no_text(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = EXAMPLES[5].read_text("utf-8").replace("year: 2022", "year: 2022\nsecret: 是")
    assert "secret" in text
    Path("密.yaml").write_text(text, encoding="utf-8")
    assert main(["score", "密.yaml", "--format", "json"]) == 0
    said = capsys.readouterr().out
    assert "质量监督" not in said
    assert "白皮书" not in said


def test_own_sets_come_first_and_are_said_aloud(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    folder = Path("我的/mof")
    folder.mkdir(parents=True)
    shipped = ROOT / "indicator_sets/mof/2020-project.yaml"
    text = shipped.read_text("utf-8").replace("title: 项目支出绩效自评表", "title: 我的表")
    (folder / "2020-project.yaml").write_text(text, encoding="utf-8")
    assert main(["sets", "list", "--sets", "我的"]) == 0
    said = capsys.readouterr().out
    assert "我的表" in said
    assert "盖过自带" in said
    monkeypatch.chdir(folder.parent)
    assert main(["sets", "list"]) == 0
    assert "我的表" not in capsys.readouterr().out


def test_a_set_that_is_only_a_base_is_marked(capsys):
    assert main(["sets", "list", "--sets", str(SETS)]) == 0
    base = next(x for x in capsys.readouterr().out.split("\n") if "  test/base  " in x)
    assert "供继承" in base


def test_a_json_file_in_its_own_folder_is_left_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = '{"schema":"ziping/submission/1","set":"mof/2020-project","year":"2022"}'
    Path("申报.json").write_text(given, encoding="utf-8")
    assert main(["score", "申报.json"]) == 1
    assert Path("申报.json").read_text("utf-8") == given
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "申报-自评表.html", "申报-自评表.xlsx", "申报-评分结果.json", "申报-评分说明.html",
        "申报-评分说明.xlsx", "申报.json",
    ]  # fmt: skip


def test_a_form_without_rows_is_not_told_that_its_points_are_wrong(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    head = "schema: ziping/submission/1\nset: mof/2020-project\nyear: 2022\n"
    Path("甲.yaml").write_text(head, encoding="utf-8")
    assert main(["score", "甲.yaml", "--format", "json"]) == 1
    said = capsys.readouterr().out
    assert "★未填 全表：一行指标也没有填" in said
    assert "分值合计" not in said
    row = "indicators: [{level1: 产出, level2: 数量, name: 甲, target: 1份, actual: 1份, points: 45}]\n"
    Path("乙.yaml").write_text(head + row, encoding="utf-8")
    assert main(["score", "乙.yaml", "--format", "json"]) == 1
    said = capsys.readouterr().out
    assert "★需要改 产出：“产出”各行分值合计45分，应为50分" in said
    assert "★需要改 全表：“全表”各行分值合计55分，应为100分" in said


ROWS_TO_TELL_OF = """schema: ziping/submission/1
set: mof/2020-project
year: 2022
indicators:
  - {level1: 产出, level2: 数量, name: 制度册数, target: 健全, actual: 基本健全, points: 40, claimed: 41}
  - {level1: 产出, level2: 数量, name: 场次, target: ≥1场, actual: "", points: 10}
unplaced: [{text: 联系人丙某, at: 填报表!A60}]
repairs: [{at: 填报表!F20, what: 读作 6}, {at: 填报表!F21, what: 读作 7}]
"""


def test_rows_are_told_by_the_names_people_know(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("甲.yaml").write_text(ROWS_TO_TELL_OF, encoding="utf-8")
    assert main(["score", "甲.yaml", "--format", "json"]) == 1
    said = capsys.readouterr().out
    assert "缺 产出 / 数量 / 制度册数：" in said
    assert "★需要改 产出 / 数量 / 制度册数：分值40分，填报41分" in said
    assert "★需要改 产出 / 数量 / 制度册数：分值40分，填报41分" in said
    assert "★未填 产出 / 数量 / 场次：指标值≥1场，实际完成值空着" in said
    assert "产出/数量/1" not in said


def test_what_was_put_right_or_found_no_place_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("甲.yaml").write_text(ROWS_TO_TELL_OF, encoding="utf-8")
    main(["score", "甲.yaml", "--format", "json"])
    said = capsys.readouterr().out
    assert "另有 1 处内容没有归入本表" in said
    assert "读取时校正 2 处" in said
    assert "丙某" not in said
    Path("乙.yaml").write_text(ROWS_TO_TELL_OF + "secret: 是\n", encoding="utf-8")
    assert main(["score", "乙.yaml", "--format", "json"]) == 1
    said = capsys.readouterr().out
    assert "缺 产出/数量/1：" in said
    assert "制度册数" not in said


def test_the_next_commands_can_be_copied_as_they_stand(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["form", "--set", "mof/2020-project", "-o", "我的 表.xlsx"]) == 0
    said = capsys.readouterr().out
    assert 'ziping check "我的 表.xlsx"' in said
    assert 'ziping score "我的 表.xlsx" -o 结果' in said


def test_a_missing_file_name_is_asked_for_plainly(capsys):
    assert main(["score"]) == 2
    assert "没有写申报文件或文件夹。" in capsys.readouterr().err


def test_other_points_for_the_rate_than_the_sets_are_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = EXAMPLES[2].read_text("utf-8")
    assert "points: 10," in text.split("goal:")[0]
    Path("甲.yaml").write_text(text.replace("points: 10,", "points: 15,", 1), encoding="utf-8")
    main(["score", "甲.yaml", "--format", "json"])
    assert "★需要改 预算执行率：“预算执行率”各行分值合计15分，应为10分" in capsys.readouterr().out
    assert main(["check", "甲.yaml"]) == 1
    assert "“预算执行率”各行分值合计15分，应为10分" in capsys.readouterr().out


def test_blank_points_leave_the_grade_open(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("甲.yaml").write_text(
        "schema: ziping/submission/1\nset: mof/2020-project\nyear: 2022\n"
        "funds: [{source: 合计, budget: 1, executed: 1}]\n"
        "indicators: [{level1: 产出, level2: 数量, name: 甲, target: 1份, actual: 1份}]\n",
        encoding="utf-8",
    )
    assert main(["score", "甲.yaml", "--format", "html,json"]) == 1
    said = capsys.readouterr().out
    card = json.loads(Path("甲-评分结果.json").read_text("utf-8"))
    assert card["indicators"][0]["points"] is None
    assert "待定（有指标未填分值）" in said
    assert "均为" not in said + Path("甲-自评表.html").read_text("utf-8")


@pytest.mark.parametrize("set_id", ["mof/2020-project", "shenzhen/2022-project"])
def test_sets_show_and_check(set_id, capsys):
    assert main(["sets", "show", set_id]) == 0
    assert "预算执行率" in capsys.readouterr().out
    assert main(["sets", "check", set_id]) == 0
    assert "没有问题" in capsys.readouterr().out


def test_schema_is_a_json_schema(capsys):
    assert main(["sets", "schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert "rules" in schema["properties"]


def _commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    for inner in getattr(command, "commands", {}).values():
        yield from _commands(inner, f"{name} {inner.name}")


@pytest.mark.parametrize(
    ("name", "command"), [pytest.param(*one, id=one[0]) for one in _commands(cli, "ziping")]
)
def test_the_help_of_every_command_is_in_chinese(name: str, command: click.Command):
    text = command.get_help(click.Context(command, info_name=name))
    assert not re.findall(r"\[[a-z:]+\]|\b(?:PATH|TEXT|INTEGER|FILE|DIRECTORY)\b", text)


def test_an_option_that_must_be_written_is_named_as_it_is_typed(capsys):
    assert main(["year", "next", "2024"]) == 2
    assert "错误：没有写 -o 文件夹。" in capsys.readouterr().err
