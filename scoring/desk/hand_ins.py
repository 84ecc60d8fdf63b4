"""A form as it was handed in: the version of it that a ledger keeps, and its rows as they are now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from scoring.desk.attach import FormRow
from scoring.engine.decisions import row_digest
from scoring.records.ledger_entry import HandIn
from scoring.records.scorecard import ExecutionResult, RowResult, Scorecard
from scoring.records.submission import Submission

_NOT_HANDED_IN: Final = {
    "schema_", "set", "set_digest", "id", "at", "known", "not_found", "unplaced", "repairs",
}  # fmt: skip
"""What a reader says of a form, and not the unit: a better reader makes no new version."""
_OF_A_ROW: Final = {"at", "known"}
_SHORT: Final = 8
_LONGEST: Final = 500
"""Characters of a name that a ledger takes."""
SECRET: Final = "secret-"
"""With this begin the ids of secret projects in a ledger."""


def hand_in_of(submission: Submission, file: str) -> HandIn:
    """Return the version of a form that was handed in; of a secret one without any text."""
    secret = submission.secret
    total = _total(submission)
    return HandIn(
        digest=_digest(submission),
        key=project_key(submission),
        title="" if secret else submission.title[:_LONGEST],
        unit="" if secret else submission.unit,
        year=submission.year,
        file="" if secret else file[:_LONGEST],
        complete=total is not None,
        total=total,
        grade="" if secret else submission.claimed_grade,
        saws=" ".join(row_digest(row)[:_SHORT] for row in submission.rows),
    )


def _total(submission: Submission) -> Decimal | None:
    """Return the total that the unit states, or that its scores add up to; None while one is blank."""
    if any(row.claimed is None for row in submission.rows):
        return None
    if submission.claimed_total is not None or not submission.rows:
        return submission.claimed_total
    funds = [row.claimed for row in submission.funds if row.claimed is not None]
    if submission.claims or (submission.funds and len(funds) != 1):
        return None  # what is claimed of a level or of computed rows is not told apart here
    rows = [row.claimed for row in submission.rows if row.claimed is not None]
    return sum([*funds, *rows], Decimal(0))


def project_key(submission: Submission) -> str:
    """Return the id by which a project is entered first; of a secret form one without its texts."""
    return secret_key(submission.key) if submission.secret else submission.key[:_LONGEST]


def secret_key(key: str) -> str:
    """Return what stands in a ledger for the id of a secret form."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{SECRET}{digest[:16]}" if key else ""


def form_rows(card: Scorecard, saws: Mapping[str, str], *, secret: bool) -> tuple[FormRow, ...]:
    """Return the rows of a form as they are now, by which entries find theirs again."""
    return tuple(
        FormRow(row.id, saws.get(row.id, ""), _called(row, secret=secret)) for row in card.rows
    )


def _called(row: RowResult | ExecutionResult, *, secret: bool) -> tuple[str, ...]:
    if secret or isinstance(row, ExecutionResult):
        return ()
    return tuple(name[:_LONGEST] for name in (row.level1, row.level2, row.name))


def _digest(submission: Submission) -> str:
    """Return the digest of what the unit wrote, however it was read."""
    data = submission.model_dump(mode="json", exclude_defaults=True, exclude=_NOT_HANDED_IN)
    rows = [*data.get("indicators", ()), *data.get("funds", ()), *data.get("tasks", ())]
    for goal in data.get("goals", ()):
        rows += [goal, *goal.get("indicators", ())]
    for row in rows:
        for key in _OF_A_ROW:
            row.pop(key, None)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
