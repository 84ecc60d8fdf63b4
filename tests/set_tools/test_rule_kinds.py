"""Every kind of rule of practice is shown by a declared set; the page about it is made from the table.

Run as a program, this file writes docs/rule-kinds.md anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from scoring.documents.node import as_data
from scoring.documents.yaml_text import parse_yaml
from scoring.indicator_set.load import SetText
from scoring.set_tools.examples import run_examples
from scoring.work.library import Library
from tests.folders import CORPUS, DOCS, SETS

PAGE = DOCS / "rule-kinds.md"
KINDS: list[dict[str, Any]] = as_data(
    parse_yaml((CORPUS / "rule_kinds.yaml").read_text(encoding="utf-8"), "rule_kinds.yaml")
)
SHOWN = [(kind, place) for kind in KINDS for place in kind["shown"]]
IDS = [f"{kind['kind']}-{place['set']}-{place['example']}" for kind, place in SHOWN]

HEAD = """\
# Kinds of rules, and where each is shown

A rule is data: an ordered table of cases in an indicator set, or a policy of a branch. Every kind that
practice knows is declared in at least one set and worked out beside it, so that it can be read, copied and
checked. Sets under `test/` stand in `tests/corpus/sets`; they quote real tables as far as those are known, and say
how well in `standing`. The others ship with the program. To see one: `ziping sets show hubei/project`, or
`ziping sets show test/county-department --sets tests/corpus/sets`.

| | kind | 中文 | set | rule or policy | worked example |
|---|---|---|---|---|---|
"""
TAIL = """
This table is written from `tests/corpus/rule_kinds.yaml` by `python -m tests.set_tools.test_rule_kinds`.
"""


def page() -> str:
    lines = []
    for kind in KINDS:
        for index, place in enumerate(kind["shown"]):
            head = (kind["kind"], kind["what"], kind["name"]) if index == 0 else ("", "", "")
            cells = (*head, f"`{place['set']}`", f"`{place['rule']}`", place["example"])
            lines.append("| " + " | ".join(cells) + " |")
    return HEAD + "\n".join(lines) + "\n" + TAIL


def mappings(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from mappings(value)
    elif isinstance(data, list):
        for value in data:
            yield from mappings(value)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(SETS)


def test_all_27_kinds_are_in_the_table_once() -> None:
    assert [kind["kind"] for kind in KINDS] == [str(n) for n in range(1, 28)]


@pytest.mark.parametrize(("kind", "place"), SHOWN, ids=IDS)
def test_set_rule_and_example_exist_and_the_example_reaches_the_rule(
    kind: dict[str, Any], place: dict[str, str], library: Library
) -> None:
    indicators = library.indicator_set(place["set"])
    cases = library.cases_text(place["set"])
    assert cases is not None
    examples = as_data(parse_yaml(cases.text, cases.name))
    example = [e for e in examples if e["name"] == place["example"]]
    assert len(example) == 1, kind
    text = yaml.safe_dump(example, allow_unicode=True, sort_keys=False)
    ran = run_examples(SetText(cases.name, text), library.scorer_of(indicators))
    assert not ran.problems
    rule = place["rule"]
    key, _, value = rule.partition(": ")
    inline = {n.applied.rule.name for n in indicators.nodes() if n.applied is not None}
    if value:
        assert any(part.get(key) == value for part in mappings(indicators.merged)), rule
    elif rule in indicators.rules or rule in inline:
        reached = any(name == rule for name, _ in ran.coverage.cases)
        assert reached or rule == "not_applicable"
    elif rule in {node.name for node in indicators.nodes()}:
        used = next(n.applied for n in indicators.nodes() if n.name == rule)
        assert used is not None
        assert any(name == used.rule.name for name, _ in ran.coverage.cases)
    else:
        assert rule in indicators.merged


def test_the_page_is_made_from_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
