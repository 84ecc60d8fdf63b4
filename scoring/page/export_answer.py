"""``export``: files made of the submissions on the page, bytes as the commands write them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Final

from scoring.files.office import to_pdf
from scoring.page.context import PageContext
from scoring.page.made_files import hand_over, zipped
from scoring.page.messages.exporting import ExportAnswer, ExportAsk
from scoring.page.messages.message import FileMade
from scoring.page.read_answer import file_name
from scoring.page.scored_form import ScoredForm
from scoring.page.unit_words import UnitWords
from scoring.page.year_papers import YearPapers
from scoring.problem import InputError, Problem
from scoring.words import load_vocabulary
from scoring.work.export_copy import copy_filled
from scoring.work.fill_in import fill_in_plan
from scoring.work.outputs import FileNames, Outputs
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.write.book import fill_workbook
from scoring.year.public import public_result

_FORMS: Final = ("xlsx", "docx", "html")
_EXPLANATIONS: Final = {"explanation": "xlsx", "explanation_page": "html"}
_OF_YEAR: Final = ("evidence", "summary", "overview_text")
_PUBLIC_FORM: Final = "public-project"


def export(context: PageContext, ask: ExportAsk) -> ExportAnswer:
    """Return the files that are asked for. Raises :class:`InputError` where one cannot be made."""
    return _Exporter(context, ask).answer()


class _Exporter:
    def __init__(self, context: PageContext, ask: ExportAsk) -> None:
        self.context, self.ask = context, ask
        self.library = context.library
        self.labels = self.library.labels
        self.words = load_vocabulary(UnitWords)
        self.forms = [context.scored(submission) for submission in ask.submissions]
        self.stems = [self._stem(number, form) for number, form in enumerate(self.forms)]
        self.files: dict[str, bytes] = {}
        self.notes: list[str] = []

    def _stem(self, number: int, form: ScoredForm) -> str:
        given = self.ask.stems[number] if number < len(self.ask.stems) else ""
        if given:
            return given
        if form.typed.submission.secret:
            return self.words.files["secret"].format(number=number + 1)
        return form.typed.submission.title

    def answer(self) -> ExportAnswer:
        """Make the files and hand them over."""
        steps = len(self.forms) + len(self.ask.kinds)
        for number, form in enumerate(self.forms):
            self.context.progress(number, steps, self.stems[number])
            self._note(form, self.stems[number])
        self._own_papers()
        makers = {
            "pdf": self._pdf,
            "public": self._public,
            "fill_in": self._fill_in,
            "copy": self._copies,
        }
        refused: list[Problem] = []
        for number, kind in enumerate(self.ask.kinds, len(self.forms)):
            self.context.progress(number, steps)
            try:
                if kind in _OF_YEAR:
                    self._of_year(kind)
                elif kind in makers:
                    makers[kind]()
            except InputError as error:  # the other files are still of use
                refused += error.problems
        if refused and not self.files:
            raise InputError(refused)
        self.notes += [f"{problem.message}。{problem.hint}" for problem in refused]
        for given in self.ask.also:
            self._add(file_name(given.name), self.context.content(given))
        return ExportAnswer(files=tuple(self._handed_over()), notes=tuple(self.notes))

    def _note(self, form: ScoredForm, stem: str) -> None:
        """Say which cells could not be used, and stand blank."""
        for fault in form.typed.faults:
            self.notes.append(self.words.files["faulty"].format(stem=stem, say=fault.say))

    def _add(self, name: str, content: bytes) -> None:
        """Add a file; a second one of the same name gets a number."""
        stem, dot, suffix = name.rpartition(".")
        unique, number = name, 1
        while unique in self.files:
            number += 1
            unique = f"{stem or name}-{number}{dot}{suffix if dot else ''}"
        self.files[unique] = content

    def _own_papers(self) -> None:
        """Make the forms, their explanations and data."""
        kinds = self.ask.kinds
        formats = [kind for kind in (*_FORMS, "json") if kind in kinds]
        explained = {suffix for kind, suffix in _EXPLANATIONS.items() if kind in kinds}
        formats += [suffix for suffix in _FORMS if suffix in explained and suffix not in formats]
        outputs = Outputs(self.library, formats)
        for form, stem in zip(self.forms, self.stems, strict=True):
            for name, what, content in outputs.papers(stem, form.result):
                suffix = name.rpartition(".")[2]
                if suffix in (explained if what == "explanation" else kinds):
                    self._add(name, content())

    def _pdf(self) -> None:
        """Print the forms by LibreOffice, where the engine runs beside one."""
        outputs, books = Outputs(self.library, ("xlsx",)), dict[Path, bytes]()
        for form, stem in zip(self.forms, self.stems, strict=True):
            for name, what, content in outputs.papers(stem, form.result):
                if what != "explanation":
                    books[Path(name).with_suffix(".pdf")] = content()
        pages = to_pdf(books)
        for path in books:
            if path in pages:
                self._add(path.name, pages[path])
            else:
                self.notes.append(f"{path.name} 没有印成。请打开 Excel 文件，另存为 PDF。")

    def _of_year(self, kind: str) -> None:
        for name, content in self.year.files(kind):
            self._add(name, content)

    @cached_property
    def year(self) -> YearPapers:
        """The papers of all projects together."""
        return YearPapers(self.forms, self.stems, self.library)

    def _public(self) -> None:
        """Make what is published of each form, from a whitelist; of a secret one nothing."""
        problems: list[Problem] = list(self.year.private())
        if problems:
            raise InputError(problems)
        formats = [kind for kind in _FORMS if kind in self.ask.kinds] or ["xlsx"]
        outputs, names = Outputs(self.library, ()), FileNames()
        for form, stem in zip(self.forms, self.stems, strict=True):
            if form.typed.submission.secret:
                self.notes.append(self.words.files["not_public"].format(stem=stem))
                continue
            name = names.unique(self.words.files["public"].format(stem=stem))
            for kind in formats:
                result = public_result(form.result)
                self._add(f"{name}.{kind}", outputs.render(result, kind, _PUBLIC_FORM))

    def _fill_in(self) -> None:
        """Make a 填报表 of each, as ``form`` writes it."""
        layout, names = load_vocabulary(FillLayout), FileNames()
        word = self.words.files["fill_in"]
        for form, stem in zip(self.forms, self.stems, strict=True):
            set_id = form.result.scorecard.set.id
            earlier = form.typed.submission.model_copy(update={"unplaced": (), "repairs": ()})
            plan = fill_in_plan(self.library, set_id, earlier)
            several = len(self.forms) > 1
            name = names.unique(f"{word}-{stem}" if several else word)
            self._add(f"{name}.xlsx", fill_workbook(plan, layout))

    def _copies(self) -> None:
        """Fill a copy of each export from the submissions."""
        results = [form.result for form in self.forms]
        for given in self.ask.exports:
            name = file_name(given.name)
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / name
                path.write_bytes(self.context.content(given))
                copied = copy_filled(path, results, self.library)
            self.notes += [message.strip() for message in copied.messages]
            for file in copied.files:
                called = self.labels.text(f"files.{file.what}", stem=Path(name).stem)
                self._add(f"{called}{file.suffix}", file.content)

    def _handed_over(self) -> Iterator[FileMade]:
        if self.ask.as_zip and len(self.files) > 1:
            yield hand_over(self.context, self._zip_name(), zipped(self.files))
            return
        for name, content in self.files.items():
            yield hand_over(self.context, name, content)

    def _zip_name(self) -> str:
        stems = self.stems or [""]
        word = "zip" if len(stems) == 1 else "zip_several"
        name = self.words.files[word].format(title=stems[0], count=len(stems), day=self.ask.day)
        return f"{FileNames().unique(name.strip('-'))}.zip"
