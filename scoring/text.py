"""Labels as they are compared, however they are typed: one folding for all who compare them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_POINTS_BEHIND: Final = re.compile(r"\([^()]*\)$")
_HALF_WIDTH: Final = {
    **{code: chr(code - 0xFEE0) for code in range(ord("！"), ord("～") + 1)},
    ord("\u3000"): " ",
    ord("−"): "-",
}
_YES_NO: Final = {"是": True, "true": True, "yes": True, "否": False, "false": False, "no": False}


def half_width(text: str) -> str:
    """Return a text with full-width letters, figures, signs and spaces as the half-width ones.

    Each character becomes one character: ``（９０％）`` is ``(90%)``. Others, 。 and ² too, stay.
    """
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def squeezed(text: str) -> str:
    """Return a text without any blanks or line breaks, full-width signs as half-width ones."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(plain.split())


@lru_cache(maxsize=1024)
def level_key(name: str) -> str:
    """Fold a level's name: ``产出指标 (50分)`` and ``产出指标`` are the same level."""
    return _POINTS_BEHIND.sub("", squeezed(name))


def yes_or_no(text: str) -> bool | None:
    """Return what 是 or 否 (yes, no, true, false) means; None for any other text."""
    return _YES_NO.get(text.strip().lower())
