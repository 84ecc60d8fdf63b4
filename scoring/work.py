"""One submission end to end: found, scored, checked; used by the command and by bulk work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scoring.library import Library
from scoring.problem import InputError, Place
from scoring.readers.files import is_book, iterate_file
from scoring.review.claims import check_claims
from scoring.submission import Submission
from scoring.writers.result import Result


@dataclass(frozen=True, slots=True)
class Done:
    """One submission of a file: its place, and its result or what is wrong with it."""

    place: str
    result: Result | None
    error: InputError | None


def score_submission(
    submission: Submission, library: Library, set_id: str | None = None, place: Place | None = None
) -> Result:
    """Score one submission with the set it names, or with ``set_id``.

    Raises :class:`InputError` if that set does not exist or has errors.
    """
    scorer = library.scorer(set_id or submission.set, place)
    card = scorer.score(submission)
    return Result(submission, card, check_claims(submission, card, scorer.indicators))


def score_file(path: Path, library: Library, set_id: str | None = None) -> Iterator[Done]:
    """Score every submission of a file; one that is wrong does not hide the others."""
    try:
        for place, found in iterate_file(path, set_id or "", _digests(library)):
            if isinstance(found, InputError):
                yield Done(place, None, found)
                continue
            try:
                at = None if set_id else _place_of_set(path, place, found.set)
                yield Done(place, score_submission(found, library, set_id, at), None)
            except InputError as error:
                yield Done(place, None, error)
    except InputError as error:
        yield Done(str(path), None, error)


def _digests(library: Library) -> Callable[[str], str]:
    """Return what tells the digest of a set as it is now; empty where there is no such set."""

    def digest_of(set_id: str) -> str:
        try:
            return library.indicator_set(set_id).digest
        except InputError:
            return ""

    return digest_of


def _place_of_set(path: Path, place: str, set_id: str) -> Place:
    """Return where the file names its set, for the message about an unknown one.

    A workbook's place names the cell already.
    """
    if is_book(path):
        return Place(place)
    first = re.search(r":(\d+)$", place)
    start = int(first.group(1)) if first else 1
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if number >= start and set_id in line and "set" in line:
                    return Place(str(path), number, line.index(set_id) + 1)
                if number > start + 1000:
                    break
    except OSError:
        pass
    return Place(str(path))
