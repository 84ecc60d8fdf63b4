"""Units after a number: single, per something (元/条, 次/半年), alternative (台/套), joined (人·月)."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

from scoring.values.lexicon import Lexicon, Word
from scoring.values.reading import Unit, UnreadReason
from scoring.values.tokens import StopReadingError, Token, TokenKind, is_letter

COUNT = "count:"
"""Dimensions of counters begin so."""
TIMES = frozenset({"time", "month", "workday"})
"""Dimensions of spans of time."""
MOST_JOINED = 3
"""Units that may follow a first one: 元/人·月 has two."""
_MOST_MEANINGS = 64
"""Meanings of a joined unit; more is no unit that anybody wrote."""
WORD = "word:"
"""Dimensions of words that stand where a unit stands and are not in the vocabulary."""


LONGEST_WORD = 2
"""A word of at most so many characters straight behind a number is its unit …"""
LONGEST_MARKED_WORD = 3
"""… or of so many, where a comparator or 约 shows that it is a quantity."""
_LONGEST_BELOW = 4
"""Characters of an unknown word below a stroke: 次/网格."""


def match(tokens: list[Token], at: int, lexicon: Lexicon) -> tuple[Unit, int] | None:
    """Return the unit that begins at token ``at`` and the place behind it, or None.

    A unit of the vocabulary that goes on in words unknown to it is no longer that unit: 兆 in 3兆帕
    stands as the unit 兆帕 of its own.
    """
    named = _match(tokens, at)
    if named is None:
        return None
    unit, after = named
    behind = _goes_on(tokens, after, unit, lexicon)
    if behind == after:
        return named
    return _more(from_word(_text(tokens, at, behind)), tokens, behind)


def unknown(tokens: list[Token], at: int, *, is_bare: bool) -> tuple[Unit, int] | None:
    """Return the unit that an unknown word is, if it is written where a unit would be."""
    if at >= len(tokens) or tokens[at].kind is not TokenKind.TEXT:
        return None
    text = tokens[at].text
    if is_latin(text):
        # 5A may be a grade and 5G a name; ≥5A is a quantity
        is_unit = text.isalnum() and (len(text) > 1 or not is_bare)
    else:
        longest = LONGEST_WORD if is_bare else LONGEST_MARKED_WORD
        is_symbol = unicodedata.category(text[0]).startswith("S")
        is_unit = len(text) <= longest and (text.isalpha() or is_symbol)
    if not is_unit or not _closes(tokens, at + 1):
        return None
    return _more(from_word(text), tokens, at + 1)


def is_latin(text: str) -> bool:
    """Tell whether a text begins with a letter of a script without ideographs."""
    return is_letter(text[0]) and text[0].isalpha()


def _text(tokens: list[Token], at: int, behind: int) -> str:
    return "".join(token.text for token in tokens[at:behind])


def _closes(tokens: list[Token], at: int) -> bool:
    """Tell whether a quantity may end at a place: at the end, a sign, or 以上 and its like."""
    if at >= len(tokens):
        return True
    word = tokens[at].word
    after = word.suffix is not None or word.softened is not None or word.between is not None
    return after or word.sign is not None


def _goes_on(tokens: list[Token], at: int, unit: Unit, lexicon: Lexicon) -> int:
    """Return the place behind what still belongs to a unit's name; ``at`` if nothing does."""
    if at >= len(tokens):
        return at
    last, token = tokens[at - 1], tokens[at]
    if not last.text[-1].isalnum() or token.start != last.end:
        return at
    text = token.text
    if token.kind is TokenKind.TEXT and is_latin(text):
        return at + 1 if is_letter(last.text[-1]) else at
    if is_letter(last.text[-1]):
        return at
    is_counter = _is_counter(unit)
    if token.kind is TokenKind.TEXT:
        if is_counter or text in lexicon.after_units:
            return at
        longest = LONGEST_WORD if last.word.is_prefix else 1
        is_rest = len(text) <= longest and text.isalpha() and _closes(tokens, at + 1)
        return at + 1 if is_rest or text.startswith(lexicon.stems) else at
    other = token.word.unit
    is_measure = other is not None and not _is_counter(other) and text[-1].isalpha()
    joins = is_measure and not unit.generic and not is_letter(text[0]) and token.word.sign is None
    return at + 1 if joins and _closes(tokens, at + 1) else at


def _match(tokens: list[Token], at: int) -> tuple[Unit, int] | None:
    if at >= len(tokens):
        return None
    unit = single(tokens[at])
    if unit is None:
        if tokens[at].word.sign == "slash" and at + 1 < len(tokens):
            below = single(tokens[at + 1])
            if below is not None and not _is_number(tokens, at + 2):
                return _more(per(None, below), tokens, at + 2)
        return None
    return _more(unit, tokens, at + 1)


def _more(unit: Unit, tokens: list[Token], at: int) -> tuple[Unit, int]:
    """Join what follows: ``/条``, ``·月``, ``(套)``, ``或台``."""
    for _ in range(MOST_JOINED):
        if at + 1 >= len(tokens):
            break
        sign = tokens[at].word.sign
        if sign not in ("slash", "dot", "every", "either", "open"):
            break
        if sign == "slash" and tokens[at + 1].word.sign == "every" and at + 2 < len(tokens):
            # 次/每人
            at += 1
        following = tokens[at + 1]
        other = single(following)
        if other is None and sign == "slash":
            scaled = _scaled(tokens, at + 1)
            if scaled is not None:
                unit, at = per(unit, scaled), at + 3
                continue
        if other is None and sign == "slash":
            other = _word_below(tokens, at)
        if other is None:
            break
        if sign == "open":
            closed = at + 2 < len(tokens) and tokens[at + 2].word.sign == "close"
            if not closed or not (_is_counter(unit) and _is_counter(other)):
                break
            unit, at = either(unit, other), at + 3
            continue
        if sign == "dot":
            unit = joined(unit, other)
        elif sign == "either":
            unit = either(unit, other)
        elif sign == "slash" and _is_counter(unit) and _is_counter(other):
            unit = per(unit, other) if following.word.per else either(unit, other)
        else:
            unit = per(unit, other)
        at += 2
    return unit, at


def _scaled(tokens: list[Token], at: int) -> Unit | None:
    """Return a unit with its multiplier below a stroke: 吨/万元."""
    factor = tokens[at].word.multiplier
    unit = single(tokens[at + 1]) if at + 1 < len(tokens) else None
    if factor is None or unit is None:
        return None
    choices = tuple((dimension, times * factor) for dimension, times in unit.choices)
    return Unit(tokens[at].text + unit.symbol, unit.dimension, unit.factor * factor, choices)


def _word_below(tokens: list[Token], stroke: int) -> Unit | None:
    """Return the unit of an unknown word below a stroke: 5次/网格 is not 5次.

    Raises :class:`StopReadingError` where words follow the stroke that are no unit.
    """
    following = tokens[stroke + 1]
    is_word = following.kind is TokenKind.TEXT or following.word == Word()
    if following.kind not in (TokenKind.TEXT, TokenKind.WORD) or not is_word:
        return None
    if not following.text.isalnum():
        return None
    if len(following.text) <= _LONGEST_BELOW and _closes(tokens, stroke + 2):
        return from_word(following.text)
    if stroke + 2 < len(tokens) and tokens[stroke + 2].kind is TokenKind.NUMBER:
        return None
    raise StopReadingError(_text(tokens, max(stroke - 2, 0), stroke + 2), UnreadReason.UNKNOWN_UNIT)


def single(token: Token) -> Unit | None:
    """Return the unit that one token names; 半年 is one below a stroke."""
    if token.kind is not TokenKind.WORD:
        return None
    word = token.word
    if word.unit is not None:
        return word.unit
    if word.quantity is not None:
        value, unit = word.quantity
        choices = tuple((d, f * value) for d, f in unit.choices)
        return Unit(token.text, unit.dimension, unit.factor * value, choices)
    return None


def _is_number(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind is TokenKind.NUMBER


def _is_counter(unit: Unit) -> bool:
    return all(
        dimension.startswith(COUNT) and "/" not in dimension for dimension, _ in unit.meanings()
    )


def either(first: Unit, second: Unit) -> Unit:
    """Return the unit that may be read as one or the other: 台/套."""
    return Unit(
        f"{first.symbol}/{second.symbol}",
        first.dimension,
        first.factor,
        (*first.meanings(), *second.meanings()),
        first.generic or second.generic,
    )


def per(numerator: Unit | None, denominator: Unit) -> Unit:
    """Return a unit per another; the numerator may be unwritten (≤0.04/条)."""
    above = numerator.meanings() if numerator is not None else (("", Fraction(1)),)
    meanings = tuple(
        (_below(over, under), factor / divisor)
        for over, factor in above
        for under, divisor in denominator.meanings()
    )
    written = numerator.symbol if numerator is not None else ""
    stroke = "·" if "/" in written else "/"
    return _of(f"{written}{stroke}{denominator.symbol}", meanings)


def _below(over: str, under: str) -> str:
    """Write a denominator: a second one multiplies the first (元/人/月 is 元/人·月)."""
    if "/" not in over:
        return f"{over}/{under}"
    above, _, below = over.partition("/")
    return f"{above}/{'·'.join(sorted((*below.split('·'), under)))}"


def joined(first: Unit, second: Unit) -> Unit:
    """Return the product of two units: 节点·半年; below a stroke it joins the denominator."""
    if "/" in first.dimension:
        return per(first, second)
    meanings = tuple(
        (f"{a}·{b}", factor * times)
        for a, factor in first.meanings()
        for b, times in second.meanings()
    )
    return _of(f"{first.symbol}·{second.symbol}", meanings)


def _of(symbol: str, meanings: tuple[tuple[str, Fraction], ...]) -> Unit:
    if len(meanings) > _MOST_MEANINGS:
        raise StopReadingError(symbol, UnreadReason.UNKNOWN_UNIT)
    dimension, factor = meanings[0]
    return Unit(symbol, dimension, factor, meanings if len(meanings) > 1 else ())


def from_word(text: str) -> Unit:
    """Return a unit made of a word that is not in the vocabulary but is written as a unit."""
    return Unit(text, WORD + text)
