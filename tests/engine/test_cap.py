"""总分上限: total, grade, claims, bands and every sheet follow the set's cap of the total."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.indicator_set.load import SetText, load_set
from scoring.indicator_set.model import IndicatorSet
from scoring.problem import InputError
from scoring.records.decision import Decision
from scoring.records.result import Result, Reviewed
from scoring.records.scorecard import Scorecard, Status
from scoring.records.submission import Submission
from scoring.set_tools.check import check_text
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.review import Reviewer
from scoring.work.score import score_submission
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.make import make_plan
from scoring.workbooks.fill_in.write.book import fill_workbook
from scoring.writers.form.present import present
from scoring.writers.scorecard_json import as_dict
from tests.folders import SETS
from tests.sheet_maker import SheetMaker

LIBRARY = Library(SETS)
SCORER = LIBRARY.scorer("test/rate-caps")
REVIEWER = Reviewer(LIBRARY)


def form(executed: str = "743", done: str = "100家", **more: Any) -> Submission:
    """Return a form that is met in full but for its execution: 743 of 1000 is 7.43."""
    data: dict[str, Any] = {
        "schema": "ziping/submission/1", "set": "test/rate-caps", "year": 2022, "unit": "某局",
        "funds": [{"source": "合计", "budget": "1000", "executed": executed}],
        "indicators": [
            {"level1": "产出", "level2": "数量", "name": "服务家数", "target": "≥100家",
             "actual": done, "points": "50", "reason": "撤并"},
            {"level1": "效益", "level2": "社会效益", "name": "覆盖率", "target": "≥90%",
             "actual": "95%", "points": "30"},
            {"level1": "满意度", "level2": "服务对象满意度", "name": "满意率", "target": "≥90%",
             "actual": "95%", "points": "10"},
        ],
    }  # fmt: skip
    return Submission.model_validate({**data, **more})


def claimed(submission: Submission, rate: str | None, *scores: str) -> Submission:
    data = submission.model_dump(exclude_defaults=True, by_alias=True, mode="json")
    for row, score in zip(data["indicators"], scores, strict=True):
        row["claimed"] = score
    if rate is not None:
        data["funds"][0]["claimed"] = rate
    return Submission.model_validate(data)


def codes(submission: Submission) -> list[tuple[str, str]]:
    found = REVIEWER.review(score_submission(submission, LIBRARY)).findings
    return [(f.kind, f.code) for f in found]


# total, grade, band


@pytest.mark.parametrize(
    ("executed", "most", "total", "grade"),
    [
        ("800", "100", "98", "优"),
        ("799.9", "89", "89", "良"),
        ("700", "89", "89", "良"),
        ("699", "79", "79", "中"),
        ("599", "69", "69", "中"),
        ("499", "59", "59", "差"),
        ("0", "59", "59", "差"),
    ],
)
def test_total_and_grade_follow_the_rate(executed: str, most: str, total: str, grade: str) -> None:
    card = SCORER.score(form(executed))
    assert card.cap is not None
    assert (card.cap.most, card.total, card.grade) == (Decimal(most), Decimal(total), grade)
    assert (card.low, card.high, card.grades_possible) == (card.total, card.total, (grade,))


def test_a_sum_below_the_cap_stays() -> None:
    card = SCORER.score(form(done="60家"))
    assert (card.total, card.grade) == (Decimal("77.43"), "中")
    assert card.cap is not None
    assert (card.cap.most, card.cap.added) == (Decimal(89), Decimal("77.43"))


def test_an_open_row_leaves_a_band_below_the_cap() -> None:
    card = SCORER.score(form(done="一般"))
    assert (card.total, card.low, card.high) == (None, Decimal("47.43"), Decimal(89))
    assert card.grades_possible == ("良", "中", "差")


@pytest.mark.parametrize(
    ("funds", "low", "high"),
    [
        ([{"source": "合计", "budget": "1000"}], "59", "100"),
        ([{"source": "合计", "executed": "743"}], "59", "100"),
        ([], "59", "100"),
        ([{"source": "甲", "budget": "9"}, {"source": "乙", "budget": "1"}], "59", "100"),
    ],
)
def test_a_rate_that_is_not_known_leaves_every_cap_possible(
    funds: list[dict[str, str]], low: str, high: str
) -> None:
    card = SCORER.score(form(funds=funds))
    assert card.cap is not None
    assert (card.cap.most, card.cap.low, card.cap.high) == (None, Decimal(59), Decimal(100))
    assert card.cap.trace.because
    assert (card.total, card.low, card.high) == (None, Decimal(low), Decimal(high))
    assert card.grades_possible == ("优", "良", "中", "差")


def test_what_lies_below_every_possible_cap_needs_none() -> None:
    """50 of 90 points missed: whatever the rate, no cap comes down to 40 + 10."""
    submission = form(done="0家", funds=[{"source": "合计", "budget": "1000"}])
    decision = Decision(
        submission=submission.key, row="预算执行率", score=Decimal(10), ground="支付记录"
    )
    card = SCORER.score(submission, [decision])
    assert (card.total, card.low, card.high) == (Decimal(50), Decimal(50), Decimal(50))


def test_a_reviewers_scores_are_capped_too() -> None:
    submission = form()
    row = SCORER.score(submission).indicators[0].id
    decision = Decision(submission=submission.key, row=row, score=Decimal(49), ground="数据核减")
    card = SCORER.score(submission, [decision])
    assert card.indicators[0].status is Status.DECIDED
    assert (card.total, card.cap and card.cap.added) == (Decimal(89), Decimal("96.43"))


def test_two_points_off_for_thirty_percent_above_the_target() -> None:
    card = SCORER.score(form("1000", "130家"))
    assert (card.indicators[0].score, card.total) == (Decimal(48), Decimal(98))
    assert SCORER.score(form("1000", "129家")).total == Decimal(100)
    assert "扣2分" in card.indicators[0].trace.because


# what the unit claimed


def test_claims_that_follow_the_cap_are_right() -> None:
    told = claimed(form(claimed_total="89", claimed_grade="良"), "7.43", "50", "30", "10")
    assert [kind for kind, _ in codes(told) if kind == "E"] == []
    own = score_submission(told, LIBRARY).scorecard.claimed
    assert (own.total, own.grade) == (Decimal(89), "良")


def test_a_total_above_the_cap_is_told_with_its_case() -> None:
    told = claimed(form(claimed_total="97.43"), "7.43", "50", "30", "10")
    found = REVIEWER.review(score_submission(told, LIBRARY)).findings
    [finding] = [f for f in found if f.kind == "E"]
    assert (finding.kind, finding.code) == ("E", "total_above_cap")
    assert finding.text == (
        "各项自评得分相加为97.43分，按办法总分最高89分（执行率低于80%）。自评总分填97.43分，差8.43分。"
    )
    assert [source.key for source in finding.sources] == ["手册"]


@pytest.mark.parametrize(
    ("total", "rate", "scores", "found"),
    [
        ("89", None, ("50", "30", "10"), []),  # without a score of its own the rate counts by rule
        ("97.43", None, ("50", "30", "10"), [("E", "total_above_cap")]),
        ("85", "7.43", ("40", "30", "7.57"), []),  # the claims themselves stay below
        ("90", "7.43", ("50", "30", "10"), [("E", "total_above_cap")]),
        ("88", "7.43", ("50", "30", "10"), []),  # strict: below the sum, and below the cap
        ("50", None, ("50", "30", "10"), []),
        ("90", "0", ("50", "30", "10"), [("E", "total_above_cap")]),
    ],
)
def test_variants_of_claimed_totals(
    total: str, rate: str | None, scores: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    told = claimed(form(claimed_total=total), rate, *scores)
    assert [pair for pair in codes(told) if pair[0] == "E"] == found


def test_a_total_above_the_cap_says_what_was_claimed_and_what_is_the_rules() -> None:
    """Of 490 spent the unit claims no score: 90 is its own, 4.9 the rule's."""
    told = claimed(form("490", claimed_total="94.9"), None, "50", "30", "10")
    found = REVIEWER.review(score_submission(told, LIBRARY)).findings
    [finding] = [f for f in found if f.kind == "E"]
    assert finding.text == (
        "预算执行率没有填得分；按规则为4.9分，加其余各项90分为94.9分，按办法总分最高59分（执行率低于50%）。"
        "自评总分填94.9分，差35.9分。"
    )


def test_an_execution_score_of_none_is_claimed_as_none() -> None:
    told = claimed(form(claimed_total="90"), "0", "50", "30", "10")
    found = REVIEWER.review(score_submission(told, LIBRARY)).findings
    assert any(f.text.startswith("各项自评得分相加为90分，按办法总分最高89分") for f in found)


def test_a_cap_that_is_not_known_accuses_nobody() -> None:
    funds = [{"source": "合计", "budget": "1000", "claimed": "7.43"}]
    told = claimed(form(claimed_total="97.43", funds=funds), None, "50", "30", "10")
    assert [c for c in score_submission(told, LIBRARY).claims if c.kind in ("total", "cap")] == []
    assert not [pair for pair in codes(told) if "cap" in pair[1]]


def test_a_grade_of_claims_that_are_capped() -> None:
    told = claimed(form(claimed_grade="优"), "7.43", "50", "30", "10")
    [finding] = [
        f for f in REVIEWER.review(score_submission(told, LIBRARY)).findings if f.kind == "E"
    ]
    assert finding.text == "各项自评得分之和按总分上限计89分，对应“良”，自评等级填“优”。"


# what is printed


def scored(submission: Submission) -> Result:
    return score_submission(submission, LIBRARY)


def test_the_explanation_names_case_and_source() -> None:
    view = present(scored(form()), LIBRARY.labels)
    assert view.form.total == Decimal(89)
    assert view.form.counts == (
        "按规则确定4项；各项相加97.43分，总分上限89分（执行率低于80%）；依据："
        + view.form.counts.partition("依据：")[2]
    )
    assert "一体化平台绩效自评操作手册" in view.form.counts
    assert "总分上限" not in present(scored(form("900")), LIBRARY.labels).form.counts
    unknown = present(scored(form(funds=[])), LIBRARY.labels).form.counts
    assert "总分上限未定，59至100分" in unknown


def test_the_scorecard_holds_the_cap_with_its_trace() -> None:
    cap = as_dict(scored(form()))["cap"]
    assert {key: cap[key] for key in ("most", "low", "high", "added")} == {
        "most": "89", "low": "89", "high": "89", "added": "97.43",
    }  # fmt: skip
    assert (cap["trace"]["rule"], cap["trace"]["case"]) == ("rate_cap", 5)
    plain = form().model_copy(update={"set": "mof/2020-project"})
    assert "cap" not in as_dict(scored(plain))


def test_the_review_sheet_adds_up_live_to_the_cap() -> None:
    reviewed = Reviewed("自评表.xlsx", "", scored(form()), REVIEWER.review(scored(form())))
    sheets = SheetMaker(LIBRARY, REVIEWER.words.kinds)
    assert sheets.tracks(reviewed).simple
    cells = [
        str(cell.value)
        for row in load_workbook(BytesIO(sheets.xlsx(reviewed)))["复核表"].iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert [c for c in cells if c.startswith("=") and ",89),6)" in c]
    assert [c for c in cells if "各项相加97.43分，总分上限89分（执行率低于80%）" in c]
    unknown = Reviewed("自评表.xlsx", "", scored(form(funds=[])), REVIEWER.review(scored(form())))
    assert not sheets.tracks(unknown).simple


def test_the_fill_in_workbook_caps_while_one_types() -> None:
    layout = load_vocabulary(FillLayout)
    plan = make_plan(SCORER.indicators, layout, form(), None, SCORER)
    assert plan.shown.total == Decimal(89)
    assert make_plan(SCORER.indicators, layout, form("900"), None, SCORER).shown.total == Decimal(
        99
    )
    missing = form(funds=[{"source": "合计", "budget": "1000"}])
    assert make_plan(SCORER.indicators, layout, missing, None, SCORER).shown.total == layout.text(
        "total_open"
    )
    formulas = [
        str(cell.value)
        for row in load_workbook(BytesIO(fill_workbook(plan, layout)))[
            layout.form_sheet
        ].iter_rows()
        for cell in row
        if str(cell.value).startswith("=")
    ]
    totals = [f for f in formulas if "ROUND(MIN(SUM(" in f]
    assert totals
    assert all(",100,'_ziping'!$" in total for total in totals)


# how it is declared


def capped(cap: str, *rules: str) -> str:
    return "\n".join(
        [
            "schema: 1", "id: test/capped", "title: 甲", "points: 100",
            "sources: {办法: {document: 某办法, article: 第一条, standing: secondary}}",
            "execution: {name: 预算执行率, points: 10, rule: rate, total: [合计]}",
            f"cap: {cap}", "rules:",
            '  rate: {source: 办法, cases: [{when: budget <= 0, unscored: 没有预算}, {score: "points * min(max(executed, 0) / budget, 1)"}]}',
            *rules, "levels: [{name: 产出, points: 90, rows: indicators, source: 办法}]",
        ]
    )  # fmt: skip


def load(text: str) -> IndicatorSet:
    return load_set(SetText("set", text), LIBRARY.text, LIBRARY.built_ins)


def card_of(text: str, executed: str) -> Scorecard:
    row = {
        "level1": "产出",
        "name": "服务家数",
        "target": "≥100家",
        "actual": "100家",
        "points": "90",
    }
    submission = form(executed).model_copy(
        update={"indicators": tuple(Submission.model_validate({
            "schema": "ziping/submission/1", "set": "x/y", "year": 2022, "indicators": [row],
        }).indicators)}
    )  # fmt: skip
    return LIBRARY.scorer_of(load(text)).score(submission)


LIMIT = '  cap: {source: 办法, with: {limit: percent, most: number}, cases: [{when: budget <= 0, score: points}, {when: executed / budget < limit, score: most}, {score: points}]}'  # fmt: skip
VARIANTS = [
    ("{rule: cap, with: {limit: 90%, most: 85}}", (LIMIT,), "800", "85"),
    ("{rule: cap, with: {limit: 90%, most: 85}}", (LIMIT,), "900", "100"),
    (
        "cap",
        ("  cap: {source: 办法, cases: [{score: \"50 + 40 * min(max(executed, 0) / 1000, 1)\"}]}",),
        "500",
        "70",
    ),
    (
        "cap",
        ("  cap: {source: 办法, cases: [{when: finished, use: none}, {score: 60}]}",
         "  none: {source: 办法, cases: [{score: points}]}"),
        "500", None,
    ),
    (
        "cap",
        ("  cap: {source: 办法, cases: [{when: state == '终止', score: 0}, {score: 95}]}",),
        "500", "95",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("cap", "rules", "executed", "most"), VARIANTS)
def test_variants_of_caps(
    cap: str, rules: tuple[str, ...], executed: str, most: str | None
) -> None:
    found = card_of(capped(cap, *rules), executed).cap
    assert found is not None
    assert found.most == (None if most is None else Decimal(most))
    if most is None:
        assert (found.low, found.high) == (Decimal(60), Decimal(100))


@pytest.mark.parametrize(
    ("cap", "rules", "code", "line"),
    [
        ("cop", ("  cap: {source: 办法, cases: [{score: 60}]}",), "unknown-rule", 7),
        ("cap", ("  cap: {source: 办法, cases: [{from: 60, to: 80}]}",), "cap", 10),
        ("cap", ("  cap: {source: 办法, cases: [{when: met, score: 60}, {score: 90}]}",), "context", 10),
        ("cap", (LIMIT,), "parameter", 7),
        ("{rule: cap, with: {limit: 90%}}", (LIMIT,), "parameter", 7),
    ],
)  # fmt: skip
def test_a_cap_that_could_not_be_applied_is_refused(
    cap: str, rules: tuple[str, ...], code: str, line: int
) -> None:
    with pytest.raises(InputError) as refused:
        load(capped(cap, *rules))
    assert (code, line) in {(p.code, p.place.line) for p in refused.value.problems}


def test_the_check_tries_a_cap_on_edge_values() -> None:
    def told(rule: str) -> set[str]:
        found = check_text(SetText("set", capped("cap", rule)), SetText("c", "[]"), LIBRARY)
        return {p.code for p in found.problems}

    assert "out-of-range" in told("  cap: {source: 办法, cases: [{score: 120}]}")
    assert "zero-division" in told(
        "  cap: {source: 办法, cases: [{when: executed / budget < 50%, score: 59}, {score: points}]}"
    )
    asked = told(
        "  cap: {source: 办法, cases: [{when: budget <= 0, score: points}, "
        "{when: executed / budget < 50%, score: 59}, {score: points}]}"
    )
    assert {"no-example", "no-edge-example"} <= asked
    assert "out-of-range" not in asked


STEPS = "{{when: budget <= 0, score: points}}, {{when: executed / budget < 50%, score: {}}}, {{when: executed / budget < 80%, score: {}}}, {{score: {}}}"  # fmt: skip


@pytest.mark.parametrize(
    ("cases", "is_told"),
    [
        (STEPS.format(95, 89, "points"), True),
        (STEPS.format(59, 89, 80), True),
        ('{when: budget <= 0, score: points}, {score: "90 - 10 * min(max(executed, 0) / budget, 1)"}', True),
        (STEPS.format(59, 89, "points"), False),
        (STEPS.format(59, 59, 59), False),
        ("{when: budget <= 0, score: 0}, {when: executed > budget, score: 80}, {score: points}", False),
    ],
)  # fmt: skip
def test_the_check_tells_a_cap_that_leaves_more_to_less_spending(cases: str, is_told: bool) -> None:
    text = capped("cap", f"  cap: {{source: 办法, cases: [{cases}]}}")
    found = check_text(SetText("set", text), SetText("c", "[]"), LIBRARY).problems
    told = [p.message for p in found if p.code == "not-monotone"]
    assert bool(told) is is_told
    assert all("执行得更好反而总分上限更低" in message for message in told)


@pytest.mark.parametrize(
    ("known", "kind"),
    [
        ({}, "E"),
        ({"funds.1.executed": "by_place"}, "Q"),
        ({"funds.1.budget": "restored"}, "Q"),
        ({"claimed_total": "presumed"}, "Q"),
        ({"funds.1.executed": "word"}, "E"),
    ],
)
def test_a_rate_that_is_not_known_for_certain_only_asks(known: dict[str, str], kind: str) -> None:
    told = claimed(form(claimed_total="97.43", known=known), "7.43", "50", "30", "10")
    assert [k for k, code in codes(told) if code == "total_above_cap"] == [kind]
