"""The year that a project's name bears, where it is another one than the form's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scoring.exact import fraction
from scoring.records.submission import Submission
from scoring.review.figure_words import NameYearWords
from scoring.review.reviewed_form import Facts, ReviewedForm
from scoring.review.row_text_facts import holds_any, quoted
from scoring.text import squeezed
from scoring.values.reading import Deadline

_FIGURES: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR: Final = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_YEAR: Final = re.compile(r"(?<![0-9A-Za-z_\-])(20[0-9]{2})(?=年|[^0-9A-Za-z_\-号]|$)")
_SHORT_YEAR: Final = re.compile(r"(?<![0-9第\-])([1-3][0-9])(?=年度)")
_NUMBERED: Final = re.compile(r"[\[(〔【]20[0-9]{2}[\])〕】]第?[0-9]{1,5}号")
"""The number of a document: 〔2021〕12号."""


def project_name_facts(form: ReviewedForm) -> Facts:
    """Return the form's year, and the year of the project's name if it is another one."""
    submission = form.submission
    year, name = submission.year, _in_figures(squeezed(submission.project.name))
    facts: Facts = {
        "form_year": None if year is None else fraction(str(year)),
        "project_name": quoted(submission.project.name, form) or None,
        "name_of_other_year": False,
        "name_year": None,
    }
    named = set(_years(name, form.words.name_years))
    if year is None or len(named) != 1:
        return facts
    (other,) = named
    if other == year or _is_explained(name, other, year, form):
        return facts
    return {**facts, "name_of_other_year": True, "name_year": fraction(str(other))}


def _in_figures(name: str) -> str:
    """Write 二〇二一年 as 2021年."""
    return _CHINESE_YEAR.sub(lambda found: found[0].translate(_FIGURES), name)


def _years(name: str, words: NameYearWords) -> Iterator[int]:
    """Yield the years of a name; none of one that names a span of years."""
    written = _NUMBERED.sub("", name)
    found = [*_YEAR.finditer(written), *_SHORT_YEAR.finditer(written)]
    for one in found:
        rest = written[one.end() :].removeprefix("年").removeprefix("度")
        if rest.startswith(words.behind):
            return
        yield int(one[1]) % 2000 + 2000


def _is_explained(name: str, other: int, year: int, form: ReviewedForm) -> bool:
    submission, words = form.submission, form.words.name_years
    texts = (name, submission.goal.expected, submission.goal.achieved)
    return (
        abs(other - year) > words.furthest
        or submission.state == "跨年"
        or holds_any(texts, words.carried)
        or (other < year and _has_carried_funds(submission, form))
        or _lasts(other, form)
    )


def _has_carried_funds(submission: Submission, form: ReviewedForm) -> bool:
    """Tell whether any money comes from earlier years."""
    words = form.words.name_years.carried
    return any(
        (row.budget or row.executed) and holds_any((row.source,), words) for row in submission.funds
    )


def _lasts(other: int, form: ReviewedForm) -> bool:
    """Tell whether the project began in the year of its name, or ends in it."""
    period = form.submission.project_period
    for text in (period.start, period.end):
        day = form.reader.read(text)
        if isinstance(day, Deadline) and day.year == other:
            return True
    return False
