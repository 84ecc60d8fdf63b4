"""Fold an expression as people type it into plain expression text, with each character's origin.

``≥ ≤ ≠ × ÷``, full-width letters and signs, curly quotes and ``80%`` become what the parser reads;
texts inside quotes are not changed.
"""

from __future__ import annotations

import re
from typing import Final

from scoring.text import half_width
from scoring.value_class import dataclass

_SIGNS: Final = {
    "≥": ">=", "≧": ">=", "≤": "<=", "≦": "<=", "≠": "!=", "×": "*", "÷": "/",
    "\u00a0": " ", "\n": " ", "\t": " ", "\r": " ", "、": ",",
}  # fmt: skip
_QUOTES: Final = {
    "'": "'", '"': '"', "‘": "’", "’": "’", "“": "”", "”": "”", "＇": "＇", "＂": "＂",
}  # fmt: skip
_FOLDED: Final = re.compile(
    r"(?:[A-Za-z_][A-Za-z_0-9]*+|[0-9](?![0-9.])|[ !#$&(-/:-@\[-^`{-~]++|'[^'\\]*+')*+"
)
"""What folding leaves as it is: names, numbers of one digit, signs of ASCII, texts between quotes."""


@dataclass(frozen=True, slots=True)
class FoldedText:
    """Folded text; ``origin[i]`` is the index in ``source`` of the folded character ``i``.

    One more origin than characters: the last one is the end of ``source``.
    """

    source: str
    text: str
    origin: tuple[int, ...]

    def original(self, index: int) -> int:
        """Return the position in ``source`` of the folded character ``index`` (clamped to the ends)."""
        return self.origin[min(max(index, 0), len(self.text))]

    def written(self, start: int, end: int) -> str:
        """Return the folded piece ``start`` … ``end`` as it was written."""
        return self.source[self.original(start) : self.original(end)]


def fold(text: str) -> FoldedText:
    """Fold ``text``; never raises. An unclosed quote is left for the parser to refuse."""
    if _FOLDED.fullmatch(text):
        return FoldedText(text, text, (*range(len(text) + 1),))
    out: list[str] = []
    origin: list[int] = []

    def put(piece: str, index: int) -> None:
        out.extend(piece)
        origin.extend([index] * len(piece))

    i = 0
    while i < len(text):
        char = text[i]
        if char in _QUOTES:
            closing = _QUOTES[char]
            end = text.find(closing, i + 1)
            body_end = len(text) if end < 0 else end
            put("'", i)
            for j in range(i + 1, body_end):
                put("\\" + text[j] if text[j] in "\\'" else text[j], j)
            if end >= 0:
                put("'", end)
            i = body_end + 1
            continue
        number_end = _number_end(text, i)
        if number_end > i and not (out and (out[-1].isalnum() or out[-1] == "_")):
            written = half_width(text[i:number_end])
            after = number_end
            while after < len(text) and text[after] in " \u3000":
                after += 1
            if after < len(text) and text[after] in "%％":
                # A spaced % before an operand would be the modulus sign; there is none here.
                # The space keeps `5%5` two numbers instead of one: 0.055.
                put(_hundredth(written), i)
                put(" ", after + 1)
                i = after + 1
            else:
                put(written, i)
                i = number_end
            continue
        put(_SIGNS.get(char) or half_width(char), i)
        i += 1
    return FoldedText(text, "".join(out), (*origin, len(text)))


def _number_end(text: str, start: int) -> int:
    i, points = start, 0
    while i < len(text):
        char = half_width(text[i])
        if char == "." and not points and i > start:
            points += 1
        elif not ("0" <= char <= "9"):
            break
        i += 1
    return i - 1 if points and half_width(text[i - 1]) == "." else i


def _hundredth(written: str) -> str:
    """Move the decimal point two places to the left: ``"9.5"`` becomes ``"0.095"``."""
    whole, _, decimals = written.partition(".")
    whole = whole.rjust(3, "0")
    return f"{whole[:-2]}.{whole[-2:]}{decimals}"
