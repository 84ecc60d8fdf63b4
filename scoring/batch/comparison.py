"""The comparison between the documents of a run, as its lists show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.batch.planning import PlannedForm
from scoring.batch.reading import ReadOutcome
from scoring.exact import percent
from scoring.records.file_content import FileRead
from scoring.records.finding import Finding
from scoring.review.between.records import Match, Side
from scoring.work.compare_documents import DocumentComparison
from scoring.writers.lists.issue_list import Issue, MatchSide, ProposedMatch, issue_of_file
from scoring.writers.lists.issue_list_words import ListWords


@dataclass(frozen=True, slots=True)
class RunComparison:
    """What was found between documents."""

    by_form: Mapping[int, tuple[Finding, ...]]
    """By the number of the form in the plan."""
    of_files: tuple[Issue, ...]
    """What is about a file and about no form."""
    proposed: tuple[ProposedMatch, ...]
    used: int
    """How many pairs were taken for the same."""


def compare_all(
    planned: Sequence[PlannedForm],
    files: Sequence[ReadOutcome],
    comparison: DocumentComparison,
    words: ListWords,
) -> RunComparison:
    """Compare everything of a run but secret submissions, for a finding quotes both sides."""
    numbers = [number for number, form in enumerate(planned) if not form.secret]
    forms = [(planned[n].file, planned[n].at, planned[n].submission) for n in numbers]
    compared = comparison.compare(forms, [_not_secret(f.read) for f in files if f.read])
    return RunComparison(
        {numbers[index]: findings for index, findings in compared.by_form.items()},
        tuple(issue_of_file(file, f) for file, own in compared.by_file.items() for f in own),
        tuple(_proposed(match, words) for match in compared.proposed),
        len(compared.used),
    )


def _not_secret(read: FileRead) -> FileRead:
    """Return a file without its secret submissions."""
    forms = tuple(f for f in read.forms if f.submission is None or not f.submission.secret)
    return read if len(forms) == len(read.forms) else read.model_copy(update={"forms": forms})


def _proposed(match: Match, words: ListWords) -> ProposedMatch:
    why = words.why_proposed.get(match.why or "", match.why or "")
    return ProposedMatch(
        _side(match.left), _side(match.right), percent(match.likeness), "、".join(match.common), why
    )


def _side(side: Side) -> MatchSide:
    return MatchSide(side.file, side.at, side.name, side.value)
