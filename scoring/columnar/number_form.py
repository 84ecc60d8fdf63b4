"""Texts that are a number between two texts (``≥386公里``, ``实际完成96台``): what they are but for it.

Which texts may stand around a number is asked of the reader: a form is open where it reads numbers
of every size between the same two texts as the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import replace
from fractions import Fraction
from typing import Final, NamedTuple

from scoring.values.comparing.common_unit import MONEY, RATIO, is_span
from scoring.values.grammar import Reader
from scoring.values.lexicon import Lexicon
from scoring.values.reading import Number
from scoring.values.word_index import WordIndex

_TEXT: Final = re.compile(
    r"([^0-9.\-]{0,12})([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.([0-9]{1,6}))?([^0-9.,:\-]{0,12})"
)
_LENGTH_OF_DATE: Final = 8
"""Figures that may be a date without signs: 20221231."""
_MOST_FORMS: Final = 20_000
_PROBES: Final = (
    "0",
    "1",
    "2",
    "7",
    "12",
    "31",
    "366",
    "2022",
    "12345",
    "123456789",
    "0.5",
    "98.76",
    "1,886",
    "21,400.5",
)
"""Numbers in which the reader might see something else: a month, a day, a year, a hotline."""


class NumberForm(NamedTuple):
    """What a text is but for its number."""

    number: Number
    """The number of value 0, without its text."""
    form: int
    """A number that equal forms share."""
    kind: int
    """Forms of one kind compare alike with one of the same unit, but for their directions."""
    unit: int
    """Two numbers with the same one need no conversion to be compared."""
    is_bare: bool
    """Whether it has neither multiplier nor unit."""
    has_words: bool
    """Words stand before it."""
    may_be_actual: bool
    """There are none, or they only say that the number was reached."""

    is_signed: bool
    """Whether it says how the number is to be compared."""
    takes_bare: bool
    """Whether a bare number compared with it can only be of its unit, whatever its size."""


class NumberText(NamedTuple):
    """A text of an open form with its number in whole millionths."""

    form: NumberForm
    micro: int


class NumberForms:
    """The open forms that were met."""

    def __init__(self, reader: Reader, remarks: WordIndex) -> None:
        """``remarks`` are words that change what a number next to them means."""
        self._reader = reader
        self._remarks = remarks
        self._reached = _words_of_reaching(reader.lexicon)
        self._forms: dict[tuple[str, str], NumberForm | None] = {}
        self._once: dict[tuple[str, str], str] = {}
        """Forms by the first text of each."""
        self._texts: dict[str, NumberText] = {}
        self._columns: dict[str, bool] = {}
        self._shared: dict[Hashable, int] = {}

    def read(self, text: str) -> NumberText | None:
        """Return a text as an open form with its number; None for any other text."""
        known = self._texts.get(text)
        if known is not None:
            return known
        match = _TEXT.fullmatch(text)
        if match is None:
            return None
        before, whole, decimals, behind = match.groups()
        if "," in whole:
            whole = whole.replace(",", "")
        elif len(whole) == _LENGTH_OF_DATE and decimals is None:
            return None
        try:
            form = self._forms[before, behind]
        except KeyError:
            form = self._met(before, behind, text)
        if form is None:
            return None
        micro = int(whole) * 1_000_000 if decimals is None else int(whole + decimals.ljust(6, "0"))
        if len(self._texts) >= _MOST_FORMS:
            self._texts.clear()
        read = self._texts[text] = NumberText(form, micro)
        return read

    def takes_bare(self, column: str) -> bool:
        """Tell whether bare numbers under a unit column can only be of its unit, whatever their size."""
        known = self._columns.get(column)
        if known is None:
            if len(self._columns) >= _MOST_FORMS:
                self._columns.clear()
            measure = self._reader.measure(column)
            known = self._columns[column] = measure is None or _takes_bare(measure)
        return known

    def _met(self, before: str, behind: str, text: str) -> NumberForm | None:
        """Return the form between two texts; None also while only one text of it was met.

        To find out whether it is open takes many readings, and most forms are those of one text.
        """
        for kept in (self._forms, self._once):
            if len(kept) >= _MOST_FORMS:
                kept.clear()
        if self._once.setdefault((before, behind), text) == text:
            return None
        form = self._forms[before, behind] = self._open(before, behind)
        return form

    def _open(self, before: str, behind: str) -> NumberForm | None:
        """Return what every number between two texts is read as; None where they differ."""
        fold = self._reader.lexicon.fold
        is_reached = fold(before) in self._reached
        words = before + behind
        if self._remarks.holds(words) or self._remarks.holds(fold(words)):
            return None
        found: Number | None = None
        for probe in _PROBES:
            reading = self._reader.read(f"{before}{probe}{behind}")
            if not isinstance(reading, Number) or reading.value != Fraction(probe.replace(",", "")):
                return None
            plain = replace(reading, text="", value=Fraction(0), decimals=0)
            if found is not None and plain != found:
                return None
            found = plain
        assert found is not None
        if len(self._shared) >= _MOST_FORMS:
            return None  # what was numbered stays so
        if found.approximation is not None or found.in_brackets:
            return None
        has_words = bool(found.label or found.in_sentence or found.words_before)
        is_signed = found.comparator is not None
        return NumberForm(
            found,
            form=self._number_of(found),
            kind=self._number_of(found if has_words else _kind(found)),
            unit=self._number_of(("unit", found.unit, found.multiplier)),
            is_bare=found.unit is None and found.multiplier == 1,
            has_words=has_words,
            may_be_actual=not is_signed and (is_reached or not has_words),
            is_signed=is_signed,
            takes_bare=_takes_bare(found),
        )

    def _number_of(self, shared: Hashable) -> int:
        """Return a number that equal things share."""
        return self._shared.setdefault(shared, len(self._shared))


def _takes_bare(number: Number) -> bool:
    unit = number.unit
    if unit is None or number.multiplier != 1:
        return False
    return all(
        name != RATIO and not name.startswith(MONEY) and "/" not in name
        for name, _ in unit.meanings()
    )


def _words_of_reaching(lexicon: Lexicon) -> frozenset[str]:
    """Return words that say nothing of the number behind them but that it was reached."""
    return frozenset({*lexicon.achieved, *lexicon.noise})


def _kind(number: Number) -> Hashable:
    """Return what of a number's form its comparison with another of its unit may hang on."""
    unit = number.unit
    if unit is None:
        return number.comparator, number.multiplier, None
    meanings = frozenset(name for name, _ in unit.meanings())
    measured = tuple(sorted(name for name in meanings if name in (RATIO,) or "/" in name))
    return number.comparator, unit.factor if measured else None, measured, is_span(number)
