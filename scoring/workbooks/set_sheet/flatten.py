"""An indicator set's data as rows of texts, sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scoring.documents.yaml_out import flow_text, yaml_text
from scoring.readers.books.sheets.grid import Book, Cell, Sheet
from scoring.workbooks.set_sheet.cells import encode
from scoring.workbooks.set_sheet.layout import RecordSheet, SetColumn, SetSheetLayout

Rows = Mapping[str, Sequence[Sequence[str]]]
"""Sheet -> rows of texts, the headings first."""


def flatten(
    data: Mapping[str, Any], comment: Sequence[str], layout: SetSheetLayout
) -> dict[str, Any]:
    """Return the rows of every sheet. What has no flat form stands as YAML beside its row."""
    rows: dict[str, list[list[str]]] = {}
    rows[layout.basics.sheet] = _basics(data, comment, layout)
    cases: list[tuple[str, Any]] = []
    rows[layout.tree.sheet] = _tree(data.get("levels") or [], cases, layout)
    rows[layout.rules.sheet] = _rules(data.get("rules") or {}, cases, layout)
    for table in layout.tables:
        rows[table.sheet] = _table(table, data, layout)
    return rows


def with_other(
    rows: dict[str, Any], rest: Mapping[str, Any], layout: SetSheetLayout
) -> dict[str, Any]:
    """Return the rows with the sheet of what stands nowhere else."""
    other = [list(layout.other.headings)]
    other += [[key, _yaml(value)] for key, value in rest.items()]
    return {**rows, layout.other.sheet: other}


def as_book(rows: Rows, name: str) -> Book:
    """Return rows as the workbook that they make."""
    sheets = tuple(
        Sheet(
            sheet,
            {
                (r, c): Cell(text)
                for r, row in enumerate(lines, 1)
                for c, text in enumerate(row, 1)
                if text
            },
        )
        for sheet, lines in rows.items()
    )
    return Book(name, "xlsx", sheets)


def _yaml(value: Any) -> str:
    if isinstance(value, dict) and value:
        return yaml_text(value).rstrip("\n")
    return flow_text(value)


def _basics(
    data: Mapping[str, Any], comment: Sequence[str], layout: SetSheetLayout
) -> list[list[str]]:
    spec = layout.basics
    rows = [list(spec.headings)]
    if comment:
        rows.append(
            [spec.comment.label, "\n".join(line.strip() for line in comment), spec.comment.help]
        )
    for row in spec.rows:
        value = value_at(data, row.key)
        if row.short and isinstance(data.get(row.short), str):
            value = data[row.short]
        text = None if value is None else encode(row, value, layout)
        rows.append([row.heading, text or "", row.help])
    return rows


def _tree(
    levels: Sequence[Any], cases: list[tuple[str, Any]], layout: SetSheetLayout
) -> list[list[str]]:  # fmt: skip
    spec = layout.tree
    heads = [c.heading for c in spec.columns]
    rows = [[spec.code.heading, spec.parent.heading, *heads, layout.words["other"]]]

    def walk(nodes: Sequence[Any], parent: str) -> None:
        for number, node in enumerate(nodes, 1):
            code = f"{parent}.{number}" if parent else str(number)
            if node.get("cases"):
                cases.append((code, node["cases"]))
            inner = node.get("children") or ()
            own = {k: v for k, v in node.items() if not (k in ("children", "cases") and v)}
            rows.append([code, parent, *_record(spec.columns, own, layout)])
            walk(inner, code)

    walk(levels, "")
    return rows


def _rules(
    rules: Mapping[str, Any], inline: Sequence[tuple[str, Any]], layout: SetSheetLayout
) -> list[list[str]]:
    spec = layout.rules
    heads = [c.heading for c in (*spec.columns, *spec.cases)]
    rows = [[spec.name.heading, spec.code.heading, *heads, layout.words["other"]]]
    blank = [""] * len(spec.columns)
    for name, rule in rules.items():
        own = _record(spec.columns, {k: v for k, v in rule.items() if k != "cases"}, layout)
        for case in rule.get("cases") or [{}]:
            # The last cell of a row holds what is left of its case; a rule's own has no cell.
            rows.append([name, "", *own[:-1], *_record(spec.cases, case, layout)])
            own = [*blank, ""]
    for code, cases in inline:
        rows += [["", code, *blank, *_record(spec.cases, case, layout)] for case in cases]
    return rows


def _table(table: RecordSheet, data: Mapping[str, Any], layout: SetSheetLayout) -> list[list[str]]:
    named = [table.name] if table.name else []
    heads = [c.heading for c in table.columns]
    rows = [[*named, *heads, layout.words["other"]]]
    given = value_at(data, table.at)
    if isinstance(given, dict) and table.name:
        labels: Mapping[str, str] = layout.lists.get(table.name_list, {})
        for name, record in given.items():
            rows.append([str(labels.get(name, name)), *_record_of(table, record, layout)])
    elif isinstance(given, list) and not table.name:
        rows += [_record_of(table, record, layout) for record in given]
    return rows


def _record_of(table: RecordSheet, record: Any, layout: SetSheetLayout) -> list[str]:
    if table.short and isinstance(record, str):
        record = {table.short: record}
    return _record(table.columns, record if isinstance(record, dict) else {}, layout)


def _record(
    columns: Sequence[SetColumn], record: Mapping[str, Any], layout: SetSheetLayout
) -> list[str]:
    """Return a record's cells; the last one holds as YAML what has no cell of its own."""
    return list(_cells(columns, record, layout))


def _cells(
    columns: Sequence[SetColumn], record: Mapping[str, Any], layout: SetSheetLayout
) -> Iterator[str]:  # fmt: skip
    rest = dict(record)
    for column in columns:
        value = record.get(column.key)
        text = None if value is None else encode(column, value, layout)
        if text is not None:
            del rest[column.key]
        yield text or ""
    yield flow_text(rest) if rest else ""


def value_at(data: Mapping[str, Any], path: str) -> Any:
    """Return what stands at a path of keys joined by points, or None."""
    node: Any = data
    for step in path.split("."):
        node = node.get(step) if isinstance(node, Mapping) else None
    return node
