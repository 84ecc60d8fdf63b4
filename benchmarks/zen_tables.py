"""The rules of a set as decision tables of zen-engine: the same cases, in floats.

One evaluation is one row by one rule, as our own rules are applied; score and the ends of its band
come out, without sources, reasons or trace.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any, Final

import yaml
import zen

from scoring.files.shipped import read_text

_SET: Final = "indicator_sets/mof/2020-rules.yaml"
_PERCENT: Final = re.compile(r"(\d+)%")
_CHOICE: Final = re.compile(r"(.+) if (.+) else (.+)")
_LARGEST: Final = re.compile(r"\b(max|min)\(([^()]+)\)")
"""The innermost of several; its brackets are marked, so that the next one out is found then."""


def _expression(text: object) -> str:
    """Write an expression of a set as zen-engine writes it."""
    written = _PERCENT.sub(lambda found: str(int(found[1]) / 100), str(text))
    written = _CHOICE.sub(r"\2 ? \1 : \3", written)
    while _LARGEST.search(written):
        written = _LARGEST.sub(r"\1⟨[\2]⟩", written)
    return written.replace("⟨", "(").replace("⟩", ")")


def _decision(cases: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the cases of a rule as a graph with one table, of which the first line that holds counts."""
    rows = []
    for number, case in enumerate(cases):
        score = _expression(case.get("score", "null"))
        rows.append(
            {"_id": str(number), "when": _expression(case["when"]) if "when" in case else "", "score": score}
            | {end: _expression(case[end]) if end in case else score for end in ("from", "to")}
        )  # fmt: skip
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": "when", "name": "when", "type": "expression"}],
        "outputs": [
            {"id": field, "name": field, "field": field, "type": "expression"}
            for field in ("score", "from", "to")
        ],
        "rules": rows,
    }
    place = {"x": 0, "y": 0}
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": place},
            {"id": "t", "type": "decisionTableNode", "name": "t", "position": place, "content": content},
            {"id": "out", "type": "outputNode", "name": "out", "position": place},
        ],
        "edges": [
            {"id": "a", "type": "edge", "sourceId": "in", "targetId": "t"},
            {"id": "b", "type": "edge", "sourceId": "t", "targetId": "out"},
        ],
    }  # fmt: skip


@cache
def _contents() -> dict[str, dict[str, Any]]:
    rules: dict[str, Any] = yaml.safe_load(read_text(_SET))["rules"]
    return {
        name: _decision(rule["cases"])
        for name, rule in rules.items()
        if not any("siblings" in str(case) for case in rule["cases"])
    }


@cache
def _engine() -> Any:
    """Return an engine with all tables in its loader, where it keeps them compiled."""
    return zen.ZenEngine({"loader": {"type": "static", "content": _contents()}})


@cache
def _made(rule: str) -> Any:
    """Return a rule as a decision by itself; the engine compiles it again at every evaluation."""
    return zen.ZenEngine().create_decision(json.dumps(_contents()[rule]))


Rows = list[tuple[str, dict[str, Any]]]


def rows_of(applied: Iterable[tuple[str, Mapping[str, Any]]]) -> Rows:
    """Return rows, each by its rule and the names of its scope, as the engine takes them."""
    return [
        (rule, {n: float(v) if isinstance(v, Fraction) else v for n, v in scope.items()})
        for rule, scope in applied
    ]


def by_loader(rows: Rows) -> list[Any]:
    """Evaluate row after row by tables that stay compiled: the quickest way; batches are slower."""
    evaluate = _engine().evaluate
    return [evaluate(rule, scope)["result"] for rule, scope in rows]


def by_decision(rows: Rows) -> list[Any]:
    """Evaluate row after row by decisions that were made once, as its guide begins."""
    return [_made(rule).evaluate(scope)["result"] for rule, scope in rows]
