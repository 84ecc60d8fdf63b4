"""年度总体目标: what was expected, what was achieved."""

from __future__ import annotations

from typing import Final

from scoring.documents.node import Node, Scalar
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.headings import TableHeading, is_label
from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows

_MOST_BESIDE: Final = 3
"""So many cells stand in a row of the goal: the block's name, what was expected and achieved."""

Goal = dict[str, list[OccupiedCell]]


def read_goal(
    rows: Rows, heading: TableHeading, end: int, collector: FormCollector, goal: Goal
) -> int:
    """Gather the texts under the headings; return the row behind them."""
    collector.keep_headings(heading)
    row = heading.bottom + 1
    while row < end:
        cells = rows.get(row, ())
        texts = [s for s in cells if heading.key_at(s.column) is not None]
        if cells and not texts and all(_ends(s, collector.labels) for s in cells):
            break
        if len(cells) == 1 and collector.labels.is_block(cells[0].text):
            break  # the name of the next part, over the whole width of the form
        if (
            cells
            and heading.key_at(cells[0].column) is None
            and is_label(cells[0], collector.labels)
        ):
            break
        if len(cells) > _MOST_BESIDE and collector.labels.is_word("levels", cells[0].text):
            break  # rows of indicators that no heading announces
        for cell in cells:
            key = heading.key_at(cell.column)
            if key is not None:
                goal.setdefault(key, []).append(cell)
            elif not collector.labels.is_block(cell.text):
                collector.keep_unmatched(cell)
        row += 1
    return row


def _ends(cell: OccupiedCell, labels: FormLabels) -> bool:
    return labels.is_block(cell.text) or is_label(cell, labels) or labels.is_note(cell.text)


def read_plain_goal(
    rows: Rows, numbers: list[int], collector: FormCollector, goal: Goal
) -> set[int]:
    """Take the one text beside the label of a form that has no headings for it; return its row."""
    for row in numbers:
        cells = rows.get(row, ())
        if len(cells) == 2 and collector.labels.is_block_of("goal", cells[0].text):
            goal.setdefault("expected", []).append(cells[1])
            return {row}
    return set()


def goal_nodes(goal: Goal, collector: FormCollector) -> dict[str, Node]:
    """Return the goal as fields of the submission; several cells become lines of one text."""
    fields: dict[str, Node] = {}
    for key, cells in goal.items():
        texts = [collector.text(cell) for cell in cells if not collector.labels.is_empty(cell.text)]
        if texts:
            first = cells[0]
            fields[key] = collector.scalar("\n".join(texts), first.row, first.column)
    if not fields:
        return {}
    first = next(iter(goal.values()))[0]
    before = fields.pop("initial", None)
    if before is not None and "expected" not in fields:
        fields["expected"], before = before, None
    nodes: dict[str, Node] = {"goal": collector.mapping(fields, first.row, first.column)}
    if isinstance(before, Scalar):
        collector.keep_text(collector.labels.initial_goal, before)
    return nodes
