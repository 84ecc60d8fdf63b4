"""The door for every file of an evaluator's folder: all that it holds, nothing dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, cast

from scoring.files.text_file import MOST_BYTES, read_bytes
from scoring.intake.content import content_of, is_draft, is_ledger_export, refuse_unmeant
from scoring.problem import InputError, Place
from scoring.readers.books.open_any import open_file
from scoring.readers.books.sheets.grid import Book
from scoring.readers.forms.clues import clues
from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.occupied_cells import Rows, rows_of
from scoring.readers.forms.read_form import ExportedForm, read_forms
from scoring.readers.submissions import iterate_submissions
from scoring.records.file_content import FileKind, FileRead, Form, Piece
from scoring.records.submission import Submission
from scoring.words import load_vocabulary

NO_SET: Final = "-"
"""What stands for the indicator set of a form that names none."""
_MOST_PIECES: Final = 5_000
_LONGEST_PIECE: Final = 20_000
_DECISION: Final = re.compile(rb"""(?:^|[\s{,\-])["']?(?:ground|agrees|say)["']?\s*:""")
_PROBE: Final = 1_000_000


def read_any(
    path: Path,
    name: str,
    digest_of: Callable[[str], str] | None = None,
    converted: bytes | None = None,
    labels: FormLabels | None = None,
) -> FileRead:
    """Read a file; ``name`` is how people know it (its path in the folder, with ``/``).

    A form names no indicator set: its submission's is then ``-``. ``digest_of`` returns a set's
    digest, to report that a fill-in workbook was made from another version of it. ``converted`` is what
    :func:`scoring.readers.books.open_any.convert` made of the file; ``labels`` are those by which
    forms are read, if not the shipped ones. Raises :class:`InputError` only when
    nothing of the file can be used.
    """
    refuse_unmeant(path, name)
    if content_of(path) == "records":
        return _records(path, name)
    return read_book(open_file(path, name, converted), digest_of, labels)


def read_book(
    book: Book,
    digest_of: Callable[[str], str] | None = None,
    labels: FormLabels | None = None,
) -> FileRead:
    """Return what a book holds."""
    from scoring.workbooks.progress_sheet.read import is_progress  # noqa: PLC0415
    from scoring.workbooks.review_sheet.read.find import is_review_sheet  # noqa: PLC0415

    filled = filled_form(book, "", digest_of)
    if filled is not None:
        return _filled(book, *filled)
    if is_review_sheet(book):
        from scoring.intake.decisions import read_sheet_decisions  # noqa: PLC0415

        return read_sheet_decisions(book)
    if is_progress(book):
        from scoring.intake.decisions import read_progress_file  # noqa: PLC0415

        return read_progress_file(book)
    return _forms(book, labels)


def filled_form(
    book: Book, set_id: str, digest_of: Callable[[str], str] | None
) -> tuple[Place, Submission | InputError] | None:
    """Return the submission of a fill-in workbook and where it names its set; None for other books.

    ``set_id`` is for a workbook that has lost its own.
    """
    from scoring.workbooks.fill_in.layout import FillLayout  # noqa: PLC0415 - only where a book is read
    from scoring.workbooks.fill_in.read.find import is_filled  # noqa: PLC0415
    from scoring.workbooks.fill_in.read.read import read_filled, set_place  # noqa: PLC0415

    layout = load_vocabulary(FillLayout)
    if not is_filled(book, layout):
        return None
    place = set_place(book, layout)
    try:
        return place, read_filled(book, layout, set_id, digest_of)
    except InputError as error:
        return place, error


def _records(path: Path, name: str) -> FileRead:
    """Read submissions, decisions and answers, or entries of a ledger, in YAML, JSON or JSON Lines."""
    if is_ledger_export(path) or _is_decisions(path, name):
        from scoring.intake.decisions import read_decision_records  # noqa: PLC0415

        return read_decision_records(path, name)
    if is_draft(path):
        from scoring.intake.drafts import draft_submissions  # noqa: PLC0415

        found = draft_submissions(path)
    else:
        found = iterate_submissions(path, name)
    forms = [_form(at, one) for at, one in found]
    if not any(form.submission is not None for form in forms):
        raise InputError([problem for form in forms for problem in form.problems])
    return FileRead(name=name, kind="submission", forms=tuple(forms))


def _is_decisions(path: Path, name: str) -> bool:
    # A longer one is JSON Lines, which is read line by line.
    small = not path.is_file() or path.stat().st_size <= MOST_BYTES
    start = read_bytes(path, name=name)[:_PROBE] if small else b""
    return b"ziping/submission" not in start and _DECISION.search(start) is not None


def _filled(book: Book, place: Place, found: Submission | InputError) -> FileRead:
    from scoring.workbooks.fill_in.layout import FillLayout  # noqa: PLC0415
    from scoring.workbooks.fill_in.read.read import calls_itself_secret  # noqa: PLC0415

    form = _form(place.in_book, found)
    if form.submission is None and calls_itself_secret(book, load_vocabulary(FillLayout)):
        form = form.model_copy(update={"secret": True})
    return FileRead(name=book.name, kind="fill-in", forms=(form,), problems=book.notes)


def _forms(book: Book, labels: FormLabels | None) -> FileRead:
    from scoring.readers.statements.read_statements import read_statements  # noqa: PLC0415
    from scoring.readers.target_tables.read_target_tables import read_target_tables  # noqa: PLC0415

    forms = _lenient_forms(book, labels)
    targets = read_target_tables(book)
    sentences = read_statements(book)
    rows = {sheet.name: rows_of(sheet) for sheet in book.sheets}
    used = set(targets.rows | sentences.rows)
    made = []
    for form in forms:
        sheet = form.cells.sheet
        form_clues = clues(form, rows[sheet])
        # A table of targets has a form's headings, but for those of what was achieved.
        if form_clues.heading_rows and all(
            (sheet, row) in targets.rows for row in form_clues.heading_rows
        ):
            continue
        used |= {(sheet, row) for row in form.rows}
        found = _without_sheets(form.submission, rows)
        read = _form(form.place.in_book, found, form_clues.title, form_clues.headings)
        update = {"unknown": form_clues.unknown, "set_mark": book.set_mark}
        made.append(read.model_copy(update=update))
    return FileRead(
        name=book.name,
        kind=cast("FileKind", book.kind),
        forms=tuple(made),
        targets=targets.tables,
        statements=sentences.statements,
        passages=sentences.passages,
        rest=tuple(_rest(book, rows, used)),
        problems=book.notes,
    )


def _lenient_forms(book: Book, labels: FormLabels | None) -> tuple[ExportedForm, ...]:
    """Return the forms of a book; none is no fault."""
    try:
        return read_forms(book, NO_SET, labels, lenient=True)
    except InputError as error:
        if all(problem.code == "no-form" for problem in error.problems):
            return ()
        raise


def _without_sheets(
    found: Submission | InputError, sheets: Mapping[str, Rows]
) -> Submission | InputError:
    """Leave out that other sheets were not read: here they are, as targets or as the rest."""
    if isinstance(found, InputError) or not found.unplaced:
        return found
    own = tuple(piece for piece in found.unplaced if piece.at not in sheets)
    return found.model_copy(update={"unplaced": own})


def _form(
    at: str, found: Submission | InputError, title: str = "", headings: tuple[str, ...] = ()
) -> Form:
    if isinstance(found, InputError):
        return Form(at=at, title=title, headings=headings, problems=found.problems)
    return Form(at=at, title=title, headings=headings, submission=found)


def _rest(book: Book, rows: dict[str, Rows], used: set[tuple[str, int]]) -> Iterable[Piece]:
    """Return the rows that are no part of any form, table or sentence that was found."""
    left = [
        (sheet, row, "\t".join(cell.text for cell in cells))
        for sheet, found in rows.items()
        for row, cells in found.items()
        if (sheet, row) not in used
    ]
    for sheet, row, text in left[:_MOST_PIECES]:
        yield Piece(text=text, at=_at(book, sheet, row, rows))
    gathered: list[str] = []
    size = 0
    first = ""
    for sheet, row, text in left[_MOST_PIECES:]:
        first = first or _at(book, sheet, row, rows)
        gathered.append(text)
        size += len(text)
        if size > _LONGEST_PIECE:
            yield Piece(text="\n".join(gathered), at=first)
            gathered, size, first = [], 0, ""
    if gathered:
        yield Piece(text="\n".join(gathered), at=first)


def _at(book: Book, sheet: str, row: int, rows: dict[str, Rows]) -> str:
    return book.place(sheet, row, rows[sheet][row][0].column).in_book
