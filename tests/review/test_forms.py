"""Execution rate, funds block, sums and the form as a whole; what is missing, what is open."""

from __future__ import annotations

import pytest

from scoring.records.submission import Submission
from tests.review.conftest import FUNDS, form

ROW = {"target": "≥12次", "actual": "12次", "points": "50", "claimed": "50"}
WORDS = {
    "level1": "效益", "level2": "社会效益", "name": "保障稳定", "target": "有效保障",
    "actual": "有效保障", "points": "30", "claimed": "30",
}  # fmt: skip
PEOPLE = {
    "level1": "满意度", "level2": "服务对象满意度", "name": "用户满意度", "target": "≥90%",
    "actual": "96.5%", "points": "10", "claimed": "10",
}  # fmt: skip


def whole(**more) -> Submission:
    return form(ROW, WORDS, PEOPLE, **{"claimed_total": "99.5", **more})


def funds(**more) -> list[dict[str, str]]:
    changed = {key: str(value) for key, value in more.items()}
    return [{key: value for key, value in {**FUNDS, **changed}.items() if value != "None"}]


def without_claim(row: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in row.items() if key != "claimed"}


def test_nothing_is_said_of_a_form_in_order(reviewed):
    found = reviewed(whole())
    assert found.is_clean
    assert not found.targets
    assert (found.in_band, found.accepted) == (1, 1)


# what is changed, what is said
FAULTS = [
    ({"funds": funds(budget=0, executed=5, claimed=None, claimed_rate=None)}, ("E", "spent_without_budget")),
    ({"funds": funds(initial=0, budget=0, executed=0, claimed=None, claimed_rate=None)}, ("N", "not_carried_out")),
    ({"funds": funds(budget=0, executed=0, claimed=None, claimed_rate=None)}, ("Q", "budget_all_cut")),
    ({"funds": funds(executed=None, claimed_rate=None)}, ("E", "funds_missing")),
    ({"funds": []}, ("E", "funds_missing")),
    ({"funds": funds(claimed_rate="96.00")}, ("E", "rate_differs")),
    ({"funds": funds(claimed="9.8"), "claimed_total": "99.8"}, ("E", "execution_score_differs")),
    ({"funds": funds(executed="104", claimed="10", claimed_rate="104"), "claimed_total": "100"}, ("Q", "over_spent")),
    ({"funds": funds(executed="40", claimed="4", claimed_rate="40"), "claimed_total": "94"}, ("Q", "little_spent_all_done")),
    ({"funds": [*funds(), {"source": "当年财政拨款", "budget": "90", "executed": "95"}, {"source": "其他资金", "budget": "0", "executed": "0"}]},
     ("E", "funds_do_not_add_up")),
    ({"claimed_total": "99.60"}, ("E", "sum_differs")),
    # all points for a rate of 95.3 % are no rounding of 9.53
    ({"funds": funds(executed="95.3", claimed="10", claimed_rate="95.3"), "claimed_total": "100"}, ("E", "execution_score_differs")),
    # what fills the execution up is no rounding either, however little it is
    ({"funds": funds(executed="99.6", claimed="10", claimed_rate="99.6"), "claimed_total": "100"}, ("E", "execution_score_differs")),
    ({"claims": {"产出": "49"}}, ("E", "level_sum_differs")),
    ({"claimed_grade": "良"}, ("E", "grade_differs")),
    ({"goal": {"expected": "保障稳定", "achieved": ""}}, ("N", "goal_unanswered")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "said"), FAULTS, ids=[f"{n} {said[1]}" for n, (_, said) in enumerate(FAULTS)]
)
def test_one_fault_is_said_once(changed, said, reviewed):
    found = reviewed(whole(**changed))
    assert [(f.kind, f.code) for f in found.findings] == [said]


def test_points_given_in_full_are_no_rounding_that_a_sum_may_be_off_by(reviewed):
    """Six rows of whole points add up exactly; half a point each would hide two of them."""
    rows = [
        {**ROW, "name": f"报告{n}", "points": p, "claimed": p}
        for n, p in enumerate(("28", "2", "4", "8", "3", "5"))
    ]
    more = {"claims": {"产出": "51"}, "claimed_total": "99.5"}
    (found,) = reviewed(form(*rows, WORDS, PEOPLE, **more)).findings
    assert (found.kind, found.code) == ("E", "level_sum_differs")


def test_whole_points_that_people_gave_hide_nothing_in_a_total_with_decimals(reviewed):
    """24 of 30 is judged, 36 of 50 was claimed as it was: neither makes a total off by one lawful."""
    rows = [{**ROW, "claimed": "36"}, {**WORDS, "claimed": "24"}, PEOPLE]
    (found,) = reviewed(form(*rows, claimed_total="78.50")).findings
    assert (found.kind, found.code) == ("E", "sum_differs")


def test_a_sum_of_rounded_scores_may_be_off_by_their_halves(reviewed):
    """Three scores of 1.6666… are printed as 1.67 each; their sum is 5, and 5.01 as printed."""
    row = {"target": "≥3次", "actual": "1次", "points": "5", "claimed": "1.67", "reason": "延期"}
    rest = {**ROW, "points": "35", "claimed": "35"}
    rows = [*({**row, "name": f"演练{n}"} for n in range(3)), rest, WORDS, PEOPLE]
    more = {"claims": {"产出": "40.00"}, "claimed_total": "89.5"}
    assert not reviewed(form(*rows, **more)).findings


# lawful, and nothing is said
LAWFUL = [
    {"funds": funds(claimed="9.4"), "claimed_total": "99.4"},  # 自评从严
    {"funds": funds(executed="94.449", claimed="9.45", claimed_rate="94.45"), "claimed_total": "99.45"},
    {"funds": [*funds(), {"source": "其中:当年财政拨款", "budget": "60", "executed": "55"},
               {"source": "上年结转资金", "budget": "40", "executed": "40"}]},
    {"funds": [*funds(), {"source": "当年财政拨款", "budget": "60", "executed": "55"},
               {"source": "其中:专项债券", "budget": "20", "executed": "20"}]},  # sources may nest
    {"claimed_grade": "优"},
    {"funds": funds(executed="94.6", claimed="9.5", claimed_rate="94.6"), "claimed_total": "99.5"},
    {"goal": {"expected": "保障稳定", "achieved": "已保障"}},
]  # fmt: skip


@pytest.mark.parametrize("changed", LAWFUL)
def test_lawful_forms_are_left_alone(changed, reviewed):
    assert not reviewed(whole(**changed)).findings


def test_points_that_do_not_add_up_are_said_of_the_level_and_the_form(reviewed):
    found = reviewed(form({**ROW, "points": "60", "claimed": "60"}, WORDS, PEOPLE))
    assert [(f.code, f.where) for f in found.findings] == [
        ("points_do_not_add_up", "产出"), ("points_do_not_add_up", ""),
    ]  # fmt: skip
    assert "合计60分，应为50分，差10分" in found.findings[0].text


def test_a_row_without_a_claim_among_claimed_ones(reviewed):
    found = reviewed(form(without_claim(ROW), WORDS, PEOPLE))
    assert [f.code for f in found.findings] == ["claims_incomplete"]
    assert found.findings[0].text == "有分值的各项中，1项没有填得分：巡检报告。"


def test_a_blank_claim_is_told_with_its_row_and_the_cell_where_it_would_stand(reviewed):
    rows = [
        {**without_claim(ROW), "at": {"actual": "表!F14"}},
        {**WORDS, "at": {"claimed": "表!H15"}},
        PEOPLE,
    ]
    (found,) = reviewed(form(*rows)).findings
    assert found.place == "表!H14"


def test_a_blank_execution_score_is_told_and_the_total_is_checked_all_the_same(reviewed):
    (found,) = reviewed(whole(funds=funds(claimed=None))).findings
    assert (found.kind, found.code) == ("E", "claims_incomplete")
    assert found.text.endswith("1项没有填得分：预算执行率。")
    total, blank = reviewed(whole(funds=funds(claimed=None), claimed_total="99.9")).findings
    assert (total.kind, total.code, blank.code) == ("E", "sum_differs", "claims_incomplete")
    assert total.text == (
        "预算执行率没有填得分；按规则为9.5分，加其余各项90分为99.5分。自评总分填99.9分，差0.4分。"
    )
    assert not reviewed(whole(funds=[{"source": "年度资金总额", "budget": "100", "executed": "95"}],
                              claimed_total="99.5")).findings  # fmt: skip


def test_a_total_above_all_points_is_told_where_it_cannot_be_added_up(reviewed):
    rows = [without_claim(ROW), WORDS, PEOPLE]
    above, blank = reviewed(form(*rows, claimed_total="103")).findings
    assert (above.kind, above.code, blank.code) == ("E", "total_above_points", "claims_incomplete")
    assert "自评总分填103分，全表分值100分" in above.text
    (found,) = reviewed(form(ROW, WORDS, PEOPLE, claimed_total="103")).findings
    assert found.code == "sum_differs"
    # Where it cannot be added up, nobody can tell a hundredth of a point from rounding.
    (found,) = reviewed(form(*rows, claimed_total="100.01")).findings
    assert found.code == "claims_incomplete"


def test_a_wrong_rate_and_the_score_that_follows_from_it_are_one_finding(reviewed):
    changed = funds(claimed_rate="98.00", claimed="9.8")
    (found,) = reviewed(whole(funds=changed, claimed_total="99.8")).findings
    assert (found.kind, found.code) == ("E", "rate_differs")
    assert "执行率填98%" in found.text
    assert "为9.5分（10×95÷100），填报9.8分，差0.3分" in found.text
    assert found.stake is not None
    assert (str(found.stake.low), str(found.stake.high)) == ("0.3", "0.3")
    (found,) = reviewed(whole(funds=funds(claimed_rate="98.00"))).findings
    assert found.stake is None
    assert "得分" not in found.text


def test_weights_that_add_up_are_asked_about_and_no_error(reviewed):
    rows = [{**ROW, "points": "60", "claimed": "60"}, {**WORDS, "points": "20", "claimed": "20"}]
    (found,) = reviewed(form(*rows, PEOPLE, claimed_total="99.5")).findings
    assert (found.kind, found.code, found.stake) == ("Q", "weights_differ", None)
    assert "“产出”60分（应为50分）、“效益”20分（应为30分）" in found.text


def test_a_form_that_prints_no_points_is_told_so_once(reviewed):
    bare = [{k: v for k, v in row.items() if k != "points"} for row in (ROW, WORDS, PEOPLE)]
    (found,) = reviewed(form(*bare, claimed_total="99.5")).findings
    assert (found.kind, found.code) == ("N", "points_not_printed")
    codes = [f.code for f in reviewed(form(bare[0], WORDS, PEOPLE)).findings]
    assert codes == ["points_missing"]


def test_every_column_of_the_funds_that_does_not_add_up_is_named(reviewed):
    given = [
        *funds(),
        {"source": "当年财政拨款", "initial": "90", "budget": "90", "executed": "95"},
        {"source": "其他资金", "initial": "0", "budget": "0", "executed": "0"},
    ]
    at = {"funds.1.initial": "表!D6", "funds.1.executed": "表!F6"}
    (found,) = reviewed(whole(funds=given, at=at)).findings
    assert found.place == "表!D6"
    assert "年初预算数：年度资金总额100万元，各来源之和90万元；全年预算数：" in found.text


def test_an_unfinished_form_without_claims_is_never_told_of_a_claim(reviewed):
    rows = [
        without_claim(row)
        for row in (
            {"target": "≥78家", "actual": "69家", "points": "20"},
            {"level2": "时效", "target": "7月底", "actual": "9月底", "points": "10"},
            {"level2": "质量", "target": "≥12次", "actual": "", "points": "10"},
            {"level2": "成本", "name": "检测费用", "target": "≤6万元", "actual": "8万元", "points": "10"},
            {**WORDS, "actual": "基本有效保障"},
            {**PEOPLE, "actual": "无投诉"},
        )
    ]  # fmt: skip
    bare = {k: v for k, v in FUNDS.items() if not k.startswith("claimed")}
    found = reviewed(form(*rows, funds=[bare]))
    assert len(found.findings) == 6
    for f in found.findings:
        assert "填报" not in f.text
        assert "自评" not in f.text.replace("自评表", "")
    assert [t.where for t in found.todo if t.field == "reason"] == [
        "产出/数量/1", "产出/时效/1", "产出/成本/1", "效益/社会效益/1",
    ]  # fmt: skip


def test_what_the_set_requires_is_on_the_list_once(reviewed):
    missed = {"target": "≥78家", "actual": "69家", "points": "50", "claimed": "44.23"}
    found = reviewed(form(missed, WORDS, PEOPLE))
    (todo,) = found.todo
    assert (todo.where, todo.field) == ("产出/数量/1", "reason")
    assert todo.text == "未完成的指标须填写偏差原因分析及改进措施"


def test_what_stands_there_already_is_not_called_missing(reviewed):
    late = {
        "level2": "时效",
        "target": "7月底",
        "actual": "9月底",
        "points": "50",
        "claimed": "50",
        "reason": "报审",
    }
    assert [t.field for t in reviewed(form(late, WORDS, PEOPLE)).todo] == ["evidence"]
    proven = {**late, "evidence": [{"name": "报审记录"}]}
    found = reviewed(form(proven, WORDS, PEOPLE))
    assert not found.todo
    assert "确认所列1份佐证" in found.findings[0].advice


def test_a_target_that_was_adjusted_is_not_asked_for_its_document_again(reviewed):
    row = {"target": "≥78家", "actual": "69家", "points": "50", "claimed": "50", "reason": "改革"}
    assert "请附批复" in reviewed(form(row, WORDS, PEOPLE)).findings[0].advice
    # ruling 49: without a first target beside it, the document may be that of another target
    row["adjustment"] = {"document": "市财预〔2022〕15号"}
    (found,) = reviewed(form(row, WORDS, PEOPLE)).findings
    assert (found.kind, found.code) == ("Q", "target_excused")
    row["target_initial"] = "≥100家"
    advice = reviewed(form(row, WORDS, PEOPLE)).findings[0].advice
    assert "请附批复" not in advice
    assert "是否已改为调整后的数" in advice


def test_an_open_row_says_what_it_can_earn_and_what_settles_it(reviewed):
    unread = {**ROW, "actual": "若干次"}
    (row,) = reviewed(form(unread, WORDS, PEOPLE)).open_rows
    assert (row.low, row.high, row.score) == (0, 50, None)
    assert row.settle
    assert row.because


def test_the_place_is_the_cell_where_it_is_known(reviewed):
    row = {**ROW, "actual": "", "at": {"target": "指标!D5", "actual": "指标!E5"}}
    (finding,) = (f for f in reviewed(form(row)).findings if f.of == "row")
    assert finding.place == "指标!E5"


def test_a_long_text_is_quoted_in_part_and_says_so(reviewed):
    row = {
        "target": "≥78家",
        "actual": "69家",
        "points": "50",
        "claimed": "50",
        "reason": "因" * 5000,
    }
    (finding,) = (f for f in reviewed(form(row, WORDS, PEOPLE)).findings if f.of == "row")
    assert "……（共5000字）" in finding.text
    assert len(finding.text) < 400


def test_braces_in_a_form_are_only_text(reviewed):
    row = {
        "target": "≥78家",
        "actual": "69家",
        "points": "50",
        "claimed": "50",
        "reason": "{points}{x}",
    }
    (finding,) = (f for f in reviewed(form(row, WORDS, PEOPLE)).findings if f.of == "row")
    assert "单位说明“{points}{x}”" in finding.text


def test_more_spent_than_budgeted_is_asked_until_the_unit_confirms_it_with_a_reason(reviewed):
    """Mostly 追加 or 结转 was left out of the budget: only the unit can say that it was not."""

    def asked(**more) -> list[tuple[str, str]]:
        over = funds(executed="104", claimed="10", claimed_rate="104", **more)
        return [(f.code, f.ask) for f in reviewed(whole(funds=over, claimed_total="100")).findings]

    assert asked() == [("over_spent", "全年预算数是否包含追加和上年结转？")]
    assert asked(over_confirmed="是") == [("over_spent", "超出的资金从哪里来？")]
    assert asked(over_confirmed="是", reason="年底追加，批复次年下达") == []
