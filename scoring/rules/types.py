"""The types of an expression, the names it may use, and the functions it may call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from scoring.exact import half_up
from scoring.value_class import dataclass


class Type(StrEnum):
    """The type of an expression's value."""

    NUMBER = "number"
    YES_NO = "yes_no"
    TEXT = "text"
    DATE = "date"


Value = Fraction | bool | str | date
"""The value of a name while a rule is applied: amounts in the set's money unit, shares as fractions."""

Scope = Mapping[str, Value | None]
"""The facts of one row by name; None where a fact is unknown."""


@dataclass(frozen=True, slots=True)
class NameSpec:
    """A name that expressions may use: its type, Chinese label and, for texts, its values."""

    name: str
    type: Type
    label: str = ""
    choices: tuple[str, ...] = ()
    meaning: str = ""
    asked: str = ""
    """What a form calls it, where that is not the label."""


@dataclass(frozen=True, slots=True)
class NameTable:
    """The names of one set: its facts and inputs by name, and labels that stand for them."""

    specs: Mapping[str, NameSpec]
    aliases: Mapping[str, str] = field(default_factory=dict)
    function_aliases: Mapping[str, str] = field(default_factory=dict)

    def find(self, written: str) -> NameSpec | None:
        """Return the spec that ``written`` (a name or its Chinese label) stands for."""
        return self.specs.get(written) or self.specs.get(self.aliases.get(written, ""))

    def with_more(self, more: Mapping[str, NameSpec]) -> NameTable:
        """Return these names and ``more`` (parameters of a rule, inputs of a set)."""
        return NameTable({**self.specs, **more}, self.aliases, self.function_aliases)


PLACES: Final = range(7)
"""The decimals that ``rounded`` may be asked for."""


def _rounded(value: Fraction, places: Fraction = Fraction(2)) -> Fraction:
    return half_up(value, int(places))


def _days(start: date, end: date) -> Fraction:
    return Fraction((end - start).days)


@dataclass(frozen=True, slots=True)
class Function:
    """A function that expressions may call; ``least`` to ``most`` arguments of one type."""

    call: Callable[..., Any]
    argument: Type
    least: int
    most: int


FUNCTIONS: Final[Mapping[str, Function]] = {
    "min": Function(min, Type.NUMBER, 2, 8),
    "max": Function(max, Type.NUMBER, 2, 8),
    "abs": Function(abs, Type.NUMBER, 1, 1),
    "floor": Function(lambda x: Fraction(x.numerator // x.denominator), Type.NUMBER, 1, 1),
    "ceil": Function(lambda x: Fraction(-(-x.numerator // x.denominator)), Type.NUMBER, 1, 1),
    "rounded": Function(_rounded, Type.NUMBER, 1, 2),
    "days": Function(_days, Type.DATE, 2, 2),
}
"""All functions there are; each yields a number. ``rounded(x, places)`` rounds half up."""
