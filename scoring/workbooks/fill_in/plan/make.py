"""Make the plan of a fill-in workbook from a set, an earlier submission, and targets."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from scoring import __version__
from scoring.exact import ZERO, plain
from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.problem import InputError, Place, Problem
from scoring.records.submission import Funds, Indicator, Submission
from scoring.rules.table import names_in
from scoring.text import level_key
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.formula_values import FormulaEvaluator
from scoring.workbooks.fill_in.plan.further_tables import (
    evidence_cells,
    further_tables,
    is_computed,
    yes_no,
)
from scoring.workbooks.fill_in.plan.live import cap_plan, execution_plan, live_rules
from scoring.workbooks.fill_in.plan.plan import Entry, FillPlan, LevelPlan, Line
from scoring.workbooks.fill_in.plan.shares import propose_points

_ASKED = {
    "coefficient": {"coefficient", "has_coefficient"},
    "core": {"core"},
    "adjustment.document": {"adjusted"},
}
"""Columns that are shown where a rule of the set asks for these facts."""


def make_plan(
    indicators: IndicatorSet,
    layout: FillLayout,
    earlier: Submission | None = None,
    targets: Sequence[Indicator] | None = None,
) -> FillPlan:
    """Return what the workbook shows.

    ``earlier`` prefills everything; ``targets`` bring the indicator rows instead of its own.
    Raises :class:`InputError` for a set whose form is not a list of indicators.
    """
    _must_be_supported(indicators)
    notes: list[str] = []
    rows = _rows(earlier, targets, notes, layout)
    bare = [(row.level1, row.level2, row.points) for row in rows]
    points = propose_points(bare, indicators, layout.shares) if rows and indicators.scored else []
    proposed = any(new != row.points for new, row in zip(points, rows, strict=False))
    lines = [
        _line(replaced if replaced is not None else row.points, row, notes, layout)
        for row, replaced in zip(rows, points or [row.points for row in rows], strict=True)
    ]
    used = frozenset(key for line in lines for key in line) | _asked(indicators)
    if earlier is not None:
        _note_left_out(earlier, indicators, notes, layout)
    levels = tuple(_level(node) for node in indicators.levels)
    tables = further_tables(indicators, earlier, notes, layout)
    plain_tree = all(
        node.combine == "sum" and node.not_applicable in (None, "zero", "full")
        for node in indicators.nodes()
    )
    simple_sum = plain_tree and indicators.not_applicable in (None, "zero", "full")
    funds = _funds(earlier, indicators, layout)
    total_row = _total_row(funds, indicators)
    rules = live_rules(indicators)
    shown_rows = _with_spare(lines, indicators, layout)
    others = [node for node in indicators.nodes() if is_computed(node)]
    row_points = _left(indicators.points, others)
    values = _values(earlier, indicators)
    known = FormulaEvaluator(indicators, layout, levels, rules, simple_sum, len(others), row_points)
    shown = known.shown(shown_rows, None if total_row is None else funds[total_row], values)
    return FillPlan(
        title=indicators.title,
        set_id=indicators.id,
        set_digest=indicators.digest,
        engine=__version__,
        money_unit=indicators.money_unit,
        points=indicators.points,
        places=indicators.places,
        scored=indicators.scored,
        values=values,
        funds=funds,
        total_row=total_row,
        total_names=() if indicators.execution is None else indicators.execution.total_names,
        execution=execution_plan(indicators),
        cap=cap_plan(indicators),
        levels=levels,
        rows=shown_rows,
        used=used,
        tables=tables,
        choices={name: spec.choices for name, spec in indicators.inputs.items() if spec.choices},
        others=len(others),
        simple_sum=simple_sum,
        live=None if rules is None else rules.case_formulas,
        shown=shown,
        row_points=row_points,
        notes=tuple(dict.fromkeys(notes)),
        proposed=proposed,
        inner={
            "level1": tuple(level.name for level in levels if not level.computed),
            "level2": tuple(dict.fromkeys(name for level in levels for name in level.children)),
        },
    )


def _must_be_supported(indicators: IndicatorSet) -> None:
    if indicators.abstract:
        message = f"指标体系“{indicators.id}”只供其他指标体系继承（abstract），不能用来填报"
        raise InputError(
            [Problem("abstract-set", message, Place("--set"), "有哪些见 ziping sets list。")]
        )
    kinds = {node.rows for node in indicators.nodes()} & {"goals", "tasks"}
    if kinds:
        what = "多个年度目标" if "goals" in kinds else "年度主要任务"
        message = f"指标体系“{indicators.id}”按{what}填报，暂时不能生成它的填报表"
        hint = "请照 docs/submission.md 写成 YAML 文件，再用 ziping score 计分。"
        raise InputError([Problem("form-unsupported", message, Place("--set"), hint)])


# what is known already


def _values(earlier: Submission | None, indicators: IndicatorSet) -> dict[str, str]:
    if earlier is None:
        return {"money_unit": indicators.money_unit}
    texts = {
        "project.code": earlier.project.code,
        "project.name": earlier.project.name,
        "year": str(earlier.year or ""),
        "unit": earlier.unit,
        "department": earlier.department,
        "money_unit": earlier.money_unit or "",
        "state": "" if earlier.state == "正常" else earlier.state,
        "finished": yes_no(earlier.finished),
        "secret": yes_no(earlier.secret or None),
        "project_period.start": earlier.project_period.start,
        "project_period.end": earlier.project_period.end,
        "goal.expected": earlier.goal.expected,
        "goal.achieved": earlier.goal.achieved,
        "claimed_total": ""
        if earlier.claimed_total is None
        else format(earlier.claimed_total, "f"),
        "claimed_grade": earlier.claimed_grade,
        "head.responsible": earlier.head.responsible,
        "head.filled_by": earlier.head.filled_by,
        "head.phone": earlier.head.phone,
        "head.date": earlier.head.date,
        "head.opinion": earlier.head.opinion,
        "id": earlier.id,
    }
    return {key: text for key, text in texts.items() if text}


def _rows(
    earlier: Submission | None,
    targets: Sequence[Indicator] | None,
    notes: list[str],
    layout: FillLayout,
) -> list[Indicator]:
    """Return the rows: the targets', with what the earlier submission holds for the same ones."""
    own = list(earlier.indicators) if earlier is not None else []
    if targets is None:
        return own
    known = {_same(row): row for row in reversed(own)}
    found = []
    for target in targets:
        row = known.pop(_same(target), None)
        if row is None:
            found.append(target)
            continue
        update: dict[str, object] = {"level2": target.level2 or row.level2}
        update["points"] = row.points if target.points is None else target.points
        if target.target != row.target or target.direction or target.unit:
            update |= {key: getattr(target, key) for key in ("target", "direction", "unit")}
        found.append(row.model_copy(update=update))
    notes += [layout.text("note_row", name=row.name) for row in own if _same(row) in known]
    return found


def _same(row: Indicator) -> tuple[str, str]:
    return level_key(row.level1), level_key(row.name)


def _line(points: Decimal | None, row: Indicator, notes: list[str], layout: FillLayout) -> Line:
    texts: dict[str, Entry | None] = {
        "level1": row.level1,
        "level2": row.level2,
        "name": row.name,
        "target": row.target,
        "actual": row.actual,
        "points": points,
        "claimed": row.claimed,
        "reason": row.reason,
        "direction": row.direction,
        "unit": row.unit,
        "target_initial": row.target_initial,
        "core": yes_no(row.core),
        "coefficient": row.coefficient,
        "id": row.id,
    }
    if row.adjustment is not None:
        texts["adjustment.document"] = row.adjustment.document
        texts["adjustment.date"] = row.adjustment.date
    if row.survey is not None:
        texts["survey.method"] = row.survey.method
        for key in ("sent", "returned", "satisfied"):
            texts[f"survey.{key}"] = getattr(row.survey, key)
    texts |= evidence_cells(row.evidence, row.name, notes, layout)
    return {key: entry for key, entry in texts.items() if entry not in (None, "")}


def _funds(
    earlier: Submission | None, indicators: IndicatorSet, layout: FillLayout
) -> tuple[Line, ...]:
    if earlier is not None and earlier.funds:
        return _approved(tuple(_fund(row) for row in earlier.funds), indicators)
    execution = indicators.execution
    total = execution.total_names[0] if execution is not None else layout.text("total_funds")
    first: Line = {"source": total}
    if execution is not None:
        first = {**first, "points": Decimal(plain(execution.points))}
    return (first, *({"source": source} for source in layout.funds_sources))


def _approved(funds: tuple[Line, ...], indicators: IndicatorSet) -> tuple[Line, ...]:
    """Return approved money, of which nothing is spent yet, with its whole named as the set does."""
    execution = indicators.execution
    spent = {"budget", "executed", "points", "claimed"}
    if execution is None or any(line.keys() & spent for line in funds):
        return funds
    at = _total_row(funds, indicators) or 0
    named = level_key(str(funds[at]["source"])) in set(map(level_key, execution.total_names))
    source = funds[at]["source"] if named else execution.total_names[0]
    whole = {**funds[at], "source": source, "points": Decimal(plain(execution.points))}
    return (*funds[:at], whole, *funds[at + 1 :])


def _total_row(funds: Sequence[Line], indicators: IndicatorSet) -> int | None:
    """Return which row is the one of all money: the first name of the set's that occurs."""
    if indicators.execution is None:
        return 0
    sources = [level_key(str(line.get("source", ""))) for line in funds]
    for name in indicators.execution.total_names:
        if sources.count(level_key(name)) == 1:
            return sources.index(level_key(name))
        if level_key(name) in sources:
            return None
    return None


def _fund(row: Funds) -> Line:
    keys = (
        "source",
        "initial",
        "budget",
        "executed",
        "points",
        "claimed",
        "claimed_rate",
        "reason",
    )
    values = {key: getattr(row, key) for key in keys}
    return {key: value for key, value in values.items() if value not in (None, "")}


def _note_left_out(
    earlier: Submission, indicators: IndicatorSet, notes: list[str], layout: FillLayout
) -> None:
    """List what of a submission the workbook does not hold, and a set that changed since."""
    parts = {
        "goals": earlier.goals,
        "tasks": earlier.tasks,
        "head.signatures": earlier.head.signatures,
        "unplaced": earlier.unplaced,
        "repairs": earlier.repairs,
    }
    filled_with = earlier.set_digest
    if filled_with and earlier.set == indicators.id and filled_with != indicators.digest:
        notes.append(layout.text("note_set_changed"))
    for key, value in parts.items():
        if value:
            notes.append(layout.text("note_left_out", what=layout.text(f"left_{key}")))


# the set


def _left(points: Fraction | None, computed: Sequence[SetNode]) -> Fraction | None:
    """Return what is left of a level's points for its rows."""
    if points is None:
        return None
    return points - sum((node.points or ZERO for node in computed), ZERO)


def _level(node: SetNode) -> LevelPlan:
    below = [inner for inner in node.walk() if inner is not node and inner.rows == "indicators"]
    return LevelPlan(
        node.name,
        node.also,
        _left(node.points, [inner for inner in node.walk() if is_computed(inner)]),
        tuple(inner.name for inner in below),
        not below and node.rows != "indicators",
    )


def _asked(indicators: IndicatorSet) -> frozenset[str]:
    names: set[str] = set()
    for applied in indicators.row_rules():
        names |= names_in(applied.rule)
    for demand in indicators.demands:
        names |= demand.when.names if demand.when is not None else set()
    found = {key for key, facts in _ASKED.items() if facts & names}
    return frozenset(found | ({"adjustment.date"} if "adjustment.document" in found else set()))


def _with_spare(
    lines: Sequence[Line], indicators: IndicatorSet, layout: FillLayout
) -> tuple[Line, ...]:
    """Add empty rows: for second levels without one, and a few more in every first level."""
    found = list(lines)
    for top in indicators.levels:
        below = [node for node in top.walk() if node.rows == "indicators"]
        if not below:
            continue
        names = {level_key(name) for name in (top.name, *top.also)}
        own = [
            at for at, line in enumerate(found) if level_key(str(line.get("level1", ""))) in names
        ]
        written = str(found[own[0]]["level1"]) if own else top.name
        there = {level_key(str(found[at].get("level2", ""))) for at in own}
        new: list[Line] = []
        for node in below:
            known = {level_key(name) for name in (node.name, *node.also)}
            second = {} if node is top else {"level2": node.name}
            if (node is top and own) or known & there:
                continue
            new += [{"level1": written, **second}] * (
                layout.spare.missing if lines else layout.spare.blank
            )
        if lines and own:
            last = {
                key: found[own[-1]][key] for key in ("level1", "level2") if key in found[own[-1]]
            }
            new = [last] * layout.spare.more + new
        at = own[-1] + 1 if own else len(found)
        found[at:at] = new
    return tuple(found)
