"""A correct form taken in hand: one thing is changed, and what follows from it is kept consistent."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any

from scoring.indicator_set.model import IndicatorSet, SetNode
from scoring.records.scorecard import Scorecard
from scoring.records.submission import Submission
from tests.statistics.accusations.figures import written
from tests.statistics.accusations.forms import Form, Row, level_named
from tests.statistics.accusations.ways import Way, way_of

_PLACE = ("level1", "level2", "points", "claimed", "coefficient")


@dataclass
class Editor:
    """A form's data to be changed; sums, total and grade follow the claims of its rows."""

    form: Form
    one: IndicatorSet
    card: Scorecard
    r: Random
    data: dict[str, Any] = field(init=False)
    rows: list[dict[str, Any]] = field(init=False)
    ids: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.data = copy.deepcopy(self.form.data)
        self.rows = list(self.data.get("indicators", ()))
        for goal in self.data.get("goals", ()):
            self.rows += goal["indicators"]
        apart = {*self.form.leaves.right, *self.form.leaves.judged}
        for_tasks = {node.name for node in self.one.levels if node.rows == "tasks"}
        self.ids = [
            row.id
            for row in self.card.indicators
            if row.id not in apart and not for_tasks & {row.level1, *row.path}
        ]

    @property
    def way(self) -> Way:
        return way_of(self.form.set_id)

    @property
    def reads(self) -> bool:
        """Whether the set scores rows by what stands in them."""
        return self.one.scored and not self.way.coefficient

    @property
    def submission(self) -> Submission:
        return Submission.model_validate(self.data)

    @property
    def total_funds(self) -> dict[str, Any]:
        return self.data["funds"][0]

    @property
    def rows_are_all_claimed(self) -> bool:
        """Whether the total can be added up from what the form tells."""
        leaves = self.form.leaves
        return bool(leaves.claimed) or not (leaves.right or leaves.judged)

    @property
    def rate(self) -> Fraction:
        """执行率 in percent, 0 on a form without one."""
        funds = self.form.funds
        return (
            funds.executed / funds.budget * 100
            if self.one.execution and funds.budget
            else Fraction(0)
        )

    def points(self, at: int) -> Fraction:
        return self.form.rows[at].points

    def choose(self, wanted: Callable[[Row], bool] = lambda _: True, least: int = 1) -> int | None:
        """Choose a row with at least so many points of which ``wanted`` holds."""
        found = [
            at
            for at, row in enumerate(self.form.rows)
            if row.points >= least and wanted(row) and at < len(self.ids)
        ]
        return self.r.choice(found) if found else None

    def plain(self, row: Row) -> bool:
        """Whether a row stands where targets are read in the usual way."""
        return self.reads and "满意" not in row.level

    def change(self, at: int, **changed: Any) -> str:
        """Change some fields of a row; return its id."""
        row = self.rows[at]
        before = Fraction(row.get("claimed", 0))
        for key, value in changed.items():
            if value is None:
                row.pop(key, None)
            else:
                row[key] = value
        if "claimed" in changed and changed["claimed"] is not None:
            self.follow(Fraction(row["claimed"]) - before, row["level1"])
        return self.ids[at]

    def replace(self, at: int, **fields: Any) -> str:
        """Put another indicator into a row's place; all its points are claimed unless told."""
        row = self.rows[at]
        for key in [key for key in row if key not in _PLACE]:
            del row[key]
        row.update({"name": "巡检报告", **{k: v for k, v in fields.items() if k != "claimed"}})
        if not self.one.scored:
            return self.ids[at]
        return self.change(at, claimed=fields.get("claimed", row["points"]))

    def follow(self, more: Fraction, level1: str = "") -> None:
        """Carry a difference of a claim into level sums, total and grade."""
        if "goals" in self.data:
            self.data.pop("claimed_total", None)
            self.data.pop("claimed_grade", None)
            return
        node = level_named(self.one, level1) if level1 else None
        claims = self.data.get("claims", {})
        if node is not None and node.name in claims and level1:
            claims[node.name] = written(Fraction(claims[node.name]) + more)
        if "claimed_total" in self.data:
            total = Fraction(self.data["claimed_total"]) + more
            self.data["claimed_total"] = written(total)
            if "claimed_grade" in self.data:
                grades = self.one.grades
                fits = (g.name for g in grades if g.holds(total))
                self.data["claimed_grade"] = next(fits, grades[-1].name)

    def claim_of_leaf(self, path: str) -> str | None:
        """Return the key under which a leaf's claim is told, if it is."""
        claims = self.data.get("claims", {})
        short = path.rsplit("/", maxsplit=1)[-1]
        return path if path in claims else short if short in claims else None

    def node(self, name: str) -> SetNode | None:
        return level_named(self.one, name)
