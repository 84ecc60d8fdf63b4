"""The findings of a review about each submission of a batch, a line of JSON each.

Of a secret submission only what holds no text of its form is written: kind, rule, heading and points.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scoring.bulk.output_lines import json_line
from scoring.bulk.public_record import id_written
from scoring.records.bulk_record import BulkSubmission
from scoring.records.finding import Finding, Review


def finding_lines(record: BulkSubmission, review: Review) -> Iterator[str]:
    """Yield the lines of the findings about a submission, in the order of the review."""
    name = id_written(record)
    for number, finding in enumerate(review.findings, 1):
        head = {"submission": name, "place": record.place, "number": number}
        yield json_line({**head, **_finding(finding, texts=not record.secret)})


def _finding(finding: Finding, *, texts: bool) -> dict[str, Any]:
    stake = finding.stake
    sentences = {
        "where": finding.where, "at": finding.place, "name": finding.name, "text": finding.text,
        "ask": finding.ask, "advice": finding.advice, "settle": finding.settle,
    }  # fmt: skip
    return {
        "kind": finding.kind,
        "rule": finding.code,
        "of": finding.of,
        "title": finding.title,
        **(sentences if texts else dict.fromkeys(sentences)),
        "low": None if stake is None else stake.low,
        "high": None if stake is None else stake.high,
        "sources": tuple(
            {"document": source.document, "article": source.article, "standing": source.standing}
            for source in finding.sources
        ),
    }
