"""How far a year is: every form, every unit, the papers, and what is to be done next."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from scoring.files.digests import content_digest
from scoring.problem import Problem
from scoring.records.figures import ProjectFigures
from scoring.records.year_folder import YearForm
from scoring.records.year_progress import (
    FormMark,
    FormProgress,
    FormProgressState,
    UnitProgress,
    YearProgress,
)
from scoring.text import name_key
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.standing import standing_of
from scoring.work.year.folder_words import FolderWords
from scoring.work.year.load import unit_called
from scoring.work.year.open_year import input_digests, open_year
from scoring.work.year.papers import YearWork
from scoring.work.year.state import load_state
from scoring.writers.year_job_words import YearJobWords
from scoring.year.publication import publishes


def year_progress(folder: Path, library: Library) -> tuple[YearWork, YearProgress]:
    """Return the year of a folder and how far it is. Raises :class:`InputError` where it is none."""
    work, _ = open_year(folder, library)
    return work, progress_of(folder, work)


def progress_of(folder: Path, work: YearWork) -> YearProgress:
    """Return how far a year is that was opened."""
    return _Looking(folder, work).progress()


def open_forms(progress: YearProgress) -> Iterator[str]:
    """Yield every form that is not ready, for a person to read."""
    words = load_vocabulary(YearJobWords)
    forms = [form for unit in progress.units for form in unit.forms]
    for form in (*forms, progress.whole):
        if form.state in ("blank", "fault"):
            why = "；".join(words.faults[fault] for fault in form.faults)
            called = " ".join(part for part in (form.unit, form.name) if part)
            yield f"{called}：{words.states[form.state]}，{why}"
    if progress.unnamed:
        yield words.text("unnamed", count=progress.unnamed)


class _Looking:
    def __init__(self, folder: Path, work: YearWork) -> None:
        self.folder = folder
        self.work = work
        self.record = work.year.record
        self.words = load_vocabulary(YearJobWords)
        self.state = load_state(folder)
        self.digests = input_digests(folder)
        self.secret = 0
        self.unusable = self._unusable()

    def progress(self) -> YearProgress:
        year = self.work.year
        by_unit: defaultdict[str, list[FormProgress]] = defaultdict(list)
        for project in self.work.register.every_project():
            by_unit[project.unit].append(self._project(project))
        whole = self._whole()
        for file in list(self.unusable):
            form = self._unusable_form(file)
            by_unit[form.unit].append(form)
        leads = {name_key(unit.name): unit.leads for unit in self.record.units}
        short = {name_key(unit.short): unit.leads for unit in self.record.units if unit.short}
        units = tuple(
            UnitProgress(unit, {**short, **leads}.get(name_key(unit), ""), tuple(forms))
            for unit, forms in by_unit.items()
        )
        expected = self.record.expected.second_level or 0
        known = sum(len(unit.forms) for unit in units)
        errors = tuple(dict.fromkeys((*year.problems, *self.work.register.problems)))
        unnamed = max(expected - known, 0)
        open_texts = tuple(
            (paper.title if paper.secret else file, block)
            for file, paper in self.state.papers.items()
            for block in paper.open
        )
        return YearProgress(
            units=units, whole=whole, unnamed=unnamed, problems=errors, open_texts=open_texts,
            step=self._step(units, whole, unnamed, errors, open_texts),
        )  # fmt: skip

    def _project(self, project: ProjectFigures) -> FormProgress:
        form = project.form
        if form is None:
            if file := self._file_of(project):
                return self._unusable_form(file, project.name, project.unit)
            is_exempt = project.standing == "exempt"
            return FormProgress(
                project.name, project.unit, "", "exempt" if is_exempt else "blank",
                () if is_exempt else ("missing",),
            )  # fmt: skip
        name = project.name
        if project.is_secret:
            self.secret += 1
            name = self.words.text("secret", number=self.secret)
        return self._form(form, name, project.unit)

    def _whole(self) -> FormProgress:
        name, form = self.words.text("whole"), self.work.year.department
        if form is None:
            file = next((file for file in self.unusable if self._is_whole(file)), "")
            if file:
                return self._unusable_form(file, name, self.record.department)
            return FormProgress(name, self.record.department, "", "blank", ("missing",))
        return self._form(form, name, form.submission.unit)

    def _form(self, form: YearForm, name: str, unit: str) -> FormProgress:
        standing = standing_of(form.result, form.review)
        faults = list(self._faults(form, standing.state))
        state: FormProgressState = "fault" if faults else "ready"
        if faults == ["unfilled"]:
            state = "blank"
        return FormProgress(
            name=name,
            unit=unit,
            file=form.file,
            state=state,
            faults=tuple(faults),
            marks=tuple(self._marks(form)),
            questions=len(form.review.of_kind("Q")),
            differing=standing.differing,
            changed=self._changed(form.file),
        )

    def _faults(self, form: YearForm, state: str) -> Iterator[str]:
        if not _is_begun(form):
            yield "unfilled"
            return
        own = form.result.own_track
        if state == "blank":
            yield "cells"
        elif own is not None and own.faults:
            yield "points"
        elif state == "fault":
            yield "form"
        submission = form.submission
        if publishes(submission, self.record):
            summary = submission.summary
            if not summary.problems.strip() and not summary.no_problems:
                yield "problems"
            elif summary.problems.strip() and not summary.measures.strip():
                yield "measures"

    def _marks(self, form: YearForm) -> Iterator[FormMark]:
        if form.submission.state == "未实施":
            yield "not_carried_out"
        if form.submission.secret:
            yield "secret"
        final = self.record.final
        if final is not None:
            frozen = final.papers.get(form.file)
            yield "final" if frozen == self.digests.get(form.file) else "changed"

    def _unusable(self) -> dict[str, FormProgressState]:
        """Return the files among the forms that could not be used, each with its state."""
        forms = load_vocabulary(FolderWords).folders.forms
        known = {form.file for form in self.work.year.projects}
        faulty = {
            problem.place.file
            for problem in self.work.year.problems
            if problem.severity == "error" and problem.place.file.startswith(f"{forms}/")
        }
        states: dict[str, FormProgressState] = {
            **dict.fromkeys(faulty, "fault"),
            **dict.fromkeys(self.work.year.unfilled, "blank"),
        }
        return {file: states[file] for file in sorted(states) if file not in known}

    def _unusable_form(self, file: str, name: str = "", unit: str = "") -> FormProgress:
        """Return how far a file is that could not be used; it is counted but once."""
        state = self.unusable.pop(file)
        why = "unfilled" if state == "blank" else "unread"
        return FormProgress(
            name or file, unit or self._unit_of(file), file, state, (why,),
            changed=self._changed(file),
        )  # fmt: skip

    def _unit_of(self, file: str) -> str:
        """Return the unit in whose folder a file lies; empty where it lies in none."""
        folder = "".join(file.split("/")[1:-1][:1])
        unit = unit_called(folder, self.record.units)
        return folder if unit is None else unit.name

    def _is_whole(self, file: str) -> bool:
        parts = PurePosixPath(file).parts
        return len(parts) == 2 and parts[1].startswith(load_vocabulary(FolderWords).department)

    def _file_of(self, project: ProjectFigures) -> str:
        """Return the file that was begun for a project and could not be used: it is called so."""
        if project.is_secret or not project.name:
            return ""
        return next(
            (
                file
                for file in self.unusable
                if name_key(PurePosixPath(file).stem.partition("-")[2]) == name_key(project.name)
                and (not project.unit or name_key(self._unit_of(file)) == name_key(project.unit))
            ),
            "",
        )

    def _changed(self, file: str) -> str:
        try:
            seconds = (self.folder / file).stat().st_mtime
        except OSError:
            return ""
        return datetime.datetime.fromtimestamp(seconds).astimezone().date().isoformat()

    def _step(
        self,
        units: tuple[UnitProgress, ...],
        whole: FormProgress,
        unnamed: int,
        problems: tuple[Problem, ...],
        open_texts: tuple[tuple[str, str], ...],
    ) -> str:
        """Return the key of what comes next."""
        counts = sum((unit.counts for unit in units), Counter[FormProgressState]())
        if self.record.final is not None:
            return "next_done" if self._is_frozen() else "next_again"
        if any(problem.severity == "error" for problem in problems):
            return "next_faulty"
        if counts["blank"] or unnamed or (not counts and whole.state == "blank"):
            return "next_fill"
        if counts["fault"] or whole.state == "fault":
            return "next_mend"
        if whole.state == "blank":
            return "next_whole"
        if not self.state.papers:
            return "next_make"
        if self.state.inputs != self.digests or self.state.program != self.work.program:
            return "next_again"
        return "next_texts" if open_texts else "next_final"

    def _is_frozen(self) -> bool:
        final = self.record.final
        assert final is not None
        return all(_digest(self.folder / file) == digest for file, digest in final.papers.items())


def _is_begun(form: YearForm) -> bool:
    """Tell whether anybody has written into a form what was achieved."""
    submission = form.submission
    rows = submission.rows
    actuals = [row.actual for row in rows if row.points != 0]
    return bool(
        any(text.strip() for text in actuals)
        or (not actuals and (submission.items or any(submission.inputs.values())))
    )


def _digest(path: Path) -> str:
    try:
        return content_digest(path)
    except OSError:
        return ""
