"""Two amounts that should fit: the projects of a first level, of a department, an approved budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from scoring.exact import ZERO, last_place
from scoring.records.certainty import Certainty
from scoring.records.submission import Funds
from scoring.review.between.agreement import agree, in_yuan
from scoring.review.between.records import ComparedForm
from scoring.rules.types import Value
from scoring.text import name_key, squeezed
from scoring.year.check.compared_year import OwnedFinding, YearIndex, owned
from scoring.year.check.first_levels import Listed, listed_in

Column = Literal["initial", "budget", "executed"]
_FUNDS: Final[tuple[Column, ...]] = ("budget", "executed")


@dataclass(frozen=True, slots=True)
class _Money:
    """An amount in 元 with what its last written place is worth, summed over so many projects."""

    value: Fraction
    step: Fraction
    projects: int = 1
    is_all: bool = True
    """Whether every project that belongs into the sum is in it."""
    secret: bool = False


def compare_amounts(year: YearIndex) -> Iterator[OwnedFinding]:
    """Yield every pair of amounts that should fit."""
    yield from _first_levels(year)
    yield from _department(year)
    yield from _approved(year)
    yield from _evaluations(year)
    yield from _coverage(year)


def _pair(
    year: YearIndex, of: str, name: str, column: Column, stated: _Money, counted: _Money,
    stated_place: str, file: str,
) -> OwnedFinding:  # fmt: skip
    fits = agree(stated.value, stated.step, counted.value, counted.step) or _rounds_to(
        stated, counted
    )
    facts: dict[str, Value | None] = {
        "amounts_of": of,
        "amount_named": name,
        "amount_stated": stated.value,
        "amount_counted": counted.value,
        "counted_projects": Fraction(counted.projects),
        "stated_place": stated_place,
        "column_named": year.words.columns[column],
        "amounts_fit": fits,
        "counted_exceeds": not fits and counted.value > stated.value,
        "all_counted": counted.is_all,
        "times": _times(year, stated, counted),
    }
    return owned(file, "amounts", name, stated_place, facts, secret=counted.secret)


def _rounds_to(stated: _Money, counted: _Money) -> bool:
    """Tell whether the terms of a sum, each rounded as the other amount is, explain the difference."""
    return abs(stated.value - counted.value) <= stated.step * (counted.projects + 1) / 2


def _times(year: YearIndex, stated: _Money, counted: _Money) -> Fraction | None:
    """Return how many times one amount is the other, from the factor on that units of money explain.

    That what is there is far less than the whole tells nothing while not all of it is there.
    """
    more, less = max(stated.value, counted.value), min(stated.value, counted.value)
    if less <= 0 or more < less * year.words.apart_from:
        return None
    if counted.value < stated.value and not counted.is_all:
        return None
    return Fraction(more // less)


def _amount(form: ComparedForm, funds: Funds | None, column: Column) -> _Money | None:
    amount: Decimal | None = None if funds is None else getattr(funds, column)
    if amount is None or form.funds_known is Certainty.NOT_FOUND:
        return None
    return _Money(
        Fraction(amount) * form.money,
        last_place(amount) * form.money,
        secret=form.submission.secret,
    )


def _sum(amounts: Sequence[_Money | None], *, is_all: bool = True) -> _Money | None:
    known = [amount for amount in amounts if amount is not None]
    if not known:
        return None
    return _Money(
        sum((amount.value for amount in known), ZERO),
        max(amount.step for amount in known),
        len(known),
        is_all and len(known) == len(amounts),
        any(amount.secret for amount in known),
    )


def _first_levels(year: YearIndex) -> Iterator[OwnedFinding]:
    """Compare the approved budget of every first-level project with what its projects had at first."""
    for targets in year.folder.targets:
        table = targets.table
        if not table.whole or table.year not in (None, year.folder.record.year):
            continue
        for listed in listed_in(year, table, targets.file):
            children = _children(year, listed, table.unit)
            counted = _sum(
                [_amount(form, form.funds, "initial") for form in children],
                is_all=_are_all_here(year, listed, children),
            )
            if listed.budget is None or counted is None:
                continue
            stated = _Money(listed.budget, listed.last_place)
            place = year.place(listed.file, listed.at)
            yield _pair(year, "parent", listed.name, "initial", stated, counted, place, listed.file)


def _children(year: YearIndex, listed: Listed, unit: str) -> list[ComparedForm]:
    return [
        form
        for form in year.projects
        if form.submission.project.parent is not None
        and name_key(form.submission.project.parent.name) == name_key(listed.name)
        and name_key(form.submission.unit) == name_key(unit)
    ]


def _are_all_here(year: YearIndex, listed: Listed, children: Sequence[ComparedForm]) -> bool:
    """Tell whether the record lists the projects of a first level, and just these are there."""
    expected = [
        one
        for one in year.folder.record.expected.projects
        if name_key(one.parent) == name_key(listed.name)
    ]
    return bool(expected) and len(expected) == len(children)


def _department(year: YearIndex) -> Iterator[OwnedFinding]:
    """Compare what the department spent on projects with what its projects spent.

    Its own form gives it by a row of its funds; the record by 项目支出总额, within one fund family.
    """
    form, record = year.department, year.folder.record
    own = [f for f in year.projects if _is_of(f, form)]
    executed = _sum([_amount(f, f.funds, "executed") for f in own])
    if form is not None and executed is not None:
        names = set(map(squeezed, year.words.project_spending))
        row = next((r for r in form.submission.funds if squeezed(r.source) in names), form.funds)
        stated = _amount(form, row, "executed")
        if row is not None and stated is not None:
            yield _pair(
                year, "department", row.source, "executed", stated, executed, form.file, form.file
            )
    coverage = record.coverage
    if coverage.total is None:
        return
    column: Column = "executed" if coverage.basis == "执行数" else "budget"
    counted = _sum([_of_family(f, column, coverage.family) for f in year.projects])
    if counted is not None:
        stated = _Money(
            Fraction(coverage.total) * year.money, last_place(coverage.total) * year.money
        )
        name, file = coverage.family, year.folder.record_file
        yield _pair(year, "department", name, column, stated, counted, file, file)


def _is_of(project: ComparedForm, department: ComparedForm | None) -> bool:
    """Tell whether a project's money is part of a department's form: of its unit or department."""
    if department is None:
        return False
    own, whole = project.submission, department.submission
    return name_key(whole.unit) in {name_key(own.unit), name_key(own.department)}


def _of_family(form: ComparedForm, column: Column, family: str) -> _Money | None:
    """Return the money of a form that is known to be of a fund family."""
    rows = [row for row in form.submission.funds if row.family == family]
    if form.funds in rows:
        return _amount(form, form.funds, column)
    return _sum([_amount(form, row, column) for row in rows])


def _approved(year: YearIndex) -> Iterator[OwnedFinding]:
    """Compare every form with the approved money of its table, for the unit of money alone."""
    for form in year.documents.forms:
        for file, table in year.documents.tables_of(form):
            if table.budget is None or not table.budget.unit:
                continue
            yuan = in_yuan(table.budget, year.documents.reader)
            counted = _amount(form, form.funds, "initial") or _amount(form, form.funds, "budget")
            if yuan is not None and counted is not None:
                place = year.place(file, table.budget_at or table.at)
                title = form.submission.title
                stated = _Money(*yuan)
                yield _pair(year, "target", title, "initial", stated, counted, place, form.file)


def _evaluations(year: YearIndex) -> Iterator[OwnedFinding]:
    """Compare what the record says of an evaluated project with the project's form."""
    file = year.folder.record_file
    for evaluation in year.folder.record.evaluations:
        positions = year.documents.by_project.get(year.documents.project(evaluation.project), ())
        if len(positions) != 1:
            continue
        form = year.documents.forms[positions[0]]
        for column in _FUNDS:
            amount: Decimal | None = getattr(evaluation, column)
            counted = _amount(form, form.funds, column)
            if amount is not None and counted is not None:
                stated = _Money(Fraction(amount) * year.money, last_place(amount) * year.money)
                name = evaluation.project
                yield _pair(year, "evaluation", name, column, stated, counted, file, file)


def _coverage(year: YearIndex) -> Iterator[OwnedFinding]:
    """Compare the evaluated money that the record states with what the projects add up to."""
    record, file = year.folder.record, year.folder.record_file
    amount = record.coverage.amount
    if amount is None:
        return
    column: Column = "executed" if record.coverage.basis == "执行数" else "budget"
    is_all = record.expected.second_level == len(year.projects)
    counted = _sum([_amount(f, f.funds, column) for f in year.projects], is_all=is_all)
    if counted is not None:
        stated = _Money(Fraction(amount) * year.money, last_place(amount) * year.money)
        yield _pair(year, "coverage", record.department, column, stated, counted, file, file)
