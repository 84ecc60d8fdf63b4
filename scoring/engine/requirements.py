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
        if demand.is_of_form:
            found = form_requirement(demand, submission.texts, execution, common)
            missing += [] if found is None else [found]
        else:
            missing += (
                Requirement(row.id, demand.field, demand.say) for row in rows if misses(demand, row)
            )
    return tuple(missing)


def form_requirement(
    demand: Demand,
    texts: Mapping[str, str],
    execution: ScoredExecution | None,
    common: Mapping[str, Value | None],
) -> Requirement | None:
    """Return what a demand on the form as a whole, or on its execution rate, finds missing."""
    if demand.of == "texts":
        of, text, scope = "texts", texts.get(demand.field, ""), common
    elif execution is not None:
        reason = "" if execution.funds is None else execution.funds.reason
        of, text, scope = execution.name, reason, execution.scope
    else:
        return None
    if not _holds(demand, scope) or _is_met(demand, text):
        return None
    return Requirement(of, demand.field, demand.say)


def misses(demand: Demand, row: ScoredLeaf) -> bool:
    """Tell whether a demand on rows is made of a row that does not meet it."""
    if row.judged.status is Status.NOT_APPLICABLE or not _concerns(demand, row):
        return False
    return _holds(demand, row.scope) and not _is_met(demand, _field(row, demand.field))


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


def _is_met(demand: Demand, text: str) -> bool:
    return len(text) <= demand.longest if demand.longest is not None else bool(text.strip())
