"""Submission files: recognised by content, all problems at once, one or many in a file."""

import json
import subprocess
import sys
from decimal import Decimal

import pytest

from scoring.documents.bounds import MOST_CHARACTERS
from scoring.files.text_file import read_text
from scoring.problem import InputError
from scoring.readers import submissions
from scoring.readers.submissions import (
    format_of,
    iterate_submissions,
    read_submissions,
    record,
    record_nodes,
)
from scoring.records.decision import Decision

YAML = """\
schema: ziping/submission/1
set: shenzhen/2022-project
year: 2022
project: {name: 政府网络运行维护, code: "440300211311500021004"}
unit: 深圳市大数据资源管理中心
money_unit: 元
funds:
  - {source: 年度资金总额, initial: 18159500.00, budget: 18163292.00, executed: 18009899.14}
indicators:
  - {level1: 产出, name: 出口可用宽带, target: ≥15G, actual: 16.1G, points: 12.5}
claimed_total: 97.42
"""
DATA = {
    "schema": "ziping/submission/1",
    "set": "shenzhen/2022-project",
    "year": 2022,
    "project": {"name": "政府网络运行维护", "code": "440300211311500021004"},
    "unit": "深圳市大数据资源管理中心",
    "money_unit": "元",
    "funds": [
        {
            "source": "年度资金总额",
            "initial": "18159500.00",
            "budget": "18163292.00",
            "executed": "18009899.14",
        }
    ],
    "indicators": [
        {
            "level1": "产出",
            "name": "出口可用宽带",
            "target": "≥15G",
            "actual": "16.1G",
            "points": 12.5,
        }
    ],
    "claimed_total": 97.42,
}
LINE = json.dumps(DATA, ensure_ascii=False)
PRETTY = json.dumps(DATA, ensure_ascii=False, indent=2)


def write(tmp_path, text, name="自评.dat", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def problems(path, read=read_submissions):
    with pytest.raises(InputError) as caught:
        read(path)
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (YAML, 1),
        (LINE, 1),
        (PRETTY, 1),
        (f"[{LINE}, {LINE}]", 2),
        (f"{LINE}\n{LINE}\n\n{LINE}\n", 3),
        ("- " + YAML.rstrip().replace("\n", "\n  ") + "\n", 1),
        ("[" + PRETTY + "]", 1),
        ("\n\n" + LINE, 1),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_way_of_writing_gives_the_same(tmp_path, text, count, encoding):
    read = read_submissions(write(tmp_path, text, encoding=encoding))
    (expected,) = [s for _, s in read_submissions(write(tmp_path, YAML, "b.yaml"))]
    assert [s for _, s in read] == [expected] * count
    assert str(read[0][1].funds[0].initial) == "18159500.00"
    assert read[0][1].claimed_total == Decimal("97.42")


def test_places_name_the_file_and_the_line(tmp_path):
    single = write(tmp_path, PRETTY)
    assert [place for place, _ in read_submissions(single)] == [str(single)]
    lines = write(tmp_path, f"{LINE}\n\n{LINE}\n")
    assert [place for place, _ in read_submissions(lines)] == [f"{lines}:1", f"{lines}:3"]
    listed = write(tmp_path, f"[\n{LINE},\n{LINE}\n]")
    assert [place for place, _ in read_submissions(listed)] == [f"{listed}:2", f"{listed}:3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1", "yaml"),
        ("{a: 1}", "yaml"),
        ("[{a: 1}]", "yaml"),
        ("{'a': 1}", "yaml"),
        ("- {}", "yaml"),
        ('{"a": 1}', "json"),
        ('{"a": 1}\n', "json"),
        ('\ufeff {\n"a": 1}', "json"),
        ('[\n {"a": 1},\n {"a": 2}\n]', "json"),
        ('{"a": {"b": 1}\n, "c": 1}', "json"),
        ('{"a": {"b": 1}\n}', "json"),
        ("[]", "json"),
        ("{}", "json"),
        ('{"a": 1}\n{"b": 1}', "json-lines"),
        ('{"a": 1\n{"b": 1}', "json-lines"),
        ('{"a": 1}\nxx\n', "json-lines"),
        ("[" * 100_000, "yaml"),
    ],
)
def test_the_way_of_writing_is_told_by_content(text, expected):
    assert format_of(text) == expected


def test_all_problems_of_a_file_come_at_once(tmp_path):
    bad = LINE.replace('"year": 2022', '"year": "22"')
    path = write(tmp_path, f"{bad}\n{LINE}\n{{\n{bad}\n")
    assert [p.place.line for p in problems(path)] == [1, 3, 4]


def test_a_misspelt_key_is_answered_with_the_right_one(tmp_path):
    (found,) = problems(write(tmp_path, YAML.replace("money_unit", "money_unti")))
    assert "您是不是想写 money_unit？" in found.hint
    assert found.place.line == 6


def test_a_chinese_label_is_answered_with_its_key(tmp_path):
    (found,) = problems(write(tmp_path, YAML.replace("executed", "全年执行数")))
    assert "您是不是想写 executed？" in found.hint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<!DOCTYPE html>\n<html><table></table></html>", "网页"),
        ("\n <table border=1><tr><td>甲</td></tr></table>", "网页"),
        ('<?xml version="1.0"?><a/>', "XML"),
        ("[]", "没有一份自评申报"),
    ],
)
def test_what_is_no_submission_is_named(tmp_path, text, words):
    assert words in problems(write(tmp_path, text, "自评.xls"))[0].message


def read_decisions(path):
    """Return the decisions of a file with their places, or raise all that is wrong."""
    nodes = record_nodes(read_text(path), str(path), "复核认定")
    read = [(place, record(Decision, node)) for place, node in nodes]
    wrong = [p for _, found in read if isinstance(found, InputError) for p in found.problems]
    if wrong:
        raise InputError(wrong)
    return read


def test_decisions(tmp_path):
    text = "- {submission: a, row: 产出/数量/1, verified_actual: 14G, ground: 数据核减}\n"
    text += "- {submission: a, row: 产出/数量/2, score: 4.5, ground: 未提供佐证, by: 复核组}\n"
    path = write(tmp_path, text)
    (_, first), (place, second) = read_decisions(path)
    assert first.verified_actual == "14G"
    assert second.score == Decimal("4.5")
    assert place == f"{path}:2"


def test_a_decision_that_decides_nothing_is_refused(tmp_path):
    text = "- {submission: a, row: b, ground: 甲}\n- {submission: a, row: b, score: x}\n"
    found = problems(write(tmp_path, text), read_decisions)
    assert "什么也没有认定" in found[0].message
    assert any("ground（认定依据）" in p.message for p in found)
    assert {p.place.line for p in found} == {1, 2}


def test_iterating_keeps_the_good_ones(tmp_path):
    path = write(tmp_path, f"{LINE}\n{{x}}\n{LINE}\n")
    read = list(iterate_submissions(path))
    assert [place for place, _ in read] == [f"{path}:1", f"{path}:2", f"{path}:3"]
    assert isinstance(read[1][1], InputError)
    assert read[0][1] == read[2][1]


def test_a_long_file_is_read_line_by_line(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "MOST_BYTES", 4)
    path = tmp_path / "自评.jsonl"
    damaged = LINE.encode().replace("政府".encode(), b"\xff\xfe", 1)
    long = b'{"a": "' + b"x" * (2 * MOST_CHARACTERS) + b'"}'
    good = LINE.encode()
    path.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join([good, damaged, long, good]))
    read = dict(iterate_submissions(path))
    kinds = [isinstance(read[f"{path}:{n}"], InputError) for n in (1, 2, 3, 4)]
    assert kinds == [False, True, True, False]
    assert "损坏的字符" in read[f"{path}:2"].problems[0].message
    assert "太大" in read[f"{path}:3"].problems[0].message


def test_yaml_is_not_imported_for_json(tmp_path):
    path = write(tmp_path, LINE)
    code = (
        "import sys; from scoring.readers.submissions import read_submissions;"
        "read_submissions(sys.argv[1]); sys.exit('yaml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode == 0
