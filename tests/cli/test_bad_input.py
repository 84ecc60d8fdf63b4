"""Rubbish in: a clear Chinese message with the place, exit 2, nothing written, no traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scoring.cli.main import main
from tests.folders import EXAMPLES

WRONG_VALUES = {
    ("--workers", "0"): "--workers 要写整数，不小于 1。",
    ("--workers", "两"): "--workers 要写整数，不小于 1。",
    ("--format", "csv"): "--format 只能写 jsonl、parquet。",
    ("--engine", "spark"): "--engine 只能写 local、dask。",
}

HEAD = "schema: ziping/submission/1\nset: shenzhen/2022-project\nyear: 2022\n"
ROW = "  - {level1: 产出, level2: 数量, name: 甲, target: 3份, actual: 3份, points: 5}\n"

BAD = {
    "broken YAML": (HEAD + "goal: {expected: 甲\n", "自评.yaml:4", "括号"),
    "a comma that cuts a value in braces": (
        HEAD + "indicators:\n  - {level1: 产出, name: 甲,乙, target: 3份, points: 5}\n", "自评.yaml:5:25", 'name: "甲,乙"',
    ),
    "a space copied from a web page": (
        "schema: ziping/submission/1\nset:\u00a0mof/2020-project\n", "自评.yaml:2:5", "普通空格",
    ),
    "full-width braces": (HEAD + 'project: ｛name: 甲, code: "1"｝\n', "自评.yaml:4:10", "全角"),
    "a full-width comma in braces": (
        HEAD + 'project: {name: 甲，code: "1"}\n', "自评.yaml:4:18", "全角",
    ),
    "an anchor": (HEAD + "goal: &a {expected: 甲}\n", "自评.yaml:4:7", "锚点"),
    "a bomb of aliases": (
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\n",
        "自评.yaml:1:4", "锚点",
    ),
    "an unknown key": (HEAD + "uint: 甲单位\n", "自评.yaml:4:1", "unit"),
    "an unknown key in a row": (
        HEAD + "indicators:\n  - {level1: 产出, nmae: 甲}\n", "自评.yaml:5:18", "name",
    ),
    "an unknown set": (HEAD.replace("2022-project", "2022-projct"), "自评.yaml:2:6", "shenzhen/2022-project"),
    "a missing year": ("schema: ziping/submission/1\nset: shenzhen/2022-project\n", "自评.yaml", "year"),
    "a thousands separator": (
        HEAD + 'funds: [{source: 合计, budget: "18,159,500.00"}]\n', "自评.yaml:4:30", "18159500.00",
    ),
    "a number of 400,000 digits": (
        HEAD + "funds:\n  - {source: 合计, budget: " + "9" * 400_000 + "}\n", "自评.yaml:5", "位",
    ),
    "100,000 nested brackets": (HEAD + "goal: " + "[" * 100_000, "自评.yaml:4", "层"),
    "100,000 nested braces": ("{" * 100_000, "自评.yaml:1", "层"),
    "an empty file": ("", "自评.yaml", "空"),
    "a list where a mapping belongs": (HEAD + "goal: [甲, 乙]\n", "自评.yaml:4:7", "goal"),
    "text that is no submission": ("你好\n", "自评.yaml", ""),
    "JSON cut off": ('{"schema": "ziping/submission/1", "set": ', "自评.yaml:1", ""),
    "nested JSON": ('{"a":' * 100_000, "自评.yaml:1", "层"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_one_bad_file(name, tmp_path, monkeypatch, capsys):
    text, place, word = BAD[name]
    monkeypatch.chdir(tmp_path)
    Path("自评.yaml").write_text(text, encoding="utf-8")
    assert main(["score", "自评.yaml", "-o", "出"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert place in said.err
    assert "错误" in said.err
    assert word in said.err
    assert "Traceback" not in said.err
    assert len(said.err) < 20_000
    assert [p.name for p in tmp_path.iterdir()] == ["自评.yaml"]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("schema: 甲".encode("utf-16-be"), "编码"),
        (b"schema: \xff\xfe\x00\x81\x30", "编码"),
        (b"PK\x03\x04" + bytes(100), "zip"),
        (b"PK\x03\x04" + bytes(100) + b"xl/", "不完整"),
        (b"%PDF-1.7\n" + bytes(100), "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Office"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    ],
)
def test_what_is_no_text_is_named(data, word, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("自评.yaml").write_bytes(data)
    assert main(["score", "自评.yaml"]) == 2
    said = capsys.readouterr().err
    assert "自评.yaml" in said
    assert word.lower() in said.lower()


@pytest.mark.parametrize("name", ["没有.yaml", "."])
def test_missing_files_and_folders(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["score", name]) == 2
    assert "怎么办" in capsys.readouterr().err


def test_all_errors_of_a_file_come_at_once(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = (
        HEAD + "uint: 甲\nmoney_unit: 美元\nindicators:\n" + ROW.replace("points: 5", "points: 五")
    )
    Path("a.yaml").write_text(text, encoding="utf-8")
    assert main(["score", "a.yaml"]) == 2
    said = capsys.readouterr().err
    assert [f"a.yaml:{n}" in said for n in (4, 5, 7)] == [True] * 3


def test_a_bad_file_does_not_keep_a_good_one_from_being_scored(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("好.yaml").write_text(HEAD + "indicators:\n" + ROW, encoding="utf-8")
    Path("坏.yaml").write_text("{", encoding="utf-8")
    assert main(["score", "坏.yaml", "好.yaml", "-o", "出", "--format", "json"]) == 2
    assert [p.name for p in Path("出").iterdir()] == ["好-评分结果.json"]
    assert "坏.yaml" in capsys.readouterr().err


def test_one_bad_line_of_many_writes_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    good = '{"schema":"ziping/submission/1","set":"mof/2020-project","year":"2022"}'
    Path("多.jsonl").write_text(f'{good}\n{{"set": 1}}\n{good}\n', encoding="utf-8")
    assert main(["score", "多.jsonl", "-o", "出"]) == 2
    assert "多.jsonl:2" in capsys.readouterr().err
    assert not Path("出").exists()


@pytest.mark.parametrize("name", ["甲-评分结果.json", "甲-评分结果.JSON"])
def test_an_input_is_never_written_over(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    good = '{"schema":"ziping/submission/1","set":"mof/2020-project","year":"2022"}'
    Path(name).write_text(good, encoding="utf-8")
    Path("甲.json").write_text(good, encoding="utf-8")
    assert main(["score", "甲.json", name, "--format", "json"]) == 2
    assert Path(name).read_text("utf-8") == good
    said = capsys.readouterr()
    assert "甲-评分结果.json：错误：不能写入" in said.err
    assert "-o" in said.err
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        ["甲.json", name, f"{Path(name).stem}-评分结果.json"]
    )


def test_an_input_is_known_by_where_it_lies(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    good = '{"schema":"ziping/submission/1","set":"mof/2020-project","year":"2022"}'
    Path("里").mkdir()
    Path("里/甲-评分结果.json").write_text(good, encoding="utf-8")
    Path("外").symlink_to("里", target_is_directory=True)
    Path("甲.json").write_text(good, encoding="utf-8")
    arguments = ["score", "甲.json", "里/../里/甲-评分结果.json", "-o", "外", "--format", "json"]
    assert main(arguments) == 2
    assert Path("里/甲-评分结果.json").read_text("utf-8") == good


def test_a_budget_of_zero_is_unscored_with_its_reason(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    funds = "funds: [{source: 年度资金总额, budget: 0, executed: 0}]\nindicators:\n"
    Path("零.yaml").write_text(HEAD + funds + ROW, encoding="utf-8")
    assert main(["score", "零.yaml", "--format", "json,html,xlsx"]) == 1
    said = capsys.readouterr().out
    assert "预算执行率" in said
    assert "为零" in said
    assert "★未填 预算执行率：没有得分" in said
    assert Path("零-自评表.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["scor"], "score"),
        (["score"], "申报文件"),
        (["score", "a.yaml", "--fromat", "xlsx"], "--format"),
        (["score", "a.yaml", "--format", "doc"], "xlsx"),
        (["score", "a.yaml", "-o"], "-o"),
        (["score", "a.yaml", "--scores", "谁"], "--scores “谁”不对"),
        (["sets", "show"], "编号"),
        (["sets", "show", "shenzhen/2022-projekt"], "shenzhen/2022-project"),
        (["sets", "check", "没有这个"], "没有"),
        (["score", "a.yaml", "--sets", "没有的文件夹"], "没有的文件夹"),
        (["demo", "多余"], "多余"),
    ],
)
def test_wrong_use_is_explained_in_chinese(arguments, word, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert word in said
    assert "Error" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "arguments", [[], ["--help"], ["sets"], ["score", "--help"], ["--version"]]
)
def test_help_is_chinese_and_no_error(arguments, capsys):
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert "Usage" not in said
    assert "Options" not in said
    assert "Show" not in said


def test_an_unforeseen_failure_is_told_without_a_traceback(monkeypatch, capsys, tmp_path):
    def broken(*_):
        raise RuntimeError("boom")

    monkeypatch.setattr("scoring.cli.score.score_files", broken)
    monkeypatch.chdir(tmp_path)
    assert main(["score", "a.yaml"]) == 2
    said = capsys.readouterr().err
    assert "缺陷" in said
    assert "Traceback" not in said


LONG = "长" * 5_000


@pytest.mark.parametrize(
    "command",
    [
        ["check", LONG], ["score", LONG], ["review", LONG], ["review", str(EXAMPLES[0]), "-o", LONG],
        ["score", str(EXAMPLES[0]), "-o", LONG], ["score", str(EXAMPLES[0]), "-o", "长/" * 1_700],
        ["form", "--targets", LONG, "--set", "mof/2020-project"], ["ledger", "list", LONG],
        ["form", "--set", "mof/2020-project", "-o", f"{LONG}.xlsx"], ["sets", "list", "--sets", LONG],
        ["sets", "templates", LONG], ["review", str(EXAMPLES[0]), "-o", "长/" * 1_700],
    ],
    ids=range(12),
)  # fmt: skip
def test_a_path_that_no_system_takes_is_no_defect_of_the_program(
    command, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main(command) == 2
    said = capsys.readouterr().err
    assert "程序内部出错" not in said
    assert "错误：" in said
    assert "怎么办：" in said


@pytest.mark.parametrize("name", ["fsync", "mkdir", "replace", "open"])
def test_a_full_disk_is_no_defect_of_the_program(name, tmp_path, monkeypatch, capsys):
    def full(path="", *_, **__):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.chdir(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, name, full)
        assert main(["review", str(EXAMPLES[0]), "-o", "结果"]) == 2
    said = capsys.readouterr().err
    assert "程序内部出错" not in said
    assert "错误：" in said


@pytest.mark.parametrize(("typed", "said"), WRONG_VALUES.items())
def test_a_value_that_an_option_does_not_take_is_told_in_chinese(typed, said, capsys):
    assert main(["batch", "全省.jsonl", *typed]) == 2
    assert capsys.readouterr().err.startswith(f"错误：{said}\n")
