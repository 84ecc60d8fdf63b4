"""A text of numbered points taken apart: ``1.逐步构建…2.履行…`` is two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

NUMBER: Final = re.compile(r"(?<![0-9.．])([1-9][0-9]?)\s*[.．、](?![0-9])")
"""The number that begins a point."""


def numbered_items(text: str) -> tuple[str, ...]:
    """Return the points of a text, each with its number; without numbers, its lines.

    A number begins a point only where it is the next one: ``1.0版`` and ``第3.`` in a sentence do not.
    """
    starts = [0]
    for found in NUMBER.finditer(text):
        if int(found[1]) == len(starts):
            starts.append(found.start())
    if len(starts) == 1:
        return _filled(text.splitlines())
    ends = [*starts[1:], len(text)]
    return _filled("".join(text[a:b].splitlines()) for a, b in zip(starts, ends, strict=True))


def _filled(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(item.strip() for item in items if item.strip())
