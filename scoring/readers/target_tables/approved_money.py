"""The approved money of a target table: 年度资金总额 with its sources, and the unit it counts in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from scoring.exact import PLAIN_NUMBER
from scoring.readers.forms.fold import clean
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows
from scoring.readers.target_tables.labels import TargetLabels
from scoring.records.file_content import Amount, TargetFunds
from scoring.text import squeezed

_AMOUNT: Final = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,6})?)(\D{0,4})")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,6})?")
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class ApprovedMoney:
    """What the head of a table says of the year's money."""

    budget: tuple[Amount, OccupiedCell] | None = None
    funds: tuple[TargetFunds, ...] = ()
    """The whole and its sources, in the table's order; empty where it names none."""
    taken: frozenset[tuple[int, int]] = frozenset()
    """The cells that were read."""


def find_money(
    rows: Rows, numbers: Iterable[int], sheet_unit: str | None, labels: TargetLabels
) -> ApprovedMoney:
    """Return the year's approved money in the head of a table: the first that names it.

    ``sheet_unit`` is the unit of money that the head names elsewhere, if it does. Sources are those
    that stand behind the whole in its row, or below it in its column.
    """
    head = list(numbers)
    unit = next(
        (u for cell in _cells(rows, head) if (u := labels.form.unit_behind(cell.text))), None
    )
    whole: OccupiedCell | None = None
    budget: tuple[Amount, OccupiedCell] | None = None
    funds: list[TargetFunds] = []
    taken: set[tuple[int, int]] = set()
    for label, beside in _pairs(rows, head):
        is_whole = labels.is_one(labels.budget, label.text)
        if whole is not None and (is_whole or not _is_under(label, whole)):
            continue
        name = labels.form.without_of_which(clean(label.text)).rstrip(":\uff1a")
        if not is_whole and (whole is None or not labels.form.is_word("sources", name)):
            continue
        amount = amount_in(beside, label, unit or sheet_unit, labels)
        if amount is None:
            continue
        if is_whole:
            whole, budget = label, (amount, beside)
        funds.append(TargetFunds(source=name, amount=amount))
        taken |= {(label.row, label.column), (beside.row, beside.column)}
    return ApprovedMoney(budget, tuple(funds), frozenset(taken))


def amount_in(
    cell: OccupiedCell, label: OccupiedCell, sheet_unit: str | None, labels: TargetLabels
) -> Amount | None:
    """Return the amount of a cell, in the unit behind it, behind its label, or of its sheet."""
    found = _amount(cell.text)
    if found is None:
        return None
    number, suffix = found
    unit = labels.form.money_unit(suffix) if suffix else labels.form.unit_behind(label.text)
    if suffix and unit is None:
        return None
    stored = cell.content.number
    if stored is not None and not suffix and PLAIN_NUMBER.fullmatch(format(stored, "f")):
        number = format(stored, "f")  # its format may show fewer decimals
    return Amount(text=clean(cell.text), value=number, unit=unit or sheet_unit or "")


def _cells(rows: Rows, numbers: Iterable[int]) -> Iterator[OccupiedCell]:
    for row in numbers:
        yield from rows.get(row, ())


def _pairs(rows: Rows, numbers: Sequence[int]) -> Iterator[tuple[OccupiedCell, OccupiedCell]]:
    """Yield every cell with the one beside it."""
    for row in numbers:
        yield from pairwise(rows.get(row, ()))


def _is_under(label: OccupiedCell, whole: OccupiedCell) -> bool:
    """Tell whether a label stands behind another in its row, or below it in its column."""
    if label.row == whole.row:
        return label.column > whole.column
    return label.column == whole.column


def _amount(text: str) -> tuple[str, str] | None:
    """Split an amount into its plain number and the unit behind it; None for anything else."""
    folded = squeezed(text[:_LONGEST])
    if grouped := _GROUPED.match(folded):
        folded = grouped.group().replace(",", "") + folded[grouped.end() :]
    found = _AMOUNT.fullmatch(folded)
    return None if found is None else (found[1], found[2])
