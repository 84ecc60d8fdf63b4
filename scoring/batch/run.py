"""``ziping review``: many files in; re-scored, compared, listed; the outputs put in a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scoring.batch.clues import load_clues
from scoring.batch.judging import Judge
from scoring.batch.names import Names
from scoring.batch.ours import Knowledge, Ours
from scoring.batch.reading import Progress, Silent, WasRead, read_files
from scoring.batch.results import Results
from scoring.batch.store import Store
from scoring.batch.walk import Found, find_files
from scoring.library import Library
from scoring.problem import Problem
from scoring.reviewer import RE_SCORING, Reviewer
from scoring.work import digest_of_sets
from scoring.writers.issue_list import Issue, issues
from scoring.writers.issue_list_jsonl import findings_jsonl
from scoring.writers.issue_list_tables import issue_tables, reading_tables
from scoring.writers.issue_list_words import ListWords, list_words
from scoring.writers.read_state import FileState, PassedOver, ReadState
from scoring.writers.reviewed import Reviewed
from scoring.writers.scorecard_json import to_json
from scoring.writers.table_file import csv_file, workbook

FORMATS: Final = ("xlsx", "html", "json")


@dataclass(frozen=True, slots=True)
class Options:
    """What a run was asked for."""

    folder: Path
    """Where the outputs go."""
    set_id: str | None = None
    """The set of forms that name none."""
    sets_folder: Path | None = None
    rules: str | None = None
    """The text of a user's own review rules, and their name."""
    rules_name: str = RE_SCORING
    decisions: tuple[Path, ...] = ()
    formats: tuple[str, ...] = FORMATS


@dataclass(slots=True)
class Batch:
    """What a run found and wrote."""

    state: ReadState
    reviewed: list[Reviewed]
    secrets: dict[int, str]
    """By index in ``reviewed``, what a secret submission is called."""
    issues: list[Issue]
    words: ListWords
    kinds: Mapping[str, str]
    written: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    """Copies of what a person had changed."""
    removed: list[str] = field(default_factory=list)
    """Outputs of an earlier run that this one no longer has."""
    problems: list[Problem] = field(default_factory=list)
    """Why an output could not be written."""

    @property
    def counts(self) -> Counter[str]:
        """How many findings there are of each kind, targets and matches apart."""
        return Counter(i.kind if i.list in {"findings", "between"} else i.list for i in self.issues)

    @property
    def needs_person(self) -> bool:
        """Whether there is anything to look at: findings, open rows, what could not be read."""
        return bool(
            self.issues
            or any(file.is_unread for file in self.state.files)
            or any(form.fate != "reviewed" for file in self.state.files for form in file.forms)
            or any(one.result.scorecard.needs_person for one in self.reviewed)
        )


def review_paths(
    paths: Sequence[Path], options: Options, progress: Progress | None = None
) -> Batch:
    """Read, re-score, review and write everything under ``paths``.

    Raises :class:`InputError` if a path does not exist, or rules, clues or folders cannot be used;
    what is wrong with a file is told in the result.
    """
    library = Library(options.sets_folder)
    words = list_words()
    reviewer = Reviewer(library, options.rules_name, options.rules)
    _ = reviewer.rules
    clues = load_clues(library.folders)
    if options.set_id is not None:
        library.scorer(options.set_id)
    knowledge = Knowledge()
    found = find_files(paths, knowledge.is_ours)
    store = Store(options.folder)
    read = list(read_files(found.files, store, digest_of_sets(library), progress or Silent()))
    judge = Judge(library, reviewer, clues, options.set_id, words.words["secret"])
    batch = _judged(read, found, judge, words, reviewer.words.kinds)
    _write(batch, options)
    return batch


def _judged(
    read: Iterable[WasRead],
    found: Found,
    judge: Judge,
    words: ListWords,
    kinds: Mapping[str, str],
) -> Batch:
    files: list[FileState] = []
    reviewed: list[Reviewed] = []
    secrets: dict[int, str] = {}
    for one in read:
        forms = []
        for form in one.read.forms if one.read is not None else ():
            judged = judge.judge(one.name, form)
            forms.append(judged.state)
            if judged.reviewed is not None:
                if judged.state.secret:
                    secrets[len(reviewed)] = judged.state.called
                reviewed.append(judged.reviewed)
        files.append(FileState(one.name, one.read, one.problems, tuple(forms)))
    passed = [PassedOver(s.name, words.why[s.why], s.count) for s in found.skipped]
    state = ReadState(files, passed)
    return Batch(state, reviewed, secrets, list(issues(reviewed, secrets, words)), words, kinds)


def _write(batch: Batch, options: Options) -> None:
    words = batch.words
    results = Results(options.folder, Ours(options.folder), words.files["kept"])
    names = Names()
    for index, one in enumerate(batch.reviewed):
        name = names.name(batch.secrets.get(index, one.result.submission.title))
        if "json" in options.formats:
            results.write(f"{words.files['scorecards']}/{name}.json", to_json(one.result))
    listed = issue_tables(batch.issues, batch.state, words, batch.kinds)
    title = words.files["issues"]
    results.write(f"{title}.xlsx", workbook(listed, title))
    results.write(f"{title}.csv", csv_file(listed[0]))
    results.write(f"{words.files['findings']}.jsonl", findings_jsonl(batch.issues))
    reading = reading_tables(batch.state, words)
    title = words.files["reading"]
    results.write(f"{title}.xlsx", workbook(reading, title))
    results.write(f"{title}.csv", csv_file(reading[0]))
    results.finish()
    batch.written += results.written
    batch.aside += results.aside
    batch.problems += results.problems
