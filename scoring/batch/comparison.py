"""The comparison between the documents of a run, as its lists show it."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from scoring.batch.form_source import FormStore
from scoring.batch.planning import PlannedForm
from scoring.batch.read_contents import without_forms
from scoring.batch.reading import ReadOutcome
from scoring.exact import percent
from scoring.records.file_content import FileRead
from scoring.records.finding import Finding
from scoring.review.between.keys import groups
from scoring.review.between.records import Compared, Match, Side
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
    store: FormStore,
    comparison: DocumentComparison,
    words: ListWords,
    known: MutableMapping[tuple[object, ...], Compared] | None = None,
) -> RunComparison:
    """Compare everything of a run but secret submissions, for a finding quotes both sides.

    Only documents that can have to do with each other are loaded, one group after the other.
    ``known`` are groups that were compared before, for a desk to which files are added.
    """
    numbers = [number for number, form in enumerate(planned) if not form.is_secret]
    keys = [(planned[n].file, planned[n].keys) for n in numbers]
    by_form: dict[int, tuple[Finding, ...]] = {}
    of_files: dict[str, tuple[Finding, ...]] = {}
    proposed: list[Match] = []
    used = 0
    for group in groups(keys, [(file.name, file.documents) for file in files]):
        forms = [planned[numbers[n]] for n in group.forms]
        group_key = (
            *((f.file, f.at, f.source.set) for f in forms), *(files[n].name for n in group.files),
        )  # fmt: skip
        compared = None if known is None else known.get(group_key)
        if compared is None:
            compared = comparison.compare(
                [(f.file, f.at, store.submission(f.source, f.file, f.at)) for f in forms],
                [_documents(files[n], store) for n in group.files],
            )
            if known is not None:
                known[group_key] = compared
        for at, findings in compared.by_form.items():
            by_form[numbers[group.forms[at]]] = findings
        of_files |= compared.by_file
        proposed += compared.proposed
        used += len(compared.used)
    places = {file.name: place for place, file in reversed(list(enumerate(files)))}
    proposed.sort(key=lambda match: (match.order, places.get(match.left.file, 0)))
    return RunComparison(
        by_form,
        tuple(issue_of_file(file, f) for file in sorted(of_files) for f in of_files[file]),
        tuple(_proposed(match, words) for match in proposed),
        used,
    )


def _documents(file: ReadOutcome, store: FormStore) -> FileRead:
    """Return what a file holds beside its forms."""
    read = store.read(file.kept, file.name) if file.kept else file.read
    assert read is not None  # it holds documents
    return without_forms(read)


def _proposed(match: Match, words: ListWords) -> ProposedMatch:
    why = words.why_proposed.get(match.why or "", match.why or "")
    return ProposedMatch(
        _side(match.left), _side(match.right), percent(match.likeness), "、".join(match.common), why
    )


def _side(side: Side) -> MatchSide:
    return MatchSide(side.file, side.at, side.name, side.value)
