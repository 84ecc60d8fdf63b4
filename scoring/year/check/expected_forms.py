"""Which forms should be there, and which are there twice."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from scoring.records.certainty import Certainty
from scoring.records.year_record import ExpectedProject
from scoring.review.between.records import ComparedForm
from scoring.review.known_values import Known
from scoring.rules.types import Value
from scoring.text import name_key, squeezed
from scoring.year.check.compared_year import OwnedFinding, YearIndex, owned

_DIGITS_KEPT: Final = 15
"""So many digits of a long number a spreadsheet keeps; the rest become noughts."""


def missing_forms(year: YearIndex) -> Iterator[OwnedFinding]:
    """Yield every project that should have a form and has none."""
    expected = year.folder.record.expected
    found = [(one, _form_of(year, one)) for one in expected.projects]
    named = {id(form) for _, form in found if form is not None}
    others = [form for form in year.projects if id(form) not in named]
    missing = [one for one, form in found if form is None and not one.not_required]
    for one in missing:
        near = year.near(one.name, [f.submission.project.name for f in others if not _secret(f)])
        known = year.forms_known if near is None else Known(Certainty.PRESUMED, "forms")
        facts: dict[str, Value | None] = {
            "project_named": one.name,
            "forms_lacking": Fraction(1),
            "near_form": near,
            "unfilled_count": Fraction(len(year.folder.unfilled)),
        }
        yield _expected(year, one.name, facts, known)
    exempt = sum(form is None and bool(one.not_required) for one, form in found)
    yield from _unnamed(year, len(year.projects) + exempt, len(missing))


def _unnamed(year: YearIndex, there: int, named: int) -> Iterator[OwnedFinding]:
    """Yield how many forms are lacking of projects that the record counts and does not name."""
    expected = year.folder.record.expected.second_level
    if expected is None:
        return
    facts: dict[str, Value | None] = {
        "expected_count": Fraction(expected),
        "found_count": Fraction(there),
        "forms_lacking": Fraction(expected - there - named),
        "unfilled_count": Fraction(len(year.folder.unfilled)),
    }
    yield _expected(year, "", facts, year.forms_known)


def _expected(
    year: YearIndex, name: str, facts: dict[str, Value | None], known: Known
) -> OwnedFinding:
    file = year.folder.record_file
    return owned(file, "expected", name, name or file, facts, forms=known)


def _form_of(year: YearIndex, one: ExpectedProject) -> ComparedForm | None:
    """Return the form of an expected project: by its code, or by its name, in its unit."""
    for form in year.projects:
        submission = form.submission
        units = {name_key(submission.unit), name_key(submission.department)}
        if one.unit and name_key(one.unit) not in units:
            continue
        project = submission.project
        if one.code and project.code and squeezed(one.code) == squeezed(project.code):
            return form
        same = year.documents.project(one.name) == year.documents.project(project.name)
        if same and not (one.code and project.code):
            return form
    return None


def _secret(form: ComparedForm) -> bool:
    return form.submission.secret


def twins(year: YearIndex) -> Iterator[OwnedFinding]:
    """Yield every form whose code, or without codes whose name, an earlier form of its unit bears."""
    by_code: dict[tuple[str, str], ComparedForm] = {}
    by_name: dict[tuple[str, str], ComparedForm] = {}
    for form in year.projects:
        unit, project = name_key(form.submission.unit), form.submission.project
        code, name = squeezed(project.code), year.documents.project(project.name)
        if code and (other := by_code.setdefault((unit, code), form)) is not form:
            yield _twin(year, form, other, same_code=True)
            continue
        other = by_name.setdefault((unit, name), form)
        if name and other is not form and not (code and other.submission.project.code):
            yield _twin(year, form, other, same_code=False)


def _twin(
    year: YearIndex, form: ComparedForm, other: ComparedForm, *, same_code: bool
) -> OwnedFinding:
    code = squeezed(form.submission.project.code)
    names = [year.documents.project(one.submission.project.name) for one in (form, other)]
    known = form.known("project")
    if same_code and names[0] != names[1] and _is_cut(code):
        known = Known(Certainty.BY_PLACE, "project", code)
    facts: dict[str, Value | None] = {
        "same_code": same_code,
        "same_name": not same_code,
        "code_here": code,
        "twin_place": year.place(other.file, other.at),
    }
    title, secret = form.submission.title, form.submission.secret or other.submission.secret
    return owned(form.file, "twin", title, form.at, facts, secret=secret, project=known)


def _is_cut(code: str) -> bool:
    """Tell whether a code looks like a long number of which a spreadsheet kept the first digits."""
    tail = code[_DIGITS_KEPT:]
    return code.isdigit() and tail != "" and set(tail) == {"0"}
