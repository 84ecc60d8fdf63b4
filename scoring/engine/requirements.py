"""What the set requires besides points: reasons, evidence, texts and their length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.engine.execution import ScoredExecution
from scoring.engine.rows import ScoredLeaf
from scoring.indicator_set.model import Demand, IndicatorSet
from scoring.records.scorecard import Requirement, Status
from scoring.records.submission import Submission
from scoring.rules.evaluate import Evaluator, Uncomputable, UnknownFact
from scoring.rules.types import Value


def requirements(
    indicators: IndicatorSet,
    submission: Submission,
    rows: Sequence[ScoredLeaf],
    execution: ScoredExecution | None,
    common: Mapping[str, Value | None],
) -> tuple[Requirement, ...]:
    """Return the demands of the set that are not met, in the order of the set and the form."""
    missing: list[Requirement] = []
    for demand in indicators.demands:
        if demand.of == "execution":
            if execution is not None and _holds(demand, execution.scope):
                reason = "" if execution.funds is None else execution.funds.reason
                missing += _check(demand, execution.name, reason)
        elif demand.of == "texts":
            if _holds(demand, common):
                missing += _check(demand, "texts", submission.texts.get(demand.field, ""))
        else:
            for row in rows:
                if row.judged.status is Status.NOT_APPLICABLE or not _concerns(demand, row):
                    continue
                if _holds(demand, row.scope):
                    missing += _check(demand, row.id, _field(row, demand.field))
    return tuple(missing)


def _concerns(demand: Demand, row: ScoredLeaf) -> bool:
    return demand.of == "indicators" or demand.of in (*row.path, row.row.name)


def _holds(demand: Demand, scope: Mapping[str, Value | None]) -> bool:
    if demand.when is None:
        return True
    try:
        return Evaluator(scope).holds(demand.when)
    except (UnknownFact, Uncomputable):
        return False  # what is not known asks for nothing


def _field(row: ScoredLeaf, field: str) -> str:
    if field == "evidence":
        return " ".join(e.name for e in row.row.evidence)
    if field == "survey":
        survey = row.row.survey
        return "" if survey is None or survey.returned is None else str(survey.returned)
    if field == "coefficient":
        return "" if row.row.coefficient is None else str(row.row.coefficient)
    return str(getattr(row.row, field))


def _check(demand: Demand, of: str, text: str) -> list[Requirement]:
    sound = len(text) <= demand.longest if demand.longest is not None else bool(text.strip())
    return [] if sound else [Requirement(of, demand.field, demand.say)]
