"""Everything on a form that rules look at, with its facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from scoring.records.finding import Of
from scoring.review.form_facts import SUMS, execution_facts, form_facts, sum_facts
from scoring.review.funds_facts import funds_facts, wrong_column_at
from scoring.review.grounds import FormGrounds
from scoring.review.reviewed_form import Facts, ReviewedForm, ReviewedRow
from scoring.review.row_facts import row_facts
from scoring.review.rule_runner import Subject
from scoring.review.source_facts import source_facts
from scoring.rules.types import Value
from scoring.text import on_one_line
from scoring.values.attainment import Case, Note

_UNDONE: Final = frozenset({Case.NOT_DONE})


def subjects_of(form: ReviewedForm) -> Iterator[Subject]:
    """Yield the subjects of a form in its order: execution rate, funds, rows, sums, the form."""
    execution, words = form.card.execution, form.words
    grounds = FormGrounds(form)
    mentioned: Value | None = None
    if execution is not None or (form.submission.funds and not form.indicators.scored):
        facts = execution_facts(execution, form)
        place = partial(_place, form, "execution", "", {})
        mentioned = facts["spending_mentioned"]
        sources = () if execution is None else execution.trace.sources
        yield Subject("execution", "", str(facts["name"]), facts, place, grounds.of_funds, sources)
    if form.submission.funds:
        place = partial(_place, form, "funds", "", {"funds": wrong_column_at(form)})
        whole = funds_facts(form)
        yield Subject("funds", "", words.places["funds"], whole, place, grounds.of_funds)
        common = {"spending_mentioned": mentioned, "sums_agree": whole["total_sum"] is None}
        yield from _sources(form, common, grounds)
    for row in form.rows:
        facts, result = row_facts(row, form), row.result
        yield Subject(
            "row", result.id, row.name, facts, row.place, grounds.of_row(row),
            result.trace.sources, _says_undone(row),
        )  # fmt: skip
    for check in form.claims:
        if check.kind in SUMS and check.verdict == "differs":
            facts = sum_facts(check, form)
            place = partial(_place, form, "total", check.where, {})
            cap = form.card.cap if check.kind == "cap" else None
            yield Subject(
                "total", check.where, str(facts["where"]), facts, place,
                grounds.of_sum(check.where), () if cap is None else cap.trace.sources,
            )  # fmt: skip
    places = {
        "blank": next((blank.at for blank in form.missing_claims), ""),
        "total": form.submission.at.get("claimed_total", ""),
    }
    place = partial(_place, form, "form", "", places)
    yield Subject("form", "", words.places["form"], form_facts(form), place, grounds.of_form)


def _sources(form: ReviewedForm, common: Facts, grounds: FormGrounds) -> Iterator[Subject]:
    """Yield every row of the funds block that is not the row of all money."""
    for number, part in enumerate(form.submission.funds, 1):
        if part is not form.funds:
            facts = {**source_facts(part, form), **common}
            place = partial(_place_of_source, form, number)
            yield Subject("source", "", on_one_line(part.source), facts, place, grounds.of_funds)


def _place_of_source(form: ReviewedForm, number: int, field: str) -> str:
    """Return the cell of a source that a finding is about; else that of its executed amount or name."""
    at = form.submission.at
    columns = ("claimed_rate" if field == "rate" else "executed", "budget", "source")
    return on_one_line(next(filter(None, (at.get(f"funds.{number}.{c}") for c in columns)), ""))


def _says_undone(row: ReviewedRow) -> bool:
    """Tell whether the form itself says that nothing was done, and the rule gives nothing for it."""
    attained = row.attained
    if attained is None or row.result.score != 0:
        return False
    return attained.case in _UNDONE or Note.NOTHING_DONE in attained.notes


def _place(form: ReviewedForm, of: Of, where: str, places: Mapping[str, str], field: str) -> str:
    return places.get(field) or form.place_in_head(of, field, where)
