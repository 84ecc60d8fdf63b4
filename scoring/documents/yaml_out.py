"""Dicts, lists and texts as YAML that people read and that is read back to the same."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from scoring.documents.node import as_data
from scoring.documents.yaml_text import parse_yaml
from scoring.problem import InputError
from scoring.text import width

_WIDEST: Final = 160
"""A record that is not wider stands in one line, in braces."""
_PLAIN_START: Final = re.compile(r"[^\s'\"\[\]{}&*!|>%@`#,?:\-]")


def yaml_text(data: dict[str, Any], comment: Sequence[str] = ()) -> str:
    """Return ``data`` as a YAML file; ``comment`` are lines (without ``#``) put at its head."""
    lines = [f"#{line}" for line in comment]
    for key, value in data.items():
        lines += _entry(key, value, 0)
    return "\n".join(lines) + "\n"


def flow_text(value: Any) -> str:
    """Return a value in one line."""
    if isinstance(value, dict):
        inner = ", ".join(f"{_scalar(k, True)}: {flow_text(v)}" for k, v in value.items())
        return "{" + inner + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow_text(item) for item in value) + "]"
    return "null" if value is None else _scalar(value, True)


def _entry(key: str, value: Any, indent: int) -> list[str]:
    pad, name = "  " * indent, _scalar(key, False)
    if not isinstance(value, dict | list):
        return [f"{pad}{name}: {'null' if value is None else _scalar(value, False)}"]
    if not value or _is_flat(value, indent):
        return [f"{pad}{name}: {flow_text(value)}"]
    if isinstance(value, dict):
        inner = [line for k, v in value.items() for line in _entry(k, v, indent + 1)]
        return [f"{pad}{name}:", *inner]
    return [f"{pad}{name}:", *(line for item in value for line in _item(item, indent + 1))]


def _item(item: Any, indent: int) -> list[str]:
    pad = "  " * indent
    if not isinstance(item, dict) or not item or _is_flat(item, indent):
        return [f"{pad}- {flow_text(item)}"]
    lines = [line for k, v in item.items() for line in _entry(k, v, indent + 1)]
    return [f"{pad}- {lines[0].lstrip()}", *lines[1:]]


def _is_flat(value: Any, indent: int) -> bool:
    """Tell whether a value stands in one line: no records inside, and not wider than a line."""
    inner = value.values() if isinstance(value, dict) else value
    if any(isinstance(v, dict) and v for v in inner) and not _small(value):
        return False
    if any(isinstance(v, list) and any(isinstance(w, dict | list) for w in v) for v in inner):
        return False
    words = isinstance(value, list) and not any(isinstance(v, dict | list) for v in value)
    return words or width(flow_text(value)) + 2 * indent <= _WIDEST


def _small(value: Any) -> bool:
    """Tell whether a record holds at most flat mappings (``with``)."""
    return isinstance(value, dict) and all(
        not isinstance(v, dict) or all(isinstance(w, str) for w in v.values())
        for v in value.values()
    ) and "name" in value  # fmt: skip


@lru_cache(maxsize=4096)
def _scalar(text: str, flow: bool) -> str:
    """Return a text as YAML reads it back: bare where that is sure, else in quotes."""
    if _PLAIN_START.match(text) and "\n" not in text:
        bare = f"{{k: {text}, l: [{text}]}}" if flow else f"k: {text}"
        try:
            data = as_data(parse_yaml(bare, ""))
        except InputError:
            data = None
        if data == ({"k": text, "l": [text]} if flow else {"k": text}):
            return text
    if "'" not in text and text.isprintable():
        return f"'{text}'" if '"' in text else f'"{text}"' if "\\" not in text else f"'{text}'"
    return json.dumps(text, ensure_ascii=False)
