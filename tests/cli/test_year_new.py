"""A year begun: from approved tables, with the year before, and the targets of a year to come."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
import yaml
from docx import Document

from scoring.cli.main import main
from scoring.intake.submissions import submissions_of
from scoring.records.submission import Submission
from scoring.records.year_record import YearRecord
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.year.finish import final_of, with_final, without_final
from scoring.work.year.load import load_year
from scoring.workbooks.year_sheet.layout import YearSheetLayout
from tests.year.folders import DATA, EXAMPLES, OWN, SEEDS, digests, replaced, year_folder


def run(*words: object) -> int:
    return main(["year", *map(str, words)])


def form(path: Path) -> Submission:
    [(_, found)] = submissions_of(path)
    assert isinstance(found, Submission)
    return found


@pytest.mark.parametrize(("number", "year", "rows"), [("003", 2022, 44), ("001", 2024, 36)])
def test_a_workbook_of_the_whole_comes_out_of_a_published_text(
    tmp_path: Path, number: str, year: int, rows: int
) -> None:
    out = tmp_path / str(year)
    seed = next(SEEDS.glob(f"{number}*"))
    words = ("new", year, "--targets", seed, "--department-set", "common/department", "-o", out)
    assert run(*words) == 0
    whole = form(out / "填报" / "部门整体.xlsx")
    assert (whole.year, whole.unit, len(whole.indicators)) == (year, DATA, rows)
    set_rows = [row for row in whole.indicators if row.points]
    assert len(set_rows) == {"003": 44, "001": 31}[number]
    assert whole.goal.expected
    assert len(whole.tasks) == {"003": 4, "001": 6}[number]
    record = yaml.safe_load((out / "部门年度.yaml").read_text("utf-8"))
    assert [unit["name"] for unit in record["units"]] == [DATA]
    assert len(record["first_level"]) == {"003": 3, "001": 5}[number]
    assert (out / "目标表" / seed.name).read_bytes() == seed.read_bytes()
    before = digests(out)
    assert run(*words) == 0  # begun again, nothing is changed
    assert digests(out) == before
    assert run(out) == 1


def test_the_set_must_be_named_where_nothing_shows_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = next(SEEDS.glob("001*"))
    assert run("new", 2024, "--targets", seed, "-o", tmp_path / "2024") == 2
    assert "--department-set" in capsys.readouterr().err
    assert not (tmp_path / "2024").exists()


def test_a_table_of_another_year_begins_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = next(SEEDS.glob("003*"))
    words = ("--targets", seed, "--department-set", "common/department")
    assert run("new", 2024, *words, "-o", tmp_path / "2024") == 2
    assert "是2022年度的目标表" in capsys.readouterr().err


def test_many_tables_of_one_document_are_a_workbook_each(tmp_path: Path) -> None:
    document = tmp_path / "目标表.html"
    document.write_text(many_tables(), "utf-8")
    out = tmp_path / "2023"
    words = ("--targets", document, "--set", "mof/2020-project")
    assert run("new", 2023, *words, "-o", out) == 0
    names = sorted(path.relative_to(out / "填报").as_posix() for path in out.glob("填报/*/*"))
    assert names == [
        f"{DATA}/01-综合运维服务.xlsx", f"{OWN}/01-政务数据管理.xlsx", f"{OWN}/02-数据大厅.xlsx",
    ]  # fmt: skip
    record = yaml.safe_load((out / "部门年度.yaml").read_text("utf-8"))
    assert record["department"] == OWN
    assert [unit["name"] for unit in record["units"]] == [OWN, DATA]  # the department itself first
    assert record["expected"]["second_level"] == 3
    assert record["expected"]["projects"][0]["name"] == "政务数据管理"


def test_the_year_before_gives_units_people_actuals_and_drafts(tmp_path: Path) -> None:
    last = year_folder(
        tmp_path / "2022", "texts: {W1: 职能八项}\nfirst_level: [{name: 政务综合管理}]\n"
    )
    source = last / "填报" / "局本级" / EXAMPLES[1].name
    replaced(
        source,
        "project: {name: 政务数据管理",
        "head: {responsible: 张三}\nproject: {name: 政务数据管理",
    )
    before = digests(last, hidden=True)
    document = tmp_path / "目标表.html"
    document.write_text(many_tables(), "utf-8")
    out = tmp_path / "2023"
    assert run("new", 2023, "--targets", document, "--last", last, "-o", out) == 0
    assert digests(last, hidden=True) == before  # nothing is written into the year before
    made = form(out / "填报" / "局本级" / "01-政务数据管理.xlsx")
    assert (made.set, made.year, made.head.responsible) == ("shenzhen/2022-project", 2023, "张三")
    [row] = [row for row in made.indicators if row.name == "服务报告数量"]
    assert row.last_actual == "3份"
    assert not row.actual
    record = yaml.safe_load((out / "部门年度.yaml").read_text("utf-8"))
    assert [(unit["short"], unit["leads"]) for unit in record["units"]][:2] == [
        ("局本级", "甲"), ("大数据中心", "乙"),
    ]  # fmt: skip
    assert record["first_level"] == [{"name": "政务综合管理"}]
    assert record["texts"] == {"上年W1": "职能八项"}
    assert (out / "上年" / "局本级" / EXAMPLES[1].name).is_file()
    assert run(out) == 1


def test_what_was_written_into_last_years_report_is_a_draft_too(tmp_path: Path) -> None:
    last = year_folder(tmp_path / "2022")
    (last / "填报" / "部门整体.yaml").write_text(WHOLE, "utf-8")
    assert run("make", last, "--only", "报告") == 0
    path = last / "报告" / "部门整体绩效自评报告.docx"
    document = Document(str(path))
    asked = next(p for p in document.paragraphs if "三定" in p.text)
    for old in asked.runs[1:]:
        old.text = ""
    asked.runs[0].text = "承担八项职能。"
    document.save(str(path))
    out = tmp_path / "2023"
    assert run("new", 2023, "--last", last, "-o", out) == 0
    record = yaml.safe_load((out / "部门年度.yaml").read_text("utf-8"))
    assert record["texts"] == {"上年W1": "承担八项职能。"}


def test_without_tables_the_year_before_begins_all(tmp_path: Path) -> None:
    last = year_folder(tmp_path / "2022")
    out = tmp_path / "2023"
    assert run("new", 2023, "--last", last, "-o", out) == 0
    assert len(list(out.glob("填报/*/*.xlsx"))) == 6
    made = form(out / "填报" / "大数据中心" / "02-综合运维服务.xlsx")
    assert made.indicators
    assert not any(row.actual for row in made.indicators)
    assert any(row.last_actual for row in made.indicators)


def test_the_targets_to_come_begin_with_those_of_normal_projects(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    year = year_folder(tmp_path / "2022")
    ended = next((year / "填报" / "信息安全中心").glob("5*"))
    ended.write_text(ended.read_text("utf-8") + "state: 终止\n", "utf-8")
    out = tmp_path / "2024"
    assert run("next", year, "-o", out) == 0
    assert "没有带入 网络安全监测预警：终止" in capsys.readouterr().out
    assert len(list(out.glob("填报/*/*.xlsx"))) == 5
    made = form(out / "填报" / "大数据中心" / "02-综合运维服务.xlsx")
    assert (made.year, made.unit, made.project.code) == (2024, DATA, "440300211311500033514")
    assert all(row.target for row in made.indicators)
    assert not any(row.actual or row.claimed or row.last_actual for row in made.indicators)
    assert not made.goal.achieved
    assert not any(fund.budget for fund in made.funds)


WHOLE = """\
schema: ziping/submission/1
set: common/department
unit: 深圳市政务服务数据管理局
year: 2022
indicators:
  - {level1: 产出指标, level2: 数量指标, name: 服务人数, target: ≥100人, actual: 120人, points: 50}
"""


@pytest.mark.parametrize("command", [("next",), ("new", 2023, "--last")])
def test_the_whole_goes_on_too(tmp_path: Path, command: tuple[object, ...]) -> None:
    year = year_folder(tmp_path / "2022")
    (year / "填报" / "部门整体.yaml").write_text(WHOLE, "utf-8")
    out = tmp_path / "out"
    assert run(*command, year, "-o", out) == 0
    [row] = form(out / "填报" / "部门整体.xlsx").indicators
    assert (row.name, row.target, row.actual) == ("服务人数", "≥100人", "")


def test_an_empty_workbook_of_the_whole_where_its_set_is_named_and_no_table_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "2023"
    words = ("--department-set", "common/department", "-o", out)
    assert run("new", 2023, "--last", year_folder(tmp_path / "2022"), *words) == 0
    book = openpyxl.load_workbook(out / "填报" / "部门整体.xlsx")
    assert book["填报表"]["C4"].value == OWN
    assert run(out) == 1
    assert "未填 部门整体：还没有填" in capsys.readouterr().out


def test_what_somebody_filled_in_is_never_written_over(tmp_path: Path) -> None:
    last = year_folder(tmp_path / "2022")
    out = tmp_path / "2023"
    filled = out / "填报" / "局本级" / "01-我填过的.yaml"
    filled.parent.mkdir(parents=True)
    shutil.copy(EXAMPLES[1], filled)
    replaced(filled, "year: 2022", "year: 2023")
    (out / "部门年度.yaml").write_text(
        (last / "部门年度.yaml").read_text("utf-8").replace("2022", "2023"), "utf-8"
    )
    before = digests(out)
    assert run("new", 2023, "--last", last, "-o", out) == 0
    after = digests(out)
    assert {name: after[name] for name in before} == before
    assert not [name for name in after if name.endswith("政务数据管理.xlsx")]
    assert len([name for name in after if name.startswith("填报/")]) == 6


def many_tables() -> str:
    """Return a page with three approved tables of projects."""
    projects = [
        ("政务数据管理", OWN, "440300211311500026154"), ("数据大厅", OWN, ""),
        ("综合运维服务", DATA, "440300211311500033514"),
    ]  # fmt: skip
    return "<html><body>" + "".join(_table(*project) for project in projects) + "</body></html>"


def _table(name: str, unit: str, code: str) -> str:
    rows = [
        ("产出指标", "数量指标", "服务报告数量", "≥98%"), ("产出指标", "质量指标", "验收合格率", "100%"),
        ("效益指标", "社会效益指标", "服务部门数", "≥40个"),
        ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥95%"),
    ]  # fmt: skip
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    return (
        f"<p>项目支出绩效目标表</p><p>（2023年度）</p><table>"
        f"<tr><td>项目名称</td><td>{name}</td><td>项目编码</td><td>{code}</td></tr>"
        f"<tr><td>主管部门</td><td>{OWN}</td><td>实施单位</td><td>{unit}</td></tr>"
        f"<tr><td>年度总体目标</td><td colspan=3>做好{name}。</td></tr>"
        "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>"
        f"{cells}</table>"
    )


def test_promised_measures_go_to_the_next_year_and_what_is_written_there_stays(
    tmp_path: Path,
) -> None:
    last = year_folder(tmp_path / "2022")
    out = tmp_path / "2023"
    assert run("new", 2023, "--last", last, "-o", out) == 0
    path = out / "整改落实情况.xlsx"
    book = openpyxl.load_workbook(path)
    rows = [row for row in book.active.iter_rows(values_only=True) if row[1]]
    assert rows[0] == ("单位", "项目", "2022年度改进措施", "是否落实", "落实情况说明")
    assert {"深圳电子政务平台数字证书退费项目", "政务数据管理"} <= {row[1] for row in rows[1:]}
    assert all(row[2] and not row[3] and not row[4] for row in rows[1:])
    book.active.cell(4, 4).value = "已落实"
    book.save(path)
    before = path.read_bytes()
    assert run("new", 2023, "--last", last, "-o", out) == 0
    assert path.read_bytes() == before


def test_the_record_may_be_a_workbook_and_the_year_ends_in_its_last_sheet(tmp_path: Path) -> None:
    last = year_folder(tmp_path / "2022", "texts: {W1: 职能八项}\n")
    out = tmp_path / "2023"
    assert run("new", 2023, "--last", last, "--xlsx", "-o", out) == 0
    assert not (out / "部门年度.yaml").exists()
    path = out / "部门年度.xlsx"
    book = openpyxl.load_workbook(path)
    assert [c.value for c in book["单位"][3]][:2] == [DATA, "大数据中心"]
    book["部门"]["B5"] = 3  # 一级项目数
    book["部门数据"].append([])
    book["部门数据"]["A2"], book["部门数据"]["C2"] = "政府采购预算数", 5947.86
    book["文字"]["A3"], book["文字"]["B3"] = "W12", "一是……\n二是……"
    book.save(path)
    loaded = load_year(out, Library())
    record = loaded.record
    assert (record.year, record.department, record.expected.first_level) == (2023, OWN, 3)
    assert record.texts == {"上年W1": "职能八项", "W12": "一是……\n二是……"}
    assert str(record.figures["政府采购预算数"].adjusted) == "5947.86"
    content = path.read_bytes()
    final = final_of("2024-03-31", {"汇总/汇总表.xlsx": "ab12"})
    ended = with_final(content, path.name, final)
    path.write_bytes(ended)
    assert load_year(out, Library()).record == record.model_copy(update={"final": final})
    path.write_bytes(without_final(ended, path.name))
    assert load_year(out, Library()).record == record


def test_a_faulty_cell_of_the_record_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "2023"
    last = year_folder(tmp_path / "2022")
    assert run("new", 2023, "--last", last, "--xlsx", "-o", out) == 0
    book = openpyxl.load_workbook(out / "部门年度.xlsx")
    book["部门"]["B2"] = "去年"
    book["单位"]["C2"] = "第一"
    book.save(out / "部门年度.xlsx")
    capsys.readouterr()
    assert run(out) == 2
    printed = capsys.readouterr().err
    assert "部门年度.xlsx [部门!B2]" in printed
    assert "部门年度.xlsx [单位!C2]" in printed


def test_the_workbook_has_a_place_for_every_field_of_the_record() -> None:
    layout = load_vocabulary(YearSheetLayout)
    paths = {*layout.values.rows, *layout.tables}
    for name, field in YearRecord.model_fields.items():
        inner = getattr(field.annotation, "model_fields", None) or {}
        if name not in {"schema_", "final", *paths}:
            assert inner, name
            assert {f"{name}.{key}" for key in inner} <= paths, name
    assert {"final.date", "final.papers"} <= paths
