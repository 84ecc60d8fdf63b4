"""The table of funds, and the rate and score of its row of all money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from scoring.exact import plain
from scoring.money import YUAN_PER_UNIT
from scoring.workbooks.fill_in.plan.plan import ExecutionPlan
from scoring.workbooks.fill_in.write import live
from scoring.workbooks.fill_in.write.form import FillSheet
from scoring.writers.xlsx.pen import area, cell, quoted

_PRINTED: Final = {
    "source": 0.19, "initial": 0.13, "budget": 0.13, "executed": 0.13, "points": 0.07,
    "claimed": 0.08, "reason": 0.27,
}  # fmt: skip
"""The columns of the official form, with their shares of its width; the computed ones stand behind."""
_BEHIND: Final = ("claimed_rate", "live_rate", "live_score", "family", "over_confirmed")
_FEWEST_FUNDS: Final = 5


def write_funds(form: FillSheet) -> None:
    """Write the table."""
    plan, layout = form.plan, form.layout
    form.band(layout.text("funds"))
    form.name_own(form.row - 1, form.row - 1)
    lines = list(plan.funds) + [{}] * max(1, _FEWEST_FUNDS - len(plan.funds))
    top = form.row
    places = dict(zip(_PRINTED, form.spans(tuple(_PRINTED.values())), strict=True))
    places |= {key: (form.printed + n,) * 2 for n, key in enumerate(_BEHIND, 1)}
    form.headings(layout.tables["funds"], places)
    form.pen.sheet.set_row(top, 28)
    first, last = form.row, form.row + len(lines) - 1
    for line in lines:
        for key, (left, right) in places.items():
            column = layout.tables["funds"].column(key)
            form.entry(column, line.get(key), left, right)
        form.row += 1
    _live(form, first, last, {key: left for key, (left, _) in places.items()})
    closing = form.row
    end = places["source"][1]
    form.pen.put(closing, 0, layout.tables["funds"].closing, form.pen.style("label"), end)
    style = form.pen.style("fixed_left")
    form.pen.put(closing, end + 1, layout.text("funds_foot"), style, form.printed)
    form.close("funds", top, form.printed + len(_BEHIND))
    for key in ("initial", "budget", "executed", "claimed", "claimed_rate", "points"):
        left = places[key][0]
        column = layout.tables["funds"].column(key)
        form.check.add(key, column.kind, "", first, left, last, left)
    for key in ("family", "over_confirmed"):
        left, column = places[key][0], layout.tables["funds"].column(key)
        form.check.add(key, column.kind, column.list, first, left, last, left)
    form.check.add("source", "name", "", first, 0, last, 0)


def _live(form: FillSheet, first: int, last: int, at_key: Mapping[str, int]) -> None:
    """Rate and score of the row of all money; the other rows show a dash."""
    plan = form.plan
    at = plan.total_row
    for row in range(first, last + 1):
        dash = form.pen.style("live")
        for key in ("live_rate", "live_score"):
            form.pen.put(row, at_key[key], "—", dash)
    if at is None:
        return
    row = first + at
    names = {key: cell(row, left, "row column") for key, left in at_key.items()}
    budget, executed = names["budget"], names["executed"]
    form.cells["budget"] = budget
    rate = f'IF(N({budget})>0,ROUND({executed}/{budget}*100,2),"—")'
    shown = form.pen.style("live", num_format="0.00")
    form.pen.formula(row, at_key["live_rate"], rate, shown, plan.shown.rate)
    if plan.execution is None:
        return
    later = form.layout.text("later")
    text = f'"{later}"'
    source = area(form.name, first, 0, last, 0)
    guard = _counts_once(form.elsewhere(names["source"]), source, plan.total_names)
    names = {key: form.elsewhere(name) for key, name in names.items()}
    score = _hidden(form, names, plan.execution, guard, 0)
    if score is not None:
        text = f'IF(COUNT({budget},{executed})=0,"",IFERROR({score},"{later}"))'
    form.pen.formula(row, at_key["live_score"], text, shown, plan.shown.execution)
    form.cells["execution"] = cell(row, at_key["live_score"], "row column")
    form.cells["money_claimed"] = cell(row, at_key["claimed"], "row column")
    cap = None if plan.cap is None else _hidden(form, names, plan.cap, guard, 1)
    if cap is not None:
        form.cells["cap"] = cap


def _hidden(
    form: FillSheet, names: Mapping[str, str], plan: ExecutionPlan, guard: str, which: int
) -> str | None:
    """Write the formulas of a rule on the row of all money on the hidden sheet; return its score's cell.

    None, with nothing written, for a rule that is no formula.
    """
    if plan.case_formula is None:
        return None
    sheet = form.sources.sheet
    places = {part: form.sources.money(part, which) for part in live.MONEY}
    cells = {
        **names,
        **{part: cell(*at, "row column") for part, at in places.items()},
        "finished": _of_form(form, "finished"),
        "state": _of_form(form, "state"),
    }
    money = _money_factor(_of_form(form, "money_unit"), form.plan.money_unit)
    points = plain(plan.points)
    formulas = live.execution_formulas(cells, plan.case_formula, guard, points, money)
    formulas["shown"] = live.rounded(cells, form.plan.places, points)
    for part, formula in formulas.items():
        form.hidden.formula(*places[part], formula, form.hidden.style("hidden"))
    return f"'{sheet}'!{cells['shown']}"


def _of_form(form: FillSheet, key: str) -> str:
    """Return a cell of the form, an empty text where it has none."""
    return form.elsewhere(form.cells[key]) if key in form.cells else '""'


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
