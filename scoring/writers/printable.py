"""Text from outside made safe to print: what cannot be shown is made visible, nothing is dropped."""

from __future__ import annotations

import re
from typing import Final

_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_LINE_ENDS: Final = re.compile("\r\n?|\u2028|\u2029|\x85")
_REPLACEMENT: Final = "\ufffd"


def visible(text: str) -> str:
    """Return ``text`` with control characters as their pictures (``␇``) and one kind of line end.

    XML cannot hold the control characters at all. Lone surrogates, C1 controls and the marks that
    turn the direction of writing become ``\\ufffd``.
    """
    if text.isprintable():
        return text
    if "\r" in text or "\u2028" in text or "\u2029" in text or "\x85" in text:
        text = _LINE_ENDS.sub("\n", text)
    return _INVISIBLE.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else _REPLACEMENT
