"""The comparison of a batch: every form, table, statement and passage beside what it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scoring.records.file_content import FileRead
from scoring.records.finding import Finding
from scoring.review.between.batch import Batch
from scoring.review.between.in_text import figures_in_text
from scoring.review.between.projects import beside_projects
from scoring.review.between.records import Compared, ComparedForm, Match
from scoring.review.between.reports import beside_funds, statements_alone
from scoring.review.between.say import Compare, Speaker
from scoring.review.between.targets import rows_beside, table_sums
from scoring.review.between.unmatched import left_over
from scoring.review.between.words import BetweenWords
from scoring.values.grammar import Reader


def compare(
    forms: Sequence[ComparedForm],
    files: Sequence[FileRead],
    speaker: Speaker,
    words: BetweenWords,
    reader: Reader,
) -> Compared:
    """Compare the documents of a batch with each other; what is not certain is only proposed.

    The order of ``forms`` and ``files`` does not change what is said, only the order in which.
    """
    batch = Batch(forms, files, words, reader)
    gathered = _Gathered(speaker)
    for index, form in enumerate(forms):
        gathered.take(rows_beside(batch, form), index)
    for reported in beside_funds(batch):
        if isinstance(reported, Match):
            gathered.match(reported)
        else:
            gathered.of_form(*reported)
    for said, thing in left_over(batch):
        if said.form is None:
            gathered.of_file(said.file, thing)
        else:
            gathered.of_form(said.form, thing)
    for source in (statements_alone, table_sums, beside_projects):
        for file, thing in source(batch):
            gathered.of_file(file, thing)
    for match in figures_in_text(batch):
        gathered.match(match)
    return gathered.result()


class _Gathered:
    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self.forms: dict[int, list[Finding]] = {}
        self.files: dict[str, list[Finding]] = {}
        self.used: list[Match] = []
        self.proposed: list[Match] = []

    def take(self, found: Iterable[Compare | Match], index: int) -> None:
        for thing in found:
            if isinstance(thing, Match):
                self.match(thing)
            else:
                self.of_form(index, thing)

    def match(self, match: Match) -> None:
        (self.used if match.why is None else self.proposed).append(match)

    def of_form(self, index: int, thing: Compare) -> None:
        finding = self.speaker.say(thing)
        if finding is not None:
            self.forms.setdefault(index, []).append(finding)

    def of_file(self, file: str, thing: Compare) -> None:
        finding = self.speaker.say(thing)
        if finding is not None:
            self.files.setdefault(file, []).append(finding)

    def result(self) -> Compared:
        return Compared(
            {index: tuple(found) for index, found in sorted(self.forms.items())},
            {file: tuple(found) for file, found in sorted(self.files.items())},
            tuple(self.used),
            tuple(self.proposed),
        )
