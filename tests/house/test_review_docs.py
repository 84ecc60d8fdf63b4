"""The page about advice tells every fact and every key, and its example loads."""

from __future__ import annotations

import re

import pytest

from scoring.review import rule_file
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer

ROW = re.compile(r"^\| `(\w+)` \| (\S+) \| (\w+)(?: \((\w+)\))? \| ([a-z, ]+) \|", re.MULTILINE)


@pytest.fixture
def check(library: Library) -> Reviewer:
    return Reviewer(library)


def test_the_table_of_facts_is_that_of_the_vocabulary(check, checkout):
    page = (checkout / "docs" / "advice.md").read_text("utf-8")
    written = {m[1]: (m[2], m[3], m[4], set(m[5].split(", "))) for m in ROW.finditer(page)}
    facts = {
        name: (fact.label, fact.type, fact.show, set(fact.known_in))
        for name, fact in check.words.facts.items()
    }
    assert written == facts


def test_every_key_of_a_rule_file_is_explained(checkout):
    page = (checkout / "docs" / "advice.md").read_text("utf-8")
    spans = set(re.findall(r"`(\w+)`", page)) | {"from", "to"}
    for model in (
        rule_file.ReviewRulesFile,
        rule_file.ReviewRuleFile,
        rule_file.SentenceFile,
        rule_file.ReviewSourceFile,
    ):
        keys = {field.alias or name for name, field in model.model_fields.items()}
        assert keys <= spans, model.__name__


def test_the_example_in_the_page_loads(check, checkout):
    page = (checkout / "docs" / "advice.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert check.load(example, "docs/advice.md").id == "city/2026-review"


def test_every_kind_of_error_and_every_rule_of_the_evaluator_is_in_the_table(library, checkout):
    page = (checkout / "docs" / "review-rules.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| (.*)$", page, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 30))
    rules = {rule.code: rule for rule in Reviewer(library, RE_SCORING).rules.rules}
    told = page[page.index("## The kinds of error") :]
    assert set(re.findall(r"`([a-z_]{6,})`", told)) == set(rules)
    for number, row in rows:
        for code in re.findall(r"`([a-z_]{6,})`", row):
            list_ = "目标编制建议" if rules[code].for_targets else f"({rules[code].kind}"
            assert list_ in row, (number, code)


def test_the_example_of_a_file_over_another_loads(library, checkout):
    page = (checkout / "docs" / "review-rules.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    rules = Reviewer(library).load(example, "docs/review-rules.md")
    assert "satisfaction_without_survey" not in {rule.code for rule in rules.rules}
