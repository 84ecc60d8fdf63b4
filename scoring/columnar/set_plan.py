"""What of a set the quick path needs to know, and why it leaves some sets to the engine whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field

from scoring.documents.vocabulary_file import VocabularyFile
from scoring.indicator_set.model import Demand, IndicatorSet, SetNode
from scoring.rules.table import names_in

NUMBERS: Final = frozenset({"target", "actual", "completion"})
"""The facts of a row that differ between rows of one shape."""
_ROW_DEMANDS: Final = frozenset(
    {"reason", "evidence", "survey", "coefficient", "target", "actual", "points"}
)
"""Fields of which the shape of a row tells whether they are filled in."""


class SinglePathFile(VocabularyFile):
    """The reasons for which a submission is scored by the engine whole, in Chinese."""

    ships_as = "vocabulary/facts/single_path.yaml"

    schema_: Annotated[Literal["ziping/single-path/1"], Field(alias="schema")]
    facts_of_rows: tuple[str, ...]
    """The facts that the shape of a row holds, or that are computed from its two numbers."""
    of_set: Mapping[str, str]
    """Why all submissions of a set go that way, by the key of the reason."""
    of_submission: Mapping[str, str]
    """Why one submission does, by the key of the reason."""


@dataclass(frozen=True, slots=True)
class SetPlan:
    """A set as the quick path takes it.

    ``why_single`` are the keys of the reasons for which its submissions are scored whole; empty where
    the quick path takes them.
    """

    indicators: IndicatorSet
    why_single: tuple[str, ...]
    asks_evidence: bool
    """Whether the number of pieces of evidence matters to a rule or a demand."""
    asks_finished: bool
    names_of_demands: frozenset[str]
    """Names of rows for which a demand is made by their name."""


def set_plan(indicators: IndicatorSet, single_path: SinglePathFile) -> SetPlan:
    """Return the plan of a compiled set."""
    rows = [demand for demand in indicators.demands if not demand.is_of_form]
    asked = {
        name
        for applied in indicators.row_rules()
        for name in names_in(applied.rule) - applied.parameters.keys()
    }
    demanded = {name for d in rows if d.when is not None for name in d.when.names}
    return SetPlan(
        indicators,
        tuple(
            dict.fromkeys(
                _reasons(indicators, rows, (asked | demanded) - {*single_path.facts_of_rows})
            )
        ),
        asks_evidence="evidence" in asked | demanded or any(d.field == "evidence" for d in rows),
        asks_finished="finished" in asked | demanded,
        names_of_demands=frozenset(demand.of for demand in rows),
    )


def _reasons(indicators: IndicatorSet, demands: list[Demand], others: set[str]) -> Iterator[str]:
    """Yield why the submissions of a set are scored whole; ``others`` are facts of no row."""
    if not indicators.scored:
        yield "unscored"
    if indicators.points is None:
        yield "points"
    if indicators.cap is not None:
        yield "cap"
    if indicators.inputs:
        yield "inputs"
    if others:
        yield "facts"
    if any(d.field not in _ROW_DEMANDS or d.longest is not None for d in demands):
        yield "demands"
    for node in indicators.nodes():
        yield from _of_node(node)


def _of_node(node: SetNode) -> Iterator[str]:
    if node.rows in ("goals", "tasks"):
        yield node.rows
    if node.combine != "sum":
        yield "best"
    if node.rows is None and node.applied is not None:
        yield "computed"
