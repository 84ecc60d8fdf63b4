"""The tables of a filled workbook into the lists and mappings of a submission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from scoring.documents.node import Mapping_, Node, NodeBuilder
from scoring.problem import Place
from scoring.text import excerpt, squeezed
from scoring.workbooks.fill_in.layout import ColumnSpec, TableSpec
from scoring.workbooks.fill_in.read.find import FillTable
from scoring.workbooks.fill_in.read.notes import Notes
from scoring.workbooks.fill_in.read.table_rows import CellValue, FillRow
from scoring.workbooks.fill_in.read.typed import plain_number_of

_EVIDENCE: Final = "evidence."
_NODES = NodeBuilder(plain=False)  # a plain YAML scalar brings advice that would not fit
sequence = _NODES.sequence


def mapping(entries: Mapping[str, Node | CellValue | str], at: Place) -> Mapping_:
    """Return a mapping; a bare text stands at the mapping's own place."""
    return _NODES.mapping({key: _node(value, at) for key, value in entries.items()}, at)


def _node(value: Node | CellValue | str, at: Place) -> Node:
    if isinstance(value, CellValue):
        return _NODES.scalar(value.text, value.at)
    return _NODES.scalar(value, at) if isinstance(value, str) else value


class SubmissionTree:
    """Gathers values under dotted keys (``survey.sent``) and returns them as one mapping."""

    def __init__(self, at: Place) -> None:
        self.at = at
        self._entries: dict[str, Node | CellValue | str | SubmissionTree] = {}

    def put(self, key: str, value: Node | CellValue | str) -> None:
        """Put a value under a key; each dot goes one mapping deeper."""
        first, _, rest = key.partition(".")
        if not rest:
            self._entries[first] = value
            return
        at = value.place if isinstance(value, Node) else getattr(value, "at", self.at)
        inner = self._entries.setdefault(first, SubmissionTree(at))
        assert isinstance(inner, SubmissionTree)
        inner.put(rest, value)

    def node(self) -> Mapping_:
        """Return what was gathered."""
        inner = {
            k: v.node() if isinstance(v, SubmissionTree) else v for k, v in self._entries.items()
        }
        return mapping(inner, self.at)


def funds_node(rows: Sequence[FillRow], at: Place, spec: TableSpec, notes: Notes) -> Node:
    """Return the funds; a row of amounts must name their source."""
    items = []
    for row in rows:
        if not row.text("source"):
            _missing(row, spec, "source", notes)
            continue
        tree = SubmissionTree(row.at)
        for key, value in row.values.items():
            tree.put(key, value)
        items.append(tree.node())
    return sequence(items, at)


def funds_cells(rows: Sequence[FillRow], at: Place) -> Node:
    """Return where every amount stands, by its path in the submission (``funds.1.executed``)."""
    named = [row for row in rows if row.text("source")]
    return mapping(
        {
            f"funds.{number}.{key}": CellValue(value.at.in_book, value.at)
            for number, row in enumerate(named, 1)
            for key, value in row.values.items()
        },
        at,
    )


def tasks_node(rows: Sequence[FillRow], at: Place, spec: TableSpec, notes: Notes) -> Node:
    """Return the main tasks; each must bear a name."""
    items = []
    for row in rows:
        if not row.text("name"):
            _missing(row, spec, "name", notes)
            continue
        items.append(mapping(row.values, row.at))
    return sequence(items, at)


def goals_node(
    goals: Sequence[FillRow],
    rows: Sequence[FillRow],
    at: Place,
    spec: TableSpec,
    of_rows: TableSpec,
    notes: Notes,
) -> Node:
    """Return the yearly goals, each with the rows that name it; a row belongs to one of them."""
    named = [goal for goal in goals if goal.text("name")]
    for goal in goals:
        if goal not in named:
            _missing(goal, spec, "name", notes)
    own: dict[str, list[FillRow]] = {squeezed(goal.text("name")): [] for goal in named}
    for row in rows:
        if not row.text("goal"):
            _missing(row, of_rows, "goal", notes)
        elif squeezed(row.text("goal")) in own:
            own[squeezed(row.text("goal"))].append(row)
        else:
            heading = of_rows.column("goal").heading
            notes.problem(
                row.values["goal"].at,
                "unknown-goal",
                f"“{heading}”写的是“{excerpt(row.text('goal'))}”，上面没有这个目标",
                f"请照“{spec.closing}”上面的表写目标的名称，或在那里补上这个目标。",
            )
    items = []
    for goal in named:
        tree = SubmissionTree(goal.at)
        for key, value in goal.values.items():
            tree.put(key, value)
        tree.put(
            "indicators", indicators_node(own[squeezed(goal.text("name"))], at, of_rows, notes)
        )
        items.append(tree.node())
    return sequence(items, at)


def indicators_node(rows: Sequence[FillRow], at: Place, spec: TableSpec, notes: Notes) -> Node:
    """Return the indicator rows, each with the cells that its values stand in."""
    items: list[Node] = []
    for row in rows:
        tree = SubmissionTree(row.at)
        for key, value in row.values.items():
            if not key.startswith(_EVIDENCE) and key != "goal":
                tree.put(key, value)
        if "adjustment.date" in row.values and not row.text("adjustment.document"):
            _missing(row, spec, "adjustment.document", notes)
            continue
        evidence = evidence_node(row, spec, notes)
        if evidence is not None:
            tree.put("evidence", evidence)
        tree.put("at", mapping(_cells(row), row.at))
        items.append(tree.node())
    return sequence(items, at)


def _cells(row: FillRow) -> dict[str, CellValue]:
    """Return the cell of every field, blank ones too: that is where a person puts what is missing.

    Fields of several columns (``evidence.name``) also give the first cell under their own name.
    """
    places: dict[str, Place] = {}
    for key, cell in row.cells.items():
        at = row.values[key].at if key in row.values else cell
        places[key] = at
        places.setdefault(key.partition(".")[0], at)
    return {key: CellValue(at.in_book, at) for key, at in places.items()}


def evidence_node(row: FillRow, spec: TableSpec, notes: Notes) -> Node | None:
    """Return the pieces of evidence of a row: the first lines of the cells, the second ones …"""
    columns = [c for c in spec.columns if c.key.startswith(_EVIDENCE) and c.key in row.values]
    if not columns:
        return None
    lines = {c.key: _lines(row.values[c.key], c) for c in columns}
    count = max(len(texts) for texts in lines.values())
    items: list[Node] = []
    for number in range(count):
        tree = SubmissionTree(row.at)
        for key, texts in lines.items():
            if number < len(texts) and texts[number]:
                value = CellValue(texts[number], row.values[key].at)
                tree.put(key.removeprefix(_EVIDENCE), value)
        node = tree.node()
        if not node.entries:
            continue
        if node.get("name") is None:
            first = node.entries[0].value.place
            heading = spec.column(_EVIDENCE + "name").heading
            notes.problem(
                first,
                "missing",
                f"第 {number + 1} 项佐证材料没有写名称",
                f"请在“{heading}”一栏的第 {number + 1} 行写上材料名称；几项材料一行一项。",
            )
            continue
        items.append(node)
    return sequence(items, row.at)


def without_unit(row: FillRow, table: FillTable, notes: Notes) -> FillRow:
    """Return a row of figures whose value does not repeat the unit that stands beside it."""
    value, at = row.values.get("value"), table.columns.get("unit")
    beside = None if at is None else table.sheet.cells.get((row.at.line, at))
    if value is None or beside is None:
        return row
    unit = beside.text.strip()
    found = plain_number_of(value.text, frozenset({unit}))
    if found is None or found[1] != unit:
        return row
    notes.add_repair(
        value.at, f"“{excerpt(value.text)}”读作 {found[0]}", f"后面的“{unit}”不算在数里"
    )
    return replace(row, values={**row.values, "value": CellValue(found[0], value.at)})


def named_texts(
    rows: Sequence[FillRow], spec: TableSpec, name: str, value: str, notes: Notes
) -> dict[str, CellValue]:
    """Return name → value of a table of two columns; a name that comes twice is refused."""
    found: dict[str, CellValue] = {}
    for row in rows:
        if value not in row.values:
            continue
        if name not in row.values:
            _missing(row, spec, name, notes)
            continue
        key = row.text(name)
        if key in found:
            notes.problem(
                row.values[name].at,
                "twice",
                f"“{excerpt(key)}”填了两次，另一处在 {found[key].at.in_book}",
                "请只留一处。",
            )
            continue
        found[key] = row.values[value]
    return found


def items_node(rows: Sequence[FillRow], at: Place, spec: TableSpec, notes: Notes) -> Mapping_:
    """Return the answers to checklists: checklist → item → answer."""
    lists: dict[str, dict[str, Node | CellValue | str]] = {}
    last = ""
    for row in rows:
        of = row.text("of") or last
        last = of
        if not row.values.keys() - {"of", "item"}:
            continue
        if not of or not row.text("item"):
            _missing(row, spec, "of" if not of else "item", notes)
            continue
        if "met" not in row.values:
            _missing(row, spec, "met", notes)
            continue
        tree = SubmissionTree(row.at)
        tree.put("met", row.values["met"])
        if "reason" in row.values:
            tree.put("reason", row.values["reason"])
        evidence = evidence_node(row, spec, notes)
        if evidence is not None:
            tree.put("evidence", evidence)
        answers = lists.setdefault(of, {})
        if row.text("item") in answers:
            notes.problem(row.at, "twice", f"“{excerpt(row.text('item'))}”填了两次", "请只留一处。")
            continue
        answers[row.text("item")] = tree.node()
    return mapping({of: mapping(answers, at) for of, answers in lists.items()}, at)


def _missing(row: FillRow, spec: TableSpec, key: str, notes: Notes) -> None:
    heading = spec.column(key).heading.removeprefix("* ")
    notes.problem(
        row.at, "missing", f"这一行没有填“{heading}”", f"请填上“{heading}”，或清空这一行。"
    )


def _lines(value: CellValue, column: ColumnSpec) -> list[str]:
    if not column.lines:
        return [value.text]
    return [line.strip() for line in value.text.split("\n")]
