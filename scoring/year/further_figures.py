"""The figures of a form that its score does not rest on: of 绩效监控 and of satisfaction surveys.

Keys: ``mid_executed``, ``mid_forecast`` (元), ``mid_rate`` (of the full-year budget), ``elapsed`` (share
of the year up to its day), ``pace`` (mid_rate ÷ elapsed); by row id ``survey_sent/‹id›``,
``survey_returned/‹id›``, ``survey_satisfied/‹id›`` and ``survey_rate/‹id›``.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Final

from scoring.money import YUAN_PER_UNIT
from scoring.problem import Place
from scoring.records.figures import FigureUnit
from scoring.records.submission import Submission
from scoring.records.year_folder import YearForm
from scoring.text import half_width
from scoring.year.figure_maker import FigureMaker

_NUMBERS: Final = re.compile("[0-9]{1,4}")


def is_monitored(submission: Submission) -> bool:
    """Tell whether anything was reported of a project in the middle of the year."""
    return submission.mid_year is not None or any(
        row.mid_actual or row.forecast or row.likely for row in submission.rows
    )


def add_mid_year(figures: FigureMaker, form: YearForm) -> None:
    """Add the money of 绩效监控, and how far the year was when it was counted."""
    submission = form.submission
    middle = submission.mid_year
    if middle is None:
        return
    yuan = YUAN_PER_UNIT[form.result.scorecard.money_unit or "元"]
    amounts = {"mid_executed": middle.executed, "mid_forecast": middle.forecast}
    for key, amount in amounts.items():
        if amount is not None:
            field = key.removeprefix("mid_")
            place = Place(form.file, where=submission.at.get(f"mid_year.{field}", ""))
            figures.add(key, Fraction(amount) * yuan, FigureUnit.YUAN, sources=(place,))
    figures.add_quotient(
        "mid_rate", figures.get("mid_executed"), figures.get("budget"), FigureUnit.RATE
    )
    share = elapsed(middle.date, submission.year)
    if share is not None:
        place = Place(form.file, where=submission.at.get("mid_year.date", ""))
        formula = f"{share.numerator} ÷ {share.denominator}"
        figures.add("elapsed", share, FigureUnit.RATE, sources=(place,), formula=formula)
        figures.add_quotient("pace", figures.get("mid_rate"), figures["elapsed"], FigureUnit.RATE)


def elapsed(written: str, year: int | None) -> Fraction | None:
    """Return which share of the year has passed at the end of a day; None where it is not clear."""
    if year is None:
        return None
    match [int(number) for number in _NUMBERS.findall(half_width(written))]:
        case [month, day]:
            parts = (year, month, day)
        case [of_year, month, day] if of_year == year:
            parts = (year, month, day)
        case _:
            return None
    try:
        day_of_year = date(*parts)
    except ValueError:
        return None
    whole = date(day_of_year.year, 12, 31).timetuple().tm_yday
    return Fraction(day_of_year.timetuple().tm_yday, whole)


def add_surveys(figures: FigureMaker, form: YearForm) -> None:
    """Add the counts of every survey, and the share of those who are satisfied."""
    for row in form.result.rows:
        survey = row.indicator.survey
        if survey is None:
            continue
        where = row.indicator.at.get("survey", "") or row.indicator.at.get("name", "")
        here, name = (Place(form.file, where=where),), row.name
        for key in ("sent", "returned", "satisfied"):
            count = getattr(survey, key)
            if count is not None:
                figures.add(
                    f"survey_{key}", Fraction(count), FigureUnit.COUNT, sources=here, of=row.id,
                    name=name,
                )  # fmt: skip
        satisfied = figures.get(f"survey_satisfied/{row.id}")
        returned = figures.get(f"survey_returned/{row.id}")
        figures.add_quotient(
            "survey_rate", satisfied, returned, FigureUnit.RATE, of=row.id, name=name
        )
