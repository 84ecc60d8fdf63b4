"""Every finding of a batch as one flat record, in the order of files and forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from scoring.review.finding import Finding
from scoring.writers.issue_list_words import ListWords
from scoring.writers.reviewed import Reviewed

ListName = Literal["findings", "targets", "between", "matches"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding and what is needed to tell it; of a secret submission no text of the form."""

    list: ListName
    finding: Finding
    kind: str
    submission: str
    file: str
    place: str
    row: str
    project: str
    unit: str
    name: str
    text: str
    settle: str
    advice: str


def issues(
    reviewed: Sequence[Reviewed], secrets: Mapping[int, str], words: ListWords
) -> Iterator[Issue]:
    """Yield all findings. ``secrets`` tells by its index what a secret submission is called."""
    for index, one in enumerate(reviewed):
        called = secrets.get(index)
        for finding in one.review.findings:
            yield _issue(one, finding, "findings", called, words)
        for finding in one.beside:
            yield _issue(one, finding, _list_of(finding), called, words)
        for finding in one.review.targets:
            yield _issue(one, finding, "targets", called, words)


def _list_of(finding: Finding) -> ListName:
    return "targets" if finding.for_targets else "between"


def _issue(
    one: Reviewed, finding: Finding, name: ListName, called: str | None, words: ListWords
) -> Issue:
    submission = one.result.submission
    if called is None:
        return Issue(
            name, finding, finding.kind, submission.key, one.file, finding.place, finding.where,
            submission.title, submission.unit, finding.name, finding.text, finding.settle,
            finding.advice,
        )  # fmt: skip
    row = _number_of(one, finding.where)
    hidden = words.words["hidden"]
    return Issue(
        name, finding, finding.kind, called, one.file, row, row, called, "", row, hidden, "", ""
    )


def _number_of(one: Reviewed, where: str) -> str:
    """Return the number of a row on the form: its id may quote the form."""
    for number, row in enumerate(one.result.scorecard.indicators, 1):
        if row.id == where:
            return str(number)
    return ""
