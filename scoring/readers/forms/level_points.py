"""Points of rows on forms that print them behind the names of levels alone: ``数量指标 15分``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scoring.documents.node import Node, Scalar
from scoring.readers.forms.block import IndicatorBlock, RowOfForm
from scoring.readers.forms.collect import FormCollector
from scoring.records.certainty import Certainty


def points_of_levels(block: IndicatorBlock, collector: FormCollector) -> None:
    """Give rows the points that their level leaves no choice about, where no column is for them.

    A level's only row holds all its points; rows that claim together all of a level's points claim
    each its own in full.
    """
    if "points" in block.columns or not block.level_points:
        return
    for key in ("level2", "level1"):
        for rows in _by_level(block, key):
            named = block.level_points.get(_text(rows[0].fields.get(key)))
            if named is None or any("points" in row.fields for row in rows):
                continue
            points, cell = named
            for row, own in zip(rows, _shares(rows, points), strict=False):
                row.fields["points"] = collector.scalar(own, cell.row, cell.column)
                row.origins["points"] = collector.at(cell.row, cell.column)
                row.known["points"] = Certainty.BY_PLACE.key


def _by_level(block: IndicatorBlock, key: str) -> Iterator[list[RowOfForm]]:
    """Yield the rows of each level; of a name that stands under two others nothing is known."""
    found: dict[str, dict[str, list[RowOfForm]]] = {}
    for row in block.pending:
        name, above = _text(row.fields.get(key)), _text(row.fields.get("level1"))
        found.setdefault(name, {}).setdefault(above, []).append(row)
    yield from (
        rows for by_above in found.values() if len(by_above) == 1 for rows in by_above.values()
    )


def _shares(rows: list[RowOfForm], points: str) -> list[str]:
    if len(rows) == 1:
        return [points]
    claims = [_text(row.fields.get("claimed")) for row in rows]
    if all(claims) and sum(map(Decimal, claims)) == Decimal(points):
        return claims
    return []


def _text(node: Node | None) -> str:
    return (node.text or "") if isinstance(node, Scalar) else ""
