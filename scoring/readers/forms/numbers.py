"""Amounts, points and scores as cells show them: into plain numbers, or a fault at the cell."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from scoring.exact import PLAIN_NUMBER, is_terminating, plain
from scoring.money import YUAN_PER_UNIT
from scoring.problem import Problem
from scoring.readers.forms.collect import FormCollector
from scoring.readers.forms.occupied_cells import OccupiedCell
from scoring.records.certainty import Certainty
from scoring.text import excerpt, squeezed

Kind = Literal["amount", "points", "score", "rate"]
INDICATOR_KINDS: Final[dict[str, Kind]] = {
    "points": "points", "claimed": "score", "coefficient": "rate",
}  # fmt: skip
"""The columns of the indicator table that hold numbers."""
_GROUPED: Final = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_LOOSE: Final = re.compile(r"[+-]?[0-9]*\.?[0-9]*")
_LONG: Final = re.compile(r"-?[0-9]{1,18}\.[0-9]{7,40}")
_AS_KEPT: Final = re.compile(r"(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,6})?")
"""A number that is typed as a submission holds it: most are."""
_LONGEST: Final = 60
_MINUS: Final = "\u2212"
"""The minus of a typesetter."""


def number(cell: OccupiedCell, kind: Kind, label: str, collector: FormCollector) -> str | None:
    """Return the cell's number as plain text; None for a mark that stands for nothing.

    An unusable one is reported with sheet and cell, and counts as nothing.
    """
    text = cell.text.strip()
    if collector.labels.is_empty(text):
        return None
    if cell.content.spoilt:
        collector.report_overprinted(cell, label)
        return None
    stored = _stored(cell, kind)
    seen = _plain(text, kind, collector)
    if seen is None and kind == "amount":
        seen = _with_unit(text, collector)
        stored = stored if seen is None else None  # what is stored counts in a unit of its own
    if (
        stored is not None
        and seen is not None
        and stored != seen
        and Decimal(stored) != Decimal(seen)
    ):
        collector.add_repair(
            cell.row, cell.column,
            f"{label}格里显示“{text}”，存的是 {stored}，按存的数读", "单元格格式只显示了部分小数",
        )  # fmt: skip
    found = stored if stored is not None else seen
    if found is None and kind in ("score", "rate"):
        found = _shortened(cell, label, collector)
    if found is None:
        shown = excerpt(text)
        problem = Problem(
            "not-a-number",
            f"{label}：“{shown}”不是一个能用的数",
            collector.place(cell.row, cell.column),
            "请只写一个数，例如 12.5；没有就留空或写“—”。",
        )
        collector.refuse(problem, cell, label)
        if kind == "amount":  # 无, 未下达: no blank, and perhaps an answer
            collector.lower(cell.row, cell.column, Certainty.BY_PLACE)
    return found


def _stored(cell: OccupiedCell, kind: Kind) -> str | None:
    """Return the stored number of what a person typed in: amounts and points, never a result."""
    value = cell.content.number
    if (
        value is None
        or cell.content.is_date
        or cell.content.formula
        or kind not in ("amount", "points")
    ):
        return None
    if "%" in cell.text or not value.is_finite() or abs(value.adjusted()) > 20:
        return None
    text = format(value, "f")
    return text if PLAIN_NUMBER.fullmatch(text) else None


def _shortened(cell: OccupiedCell, label: str, collector: FormCollector) -> str | None:
    """Return the result of a formula with more decimals than a submission holds, rounded."""
    text = squeezed(cell.text[:_LONGEST]).rstrip("%")
    if not _LONG.fullmatch(text):
        return None
    short = plain(Fraction(text), 6)
    collector.add_repair(
        cell.row, cell.column, f"{label}“{text}”小数位太多，按 {short} 读", "最多保留六位小数"
    )
    return short


def _plain(text: str, kind: Kind, collector: FormCollector) -> str | None:
    if _AS_KEPT.fullmatch(text):
        return text
    folded = squeezed(text[: 2 * _LONGEST])
    if len(text) > _LONGEST:
        return None
    for suffix in _suffixes(kind, collector):
        folded = folded.removesuffix(suffix)
    folded = folded.removeprefix("¥")
    if folded.startswith(_MINUS):
        folded = f"-{folded[1:]}"
    if _GROUPED.fullmatch(folded):
        folded = folded.replace(",", "")
    if not _LOOSE.fullmatch(folded) or not any(c.isdigit() for c in folded):
        return None
    folded = folded.removeprefix("+")
    negative, digits = folded.startswith("-"), folded.removeprefix("-")
    whole, _, decimals = digits.partition(".")
    decimals = decimals if len(decimals) <= 6 else decimals[:6] + decimals[6:].rstrip("0")
    result = (whole.lstrip("0") or "0") + (f".{decimals}" if decimals else "")
    result = f"-{result}" if negative else result
    return result if PLAIN_NUMBER.fullmatch(result) else None


def _with_unit(text: str, collector: FormCollector) -> str | None:
    """Return an amount that names its own unit (``4753.66万元``), in the form's unit.

    The first one gives its unit to a form that names none.
    """
    folded = squeezed(collector.labels.simplified(text[: 2 * _LONGEST]))
    for suffix, unit in collector.labels.amount_units.items():
        bare = folded.removesuffix(suffix)
        amount = _plain(bare, "amount", collector) if bare != folded else None
        if amount is None:
            continue
        if collector.money_unit is None:
            collector.money_unit = unit
        exact = Fraction(amount) * YUAN_PER_UNIT[unit] / YUAN_PER_UNIT[collector.money_unit]
        return plain(exact) if is_terminating(exact) else None
    return None


def _suffixes(kind: Kind, collector: FormCollector) -> tuple[str, ...]:
    """Return what may stand behind a number; behind an amount nothing (元 or 万元 is no detail)."""
    if kind == "amount":
        return ()
    return ("%",) if kind == "rate" else collector.labels.points_units
