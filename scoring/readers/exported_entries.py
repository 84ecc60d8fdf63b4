"""Entries of a ledger from an export of one, or written into a list by hand."""

from __future__ import annotations

from typing import Any, Final

from pydantic import ValidationError

from scoring.documents.node import Node, as_data
from scoring.problem import InputError
from scoring.records.exported_entry import ExportedEntry
from scoring.records.ledger_entry import SCHEMA, LedgerEntry, Sighting

_BESIDE: Final = frozenset({"schema", "id", "number", "link", "frozen", "seen"})
"""Keys of a line that are no part of the entry."""


def is_entry(node: Node | InputError) -> bool:
    """Tell whether a record is an entry of a ledger: it says of which kind."""
    data = None if isinstance(node, InputError) else as_data(node)
    return isinstance(data, dict) and "kind" in data


def exported_entry(node: Node) -> ExportedEntry:
    """Return the entry of a record. Raises :class:`InputError` if it is none, or was changed since."""
    data: Any = as_data(node)
    if data.get("schema", SCHEMA) != SCHEMA:
        hint = "请改用写出它的那一版或更新的程序。"
        raise InputError([node.problem("ledger-newer", "这份导出是更新的程序写的", hint)])
    body = {key: value for key, value in data.items() if key not in _BESIDE}
    beside = {key: data[key] for key in ("number", "link", "frozen", "seen") if key in data}
    try:
        entry = LedgerEntry.model_validate(body)
        found = ExportedEntry.model_validate({"entry": entry, **beside})
    except ValidationError as error:
        fields = "、".join(dict.fromkeys(str(e["loc"][0]) for e in error.errors() if e["loc"]))
        message = f"不是台账的条目（{fields}）" if fields else "不是台账的条目"
        hint = "请用 ziping ledger export 重新导出，不要手工改。"
        raise InputError([node.problem("ledger-entry", message, hint)]) from None
    if data.get("id", entry.id) != entry.id:
        hint = "导出以后被改过的条目不能读入；请用原来的导出文件。"
        raise InputError([node.problem("ledger-changed", "内容与编号不符", hint)])
    return found


def sighting_of(found: ExportedEntry, file: str, line: int) -> Sighting:
    """Return where an exported entry was read now; where it was read first stands beside it."""
    first = "".join(f"（原读自 {seen.file} {seen.at}，{seen.read}）" for seen in found.seen[:1])
    return Sighting(entry=found.entry.id, file=file[:500], at=f"第{line}行{first}"[:500])
