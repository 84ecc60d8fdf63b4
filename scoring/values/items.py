"""A text as a row of items: numbers, dates, joining signs, and the words between them."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum
from typing import Final

from scoring.value_class import dataclass
from scoring.values import dates, quantities, units
from scoring.values.lexicon import Lexicon
from scoring.values.reading import Comparator, Deadline, Number, Range, Unit, UnreadReason
from scoring.values.tokens import StopReadingError, Token, TokenKind

LONGEST_LABEL: Final = 24
_FAR: Final = 12
"""Characters that may stand between a comparator and its number."""


class ItemKind(IntEnum):
    """What an item is."""

    NUMBER = 0
    RANGE = 1
    DATE = 2
    YEAR = 3
    """A year without month or day, which is often only the setting of a sentence."""
    TEXT = 4
    NOISE = 5
    SIGN = 6


@dataclass(slots=True)
class TextItem:
    """One item; ``depth`` counts the brackets around it."""

    kind: ItemKind
    start: int
    end: int
    depth: int = 0
    sign: str = ""
    text: str = ""
    number: Number | None = None
    range: Range | None = None
    deadline: Deadline | None = None
    comparator: Comparator | None = None
    """Of a sign (≤) that no number follows: 80%≤X."""
    is_glued: bool = False
    """A figure with words straight behind it: more likely a name (12345热线) than a value."""


def scan(tokens: list[Token], lexicon: Lexicon, folded: str) -> list[TextItem]:
    """Turn tokens into items, from left to right, each token once."""
    items: list[TextItem] = []
    at = depth = 0
    pending: tuple[Comparator, int] | None = None
    every: tuple[Unit, int] | None = None
    count = len(tokens)
    while at < count:
        token = tokens[at]
        word = token.word
        if word.sign == "open":
            depth += 1
        elif word.sign == "close":
            depth = max(depth - 1, 0)
        if at == 0 or tokens[at - 1].word.sign == "clause":
            marker = _marker(tokens, at, lexicon)
            if marker:
                at += marker
                continue
        kind = token.kind
        if kind is TokenKind.TEXT or (kind is TokenKind.WORD and not word.may_begin):
            if word.sign == "clause":
                pending = every = None
            items.append(_loose(token, depth))
            at += 1
            continue
        date = dates.match(tokens, at, folded)
        if date is not None:
            if at > 0 and tokens[at - 1].word.sign == "every":
                # 每两月1次 is no date
                piece = folded[tokens[at - 1].start : tokens[date.at - 1].end]
                raise StopReadingError(piece, UnreadReason.EVERY_FEW)
            item_kind = ItemKind.YEAR if date.is_year_only else ItemKind.DATE
            end = tokens[date.at - 1].end
            item = TextItem(item_kind, token.start, end, depth, deadline=date.deadline)
            if date.is_year_only and date.deadline.year is None:
                item.text = folded[token.start : end]  # 上年800户, 全年4次
            if date.is_beginning:
                item.kind, item.text = ItemKind.TEXT, folded[token.start : end]
            items.append(item)
            at = date.at
            continue
        ordinal = _ordinal(tokens, at, lexicon)
        if ordinal:
            end = tokens[at + ordinal - 1].end
            items.append(
                TextItem(ItemKind.TEXT, token.start, end, depth, text=folded[token.start : end])
            )
            at += ordinal
            continue
        free = not items or items[-1].kind in (ItemKind.TEXT, ItemKind.SIGN, ItemKind.NOISE)
        quantity = quantities.match(tokens, at, lexicon, folded, may_be_negative=free)
        if quantity is not None:
            number, following = quantity
            at_number = tokens[following - 1].end
            if number is None or (word.quantity is not None and _is_below_stroke(tokens, at)):
                text = folded[token.start : at_number]
                items.append(TextItem(ItemKind.TEXT, token.start, at_number, depth, text=text))
                at = following
                continue
            is_pending = pending is not None and token.start - pending[1] <= _FAR
            if pending is not None and is_pending and number.comparator is None:
                number = replace(number, comparator=pending[0])
            if every is not None and token.start - every[1] <= _FAR:
                number = _due_every(number, every[0])
            pending = every = None
            item = TextItem(ItemKind.NUMBER, token.start, at_number, depth, number=number)
            _look_behind(item, tokens, following)
            items.append(item)
            bound = _bound_behind_words(tokens, following)
            if bound is not None and number.unit is not None and number.comparator is None:
                item.number = replace(number, comparator=bound)
                items.append(_loose(tokens[following], depth))
                following += 2
            at = following
            continue
        if word.prefix is not None:
            pending = (word.prefix, token.end)
        every = _period_behind(tokens, at) or every
        items.append(_loose(token, depth))
        at += 1
    return items


def _period_behind(tokens: list[Token], at: int) -> tuple[Unit, int] | None:
    """Return the period of time that stands behind 每, and its end in the text: 每季度召开…."""
    if tokens[at].word.sign != "every" or at + 1 >= len(tokens):
        return None
    period = units.single(tokens[at + 1])
    is_time = period is not None and period.dimension in units.TIMES
    return (period, tokens[at + 1].end) if period is not None and is_time else None


def _due_every(number: Number, period: Unit) -> Number:
    """Return a count with words between it and its period as the frequency it is: 每季度召开1次."""
    unit = number.unit
    if unit is None or not unit.dimension.startswith(units.COUNT) or "/" in unit.dimension:
        return number
    return replace(number, unit=units.per(unit, period))


def _bound_behind_words(tokens: list[Token], at: int) -> Comparator | None:
    """Return the bound that stands behind a number's own words: 10亩地以上, 5台设备以上."""
    if at + 1 >= len(tokens) or tokens[at].kind is not TokenKind.TEXT:
        return None
    bound = tokens[at + 1].word
    is_last = at + 2 >= len(tokens) or tokens[at + 2].word.sign is not None
    return bound.suffix if is_last and bound.suffix_after is None else None


def _is_below_stroke(tokens: list[Token], at: int) -> bool:
    """Tell whether a word such as 半年 stands below a stroke: 次/半年."""
    return at > 0 and tokens[at - 1].word.sign == "slash"


def _loose(token: Token, depth: int) -> TextItem:
    """Make an item of a token that is neither number nor date."""
    if token.word.sign is not None and token.word.sign not in (
        "ordinal",
        "vague",
        "tenths",
        "every",
    ):
        kind = ItemKind.SIGN
    elif token.word.noise:
        kind = ItemKind.NOISE
    else:
        kind = ItemKind.TEXT
    item = TextItem(
        kind, token.start, token.end, depth, sign=token.word.sign or "", text=token.text
    )
    if not token.text.isalpha():
        item.comparator = token.word.prefix
    return item


def _marker(tokens: list[Token], at: int, lexicon: Lexicon) -> int:
    """Return how many tokens number a list at a clause's beginning: ``1、``, ``(2)``."""
    begin = at + 1 if tokens[at].word.sign == "open" else at
    if begin + 2 >= len(tokens) or dates.integer(tokens[begin]) is None:
        return 0
    if (
        tokens[begin + 2].kind is TokenKind.NUMBER
        or units.match(tokens, begin + 2, lexicon) is not None
    ):
        return 0
    sign = tokens[begin + 1].word.sign
    is_point = tokens[begin + 1].text.startswith(".") and begin == at
    if sign == "close" or (begin == at and sign == "list") or is_point:
        return begin + 2 - at if not is_point or tokens[begin + 1].text == "." else 0
    return 0


def _ordinal(tokens: list[Token], at: int, lexicon: Lexicon) -> int:
    """Return how many tokens make an ordinal (第1名, 前10), which is no quantity."""
    if tokens[at].word.sign != "ordinal" or at + 1 >= len(tokens):
        return 0
    length = 1
    if tokens[at + 1].word.sign == "ordinal":
        length += 1
    if at + length >= len(tokens) or tokens[at + length].kind not in (
        TokenKind.NUMBER,
        TokenKind.CHINESE,
    ):
        return 0
    named = units.match(tokens, at + length + 1, lexicon)
    return length + 1 if named is None else named[1] - at


def _look_behind(item: TextItem, tokens: list[Token], following: int) -> None:
    """Look at a word straight behind a number without a unit: the figure may be part of a name."""
    number = item.number
    assert number is not None
    if number.unit is not None or following >= len(tokens):
        return
    token = tokens[following]
    word = token.word
    behind = tokens[following + 1] if following + 1 < len(tokens) else None
    is_gap = token.text.isspace()
    if is_gap and behind is not None and behind.kind in (TokenKind.NUMBER, TokenKind.BAD):
        # one number with a gap or two numbers: nobody can say
        raise StopReadingError(number.text + token.text + behind.text, UnreadReason.TWO_NUMBERS)
    if word.sign == "fraction":
        raise StopReadingError(number.text + token.text, UnreadReason.UNCOUNTED)
    if token.kind is TokenKind.WORD and (word.before or word.sign is None) and word.prefix is None:
        item.is_glued = not word.noise and quantities.is_bare(number)
        return
    if token.kind is TokenKind.TEXT:
        item.is_glued = quantities.is_bare(number)


_STAYS: Final = ("colon", "both", "open", "close", "dot")


def label_before(items: list[TextItem], index: int) -> str:
    """Return the words of the same clause that stand before an item, at most 24 characters."""
    words: list[str] = []
    size = 0
    for item in reversed(items[:index]):
        if item.kind in (ItemKind.NUMBER, ItemKind.RANGE, ItemKind.DATE):
            break
        if item.kind is ItemKind.SIGN:
            if item.sign in _STAYS:
                continue
            break
        words.append(item.text)
        size += len(item.text)
        if size > LONGEST_LABEL:
            break
    return "".join(reversed(words))[-LONGEST_LABEL:]


def label_after(items: list[TextItem], index: int) -> str:
    """Return the words straight behind an item."""
    words: list[str] = []
    for item in items[index + 1 :]:
        if item.sign == "colon":
            # the words name what follows
            return ""
        if item.kind not in (ItemKind.TEXT, ItemKind.NOISE):
            break
        words.append(item.text)
    return "".join(words)[:LONGEST_LABEL]
