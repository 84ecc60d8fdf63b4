"""A level's name as it is compared: however a form writes it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from scoring.folding import squeezed

_POINTS_BEHIND: Final = re.compile(r"\([^()]*\)$")


@lru_cache(maxsize=1024)
def level_key(name: str) -> str:
    """Fold a level's name: ``产出指标 (50分)`` and ``产出指标`` are the same level."""
    return _POINTS_BEHIND.sub("", squeezed(name))
