"""What a form prints beside its rows: dropped where the rows say the same, else kept."""

from __future__ import annotations

from decimal import Decimal

from scoring.readers.forms.block import IndicatorBlock
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.fold import level_name


def check_sums(
    block: IndicatorBlock, execution: str | None, into: FormCollector, *, whole: bool
) -> None:
    """Keep among the pieces without a place what differs from the sum of the rows' points.

    ``whole`` is False where points of the total are shared out by other rows too (tasks, goals).
    Levels of blank rows are printed by the form, unless nobody knows them.
    """
    for spot in block.printed:
        name = level_name(spot.text)[0]
        if name not in block.used and not into.labels.is_word("levels", name):
            into.leave(spot)
    for name, (points, spot) in block.stated.items():
        if not block.sums and name in block.used:
            # A form that prints points of levels alone: of which row they are, nobody knows.
            key = f"{name}·{into.labels.usual('indicators', 'points')}"
            into.keep_text(key, into.scalar(points, spot.row, spot.column))
        elif name not in block.sums:
            into.leave(spot)
        elif block.sums[name] != Decimal(points):
            into.leave(spot, f"{spot.text}(各行分值合计 {block.sums[name]})")
    if block.total_points is not None and block.sums and whole:
        points, spot = block.total_points
        total = sum(block.sums.values(), Decimal(execution or "0"))
        if Decimal(points) != total:
            into.leave(spot, f"总分一行的分值 {points}(各行分值合计 {total})")
