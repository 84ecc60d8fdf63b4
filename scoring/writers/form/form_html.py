"""Fills a page template with a result: the 自评表 for the screen and for paper, by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Final

from jinja2 import Environment, StrictUndefined, Template, TemplateError
from markupsafe import Markup

from scoring.exact import decimals, fixed
from scoring.records.result import Result
from scoring.text import printable
from scoring.writers.form.html_fault import template_fault
from scoring.writers.form.html_sandbox import GuardedEnvironment
from scoring.writers.form.present import present
from scoring.writers.form.view import IndicatorRow, Value
from scoring.writers.labels import Labels

_FAULTS: Final = (TemplateError, TypeError, ArithmeticError, LookupError, RecursionError)
"""What a faulty template raises."""


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with how many rows its level cells take; 0 where a cell above reaches down to it."""

    row: IndicatorRow
    level1_span: int
    level2_span: int
    goal_span: int


def render_page(
    result: Result,
    template: str,
    labels: Labels,
    name: str = "project.html.j2",
    *,
    own: bool = False,
) -> bytes:
    """Return the page as UTF-8. ``template`` is the text of the Jinja2 template called ``name``.

    ``own`` tells that it did not come with the program.

    Raises :class:`InputError` with the template's line where it is faulty.
    """
    shown = present(result, labels)
    variables = {
        "form": shown.form,
        "signatures": shown.signature,
        "funds": shown.funds,
        "goals": shown.goal,
        "execution": shown.execution,
        "rows": placed(shown.row),
        "indicators": placed(shown.indicator),
        "tasks": shown.task,
        "texts": shown.text,
        "levels": shown.level,
        "requirements": shown.requirement,
        "claims": shown.claim,
        "unmatched": shown.unmatched,
        "repairs": shown.repair,
        "unused": shown.unused,
    }
    try:
        page = _compiled(template, own).render(variables)
    except _FAULTS as error:
        fault = template_fault(error, template, name, variables)
        if fault is None:
            raise
        raise fault from error
    return page.encode("utf-8")


def placed(rows: Sequence[IndicatorRow]) -> tuple[PlacedRow, ...]:
    """Say which neighbours share their 一级指标 and 二级指标 cells."""
    found = []
    for _, goal in groupby(rows, key=lambda row: row.goal):
        under = list(goal)
        for _, level1 in groupby(under, key=lambda row: row.level1):
            members = list(level1)
            for _, level2 in groupby(members, key=lambda row: row.level2):
                same = list(level2)
                for at, row in enumerate(same):
                    first = len(members) if row is members[0] else 0
                    whole = len(under) if row is under[0] else 0
                    found.append(PlacedRow(row, first, 0 if at else len(same), whole))
    return tuple(found)


@lru_cache(maxsize=8)
def _compiled(template: str, own: bool) -> Template:
    # One that somebody was sent can print and do nothing else; the shipped one needs no such guard.
    environment = (GuardedEnvironment if own else Environment)(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["money"] = _money
    return environment.from_string(template)


def _printed(value: object) -> object:
    """Print nothing for None, numbers as plain decimals, and no invisible characters."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable(value)
    return value


def _money(value: Value) -> Value:
    """Print an amount with two decimals and separators; one with more decimals stands as it is."""
    if not isinstance(value, Decimal):
        return value
    whole, dot, rest = fixed(value, max(2, decimals(value))).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{dot}{rest}"
