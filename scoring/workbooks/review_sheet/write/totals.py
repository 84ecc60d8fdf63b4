"""The closing rows of a 复核表: totals of the three tracks, grades, 偏离度; computed live while it is filled in."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.exact import fixed, plain, printed
from scoring.writers.xlsx.pen import cell, quoted

if TYPE_CHECKING:
    from scoring.workbooks.review_sheet.write.sheet import ReviewSheetWriter

_COUNTED = ("score", "verified_target", "verified")
SIZE = 9.5
"""Size of the sheet's letters, in points."""


def write_totals(sheet: ReviewSheetWriter, first: int, last: int) -> None:
    """Write total, grade and deviation of the rows ``first`` to ``last``."""
    pen, words, view, at = sheet.pen, sheet.layout.words, sheet.view, sheet.at
    style = pen.style("fixed", font_size=SIZE, bold=True)
    label = pen.style("label", font_size=SIZE, bold=True)
    total, grade, deviation = sheet.row, sheet.row + 1, sheet.row + 2
    for row, word in ((total, "total"), (grade, "grade"), (deviation, "deviation")):
        sheet.text(row, 0, words[word], label, at["points"] - 1)
        for column in range(at["points"], sheet.last + 1):
            pen.put(row, column, None, style)
        pen.sheet.set_row(row, 28 if row == total else 20)
    sheet.figure(total, at["points"], view.points, style)
    sheet.figure(total, at["claimed"], _or(view.claimed.total, words["no_value"]), style)
    if view.claimed.summed:
        sheet.text(total, at["actual"], words["summed"], style)
    _rule(sheet, total, grade)
    live = pen.style("live", font_size=SIZE, bold=True)
    review = _or(view.review.total, _open_total(sheet))
    shown_grade = view.review.grade or words["open"] if sheet.grades else words["no_value"]
    is_live = view.writer == "evaluator" and last >= first
    if is_live:
        pen.formula(total, at["final"], _total(sheet, first, last, review), live, review)
    else:
        sheet.figure(total, at["final"], review, live)
    if is_live and sheet.grades:
        place = cell(total, at["final"])
        pen.formula(grade, at["final"], _grade(sheet, place), live, shown_grade)
    else:
        sheet.text(grade, at["final"], shown_grade, live)
    _deviation(sheet, deviation, total, is_live=is_live)
    sheet.row = deviation + 1


def _open_total(sheet: ReviewSheetWriter) -> str:
    """Return the word for a total that is not known: those that a conflict leaves, else 待定."""
    words, numbers = sheet.layout.words, sheet.view.alternatives
    if not numbers:
        return words["open"]
    return words["or"].join(plain(Fraction(number)) for number in numbers)


def _or(number: Decimal | None, word: str) -> Decimal | str:
    return word if number is None else number


def _rule(sheet: ReviewSheetWriter, total: int, grade: int) -> None:
    """Write total and grade by the rule with their bands, and the grade of the unit's own total."""
    view, words, at = sheet.view, sheet.layout.words, sheet.at
    style = sheet.pen.style("fixed", font_size=SIZE, bold=True)
    rule = view.rule
    sheet.figure(total, at["rule_score"], _or(rule.total, words["open"]), style)
    if rule.low is not None and rule.high is not None and rule.low != rule.high:
        low, high = plain(Fraction(rule.low)), plain(Fraction(rule.high))
        sheet.text(total, at["band"], f"{low}–{high}", style)
    sheet.text(grade, at["claimed"], view.claimed.grade or words["no_value"], style)
    sheet.text(grade, at["rule_score"], rule.grade or words["open"], style)
    left = sheet.pen.style("fixed_left", font_size=SIZE)
    sheet.text(grade, at["says"], view.rule_grade, left, at["finding"])


def _total(sheet: ReviewSheetWriter, first: int, last: int, review: Decimal | str) -> str:
    """Return the formula of the live total: the sum of the rows, where the set's total is one."""
    view, words, at = sheet.view, sheet.layout.words, sheet.at

    def column(key: str) -> str:
        return f"{cell(first, at[key], 'row column')}:{cell(last, at[key], 'row column')}"

    if view.simple:
        finals, most = column("final"), plain(Fraction(view.most))
        waiting = f"SUMPRODUCT(--ISTEXT({finals}))>0"
        return f"IF({waiting},{quoted(_open_total(sheet))},ROUND(MIN(SUM({finals}),{most}),6))"
    # Another way of adding up is the engine's: what it gave stands until something else is typed.
    entered = [row.cells for row in view.rows]
    keys = [key for key in _COUNTED if key in at]
    counts = [sum(c[key] not in (None, "") for c in entered) for key in keys]
    same = "/".join(map(str, counts))
    now = '&"/"&'.join(f"SUMPRODUCT(--(LEN({column(key)})>0))" for key in keys)
    stored = plain(Fraction(review)) if isinstance(review, Decimal) else quoted(review)
    return f"IF({now}={quoted(same)},{stored},{quoted(words['reread'])})"


def _grade(sheet: ReviewSheetWriter, place: str) -> str:
    words = sheet.layout.words
    inner = quoted(words["no_value"])
    for name, reached in reversed(sheet.grades):
        inner = f"IF({place}{reached},{quoted(name)},{inner})"
    return f"IF(ISNUMBER({place}),{inner},{quoted(words['open'])})"


def _deviation(sheet: ReviewSheetWriter, row: int, total: int, *, is_live: bool) -> None:
    pen, view, words, at = sheet.pen, sheet.view, sheet.layout.words, sheet.at
    style = pen.style("live", font_size=SIZE, bold=True, num_format="0.00%")
    claimed, review = cell(total, at["claimed"]), cell(total, at["final"])
    if view.first_claimed is not None:
        claimed = plain(Fraction(view.first_claimed))
    shown: Decimal | str = words["no_value"]
    if view.deviation is not None:
        shown = printed(view.deviation, 6)
        sheet.own.append(f"{fixed(printed(Fraction(shown) * 100), 2)}%")
    none = quoted(words["no_value"])
    formula = (
        f"IF(AND(ISNUMBER({claimed}),ISNUMBER({review})),"
        f"IF({claimed}=0,{none},({claimed}-{review})/{claimed}),{none})"
    )
    if is_live:
        pen.formula(row, at["final"], formula, style, shown)
    else:
        sheet.figure(row, at["final"], shown, style)
    says = pen.style("fixed_left", font_size=SIZE)
    sheet.text(row, at["says"], view.deviation_says(sheet.layout), says, at["finding"])
