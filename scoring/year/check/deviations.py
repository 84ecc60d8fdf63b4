"""Whether the papers report what was missed: 未发现问题 although rows were missed, rows that no report names."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from scoring.records.paper_text import StandingPaper
from scoring.records.scorecard import RowResult
from scoring.records.year_folder import YearForm
from scoring.review.between.likeness import likeness_in_text
from scoring.review.between.records import ComparedForm
from scoring.review.known_values import Known
from scoring.rules.types import Value
from scoring.text import name_key
from scoring.year.check.compared_year import OwnedFinding, YearIndex, owned
from scoring.year.project_figures import indicator_rows, outcome

_MOST_LISTED: Final = 5
_NAMED_FROM: Final = Fraction(2, 3)
"""From this share of a row's name on that a report holds, the row counts as named there."""


def check_summaries(year: YearIndex) -> Iterator[OwnedFinding]:
    """Yield every project whose unit says that it found no problems."""
    for form, compared in zip(year.folder.projects, year.projects, strict=True):
        summary = form.submission.summary
        if not summary.no_problems or summary.problems.strip():
            continue
        missed = [row for row in indicator_rows(form) if outcome(row) == "missed"]
        names = [row.name for row in missed]
        listed = year.words.text("separator").join(names[:_MOST_LISTED])
        if len(names) > _MOST_LISTED:
            listed += year.words.text("and_more", count=len(names))
        facts: dict[str, Value | None] = {
            "says_no_problems": True,
            "missed_count": Fraction(len(missed)),
            "missed_list": listed,
            "execution_rate": _rate(compared),
        }
        known = Known(min((row.known for row in missed), default=compared.funds_known), "reading")
        title, secret = form.submission.title, form.submission.secret
        yield owned(form.file, "summary", title, title, facts, secret=secret, readings=known)


def _rate(form: ComparedForm) -> Fraction | None:
    funds = form.funds
    if funds is None or not funds.budget or funds.executed is None:
        return None
    return Fraction(funds.executed) / Fraction(funds.budget)


def check_missed_rows(year: YearIndex) -> Iterator[OwnedFinding]:
    """Yield every missed row of the projects about which a report of the folder tells."""
    for form in year.folder.projects:
        reports = [paper for paper in year.papers if form.key in paper.reports_on]
        if not reports:
            continue
        texts = [_about_problems(year, paper) for paper in reports]
        for row in indicator_rows(form):
            if outcome(row) == "missed":
                yield _missed(year, form, row, reports, texts)


def _about_problems(year: YearIndex, paper: StandingPaper) -> str:
    """Return what a report says below its headings about deviations and problems."""
    words = year.words.problem_headings
    return "\n".join(
        place.text
        for place in paper.standing.places
        if any(word in place.heading for word in words)
    )


def _missed(
    year: YearIndex, form: YearForm, row: RowResult, reports: list[StandingPaper], texts: list[str]
) -> OwnedFinding:
    files = [paper.file for paper in reports]
    facts: dict[str, Value | None] = {
        "missed_name": row.name,
        "missed_target": row.target,
        "missed_actual": row.actual,
        "missed_named": any(_names(text, row.name) for text in texts),
        "reports_read": year.words.text("separator").join(files),
    }
    known = Known(row.known, "reading", row.indicator.at.get("actual", ""))
    return owned(
        files[0], "missed", row.name, files[0], facts,
        where=row.id, secret=form.submission.secret, reading=known,
    )  # fmt: skip


def _names(text: str, name: str) -> bool:
    """Tell whether a text names an indicator, word for word or by most of its name in one line."""
    if name_key(name) in name_key(text):
        return True
    lines = text.splitlines()
    return any(likeness_in_text(name, line).likeness >= _NAMED_FROM for line in lines)
