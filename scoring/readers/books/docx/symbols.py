"""Signs that a document takes from a picture font: the few that stand in forms, as characters."""

from __future__ import annotations

from typing import Final

_BOXES: Final = {
    "wingdings": {0x6F: "□", 0x72: "□", 0xA8: "□", 0x78: "☒", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
                  0xFE: "☑", 0xE0: "→", 0x6C: "●", 0x6E: "■", 0xD8: "➢"},
    "wingdings2": {0x50: "✓", 0x52: "☑", 0x4F: "✗", 0x51: "☒", 0x54: "☒", 0xA3: "□", 0x30: "□"},
    "symbol": {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
               0xB0: "°", 0xB7: "·", 0x2D: "−", 0x2B: "+", 0x3C: "<", 0x3E: ">", 0x3D: "=",
               0x25: "%", 0xA5: "∞", 0xAE: "→", 0xB2: "″", 0xA2: "′"},
}  # fmt: skip
"""By font and the sign's number in it."""
_PRIVATE: Final = 0xF000


def symbol(font: str, code: str) -> str:
    """Return the character for a sign of a font; empty where it is not known.

    >>> symbol("Symbol", "F0B3")
    '≥'
    """
    try:
        number = int(code[:6], 16)
    except ValueError:
        return ""
    known = _BOXES.get("".join(font.lower().split()), {})
    inside = number - _PRIVATE if _PRIVATE <= number < _PRIVATE + 0x100 else number
    if inside in known:
        return known[inside]
    if 0x20 <= number < 0xD800 or 0xF900 <= number < 0xFFF0:
        return chr(number)
    return ""
