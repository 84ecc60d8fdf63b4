"""What a batch reads: lines, lists, YAML, forms of any kind in folders, tables; several at once."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import scoring
from scoring.bulk.table_files import table_file
from scoring.bulk.table_join import plan_tables
from scoring.bulk.table_records import TableReader
from scoring.cli.main import main
from tests.bulk.conftest import read_lines, write_lines
from tests.folders import EXAMPLES, ROOT, SEEDS

TOTALS = [scoring.score(path).to_dict()["total"] for path in EXAMPLES]


def run(*arguments) -> int:
    return main(["batch", *map(str, arguments)])


def test_files_of_records_of_every_kind_are_read_in_the_order_of_their_names(examples, tmp_path):
    inputs = tmp_path / "in"
    shutil.copytree(ROOT / "examples", inputs / "yaml", ignore=shutil.ignore_patterns("*s", "*.md"))
    write_lines(inputs / "lines.jsonl", examples)
    (inputs / "list.json").write_text(json.dumps(examples, ensure_ascii=False), "utf-8")
    (inputs / "one.json").write_text(json.dumps(examples[2], ensure_ascii=False, indent=1), "utf-8")
    (inputs / "说明.txt").write_text("各单位交来的申报", "utf-8")
    assert run(inputs, "-o", tmp_path / "out") == 0
    found = read_lines(tmp_path / "out" / "申报.jsonl")
    assert [line["total"] for line in found] == [*TOTALS, *TOTALS, TOTALS[2], *TOTALS]
    assert "说明.txt" in (tmp_path / "out" / "未计分.txt").read_text("utf-8")


def test_forms_in_folders_are_scored_by_the_set_that_they_show(tmp_path, capsys):
    files = sorted(SEEDS.glob("00[0-4]*.txt"))
    for file in files:
        shutil.copy(file, tmp_path)
    assert run(tmp_path, "-o", tmp_path / "out") in (0, 1)
    scored = {line["place"]: line for line in read_lines(tmp_path / "out" / "申报.jsonl")}
    review = scoring.rescore(tmp_path, set=None)
    expected = {
        f"{form.file} [{form.at}]" if form.at else form.file: form.result.rule.total
        for form in review.forms
    }
    assert expected
    assert {
        k: None if v["total"] is None else Decimal(v["total"]) for k, v in scored.items()
    } == expected
    aside = read_lines(tmp_path / "out" / "未计分.jsonl")
    assert f"计分 {len(scored)} 份，未计分 {len(aside)} 份" in capsys.readouterr().out


def test_what_another_batch_wrote_beside_its_input_is_no_input(examples, tmp_path, capsys):
    inputs = tmp_path / "in"
    inputs.mkdir()
    write_lines(inputs / "a.jsonl", examples[:2])
    assert run(inputs, "-o", inputs / "上次") == 0
    capsys.readouterr()
    assert run(inputs, "-o", tmp_path / "out") == 0
    assert "读到 2 份，计分 2 份，未计分 0 份" in capsys.readouterr().out


ROW_KEYS = ("level1", "level2", "name", "target", "actual", "points", "claimed", "reason")


def tables(examples, folder, names=("申报", "指标"), number=Decimal):
    """Write the examples as two tables."""
    own, rows = [], []
    for each in examples:
        funds = each["funds"][0]
        own.append(
            {
                "id": each["project"]["code"], "set": each["set"], "year": each["year"],
                "项目名称": each["project"]["name"], "unit": each.get("unit"),
                **{f"funds.{k}": number(funds[k]) for k in ("initial", "budget", "executed", "claimed")},
                "goal.expected": each.get("goal", {}).get("expected"),
                "goal.achieved": each.get("goal", {}).get("achieved"), "备注": "x",
            }
        )  # fmt: skip
        for row in each["indicators"]:
            values = {key: row.get(key) for key in ROW_KEYS}
            for key in ("points", "claimed"):
                values[key] = None if values[key] is None else number(values[key])
            rows.append({"submission": each["project"]["code"], **values, "unit": row.get("unit")})
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(own), folder / f"{names[0]}.parquet", row_group_size=2)
    pq.write_table(pa.Table.from_pylist(rows), folder / f"{names[1]}.parquet", row_group_size=16)
    return own, rows


@pytest.mark.parametrize("names", [("申报", "指标"), ("submissions", "rows")])
def test_two_tables_are_joined_by_id(examples, tmp_path, names, capsys):
    tables(examples, tmp_path / "in", names)
    assert run(tmp_path / "in", "-o", tmp_path / "out") == 0
    said = capsys.readouterr()
    assert "没有用到的列：备注" in said.err
    found = read_lines(tmp_path / "out" / "申报.jsonl")
    assert [line["total"] for line in found] == TOTALS
    assert [line["place"] for line in found] == [f"{names[0]}.parquet:{n}" for n in range(1, 7)]
    assert [line["rows"] for line in found] == [len(each["indicators"]) for each in examples]


def test_one_table_repeats_what_is_of_the_submission(examples, tmp_path):
    own, rows = tables(examples, tmp_path)
    heads = {one["id"]: one for one in own}
    joined = [
        {**heads[row["submission"]], **{k: v for k, v in row.items() if k in ROW_KEYS},
         "row.unit": row["unit"]} for row in rows
    ]  # fmt: skip
    joined[3]["year"] = 2021
    pq.write_table(pa.Table.from_pylist(joined), tmp_path / "全部.parquet")
    assert run(tmp_path / "全部.parquet", "-o", tmp_path / "out") == 1
    found = read_lines(tmp_path / "out" / "申报.jsonl")
    assert [line["total"] for line in found] == TOTALS[1:]
    (aside,) = read_lines(tmp_path / "out" / "未计分.jsonl")
    assert "year" in aside["problems"][0]["message"]


def test_a_column_that_is_not_there_is_not_found_and_a_null_is_blank(examples, tmp_path):
    tables(examples[:1], tmp_path)
    table = pq.read_table(tmp_path / "指标.parquet")
    pq.write_table(table.drop_columns(["claimed"]), tmp_path / "指标.parquet")
    files = [table_file(tmp_path / f"{n}.parquet", f"{n}.parquet") for n in ("申报", "指标")]
    plan = plan_tables(*files, tmp_path / "own", 1000)
    (record,) = TableReader(None).records(plan.pieces[0])
    assert record.content["not_found"] == ["claimed", "funds.claimed_rate"]
    assert "reason" not in record.content["indicators"][0]


def test_what_does_not_join_is_set_aside(examples, tmp_path):
    own, _ = tables(examples, tmp_path)
    lost, twice = own[0]["id"], own[3]["id"]
    table = pa.Table.from_pylist([*own[1:4], {**own[4], "id": twice}, {**own[5], "id": None}])
    pq.write_table(table, tmp_path / "申报.parquet")
    assert run(tmp_path / "申报.parquet", tmp_path / "指标.parquet", "-o", tmp_path / "out") == 1
    found = read_lines(tmp_path / "out" / "申报.jsonl")
    assert [line["total"] for line in found] == TOTALS[1:3]
    aside = read_lines(tmp_path / "out" / "未计分.jsonl")
    codes = [line["problems"][0]["code"] for line in aside]
    assert codes == ["table-same-id", "table-same-id", "table-blank-id", *["table-orphans"] * 3]
    assert lost in aside[3]["problems"][0]["message"]
    assert [line["problems"][0]["at"] for line in aside] == [line["place"] for line in aside]


def test_rows_in_another_order_are_found_all_the_same(examples, tmp_path):
    _, rows = tables(examples, tmp_path)
    pq.write_table(pa.Table.from_pylist(rows[::-1]), tmp_path / "指标.parquet", row_group_size=7)
    assert run(tmp_path, "-o", tmp_path / "out") == 0
    assert [line["total"] for line in read_lines(tmp_path / "out" / "申报.jsonl")] == TOTALS


def test_floats_are_taken_by_their_shortest_text_with_a_remark(examples, tmp_path, capsys):
    tables(examples, tmp_path, number=float)
    assert run(tmp_path, "-o", tmp_path / "out") == 0
    assert "浮点数" in capsys.readouterr().err
    assert [line["total"] for line in read_lines(tmp_path / "out" / "申报.jsonl")] == TOTALS


CATEGORIES = {
    "categories": lambda column: column.dictionary_encode(),
    "bytes": lambda column: column.cast(pa.binary()),
    "views": lambda column: column.cast(pa.string_view()),
}


@pytest.mark.parametrize("kind", CATEGORIES)
def test_texts_are_read_whatever_column_holds_them(examples, tmp_path, kind):
    tables(examples, tmp_path)
    for path in sorted(tmp_path.glob("*.parquet")):
        table = pq.read_table(path)
        for at, field in enumerate(table.schema):
            if pa.types.is_string(field.type):
                column = CATEGORIES[kind](table.column(at).combine_chunks())
                table = table.set_column(at, field.name, column)
        pq.write_table(table, path)
    assert run(tmp_path, "-o", tmp_path / "out") == 0
    found = read_lines(tmp_path / "out" / "申报.jsonl")
    assert [line["total"] for line in found] == TOTALS
    assert [line["project"] for line in found] == [each["project"]["name"] for each in examples]


def test_bytes_that_are_no_text_are_set_aside(examples, tmp_path):
    tables(examples[:2], tmp_path)
    table = pq.read_table(tmp_path / "申报.parquet")
    names = pa.array([b"\xff\xfe", "项目".encode()])
    at = table.schema.get_field_index("项目名称")
    pq.write_table(table.set_column(at, "项目名称", names), tmp_path / "申报.parquet")
    assert run(tmp_path, "-o", tmp_path / "out") == 1
    (line,) = read_lines(tmp_path / "out" / "申报.jsonl")
    assert line["project"] == "项目"


@pytest.mark.parametrize("moment", [1_640_995_200_000_000_001, 253_402_300_800_000])
def test_moments_finer_or_later_than_any_calendar_end_no_run_by_a_fault(
    examples, tmp_path, moment, capsys
):
    tables(examples[:1], tmp_path)
    table = pq.read_table(tmp_path / "指标.parquet")
    unit = "ns" if moment > 10**18 else "ms"
    moments = pa.array([moment] * table.num_rows, pa.timestamp(unit))
    at = table.schema.get_field_index("target")
    pq.write_table(table.set_column(at, "target", moments), tmp_path / "指标.parquet")
    status = run(tmp_path, "-o", tmp_path / "out")
    assert status == (0 if unit == "ns" else 2)
    assert ("指标.parquet：错误：这个表读不出来" in capsys.readouterr().err) == (unit == "ms")


def test_a_table_with_damaged_pages_is_named(examples, tmp_path, capsys):
    tables(examples, tmp_path)
    path = tmp_path / "指标.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[:4] + bytes(byte ^ 255 for byte in whole[4:400]) + whole[400:])
    assert run(tmp_path, "-o", tmp_path / "out") == 2
    assert "指标.parquet：错误：这个表读不出来" in capsys.readouterr().err


def test_a_fault_in_a_secret_record_of_a_table_is_not_quoted(examples, tmp_path):
    tables(examples[:2], tmp_path)
    table = pq.read_table(tmp_path / "申报.parquet")
    at = table.schema.get_field_index("year")
    table = table.set_column(at, "year", pa.array(["某某专项", "某某年"]))
    table = table.append_column("secret", pa.array([True, False]))
    pq.write_table(table, tmp_path / "申报.parquet")
    assert run(tmp_path, "-o", tmp_path / "out") == 2
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert not [path for path in written if "某某专项".encode() in path.read_bytes()]
    first, second = read_lines(tmp_path / "out" / "未计分.jsonl")
    assert first["problems"][0]["message"] == "涉密的表，问题内容不列"
    assert "某某年" in second["problems"][0]["message"]


def test_short_floats_are_taken_by_their_own_shortest_text(examples, tmp_path):
    tables(examples[:1], tmp_path)
    table = pq.read_table(tmp_path / "指标.parquet")
    at = table.schema.get_field_index("actual")
    actual = pa.array([95.2, None, *[0.1] * (table.num_rows - 2)], pa.float32())
    pq.write_table(table.set_column(at, "actual", actual), tmp_path / "指标.parquet")
    assert run(tmp_path, "-o", tmp_path / "out") == 0
    found = read_lines(tmp_path / "out" / "指标.jsonl")
    assert [line["actual"] for line in found][:3] == ["95.2", "", "0.1"]


def test_rows_of_very_many_lost_submissions_are_set_aside_some_at_a_time(examples, tmp_path):
    tables(examples[:1], tmp_path)
    rows = pa.table({"submission": [f"{n}" for n in range(5_000)], "name": ["甲"] * 5_000})
    pq.write_table(rows, tmp_path / "指标.parquet")
    files = [table_file(tmp_path / f"{n}.parquet", f"{n}.parquet") for n in ("申报", "指标")]
    lost = [
        p for p in plan_tables(*files, tmp_path / "own", 1000).pieces if p.name == files[1].name
    ]
    assert [piece.weight for piece in lost] == [2_000, 2_000, 1_000]
    assert [at for piece in lost for _, at in piece.orphans] == list(range(5_000))
