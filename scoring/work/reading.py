"""Whatever is handed in, read: submissions from files or data, and all that a file holds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.intake.submissions import submission_of_data, submissions_of
from scoring.problem import InputError
from scoring.records.submission import Submission
from scoring.work.library import Library, library_of
from scoring.work.set_of_form import fits_set

if TYPE_CHECKING:
    from scoring.problem import Problem
    from scoring.records.file_content import FileRead, Form

Sets = str | os.PathLike[str] | Library | None
"""A folder of further indicator sets, or a library that was made before; None for what ships."""
SubmissionSource = str | os.PathLike[str] | Submission | Mapping[str, object]
"""A file of submissions by its path, a submission, or the data of one."""
DATA = "申报"
"""What places call a submission that was handed in as data."""


def read(path: str | os.PathLike[str], sets: Sets = None) -> FileRead:
    """Return all that a file holds: forms, tables of targets, decisions, sentences with amounts.

    The file may be of any kind that people hand in (xlsx, xls, docx, html, pdf, text, YAML, JSON,
    JSON Lines). Amounts are in the unit that the form states. The submission of a form that names
    no indicator set has ``-`` for its set. What is wrong with a form stands in its ``problems``.

    Raises:
        InputError: nothing of the file can be used.

    >>> import scoring, tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "自评.yaml"
    >>> _ = file.write_text("schema: ziping/submission/1\\nset: mof/2020-project\\nyear: 2022\\n", "utf-8")
    >>> content = scoring.read(file)
    >>> content.kind, len(content.forms), content.forms[0].submission.year
    ('submission', 1, 2022)
    """
    from scoring.intake.any_file import read_any  # noqa: PLC0415 - loads the readers of every kind

    library = library_of(sets)
    return read_any(Path(path), os.fspath(path), library.digest, labels=library.form_labels)


def unused_headings(
    paths: Iterable[str | os.PathLike[str]], library: Library
) -> tuple[Problem, ...]:
    """Return a warning for each heading that was named for ``library`` and that no file has.

    What cannot be read is passed over: its own reading reports it.
    """
    forms: list[Form] = []
    for path in paths if library.headings else ():
        with suppress(InputError):
            forms += read(path, library).forms
    return library.unused_headings(forms) if forms else ()


def submissions_in(
    source: SubmissionSource, set_id: str, library: Library
) -> Iterator[tuple[str, Submission | InputError]]:
    """Yield the submissions of a source, each with its place, or what is wrong with one.

    ``set_id`` is the indicator set for those that name none. Raises :class:`InputError` when a file
    cannot be read.
    """
    if isinstance(source, Submission):
        yield "", source
    elif isinstance(source, Mapping):
        yield "", submission_of_data(source, DATA)
    else:
        library.check_form_labels()
        is_form_of = partial(fits_set, library=library)
        yield from submissions_of(
            Path(source), set_id, library.digest, lambda: library.form_labels, is_form_of
        )
