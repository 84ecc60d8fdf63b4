"""One value in one cell: its text, and back. What has no such text is left to a cell of YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from scoring.documents.node import as_data
from scoring.documents.yaml_out import flow_text
from scoring.documents.yaml_text import parse_yaml
from scoring.problem import InputError, did_you_mean
from scoring.text import excerpt, half_width
from scoring.workbooks.set_sheet.layout import SetColumn, SetSheetLayout

LONGEST: Final = 32_000
"""So many characters a cell takes; a spreadsheet's own limit is 32,767."""
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?%?")
_MARK: Final = re.compile(r"(?P<rest>.*\S)\s*[;；](?P<mark>[^;；]*)", re.DOTALL)
_READING: Final = re.compile(r"(?P<rule>[^()（）]+?)(?:[(（](?P<with>.*)[)）])?", re.DOTALL)


class CellFault(Exception):
    """A cell's text is none of its kind; ``hint``: what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def encode(column: SetColumn, value: Any, layout: SetSheetLayout) -> str | None:
    """Return the text of a cell that is read back as ``value``, or None if there is none."""
    text = _encoded(column, value, layout)
    if text is None or not text.strip() or len(text) > LONGEST or text != text.strip():
        return None
    try:
        return text if decode_cell(column, text, layout) == value else None
    except CellFault:
        return None


def decode_cell(column: SetColumn, text: str, layout: SetSheetLayout) -> Any:
    """Return what a cell's text means.

    Raises :class:`CellFault`.
    """
    kind = column.kind
    is_empty = half_width(text) == half_width(layout.words["empty"])
    if kind == "choice":
        return _choice(column, text, layout.lists[column.list])
    if kind == "number":
        number = half_width(text)
        if not _NUMBER.fullmatch(number):
            raise CellFault(f"“{excerpt(text)}”不是数", "写成数，例如 10 或 0.5。")
        return number
    if kind == "words":
        if is_empty:
            return []
        return [word.strip() for word in re.split(r"[、\n]", text) if word.strip()]
    if kind == "pairs":
        return {} if is_empty else _pairs(text)
    if kind == "items":
        return [_item(line.strip(), layout) for line in text.split("\n") if line.strip()]
    if kind == "readings":
        return _readings(text, layout)
    if kind == "yaml":
        return yaml_value(text)
    return text


def yaml_value(text: str) -> Any:
    """Return what a cell of YAML holds. Raises :class:`CellFault`."""
    try:
        return as_data(parse_yaml(text, ""))
    except InputError as error:
        first = error.problems[0]
        raise CellFault(f"不是 YAML 的写法：{first.message}", first.hint) from None


def _encoded(column: SetColumn, value: Any, layout: SetSheetLayout) -> str | None:
    kind, empty = column.kind, layout.words["empty"]
    if kind == "yaml":
        return flow_text(value)
    if kind in ("text", "number"):
        return value if isinstance(value, str) else None
    if kind == "choice":
        labels = layout.lists[column.list]
        return labels.get(value, value) if isinstance(value, str) else None
    if kind == "words" and isinstance(value, list):
        texts = all(isinstance(word, str) for word in value)
        return ("、".join(value) or empty) if texts else None
    if kind == "pairs" and isinstance(value, dict):
        return _pairs_text(value) or empty
    if kind == "items" and isinstance(value, list):
        return "\n".join(_item_text(item, layout) for item in value)
    if kind == "readings" and isinstance(value, dict):
        return "\n".join(_reading_text(k, v, layout) for k, v in value.items())
    return None


def _choice(column: SetColumn, text: str, labels: Mapping[str, str]) -> str:
    for key, label in labels.items():
        if half_width(text) in (key, half_width(label)):
            return key
    if column.open:
        return text
    hint = did_you_mean(text, labels.values()) or f"可以写：{'、'.join(labels.values())}。"
    raise CellFault(f"没有“{excerpt(text)}”这一种", hint)


def _pairs(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in re.split(r"[;；\n]", text):
        if not part.strip():
            continue
        name, sign, value = part.replace("＝", "=").partition("=")
        name, value = name.strip(), value.strip()
        if not sign or not name or not value:
            raise CellFault(
                f"“{excerpt(part.strip())}”不是“名 = 值”", "例如 limit = 100%;each = 1%。"
            )
        if name in found:
            raise CellFault(f"“{excerpt(name)}”写了两次", "请只留一个。")
        found[name] = value
    return found


def _pairs_text(value: Mapping[str, Any]) -> str:
    return "；".join(f"{name} = {given}" for name, given in value.items())


def _item(line: str, layout: SetSheetLayout) -> Any:
    """Return one point of a checklist: ``名称 = 分值;条件:…;作废``, all but the name if wanted."""
    line, more = _marks(line, layout)
    name, sign, points = line.replace("＝", "=").rpartition("=")
    points = half_width(points).strip()
    if sign and name.strip() and _NUMBER.fullmatch(points):
        return {"name": name.strip(), "points": points, **more}
    _, _, mark = points.partition(";")
    if sign and mark and _NUMBER.fullmatch(points.partition(";")[0].strip()):
        hint = f"可以写“{layout.words['only_when']}：…”或“{layout.words['voids']}”。"
        raise CellFault(f"清单的一项后面不能写“{excerpt(mark.strip())}”", hint)
    return {"name": line, **more} if more else line


def _marks(line: str, layout: SetSheetLayout) -> tuple[str, dict[str, str]]:
    """Take the marks off the end of a point; any other semicolon belongs to its name."""
    more: dict[str, str] = {}
    while match := _MARK.fullmatch(line):
        word, sign, rest = match["mark"].replace("：", ":").partition(":")
        if not sign and word.strip() == layout.words["voids"]:
            more["voids"] = "true"
        elif sign and word.strip() == layout.words["only_when"] and rest.strip():
            more["when"] = rest.strip()
        else:
            break
        line = match["rest"].strip()
    return line, more


def _item_text(item: Any, layout: SetSheetLayout) -> str:
    if not isinstance(item, dict):
        return str(item)
    words = layout.words
    parts = [
        f"{item.get('name')} = {item['points']}" if "points" in item else str(item.get("name"))
    ]
    parts += [f"{words['only_when']}:{item['when']}"] if "when" in item else []
    parts += [words["voids"]] if item.get("voids") == "true" else []
    return ";".join(parts)


def _readings(text: str, layout: SetSheetLayout) -> dict[str, Any]:
    column = SetColumn(key="", heading="", kind="choice", list="reading")
    found: dict[str, Any] = {}
    for line in text.split("\n"):
        if not line.strip():
            continue
        name, sign, rule = line.replace("＝", "=").partition("=")
        match = _READING.fullmatch(rule.strip())
        if not sign or match is None:
            raise CellFault(f"“{excerpt(line.strip())}”不是“读法 = 规则”", "一行写一种读法。")
        key = _choice(column, name.strip(), layout.lists["reading"])
        if key in found:
            raise CellFault(f"“{excerpt(name.strip())}”写了两次", "请只留一个。")
        given = match["with"]
        used = match["rule"].strip()
        found[key] = used if given is None else {"rule": used, "with": _pairs(given)}
    return found


def _reading_text(key: str, value: Any, layout: SetSheetLayout) -> str:
    label = layout.lists["reading"].get(key, key)
    if isinstance(value, dict):
        return f"{label} = {value.get('rule')}({_pairs_text(value.get('with') or {})})"
    return f"{label} = {value}"
