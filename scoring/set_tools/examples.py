"""Worked examples of a set (``*.cases.yaml``): a row or submission, and the scores that must result.

``sets check`` and the tests run them. They also record which cases and edges of the set's rules the
examples reach.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import Field

from scoring.documents.decode import decode
from scoring.documents.node import Entry, Mapping_, Node, Scalar, Sequence_, at_path
from scoring.documents.part import DocumentPart
from scoring.engine.match import row_ids
from scoring.engine.scorer import Scorer
from scoring.exact import plain
from scoring.indicator_set.check import record_over
from scoring.indicator_set.model import IndicatorSet
from scoring.indicator_set.model import SetNode as TreeNode
from scoring.indicator_set.set_text import SetText
from scoring.problem import InputError, Place, Problem
from scoring.records.decision import Decision
from scoring.records.fields import Number, YesNo
from scoring.records.scorecard import RowResult, Scorecard, Status
from scoring.records.submission import Submission
from scoring.rules.probe import Coverage
from scoring.rules.table import Rule
from scoring.rules.types import Scope

NONE = "待定"
"""The word for an expected score that is left open."""

Expected = Number | Literal["待定"]


class Expectation(DocumentPart):
    """The expected results; only those that are written are compared."""

    of: str = ""
    status: Status | None = None
    score: Expected | None = None
    low: Number | None = None
    high: Number | None = None
    met: YesNo | None = None
    completion: Number | None = None
    over: YesNo | None = None
    rule: str | None = None
    case: int | None = None
    direction_from: Literal["text", "column", "words", "presumed", "set"] | None = None
    """``set`` is the set's words or its default; ``text`` holds for the form's column too."""
    execution: Expected | None = None
    execution_status: Status | None = None
    execution_case: int | None = None
    cap: Expected | None = None
    """总分上限, 待定 where it is not known."""
    cap_case: int | None = None
    levels: Annotated[dict[str, Number], Field(min_length=1)] | None = None
    """Points of branches by name."""
    unmatched: tuple[str, ...] | None = None
    """Paths of what belongs to nothing in the set: ``indicators.产出/数里/1``."""
    total: Expected | None = None
    total_low: Number | None = None
    total_high: Number | None = None
    grade: str | None = None
    missing: tuple[str, ...] | None = None
    """The ``say`` of every requirement that is not met."""


class ExampleDecision(DocumentPart):
    """A 复核认定 on one row of the example."""

    row: str
    ground: str
    verified_target: str | None = None
    verified_actual: str | None = None
    score: Number | None = None


class Example(DocumentPart):
    """One worked example: ``row`` alone, or a ``submission`` of which only what matters is given."""

    name: str
    ruling: str = ""
    decisions: tuple[ExampleDecision, ...] = ()
    row: dict[str, Any] = Field(default_factory=dict)
    submission: dict[str, Any] = Field(default_factory=dict)
    expect: Expectation


class ExampleRun:
    """The result of running the examples of a set: problems, coverage of its rules, totals."""

    def __init__(self) -> None:
        self.count = 0
        self.problems: list[Problem] = []
        self.coverage = Coverage()
        self.totals: set[Decimal] = set()
        """Every total that resulted: a grade's bound should be among them."""


def run_examples(source: SetText, scorer: Scorer) -> ExampleRun:
    """Run every example in ``source``; a mismatch is a problem at the place of the expected value."""
    ran = ExampleRun()
    read = _read(source, scorer.indicators.id)
    if not scorer.indicators.levels:
        scorer = Scorer(_with_levels(scorer.indicators, read), scorer.comparison.reader)
    ran.problems += read.problems
    ran.count = read.total

    def observe(rule: Rule, scope: Scope) -> None:
        ran.coverage.record(rule, scope)
        record_over(scorer.indicators, ran.coverage, scope)

    for node, example, submission in read.examples:
        decisions = [
            Decision(submission=submission.key, **decision.model_dump())
            for decision in example.decisions
        ]
        card = scorer.score(submission, decisions, observe=observe)
        if card.total is not None:
            ran.totals.add(card.total)
        ran.problems += _compare(example, card, node, _row_of(example, submission))
    return ran


def _with_levels(indicators: IndicatorSet, read: _Examples) -> IndicatorSet:
    """Give a set of rules without a tree the first levels that its examples name."""
    rows = [row for _, _, submission in read.examples for row in submission.indicators]
    levels = tuple(
        TreeNode(name=name, rows="indicators", place=Place(indicators.id))
        for name in dict.fromkeys(row.level1 for row in rows)
    )
    return replace(indicators, levels=levels)


class _Examples(NamedTuple):
    """The examples of one file that can be run, and what is wrong with the others."""

    examples: tuple[tuple[Node, Example, Submission], ...]
    problems: tuple[Problem, ...]
    total: int


@lru_cache(maxsize=8)
def _read(source: SetText, set_id: str) -> _Examples:
    """Read a file of examples; kept, for a set is checked again after every change to its rules."""
    try:
        root = source.tree
    except InputError as error:
        return _Examples((), error.problems, 0)
    if not isinstance(root, Sequence_):
        shape = root.problem("shape", "算例文件的最外层应是列表，每个算例以“- name:”开头")
        return _Examples((), (shape,), 0)
    read: list[tuple[Node, Example, Submission]] = []
    problems: list[Problem] = []
    for node in root.items:
        try:
            example = decode(Example, node)
            submission = decode(Submission, _submission_node(node, set_id))
            if not example.expect.model_fields_set - {"of"}:
                raise InputError([_expects_nothing(node)])
        except InputError as error:
            problems += error.problems
        else:
            read.append((node, example, submission))
    return _Examples(tuple(read), tuple(problems), len(root.items))


def _expects_nothing(node: Node) -> Problem:
    at, _ = at_path(node, ("expect",))
    hint = "写上应得的结果，例如 score: 8.5；什么都不比较的算例永远不会错。"
    return at.problem("empty-expect", "expect 里没有写应得什么", hint)


def _submission_node(example: Node, set_id: str) -> Mapping_:
    """Complete what the example gives to a whole submission; every node keeps its place."""
    assert isinstance(example, Mapping_)
    given = example.get("submission")
    entries = list(given.entries) if isinstance(given, Mapping_) else []
    row = example.get("row")
    if row is not None:
        rows = Sequence_(row.place, row.source, (row,))
        entries.append(_entry(row, "indicators", rows))
    written = {e.key.text for e in entries}
    for key, text in (("schema", "ziping/submission/1"), ("set", set_id), ("year", "2022")):
        if key not in written:
            entries.append(_entry(example, key, Scalar(example.place, example.source, text)))
    return Mapping_(example.place, example.source, tuple(entries))


def _entry(at: Node, key: str, value: Node) -> Entry:
    return Entry(Scalar(at.place, at.source, key), value)


def _row_of(example: Example, submission: Submission) -> str:
    """Return the row that the expectation is about: the one it names, else ``row``."""
    if example.expect.of or not example.row:
        return example.expect.of
    return row_ids(submission)[-1]


_OF_TRACE: Final = ("rule", "case")
_OF_ROW: Final = (
    "status", "score", "low", "high", "met", "completion", "over", "direction_from", *_OF_TRACE,
)  # fmt: skip
_BROADLY: Final[Mapping[tuple[str | None, str | None], str]] = {
    ("set", "words"): "set",
    ("set", "presumed"): "set",
    ("text", "column"): "text",
}
_OF_EXECUTION: Final = ("execution", "execution_status", "execution_case")
_OF_CAP: Final = ("cap", "cap_case")


def _compare(example: Example, card: Scorecard, node: Node, of: str) -> list[Problem]:
    expect = example.expect
    problems: list[Problem] = []

    def differs(key: str, expected: object, actual: object) -> None:
        at, _ = at_path(node, ("expect", key))
        message = f"算例“{example.name}”：{key} 应为 {_text(expected)}，算出 {_text(actual)}"
        problems.append(at.problem("example", message, "核对规则，或改正算例。"))

    row, execution = _row(card, of), card.execution
    if row is None and expect.of:
        differs("of", expect.of, "没有这个指标")
    results: dict[str, object] = {
        "total": card.total, "total_low": card.low, "total_high": card.high, "grade": card.grade,
        **dict.fromkeys(() if expect.of else _OF_ROW, "没有这个指标"),
        **dict.fromkeys(_OF_EXECUTION, "没有预算执行率这一项"),
        **dict.fromkeys(_OF_CAP, "没有总分上限"),
    }  # fmt: skip
    if row is not None:
        results |= {key: getattr(row.trace if key in _OF_TRACE else row, key) for key in _OF_ROW}
        directions = (expect.direction_from, row.direction_from)
        results["direction_from"] = _BROADLY.get(directions, row.direction_from)
    if execution is not None:
        values = (execution.score, execution.status, execution.trace.case)
        results |= dict(zip(_OF_EXECUTION, values, strict=True))
    if card.cap is not None:
        results |= {"cap": card.cap.most, "cap_case": card.cap.trace.case}
    for key, actual in results.items():
        expected = getattr(expect, key)
        if expected is not None and not _same(expected, actual):
            differs(key, expected, actual)
    points = {level.name: level.points for level in card.levels}
    for name, expected in (expect.levels or {}).items():
        if not _same(expected, points.get(name)):
            differs("levels", f"{name} {_text(expected)}分", _level_text(name, points))
    if expect.unmatched is not None and card.unmatched != expect.unmatched:
        differs("unmatched", "、".join(expect.unmatched) or "无", "、".join(card.unmatched) or "无")
    if expect.missing is not None:
        sentences = tuple(r.say for r in card.requirements)
        if sentences != expect.missing:
            differs("missing", "、".join(expect.missing) or "无", "、".join(sentences) or "无")
    return problems


def _row(card: Scorecard, of: str) -> RowResult | None:
    if not of:
        return card.indicators[0] if card.indicators else None
    return next((r for r in card.indicators if of in {r.id, r.name}), None)


def _same(expected: object, actual: object) -> bool:
    return actual is None if expected == NONE else expected == actual


def _level_text(name: str, points: Mapping[str, Decimal]) -> str:
    return f"{name} {_text(points[name])}分" if name in points else "没有这个级次"


def _text(value: object) -> str:
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return plain(Fraction(value))
    return str(value)
