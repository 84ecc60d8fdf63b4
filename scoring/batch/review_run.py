"""What came of a review of many files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from scoring.batch.form_job import FormOutcome
from scoring.batch.sample import Draw
from scoring.batch.spool import Reordered, Spool
from scoring.desk.notices import Notice
from scoring.problem import Place, Problem
from scoring.records.decision import Refused
from scoring.records.ledger_entry import LedgerEntry
from scoring.records.result import ReadState, Reviewed
from scoring.writers.lists.issue_list import Issue, ProposedMatch, place_of
from scoring.writers.lists.issue_list_words import ListWords


@dataclass(slots=True)
class ReviewRun:
    """What a review of many files found and wrote."""

    state: ReadState
    """How every file was read, and what became of every form."""
    words: ListWords = field(repr=False)
    kinds: Mapping[str, str]
    """The words for E, Q and N."""
    forms: list[Reviewed] = field(default_factory=list)
    """The re-scored forms, in the order of the files; none where they were written instead."""
    issues: Sequence[Issue] = ()
    """All findings, with file and place, in the order of the files."""
    matches: Sequence[ProposedMatch] = ()
    """Pairs in two documents that may be the same: to be looked at by a person."""
    reviewed: int = 0
    secret: int = 0
    repeats: int = 0
    """Submissions that were handed in before: listed, and not counted again."""
    used_matches: int = 0
    """Pairs that the comparison between documents took for the same."""
    open: int = 0
    """Submissions with a row that a person must settle."""
    open_rows: int = 0
    """Rows that a person must settle; what was handed in twice counts once."""
    unmatched_decisions: Sequence[str] = ()
    """Projects on which the ledger holds decisions and that no form of the run is."""
    waiting_decisions: Sequence[str] = ()
    """Projects of which sheets or lists hold something that is read only together with their form."""
    refused: Sequence[Refused] = ()
    """What people wrote into a 复核表 and could not be used."""
    unused_decisions: Counter[str] = field(default_factory=Counter)
    """How many entries do not count (data changed since, out of range, too late), by submission."""
    refused_entries: list[LedgerEntry] = field(default_factory=list, repr=False)
    """The entries that cannot be used as they were written."""
    drafts: list[LedgerEntry] = field(default_factory=list, repr=False)
    """Entries that nobody signed: they do not count."""
    rounds: Counter[str] = field(default_factory=Counter)
    """How many projects stand in each round."""
    is_begun: bool = False
    """Whether anybody wrote anything into the review of any form."""
    held: list[str] = field(default_factory=list)
    """Forms on which evaluators decided differently (待裁定)."""
    emptied: int = 0
    """Cells that were emptied, of which it is to be said whether that takes an entry back."""
    notices: list[tuple[str, Notice]] = field(default_factory=list)
    """What else a person must know of reviews, each with what its form is called."""
    written: Sequence[str] = ()
    copies: Sequence[str] = ()
    """Copies of what a person had changed."""
    removed: Sequence[str] = ()
    """Outputs of an earlier run that this one no longer has."""
    notes: Sequence[Problem] = ()
    """What the file of rules holds and is not used."""
    draw: Draw | None = None
    """What was drawn, where a sample was asked for."""
    problems: Sequence[Problem] = ()
    """Why an output could not be written."""
    _issues: Spool[Issue] | list[Issue] = field(default_factory=list, repr=False)
    """In the order in which they were made."""
    _order: list[tuple[str, bool]] = field(default_factory=list, repr=False)
    """Of each, by what it is put in order."""

    def add(self, form: FormOutcome) -> None:
        """Count one more form in, in the order of the plan."""
        self.reviewed += 1
        self.secret += form.secret
        self.repeats += form.repeat
        self.open += form.needs_person
        if not form.repeat:
            self.open_rows += form.open_rows
        if form.unused and not form.copy:
            self.unused_decisions[form.label] += form.unused
        self.refused_entries += form.refused
        self.drafts += form.drafts
        if not form.copy:
            self.notices += [(form.label, notice) for notice in form.notices]
            self.rounds[form.summary.line.progress.round] += 1
            self.emptied += form.emptied
            self.is_begun |= form.is_begun
            self.held += [form.label] if form.held else []
        self._add(form.issues)
        if form.reviewed is not None:
            self.forms.append(form.reviewed)

    def finish(self, of_files: Sequence[Issue]) -> None:
        """Put all findings in order; ``of_files`` is what was found about files and about no form."""
        self._add(of_files)
        order = sorted(range(len(self._order)), key=self._order.__getitem__)
        ordered = Reordered(self._issues, order)
        self.issues = list(ordered) if isinstance(self._issues, list) else ordered

    def _add(self, issues: Sequence[Issue]) -> None:
        self._issues.extend(issues)
        self._order += [place_of(issue) for issue in issues]

    def note_written(self, refused: Sequence[Refused], drafts: Sequence[Problem]) -> None:
        """Note what persons wrote that is still to be put right or signed, at the files it stands in."""
        self.refused = refused
        written = [
            Problem(
                "refused",
                one.why or self.words.text("hidden"),
                Place(one.file, where=one.at),
                one.todo,
            )
            for one in refused
        ]
        written += drafts
        at_file: dict[str, list[Problem]] = {}
        for problem in written:
            at_file.setdefault(problem.place.file, []).append(problem)
        files = [
            replace(file, problems=_with(file.problems, at_file[file.name]))
            if file.name in at_file else file
            for file in self.state.files
        ]  # fmt: skip
        self.state = replace(self.state, files=files, written=written)

    @property
    def counts(self) -> Counter[str]:
        """How many findings there are of each kind; advice for targets and matches apart.

        What was handed in twice counts once.
        """
        once = (i for i in self.issues if not i.repeat)
        counts = Counter("targets" if i.list == "targets" else i.finding.kind for i in once)
        counts["matches"] = len(self.matches)
        return counts

    @property
    def needs_person(self) -> bool:
        """Whether there is anything to look at: findings, open rows, what could not be read."""
        files = self.state.files
        return bool(
            self.issues
            or self.matches
            or self.open
            or self.unmatched_decisions
            or self.waiting_decisions
            or self.refused
            or self.drafts
            or self.emptied
            or self.unused_decisions
            or self.notices
            or any(file.is_unread or file.holds_nothing for file in files)
            or any(form.fate != "reviewed" for file in files for form in file.forms)
        )


def _with(problems: Sequence[Problem], more: Sequence[Problem]) -> tuple[Problem, ...]:
    known = {(problem.place.where, problem.message) for problem in problems}
    return (*problems, *(p for p in more if (p.place.where, p.message) not in known))
