"""Points that a form prints beside the rows: dropped where the rows give the same, else kept."""

from __future__ import annotations

from decimal import Decimal

from scoring.readers.exported.collect import Collector
from scoring.readers.exported.indicators import IndicatorBlock


def check_sums(block: IndicatorBlock, execution: str | None, into: Collector) -> None:
    """Keep among the pieces without a place what differs from the sum of the rows' points."""
    for name, (points, spot) in block.stated.items():
        if name in block.sums and block.sums[name] != Decimal(points):
            into.leave(spot, f"{spot.text}(各行分值合计 {block.sums[name]})")
    if block.total_points is not None:
        points, spot = block.total_points
        total = sum(block.sums.values(), Decimal(execution or "0"))
        if Decimal(points) != total:
            into.leave(spot, f"总分一行的分值 {points}(各行分值合计 {total})")
