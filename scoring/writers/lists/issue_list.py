"""Every finding of a batch as one flat record, in the order of files and forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from scoring.records.finding import Finding
from scoring.records.result import Reviewed
from scoring.writers.lists.issue_list_words import ListWords

ListName = Literal["findings", "targets", "between"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding with what is needed to print it; of a secret submission no text of the form."""

    list: ListName
    finding: Finding
    submission: str
    """Empty for what belongs to a file and to no submission."""
    file: str
    place: str
    row: str
    project: str
    unit: str
    name: str
    text: str
    settle: str
    advice: str
    also: tuple[str, ...] = ()
    """Further rows of which the same is true; none are named of a secret submission."""
    repeat: bool = False
    """Whether the submission was handed in before: the finding is listed and not counted again."""


@dataclass(frozen=True, slots=True)
class MatchSide:
    """One side of a proposed match: where it stands, its name and its value as written."""

    file: str
    at: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ProposedMatch:
    """Two things that may be the same: for a person to look at; nothing was concluded from it."""

    left: MatchSide
    right: MatchSide
    likeness: str
    """As a percentage."""
    common: str
    """What both names have in common."""
    why: str
    """Why it is only proposed, in words."""


def issues_of(
    form: Reviewed, secret_name: str, words: ListWords, *, repeat: bool = False
) -> Iterator[Issue]:
    """Yield all findings of one review. ``secret_name`` stands for the name of a secret submission."""
    for issue in _issues_of(form, secret_name, words):
        yield replace(issue, repeat=True) if repeat else issue


def _issues_of(form: Reviewed, secret_name: str, words: ListWords) -> Iterator[Issue]:
    for finding in form.review.findings:
        yield _issue(form, finding, "findings", secret_name, words)
    for finding in form.compared:
        name: ListName = "targets" if finding.for_targets else "between"
        yield _issue(form, finding, name, secret_name, words)
    for finding in form.review.targets:
        yield _issue(form, finding, "targets", secret_name, words)


def issue_of_file(file: str, finding: Finding) -> Issue:
    """Return a finding about a file and about no submission."""
    return Issue(
        "targets" if finding.for_targets else "between", finding, "", file, finding.place,
        finding.where, "", "", finding.name, finding.text, finding.settle, finding.advice,
    )  # fmt: skip


def place_of(issue: Issue) -> tuple[str, bool]:
    """Return by what issues are put in order: by file, those about a file alone behind the others."""
    return issue.file, not issue.submission


def _issue(
    form: Reviewed, finding: Finding, name: ListName, secret_name: str, words: ListWords
) -> Issue:
    submission = form.result.submission
    if not secret_name:
        return Issue(
            name, finding, submission.key, form.file, finding.place, finding.where,
            submission.title, submission.unit, finding.name, finding.text, finding.settle,
            finding.advice, finding.also,
        )  # fmt: skip
    row = _number_of(form, finding.where, words)
    hidden = words.text("hidden")
    return Issue(
        name, finding, secret_name, form.file, row, row, secret_name, "", row, hidden, "", ""
    )


def _number_of(form: Reviewed, where: str, words: ListWords) -> str:
    """Return the number of a row on the form: its id may quote the form."""
    for number, row in enumerate(form.result.scorecard.indicators, 1):
        if row.id == where:
            return words.text("row", number=number)
    return ""
