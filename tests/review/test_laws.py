"""Laws of reviewing on generated forms: restraint, one finding a row, the same each time."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer
from scoring.work.score import score_submission
from tests.folders import ROOT, SETS
from tests.review.conftest import FUNDS, form

CHECK = Reviewer(Library())
OVER = Reviewer(CHECK.library, RE_SCORING)
MISSET = re.compile(r"^[,;:。、]|[,;:。、][,;:。]|\(\)|“”")
"""A sentence that lost its beginning or its middle to a fact that is not known."""


def reviewed(submission: Submission, rules: Reviewer = CHECK):
    return rules.review(score_submission(submission, rules.library))


# forms in order: every actual plainly meets its target, every claim is its points

NUMBER = st.integers(11, 5000)
ORDERLY = st.one_of(
    st.builds(
        lambda n, more, name: {"level2": "数量", "name": name, "target": f"≥{n}个", "actual": f"{n + n * more // 100}个"},
        NUMBER, st.integers(0, 30), st.sampled_from(["设备数量", "培训场次", "巡检报告"]),
    ),
    st.builds(
        lambda n, name: {"level2": "数量", "name": name, "target": f"{n}份", "actual": f"{n}份", "reason": "未偏离"},
        NUMBER, st.sampled_from(["报告数量", "登记份数"]),
    ),
    st.builds(
        lambda n, up, name: {"level2": "质量", "name": name, "target": f"≥{n}%", "actual": f"{min(n + up, 100)}%"},
        st.integers(50, 99), st.integers(0, 20), st.sampled_from(["验收合格率", "故障处理率"]),
    ),
    st.builds(
        lambda month, day: {"level2": "时效", "name": "完成时间", "target": f"{month}月底", "actual": f"2022年{month}月{day}日"},
        st.integers(2, 12), st.integers(1, 28),
    ),
    st.builds(
        lambda n, less: {"level2": "成本", "name": "设备购置费", "target": f"≤{n}万元", "actual": f"{n - n * less // 100}万元"},
        NUMBER, st.integers(0, 60),
    ),
    st.builds(
        lambda words: {"level2": "质量", "name": "业务保障", "target": words, "actual": words, "reason": "暂无"},
        st.sampled_from(["有效保障", "稳定", "及时", "完整"]),
    ),
    st.just({"level2": "质量", "name": "安全事故起数", "target": "0起", "actual": "0起"}),
    st.just({"level2": "质量", "name": "问题通知率", "target": "100%", "actual": "1"}),
    st.just({"level2": "时效", "name": "修复时间", "target": "24小时内", "actual": "5.5小时"}),
)  # fmt: skip


@st.composite
def orderly_forms(draw: st.DrawFn) -> Submission:
    rows = draw(st.lists(ORDERLY, min_size=1, max_size=10))
    share, rest = divmod(50, len(rows))
    claims = draw(st.booleans())
    shared = [
        {**row, "points": str(share + (rest if row is rows[-1] and i == len(rows) - 1 else 0))}
        for i, row in enumerate(rows)
    ]
    shared += [
        {"level1": "效益", "level2": "社会效益", "name": "保障", "target": "有效保障",
         "actual": "有效保障", "points": "30"},
        {"level1": "满意度", "level2": "服务对象满意度", "name": "用户满意度", "target": "≥90%",
         "actual": draw(st.sampled_from(["92%", "97.5%", "100%"])), "points": "10"},
    ]  # fmt: skip
    if claims:
        shared = [{**row, "claimed": row["points"]} for row in shared]
        return form(*shared, claimed_total="99.5", claimed_grade="优")
    return form(*shared, funds=[{k: v for k, v in FUNDS.items() if not k.startswith("claimed")}])


@pytest.mark.parametrize("rules", [CHECK, OVER], ids=["self-check", "re-scoring"])
@settings(max_examples=120, deadline=None)
@given(submission=orderly_forms())
def test_a_form_in_order_is_told_nothing_but_to_add_a_survey(rules, submission):
    found = reviewed(submission, rules)
    kinds = Counter(f.kind for f in found.findings)
    assert not kinds["E"]
    assert not kinds["Q"]
    assert {f.code for f in found.findings} <= {"satisfaction_without_survey"}
    assert {t.field for t in found.todo} <= {"survey"}
    assert {f.code for f in found.targets} <= {"row_repeated"}  # drawn twice
    assert not found.open_rows


# any form at all

LEVELS = [
    ("产出", "数量"), ("产出", "时效"), ("产出", "成本"), ("效益", "社会效益"),
    ("满意度", "服务对象满意度"), ("别的", "没有的级次"),
]  # fmt: skip
TEXTS = [
    "", "不适用", "≥15G", "16.1G", "78家", "69家", "7月底", "9月底", "2022年12月31日前", "有效保障",
    "基本保障", "未保障", "1", "100%", "≤160万元", "159.87", "约1493个", "大于1200个", "6台/3套",
    "≥2台/套", "0起", "未发生", "24小时内", "已完成", "未完成", "无投诉", "≥95%", "≥90", "一大段看不懂的话",
    "0", "-3", "{name}", "<b>", "=1+1", "1598701.67元", "95万元", "96%",
]  # fmt: skip
NAMES = [
    "设备数量",
    "事故起数",
    "预算执行率",
    "群众满意度(无投诉)",
    "项目总成本",
    "支出占比",
    "",
    "{x}",
]
ANY_ROW = st.builds(
    lambda level, name, target, actual, points, claimed, reason: {
        "level1": level[0], "level2": level[1], "name": name, "target": target, "actual": actual,
        **({} if points is None else {"points": points}),
        **({} if claimed is None else {"claimed": claimed}), "reason": reason,
    },
    st.sampled_from(LEVELS), st.sampled_from(NAMES), st.sampled_from(TEXTS), st.sampled_from(TEXTS),
    st.sampled_from([None, "0", "2.5", "5", "30"]), st.sampled_from([None, "0", "2.49", "5", "31"]),
    st.sampled_from(["", "暂无", "未偏离", "机构改革", "无投诉", "{reason}"]),
)  # fmt: skip
AMOUNT = st.sampled_from([None, "0", "95", "100", "104.999999", "-5", "999999999999999999"])
ANY_FUNDS = st.builds(
    lambda budget, executed, claimed: {
        key: value
        for key, value in (
            ("source", "年度资金总额"), ("budget", budget), ("executed", executed),
            ("claimed", claimed), ("claimed_rate", claimed),
        )
        if value is not None
    },
    AMOUNT, AMOUNT, st.sampled_from([None, "9.5", "10"]),
)  # fmt: skip


@pytest.mark.parametrize("rules", [CHECK, OVER], ids=["self-check", "re-scoring"])
@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(ANY_ROW, max_size=8),
    funds=st.lists(ANY_FUNDS, max_size=2),
    total=st.sampled_from([None, "99"]),
)
def test_whatever_is_handed_in(rules, rows, funds, total):
    more: dict[str, Any] = {} if total is None else {"claimed_total": total}
    submission = form(*rows, funds=funds, **more)
    found = reviewed(submission, rules)
    spoken = Counter(f.where for f in found.findings if f.of == "row")
    assert not [where for where, times in spoken.items() if times > 1], "one row, one finding"
    also = [row.split()[0] for f in found.findings for row in f.also]
    assert not set(also) & set(spoken)
    for finding in (*found.findings, *found.targets):
        assert finding.text
        assert finding.settle if rules is OVER else finding.advice or finding.ask
        for text in (finding.text, finding.settle):
            assert "None" not in text
            assert not MISSET.search(text), text
        if finding.stake is not None:
            most = 31 if finding.of == "row" else 1000
            assert 0 <= finding.stake.low <= finding.stake.high <= most
    assert reviewed(submission, rules) == found


def test_claims_that_equal_the_rule_are_never_in_conflict_with_it():
    """Whatever was reached: who claims what the rule gives is told of no difference."""
    for actual in range(1, 79):
        row = {"target": "≥78家", "actual": f"{actual}家", "points": "30", "reason": "机构改革"}
        score = score_submission(form(row), CHECK.library).scorecard.indicators[0].score
        found = reviewed(form({**row, "claimed": str(score)}))
        assert not [f for f in found.findings if f.of == "row"]


ALL = Library(SETS)
CASES = sorted(
    (root, path) for root in (SETS, ROOT / "indicator_sets") for path in root.rglob("*.cases.yaml")
)


@pytest.mark.parametrize(("root", "path"), CASES, ids=[path.stem for _, path in CASES])
def test_every_kind_of_form_can_be_reviewed(root, path):
    set_id = path.relative_to(root).as_posix().removesuffix(".cases.yaml")
    if ALL.indicator_set(set_id).abstract:
        return
    check = Reviewer(ALL)
    for case in yaml.load(path.read_text("utf-8"), Loader=LOADER):
        given = {
            "schema": "ziping/submission/1", "set": set_id, "year": 2022, **case.get("submission", {})
        }  # fmt: skip
        if "row" in case:
            given["indicators"] = [case["row"]]
        result = score_submission(Submission.model_validate(_plain(given)), ALL)
        found = check.review(result)
        spoken = Counter(f.where for f in found.findings if f.of == "row")
        assert all(times == 1 for times in spoken.values())


class LOADER(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Leaves every scalar the text that it is."""


LOADER.yaml_implicit_resolvers = {}


def _plain(data: Any) -> Any:
    """Leave out what is written empty, as a file that is read does."""
    if isinstance(data, dict):
        return {k: _plain(v) for k, v in data.items() if v != ""}
    return [_plain(v) for v in data] if isinstance(data, list) else data
