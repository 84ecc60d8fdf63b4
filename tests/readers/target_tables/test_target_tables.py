"""The approved 绩效目标表 of the seeds, as they are, and as workbooks, pages and documents."""

from __future__ import annotations

import csv
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.intake.targets import read_sources
from scoring.readers.books.open_any import open_any, open_book
from scoring.readers.books.texts.open_text import read_text
from scoring.readers.statements.read_statements import read_statements
from scoring.readers.target_tables.read_target_tables import find_targets, read_target_tables
from tests.folders import SEEDS, TARGETS


def by_hand(year: int) -> list[tuple[str, str, str, str]]:
    """The same table typed off by a person."""
    rows = []
    level1 = level2 = ""
    with (TARGETS / f"targets-{year}.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["一级指标"]:
                level1, level2 = row["一级指标"], ""
            level2 = row["二级指标"] or level2
            rows.append((level1, level2, row["三级指标"], row["目标值"]))
    return rows


def rows_of(table):
    return [(row.level1, row.level2, row.name, row.target) for row in table.rows]


@pytest.mark.parametrize(
    ("number", "year", "also"),
    [
        ("003", 2022, "技术服务维保数理数量"),
        ("001", 2024, "月运维达标评分"),
    ],
)
def test_a_seeds_table_is_read_as_a_person_typed_it(seed, number, year, also):
    """Cells lost, rows slid, pages cut: the list typed off by hand and one row that it lacks."""
    (table,) = find_targets(seed(number))
    assert [row for row in rows_of(table) if row[2] != also] == by_hand(year)
    assert also in [row.name for row in table.rows]
    assert table.rest == ()


def test_whose_table_it_is(seed):
    (table,) = find_targets(seed("003"))
    assert table.title == "单位整体支出绩效目标表"
    assert table.whole
    assert table.year == 2022
    assert table.unit == "深圳市大数据资源管理中心"
    assert table.department == "深圳市政务服务数据管理局"
    assert table.project == ""
    assert table.at == "第397行"
    assert table.goal.startswith("1.加强疫情专项支撑")
    assert table.goal.endswith("为全市党政机关业务提供优质基础设施环境。")


def test_every_value_keeps_its_line(seed):
    (table,) = find_targets(seed("003"))
    at = {row.name: row.at for row in table.rows}
    assert at["出口可用宽带"] == "第414行"
    assert at["安全服务项数"] == "第417行"
    assert at["政务网络业务办理满意度"] == "第460行"


def test_tasks_with_their_money(seed):
    (table,) = find_targets(seed("001"))
    tasks = [piece.text.split("\t") for piece in table.tasks]
    assert [(task[0], task[-3]) for task in tasks] == [
        ("基本支出", "2,757.38"),
        ("政务综合管理", "30,778.88"),
        ("信息化运维项目", "14,087.53"),
        ("信息化新建项目（非政府投资项目）", "9,230.32"),
        ("信息化服务类项目（非运维服务部分）", "11,156.80"),
        ("信息化类", "87.35"),
        ("金额合计", "68,098.25"),
    ]
    # the page ended in the middle of a sentence: 2024 年度…平台项目 | 等项目事项支出。
    assert tasks[4][1].endswith("2024 年度信息基础设施综合运维平台项目等项目事项支出。")


def test_a_row_whose_target_the_text_lost_stays_without_one(seed):
    (table,) = find_targets(seed("001"))
    (row,) = [row for row in table.rows if row.name == "月运维达标评分"]
    assert (row.level2, row.target) == ("质量指标", "")


@pytest.mark.parametrize("number", ["000", "002", "004"])
def test_reports_and_self_evaluations_hold_no_approved_table(seed, number):
    assert find_targets(seed(number)) == ()


def test_the_rows_it_took_are_told_so_that_nothing_is_read_twice(seed):
    found = read_target_tables(seed("003"))
    lines = sorted(row for _, row in found.rows)
    assert (lines[0], lines[-1]) == (395, 460)


def workbook(*, project: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "目标表"
    title = "项目支出绩效目标表" if project else "部门整体支出绩效目标表"
    sheet.append([f"2023年度{title}"])
    sheet.merge_cells("A1:E1")
    sheet.append(["项目名称:甲" if project else "单位名称", "乙局", "主管部门", "乙局"])
    sheet.append(["年度绩效目标", "把事办好。"])
    sheet.append(["年度绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"])
    sheet.append([None, "产出指标", "数量指标", "培训人数", "≥120人"])
    sheet.append([None, None, None, "培训期数", "4期"])
    sheet.append([None, None, "质量指标", "合格率", "≥95%"])
    sheet.append([None, "满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%"])
    sheet.merge_cells("B5:B7")
    sheet.merge_cells("C5:C6")
    sheet.append(["备注:略"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_with_merged_cells():
    (table,) = find_targets(open_book(workbook(), "目标表.xlsx"))
    assert (table.year, table.whole, table.unit) == (2023, True, "乙局")
    assert rows_of(table) == [
        ("产出指标", "数量指标", "培训人数", "≥120人"),
        ("产出指标", "数量指标", "培训期数", "4期"),
        ("产出指标", "质量指标", "合格率", "≥95%"),
        ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%"),
    ]
    assert table.goal == "把事办好。"
    assert table.rows[0].at == "目标表!B5"


def test_a_projects_table_names_its_project():
    (table,) = find_targets(open_book(workbook(project=True), "目标表.xlsx"))
    assert (table.project, table.whole) == ("甲", False)


def side_by_side(second: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["项目支出绩效目标表"])
    sheet.append(["项目名称:甲"])
    sheet.append(["中期目标(2022-2024年)", None, None, None, second])
    sheet.merge_cells("A3:D3")
    sheet.merge_cells("E3:H3")
    sheet.append(["一级指标", "二级指标", "三级指标", "指标值"] * 2)
    sheet.append(["产出", "数量", "三年培训人数", "≥360人", "产出", "数量", "培训人数", "≥120人"])
    sheet.append([None, "质量", "三年合格率", "≥90%", None, "质量", "合格率", "≥95%"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_of_several_years_side_by_side_only_this_years_half_is_read():
    (table,) = find_targets(open_book(side_by_side("年度目标"), "目标表.xlsx"))
    assert rows_of(table) == [
        ("产出", "数量", "培训人数", "≥120人"),
        ("产出", "质量", "合格率", "≥95%"),
    ]
    assert "≥360人" in [piece.text for piece in table.rest]


def test_two_halves_without_a_year_are_not_guessed_at():
    assert find_targets(open_book(side_by_side("后期目标"), "目标表.xlsx")) == ()


def test_pages_that_repeat_their_head_are_one_table(book_of):
    head = "表 5\n\n项目支出绩效目标表\n\n2023 年度\n\n项目名称：甲\n\n"
    columns = "一级指标\t二级指标\t三级指标\t目标值\n"
    text = (
        f"{head}{columns}产出指标\t数量指标\t培训人数\t≥120人\n\n"
        f"{head}{columns}\t质量指标\t合格率\t≥95%\n\n注：无\n"
    )
    (table,) = find_targets(book_of(text))
    assert rows_of(table) == [
        ("产出指标", "数量指标", "培训人数", "≥120人"),
        ("产出指标", "质量指标", "合格率", "≥95%"),
    ]


def test_two_projects_are_two_tables(book_of):
    columns = "一级指标\t二级指标\t三级指标\t目标值\n产出指标\t数量指标\t培训人数\t≥120人\n\n"
    text = "".join(
        f"项目支出绩效目标表\n\n项目名称：{name}\n\n2023 年度\n\n{columns}" for name in "甲乙"
    )
    found = find_targets(book_of(text))
    assert [table.project for table in found] == ["甲", "乙"]
    assert [len(table.rows) for table in found] == [1, 1]


def test_what_has_no_place_is_kept(book_of):
    text = (
        "项目支出绩效目标表\n项目名称：甲\n"
        "一级指标\t二级指标\t三级指标\t目标值\n"
        "产出指标\t数量指标\t培训人数\t≥120人\n"
        "\t多\t出\t来\t的\t格\n"
        "\t质量指标\t合格率\t≥95%\n"
    )
    (table,) = find_targets(book_of(text))
    assert [row.name for row in table.rows] == ["培训人数", "合格率"]
    assert [piece.text for piece in table.rest] == list("多出来的格")
    assert {piece.at for piece in table.rest} == {"第5行"}


FILES = [path for path in sorted(TARGETS.iterdir()) if path.suffix != ".csv"]


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html", "xls"])
def test_the_same_table_saved_by_an_office_program(seed, suffix):
    """The table of 2022 as LibreOffice saves it: merged cells, three printed pages."""
    (text,) = find_targets(seed("003"))
    path = TARGETS / f"整体目标表-2022.{suffix}"
    (table,) = find_targets(open_any(path.read_bytes(), path.name))
    assert (table.unit, table.department) == (text.unit, text.department)
    assert (table.year, table.whole) == (2022, True)
    squeezed = [tuple("".join(cell.split()) for cell in row) for row in rows_of(table)]
    assert squeezed == [tuple("".join(cell.split()) for cell in row) for row in rows_of(text)]
    assert len(table.tasks) == len(text.tasks)
    assert table.rest == ()
    assert len({row.at for row in table.rows}) == len(table.rows)


@pytest.mark.parametrize(
    "path",
    [*FILES, *sorted(SEEDS.glob("003_*"))],
    ids=lambda path: path.suffix,
)
def test_a_fill_in_workbook_takes_its_targets_from_the_table_as_it_stands(path):
    (found,) = read_sources(path)
    assert found.kind == "targets"
    rows = found.rows
    assert len(rows) == 44
    assert (rows[0].level1, rows[0].level2) == ("产出指标", "数量指标")
    assert (rows[0].name, rows[0].target) == ("出口可用宽带", "≥15G")


def test_rows_that_say_that_nothing_is_set_stay_without_points(seed_path):
    (found,) = read_sources(seed_path("001"))
    unset = [row for row in found.rows if row.name == "不涉及"]
    assert (len(found.rows), len(unset)) == (36, 5)
    assert {(row.target, row.actual, row.points) for row in unset} == {("不涉及", "不涉及", 0)}


def test_of_several_tables_each_is_a_workbook_of_its_own(tmp_path):
    columns = "一级指标\t二级指标\t三级指标\t目标值\n产出指标\t数量指标\t培训人数\t≥120人\n\n"
    path = tmp_path / "目标.txt"
    path.write_text(
        "".join(f"项目支出绩效目标表\n项目名称：{name}\n2023 年度\n{columns}" for name in "甲乙"),
        encoding="utf-8",
    )
    found = [(one.at, one.submission.project.name) for one in read_sources(path)]
    assert found == [("第1行", "甲"), ("第7行", "乙")]


PIECES = st.sampled_from(
    ["一级指标", "二级指标", "三级指标", "目标值", "绩效目标表", "产出指标", "数量指标", "年度总体目标",
     "任务名称", "主要内容", "金额合计", "≥95%", "\t", "\t", "\n", "\n", "项目名称：", "注：", "实际完成值",
     "全年预算数1万元", "执行数1万元", "完成预算的100%", "。", "绩效自评综述：", "<p>甲</p> <p>乙</p>", "甲", "2022年度"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60))
@settings(max_examples=150, deadline=None)
def test_whatever_the_text_nothing_breaks_and_nothing_in_a_table_is_lost(pieces):
    text = "".join(pieces)
    if not text.strip():
        return
    book = read_text(text.encode("utf-8"), "t.txt")
    found = read_target_tables(book)
    statements = read_statements(book)
    (sheet,) = book.sheets
    filled = {(sheet.name, row) for row, _ in sheet.cells}
    assert statements.rows <= filled
    if len(found.tables) != 1:
        return
    (table,) = found.tables
    kept = [table.title, table.unit, table.project, table.department, table.goal]
    kept += [f"{row.name} {row.target}" for row in table.rows]
    kept += [piece.text for piece in (*table.tasks, *table.rest)]
    taken = [cell.text for (row, _), cell in sheet.cells.items() if (sheet.name, row) in found.rows]
    if any("≥95%" in text for text in taken):
        assert any("≥95%" in text for text in kept)


def test_a_direction_in_words_is_no_part_of_the_target(book_of):
    text = (
        "2022年项目支出绩效目标表\n单位名称\t甲局\t项目名称\t运维\n"
        "一级指标\t二级指标\t三级指标\t指标方向\t指标值\t计量单位\n"
        "产出指标\t数量指标\t台数\t正向\t20\t台\n"
        "产出指标\t质量指标\t合格率\t不低于\t95\t%\n"
        "成本指标\t经济成本\t总成本\t≤\t1000\t万元\n"
    )
    (table,) = find_targets(book_of(text))
    assert [row.target for row in table.rows] == ["20台", "不低于95%", "≤1000万元"]
    assert [row.direction for row in table.rows] == ["正向", "不低于", "≤"]
    assert table.rest == ()
