"""The forms of an exported book, with the cells that results are filled into."""

from __future__ import annotations

from scoring.exact import PLAIN_NUMBER
from scoring.problem import InputError, Problem
from scoring.readers.books.sheets.grid import Book, Cell
from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.read_form import read_forms
from scoring.workbooks.export_copy.model import ExportForm


def read_export(
    book: Book, set_id: str, labels: FormLabels | None = None
) -> tuple[ExportForm, ...]:
    """Return the forms of a book. Raises :class:`InputError` if one of them cannot be used."""
    forms = []
    problems: list[Problem] = []
    for form in read_forms(book, set_id, labels):
        if isinstance(form.submission, InputError):
            problems += form.submission.problems
            continue
        sheet = book.sheet(form.cells.sheet)
        cells = sheet.cells if sheet else {}
        formulas = frozenset(at for at, cell in cells.items() if cell.formula)
        texts = frozenset(at for at, cell in cells.items() if _is_text_number(cell))
        forms.append(ExportForm(form.submission, form.cells, formulas, texts))
    if problems:
        raise InputError(problems)
    return tuple(forms)


def _is_text_number(cell: Cell) -> bool:
    return cell.number is None and PLAIN_NUMBER.fullmatch(cell.text.strip()) is not None
