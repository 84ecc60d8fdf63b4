"""The check of a department's year: its papers against each other, with the rules that ship."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from scoring.records.figures import FigureRegister
from scoring.records.file_content import FileRead
from scoring.records.finding import Finding
from scoring.records.paper_text import PublicPaper, StandingPaper
from scoring.records.submission import Submission
from scoring.records.year_finding import YearFinding
from scoring.records.year_folder import YearFolder, YearForm
from scoring.review.between.documents import DocumentIndex
from scoring.review.rule_runner import RuleRunner
from scoring.review.rule_set import ReviewRules
from scoring.review.vocabulary import Vocabulary
from scoring.words import load_vocabulary
from scoring.work.compare_documents import DocumentComparison, rules_between
from scoring.work.library import Library
from scoring.work.review import FOLDER, YEAR
from scoring.year.check.check_words import YearCheckWords
from scoring.year.check.compared_year import YearIndex
from scoring.year.check.findings import year_findings

RULES: Final = f"{FOLDER}/{YEAR}.yaml"
_EDITED: Final = "figure_changed"
"""What is said of an edited place of a paper; nothing else is said of the same place."""
_LAST: Final = "last"
"""What the file of a form of the year before is called where it has no name of its own."""


class YearCheck:
    """Compares all papers of a year with each other."""

    def __init__(self, library: Library, text: str | None = None, name: str = RULES) -> None:
        """Take the rules that ship, or those of ``text``, which ``name`` names."""
        self.library = library
        self.between = DocumentComparison(library)
        self._text = text
        self._name = name

    @cached_property
    def words(self) -> YearCheckWords:
        """The words of the comparison."""
        return load_vocabulary(YearCheckWords)

    @cached_property
    def rules(self) -> ReviewRules:
        """The rules. Raises :class:`InputError` with everything that is wrong in them."""
        return rules_between(self.library, self._name, self._text, self.all_words)

    @cached_property
    def all_words(self) -> Vocabulary:
        """The words of a review with the facts of both comparisons."""
        return self.words.with_facts_of(self.between.all_words)

    def findings(
        self,
        folder: YearFolder,
        register: FigureRegister | None = None,
        papers: Sequence[StandingPaper] = (),
        public: Sequence[PublicPaper] = (),
    ) -> tuple[YearFinding, ...]:
        """Return what is found about a year, file by file.

        ``papers`` are those that stand in the folder, ``public`` those that are published. The findings of each form by itself are
        those of its own check, which are not repeated.
        """
        forms = [(form.file, "", form.submission) for form in _forms(folder)]
        files = _files(folder)
        compared = [self.between.form(*form) for form in forms]
        documents = DocumentIndex(compared, files, self.between.words, self.library.reader)
        year = YearIndex(folder, register, papers, public, documents, self.words)
        runner = RuleRunner(self.rules, self.all_words)
        found = list(year_findings(year, runner))
        edited = [f"{f.file} {f.finding.place}" for f in found if f.finding.code == _EDITED]
        found += (
            one
            for one in self._between(folder, forms, files)
            if not any(at in f"{one.file} {one.finding.place} {one.finding.text}" for at in edited)
        )
        # What stands in several papers of one text (Word, plain text, published) is one finding.
        once: dict[tuple[str, str, str], YearFinding] = {}
        for one in found:
            once.setdefault((one.file, one.finding.code, one.finding.text), one)
        return tuple(sorted(once.values(), key=lambda one: one.file))

    def _between(
        self,
        folder: YearFolder,
        forms: Sequence[tuple[str, str, Submission]],
        files: Sequence[FileRead],
    ) -> Iterator[YearFinding]:
        """Yield what the comparison of forms with tables, texts and last year's forms finds.

        What is asked about a form is not asked again about a report that prints the same text.
        """
        last = [(_LAST, "", submission) for submission in folder.last]
        found = self.between.compare([*forms, *last], files)
        asked: set[tuple[str, str]] = set()
        for index, (file, _, submission) in enumerate(forms):
            for one in self._own(file, found.of_form(index), is_secret=submission.secret):
                asked.add((one.finding.code, one.finding.text))
                yield one
        for file, findings in found.by_file.items():
            for one in self._own(file, findings, is_secret=False):
                if (one.finding.code, one.finding.text) not in asked:
                    yield one

    def _own(
        self, file: str, findings: Sequence[Finding], *, is_secret: bool
    ) -> Iterator[YearFinding]:
        for finding in findings:
            if finding.code not in self.words.not_from_between:
                yield YearFinding(file, finding, is_secret)


def _forms(folder: YearFolder) -> Iterator[YearForm]:
    yield from folder.projects
    if folder.department is not None:
        yield folder.department


def _files(folder: YearFolder) -> Sequence[FileRead]:
    """Return the tables and texts of the folder as the comparison of documents takes them."""
    tables = [
        FileRead(name=targets.file, kind="text", targets=(targets.table,))
        for targets in folder.targets
    ]
    texts = [
        FileRead(name=text.file, kind="text", statements=text.statements, passages=text.passages)
        for text in folder.texts
    ]
    return [*tables, *texts]
