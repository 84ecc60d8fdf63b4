"""A column whose heading no word names, recognised by where it stands and what it holds.

Only where exactly one of target, actual, points and score has no heading, and exactly one unknown
column fits it in nearly all rows: numbers at most the points for a score, values in the targets'
units for an actual. What is read so is known no better than by its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Final

from scoring.readers.forms.fold import clean
from scoring.readers.forms.headings import TableHeading
from scoring.readers.forms.labels import ByPlace, FormLabels
from scoring.readers.forms.occupied_cells import OccupiedCell, Rows
from scoring.text import squeezed

_ROLES: Final = ("target", "actual", "points", "claimed")
_BESIDE: Final = {"actual": "target", "claimed": "points"}
"""The roles that can be recognised, and the column to the left that shows whether cells fit."""
_LONGEST: Final = 60
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_UNIT: Final = re.compile(r"[0-9]([^0-9.,≥≤<>=~±()+—-]{0,6})")
_SIGN: Final = re.compile("[≥≤<>=]")


def with_column_by_place(
    heading: TableHeading, rows: Rows, end: int, labels: FormLabels
) -> TableHeading:
    """Return the headings with a column that is recognised by its place and contents, if one is.

    ``end`` is the row behind the table.
    """
    missing = [role for role in _ROLES if role not in heading.columns]
    if heading.table != "indicators" or len(missing) != 1 or missing[0] not in _BESIDE:
        return heading
    (role,) = missing
    beside = heading.columns[_BESIDE[role]]
    fitting = [
        cell for cell in heading.unknown
        if cell.column > beside[1]
        and _is_free(cell, heading, rows, labels)
        and _fits(cell, role, beside, range(heading.bottom + 1, end), rows, labels)
    ]  # fmt: skip
    if len(fitting) != 1:
        return heading
    (cell,) = fitting
    return replace(
        heading,
        columns={**heading.columns, role: (cell.column, cell.right)},
        cells={**heading.cells, role: cell},
        unknown=tuple(other for other in heading.unknown if other is not cell),
        placed={**heading.placed, role: cell},
    )


def _is_free(cell: OccupiedCell, heading: TableHeading, rows: Rows, labels: FormLabels) -> bool:
    """Tell whether no word over a column says that it is something else: 上年, 复核, 计划."""
    columns = range(cell.column, cell.right + 1)
    if any(heading.key_at(column) is not None for column in columns):
        return False
    above = (
        other.text
        for row in range(heading.top, heading.bottom + 1)
        for other in rows.get(row, ())
        if other.column <= cell.column <= other.right
    )
    return not any(word in labels.fold(text) for text in above for word in labels.by_place.never)


def _fits(
    cell: OccupiedCell,
    role: str,
    beside: tuple[int, int],
    numbers: range,
    rows: Rows,
    labels: FormLabels,
) -> bool:
    """Tell whether nearly all rows that hold something beside hold what fits it."""
    rule = labels.by_place
    fit = _is_score if role == "claimed" else partial(_is_actual, rule)
    pairs = list(_pairs(cell, beside, numbers, rows, labels))
    good = [given for given, found in pairs if fit(given, found)]
    firm = [given for given in good if _NUMBER.search(given)]
    return len(firm) >= rule.fewest and 100 * len(good) >= rule.of_hundred * len(pairs)


def _pairs(
    cell: OccupiedCell,
    beside: tuple[int, int],
    numbers: range,
    rows: Rows,
    labels: FormLabels,
) -> Iterator[tuple[str, str]]:
    """Yield what stands beside and under the column, row by row, up to the total."""
    for number in numbers:
        cells = rows.get(number, ())
        if cells and labels.is_word("total", cells[0].text):
            return
        given = _text(cells, beside)
        if not labels.is_empty(given):
            yield given, _text(cells, (cell.column, cell.right))


def _text(cells: tuple[OccupiedCell, ...], columns: tuple[int, int]) -> str:
    return squeezed("".join(clean(c.text) for c in cells if columns[0] <= c.column <= columns[1]))


def _is_score(points: str, found: str) -> bool:
    own = [text.removesuffix("分") for text in (points, found)]
    if not all(_NUMBER.fullmatch(text) for text in own):
        return False
    return Decimal(own[1]) <= Decimal(own[0])


def _is_actual(rule: ByPlace, target: str, found: str) -> bool:
    if not found or len(found) > _LONGEST or (found == target and _SIGN.search(target)):
        return False
    if not _NUMBER.search(target):
        return not _NUMBER.search(found)
    units, own = _units(target, rule), _units(found, rule)
    return bool(_NUMBER.search(found)) and (not own or not units or bool(units & own))


def _units(text: str, rule: ByPlace) -> set[str]:
    """Return what stands behind the numbers of a text: 人, %, 月 (of 月底前)."""
    found = (unit.rstrip(rule.behind_units) for unit in _UNIT.findall(text))
    return {unit for unit in found if unit}
