"""A scorecard as JSON, for other programs: numbers are strings of plain decimals.

The same result gives the same bytes. A batch (JSON Lines) holds no text of a secret submission.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from scoring.exact import shortest
from scoring.records.claim_check import ClaimCheck
from scoring.records.own_track import OwnScore, OwnTrack
from scoring.records.result import Result
from scoring.records.scorecard import (
    SCHEMA,
    ExecutionResult,
    OtherReading,
    RowResult,
    Scorecard,
    TotalCap,
    Trace,
)
from scoring.records.submission import Submission
from scoring.text import printable_json
from scoring.writers.wording import points_of, relative

_WRITTEN_ONCE: Final = frozenset({"schema", "engine", "set", "submission", "project", "claims"})
_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")


def to_json(result: Result, decided: Scorecard | None = None) -> bytes:
    """Return one scorecard as an indented JSON file (UTF-8, line feeds, one at the end).

    ``decided`` is the scorecard with the decisions applied; it is written under its name.
    """
    card = as_dict(result)
    if decided is not None:
        whole = as_dict(replace(result, scorecard=decided))
        card["decided"] = {key: whole[key] for key in whole if key not in _WRITTEN_ONCE}
    return _bytes(json.dumps(card, ensure_ascii=False, indent=2))


def to_json_line(result: Result) -> bytes:
    """Return one scorecard as one line of a JSON Lines file; of a secret one, the numbers."""
    card = as_dict(result, texts=not result.submission.secret)
    return _bytes(json.dumps(card, ensure_ascii=False, separators=(",", ":")))


def as_dict(result: Result, *, texts: bool = True) -> dict[str, Any]:
    """Return the scorecard in the order of keys in which it is written.

    Without ``texts`` everything that was taken from a text of the submission is null.
    """
    card, submission, own = result.scorecard, result.submission, result.own_track
    return {
        "schema": SCHEMA,
        "engine": card.engine,
        "set": {
            "id": card.set.id,
            "title": card.set.title,
            "digest": card.set.digest,
            "standing": card.set.standing,
        },
        "submission": {
            "id": card.submission_id if texts or submission.id else None,
            "digest": card.submission_digest,
        },
        "project": _project(submission, card, texts),
        "scored": card.scored,
        "execution": None
        if card.execution is None
        else _execution(card.execution, None if own is None else own.execution, texts),
        "levels": [
            {
                "name": level.name,
                "path": list(level.path),
                "points": _number(level.points),
                "score": _number(level.score),
                "low": _number(level.low),
                "high": _number(level.high),
                "own": None if own is None else _number(own.levels[at]),
            }
            for at, level in enumerate(card.levels)
        ],
        "indicators": [
            _row(row, None if own is None else own.rows[at], texts)
            for at, row in enumerate(card.indicators)
        ],
        **({} if card.cap is None else {"cap": _cap(card.cap, texts)}),
        "points": _number(card.points),
        "row_points": _number(card.row_points),
        "total": _number(card.total),
        "low": _number(card.low),
        "high": _number(card.high),
        "grade": card.grade,
        "grades_possible": list(card.grades_possible),
        "own": None if own is None else _own_total(own),
        "counts": {status.value: count for status, count in card.counts},
        "requirements": [
            {"of": r.of if texts else None, "field": r.field, "say": r.say}
            for r in card.requirements
        ],
        "claims": _claims(result.claims, texts),
        "unmatched": list(card.unmatched) if texts else None,
        "unused_decisions": [
            {"row": u.row if texts else None, "why": u.why if texts else None}
            for u in card.unused_decisions
        ],
    }


def _project(submission: Submission, card: Scorecard, texts: bool) -> dict[str, Any]:
    if not texts:
        return {"name": None, "code": None, "unit": None, "department": None, "year": card.year}
    return {
        "name": submission.project.name,
        "code": submission.project.code,
        "unit": submission.unit,
        "department": submission.department,
        "year": card.year,
    }


def _own_total(own: OwnTrack) -> dict[str, Any]:
    outcome = own.outcome
    return {
        "basis": own.basis,
        "total": _number(outcome.total),
        "grade": outcome.grade,
        "low": _number(outcome.low),
        "high": _number(outcome.high),
        "faults": [
            {
                "kind": fault.kind,
                "row": fault.number,
                "stated": _number(fault.stated),
                "limit": _number(fault.limit),
            }
            for fault in own.faults
        ],
        "not_printed": [
            {
                "kind": one.kind,
                "level": one.level or None,
                "stated": one.stated if isinstance(one.stated, str) else _number(one.stated),
                "computed": one.computed
                if isinstance(one.computed, str)
                else _number(one.computed),
            }
            for one in own.not_printed
        ],
    }


def _own_score(own: OwnScore | None) -> dict[str, Any] | None:
    return None if own is None else {"score": _number(own.score), "status": own.status.value}


def _execution(execution: ExecutionResult, own: OwnScore | None, texts: bool) -> dict[str, Any]:
    return {
        "name": execution.name,
        "budget": _number(execution.budget),
        "executed": _number(execution.executed),
        "rate": _number(execution.rate),
        "points": _number(execution.points),
        "score": _number(execution.score),
        "low": _number(execution.low),
        "high": _number(execution.high),
        "status": execution.status.value,
        "trace": _trace(execution.trace, texts),
        "claimed": _number(execution.claimed),
        "own": _own_score(own),
    }


def _cap(cap: TotalCap, texts: bool) -> dict[str, Any]:
    return {
        "most": _number(cap.most),
        "low": _number(cap.low),
        "high": _number(cap.high),
        "added": _number(cap.added),
        "trace": _trace(cap.trace, texts),
    }


def _row(row: RowResult, own: OwnScore | None, texts: bool) -> dict[str, Any]:
    reading = {"target": row.reading.target, "actual": row.reading.actual}
    return {
        "id": row.id if texts else None,
        "level1": row.level1 if texts else None,
        "level2": row.level2 if texts else None,
        "name": row.name if texts else None,
        "points": _number(points_of(row)),
        "score": _number(row.score),
        "low": _number(row.low),
        "high": _number(row.high),
        "status": row.status.value,
        "met": row.met,
        "completion": _number(row.completion),
        "over": row.over,
        "reading": reading if texts else None,
        "direction": row.direction,
        "direction_from": row.direction_from,
        "otherwise": None if row.otherwise is None else _otherwise(row.otherwise),
        "known": row.known.key,
        "trace": _trace(row.trace, texts),
        "claimed": _number(row.claimed),
        "own": _own_score(own),
    }


def _otherwise(other: OtherReading) -> dict[str, Any]:
    return {
        "direction": other.direction,
        "met": other.met,
        "score": _number(other.score),
        "low": _number(other.low),
        "high": _number(other.high),
    }


def _trace(trace: Trace, texts: bool) -> dict[str, Any]:
    return {
        "rule": trace.rule,
        "case": trace.case,
        "place": relative(trace.place) or None,
        "formula": trace.formula if texts else None,
        "because": trace.because if texts else None,
        "sources": [
            {
                "key": source.key,
                "document": source.document,
                "article": source.article,
                "standing": source.standing,
            }
            for source in trace.sources
        ],
        "notes": list(trace.notes),
    }


def _claims(claims: Sequence[ClaimCheck], texts: bool) -> list[dict[str, Any]]:
    return [
        {
            "where": claim.where if texts else None,
            "kind": claim.kind,
            "stated": _number(claim.stated),
            "computed": _number(claim.computed),
            "verdict": claim.verdict,
            "cause": claim.cause or None,
        }
        for claim in claims
    ]


def _number(value: Decimal | None) -> str | None:
    """Write a number without closing zeros, whichever way it was handed in."""
    return None if value is None else shortest(value)


def _bytes(text: str) -> bytes:
    # Some readers take these for ends of lines; half a character cannot be written at all.
    for sign in "\x85\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return (_HALF_CHARACTER.sub("\ufffd", printable_json(text)) + "\n").encode("utf-8")
