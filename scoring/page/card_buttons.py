"""The buttons of a card: follow the rule, keep the unit's figure, supply what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, get_args

from scoring.page.messages.results import CardButton
from scoring.page.row_lines import candidates
from scoring.page.scored_form import EXECUTION, ScoredForm
from scoring.page.unit_words import UnitWords
from scoring.records.finding import CheckKind
from scoring.records.scorecard import ExecutionResult, RowResult
from scoring.records.submission import Indicator
from scoring.writers.wording import number

Supplied = Literal["reason", "evidence", "survey"]
_SUPPLIED: Final[tuple[Supplied, ...]] = get_args(Supplied)
_DIFFERING: Final = frozenset({"score", "Q", "open"})


def buttons_of(
    form: ScoredForm,
    at: str,
    row: RowResult | ExecutionResult | None,
    field: str,
    kind: CheckKind,
    words: UnitWords,
) -> tuple[CardButton, ...]:
    """Return the buttons of an item about ``field`` of the row at a path."""
    return tuple(_buttons(form, at, row, field, kind, words))


def _buttons(
    form: ScoredForm,
    at: str,
    row: RowResult | ExecutionResult | None,
    field: str,
    kind: CheckKind,
    words: UnitWords,
) -> Iterator[CardButton]:
    if row is None:
        if at:
            yield CardButton(kind="fill", text=words.buttons["fill"], field=at)
        return
    claim = claim_path(form, at)
    differs = row.claimed is not None and row.score is not None and row.claimed != row.score
    if kind in _DIFFERING and differs and row.score is not None and claim:
        value = number(row.score)
        text = words.buttons["take_rule"].format(value=value)
        yield CardButton(kind="take_rule", text=text, value=value, field=claim)
    if isinstance(row, RowResult) and row.form.kind == "row":
        for value in candidates(row, form.library.reader):
            text = words.buttons["candidate"].format(value=value)
            yield CardButton(kind="fill", text=text, value=value, field=f"{at}/actual")
        if row.met is False and kind in _DIFFERING:
            yield CardButton(kind="adjust", text=words.buttons["adjust"], field=f"{at}/adjustment")
    if kind in _DIFFERING and row.claimed is not None:
        text = words.buttons["keep"].format(value=number(row.claimed))
        yield CardButton(kind="keep", text=text, value=number(row.claimed), field=claim)
    if kind == "open" and row.claimed is None and claim:
        yield CardButton(kind="fill", text=words.buttons["fill"], field=claim)
    yield from _supplied(form, at, row, field, words)
    if kind != "todo":
        yield CardButton(kind="explain", text=words.buttons["explain"], field=at)


def _supplied(
    form: ScoredForm, at: str, row: RowResult | ExecutionResult, field: str, words: UnitWords
) -> Iterator[CardButton]:
    """Yield the button that leads to what is to be supplied or put right."""
    is_row = isinstance(row, RowResult) and row.form.kind == "row"
    if field == "claimed":
        path = claim_path(form, at)
    elif is_row:
        path = f"{at}/{field}" if field in Indicator.model_fields else ""
    elif field == "reason":
        path = reason_path(form, at)
    else:
        path = at if field else ""
    for kind in _SUPPLIED:
        if field == kind and path:
            yield CardButton(kind=kind, text=words.buttons[kind], field=path)
            return
    if path:
        yield CardButton(kind="fill", text=words.buttons["fill"], field=path)


def claim_path(form: ScoredForm, at: str) -> str:
    """Return the field of the unit's own score of a row, of the execution rate or of a leaf."""
    if at == EXECUTION:
        return _funds_path(form, "claimed")
    if at.startswith("leaf/"):
        return f"claims/{_leaf_name(form, at)}"
    return f"{at}/claimed"


def reason_path(form: ScoredForm, at: str) -> str:
    """Return the field of the reason of the execution rate or of a leaf."""
    if at == EXECUTION:
        return _funds_path(form, "reason")
    return f"reasons/{_leaf_name(form, at)}" if at.startswith("leaf/") else f"{at}/reason"


def _funds_path(form: ScoredForm, field: str) -> str:
    execution = form.result.execution
    total = None if execution is None else execution.funds
    if total is None:
        return ""
    rows = zip(form.typed.funds, form.typed.submission.funds, strict=True)
    return next((f"{path}/{field}" for path, row in rows if row == total), "")


def _leaf_name(form: ScoredForm, at: str) -> str:
    """Return what a leaf is called where it is typed: its name, or its path where several bear it."""
    path = at.removeprefix("leaf/")
    leaves = [row for row in form.result.rows if row.form.kind != "row"]
    name = next((row.name for row in leaves if row.id == path), path)
    return name if sum(row.name == name for row in leaves) == 1 else path
