"""Another figure in the reason or in the yearly goal: asked about, never concluded from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from scoring.records.finding import Finding
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, SELF_CHECK, Reviewer
from scoring.work.score import score_submission
from tests.review.conftest import form

NAME = "发放白皮书的党政机关数量"
ROW = {"name": NAME, "target": "78家", "actual": "78家", "points": "30", "claimed": "30"}


@pytest.fixture(scope="module")
def reviewers(library: Library) -> list[Reviewer]:
    return [Reviewer(library, rules) for rules in (SELF_CHECK, RE_SCORING)]


def of_rows(reviewers: list[Reviewer], *rows: dict[str, Any], **more: Any) -> list[Finding]:
    """Return what self-check and re-scoring find alike of the rows, in the words of the re-scoring."""
    found = []
    for reviewer in reviewers:
        review = reviewer.review(score_submission(form(*rows, **more), reviewer.library))
        found.append([one for one in review.findings if one.of == "row"])
    check, again = found
    assert [(one.kind, one.code, one.stake) for one in check] == [
        (one.kind, one.code, one.stake) for one in again
    ]
    return again


def achieved(text: str, expected: str = "") -> dict[str, Any]:
    return {"goal": {"expected": expected, "achieved": text}}


IN_REASON = [
    ("3家未完成", "75家"),
    ("有3家因机构撤销未完成", "75家"),
    ("未完成3家", "75家"),
    ("尚有三家没有发放", "75家"),
    ("还差3家", "75家"),
    ("较计划少3家", "75家"),
    ("因机构改革，实际完成75家", "75家"),
    ("实际发放75家", "75家"),
    ("完成75家，3家未完成", "75家"),
    ("仅完成75家。", "75家"),
    ("部分单位撤并；只有75家", "75家"),
    ("目标78家，完成75家", "75家"),
    ("计划向78家机关发放，实际发放75家", "75家"),
    ("受机构改革影响仅完成75家", "75家"),
]


@pytest.mark.parametrize(("reason", "figure"), IN_REASON, ids=[r for r, _ in IN_REASON])
def test_a_reason_that_gives_less_than_the_actual_is_asked_about(reviewers, reason, figure):
    (found,) = of_rows(reviewers, {**ROW, "reason": reason})
    assert (found.kind, found.code) == ("Q", "reason_number_differs")
    assert found.stake is not None
    assert (found.stake.low, found.stake.high) == (Decimal(0), Decimal("1.15"))
    assert found.text.startswith("指标值78家，完成78家。单位说明写“")
    assert "按规则为28.85分；申报30分。" in found.text
    assert figure in found.text


def test_the_clause_is_quoted_and_what_follows_from_it_is_said(reviewers):
    (found,) = of_rows(reviewers, {**ROW, "reason": "机构改革，3家未完成"})
    assert found.text == (
        "指标值78家，完成78家。单位说明写“3家未完成”，按此完成75家，按规则为28.85分；申报30分。"
    )
    assert found.settle == "请提供能说明实际完成数的材料。"


NOT_IN_REASON = [
    "3家未完成，已于12月补齐", "上半年3家未完成", "其中3家为新增", "实际到岗5人", "较上年减少3家",
    "新增3家", "78家全部完成", "实际发放78家", "计划发放100家", "超过计划2家", "3人未完成培训",
    "每家未完成3份", "约75家", "完成率100%", "机构改革", "未偏离", "3家未完成整改", "2021年3家未完成",
    "已完成75家，另有3家合并发放，共78家", "实际走访12家企业", "取消3家后重新遴选3家", "第3家单位代领",
    "走访企业达到50家", "完成企业走访20家", "完成招聘的单位75家", "涉及单位完成整改12家", "完成75家企业的走访",
]  # fmt: skip


@pytest.mark.parametrize("reason", NOT_IN_REASON)
def test_a_reason_that_may_speak_of_something_else_asks_nothing(reviewers, reason):
    assert of_rows(reviewers, {**ROW, "reason": reason}) == []


@pytest.mark.parametrize("reason", ["3家未完成", "实际完成75家", "完成75家，3家未完成"])
def test_a_reason_that_says_what_the_row_says_asks_nothing(reviewers, reason):
    row = {**ROW, "actual": "75家", "claimed": "28.85", "reason": reason}
    assert of_rows(reviewers, row) == []


def test_a_miss_with_its_own_reason_stays_an_accusation(reviewers):
    (found,) = of_rows(reviewers, {**ROW, "actual": "75家", "reason": "3家未完成"})
    assert (found.kind, found.code) == ("E", "score_differs")


def test_of_more_than_the_target_what_was_not_done_may_lie_above_it(reviewers):
    assert of_rows(reviewers, {**ROW, "actual": "80家", "reason": "3家未完成"}) == []


def test_figures_that_both_reach_the_target_cost_nothing(reviewers):
    row = {**ROW, "target": "≥40家", "actual": "50家", "reason": "实际发放45家"}
    (found,) = of_rows(reviewers, row)
    assert (found.kind, found.stake) == ("Q", None)
    assert found.text.endswith("“实际发放45家”，两数都达到指标值，本项30分不变。")


IN_GOAL = [
    "向45家党政机关发放了白皮书",
    "全年发放白皮书45家党政机关，质量合格",
    "1.完成监督；2.共向45家党政机关发放白皮书；3.其他",
    "已向党政机关发放白皮书四十五家",
    "编制白皮书150份、向45家党政机关发放白皮书",
    "白皮书按时完成。白皮书发放党政机关45家。",
    "（1）完成监督；（2）向45家党政机关发放白皮书",
    "①完成监督②向45家党政机关发放白皮书③其他",
    "(1) 完成监督; (2) 向45家党政机关发放白皮书",
]


@pytest.mark.parametrize("text", IN_GOAL)
def test_a_goal_that_gives_less_than_the_row_is_asked_about(reviewers, text):
    (found,) = of_rows(reviewers, ROW, **achieved(text))
    assert (found.kind, found.code) == ("Q", "goal_number_differs")
    assert found.stake is not None
    assert (found.stake.low, found.stake.high) == (Decimal(0), Decimal("12.69"))
    assert "年度总体目标的实际完成情况写“" in found.text
    assert "45家" in found.text or "四十五家" in found.text


OTHER_ROWS = [
    # field's own wordings: name, target, actual, what the goal says of it
    ("维修校舍栋数", "12栋", "12栋", "已完成9栋校舍维修"),
    ("改造老旧小区个数", "≥18个", "20个", "实际改造老旧小区16个"),
    ("送戏下乡场次", "160场", "160场", "送戏下乡148场。"),
    ("数字化档案页数", "≥90万页", "90.3万页", "数字化档案86万页"),
    ("硬化屯级道路里程", "12公里", "12公里", "硬化屯级道路11.4公里"),
    ("重点人群签约人数", "≥4.2万人", "4.35万人", "签约服务重点人群41000人"),
    ("培训教师人数", "≥1600人", "1658人", "全年培训教师1540人"),
    ("参训教师满意度", "≥90%", "96.5%", "参训教师满意度达85%"),
    ("党政机关白皮书发放率", "100%", "100%", "党政机关白皮书发放率92%"),
]


@pytest.mark.parametrize(("name", "target", "actual", "text"), OTHER_ROWS)
def test_so_it_is_of_any_row(reviewers, name, target, actual, text):
    row = {**ROW, "name": name, "target": target, "actual": actual}
    (found,) = of_rows(reviewers, row, **achieved(text))
    assert (found.kind, found.code) == ("Q", "goal_number_differs")


@pytest.mark.parametrize(("name", "target", "actual", "text"), OTHER_ROWS)
def test_the_row_that_says_it_too_asks_nothing(reviewers, name, target, actual, text):
    figures = {
        "9栋": "12栋", "16个": "20个", "148场": "160场", "86万页": "90万页", "11.4公里": "12公里",
        "41000人": "4.35万人", "1540人": "1658人", "85%": "96.5%", "92%": "100%",
    }  # fmt: skip
    for one, other in figures.items():
        text = text.replace(one, other)
    row = {**ROW, "name": name, "target": target, "actual": actual}
    assert of_rows(reviewers, row, **achieved(text)) == []


NOT_IN_GOAL = [
    "向78家党政机关发放白皮书", "向45家党政机关开展调研", "累计向45家党政机关发放白皮书",
    "2021年向45家党政机关发放白皮书", "发放白皮书150册", "其中向45家党政机关发放白皮书",
    "上半年向45家党政机关发放白皮书，下半年33家", "计划向100家党政机关发放白皮书",
    "向党政机关发放白皮书约80家", "向党政机关发放白皮书超过70家", "向党政机关发放白皮书40家、38家",
    "新增发放白皮书的党政机关9家", "全市共有120家党政机关，白皮书全部发放", "完成白皮书编制",
    "向45家党政机关发放白皮书，向33家党政机关发放白皮书", "平均每月向45家党政机关发放白皮书",
    "向78家党政机关发放白皮书，45家党政机关反馈了对白皮书发放的意见",
    "组织45家党政机关参加白皮书发放工作部署会议并现场签订责任书",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_IN_GOAL)
def test_a_goal_that_may_speak_of_something_else_asks_nothing(reviewers, text):
    assert of_rows(reviewers, ROW, **achieved(text)) == []


def test_a_clause_that_may_be_about_two_rows_is_about_none(reviewers):
    rows = ({**ROW, "points": "20", "claimed": "20"}, {**ROW, "name": "党政机关发放白皮书家数"})
    assert of_rows(reviewers, *rows, **achieved("向45家党政机关发放白皮书")) == []


def test_a_goal_that_names_what_was_asked_for_takes_the_accusation_back(reviewers):
    missed = {**ROW, "actual": "69家", "reason": "机构改革"}
    (found,) = of_rows(reviewers, missed, **achieved("向78家党政机关发放白皮书"))
    assert (found.kind, found.code) == ("Q", "goal_number_differs")
    assert found.text == (
        "指标值78家，完成69家。年度总体目标的实际完成情况写“向78家党政机关发放白皮书”，"
        "按完成值为26.54分；申报30分。单位说明“机构改革”。"
    )
    (found,) = of_rows(reviewers, missed, **achieved("", "向60家党政机关发放白皮书"))
    assert (found.kind, found.code) == ("Q", "goal_target_differs")
    (found,) = of_rows(reviewers, missed, **achieved("完成白皮书发放", "发放白皮书"))
    assert (found.kind, found.code) == ("E", "score_differs")


EXPECTED = [
    "向100家党政机关发放白皮书",
    "发放白皮书的党政机关100家",
    "编制白皮书；向党政机关发放白皮书100家",
    "向党政机关发放白皮书，不少于1次，党政机关白皮书发放100家",
    "年内向一百家党政机关发放白皮书",
]


@pytest.mark.parametrize("text", EXPECTED)
def test_a_goal_that_expects_more_than_the_target_is_asked_about(reviewers, text):
    (found,) = of_rows(reviewers, ROW, **achieved("完成", text))
    assert (found.kind, found.code) == ("Q", "goal_target_differs")
    assert found.stake is not None
    assert found.stake.high == Decimal("6.6")
    assert "按指标值已达到，按预期目标没有达到，为23.4分；申报30分。" in found.text


NOT_EXPECTED = [
    "向78家党政机关发放白皮书", "向60家党政机关发放白皮书", "三年内向300家党政机关发放白皮书",
    "到2025年向300家党政机关发放白皮书", "2021年向100家党政机关发放白皮书",
    "累计向300家党政机关发放白皮书", "新增发放白皮书的党政机关100家", "发放白皮书",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_EXPECTED)
def test_a_goal_that_expects_no_more_of_this_year_asks_nothing(reviewers, text):
    assert of_rows(reviewers, ROW, **achieved("完成", text)) == []


RATES = [
    # name, reason: of another rate, or of this one as the row says it
    ("验收合格率", "实际完成率98%"), ("验收合格率", "满意度达到92%"), ("验收合格率", "完成进度95%"),
    ("验收合格率", "实际合格率达到100%"), ("问题通知率", "执行率仅92%"), ("群众满意度", "知晓率达到85%"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "reason"), RATES)
def test_another_rate_is_none_of_the_row(reviewers, name, reason):
    row = {**ROW, "level2": "质量", "name": name, "target": "100%", "actual": "100%"}
    found = of_rows(reviewers, {**row, "reason": reason})
    assert [one.code for one in found if one.kind != "N"] == []


@pytest.mark.parametrize(
    "reason", ["实际合格率98%", "验收合格率实际为98%", "合格率仅98%", "实际98%"]
)
def test_its_own_rate_is_asked_about(reviewers, reason):
    row = {**ROW, "level2": "质量", "name": "验收合格率", "target": "100%", "actual": "100%"}
    (found,) = of_rows(reviewers, {**row, "reason": reason})
    assert found.code == "reason_number_differs"


PEOPLE = ["选派骨干教师50人赴外地培训", "教师培训期间聘请专家20人", "新入职教师培训50人的岗前安排"]


@pytest.mark.parametrize("text", PEOPLE)
def test_a_part_of_what_a_row_counts_is_not_its_figure(reviewers, text):
    row = {**ROW, "name": "培训教师人数", "target": "≥1600人", "actual": "1658人"}
    assert of_rows(reviewers, row, **achieved(text)) == []
