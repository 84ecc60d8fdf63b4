"""Every finding of a batch as one flat record, in the order of files and forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from scoring.records.finding import Finding
from scoring.records.result import Reviewed
from scoring.writers.lists.issue_list_words import ListWords

ListName = Literal["findings", "targets", "between"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding and what is needed to tell it; of a secret submission no text of the form."""

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
    one: Reviewed, called: str, words: ListWords, *, repeat: bool = False
) -> Iterator[Issue]:
    """Yield all findings of one review. ``called`` is what a secret submission is called."""
    for found in _issues_of(one, called, words):
        yield replace(found, repeat=True) if repeat else found


def _issues_of(one: Reviewed, called: str, words: ListWords) -> Iterator[Issue]:
    for finding in one.review.findings:
        yield _issue(one, finding, "findings", called, words)
    for finding in one.compared:
        name: ListName = "targets" if finding.for_targets else "between"
        yield _issue(one, finding, name, called, words)
    for finding in one.review.targets:
        yield _issue(one, finding, "targets", called, words)


def issue_of_file(file: str, finding: Finding) -> Issue:
    """Return what was found about a file and about no submission."""
    return Issue(
        "targets" if finding.for_targets else "between", finding, "", file, finding.place,
        finding.where, "", "", finding.name, finding.text, finding.settle, finding.advice,
    )  # fmt: skip


def in_order(found: Iterable[Issue]) -> list[Issue]:
    """Return issues by file; what is about a file alone comes behind its forms."""
    return sorted(found, key=lambda issue: (issue.file, not issue.submission))


def _issue(one: Reviewed, finding: Finding, name: ListName, called: str, words: ListWords) -> Issue:
    submission = one.result.submission
    if not called:
        return Issue(
            name, finding, submission.key, one.file, finding.place, finding.where,
            submission.title, submission.unit, finding.name, finding.text, finding.settle,
            finding.advice, finding.also,
        )  # fmt: skip
    row = _number_of(one, finding.where, words)
    hidden = words.text("hidden")
    return Issue(name, finding, called, one.file, row, row, called, "", row, hidden, "", "")


def _number_of(one: Reviewed, where: str, words: ListWords) -> str:
    """Return the number of a row on the form: its id may quote the form."""
    for number, row in enumerate(one.result.scorecard.indicators, 1):
        if row.id == where:
            return words.text("row", number=number)
    return ""
