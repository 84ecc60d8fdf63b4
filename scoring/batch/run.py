"""``ziping review``: many files in; re-scored, compared, listed; the outputs put in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scoring.batch.clues import load_clues
from scoring.batch.compared import compare_all
from scoring.batch.decided import Decided, decisions_of, review_sheets_of
from scoring.batch.duplicates import duplicates
from scoring.batch.outcome import Batch, Options
from scoring.batch.output_log import Knowledge, Ours
from scoring.batch.planning import Planner
from scoring.batch.reading import Progress, Silent, WasRead, read_files
from scoring.batch.results import Results
from scoring.batch.reviews import Reviews
from scoring.batch.store import Store, content_digest
from scoring.batch.walk import Found, Output, find_files
from scoring.batch.write import Writer
from scoring.records.result import FileState, PassedOver, ReadState
from scoring.words import load_vocabulary
from scoring.work.compare import Between
from scoring.work.decide import ReviewSheets
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer
from scoring.writers.lists.issue_list_words import ListWords


def review_paths(
    paths: Sequence[Path], options: Options, progress: Progress | None = None
) -> Batch:
    """Read, re-score, review and write everything under ``paths``.

    Raises :class:`InputError` if a path does not exist, or rules, clues or folders cannot be used;
    what is wrong with a file is told in the result.
    """
    library = Library(options.sets_folder)
    words = load_vocabulary(ListWords)
    reviewer = Reviewer(library, options.rules_name or RE_SCORING, options.rules)
    review_sheets = ReviewSheets(library, {k: reviewer.words.kinds[k] for k in ("E", "Q", "N")})
    _ = reviewer.rules  # what is wrong with a user's own is told before hours of reading
    planner = Planner(
        library, load_clues(library.folders), options.set_id, words, recognises=options.recognises
    )
    if options.set_id is not None:
        library.scorer(options.set_id)
    run = _Run(options, library, words, progress or Silent())
    found = run.find(paths)
    run.ours.make_ready()
    read = run.read(found)
    files = planner.plan(read)
    decided, others = run.decided(read)
    planned = planner.planned
    batch = Batch(
        ReadState([*files, *others], run.passed_over), words, review_sheets.kinds,
        lost_decisions=decided.without(
            (one.submission.key for one in planned), words.text("secret")
        ),
    )  # fmt: skip
    compared = compare_all(planned, read, Between(library), words)
    batch.matches, batch.used_matches = compared.proposed, compared.used
    beside = [duplicates(planned, words), compared.beside]
    results = Results(options.folder, run.ours, words.files["kept"])
    reviews = Reviews(library, reviewer, review_sheets, decided, run.progress).of(planned, beside)
    Writer(results, options.formats, library, reviewer, review_sheets, decided).write(
        batch, planned, reviews, compared.of_files
    )
    batch.refused = decided.refused()
    batch.written = list(results.written)
    batch.aside, batch.removed = results.aside, results.removed
    batch.problems = results.problems
    return batch


class _Run:
    """The reading of one run: of the submissions, and of what was decided about them."""

    def __init__(
        self, options: Options, library: Library, words: ListWords, progress: Progress
    ) -> None:
        self.options = options
        self.words = words
        self.progress = progress
        self.ours = Ours(options.folder)
        self.store = Store(options.folder, [_own_digest(library)])
        self.passed_over: list[PassedOver] = []
        self._digest_of = library.digest
        self._knowledge = Knowledge()

    def find(self, paths: Sequence[Path]) -> Found:
        """Return the files under the paths. Raises :class:`InputError` if a path does not exist."""
        files = self.words.files
        own = Output(
            self.options.folder, (files["worksheets"], files["scorecards"], files["kept"]),
            self.ours.is_named,
        )  # fmt: skip
        return find_files(paths, self._knowledge.is_ours, own)

    def read(self, found: Found) -> list[WasRead]:
        """Return every file that was found."""
        return self._read(found)

    def decided(self, read: Sequence[WasRead]) -> tuple[Decided, list[FileState]]:
        """Return all decisions and answers, and the state of the files read only for them."""
        decided = Decided()
        for one in read:
            decided.take(one)
        others: list[WasRead] = []
        if self.options.decisions:
            found = find_files(self.options.decisions)
            self._pass_over(found)
            others += [decisions_of(source) for source in found.files]
        own = review_sheets_of(self.options.folder / self.words.files["worksheets"], self.ours)
        for one in others:
            decided.take(one)
        echoes = {source.name for source in own if self.ours.is_unchanged(source.path)}
        for one in self._read(Found(own, [])):
            decided.take(one, echo=one.name in echoes)
            others.append(one)
        return decided, [_without_forms(one) for one in others]

    def _read(self, found: Found) -> list[WasRead]:
        self._pass_over(found)
        return list(read_files(found.files, self.store, self._digest_of, self.progress))

    def _pass_over(self, found: Found) -> None:
        why = self.words.why
        self.passed_over += [PassedOver(s.name, why[s.why], s.count) for s in found.skipped]


def _without_forms(one: WasRead) -> FileState:
    """Return the state of a file of which only decisions and answers were used."""
    read = None if one.read is None else one.read.model_copy(update={"forms": ()})
    return FileState(one.name, read, one.problems)


def _own_digest(library: Library) -> str:
    """Return what a user's own sets and words are: forms are read beside them."""
    return "\n".join(f"{path.name} {content_digest(path)}" for path in library.own_files())
