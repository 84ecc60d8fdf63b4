"""Amounts in 元 and 万元: what one unit of money is worth."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

YUAN_PER_UNIT: Final = {"元": Fraction(1), "万元": Fraction(10_000)}
"""How many 元 one unit of money is, for the units in which a form's amounts may stand."""
