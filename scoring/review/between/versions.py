"""Two versions of one form, cell by cell: what stands in the new one that stood otherwise in the old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoring.records.change import CellChange, ChangeKind
from scoring.review.between.form_cells import ROWS, CellRow, Version, form_blocks
from scoring.review.between.row_pairs import Pair, first_with_first, in_new_order, paired_rows
from scoring.review.between.vocabulary import BetweenWords
from scoring.text import label_key


def changes(
    old: Version, new: Version, words: BetweenWords
) -> tuple[tuple[CellChange, ...], tuple[str, ...]]:
    """Return what differs in the order of the new version, and the labels of what was not compared.

    What a reader did not find in one of them is no blank: it is compared with nothing.
    """
    found: list[CellChange] = []
    lost: dict[str, None] = {}
    before, after = form_blocks(old, words), form_blocks(new, words)
    for block, labels in words.compared.items():
        for a, b in _pairs(block, before[block], after[block], words):
            row = None if a is None else before[block][a]
            now = None if b is None else after[block][b]
            if row is not None and now is not None:
                found += _cells(block, row, now, labels, lost)
            elif (new if now is None else old).submission.lacks(block):
                lost[words.blocks[block]] = None
            else:
                found += _whole(block, row, now, words.blocks[block])
    return tuple(found), tuple(lost)


def _pairs(
    block: str, old: Sequence[CellRow], new: Sequence[CellRow], words: BetweenWords
) -> list[Pair]:
    if block == ROWS:
        before, after = ([r.indicator for r in side if r.indicator] for side in (old, new))
        return paired_rows(before, after, words)
    pairs = first_with_first(old, new, lambda row: label_key(row.name))
    return in_new_order(pairs, len(old), len(new))


def _cells(
    block: str, old: CellRow, new: CellRow, labels: dict[str, str], lost: dict[str, None]
) -> Iterator[CellChange]:
    for field, label in labels.items():
        before, after = old.cells[field], new.cells[field]
        if before.value == after.value:
            continue
        if before.is_lost or after.is_lost:
            lost[label] = None
            continue
        rows = None
        if old.indicator is not None and new.indicator is not None:
            rows = old.indicator, new.indicator
        yield CellChange(
            "changed", block, field, label, new.name, after.at or new.at, before.text, after.text,
            min(before.known, after.known), rows,
        )  # fmt: skip


def _whole(
    block: str, old: CellRow | None, new: CellRow | None, label: str
) -> Iterator[CellChange]:
    row = new if new is not None else old
    if row is None or not row.text:
        return
    kind: ChangeKind = "removed" if new is None else "added"
    before, after = ("", row.text) if new is not None else (row.text, "")
    gone = None if new is not None else row.indicator
    yield CellChange(kind, block, "", label, row.name, row.at, before, after, gone=gone)
