"""The values of the visible formulas, computed exactly, as the formulas yield them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.exact import ZERO, half_up, plain, printed
from scoring.indicator_set.model import IndicatorSet
from scoring.money import YUAN_PER_UNIT
from scoring.rules.types import Value
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.live import LiveRules, score_of_formulas
from scoring.workbooks.fill_in.plan.plan import (
    CheckValues,
    Entry,
    FormulaValues,
    LevelPlan,
    Line,
)
from scoring.workbooks.fill_in.plan.row_values import RowValues, filled_down


@dataclass(frozen=True, slots=True)
class FormulaEvaluator:
    """What the values are computed from: the set, its formulas' rules, its levels."""

    indicators: IndicatorSet
    layout: FillLayout
    levels: tuple[LevelPlan, ...]
    rules: LiveRules | None
    simple_sum: bool
    computed: Fraction
    """The points of the leaves that are computed from figures or checklists."""
    row_points: Fraction | None

    def shown(
        self,
        rows: Sequence[Line],
        total_row: Line | None,
        values: Mapping[str, str],
        claims: Sequence[Entry | None],
        others: int,
    ) -> FormulaValues:
        """Return what every visible formula shows.

        ``others`` is how many leaves and tasks the formulas do not score, ``claims`` what the unit
        gave itself for them.
        """
        indicators = self.indicators
        of_rows = RowValues(
            indicators, self.layout, self.rules, values.get("year", ""), values.get("state", "")
        )
        rows = list(filled_down(rows))
        scores = tuple(map(of_rows.row, rows))
        rate, execution = self._execution(total_row, values)
        own = ZERO if indicators.execution is None else indicators.execution.points
        points = own + sum((_number(line.get("points")) for line in rows), ZERO)
        filled = [
            any(line.get(key) for key in ("name", "target", "actual")) or "points" in line
            for line in rows
        ]
        cap = self._cap(total_row, values)
        claimed = None if total_row is None else total_row.get("claimed")
        parts = [
            _Part(score, line.get("claimed"), _number(line.get("points")))
            for score, line, holds in zip(scores, rows, filled, strict=True)
            if holds
        ]
        if indicators.execution is not None:
            parts.append(_Part(execution, claimed, own))
        rest = max((self.row_points or points) - points, ZERO)
        total, words = self._total(parts, others, rest, cap)
        leaves = [_Part("", claim, None) for claim in claims]
        signed = self._signed([*parts, *leaves], points, cap)
        checks = self._checks(rows, scores, points, execution)
        return FormulaValues(
            scores, rate, execution, self._points(points), total, words, signed, checks
        )

    def _points(self, points: Fraction) -> str:
        should = self.row_points
        most = "" if should is None else f"/{plain(should + self.computed)}"
        return plain(points + self.computed) + most

    def _total(
        self, parts: Sequence[_Part], others: int, rest: Fraction, cap: Fraction | None
    ) -> tuple[Entry, str]:
        """Return the total of the rules, and in words how far it may go while parts are open.

        ``rest`` are the points that no row has yet.
        """
        text, indicators = self.layout.text, self.indicators
        settled = sum((_number(part.score) for part in parts), ZERO)
        waiting = [part.points or ZERO for part in parts if not isinstance(part.score, Decimal)]
        missing = len(waiting) + others
        if not self.simple_sum or (indicators.cap is not None and cap is None):
            return text("total_open"), ""
        low = self._within(settled, cap)
        if not missing:
            return low, ""
        high = self._within(settled + sum(waiting, self.computed + rest), cap)
        return text("total_open"), text("range", low=_shown(low), high=_shown(high), count=missing)

    def _signed(self, parts: Sequence[_Part], points: Fraction, cap: Fraction | None) -> Entry:
        """Return the total of the unit's own scores, the rules' where it gave none, or what keeps the
        form from bearing one.
        """
        text, should = self.layout.text, self.row_points
        if not self.simple_sum or (self.indicators.cap is not None and cap is None):
            return text("total_open")
        if should is not None and points != should:
            return text("own_points", points=plain(should + self.computed))
        above = sum(1 for part in parts if part.is_impossible)
        if above:
            return text("own_above", count=above)
        own = [p.claimed if isinstance(p.claimed, Decimal) else p.score for p in parts]
        known = [entry for entry in own if isinstance(entry, Decimal)]
        total = self._within(sum(map(_number, known), ZERO), cap)
        if len(known) == len(own):
            return total
        return text("own_open", known=_shown(total), count=len(own) - len(known))

    def _within(self, total: Fraction, cap: Fraction | None) -> Decimal:
        bounds = (half_up(total, self.indicators.places), self.indicators.points, cap)
        return printed(min(bound for bound in bounds if bound is not None), 6)

    def _execution(self, line: Line | None, values: Mapping[str, str]) -> tuple[Entry, Entry]:
        """Return rate and score of the row of all money."""
        if line is None:
            return "—", ""
        budget, executed = line.get("budget"), line.get("executed")
        rate: Entry = "—"
        if isinstance(budget, Decimal) and budget > 0:
            rate = printed(_number(executed) / Fraction(budget) * 100, 2)
        execution = self.indicators.execution
        if execution is None:
            return rate, ""
        if not isinstance(budget, Decimal) and not isinstance(executed, Decimal):
            return rate, ""
        scope = self._scope(line, values, execution.points)
        score = (
            None if scope is None else score_of_formulas(execution.applied, scope, self.indicators)
        )
        return rate, self.layout.text("later") if score is None else printed(score, 6)

    def _cap(self, line: Line | None, values: Mapping[str, str]) -> Fraction | None:
        """Return the cap of the total, None where the formulas leave it open."""
        cap, points = self.indicators.cap, self.indicators.points
        if cap is None or points is None or line is None or self.indicators.execution is None:
            return None
        scope = self._scope(line, values, points)
        return None if scope is None else score_of_formulas(cap, scope, self.indicators)

    def _scope(
        self, line: Line, values: Mapping[str, str], points: Fraction
    ) -> dict[str, Value | None] | None:
        """Return the facts of the row of all money; None without both amounts."""
        budget, executed = line.get("budget"), line.get("executed")
        if not (isinstance(budget, Decimal) and isinstance(executed, Decimal)):
            return None
        of_set = self.indicators.money_unit
        money = YUAN_PER_UNIT[values.get("money_unit", of_set)] / YUAN_PER_UNIT[of_set]
        return {
            "points": points,
            "budget": Fraction(budget) * money,
            "executed": Fraction(executed) * money,
            "initial": _number(line.get("initial")) * money,
            "finished": {"是": True, "否": False}.get(values.get("finished", "")),
            "state": values.get("state", "") or "正常",
        }

    def _checks(
        self, rows: Sequence[Line], scores: Sequence[Entry], points: Fraction, execution: Entry
    ) -> tuple[CheckValues, ...]:
        found = []
        if self.indicators.execution is not None:
            own = self.indicators.execution.points
            found.append(CheckValues(printed(own, 6), execution, self._says(own, own)))
        known: set[str] = set()
        for level in self.levels:
            if level.computed:
                continue
            names = {level.name, *level.also}
            known |= names
            among = [at for at, line in enumerate(rows) if line.get("level1") in names]
            filled = sum((_number(rows[at].get("points")) for at in among), ZERO)
            own_scores = (scores[at] for at in among)
            score = sum((Fraction(s) for s in own_scores if isinstance(s, Decimal)), ZERO)
            shown = printed(score, 6) if self.indicators.scored else ""
            found.append(CheckValues(printed(filled, 6), shown, self._says(filled, level.points)))
        if known:
            unmatched = sum(
                (_number(line.get("points")) for line in rows if line.get("level1") not in known),
                ZERO,
            )
            word = "stray_says" if unmatched else "check_ok"
            found.append(CheckValues(printed(unmatched, 6), "", self.layout.text(word)))
        found.append(CheckValues(printed(points, 6), "", self._says(points, self.row_points)))
        return tuple(found)

    def _says(self, filled: Fraction, should: Fraction | None) -> str:
        text = self.layout.text
        if should is None:
            return text("check_open")
        apart = filled - should
        if not apart:
            return text("check_ok")
        return f"{text('check_more' if apart > 0 else 'check_less')} {plain(abs(apart))}"


def _number(entry: Entry | None) -> Fraction:
    return Fraction(entry) if isinstance(entry, Decimal) else ZERO


@dataclass(frozen=True, slots=True)
class _Part:
    """What counts towards the total: the score shown, the unit's own, and the points."""

    score: Entry
    claimed: Entry | None
    points: Fraction | None
    """None where the formulas do not know them."""

    @property
    def is_impossible(self) -> bool:
        """Whether the unit gave itself more than there is, or less than nothing."""
        if self.points is None or not isinstance(self.claimed, Decimal):
            return False
        return not 0 <= self.claimed <= self.points


def _shown(number: Decimal) -> str:
    return format(number, "f")
