"""Scored records as lines of JSON: numbers are texts of plain decimals, as in the scorecard's JSON.

The lines are put together by hand: hundreds of millions of values are written in a province's run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from json import encoder
from typing import Any, Final

from scoring.bulk.public_record import id_written, row_without_texts, without_texts
from scoring.exact import shortest
from scoring.problem import Problem
from scoring.records.bulk_record import (
    BulkClaim,
    BulkRequirement,
    BulkRow,
    BulkSubmission,
    ScoredSubmission,
    SetAside,
)
from scoring.text import printable_json

_text: Final = encoder.encode_basestring
_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")
_WORDS: Final = {None: "null", True: "true", False: "false"}


def submission_line(scored: ScoredSubmission, digest: str) -> str:
    """Return the line of a submission; ``digest`` is that of the record as it was read."""
    record = scored.submission
    name = id_written(record)
    if record.secret:
        record = without_texts(record)
    record = record._replace(counts=dict(record.counts))  # type: ignore[arg-type]
    begin = f'{{"id":{_json(name)},"place":{_text(record.place)},"digest":"{digest}"'
    pairs = "".join(
        f',"{key}":{_json(value)}' for key, value in zip(_FIELDS, record[2:], strict=True)
    )
    return _finished(f"{begin}{pairs}}}\n")


def row_lines(scored: ScoredSubmission) -> Iterator[str]:
    """Yield the lines of a submission's rows, in the order of the form."""
    record = scored.submission
    begin = f'{{"submission":{_json(id_written(record))},"place":{_text(record.place)},"number":'
    rows = map(row_without_texts, scored.rows) if record.secret else scored.rows
    for number, row in enumerate(rows, 1):
        yield _finished(f"{begin}{number}{_row(row)}")


def _row(row: BulkRow) -> str:
    (
        key, level1, level2, name, target, actual, points, score, low, high, status, met, rule,
        case, direction, direction_from, known, claimed, reason,
    ) = row  # fmt: skip
    return (
        f',"id":{_text(key)},"level1":{_text(level1)},"level2":{_text(level2)},"name":{_text(name)}'
        f',"target":{_text(target)},"actual":{_text(actual)},"points":{_number(points)}'
        f',"score":{_number(score)},"low":{_number(low)},"high":{_number(high)}'
        f',"status":"{status}","met":{_WORDS[met]},"rule":{_text(rule)},"case":{case}'
        f',"direction":"{direction}","direction_from":"{direction_from}","known":"{known}"'
        f',"claimed":{_number(claimed)},"reason":{_WORDS[reason]}}}\n'
    )


def json_line(values: Mapping[str, Any]) -> str:
    """Return a line of some values."""
    return _finished(f"{_json(values)}\n")


def aside_line(aside: SetAside) -> str:
    """Return the line of a record that was set aside: where it begins, and all that is wrong."""
    problems = ",".join(map(_problem, aside.problems))
    return _finished(f'{{"place":{_text(aside.place)},"problems":[{problems}]}}\n')


def _problem(problem: Problem) -> str:
    return (
        f'{{"code":"{problem.code}","at":{_text(str(problem.place))}'
        f',"message":{_text(problem.message)},"hint":{_text(problem.hint)}}}'
    )


@lru_cache(maxsize=16_384)
def _number(value: Decimal | None) -> str:
    """Write a number without closing zeros, so that equal numbers are written alike."""
    if not value:
        return "null" if value is None else '"0"'
    text = str(value)
    return f'"{shortest(value)}"' if "." in text or "E" in text else f'"{text}"'


def _json(value: Any) -> str:
    """Write a value of a submission."""
    match value:
        case str():
            return _text(value)
        case None | bool():
            return _WORDS[value]
        case int():
            return str(value)
        case Decimal():
            return _number(value)
        case BulkRequirement() | BulkClaim():
            pairs = zip(value._fields, value, strict=True)
            inner = ",".join(f'"{key}":{_json(part)}' for key, part in pairs)
            return f"{{{inner}}}"
        case Mapping():
            inner = ",".join(f"{_text(key)}:{_json(part)}" for key, part in value.items())
            return f"{{{inner}}}"
        case _:
            return f"[{','.join(map(_json, value))}]"


def _finished(line: str) -> str:
    """Return a line that every reader takes for one."""
    if line[:-1].isprintable():
        return line
    # Some readers take these for ends of lines; half a character cannot be written at all.
    for sign in "\x85\u2028\u2029":
        line = line.replace(sign, f"\\u{ord(sign):04x}")
    return _HALF_CHARACTER.sub("\ufffd", printable_json(line))


_FIELDS: Final = BulkSubmission._fields[2:]
