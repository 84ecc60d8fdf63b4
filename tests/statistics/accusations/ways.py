"""What each set's rules make of a row, told once more in plain words, apart from the sets' files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

Share = Callable[[Fraction], Fraction]
ONE: Final = Fraction(1)
_SIX_TENTHS: Final = Fraction(60, 100)
_EIGHT_TENTHS: Final = Fraction(80, 100)


def percent(n: int) -> Fraction:
    return Fraction(n, 100)


@dataclass(frozen=True)
class Way:
    """How a set scores what was not simply reached; shares are of the row's points."""

    over_at: Literal["above", "from"] = "above"
    """Whether exactly 130 % is far over already."""
    over_rates: bool = False
    """Whether rates may be far over too."""
    over_share: Fraction = ONE
    over_low: Fraction = _EIGHT_TENTHS
    """Least and usual share of a row that is far over."""
    over_needs_reason: bool = False
    reverse: Literal["judged", "ratio", "linear"] = "judged"
    """What is above a cap: left to people, target ÷ actual, or none left at twice the target."""
    pass_line: Fraction | None = None
    partly_low: Fraction = _SIX_TENTHS
    satisfaction_steps: bool = False
    coefficient: bool = False
    execution: Literal["rate", "finished"] = "rate"
    split: bool = False
    """Whether sign, number and unit stand in columns of their own."""

    def least(self, completion: Fraction) -> Fraction:
        """Return the share of a row that should be reached and was not."""
        completion = max(completion, Fraction(0))
        if self.pass_line is None:
            return completion
        return max((completion - self.pass_line) / (1 - self.pass_line), Fraction(0))

    def most(self, completion: Fraction) -> Fraction:
        """Return the share of a row that is above its cap (``completion`` is above 1)."""
        if self.reverse == "linear":
            return max(2 - completion, Fraction(0))
        return 1 / completion

    @property
    def most_is_judged(self) -> bool:
        return self.reverse == "judged"

    def is_over(self, completion: Fraction, *, is_rate: bool = False) -> bool:
        if is_rate and not self.over_rates:
            return False
        line = percent(130)
        return completion >= line if self.over_at == "from" else completion > line


_MOF: Final = Way()
_2021: Final = Way(pass_line=percent(60), satisfaction_steps=True, execution="finished")
_SETS: Final = {
    "mof/2020-project-over-cut": replace(_MOF, over_share=percent(80)),
    "mof/2020-project-over-none": replace(_MOF, over_low=ONE),
    "mof/2020-project-reverse-ratio": replace(_MOF, reverse="ratio"),
    "mof/2020-project-reverse-linear": replace(_MOF, reverse="linear"),
    "guangxi/project": replace(
        _MOF, over_at="from", over_rates=True, over_low=ONE, over_needs_reason=True
    ),
    "hubei/project": replace(_MOF, reverse="ratio", partly_low=percent(50)),
    "mof/2021-project": _2021,
    "mof/2021-project-cost": _2021,
    "mof/2021-project-no-satisfaction": _2021,
    "mof/2021-project-cost-no-satisfaction": _2021,
    "chongqing/2021-department": replace(_MOF, coefficient=True, split=True),
    "sichuan/2023-project": replace(_MOF, split=True),
    "tianjin/department": replace(_MOF, split=True),
}


def way_of(set_id: str) -> Way:
    return _SETS.get(set_id, _MOF)
