"""What a form prints beside its rows: dropped where the rows say the same, else kept."""

from __future__ import annotations

from decimal import Decimal

from scoring.readers.forms.block import IndicatorBlock
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.fold import level_name


def check_sums(
    block: IndicatorBlock, execution: str | None, collector: FormCollector, *, whole: bool
) -> None:
    """Keep among the pieces without a place what differs from the sum of the rows' points.

    ``whole`` is False where points of the total are shared out by other rows too (tasks, goals).
    Levels of blank rows are printed by the form, unless nobody knows them.
    """
    for cell in block.printed:
        name = level_name(cell.text)[0]
        if name not in block.used and not collector.labels.is_word("levels", name):
            collector.keep_unmatched(cell)
    for name, (points, cell) in block.stated.items():
        if not block.sums and name in block.used:
            # A form that prints points of levels alone: of which row they are, nobody knows.
            key = f"{name}·{collector.labels.usual('indicators', 'points')}"
            collector.keep_text(key, collector.scalar(points, cell.row, cell.column))
        elif name not in block.sums:
            collector.keep_unmatched(cell)
        elif block.sums[name] != Decimal(points):
            collector.keep_unmatched(cell, f"{cell.text}(各行分值合计 {block.sums[name]})")
    if block.total_points is not None and block.sums and whole:
        points, cell = block.total_points
        total = sum(block.sums.values(), Decimal(execution or "0"))
        if Decimal(points) != total:
            collector.keep_unmatched(cell, f"总分一行的分值 {points}(各行分值合计 {total})")
