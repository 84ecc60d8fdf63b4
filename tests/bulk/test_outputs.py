"""What a batch writes: the same tables as Parquet, findings, doubled ids, the page; nobody's file is lost."""

from __future__ import annotations

import json
from decimal import Decimal
from html.parser import HTMLParser

import pyarrow.parquet as pq
import pytest

import scoring
from scoring.cli.main import main
from tests.bulk.conftest import read_lines, write_lines
from tests.folders import SEEDS


def run(*arguments) -> int:
    return main(["batch", *map(str, arguments)])


@pytest.fixture
def lines(examples, tmp_path):
    records = [*examples, {**examples[1], "secret": True}, {"schema": "?"}]
    return write_lines(tmp_path / "in.jsonl", records)


def plain(value):
    if isinstance(value, str | bool | int) or value is None:
        return value
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value]


def test_tables_of_parquet_hold_what_the_lines_hold(lines, tmp_path):
    run(lines, "-o", tmp_path / "a")
    run(lines, "-o", tmp_path / "b", "--format", "parquet")
    for name in ("申报", "指标"):
        expected = read_lines(tmp_path / "a" / f"{name}.jsonl")
        table = pq.read_table(tmp_path / "b" / f"{name}.parquet")
        found = table.to_pylist(maps_as_pydicts="strict")
        assert [plain(row) for row in found] == expected
    first = (tmp_path / "b" / "申报.parquet").read_bytes()
    run(lines, "-o", tmp_path / "c", "--format", "parquet", "--restart")
    assert (tmp_path / "c" / "申报.parquet").read_bytes() == first
    assert main(["explain", str(tmp_path / "b"), "in.jsonl:2"]) == 0


def test_the_findings_are_those_of_the_review(tmp_path):
    seed = next(SEEDS.glob("004*.txt"))
    run(seed, "-o", tmp_path / "out", "--findings")
    found = read_lines(tmp_path / "out" / "问题.jsonl")
    review = scoring.rescore(seed)
    expected = [
        (form.at, f.kind, f.code, f.where, f.text)
        for form in review.forms
        for f in form.review.findings
    ]
    assert len(expected) > 10
    places = [line["place"].partition("[")[2].rstrip("]") for line in found]
    assert [
        (at, f["kind"], f["rule"], f["where"], f["text"])
        for at, f in zip(places, found, strict=True)
    ] == expected


def test_findings_about_a_secret_submission_hold_no_text(examples, tmp_path):
    lines = write_lines(tmp_path / "in.jsonl", [{**examples[5], "secret": True}])
    run(lines, "-o", tmp_path / "out", "--findings")
    found = read_lines(tmp_path / "out" / "问题.jsonl")
    assert found
    assert not [line for line in found if line["text"] or line["name"] or line["where"]]
    names = [row["name"] for row in examples[5]["indicators"] if row.get("name")]
    for path in (tmp_path / "out").iterdir():
        if path.suffix in (".jsonl", ".html", ".txt", ".csv"):
            assert not [name for name in names if name in path.read_text("utf-8")], path


def test_ids_that_several_bear_are_listed(examples, tmp_path, capsys):
    records = [examples[0], examples[1], examples[0], examples[2], examples[1], examples[0]]
    run(write_lines(tmp_path / "in.jsonl", records), "-o", tmp_path / "out")
    found = read_lines(tmp_path / "out" / "编号重复.jsonl")
    assert [line["place"].rpartition(":")[2] for line in found] == ["1", "3", "6", "2", "5"]
    assert "编号与别的申报相同的有 5 份" in capsys.readouterr().out


class Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_counts_and_names_what_was_set_aside(lines, tmp_path):
    run(lines, "-o", tmp_path / "out")
    page = Texts()
    page.feed((tmp_path / "out" / "汇总.html").read_text("utf-8"))
    text = "|".join(part.strip() for part in page.texts if part.strip())
    for part in (
        "读到|8|",
        "计分|7|",
        "未计分|1|",
        "其中涉密|1|",
        "in.jsonl:8",
        "shenzhen/2022-project",
    ):
        assert part in text, part


def test_nobody_elses_file_is_written_over_and_no_change_is_lost(examples, tmp_path, capsys):
    lines = write_lines(tmp_path / "in.jsonl", examples[:1])
    out = tmp_path / "out"
    out.mkdir()
    (out / "申报.jsonl").write_text("mine", "utf-8")
    assert run(lines, "-o", out) == 2
    assert (out / "申报.jsonl").read_text("utf-8") == "mine"
    assert "不是批量计分写的" in capsys.readouterr().err
    (out / "申报.jsonl").unlink()
    assert run(lines, "-o", out, "--findings") == 0
    (out / "汇总.html").write_text("mit Notizen", "utf-8")
    assert run(lines, "-o", out, "--format", "parquet") == 0
    assert (out / "汇总-留存1.html").read_text("utf-8") == "mit Notizen"
    assert "改过的留存为 汇总-留存1.html" in capsys.readouterr().out
    # what is made no more does not lie beside what is new
    assert not (out / "申报.jsonl").exists()
    assert not (out / "问题.jsonl").exists()
    assert (out / "申报.parquet").exists()


@pytest.mark.parametrize("name", ["..\\甲.txt", "C:甲.txt", "../甲.txt"])
def test_a_damaged_list_of_outputs_removes_nothing_elsewhere(examples, tmp_path, name):
    lines = write_lines(tmp_path / "in.jsonl", examples[:1])
    out = tmp_path / "out"
    assert run(lines, "-o", out) == 0
    listed = out / ".ziping" / "batch-outputs.json"
    data = json.loads(listed.read_bytes())
    data["outputs"][name] = []
    listed.write_text(json.dumps(data), "ascii")
    (out / name).write_text("甲", "utf-8")
    assert run(lines, "-o", out) == 0
    assert (out / name).read_text("utf-8") == "甲"


def test_a_page_of_a_batch_of_nothing_is_whole(tmp_path):
    (tmp_path / "in.jsonl").write_text("", "utf-8")
    assert run(tmp_path / "in.jsonl", "-o", tmp_path / "out") == 2
    assert "读到 0 份" in (tmp_path / "out" / "汇总.html").read_text("utf-8")
    assert json.loads((tmp_path / "out" / ".ziping" / "batch.json").read_bytes())["inputs"]


def test_a_list_that_names_somebodys_file_removes_nothing(lines, tmp_path):
    out = tmp_path / "out"
    run(lines, "-o", out)
    (out / "预算.xlsx").write_bytes(b"mine")
    listed = out / ".ziping" / "batch-outputs.json"
    data = json.loads(listed.read_bytes())
    data["outputs"]["预算.xlsx"] = []
    listed.write_text(json.dumps(data), "utf-8")
    run(lines, "-o", out, "--restart")
    assert (out / "预算.xlsx").read_bytes() == b"mine"
