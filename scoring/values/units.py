"""Units after a number: single, per something (元/条, 次/半年), alternative (台/套), joined (人·月)."""

from __future__ import annotations

from fractions import Fraction

from scoring.values.reading import Unit
from scoring.values.tokens import Kind, StopReadingError, Token

COUNT = "count:"
"""Dimensions of counters begin so."""
MOST_JOINED = 3
"""Units that may follow a first one: 元/人·月 has two."""
_MOST_MEANINGS = 64
"""Meanings of a joined unit; more is no unit that anybody wrote."""
WORD = "word:"
"""Dimensions of words that stand where a unit stands and are not in the vocabulary."""


def match(tokens: list[Token], at: int) -> tuple[Unit, int] | None:
    """Return the unit that begins at token ``at`` and the place behind it, or None."""
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
        following = tokens[at + 1]
        other = single(following)
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


def single(token: Token) -> Unit | None:
    """Return the unit that a token names by itself; 半年 is one below a stroke."""
    if token.kind is not Kind.WORD:
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
    return at < len(tokens) and tokens[at].kind is Kind.NUMBER


def _is_counter(unit: Unit) -> bool:
    return all(
        dimension.startswith(COUNT) and "/" not in dimension for dimension, _ in unit.meanings()
    )


def either(one: Unit, other: Unit) -> Unit:
    """Return the unit that may be read as one or the other: 台/套."""
    return Unit(
        f"{one.symbol}/{other.symbol}",
        one.dimension,
        one.factor,
        (*one.meanings(), *other.meanings()),
        one.generic or other.generic,
    )


def per(one: Unit | None, other: Unit) -> Unit:
    """Return ``one`` per ``other``; without ``one`` the numerator is unwritten (≤0.04/条)."""
    above = one.meanings() if one is not None else (("", Fraction(1)),)
    meanings = tuple(
        (_below(over, under), factor / divisor)
        for over, factor in above
        for under, divisor in other.meanings()
    )
    written = one.symbol if one is not None else ""
    stroke = "·" if "/" in written else "/"
    return _of(f"{written}{stroke}{other.symbol}", meanings)


def _below(over: str, under: str) -> str:
    """Write a denominator: a second one multiplies the first (元/人/月 is 元/人·月)."""
    if "/" not in over:
        return f"{over}/{under}"
    above, _, below = over.partition("/")
    return f"{above}/{'·'.join(sorted((*below.split('·'), under)))}"


def joined(one: Unit, other: Unit) -> Unit:
    """Return the product of two units: 节点·半年; below a stroke it joins the denominator."""
    if "/" in one.dimension:
        return per(one, other)
    meanings = tuple(
        (f"{a}·{b}", factor * times)
        for a, factor in one.meanings()
        for b, times in other.meanings()
    )
    return _of(f"{one.symbol}·{other.symbol}", meanings)


def _of(symbol: str, meanings: tuple[tuple[str, Fraction], ...]) -> Unit:
    if len(meanings) > _MOST_MEANINGS:
        raise StopReadingError(symbol)
    dimension, factor = meanings[0]
    return Unit(symbol, dimension, factor, meanings if len(meanings) > 1 else ())


def from_word(text: str) -> Unit:
    """Return the unit of a word that is no unit of the vocabulary but stands in its place."""
    return Unit(text, WORD + text)
