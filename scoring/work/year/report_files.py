"""The reports in Word as files: of every project, of the department, and its published copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from scoring.problem import InputError, Place, Problem
from scoring.records.papers import PaperView
from scoring.words import load_vocabulary
from scoring.work.year.paper_file import PaperFile
from scoring.year.advised_rows import AdvisedRow, advised_rows
from scoring.year.check.check_words import YearCheckWords
from scoring.year.check.private_texts import private_numbers
from scoring.year.department_report import department_report_view
from scoring.year.project_report import project_report_view
from scoring.year.report_texts import ReportTexts
from scoring.year.report_words import ReportWords
from scoring.year.text_blocks import department_blocks, project_blocks
from scoring.year.view_texts import texts_of

if TYPE_CHECKING:
    from scoring.work.year.papers import YearWork

_DEPARTMENT: Final = "部门整体绩效自评报告"
_PROJECT: Final = "项目绩效自评报告"


def report_files(work: YearWork) -> Iterator[PaperFile]:
    """Yield the reports; that of a secret project only with the other papers for the house alone."""
    return _Reports(work).files()


def public_report(work: YearWork) -> Iterator[PaperFile]:
    """Yield the report of the department where its form is published and nothing in it is open."""
    return _Reports(work).published()


class _Reports:
    def __init__(self, work: YearWork) -> None:
        self.work = work
        self.folder = work.names.reports
        self.name = work.file_name("department_report")
        self.words = ReportWords(work.library.wording(ReportTexts), work.words, work.table_words)

    def files(self) -> Iterator[PaperFile]:
        yield from self._department()
        yield from self._projects()

    @cached_property
    def advised(self) -> list[AdvisedRow]:
        """The rows of 目标编制建议."""
        work = self.work
        return advised_rows(work.year, work.register, work.table_words, work.library.reader)

    def published(self) -> Iterator[PaperFile]:
        work, form = self.work, self.work.year.department
        if form is None or not form.submission.publish:
            return
        view = self._department_view
        if not self._is_open(view):
            file = f"{work.names.public}/{self.name}"
            public = work.word(file, _DEPARTMENT, view, is_public=True)
            problems = list(self._private(view, f"{self.folder}/{self.name}.docx"))
            yield replace(public, render=partial(_rendered, public, problems), written={})

    def _department(self) -> Iterator[PaperFile]:
        if self.work.year.department is not None:
            file = f"{self.folder}/{self.name}"
            yield self.work.word(file, _DEPARTMENT, self._department_view)

    @cached_property
    def _department_view(self) -> PaperView:
        work = self.work
        written = work.written(f"{self.folder}/{self.name}.docx")
        blocks = department_blocks(work.register, work.year, self.words.texts, written)
        return department_report_view(work.register, work.year, blocks, self.words)

    def _projects(self) -> Iterator[PaperFile]:
        work, texts = self.work, self.words.texts
        if not work.year.record.project_reports:
            return
        names = {id(form): name for form, name in work.form_names}
        folder = f"{self.folder}/{work.file_name('project_reports')}"
        for project in work.register.projects:
            form = project.form
            if form is None or (project.is_secret and not work.internal):
                continue
            file = f"{folder}/{names[id(form)]}"
            blocks = project_blocks(project, work.year, texts, work.written(f"{file}.docx"))
            view = project_report_view(
                project, work.register, blocks, self.words, advised=self.advised,
                internal=work.internal,
            )  # fmt: skip
            paper = work.word(file, _PROJECT, view)
            secret = project.is_secret
            yield replace(paper, title=work.title(form), is_secret=secret, is_internal=secret)

    def _private(self, view: PaperView, file: str) -> Iterator[Problem]:
        """Yield what of a report is nobody's business, with the heading below which it stands."""
        words, specs = load_vocabulary(YearCheckWords), self.words.texts.department_blocks
        hint = "请在报告里删去后再公开；部门整体的填报表“是否公开”填“否”的，不公开报告。"
        for section, text in texts_of(view):
            place = Place(file, where=specs[section].heading if section in specs else section)
            for kind in private_numbers(text, words):
                yield Problem("public-private", f"要公开的报告里有{kind}", place, hint)

    def _is_open(self, view: PaperView) -> bool:
        """Tell whether anything of a report still waits for a person."""
        marks = self.words.texts.marks
        states = {block.state for block in view.blocks.values()}
        return states != {"written"} or any(
            mark in text for _, text in texts_of(view) for mark in marks.values()
        )


def _rendered(paper: PaperFile, problems: list[Problem]) -> bytes:
    """Return a published report. Raises :class:`InputError` where something keeps it from that."""
    if problems:
        raise InputError(problems)
    return paper.render()
