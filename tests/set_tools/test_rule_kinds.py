"""Every kind of rule of practice is shown by a declared set, as docs/自带的指标体系.md lists them."""

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
from tests.folders import CORPUS, SETS

KINDS: list[dict[str, Any]] = as_data(
    parse_yaml((CORPUS / "rule_kinds.yaml").read_text(encoding="utf-8"), "rule_kinds.yaml")
)
SHOWN = [(kind, place) for kind in KINDS for place in kind["shown"]]
IDS = [f"{kind['kind']}-{place['set']}-{place['example']}" for kind, place in SHOWN]


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
