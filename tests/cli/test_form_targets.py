"""``ziping form`` on approved tables of targets: all of them, out of every kind of file, in one command."""

from __future__ import annotations

import openpyxl
import pytest

from scoring.cli.main import main
from scoring.intake.submissions import submissions_of
from scoring.problem import InputError
from scoring.records.submission import Submission
from tests.corpus.word_documents import document, p, tbl, tc, tr
from tests.folders import CORPUS, SEEDS, TARGET_TABLES

KINDS = ["xlsx", "html", "docx", "pdf", "txt"]
FORMS = CORPUS / "cases" / "forms"
MOF = ["--set", "mof/2020-project"]
HEADS = "一级指标\t二级指标\t三级指标\t指标值\t分值"


@pytest.fixture(autouse=True)
def there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def form(*arguments) -> str:
    assert main(["form", *map(str, arguments)]) == 0
    return "填报表.xlsx"


def typed(path: str = "填报表.xlsx"):
    """Return what a workbook holds once its year is filled in."""
    [(_, found)] = submissions_of(path)
    assert not isinstance(found, InputError), found
    return found


def test_every_kind_of_file_gives_the_same_workbook(there):
    whole = set()
    for kind in KINDS:
        form(TARGET_TABLES / f"项目.{kind}", *MOF, "-o", f"{kind}.xlsx")
        whole.add((there / f"{kind}.xlsx").read_bytes())
    assert len(whole) == 1


def test_everything_on_the_table_is_in_the_workbook():
    found = typed(form(TARGET_TABLES / "项目.docx", *MOF))
    assert (found.year, found.money_unit) == (2024, "万元")
    assert (found.project.name, found.project.code) == ("公园养护", "2024-017")
    assert (found.unit, found.department) == ("甲市公园中心", "甲市城管局")
    assert found.goal.expected.startswith("完成23个公园的日常养护")
    assert [(row.source, row.initial, row.budget) for row in found.funds] == [
        ("年度资金总额", 1250.5, None), ("财政拨款", 1200, None), ("其他资金", 50.5, None),
    ]  # fmt: skip
    rows = {row.name: row for row in found.indicators}
    trees = rows["补植乔木"]
    assert (trees.level1, trees.level2) == ("产出指标", "数量指标")
    assert (trees.direction, trees.target, trees.unit, trees.points) == ("≥", "1200", "株", 10)
    assert not trees.actual
    unset = rows["不涉及"]
    assert (unset.level2, unset.actual, unset.points) == ("生态效益指标", "不涉及", 0)


def test_a_blank_target_is_told_with_its_cell(capsys):
    form(TARGET_TABLES / "项目.xlsx", *MOF)
    assert "指标值是空的：游客满意度（目标表!F19），请补上" in capsys.readouterr().out


def test_targets_may_be_named_as_such_as_well(there):
    form(TARGET_TABLES / "项目.pdf", *MOF)
    form("--targets", TARGET_TABLES / "项目.pdf", *MOF, "-o", "b.xlsx")
    assert (there / "填报表.xlsx").read_bytes() == (there / "b.xlsx").read_bytes()


def table(*rows: str) -> str:
    return "\n".join(("项目支出绩效目标表", "项目名称：运维", HEADS, *rows)) + "\n"


def test_a_year_that_is_not_there_is_a_cell_to_fill(there, capsys):
    (there / "表.txt").write_text(table("产出\t数量\t巡检\t≥4次\t50"), encoding="utf-8")
    form("表.txt", *MOF)
    assert "没有找到年度，请在填报表里填写" in capsys.readouterr().out
    [(_, found)] = submissions_of("填报表.xlsx")
    assert isinstance(found, InputError)
    [problem] = found.problems
    assert (problem.code, "绩效自评年度" in problem.message) == ("missing", True)
    book = openpyxl.load_workbook("填报表.xlsx")
    book["填报表"].cell(problem.place.line, problem.place.column).value = 2025
    book.save("填报表.xlsx")
    assert typed().year == 2025


@pytest.mark.parametrize(
    "above", [["2024 年度"], ["附表3", "2024年度", "单位：万元"], ["（2024年）"]]
)
def test_the_year_above_the_title_of_a_word_document(there, above):
    cells = [line.split("\t") for line in (HEADS, "产出\t数量\t巡检\t≥4次\t50")]
    rows = [tr(*(tc(p(text)) for text in line)) for line in cells]
    body = "".join(map(p, [*above, "项目支出绩效目标表", "项目名称：运维"])) + tbl(*rows)
    (there / "表.docx").write_bytes(document(body))
    found = typed(form("表.docx", *MOF))
    assert (found.year, found.project.name) == (2024, "运维")
    assert [(row.name, row.target, row.points) for row in found.indicators] == [
        ("巡检", "≥4次", 50)
    ]


def test_a_copy_that_lost_its_merged_cells_is_not_guessed_at(there, capsys):
    rows = ["产出\t数量\t巡检\t≥4次\t20", "抽查\t≥5次\t10", "质量\t合格率\t≥95%\t20分"]
    (there / "表.txt").write_text("2024年度\n" + table(*rows), encoding="utf-8")
    assert main(["form", "表.txt", *MOF]) == 2
    said = capsys.readouterr().err
    assert "这里的表复制时格子错了位" in said
    assert "另存为 .html" in said
    assert not list(there.glob("*.xlsx"))


def test_a_column_that_is_not_known_loses_no_row(capsys):
    book = openpyxl.Workbook()
    heads = ["序号", "一级指标", "二级指标", "三级指标", "责任科室", "指标值", "分值"]
    for row in [
        ["2024年度项目支出绩效目标表"], ["项目名称", "运维"], heads, [1, "产出", "数量", "巡检", "网络科", "≥4次", 30],
        [2, None, "质量", "合格率", None, None, "二十"],
    ]:  # fmt: skip
        book.active.append(row)
    book.save("表.xlsx")
    found = typed(form("表.xlsx", *MOF, "--force")).indicators
    assert [(row.name, row.target, row.points) for row in found][:1] == [("巡检", "≥4次", 30)]
    assert [row.name for row in found] == ["巡检", "合格率"]
    said = capsys.readouterr().out
    assert "没有带入：网络科（Sheet!E4）" in said
    assert "没有带入：分值:二十（Sheet!G5）" in said
    assert "指标值是空的：合格率（Sheet!F5）" in said


def test_a_file_of_several_tables_gives_a_workbook_each_and_a_list(there, capsys):
    both = "2024年度\n" + table("产出\t数量\t巡检\t≥4次\t50")
    both += "\n2024年度\n" + table(
        "产出\t数量\t检修\t≥2次\t30", "产出\t质量\t完好率\t≥95%\t20"
    ).replace("运维", "修缮")
    (there / "两张.txt").write_text(both, encoding="utf-8")
    form("两张.txt", *MOF, "-o", "表.xlsx")
    said = capsys.readouterr().out
    assert sorted(path.name for path in there.glob("*.xlsx")) == ["表-修缮.xlsx", "表-运维.xlsx"]
    assert said.index("共 2 份填报表：") > said.index("已写出 表-修缮.xlsx")
    assert "  表-修缮.xlsx（指标 2 个）" in said
    assert typed("表-修缮.xlsx").project.name == "修缮"


def test_a_report_of_six_forms_gives_six_workbooks(there, seed_path, capsys):
    form(seed_path("004"), *MOF)
    assert len(list(there.glob("填报表-*.xlsx"))) == 6
    assert "共 6 份填报表：" in capsys.readouterr().out
    assert typed("填报表-综合运维服务.xlsx").year == 2022


def test_a_form_takes_the_targets_of_its_own_project_out_of_several(there):
    both = "2024年度\n" + table("产出\t数量\t巡检\t≥4次\t50")
    (there / "上报.txt").write_text(both, encoding="utf-8")
    form("上报.txt", *MOF, "-o", "a.xlsx")
    more = (
        both.replace("≥4次", "≥6次")
        + "\n2024年度\n"
        + table("产出\t数量\t检修\t≥2次\t30").replace("运维", "修缮")
    )
    (there / "批复.txt").write_text(more, encoding="utf-8")
    form("a.xlsx", "--targets", "批复.txt", "-o", "b.xlsx")
    found = typed("b.xlsx").indicators
    assert [(row.name, row.target, row.points) for row in found] == [("巡检", "≥6次", 50)]


def test_targets_of_none_of_several_projects_are_not_chosen(there, capsys):
    (there / "上报.txt").write_text(
        "2024年度\n" + table("产出\t数量\t巡检\t≥4次\t50"), encoding="utf-8"
    )
    form("上报.txt", *MOF, "-o", "a.xlsx")
    other = [
        "2024年度\n" + table("产出\t数量\t检修\t≥2次\t30").replace("运维", name) for name in "甲乙"
    ]
    (there / "批复.txt").write_text("\n".join(other), encoding="utf-8")
    assert main(["form", "a.xlsx", "--targets", "批复.txt", "-o", "b.xlsx"]) == 2
    said = capsys.readouterr().err
    assert "文件里有 2 份表（第2行“甲”、第8行“乙”），目标只能取自一份" in said


def test_a_folder_gives_a_workbook_for_each_of_its_tables(there, capsys):
    (there / "批复").mkdir()
    for name in ("运维", "修缮"):
        text = "2024年度\n" + table(f"产出\t数量\t{name}次数\t≥4次\t50").replace(
            "运维\n", f"{name}\n"
        )
        (there / "批复" / f"{name}.txt").write_text(text, encoding="utf-8")
    (there / "批复" / "通知.txt").write_text("请各单位按时报送。", encoding="utf-8")
    form("批复", *MOF)
    said = capsys.readouterr().out
    assert sorted(path.name for path in there.glob("*.xlsx")) == [
        "填报表-修缮.xlsx",
        "填报表-运维.xlsx",
    ]
    assert "没有读（不是自评表）：通知.txt" in said
    assert "共 2 份填报表：" in said


def test_a_pattern_is_expanded_and_earlier_workbooks_are_not_taken_for_sources(there, capsys):
    for name in ("运维", "修缮"):
        text = "2024年度\n" + table("产出\t数量\t巡检\t≥4次\t50").replace("运维\n", f"{name}\n")
        (there / f"{name}.txt").write_text(text, encoding="utf-8")
    form("*", *MOF)
    form("*", *MOF)
    assert sorted(path.name for path in there.glob("*.xlsx")) == [
        "填报表-修缮.xlsx",
        "填报表-运维.xlsx",
    ]
    assert (
        "没有读（本程序印出来的，不是申报）：填报表-修缮.xlsx、填报表-运维.xlsx"
        in capsys.readouterr().out
    )


def test_what_of_a_form_has_no_place_is_said_with_its_cell(capsys):
    form(FORMS / "C1-首行栏目不认识-docx.docx", *MOF)
    said = capsys.readouterr().out
    assert "没有带入：甲项目（第1个表第1行）" in said
    assert "未归位" not in said
    form(FORMS / "D4-生造栏目名.xlsx", *MOF, "-o", "b.xlsx")
    assert "“达成数”，按位置和内容读作“实际完成值”；可以写明：--label" in capsys.readouterr().out


def test_a_form_of_another_kind_is_refused_as_in_review(there, capsys):
    path = FORMS / "H1-转移支付标题含项目绩效.xlsx"
    assert main(["form", str(path), *MOF]) == 2
    said = capsys.readouterr().err
    assert "这是转移支付区域的表（栏目 中央主管部门、地方主管部门）" in said
    assert "transfer-payment/region（全国 · 转移支付区域）" in said
    assert not list(there.glob("*.xlsx"))


@pytest.mark.parametrize(
    ("seed", "set_id", "rows", "tasks", "whole"),
    [
        ("001", "common/department-no-satisfaction", 31, 6, "68098.25"),
        ("003", "common/department", 44, 4, "65585"),
    ],
)
def test_the_table_of_the_whole_comes_with_its_goal_and_its_tasks_with_their_money(
    seed, set_id, rows, tasks, whole, tmp_path
):
    path = tmp_path / "部门整体.xlsx"
    source = next(SEEDS.glob(f"{seed}_*.txt"))
    assert main(["form", str(source), "--set", set_id, "-o", str(path)]) == 0
    ((_, found),) = submissions_of(path)
    assert isinstance(found, Submission), found
    assert sum(row.target != "不涉及" for row in found.indicators) == rows
    assert found.goal.expected.startswith(("1.", "<p>1."))
    assert len(found.tasks) == tasks
    assert all(task.content and task.initial is not None for task in found.tasks)
    assert (found.tasks[0].name, found.tasks[0].weight) == ("基本支出", None)
    assert str(found.funds[0].initial) == whole
