"""Forms as provinces and programs vary them: each variation reads as the same form."""

from __future__ import annotations

import pytest

from scoring.problem import InputError
from scoring.readers.books.open_any import open_book
from scoring.readers.forms.read_form import read_exported, read_forms
from scoring.records.submission import Submission
from tests.corpus.real_form import SET, Box, Grid, as_html, as_xlsx, comparable, examples, layout

SIX = examples()
GIVEN = SIX[5]


def read(data: bytes, set_id: str = SET) -> list[Submission]:
    found = [one for _, one in read_exported(open_book(data, "导出.xls"), set_id)]
    for one in found:
        assert isinstance(one, Submission), one
    return found


def read_one(grid: Grid) -> Submission:
    (found,) = read(as_html(grid))
    return found


def problems(grid: Grid, set_id: str = SET) -> list[str]:
    ((_, found),) = read_exported(open_book(as_html(grid), "导出.xls"), set_id)
    assert isinstance(found, InputError), found
    return [f"{problem.place}: {problem.message} {problem.hint}" for problem in found.problems]


def replaced(grid: Grid, old: str, new: str) -> Grid:
    assert any(box.text == old for row in grid for box in row), old
    return [[Box(new, b.down, b.across) if b.text == old else b for b in row] for row in grid]


def test_several_forms_below_each_other_and_on_several_sheets():
    grids = [layout(given) for given in SIX]
    for data in (as_xlsx(*grids), as_xlsx(*grids, same_sheet=True), as_html(*grids)):
        assert [comparable(s) for s in read(data)] == [comparable(s) for s in SIX]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("绩效自评年度:", "*绩 效 自 评\n年 度："),
        ("项目名称:", "项目(政策)名称"),
        ("一级预算单位:", "主管部门及代码"),
        ("实施单位:", "项目实施单位（盖章）"),
        ("年初预算数", "年初预算数(A)"),
        ("全年预算数", "全年预算数（B）"),
        ("执行率 (%)", "执行率(C/B)"),
        ("项目资金 (元)", "项目资金\n（元）"),
        ("其中:当年财政拨款", "其中： 当年财政拨款"),
        ("* 实际完成情况", "全年实际完成情况"),
        ("年度总体目标", "年\n度\n总\n体\n目\n标"),
        ("年度绩效指标", "绩 效 指 标"),
        ("三级指标", "三 级 指 标"),
        ("* 实际完成值", "实际完成值★"),
        ("年度指标值", "年度\n指标值"),
        ("* 分值", "分 值"),
        ("偏差原因分析及改进措施", "未完成原因和改进措施"),
        ("产出 (50分)", "产出（50分）"),
        ("总分", "总 分"),
        ("总分", "合计"),
    ],
)
def test_a_heading_may_be_written_otherwise(old, new):
    grid = layout(GIVEN)
    if old == "* 分值":
        grid = [[Box(new) if b.text in (old, "分值") else b for b in row] for row in grid]
        assert comparable(read_one(grid)) == comparable(GIVEN)
        return
    found = read_one(replaced(grid, old, new))
    assert comparable(found) == comparable(GIVEN)


def test_labels_and_values_in_one_cell():
    grid = layout(GIVEN)
    grid[1] = [
        Box(f"项目编码：{GIVEN.project.code}   项目名称: {GIVEN.project.name}", 1, 9),
    ]
    grid[2] = [Box(f"实施单位：{GIVEN.unit}", 1, 4), Box(f"主管部门：{GIVEN.department}", 1, 5)]
    grid.insert(1, [Box("(2022年度)", 1, 9)])
    assert comparable(read_one(grid)) == comparable(GIVEN)


def test_the_year_may_stand_in_the_title_only():
    grid = layout(GIVEN)
    grid[0] = [Box("2022年度项目支出绩效自评表", 1, 9)]
    grid[1] = grid[1][:4]
    assert read_one(grid).year == 2022


def test_columns_in_another_order_with_columns_of_their_own_for_sign_and_unit():
    order = [
        "level1",
        "level2",
        "name",
        "direction",
        "target",
        "unit",
        "points",
        "actual",
        "claimed",
    ]
    words = [
        "一级指标",
        "二级指标",
        "三级指标",
        "计算符号",
        "指标值",
        "计量单位",
        "权重",
        "完成值",
        "自评得分",
    ]
    grid = layout(GIVEN)[:9]
    grid.append([Box(word) for word in words])
    values = ["产出指标(50分)", "数量指标", "印刷数量", "≥", "150", "份", "5", "150", "4.5"]
    grid.append([Box(value) for value in values])
    (row,) = read_one(grid).indicators
    assert [str(getattr(row, key)) for key in order] == [
        "产出指标", "数量指标", "印刷数量", "≥", "150", "份", "5", "150", "4.5",
    ]  # fmt: skip


def test_a_value_under_one_heading_in_several_cells_is_joined_and_said():
    grid = layout(GIVEN)[:9]
    grid.append(
        [Box(w) for w in ("一级指标", "二级指标", "三级指标")]
        + [Box("年度指标值", 1, 3), Box("实际完成值"), Box("分值"), Box("得分")]
    )
    values = ["产出", "数量", "印刷数量", "≥", "150", "份", "160份", "5", "5"]
    grid.append([Box(value) for value in values])
    found = read_one(grid)
    assert found.indicators[0].target == "≥150份"
    assert any("≥150份" in repair.what for repair in found.repairs)


def test_a_form_over_two_pages_with_its_headings_again():
    grid = layout(GIVEN)
    heading = next(n for n, row in enumerate(grid) if row[0].text == "年度绩效指标")
    split = heading + 10
    rows = dict(enumerate(grid))
    # The merged areas end at the page: the second page prints no level where one goes on.
    first = [
        row if n < heading else [Box(b.text, 1, b.across) for b in row]
        for n, row in enumerate(grid[:split])
    ]
    plain = [
        [Box("", 1, 1)] * (9 - sum(b.across for b in row)) + row for row in first[heading + 1 :]
    ]
    first = first[: heading + 1] + plain
    second = [[Box(b.text, 1, b.across) for b in rows[n]] for n in range(split, len(grid))]
    second = [
        row if row[0].text == "总分" else [Box("", 1, 1)] * (9 - len(row)) + row for row in second
    ]
    second[-1] = [Box(""), *second[-1]]
    for between in (
        [first[heading]],
        [[Box("第2页 共2页", 1, 9)], first[0], first[1], first[heading]],
        [first[0], first[heading]],
    ):
        found = read_one([*first, *between, *second])
        assert comparable(found) == comparable(GIVEN)
        assert not found.repairs  # a level written once for many rows is how forms are drawn


def test_a_blank_form_has_no_rows_and_is_no_fault():
    grid = layout(GIVEN)
    heading = next(n for n, row in enumerate(grid) if row[0].text == "年度绩效指标")
    grid = [
        [
            Box(
                b.text
                if len(row) > 7
                and 0 < len(b.text) <= 6
                and b.text[0] in "产效满数质时成经社生可服其"
                else "",
                b.down,
                b.across,
            )
            for b in row
        ]
        if n > heading and n < len(grid) - 1
        else row
        for n, row in enumerate(grid)
    ]
    grid = replaced(grid, "99.99", "")
    found = read_one(grid)
    assert not found.indicators
    assert found.claimed_total is None


def test_rows_printed_for_names_to_come_are_passed_over():
    grid = layout(GIVEN)[:9]
    words = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    grid.append([Box(word) for word in words])
    grid.append([Box("产出指标"), Box("数量指标"), Box("指标1："), *[Box("")] * 4])
    grid.append([Box(""), Box(""), Box("指标2："), *[Box("")] * 4])
    grid.append([Box(""), Box(""), Box("……"), *[Box("")] * 4])
    grid.append([Box(""), Box("质量指标"), Box("合格率"), Box("≥90%"), *[Box("")] * 3])
    (row,) = read_one(grid).indicators
    assert (row.level1, row.level2, row.name, row.points) == (
        "产出指标",
        "质量指标",
        "合格率",
        None,
    )


def test_what_stands_under_the_form_goes_to_its_place_or_is_kept():
    grid = [
        *layout(GIVEN),
        [Box("自评等级:优", 1, 9)],
        [Box("主管部门意见："), Box("同意\n请按期整改", 1, 8)],
        [Box("填表人:李四", 1, 3), Box("联系电话："), Box("0755-12345678"), Box("填表日期:2023年3月1日", 1, 4)],
        [Box("项目负责人（签字）："), Box("张三", 1, 2), Box("审核人:王五", 1, 6)],
        [Box("注：1.得分一栏由单位填写。", 1, 9)],
    ]  # fmt: skip
    found = read_one(grid)
    head = found.head
    assert found.claimed_grade == "优"
    assert (head.filled_by, head.phone, head.responsible) == ("李四", "0755-12345678", "张三")
    assert (head.date, head.signatures) == ("2023年3月1日", {"审核人": "王五"})
    assert head.opinion == "同意 请按期整改"
    (left,) = found.unplaced
    assert left.text == "注：1.得分一栏由单位填写。"
    assert left.at == f"导出!A{len(grid)}"


def test_points_that_do_not_add_up_are_kept_beside():
    found = read_one(replaced(layout(GIVEN), "产出 (50分)", "产出(60分)"))
    assert [piece.text for piece in found.unplaced] == ["产出(60分)（各行分值合计 50）"]


def test_a_sum_of_a_level_is_a_claim():
    grid = layout(GIVEN)
    heading = next(row for row in grid if row[0].text == "年度绩效指标")
    heading[0] = Box("年度绩效指标", heading[0].down + 1, 1)
    grid.insert(-1, [Box("满意度"), Box("小计"), Box("", 1, 3), Box("10"), Box("9.5"), Box("")])
    found = read_one(grid)
    assert {key: str(value) for key, value in found.claims.items()} == {"满意度": "9.5"}
    assert len(found.indicators) == len(GIVEN.indicators)


def test_every_unusable_number_is_told_with_its_cell_at_once():
    grid = replaced(layout(GIVEN), "1598701.67", "约160万")
    grid = replaced(grid, "9.99", "满分")
    row = next(r for r in grid if any(b.text == "运维备案率" for b in r))
    row[-2] = Box("4分多")
    said = problems(grid)
    assert len(said) == 4, said  # the executed amount stands in two rows
    assert "导出.xls [导出!F6]: 全年执行数：“约160万”不是一个能用的数" in said[0]
    assert any("[导出!I6]: 得分：“满分”" in line for line in said)
    assert any("得分：“4分多”" in line for line in said)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1,598,701.67", "1598701.67"),
        ("１５９８７０１．６７", "1598701.67"),
        (" 1598701.67 ", "1598701.67"),
        ("￥1598701.67", "1598701.67"),
    ],
)
def test_amounts_as_people_write_them(written, meant):
    found = read_one(replaced(layout(GIVEN), "1598701.67", written))
    assert str(found.funds[0].executed) == meant


@pytest.mark.parametrize("mark", ["—", "－", "——", "/", "-", ""])
def test_marks_for_nothing_are_nothing(mark):
    found = read_one(replaced(layout(GIVEN), "—", mark))
    assert comparable(found) == comparable(GIVEN)


def test_the_unit_of_money():
    grid = layout(GIVEN)
    assert read_one(replaced(grid, "项目资金 (元)", "项目资金(万元)")).money_unit == "万元"
    bare = replaced(grid, "项目资金 (元)", "项目资金")
    assert read_one(bare).money_unit is None
    bare.insert(1, [Box("金额单位：万元", 1, 9)])
    assert read_one(bare).money_unit == "万元"
    grid.insert(1, [Box("单位：万元", 1, 9)])
    (said,) = problems(grid)
    assert "金额单位不一致" in said
    assert "[导出!A7]" in said


def test_a_form_without_a_year_lacks_only_a_set():
    grid = layout(GIVEN)
    grid[1] = grid[1][:4]
    (said,) = problems(grid, "")
    assert "--set" in said
    assert read_one(grid).year is None


def test_that_no_set_is_named_is_told_once():
    book = open_book(as_html(layout(SIX[0]), replaced(layout(GIVEN), "99.92", "约")), "导出.xls")
    ((_, found),) = read_exported(book, "")
    assert isinstance(found, InputError)
    assert [problem.code for problem in found.problems] == ["no-set", "not-a-number"]


def test_a_book_without_a_form():
    with pytest.raises(InputError, match="没有找到自评表"):
        read_forms(open_book(as_html([[Box("甲"), Box("乙")]]), "表.xls"), SET)


def test_a_sheet_without_a_form_is_mentioned():
    (found,) = read(as_xlsx(layout(GIVEN), [[Box("填表说明")], [Box("请如实填写")]]))
    (left,) = found.unplaced
    assert "自评表2" in left.text
    assert "2 格" in left.text


def test_a_code_that_a_spreadsheet_has_cut_is_not_taken_for_one():
    found = read_one(replaced(layout(GIVEN), GIVEN.project.code, "4.403002113115E+20"))
    assert found.project.code == ""
    assert any("4.403002113115E+20" in piece.text for piece in found.unplaced)


def test_each_value_says_its_cell():
    row = read_one(layout(GIVEN)).indicators[0]
    assert row.at["actual"] == "导出!F14"
    assert row.at["level1"] == "导出!B14"
    assert row.at["claimed"] == "导出!H14"


def test_a_hidden_sheet_is_not_read_but_mentioned():
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(layout(GIVEN), layout(SIX[0]))))
    book.worksheets[1].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    (found,) = read(out.getvalue())
    assert found.project.name == GIVEN.project.name
    assert any("自评表2”是隐藏的" in piece.text for piece in found.unplaced)


def test_a_score_with_the_decimals_of_a_formula_is_rounded_and_said():
    found = read_one(replaced(layout(GIVEN), "99.92", "99.918854375"))
    assert str(found.funds[0].claimed_rate) == "99.918854"
    assert any("99.918854375" in repair.what for repair in found.repairs)


def test_a_year_that_stands_alone_besides_the_labelled_one_is_kept():
    found = read_one([*layout(GIVEN), [Box("2023年", 1, 9)]])
    assert found.year == 2022
    assert [piece.text for piece in found.unplaced] == ["2023年"]


def test_a_cell_merged_over_two_rows_counts_once_and_is_said():
    grid = layout(GIVEN)
    first = next(n for n, row in enumerate(grid) if any(b.text == "运维备案率" for b in row))
    grid[first - 1][-3] = Box("8", 2, 1)
    grid[first] = [*grid[first][:-3], *grid[first][-2:]]
    found = read_one(grid)
    assert [str(row.points) for row in found.indicators[3:5]] == ["8", "None"]
    assert any("合并了第 17 至 18 行" in repair.what for repair in found.repairs)
