"""A unit's overall report and its projects: compared only where all of them can be in the batch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.records.file_content import Amount, Passage
from scoring.review.between.agreement import agree, in_yuan
from scoring.review.between.documents import DocumentIndex
from scoring.review.between.records import ComparedForm, Outcome, owned_subject
from scoring.rules.types import Value
from scoring.text import name_key, plain_signs

_ENDS = "。;!?"
_AROUND = 120
"""So many characters around the number are quoted."""


def compare_projects(documents: DocumentIndex) -> Iterator[Outcome]:
    """Compare the projects that a report says its unit evaluated with those in the batch."""
    for file in documents.files:
        counts: set[int] = set()
        for passage in file.passages:
            if not passage.whole or passage.year is None:
                continue
            found = _count(documents, plain_signs(passage.text))
            if found is None or int(found["n"]) in counts:
                continue
            counts.add(int(found["n"]))
            forms = _projects(documents, passage)
            if forms and len(forms) >= int(found["n"]):
                facts = _facts(documents, passage.text, found, forms)
                yield owned_subject(file.name, "projects", passage.at, passage.subject, facts)


def _count(documents: DocumentIndex, text: str) -> re.Match[str] | None:
    """Return where a sentence gives the number of projects that evaluated themselves, and no other."""
    for pattern in documents.words.counts:
        for found in pattern.finditer(text):
            start, end = _sentence(text, found)
            if documents.words.is_about_self_evaluation(text[start:end]):
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


def _projects(documents: DocumentIndex, passage: Passage) -> Sequence[ComparedForm]:
    """Return the projects of a unit or department in a year, each once.

    A form that gives no code is a copy of one of the same unit and name that does.
    """
    unit = name_key(passage.subject)
    projects: dict[tuple[str, str], dict[str, ComparedForm]] = {}
    for form in documents.forms:
        submission, project = form.submission, form.submission.project
        if form.whole or submission.year != passage.year:
            continue
        if unit and unit in {name_key(submission.unit), name_key(submission.department)}:
            whose = name_key(submission.unit), documents.project(project.name)
            projects.setdefault(whose, {}).setdefault(project.code.strip(), form)
    return [
        form
        for by_code in projects.values()
        for code, form in by_code.items()
        if code or len(by_code) == 1
    ]


def _facts(
    documents: DocumentIndex, text: str, count: re.Match[str], forms: Sequence[ComparedForm]
) -> Mapping[str, Value | None]:
    budget, executed = _sum(forms, "budget"), _sum(forms, "executed")
    facts: dict[str, Value | None] = {
        "quote": text[max(count.start() - _AROUND, 0) : count.end() + _AROUND],
        "projects_told": Fraction(int(count["n"])),
        "projects_found": Fraction(len(forms)),
        "projects_budget": budget,
        "projects_executed": executed,
    }
    narrow = plain_signs(text)
    money = _first(documents.words.money, narrow, count.end(), _sentence(narrow, count)[1])
    if money is None or budget is None or executed is None:
        return facts
    stated = Amount(
        text=money["amount"] + money["unit"],
        value=Decimal(money["amount"].replace(",", "")),
        unit=money["unit"],
    )
    yuan = in_yuan(stated, documents.reader)
    if yuan is not None:
        facts["sum_of_projects_told"] = stated.text
        facts["projects_sum_same"] = any(
            agree(*yuan, total, Fraction(0)) for total in (budget, executed)
        )
    return facts


def _sum(forms: Sequence[ComparedForm], column: str) -> Fraction | None:
    """Return what the projects add up to in 元; None where one is blank or secret."""
    if any(form.submission.secret for form in forms):
        return None
    added = Fraction(0)
    for form in forms:
        amount = None if form.funds is None else getattr(form.funds, column)
        if amount is None:
            return None
        added += Fraction(amount) * form.money
    return added
