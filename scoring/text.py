"""Labels as they are compared, however they are typed: one folding for all who compare them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_POINTS_BEHIND: Final = re.compile(r"\([^()]*\)$")


def squeezed(text: str) -> str:
    """Return a text without any blanks or line breaks, full-width signs as half-width ones."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(plain.split())


@lru_cache(maxsize=1024)
def level_key(name: str) -> str:
    """Fold a level's name: ``产出指标 (50分)`` and ``产出指标`` are the same level."""
    return _POINTS_BEHIND.sub("", squeezed(name))
