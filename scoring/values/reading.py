"""The readings: what the text of a target or an actual was understood to mean.

A reading keeps the text it was read from. Numbers are exact, and nothing is in a reading that is not
in the text: ``24800万条`` is 24800 with multiplier 10000 and unit 条.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from scoring.value_class import dataclass

EXACT_ONE = Fraction(1)


class Comparator(StrEnum):
    """How an actual must compare with the number; also the bound that an actual states."""

    AT_LEAST = "at_least"
    ABOVE = "above"
    AT_MOST = "at_most"
    BELOW = "below"
    EXACTLY = "exactly"


class Approximation(StrEnum):
    """Marks that soften a number: 约/左右, 余/多 (a little above), 近/不到 (a little below)."""

    ABOUT = "about"
    A_LITTLE_ABOVE = "a_little_above"
    A_LITTLE_BELOW = "a_little_below"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written: its symbol, what it measures, and its factor to the dimension's base.

    ``dimension`` joins comparable units (money, time, month, ratio, point, length, area, mass,
    data, data_rate, count:台 …); compound units join with ``/`` and ``·``. ``choices`` are the
    dimensions that the symbol may stand for (``G`` is data or data rate; ``台/套`` is either).
    """

    symbol: str
    dimension: str
    factor: Fraction = EXACT_ONE
    choices: tuple[tuple[str, Fraction], ...] = ()
    generic: bool = False
    """A counter that fits any other counter (个, 项)."""

    def meanings(self) -> tuple[tuple[str, Fraction], ...]:
        """Return every (dimension, factor) that the symbol may stand for."""
        return self.choices or ((self.dimension, self.factor),)


@dataclass(frozen=True, slots=True)
class Number:
    """One number with its comparator, multiplier (万, 亿) and unit.

    ``value`` is the number as written, before ``multiplier``; ``value * multiplier`` is in
    ``unit``. ``label`` is the words that name it (``LED 屏面积``); ``in_sentence`` is True where
    other words were ignored. ``decimals`` is how many decimals were written.
    """

    text: str
    value: Fraction
    comparator: Comparator | None = None
    multiplier: Fraction = EXACT_ONE
    multiplier_text: str = ""
    unit: Unit | None = None
    approximation: Approximation | None = None
    label: str = ""
    in_sentence: bool = False
    decimals: int = 0
    words_before: str = ""
    """All words before it in its clause, whether they name the number (``label``) or not."""
    in_brackets: bool = False
    """It stood in brackets behind another number: ``3套(6台)``."""

    @property
    def amount(self) -> Fraction:
        """The number in ``unit``: ``value * multiplier``."""
        return self.value * self.multiplier


@dataclass(frozen=True, slots=True)
class Range:
    """Two numbers that bound a range, both included: ``90%-95%``."""

    text: str
    low: Number
    high: Number


@dataclass(frozen=True, slots=True)
class Several:
    """Several numbers: parts (``6台/3套``) if ``strict``, else candidates found in a sentence."""

    text: str
    numbers: tuple[Number | Deadline, ...]
    strict: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date or period: ``7月底``, ``2022年12月31日前``, ``第三季度``.

    The year is None where the text names none; then the submission's year is meant. ``start`` and
    ``end`` are (month, day) of the period named. ``before`` means: before the period begins
    (``12月前``); a day named with 前 is itself included, as the field reads it. ``number`` is a
    count due by then (``12月前1次``).
    """

    text: str
    year: int | None
    start: tuple[int, int]
    end: tuple[int, int]
    before: bool = False
    year_offset: int = 0
    number: Number | None = None
    is_bound: bool = False
    """前 or 内 was written: an actual then states the latest day, not the day."""
    is_loose: bool = False
    """The end of a period was named (月底), which may be any of its last days."""

    def period(self, year: int | None) -> tuple[date, date]:
        """Return the first and the last day, for a submission of ``year``; 29 February may be the 28th.

        Where neither names a year the days are of some common year: they can be compared only with
        days that name none either.
        """
        own = next((one for one in (self.year, year) if one is not None), COMMON_YEAR)
        own += self.year_offset
        return _day(own, *self.start), _day(own, *self.end)

    def is_dated(self, year: int | None) -> bool:
        """Tell whether its year is known, for a submission of ``year``."""
        return self.year is not None or year is not None


COMMON_YEAR: Final = 2001
"""The year in which dates are compared that name none; any other would do."""


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words without a number: ``有效保障``, ``及时``."""

    text: str
    words: str
    """The folded words."""


class StatementKind(StrEnum):
    """What a short statement in place of a value means."""

    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    DONE = "done"
    NOT_DONE = "not_done"
    NOTHING_DONE = "nothing_done"
    """Not even begun: 未开展."""
    STOPPED = "stopped"
    """Given up: 项目取消."""
    UNDERWAY = "underway"
    """Begun and not finished: 在建."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ShortStatement:
    """A statement of the vocabulary: 不适用, 已完成, 未完成, 无 (``of``: what there is none of)."""

    text: str
    stated: StatementKind
    of: str = ""


class UnreadReason(StrEnum):
    """Why a text could not be understood; the vocabulary has a sentence for each."""

    NO_SUCH_DAY = "no_such_day"
    """No calendar has it: 2月30日, 13月."""
    MONTH_OR_MONTHS = "month_or_months"
    """3月内 may be March or three months."""
    SHARE_OR_PARTS = "share_or_parts"
    """138/150 may be a share, two parts or a date."""
    NOT_ONE_NUMBER = "not_one_number"
    """The figures make no number: 1,36; 25:70; 1小时30分钟."""
    TWO_NUMBERS = "two_numbers"
    """12 34: a number with a gap, or two."""
    UNCOUNTED = "uncounted"
    """It says no number: 几十个, 两三个, 若干."""
    NOT_REACHED = "not_reached"
    """The number is of what was not done: 3个未完成."""
    UNKNOWN_UNIT = "unknown_unit"
    """Letters behind the figure are no known unit."""
    EVERY_FEW = "every_few"
    """How often, in spans that a year does not hold evenly: 两年一次."""
    CONTRADICTION = "contradiction"
    """Two signs that exclude each other, or a range from more to less."""
    RANGES = "ranges"
    """An interval in brackets, or a range among other numbers."""
    DATE_DENIED = "date_denied"
    """A date beside words that it was not kept."""
    CODE = "code"
    """Letters run into the figures: GB1,200."""
    TOO_MUCH = "too_much"
    """Too long for a value, or too many numbers."""
    SIGNS_ALONE = "signs_alone"
    """Neither figures nor words."""
    CELL_ERROR = "cell_error"
    """An error of the spreadsheet: #DIV/0!."""
    UNPRINTABLE = "unprintable"
    HINT = "hint"
    """An example or a prompt of the form, and no value: 填：如 ≥100个."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A text that could not be understood; ``piece`` is the part that is uncertain."""

    text: str
    piece: str
    why: UnreadReason


Reading = Number | Range | Several | Deadline | Wording | ShortStatement | Unread
