"""One submission end to end: found, scored, checked; used by the command and by bulk work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scoring.intake.content import content_of
from scoring.intake.submissions import submissions_of
from scoring.problem import InputError, Place
from scoring.records.result import Result
from scoring.records.scorecard import SetRef
from scoring.records.submission import Repair, Submission
from scoring.review.claim_checks import check_claims
from scoring.work.library import Library


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
    claims = check_claims(submission, card, scorer.indicators)
    return Result(_told_of_change(submission, card.set), card, claims)


def _told_of_change(submission: Submission, used: SetRef) -> Submission:
    """Say that the set has changed since the submission was filled in."""
    filled_with = submission.set_digest
    if not filled_with or filled_with == used.digest or submission.set != used.id:
        return submission
    change = Repair(
        at="set_digest",
        what="按现在的指标体系计分",
        why="这份申报填写之后,指标体系有过改动,请核对分值和规则;要按原来的计分,用 --sets 指定存有原来指标体系的文件夹",
    )
    return submission.model_copy(update={"repairs": (*submission.repairs, change)})


def score_file(path: Path, library: Library, set_id: str | None = None) -> Iterator[Done]:
    """Score every submission of a file; one that is wrong does not hide the others."""
    try:
        for place, found in submissions_of(path, set_id or "", digest_of_sets(library)):
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


def digest_of_sets(library: Library) -> Callable[[str], str]:
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
    if content_of(path) == "book":
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
