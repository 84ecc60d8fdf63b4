"""年度总体目标: what was expected, what was achieved."""

from __future__ import annotations

from scoring.documents.node import Node, Scalar
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.headings import TableHeading, is_label
from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows

Goal = dict[str, list[OccupiedCell]]


def read_goal(rows: Rows, heading: TableHeading, end: int, into: FormCollector, goal: Goal) -> int:
    """Gather the texts under the headings; return the row behind them."""
    for spot in heading.unknown:
        into.leave(spot)
    row = heading.bottom + 1
    while row < end:
        spots = rows.get(row, ())
        texts = [s for s in spots if heading.key_at(s.column) is not None]
        if spots and not texts and all(_ends(s, into.labels) for s in spots):
            break
        if len(spots) == 1 and into.labels.is_block(spots[0].text):
            break  # the name of the next part, over the whole width of the form
        if spots and heading.key_at(spots[0].column) is None and is_label(spots[0], into.labels):
            break
        for spot in spots:
            key = heading.key_at(spot.column)
            if key is not None:
                goal.setdefault(key, []).append(spot)
            elif not into.labels.is_block(spot.text):
                into.leave(spot)
        row += 1
    return row


def _ends(spot: OccupiedCell, labels: FormLabels) -> bool:
    return labels.is_block(spot.text) or is_label(spot, labels) or labels.is_note(spot.text)


def read_plain_goal(rows: Rows, numbers: list[int], into: FormCollector, goal: Goal) -> set[int]:
    """Take the one text beside the label of a form that has no headings for it; return its row."""
    for row in numbers:
        spots = rows.get(row, ())
        if len(spots) == 2 and into.labels.is_goal(spots[0].text):
            goal.setdefault("expected", []).append(spots[1])
            return {row}
    return set()


def goal_nodes(goal: Goal, into: FormCollector) -> dict[str, Node]:
    """Return the goal as fields of the submission; several cells become lines of one text."""
    fields: dict[str, Node] = {}
    for key, spots in goal.items():
        texts = [into.text(spot) for spot in spots if not into.labels.is_empty(spot.text)]
        if texts:
            first = spots[0]
            fields[key] = into.scalar("\n".join(texts), first.row, first.column)
    if not fields:
        return {}
    first = next(iter(goal.values()))[0]
    before = fields.pop("initial", None)
    if before is not None and "expected" not in fields:
        fields["expected"], before = before, None
    nodes: dict[str, Node] = {"goal": into.mapping(fields, first.row, first.column)}
    if isinstance(before, Scalar):
        into.keep_text(into.labels.initial_goal, before)
    return nodes
