"""Whole forms as competent units fill them, for every set that can score or report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.records.submission import Submission
from scoring.work.library import Library
from tests.statistics.accusations.figures import chance, cut, half_up, pick, shared, written
from tests.statistics.accusations.funds import Funds, made_funds
from tests.statistics.accusations.leaves import Leaves, Tasks, made_leaves, made_tasks
from tests.statistics.accusations.rows import Context, Made, makers_for, not_applicable
from tests.statistics.accusations.traps import trap_for
from tests.statistics.accusations.ways import way_of


@dataclass(frozen=True)
class Row:
    """A row in its place, with its points, what the rule gives and what the unit claims."""

    made: Made
    fields: dict[str, Any]
    points: Fraction
    right: Fraction
    """The rule's score, to two decimals."""
    claimed: Fraction
    branch: tuple[str, ...] = ()
    """The names of its levels as the set has them."""

    @property
    def level1(self) -> str:
        return str(self.fields.get("level1", ""))

    @property
    def level2(self) -> str:
        return str(self.fields.get("level2", ""))

    @property
    def level(self) -> str:
        return self.level1 + self.level2

    @property
    def told(self) -> dict[str, Any]:
        """The row on a form without points."""
        return dict(self.fields)

    @property
    def data(self) -> dict[str, Any]:
        return {**self.fields, "points": written(self.points), "claimed": written(self.claimed)}


@dataclass(frozen=True)
class Form:
    """A generated form; ``data`` is the submission as data, ``rows`` are its rows in order."""

    set_id: str
    data: dict[str, Any]
    rows: tuple[Row, ...]
    funds: Funds
    leaves: Leaves
    tasks: Tasks

    @property
    def beside_funds(self) -> bool:
        """Whether a row tells the same as the funds."""
        return any(row.made.kind in {"项目总成本", "预算执行率"} for row in self.rows)

    @property
    def submission(self) -> Submission:
        return Submission.model_validate(self.data)


def sets_to_fill(library: Library) -> tuple[str, ...]:
    """Return the ids of the sets that a unit can fill in: all but the abstract ones."""
    ids = [entry.id for entry in library.entries()]
    return tuple(one for one in ids if not library.indicator_set(one).abstract)


def correct_form(r: Random, one: IndicatorSet) -> Form:
    """Return a correct form of a set."""
    way = way_of(one.id)
    year = r.choice([2021, 2022, 2023, 2024])
    points = Fraction(0) if one.execution is None else Fraction(one.execution.points)
    funds = made_funds(r, one, way, points)
    start = r.choice([None, None, None, f"{year}-01-01", f"{year}-03-01", f"{year - 1}-07-01"])
    known = (funds.executed, funds.budget) if funds.rows else (None, None)
    context = Context(one.id, way, year, *known, start=start)
    leaves = made_leaves(r, one)
    tasks = _tasks(r, one)
    data: dict[str, Any] = {
        "schema": "ziping/submission/1",
        "set": one.id,
        "year": year,
        "unit": r.choice(["某市数据中心", "某县农业农村局", "某区教育局", "某市公路管理处"]),
        "department": r.choice(["某市某局", "某县财政局"]),
        "money_unit": funds.money_unit,
        "funds": funds.rows,
        "goal": {"expected": "完成年度各项任务。", "achieved": "已完成年度各项任务。"},
        "texts": {demand.field: "符合规定。" for demand in one.demands if demand.of == "texts"},
        **funds.more,
        **leaves.data,
    }
    if one.applies_to == "project":
        name = r.choice(["信息系统运行维护", "农村道路养护", "职业技能培训"])
        data["project"] = {"name": name, "code": "440300000000000001"}
    if start:
        data["project_period"] = {"start": start, "end": f"{year}-12-31"}
    if chance(r, 30):
        data["head"] = {
            "filled_by": "李四",
            "date": f"{year + 1}-0{r.randint(1, 4)}-1{r.randint(0, 9)}",
        }
    if tasks.rows:
        data["tasks"] = tasks.rows
    goals = next((node for node in one.levels if node.rows == "goals"), None)
    if goals is not None:
        data["goals"], rows, earned = _goals(r, one, goals, context)
    else:
        rows = tuple(_rows(r, one, context, 100 - points))
        earned = sum((row.claimed for row in rows), Fraction(0))
        data["indicators"] = [row.data if one.scored else row.told for row in rows]
    if one.scored:
        total = earned + funds.claimed + leaves.total + sum(tasks.right, Fraction(0))
        data |= (
            _told_of_the_whole(r, one, rows, total, data)
            if leaves.claimed or not leaves.right
            else {}
        )
    return Form(one.id, data, rows, funds, leaves, tasks)


def _told_of_the_whole(
    r: Random, one: IndicatorSet, rows: tuple[Row, ...], total: Fraction, data: dict[str, Any]
) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if chance(r, 85):
        more["claimed_total"] = written(total, 2) if chance(r, 50) else written(total)
        grade = next((g.name for g in one.grades if g.holds(total)), "")
        if grade and chance(r, 70):
            more["claimed_grade"] = grade
    if chance(r, 50) and "goals" not in data:
        more["claims"] = {**data.get("claims", {}), **_level_sums(one, rows)}
    return more


def _tasks(r: Random, one: IndicatorSet) -> Tasks:
    node = next((node for node in one.levels if node.rows == "tasks"), None)
    return Tasks([], []) if node is None else made_tasks(r, Fraction(node.points or 0))


def _goals(
    r: Random, one: IndicatorSet, node: SetNode, context: Context
) -> tuple[list[dict[str, Any]], tuple[Row, ...], Fraction]:
    """Return several yearly goals with rows on a scale of their own, each stretched to its share."""
    ratios = shared(r, Fraction(100), r.randint(1, 3))
    goals, rows, total = [], [], Fraction(0)
    for at, ratio in enumerate(ratios):
        own = list(_rows_of(r, one, node.children, context, Fraction(r.choice([90, 100]))))
        held = sum((row.points for row in own), Fraction(0))
        earned = sum((row.claimed for row in own), Fraction(0))
        total += half_up(earned / held * ratio / 100 * Fraction(node.points or 0))
        goals.append({
            "name": ["完成重点任务", "提升服务水平", "改善营商环境"][at], "ratio": written(ratio),
            "expected": "完成任务。", "achieved": "已完成任务。", "indicators": [row.data for row in own],
        })  # fmt: skip
        rows += own
    return goals, tuple(rows), total


def _level_sums(one: IndicatorSet, rows: tuple[Row, ...]) -> dict[str, str]:
    """Return the sums of the first levels whose rows are all handed in as rows."""
    sums: dict[str, Fraction] = {}
    mixed = {n.path[0] for n in one.nodes() if n.path and not n.children and not n.rows}
    for row in rows:
        level = level_named(one, row.fields.get("level1", ""))
        if level is not None and level.name not in mixed:
            sums[level.name] = sums.get(level.name, Fraction(0)) + row.claimed
    return {name: written(total) for name, total in sums.items()}


def level_named(one: IndicatorSet, written_name: str) -> SetNode | None:
    name = written_name.split("(", maxsplit=1)[0]
    return next((n for n in one.levels if name in (n.name, *n.also)), None)


def _rows(r: Random, one: IndicatorSet, context: Context, points: Fraction) -> Iterator[Row]:
    return _rows_of(r, one, one.levels, context, points)


def _rows_of(
    r: Random, one: IndicatorSet, nodes: tuple[SetNode, ...], context: Context, points: Fraction
) -> Iterator[Row]:
    for node, held in _shared_out(r, nodes, points):
        in_goals = node in nodes and nodes is not one.levels
        level1 = node.name if in_goals or not node.path else node.path[0]
        top = node if in_goals else next(n for n in one.levels if n.name == level1)
        first = r.choice([top.name, *top.also])
        if chance(r, 10) and top.points is not None:
            first += f"({written(Fraction(top.points))}分)"
        place = {"level1": first}
        if node.path and not in_goals:
            place["level2"] = r.choice([node.name, *node.also]) if chance(r, 30) else node.name
        if not held:
            made = not_applicable(r, context)
            yield Row(made, {**made.fields, **place}, Fraction(0), Fraction(0), Fraction(0))
            continue
        many = pick(r, [(5, 1), (3, 2), (2, 3)]) if held >= 2 else 1
        for share in shared(r, held, many):
            trap = trap_for(r, node.name) if chance(r, 18) else None
            made = (
                trap(r, context)
                if trap
                else pick(
                    r, makers_for(f"{level1}/{node.name}"[-8:] if "满意" in level1 else node.name)
                )(r, context)
            )
            fill = _by_coefficient if context.way.coefficient else _claimed
            row = fill(r, made, {**place, **made.fields}, share)
            yield replace(row, branch=(top.name, node.name))


def _shared_out(
    r: Random, nodes: tuple[SetNode, ...], points: Fraction
) -> Iterator[tuple[SetNode, Fraction]]:
    """Share points out among the branches that hold rows; a few get none and say 不适用."""
    fixed = sum((Fraction(n.points) for n in nodes if n.points is not None), Fraction(0))
    free = [n for n in nodes if n.points is None and any(b.rows == "indicators" for b in n.walk())]
    held = {n.name: Fraction(n.points) for n in nodes if n.points is not None}
    if free:
        count = r.randint(1, min(len(free), 4))
        chosen = sorted(r.sample(range(len(free)), count))
        for at, share in zip(chosen, shared(r, points - fixed, count), strict=True):
            held[free[at].name] = share
    for node in nodes:
        share = held.get(node.name)
        if node.rows == "indicators":
            if share:
                yield node, share
            elif node.path and chance(r, 25):
                yield node, Fraction(0)
        elif share:
            yield from _shared_out(r, node.children, share)


def _claimed(r: Random, made: Made, fields: dict[str, Any], points: Fraction) -> Row:
    exact = made.share * points
    right = half_up(exact)
    claimed = right
    if "cut" in made.tags:
        claimed = points - half_up(points * Fraction(r.choice([10, 20, 25]), 100))
        reason = str(fields["reason"]).format(cut=written(points - claimed))
        fields = {**fields, "reason": reason}
    elif made.low is not None and made.low < made.share and chance(r, 35):
        low = half_up(made.low * points)
        claimed = cut(low + (right - low) * Fraction(r.randint(0, 100), 100))
    elif made.completion is not None and chance(r, 25):
        claimed = r.choice(
            [cut(exact), half_up(half_up(made.completion, 4) * points), half_up(exact)]
        )
    elif not made.met and chance(r, 8):
        claimed = cut(right * Fraction(r.randint(50, 95), 100), 1)
    return Row(made, fields, points, right, claimed)


def _by_coefficient(r: Random, made: Made, fields: dict[str, Any], points: Fraction) -> Row:
    """The unit chooses a coefficient by how far the row was done; the rule multiplies by it."""
    del r
    coefficient = half_up(made.share * 100)
    right = half_up(coefficient * points / 100)
    return Row(made, {**fields, "coefficient": written(coefficient)}, points, right, right)
