"""The six published tables as an evaluator lists them: from the typed files and from the text itself.

The eight findings read as the rulings print them; what the rulings say of other rows stands beside.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.readers.books.texts.open_text import read_text
from scoring.readers.forms.read_form import read_forms
from scoring.records.submission import Submission
from scoring.review.finding_line import finding_line
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer
from scoring.work.score import score, score_submission
from tests.folders import EXAMPLES, SEEDS

EIGHT = [
    "【与规则不一致】信息工程质量监督·发放白皮书的党政机关数量：指标值78家，完成69家。"
    "定量指标未完成的按比例计分：30×69÷78=26.54分；申报30分，差3.46分。"
    "名称含“数量”，按越多越好计。"
    "单位说明“涉及部分单位机构改革, 因此数量有所减少”。"
    "如提供指标值调整批复，按调整后指标值重算。",
    "【待说明】信息工程质量监督·信息工程质量白皮书编制完成时间：指标值7月底，完成9月底，申报5/5。"
    "办法未明确逾期计分，参考3.88分，可定0–5分。"
    "单位说明“涉及工作内容增加及报市政府审批, 后续将进一步优化工作, 合理安排工作进度”。"
    "请附报审日期或调整批复。",
    "【提示】政府网络运行维护·政务网络业务办理满意度：未设指标值、填“不适用”，但分值5、自评2.5。"
    "属指标设置问题，单位说明“1.偏差原因:系统故障多生成的绩效指标,中期监控尝试变更,但任然无法删除,"
    "故此指标的酌情扣2.5分,得2.5分。”，不作扣分。建议5分并入服务对象满意度（该项已达标）。",
    "【待说明】网络安全监测预警·项目总支出：填596.74万元，资金栏全年执行数597.99万元，差1.25万元。"
    "两数均未超603.8万元，本项8分不变。请说明统计口径。",
    "【提示】综合运维服务·综合运维项目原厂维保数量：≥147台，完成197台（134.01%），已达标，5分不变。"
    "建议补充超出原因，供下年核定指标值参考。",
    "【提示】网络安全监测预警·系统服务中断时长：指标值、完成值均为“不大于24小时”。"
    "按申报已达标，7分不变。请补填全年实际数。",
    "【待说明】政务数据管理·政府各部门对项目成果满意度(无投诉)：≥95%，申报100%，依据为“无投诉”。"
    "无投诉不能直接得出满意率。请提供问卷或回访记录；未提供的由复核人在6–10分内判定。",
    "【待说明】深圳电子政务平台数字证书退费项目·数字证书退费费用支出占比：申报99%，资金栏执行率92.28%。"
    "若两者分母均为全年预算则不一致；≥95%达标与否取决于口径，涉及12.5分。请列明分子、分母。",
]  # fmt: skip

# what the rulings say of further rows, by the beginning of the line
BESIDE = [
    "【待说明】信息工程质量监督·信息工程项目建设阶段数据质量监督研究报告完成时间",  # 2
    "【提示】深圳电子政务平台数字证书退费项目·数字证书退费完成及时性",  # 21
    "【提示】信息工程质量监督·信息工程质量监督大数据平台数据运营录入及时性",  # 21
    "【提示】深圳电子政务平台数字证书退费项目·参与退费企业满意度",  # 13
    "【提示】综合运维服务·用户满意度",  # 13
    "【提示】信息工程质量监督·使用人员的满意度",  # 13
]
PUT_BACK = ("综合运维服务·用户满意度", "信息工程质量监督·使用人员的满意度")
"""Rows of the text whose cells had slid: of these no note is made."""


@pytest.fixture(scope="module")
def reviewer(library: Library) -> Reviewer:
    return Reviewer(library, RE_SCORING)


def lines_of(reviewer: Reviewer, submissions) -> list[str]:
    found = []
    for submission in submissions:
        result = score_submission(submission, reviewer.library)
        review = reviewer.review(result)
        title = result.submission.title
        found += [finding_line(f, title, reviewer.words) for f in review.findings]
    return found


@pytest.fixture(scope="module")
def typed(reviewer) -> list[Submission]:
    return [score(path, sets=reviewer.library).submission for path in EXAMPLES]


@pytest.fixture(scope="module")
def published() -> list[Submission]:
    (path,) = SEEDS.glob("004_*.txt")
    forms = read_forms(read_text(path.read_bytes(), path.name), "shenzhen/2022-project")
    found = [form.submission for form in forms]
    assert all(isinstance(one, Submission) for one in found)
    return found


def test_the_eight_findings_as_they_should_read(reviewer, typed):
    lines = lines_of(reviewer, typed)
    for wanted in EIGHT:
        assert any(line.startswith(wanted) for line in lines), wanted


def test_nothing_is_said_of_rows_that_are_right(reviewer, typed):
    lines = lines_of(reviewer, typed)
    expected = [*EIGHT, *BESIDE]
    assert len(lines) == len(expected)
    assert not [line for line in lines if not line.startswith(tuple(expected))]


def test_the_published_text_says_the_same_and_names_the_cells_that_slid(reviewer, typed, published):
    wanted = [line for line in lines_of(reviewer, typed) if not any(w in line for w in PUT_BACK)]
    lines = lines_of(reviewer, published)
    assert len(lines) == len(wanted) == 12
    said = []
    for line, other in zip(lines, wanted, strict=True):
        before, _, also = line.partition("同样情况：")
        assert before.startswith(other.partition("同样情况：")[0])
        assert bool(also) == ("同样情况" in other)
        said += [line] if "在读取时校正" in line else []
    assert [line[: line.index("：")] for line in said] == [
        "【待说明】网络安全监测预警·项目总支出",
        "【待说明】信息工程质量监督·信息工程项目建设阶段数据质量监督研究报告完成时间",
    ]
    assert "有单元格的内容在读取时校正过位置（第664行），请先核对原表。" in said[0]


def test_each_finding_names_its_line_its_rule_and_its_points(reviewer, published):
    review = reviewer.review(score_submission(published[5], reviewer.library))
    (missed,) = review.of_kind("E")
    assert missed.place == "第700行"
    assert missed.stake is not None
    assert (missed.stake.low, missed.stake.high) == (Decimal("3.46"), Decimal("3.46"))
    assert [(s.document, s.standing) for s in missed.sources] == [
        ("财预〔2020〕10号《项目支出绩效评价管理办法》", "secondary")
    ]
    late = next(f for f in review.findings if f.code == "deadline_missed")
    assert late.stake is not None
    assert (late.stake.low, late.stake.high) == (0, 5)


def test_what_lies_above_the_most_possible_and_what_the_unit_cut_itself(reviewer, typed):
    reviews = [reviewer.review(score_submission(one, reviewer.library)) for one in typed]
    assert [r.above_total for r in reviews] == [0, 0, 0, 0, 0, Decimal("3.46")]
    assert [(b.name, b.claimed - b.high) for r in reviews for b in r.above] == [
        ("发放白皮书的党政机关数量", Decimal("3.46"))
    ]
    assert [(b.name, b.claimed, b.score) for r in reviews for b in r.strict] == [
        ("政务网络业务办理满意度", Decimal("2.5"), 5),
        ("综合运维项目购买系统服务数量", 4, 5),
        ("综合运维项目第三方设备维保数量", 4, 5),
    ]
    assert not [r for review in reviews for r in review.rounding]


def test_advice_for_targets_is_a_list_of_its_own(reviewer, typed):
    reviews = [reviewer.review(score_submission(one, reviewer.library)) for one in typed]
    lines = [finding_line(f, "", reviewer.words) for r in reviews for f in r.targets]
    assert len(lines) == 3
    assert all(line.startswith("【目标编制建议】") and "建议下年" in line for line in lines)
    assert all(f.stake is None for r in reviews for f in r.targets)
