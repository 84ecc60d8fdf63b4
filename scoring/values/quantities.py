"""One quantity: comparator, mark of approximation, number, multiplier, unit, and what follows."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from scoring.exact import MOST_DECIMALS
from scoring.value_class import dataclass
from scoring.values import numerals, units
from scoring.values.lexicon import Lexicon
from scoring.values.reading import Approximation, Comparator, Number, Unit, UnreadReason
from scoring.values.tokens import StopReadingError, Token, TokenKind

_ONE = Fraction(1)
_WHOLE = 10
"""Tenths of a whole."""
_LARGE = Fraction(10_000)
"""From 万 on a word stays a multiplier when the reading is described: 1 万人, but 100 家."""
_MOST_BEFORE = 8
"""So many words before a figure are looked at."""


@dataclass(slots=True)
class _Quantity:
    """A quantity under construction."""

    comparator: Comparator | None = None
    approximation: Approximation | None = None
    below: Unit | None = None
    """What each number is counted per: 每月."""
    currency: Unit | None = None
    negative: bool = False
    marked: bool = False
    """A word announced a number: a comparator, 约, 百分之."""

    def compare(self, comparator: Comparator, text: str) -> None:
        """Take a comparator; two that contradict each other stop the reading."""
        if self.comparator is not None and self.comparator is not comparator:
            sides = {self.comparator, comparator}
            if not (sides <= _UP or sides <= _DOWN):
                raise StopReadingError(text, UnreadReason.CONTRADICTION)
            # 超过10个以上 is the looser of the two words
            comparator = Comparator.AT_LEAST if sides <= _UP else Comparator.AT_MOST
        self.comparator = comparator

    def soften(self, mark: Approximation) -> None:
        """Take a mark of approximation; two different ones make 约."""
        if self.approximation not in (None, mark):
            mark = Approximation.ABOUT
        self.approximation = mark


_UP = {Comparator.AT_LEAST, Comparator.ABOVE}
_DOWN = {Comparator.AT_MOST, Comparator.BELOW}


def match(
    tokens: list[Token], at: int, lexicon: Lexicon, folded: str, *, may_be_negative: bool
) -> tuple[Number | None, int] | None:
    """Return the quantity that begins at token ``at`` and the place behind it, or None.

    Without a number the figures are there and no quantity: 近3年, 每月5日前.
    Raises :class:`StopReadingError` where the figures are a guess or contradict each other.
    """
    quantity = _Quantity()
    start = at
    at = _before(tokens, at, quantity, may_be_negative=may_be_negative)
    if at >= len(tokens):
        return None
    figure = _figure(tokens, at, quantity, lexicon)
    if figure is None:
        return None
    number, at, fixed_unit = figure
    at = _after_figure(tokens, at, quantity)
    multiplier, multiplier_text = number.multiplier, number.multiplier_text
    if fixed_unit is None and at < len(tokens):
        factor = tokens[at].word.multiplier
        if factor is not None and multiplier == 1:
            multiplier, multiplier_text = factor, tokens[at].text
            at = _after_figure(tokens, at + 1, quantity)
            if at < len(tokens) and _is_figure(tokens[at]):
                piece = folded[tokens[start].start : tokens[at].end]
                raise StopReadingError(piece, UnreadReason.NOT_ONE_NUMBER)
    unit = fixed_unit
    if unit is None:
        named = units.match(tokens, at, lexicon)
        if named is None and quantity.currency is None:
            named = _unknown_unit(tokens, start, at, quantity, multiplier)
        if named is not None:
            if tokens[at].word.month and named[1] == at + 1:
                # 13月: no month and not the way to write a duration
                piece = folded[tokens[start].start : tokens[at].end]
                raise StopReadingError(piece, UnreadReason.NO_SUCH_DAY)
            unit, at = named
        elif quantity.currency is not None:
            unit = quantity.currency
    at = _after_unit(tokens, at, quantity, unit)
    if unit is not None and at + 1 < len(tokens) and tokens[at].word.sign == "slash":
        # 5次以上/年
        below = units.single(tokens[at + 1])
        if below is not None:
            unit, at = units.per(unit, below), at + 2
    if quantity.below is not None:
        unit = units.per(unit, quantity.below)
    value = -number.value if quantity.negative else number.value
    if _is_setting(tokens, at, quantity, unit, lexicon):
        return None, at
    text = folded[tokens[start].start : tokens[at - 1].end]
    return (
        Number(
            text=text,
            value=value,
            comparator=quantity.comparator,
            multiplier=multiplier,
            multiplier_text=multiplier_text,
            unit=unit,
            approximation=quantity.approximation,
            decimals=number.decimals,
        ),
        at,
    )


def _is_figure(token: Token) -> bool:
    return token.kind in (TokenKind.NUMBER, TokenKind.CHINESE) or token.word.multiplier is not None


def _unknown_unit(
    tokens: list[Token], start: int, at: int, quantity: _Quantity, multiplier: Fraction
) -> tuple[Unit, int] | None:
    """Return a unit that is not in the vocabulary; stop at letters that may be one."""
    is_bare = quantity.comparator is None and quantity.approximation is None and multiplier == _ONE
    named = units.unknown(tokens, at, is_bare=is_bare)
    if named is None and not is_bare and at < len(tokens):
        token = tokens[at]
        if token.kind is TokenKind.TEXT and units.is_latin(token.text):
            end = at + 1
            while end < len(tokens) and tokens[end].kind is TokenKind.TEXT:
                end += 1
            piece = "".join(each.text for each in tokens[start:end])
            raise StopReadingError(piece, UnreadReason.UNKNOWN_UNIT)
    return named


def _before(tokens: list[Token], at: int, quantity: _Quantity, *, may_be_negative: bool) -> int:
    """Take the comparators, marks, 每月 and currency signs before a figure."""
    most = min(len(tokens), at + _MOST_BEFORE)
    while at < most:
        token = tokens[at]
        word = token.word
        if token.kind is not TokenKind.WORD:
            break
        if word.prefix is not None:
            if quantity.comparator is not None and tokens[at - 1].word.noise:
                # 100%≥完成率≥80%: the first sign belongs to the number before it
                return len(tokens)
            quantity.compare(word.prefix, token.text)
            quantity.marked = True
        elif word.softens is not None:
            quantity.soften(word.softens)
            quantity.marked = True
        elif word.sign == "every" and at + 1 < len(tokens):
            below = units.single(tokens[at + 1])
            if below is None:
                break
            quantity.below = (
                below if quantity.below is None else units.joined(quantity.below, below)
            )
            at += 2
            continue
        elif word.unit is not None and word.unit.dimension.startswith("money"):
            if at + 1 >= len(tokens) or tokens[at + 1].kind is not TokenKind.NUMBER:
                break
            quantity.currency = word.unit
        elif word.sign == "dash" and token.text == "-":
            if not may_be_negative and not quantity.marked:
                break
            if at + 1 >= len(tokens) or tokens[at + 1].kind is not TokenKind.NUMBER:
                break
            quantity.negative = True
        elif not (word.noise and (quantity.marked or quantity.below is not None)):
            break
        at += 1
    return at


def _figure(
    tokens: list[Token], at: int, quantity: _Quantity, lexicon: Lexicon
) -> tuple[Number, int, Unit | None] | None:
    """Read the figure itself, with the unit where its words name one (百分之九十)."""
    token = tokens[at]
    word = token.word
    if token.kind is TokenKind.BAD:
        raise StopReadingError(token.text, UnreadReason.NOT_ONE_NUMBER)
    if word.sign in ("percent_of", "permille_of") and at + 1 < len(tokens):
        inner = _plain_figure(tokens[at + 1])
        if inner is None:
            return None
        unit = lexicon.percent if word.sign == "percent_of" else lexicon.permille
        inner, at = _decimals(tokens, at + 1, inner)
        return inner, at, unit
    if word.quantity is not None:
        value, unit = word.quantity
        return Number(token.text, value), at + 1, unit
    inner = _plain_figure(token)
    if inner is not None and inner.multiplier == _ONE:
        share = _share(tokens, at, inner, quantity)
        if share is not None:
            return share[0], share[1], lexicon.percent
    if token.kind is TokenKind.NUMBER:
        assert token.value is not None
        return Number(token.text, token.value, decimals=token.decimals), at + 1, None
    if inner is None and word.multiplier is not None:
        return _multiplier_alone(tokens, at, quantity, lexicon)
    if token.kind is TokenKind.CHINESE or (inner is not None and word.multiplier is not None):
        return _chinese_figure(tokens, at, inner, quantity, lexicon)
    return None


def _multiplier_alone(
    tokens: list[Token], at: int, quantity: _Quantity, lexicon: Lexicon
) -> tuple[Number, int, Unit | None] | None:
    """Read 近百家, 超千万元; 百家 alone means many."""
    token = tokens[at]
    factor = token.word.multiplier
    assert factor is not None
    if units.match(tokens, at + 1, lexicon) is None:
        return None
    if at > 0 and tokens[at - 1].word.sign == "vague":
        raise StopReadingError(tokens[at - 1].text + token.text, UnreadReason.UNCOUNTED)
    if not quantity.marked:
        return None
    if factor < _LARGE:
        return Number(token.text, factor), at + 1, None
    return Number(token.text, _ONE, multiplier=factor, multiplier_text=token.text), at + 1, None


_UNCOUNTED = ("fraction", "vague", "tenths")
"""Behind a figure: it counts nothing by itself."""


def _chinese_figure(
    tokens: list[Token], at: int, inner: Number | None, quantity: _Quantity, lexicon: Lexicon
) -> tuple[Number, int, Unit | None] | None:
    """Read Chinese numerals only where a word next to them shows that they are a number."""
    token = tokens[at]
    if at + 1 < len(tokens) and tokens[at + 1].word.sign in _UNCOUNTED:
        end = at + (3 if tokens[at + 1].word.sign == "fraction" else 2)
        piece = "".join(each.text for each in tokens[at:end])
        raise StopReadingError(piece, UnreadReason.UNCOUNTED)
    named = units.match(tokens, at + 1, lexicon) is not None
    if at + 1 < len(tokens):
        following = tokens[at + 1].word
        named = named or following.multiplier is not None or following.suffix is not None
        named = named or (
            following.between is not None and units.match(tokens, at + 2, lexicon) is not None
        )
    alone = len(tokens) == 1
    if not (named or alone or quantity.marked or quantity.below is not None):
        return None
    vague = at > 0 and tokens[at - 1].word.sign == "vague"
    if vague and named:
        raise StopReadingError(tokens[at - 1].text + token.text, UnreadReason.UNCOUNTED)
    if inner is None:
        if not (named or alone):
            return None
        raise StopReadingError(token.text, UnreadReason.UNCOUNTED)
    inner, at = _decimals(tokens, at, inner)
    return inner, at, None


def _share(
    tokens: list[Token], at: int, inner: Number, quantity: _Quantity
) -> tuple[Number, int] | None:
    """Read 八成, 八成五 and 三分之二 as percentages, with the place behind them."""
    sign = tokens[at + 1].word.sign if at + 1 < len(tokens) else None
    if sign == "fraction" and at + 2 < len(tokens):
        above = _plain_figure(tokens[at + 2])
        if above is None or above.multiplier != _ONE or not 0 < above.value <= inner.value:
            return None
        percent = 100 * above.value / inner.value
        if (100 * percent).denominator != 1:
            return None  # of 三分之二 nobody can say to how many places it is meant
        text = "".join(token.text for token in tokens[at : at + 3])
        return Number(text, percent, decimals=2), at + 3
    if sign != "tenths" or not 0 < inner.value < _WHOLE:
        return None
    value, end = _WHOLE * inner.value, at + 2
    more = _plain_figure(tokens[end]) if end < len(tokens) else None
    if more is not None and tokens[end].kind is TokenKind.CHINESE and 0 < more.value < _WHOLE:
        value, end = value + more.value, end + 1
    if end < len(tokens) and tokens[end].kind is TokenKind.TEXT:
        return None  # 七成新, 一成不变
    is_bound = end < len(tokens) and tokens[end].word.suffix is not None
    if not is_bound and quantity.comparator is None and quantity.approximation is None:
        quantity.soften(Approximation.ABOUT)
    return Number("".join(token.text for token in tokens[at:end]), value), end


def _decimals(tokens: list[Token], at: int, whole: Number) -> tuple[Number, int]:
    """Read the digits behind 点 (三点五) and return the number and the place behind it."""
    if at + 2 >= len(tokens) or tokens[at + 1].word.sign != "point" or whole.multiplier != 1:
        return whole, at + 1
    digits = (
        numerals.digits(tokens[at + 2].text) if tokens[at + 2].kind is TokenKind.CHINESE else None
    )
    if digits is None or len(digits) > MOST_DECIMALS:
        return whole, at + 1
    rest = Fraction(int(digits), 10 ** len(digits))
    text = whole.text + tokens[at + 1].text + tokens[at + 2].text
    return replace(whole, text=text, value=whole.value + rest, decimals=len(digits)), at + 3


def _plain_figure(token: Token) -> Number | None:
    """Read one token of figures, Arabic or Chinese; a closing 万 becomes the multiplier."""
    if token.kind is TokenKind.NUMBER:
        assert token.value is not None
        return Number(token.text, token.value, decimals=token.decimals)
    if token.kind is not TokenKind.CHINESE and token.word.multiplier is None:
        return None
    body, factor = numerals.split_multiplier(token.text)
    value = numerals.chinese(body)
    if value is None:
        return None
    multiplier = numerals.chinese("一" + factor) if factor else 1
    if multiplier is None:
        return None
    return replace(
        Number(token.text, Fraction(value)), multiplier=Fraction(multiplier), multiplier_text=factor
    )


def _after_figure(tokens: list[Token], at: int, quantity: _Quantity) -> int:
    """Take 余 and 多 between a figure and its unit."""
    if at < len(tokens) and tokens[at].word.between is not None:
        mark = tokens[at].word.between
        assert mark is not None
        quantity.soften(mark)
        return at + 1
    return at


def _after_unit(tokens: list[Token], at: int, quantity: _Quantity, unit: Unit | None) -> int:
    """Take 左右, 多, 以上, 以内 and 内 after a number."""
    while at < len(tokens) and tokens[at].kind is TokenKind.WORD:
        word = tokens[at].word
        if word.softened is not None:
            quantity.soften(word.softened)
        elif word.between is not None and unit is not None:
            quantity.soften(word.between)
        elif word.suffix is not None and _may_follow(word.suffix_after, unit):
            quantity.compare(word.suffix, tokens[at].text)
        else:
            break
        at += 1
    return at


def _may_follow(after: frozenset[str] | None, unit: Unit | None) -> bool:
    return after is None or (unit is not None and unit.dimension in after)


def _is_setting(
    tokens: list[Token], at: int, quantity: _Quantity, unit: Unit | None, lexicon: Lexicon
) -> bool:
    """Tell whether the figures set a time and measure nothing: 近3年, 每月5日前, 3天前."""
    if unit is None:
        return False
    dimension = unit.dimension.partition("/")[0]
    if quantity.approximation is Approximation.A_LITTLE_BELOW:
        return dimension in lexicon.approximation_never_with
    is_before = at < len(tokens) and tokens[at].word.before
    return is_before and dimension in ("time", "month")


def is_bare(number: Number) -> bool:
    """Tell whether nothing but the figure was written."""
    return (
        number.unit is None
        and number.comparator is None
        and number.approximation is None
        and number.multiplier == _ONE
    )
