"""The findings about a department's year: every comparison, by the rules of ``review_rules/year.yaml``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from scoring.records.year_finding import YearFinding
from scoring.review.between.targets import check_table_sums
from scoring.review.rule_runner import RuleRunner
from scoring.year.check.amounts import compare_amounts
from scoring.year.check.compared_year import OwnedFinding, YearIndex
from scoring.year.check.deviations import check_missed_rows, check_summaries
from scoring.year.check.edited_papers import check_papers
from scoring.year.check.expected_forms import missing_forms, twins
from scoring.year.check.first_levels import unknown_parents
from scoring.year.check.kept_texts import check_kept_texts
from scoring.year.check.public_papers import check_pairs, check_public_papers
from scoring.year.check.stated_counts import compare_counts


def _task_sums(year: YearIndex) -> Iterator[OwnedFinding]:
    for outcome in check_table_sums(year.documents):
        if isinstance(outcome, tuple):
            owner, subject = outcome
            yield OwnedFinding(str(owner), subject)


COMPARISONS: Final[tuple[Callable[[YearIndex], Iterator[OwnedFinding]], ...]] = (
    missing_forms,
    twins,
    unknown_parents,
    _task_sums,
    compare_amounts,
    compare_counts,
    check_summaries,
    check_missed_rows,
    check_papers,
    check_kept_texts,
    check_public_papers,
    check_pairs,
)


def year_findings(year: YearIndex, runner: RuleRunner) -> Iterator[YearFinding]:
    """Yield what the comparisons of a year find, comparison by comparison."""
    for comparison in COMPARISONS:
        for owned in comparison(year):
            findings, _ = runner.run([owned.subject])
            for finding in findings:
                yield YearFinding(owned.file, finding, owned.is_secret)
