"""What is not known accuses nobody: the kind of a finding is bounded by what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.records.certainty import KNOWN, Certainty
from scoring.records.submission import Submission
from scoring.review.finding_kind import finding_kind
from scoring.review.known_values import Known
from scoring.review.reviewed_form import ReviewedForm
from scoring.review.rule_runner import RuleRunner, Subject
from scoring.review.rule_set import ReviewRule
from scoring.review.subjects import subjects_of
from scoring.review.vocabulary import FactSpec
from scoring.rules.types import Value
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, SELF_CHECK, Reviewer
from scoring.work.score import score_submission
from tests.review.conftest import FUNDS, form

LIBRARY = Library()
REVIEWERS = {rules: Reviewer(LIBRARY, rules) for rules in (SELF_CHECK, RE_SCORING)}
WORDS = REVIEWERS[SELF_CHECK].words
BELOW = [certainty for certainty in Certainty if certainty < KNOWN]

# the one function


KINDS = [
    # certainty, documented, what becomes of E, Q, N, and of advice for targets
    (Certainty.WRITTEN, True, "E Q N N"),
    (Certainty.WORD, True, "E Q N N"),
    (Certainty.EXTRACTED, True, "Q Q N N"),
    (Certainty.RESTORED, True, "Q Q - N"),
    (Certainty.BY_PLACE, True, "Q Q - N"),
    (Certainty.PRESUMED, True, "Q Q - N"),
    (Certainty.NOT_FOUND, True, "- - - -"),
    (Certainty.WRITTEN, False, "Q Q N N"),
    (Certainty.NOT_FOUND, False, "- - - -"),
]


@pytest.mark.parametrize(("least", "documented", "kinds"), KINDS)
def test_a_finding_is_as_grave_as_what_it_rests_on(least, documented, kinds):
    found = [finding_kind(kind, least, documented=documented) for kind in ("E", "Q", "N")]
    found.append(finding_kind("N", least, documented=documented, for_targets=True))
    assert " ".join(kind or "-" for kind in found) == kinds


# the law, over all rules and over any rule that a user may write


def rules() -> Iterator[tuple[str, ReviewRule]]:
    for name, reviewer in REVIEWERS.items():
        for rule in reviewer.rules.rules:
            yield name, rule


def kinds(
    rule: ReviewRule, reviewer: Reviewer, facts: Mapping[str, Any], known: Any
) -> list[tuple[str, Any]]:
    subject = Subject(rule.of, "", "", facts, lambda _: "表!A1", known)
    alone = reviewer.rules.__class__("one", "one", (rule,))
    findings, targets = RuleRunner(alone, reviewer.words).run([subject])
    return [(finding.kind, finding.stake) for finding in (*findings, *targets)]


@pytest.mark.parametrize(
    ("name", "rule"), list(rules()), ids=[f"{name}:{rule.code}" for name, rule in rules()]
)
def test_no_rule_accuses_by_what_is_not_known(name, rule):
    assert rule.example is not None
    assert rule.grounds or rule.kind != "E"
    for ground in rule.grounds | rule.stake_grounds:
        for certainty in BELOW:
            found = kinds(
                rule, REVIEWERS[name], rule.example.facts,
                lambda asked, g=ground, c=certainty: Known(c if asked == g else Certainty.WRITTEN),
            )  # fmt: skip
            if ground not in rule.grounds:
                assert all(stake is None for kind, stake in found if kind == "E")
            elif certainty is Certainty.NOT_FOUND:
                assert not found
            else:
                assert "E" not in [kind for kind, _ in found]


YES_NO = sorted(name for name, fact in WORDS.facts.items() if fact.type == "yes_no")
NUMBERS = sorted(name for name, fact in WORDS.facts.items() if fact.type == "number")


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_rule_of_a_user_accuses_by_what_is_not_known(data):
    of = data.draw(st.sampled_from(["row", "execution", "funds", "total", "form"]))

    def known_there(names: list[str]) -> list[str]:
        return [name for name in names if of in WORDS.facts[name].known_in]

    numbers = known_there(NUMBERS)
    number = data.draw(st.sampled_from(numbers))
    staked = data.draw(st.sampled_from(numbers))
    conditions = [
        f"{number} > 0",
        *data.draw(st.lists(st.sampled_from(known_there(YES_NO) or numbers), max_size=2)),
    ]
    conditions = [c if c in known_there(YES_NO) or " " in c else f"{c} > 0" for c in conditions]
    text = yaml.safe_dump(
        {
            "schema": "ziping/review-rules/1", "id": "own", "title": "自己的规则",
            "repaired": "有格子是放回的",
            "sources": {"办法": {"document": "某市办法", "article": "第一条", "standing": "official"}},
            "rules": [
                {"code": "own", "kind": "E", "of": of, "when": " and ".join(conditions), "title": "有差",
                 "say": "有差。", "let": {"差": f"{staked} * 2"}, "stake": "差", "source": "办法"}
            ],
        },
        allow_unicode=True,
    )  # fmt: skip
    reviewer = REVIEWERS[RE_SCORING]
    loaded = reviewer.load(text, "自己的.yaml")
    (rule,) = loaded.rules
    assert [note.code for note in loaded.notes] == ["repaired-unused"]
    facts = {name: True if name in YES_NO else 1 for name in WORDS.facts}
    for ground in {g for name in (number, staked) for g in WORDS.facts[name].rests_on}:
        certainty = data.draw(st.sampled_from(BELOW))
        found = kinds(
            rule, reviewer, facts,
            lambda asked, g=ground, c=certainty: Known(c if asked == g else Certainty.WRITTEN),
        )  # fmt: skip
        if ground in rule.grounds:
            assert "E" not in [kind for kind, _ in found]
        assert all(stake is None for kind, stake in found if kind == "E")


# every fact names what it is made from: change a value of a form, and look which facts change


ROWS: list[dict[str, Any]] = [
    {"name": "设备数量", "target": "≥100台", "target_initial": "≥120台", "actual": "90台",
     "points": "20", "claimed": "19", "reason": "超出较多，扣20%", "evidence": [{"name": "台账"}]},
    {"name": "巡检次数", "target": "≥10次", "actual": "12次", "points": "10", "claimed": "10"},
    {"level2": "质量", "name": "验收合格率", "target": "≥95%", "actual": "0%", "points": "5", "claimed": "5", "reason": "尚未验收"},
    {"name": "巡检次数", "target": "≥10次", "actual": "12次", "points": "10", "claimed": "10"},
    {"level2": "质量", "name": "通知率", "target": "≥95%", "actual": "共100%", "points": "5", "claimed": "5"},
    {"level2": "时效", "name": "完成时间", "target": "6月底", "actual": "9月底", "points": "5", "claimed": "5"},
    {"level2": "时效", "name": "报送时间", "target": "10月底前", "actual": "未完成", "points": "2", "claimed": "2"},
    {"level2": "成本", "name": "项目总支出", "target": "≤100万元", "actual": "94万元", "points": "4", "claimed": "4"},
    {"level2": "成本", "name": "支出占比", "target": "≥95%", "actual": "99%", "points": "4", "claimed": "4"},
    {"level1": "效益", "level2": "社会效益", "name": "社会效益明显", "target": "≥95%", "actual": "96%", "points": "10", "claimed": "10"},
    {"level1": "效益", "level2": "社会效益", "name": "办事便利", "target": "明显提升", "actual": "明显提升", "points": "10", "claimed": "10"},
    {"level1": "效益", "level2": "社会效益", "name": "巡检次数", "target": "≥10次", "actual": "12次", "points": "10", "claimed": "10"},
    {"level1": "满意度", "level2": "服务对象满意度", "name": "群众满意度", "target": "≥90%", "actual": "98%",
     "points": "10", "claimed": "10", "reason": "无投诉", "survey": {"sent": "200", "returned": "100", "satisfied": "80"}},
]  # fmt: skip
PARTS = [
    {"source": "其中:当年财政拨款", "initial": "60", "budget": "60", "executed": "50"},
    {"source": "上年结转资金", "initial": "40", "budget": "30", "executed": "45"},
]


def numbered(*rows: dict[str, Any], **more: Any) -> Submission:
    """Return a form whose rows keep their ids whatever changes in them."""
    return form(*({"id": f"行{n}", **row} for n, row in enumerate(rows, 1)), **more)


FORM = numbered(
    *ROWS, funds=[FUNDS, *PARTS], claimed_total="98", claimed_grade="良",
    goal={"expected": "按计划完成", "achieved": ""}, head={"date": "2022年9月1日"},
    claims={"产出": "49"},
)  # fmt: skip
BARE = numbered(
    {"name": "随访数", "target": "78", "actual": "69", "points": "50"},
    {"name": "", "target": "", "actual": "不适用", "points": "30"},
    {"level2": "质量", "name": "抽检数", "target": "9", "actual": "", "points": "10"},
    {"level2": "质量", "name": "年龄", "target": "18-54岁", "actual": "60岁", "points": "0"},
    funds=[{**FUNDS, "claimed": None}], claimed_total="60",
)  # fmt: skip
FULL = numbered(
    {"name": "走访数", "target": "≥9户", "actual": "9户", "points": "50", "claimed": "50"},
    {"level1": "效益", "level2": "社会效益", "name": "带动数", "target": "≥9户", "actual": "9户", "points": "30", "claimed": "30"},
    {"level1": "满意度", "level2": "服务对象满意度", "name": "群众满意度", "target": "≥90%", "actual": "98%", "points": "10", "claimed": "10"},
    funds=[{**FUNDS, "executed": "100", "claimed": "10"}], claimed_total="100", claimed_grade="优",
)  # fmt: skip
"""Everything in full."""
UNSCORED = numbered(
    {"name": "走访数", "target": "≥9户", "actual": "9户"},
    {"name": "带动数", "target": "≥9户", "actual": "≥9户"},
    set="transfer-payment/region",
)
NO_POINTS = numbered(
    {"name": "走访数", "target": "≥9户", "actual": "9户", "claimed": "50"},
    {"name": "带动数", "target": "≥9户", "actual": "9户", "claimed": "40"},
)
ROUNDED = numbered(
    {"name": "入户数", "target": "≥700户", "actual": "691户", "points": "30", "claimed": "30"},
    {"name": "走访数", "target": "≥700户", "actual": "583户", "points": "30", "claimed": "25"},
    {
        "level1": "效益",
        "level2": "社会效益",
        "name": "带动数",
        "target": "≥700户",
        "actual": "585户",
        "points": "30",
        "claimed": "25",
    },
    claimed_total="90",
    claimed_grade="优",
)
"""Rounded to whole points, and the total lifted by it."""
FIGURES = numbered(
    {"name": "走访企业户数", "target": "≥9户", "actual": "9户", "points": "50", "claimed": "50", "reason": "2户未完成"},
    {"name": "培训教师人数", "target": "≥9人", "actual": "9人", "points": "30", "claimed": "30", "reason": "实际培训教师6人"},
    goal={"expected": "培训教师12人", "achieved": "培训教师7人"}, project={"name": "2021年走访"},
    funds=[FUNDS, {"source": "其他资金", "budget": "0", "executed": "-5"}],
)  # fmt: skip
"""Other figures in reasons and goal, a name of another year, money below zero."""
CHANGES: dict[str, list[dict[str, Any]]] = {
    "name": [{"name": name} for name in ("其他事项", "故障率", "项目总支出", "预算执行率", "无投诉率", "补助标准", "支出占比", "满意度", "", "请填指标名称", "走访XX户", "教师培训")],
    "level": [{"level2": level} for level in ("数量", "质量", "成本", "时效")]
    + [{"level1": "效益", "level2": "经济效益"}, {"level1": "满意度", "level2": "服务对象满意度"}],
    "target": [{"target": text} for text in ("≥9千台", "≤1万元", "=100%", "≥50%", "0", "3月底", "明显提升", "≥90次", "", "95%", "≥120台", "80-85台", "填：如 ≥100个", "≥XX台", "2月30日前")],
    "target_initial": [{"target_initial": text} for text in ("≥80台", "")],
    "actual": [{"actual": text} for text in ("150台", "100%", "约90台", "≥90台", "8月", "2021年5月", "1万元", "120%", "共完成90台", "", "未验收", "回访满意", "无投诉", "待填", "XX台")],
    "points": [{"points": Decimal(points)} for points in (0, 3, 40)] + [{"points": None}],
    "claimed": [{"claimed": Decimal(points)} for points in (0, 3)] + [{"claimed": None}],
    "reason": [{"reason": text} for text in ("", "暂无", "无投诉", "尚未验收", "问卷调查", "扣1分", "机构改革", "经批复调整", "请填写原因", "3户未完成", "实际培训教师5人")],
    "evidence": [{"evidence": ({"name": "问卷"}, {"name": "发票"})}, {"evidence": ()}],
    "survey": [{"survey": {"sent": "100", "returned": "120", "satisfied": "90"}}, {"survey": {"returned": "100", "satisfied": "98"}}, {"survey": None}],
    "adjustment": [{"adjustment": {"document": "某财〔2022〕1号"}}],
}  # fmt: skip
HEAD: dict[str, list[dict[str, Any]]] = {
    "total": [{"claimed_total": Decimal(70)}, {"claimed_total": None}],
    "grade": [{"claimed_grade": "优"}, {"claimed_grade": ""}],
    "date": [{"head": {"date": "2023年9月1日"}}, {"head": {}}],
    "goal": [
        {"goal": {"expected": "按计划完成", "achieved": "完成"}},
        {"goal": {}},
        {"goal": {"expected": "完成XX", "achieved": ""}},
        {"goal": {"expected": "办理2021年结算", "achieved": "完成"}},
    ],
    "year": [{"year": 2024}, {"year": 2021}],
    "texts": [{"texts": {"存在问题": "资金结转下年"}}],
    "sum": [{"claims": {"产出": "20"}}],
    "project": [{"project": {"name": "走访"}}],
}
COLUMNS = {
    "initial": "initial", "budget": "budget", "executed": "executed",
    "stated_rate": "claimed_rate",
}  # fmt: skip
"""Grounds that are columns of the row of all money."""
READING = {"name", "level", "target", "actual", "year", "reason", "adjustment"}
"""What a comparison is made from: a fact that rests on ``reading`` rests on these. A remark in the
reason, and an adjusting document, only ever open a row, so that how well they are known never makes
a finding graver."""

Facts = dict[tuple[str, str, str], Value | None]


def facts_of(submission: Submission) -> Facts:
    result = score_submission(submission, LIBRARY)
    scorer = LIBRARY.scorer(result.scorecard.set.id)
    reviewed = ReviewedForm(result.submission, result.scorecard, result.claims, scorer, WORDS)
    return {
        (subject.of, subject.where, name): value
        for subject in subjects_of(reviewed)
        for name, value in subject.facts.items()
    }


def remade(submission: Submission, update: Mapping[str, Any]) -> Submission:
    return Submission.model_validate(
        {**submission.model_dump(by_alias=True, exclude_unset=True), **update}
    )


def changed_forms() -> Iterator[tuple[str, str, Submission, Submission]]:
    """Yield the ground that is changed, the row it is of, the form before and after."""
    for submission in (FORM, BARE, ROUNDED, FULL, UNSCORED, NO_POINTS, FIGURES):
        rows = submission.indicators
        for number, row in enumerate(rows):
            for ground, updates in CHANGES.items():
                for update in updates:
                    data = {**row.model_dump(exclude_unset=True), **update}
                    new = remade(
                        submission, {"indicators": [*rows[:number], data, *rows[number + 1 :]]}
                    )
                    yield ground, row.id, submission, new
        for ground, updates in HEAD.items():
            for update in updates:
                yield ground, "", submission, remade(submission, update)
        (first, *rest) = submission.funds
        for ground, column in {
            **COLUMNS,
            "claimed": "claimed",
            "points": "points",
            "reason": "reason",
        }.items():
            for value in (
                ("80", "0", "94", "96", "99", *(["-3"] if ground in COLUMNS else []), None)
                if ground != "reason"
                else ("结转下年", "")
            ):
                own = {**first.model_dump(), column: value}
                new = remade(submission, {"funds": [own, *rest]})
                yield ground, "funds", submission, new
        if rest:
            one = rest[0].model_dump()
            for part in (
                {**one, "budget": Decimal(70)},
                {**one, "budget": None, "executed": None},
                {**one, "source": "县里"},
                {**one, "source": "上年结转", "executed": Decimal(5)},
                {**one, "claimed_rate": "83.33"},
            ):
                yield "sources", "funds", submission, remade(submission, {"funds": [first, part]})


def grounds_of(name: str) -> frozenset[str]:
    return frozenset(WORDS.facts[name].rests_on)


def accepted(ground: str, where: str, of: str, at: str) -> frozenset[str]:
    """Return the grounds by which a fact may depend on a changed value of the form."""
    of_reading = {"reading"} if ground in READING else set()
    if where == "funds":
        in_funds = {"reading"} if of == "execution" and ground in ("budget", "executed") else set()
        of_whole = (
            {"rows"} if of == "total" and ground in ("claimed", "budget", "executed") else set()
        )
        return frozenset({ground, *in_funds, *of_whole})
    if not where:
        return frozenset({ground, *of_reading, *({"sum"} if ground == "total" else set())})
    if of == "row" and at == where:
        return frozenset({ground, *of_reading})
    in_rows = (
        {"rows"} if ground in ("name", "level", "target", "actual", "points", "claimed") else set()
    )
    in_readings = {"readings"} if ground in READING | {"points"} else set()
    return frozenset({*in_rows, *in_readings, *({ground} if of == "form" else set())})


BY_OTHERS = {
    "score", "held", "status", "formula", "score_computed", "because", "low", "high", "gap",
    "rounding_only",
}  # fmt: skip
"""Of a row without points the other rows decide, and it is never an E. Whether a score is rounded
like the others rests on all of them: one cell that was moved would silence the whole form."""


@pytest.fixture(scope="module")
def dependences() -> dict[str, set[frozenset[str]]]:
    """What every fact was seen to depend on: of each change, the grounds that may say so."""
    before: dict[int, Facts] = {}
    seen: dict[str, set[frozenset[str]]] = {}
    for ground, where, old, new in changed_forms():
        known = before.get(id(old)) or before.setdefault(id(old), facts_of(old))
        changed = facts_of(new)
        for key in known.keys() | changed.keys():
            of, at, name = key
            if known.get(key) == changed.get(key) or (
                of in ("total", "source") and not {key} <= known.keys() & changed.keys()
            ):
                continue
            in_other_row = of == "row" and where not in (at, "funds")
            if name == "has_claim" or (name in BY_OTHERS and in_other_row):
                continue
            seen.setdefault(name, set()).add(accepted(ground, where, of, at))
    return seen


def unsaid(
    name: str, grounds: frozenset[str], seen: dict[str, set[frozenset[str]]]
) -> list[set[str]]:
    return [set(may) for may in seen.get(name, set()) if not may & grounds]


def test_every_fact_names_what_it_is_made_from(dependences):
    wrong = {
        name: found
        for name in WORDS.facts
        if (found := unsaid(name, grounds_of(name), dependences))
    }
    assert not wrong


UNSEEN = """
counts:name counts:target from_sentence:reading repeated:level done_after_filled:year
has_required_evidence:evidence has_required_evidence:points has_required_evidence:reading
required_evidence:evidence required_evidence:points required_evidence:reading
has_required_reason:reason required_reason:reason no_rows:indicators unmatched:rows unmatched_list:rows
cap_added:claimed cap_added:rows cap_because:budget cap_because:executed cap_most:budget
cap_most:executed total_capped:budget total_capped:claimed total_capped:executed total_capped:rows
total_unknown:sources parts_known:sources parts_sum:executed total_sum:executed total_sum:sources
without_points:points without_points:rows part_above:sources part_has_reason:sources sums_agree:executed sums_agree:initial sums_ratio:executed where:sum execution_blank:claimed execution_taken:budget execution_taken:claimed
reason_differs:reason reason_figure:reason reason_less:reason reason_meets:reason reason_points:reason reason_says:reason reason_undone:reason
execution_taken:executed others_claimed:rows total_added_up:rows grade_of_claim:rows
own_total:rows grade_of_sum:rows grades_whole:rows grade_lifted:rows rounded_up:rows has_required_texts:texts required_texts:texts
"""
"""Grounds that facts name and that no change above shows; a fact may be more careful than it must."""


def test_a_ground_that_is_left_out_is_found(dependences):
    """A mutant for every ground of every fact: without it, the test above fails."""
    mutants = [(name, ground) for name in WORDS.facts for ground in sorted(grounds_of(name))]
    survived = {
        f"{name}:{ground}"
        for name, ground in mutants
        if not unsaid(name, grounds_of(name) - {ground}, dependences)
    }
    assert survived <= set(UNSEEN.split())
    assert len(survived) < len(mutants) / 6  # no shipped set caps a total


def test_a_fact_without_grounds_does_not_load():
    spec = {"type": "number", "label": "新的", "meaning": "新的事实", "in": ["row"]}
    assert FactSpec.model_validate({**spec, "rests_on": ["actual"]})
    with pytest.raises(ValueError, match="rests_on"):
        FactSpec.model_validate(spec)
    with pytest.raises(ValueError, match="rests_on"):
        FactSpec.model_validate({**spec, "rests_on": ["carelessness"]})


# what a reader says of its values reaches the finding

MISSED = {"name": "设备数量", "target": "≥100台", "actual": "90台", "points": "50", "claimed": "50"}


def of_row(*rows: dict[str, Any], **more: Any) -> list[tuple[str, str, str]]:
    reviewer = REVIEWERS[RE_SCORING]
    found = reviewer.review(score_submission(form(*rows, **more), LIBRARY))
    return [(f.kind, f.code, f.settle) for f in found.findings if f.of == "row"]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ("restored", "校正过位置（表!G9）"),
        ("by_place", "按位置和内容认出的（表!G9）"),
        ("extracted", "几个数的一句话（表!G9）"),
        ("presumed", "推定的（表!G9）"),
    ],
)
def test_a_miss_by_a_value_that_is_not_known_is_asked_about_and_says_why(known, said):
    row = {**MISSED, "at": {"actual": "表!G9"}}
    ((kind, code, settle),) = of_row(row)
    assert (kind, code) == ("E", "score_differs")
    ((kind, code, settle),) = of_row({**row, "known": {"actual": known}})
    assert (kind, code) == ("Q", "score_differs")
    assert said in settle


def test_a_column_that_was_not_found_is_not_blank():
    blank = {**MISSED, "actual": ""}
    assert [found[1] for found in of_row(blank)] == ["actual_missing"]
    assert not of_row(blank, not_found=["actual"])
    # another row in which it stands (of a form put together by hand) is judged as ever
    assert [
        found[0] for found in of_row(blank, {**MISSED, "claimed": "49"}, not_found=["actual"])
    ] == ["E"]


def test_a_printed_rate_is_wrong_whether_or_not_there_is_a_column_for_its_score():
    funds = [{**FUNDS, "claimed": None, "claimed_rate": "85"}]
    reviewer = REVIEWERS[RE_SCORING]
    given = form({**MISSED, "actual": "100台"}, funds=funds, not_found=["funds.claimed"])
    found = reviewer.review(score_submission(given, LIBRARY)).findings
    assert [(f.kind, f.code) for f in found] == [("E", "rate_differs")]


def test_a_presumed_set_accuses_of_nothing():
    ((kind, _, settle),) = of_row(MISSED, known={"set": "presumed"})
    assert kind == "Q"
    assert "该用哪一个" in settle


def test_what_is_not_known_is_a_sentence_of_its_own():
    row = {**MISSED, "known": {"actual": "by_place"}, "at": {"actual": "表!G9"}}
    for reviewer in REVIEWERS.values():
        found = reviewer.review(score_submission(form(row), LIBRARY)).findings
        (settle,) = [f.settle for f in found if f.code == "score_differs"]
        before, _, _ = settle.partition("有栏目的名称不认识")
        assert before.endswith("。")


def test_a_row_that_is_only_asked_about_is_not_named_among_the_accused():
    blank = {"name": "设备数量", "target": "≥9台", "actual": "", "points": "10"}
    doubted = {**blank, "name": "巡检数", "known": {"actual": "by_place"}}
    found = [kind for kind, code, _ in of_row(blank, doubted) if code == "actual_missing"]
    assert found == ["E", "Q"]


def test_a_total_is_not_called_too_high_by_what_is_not_known():
    reviewer = REVIEWERS[RE_SCORING]

    def above(**known: Any) -> tuple[Decimal | None, int]:
        given = form({**MISSED, **known}, claimed_total="59.5")
        found = reviewer.review(score_submission(given, LIBRARY))
        return found.above_total, len(found.above)

    assert above() == (Decimal(5), 1)
    assert above(known={"actual": "by_place"}) == (Decimal(0), 0)


def test_a_presumed_year_matters_to_deadlines_only():
    undone = {
        "level2": "时效",
        "name": "完成时间",
        "target": "6月底",
        "actual": "未完成",
        "points": "5",
        "claimed": "5",
    }
    assert [found[0] for found in of_row(MISSED, undone)] == ["E", "E"]
    assert [found[0] for found in of_row(MISSED, undone, known={"year": "presumed"})] == ["E", "Q"]
