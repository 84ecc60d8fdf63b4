"""Sums that are computed while typing: points by level against what they should be, and scores."""

from __future__ import annotations

from fractions import Fraction

from scoring.exact import plain
from scoring.workbooks.fill_in.plan.plan import CheckValues
from scoring.workbooks.fill_in.write.form import FillSheet
from scoring.writers.xlsx.pen import cell, quoted


def write_total(form: FillSheet, first: int, last: int) -> None:
    """Write points and score of the closing row, and in words what is settled already."""
    text, at = form.layout.text, form.at
    plan, row, pen = form.plan, form.row, form.pen
    style = pen.style("live", bold=True)
    points = _column(form, "points", first, last)
    scores = _column(form, "live_score", first, last)
    own = plain(plan.execution.points) if plan.execution is not None else "0"
    pen.formula(row, at["points"], f"SUM({points})+{own}", style, plan.shown.points)
    if not plan.scored:
        pen.put(row, at["live_score"], "—", style)
        pen.put(row, at["reason"], None, pen.style("fixed"))
        return
    execution = form.cells.get("execution")
    summed = f"SUM({scores}{',' + execution if execution else ''})"
    most = plain(plan.points) if plan.points is not None else "1E9"
    # The headings, with which every range begins, are no row; hence the 1 that is taken off.
    filled = [
        f'({_column(form, key, first, last)}<>"")' for key in ("name", "target", "actual", "points")
    ]
    missing = f"SUMPRODUCT(--({'+'.join(filled)}>0),--NOT(ISNUMBER({scores})))-1+{plan.others}"
    if execution:
        missing += f"+NOT(ISNUMBER({execution}))"
    cap = form.cells.get("cap")
    if cap:
        missing += f"+NOT(ISNUMBER({cap}))"
        most += f",{cap}"
    if not plan.simple_sum or (plan.cap is not None and not cap):
        missing += "+1"
    later = f'"{text("total_open")}"'
    rounded = f"ROUND(MIN({summed},{most}),{plan.places})"
    pen.formula(
        row, at["live_score"], f"IF(({missing})=0,{rounded},{later})", style, plan.shown.total
    )
    words = (
        f'IF(({missing})=0,"","{text("settled")}"&ROUND({summed},{plan.places})&"{text("settled_end")},'
        f'{text("others")}"&({missing})&"{text("others_end")}")'
    )
    pen.formula(row, at["reason"], words, pen.style("live_left"), plan.shown.words)
    form.cells["live_total"] = cell(row, at["live_score"], "row column")


def write_checks(form: FillSheet, first: int, last: int) -> None:
    """Write what the points should be beside what they are, level by level."""
    pen, text, plan = form.pen, form.layout.text, form.plan
    top = form.row
    pen.put(form.row, 0, text("checks"), pen.style("band"), 8)
    form.row += 1
    heads = ("check_level", "check_should", "check_filled", "check_score", "check_says")
    places = ((0, 1), (2, 2), (3, 3), (4, 4), (5, 8))
    for key, (left, right) in zip(heads, places, strict=True):
        pen.put(form.row, left, text(key), pen.style("heading"), right)
    form.row += 1
    points = _column(form, "points", first, last)
    scores = _column(form, "live_score", first, last)
    level = _level_of_rows(form, first, last)
    values = iter(plan.shown.checks)
    known: list[str] = []
    if plan.execution is not None:
        own, execution = plain(plan.execution.points), form.cells.get("execution", '""')
        _line(form, plan.execution.name, own, own, execution, next(values))
    for each in plan.levels:
        if each.computed:
            continue
        names = (each.name, *each.also)
        among = "+".join(f"({level}={quoted(name)})" for name in names)
        known += names
        filled = f"SUMPRODUCT((({among})>0)*ISNUMBER({points}),{points})"
        score = f"SUMPRODUCT((({among})>0)*ISNUMBER({scores}),{scores})"
        should = plain(each.points) if each.points is not None else ""
        _line(form, each.name, should, filled, score if plan.scored else '""', next(values))
    if known:
        among = "+".join(f"({level}={quoted(name)})" for name in known)
        unmatched = f"SUMPRODUCT((({among})=0)*ISNUMBER({points}),{points})"
        row, shown = form.row, next(values)
        pen.put(row, 0, text("check_stray"), pen.style("fixed_left"), 2)
        pen.formula(row, 3, f"IFERROR({unmatched},0)", pen.style("live"), shown.filled)
        pen.put(row, 4, None, pen.style("fixed"))
        verdict = f'IF({cell(row, 3)}=0,"{text("check_ok")}","{text("stray_says")}")'
        pen.formula(row, 5, verdict, pen.style("live_left"), shown.verdict, 8)
        pen.sheet.set_row(row, 28)
        form.row += 1
    should = plain(plan.row_points) if plan.row_points is not None else ""
    own = plain(plan.execution.points) if plan.execution is not None else "0"
    scored = form.cells.get("live_total", '""')
    _line(form, text("check_all"), should, f"SUM({points})+{own}", scored, next(values))
    red = pen.style("alarm")
    at = cell(top + 2, 5, "column")
    wrong = f'=AND(LEN({at})>0,{at}<>"{text("check_ok")}",{at}<>"{text("check_open")}")'
    look = {"type": "formula", "format": red, "criteria": wrong}
    pen.sheet.conditional_format(top + 2, 5, form.row - 1, 5, look)
    form.name_own(top, form.row - 1)
    form.row += 1


def _line(
    form: FillSheet, name: str, should: str, filled: str, score: str, shown: CheckValues
) -> None:
    pen, text, row = form.pen, form.layout.text, form.row
    live = pen.style("live")
    pen.put(row, 0, name, pen.style("fixed"), 1)
    if should:
        pen.sheet.write_number(row, 2, float(Fraction(should)), pen.style("fixed"))
    else:
        pen.put(row, 2, "—", pen.style("fixed"))
    pen.formula(row, 3, f"IFERROR({filled},0)", live, shown.filled)
    pen.formula(row, 4, f"IFERROR({score},0)", live, shown.score)
    if should:
        one, two = cell(row, 3), cell(row, 2)
        apart = f"ROUND({one}-{two},6)"
        verdict = (
            f'IF({apart}=0,"{text("check_ok")}",IF({apart}>0,"{text("check_more")} "&{apart},'
            f'"{text("check_less")} "&-{apart}))'
        )
        pen.formula(row, 5, verdict, pen.style("live_left"), shown.verdict, 8)
    else:
        pen.put(row, 5, text("check_open"), pen.style("live_left"), 8)
    form.row += 1


def _column(form: FillSheet, key: str, first: int, last: int) -> str:
    return f"{cell(first, form.at[key], 'row column')}:{cell(last, form.at[key], 'row column')}"


def _level_of_rows(form: FillSheet, first: int, last: int) -> str:
    """Return the first levels of all rows; an empty cell means "as above"."""
    names = _column(form, "level1", first, last)
    return f'LOOKUP(ROW({names}),ROW({names})/({names}<>""),{names})'
