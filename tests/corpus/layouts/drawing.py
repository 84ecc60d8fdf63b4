"""A form described as data (values, and how they are laid out), drawn as a grid of boxes."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from scoring.documents.node import as_data
from scoring.documents.yaml_text import parse_yaml
from tests.folders import LAYOUTS

FORMS = LAYOUTS / "forms"


@dataclass(frozen=True)
class Box:
    """A cell as it is printed; with ``format`` a workbook stores ``value`` as a number."""

    text: str = ""
    across: int = 1
    down: int = 1
    value: str = ""
    format: str = ""
    grey: bool = False
    loose: bool = False
    """Whether it is a paragraph of its own in a document or page, outside the table."""


@dataclass
class Page:
    """One sheet, or one stretch of a document."""

    name: str
    rows: list[list[Box]] = field(default_factory=list)
    hidden: Sequence[str] = ()
    titles: str = ""
    """Rows that are printed again on every page (``11:11``)."""
    breaks: Sequence[str] = ()
    """Rows after which a new page begins in print."""


@dataclass(frozen=True)
class Described:
    """One layout of the corpus: what its forms say, and the files that hold them."""

    name: str
    forms: Sequence[Mapping[str, Any]]
    files: Sequence[str]
    pages: Sequence[Page]


def described() -> list[Described]:
    """Return every layout of the corpus."""
    return [_described(path) for path in sorted(FORMS.glob("*.yaml"))]


def _described(path: Path) -> Described:
    data = as_data(parse_yaml(path.read_text("utf-8"), path.name))
    pages: list[Page] = []
    form: Mapping[str, Any] = data["forms"][0]
    for item in data["draw"]:
        if "sheet" in item:
            pages.append(
                Page(
                    item["sheet"], hidden=item.get("hidden", ()), titles=item.get("titles", ""),
                    breaks=item.get("breaks", ()),
                )
            )  # fmt: skip
        elif "form" in item:
            form = data["forms"][int(item["form"])]
        elif "line" in item:
            pages[-1].rows.append([_box(cell, form) for cell in item["line"]])
        elif "table" in item:
            pages[-1].rows += _table(item, form)
        else:
            pages[-1].rows += [[] for _ in range(int(item["blank"]))]
    return Described(path.stem, data["forms"], data["files"], pages)


def _box(cell: Any, form: Mapping[str, Any]) -> Box:
    given = cell if isinstance(cell, Mapping) else {"say": cell}
    text = str(given.get("say") or "")
    box = Box(text, int(given.get("x", 1)), int(given.get("y", 1)), grey=given.get("grey") == "是")
    if given.get("loose") == "是":
        return replace(box, loose=True)
    if "value" in given:
        value = _at(form, str(given["value"]))
        box = _shown(value, given, box)
    return box


def _at(form: Any, path: str) -> Any:
    """Return a value by its path; the rows of all goals know their goal."""
    if path == "goals.*.indicators":
        return [{**row, "goal": g["name"]} for g in form["goals"] for row in g["indicators"]]
    for part in path.split("."):
        form = form[int(part)] if part.isdigit() else form.get(part, "")
    return form


def _shown(value: Any, given: Mapping[str, Any], box: Box) -> Box:
    """Return a value as the layout prints it."""
    plain = "" if value is None else str(value)
    text = given.get("print", {}).get(plain, plain)
    number = ""
    if given.get("format") and plain and text == plain:
        number = format(float(plain) / 100, ".8g") if "%" in given["format"] else plain
        text = _formatted(plain, given["format"])
    if text:
        text = f"{given.get('before', '')}{text}{given.get('behind', '')}"
    return Box(
        text or str(given.get("blank") or ""), box.across, box.down, number,
        given.get("format", ""),
    )  # fmt: skip


def _formatted(plain: str, code: str) -> str:
    places = len(code.partition(".")[2].rstrip("%"))
    group = "," if "," in code else ""
    return format(float(plain), f"{group}.{places}f") + ("%" if "%" in code else "")


def _table(item: Mapping[str, Any], form: Mapping[str, Any]) -> list[list[Box]]:
    """Return headings and rows of a table, the headings again on every further page."""
    columns = [c if isinstance(c, Mapping) else {"key": c} for c in item["columns"]]
    values = [row for row in _at(form, item["table"]) if _wanted(row, item.get("only"))]
    a_page = int(item.get("repeat", len(values) or 1))
    rows: list[list[Box]] = []
    for first in range(0, len(values), a_page):
        head = [[_box(cell, form) for cell in line] for line in item.get("head", ())]
        body = list(_body(values[first : first + a_page], columns))
        if first + a_page >= len(values):
            body += [[_box(cell, form) for cell in cells] for cells in item.get("after", ())]
        lead = item.get("lead")
        if lead is not None:
            block = head + body if item.get("lead_over") == "all" else body
            box = _box(lead, form)
            down = len(block) + int(item.get("lead_more", 0))
            block[0].insert(0, Box(box.text, box.across, down))
        rows += head + body
    return rows


def _wanted(row: Mapping[str, Any], only: Mapping[str, str] | None) -> bool:
    return only is None or all(row.get(key) == value for key, value in only.items())


def _body(
    values: Sequence[Mapping[str, Any]], columns: Sequence[Mapping[str, Any]]
) -> Iterator[list[Box]]:
    merged = [c["key"] for c in columns if c.get("merge")]
    for number, row in enumerate(values):
        boxes = []
        for column in columns:
            key = column["key"]
            if key in merged:
                upto = merged[: merged.index(key) + 1]
                if number and all(values[number - 1].get(k) == row.get(k) for k in upto):
                    continue
                down = 1
                while number + down < len(values) and all(
                    values[number + down].get(k) == row.get(k) for k in upto
                ):
                    down += 1
                box = Box("", int(column.get("x", 1)), down)
            else:
                box = Box("", int(column.get("x", 1)))
            boxes.append(_shown(row.get(key), column, box))
        yield boxes


def placed(rows: Sequence[Sequence[Box]]) -> Iterator[tuple[int, int, Box]]:
    """Yield every box with its row and column."""
    covered: set[tuple[int, int]] = set()
    for row, boxes in enumerate(rows, 1):
        column = 1
        for box in boxes:
            while (row, column) in covered:
                column += 1
            yield row, column, box
            for r in range(row, row + box.down):
                covered |= {(r, c) for c in range(column, column + box.across)}
            column += box.across


def page_text(pages: Sequence[Page]) -> str:
    """Draw the pages as a web page: one table each, a row without boxes ends a table."""
    parts = []
    for page in pages:
        lines: list[str] = []
        for row in [*page.rows, []]:
            if row and not row[0].loose:
                lines.append("<tr>" + "".join(map(_td, row)) + "</tr>")
            elif lines:
                parts.append(
                    "<table border='1' cellspacing='0'>\n" + "\n".join(lines) + "\n</table>"
                )
                lines = []
            if row and row[0].loose:
                parts.append(f"<p>{html.escape(row[0].text).replace(chr(10), '<br>')}</p>")
    body = "\n<p>&nbsp;</p>\n".join(parts)
    return f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'></head><body>\n{body}\n</body></html>\n"


def _td(box: Box) -> str:
    spans = f' rowspan="{box.down}"' if box.down > 1 else ""
    spans += f' colspan="{box.across}"' if box.across > 1 else ""
    style = ' style="color:#888888"' if box.grey else ""
    return f"<td{spans}{style}>{html.escape(box.text).replace(chr(10), '<br>')}</td>"
