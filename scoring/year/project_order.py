"""The projects of a year in the order of its summary: by unit, 一级项目 and code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.records.year_folder import YearForm
from scoring.records.year_record import ExpectedProject, YearRecord
from scoring.text import name_key, on_one_line, squeezed
from scoring.year.words import YearWords


@dataclass(frozen=True, slots=True)
class ListedProject:
    """A project that was handed in, or is expected and was not; one of both is there."""

    key: str
    name: str
    code: str
    unit: str
    parent: str
    form: YearForm | None
    expected: ExpectedProject | None


def listed_projects(
    forms: Sequence[YearForm], record: YearRecord, words: YearWords
) -> tuple[list[ListedProject], list[ListedProject]]:
    """Return all projects that the summary lists, in its order, and the forms of first-level ones.

    A form is of a first-level project where it bears its name and other forms name that as theirs.
    """
    expected = list(record.expected.projects)
    listed: list[ListedProject] = []
    for form in forms:
        found = next((p for p in expected if _is_form_of(form, p)), None)
        if found is not None:
            expected.remove(found)
        listed.append(_of_form(form, found))
    listed += (_of_expected(project, record) for project in expected)
    parents = {name_key(p.parent) for p in listed if name_key(p.parent) != name_key(p.name)}
    of_first_level = [p for p in listed if p.form is not None and name_key(p.name) in parents]
    second_level = [p for p in listed if p not in of_first_level]
    return _in_order(second_level, record, words), _in_order(of_first_level, record, words)


def unit_of(form: YearForm) -> str:
    """Return the unit whose form it is: the department where it names none."""
    return form.submission.unit or form.submission.department


def is_own(unit: str, record: YearRecord, words: YearWords) -> bool:
    """Tell whether a unit is the department itself."""
    name = squeezed(record.department)
    return squeezed(unit) in {name, *(squeezed(name + behind) for behind in words.own_unit)}


def _of_form(form: YearForm, expected: ExpectedProject | None) -> ListedProject:
    project = form.submission.project
    parent = project.parent.name if project.parent is not None else ""
    return ListedProject(
        key=form.key,
        name=on_one_line(project.name or form.submission.title),
        code=project.code,
        unit=unit_of(form),
        parent=on_one_line(parent) or ("" if expected is None else expected.parent),
        form=form,
        expected=expected,
    )


def _of_expected(project: ExpectedProject, record: YearRecord) -> ListedProject:
    unit = project.unit or record.department
    key = f"{unit}/{project.code or project.name}"
    return ListedProject(key, project.name, project.code, unit, project.parent, None, project)


def _is_form_of(form: YearForm, project: ExpectedProject) -> bool:
    """Tell whether a form is that of an expected project: by code where both have one, else by name."""
    handed_in = form.submission.project
    if project.unit and squeezed(project.unit) != squeezed(unit_of(form)):
        return False
    if project.code and handed_in.code:
        return squeezed(project.code) == squeezed(handed_in.code)
    return bool(project.name) and name_key(project.name) == name_key(handed_in.name)


def _in_order(
    projects: Sequence[ListedProject], record: YearRecord, words: YearWords
) -> list[ListedProject]:
    units = _places(record.unit_names())
    own = [p.unit for p in projects if is_own(p.unit, record, words)]
    seen_units = _places((*own, *(p.unit for p in projects)))
    parents = _places(parent.name for parent in record.first_level)
    seen_parents = _places(p.parent for p in projects)

    def place(project: ListedProject) -> tuple[object, ...]:
        unit, parent = squeezed(project.unit), squeezed(project.parent)
        is_first = is_own(project.unit, record, words)
        return (
            # the record's order of units counts before all; the department itself is first without
            units.get(unit, -1 if is_first else len(units)),
            seen_units[unit],
            not project.parent,
            parents.get(parent, len(parents)),
            seen_parents[parent],
            project.code,
            project.name,
        )

    return sorted(projects, key=place)


def _places(names: Iterable[str]) -> Mapping[str, int]:
    """Return the place of every name among those given, the first where one returns."""
    found: dict[str, int] = {}
    for name in names:
        found.setdefault(squeezed(name), len(found))
    return found
