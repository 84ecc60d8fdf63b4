"""自评 in words: what keeps the unit's form from a total, which scores are the rule's, which too high."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.records.own_track import Basis, NotPrinted, OwnFault, OwnScore, OwnStatus, OwnTrack
from scoring.records.result import Result
from scoring.records.scorecard import ExecutionResult, RowResult, Scorecard
from scoring.writers.labels import Labels
from scoring.writers.wording import number, value_text


def fault_texts(
    result: Result, labels: Labels, names: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Return why the unit's form has no total and no grade yet, in the order of the form.

    With ``names``, those of the rows by id, each is called by its name too, and it is said why the
    rule gives no score in its place.
    """
    own = result.own_track
    if own is None:
        return ()
    return tuple(_fault(fault, own.basis, result.scorecard, names, labels) for fault in own.faults)


def fault_of_item(fault: OwnFault | NotPrinted, result: Result, labels: Labels) -> tuple[str, str]:
    """Return what is wrong without the row's name or any text of the form, and what there is to add.

    That is both numbers of a sum that was typed, or why the rule gives no score.
    """
    if isinstance(fault, NotPrinted):
        return labels.word("typed_otherwise", fault.kind), _not_printed(fault, labels)
    own, card = result.own_track, result.scorecard
    assert own is not None
    text = _fault(fault, own.basis, card, None, labels, is_named=False)
    if fault.kind != "blank":
        return text, ""
    row = card.execution if fault.number is None else card.indicators[fault.number - 1]
    return text, "" if row is None else row.trace.because


def total_words(faults: Sequence[str], labels: Labels) -> str:
    """Return in a few words why there is no total, for the cell where it would stand."""
    if len(faults) < 2:
        return "".join(faults)
    return labels.text("faults_more", first=faults[0], count=len(faults))


def _fault(
    fault: OwnFault,
    basis: Basis,
    card: Scorecard,
    names: Mapping[str, str] | None,
    labels: Labels,
    *,
    is_named: bool = True,
) -> str:
    row: ExecutionResult | RowResult | None = card.execution
    if fault.number is not None:
        row = card.indicators[fault.number - 1]
    name = f"fault_{fault.kind}"
    if fault.kind == "blank" and basis == "rule":
        name = "fault_unscored"
    because = "" if row is None or names is None else row.trace.because
    if fault.kind == "blank" and because:
        name = f"{name}_because"
    return labels.text(
        name,
        row=""
        if row is None or not is_named
        else _called(fault.number or 0, row, names or {}, labels),
        because=because,
        stated="" if fault.stated is None else number(fault.stated),
        limit="" if fault.limit is None else number(fault.limit),
    )


def not_printed_texts(result: Result, labels: Labels) -> tuple[str, ...]:
    """Return the sums and grades that the unit typed and that the form computes otherwise."""
    own = result.own_track
    return () if own is None else tuple(_not_printed(one, labels) for one in own.not_printed)


def _not_printed(one: NotPrinted, labels: Labels) -> str:
    return labels.text(
        f"not_printed_{one.kind}", level=one.level, stated=value_text(one.stated),
        computed=value_text(one.computed),
    )  # fmt: skip


def whose_score(own: OwnScore | None, labels: Labels) -> str:
    """Return whose score stands in a row of the unit's form."""
    return "" if own is None else labels.word("own_statuses", own.status)


def filled_in_texts(result: Result, names: Mapping[str, str], labels: Labels) -> tuple[str, ...]:
    """Return the rows that the unit left blank and that bear the rule's score.

    ``names`` are those of the rows, by id; without its name a row is called by its number.
    """
    own = result.own_track
    if own is None or own.basis == "rule":
        return ()
    return tuple(
        labels.text("filled_in", row=_called(at, row, names, labels), score=number(score.score))
        for at, row, score in _numbered(result.scorecard, own)
        if score.status is OwnStatus.BY_RULE and score.score is not None and row.points
    )


def above_rule_texts(result: Result, names: Mapping[str, str], labels: Labels) -> tuple[str, ...]:
    """Return the rows whose own score is above the most that the rule can give."""
    return tuple(
        labels.text(
            "above_rule", row=_called(at, row, names, labels), claimed=number(row.claimed),
            high=number(row.high),
        )
        for at, row, _ in _numbered(result.scorecard, result.own_track)
        if row.claimed is not None and row.high < row.claimed <= row.points
    )  # fmt: skip


def _numbered(
    card: Scorecard, own: OwnTrack | None
) -> list[tuple[int, ExecutionResult | RowResult, OwnScore]]:
    """Return the rows with their numbers on the form, 0 for the execution rate."""
    if own is None:
        return []
    rows: list[tuple[int, ExecutionResult | RowResult, OwnScore]] = [
        (at, row, score)
        for at, (row, score) in enumerate(zip(card.indicators, own.rows, strict=True), 1)
    ]
    if card.execution is not None and own.execution is not None:
        rows.insert(0, (0, card.execution, own.execution))
    return rows


def _called(
    at: int, row: ExecutionResult | RowResult, names: Mapping[str, str], labels: Labels
) -> str:
    if not at:
        return row.name
    number_text = labels.text("row_number", number=at)
    name = names.get(row.id, "")
    return labels.text("row_named", number=number_text, name=name) if name else number_text
