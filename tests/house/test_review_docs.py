"""The page about review rules explains every fact and every key, and its examples load."""

from __future__ import annotations

import re

import pytest

from scoring.review import rule_file
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer
from tests.folders import DOCS

PAGE = "复核规则.md"
TEXT = (DOCS / PAGE).read_text("utf-8")
ROW = re.compile(
    r"^\| `(\w+)` \| (\S+) \| (\w+)(?: \((\w+)\))? \| ([a-z, ]+) \| (.+) \|$", re.MULTILINE
)
ALONE, EXTENDING = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture
def check(library: Library) -> Reviewer:
    return Reviewer(library)


def test_the_table_of_facts_is_that_of_the_vocabulary(check):
    written = {m[1]: (m[2], m[3], m[4], set(m[5].split(", "))) for m in ROW.finditer(TEXT)}
    facts = {
        name: (fact.label, fact.type, fact.show, set(fact.known_in))
        for name, fact in check.words.facts.items()
    }
    assert written == facts


def test_every_fact_has_a_meaning():
    assert not [m[1] for m in ROW.finditer(TEXT) if not re.search("[\u4e00-\u9fff]{2}", m[6])]


def test_every_key_of_a_rule_file_is_explained():
    spans = set(re.findall(r"`(\w+)`", TEXT)) | {"from", "to"}
    for model in (
        rule_file.ReviewRulesFile,
        rule_file.ReviewRuleFile,
        rule_file.SentenceFile,
        rule_file.ReviewSourceFile,
    ):
        keys = {field.alias or name for name, field in model.model_fields.items()}
        assert keys <= spans, model.__name__


def test_the_example_in_the_page_loads(check):
    assert check.load(ALONE, PAGE).id == "city/2026-review"


def test_every_kind_of_error_and_every_rule_of_the_evaluator_is_in_the_table(library):
    rows = re.findall(r"^\| (\d+) \| (.*)$", TEXT, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 30))
    rules = {rule.code: rule for rule in Reviewer(library, RE_SCORING).rules.rules}
    kinds = TEXT[TEXT.index("29 种错误") : TEXT.index("## 加一条")]
    assert set(re.findall(r"`([a-z_]{6,})`", kinds)) == set(rules)
    for number, row in rows:
        for code in re.findall(r"`([a-z_]{6,})`", row):
            list_ = "目标编制建议" if rules[code].for_targets else f"（{rules[code].kind}"
            assert list_ in row, (number, code)


def test_the_example_of_a_file_over_another_loads(library):
    rules = Reviewer(library).load(EXTENDING, PAGE)
    assert "satisfaction_without_survey" not in {rule.code for rule in rules.rules}
