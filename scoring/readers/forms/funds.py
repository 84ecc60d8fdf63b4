"""The funds block: one record a row, and the unit of money beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from scoring.documents.node import Node
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.fold import fold, label_forms, without_brackets
from scoring.readers.forms.headings import TableHeading, is_label
from scoring.readers.forms.numbers import Kind, number
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows
from scoring.text import on_one_line, squeezed

_KINDS: Final[dict[str, Kind]] = {
    "initial": "amount", "budget": "amount", "executed": "amount", "points": "points",
    "claimed": "score", "claimed_rate": "rate",
}  # fmt: skip


@dataclass
class FundsBlock:
    """The rows as nodes, the unit if the block names one, and where the execution score stands."""

    rows: list[Node] = field(default_factory=list)
    money_unit: tuple[str, OccupiedCell] | None = None
    execution: tuple[int, int] | None = None
    """The 得分 cell of the row that is scored: the first, or the first with points or a score."""
    claimed: str | None = None
    points: str | None = None


def read_funds(
    rows: Rows, heading: TableHeading, end: int, into: FormCollector
) -> tuple[FundsBlock, int]:
    """Read the rows under the headings; ``end`` is the row behind. Return where they ended."""
    block = FundsBlock()
    for spot in (s for r in range(heading.top, heading.bottom + 1) for s in rows.get(r, ())):
        _unit(spot, block, into)
    for spot in heading.unknown:
        if not _is_funds_block(spot, into):
            into.leave(spot)
    row = heading.bottom + 1
    while row < end:
        spots = rows.get(row, ())
        amounts = [s for s in spots if heading.key_at(s.column) not in (None, "source")]
        if spots and not amounts and all(into.labels.is_block(s.text) for s in spots):
            if not any(_is_funds_block(s, into) for s in spots):
                break
        elif any(is_label(s, into.labels) for s in (spots[:1] if amounts else spots)):
            break
        elif spots:
            _row(row, spots, heading, block, into)
        row += 1
    return block, row


def _is_funds_block(spot: OccupiedCell, into: FormCollector) -> bool:
    return any(form in into.labels.blocks["funds"] for form in label_forms(spot.text))


def _first_amount(heading: TableHeading) -> int:
    return min(left for key, (left, _) in heading.columns.items() if key != "source")


def _unit(spot: OccupiedCell, block: FundsBlock, into: FormCollector) -> None:
    """Take the unit from the bracket behind a heading (``项目资金(元)``), a heading of amounts too."""
    brackets = without_brackets(fold(spot.text))[1]
    units = (into.labels.money_unit(bracket) for bracket in brackets)
    unit = next((unit for unit in units if unit is not None), None)
    if unit is not None and block.money_unit is None:
        block.money_unit = unit, spot


def _row(
    row: int,
    spots: tuple[OccupiedCell, ...],
    heading: TableHeading,
    block: FundsBlock,
    into: FormCollector,
) -> None:
    fields: dict[str, Node] = {}
    names: list[OccupiedCell] = []
    for spot in spots:
        key = heading.key_at(spot.column)
        if key in fields:
            into.leave(spot)
        elif key == "reason":
            if not into.labels.is_empty(spot.text):
                fields[key] = into.scalar(into.text(spot), spot.row, spot.column)
        elif key is not None and key != "source":
            plain = number(spot, _KINDS[key], heading.label(key), into)
            if plain is not None:
                fields[key] = into.scalar(plain, spot.row, spot.column)
        elif _is_funds_block(spot, into):
            _unit(spot, block, into)
        elif spot.column >= _first_amount(heading):
            into.leave(spot)  # a column that nobody knows; never the name of the row's source
        else:
            names.append(spot)
    if not fields:  # what a blank form prints, with nothing beside it; anything else is kept
        for spot in names:
            if not into.labels.is_word("sources", _without_of_which(spot.text, into)):
                into.leave(spot)
        return
    name, at = _source(names, row, heading, into)
    for spot in names[:-1]:
        into.leave(spot)
    fields = {"source": into.scalar(name, *at), **fields}
    scored = [getattr(fields.get(key), "text", None) for key in ("claimed", "points")]
    if not block.rows or (any(scored) and block.claimed is None and block.points is None):
        block.claimed, block.points = scored
        block.execution = None
        if "claimed" in heading.columns:
            anchor = into.sheet.anchor(row, heading.columns["claimed"][0])
            block.execution = anchor if anchor[0] == row else None
    block.rows.append(into.mapping(fields, row, at[1]))
    for key, (left, _) in heading.columns.items():
        if key not in fields and into.lacks_result(row, left, heading.label(key)):
            into.lost_at[f"funds.{len(block.rows)}.{key}"] = row, left


def _source(
    names: list[OccupiedCell], row: int, heading: TableHeading, into: FormCollector
) -> tuple[str, tuple[int, int]]:
    """Return the name of the row's source without 其中; of a row without one the block's own."""
    if names:
        spot = names[-1]
        return _without_of_which(into.text(spot), into), (spot.row, spot.column)
    first = into.labels.funds_total[0]
    column = min(left for left, _ in heading.columns.values())
    into.repair(row, column, f"资金来源没有写名称,读作“{first}”", "资金栏里只有这一行数")
    return first, (row, column)


def _without_of_which(text: str, into: FormCollector) -> str:
    name = on_one_line(text)
    folded = squeezed(name)
    for word in into.labels.of_which:
        if folded.startswith(word) and len(folded) > len(word):
            return _after(name, len(word))
    return name


def _after(text: str, count: int) -> str:
    """Return ``text`` without its first ``count`` signs, blanks not counted."""
    for position, sign in enumerate(text):
        if count == 0:
            return text[position:].strip()
        count -= not sign.isspace()
    return text
