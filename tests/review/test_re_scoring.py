"""What the evaluator's rules add to the self-check: each on a real kind of case, and what stays silent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from scoring.records.finding import Finding, Review
from scoring.review.finding_line import finding_line
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer
from scoring.work.score import score_submission
from tests.review.conftest import FUNDS, form
from tests.review.test_error_classes import LEFT_ALONE, SEEN, WHOLE, faulty
from tests.review.test_lawful import LAWFUL
from tests.review.test_other_sets import TOLD_BY_NAME
from tests.review.test_rulings import ROWS


@pytest.fixture(scope="module")
def reviewer(library: Library) -> Reviewer:
    return Reviewer(library, RE_SCORING)


@pytest.fixture(scope="module")
def review(reviewer: Reviewer):
    def of(submission, set_id: str = "") -> Review:
        given = submission.model_copy(update={"set": set_id}) if set_id else submission
        return reviewer.review(score_submission(given, reviewer.library))

    return of


def said(found: Review) -> list[str]:
    return [
        *(f.code for f in found.findings),
        *(f"targets:{f.code}" for f in found.targets),
        *(f"todo:{t.field}" for t in found.todo),
    ]


def only(found: Review, code: str) -> Finding:
    (finding,) = (f for f in (*found.findings, *found.targets) if f.code == code)
    return finding


# what the self-check sees, the evaluator sees; what is lawful, nobody is asked about


@pytest.mark.parametrize(("name", "changed", "code"), SEEN, ids=[f[0] for f in SEEN])
def test_every_fault_is_seen_and_is_one_finding(name, changed, code, review):
    found = review(faulty(changed))
    code = {"6 target 0": "zero_target_unread"}.get(name, code)
    assert code in said(found)
    others = {f.code for f in found.findings} - {code}
    assert others <= {"points_do_not_add_up", "funds_missing", "reason_required"}


@pytest.mark.parametrize("changed", [f[1] for f in LEFT_ALONE], ids=[f[0] for f in LEFT_ALONE])
def test_what_is_lawful_is_left_alone(changed, review):
    found = said(review(faulty(changed)))
    if changed.get("count", {}).get("target") == "显著提升":
        assert found == ["targets:quantity_in_words"]  # advice for next year, no question
    else:
        assert not found


ALSO_TOLD = [
    {"name": "巡检报告数量", "target": "78家", "actual": "69家", "claimed": "4.42"},  # no reason
    {
        "name": "巡检报告数量", "target": "60家", "target_initial": "78家", "actual": "69家",
        "claimed": "5",
    },
    {
        "level2": "质量", "name": "合格数量", "target": "9件", "actual": "0件", "claimed": "0",
        "reason": "整改",
    },
]  # fmt: skip


@pytest.mark.parametrize("row", [*TOLD_BY_NAME, *ALSO_TOLD])
def test_a_direction_told_by_a_word_of_the_name_names_the_word(row, review):
    full = {"target": "≥9台", "actual": "9台", "points": "5", "claimed": "5"}
    found = [f for f in review(form({"points": "5", **row}, full)).findings if f.of == "row"]
    assert len(found) == 1
    assert "名称含“" in found[0].text
    assert "推定" not in found[0].text


QUALITY = {"level2": "质量", "name": "验收合格率", "target": "≥95%", "points": "10"}
NONE_GOOD = {**QUALITY, "actual": "0%", "claimed": "0", "reason": "尚在整改"}
LATE_BUT_TOLD = {
    "level2": "时效", "name": "完成时间", "target": "2022年12月底", "actual": "2022年11月20日",
    "points": "20", "claimed": "20",
}  # fmt: skip
INITIAL = {
    "name": "设备数量", "target_initial": "≥120台", "target": "≥100台", "actual": "105台",
    "points": "20", "claimed": "20",
}  # fmt: skip
ADDED: list[tuple[str, dict[str, Any], str]] = [
    (
        "1 everything in full",
        {"funds": [{**FUNDS, "executed": "100", "claimed": "10", "claimed_rate": "100"}],
         "cost": {"actual": "100万元"}, "claimed_total": "100"},
        "all_full",
    ),
    ("5 above the band of its wording", {"words": {"actual": "未完成", "reason": "人手不足"}}, "claim_above_high"),
    (
        "7 missed and no reason",
        {"count": {"actual": "69台", "claimed": "13.8"}, "claimed_total": "93.3"},
        "reason_required",
    ),
    (
        "10 words with a percentage",
        {"words": {"name": "社会效益明显", "target": "≥95%", "actual": "96%"}},
        "targets:vague_with_number",
    ),
    (
        "12 payment as a quantity",
        {"count": {"name": "资金支付进度", "target": "≥95%", "actual": "95%"}},
        "targets:payment_as_quantity",
    ),
    ("15 quality none, quantity full", {"cost": NONE_GOOD, "claimed_total": "89.5"}, "quality_none_quantity_full"),
    (
        "15 not accepted, quantity full",
        {"date": {**LATE_BUT_TOLD, "reason": "设备到货，尚未验收"}},
        "not_accepted_quantity_full",
    ),
    (
        "16 hardly spent, far over",
        {"funds": [{**FUNDS, "executed": "0.08", "claimed": "0.01", "claimed_rate": "0.08"}],
         "cost": {"name": "费用", "actual": "0.08万元"},
         "count": {"actual": "748台", "reason": "另有资金"}, "claimed_total": "90.01"},
        "little_spent_far_over",
    ),
    ("17 done after the form was filled in", {"head": {"date": "2022年9月1日"}}, "done_after_filled"),
    ("20 target lowered without a document", {"count": INITIAL}, "target_lowered"),
    (
        "23 told 扣20%, cut by less",
        {"count": {"actual": "165台", "claimed": "19", "reason": "超出较多，扣20%"}, "claimed_total": "98.5"},
        "cut_differs",
    ),
    ("13 the same row twice", {"cost": {"level2": "数量", **WHOLE["count"], "points": "10", "claimed": "10"}}, "targets:row_repeated"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "code"), [f[1:] for f in ADDED], ids=[f[0] for f in ADDED])
def test_a_fault_that_the_evaluator_adds_is_seen_and_is_one_finding(changed, code, review):
    found = said(review(faulty(changed)))
    assert code in found
    assert {one for one in found if ":" not in one} <= {code}


# lawful neighbours of those
NEAR: list[tuple[str, dict[str, Any]]] = [
    ("1 all rows in full, the execution rate not", {}),
    ("5 a claim of what the rule gives", {"words": {"actual": "未完成", "claimed": "0", "reason": "疫情"}, "claimed_total": "69.5"}),
    ("7 missed with a reason", {"count": {"actual": "69台", "claimed": "13.8", "reason": "机构改革"}, "claimed_total": "93.3"}),
    ("10 a rate with 有效 in its name", {"words": {"name": "有效投诉处理率", "target": "≥95%", "actual": "96%"}}),
    ("10 words for words", {"words": {"name": "社会效益明显", "target": "明显", "actual": "明显"}}),
    ("11 a part of the money, ≥ under 成本", {"cost": {"name": "中央资金支付进度", "target": "≥90%", "actual": "95%"}}),
    ("12 payment as timeliness", {"date": {"name": "支付进度", "target": "≥95%", "actual": "95%"}}),
    ("15 low quality", {"cost": {**NONE_GOOD, "actual": "50%", "claimed": "5.26"}, "claimed_total": "94.76"}),
    ("15 accepted", {"date": {**LATE_BUT_TOLD, "reason": "已通过验收"}}),
    ("17 filled in the next January", {"head": {"date": "2023年1月15日"}}),
    ("17 a date without a year", {"head": {"date": "9月1日"}}),
    ("20 lowered by a document", {"count": {**INITIAL, "adjustment": {"document": "某批复"}}}),
    ("20 raised", {"count": {**INITIAL, "target_initial": "≥80台"}}),
    ("20 lowered, reached all the same", {"count": {**INITIAL, "target_initial": "≥102台"}}),
    ("20 the same, written otherwise", {"count": {**INITIAL, "target_initial": "≥ 100台"}}),
    ("23 told and cut alike", {"count": {"actual": "165台", "claimed": "16", "reason": "超出较多，扣20%"}, "claimed_total": "95.5"}),
    ("23 told in points", {"count": {"actual": "165台", "claimed": "19", "reason": "超出较多,酌情扣1分,得19分"}, "claimed_total": "98.5"}),
    ("23 a cut of another kind", {"count": {"reason": "上级考核扣2分"}}),
    ("23 the score by the rule, told in round numbers", {"count": {"actual": "69台", "claimed": "13.8", "reason": "未完成31%,扣30%"}, "claimed_total": "93.3"}),
    ("10 growth in percent", {"words": {"name": "农民收入提高", "target": "≥5%", "actual": "6%", "reason": "带动"}}),
    ("15 not accepted, and no quantity beside", {"count": {"claimed": "19"}, "date": {**LATE_BUT_TOLD, "reason": "尚未验收"}, "claimed_total": "98.5"}),
    ("23 two numbers: which is meant cannot be said", {"count": {"claimed": "19", "reason": "甲扣1分,乙扣2%"}, "claimed_total": "98.5"}),
    ("32 its own severity", {"count": {"claimed": "19"}, "claimed_total": "98.5"}),
]  # fmt: skip


@pytest.mark.parametrize("changed", [f[1] for f in NEAR], ids=[f[0] for f in NEAR])
def test_a_lawful_neighbour_stays_silent(changed, review):
    assert not said(review(faulty(changed)))


def test_a_claim_above_its_band_says_by_how_much(review):
    found = only(
        review(faulty({"words": {"actual": "未完成", "reason": "人手不足"}})), "claim_above_high"
    )
    assert found.kind == "E"
    assert (
        "定性指标未达成，在60%-0内认定。可定0–17.99分，参考0分；申报30分，比可得上限高12.01分"
        in found.text
    )
    assert "单位说明“人手不足”" in found.text
    assert found.stake is not None
    assert (found.stake.low, found.stake.high) == (Decimal("12.01"), 30)


def test_force_majeure_behind_a_missed_wording_is_asked_about_and_quoted(review):
    found = only(
        review(faulty({"words": {"actual": "未完成", "reason": "受疫情影响"}})), "target_excused"
    )
    assert found.kind == "Q"
    assert "单位说明“受疫情影响”" in found.text


def test_a_claim_above_the_band_of_what_the_set_computes_is_told(review):
    given = form(
        inputs={"在职人员数": "193", "编制数": "186"}, claims={"财政供养人员控制率": "5"}, funds=[]
    )
    found = only(review(given, "hunan-yueyang/2018-department"), "claim_above_high")
    assert "比可得上限高" in found.text
    lower = given.model_copy(update={"claims": {"财政供养人员控制率": Decimal("3.5")}})
    assert "claim_above_high" not in said(review(lower, "hunan-yueyang/2018-department"))


def test_a_row_that_is_scored_by_a_coefficient_is_no_matter_of_bands(review):
    row = {
        "level1": "绩效指标", "level2": "", "name": "保障", "target": "有效保障", "actual": "基本有效保障", "points": "57",
        "claimed": "57", "coefficient": "80", "reason": "跨年执行",
    }  # fmt: skip
    found = [
        f
        for f in review(form(row, funds=[]), "chongqing/2021-department").findings
        if f.of == "row"
    ]
    assert [f.code for f in found] == ["score_differs"]


def test_a_quantity_above_an_equals_sign_is_a_full_one(review):
    count = {"target": "=100台", "actual": "105台"}
    late = {**LATE_BUT_TOLD, "reason": "尚未验收"}
    assert "not_accepted_quantity_full" in said(review(faulty({"count": count, "date": late})))


def test_all_full_is_a_note_without_points(review):
    found = only(review(faulty(ADDED[0][1])), "all_full")
    assert found.kind == "N"
    assert found.stake is None


def test_what_a_set_requires_is_asked_in_its_words_once_a_form(review):
    rows = [
        {"name": f"指标{i}", "target": "≥100台", "actual": "90台", "points": "10", "claimed": "9"}
        for i in range(3)
    ]
    found = only(review(form(*rows)), "reason_required")
    assert "未完成的指标须填写偏差原因分析及改进措施，表内没有填写" in found.text
    assert len(found.also) == 2
    funds = [
        {"source": "总额", "initial": "80", "budget": "80", "executed": "60", "claimed": "7.5"}
    ]
    asked = only(review(form(funds=funds), "sichuan/2023-project"), "execution_reason_required")
    assert "执行率75%。预算执行率低于90%的须说明原因" in asked.text


# claims below the rule, and rounding


def test_a_claim_below_the_rule_is_recorded_and_not_listed(review):
    found = review(form({"target": "≥100台", "actual": "105台", "points": "5", "claimed": "4"}))
    assert not [f for f in found.findings if f.of == "row"]
    assert [(b.where, b.claimed, b.score) for b in found.strict] == [("产出/数量/1", 4, 5)]


def test_a_difference_of_rounding_is_named_and_is_none(review):
    row = {
        "target": "≥78家",
        "actual": "69家",
        "points": "30",
        "claimed": "26.53",
        "reason": "机构改革",
    }
    found = review(form(row))
    assert not [f for f in found.findings if f.of == "row"]
    assert [(r.where, r.cause) for r in found.rounding] == [("产出/数量/1", "cut")]
    assert not found.strict
    higher = review(form({**row, "claimed": "26.55"}))
    assert [r.cause for r in higher.rounding] == ["rounded_up"] or higher.of_kind("E")
    assert review(form({**row, "claimed": "26.9"})).of_kind("E")


def test_a_rounded_rate_may_lead_to_a_whole_number(review):
    """2517 of 5722: 43.99 % of 50 points are 22.00 by the rate to four places, 21.99 by the rule."""
    row = {"target": "≥5722场", "actual": "2517场", "points": "50", "reason": "机构改革"}
    found = review(form({**row, "claimed": "22"}))
    assert not [f for f in found.findings if f.of == "row"]
    assert [r.cause for r in found.rounding] == ["rate_four_places"]
    # 8.85 is not 9: points that were given, not computed
    given = {**row, "target": "≥78家", "actual": "69家", "points": "10", "claimed": "9"}
    assert review(form(given)).of_kind("E")


def test_more_than_was_asked_for_is_not_missed(review):
    equal = {"name": "驻村人数", "target": "=1人", "actual": "3人", "points": "10", "claimed": "10"}
    cost = {
        "level2": "成本",
        "name": "购置费",
        "target": "≤100万元",
        "actual": "50万元",
        "points": "10",
        "claimed": "10",
    }
    assert "cost_far_under" not in said(review(form(equal, cost)))
    assert "cost_far_under" in said(review(form({**equal, "actual": "0人", "claimed": "0"}, cost)))


def test_figures_that_a_layout_has_no_place_for_are_asked_for_once(review):
    found = review(form(funds=[]), "hunan-yueyang/2018-department")
    asked = only(found, "figures_missing")
    assert asked.also
    assert {f.code for f in found.findings if f.of == "row"} == {"figures_missing"}


def test_the_execution_score_names_the_order_of_rounding(review):
    funds = [{**FUNDS, "executed": "92.276", "claimed": "9.22", "claimed_rate": "92.28"}]
    found = review(form(funds=funds))
    assert not [f for f in found.findings if f.of == "execution"]
    assert [(r.where, r.cause) for r in found.rounding] == [("", "cut")]


def test_only_what_is_above_the_most_possible_is_called_above(review):
    missed = {"target": "≥100台", "actual": "90台", "points": "10", "claimed": "10", "reason": "改"}
    late = {
        "level2": "时效",
        "target": "7月底",
        "actual": "9月底",
        "points": "5",
        "claimed": "5",
        "reason": "改",
    }
    found = review(form(missed, late, claimed_total="24.5"))
    assert [(b.where, b.claimed, b.high) for b in found.above] == [("产出/数量/1", 10, 9)]
    assert found.above_total == 1
    assert review(form(late, claimed_total="14.5")).above_total == 0
    assert review(form(late)).above_total is None


# cells that were put back


PLACES = {"level2": "第700行", "target": "第700行", "actual": "第700行", "claimed": "第700行"}
SHIFT = {"at": "第700行", "what": "“≥78家”归到“年度指标值”、“69家”归到“实际完成值”"}
MISSED = {"target": "≥78家", "actual": "69家", "points": "30", "claimed": "30", "at": PLACES}


def test_of_cells_that_were_put_back_nobody_is_told_that_the_rule_was_broken(review):
    found = only(review(form(MISSED, repairs=[SHIFT])), "score_differs")
    assert found.kind == "Q"
    assert "在读取时校正过位置（第700行），请先核对原表" in found.settle
    elsewhere = only(review(form(MISSED, repairs=[{**SHIFT, "at": "第701行"}])), "score_differs")
    level = {"at": "第700行", "what": "“一级指标”空着，按上面一行读作“产出”"}
    of_level = only(review(form(MISSED, repairs=[level])), "score_differs")
    for one in (elsewhere, of_level):
        assert one.kind == "E"
        assert "校正" not in one.settle


def test_a_figure_of_the_funds_block_names_its_cell_and_whether_it_was_put_back(review):
    funds = [{**FUNDS, "claimed": "9.9"}]
    at = {"funds.1.executed": "表!F9", "funds.1.claimed": "表!I9", "claimed_total": "表!H30"}
    given = form(MISSED, funds=funds, at=at, claimed_total="50")
    found = review(given)
    assert only(found, "execution_score_differs").place == "表!I9"
    total = only(found, "sum_differs")
    assert (total.place, total.kind) == ("表!H30", "E")
    put_back = {"at": "表!F9", "what": "“95”归到“全年执行数”"}
    found = review(form(MISSED, funds=funds, at=at, claimed_total="50", repairs=[put_back]))
    for code in ("execution_score_differs", "sum_differs"):
        assert only(found, code).kind == "Q"
        assert "校正过位置（表!F9）" in only(found, code).settle
    assert only(found, "score_differs").kind == "E"


def test_a_cap_that_is_no_money_is_not_settled_by_more_money(review):
    hours = {"target": "≤24小时", "actual": "36小时", "points": "10", "claimed": "10"}
    assert only(review(form(hours)), "cap_exceeded").settle == "请附指标值调整的批复。"
    money = {**hours, "target": "≤24万元", "actual": "36万元"}
    assert only(review(form(money)), "cap_exceeded").settle == "请附追加或调整的批复。"


@pytest.mark.parametrize(
    ("target", "actual", "is_asked"),
    [
        ("1900-2100个", "9000个", True),
        ("1900-2100个", "2300个", True),
        ("1900-2100个", "2100个", False),
        ("3-5次", "6次", False),  # small numbers leap
        ("85%-90%", "96%", False),
        ("≥1900个", "2300个", False),
    ],
)
def test_above_the_upper_end_of_a_range_is_asked_about(review, target, actual, is_asked):
    row = {"target": target, "actual": actual, "points": "10", "claimed": "10"}
    found = review(form(row))
    assert ("above_range" in said(found)) is is_asked
    if is_asked:
        assert only(found, "above_range").kind == "Q"
        reason = {"reason": "新增两个乡镇的点位"}
        assert "above_range" not in said(review(form({**row, **reason})))


@pytest.mark.parametrize("target", [">2000个", "大于2000个", "<2000个", "低于2000个"])
def test_an_actual_that_is_just_the_bound_is_noted(review, target):
    row = {"target": target, "actual": "2000个", "points": "10", "claimed": "10"}
    note = only(review(form(row)), "bound_not_passed")
    assert (note.kind, note.stake) == ("N", None)
    met = {**row, "target": "≥2000个"}
    assert "bound_not_passed" not in said(review(form(met)))


def test_words_are_quoted_and_numbers_are_not(review):
    row = {"target": "健全", "actual": "未完成", "points": "10"}
    found = review(form(row))
    text = next(f.text for f in found.findings if f.of == "row")
    assert "指标值“健全”，完成“未完成”" in text


def test_of_cells_that_were_put_back_no_note_is_made(review):
    row = {**MISSED, "target": "≥100台", "actual": "165台"}
    assert only(review(form(row)), "far_over")
    assert "far_over" not in said(review(form(row, repairs=[SHIFT])))


def test_a_repair_in_one_row_silences_no_rule_of_another(review):
    cost = {
        "level2": "成本", "name": "检测费用", "target": "≥90万元", "actual": "95万元", "points": "10",
        "claimed": "10", "at": {"level2": "表!B20", "target": "表!D20"},
    }  # fmt: skip
    assert only(review(form(cost, repairs=[{"at": "表!B5", "what": "归位"}])), "cost_at_least")
    assert not review(form(cost, repairs=[{"at": "表!B20", "what": "归位"}])).targets
    # a row that does not know its cells may be the one
    assert not review(form({**cost, "at": {}}, repairs=[{"at": "表!B5", "what": "归位"}])).targets


# words


def test_the_line_of_a_finding_holds_no_line_end_of_the_form(review, reviewer):
    found = review(form({**MISSED, "name": "设\n备", "reason": "改\r\n革"}))
    line = finding_line(only(found, "score_differs"), "甲\n乙", reviewer.words)
    assert len(line.splitlines()) == 1
    assert line.startswith("【与规则不一致】甲 乙·设 备：指标值≥78家，完成69家。")


def test_the_line_tells_how_many_more_rows_say_the_same(review, reviewer):
    row = {"target": "24小时内", "actual": "24小时内", "points": "1", "claimed": "1"}
    found = review(form(*({**row, "name": f"时效{i}"} for i in range(13))))
    line = finding_line(only(found, "bound_repeated"), "", reviewer.words)
    assert line.startswith("【提示】时效0：")
    assert line.endswith("等，共12处。")


def test_what_would_settle_it_is_said_of_everything_but_advice_to_the_unit_is_left_out(reviewer):
    for rule in reviewer.rules.rules:
        assert rule.settle, rule.code
        assert not rule.ask, rule.code
        assert not rule.advice, rule.code


# what a set asks for


ASKS = """\
schema: 1
id: own/evidence
title: 本处自评表
extends: mof/2020-project
require:
  - {of: indicators, when: met, field: evidence, say: 完成的指标须列佐证}
"""


def test_evidence_is_asked_for_where_the_set_asks_for_it(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "evidence.yaml").write_text(ASKS, "utf-8")
    own = Reviewer(Library(tmp_path), RE_SCORING)
    row = {"target": "≥100台", "actual": "105台", "points": "5", "claimed": "5"}
    given = form(
        row, {**row, "name": "乙"}, {**row, "name": "丙", "evidence": [{"name": "验收单"}]}
    )
    result = score_submission(given.model_copy(update={"set": "own/evidence"}), own.library)
    found = only(own.review(result), "evidence_required")
    assert "完成的指标须列佐证，表内没有列出" in found.text
    assert [row.split()[-1] for row in found.also] == ["乙"]


def test_texts_are_asked_for_where_the_set_asks_for_them(review):
    found = only(review(form(funds=[]), "sichuan/2023-project"), "texts_required")
    assert (found.kind, found.stake) == ("N", None)
    assert "须填写评价结论" in found.text
    long = form(funds=[], texts={"评价结论": "好" * 201})
    assert (
        "评价结论不超过200字" in only(review(long, "sichuan/2023-project"), "texts_required").text
    )
    assert "texts_required" not in said(
        review(form(funds=[], texts={"评价结论": "好"}), "sichuan/2023-project")
    )


# the rulings, row by row, under the evaluator's rules

NARROWER = {"zero_target_unread": "actual_unread"}
"""Rules that the evaluator's file puts before one of the self-check."""


@pytest.mark.parametrize(("row", "told"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_the_rulings_hold_for_the_evaluator(row, told, review):
    found = [f for f in review(form(row)).findings if f.of == "row"]
    assert len(found) <= 1, "one row, one finding"
    # a reason that the set asks for is asked for where nothing graver is said
    said = [(f.kind, NARROWER.get(f.code, f.code)) for f in found if f.code != "reason_required"]
    assert said == ([] if told is None else [told[:2]])


@pytest.mark.parametrize("row", LAWFUL, ids=lambda r: f"{r['name']} {r['target']} {r['actual']}")
def test_the_evaluator_says_nothing_of_a_lawful_row(row, review):
    assert not [f for f in review(form(row)).findings if f.of == "row"]
