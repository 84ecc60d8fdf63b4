"""A result as a page: the 自评表 for the screen and for paper, by itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from jinja2 import TemplateError

from scoring.value_class import dataclass
from scoring.writers.form.form_design import design_of_data
from scoring.writers.form.page_rows import page_rows, page_shares
from scoring.writers.form.placeholders import CellText, names_of_forms, parse_cell
from scoring.writers.form.present import present
from scoring.writers.form.secret_view import explained
from scoring.writers.pages import render_page, self_contained

if TYPE_CHECKING:
    from scoring.records.result import Result
    from scoring.writers.form.form_design import FormDesign, TableDesign
    from scoring.writers.form.form_spec import FormSpec
    from scoring.writers.form.page_rows import PageRow
    from scoring.writers.form.view import FormView, IndicatorFields
    from scoring.writers.labels import Labels

_FORM_PAGE: Final = "form.html.j2"
_EXPLANATION: Final = "explanation.html.j2"
_FAULTS: Final = (
    TemplateError, TypeError, ValueError, AttributeError, ArithmeticError, LookupError,
    RecursionError,
)  # fmt: skip
"""What a faulty template raises."""


@dataclass(frozen=True, slots=True)
class SpannedRow:
    """A row with how many rows its level cells take; 0 where a cell above reaches down to it."""

    row: IndicatorFields
    level1_span: int
    level2_span: int
    goal_span: int


def render_form_page(result: Result, design: FormDesign, labels: Labels) -> bytes:
    """Return the page of a form as UTF-8."""
    return render_page(_FORM_PAGE, layout=design, **_variables(present(result, labels), labels))


def render_explanation(result: Result, labels: Labels, *, shows_texts: bool) -> bytes:
    """Return the 评分说明 as UTF-8; ``shows_texts`` tells whether the form has the text boxes."""
    view = explained(result, labels, has_texts=shows_texts)
    return render_page(_EXPLANATION, scored=result.scorecard.scored, **_variables(view, labels))


def render_own_page(
    result: Result, template: str, labels: Labels, name: str, *, explains: bool = False
) -> bytes:
    """Return the page that a person's own Jinja2 template makes, as UTF-8.

    ``explains`` tells that it is a 评分说明, which holds no text of a secret submission.
    Raises :class:`InputError` with the template's line, in the file ``name``, where it is faulty.
    """
    from scoring.writers.form.page_fault import template_fault  # noqa: PLC0415 - only for a person's own
    from scoring.writers.page_sandbox import own_page  # noqa: PLC0415

    view = explained(result, labels) if explains else present(result, labels)
    variables = _variables(view, labels)
    try:
        page = own_page(template).render(variables)
    except _FAULTS as error:
        fault = template_fault(error, template, name, variables)
        if fault is None:
            raise
        raise fault from error
    return page.encode("utf-8")


def own_page_template(spec: FormSpec) -> str:
    """Return the page of a form as one template to restyle; it needs no other file."""
    data = spec.model_dump(exclude_defaults=True)
    return f"{{% set layout = form_layout({_literal(data)}) %}}\n{self_contained(_FORM_PAGE)}"


def _literal(value: object, indent: str = "") -> str:
    """Write data as a template holds it, a short list on one line."""
    inner = f"{indent}  "
    if isinstance(value, Mapping):
        lines = (f"{json.dumps(k)}: {_literal(v, inner)}" for k, v in value.items())
        return "{\n" + ",\n".join(inner + line for line in lines) + f"\n{indent}}}"
    if isinstance(value, list | tuple):
        if not any(isinstance(each, Mapping | list | tuple) for each in value):
            return f"[{', '.join(_literal(each) for each in value)}]"
        lines = (_literal(each, inner) for each in value)
        return "[\n" + ",\n".join(inner + line for line in lines) + f"\n{indent}]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)


def _variables(view: FormView, labels: Labels) -> dict[str, Any]:
    """Return what a page may print, by name."""
    rows: dict[int, tuple[PageRow, ...]] = {}

    def rows_of(table: TableDesign) -> tuple[PageRow, ...]:
        if id(table) not in rows:
            rows[id(table)] = page_rows(table, view)
        return rows[id(table)]

    return {
        "form": view.form,
        "signatures": view.signature,
        "funds": view.funds,
        "goals": view.goal,
        "execution": view.execution,
        "rows": spanned(view.row),
        "indicators": spanned(view.indicator),
        "tasks": view.task,
        "texts": view.text,
        "texts_of_form": tuple(text for text in view.text if "·" not in text.name),
        "levels": view.level,
        "requirements": view.requirement,
        "claims": view.claim,
        "faults": view.fault,
        "unmatched": view.unmatched,
        "repairs": view.repair,
        "unused": view.unused,
        "form_layout": partial(design_of_data, labels=labels),
        "fill": _filler(view, labels),
        "rows_of": rows_of,
        "shares_of": lambda table: page_shares(table, rows_of(table)),
    }


def _filler(view: FormView, labels: Labels) -> Callable[[CellText | str], str]:
    """Return what puts the form's values into a text that is printed once."""

    def refuse(message: str, hint: str) -> None:
        raise ValueError(f"{message}；{hint}")

    def fill(text: CellText | str) -> str:
        cell = (
            text if isinstance(text, CellText) else parse_cell(text, names_of_forms(labels), refuse)
        )
        return "\n".join(cell.filled(view.form, view.form))

    return fill


def spanned(rows: Sequence[IndicatorFields]) -> tuple[SpannedRow, ...]:
    """Return the rows with how many neighbours share their 一级指标 and 二级指标 cells."""
    spanned_rows = []
    for _, goal in groupby(rows, key=lambda row: row.goal):
        under = list(goal)
        for _, level1 in groupby(under, key=lambda row: row.level1):
            members = list(level1)
            for _, level2 in groupby(members, key=lambda row: row.level2):
                same = list(level2)
                for at, row in enumerate(same):
                    first = len(members) if row is members[0] else 0
                    goal_span = len(under) if row is under[0] else 0
                    spanned_rows.append(SpannedRow(row, first, 0 if at else len(same), goal_span))
    return tuple(spanned_rows)
