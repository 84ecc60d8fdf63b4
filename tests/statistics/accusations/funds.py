"""Funds blocks as competent units fill them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any

from scoring.indicator_set.model import IndicatorSet
from tests.statistics.accusations.figures import chance, cut, half_up, pick, written
from tests.statistics.accusations.ways import Way, percent


@dataclass(frozen=True)
class Funds:
    """A funds block with what it says of the whole form; amounts in 元."""

    rows: list[dict[str, Any]]
    money_unit: str
    budget: Fraction
    executed: Fraction
    right: Fraction | None = Fraction(0)
    """The rule's score of the execution rate; None where the set leaves it to people."""
    claimed: Fraction = Fraction(0)
    more: dict[str, Any] = field(default_factory=dict)


_LOW = ("合同分期支付,余款下年支付", "项目结余", "招标节约资金", "年底压减支出")


def made_funds(r: Random, one: IndicatorSet, way: Way, points: Fraction) -> Funds:
    if one.execution is None and one.scored:
        return Funds([], one.money_unit, Fraction(0), Fraction(0))
    unit = one.money_unit if chance(r, 85) else r.choice(["元", "万元"])
    places = r.choice([2, 2, 2, 4, 6]) if unit == "万元" else r.choice([0, 2, 2])
    scale = 10000 if unit == "万元" else 1
    step = Fraction(1, 10**places)
    initial = (
        step * r.randint(10 * 10**places, 3000 * 10**places) * (1 if unit == "万元" else 10000)
    )
    budget = initial if chance(r, 60) else cut(initial * Fraction(r.randint(70, 140), 100), places)
    rate = pick(
        r,
        [(25, Fraction(1)), (50, Fraction(r.randint(9000, 9999), 10000)),
         (15, Fraction(r.randint(6000, 8999), 10000)), (7, Fraction(r.randint(2000, 5999), 10000)),
         (3, Fraction(r.randint(10001, 10500), 10000))],
    )  # fmt: skip
    executed = cut(budget * rate, places)
    rate = executed / budget
    total: dict[str, Any] = {
        "source": r.choice(list(one.execution.total_names)) if one.execution else "年度资金总额",
        "initial": written(initial, places), "budget": written(budget, places), "executed": written(executed, places),
    }  # fmt: skip
    if rate < percent(90) or initial != budget:
        total["reason"] = r.choice(_LOW)
    more: dict[str, Any] = {}
    claimed = Fraction(0)
    right: Fraction | None = claimed
    if one.execution is not None:
        if way.execution == "finished":
            finished = rate >= 1 or chance(r, 70)
            if rate >= 1 and not finished:
                finished = True
            more["finished"] = "是" if finished else "否"
            steps = ((80, Fraction(7)), (60, Fraction(5)), (0, Fraction(0)))
            claimed = (
                points if finished else next(s for least, s in steps if rate >= percent(least))
            )
            right = None if finished and rate > 1 else claimed
        else:
            claimed = half_up(min(rate, Fraction(1)) * points)
            right = claimed
            if rate < 1 and chance(r, 20):
                claimed = r.choice([cut(rate * points), half_up(half_up(rate, 4) * points)])
        total["claimed"] = written(claimed)
        if chance(r, 60):
            total["claimed_rate"] = pick(
                r, [(6, written(half_up(rate * 100), 2)), (1, written(cut(rate * 100), 2)), (2, written(half_up(rate * 100, 1), 1))]
            )  # fmt: skip
        if chance(r, 30):
            total["points"] = written(points)
    rows = [total]
    if not one.scored:
        names = ["中央补助", "地方资金", "其他资金"]
        rows += _sources(r, (initial, budget, executed), places, names)
    elif chance(r, 60):
        rows += _sources(r, (initial, budget, executed), places)
    return Funds(rows, unit, budget * scale, executed * scale, right, claimed, more)


def _sources(
    r: Random, totals: tuple[Fraction, ...], places: int, names: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Share the totals out among sources; they add up."""
    names = names or pick(
        r,
        [(3, ["当年财政拨款", "上年结转资金", "其他资金"]), (2, ["其中:当年财政拨款", "上年结转资金", "其他资金"]),
         (2, ["当年财政拨款", "其他资金"]), (1, ["财政资金", "其他资金"])],
    )  # fmt: skip
    whole = [] if chance(r, 60) else [Fraction(r.randint(0, 30), 100) for _ in names[1:]]
    shares = [*whole, *[Fraction(0)] * (len(names) - 1 - len(whole))]
    columns = []
    for total in totals:
        rest = [cut(total * share, places) for share in shares]
        columns.append([total - sum(rest, Fraction(0)), *rest])
    return [
        {
            "source": name,
            **{
                key: written(column[at], places)
                for key, column in zip(("initial", "budget", "executed"), columns, strict=True)
            },
        }
        for at, name in enumerate(names)
    ]
