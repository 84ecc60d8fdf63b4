"""Cut a folded text into tokens: figures, words of the vocabulary, and the texts between them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from fractions import Fraction
from typing import Final, NamedTuple

from scoring.exact import DIGITS
from scoring.text import shortened
from scoring.values import numerals
from scoring.values.lexicon import Lexicon, Word
from scoring.values.reading import UnreadReason

_LETTERS: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff"
_LATIN: Final = re.compile(
    rf"[{_LETTERS}](?:[{_LETTERS}0-9\u00b2\u00b3\u00b9\u2070-\u209c]|[._+#-](?=[A-Za-z0-9]))*"
)
_RAISED: Final = "\u207a\u207b"
"""Plus and minus of an exponent: s⁻¹."""
_BEFORE_IDEOGRAPHS: Final = "\u2e80"
_YEAR: Final = r"((?:19|20)[0-9]{2})"
_MONTH: Final = r"(0?[1-9]|1[0-2])"
_DATE: Final = re.compile(
    rf"{_YEAR}([-./]){_MONTH}\2(0?[1-9]|[12][0-9]|3[01])(?![0-9])"
    r"(?:[ T]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:]))?"
)
_COMPACT: Final = re.compile(rf"{_YEAR}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")
_YEAR_MONTH: Final = re.compile(rf"{_YEAR}[-/]{_MONTH}(?![0-9.,%])")
_DOTTED_MONTH: Final = re.compile(rf"{_YEAR}[.]{_MONTH}(?![0-9.,%])")
"""A month where two stand with a dash between (2022.6-2022.12); alone it may be a number."""
_PLAIN: Final = re.compile(rf"{DIGITS}(?![0-9.,:*/-])")
"""One number and no doubt about it; the commonest case, tried first."""
_LEADING_POINT: Final = re.compile(r"(?<![0-9.])\.[0-9]+(?![0-9.])")
_CLOCK: Final = re.compile(r"[0-9]{1,3}:[0-9]{1,3}(?::[0-9]{1,3})?(?![0-9])")
"""A time of day or a proportion; neither is a number."""
_MULTIPLIED: Final = re.compile(r"[0-9]+(?:\*[0-9]+)+")
_FIGURE: Final = re.compile("[0-9零一二两三四五六七八九十百千万亿]")
_UNPRINTABLE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_POWER: Final = re.compile(r"[0-9.]+(?:[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u207a\u207b]+|\^)")
"""A number raised to a power: 10⁴, 10^4."""
_POWER_SIGNS: Final = frozenset(
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b^"
)
_NO_WORD: Final = Word()


class TokenKind(IntEnum):
    """What a token is."""

    NUMBER = 0
    CHINESE = 1
    WORD = 2
    TEXT = 3
    DATE = 4
    """A date in figures: ``2022-12-31``."""
    BAD = 5
    """Figures that are not one number: ``1,36``."""


class Token(NamedTuple):
    """A piece of the folded text."""

    kind: TokenKind
    text: str
    start: int
    end: int
    word: Word = _NO_WORD
    value: Fraction | None = None
    decimals: int = 0
    date: tuple[int, int, int] | None = None
    """Year, month, day (0 where only the month is written)."""


class StopReadingError(Exception):
    """A text cannot be read; ``piece`` is what stopped it, ``why`` the reason."""

    def __init__(self, piece: str, why: UnreadReason) -> None:
        """Keep the piece, cut short, and the reason."""
        super().__init__(piece)
        self.piece = shortened(piece, 30)
        self.why = why


def holds_figure(text: str) -> bool:
    """Tell whether the folded text holds any figure at all."""
    return _FIGURE.search(text) is not None


def is_printable(text: str) -> bool:
    """Tell whether the text is free of control characters and lone surrogates."""
    return _UNPRINTABLE.search(text) is None


def is_letter(character: str) -> bool:
    """Tell whether a character is a letter or figure of a script without ideographs: m, μ, ²."""
    return character < _BEFORE_IDEOGRAPHS and character.isalnum()


def cut(text: str, lexicon: Lexicon) -> list[Token]:
    """Cut a folded text into tokens; raises :class:`StopReadingError` at a number too long or a power."""
    if not _POWER_SIGNS.isdisjoint(text) and (power := _POWER.search(text)) is not None:
        raise StopReadingError(power[0], UnreadReason.NOT_ONE_NUMBER)
    tokens: list[Token] = []
    words, lengths = lexicon.words, lexicon.lengths
    at, size = 0, len(text)
    loose = 0
    while at < size:
        character = text[at]
        token: Token | None = None
        is_digit = "0" <= character <= "9"
        if is_digit or (character == "." and _LEADING_POINT.match(text, at)):
            token = _dotted(text, at, tokens, words) or _figures(text, at)
        if not is_digit or character in lengths:
            for length in lengths.get(character, ()):
                piece = text[at : at + length]
                word = words.get(piece)
                if word is not None and len(piece) == length and _stands_alone(text, at, length):
                    token = Token(TokenKind.WORD, piece, at, at + length, word)
                    break
            if token is None or (token.end - at == 1 and character in _CHINESE_FIGURES):
                run = numerals.CHINESE.match(text, at)
                if token is not None and tokens and tokens[-1].kind is TokenKind.NUMBER:
                    # 1.2万千瓦: behind figures 万 multiplies, and 千 belongs to the unit
                    run = None
                if run is not None and (token is None or run.end() - at > 1):
                    token = _chinese(run[0], at, token)
                elif token is None and is_letter(character):
                    latin = _LATIN.match(text, at)
                    if latin is not None:
                        token = Token(TokenKind.TEXT, latin[0], at, latin.end())
        if token is None:
            at += 1
            continue
        if loose < token.start:
            tokens.append(Token(TokenKind.TEXT, text[loose : token.start], loose, token.start))
        tokens.append(token)
        at = loose = token.end
    if loose < size:
        tokens.append(Token(TokenKind.TEXT, text[loose:], loose, size))
    return tokens


_CHINESE_FIGURES: Final = frozenset("零一二两三四五六七八九十百千万亿")


def _chinese(run: str, at: int, single: Token | None) -> Token:
    """Make a token of a run of Chinese numerals; a lone multiplier word keeps its part."""
    word = single.word if single is not None and len(run) == 1 else _NO_WORD
    return Token(TokenKind.CHINESE, run, at, at + len(run), word)


def _stands_alone(text: str, at: int, length: int) -> bool:
    """Tell whether a Latin word is not part of a longer one: G in 45G带宽, not in 5Gx; no km2 in km2022."""
    last = text[at + length - 1]
    after = text[at + length : at + length + 1]
    if last.isascii() and last.isdigit() and is_letter(text[at]) and not text[at].isdigit():
        return not after.isdigit()
    if not (last.isascii() and last.isalpha()):
        return True
    return not after or not (is_letter(after) or after in _RAISED)


def _dotted(text: str, at: int, tokens: list[Token], words: Mapping[str, Word]) -> Token | None:
    """Make a date of 2022.6 where another month stands on the other side of a dash."""
    if text[at : at + 2] not in ("19", "20"):
        return None
    month = _DOTTED_MONTH.match(text, at)
    if month is None:
        return None
    dash = words.get(text[month.end() : month.end() + 1], _NO_WORD)
    is_first = dash.sign == "dash" and _DOTTED_MONTH.match(text, month.end() + 1) is not None
    is_second = (
        len(tokens) > 1 and tokens[-1].word.sign == "dash" and tokens[-2].kind is TokenKind.DATE
    )
    end = _DOTTED_MONTH.match(text, month.end() + 1) if is_first else month
    behind = words.get(text[end.end() : end.end() + 1], _NO_WORD) if end else _NO_WORD
    is_amount = behind.multiplier is not None or (behind.unit is not None and not behind.month)
    if is_amount or not (is_first or is_second):
        return None
    return Token(TokenKind.DATE, month[0], at, month.end(), date=(int(month[1]), int(month[2]), 0))


def _figures(text: str, at: int) -> Token:
    """Make a token of what begins with a digit."""
    match = _COMPACT.fullmatch(text)
    if match is not None:
        # eight figures that are a day, and nothing else
        written = (int(match[1]), int(match[2]), int(match[3]))
        return Token(TokenKind.DATE, text, 0, len(text), date=written)
    match = _PLAIN.match(text, at)
    if match is not None:
        whole, rest = match.groups()
        if rest is None:
            return Token(TokenKind.NUMBER, whole, at, match.end(), _NO_WORD, Fraction(int(whole)))
        value = Fraction(int(whole + rest), 10 ** len(rest))
        return Token(TokenKind.NUMBER, match[0], at, match.end(), _NO_WORD, value, len(rest))
    match = _DATE.match(text, at)
    if match is not None:
        day = (int(match[1]), int(match[3]), int(match[4]))
        return Token(TokenKind.DATE, match[0], at, match.end(), date=day)
    match = _YEAR_MONTH.match(text, at)
    if match is not None:
        return Token(
            TokenKind.DATE, match[0], at, match.end(), date=(int(match[1]), int(match[2]), 0)
        )
    match = _MULTIPLIED.match(text, at)
    if match is not None:
        return Token(TokenKind.TEXT, match[0], at, match.end())
    match = _CLOCK.match(text, at)
    if match is not None:
        return Token(TokenKind.BAD, match[0], at, match.end())
    match = _LEADING_POINT.match(text, at)
    if match is not None:
        run = match[0]
        if numerals.is_too_long(run):
            raise StopReadingError(run, UnreadReason.TOO_MUCH)
        value = Fraction(int(run[1:]), 10 ** (len(run) - 1))
        return Token(TokenKind.NUMBER, run, at, match.end(), value=value, decimals=len(run) - 1)
    match = numerals.ARABIC.match(text, at)
    assert match is not None
    run = match[0]
    if numerals.is_too_long(run) and run.count(".") < 2:
        raise StopReadingError(run, UnreadReason.TOO_MUCH)
    number = numerals.arabic(run)
    if number is None:
        kind = TokenKind.TEXT if run.count(".") >= 2 else TokenKind.BAD
        return Token(kind, run, at, match.end())
    return Token(TokenKind.NUMBER, run, at, match.end(), value=number[0], decimals=number[1])
