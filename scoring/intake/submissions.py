"""The submissions of any file, one by one: records as they stream, or the forms of a book."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.intake.content import content_of, is_draft, refuse_unmeant
from scoring.problem import InputError, Place, Problem
from scoring.readers.submissions import iterate_submissions, record
from scoring.records.submission import Submission

if TYPE_CHECKING:
    from scoring.readers.books.sheets.grid import Book
    from scoring.readers.forms.labels import FormLabels


def submissions_of(
    path: str | Path,
    set_id: str = "",
    digest_of: Callable[[str], str] | None = None,
    labels: Callable[[], FormLabels] | None = None,
    is_form_of: Callable[[Submission], bool] | None = None,
) -> Iterator[tuple[str, Submission | InputError]]:
    """Yield the submissions of a file one by one, each with its place, or what is wrong with one.

    ``set_id`` is the indicator set for files that name none (forms exported from a system);
    ``digest_of`` returns a set's digest, to report that a workbook was made from another version;
    ``labels`` gives those by which forms are read, if not the shipped ones; ``is_form_of`` tells whether
    a form is one of the set that it names, for a printed form that says by which set it was printed.
    Here a figure that cannot be used makes its form unusable, where :func:`read_any` passes it over.
    Raises :class:`InputError` when the file itself cannot be read.
    """
    refuse_unmeant(path)
    if is_draft(path):
        from scoring.intake.drafts import draft_submissions  # noqa: PLC0415 - loads the 填报表's words

        yield from draft_submissions(path)
        return
    if not Path(path).is_file() or content_of(path) in ("records", "unclear"):
        yield from iterate_submissions(path)
        return
    # Imported only where a book is read: records are the quick path.
    from scoring.intake.any_file import filled_form  # noqa: PLC0415
    from scoring.readers.books.open_any import open_file  # noqa: PLC0415
    from scoring.readers.forms.read_form import read_exported  # noqa: PLC0415
    from scoring.workbooks.review_sheet.read.find import is_review_sheet  # noqa: PLC0415

    book = open_file(path)
    read_by = None if labels is None else labels()
    filled = filled_form(book, set_id, digest_of)
    if filled is None and is_review_sheet(book):
        message = "这是复核表，不是申报"
        hint = "计分请用原来的申报文件；里面的认定用 --decisions 带入。"
        raise InputError([Problem("review-sheet", message, Place(str(path)), hint)])
    if filled is None:
        printed = [] if set_id or is_form_of is None else _printed(book, read_by, is_form_of)
        yield from printed or read_exported(book, set_id, read_by)
    else:
        yield str(filled[0]), filled[1]


def _printed(
    book: Book, labels: FormLabels | None, is_form_of: Callable[[Submission], bool]
) -> list[tuple[str, Submission | InputError]]:
    """Return the forms of a book by the set that it is marked with; none where one is not of this set.

    A person may have written another form over a printed one.
    """
    from scoring.readers.forms.read_form import read_exported  # noqa: PLC0415

    if not book.set_mark:
        return []
    found = list(read_exported(book, book.set_mark, labels))
    fits = all(isinstance(form, InputError) or is_form_of(form) for _, form in found)
    return found if fits else []


def submission_of_data(data: Mapping[str, object], name: str) -> Submission | InputError:
    """Return the submission of plain data, or what is wrong with it; places call it ``name``.

    Numbers count as their shortest text (0.1 is exactly a tenth).
    """
    from scoring.documents.json_text import parse_json  # noqa: PLC0415

    text = json.dumps(dict(data), ensure_ascii=False, indent=1, default=str)
    try:
        return record(Submission, parse_json(text, name))
    except InputError as error:
        return error
