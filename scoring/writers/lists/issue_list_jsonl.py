"""``findings.jsonl``: one finding a line, for other programs; numbers are strings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any, Final

from scoring.exact import plain
from scoring.text import printable_json
from scoring.writers.lists.issue_list import Issue

_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")


def findings_jsonl(issues: Iterable[Issue]) -> bytes:
    """Return all findings, a line each (UTF-8, line feeds)."""
    out = BytesIO()
    for issue in issues:
        line = json.dumps(_record(issue), ensure_ascii=False, separators=(",", ":"))
        out.write(_HALF_CHARACTER.sub("\ufffd", f"{printable_json(line)}\n").encode("utf-8"))
    return out.getvalue()


def _record(issue: Issue) -> dict[str, Any]:
    finding = issue.finding
    stake = finding.stake
    return {
        "code": finding.code,
        "kind": finding.kind,
        "list": issue.list,
        "submission": issue.submission,
        "file": issue.file,
        "place": issue.place,
        "row": issue.row,
        "name": issue.name,
        "title": finding.title,
        "text": issue.text,
        "settle": issue.settle,
        "also": list(issue.also),
        "stake": None
        if stake is None
        else {"low": _number(stake.low), "high": _number(stake.high)},
        "sources": [
            {"document": s.document, "article": s.article, "standing": s.standing}
            for s in finding.sources
        ],
        "ruling": finding.ruling,
        "repeat": issue.repeat,
    }


def _number(value: Decimal) -> str:
    return plain(Fraction(value))
