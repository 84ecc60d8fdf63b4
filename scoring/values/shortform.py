"""Read the commonest form quickly: an optional comparator, one number, an optional unit.

The grammar reads it to the same result (a test proves it), only more slowly.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from scoring.exact import DIGITS
from scoring.values.lexicon import Lexicon
from scoring.values.reading import EXACT_ONE, Comparator, Number, Unit

_FORM: Final = re.compile(rf"([^0-9.\-]*){DIGITS}([^0-9.,:]*)")
_LENGTH_OF_DATE: Final = 8
"""Figures of a date without signs, 20221231, which the grammar looks at."""
_Behind = tuple[Fraction, str, Unit | None]
_NOTHING: Final[_Behind] = (EXACT_ONE, "", None)


def match(text: str, folded: str, lexicon: Lexicon) -> Number | None:
    """Return the number if the folded text has the short form, else None."""
    form = _FORM.fullmatch(folded)
    if form is None:
        return None
    before, whole, rest, behind = form.groups()
    if len(folded) == _LENGTH_OF_DATE == len(whole):
        return None
    comparator: Comparator | None = None
    if before:
        word = lexicon.words.get(before)
        if word is None or word.prefix is None:
            return None
        comparator = word.prefix
    unit = _behind(behind, lexicon) if behind else _NOTHING
    if unit is None:
        return None
    if rest is None:
        value, decimals = Fraction(int(whole)), 0
    else:
        decimals = len(rest)
        value = Fraction(int(whole + rest), 10**decimals)
    return Number(
        text=text,
        value=value,
        comparator=comparator,
        multiplier=unit[0],
        multiplier_text=unit[1],
        unit=unit[2],
        decimals=decimals,
    )


def _behind(text: str, lexicon: Lexicon) -> _Behind | None:
    """Return multiplier and unit if the text behind a number is these and nothing else."""
    words = lexicon.words
    word = words.get(text)
    if word is not None:
        if word.may_be_date or word.suffix is not None:
            return None
        if word.unit is not None:
            return EXACT_ONE, "", word.unit
        return (word.multiplier, text, None) if word.multiplier is not None else None
    for length in lexicon.lengths.get(text[0], ()):
        factor = words.get(text[:length])
        if factor is None or length >= len(text):
            continue
        if factor.multiplier is None or factor.unit is not None:
            return None
        rest = words.get(text[length:])
        if rest is None or rest.unit is None or rest.may_be_date:
            return None
        return factor.multiplier, text[:length], rest.unit
    return None
