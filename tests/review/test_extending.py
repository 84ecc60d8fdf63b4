"""One rule file over another: what is patched, what is added, what is left out, and every fault."""

from __future__ import annotations

import pytest

from scoring.problem import InputError, Problem
from scoring.review.rule_set import Base, ReviewRules, load_review_rules
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, SELF_CHECK, Reviewer
from scoring.work.score import score_submission
from tests.review.conftest import form

BASE = """\
schema: ziping/review-rules/1
id: base
title: 基础
sources:
  甲: {document: 甲办法, article: 第一条, standing: unverified}
rules:
  - {code: one, kind: E, of: row, when: not met, title: 一, say: 一说, ask: 一问, source: 甲}
  - {code: two, kind: Q, of: row, when: met, title: 二, say: 二说, advice: 二议, source: 甲}
  - {code: three, kind: N, of: form, when: unmatched > 0, title: 三, say: 三说}
"""
HEAD = """\
schema: ziping/review-rules/1
id: mine
title: 本处
extends: base
"""
NEW = "{kind: N, of: row, when: met, title: 新, say: 新说}"


@pytest.fixture(scope="module")
def load(library: Library):
    reviewer = Reviewer(library)
    functions = library.built_ins.names.function_aliases

    def of(text: str, base: str = BASE) -> ReviewRules:
        bases = {"base": Base(base, "review_rules/base.yaml")}
        return load_review_rules(text, "规则.yaml", reviewer.words, functions, bases)

    return of


def codes(rules: ReviewRules) -> list[str]:
    return [rule.code for rule in rules.rules]


def problems(load, text: str, **more) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        load(text, **more)
    return list(caught.value.problems)


def test_a_rule_of_the_same_code_changes_the_keys_it_names_and_no_other(load):
    rules = load(HEAD + "rules: [{code: one, say: 本处的说法, kind: Q}]")
    assert (rules.id, rules.title) == ("mine", "本处")
    assert codes(rules) == ["one", "two", "three"]
    one = rules.rules[0]
    assert (one.kind, one.title, one.say[0].text, one.ask[0].text) == (
        "Q",
        "一",
        "本处的说法",
        "一问",
    )
    assert one.source is not None
    assert one.source.document == "甲办法"
    assert one.when.names == {"met"}


def test_other_words_for_the_same_case_leave_its_facts(load):
    base = BASE.replace("say: 一说", "say: 一说, example: {facts: {met: 否}, text: 一说}")
    (one, *_) = load(HEAD + "rules: [{code: one, say: 另说, example: {text: 另说}}]", base).rules
    assert (one.example.facts, one.example.text) == ({"met": False}, "另说")
    (one, *_) = load(HEAD + "rules: [{code: one, example: {facts: {points: 3}}}]", base).rules
    assert (one.example.facts, one.example.text) == ({"points": 3}, "一说")


def test_a_key_that_is_left_empty_is_taken_away(load):
    assert not load(HEAD + "rules:\n  - code: one\n    ask:\n").rules[0].ask


def test_a_file_may_only_rename_and_leave_out(load):
    rules = load(HEAD + "without: [two]\nwithout_keys: [ask]\n")
    assert codes(rules) == ["one", "three"]
    assert not rules.rules[0].ask


@pytest.mark.parametrize(
    ("where", "order"),
    [
        ("", ["one", "two", "three", "new"]),
        (", before: two", ["one", "new", "two", "three"]),
        (", after: one", ["one", "new", "two", "three"]),
        (", before: one", ["new", "one", "two", "three"]),
    ],
)
def test_a_new_rule_stands_where_it_says(where, order, load):
    new = NEW.replace("{kind", "{code: new, kind").replace("}", where + "}")
    assert codes(load(HEAD + f"rules: [{new}]")) == order


def test_a_rule_of_the_base_can_be_moved_and_new_ones_follow_each_other(load):
    second = NEW.replace("{kind", "{code: b, after: a, kind")
    first = NEW.replace("{kind", "{code: a, before: two, kind")
    text = HEAD + f"rules: [{first}, {second}, {{code: three, before: one}}]"
    assert codes(load(text)) == ["three", "one", "a", "b", "two"]


def test_sources_are_added_and_replaced_by_name(load):
    text = (
        HEAD + "sources: {甲: {document: 乙办法, article: 第二条, standing: official}}\nrules: []\n"
    )
    assert load(text).rules[0].source.document == "乙办法"


def test_a_file_over_a_file_over_a_file(library):
    reviewer = Reviewer(library)
    rules = reviewer.load(
        HEAD.replace("base", RE_SCORING) + "rules: [{code: far_over, title: 超额}]", "x"
    )
    named = {rule.code: rule for rule in rules.rules}
    assert named["far_over"].title == "超额"
    shipped = {rule.code: rule for rule in Reviewer(library, SELF_CHECK).rules.rules}
    assert named["far_over"].when.names == shipped["far_over"].when.names


def test_the_evaluators_rules_keep_every_condition_of_the_self_check(library):
    own = {rule.code: rule for rule in Reviewer(library, SELF_CHECK).rules.rules}
    over = {rule.code: rule for rule in Reviewer(library, RE_SCORING).rules.rules}
    assert set(own) < set(over)
    for code, rule in own.items():
        assert (over[code].kind, over[code].of, over[code].when.names) == (
            rule.kind, rule.of, rule.when.names,
        )  # fmt: skip


def test_own_rules_review_a_form(library):
    text = HEAD.replace("base", RE_SCORING) + "rules: [{code: score_differs, settle: 请说明。}]"
    reviewer = Reviewer(library, "本处.yaml", text)
    row = {"target": "≥78家", "actual": "69家", "points": "30", "claimed": "30"}
    found = reviewer.review(score_submission(form(row), library))
    assert found.rules_id == "mine"
    assert [f.settle for f in found.findings if f.of == "row"] == ["请说明。"]


# faults: what is written, where it is told, and what the hint names
FAULTS = [
    ("extends: base", "extends: bas", "bas", "base"),
    ("title: 本处", "title: 本处\nwithout: [tow]", "tow", "two"),
    ("title: 本处", "title: 本处\nwithout_keys: [asks]", "asks", "ask"),
    ("rules:", "rules:\n  - {code: oen, say: 改}", "oen", "one"),
    ("rules:", f"rules:\n  - {NEW.replace('{kind', '{code: new, before: tow, kind')}", "tow", "two"),
    ("rules:", "rules:\n  - {code: one, when: mett}", "mett", "met"),
    ("rules:", "rules:\n  - {code: one, sayy: 改}", "sayy", "say"),
    ("rules:", "rules:\n  - {code: one, source: 乙}", "乙", ""),
    ("rules:", 'rules:\n  - {code: one, say: "{nam}"}', "nam", "name"),
    ("rules:", "rules:\n  - {code: one, say: 改}\n  - {code: one, say: 又改}", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "hint"), FAULTS, ids=[f[1][-40:] for f in FAULTS])
def test_a_fault_is_named_at_its_place(old, new, at, hint, load):
    text = (HEAD + "rules:\n  - {code: two, say: 改}\n").replace(old, new, 1)
    if at:
        problem = problems(load, text)[0]
        line = next(n for n, line in enumerate(text.splitlines(), 1) if at in line)
        assert (problem.place.file, problem.place.line) == ("规则.yaml", line)
        assert problem.line_text[problem.place.column - 1 :].startswith(at)
        assert hint in problem.hint
    else:
        assert {p.code for p in problems(load, text)} >= {"duplicate-code"}


def test_a_fault_of_the_base_is_told_in_the_base(load):
    broken = BASE.replace("when: not met", "when: not mett")
    (problem,) = problems(load, HEAD + "rules: []", base=broken)
    assert (problem.place.file, problem.place.line) == ("review_rules/base.yaml", 7)


def test_files_that_extend_each_other_are_refused(load):
    (problem,) = problems(
        load, HEAD, base=BASE.replace("title: 基础", "title: 基础\nextends: base")
    )
    assert "没有尽头" in problem.message


@pytest.mark.parametrize(
    "text",
    ["extends: base", HEAD + "rules: 1", HEAD + "rules: {one: 1}", HEAD + "rules: [1]", HEAD + "sources: 1",
     HEAD + "rules: [{code: [1]}]", HEAD + "rules: [[one]]", HEAD + "without: 1", HEAD + "without: [[1]]",
     HEAD.replace("base", "[base]"), HEAD + "rules: [{code: one, before: [two]}]",
     HEAD + "without: [one, two, three]", HEAD + "rules: [{code: one, before: one}]"],
)  # fmt: skip
def test_what_is_no_such_file_is_refused(text, load):
    assert problems(load, text)


@pytest.mark.parametrize("key", ["rules", "without", "without_keys"])
def test_a_file_of_endless_lists_is_refused_at_once(key, load):
    items = ",".join("{code: x}" if key == "rules" else "x" for _ in range(600))
    (problem,) = problems(load, HEAD + f"{key}: [{items}]")
    assert "600" in problem.message
