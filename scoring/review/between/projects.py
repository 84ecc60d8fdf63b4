"""A unit's overall report beside its projects: only where all of them can be in the batch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.records.file_content import Amount, Passage
from scoring.review.between.agreement import in_yuan, near
from scoring.review.between.batch import Batch
from scoring.review.between.names import key, narrow
from scoring.review.between.records import ComparedForm, Outcome
from scoring.review.rule_runner import Subject, fixed_place
from scoring.rules.types import Value

_ENDS = "。;!?"
_AROUND = 120
"""So many characters around the number are quoted."""


def compare_projects(batch: Batch) -> Iterator[Outcome]:
    """Compare how many projects a report says that its unit evaluated with those in the batch."""
    for file in batch.files:
        seen: set[int] = set()
        for passage in file.passages:
            if not passage.whole or passage.year is None:
                continue
            found = _count(batch, narrow(passage.text))
            if found is None or int(found["n"]) in seen:
                continue
            seen.add(int(found["n"]))
            own = _projects(batch, passage)
            if own and len(own) >= int(found["n"]):
                facts = _facts(batch, passage.text, found, own)
                yield (
                    file.name,
                    Subject("projects", "", passage.subject, facts, fixed_place(passage.at)),
                )


def _count(batch: Batch, text: str) -> re.Match[str] | None:
    """Return where a sentence tells how many projects evaluated themselves, and nothing else of them."""
    for pattern in batch.words.counts:
        for found in pattern.finditer(text):
            start, end = _sentence(text, found)
            if batch.words.tells_of_self_evaluation(text[start:end]):
                return found
    return None


def _sentence(text: str, found: re.Match[str]) -> tuple[int, int]:
    start = max(text.rfind(sign, 0, found.start()) for sign in _ENDS) + 1
    ends = [at for sign in _ENDS if (at := text.find(sign, found.end())) >= 0]
    return start, min(ends, default=len(text))


def _first(
    patterns: Sequence[re.Pattern[str]], text: str, start: int, end: int
) -> re.Match[str] | None:
    return next((m for p in patterns if (m := p.search(text, start, end)) is not None), None)


def _projects(batch: Batch, passage: Passage) -> Sequence[ComparedForm]:
    """Return the projects of a unit or department in a year, each once.

    A form that gives no code is a copy of one of the same unit and name that does.
    """
    unit = key(passage.subject)
    found: dict[tuple[str, str], dict[str, ComparedForm]] = {}
    for form in batch.forms:
        given = form.submission
        if form.whole or given.year != passage.year:
            continue
        if unit and unit in {key(given.unit), key(given.department)}:
            whose = key(given.unit), batch.project(given.project.name)
            found.setdefault(whose, {}).setdefault(given.project.code.strip(), form)
    return [
        form
        for by_code in found.values()
        for code, form in by_code.items()
        if code or len(by_code) == 1
    ]


def _facts(
    batch: Batch, whole: str, found: re.Match[str], own: Sequence[ComparedForm]
) -> Mapping[str, Value | None]:
    start = max(found.start() - _AROUND, 0)
    facts: dict[str, Value | None] = {
        "quote": whole[start : found.end() + _AROUND],
        "projects_told": Fraction(int(found["n"])),
        "projects_found": Fraction(len(own)),
    }
    totals = {field: _sum(own, field) for field in ("budget", "executed")}
    facts["projects_budget"], facts["projects_executed"] = totals["budget"], totals["executed"]
    text = narrow(whole)
    money = _first(batch.words.money, text, found.end(), _sentence(text, found)[1])
    if money is None or None in totals.values():
        return facts
    told = Amount(
        text=money["amount"] + money["unit"],
        value=Decimal(money["amount"].replace(",", "")),
        unit=money["unit"],
    )
    read = in_yuan(told, batch.reader)
    if read is not None:
        facts["sum_of_projects_told"] = told.text
        facts["projects_sum_same"] = any(
            near(*read, total, Fraction(0)) for total in totals.values() if total is not None
        )
    return facts


def _sum(own: Sequence[ComparedForm], field: str) -> Fraction | None:
    """Return what the projects add up to in 元; None where one does not tell, or is secret."""
    if any(form.submission.secret for form in own):
        return None
    added = Fraction(0)
    for form in own:
        amount = None if form.funds is None else getattr(form.funds, field)
        if amount is None:
            return None
        added += Fraction(amount) * form.money
    return added
