"""Whatever is handed in, read: submissions from files or data, all that a file holds, one value."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from scoring.intake.submissions import submission_of_data, submissions_of
from scoring.problem import InputError
from scoring.records.file_content import FileRead
from scoring.records.submission import Submission
from scoring.values.attainment import Attainment, ComparedRow, Policy
from scoring.values.reading import Reading
from scoring.work.library import Library, library_of

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

    return read_any(Path(path), os.fspath(path), library_of(sets).digest)


def read_value(text: str, sets: Sets = None) -> Reading:
    """Return what a target or an actual says: a number, range, deadline, wording or statement.

    A number is exact: ``value`` as written, ``amount`` with its multiplier, in ``unit``. What could
    not be read is an ``Unread`` with the piece that stopped the reading; nothing is guessed and
    nothing raised. ``sets`` may hold words of one's own.

    >>> import scoring
    >>> number = scoring.read_value("≥24800万条")
    >>> number.comparator, number.amount, number.unit.symbol
    (<Comparator.AT_LEAST: 'at_least'>, Fraction(248000000, 1), '条')
    >>> scoring.read_value("约1493个").approximation
    <Approximation.ABOUT: 'about'>
    """
    return library_of(sets).reader.read(text)


def compare(
    target: str,
    actual: str,
    *,
    set: str | None = None,
    sets: Sets = None,
    name: str = "",
    level1: str = "",
    level2: str = "",
    unit: str = "",
    direction: str = "",
    year: int = 2000,
    start: tuple[int, int, int] | None = None,
) -> Attainment:
    """Return how an actual stands to its target: which kind of comparison it is, and the facts.

    Numbers are exact and in the target's unit; ``completion`` is actual over target as a fraction.
    ``set`` is the indicator set whose words tell directions and grades; without one a number needs
    a sign (``≥78家``) or a ``direction``. ``name``, ``level1``, ``level2``, ``unit`` and
    ``direction`` are the form's row; ``year`` is meant where a date names none, ``start`` is the
    first day of the project (year, month, day).

    Raises:
        InputError: there is no set of that id, or it has errors.

    >>> import scoring
    >>> attained = scoring.compare("≥78家", "69家")
    >>> attained.case, attained.met, attained.completion
    (<Case.AT_LEAST: 'at_least'>, False, Fraction(23, 26))
    >>> scoring.compare("12月底", "9月30日", set="mof/2020-project", year=2022).met
    True
    """
    from scoring.values.comparing.attain import attain  # noqa: PLC0415

    library = library_of(sets)
    policy = Policy() if set is None else library.indicator_set(set).policy
    row = ComparedRow(name, level1, level2, unit, direction, year, start)
    reader = library.reader
    return attain(reader.read(target), reader.read(actual), row, policy, reader)


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
        yield from submissions_of(Path(source), set_id, library.digest)
