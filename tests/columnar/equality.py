"""The engine's record of a submission beside that of the quick path, every field as it is printed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from scoring.columnar.engine_rows import WholeSubmissionError
from scoring.columnar.plain_record import RecordReader
from scoring.columnar.reference import bulk_record
from scoring.columnar.scorer import ColumnarScorer
from scoring.columnar.set_plan import SinglePathFile, set_plan
from scoring.documents.json_text import parse_json
from scoring.problem import InputError
from scoring.readers.submissions import record
from scoring.records.bulk_record import ScoredSubmission, SetAside
from scoring.records.submission import Submission
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.score import score_submission

PLACE: Final = "申报.jsonl:1"
LIBRARY: Final = Library()
_READER: Final = RecordReader()


@cache
def sets_by_shapes() -> tuple[str, ...]:
    """Return the ids of the sets whose submissions are scored by the shapes of their rows."""
    words = load_vocabulary(SinglePathFile)
    return tuple(s.id for s in LIBRARY.choices() if not set_plan(s, words).why_single)


def quick_scorer(set_id: str) -> ColumnarScorer:
    """Return a scorer that has met no shape yet."""
    words = load_vocabulary(SinglePathFile)
    return ColumnarScorer(LIBRARY.indicator_set(set_id), LIBRARY.reader, words)


def line_of(given: Mapping[str, Any]) -> str:
    """Return a submission as a line of JSON."""
    return json.dumps(given, ensure_ascii=False)


def quickly(scorer: ColumnarScorer, line: str) -> ScoredSubmission | None:
    """Score a line by shapes; None where the quick path leaves it to the engine."""
    plain = _READER.read(line)
    if plain is None:
        return None
    try:
        return scorer.score(plain, PLACE)
    except WholeSubmissionError:
        return None


def by_engine(line: str) -> ScoredSubmission | SetAside:
    """Score a line as every single file is scored."""
    file, _, number = PLACE.partition(":")
    try:
        submission = record(Submission, parse_json(line, file, first_line=int(number)))
        if isinstance(submission, InputError):
            raise submission
        return bulk_record(score_submission(submission, LIBRARY, place=PLACE), PLACE)
    except InputError as error:
        return SetAside(PLACE, tuple(error.problems))


def differences(
    found: ScoredSubmission | SetAside | None, expected: ScoredSubmission | SetAside
) -> list[str]:
    """Return the fields that differ as they are printed: ``row 3 score: 5 != 4.5``."""
    if repr(found) == repr(expected):
        return []
    if not (isinstance(found, ScoredSubmission) and isinstance(expected, ScoredSubmission)):
        return [f"{found!r} != {expected!r}"]
    parts: Sequence[tuple[str, Any, Any]] = [
        ("form", found.submission, expected.submission),
        *(
            (f"row {number}", one, other)
            for number, (one, other) in enumerate(zip(found.rows, expected.rows, strict=True), 1)
        ),
    ]
    return [
        f"{what} {field}: {getattr(one, field)} != {getattr(other, field)}"
        for what, one, other in parts
        for field in one._fields
        if repr(getattr(one, field)) != repr(getattr(other, field))
    ]
