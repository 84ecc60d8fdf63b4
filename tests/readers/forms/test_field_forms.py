"""Forms of the field come to their right answers: what is read, and what is said about it."""

from __future__ import annotations

import pytest

from tests.corpus.field_forms import (
    FORMS,
    FUNDS,
    GOAL,
    HEAD,
    TABLE,
    page,
    read,
    read_file,
    told,
)

MOF = "mof/2020-project"


def case(letter: str):
    """Return what the file of a case holds."""
    (path,) = FORMS.glob(f"{letter}-*")
    return read_file(path)


def only(found):
    """Return the one submission of a file."""
    (form,) = found.forms
    assert form.submission is not None, form.problems
    return form.submission


def form_of(*parts: str):
    """Return the one submission of a page."""
    return only(read(page("".join(part.strip("\n") + "\n" for part in parts))))


def said(library, *parts: str) -> list[str]:
    """Return what is said about the form of a page."""
    return told(read(page("".join(part.strip("\n") + "\n" for part in parts))), MOF, library)


def total(submission) -> tuple[str, ...]:
    """Return the amounts of the first row of funds."""
    row = submission.funds[0]
    return tuple(str(n) for n in (row.initial, row.budget, row.executed))


# --- the row of all money ---


def test_a_colon_behind_the_total_of_funds_accuses_nobody(library):
    found = case("A1")
    assert total(only(found)) == ("100", "100", "100")
    assert told(found, MOF, library) == []


@pytest.mark.parametrize(
    "name",
    [
        "年度资金总额：",
        "资金总额:",
        "年度财政资金总额",
        "年度总金额",
        "总计",
        "★ 总 额",
        "一、资金总额",
    ],
)
def test_the_total_of_funds_by_any_usual_name(library, name):
    funds = FUNDS.replace("年度资金总额", name) + (
        "^ | 其中:当年财政拨款 | 80 | 80 | 80 | — | | —\n^ | 其他资金 | 20 | 20 | 20 | — | | —\n"
    )
    funds = funds.replace("\n^ | ", "\n^ | ")
    assert said(library, HEAD, funds, GOAL, TABLE) == []


# --- amounts with their unit ---


def test_amounts_with_their_unit_are_amounts(library):
    found = case("E1")
    assert total(only(found)) == ("350.5", "350.5", "350.5")
    assert told(found, MOF, library) == []


@pytest.mark.parametrize(
    ("block", "written", "unit", "meant"),
    [
        ("项目资金(万元)", "4753.66万元", "万元", "4753.66"),
        ("项目资金(万元)", "150万", "万元", "150"),
        ("项目资金(元)", "10万", "元", "100000"),
        ("项目资金(元)", "215,457.6 元", "元", "215457.6"),
        ("项目资金(万元)", "1,500,000元", "万元", "150"),
        ("项目资金", "150万", "万元", "150"),
        ("项目资金", "２１５，４５７．６元", "元", "215457.6"),
        ("项目资金(萬元)", "10萬元", "万元", "10"),
    ],
)
def test_an_amount_is_brought_to_the_unit_of_the_form(block, written, unit, meant):
    funds = FUNDS.replace("项目资金(万元)", block).replace("| 100 |", f"| {written} |")
    submission = form_of(HEAD, funds.replace("| 100 |", f"| {written} |"), GOAL, TABLE)
    assert submission.money_unit == unit
    assert total(submission) == (meant, meant, meant)


@pytest.mark.parametrize("mark", ["", "—", "——", "-", "/"])
def test_a_mark_for_what_does_not_apply_is_no_amount(library, mark):
    funds = FUNDS.replace("年度资金总额 | 100", f"年度资金总额 | {mark}")
    submission = form_of(HEAD, funds, GOAL, TABLE)
    assert total(submission) == ("None", "100", "100")
    assert not submission.unplaced
    assert said(library, HEAD, funds, GOAL, TABLE) == []


# --- what is no row and what is no form ---


def test_a_row_that_only_says_there_is_nothing_is_none(library):
    found = case("J2")
    assert [row.name for row in only(found).indicators] == [
        "培训人数", "合格率", "完成时间", "服务能力", "学员满意度",
    ]  # fmt: skip
    assert told(found, MOF, library) == []


@pytest.mark.parametrize(
    "row",
    [
        "无 | 无 | 无 | | |", "/ | / | / | / | / | /", "— | — | — | 0 | 0 | —",
        "指标1: | | | | |", "指标1 | 无 | 无 | | |", "无 | / | — | 0 | 0 | 无",
    ],
)  # fmt: skip
def test_placeholders_are_no_rows(library, row):
    table = TABLE.replace("满意度指标 | 服务", f"^ | 生态效益指标 | {row}\n满意度指标 | 服务", 1)
    assert len(form_of(HEAD, FUNDS, GOAL, table).indicators) == 5
    assert said(library, HEAD, FUNDS, GOAL, table) == []


def test_a_name_whose_target_is_nothing_stays_a_row():
    table = TABLE.replace("培训人数 | ≥100人 | 100人", "安全事故 | 无 | 无")
    assert form_of(HEAD, FUNDS, GOAL, table).indicators[0].target == "无"


def test_a_target_table_with_two_columns_is_no_self_evaluation():
    found = case("G1")
    assert not found.forms
    (table,) = found.targets
    assert (table.project, table.unit, table.year, table.goal) == (
        "足球扶持资金", "某大学", 2020, "完成制作",
    )  # fmt: skip
    (row,) = table.rows
    assert (row.level1, row.level2, row.name, row.target) == (
        "产出指标", "数量指标", "动画短剧", "20集",
    )  # fmt: skip


TWO_HALVES = """
某项目绩效目标表 | < | < | < | < | < | <
项目名称 | < | 测试项目 | < | < | < | <
总体目标 | {left} | < | < | < | {right} | <
^ | 三年做完 | < | < | < | 今年做一半 | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 动画短剧 | 60集 | 动画短剧 | 20集
"""


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("中期目标", "年度目标"),
        ("实施期目标", "年度目标:"),
        ("中期目标(2020年-2022年)", "年度目标(2020年)"),
        ("三年目标", "年度绩效目标"),
        ("总目标", "本年度目标"),
    ],
)
def test_of_targets_of_several_years_this_years_half_is_read(left, right):
    found = read(page(TWO_HALVES.format(left=left, right=right)))
    assert not found.forms
    (table,) = found.targets
    assert [(row.name, row.target) for row in table.rows] == [("动画短剧", "20集")]
    assert table.goal == "今年做一半"


def test_halves_that_no_heading_tells_apart_are_neither_form_nor_targets():
    found = read(page(TWO_HALVES.format(left="甲", right="乙")))
    assert not found.forms
    assert not found.targets
    assert "60集" in "".join(piece.text for piece in found.rest)


def test_a_plan_of_spending_is_no_form():
    found = case("G3")
    assert not found.forms
    assert not found.problems


@pytest.mark.parametrize(
    "text",
    [
        "项目资金安排表 | < | <\n项目名称 | 年初预算 | 全年预算\n甲项目 | 10 | 10",
        "资金来源 | 年初预算数 | 全年预算数 | 全年执行数\n财政拨款 | 10 | 10 | 10",
        "序号 | 单位名称 | 预算数 | 执行数 | 执行率\n1 | 某局 | 10 | 10 | 100%",
        "2022年支出进度表 | < | <\n项目 | 全年预算数 | 全年执行数\n甲 | 10 | 9",
        "附件\n支出明细 | 预算数 | 支出数\n办公费 | 3 | 3",
    ],
)
def test_amounts_alone_are_no_form(text):
    assert not read(page(text)).forms


LIST = """
部门项目自评情况 | < | < | < | < | < | < | <
序号 | 项目名称 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 自评得分 | 备注
1 | 测试项目 | 100 | 100 | 100 | 100% | 100 |
2 | 另一项目 | 50 | 50 | 50 | 100% | 98 |
"""


@pytest.mark.parametrize(
    "first",
    [
        LIST,
        LIST.replace("序号 | ", "编号 | "),
        LIST.replace("年初预算数 | 全年预算数 | 全年执行数", "预算 | 支出 | 结余"),
        "目录 | < | < | < | < | < | < | <\n一 | 测试项目绩效自评表 | 3 | | | | |\n",
        "序号 | 单位 | 项目 | 金额 | | | |\n1 | 某局 | 测试项目 | 100 | | | |\n",
    ],
)
def test_a_list_before_the_form_is_no_part_of_it(library, first):
    submission = form_of(first, HEAD, FUNDS, GOAL, TABLE)
    assert submission.project.name == "测试项目"
    assert submission.unit == "某中心"
    assert total(submission) == ("100", "100", "100")
    assert said(library, first, HEAD, FUNDS, GOAL, TABLE) == []


# --- the transfer form ---

REGION = "transfer-payment/region"
TRANSFER = """
转移支付区域(项目)绩效目标自评表 | < | < | < | < | <
(2023年度) | < | < | < | < | <
转移支付(项目)名称 | 就业补助资金 | < | < | < | <
中央主管部门 | 国家某部 | < | < | < | <
地方主管部门 | 某省某厅 | < | 资金使用单位 | 某县某局 | <
资金投入情况(万元) | | 全年预算数(A) | 全年执行数(B) | < | 预算执行率(B/A×100%)
^ | 年度资金总额 | 2000 | 1157.97 | < | 57.90%
^ | 其中:中央财政资金 | 2000 | 1157.97 | < | 57.90%
^ | 地方财政资金 | | | < |
^ | 其他资金 | | | < |
资金管理情况 | | 情况说明 | < | 存在问题和改进措施 | <
^ | 分配科学性 | 按因素法分配 | < | 无 | <
^ | 下达及时性 | 30日内下达 | < | 有一笔晚了 | <
^ | 拨付合规性 | 合规 | < | 无 | <
^ | 使用规范性 | 规范 | < | 无 | <
^ | 执行准确性 | 准确 | < | 无 | <
^ | 预算绩效管理情况 | 已开展 | < | 无 | <
^ | 支出责任履行情况 | 已履行 | < | 无 | <
总体目标完成情况 | 总体目标 | < | 全年实际完成情况 | < | <
^ | 建设 | < | 完成 | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值
^ | 产出指标 | 数量指标 | 新建场馆数量 | 1个 | 1个
^ | ^ | 质量指标 | 验收合格率 | 100% | 100%
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 95%
"""


@pytest.mark.parametrize("letter", ["B1", "H1"])
def test_the_transfer_form_is_read_and_only_its_low_rate_asked_about(library, letter):
    found = case(letter)
    submission = only(found)
    assert submission.year == 2023
    assert submission.project.name.startswith("就业补助资金")
    assert (submission.department, submission.unit) == ("国家某部", "某县某局")
    assert submission.texts["地方主管部门"] == "某省某厅"
    assert not submission.unplaced
    assert told(found, REGION, library) == ["Q 执行率不高·资金使用情况"]


def test_a_rate_that_the_amounts_do_not_give_is_told_on_a_form_without_points(library):
    assert told(case("I2"), REGION, library) == ["E 执行率与复算不同·资金使用情况"]


@pytest.mark.parametrize(
    ("title", "department"),
    [
        ("转移支付区域(项目)绩效目标自评表", "地方主管部门"),
        ("中央转移支付某县健身中心项目绩效自评表", "地方主管部门"),
        ("某项目绩效自评表", "省级主管部门"),
        ("某专项绩效自评表", "自治区主管部门"),
        ("项目支出绩效自评表", "市县主管部门"),
    ],
)
def test_a_transfer_form_is_known_by_its_labels(library, title, department):
    text = TRANSFER.replace("转移支付区域(项目)绩效目标自评表", title)
    text = text.replace("地方主管部门", department)
    found = read(page(text))
    assert told(found, REGION, library) == []
    texts = only(found).texts
    assert texts["分配科学性"] == "按因素法分配"
    assert texts["下达及时性·存在问题和改进措施"] == "有一笔晚了"


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("1157.97 | < | 57.90%\n^ | 其中", "1157.97 | < | 97.90%\n^ | 其中", ["E 执行率与复算不同"]),
        ("1157.97 | < | 57.90%\n^ | 其中", "1157.97 | < | 57.9%\n^ | 其中", ["Q 执行率不高"]),
        ("2000 | 1157.97 | < | 57.90%\n^ | 其中", "2000 | 2157.97 | < | 107.9%\n^ | 其中",
         ["Q 执行数大于预算数"]),
        ("2000 | 1157.97 | < | 57.90%\n^ | 其中", "0 | 1157.97 | < |\n^ | 其中",
         ["E 全年预算数为零而有执行数", "E 资金合计与各来源之和不同"]),
        ("1个 | 1个", "10个 | 1个", ["Q 执行率不高", "Q 应说明原因而没有说明"]),
    ],
)  # fmt: skip
def test_the_review_of_a_transfer_form_is_as_thorough(library, old, new, right):
    with_reason = TRANSFER.replace("全年实际完成值", "全年实际完成值 | 未完成原因和改进措施")
    text = with_reason.replace(old, new, 1)
    assert text != with_reason
    shown = [line.partition("·")[0] for line in told(read(page(text)), REGION, library)]
    assert shown == right


# --- levels as people write them ---


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("产出指标：", "数量指标："),
        ("一、产出指标", "(一)数量指标"),
        ("1.产出指标", "１）数量指标"),
        ("* 产 出 指 标", "数量指标(20分)："),
        ("产出指标(50分):", "（1）数量指标:"),
        ("產出指標", "數量指標"),
    ],
)
def test_levels_are_known_however_they_are_written(library, first, second):
    table = TABLE.replace("产出指标", first).replace("数量指标", second)
    found = read(page(HEAD.strip() + FUNDS + GOAL.strip() + TABLE.replace("产出指标", first)))
    assert said(library, HEAD, FUNDS, GOAL, table) == []
    assert len(only(found).indicators) == 5


# --- the form's own total and grade ---

LAST = "总分 | < | < | < | < | 100 | 100 |"


@pytest.mark.parametrize(
    ("row", "grade"),
    [
        ("总分(100分) | < | 100 | < | 自评等级 | 优 | < | <", "优"),
        ("总分 | < | < | < | < | 100 | 100 | 优", "优"),
        ("合计 | < | < | < | < | 100 | 100 |", ""),
        ("总计： | 自评得分 | 100 | 自评等级 | 优 | < | < | <", "优"),
        ("总分(100分) | < | < | < | < | 100 | 100 | 优秀", "优秀"),
    ],
)
def test_the_total_row_as_forms_print_it(library, row, grade):
    submission = form_of(HEAD, FUNDS, GOAL, TABLE.replace(LAST, row))
    assert len(submission.indicators) == 5
    assert (str(submission.claimed_total), submission.claimed_grade) == ("100", grade)
    assert said(library, HEAD, FUNDS, GOAL, TABLE.replace(LAST, row)) == []


@pytest.mark.parametrize(
    "head",
    [
        HEAD + "单位名称:某单位 | < | < | 填报日期:2023年3月1日 | < | 自评总分: 100 | < | <\n",
        HEAD + "自评得分 | 100分 | < | < | 自评等级 | 优 | < | <\n",
        HEAD + "自评总分(分) | 100 | < | < | < | < | < | <\n",
        HEAD.replace("自评表", "自评表(项目总得分100分)"),
        HEAD.replace("自评表", "自评表　项目总得分100分"),
    ],
)
def test_the_total_in_the_head_or_the_title(library, head):
    table = TABLE.replace(LAST, "")
    submission = form_of(head, FUNDS, GOAL, table)
    assert str(submission.claimed_total) == "100"
    assert submission.year == 2022
    assert said(library, head, FUNDS, GOAL, table) == []


# --- points that stand in brackets of names ---


def without_points(table: str) -> str:
    """Return the table without its column of points."""
    lines = [line.split("|") for line in table.strip().splitlines()]
    return "\n".join("|".join(line[:5] + line[6:]) for line in lines)


ON_LEVEL_1 = (
    without_points(TABLE).replace("产出指标 |", "产出指标(50分) |")
    .replace("效益指标 | 社会", "效益指标(30) | 社会").replace("满意度指标 | 服", "满意度指标10分 | 服")
)  # fmt: skip
ON_LEVEL_2 = (
    without_points(TABLE).replace("数量指标", "数量指标 20分").replace("质量指标", "质量指标(20分)")
    .replace("时效指标", "时效指标（10分）").replace("社会效益指标", "社会效益指标 30分")
    .replace("服务对象满意度指标", "服务对象满意度指标(10)")
)  # fmt: skip


@pytest.mark.parametrize("table", [ON_LEVEL_1, ON_LEVEL_2])
def test_points_in_brackets_are_those_of_the_rows_that_they_leave_no_choice_about(library, table):
    submission = form_of(HEAD, FUNDS, GOAL, table)
    assert [str(row.points) for row in submission.indicators] == ["20", "20", "10", "30", "10"]
    assert said(library, HEAD, FUNDS, GOAL, table) == []
    missed = table.replace("| 100人 |", "| 60人 |")
    assert said(library, HEAD, FUNDS, GOAL, missed) == ["Q 得分与按规则计算的不同·培训人数"]


def test_points_of_a_level_whose_rows_claim_less_are_those_of_no_single_row(library):
    table = ON_LEVEL_1.replace("≥95% | 96% | 20", "≥95% | 96% | 15")
    submission = form_of(HEAD, FUNDS, GOAL, table)
    assert [row.points for row in submission.indicators[:3]] == [None, None, None]
    assert said(library, HEAD, FUNDS, GOAL, table) == []


def test_points_of_the_execution_rate_may_stand_in_the_name_of_its_block(library):
    funds = """
预算执行情况(万元)(10分) | | 年初预算数 | 预算数(A) | 执行数(B) | 执行率(B/A) | 得分(10分*执行率) |
^ | 总额 | 100 | 100 | 100 | 100% | 10 |
^ | 其中:财政资金 | 100 | 100 | 100 | | |
^ | 其他资金 | | | | | |
"""
    submission = form_of(HEAD, funds, GOAL, TABLE)
    assert not submission.unplaced
    assert said(library, HEAD, funds, GOAL, TABLE) == []


def test_the_grand_total_typed_in_the_execution_row_is_no_score_of_it(library):
    funds = FUNDS.replace("100 | 10 | 100% | 10", "98 | 100 | 98% | 98")
    table = TABLE.replace(LAST, "")
    submission = form_of(HEAD, funds, GOAL, table)
    assert (submission.funds[0].points, submission.funds[0].claimed) == (None, None)
    assert str(submission.claimed_total) == "98"
    assert said(library, HEAD, funds, GOAL, table) == []


# --- other layouts of funds, goals, targets ---


@pytest.mark.parametrize(
    ("funds", "meant"),
    [
        (
            "项目资金(万元) | | 计划安排资金 | 实际到位资金 | 实际支出 | 结余(万元) | 执行率 | 得分\n"
            "^ | 财政拨款 | 60 | 60 | 50 | 10 | 83.33% |\n"
            "^ | 自筹资金 | 40 | 40 | 40 | 0 | 100% |\n"
            "^ | 合计 | 100 | 100 | 90 | 10 | 90% | 9\n",
            ("60", "60", "50"),
        ),
        (
            "项目资金(万元) | | 年初预算数 | 全年预算数 | 到位数 | 执行数 | 执行率 | 得分\n"
            "^ | 年度资金总额 | 100 | 100 | 95 | 90 | 90% | 9\n",
            ("100", "100", "90"),
        ),
        (
            "项目资金(万元) | 中央 | 省、地 | 本级 | 其他 | 合计(万元) | 执行数(万元) | 执行率\n"
            "^ | 50 | 20 | 20 | 10 | 100 | 90 | 90%\n",
            ("None", "100", "90"),
        ),
        (
            "项目基本概况 | 全年预算数 | < | < | 全年执行数 | < | < | 执行率\n"
            "^ | 合计 | 省财政 | 其它 | 合计 | 省财政 | 其它 | ^\n^ | 100 | 80 | 20 | 90 | 70 | 20 | 90%\n",
            ("None", "100", "90"),
        ),
        (
            "项目基本概况 | 全年预算数 | < | < | 全年执行数 | < | < | 执行率\n"
            "^ | 中央财政 | 省财政 | 其它 | 中央财政 | 省财政 | 其它 | ^\n^ | 50 | 30 | 20 | 40 | 30 | 20 | 90%\n",
            ("None", "None", "None"),
        ),
    ],
)  # fmt: skip
def test_funds_blocks_of_other_forms_accuse_nobody(library, funds, meant):
    table = TABLE.replace("| 100 | 100 |", "| 100 | 99 |")
    assert total(form_of(HEAD, funds, GOAL, table)) == meant
    assert said(library, HEAD, funds, GOAL, table) == []


@pytest.mark.parametrize(
    ("goal", "achieved"),
    [
        ("总体目标 | < | < | < | 总体目标完成情况 | < | < | <\n完成任务 | < | < | < | 已完成 | < | < | <", "已完成"),
        ("年初设定目标 | < | < | < | 年度总体目标完成情况(综述) | < | < | <\n完成 | < | < | < | 已完成 | < | < | <",
         "已完成"),
        ("总体目标完成情况 | 总体目标 | < | < | 全年实际完成情况 | < | < | <\n^ | 完成 | < | < | 已完成 | < | < | <",
         "已完成"),
        ("总体目标完成情况 | 预期目标 | < | < | 办成的事 | < | < | <\n^ | 完成 | < | < | 已完成 | < | < | <", ""),
    ],
)  # fmt: skip
def test_a_goal_whose_headings_are_its_blocks_names(library, goal, achieved):
    found = read(page("".join(f"{part.strip()}\n" for part in (HEAD, FUNDS, goal, TABLE))))
    assert only(found).goal.achieved == achieved
    assert not [f for f in told(found, MOF, library) if "目标" in f]


def test_management_rows_before_the_indicators_are_no_text_of_the_goal():
    rows = "项目决策 | 决策依据 | 5 | 5 | | 有文件 | |\n^ | 目标申报 | 5 | 5 | | 有目标 | |\n"
    submission = form_of(HEAD, FUNDS, GOAL, rows, TABLE)
    assert submission.goal.achieved == "已完成"
    assert len(submission.indicators) == 5


def test_management_rows_under_headings_of_their_own_are_not_called_blank(library):
    rows = """
一级指标 | 二级指标 | 三级指标 | 分值 | 自评分 | 复核分 | 评价标准及依据 |
项目决策 | 决策依据 | 决策依据充分 | 5 | 5 | | 有文件 |
项目管理 | 财务制度 | 制度健全 | 5 | 5 | | 有制度 |
"""
    table = TABLE.replace("100人 | 20 | 20", "100人 | 10 | 10")
    assert said(library, HEAD, FUNDS, GOAL, rows, table) == ["Q 一级指标的分值与指标体系不同·全表"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("实施期指标值", ""),
        ("中期目标值", ""),
        ("三年指标值", ""),
        ("上年完成值", ""),
        ("年初目标值", "≥300人"),
    ],
)
def test_a_column_of_other_years_is_not_this_years_target(name, key):
    table = TABLE.replace("年度指标值 |", f"{name} | 年度指标值 |").replace("总分 |", "总分 | < |")
    for one in ("≥100人", "≥95%", "12月底前", "≥90%"):
        table = table.replace(f"| {one} |", f"| {'≥300人' if '人' in one else one} | {one} |")
    table = table.replace("| 提升 | 提升 |", "| 提升 | 提升 | 提升 |")
    row = form_of(HEAD, FUNDS, GOAL, table).indicators[0]
    assert (row.target, row.actual, row.target_initial) == ("≥100人", "100人", key)
    assert row.last_actual == ("≥300人" if name == "上年完成值" else "")


# --- a form of a set that knows a column which this year's form does not have ---

CHONGQING = "chongqing/2021-department"
DEPARTMENT = """
重庆市某区林业局2022年度部门整体绩效自评表 | < | < | < | < | < | < | <
主管部门 | 某区林业局 | < | 部门联系人 | 某 | 自评总分(分) | 97.93 | <
部门预算执行情况 | | 年初预算数 | 全年(调整)预算数 | 全年执行数 | 执行率 | 执行率权重 | 执行率得分
^ | 年度总金额 | 5000 | 5000 | 3963.5 | 79.27% | 10 | 7.93
^ | 其中:财政拨款 | 5000 | 5000 | 3963.5 | | |
绩效指标 | 指标名称 | 计量单位 | 指标性质 | 指标值 | 指标权重(分) | 全年完成值 | 指标得分(分)
^ | 受害率 | % | ≤ | 0.9 | 30 | 0 | 30
^ | 成灾率 | % | ≤ | 0.4 | 30 | 0.1 | 30
^ | 管护面积 | 万亩 | ≥ | 50 | 30 | 50 | 30
"""


def test_a_column_that_the_form_does_not_have_raises_no_question(library):
    found = case("K1")
    assert [row.unit for row in only(found).indicators] == ["%", "%", "万亩"]
    assert told(found, CHONGQING, library) == []


@pytest.mark.parametrize(
    ("row", "right"),
    [
        ("成灾率 | % | ≤ | 1 | 30 | 0.5 | 30", []),
        ("成灾率 | ‰ | ≤ | 0.4 | 30 | 0.1 | 30", []),
        ("覆盖率 | % | ≥ | 95 | 30 | 96.5 | 30", []),
        ("服务质量 | | 定性 | 好 | 30 | 好 | 30", []),
        ("服务企业数 | 家 | ≥ | 120 | 30 | 100 | 30", ["Q 由复核人认定·服务企业数"]),
        ("成灾率 | % | ≤ | 0.4 | 30 | 0.6 | 30", ["Q 由复核人认定·成灾率"]),
    ],
)
def test_rows_without_a_coefficient_are_judged_by_their_targets(library, row, right):
    text = DEPARTMENT.replace("成灾率 | % | ≤ | 0.4 | 30 | 0.1 | 30", row)
    assert told(read(page(text)), CHONGQING, library) == right


# --- heads ---


@pytest.mark.parametrize(
    ("label", "where"),
    [
        ("转移支付(项目)名称", "project"),
        ("转移支付（项目）名称：", "project"),
        ("* 专项资金名称", "project"),
        ("部门", "unit"),
        ("一级预算单位名称", "unit"),
        ("项目主管单位", "department"),
        ("县级主管部门", "department"),
        ("(一)自治区主管部门：", "department"),
    ],
)
def test_labels_of_heads_as_forms_word_them(label, where):
    head = HEAD.replace(
        {"project": "项目名称", "unit": "实施单位", "department": "主管部门"}[where], label
    )
    submission = form_of(head, FUNDS, GOAL, TABLE)
    assert submission.year == 2022
    assert (submission.project.name, submission.unit, submission.department) == (
        "测试项目", "某中心", "某局",
    )  # fmt: skip


TRADITIONAL = str.maketrans(
    "产预资总额执数绩标级实际偏进满对质时项评华单", "產預資總額執數績標級實際偏進滿對質時項評華單"
)


def test_a_mirror_in_traditional_characters_is_read_like_its_original(library):
    parts = [part.translate(TRADITIONAL) for part in (HEAD, FUNDS, GOAL, TABLE)]
    submission = form_of(*parts)
    assert total(submission) == ("100", "100", "100")
    assert [row.level1 for row in submission.indicators[::3]] == ["产出指标", "效益指标"]
    assert said(library, *parts) == []


@pytest.mark.parametrize(
    "title",
    [
        "附件4：2022年度项目支出绩效自评表（由实施单位填报）",
        "附件 2-1：2022年度项目支出绩效自评表",
        "附表1:2022年度项目绩效自评表",
        "附件三、2022年项目支出绩效自评表",
        "附2022年度项目支出绩效自评表",
    ],
)
def test_a_title_behind_the_number_of_an_attachment_names_the_year(title):
    head = HEAD.replace("项目支出绩效自评表", title).replace("(2022年度)", "填报说明见背面")
    assert form_of(head, FUNDS, GOAL, TABLE).year == 2022


def test_the_first_level_project_is_read_from_its_own_label_alone():
    head = (
        HEAD.rstrip("\n")
        + "\n一级项目名称 | < | 政务综合管理 | < | < | 一级项目编码 | 0001 | < | <\n"
    )
    project = form_of(head, FUNDS, GOAL, TABLE).project
    assert (project.parent.name, project.parent.code) == ("政务综合管理", "0001")
    assert project.name == form_of(HEAD, FUNDS, GOAL, TABLE).project.name
    assert form_of(HEAD, FUNDS, GOAL, TABLE).project.parent is None
