"""What a cell may be by its text alone: a number, a value, a level's name, a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from scoring.readers.forms.fold import label_forms, level_name
from scoring.readers.forms.labels import FormLabels
from scoring.text import squeezed

_NUMBER: Final = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})?")
_AMOUNT: Final = re.compile(r"-?[0-9][0-9,]{0,20}(?:\.[0-9]{1,10})?[^0-9]{0,3}")
_RATE: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,10})?%?")
_SIGNED: Final = re.compile(r"[<>=≤≥≦≧±+\-]")
_VALUE: Final = re.compile(r"[<>=≤≥≦≧±+\-]*[0-9][0-9.,]*[^0-9]{0,4}")
_DATE: Final = re.compile(
    r"(?:[0-9]{4}年?)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|[上中下]旬|底|末)?(?:之?前|以前|内)?"
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_LONGEST_UNIT: Final = 8
_FEWEST_OF_NAME: Final = 3
"""Letters that make a name of what might be a figure with its unit: ``100人培训``."""
_LONGEST_LOOKED_AT: Final = 200


def plain_number(text: str) -> Decimal | None:
    """Return points or a score as a number; None for any other text."""
    stripped = text.strip()
    return Decimal(stripped) if _NUMBER.fullmatch(stripped) else None


@dataclass(frozen=True)
class CellKinds:
    """Tells by a cell's text whether it may stand under a heading."""

    labels: FormLabels

    def fits(self, table: str, key: str | None, text: str) -> bool:
        """Tell whether a text may stand under a heading of a table; None is a column before them."""
        known = self._funds if table == "funds" else self._indicators
        test = known.get(key or "")
        return not text or test is None or test(text)

    def is_first(self, text: str) -> bool:
        """Tell whether a cell names a level 1 and can be no level 2."""
        return self._is(text, self.labels.first_levels)

    def is_level(self, text: str) -> bool:
        """Tell whether a cell names a level that forms usually have."""
        return self._is(text, self.labels.levels)

    def is_second(self, text: str) -> bool:
        """Tell whether a cell names a usual level 2 that can be no level 1."""
        return self.is_level(text) and not (
            self.is_first(text) or self._is(text, self.labels.either_level)
        )

    def may_lie_across(self, text: str) -> bool:
        """Tell whether a cell names a level 1 that may be merged with its level 2."""
        return self._is(text, self.labels.across_levels)

    def is_nothing(self, text: str) -> bool:
        """Tell whether a cell is blank or holds a mark that stands for nothing."""
        return not text or self.labels.is_empty(text)

    def is_value(self, text: str) -> bool:
        """Tell whether a cell is a figure, with sign and unit or as a date, and nothing else."""
        plain = squeezed(text[:_LONGEST_LOOKED_AT])
        return bool(_VALUE.fullmatch(plain) or _SIGNED.match(plain) or _DATE.fullmatch(plain))

    def is_text(self, text: str) -> bool:
        """Tell whether a cell may be a name: it holds letters, and is no mere figure with its unit."""
        letters = len(_LETTER.findall(text[:_LONGEST_LOOKED_AT]))
        return letters > 0 and (not self.is_value(text) or letters >= _FEWEST_OF_NAME)

    def _is(self, text: str, words: tuple[str, ...]) -> bool:
        return any(form in words for form in label_forms(level_name(text)[0]))

    def _points(self, text: str) -> bool:
        return plain_number(text) is not None or self.is_nothing(text)

    def _value(self, text: str) -> bool:
        return not self.is_level(text)

    def _no_number(self, text: str) -> bool:
        return plain_number(text) is None

    @cached_property
    def _indicators(self) -> Mapping[str, Callable[[str], bool]]:
        return {
            "": self.labels.is_block,
            "number": self._points,
            "goal": self.is_text,
            "level1": lambda text: self.is_text(text) and not self.is_second(text),
            "level2": lambda text: self.is_text(text) and not self.is_first(text),
            "name": lambda text: self.is_text(text) and not self.is_first(text),
            "direction": self._no_number,
            "unit": lambda text: self._no_number(text) and len(text) <= _LONGEST_UNIT,
            "target_initial": self._value,
            "target": self._value,
            "actual": self._value,
            "points": self._points,
            "claimed": self._points,
            "coefficient": lambda text: bool(_RATE.fullmatch(squeezed(text[:_LONGEST_LOOKED_AT]))),
            "reason": lambda text: self._no_number(text) and not self.is_level(text),
        }

    @cached_property
    def _funds(self) -> Mapping[str, Callable[[str], bool]]:
        amounts = dict.fromkeys(("initial", "budget", "executed"), self._amount)
        return amounts | {
            "": self._source,
            "source": self._source,
            "points": self._points,
            "claimed_rate": lambda text: (
                self.is_nothing(text) or bool(_RATE.fullmatch(squeezed(text[:_LONGEST_LOOKED_AT])))
            ),
            "claimed": self._points,
            "reason": self._no_number,
        }

    def _amount(self, text: str) -> bool:
        return self.is_nothing(text) or bool(
            _AMOUNT.fullmatch(squeezed(text[:_LONGEST_LOOKED_AT]).removeprefix("¥"))
        )

    def _source(self, text: str) -> bool:
        return bool(_LETTER.search(text)) and not self._amount(text)
