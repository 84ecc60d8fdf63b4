"""A missed target whose reason names an approval, force majeure or another number (ruling 49)."""

from __future__ import annotations

from typing import Any

import pytest

import scoring
from scoring.indicator_set.excuse_words import ExcuseWords
from scoring.records.scorecard import Status
from scoring.records.submission import Submission
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer
from scoring.work.score import score_submission
from tests.corpus.field_cases import field_case
from tests.corpus.small_form import ROWS, form_page, write_form

WORDS = load_vocabulary(ExcuseWords)


@pytest.fixture(scope="module")
def scored(library: Library):
    rules = Reviewer(library), Reviewer(library, RE_SCORING)

    def first_row(reason: str, **row: Any):
        """Return the row as scored, and what both rule files say of it."""
        data = field_case("A1")
        given = {
            "name": "发放白皮书的党政机关数量",
            "target": "≥78家",
            "actual": "69家",
            "reason": reason,
        }
        data["indicators"][0].update({**given, **row})
        result = score_submission(Submission.model_validate(data), library)
        id_ = result.scorecard.indicators[0].id
        said = [
            [(f.kind, f.code) for f in one.review(result).findings if f.where == id_]
            for one in rules
        ]
        text = "".join(f.text for f in rules[1].review(result).findings if f.where == id_)
        assert said[0] == said[1]
        return result.scorecard.indicators[0], said[0], text

    return first_row


NAMED = [
    # an approval
    "经市财政局批复,指标值调减9家", "根据某财预〔2023〕12号,年中调整", "已经主管部门批准调整", "依据某财绩(2023)5号文件调整绩效目标",
    "年中经同意调整指标值", "按某府办【2024】3号执行", "绩效目标调整,见附件",
    # force majeure
    "受疫情影响,部分单位未能发放", "因台风停工两个月", "遭遇洪涝灾害", "属不可抗力", "七月暴雨致道路中断",
    "暴雨期间停工,降雨减少后复工", "因暴雨减少", "受疫情影响减少",
    # called off
    "上级通知取消", "其中1期因故取消", "项目终止", "活动被叫停", "主办方取消2场",
    # another number for this row
    "指标值应为69家,年初误填", "年中目标值调整为 69 家", "指标值已变更为65家", "实际核定为69家", "计划数改为70家",
]  # fmt: skip


@pytest.mark.parametrize("reason", NAMED)
def test_it_is_asked_and_the_reason_is_quoted(scored, reason):
    row, said, text = scored(reason)
    assert row.status is Status.DEFAULTED
    assert (str(row.score), str(row.low), str(row.high)) == ("44.23", "44.23", "50")
    assert said == [("Q", "target_excused")]
    assert "".join(reason.split()) in "".join(text.split())


NOT_NAMED = [
    "火灾减少", "火灾起数减少", "灾害下降,出警也少",
    "涉及部分单位机构改革,因此数量有所减少", "政策变化", "需求减少", "工作计划调整", "未获批复", "审批流程较长",
    "批复较晚,影响进度", "资金调整为50万元", "涉及9家单位撤并", "因人员调整", "申请调整,尚未批准", "暂无", "",
]  # fmt: skip


@pytest.mark.parametrize("reason", NOT_NAMED)
def test_other_reasons_leave_no_room(scored, reason):
    """Finding 1 of the rulings: a reorganisation is no approval of a changed target."""
    row, said, _ = scored(reason)
    assert row.status is Status.DETERMINED
    assert said == [("E", "score_differs")]


def test_a_document_in_a_column_of_adjustments_is_named_too(scored):
    row, said, text = scored("", adjustment={"document": "某财预〔2023〕12号"})
    assert (row.status, said) == (Status.DEFAULTED, [("Q", "target_excused")])
    assert "〔2023〕12号" in text
    # beside a first target it is that of the target that counts
    document = {"document": "某财预〔2023〕12号"}
    row, said, _ = scored("", target_initial="≥100家", adjustment=document)
    assert (row.status, said) == (Status.DETERMINED, [("E", "score_differs")])


@pytest.mark.parametrize(
    ("target", "actual", "level2", "low"),
    [
        ("0起", "1起", "质量", "0"),
        ("10月底前", "未完成", "时效", "0"),
        ("≥90%", "80%", "质量", "44.44"),
        ("=100家", "90家", "数量", "45"),
    ],
)
def test_whatever_the_target_is(scored, target, actual, level2, low):
    name = {"0起": "安全事故起数", "≥90%": "验收合格率"}.get(target, "完成情况")
    row, said, _ = scored("受疫情影响", target=target, actual=actual, level2=level2, name=name)
    assert (row.status, str(row.low), str(row.high)) == (Status.DEFAULTED, low, "50")
    code = "not_done_excused" if actual == "未完成" else "target_excused"
    assert said == [("Q", code)]


@pytest.mark.parametrize("claimed", ["44.23", "40", "0"])
def test_a_claim_of_no_more_than_the_written_target_gives_is_not_asked_about(scored, claimed):
    assert scored("受疫情影响", claimed=claimed)[1] == []


def test_a_target_that_was_met_needs_no_excuse(scored):
    row, said, _ = scored("受疫情影响", actual="80家")
    assert (row.status, said) == (Status.DETERMINED, [])


@pytest.mark.parametrize(
    ("target", "first", "more", "is_asked"),
    [
        ("≥60家", "≥78家", {}, True),
        ("≥69家", "≥70家", {"reason": "工作计划调整"}, True),
        ("60家", "78家", {}, True),
        ("≥60家", "≥65家", {}, False),  # met by both
        ("≥60家", "≥78家", {"adjustment": {"document": "某财预〔2023〕12号"}}, False),
        ("≥60家", "≥78家", {"reason": "经某财预〔2023〕12号批复调整"}, False),
    ],
)
def test_of_two_target_columns_the_adjusted_one_counts(library, target, first, more, is_asked):
    """Ruling 50: met by the adjusted target, not by the first: the document is asked for."""
    data = field_case("A1")
    data["indicators"][0].update(
        name="党政机关数量", target=target, target_initial=first, actual="69家", **more
    )
    result = score_submission(Submission.model_validate(data), library)
    row = result.scorecard.indicators[0]
    assert (row.status, str(row.score)) == (Status.DETERMINED, "50")
    found = Reviewer(library, RE_SCORING).review(result).findings
    said = [(f.kind, f.code) for f in found if f.where == row.id]
    assert said == ([("Q", "target_lowered")] if is_asked else [])


@pytest.mark.parametrize("length", [4000, 400_000])
def test_long_reasons_are_looked_at_as_far_as_is_bounded(length):
    assert WORDS.named_in("应为" * length) == ""
    assert WORDS.named_in("应为" + "1" * length, "家") == ""


def test_an_approval_in_a_row_of_its_own_below_the_reason_counts(tmp_path):
    """A reason that goes on in the next row of the sheet names the approval there."""
    row = ("产出指标", "数量指标", "义诊", "20场", "18场", "20", "20", "医生不足")
    below = ("", "", "", "", "", "", "", "已批复核减2场")
    page = form_page(rows=(row, below, *ROWS[1:]))
    issues = scoring.rescore(write_form(tmp_path, page), set="mof/2020-project").issues
    (found,) = [one.finding for one in issues if one.finding.code == "target_excused"]
    assert found.kind == "Q"
    assert "已批复核减2场" in found.text
    assert not [one for one in issues if one.finding.kind == "E"]
