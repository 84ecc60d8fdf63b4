"""Money in a form: the funds block, the execution score, and how far a score reaches in a chart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.exact import decimals, half_up, percent, printed
from scoring.records.own_track import OwnScore
from scoring.records.scorecard import ExecutionResult, LevelResult
from scoring.records.submission import Funds, Submission
from scoring.writers.form import view
from scoring.writers.labels import Labels
from scoring.writers.own_words import whose_score
from scoring.writers.wording import (
    band,
    case_text,
    formula_text,
    notes_text,
    relative,
    rule_score,
    score_of,
    sources_text,
)

_USUAL_PLACES = 2


def rate_places(submission: Submission) -> int:
    """Return how many decimals of a percentage this submission prints: as many as its own rate has."""
    for row in submission.funds:
        if row.claimed_rate is not None and (places := decimals(row.claimed_rate)):
            return min(places, _USUAL_PLACES)
    return _USUAL_PLACES


def rate_text(executed: Decimal | None, budget: Decimal | None, places: int, dash: str) -> str:
    """Return 执行数 over 预算数 as a percentage, or a dash where there is none."""
    if executed is None or budget is None or budget <= 0:
        return dash
    return percent(Fraction(executed) / Fraction(budget), places)


def funds_rows(
    submission: Submission,
    execution: ExecutionResult | None,
    own: OwnScore | None,
    labels: Labels,
) -> tuple[view.FundsFields, ...]:
    """Print the execution score in the row it was computed from, a dash in the others."""
    dash = labels.word("words", "dash")
    places = rate_places(submission)
    rows = submission.funds
    if not rows:
        if execution is None:
            return ()
        name = labels.word("words", "total_funds")
        rows = (Funds(source=name),)
    scored = None
    if execution is not None:
        total = rows[0] if not submission.funds else execution.funds
        scored = next((row for row in rows if row == total), None)
        if scored is None:
            # It is not known which row is the total: the score gets a row of its own.
            scored = Funds(source=execution.name)
            rows = (*rows, scored)
    return tuple(
        view.FundsFields(
            source=_source(at, rows, labels),
            initial=row.initial,
            budget=row.budget,
            executed=row.executed,
            points=execution.points if execution and row is scored else dash,
            rate=_or_dash(_percent(execution), dash) if execution and row is scored else dash,
            score=score_of(execution, own, labels) if execution and row is scored else dash,
            reason=row.reason,
            own_rate=rate_text(row.executed, row.budget, places, dash),
        )
        for at, row in enumerate(rows)
    )


def _source(at: int, rows: Sequence[Funds], labels: Labels) -> str:
    """Return a source as the form prints it: 其中 stands before the first part of the total."""
    source, among = rows[at].source, labels.word("words", "among")
    first_part = at == 1 and rows[0].source == labels.word("words", "total_funds")
    if not first_part or source.startswith(among):
        return source
    return labels.text("among", among=among, source=source)


def _percent(execution: ExecutionResult) -> Decimal | None:
    """Return the rate in percent, two decimals, rounded once from the amounts where they give it."""
    rate = execution.rate
    if rate is None:
        return None
    exact = Fraction(rate)
    if execution.budget and execution.executed is not None:
        quotient = Fraction(execution.executed) / Fraction(execution.budget)
        exact = quotient if half_up(quotient, 6) == exact else exact
    return printed(exact * 100, 2)


def _or_dash(value: Decimal | None, dash: str) -> Decimal | str:
    return dash if value is None else value


def execution_row(
    execution: ExecutionResult, own: OwnScore | None, submission: Submission, labels: Labels
) -> view.ExecutionFields:
    """Return how the execution score came about."""
    trace = execution.trace
    reasons = (
        labels.text("funds_reason", source=row.source, reason=row.reason)
        for row in submission.funds
        if row.reason
    )
    return view.ExecutionFields(
        name=execution.name,
        budget=execution.budget,
        executed=execution.executed,
        rate=_percent(execution),
        points=execution.points,
        score=score_of(execution, own, labels),
        rule_score=rule_score(execution, labels),
        whose=whose_score(own, labels),
        band=band(execution.low, execution.high, labels),
        status=labels.word("statuses", execution.status),
        status_key=execution.status.value,
        case=case_text(trace, labels),
        formula=formula_text(trace, execution.score),
        because=trace.because,
        sources=sources_text(trace, labels),
        notes=notes_text(trace, labels),
        reason=labels.word("words", "separator").join(reasons),
        claimed=execution.claimed,
        place=relative(trace.place),
        bar=bar(execution),
    )


def bar(level: LevelResult | ExecutionResult) -> view.ScoreBar:
    """Return lengths in a chart."""
    score = level.low if level.score is None else level.score
    return view.ScoreBar(*(_share(s, level.points) for s in (score, level.low, level.high)))


def _share(score: Decimal, points: Decimal) -> int:
    """Return ``score`` as thousandths of ``points``, between 0 and 1000: a length in a chart."""
    if points <= 0:
        return 0
    share = half_up(Fraction(score) / Fraction(points) * 1000, 0).numerator
    return min(max(share, 0), 1000)
