"""What is known already of the single cells of a fill-in workbook."""

from __future__ import annotations

from decimal import Decimal

from scoring.indicator_set.model import IndicatorSet
from scoring.records.submission import MidYear, ParentProject, Submission
from scoring.workbooks.fill_in.layout import TEXTS, FillLayout
from scoring.workbooks.fill_in.plan.further_tables import yes_no


def single_values(
    earlier: Submission | None, indicators: IndicatorSet, layout: FillLayout
) -> dict[str, str]:
    """Return what a submission holds of the single cells; of nothing only the set's unit of money."""
    if earlier is None:
        return {"money_unit": indicators.money_unit}
    parent = earlier.project.parent or ParentProject()
    mid_year = earlier.mid_year or MidYear()
    achieved = earlier.summary.achieved
    if not achieved and earlier.goal.achieved:
        achieved = layout.text("draft") + earlier.goal.achieved
    texts = {
        "project.parent.name": parent.name,
        "project.parent.code": parent.code,
        "project.kind": earlier.project.kind,
        "publish": yes_no(earlier.publish),
        "summary.no_problems": yes_no(earlier.summary.no_problems or None),
        "summary.achieved": achieved,
        "summary.problems": earlier.summary.problems,
        "summary.measures": earlier.summary.measures,
        "mid_year.date": mid_year.date,
        "mid_year.executed": _number(mid_year.executed),
        "mid_year.forecast": _number(mid_year.forecast),
        **{f"{TEXTS}{name}": text for name, text in earlier.texts.items()},
        "project.code": earlier.project.code,
        "project.name": earlier.project.name,
        "year": str(earlier.year or ""),
        "unit": earlier.unit,
        "department": earlier.department,
        "money_unit": earlier.money_unit or "",
        "state": "" if earlier.state == "正常" else earlier.state,
        "finished": yes_no(earlier.finished),
        "secret": yes_no(earlier.secret or None),
        "project_period.start": earlier.project_period.start,
        "project_period.end": earlier.project_period.end,
        "goal.expected": earlier.goal.expected,
        "goal.achieved": earlier.goal.achieved,
        "claimed_total": _number(earlier.claimed_total),
        "claimed_grade": earlier.claimed_grade,
        "head.responsible": earlier.head.responsible,
        "head.filled_by": earlier.head.filled_by,
        "head.phone": earlier.head.phone,
        "head.date": earlier.head.date,
        "head.opinion": earlier.head.opinion,
        "id": earlier.id,
    }
    known = {field.key for field in layout.fields}
    return {key: text for key, text in texts.items() if text and key in known}


def _number(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")
