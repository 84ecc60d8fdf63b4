"""One door for every file that holds submissions: which reader is for it, its content decides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scoring.problem import InputError
from scoring.readers.submissions import iterate_submissions
from scoring.submission import Submission


def iterate_file(
    path: str | Path, set_id: str = ""
) -> Iterator[tuple[str, Submission | InputError]]:
    """Yield the submissions of a file one by one, each with its place, or what is wrong with one.

    ``set_id`` is the indicator set for files that name none (forms exported from a system).
    Raises :class:`InputError` when the file itself cannot be read.
    """
    del set_id
    yield from iterate_submissions(path)
