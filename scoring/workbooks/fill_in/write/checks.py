"""Sums that are computed while typing: points by level against what they should be, and scores."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import ZERO, plain, printed
from scoring.workbooks.fill_in.plan.plan import CheckValues, Entry, FillPlan
from scoring.workbooks.fill_in.write.form import FillSheet, Span
from scoring.writers.xlsx.pen import cell, quoted


def write_total(form: FillSheet) -> None:
    """Write points and score of the closing row, and in words how far the total may go."""
    at, plan, row, pen = form.at, form.plan, form.row, form.pen
    rows = form.heading, form.row - 1
    style = pen.style("live", bold=True)
    points = f"SUM({form.column('points', *rows)})"
    own = plain(plan.execution.points) if plan.execution is not None else "0"
    added = sum(map(Fraction, _all_points(plan)), ZERO)
    pen.formula(row, at["points"], f"{points}+{own}", style, printed(added, 6))
    form.cells["points"] = cell(row, at["points"], "row column")
    if not plan.scored:
        pen.put(row, at["live_score"], "—", style)
        return
    sums = _Sums(form)
    total = f'IF({sums.missing}=0,{sums.within(sums.settled)},"{form.layout.text("total_open")}")'
    high = sums.within(f"{sums.settled}+{sums.waiting}")
    words = {"low": sums.within(sums.settled), "high": high, "count": sums.missing}
    spelled = joined(form.layout.patterns["range"], words)
    if sums.is_open:
        total, spelled = quoted(form.layout.text("total_open")), '""'
    pen.formula(row, at["live_score"], total, style, plan.shown.total)
    told = f'IF({sums.missing}=0,"",{spelled})'
    pen.formula(row, at["reason"], told, pen.style("live_left"), plan.shown.words)
    form.cells["total"] = cell(row, at["live_score"], "row column")
    form.cells["range"] = cell(row, at["reason"], "row column")


def write_top(form: FillSheet, row: int, spans: Sequence[Span]) -> None:
    """Write points and totals where they stay in sight, two lines of label and value."""
    pen, text, plan = form.pen, form.layout.text, form.plan
    label, live = pen.style("label"), pen.style("live", bold=True)
    points, value, own, signed = spans
    pen.put(row + 1, points[0], text("legend_input"), pen.style("word"), points[1])
    pen.put(row + 1, value[0], text("legend_live"), pen.style("live"), value[1])
    if not plan.scored:
        return
    if plan.rows:
        _top_points(form, row, points, value)
    pen.put(row, own[0], text("top_own"), label, own[1])
    should = "" if plan.row_points is None else plain(plan.row_points + plan.computed)
    computed = plain(plan.computed)
    sums = _Sums(form)
    total = sums.within(sums.own)
    part = joined(form.layout.patterns["own_open"], {"known": total, "count": sums.unclaimed})
    above = joined(form.layout.patterns["own_above"], {"count": sums.above})
    formula = f"IF({sums.above}>0,{above},IF({sums.unclaimed}=0,{total},{part}))"
    if should and plan.rows:
        told = quoted(text("own_points", points=should))
        formula = f"IF(ROUND({form.cells['points']}+{computed},6)<>{should},{told},{formula})"
    if sums.is_open:
        formula = quoted(text("total_open"))
    pen.formula(row, signed[0], formula, live, plan.shown.own, signed[1])
    pen.put(row + 1, own[0], text("top_rule"), label, own[1])
    low, high = sums.within(sums.settled), sums.within(f"{sums.settled}+{sums.waiting}")
    words = {"low": low, "high": high, "count": sums.missing}
    spelled = joined(form.layout.patterns["range"], words)
    told = quoted(text("total_open")) if sums.is_open else f"IF({sums.missing}=0,{low},{spelled})"
    shown_total = plan.shown.words or plan.shown.total
    pen.formula(row + 1, signed[0], told, pen.style("live"), shown_total, signed[1])


def _top_points(form: FillSheet, row: int, name: Span, value: Span) -> None:
    """Write all points beside what they should be, red where they differ."""
    pen, plan, at = form.pen, form.plan, form.cells["points"]
    should = "" if plan.row_points is None else plain(plan.row_points + plan.computed)
    points = f"ROUND({at}+{plain(plan.computed)},6)"
    if "goals" in plan.tables:
        return  # there they add up goal by goal
    pen.put(row, name[0], form.layout.text("top_points"), pen.style("label"), name[1])
    shown = f'{points}&"{"/" + should if should else ""}"'
    live = pen.style("live", bold=True)
    pen.formula(row, value[0], shown, live, plan.shown.points, value[1])
    if should:
        look = {"type": "formula", "format": pen.style("alarm"), "criteria": f"={points}<>{should}"}
        pen.sheet.conditional_format(row, value[0], row, value[0], look)


def _all_points(plan: FillPlan) -> list[Entry]:
    own = [] if plan.execution is None else [Decimal(plain(plan.execution.points))]
    return [*own, *(line["points"] for line in plan.rows if "points" in line)]


class _Sums:
    """Formulas of what is settled, what is open, and what the unit signs."""

    def __init__(self, form: FillSheet) -> None:
        plan = form.plan
        self.plan = plan
        self.cap = form.cells.get("cap")
        self.is_open = not plan.simple_sum or (plan.cap is not None and not self.cap)
        """Whether no formula adds the set's total up."""
        execution = form.cells.get("execution")
        money = form.cells.get("money_claimed")
        self.settled = execution or "0"
        self.missing, self.waiting = f"({plan.others}", plain(plan.computed)
        self.above = self.unclaimed = "(0"
        signed = list(form.claims)
        if plan.rows:
            signed.append(self._add_rows(form, execution))
        self.unclaimed += "".join(f"+{open_claims}" for open_claims in form.open_claims)
        if execution and plan.execution is not None:
            own = plain(plan.execution.points)
            self.missing += f"+NOT(ISNUMBER({execution}))"
            self.waiting += f"+IF(ISNUMBER({execution}),0,{own})"
            signed.append(f"IF(ISNUMBER({money}),{money},IF(ISNUMBER({execution}),{execution},0))")
            self.unclaimed += f"+(COUNT({money},{execution})=0)"
            self.above += f"+AND(ISNUMBER({money}),OR(N({money})>{own},N({money})<0))"
        if self.cap:
            self.missing += f"+NOT(ISNUMBER({self.cap}))"
            self.unclaimed += f"+NOT(ISNUMBER({self.cap}))"
        self.missing += ")"
        self.unclaimed += ")"
        self.above += ")"
        self.own = f"SUM({','.join(signed)})"

    def _add_rows(self, form: FillSheet, execution: str | None) -> str:
        """Let the rows count; return the area of what stands for each of them."""
        plan, sources = form.plan, form.sources
        rows = form.heading, form.heading + len(plan.rows) + 1
        filled = "+".join(
            f'({form.column(key, *rows)}<>"")' for key in ("name", "target", "actual", "points")
        )
        # The headings, with which every range begins, are no row; hence the 1 that is taken off.
        filled = f"SUMPRODUCT(--({filled}>0))-1"
        shown, points_of = sources.all("shown"), sources.all("points")
        self.settled = f"SUM({shown}{',' + execution if execution else ''})"
        self.missing += f"+{filled}-COUNT({shown})"
        points = f"SUM({form.column('points', *rows)})"
        self.waiting += f"+{points}-SUMPRODUCT(--ISNUMBER({shown}),{points_of})"
        if plan.row_points is not None:
            rate = plan.execution.points if plan.execution is not None else ZERO
            self.waiting += f"+MAX({plain(plan.row_points - rate)}-{points},0)"
        claimed, own = sources.all("claimed"), sources.all("own")
        self.above += (
            f"+SUMPRODUCT(ISNUMBER({claimed})*ISNUMBER({points_of})"
            f"*((({claimed}>{points_of})+({claimed}<0))>0))"
        )
        self.unclaimed += f"+{filled}-COUNT({own})"
        return own

    def within(self, total: str) -> str:
        """Return a total rounded, and no more than the set allows."""
        most = plain(self.plan.points) if self.plan.points is not None else "1E9"
        most += f",{self.cap}" if self.cap else ""
        return f"ROUND(MIN({total},{most}),{self.plan.places})"


def joined(pattern: str, values: Mapping[str, str]) -> str:
    """Return a sentence of the vocabulary as a formula, with formulas in its places."""
    parts = re.split(r"\{([a-z_]+)\}", pattern)
    texts = [quoted(text) if at % 2 == 0 else values[text] for at, text in enumerate(parts)]
    return "&".join(text for text in texts if text != '""')


def write_checks(form: FillSheet, first: int, last: int) -> None:
    """Write what the points should be beside what they are, level by level."""
    pen, text, plan = form.pen, form.layout.text, form.plan
    top = form.row
    form.band(text("checks"))
    heads = ("check_level", "check_should", "check_filled", "check_score", "check_says")
    places = form.spans(_CHECKS)
    for key, (left, right) in zip(heads, places, strict=True):
        pen.put(form.row, left, text(key), pen.style("heading"), right)
    form.row += 1
    points = form.column("points", first, last)
    of_lines = form.sources.all("points")
    scores = form.sources.all("shown")
    level = form.sources.all("level1")
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
        filled = f"SUMPRODUCT((({among})>0)*ISNUMBER({of_lines}),{of_lines})"
        score = f"SUMPRODUCT((({among})>0)*ISNUMBER({scores}),{scores})"
        should = plain(each.points) if each.points is not None else ""
        _line(form, each.name, should, filled, score if plan.scored else '""', next(values))
    if known:
        among = "+".join(f"({level}={quoted(name)})" for name in known)
        unmatched = f"SUMPRODUCT((({among})=0)*ISNUMBER({of_lines}),{of_lines})"
        row, shown = form.row, next(values)
        pen.put(row, 0, text("check_stray"), pen.style("fixed_left"), places[1][1])
        at = places[2][0]
        pen.formula(
            row, at, f"IFERROR({unmatched},0)", pen.style("live"), shown.filled, places[2][1]
        )
        pen.put(row, places[3][0], None, pen.style("fixed"), places[3][1])
        verdict = f'IF({cell(row, at)}=0,"{text("check_ok")}","{text("stray_says")}")'
        left, right = places[4]
        pen.formula(row, left, verdict, pen.style("live_left"), shown.verdict, right)
        pen.sheet.set_row(row, 28)
        form.row += 1
    should = plain(plan.row_points) if plan.row_points is not None else ""
    own = plain(plan.execution.points) if plan.execution is not None else "0"
    _line(form, text("check_all"), should, f"SUM({points})+{own}", '""', next(values))
    red, says = pen.style("alarm"), places[4][0]
    found = cell(top + 2, says, "column")
    wrong = f'=AND(LEN({found})>0,{found}<>"{text("check_ok")}",{found}<>"{text("check_open")}")'
    look = {"type": "formula", "format": red, "criteria": wrong}
    pen.sheet.conditional_format(top + 2, says, form.row - 1, says, look)
    form.name_own(top, form.row - 1)
    form.row += 1


def _line(
    form: FillSheet, name: str, should: str, filled: str, score: str, shown: CheckValues
) -> None:
    pen, text, row = form.pen, form.layout.text, form.row
    live = pen.style("live")
    places = form.spans(_CHECKS)
    own, due, has, scored, says = (left for left, _ in places)
    ends = [right for _, right in places]
    pen.put(row, own, name, pen.style("fixed"), ends[0])
    entry = Decimal(should) if should else "—"
    pen.put(row, due, entry, pen.style("fixed"), ends[1])
    pen.formula(row, has, f"IFERROR({filled},0)", live, shown.filled, ends[2])
    if score == '""':
        pen.put(row, scored, None, live, ends[3])
    else:
        pen.formula(row, scored, f"IFERROR({score},0)", live, shown.score, ends[3])
    if should:
        apart = f"ROUND({cell(row, has)}-{cell(row, due)},6)"
        verdict = (
            f'IF({apart}=0,"{text("check_ok")}",IF({apart}>0,"{text("check_more")} "&{apart},'
            f'"{text("check_less")} "&-{apart}))'
        )
        pen.formula(row, says, verdict, pen.style("live_left"), shown.verdict, ends[4])
    else:
        pen.put(row, says, text("check_open"), pen.style("live_left"), ends[4])
    form.row += 1


_CHECKS: Final = (0.22, 0.12, 0.14, 0.14, 0.38)
"""Shares of the width that the columns of the checks take."""
