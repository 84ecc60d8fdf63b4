"""A form compared with its older version: what was changed in it after it was sent back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from scoring.engine.scorer import Scorer
from scoring.money import YUAN_PER_UNIT
from scoring.problem import InputError, Problem
from scoring.records.change import CellChange, VersionChanges
from scoring.records.result import Result
from scoring.records.submission import Indicator, Submission
from scoring.review.between.change_facts import change_subject
from scoring.review.between.form_cells import Version
from scoring.review.between.likeness import name_likeness, without_tail
from scoring.review.between.versions import changes
from scoring.review.rule_runner import RuleRunner
from scoring.text import name_key
from scoring.values.attainment import Attainment
from scoring.work.compare_documents import DocumentComparison
from scoring.work.library import Library
from scoring.work.reading import submissions_in


class OlderVersions:
    """The forms of older files, read when first asked for."""

    def __init__(self, paths: Sequence[Path], library: Library, year: int | None) -> None:
        self.problems: list[Problem] = []
        """What could not be used of the files."""
        self._paths = paths
        self._library = library
        self._year = year
        self._comparison = DocumentComparison(library)
        self._older: list[Submission] | None = None
        self._used: set[int] = set()

    def changes_of(self, result: Result, *, is_only: bool) -> VersionChanges:
        """Return what changed in a form; where it ``is_only`` and one older form is, these are one.

        The older version of a form is of the same project, or of the same unit where it names no
        project; of several the one of its year.
        """
        older = self._older_of(result, is_only=is_only)
        if older is None:
            return VersionChanges((), (), is_found=False)
        scorer = self._library.scorer(result.scorecard.set.id)
        old, new = (_version(form, scorer) for form in (older, result.submission))
        found, lost = changes(old, new, self._comparison.words)
        return VersionChanges(tuple(self._asked(found, result.submission, scorer)), lost)

    def without_newer(self) -> list[Submission]:
        """Return the older forms that no form was compared with."""
        older = self._older or ()
        return [form for number, form in enumerate(older) if number not in self._used]

    def _asked(
        self, found: Sequence[CellChange], submission: Submission, scorer: Scorer
    ) -> Iterator[CellChange]:
        """Yield the changes with what is asked about each."""
        setting = scorer.comparison.setting(submission)

        def attain(row: Indicator) -> Attainment:
            return scorer.comparison.read(row, setting).attainment

        words = self._comparison.all_words
        runner = RuleRunner(self._comparison.rules, words)
        for change in found:
            asked, _ = runner.run([change_subject(change, attain, words)])
            yield replace(change, finding=asked[0]) if asked else change

    def _older_of(self, result: Result, *, is_only: bool) -> Submission | None:
        if self._older is None:
            self._older = list(self._read(result.scorecard.set.id))
        new, rest = result.submission, [n for n in range(len(self._older)) if n not in self._used]
        named = [n for n in rest if self._name(self._older[n]) == self._name(new)]
        of_year = [n for n in named if self._older[n].year == new.year]
        is_only = is_only and len(self._older) == 1
        only = [n for n in rest if is_only and self._may_be_renamed(self._older[n], new)]
        for likely in (of_year, named, only):
            if len(likely) == 1:
                self._used.add(likely[0])
                return self._older[likely[0]]
        return None

    def _may_be_renamed(self, old: Submission, new: Submission) -> bool:
        """Tell whether the one form on either side may be one, although its name was changed."""
        names = self._name(old), self._name(new)
        if not all(names) or (old.project.code and old.project.code == new.project.code):
            return True
        return name_likeness(*names).likeness >= self._comparison.words.names_from

    def _name(self, form: Submission) -> str:
        if form.project.name.strip():
            return without_tail(form.project.name, self._comparison.words.name_tails)
        return name_key(form.unit)

    def _read(self, set_id: str) -> Iterator[Submission]:
        """Yield the forms of the files, by ``set_id`` where they name no set."""
        for path in self._paths:
            try:
                for _, found in submissions_in(path, set_id, self._library):
                    if isinstance(found, InputError):
                        self.problems += found.problems
                    else:
                        yield found.with_year(self._year)
            except InputError as error:
                self.problems += error.problems


def _version(form: Submission, scorer: Scorer) -> Version:
    unit = form.money_unit or scorer.indicators.money_unit
    return Version(form, YUAN_PER_UNIT[unit], unit)
