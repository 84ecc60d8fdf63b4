"""What of a scored record is written: of a secret one its points, scores and counts, no text and no amount."""

from __future__ import annotations

from scoring.records.bulk_record import BulkClaim, BulkRow, BulkSubmission


def id_written(record: BulkSubmission) -> str | None:
    """Return the id by which outputs name a submission; None where it would give away a secret name.

    The id of a secret submission that has none of its own is made of its unit and project.
    """
    if not record.secret:
        return record.id
    year = "" if record.year is None else str(record.year)
    made = "-".join(part for part in (year, record.unit, record.code or record.project) if part)
    return None if record.id == made else record.id


def without_texts(record: BulkSubmission) -> BulkSubmission:
    """Return a submission without its amounts and anything that was taken from a text of its form."""
    return record._replace(
        initial=None, budget=None, executed=None,
        department="", unit="", project="", code="", stated_grade="", unmatched=(),
        requirements=tuple(each._replace(of="") for each in record.requirements),
        claims=tuple(map(_without_place, record.claims)),
    )  # fmt: skip


def row_without_texts(row: BulkRow) -> BulkRow:
    """Return a row without anything that was taken from a text of its form."""
    return row._replace(id="", level1="", level2="", name="", target="", actual="")


def _without_place(claim: BulkClaim) -> BulkClaim:
    return claim._replace(where="")
