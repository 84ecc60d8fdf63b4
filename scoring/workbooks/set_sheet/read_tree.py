"""The sheets of indicators and rules: rows with codes into a tree, cases into rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scoring.documents.node import Node, as_data
from scoring.problem import Place
from scoring.text import excerpt
from scoring.workbooks.set_sheet.cell_reader import CellReader
from scoring.workbooks.set_sheet.grid_rows import SheetRow

DEEPEST: Final = 30
"""So deep rows may stand below one another; the loader allows less."""


def read_levels(cells: CellReader) -> tuple[Node | None, Node | None]:
    """Return the tree and the rules, None where the workbook has none."""
    spec = cells.layout.tree
    heads = (spec.code.heading, spec.parent.heading, *(c.heading for c in spec.columns))
    rows = cells.rows(spec.sheet, (*heads, cells.layout.words["other"]))
    by_code = _by_code(cells, rows)
    rules, inline = _rules(cells, by_code)
    children = _children(cells, rows, by_code)

    def node_of(row: SheetRow) -> Node:
        code = row.cells.get(spec.code.heading, "")
        values = cells.merged(row, spec.columns)
        place = row.place(spec.columns[0].heading)
        if code in inline and by_code.get(code) is row:
            values["cases"] = cells.nodes.sequence(inline[code], inline[code][0].place)
        below = children.get(code, []) if code and by_code.get(code) is row else []
        if below:
            items = [node_of(child) for child in below]
            values["children"] = cells.nodes.sequence(items, items[0].place)
        return cells.nodes.mapping(values, place)

    top = [node_of(row) for row in children.get("", [])]
    return (cells.nodes.sequence(top, top[0].place) if top else None), rules


def _by_code(cells: CellReader, rows: Sequence[SheetRow]) -> dict[str, SheetRow]:
    heading = cells.layout.tree.code.heading
    found: dict[str, SheetRow] = {}
    for row in rows:
        code = row.cells.get(heading, "")
        if not code:
            cells.fault("empty-cell", f"“{heading}”没有填", row.place(heading), "这一格必须填写。")
        elif code in found:
            cells.fault(
                "duplicate-code", f"{heading}“{excerpt(code)}”重复了，第 {found[code].number} 行已经用过",
                row.place(heading),
                "每行的编号不能相同；把格子设为“文本”格式，1.10 才不会变成 1.1。",
            )  # fmt: skip
        else:
            found[code] = row
    return found


def _children(
    cells: CellReader, rows: Sequence[SheetRow], by_code: dict[str, SheetRow]
) -> dict[str, list[SheetRow]]:  # fmt: skip
    """Return the rows below each code; a row whose parents lead nowhere is a problem."""
    spec = cells.layout.tree
    code_of, parent_of = spec.code.heading, spec.parent.heading
    children: dict[str, list[SheetRow]] = {}
    for row in rows:
        parent = row.cells.get(parent_of, "")
        place = row.place(parent_of)
        if parent and parent not in by_code:
            hint = cells.near(parent, by_code) or "上级编号要写本表里另一行的编号；一级指标不写。"
            cells.fault("unknown-parent", f"没有编号是“{excerpt(parent)}”的行", place, hint)
            continue
        chain, closed = _upwards(row, by_code, code_of, parent_of)
        if closed:
            shown = " → ".join(excerpt(code) for code in chain)
            cells.fault("parent-cycle", f"上级绕成了圈：{shown}", place, "改正其中一行的上级编号。")
            continue
        if len(chain) > DEEPEST:
            message = f"级次太深，超过 {DEEPEST} 层"
            cells.fault("too-deep", message, place, "请检查上级编号是否写错。")
            continue
        children.setdefault(parent, []).append(row)
    return children


def _upwards(
    row: SheetRow, by_code: dict[str, SheetRow], code_of: str, parent_of: str
) -> tuple[list[str], bool]:
    """Return the codes from a row upwards, and whether they lead back to it."""
    start = row.cells.get(code_of, "")
    chain = [start]
    parent = row.cells.get(parent_of, "")
    while parent in by_code and parent not in chain[1:] and len(chain) <= DEEPEST:
        chain.append(parent)
        if parent == start:
            return chain, True
        parent = by_code[parent].cells.get(parent_of, "")
    return chain, False


def _rules(
    cells: CellReader, by_code: dict[str, SheetRow]
) -> tuple[Node | None, dict[str, list[Node]]]:  # fmt: skip
    spec = cells.layout.rules
    name_of, code_of = spec.name.heading, spec.code.heading
    heads = (name_of, code_of, *(c.heading for c in (*spec.columns, *spec.cases)))
    own: dict[str, dict[str, Node]] = {}
    cases: dict[str, list[Node]] = {}
    inline: dict[str, list[Node]] = {}
    places: dict[str, Place] = {}
    name = code = ""
    for row in cells.rows(spec.sheet, (*heads, cells.layout.words["other"])):
        new_name, new_code = row.cells.get(name_of, ""), row.cells.get(code_of, "")
        if new_name and new_code:
            cells.fault(
                "rule-and-code", f"“{name_of}”和“{code_of}”只能写一个", row.place(code_of),
                "有名字的规则写规则名，只给一个指标用的写指标编号。",
            )  # fmt: skip
            continue
        if new_name or new_code:
            name, code = new_name, new_code
        if not name and not code:
            cells.fault(
                "empty-cell", f"“{name_of}”没有填", row.place(name_of), "写上规则名或指标编号。"
            )
            continue
        case = cells.nodes.mapping(cells.merged(row, spec.cases), row.place(spec.cases[0].heading))
        given = cells.record(row, spec.columns)
        if code:
            if new_code and code not in by_code:
                hint = cells.near(code, by_code) or "写“指标”表里的编号。"
                cells.fault(
                    "unknown-code", f"没有编号是“{excerpt(code)}”的指标", row.place(code_of), hint
                )
            for value in given.values():
                cells.fault(
                    "not-here",
                    "只给一个指标用的情形没有这一项",
                    value.place,
                    "写在“指标”表里那一行。",
                )
            inline.setdefault(code, []).append(case)
            continue
        places.setdefault(name, row.place(name_of))
        for key, value in given.items():
            before = own.setdefault(name, {}).get(key)
            if before is not None:
                _twice(cells, before, value, name)
            own[name].setdefault(key, value)
        if case.entries:
            cases.setdefault(name, []).append(case)
    made: dict[str, Node] = {}
    for rule, place in places.items():
        values = dict(own.get(rule, {}))
        if rule in cases:
            values["cases"] = cells.nodes.sequence(cases[rule], cases[rule][0].place)
        made[rule] = cells.nodes.mapping(values, place)
    first = next(iter(made.values()), None)
    return (None if first is None else cells.nodes.mapping(made, first.place)), inline


def _twice(cells: CellReader, before: Node, value: Node, rule: str) -> None:
    if as_data(before) != as_data(value):
        cells.fault(
            "contradiction", f"规则“{excerpt(rule)}”的这一项与 {before.place.in_book} 写得不一样",
            value.place, "一条规则只写一次，其余各行空着。",
        )  # fmt: skip
