"""Score a province's submissions by the shapes of their rows and by the engine, and compare every field.

    python benchmarks/equal.py COUNT [--first N] [--seed N] [--distinct 0.7] [--odd]

The submissions are those of ``generated_lines.py``. Every field that differs is printed, as it would be
written; the command ends with 1 where one does. The engine takes some 15 ms a submission.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

import generated_lines

from scoring.bulk.worker import BulkSettings, BulkWorker, InputRecord
from scoring.columnar.reference import bulk_record
from scoring.documents.json_text import parse_json
from scoring.problem import InputError
from scoring.readers.submissions import record
from scoring.records.bulk_record import ScoredSubmission, SetAside
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.score import score_submission

FILE = "申报.jsonl"


def by_engine(library: Library, line: str, number: int) -> ScoredSubmission | SetAside:
    """Score a line as a single file is scored."""
    place = f"{FILE}:{number}"
    try:
        submission = record(Submission, parse_json(line, FILE, first_line=number))
        if isinstance(submission, InputError):
            raise submission
        return bulk_record(score_submission(submission, library, place=place), place)
    except InputError as error:
        return SetAside(place, tuple(error.problems))


def differing(lines: Iterable[str]) -> Iterable[tuple[int, int, list[str]]]:
    """Yield of each line its number, how many rows it has, and the fields that differ."""
    library = Library()
    worker = BulkWorker(BulkSettings(), library)
    for number, line in enumerate(lines, 1):
        expected = by_engine(library, line, number)
        (found,) = worker.score([InputRecord(FILE, number, line)])
        rows = len(expected.rows) if isinstance(expected, ScoredSubmission) else 0
        yield number, rows, [] if repr(found) == repr(expected) else fields(found, expected)


def fields(found: ScoredSubmission | SetAside, expected: ScoredSubmission | SetAside) -> list[str]:
    """Return the fields of two results that differ."""
    if not (isinstance(found, ScoredSubmission) and isinstance(expected, ScoredSubmission)):
        return [f"{found!r} != {expected!r}"]
    parts = [(found.submission, expected.submission), *zip(found.rows, expected.rows, strict=True)]
    return [
        f"{one.id} {field}: {getattr(one, field)} != {getattr(other, field)}"
        for one, other in parts
        for field in one._fields
        if repr(getattr(one, field)) != repr(getattr(other, field))
    ]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--distinct", type=float, default=0.7)
    parser.add_argument("--odd", action="store_true")
    asked = parser.parse_args()
    wanted = generated_lines.Wanted(distinct=asked.distinct, odd=asked.odd)
    made = generated_lines.submissions(asked.count, asked.seed, wanted, asked.first)
    total = wrong = 0
    for number, rows, found in differing(generated_lines.line_of(one).decode() for one in made):
        total += rows
        wrong += bool(found)
        for field in found:
            print(f"{number}: {field}")
    print(f"{asked.count:,} submissions, {total:,} rows; {wrong:,} submissions differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
