"""The comparison of a batch: every form, table, statement and passage with what it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from scoring.records.file_content import FileRead
from scoring.review.between.approved_budget import compare_budgets
from scoring.review.between.documents import DocumentIndex
from scoring.review.between.project_totals import compare_projects
from scoring.review.between.records import Compared, ComparedForm, Match, Outcome, Owner
from scoring.review.between.report_figures import propose_figures
from scoring.review.between.reports import check_rates, compare_funds
from scoring.review.between.stale_texts import check_texts
from scoring.review.between.targets import check_table_sums, compare_rows
from scoring.review.between.vocabulary import BetweenWords
from scoring.review.rule_runner import RuleRunner, Subject
from scoring.values.grammar import Reader

COMPARISONS: Final[tuple[Callable[[DocumentIndex], Iterator[Outcome]], ...]] = (
    compare_rows,
    compare_budgets,
    compare_funds,
    check_texts,
    check_rates,
    check_table_sums,
    compare_projects,
    propose_figures,
)


def compare(
    forms: Sequence[ComparedForm],
    files: Sequence[FileRead],
    runner: RuleRunner,
    words: BetweenWords,
    reader: Reader,
) -> Compared:
    """Compare the documents of a batch with each other; what is not certain is only proposed.

    The order of ``forms`` and ``files`` changes the order of the findings and nothing else.
    """
    documents = DocumentIndex(forms, files, words, reader)
    matches: list[Match] = []
    subjects: dict[Owner, list[Subject]] = {}
    for order, comparison in enumerate(COMPARISONS):
        for outcome in comparison(documents):
            if isinstance(outcome, Match):
                matches.append(replace(outcome, order=order))
            else:
                owner, subject = outcome
                subjects.setdefault(owner, []).append(subject)
    findings = {owner: runner.run(own)[0] for owner, own in subjects.items()}
    return Compared(
        {
            at: findings[at]
            for at in sorted(o for o in findings if isinstance(o, int))
            if findings[at]
        },
        {
            at: findings[at]
            for at in sorted(o for o in findings if isinstance(o, str))
            if findings[at]
        },
        tuple(match for match in matches if match.why is None),
        tuple(match for match in matches if match.why is not None),
    )
