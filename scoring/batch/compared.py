"""The comparison between the documents of a run, as its lists tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.batch.planning import Planned
from scoring.batch.reading import WasRead
from scoring.batch.reviews import Beside
from scoring.exact import percent
from scoring.records.file_content import FileRead
from scoring.review.between.records import Match, Side
from scoring.work.compare import Between
from scoring.writers.lists.issue_list import Issue, MatchSide, ProposedMatch, issue_of_file
from scoring.writers.lists.issue_list_words import ListWords


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found between documents."""

    beside: Beside
    of_files: tuple[Issue, ...]
    proposed: tuple[ProposedMatch, ...]
    used: int


def compare_all(
    planned: Sequence[Planned], read: Sequence[WasRead], between: Between, words: ListWords
) -> Comparison:
    """Compare everything of a run; secret submissions are left out, for a finding quotes both sides."""
    open_ones = [number for number, one in enumerate(planned) if not one.secret]
    given = [(planned[n].file, planned[n].at, planned[n].submission) for n in open_ones]
    compared = between.compare_submissions(given, [_open(one.read) for one in read if one.read])
    beside = {open_ones[index]: found for index, found in compared.by_form.items()}
    of_files = tuple(
        issue_of_file(file, finding)
        for file, found in compared.by_file.items()
        for finding in found
    )
    proposed = tuple(_proposed(match, words) for match in compared.proposed)
    return Comparison(beside, of_files, proposed, len(compared.used))


def _open(read: FileRead) -> FileRead:
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
