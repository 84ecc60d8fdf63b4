"""The year's money of a form beside what was approved for it: a budget that was changed has a document."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring.exact import last_place
from scoring.records.file_content import Amount
from scoring.review.between.agreement import agree, in_yuan
from scoring.review.between.documents import DocumentIndex
from scoring.review.between.records import ComparedForm, Outcome, owned_subject


def compare_budgets(documents: DocumentIndex) -> Iterator[Outcome]:
    """Compare the budgets of every form with the approved money of its one target table."""
    for index, form in enumerate(documents.forms):
        tables = documents.tables_of(form)
        if len(tables) != 1 or form.funds is None or form.funds.budget is None:
            continue
        ((file, table),) = tables
        approved = None if table.budget is None else _approved(table.budget, form, documents)
        if table.budget is None or approved is None:
            continue
        facts = {
            "approved_budget": approved[0],
            "budget_here": Fraction(form.funds.budget) * form.money,
            "initial_here": _amount(form, "initial"),
            "budget_as_approved": _same(approved, form, "budget"),
            "initial_as_approved": _same(approved, form, "initial"),
            "budget_source": form.funds.source,
            "other_place": documents.place(file, table.budget_at),
        }
        at = _at(form)
        yield owned_subject(index, "approved", at, form.funds.source, facts, known=form.known)


def _approved(
    budget: Amount, form: ComparedForm, documents: DocumentIndex
) -> tuple[Fraction, Fraction] | None:
    """Return the approved money in 元; a table without a unit counts in that of the form."""
    if budget.unit:
        return in_yuan(budget, documents.reader)
    return Fraction(budget.value) * form.money, last_place(budget.value) * form.money


def _amount(form: ComparedForm, column: str) -> Fraction | None:
    number = None if form.funds is None else getattr(form.funds, column)
    return None if number is None else Fraction(number) * form.money


def _same(approved: tuple[Fraction, Fraction], form: ComparedForm, column: str) -> bool | None:
    amount = _amount(form, column)
    if amount is None:
        return None
    step = last_place(getattr(form.funds, column)) * form.money
    return agree(*approved, amount, step)


def _at(form: ComparedForm) -> str:
    number = next(n for n, row in enumerate(form.submission.funds, 1) if row is form.funds)
    at = form.submission.at
    keys = (f"funds.{number}.{column}" for column in ("budget", "initial", "source"))
    return next((at[key] for key in keys if at.get(key)), form.at)
