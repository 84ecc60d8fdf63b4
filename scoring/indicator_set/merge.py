"""``extends``: apply one set's file to another. Maps merge, lists replace, children match by name.

``without`` names children of the base that are dropped.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any, Final

from scoring.documents.node import Entry, Mapping_, Node, Scalar, Sequence_, as_data

MATCHED_BY_NAME: Final = frozenset({"levels", "children"})
WITHOUT: Final = "without"


def merge(base: Node, over: Node, key: str = "") -> Node:
    """Return ``base`` with ``over`` applied to it; every node keeps the place where it was written."""
    if isinstance(base, Mapping_) and isinstance(over, Mapping_):
        base, over = _dropped(base, over)
        entries = []
        for entry in base.entries:
            new = over.get(entry.key.text or "")
            value = entry.value if new is None else merge(entry.value, new, entry.key.text or "")
            new_key = next((e.key for e in over.entries if e.key.text == entry.key.text), entry.key)
            entries.append(Entry(new_key, value))
        keys = {e.key.text for e in base.entries}
        entries += [e for e in over.entries if e.key.text not in keys]
        return Mapping_(over.place, over.source, tuple(entries), over.flow)
    if key in MATCHED_BY_NAME and isinstance(base, Sequence_) and isinstance(over, Sequence_):
        return _merge_children(base, over)
    return over


def _dropped(base: Mapping_, over: Mapping_) -> tuple[Mapping_, Mapping_]:
    """Drop the children of the base that ``over`` names under ``without``; return both.

    A name that the base does not have remains there, for the compiler to report.
    """
    unwanted = over.get(WITHOUT)
    key = next((k for k in sorted(MATCHED_BY_NAME) if isinstance(base.get(k), Sequence_)), None)
    if key is None or not isinstance(unwanted, Sequence_):
        return base, over
    children = base.get(key)
    assert isinstance(children, Sequence_)
    names = {item.text for item in unwanted.items if isinstance(item, Scalar)}
    kept = tuple(item for item in children.items if _name(item) not in names)
    names_in_base = {_name(item) for item in children.items}
    rest = tuple(
        i for i in unwanted.items if not isinstance(i, Scalar) or i.text not in names_in_base
    )
    base = _with(base, key, Sequence_(children.place, children.source, kept) if kept else None)
    remaining = Sequence_(unwanted.place, unwanted.source, rest) if rest else None
    return base, _with(over, WITHOUT, remaining)


def _with(node: Mapping_, key: str, value: Node | None) -> Mapping_:
    """Return the mapping with another value of a key, or without the key."""
    if value is None:
        return without(node, key)
    entries = tuple(Entry(e.key, value) if e.key.text == key else e for e in node.entries)
    return Mapping_(node.place, node.source, entries, node.flow)


def _name(node: Node) -> str | None:
    name = node.get("name") if isinstance(node, Mapping_) else None
    return name.text if isinstance(name, Scalar) else None


def _merge_children(base: Sequence_, over: Sequence_) -> Sequence_:
    changes = {_name(item): item for item in over.items}
    merged = [
        merge(item, changes[name]) if (name := _name(item)) in changes else item
        for item in base.items
    ]
    names = {_name(item) for item in base.items}
    merged += [item for item in over.items if _name(item) not in names]
    return Sequence_(over.place, over.source, tuple(merged))


def without(node: Mapping_, *keys: str) -> Mapping_:
    """Return the mapping without some keys."""
    kept = tuple(e for e in node.entries if e.key.text not in keys)
    return Mapping_(node.place, node.source, kept, node.flow)


def digest(merged: Node) -> str:
    """Return the SHA-256 of the merged set as written: texts, sorted keys, NFC.

    How the set is called changes nothing of what it scores.
    """
    data = as_data(merged)
    if isinstance(data, dict):
        data.pop("called", None)
    text = json.dumps(_nfc(data), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _nfc(data: Any) -> Any:
    if isinstance(data, dict):
        return {_nfc(k): _nfc(v) for k, v in data.items() if k != "extends"}
    if isinstance(data, list):
        return [_nfc(item) for item in data]
    return unicodedata.normalize("NFC", data) if isinstance(data, str) else data
