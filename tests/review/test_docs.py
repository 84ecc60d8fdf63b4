"""The page about advice tells every fact and every key, and its example loads."""

from __future__ import annotations

import re

from scoring.review import rule_file

ROW = re.compile(r"^\| `(\w+)` \| (\S+) \| (\w+)(?: \((\w+)\))? \| ([a-z, ]+) \|", re.MULTILINE)


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
        rule_file.RulesFile,
        rule_file.RuleFile,
        rule_file.SentenceFile,
        rule_file.SourceFile,
    ):
        keys = {field.alias or name for name, field in model.model_fields.items()}
        assert keys <= spans, model.__name__


def test_the_example_in_the_page_loads(check, checkout):
    page = (checkout / "docs" / "advice.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert check.load(example, "docs/advice.md").id == "city/2026-review"
