"""Make the plan of a fill-in workbook from a set, an earlier submission, and targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from scoring import __version__
from scoring.engine.scorer import Scorer
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
    goals_and_tasks,
    is_computed,
    monitoring,
    yes_no,
)
from scoring.workbooks.fill_in.plan.live import (
    LiveRules,
    cap_plan,
    execution_plan,
    first_levels,
    live_rules,
)
from scoring.workbooks.fill_in.plan.of_form import FormWords
from scoring.workbooks.fill_in.plan.plan import Entry, FillPlan, LevelPlan, Line, ReferenceTable
from scoring.workbooks.fill_in.plan.recipes import live_texts, recipes
from scoring.workbooks.fill_in.plan.row_values import filled_down
from scoring.workbooks.fill_in.plan.shares import propose_points
from scoring.workbooks.fill_in.plan.single_values import single_values

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
    scorer: Scorer | None = None,
    form: FormWords | None = None,
    references: Sequence[ReferenceTable] = (),
) -> FillPlan:
    """Return what the workbook shows.

    ``scorer`` is the engine that scores by the set: formulas show no score but those that it gives.
    Without it no row is scored while it is typed. ``form`` has the words of the set's own form.
    ``earlier`` prefills everything; ``targets`` bring the indicator rows instead of its own.
    Raises :class:`InputError` for a set that only others extend.
    """
    _must_be_supported(indicators)
    notes: list[str] = []
    form = form or FormWords()
    layout = layout.relabelled(form.words)
    goals, rows = _rows(earlier, targets, notes, layout)
    bare = [(row.level1, row.level2, row.points) for row in rows]
    points = propose_points(bare, indicators, layout.shares) if rows and indicators.scored else []
    proposed = any(new != row.points for new, row in zip(points, rows, strict=False))
    lines = [
        _line(goal, replaced if replaced is not None else row.points, row, notes, layout)
        for goal, row, replaced in zip(
            goals, rows, points or [row.points for row in rows], strict=True
        )
    ]
    used = frozenset(key for line in lines for key in line) | _asked(indicators)
    columns, printed = _columns(form, used, layout)
    values = single_values(earlier, indicators, layout)
    head = _head(form, indicators, values, layout)
    if earlier is not None:
        _note_left_out(earlier, indicators, notes, layout)
    levels = tuple(_level(node) for node in first_levels(indicators))
    further = _further(indicators, values, layout)
    tables = {
        **goals_and_tasks(indicators, earlier, layout),
        **further_tables(indicators, earlier, notes, layout, further),
        "monitoring": monitoring(rows, layout),
    }
    weighed_tasks = any(node.rows == "tasks" for node in indicators.nodes())
    plain_tree = all(
        node.combine == "sum"
        and node.not_applicable in (None, "zero", "full")
        and node.rows != "goals"  # whose scores count by their shares
        for node in indicators.nodes()
    )
    simple_sum = plain_tree and indicators.not_applicable in (None, "zero", "full")
    funds = _funds(earlier, indicators, layout)
    total_row = _total_row(funds, indicators)
    shown_rows = _with_spare(lines, indicators, layout)
    rules = _rules(indicators, scorer, shown_rows, values, layout)
    others = [node for node in indicators.nodes() if is_computed(node) or node.rows == "tasks"]
    by_goals = any(node.rows == "goals" for node in indicators.nodes())
    row_points = None if by_goals else _left(indicators.points, others)
    computed = sum((node.points or ZERO for node in others), ZERO)
    known = FormulaEvaluator(indicators, layout, levels, rules, simple_sum, computed, row_points)
    of_money = None if total_row is None else funds[total_row]
    claims = _claims(tables, others, weighed_tasks=weighed_tasks)
    shown = known.shown(shown_rows, of_money, values, claims, len(others))
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
        columns=columns,
        printed=printed,
        head=head,
        further=further,
        words=_words(form, head, layout),
        tables=tables,
        weighed_tasks=weighed_tasks,
        choices={name: spec.choices for name, spec in indicators.inputs.items() if spec.choices},
        others=len(others),
        computed=computed,
        simple_sum=simple_sum,
        live=None if rules is None else rules.case_formulas,
        shown=shown,
        row_points=row_points,
        notes=tuple(dict.fromkeys(notes)),
        references=tuple(references),
        proposed=proposed,
        inner={
            "level1": tuple(level.name for level in levels if not level.computed),
            "level2": tuple(dict.fromkeys(name for level in levels for name in level.children)),
            "grade": tuple(grade.name for grade in indicators.grades),
        },
    )


def _must_be_supported(indicators: IndicatorSet) -> None:
    if indicators.abstract:
        message = f"指标体系“{indicators.id}”只供其他指标体系继承，不能用来填报"
        raise InputError(
            [Problem("abstract-set", message, Place("--set"), "有哪些见 ziping sets list。")]
        )


def _rules(
    indicators: IndicatorSet,
    scorer: Scorer | None,
    rows: Sequence[Line],
    values: Mapping[str, str],
    layout: FillLayout,
) -> LiveRules | None:
    """Return how rows are scored while they are typed, with the recipes of known targets."""
    rules = None if scorer is None else live_rules(indicators)
    if scorer is None or rules is None:
        return None
    year = values.get("year", "")
    made = recipes(filled_down(rows), rules, scorer, int(year) if year else None, layout)
    case_formulas = replace(rules.case_formulas, recipes=made, texts=live_texts(scorer, layout))
    return replace(rules, case_formulas=case_formulas)


# what is known already


def _rows(
    earlier: Submission | None,
    targets: Sequence[Indicator] | None,
    notes: list[str],
    layout: FillLayout,
) -> tuple[list[str], list[Indicator]]:
    """Return the goals and the rows: the targets', with what the earlier submission holds for them."""
    own: list[tuple[str, Indicator]] = []
    if earlier is not None:
        own += [("", row) for row in earlier.indicators]
        own += [(goal.name, row) for goal in earlier.goals for row in goal.indicators]
    if targets is None:
        return [goal for goal, _ in own], [row for _, row in own]
    known = {_same(row): (goal, row) for goal, row in reversed(own)}
    goals, found = [], []
    for target in targets:
        goal, row = known.pop(_same(target), ("", None))
        goals.append(goal)
        if row is None:
            found.append(target)
            continue
        update: dict[str, object] = {"level2": target.level2 or row.level2}
        update["points"] = row.points if target.points is None else target.points
        if target.target != row.target or target.direction or target.unit:
            update |= {key: getattr(target, key) for key in ("target", "direction", "unit")}
        found.append(row.model_copy(update=update))
    notes += [layout.text("note_row", name=row.name) for _, row in own if _same(row) in known]
    return goals, found


def _same(row: Indicator) -> tuple[str, str]:
    return level_key(row.level1), level_key(row.name)


def _line(
    goal: str, points: Decimal | None, row: Indicator, notes: list[str], layout: FillLayout
) -> Line:
    texts: dict[str, Entry | None] = {
        "goal": goal,
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
        "last_actual": row.last_actual,
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
        "family",
    )
    values = {key: getattr(row, key) for key in keys}
    values["over_confirmed"] = yes_no(row.over_confirmed or None)
    return {key: value for key, value in values.items() if value not in (None, "")}


def _note_left_out(
    earlier: Submission, indicators: IndicatorSet, notes: list[str], layout: FillLayout
) -> None:
    """List what of a submission the workbook does not hold, and a set that changed since."""
    kinds = {node.rows for node in indicators.nodes()}
    parts = {
        "goals": () if "goals" in kinds else earlier.goals,
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


# the form


def _columns(
    form: FormWords, used: frozenset[str], layout: FillLayout
) -> tuple[tuple[str, ...], int]:
    """Return the columns of indicators, and how many of them are the form's."""
    table = layout.tables["indicators"].columns
    always = [column.key for column in table if column.when == "always"]
    usual = always[: always.index("reason") + 1]
    printed = list(form.columns)
    for at, key in enumerate(usual):
        if key not in printed:
            before = [printed.index(each) for each in usual[:at] if each in printed]
            printed.insert(max(before, default=-1) + 1, key)
    if "goal" in used and "goal" not in printed:
        printed.insert(0, "goal")
    rest = [
        column.key
        for column in table
        if column.key not in printed and (column.when == "always" or column.key in used)
    ]
    last = [key for key in rest if not layout.tables["indicators"].column(key).input]
    return (*printed, *(key for key in rest if key not in last), *last), len(printed)


def _head(
    form: FormWords, indicators: IndicatorSet, values: Mapping[str, str], layout: FillLayout
) -> tuple[str, ...]:
    """Return the fields above the tables: the form's own first, then what is asked besides."""
    fields = [field.key for field in layout.fields if field.block == "head"]
    asked = {name for applied in indicators.form_rules() for name in names_in(applied.rule)}
    dropped = {
        field.key
        for field in layout.fields
        if indicators.applies_to == "department" and field.of_project
        and not (field.key in form.head or field.key in values or field.key in asked)
    }  # fmt: skip
    own = [key for key in form.head if key in fields]
    return (*own, *(key for key in fields if key not in own and key not in dropped))


def _further(
    indicators: IndicatorSet, values: Mapping[str, str], layout: FillLayout
) -> tuple[str, ...]:
    """Return the fields on the sheets other than the form."""
    blocks = [block for sheet in layout.sheets.values() for block in sheet.blocks]
    is_department = indicators.applies_to == "department"
    return tuple(
        field.key
        for field in layout.fields
        if field.block in blocks
        and not (is_department and field.of_project and field.key not in values)
    )


def _words(form: FormWords, head: Sequence[str], layout: FillLayout) -> Mapping[str, str]:
    """Return the words of the form, with the fields that must be filled where these are others."""
    if "project.name" in head:
        return form.words
    required = [field.key for field in layout.fields if field.required]
    required = ["unit" if key == "project.name" else key for key in required]
    return {**form.words, "required": ",".join(required)}


# the set


def _claims(
    tables: Mapping[str, Sequence[Line]], others: Sequence[SetNode], *, weighed_tasks: bool
) -> list[Entry | None]:
    """Return what the unit gave itself for leaves that are computed, and for its tasks."""
    leaves = sum(1 for node in others if node.rows is None)
    claims = [line.get("claimed") for line in tables.get("claims", ())[:leaves]]
    of_tasks = tables.get("tasks", ()) if weighed_tasks else ()
    tasks = [line.get("claimed") for line in of_tasks if line.get("name")]
    return [*claims, *(tasks or [None] * (len(others) - leaves))]


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
    by_goals = any(node.rows == "goals" for node in indicators.nodes())
    for applied in indicators.row_rules():
        names |= names_in(applied.rule)
    for demand in indicators.demands:
        names |= demand.when.names if demand.when is not None else set()
    found = {key for key, facts in _ASKED.items() if facts & names}
    found |= {"goal"} if by_goals else set()
    return frozenset(found | ({"adjustment.date"} if "adjustment.document" in found else set()))


def _with_spare(
    lines: Sequence[Line], indicators: IndicatorSet, layout: FillLayout
) -> tuple[Line, ...]:
    """Add empty rows: for second levels without one, and a few more in every first level."""
    found = list(lines)
    for top in first_levels(indicators):
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
            keys = ("goal", "level1", "level2")
            last = {key: found[own[-1]][key] for key in keys if key in found[own[-1]]}
            new = [last] * layout.spare.more + new
        at = own[-1] + 1 if own else len(found)
        found[at:at] = new
    if found and not lines:
        found += [{}] * layout.spare.open
    return tuple(found)
