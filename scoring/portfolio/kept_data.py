"""Keys and entries of lists as data that JSON can hold, and back: what was counted over a piece is kept so."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from scoring.portfolio.claims import FormClaim, FullForm, RowClaim
from scoring.portfolio.moves import Move, NotScored, Unmatched
from scoring.portfolio.set_facts import NotCompared
from scoring.portfolio.tally import Data
from scoring.portfolio.weights import WeightStep
from scoring.records.bulk_record import BulkClaim, BulkRequirement, BulkRow, BulkSubmission

_RECORDS: Final = {
    record.__name__: record
    for record in (
        BulkSubmission, BulkRow, BulkClaim, BulkRequirement, RowClaim, FormClaim, FullForm, Move,
        Unmatched, NotScored, NotCompared, WeightStep,
    )
}  # fmt: skip
_TUPLE: Final = ""
_NUMBER: Final = "number"


def encode(value: Any) -> Data:
    """Return a record, or a tuple of plain values, as data."""
    if isinstance(value, tuple):
        name = type(value).__name__ if hasattr(value, "_fields") else _TUPLE
        return [name, *map(encode, value)]
    return [_NUMBER, str(value)] if isinstance(value, Decimal) else value


def decode(data: Data) -> Any:
    """Return what :func:`encode` was given."""
    if not isinstance(data, list):
        return data
    name, *rest = data
    if name == _NUMBER:
        return Decimal(rest[0])
    values = map(decode, rest)
    return tuple(values) if name == _TUPLE else _RECORDS[name](*values)
