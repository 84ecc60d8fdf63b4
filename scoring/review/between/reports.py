"""Amounts told in sentences: against each other, and beside the funds block of whom they tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from scoring.exact import YUAN, decimals, last_place, percent, plain
from scoring.records.file_content import Amount, Statement
from scoring.records.submission import Funds
from scoring.review.between.agreement import in_yuan, near, rate_fits
from scoring.review.between.batch import Batch
from scoring.review.between.records import ComparedForm, Match, Outcome, Side
from scoring.review.rule_runner import Subject, fixed_place
from scoring.rules.types import Value

_ONE: Final = Fraction(1)
_LONGEST_QUOTE: Final = 300


def check_rates(batch: Batch) -> Iterator[Outcome]:
    """Compare the rate of every statement with the two amounts of the same statement."""
    for file in batch.files:
        for told in file.statements:
            if told.budget is None or told.executed is None or told.rate is None:
                continue
            fits = rate_fits(told.executed, told.budget, told.rate)
            if fits is None:
                continue
            exact = Fraction(told.executed.value) / Fraction(told.budget.value)
            facts: Mapping[str, Value | None] = {
                **_told(told),
                "rate_recomputed": percent(exact, decimals(told.rate.value)),
                "rate_told_same": fits,
            }
            yield file.name, Subject("statement", "", told.subject, facts, fixed_place(told.at))


def compare_funds(batch: Batch) -> Iterator[Outcome]:
    """Compare every statement with the funds of its form; what is not certain is proposed."""
    for file in batch.files:
        for told in file.statements:
            # A project may be called like a part of the money: 政府采购.
            index, certain = (None, False) if told.part else batch.form_of(file.name, told)
            if index is None:
                continue
            form = batch.forms[index]
            funds = form.funds
            if funds is None or funds.budget is None or funds.executed is None:
                continue
            match = _match(batch, file.name, told, form, funds, certain=certain)
            if certain or not form.submission.secret:
                yield match
            if certain:
                facts = _facts(batch, file.name, told, form, funds)
                yield (
                    index,
                    Subject("report", "", form.submission.title, facts, fixed_place(told.at)),
                )


def _told(told: Statement) -> dict[str, Value | None]:
    return {
        "quote": told.sentence[:_LONGEST_QUOTE],
        "budget_told": None if told.budget is None else told.budget.text,
        "executed_told": None if told.executed is None else told.executed.text,
        "rate_told": None if told.rate is None else told.rate.text,
    }


def _facts(
    batch: Batch, file: str, told: Statement, form: ComparedForm, funds: Funds
) -> Mapping[str, Value | None]:
    budget, executed, rate = _money(form, funds)
    return {
        **_told(told),
        "other_place": batch.words.text("file_and_place", file=file, place=told.at).strip(),
        "budget_form": budget,
        "executed_form": executed,
        "rate_form": rate,
        "budget_same": _same_money(batch, told.budget, budget, form, funds, "budget"),
        "executed_same": _same_money(batch, told.executed, executed, form, funds, "executed"),
        "rate_same": _same_rate(told.rate, rate),
        "put_back_at": form.put_back(
            at for name, at in form.submission.at.items() if name.startswith("funds.")
        ),
    }


def _money(form: ComparedForm, funds: Funds) -> tuple[Fraction, Fraction, Fraction | None]:
    assert funds.budget is not None
    assert funds.executed is not None
    budget, executed = Fraction(funds.budget) * form.money, Fraction(funds.executed) * form.money
    return budget, executed, executed / budget if budget > 0 else None


def _same_money(
    batch: Batch, told: Amount | None, amount: Fraction, form: ComparedForm, funds: Funds, key: str
) -> bool | None:
    read = None if told is None else in_yuan(told, batch.reader)
    if read is None:
        return None
    step = last_place(getattr(funds, key)) * form.money
    if near(*read, amount, step):
        return True
    # A form that names no unit may be in 元 where its set says 万元, or the other way round.
    other = () if form.submission.money_unit else (YUAN["万元"], 1 / YUAN["万元"])
    return None if any(near(*read, amount * by, step * by) for by in other) else False


def _same_rate(told: Amount | None, rate: Fraction | None) -> bool | None:
    if told is None or rate is None:
        return None
    return near(Fraction(told.value), last_place(told.value), rate * 100, Fraction(0))


def _match(
    batch: Batch, file: str, told: Statement, form: ComparedForm, funds: Funds, *, certain: bool
) -> Match:
    facts = _facts(batch, file, told, form, funds)
    same = [facts[key] for key in ("budget_same", "executed_same", "rate_same")]
    known = [value for value in same if value is not None]
    amounts = [a.text for a in (told.budget, told.executed, told.rate) if a is not None]
    own = f"{plain(Fraction(funds.budget or 0))} / {plain(Fraction(funds.executed or 0))}"
    return Match(
        Side(file, told.at, told.subject, " / ".join(amounts)),
        Side(form.file, form.at, form.submission.title, own),
        _ONE,
        (),
        all(known) if known else None,
        None if certain else "whose_unclear",
    )
