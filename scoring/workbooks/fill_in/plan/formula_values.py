"""The values of the visible formulas, computed exactly, as the formulas yield them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import ZERO, half_up, plain, printed
from scoring.indicator_set.model import IndicatorSet
from scoring.money import YUAN_PER_UNIT
from scoring.rules.types import Value
from scoring.values.attainment import Case
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.live import LiveRules, score_of_formulas
from scoring.workbooks.fill_in.plan.plan import (
    FIGURE_WITHIN,
    LONGEST_FIGURE,
    CheckValues,
    Entry,
    FormulaValues,
    LevelPlan,
    Line,
)

_PLAIN: Final = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_WAYS: Final = {
    "at_least": (Case.AT_LEAST, False), "above": (Case.AT_LEAST, True),
    "at_most": (Case.AT_MOST, False), "below": (Case.AT_MOST, True),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FormulaEvaluator:
    """What the values are computed from: the set, its formulas' rules, its levels."""

    indicators: IndicatorSet
    layout: FillLayout
    levels: tuple[LevelPlan, ...]
    rules: LiveRules | None
    simple_sum: bool
    others: int
    row_points: Fraction | None

    def shown(
        self, rows: Sequence[Line], total_row: Line | None, values: Mapping[str, str]
    ) -> FormulaValues:
        """Return what every visible formula shows."""
        text, indicators = self.layout.text, self.indicators
        scores = tuple(self.row(line) for line in rows)
        rate, execution = self._execution(total_row, values)
        own = ZERO if indicators.execution is None else indicators.execution.points
        points = own + sum((_number(line.get("points")) for line in rows), ZERO)
        filled = [
            any(line.get(key) for key in ("name", "target", "actual")) or "points" in line
            for line in rows
        ]
        open_rows = sum(
            1 for score, holds in zip(scores, filled, strict=True)
            if holds and not isinstance(score, Decimal)
        )  # fmt: skip
        cap = self._cap(total_row, values)
        missing = open_rows + self.others + (not self.simple_sum)
        missing += indicators.cap is not None and cap is None
        summed = sum((Fraction(s) for s in scores if isinstance(s, Decimal)), ZERO)
        if indicators.execution is not None:
            missing += not isinstance(execution, Decimal)
            summed += Fraction(execution) if isinstance(execution, Decimal) else ZERO
        settled = half_up(summed, indicators.places)
        bounds = [bound for bound in (settled, indicators.points, cap) if bound is not None]
        total: Entry = text("total_open") if missing else printed(min(bounds), 6)
        words = ""
        if missing:
            words = (
                f"{text('settled')}{plain(settled)}{text('settled_end')},"
                f"{text('others')}{missing}{text('others_end')}"
            )
        checks = self._checks(rows, scores, points, total, execution)
        return FormulaValues(scores, rate, execution, printed(points, 6), total, words, checks)

    def row(self, line: Line) -> Entry:
        """Return what a row's score shows: a number, or why there is none."""
        text = self.layout.text
        points = line.get("points")
        target, actual = str(line.get("target", "")), str(line.get("actual", ""))
        if not self.indicators.scored:
            return "—"
        if not (line.get("name") or target or actual or points is not None):
            return ""
        if self.rules is None:
            return text("later")
        if points is None:
            return Decimal(0) if actual in self.layout.not_applicable else text("no_points")
        if not points:
            return Decimal(0)
        if not actual:
            return text("wait_actual")
        score = self._score(line, target, actual, Fraction(str(points)))
        return text("later") if score is None else printed(score, 6)

    def _score(self, line: Line, target: str, actual: str, points: Fraction) -> Fraction | None:
        read = _sign(target, self.layout)
        if read is None or self.rules is None or line.get("direction") or line.get("unit"):
            return None
        sense, rest = read
        asked, unit = _figure(rest[:30])
        done, given = _figure(actual)
        if asked is None or done is None or asked <= 0 or not self._fits(asked, unit, done, given):
            return None
        case, strict = _WAYS[sense]
        applied = self.rules.rule(str(line.get("level1", "")), str(line.get("level2", "")), case)
        if applied is None:
            return None
        if case is Case.AT_LEAST:
            met = done > asked or (done == asked and not strict)
        else:
            met = done < asked or (done == asked and not strict)
        scope: dict[str, Value | None] = {
            "points": points, "target": asked, "actual": done, "met": met, "implies": met,
            "completion": done / asked, "bounded": False, "over": False,
            "direction": case.value,
        }  # fmt: skip
        return score_of_formulas(applied, scope, self.indicators)

    def _fits(self, asked: Fraction, unit: str, done: Fraction, given: str) -> bool:
        if not unit:
            return not given and asked > 1 and (done > 1 or done == 0)
        if not given:
            return unit in self.layout.counters
        return unit == given and unit in (*self.layout.units, *self.layout.counters)

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
        self, rows: Sequence[Line], scores: Sequence[Entry], points: Fraction, total: Entry,
        execution: Entry,
    ) -> tuple[CheckValues, ...]:  # fmt: skip
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
        scored = total if self.indicators.scored else ""
        found.append(CheckValues(printed(points, 6), scored, self._says(points, self.row_points)))
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


def _sign(target: str, layout: FillLayout) -> tuple[str, str] | None:
    """Return what the sign of a target means, and the rest of the text; the longest sign holds."""
    signs = [(word, sense) for sense in _WAYS for word in layout.signs.get(sense, ())]
    for word, sense in sorted(signs, key=lambda sign: -len(sign[0])):
        if target.startswith(word):
            return sense, target[len(word) :]
    return None


def _figure(text: str) -> tuple[Fraction | None, str]:
    """Return the plain decimal at the beginning of a text and what follows; None where there is
    none. A digit further on belongs to the figure, so that ``5m2`` is none.
    """
    ends = [at for at, sign in enumerate(text[:FIGURE_WITHIN], 1) if sign in "0123456789."]
    end = ends[-1] if ends else 0
    figure = text[:end]
    if len(figure) > LONGEST_FIGURE or not _PLAIN.fullmatch(figure):
        return None, text[end:]
    return Fraction(figure), text[end : end + 30].strip(" ")
