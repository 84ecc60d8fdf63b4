"""Amounts in the sentences of a report: compared with each other, and with the funds of its form."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from scoring.exact import decimals, last_place, percent, plain
from scoring.money import YUAN_PER_UNIT
from scoring.records.file_content import Amount, Statement
from scoring.records.submission import Funds
from scoring.review.between.agreement import agree, in_yuan, rate_fits
from scoring.review.between.documents import DocumentIndex
from scoring.review.between.records import ComparedForm, Match, Outcome, Side, owned_subject
from scoring.rules.types import Scope, Value
from scoring.values.grammar import Reader

_ONE: Final = Fraction(1)
_LONGEST_QUOTE: Final = 300


def check_rates(documents: DocumentIndex) -> Iterator[Outcome]:
    """Compare the rate of every statement with the two amounts of the same statement."""
    for file in documents.files:
        for statement in file.statements:
            budget, executed, rate = statement.budget, statement.executed, statement.rate
            if budget is None or executed is None or rate is None:
                continue
            fits = rate_fits(executed, budget, rate)
            if fits is None:
                continue
            exact = Fraction(executed.value) / Fraction(budget.value)
            facts = {
                **_statement_facts(statement),
                "rate_recomputed": percent(exact, decimals(rate.value)),
                "rate_told_same": fits,
            }
            yield owned_subject(file.name, "statement", statement.at, statement.subject, facts)


def compare_funds(documents: DocumentIndex) -> Iterator[Outcome]:
    """Compare every statement with the funds of its form; what is not certain is proposed."""
    for file in documents.files:
        for statement in file.statements:
            # A project may be called like a part of the money: 政府采购.
            index, certain = None, False
            if not statement.part:
                index, certain = documents.form_of(file.name, statement)
            if index is None:
                continue
            form = documents.forms[index]
            funds = form.funds
            if funds is None or funds.budget is None or funds.executed is None:
                continue
            facts = {
                **_statement_facts(statement),
                **_funds_facts(statement, form, funds, documents.reader),
                "other_place": documents.place(file.name, statement.at),
            }
            if certain or not form.submission.secret:
                yield _match(file.name, statement, form, funds, facts, certain=certain)
            if certain:
                title = form.submission.title
                yield owned_subject(index, "report", statement.at, title, facts, known=form.known)


def _statement_facts(statement: Statement) -> dict[str, Value | None]:
    return {
        "quote": statement.sentence[:_LONGEST_QUOTE],
        "budget_told": None if statement.budget is None else statement.budget.text,
        "executed_told": None if statement.executed is None else statement.executed.text,
        "rate_told": None if statement.rate is None else statement.rate.text,
    }


def _funds_facts(
    statement: Statement, form: ComparedForm, funds: Funds, reader: Reader
) -> dict[str, Value | None]:
    assert funds.budget is not None
    assert funds.executed is not None
    budget, executed = Fraction(funds.budget) * form.money, Fraction(funds.executed) * form.money
    rate = executed / budget if budget > 0 else None
    places = (at for name, at in form.submission.at.items() if name.startswith("funds."))
    return {
        "budget_form": budget,
        "executed_form": executed,
        "rate_form": rate,
        "budget_same": _same_money(statement.budget, budget, form, funds, "budget", reader),
        "executed_same": _same_money(statement.executed, executed, form, funds, "executed", reader),
        "rate_same": _same_rate(statement.rate, rate),
        "put_back_at": form.restored_at(places),
    }


def _same_money(
    stated: Amount | None, amount: Fraction, form: ComparedForm, funds: Funds, column: str,
    reader: Reader,
) -> bool | None:  # fmt: skip
    yuan = None if stated is None else in_yuan(stated, reader)
    if yuan is None:
        return None
    step = last_place(getattr(funds, column)) * form.money
    if agree(*yuan, amount, step):
        return True
    # A form that names no unit may be in 元 where its set says 万元, or the other way round.
    other = () if form.submission.money_unit else (YUAN_PER_UNIT["万元"], 1 / YUAN_PER_UNIT["万元"])
    return None if any(agree(*yuan, amount * by, step * by) for by in other) else False


def _same_rate(stated: Amount | None, rate: Fraction | None) -> bool | None:
    if stated is None or rate is None:
        return None
    return agree(Fraction(stated.value), last_place(stated.value), rate * 100, Fraction(0))


def _match(
    file: str,
    statement: Statement,
    form: ComparedForm,
    funds: Funds,
    facts: Scope,
    *,
    certain: bool,
) -> Match:
    compared = [facts[key] for key in ("budget_same", "executed_same", "rate_same")]
    same = [value for value in compared if value is not None]
    amounts = (statement.budget, statement.executed, statement.rate)
    here = " / ".join(amount.text for amount in amounts if amount is not None)
    there = f"{plain(Fraction(funds.budget or 0))} / {plain(Fraction(funds.executed or 0))}"
    return Match(
        Side(file, statement.at, statement.subject, here),
        Side(form.file, form.at, form.submission.title, there),
        _ONE,
        (),
        all(same) if same else None,
        None if certain else "whose_unclear",
    )
