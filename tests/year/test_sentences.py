"""Sentences about projects and the department: each pattern when it holds, with its figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from scoring.problem import InputError
from scoring.year.patterns import Patterns
from scoring.year.register import make_register
from scoring.year.sentences import department_sentences, project_sentences
from tests.year.made_folder import BUREAU, CENTRE, department_year


@pytest.fixture(scope="module")
def said(six, as_form, year, words):
    """Return what is said of 政务数据管理 with other money, texts, state, rows."""

    def say(
        funds: dict[str, Any] | None = None,
        rows: dict[int, dict[str, Any]] | None = None,
        **more: Any,
    ):
        submission = six[1].submission
        total = submission.funds[0].model_copy(update=funds or {})
        changed = [
            row.model_copy(update=(rows or {}).get(n, {}))
            for n, row in enumerate(submission.indicators)
        ]
        update = {"funds": (total,), "indicators": tuple(changed), **more}
        form = as_form(submission.model_copy(update=update), "1.yaml")
        register = make_register(year([form]), words)
        found = project_sentences(register.projects[0], words, rate_decimals=2, internal=True)
        return {key: [text.text for text in texts] for key, texts in found.items()}

    return say


def money(
    initial: str | None, budget: str | None, executed: str | None, **more: Any
) -> dict[str, Any]:
    amounts = {"initial": initial, "budget": budget, "executed": executed}
    return {k: None if v is None else Decimal(v) for k, v in amounts.items()} | more


@pytest.mark.parametrize(
    ("funds", "state", "sentence", "adjusted"),
    [
        (money("100", "100", "40"), "正常", "全年预算数0.01万元，执行数0.004万元，完成预算的40%。", None),
        (
            money("1000000", "1000000", "1000000"), "正常",
            "全年预算数100万元，执行数100万元，完成预算的100%。", None,
        ),
        (
            money("1000000", "1000000", "999999"), "正常",
            "全年预算数100万元，执行数100万元，完成预算的99.999%。", None,
        ),
        (
            money("0", "1000000", "950000"), "正常",
            "全年预算数100万元，执行数95万元，完成预算的95%。", "年初未安排，年中追加100万元。",
        ),
        (
            money("800000", "1000000", "950000"), "正常",
            "全年预算数100万元，执行数95万元，完成预算的95%。",
            "年初预算80万元，年中调增20万元，调整25%。",
        ),
        (
            money("3000000", "1000000", "950000"), "正常",
            "全年预算数100万元，执行数95万元，完成预算的95%。",
            "年初预算300万元，年中调减200万元，调整66.67%。",
        ),
        (
            money("1000000", "1000000", "0", reason="招标未完成。"), "正常",
            "全年预算数100万元，执行数0万元，完成预算的0%，资金未支出，原因：招标未完成。", None,
        ),
        (
            money("1000000", "1000000", "0", reason="无"), "正常",
            "全年预算数100万元，执行数0万元，完成预算的0%，资金未支出，原因：【待填写】"
            "请在填报表“执行率低的原因”里写明资金没有支出的原因。", None,
        ),
        (
            money("1000000", "1000000", "1042000", reason="追加未列入", over_confirmed=True), "正常",
            "全年预算数100万元，执行数104.2万元，完成预算的104.2%，原因：追加未列入。", None,
        ),
        (
            money("1000000", "1000000", "1042000", reason="追加未列入"), "正常",
            "【待填写】执行数大于全年预算数：请核对全年预算数是否少了追加、结转，确实无误的请确认并写明原因。",
            None,
        ),
        (money("0", "0", "0"), "正常", "本年度未安排资金。", None),
        (money("0", "0", "0"), "未实施", "本年度未安排资金，项目未实施。", None),
        (
            money("500000", "0", "0"), "正常",
            "本年度未安排资金，年初预算50万元，年中全部调减。",
            "年初预算50万元，年中调减50万元，调整100%。",
        ),
        (money("0", "0", "500"), "正常", "【待填写】全年预算数为0而有执行数，请核对。", None),
        (money(None, "500", None), "正常", "【待填写】缺全年预算数或者全年执行数，请在填报表里补齐。", None),
    ],
)  # fmt: skip
def test_the_money(said, funds, state, sentence, adjusted):
    found = said(funds, state=state)
    assert found["E"] == [sentence]
    assert found.get("E6", [None]) == [adjusted]


@pytest.fixture(scope="module")
def rows(six):
    """The positions of the rows with points of 政务数据管理."""
    return [n for n, row in enumerate(six[1].submission.indicators) if row.points]


def missed(name: str, reason: str = "") -> dict[str, Any]:
    return {"name": name, "target": "≥100次", "actual": "85次", "reason": reason}


def test_all_met(said):
    found = said()
    assert found["G"] == ["年度绩效指标6项，全部达到指标值。"]
    assert "L" not in found
    assert "G4" not in found


def test_all_met_and_not_full_by_the_units_own_score(said, rows):
    found = said(rows={rows[0]: {"name": "巡检", "claimed": Decimal(1)}})
    assert found["G"] == ["年度绩效指标6项，全部达到指标值，其中1项自评未记满分：巡检。"]


@pytest.mark.parametrize(
    ("reason", "tail"),
    [
        ("天气影响。", "原因：天气影响"),
        ("未偏离", "原因：【待填写】请在填报表这一行的“偏差原因”里写明没有完成的原因"),
        ("无", "原因：【待填写】请在填报表这一行的“偏差原因”里写明没有完成的原因"),
        ("暂无。", "原因：【待填写】请在填报表这一行的“偏差原因”里写明没有完成的原因"),
        ("", "原因：【待填写】请在填报表这一行的“偏差原因”里写明没有完成的原因"),
        ("一是\n二是", "原因：一是 二是"),
        ("{{总分}}", "原因：{{总分}}"),
    ],
)
def test_one_missed_with_its_reason(said, rows, reason, tail):
    found = said(rows={rows[0]: missed("巡检", reason)})
    line = f"“巡检”指标值≥100次，完成85次，完成率85%，{tail}"
    assert found["L"] == [f"{line}。"]
    assert found["G"] == [f"年度绩效指标6项，达到指标值5项，未达到1项：{line}。"]


def test_a_date_that_was_missed_has_no_share(said, rows):
    late = {"name": "报告", "target": "3月底", "actual": "4月底", "reason": "审批"}
    found = said(rows={rows[0]: late})
    assert found["L"] == ["“报告”指标值3月底，实际4月底，原因：审批。"]


def test_all_missed_and_of_many_five_are_listed(said, rows):
    found = said(rows={n: missed(f"甲{i}", "天气") for i, n in enumerate(rows)})
    (goal,) = found["G"]
    assert goal.startswith("年度绩效指标6项，均未达到指标值：“甲0”")
    assert goal.endswith("“甲4”指标值≥100次，完成85次，完成率85%，原因：天气等6项（见自评表）。")
    assert "甲5" not in goal
    assert len(found["L"]) == 6


def test_what_is_not_clear_is_called_neither_met_nor_missed(said, rows):
    found = said(rows={rows[0]: {"name": "办理", "target": "", "actual": "不适用"}})
    assert found["G"] == ["年度绩效指标6项，达到指标值5项。"]
    assert found["G4"] == ["另有1项待认定：办理。"]
    assert found["N"] == ["“办理”实际不适用，待认定。"]


def test_neither_result_nor_score_is_still_to_be_filled_in(six, as_form, year, words, rows):
    submission = six[1].submission
    blank = submission.indicators[rows[0]].model_copy(
        update={"name": "办理", "actual": "详见附件", "claimed": None}
    )
    indicators = tuple(
        blank if n == rows[0] else row for n, row in enumerate(submission.indicators)
    )
    form = as_form(submission.model_copy(update={"indicators": indicators}), "1.yaml")
    (listed,) = make_register(year([form]), words).projects
    public = project_sentences(listed, words, rate_decimals=1)
    assert [t.text for t in public["G4"]] == [
        "【待填写】1项指标没有完成结果，也没有自评得分：办理。"
    ]
    internal = project_sentences(listed, words, rate_decimals=1, internal=True)
    assert [t.text for t in internal["G4"]] == ["另有1项待认定：办理。"]


def test_only_judged_rows_are_left_to_the_form(said, rows):
    found = said(rows={n: {"name": f"甲{n}", "actual": "详见附件"} for n in rows})
    assert found["G"] == ["年度绩效指标6项，完成情况和自评得分见自评表。"]


def test_a_direction_that_was_only_presumed_misses_nothing(said, rows):
    """5 of 8 is missed only if more is better, which nobody wrote."""
    found = said(rows={rows[0]: {"name": "事项", "target": "8", "actual": "5", "level2": "数量"}})
    assert found["G"] == ["年度绩效指标6项，达到指标值5项。"]
    assert "L" not in found


@pytest.mark.parametrize(
    ("target", "actual", "claimed", "is_missed"),
    [
        ("显著提升", "有所提升", 100, False),  # a degree is for a person to judge
        ("显著提升", "有所提升", 1, True),  # the unit itself took points off
        ("12月底前", "待验收", 100, False),
        ("7月底", "9月底", 100, True),
        ("≥100次", "85次", 100, True),
        ("完成", "未完成", 100, True),
        ("≥5次", "未开展", 100, True),
        ("10.0%", "9.96%", 100, False),  # the same as far as it is written
    ],
)
def test_what_counts_as_missed(said, six, rows, target, actual, claimed, is_missed):
    points = six[1].submission.indicators[rows[0]].points
    cells = {
        "name": "巡检率", "target": target, "actual": actual,
        "claimed": points if claimed == 100 else Decimal(claimed),
    }  # fmt: skip
    assert ("L" in said(rows={rows[0]: cells})) == is_missed


def test_far_over_is_told_with_its_share(year, words):
    project = next(p for p in make_register(year(), words).projects if p.name == "综合运维服务")
    found = project_sentences(project, words, rate_decimals=2)
    assert (
        found["O"][0].text
        == "“综合运维项目原厂维保数量”指标值≥147台，完成197台，为指标值的134.01%。"
    )
    assert [text.pattern for text in found["O"]] == ["O1", "O1", "O1"]


def test_no_deviation_at_all(said):
    spent = money("10000", "10000", "10000")
    assert "D" not in said(spent)  # the unit gave itself 9.79 for the execution
    assert said({**spent, "claimed": Decimal(10)})["D"] == ["各项指标和预算执行均无偏差。"]


def test_all_met_and_money_left(said):
    assert said()["D"] == ["各项指标均达到指标值，预算执行率97.89%。"]
    funds = {"reason": "招标结余。"}
    assert said(funds)["D"] == ["各项指标均达到指标值，预算执行率97.89%，原因：招标结余。"]


@pytest.mark.parametrize(
    ("summary", "problems", "measures"),
    [
        ({"no_problems": True}, "自评未发现影响绩效目标实现的问题。", None),
        (
            {"problems": "进度慢"},
            "发现的问题及原因：进度慢。",
            "下一步改进措施：【待填写】请在填报表的“自评综述”里逐项写明改进措施。",
        ),
        (
            {"problems": "1.进度慢；\n2.验收晚", "measures": "加快！", "no_problems": True},
            "发现的问题及原因：1.进度慢；\n2.验收晚。",
            "下一步改进措施：加快！",
        ),
        ({}, None, None),
    ],
)
def test_problems_and_measures(said, six, summary, problems, measures):
    texts = six[1].submission.summary.model_copy(update=summary)
    found = said(summary=texts)
    if problems is None:
        assert found["P"][0].startswith("发现的问题及原因：【待填写】")
    else:
        assert found["P"] == [problems]
    assert found.get("M", [None]) == [measures]


def test_every_print_is_a_figure_of_the_register(year, words):
    register = make_register(year(), words)
    figures = {figure.id for figure in register.all()}
    for project in register.projects:
        for texts in project_sentences(project, words, rate_decimals=2).values():
            for text in texts:
                for print_ in text.prints:
                    assert print_.figure in figures
                    assert print_.text in text.text


CENTRE_SAYS = {
    "R1": "年初部门预算68,098.25万元，其中基本支出2,757.38万元、项目支出65,340.87万元。",
    "R2": "编报部门整体绩效目标和5个一级项目绩效目标，设置部门整体绩效指标31项。",
    "R3": "部门整体绩效指标中定量28项、定性2项，缺指标值1项。",
    "R4": "本单位年初预算数68,098.25万元，调整后预算数112,233.18万元，全年支出数108,019.3万元"
    "（基本支出2,368.94万元、项目支出105,650.36万元），预算执行率96.25%。",
    "R5": "政府采购预算数59,478.58万元，实际采购金额55,946.81万元，政府采购执行率94.06%。",
    "R7": "固定资产19,350件，原值合计163,199.7万元，实际在用163,199.7万元，固定资产利用率100%。",
    "R8": "编制数54人，年末在编人数43人，其他人员71人。",
    "R9": "“三公”经费调整后预算数12万元，“三公”经费实际支出4.09万元（因公出国（境）0万元、"
    "公务用车4.09万元、公务接待0万元），“三公”经费控制率34.08%。",
    "R10": "日常公用经费调整预算数105.91万元，决算数76.69万元，日常公用经费控制率72.41%。",
    "R12": "部门整体绩效指标31项，达到3项，未达到1项，待认定27项：“短信年发送总量”指标值≥24800 万条，"
    "完成24005万条，完成率96.79%，原因：需求减少。",
    "R14": "部门整体支出绩效自评得分97.62分，等级为“优”。",
}
BUREAU_SAYS = {
    "R4": "本单位调整后预算数162,605.77万元，全年支出数149,236.7万元，预算执行率91.8%。",
    "R5": "政府采购预算数97,894.36万元，实际采购金额86,162.89万元，政府采购执行率88%。",
    "R6": "对67个项目的预算执行和目标实现开展监控，覆盖率100%。",
    "R8": "编制数184人，年末在编人数142人，退休72人。",
    "R9": "“三公”经费调整后预算数58.56万元，“三公”经费实际支出34.74万元，“三公”经费控制率59.3%。",
    "R10": "日常公用经费调整预算数453.4万元，决算数360.79万元，日常公用经费控制率79.6%。",
    "R14": "部门整体支出绩效自评得分97.53分，等级为“优”。",
}


def test_the_department_with_two_decimals(library, words):
    actuals = {"短信年发送总量": ("24005万条", "需求减少")}
    given = {
        "expected": {"first_level": 5},
        "figures": {
            "固定资产件数": 19350,
            "因公出国（境）费": 0,
            "公务用车费": "4.09",
            "公务接待费": 0,
        },
    }
    folder = department_year(CENTRE, library, ("001",), given)
    rows = [
        row.model_dump(by_alias=True, exclude_defaults=True)
        | dict(zip(("actual", "reason"), actuals.get(row.name, (row.actual, "")), strict=True))
        for row in folder.department.submission.indicators
    ]
    folder = department_year(CENTRE, library, ("001",), given, indicators=rows)
    found = department_sentences(make_register(folder, words), words)
    texts = {key: text.text for key, (text, *_) in found.items()}
    assert {key: texts[key] for key in CENTRE_SAYS} == CENTRE_SAYS
    assert "R13" not in texts  # without a survey the text block below asks for it


def test_the_department_with_one_decimal(library, words):
    given = {
        "rate_decimals": 1, "expected": {"second_level": 67},
        "figures": {"监控项目数": 67, "退休人数": 72},
    }  # fmt: skip
    register = make_register(department_year(BUREAU, library, (), given), words)
    found = department_sentences(register, words)
    texts = {key: text.text for key, (text, *_) in found.items()}
    assert {key: texts[key] for key in BUREAU_SAYS} == BUREAU_SAYS
    assert "R1" not in texts
    assert "R7" not in texts


def test_monitored_projects_are_counted_where_the_record_does_not_say(six, as_form, year, words):
    middle = {"date": "2022-07-31", "executed": "1"}
    monitored = type(six[0].submission).model_validate(
        six[0].submission.model_dump(by_alias=True) | {"mid_year": middle}
    )
    forms = [as_form(monitored, six[0].file), *six[1:]]
    register = make_register(year(forms, expected={"second_level": 8}), words)
    (text,) = department_sentences(register, words)["R6"]
    assert text.text == "对1个项目的预算执行和目标实现开展监控，覆盖率12.5%。"
    assert "R6" not in department_sentences(make_register(year(), words), words)


def test_a_survey_is_told_with_its_rate(library, words):
    given = {"figures": {"发放问卷数": 500, "收回问卷数": 480, "满意问卷数": 474}}
    register = make_register(department_year(BUREAU, library, (), given), words)
    (text,) = department_sentences(register, words)["R13"]
    assert text.text == "发放问卷500份，收回480份，满意率98.75%。"


def test_finished_projects_are_told_only_where_all_say_so(six, as_form, year, words):
    def texts(*finished):
        forms = [
            as_form(form.submission.model_copy(update={"finished": done}), form.file)
            for form, done in zip(six, finished, strict=True)
        ]
        found = department_sentences(make_register(year(forms), words), words)
        return [text.text for text in found.get("R11", ())]

    assert texts(True, True, True, True, True, None) == []
    assert texts(*[True] * 6) == ["纳入部门预算的二级项目6个，完成6个。"]
    assert texts(True, True, False, True, True, True) == [
        "纳入部门预算的二级项目6个，完成5个，未按期完成1个：政府网络运行维护。"
    ]


def test_a_figure_that_stands_in_two_places_with_two_numbers_is_told(library, words):
    given = {"figures": {"政府采购": {"adjusted": "59478.58", "final": "55946.82"}}}
    register = make_register(department_year(CENTRE, library, (), given), words)
    (problem,) = register.problems
    assert (problem.code, problem.severity) == ("figure-twice", "warning")
    assert "559468100元" in problem.message
    assert "559468200元" in problem.message


@pytest.mark.parametrize(
    ("text", "when", "says"),
    [
        ("得分{总分数}", "", "总分数"),
        ("得分{自评得分", "", "花括号"),
        ("得分{自评得分}", "自评得分 > '优'", "E1"),
        ("得分{未实施}", "", "未实施"),
    ],
)
def test_wrong_patterns_of_a_user_are_told(words, text, when, says):
    pattern = words.sentences["E1"][0].model_copy(update={"text": text, "when": when})
    changed = words.model_copy(update={"sentences": {**words.sentences, "E1": (pattern,)}})
    with pytest.raises(InputError) as told:
        Patterns(changed)
    assert says in told.value.problems[0].message


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ({"三公经费超出原因": "车辆大修"}, "车辆大修。"),
        ({"三公经费超出原因": "无"}, "【待填写】请写明“三公”经费超出的原因。"),
        ({}, "【待填写】请写明“三公”经费超出的原因。"),
    ],
)
def test_what_lies_above_its_limit_is_said_with_the_reason_of_a_person(
    library, words, texts, reason
):
    folder = department_year(
        CENTRE, library, ("001",), {"texts": texts}, inputs={"三公支出": "12.5", "三公预算": "12"}
    )
    register = make_register(folder, words)
    [text] = department_sentences(register, words)["R9"]
    assert text.text.endswith(f"“三公”经费控制率104.17%，超出0.5万元，原因：{reason}")
    assert register.of_department["hospitality_excess"].formula == "125000 - 120000 = 5000"
