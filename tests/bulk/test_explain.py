"""``ziping explain``: a submission of a batch is found again where it was read, and explained row by row."""

from __future__ import annotations

import json
import shutil

import pytest

import scoring
from scoring.cli.main import main
from tests.bulk.conftest import read_lines, write_lines
from tests.bulk.test_inputs import tables
from tests.folders import EXAMPLES, SEEDS


@pytest.fixture
def out(examples, tmp_path):
    write_lines(tmp_path / "in.jsonl", [*examples, {**examples[1], "secret": True}])
    assert main(["batch", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out")]) == 0
    return tmp_path / "out"


def explained(capsys, *arguments) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(["explain", *map(str, arguments)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_every_row_is_told_with_formula_and_source(out, capsys):
    wanted = read_lines(out / "申报.jsonl")[5]["id"]
    status, said, wrong = explained(capsys, out, wanted)
    assert (status, wrong) == (0, "")
    assert "信息工程质量监督（2022年度），in.jsonl:6，按 shenzhen/2022-project" in said
    assert "发放白皮书的党政机关数量" in said
    assert "30 × 69 ÷ 78 = 26.54" in said
    assert "依据：" in said
    assert said == explained(capsys, out, "in.jsonl:6")[1]
    only = explained(capsys, out, wanted, "--row", "2")[1]
    assert len(only) < len(said) / 2
    assert "2. " in only


def test_an_id_with_signs_that_are_not_seen_is_found(examples, tmp_path, capsys):
    wanted = "甲\u200e一"
    write_lines(tmp_path / "in.jsonl", [{**examples[0], "id": wanted}])
    assert main(["batch", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out")]) == 0
    status, said, _ = explained(capsys, tmp_path / "out", wanted)
    assert status == 0
    assert "in.jsonl:1" in said


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_row_that_is_not_there_is_an_error(out, capsys, format_):
    asked = ("--row", "2", "--row", "99", "--format", format_)
    status, said, wrong = explained(capsys, out, "in.jsonl:6", *asked)
    assert (status, said) == (2, "")
    assert "没有“99”这一行" in wrong


def test_as_json_it_is_the_scorecard(out, capsys):
    wanted = read_lines(out / "申报.jsonl")[2]["id"]
    card = json.loads(explained(capsys, out, wanted, "--format", "json")[1])
    expected = scoring.score(EXAMPLES[2]).to_dict()
    assert card["indicators"] == expected["indicators"]
    assert card["total"] == expected["total"]


def test_of_a_secret_one_no_text_is_told(out, examples, capsys):
    status, said, _ = explained(capsys, out, "in.jsonl:7")
    assert status == 0
    assert examples[1]["project"]["name"] not in said
    assert not [r for r in examples[1]["indicators"] if r.get("name") and r["name"] in said]
    assert "（涉密，不写名称）" in said


def test_a_record_that_changed_since_is_told(out, examples, capsys):
    changed = [{**each, "claimed_total": "1"} for each in examples]
    write_lines(out.parent / "in.jsonl", changed)
    status, _, wrong = explained(capsys, out, "in.jsonl:1")
    assert status == 1
    assert "in.jsonl:1 已经不是批量计分时读到的内容" in wrong
    (out.parent / "in.jsonl").write_text("", "utf-8")
    assert explained(capsys, out, "in.jsonl:1")[0] == 2
    status, _, wrong = explained(capsys, out, "没有这个编号")
    assert status == 2
    assert "结果里没有“没有这个编号”" in wrong


def test_records_of_tables_and_forms_are_found_again(examples, tmp_path, capsys):
    tables(examples, tmp_path / "in")
    shutil.copy(next(SEEDS.glob("004*.txt")), tmp_path / "in")
    assert main(["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == 0
    lines = read_lines(tmp_path / "out" / "申报.jsonl")
    assert len(lines) == 12
    for line in lines[::4]:
        status, said, wrong = explained(capsys, tmp_path / "out", line["place"])
        assert (status, wrong) == (0, "")
        assert f"总分：{line['total']}" in said


@pytest.mark.parametrize(("key", "value"), [("set", ["甲"]), ("year", "去年"), ("inputs", "甲")])
def test_a_note_on_a_batch_that_was_altered_is_none(out, capsys, key, value):
    note = out / ".ziping" / "batch.json"
    note.write_text(json.dumps({**json.loads(note.read_bytes()), key: value}), "utf-8")
    status, _, wrong = explained(capsys, out, "in.jsonl:1")
    assert status == 2
    assert "里面没有批量计分的结果" in wrong
