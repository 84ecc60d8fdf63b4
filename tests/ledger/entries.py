"""Entries for tests of the ledger."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scoring.records.ledger_entry import EntryKind, Frozen, FrozenRow, LedgerEntry, LedgerRecord

ROW = ("产出指标", "数量指标", "发放白皮书的党政机关数量")


def ruling(number: int, project: str = "p1", frozen: Frozen | None = None, **fields: Any) -> Any:
    """Return a signed ruling upon the row of a number."""
    entry = LedgerEntry.model_validate(
        {
            "kind": EntryKind.RULING, "project": project, "stage": 1, "round": "初评",
            "row": f"r{number}", "called": ROW, "role": "evaluator", "by": "复核人甲",
            "at": "2026-03-01", "score": Decimal("26.54"), "ground": "计算更正",
            "note": "按69家计算", "saw": "a" * 32, **fields,
        }
    )  # fmt: skip
    return LedgerRecord(entry=entry, frozen=frozen)


def signature(project: str = "p1", **fields: Any) -> Any:
    """Return a signature of the first step."""
    entry = LedgerEntry.model_validate(
        {
            "kind": EntryKind.SIGNATURE, "project": project, "stage": 1, "round": "初评",
            "role": "evaluator", "by": "复核人甲", "at": "2026-03-02", "covers": ("r1", "r2"),
            "base": "e0", **fields,
        }
    )  # fmt: skip
    return LedgerRecord(entry=entry)


def frozen(score: str, row: str = "r1") -> Frozen:
    """Return frozen scores of one row."""
    own = FrozenRow(
        row=row, score=Decimal(score), rule=Decimal(score), low=Decimal(score), high=Decimal(score)
    )
    return Frozen(set="national/2020-project", set_digest="d" * 32, engine="1", rows=(own,))
