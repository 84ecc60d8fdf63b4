"""Apply a rule to the facts of one row: status, score, band and trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from scoring.exact import ZERO
from scoring.indicator_set.model import AppliedRule, IndicatorSet
from scoring.records.scorecard import Source, Status, Trace
from scoring.rules.table import Observe, Outcome, Rule, decide
from scoring.rules.types import Value

NO_TRACE = Trace("", 0, None, "", "", (), ())


class Judgement(NamedTuple):
    """The outcome of a row at printed precision, in points; ``score`` is None where it is open.

    ``low`` and ``high`` bound what a person may decide.
    """

    status: Status
    score: Fraction | None
    low: Fraction
    high: Fraction
    trace: Trace
    otherwise: Judgement | None = None
    """The outcome by the other direction, where the row's was only presumed and it differs."""


def judge(
    applied: AppliedRule,
    scope: Mapping[str, Value | None],
    indicators: IndicatorSet,
    *,
    why_unknown: Mapping[str, str],
    notes: tuple[str, ...] = (),
    observe: Observe | None = None,
) -> Judgement:
    """Apply a rule with its parameters to the facts in ``scope``.

    ``why_unknown`` explains in Chinese, by name, why a fact is missing from ``scope``.
    """
    facts = {**scope, **applied.parameters} if applied.parameters else scope
    outcome = decide(applied.rule, facts, indicators.places, observe)
    trace = _trace(outcome, indicators, why_unknown, notes)
    limit = indicators.sources.get(indicators.over_source)
    if limit is not None and facts.get("over") is True and _asks_over(outcome.rule):
        trace = replace(trace, sources=(*trace.sources, limit))
    if outcome.unscored:
        status = Status.UNSCORED
    elif not outcome.is_band:
        status = Status.DETERMINED
    else:
        status = Status.OPEN if outcome.score is None else Status.DEFAULTED
    return Judgement(status, outcome.score, outcome.low, outcome.high, trace)


def _asks_over(rule: Rule) -> bool:
    return any(case.when is not None and "over" in case.when.names for case in rule.cases)


def _trace(
    outcome: Outcome,
    indicators: IndicatorSet,
    why_unknown: Mapping[str, str],
    notes: tuple[str, ...],
) -> Trace:
    case, rule = outcome.case, outcome.rule
    because = case.because if case is not None and not outcome.unscored else outcome.unscored
    if outcome.missing:
        because = why_unknown.get(outcome.missing) or f"缺少“{label(outcome.missing, indicators)}”"
    sources = sources_of(rule, case.source if case is not None else "", indicators)
    return Trace(
        rule=rule.name,
        case=case.number if case is not None else 0,
        place=case.place if case is not None else rule.place,
        formula=outcome.formula,
        because=because,
        sources=sources,
        notes=notes,
    )


def label(name: str, indicators: IndicatorSet) -> str:
    """Return what a form calls a fact or input, else its Chinese label."""
    spec = indicators.names.specs.get(name)
    return name if spec is None else spec.asked or spec.label or name


def sources_of(rule: Rule, case_source: str, indicators: IndicatorSet) -> tuple[Source, ...]:
    """Return the source of the case, else of its rule."""
    source = indicators.sources.get(case_source or rule.source)
    return () if source is None else (source,)


def without_rule(
    status: Status, points: Fraction, because: str, notes: tuple[str, ...]
) -> Judgement:
    """Return the outcome of a row to which no rule applied: anything from 0 to ``points``."""
    return Judgement(status, None, ZERO, points, Trace("", 0, None, "", because, (), notes))


def either(judged: Judgement, other: Judgement, because: str) -> Judgement:
    """Return an outcome whose direction was only presumed: its own score, and the band of both."""
    if judged[:4] == other[:4]:
        return judged
    return judged._replace(
        status=Status.DEFAULTED if judged.status is Status.DETERMINED else judged.status,
        low=min(judged.low, other.low),
        high=max(judged.high, other.high),
        trace=replace(judged.trace, because=because),
        otherwise=other,
    )
