"""A fraction beside a percentage: 138/150 of ≥90% is the 92% that anybody reckons from it."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from scoring.values.comparing.common_unit import is_ratio
from scoring.values.lexicon import Lexicon
from scoring.values.reading import Number, Range, Reading, Unread, UnreadReason

_SHARE: Final = re.compile(r"([^0-9]{0,8})([0-9]{1,12})/([0-9]{1,12})([^0-9]{0,4})")
_DECIMALS: Final = 2


def shares(target: Reading, actual: Reading, lexicon: Lexicon) -> tuple[Reading, Reading] | None:
    """Return both with a fraction on one side as the percentage that it is; None where there is none.

    Beside anything but a percentage 28/30 may be two parts or a date.
    """
    if _is_rate(target) and (share := _share(actual, lexicon)) is not None:
        return target, share
    if _is_rate(actual) and (share := _share(target, lexicon)) is not None:
        return share, actual
    return None


def _is_rate(reading: Reading) -> bool:
    if isinstance(reading, Range):
        return is_ratio(reading.low)
    return isinstance(reading, Number) and is_ratio(reading)


def _share(reading: Reading, lexicon: Lexicon) -> Number | None:
    if not isinstance(reading, Unread) or reading.why is not UnreadReason.SHARE_OR_PARTS:
        return None
    found = _SHARE.fullmatch(lexicon.fold(reading.text))
    if found is None:
        return None
    before, above, below, behind = found[1], int(found[2]), int(found[3]), found[4]
    if not below > 0 or above > below:
        return None
    sign = None
    for word, is_behind in ((before, False), (behind, True)):
        known = lexicon.words.get(word)
        if word and known is None:
            return None
        if known is not None:
            sign = known.suffix if is_behind else known.prefix
            if sign is None:
                return None
    percent = Fraction(100 * above, below)
    return Number(reading.text, percent, comparator=sign, unit=lexicon.percent, decimals=_DECIMALS)
