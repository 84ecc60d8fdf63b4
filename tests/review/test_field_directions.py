"""Bare targets of the field where fewer are better: a better result is no miss, a late one a question."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.records.finding import Finding
from scoring.records.scorecard import RowResult, Status
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer
from scoring.work.score import score_submission
from scoring.writers.scorecard_json import as_dict
from tests.corpus.field_cases import field_case
from tests.review.conftest import form

BETTER = [f"B{number}" for number in (1, 3, 5, 7, 9, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33)]
"""Cases whose name tells that fewer are better, with fewer than their target."""
LATE = {"B11": "9.23", "B13": "5"}

BETTER_VARIANTS = """
时效 厂房施工工期 300天 280天
时效 设备到货时间 30天 25天
时效 补贴兑付时限 15个工作日 9个工作日
质量 系统宕机时长 5小时 2小时
社会 平均候诊时间 30分钟 18分钟
质量 处方差错率 3% 1%
质量 网络掉线率 2% 0.5%
社会 贫困发生率 2% 0.6%
社会 重复投诉率 5% 3%
生态 管网漏损率 12% 9%
社会 治安案件数 60件 41件
社会 群体性事件 3起 1起
社会 火灾起数 10起 6起
质量 数据泄露事件 2次 1次
满意 有责投诉 5件 2件
社会 审批环节 5个 3个
社会 申请材料数量 8份 5份
社会 跑动次数 3次 1次
生态 二氧化硫排放量 80吨 60吨
生态 单位建筑面积能耗 30千瓦时 26千瓦时
成本 印刷费 5万元 4.2万元
经济 公务接待费 6万元 4万元
经济 次均门诊费用 300元 280元
成本 设备采购单价 9000元 8500元
成本 公用经费控制率 100% 93%
"""
MORE_VARIANTS = """
数量 培训天数 5天 6天
数量 驻村天数 200天 220天
质量 设备使用年限 8年 10年
质量 质保期 24个月 27个月
生态 优良天数 300天 320天
数量 受理投诉件数 100件 130件
数量 审结案件数 50件 60件
社会 受益群众 900户 990户
经济 旅游收入 500万元 530万元
生态 化肥减量 20吨 22吨
"""
LATE_VARIANTS = """
时效 厂房施工工期 280天 300天
时效 设备到货时间 25天 30天
时效 补贴兑付时限 9个工作日 15个工作日
时效 平均到场时间 10分钟 15分钟
时效 不动产登记办理 3天 4天
"""
EITHER_VARIANTS = """
数量 项目资金 100万元 95万元
社会 住院人次 500人次 450人次
质量 平均班额 45人 40人
生态 用电量 900度 800度
经济 贷款余额 80万元 70万元
"""
TOPS = {
    "数量": "产出", "质量": "产出", "时效": "产出", "成本": "产出", "社会": "效益", "生态": "效益",
    "经济": "效益", "满意": "满意度",
}  # fmt: skip


def lines(table: str) -> list[str]:
    return table.strip().splitlines()


def row_of(line: str, claimed: str = "10") -> Submission:
    level, name, target, actual = line.split()
    return form(
        {
            "level1": TOPS[level],
            "level2": {"社会": "社会效益", "生态": "生态效益", "经济": "经济效益"}.get(level, level),
            "name": name, "target": target, "actual": actual, "points": "10", "claimed": claimed,
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def seen(library: Library):
    reviewers = Reviewer(library), Reviewer(library, RE_SCORING)

    def of(given: Submission) -> tuple[RowResult, list[Finding]]:
        """Return the first row, and what self-check and re-scoring say of it."""
        result = score_submission(given, library)
        name = given.indicators[0].name
        row = next(row for row in result.scorecard.indicators if row.name == name)
        found = [f for reviewer in reviewers for f in reviewer.review(result).findings]
        return row, [f for f in found if f.of == "row" and f.where == row.id]

    return of


@pytest.mark.parametrize("case_id", BETTER)
def test_a_better_result_of_the_field_is_full_and_nothing_is_said(case_id, seen):
    row, found = seen(Submission.model_validate(field_case(case_id)))
    assert (row.status, row.score, row.direction) == (Status.DETERMINED, Decimal(10), "at_most")
    assert found == []


@pytest.mark.parametrize("line", lines(BETTER_VARIANTS))
def test_fewer_are_better_where_the_words_say_so(line, seen):
    row, found = seen(row_of(line))
    assert (row.status, row.score) == (Status.DETERMINED, Decimal(10))
    assert (row.direction, row.direction_from, row.otherwise) == ("at_most", "words", None)
    assert found == []


@pytest.mark.parametrize("line", lines(MORE_VARIANTS))
def test_more_is_better_where_the_words_say_so(line, seen):
    row, found = seen(row_of(line))
    assert (row.status, row.score) == (Status.DETERMINED, Decimal(10))
    assert (row.direction, row.direction_from) == ("at_least", "words")
    assert found == []


@pytest.mark.parametrize("line", lines(MORE_VARIANTS))
def test_what_is_missed_by_words_that_all_know_is_told(line, seen):
    level, name, target, actual = line.split()
    _, found = seen(row_of(f"{level} {name} {actual} {target}"))
    assert {f.kind for f in found} == {"E"}
    assert all("推定" not in f.text for f in found)


@pytest.mark.parametrize("case_id", LATE)
def test_a_late_span_of_the_field_is_a_question_from_none_to_all(case_id, seen):
    row, found = seen(Submission.model_validate(field_case(case_id)))
    assert (row.status, row.score) == (Status.DEFAULTED, Decimal(LATE[case_id]))
    assert (row.low, row.high) == (0, 10)
    assert {(f.kind, f.code) for f in found} == {("Q", "cap_exceeded")}


@pytest.mark.parametrize("line", lines(LATE_VARIANTS))
def test_a_late_span_is_a_question_from_none_to_all(line, seen):
    row, found = seen(row_of(line))
    assert (row.status, row.low, row.high) == (Status.DEFAULTED, 0, 10)
    assert row.score is not None
    assert 0 < row.score < 10
    assert {(f.kind, f.code) for f in found} == {("Q", "cap_exceeded")}


def test_the_last_case_of_the_field_is_asked_both_ways(seen):
    row, found = seen(Submission.model_validate(field_case("B35")))
    assert (row.status, row.score, row.low, row.high) == (
        Status.DEFAULTED, Decimal("9.5"), Decimal("9.5"), Decimal(10),
    )  # fmt: skip
    assert {(f.kind, f.code) for f in found} == {("Q", "direction_open")}
    assert all("按≥为9.5分，按≤已达标为10分" in f.text for f in found)


@pytest.mark.parametrize("line", lines(EITHER_VARIANTS))
def test_what_nobody_knows_is_scored_both_ways_and_asked(line, seen):
    row, found = seen(row_of(line))
    assert (row.status, row.direction_from) == (Status.DEFAULTED, "presumed")
    assert row.otherwise is not None
    assert (row.score, row.low, row.high) == (row.low, row.low, row.otherwise.score)
    assert {(f.kind, f.code) for f in found} == {("Q", "direction_open")}


@pytest.mark.parametrize("line", lines(EITHER_VARIANTS))
def test_a_claim_at_the_presumed_score_is_not_asked(line, seen):
    row, _ = seen(row_of(line))
    _, found = seen(row_of(line, str(row.score)))
    assert [f for f in found if f.kind == "E" or f.code == "direction_open"] == []


@pytest.mark.parametrize("line", lines(EITHER_VARIANTS))
def test_what_meets_the_presumed_reading_is_not_asked(line, seen):
    level, name, target, actual = line.split()
    row, found = seen(row_of(f"{level} {name} {actual} {target}"))
    assert row.score == Decimal(10)
    assert row.low < 10
    assert found == []


@pytest.mark.parametrize("line", lines(EITHER_VARIANTS))
def test_what_equals_its_target_is_determined(line, seen):
    level, name, target, _ = line.split()
    row, found = seen(row_of(f"{level} {name} {target} {target}"))
    assert (row.status, row.score, row.otherwise) == (Status.DETERMINED, Decimal(10), None)
    assert found == []


def test_a_sign_in_the_text_or_in_a_column_settles_it(seen):
    target = {"level2": "质量", "name": "平均班额", "points": "10", "claimed": "10"}
    text, _ = seen(form({**target, "target": "≤45人", "actual": "40人"}))
    column, _ = seen(form({**target, "target": "45人", "actual": "40人", "direction": "≤"}))
    assert [(r.status, r.direction_from, r.otherwise) for r in (text, column)] == [
        (Status.DETERMINED, "text", None),
        (Status.DETERMINED, "column", None),
    ]


def test_a_shorter_span_of_building_is_no_result_while_it_is_built(seen):
    line = "时效 厂房施工工期 300天 280天"
    row, found = seen(
        form({**row_of(line).indicators[0].model_dump(), "reason": "工程跨年,尚未完工"})
    )
    assert (row.status, row.score, row.low, row.high) == (Status.DEFAULTED, 0, 0, 10)
    assert {f.kind for f in found} == {"Q"}


def test_the_scorecard_tells_the_other_reading(library):
    result = score_submission(row_of("社会 住院人次 500人次 450人次"), library)
    (written,) = as_dict(result)["indicators"]
    assert (written["score"], written["low"], written["high"]) == ("9", "9", "10")
    assert written["direction_from"] == "presumed"
    assert written["otherwise"] == {
        "direction": "at_most", "met": True, "score": "10", "low": "10", "high": "10",
    }  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "质量 外购比重 10% 8.3%",
        "社会 外来人员比重 10% 8.3%",
        "经济 自筹资金比重 40% 35%",
        *lines(EITHER_VARIANTS),
    ],
)
@pytest.mark.parametrize("pack", ["self-check", RE_SCORING])
def test_no_reason_is_demanded_where_nobody_knows_that_it_is_missed(line, pack, library):
    """At the presumed score nothing is asked: no reason in a finding, and none in the list of what to add."""
    held = score_submission(row_of(line), library).scorecard.indicators[0]
    assert held.otherwise is not None
    assert held.met is False
    review = Reviewer(library, pack).review(
        score_submission(row_of(line, str(held.score)), library)
    )
    assert [f.code for f in review.findings if f.of == "row" and f.field == "reason"] == []
    assert [todo for todo in review.todo if todo.field == "reason" and todo.where] == []


@pytest.mark.parametrize("pack", ["self-check", RE_SCORING])
def test_a_reason_is_demanded_where_the_words_say_that_it_is_missed(pack, library):
    known = row_of("质量 设备合格率 95% 90%", "9.47")
    review = Reviewer(library, pack).review(score_submission(known, library))
    assert [todo.field for todo in review.todo if todo.where] == ["reason"]
