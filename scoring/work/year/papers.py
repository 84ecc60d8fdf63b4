"""The papers of a year: a small entry for each, what it belongs to and what makes its files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final, Literal

from scoring.files.digests import joint_digest
from scoring.problem import InputError, Place
from scoring.records.figures import FigureRegister
from scoring.records.papers import PaperView
from scoring.records.year_folder import YearFolder, YearForm
from scoring.text import printable
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.outputs import FileNames, Outputs
from scoring.work.year.folder_words import FolderNames, FolderWords
from scoring.work.year.paper_file import PaperFile, Written, of_view
from scoring.work.year.public_files import public_papers
from scoring.work.year.report_files import public_report, report_files
from scoring.workbooks.summary.book import year_book
from scoring.year.advice import advice_view
from scoring.year.charts import summary_charts
from scoring.year.evidence_list import evidence_view
from scoring.year.figure_list import figure_list_view
from scoring.year.monitoring import monitoring_view
from scoring.year.paper_prints import PaperPrint, prints_of
from scoring.year.patterns import patterns_of
from scoring.year.prints import text_of
from scoring.year.publication import is_published
from scoring.year.register import make_register
from scoring.year.review_text import plain_text, review_text_view
from scoring.year.summary_tables import summary_tables
from scoring.year.table_words import YearTableWords
from scoring.year.words import YearWords

PaperGroup = Literal["自评表", "汇总", "目录", "综述", "报告", "公开", "建议", "监控"]
"""What ``--only`` takes."""
_ON_FORM: Final = frozenset(
    {
        "initial", "budget", "executed", "rate", "execution_score", "level_score", "row_score",
        "own_score",
    }
)  # fmt: skip
"""Keys of the figures of a project that its form prints."""
_SUMMARY: Final = "汇总表"
_REVIEW_TEXT: Final = "自评综述"
_LAYOUTS: Final = {
    "evidence": "佐证目录", "advice": "目标编制建议", "mid_year": "绩效监控表", "figures": "数据台账",
}  # fmt: skip
"""The layouts of workbooks, by what their files are called in the words of folders."""
_DECIMALS: Final = 2
"""Of the rates that forms print."""


@dataclass(frozen=True)
class YearWork:
    """What the papers of a year are made from."""

    year: YearFolder
    library: Library
    internal: bool
    written: Callable[[str], Written]
    """Returns what persons wrote into a paper of the folder."""
    program: str
    """The digest of the program, its words and a user's own sets and templates."""

    @cached_property
    def names(self) -> FolderNames:
        """What the folders are called."""
        return load_vocabulary(FolderWords).folders

    @cached_property
    def words(self) -> YearWords:
        """The words of figures and sentences, as a user's own folder rewords them."""
        words = self.library.wording(YearWords)
        try:
            patterns_of(words)
        except InputError as error:
            own = self.library.own_wording(YearWords)
            name = str(own[-1]) if own else words.ships_as
            problems = (replace(problem, place=Place(name)) for problem in error.problems)
            raise InputError(problems) from None
        return words

    @cached_property
    def table_words(self) -> YearTableWords:
        """The layout and the words of the tables."""
        return self.library.wording(YearTableWords)

    @cached_property
    def register(self) -> FigureRegister:
        """The figures of the year."""
        return make_register(self.year, self.words)

    @cached_property
    def form_names(self) -> list[tuple[YearForm, str]]:
        """Each form with what its papers are called: its file below 填报, without the suffix.

        Of several in a file each adds its title, or its number if it is secret.
        """
        year = self.year
        forms = [*year.projects, *([year.department] if year.department is not None else [])]
        in_file = Counter(form.file for form in forms)
        names: defaultdict[PurePosixPath, FileNames] = defaultdict(FileNames)
        called = []
        for number, form in enumerate(forms, 1):
            inner = PurePosixPath(form.file).relative_to(self.names.forms)
            own = str(number) if form.submission.secret else form.submission.title
            stem = inner.stem if in_file[form.file] == 1 else f"{inner.stem}-{own}"
            called.append((form, str(inner.parent / names[inner.parent].unique(stem))))
        return called

    def title(self, form: YearForm) -> str:
        """Return what people call a form; of a secret one nothing that names it."""
        if form.submission.secret:
            return self.library.labels.word("words", "secret")
        return form.submission.title

    def file_name(self, paper: str) -> str:
        """Return what a paper's file is called, without its suffix."""
        record = self.year.record
        pattern = load_vocabulary(FolderWords).papers[paper]
        return pattern.format(year=record.year, department=record.department)

    def book(
        self, file: str, layout: str, view: PaperView, *, is_internal: bool = False
    ) -> PaperFile:
        """Return a workbook of tables and charts; ``file`` has no suffix."""
        words, written = self.table_words, self.written(f"{file}.xlsx")
        return of_view(
            f"{file}.xlsx", PurePosixPath(file).name, view, lambda: year_book(layout, view, words),
            layout=self.program + layout, written=written, is_internal=is_internal,
        )  # fmt: skip

    def word(
        self, file: str, layout: str, view: PaperView, *, is_public: bool = False
    ) -> PaperFile:
        """Return a Word paper; ``file`` has no suffix, ``layout`` is its name in ``papers.yaml``."""

        def render() -> bytes:
            from scoring.writers.word.fill import fill_word  # noqa: PLC0415 - only if something changed

            return fill_word(self.library.templates.paper(layout, self.library.labels), view)

        return of_view(
            f"{file}.docx", PurePosixPath(file).name, view, render,
            layout=self.program + layout, written=self.written(f"{file}.docx"), is_public=is_public,
        )  # fmt: skip

    def review_text(self, folder: str, *, public: bool) -> Iterator[PaperFile]:
        """Yield 自评综述 as a Word paper, and as a text to be pasted elsewhere.

        With ``public`` it is about the published projects alone.
        """
        view = review_text_view(self.register, self.words, public=public)
        name = self.file_name("review_text")
        is_public = folder == self.names.public
        yield self.word(f"{folder}/{name}", _REVIEW_TEXT, view, is_public=is_public)
        text = printable(plain_text(view)).encode("utf-8-sig")
        yield PaperFile(
            file=f"{folder}/{name}.txt",
            title=name,
            key=joint_digest(self.program, text),
            render=lambda: text,
            prints=tuple(prints_of(view)),
            is_public=is_public,
        )

    def files(self, kind: PaperKind) -> Sequence[PaperFile]:
        """Return the files of a kind, made once."""
        if kind not in self._files:
            self._files[kind] = tuple(kind.files(self))
        return self._files[kind]

    @cached_property
    def _files(self) -> dict[PaperKind, Sequence[PaperFile]]:
        return {}

    @cached_property
    def outputs(self) -> Outputs:
        """What prints forms."""
        return Outputs(self.library, ())


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper: ``group`` is what a person calls for, ``files`` yields what is made."""

    group: PaperGroup
    files: Callable[[YearWork], Iterator[PaperFile]]


def _forms(work: YearWork) -> Iterator[PaperFile]:
    """Yield the 自评表 of every form, called as the file that was handed in."""
    figures = {id(project.form): project.figures for project in work.register.every_project()}
    figures[id(work.year.department)] = work.register.of_department
    for form, inner in work.form_names:
        prints = [
            PaperPrint("", figure.id, text_of(figure, _DECIMALS))
            for key, figure in figures.get(id(form), {}).items()
            if form is work.year.department or key.partition("/")[0] in _ON_FORM
        ]
        yield PaperFile(
            file=f"{work.names.own_forms}/{inner}.xlsx",
            title=work.title(form),
            key=joint_digest(work.program, form.submission.model_dump_json()),
            render=lambda form=form: work.outputs.render(form.result, "xlsx"),  # type: ignore[misc]
            prints=tuple(prints),
            is_secret=form.submission.secret,
        )


def _tables(work: YearWork, paper: str, folder: str, view: PaperView) -> Iterator[PaperFile]:
    """Yield a workbook that is called as its layout; nothing where there is nothing in it."""
    if view.tables:
        yield work.book(f"{folder}/{work.file_name(paper)}", _LAYOUTS[paper], view)


def _evidence(work: YearWork) -> Iterator[PaperFile]:
    view = evidence_view(work.year, work.register, work.table_words)
    yield from _tables(work, "evidence", work.names.summary, view)


def _advice(work: YearWork) -> Iterator[PaperFile]:
    typed = work.written(f"{work.names.next}/{work.file_name('advice')}.xlsx")
    view = advice_view(work.year, work.register, work.table_words, work.library.reader, typed)
    yield from _tables(work, "advice", work.names.next, view)


def _monitoring(work: YearWork) -> Iterator[PaperFile]:
    view = monitoring_view(work.register, work.table_words, internal=work.internal)
    yield from _tables(work, "mid_year", work.names.summary, view)


def _figure_list(work: YearWork) -> Iterator[PaperFile]:
    """Yield 数据台账, which names every paper that prints a figure."""
    prints = {
        file.file: file.prints
        for kind in KINDS
        if kind.files is not _figure_list
        for file in work.files(kind)
        if not file.is_secret
    }
    view = figure_list_view(work.register, prints, work.table_words, internal=work.internal)
    yield from _tables(work, "figures", work.names.summary, view)


def _summary(work: YearWork) -> Iterator[PaperFile]:
    """Yield 汇总表, and a second one with what the rule gives."""
    for internal in (False, True) if work.internal else (False,):
        tables = summary_tables(work.register, work.table_words, internal=internal)
        charts = summary_charts(work.register, work.table_words, internal=internal)
        name = work.file_name("summary_internal" if internal else "summary")
        view = PaperView(tables=tables, charts=charts)
        if not tables:
            continue
        yield work.book(f"{work.names.summary}/{name}", _SUMMARY, view, is_internal=internal)


def _review_text(work: YearWork) -> Iterator[PaperFile]:
    """Yield 自评综述 of the projects that are published; while nobody chose any, of all."""
    chosen = any(is_published(p, work.year.record) for p in work.register.projects)
    yield from work.review_text(work.names.reports, public=chosen)


KINDS: Final[tuple[PaperKind, ...]] = (
    PaperKind("自评表", _forms),
    PaperKind("汇总", _summary),
    PaperKind("目录", _evidence),
    PaperKind("建议", _advice),
    PaperKind("监控", _monitoring),
    PaperKind("综述", _review_text),
    PaperKind("报告", report_files),
    PaperKind("公开", public_papers),
    PaperKind("公开", public_report),
    PaperKind("汇总", _figure_list),
)
"""All papers, in the order in which they are made."""
