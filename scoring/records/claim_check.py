"""What a unit stated about its own score, compared with what the rule gives."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from scoring.value_class import dataclass

ClaimKind = Literal["row", "level", "execution_rate", "execution_score", "total", "cap", "points"]
Verdict = Literal["agrees", "rounding", "differs"]


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """One stated number and the computed one.

    ``where`` is the place as the form names it (总分, 产出, a row's id). ``cause`` is the key of the
    vocabulary's word for the usual order of rounding that explains a difference; else empty.
    """

    where: str
    kind: ClaimKind
    stated: Decimal
    computed: Decimal
    verdict: Verdict
    cause: str = ""
