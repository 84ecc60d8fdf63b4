"""The conditions under which advice for the targets to come is given, compiled from the words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from scoring.problem import InputError, Place, Problem
from scoring.records.finding import Finding
from scoring.review.sentences import holds
from scoring.rules.expression import Expression, ExpressionError, compile_expression
from scoring.rules.types import NameSpec, NameTable, Scope, Type
from scoring.values.reading import (
    Deadline,
    Number,
    Range,
    Reading,
    Several,
    ShortStatement,
    Unread,
    Wording,
)
from scoring.year.filled import filled
from scoring.year.table_words import AdviceKind, YearTableWords

_YES_NO: Final = (
    "with_points", "met", "over", "has_name", "has_target", "has_unit", "not_applicable", "not_set",
    "satisfaction", "surveyed", "repeated",
)  # fmt: skip
_READINGS: Final[dict[type, str]] = {
    Number: "number", Range: "range", Several: "several", Deadline: "deadline", Wording: "wording",
    ShortStatement: "statement", Unread: "unread",
}  # fmt: skip
_READING: Final = NameSpec("reading", Type.TEXT, choices=tuple(_READINGS.values()))
_NAMES: Final = NameTable(
    {"reading": _READING, **{name: NameSpec(name, Type.YES_NO) for name in _YES_NO}}
)


@dataclass(frozen=True, slots=True)
class RowAdvice:
    """One piece of advice on a row: its kind, and what is advised."""

    code: str
    name: str
    text: str


def reading_name(reading: Reading) -> str:
    """Return what conditions call the kind of a reading: several days are deadlines, not quantities."""
    if isinstance(reading, Several) and any(isinstance(one, Deadline) for one in reading.numbers):
        return _READINGS[Deadline]
    return _READINGS[type(reading)]


@lru_cache(maxsize=8)
def _compiled(words: YearTableWords) -> dict[str, Expression]:
    """Return the conditions by code. Raises :class:`InputError` with all that cannot be understood."""
    compiled, problems = {}, []
    for kind in words.advice:
        if not kind.when:
            continue
        try:
            compiled[kind.code] = compile_expression(kind.when, _NAMES, Type.YES_NO)
        except ExpressionError as error:
            problems += [
                Problem("advice-when", f"建议“{kind.name}”的条件：{flaw.message}",
                        Place(words.ships_as), flaw.hint)
                for flaw in error.flaws
            ]  # fmt: skip
    if problems:
        raise InputError(problems)
    return compiled


def advice_on(
    facts: Scope, findings: list[Finding], words: YearTableWords, **shown: str
) -> tuple[RowAdvice, ...]:
    """Return all advice on a row, in the order of the words; then findings of no declared kind."""
    conditions = _compiled(words)
    found = []
    for kind in words.advice:
        if kind.code in conditions:
            if holds(conditions[kind.code], facts):
                found.append(RowAdvice(kind.code, kind.name, filled(kind.say, **shown)))
            continue
        found += [_of_finding(one, kind) for one in findings if one.code in kind.findings]
    declared = {code for kind in words.advice for code in kind.findings}
    rest = [one for one in findings if one.for_targets and one.code not in declared]
    return (*found, *(RowAdvice(one.code, one.title, one.text + one.advice) for one in rest))


def _of_finding(finding: Finding, kind: AdviceKind) -> RowAdvice:
    return RowAdvice(kind.code, kind.name, finding.text + finding.advice)
