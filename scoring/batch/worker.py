"""What reads the files and reviews the forms of a run: in this process, or in several at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from scoring.batch.form_job import FormJob, FormOutcome, FormReviewer
from scoring.batch.form_source import FormStore, with_year
from scoring.batch.kept_readings import KeptReadings
from scoring.batch.planning import FormPlanner, PlannedForm
from scoring.batch.read_contents import contents_of, entries_alone, pieces_of
from scoring.batch.reading import ReadFile, ReadOutcome, read_files
from scoring.batch.recognise import load_clues
from scoring.batch.walk import FolderFile
from scoring.files.digests import content_digest
from scoring.records.result import Result
from scoring.review.between.keys import document_keys
from scoring.review.between.vocabulary import BetweenWords
from scoring.words import load_vocabulary
from scoring.work.desk_sheets import DeskSheets
from scoring.work.library import Library
from scoring.work.project_desk import ProjectDesk
from scoring.work.review import Reviewer
from scoring.work.score import score_submission
from scoring.writers.lists.issue_list_words import ListWords


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """Everything by which a run reads and reviews, as plain values."""

    sets: Path | None
    """A folder of sets of one's own."""
    headings: tuple[tuple[str, str], ...]
    """Headings of forms that were named for the run, each with a known one of its meaning."""
    rules: str
    """The rules of the review: the id of shipped ones, or the name of ``rules_text``."""
    rules_text: str | None
    set: str | None
    recognise: bool
    year: int | None
    output: Path | None
    formats: tuple[str, ...] | None
    """None where nothing is written and all of a review is passed on."""
    every_sheet: bool = True
    """Whether forms without anything to decide get a 复核表 as well."""
    chosen: tuple[tuple[str, str], ...] = ()
    """Sets that a person named for forms that look alike, by their looks."""

    def worker(self) -> Worker:
        """Return a worker that loads all of it anew."""
        return Worker(self)


class Worker:
    """Reads files and reviews forms; everything that it needs for that is loaded once."""

    def __init__(
        self, settings: WorkerSettings, library: Library | None = None,
        kept: KeptReadings | None = None,
    ) -> None:  # fmt: skip
        """``library`` is one that was made for the run before, ``kept`` what was read before."""
        self.settings = settings
        self.library = library or Library(settings.sets, dict(settings.headings))
        self.words = load_vocabulary(ListWords)
        self.reviewer = Reviewer(self.library, settings.rules, settings.rules_text)
        kinds = self.reviewer.words.kinds
        self.kinds = {kind: kinds[kind] for kind in ("E", "Q", "N")}
        """The words for E, Q and N."""
        self.desk = ProjectDesk(self.library)
        self.sheets = DeskSheets(self.library, self.kinds)
        output = settings.output
        if kept is None and output is not None:
            kept = KeptReadings(output, [own_digest(self.library)])
        self.kept = kept
        self.store = FormStore(self.kept, self.library, settings.year)

    @cached_property
    def planner(self) -> FormPlanner:
        """What finds the sets of forms. Raises :class:`InputError` for clues of one's own that are wrong."""
        clues, settings = load_clues(self.library.folders), self.settings
        return FormPlanner(
            self.library, clues, settings.set, recognises=settings.recognise,
            chosen=dict(settings.chosen),
        )  # fmt: skip

    def choose(self, chosen: Mapping[str, str]) -> None:
        """Take on sets that a person named for forms that look alike, for what is read from now on."""
        self.settings = replace(
            self.settings, chosen=tuple({**dict(self.settings.chosen), **chosen}.items())
        )
        self.__dict__.pop("planner", None)

    def read(self, files: Sequence[FolderFile]) -> Iterator[ReadOutcome]:
        """Yield some files in their order."""
        library = self.library
        for file in read_files(files, self.kept, library.digest, library.form_labels):
            yield self.outcome(file)

    def outcome(self, file: ReadFile) -> ReadOutcome:
        """Return what a run goes on with of a file."""
        if file.read is None:
            return ReadOutcome(file.name, None, file.problems)
        read = with_year(file.read, self.settings.year)
        return ReadOutcome(
            file.name,
            entries_alone(read) if file.kept else read,
            file.problems,
            file.kept,
            contents_of(read),
            tuple(self.planner.found(file.name, read, file.kept)),
            document_keys(read, load_vocabulary(BetweenWords)),
            tuple(pieces_of(read)),
        )

    def scored(self, form: PlannedForm) -> Result:
        """Return a form scored by the rule."""
        return score_submission(
            self.store.submission(form.source, form.file, form.at), self.library
        )

    def review(self, jobs: Iterable[FormJob]) -> Iterator[FormOutcome]:
        """Yield what came of some forms, in their order."""
        return map(self.form_reviewer.run, jobs)

    @cached_property
    def form_reviewer(self) -> FormReviewer:
        """What reviews forms, one after the other."""
        return FormReviewer(
            self.store, self.reviewer, self.desk, self.sheets, self.words,
            self.settings.formats,
            every_sheet=self.settings.every_sheet,
        )  # fmt: skip


def own_digest(library: Library) -> str:
    """Return the digest of a user's own sets and words: forms are read by them."""
    files = [f"{path.name} {content_digest(path)}" for path in library.own_files()]
    return "\n".join([*files, *(f"{name}={role}" for name, role in library.headings.items())])
