"""The register of a year's figures: every project, what they add up to, the department as a whole.

``make_register`` computes each figure once; papers render it. The keys of the figures stand in
``year.project_figures`` (a project), ``year.group_figures`` (totals and groups),
``year.department_figures`` (the department) and ``year.coverage`` (how much was evaluated).
Ids: ``project/‹unit/code›/budget``, ``total/executed``, ``unit/‹unit›/executed``,
``first_level/‹parent›/executed``, ``unit/‹unit›/first_level/‹parent›/executed``,
``public/executed``, ``department/executed``, ``evaluation/1/budget``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scoring.problem import Place, Problem
from scoring.records.figures import (
    FigureRegister,
    Gap,
    GroupKind,
    ProjectFigures,
    ProjectGroup,
    Standing,
)
from scoring.records.year_folder import YearFolder, YearForm
from scoring.records.year_record import YearRecord
from scoring.year.coverage import add_coverage
from scoring.year.department_figures import department_figures
from scoring.year.evaluation_figures import evaluation_figures
from scoring.year.group_figures import group_figures
from scoring.year.project_figures import form_figures, standing_of
from scoring.year.project_order import ListedProject, listed_projects
from scoring.year.unused_names import unused_figures
from scoring.year.words import YearWords


def make_register(folder: YearFolder, words: YearWords) -> FigureRegister:
    """Return every figure of a year; two forms of one project are a problem, and the first counts."""
    record = folder.record
    forms, problems = _one_of_each(folder.projects)
    listed, of_first_level = listed_projects(forms, record, words)
    projects = tuple(_project(project, n, words) for n, project in enumerate(listed, 1))
    totals = group_figures(projects, "total", record.weights, words)
    add_coverage(totals, folder, projects, (), words)
    groups = tuple(_groups(projects, folder, words))
    of_department, differing = department_figures(folder, groups[-1].figures, words)
    return FigureRegister(
        record=record,
        projects=projects,
        department=folder.department,
        totals=totals,
        of_department=of_department,
        gaps=tuple(_missing(projects, words)),
        groups=groups,
        first_level_forms=tuple(_project(project, 0, words) for project in of_first_level),
        of_evaluations=evaluation_figures(folder, words),
        problems=(*problems, *differing, *unused_figures(record, folder.record_file, words)),
    )


def _one_of_each(
    forms: Sequence[YearForm],
) -> tuple[tuple[YearForm, ...], tuple[Problem, ...]]:
    """Return the first form of every unit and code, and a problem for each further one."""
    first: dict[str, YearForm] = {}
    problems = []
    for form in forms:
        found = first.setdefault(form.key, form)
        if found is not form:
            title = "" if form.submission.secret else f"“{form.submission.title}”"
            message = f"同一单位的同一个项目{title}有两份表，另一份是{found.file}"
            hint = "两份只能留一份：把不用的那一份移出文件夹。"
            problems.append(Problem("form-twice", message, Place(form.file), hint))
    return tuple(first.values()), tuple(problems)


def _project(listed: ListedProject, number: int, words: YearWords) -> ProjectFigures:
    form = listed.form
    figures = {} if form is None else form_figures(form, f"project/{listed.key}", words)
    return ProjectFigures(
        key=listed.key,
        number=number,
        name=listed.name,
        code=listed.code,
        unit=listed.unit,
        parent=listed.parent,
        standing=_standing(listed),
        form=form,
        figures=figures,
    )


def _standing(listed: ListedProject) -> Standing:
    if listed.form is not None:
        return "secret" if listed.form.submission.secret else standing_of(listed.form)
    is_exempt = listed.expected is not None and bool(listed.expected.not_required.strip())
    return "exempt" if is_exempt else "missing"


def _groups(
    projects: Sequence[ProjectFigures], folder: YearFolder, words: YearWords
) -> Iterator[ProjectGroup]:
    """Yield the units, each with its first-level projects, the latter across units, the public ones."""
    record = folder.record
    for unit in dict.fromkeys(project.unit for project in projects):
        here = tuple(project for project in projects if project.unit == unit)
        yield from _group("unit", unit, "", here, f"unit/{unit}", record, words)
        for parent, children in _by_parent(here):
            prefix = f"unit/{unit}/first_level/{parent}"
            yield from _group("parent_in_unit", unit, parent, children, prefix, record, words)
    for parent, children in _by_parent(projects):
        yield from _group("parent", "", parent, children, f"first_level/{parent}", record, words)
    public = _not_secret(projects)
    secret = tuple(p for p in projects if p.is_secret)
    figures = group_figures(public, "public", record.weights, words)
    add_coverage(figures, folder, public, secret, words)
    yield ProjectGroup("public", "", "", public, figures)


def _group(
    kind: GroupKind,
    unit: str,
    parent: str,
    projects: tuple[ProjectFigures, ...],
    prefix: str,
    record: YearRecord,
    words: YearWords,
) -> Iterator[ProjectGroup]:
    """Yield a group, and where it has secret projects among others the same without them."""
    of_parent, public = kind == "parent", _not_secret(projects)
    figures = group_figures(projects, prefix, record.weights, words, for_parent=of_parent)
    yield ProjectGroup(kind, unit, parent, projects, figures)
    if public and len(public) < len(projects):
        figures = group_figures(
            public, f"public/{prefix}", record.weights, words, for_parent=of_parent
        )
        yield ProjectGroup(kind, unit, parent, public, figures, leaves_out_secret=True)


def _not_secret(projects: Sequence[ProjectFigures]) -> tuple[ProjectFigures, ...]:
    return tuple(project for project in projects if not project.is_secret)


def _by_parent(
    projects: Iterable[ProjectFigures],
) -> Iterator[tuple[str, tuple[ProjectFigures, ...]]]:
    found: dict[str, list[ProjectFigures]] = {}
    for project in projects:
        if project.parent:
            found.setdefault(project.parent, []).append(project)
    for parent, children in found.items():
        yield parent, tuple(children)


def _missing(projects: Iterable[ProjectFigures], words: YearWords) -> Iterator[Gap]:
    for project in projects:
        if project.standing == "missing":
            label = words.text("gaps.form", name=project.name, unit=project.unit)
            yield Gap(f"form/{project.key}", label, words.text("gaps.form_todo"))
