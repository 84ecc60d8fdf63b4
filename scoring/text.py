"""What is done to any text: folded for comparing, put on one line, cut, measured, made printable.

What seals, keys and digests of decisions are made from goes through :func:`squeezed`: another outcome
would make every stored one invalid. Values (``values/fold.py``) and expressions (``rules/fold.py``) are
folded by rules of their own: a blank between two figures, ² or 。 there has a meaning.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_POINTS_BEHIND: Final = re.compile(r"\([^()]*\)$")
NUMBERED: Final = re.compile(
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[.、)](?=[^0-9])"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}[.、]?(?=[^0-9.])|\((?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\)(?=.)"
)
"""``1.``, ``1.1``, ``一、`` or ``(一)`` before a label whose signs are half-width ones."""
_MARKS: Final = re.compile(r"[*★☆※●▲△#]")
_LONGEST_KEPT: Final = 240
"""Characters of a label whose folding is remembered: labels return in every file, longer texts do not."""
_HALF_WIDTH: Final = {
    **{code: chr(code - 0xFEE0) for code in range(ord("！"), ord("～") + 1)},
    ord("\u3000"): " ",
    ord("−"): "-",
}
_YES_NO: Final = {"是": True, "true": True, "yes": True, "否": False, "false": False, "no": False}
_CELL_ERROR: Final = re.compile(r"#(?:N/A|[A-Z]+(?:/0)?[!?])")
"""What a cell shows whose formula has no result: ``#DIV/0!``, ``#NAME?``."""
_STEERING: Final = "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb"
"""Signs that are not seen and turn the direction of writing, end a line, or steer a terminal."""
_INVISIBLE: Final = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f{_STEERING}\ud800-\udfff\ufffe\uffff]")
_STEERING_IN_JSON: Final = re.compile(f"[{_STEERING}]")
LINE_BREAK: Final = re.compile(r"\s*\n\s*")
"""The end of a line, or of several, with the blanks around it."""
_LINE_ENDS: Final = re.compile("\r\n?|\u2028|\u2029|\x85")
_LONGEST: Final = 40
"""Letters of a text that a message quotes."""


def is_cell_error(text: str) -> bool:
    """Tell whether a text is, or begins with, the error of a spreadsheet's formula: it has no value."""
    beginning = half_width(text[:_LONGEST]).strip().upper()
    return _CELL_ERROR.match(beginning) is not None


def half_width(text: str) -> str:
    """Return a text with full-width letters, figures, signs and spaces as the half-width ones.

    Each character becomes one character: ``（９０％）`` is ``(90%)``. Others, 。 and ² too, stay.
    """
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def plain_signs(text: str) -> str:
    """Return a text with the plain form of each sign, as long as it is: ``①`` is ``1``.

    What is found in it stands at the same place in the original.
    """
    if text.isascii():
        return text
    return text.translate(_PLAIN_SIGNS)


class _PlainSigns(dict[int, str]):
    """The plain form of each sign that was met, by its number."""

    def __missing__(self, number: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(number))
        if len(self) >= _MOST_SIGNS:
            self.clear()
        self[number] = found = plain if len(plain) == 1 else chr(number)
        return found


_MOST_SIGNS: Final = 16_384
_PLAIN_SIGNS: Final = _PlainSigns()


def squeezed(text: str) -> str:
    """Return a text without any blanks or line breaks, full-width signs as half-width ones."""
    return _kept_squeezed(text) if len(text) <= _LONGEST_KEPT else _squeezed(text)


def _squeezed(text: str) -> str:
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(plain.split())


_kept_squeezed: Final = lru_cache(maxsize=8192)(_squeezed)


def label_key(text: str) -> str:
    """Fold a label of a form: ``* 实 际\\n完成值：`` and ``实际完成值`` are the same label."""
    return _kept_label_key(text) if len(text) <= _LONGEST_KEPT else _label_key(text)


def _label_key(text: str) -> str:
    return _MARKS.sub("", squeezed(text)).rstrip(":").lower()


_kept_label_key: Final = lru_cache(maxsize=8192)(_label_key)


@lru_cache(maxsize=1024)
def level_key(name: str) -> str:
    """Fold a level's name: ``一、产出指标 (50分):`` and ``产出指标`` are the same level."""
    key = _MARKS.sub("", squeezed(name))
    numbered = NUMBERED.match(key)
    key = key if numbered is None else key[numbered.end() :]
    return _POINTS_BEHIND.sub("", key.rstrip(":")).rstrip(":")


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """Fold a name to its letters and figures: ``“智慧”政务（二期）`` is ``智慧政务二期``."""
    return "".join(c for c in squeezed(name).lower() if c.isalnum())


def yes_or_no(text: str) -> bool | None:
    """Return what 是 or 否 (yes, no, true, false) means; None for any other text."""
    return _YES_NO.get(text.strip().lower())


def on_one_line(text: str) -> str:
    """Return a text without line ends and doubled blanks."""
    return " ".join(text.split())


def safe_line(text: str) -> str:
    """Return a text for one line of a terminal: signs that would steer it are seen, those that end it blanks."""
    seen = printable(text)
    return "".join(letter if letter.isprintable() else " " for letter in seen)


def shortened(text: str, most: int = _LONGEST) -> str:
    """Return at most so many letters of a text; ``…`` behind them where some are left out."""
    return text if len(text) <= most else f"{text[:most]}…"


def excerpt(text: str, most: int = _LONGEST) -> str:
    """Return a text as a message quotes it: on one line, at most so many letters."""
    return shortened(on_one_line(text), most)


def width(text: str) -> int:
    """Return how many columns of a screen a text takes: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def cut_to_width(text: str, most: int) -> str:
    """Return the beginning of a text that takes at most so many columns of a screen."""
    text = text[: max(most, 0)]
    while text and width(text) > most:
        text = text[:-1]
    return text


def lines_taken(text: str, letters: int) -> int:
    """Return how many lines a text takes where one holds so many half-width letters."""
    if 2 * len(text) <= letters and "\n" not in text:
        return 1
    return sum(max(-(-width(line) // letters), 1) for line in text.split("\n"))


def printable(text: str) -> str:
    """Return a text from outside that any output can hold, with one kind of line end.

    Signs that are not seen are shown: control characters, which XML cannot hold at all, as their pictures
    (``␇``), marks that turn the direction of writing and lone surrogates by their number (``[U+202E]``).
    """
    if text.isprintable():
        return text
    if "\r" in text or "\u2028" in text or "\u2029" in text or "\x85" in text:
        text = _LINE_ENDS.sub("\n", text)
    return _INVISIBLE.sub(_picture, text)


def printable_json(text: str) -> str:
    """Return JSON text that says the same, with signs that are not seen written as ``\\u202e``."""
    if text.isprintable():
        return text
    return _STEERING_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"[U+{code:04X}]"
