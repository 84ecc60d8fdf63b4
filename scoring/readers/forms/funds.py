"""The funds block: one record a row, and the unit of money beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from scoring.documents.node import Node, Scalar
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.fold import level_name
from scoring.readers.forms.headings import TableHeading, is_label
from scoring.readers.forms.labels import TEXTS
from scoring.readers.forms.numbers import Kind, number
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows
from scoring.records.certainty import Certainty

_KINDS: Final[dict[str, Kind]] = {
    "initial": "amount", "budget": "amount", "executed": "amount", "points": "points",
    "claimed": "score", "claimed_rate": "rate",
}  # fmt: skip


@dataclass
class FundsBlock:
    """The fields of each row, the unit if the block names one, and where the execution score stands."""

    rows: list[dict[str, Node]] = field(default_factory=list)
    money_unit: tuple[str, OccupiedCell] | None = None
    execution: tuple[int, int] | None = None
    """The 得分 cell of the row that is scored: the first, or the first with points or a score."""
    claimed: str | None = None
    points: str | None = None
    named_points: str | None = None
    """The points that stand behind the block's name (``预算执行情况(10分)``)."""

    def take_score(
        self, found: Mapping[str, tuple[str, OccupiedCell]], collector: FormCollector
    ) -> None:
        """Take points and score from elsewhere in the form; what is here already stays."""
        if not self.rows or self.claimed is not None or self.points is not None:
            for text, cell in found.values():
                if text not in (self.claimed, self.points):
                    collector.keep_unmatched(cell)
            return
        collector.not_found.pop("funds.claimed", None)
        self.rows[0] |= {
            key: collector.scalar(text, cell.row, cell.column)
            for key, (text, cell) in found.items()
        }
        self.points, self.claimed = (found.get(key, (None,))[0] for key in ("points", "claimed"))


def read_funds(
    rows: Rows, heading: TableHeading, end: int, collector: FormCollector
) -> tuple[FundsBlock, int]:
    """Read the rows under the headings; ``end`` is the row behind. Return where they ended."""
    block = FundsBlock()
    for cell in (s for r in range(heading.top, heading.bottom + 1) for s in rows.get(r, ())):
        _unit(cell, block, collector)
    collector.keep_headings(heading)
    row = heading.bottom + 1
    parts = _under_headings(rows.get(row, ()), heading)
    if parts:
        heading = _of_whole(heading, parts, collector)
        row += 1
    first = row
    while row < end:
        cells = rows.get(row, ())
        amounts = [s for s in cells if heading.key_at(s.column) not in (None, "source")]
        if cells and not amounts and all(collector.labels.is_block(s.text) for s in cells):
            if not any(_is_funds_block(s, collector) for s in cells):
                break
        elif (
            amounts
            and collector.labels.is_block(cells[0].text)
            and not any(map(_has_figure, amounts))
        ):
            break  # the headings of another table: 资金管理情况, 情况说明
        elif any(is_label(s, collector.labels) for s in (cells[:1] if amounts else cells)):
            break
        elif cells:
            _row(row, cells, heading, block, collector)
        row += 1
    scored = [s for s in rows.get(first, ()) if heading.key_at(s.column) in ("points", "claimed")]
    if block.points is None and block.claimed is None and len(scored) > 1:
        collector.not_found["funds.claimed"] = None  # 分值 and 得分 are struck out: "-", "/"
    return block, row


def _has_figure(cell: OccupiedCell) -> bool:
    return any(sign.isdigit() for sign in cell.text)


def _is_figure(cell: OccupiedCell) -> bool:
    return _has_figure(cell) and not any(sign.isalpha() for sign in cell.text)


def _under_headings(
    cells: tuple[OccupiedCell, ...], heading: TableHeading
) -> dict[str, list[OccupiedCell]]:
    """Return the headings of sources that stand under those of amounts, by these; empty for a row."""
    under: dict[str, list[OccupiedCell]] = {}
    for cell in cells:
        key = heading.key_at(cell.column)
        if key in _KINDS:
            under.setdefault(key, []).append(cell)
    parts = {key: found for key, found in under.items() if len(found) > 1}
    return {} if any(map(_has_figure, cells)) else parts


def _of_whole(
    heading: TableHeading, parts: Mapping[str, list[OccupiedCell]], collector: FormCollector
) -> TableHeading:
    """Return the headings with only the columns of all money; those of a source are none of them."""
    columns = dict(heading.columns)
    for key, cells in parts.items():
        whole = [cell for cell in cells if _names_total(cell, collector)]
        if len(whole) == 1:
            columns[key] = whole[0].column, whole[0].right
        else:
            del columns[key]
            collector.not_found[f"funds.{key}"] = None
        for cell in cells:
            if cell not in whole:
                collector.keep_unmatched(cell)
    return replace(heading, columns=columns)


def _names_total(cell: OccupiedCell, collector: FormCollector) -> bool:
    labels = collector.labels
    return labels.is_word("funds_total", cell.text) or labels.is_word("subtotal", cell.text)


def _is_funds_block(cell: OccupiedCell, collector: FormCollector) -> bool:
    return collector.labels.is_block_of("funds", cell.text)


def _first_amount(heading: TableHeading) -> int:
    return min(left for key, (left, _) in heading.columns.items() if key != "source")


def _unit(cell: OccupiedCell, block: FundsBlock, collector: FormCollector) -> None:
    """Take the unit from the bracket behind a heading (``项目资金(元)``), a heading of amounts too,
    and the points of the execution rate.
    """
    if block.named_points is None and _is_funds_block(cell, collector):
        block.named_points = level_name(cell.text)[1] or None
    unit = collector.labels.unit_behind(cell.text)
    if unit is not None and block.money_unit is None:
        block.money_unit = unit, cell


def _row(
    row: int,
    cells: tuple[OccupiedCell, ...],
    heading: TableHeading,
    block: FundsBlock,
    collector: FormCollector,
) -> None:
    fields: dict[str, Node] = {}
    names: list[OccupiedCell] = []
    for cell in cells:
        key = heading.key_at(cell.column)
        if key in fields:
            collector.keep_unmatched(cell)
        elif key is not None and key.startswith(("reason", TEXTS)):
            if not collector.labels.is_empty(cell.text):
                fields[key] = collector.scalar(collector.text(cell), cell.row, cell.column)
        elif key is not None and key != "source":
            plain = number(cell, _KINDS[key], heading.label(key), collector)
            if plain is not None:
                fields[key] = collector.scalar(plain, cell.row, cell.column)
        elif _is_funds_block(cell, collector):
            _unit(cell, block, collector)
        elif cell.column >= _first_amount(heading):
            collector.keep_unmatched(cell)  # an unknown column; never the name of the row's source
        elif _is_figure(cell):
            collector.keep_unmatched(cell)  # a column of one source's money, never a name
        else:
            names.append(cell)
    if not fields:  # what a blank form prints, with nothing beside it; anything else is kept
        for cell in names:
            if not collector.labels.is_word(
                "sources", collector.labels.without_of_which(cell.text)
            ):
                collector.keep_unmatched(cell)
        return
    name, at = _source(names, row, heading, collector)
    for cell in names[:-1]:
        collector.keep_unmatched(cell)
    for key in [key for key in fields if key.startswith(TEXTS)]:
        node = fields.pop(key)
        if isinstance(node, Scalar):
            collector.keep_text(f"{name}·{heading.label(key)}", node)
    fields = {"source": collector.scalar(name, *at), **fields}
    scored = [getattr(fields.get(key), "text", None) for key in ("claimed", "points")]
    if not block.rows or (any(scored) and block.claimed is None and block.points is None):
        block.claimed, block.points = scored
        block.execution = None
        if "claimed" in heading.columns:
            anchor = collector.sheet.anchor(row, heading.columns["claimed"][0])
            block.execution = anchor if anchor[0] == row else None
    block.rows.append(fields)
    for key, (left, _) in heading.columns.items():
        if key not in fields and collector.lacks_result(row, left, heading.label(key)):
            collector.unreadable_at[f"funds.{len(block.rows)}.{key}"] = row, left
    if not collector.certainties:
        return
    places = {key: (row, left) for key, (left, _) in heading.columns.items()}
    places |= {
        key: (cell.row, cell.column) for cell in cells if (key := heading.key_at(cell.column))
    }
    known = collector.known({f"funds.{len(block.rows)}.{key}": at for key, at in places.items()})
    collector.known_fields |= known


def _source(
    names: list[OccupiedCell], row: int, heading: TableHeading, collector: FormCollector
) -> tuple[str, tuple[int, int]]:
    """Return the name of the row's source without 其中; of a row without one the block's own."""
    if names:
        cell = names[-1]
        return collector.labels.without_of_which(collector.text(cell)), (cell.row, cell.column)
    first = collector.labels.funds_total[0]
    column = min(left for left, _ in heading.columns.values())
    collector.add_repair(
        row, column, f"资金来源没有写名称，读作“{first}”", "资金栏里只有这一行数", Certainty.WRITTEN
    )
    return first, (row, column)
