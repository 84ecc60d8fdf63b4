"""A review rule file is checked before it is used: every fault at its place, all at once."""

from __future__ import annotations

from typing import get_args

import pytest
import yaml

from scoring.files import shipped
from scoring.problem import InputError, Problem, render_all
from scoring.records.finding import CheckKind
from scoring.review.rule_file import ReviewRuleFile
from scoring.review.vocabulary import Vocabulary
from scoring.words import load_vocabulary
from tests.review.conftest import form

HEAD = """\
schema: ziping/review-rules/1
id: mine
title: 本处的规则
sources:
  办法: {document: 某办法, article: 第三条, standing: unverified}
rules:
"""
RULE = """\
  - code: missed
    kind: E
    of: row
    when: not met
    title: 未完成
    say: "{name}未完成。"
"""


def problems(check, text: str) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        check.load(text, "规则.yaml")
    return list(caught.value.problems)


# what is written instead, and what the message must hold
FAULTS = [
    ("when: not met", "when: not mett", 'when: not mett', ["mett", "met"]),
    ("when: not met", "when: points", "points", ["条件"]),
    ("when: not met", "when: stated > 1", "stated", ["of: row", "total"]),
    ("when: not met", "when: reading == 'at_lest'", "'at_lest'", ["at_least"]),
    ("when: not met", "when: __import__('os')", "__import__", ["函数"]),
    ('say: "{name}未完成。"', 'say: "{nam}未完成。"', "nam}", ["nam", "name"]),
    ('say: "{name}未完成。"', 'say: "{met}未完成。"', "met}", ["when"]),
    ('say: "{name}未完成。"', 'say: "{name未完成。"', "{name", ["花括号"]),
    ('say: "{name}未完成。"', 'say: [{text: "好。", when: points}]', "points}", ["条件"]),
    ('say: "{name}未完成。"', 'say: [{text: "好。", wenn: met}]', "wenn", ["when"]),
    ("title: 未完成", 'title: "{name}"', '"{name}"', ["标题", "涉密"]),
    ("kind: E", "kind: X", "X", ["kind"]),
    ("of: row", "of: rows", "rows", ["of"]),
    ("kind: E", "kind: E\n    sources: 办法", "sources: 办法", ["source"]),
    ("kind: E", "kind: E\n    source: 办发", "办发", ["办法"]),
    ("kind: E", "kind: E\n    field: evidance", "evidance", ["evidence"]),
    ("kind: E", "kind: E\n    let: {points: 1 + 1}", "1 + 1", ["重名"]),
    ("kind: E", "kind: E\n    let: {底: points / x}", "x}", ["x"]),
    ("kind: E", "kind: E\n    stake: gap +", "gap +", ["表达式"]),
    ('say: "{name}未完成。"', "say: []", "say: []", ["say"]),
    ("code: missed", "code: Missed!", "Missed!", ["code"]),
    ("kind: E", "kind: E\n    example: {facts: {mett: 否}, text: 未完成。}", "mett", ["mett", "met"]),
    ("kind: E", "kind: E\n    example: {facts: {met: 不}, text: 未完成。}", "不}", ["是", "否"]),
    ("kind: E", "kind: E\n    example: {facts: {points: 五}, text: 未完成。}", "五}", ["不是数"]),
    ("kind: E", "kind: E\n    example: {facts: {points: low}, text: 未完成。}", "low}", ["不是数"]),
    ("kind: E", "kind: E\n    example: {facts: {reading: at_lest}, text: 未。}", "at_lest", ["at_least"]),
    ("kind: E", "kind: E\n    example: {facts: {stated: 9}, text: 未完成。}", "stated", ["of: row", "total"]),
    ("kind: E", "kind: E\n    example: {facts: {met: 否}}", "example", ["text"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "words"), FAULTS, ids=[f[1] for f in FAULTS])
def test_a_fault_is_named_at_its_place(old, new, at, words, check):
    text = HEAD + RULE.replace(old, new)
    (problem,) = problems(check, text)
    line = next(n for n, line in enumerate(text.splitlines(), 1) if at in line)
    assert problem.place.file == "规则.yaml"
    assert problem.place.line == line
    whole = problem.message + problem.hint
    assert not [word for word in words if word not in whole], whole


def test_the_column_is_that_of_the_very_name(check):
    (problem,) = problems(check, HEAD + RULE.replace("not met", "met and 分直 > 3"))
    assert problem.line_text[problem.place.column - 1 :].startswith("分直")
    assert "分值" in problem.hint
    (problem,) = problems(check, HEAD + RULE.replace("{name}未完成", "未完成:{nam}"))
    assert problem.line_text[problem.place.column - 1 :].startswith("nam}")


def test_all_faults_come_at_once(check):
    text = HEAD + RULE.replace("not met", "mett") + RULE.replace("{name}", "{nam}")
    found = problems(check, text)
    assert {p.code for p in found} == {"unknown-name", "duplicate-code"}
    assert len(found) == 3
    assert render_all(found).count("规则.yaml:") == 3


@pytest.mark.parametrize(
    "text", ["", "- 1", "schema: ziping/review-rules/1", "schema: ziping/labels/1\nid: x", HEAD, "{", "a: &b [*b]"]
)  # fmt: skip
def test_what_is_no_rule_file_is_refused(text, check):
    assert problems(check, text)


def test_own_rules_speak_instead(check):
    from scoring.work.score import score_submission

    rules = check.load(HEAD + RULE, "规则.yaml")
    row = {"name": "印刷", "target": "≥78家", "actual": "69家", "points": "30", "claimed": "30"}
    found = check.review(score_submission(form(row), check.library), rules)
    assert [(f.code, f.text) for f in found.findings] == [("missed", "印刷未完成。")]
    assert found.rules_id == "mine"


def test_chinese_names_may_be_written(check):
    rules = check.load(
        HEAD + RULE.replace("not met", "分值 ≥ 3 and not 达标").replace("{name}", "{名称}"), "x"
    )
    assert rules.rules[0].when.names == {"points", "met"}


def test_the_shipped_rules_load_and_name_their_grounds(check):
    assert len(check.rules.rules) > 30
    codes = [rule.code for rule in check.rules.rules]
    assert len(codes) == len(set(codes))


def test_every_fact_of_the_vocabulary_is_computed_somewhere(check):
    """A fact that no object ever has would be a promise that is not kept."""
    from scoring.review.reviewed_form import ReviewedForm
    from scoring.review.subjects import subjects_of
    from scoring.work.score import score_submission

    rows = [
        {"target": "≥78家", "actual": "69家", "points": "5", "claimed": "5", "reason": "改"},
        {"target": "9份", "actual": "9份", "points": "5"},
        {"level2": "时效", "target": "7月底", "actual": "9月底", "points": "5"},
        {"level2": "质量", "target": "≥3次", "actual": "若干", "points": "5"},
        {"level2": "成本", "name": "项目总支出", "target": "≤100万元", "actual": "94万元", "points": "5"},
        {"level2": "成本", "name": "支出占比", "target": "≥90%", "actual": "94%", "points": "5"},
        {"level1": "满意度", "level2": "服务对象满意度", "name": "满意度", "target": "≥90%", "actual": "95%",
         "points": "5", "survey": {"sent": "9", "returned": "9", "satisfied": "8"}},
    ]  # fmt: skip
    submission = form(
        *rows, claimed_total="99", claimed_grade="优", claims={"产出": "1"},
        funds=[{"source": "年度资金总额", "initial": "90", "budget": "100", "executed": "95",
                "claimed": "9.5", "claimed_rate": "95", "reason": "略有结余"},
               {"source": "当年财政拨款", "budget": "80", "executed": "95", "initial": "90"}],
        indicators=[*form(*rows).model_dump(exclude_unset=True)["indicators"]],
    )  # fmt: skip
    submission = submission.model_copy(update={"inputs": {"多余": "1"}})
    result = score_submission(submission, check.library)
    scorer = check.library.scorer("mof/2020-project")
    scored = ReviewedForm(submission, result.scorecard, result.claims, scorer, check.words)
    known: dict[str, set[str]] = {}
    for subject in subjects_of(scored):
        known.setdefault(subject.of, set()).update(subject.facts)
        undeclared = set(subject.facts) - set(check.words.facts)
        assert not undeclared
        for name in subject.facts:
            assert subject.of in check.words.facts[name].known_in, (name, subject.of)
    for name, fact in check.words.facts.items():
        for of in fact.known_in:
            assert name in known.get(of, set()), (name, of)


def test_no_two_facts_have_the_same_name(check):
    labels = [fact.label for fact in check.words.facts.values()]
    assert len({*labels, *check.words.facts}) == 2 * len(labels)


def test_every_word_of_the_vocabulary_is_a_known_key():
    words = load_vocabulary(Vocabulary)
    assert set(words.sections) == {"changes", "list", "targets"}
    assert set(words.marks) == set(get_args(CheckKind))
    fields = ReviewRuleFile.model_fields["field"].annotation
    for rule in yaml.safe_load(shipped.read_text("review_rules/self-check.yaml"))["rules"]:
        assert rule.get("field") is None or rule["field"] in words.fields
    assert fields is not None
