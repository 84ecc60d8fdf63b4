"""The table of funds, and the rate and score of its row of all money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from scoring.exact import plain
from scoring.money import YUAN_PER_UNIT
from scoring.workbooks.fill_in.plan.plan import ExecutionPlan
from scoring.workbooks.fill_in.write import live
from scoring.workbooks.fill_in.write.form import LAST, FillSheet
from scoring.writers.xlsx.pen import area, cell, quoted

_FUNDS: Final = {
    "source": (0, 1), "initial": (2, 2), "budget": (3, 3), "executed": (4, 4), "points": (5, 5),
    "live_rate": (6, 6), "live_score": (7, 7), "reason": (8, 8), "claimed": (9, 9),
    "claimed_rate": (10, 10),
}  # fmt: skip
_FEWEST_FUNDS: Final = 5


def write_funds(form: FillSheet) -> None:
    """Write the table."""
    plan, layout = form.plan, form.layout
    form.band(layout.text("funds"))
    form.name_own(form.row - 1, form.row - 1)
    lines = list(plan.funds) + [{}] * max(1, _FEWEST_FUNDS - len(plan.funds))
    top = form.row
    form.headings(layout.tables["funds"], _FUNDS)
    first, last = form.row, form.row + len(lines) - 1
    for line in lines:
        for key, (left, right) in _FUNDS.items():
            column = layout.tables["funds"].column(key)
            form.entry(column, line.get(key), left, right)
        form.row += 1
    _live(form, first, last)
    closing = form.row
    form.pen.put(closing, 0, layout.tables["funds"].closing, form.pen.style("label"), 1)
    form.pen.put(closing, 2, layout.text("funds_foot"), form.pen.style("fixed_left"), LAST)
    form.close("funds", top, 10)
    for key in ("initial", "budget", "executed", "claimed", "claimed_rate", "points"):
        left = _FUNDS[key][0]
        column = layout.tables["funds"].column(key)
        form.check.add(key, column.kind, "", first, left, last, left)
    form.check.add("source", "name", "", first, 0, last, 0)


def _live(form: FillSheet, first: int, last: int) -> None:
    """Rate and score of the row of all money; the other rows show a dash."""
    plan = form.plan
    at = plan.total_row
    for row in range(first, last + 1):
        dash = form.pen.style("live")
        for key in ("live_rate", "live_score"):
            form.pen.put(row, _FUNDS[key][0], "—", dash)
    if at is None:
        return
    row = first + at
    names = {key: cell(row, _FUNDS[key][0], "column") for key in _FUNDS}
    budget, executed = names["budget"], names["executed"]
    rate = f'IF(N({budget})>0,ROUND({executed}/{budget}*100,2),"—")'
    shown = form.pen.style("live", num_format="0.00")
    form.pen.formula(row, _FUNDS["live_rate"][0], rate, shown, plan.shown.rate)
    if plan.execution is None:
        return
    later = form.layout.text("later")
    text = f'"{later}"'
    source = area(form.name, first, 0, last, 0).partition("!")[2]
    guard = _counts_once(names["source"], source, plan.total_names)
    cells = _hidden(form, row, names, plan.execution, guard, _BY_RATE)
    if cells is not None:
        score = live.rounded(cells, plan.places, plain(plan.execution.points))
        text = f'IF(COUNT({budget},{executed})=0,"",IFERROR({score},"{later}"))'
    form.pen.formula(row, _FUNDS["live_score"][0], text, shown, plan.shown.execution)
    form.cells["execution"] = cell(row, _FUNDS["live_score"][0], "row column")
    cells = None if plan.cap is None else _hidden(form, row, names, plan.cap, guard, _BY_CAP)
    if cells is not None and plan.cap is not None:
        at_cap = form.helper[_CAP]
        most = live.rounded(cells, plan.places, plain(plan.cap.points))
        form.pen.formula(row, at_cap, most, form.pen.style("hidden"))
        form.cells["cap"] = cell(row, at_cap, "row column")
    form.name_own(row, row, form.last + 1, form.last + len(live.HELPERS))


_PARTS: Final = ("met", "case", "score", "above", "below")
"""What the formulas of a rule on the row of all money need hidden cells for."""
_BY_RATE: Final = dict(zip(_PARTS, _PARTS, strict=True))
_BY_CAP: Final = dict(zip(_PARTS, live.HELPERS, strict=False))
_CAP: Final = live.HELPERS[len(_PARTS)]
"""The hidden column of the cap itself; it and those before it serve only rows of indicators."""


def _hidden(
    form: FillSheet,
    row: int,
    names: Mapping[str, str],
    plan: ExecutionPlan,
    guard: str,
    columns: Mapping[str, str],
) -> dict[str, str] | None:
    """Write the hidden formulas of a rule on the row of all money, and return its cells.

    None, with nothing written, for a rule that is no formula.
    """
    if plan.case_formula is None:
        return None
    cells = {
        **names,
        **{part: cell(row, form.helper[column], "column") for part, column in columns.items()},
        "finished": form.cells["finished"],
        "state": form.cells["state"],
    }
    money = _money_factor(form.cells["money_unit"], form.plan.money_unit)
    points = plain(plan.points)
    formulas = live.execution_formulas(cells, plan.case_formula, guard, points, money)
    for part, formula in formulas.items():
        form.pen.formula(row, form.helper[columns[part]], formula, form.pen.style("hidden"))
    return cells


def _counts_once(own: str, sources: str, names: Sequence[str]) -> str:
    """Return the condition that the row of all money is the one, by its name, that counts.

    Of the names it is the first that occurs; a row that bears the same name twice is not recognised.
    """
    flat = f'SUBSTITUTE(SUBSTITUTE({sources}," ",""),"　","")'
    tests = []
    for name in names:
        tests.append(f"SUMPRODUCT(--ISNUMBER(FIND({quoted(name)},{flat})))")
    alone = [
        f"AND(EXACT({own},{quoted(name)}),{test}=1" + "".join(f",{t}=0" for t in tests[:at]) + ")"
        for at, (name, test) in enumerate(zip(names, tests, strict=True))
    ]
    return f"OR({','.join(alone)})" if alone else "FALSE"


def _money_factor(unit: str, of_set: str) -> str:
    """Return the formula of the factor that takes the form's amounts to the set's unit."""
    text = "1"
    for name, worth in YUAN_PER_UNIT.items():
        factor = worth / YUAN_PER_UNIT[of_set]
        if factor != 1:
            text = f'IF({unit}="{name}",{factor.numerator}/{factor.denominator},{text})'
    return f"({text})"
