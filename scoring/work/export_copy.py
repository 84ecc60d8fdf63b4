"""A form that a system exported: its filled copy and what is pasted, from the results of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.files.kinds import is_page_or_binary, is_wide, kind_of
from scoring.files.text_file import read_bytes
from scoring.intake.content import content_of
from scoring.problem import InputError, Place, Problem
from scoring.records.result import Result
from scoring.value_class import dataclass
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.outputs import ExtraFile
from scoring.writers.labels import Labels

if TYPE_CHECKING:
    from scoring.workbooks.export_copy.model import ExportForm, Filling


@dataclass(frozen=True)
class Copied:
    """Files to write, and messages on them."""

    files: tuple[ExtraFile, ...] = ()
    messages: tuple[str, ...] = ()
    needs_person: bool = False
    """Whether something did not match and was left as it is."""


def copy_own(
    path: Path, results: Sequence[Result], library: Library, year: int | None = None
) -> Copied:
    """Fill a copy of ``path``, if it is an export, with the scores of its own values.

    ``year`` was given to the forms that name none.
    """
    if not results or not is_copyable(path):
        return Copied()
    export = _Export.open(path, results[0].submission.set, library)
    read = [result.submission for result in results]
    if export is None or [form.submission.with_year(year) for form in export.forms] != read:
        return Copied()  # made to be filled; or the file has changed since it was scored
    pairs = {number: number for number in range(len(results))}
    forms = [replace(form, submission=own) for form, own in zip(export.forms, read, strict=True)]
    return replace(export, forms=tuple(forms)).copied(results, pairs, library.labels)


def copy_filled(path: Path, results: Sequence[Result], library: Library) -> Copied:
    """Fill a copy of the export ``path`` from submissions that were scored.

    Raises :class:`InputError` if it is no export or cannot be read.
    """
    from scoring.workbooks.export_copy.match import forms_of  # noqa: PLC0415 - only for exports

    export = _Export.open(path, results[0].submission.set if results else "", library)
    if export is None:
        raise InputError([_no_export(path)])
    scored = [result.submission for result in results]
    pairs = forms_of([form.submission for form in export.forms], scored)
    return export.copied(results, pairs, library.labels)


@dataclass(frozen=True)
class _Export:
    """An export as it was read, with its bytes."""

    path: Path
    data: bytes
    kind: str
    forms: tuple[ExportForm, ...]

    @staticmethod
    def open(path: Path, set_id: str, library: Library) -> _Export | None:
        """Read an export; None for a workbook that was made to be filled, or no workbook."""
        from scoring.readers.books.open_any import open_book  # noqa: PLC0415
        from scoring.workbooks.export_copy.read import read_export  # noqa: PLC0415
        from scoring.workbooks.fill_in.layout import FillLayout  # noqa: PLC0415 - only for workbooks
        from scoring.workbooks.fill_in.read.find import is_filled  # noqa: PLC0415

        data = read_bytes(path)
        book = open_book(data, str(path))
        if is_filled(book, load_vocabulary(FillLayout)):
            return None
        return _Export(path, data, book.kind, read_export(book, set_id, library.form_labels))

    def copied(self, results: Sequence[Result], pairs: Mapping[int, int], labels: Labels) -> Copied:
        """Fill the forms that have a result, with messages on the others."""
        from scoring.workbooks.export_copy.fill import fill  # noqa: PLC0415 - only for exports

        messages: list[str] = []
        fillings: list[Filling] = []
        missed = False
        for number, form in enumerate(self.forms):
            if number not in pairs:
                messages.append(labels.text("copy_no_given", form=form.submission.title))
                missed = True
                continue
            result = results[pairs[number]]
            fillings.append(fill(form, result, labels))
            if fillings[-1].messages and len(self.forms) > 1:
                messages.append(labels.text("copy_form", form=form.submission.title))
            messages += fillings[-1].messages
        for number, result in enumerate(results):
            if number not in pairs.values():
                messages.append(labels.text("copy_no_form", form=result.submission.title))
                missed = True
        missed = missed or any(filling.incomplete for filling in fillings)
        if not fillings:
            return Copied((), tuple(messages), missed)
        try:
            files = self._files(fillings, labels)
        except InputError as error:  # what can be pasted is still of use
            why = "".join(f"{problem.message}；{problem.hint}" for problem in error.problems)
            messages.append(labels.text("copy_not_possible", why=why))
            files = (self._paste(fillings, labels),)
            missed = True
        return Copied(files, tuple(messages), missed)

    def _paste(self, fillings: Sequence[Filling], labels: Labels) -> ExtraFile:
        from scoring.workbooks.export_copy.paste import paste_workbook  # noqa: PLC0415

        blocks = [block for filling in fillings for block in filling.blocks]
        return ExtraFile("paste", ".xlsx", paste_workbook(blocks, labels))

    def _files(self, fillings: Sequence[Filling], labels: Labels) -> tuple[ExtraFile, ...]:
        """Return the copy and what is pasted. Raises :class:`InputError` where no copy can be."""
        fills = [fill for filling in fillings for fill in filling.fills]
        blocks = [block for filling in fillings for block in filling.blocks]
        if self.kind == "xlsx":
            from scoring.workbooks.export_copy.xlsx_copy import copy_xlsx  # noqa: PLC0415

            content = copy_xlsx(self.data, fills, blocks, labels, str(self.path))
            return (ExtraFile("copy", self.path.suffix or ".xlsx", content),)
        if self.kind != "html":
            why = labels.text("copy_kind")
            raise InputError([Problem("copy-kind", why, Place(str(self.path)))])
        from scoring.readers.books.sheets.html_tables import html_sources  # noqa: PLC0415
        from scoring.readers.books.sheets.page_text import page_text  # noqa: PLC0415
        from scoring.workbooks.export_copy.html_copy import copy_html  # noqa: PLC0415

        text = page_text(self.data, str(self.path))
        sources = html_sources(text, str(self.path))
        content = copy_html(self.data, text, sources, fills, str(self.path))
        return ExtraFile("copy", self.path.suffix or ".xls", content), self._paste(fillings, labels)


def is_copyable(path: Path) -> bool:
    """Tell whether a copy of a file can be filled: a workbook, or a page of tables."""
    if content_of(path) != "book":
        return False
    data = read_bytes(path)
    kind = None if is_wide(data) else kind_of(data)
    return is_page_or_binary(data[:4_096]) if kind is None else kind.code in ("xlsx", "archive")


def _no_export(path: Path) -> Problem:
    return Problem(
        "no-export",
        "这不是系统导出的自评表",
        Place(str(path)),
        "--export 后面请写从预算系统导出的 .xls 或 .xlsx 文件。",
    )
