"""The approved money of a target table: 年度资金总额 in its head, and the unit that it counts in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from scoring.readers.forms.fold import clean
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows
from scoring.readers.target_tables.labels import TargetLabels
from scoring.records.file_content import Amount
from scoring.text import squeezed

_AMOUNT: Final = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,6})?)(\D{0,4})")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,6})?")
_LONGEST: Final = 40


def find_budget(
    rows: Rows, numbers: Iterable[int], sheet_unit: str | None, labels: TargetLabels
) -> tuple[Amount, OccupiedCell] | None:
    """Return the year's approved money in the head of a table and its cell, the first that names it.

    ``sheet_unit`` is the unit of money that the head names elsewhere, if it does.
    """
    head = list(numbers)
    for label, beside in _pairs(rows, head, labels):
        found = _amount(beside.text)
        if found is None:
            continue
        number, suffix = found
        unit = labels.form.money_unit(suffix) if suffix else labels.form.unit_behind(label.text)
        if suffix and unit is None:
            continue
        others = (cell for row in head for cell in rows.get(row, ()))
        unit = unit or next(filter(None, (labels.form.unit_behind(c.text) for c in others)), None)
        amount = Amount(text=clean(beside.text), value=number, unit=unit or sheet_unit or "")
        return amount, beside
    return None


def _pairs(
    rows: Rows, numbers: Iterable[int], labels: TargetLabels
) -> Iterator[tuple[OccupiedCell, OccupiedCell]]:
    """Yield every label of the year's money with the cell beside it."""
    for row in numbers:
        cells = rows.get(row, ())
        for label, beside in pairwise(cells):
            if labels.is_one(labels.budget, label.text):
                yield label, beside


def _amount(text: str) -> tuple[str, str] | None:
    """Split an amount into its plain number and the unit behind it; None for anything else."""
    folded = squeezed(text[:_LONGEST])
    if grouped := _GROUPED.match(folded):
        folded = grouped.group().replace(",", "") + folded[grouped.end() :]
    found = _AMOUNT.fullmatch(folded)
    return None if found is None else (found[1], found[2])
