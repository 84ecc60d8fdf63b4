"""One row under 一级指标 … 目标值: by its columns, or, where cells are lost, by what its cells are.

Text taken out of a PDF loses the cells of merged areas, and the rest of the row slides. Such a row is
read from its end: target last, name before it, levels (known words) before these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from scoring.readers.forms.fold import clean, level_name
from scoring.readers.forms.occupied_cells import OccupiedCell
from scoring.readers.target_tables.labels import TargetLabels

_PARAGRAPHS: Final = re.compile(r"(?:</p>|<br\s*/?>|\n)\s*", re.I)
_MOST_CELLS: Final = 4
"""一级, 二级, 三级, 目标值."""


@dataclass(frozen=True, slots=True)
class TargetHeading:
    """The headings of the indicators: rows ``top`` to ``bottom``, columns by key."""

    top: int
    bottom: int
    columns: Mapping[str, tuple[int, int]]
    half: tuple[int, int] | None = None
    """The columns that are read where other years stand beside them."""

    def key_at(self, column: int) -> str | None:
        """Return the key of a column."""
        for key, (left, right) in self.columns.items():
            if left <= column <= right:
                return key
        return None


@dataclass(frozen=True, slots=True)
class TargetRowReading:
    """What a row holds; a level that it does not name is empty."""

    level1: str = ""
    level2: str = ""
    name: str = ""
    target: str = ""
    direction: str = ""
    unit: str = ""
    left: tuple[OccupiedCell, ...] = ()
    """Unmatched cells."""

    @property
    def full_target(self) -> str:
        """The target with the sign and the unit that stand in columns of their own."""
        target = self.target
        sign = self.direction if self.direction and not target.startswith(self.direction) else ""
        unit = self.unit if self.unit and not target.endswith(self.unit) else ""
        return f"{sign}{target}{unit}" if any(c.isdigit() for c in target) else target


def read_row(
    cells: Sequence[OccupiedCell], heading: TargetHeading, level2: str, labels: TargetLabels
) -> TargetRowReading | None:
    """Read a row; None where nothing in it is an indicator. ``level2`` is the one in force."""
    own = [cell for cell in cells if not labels.form.is_block(cell.text)]
    aside: list[OccupiedCell] = []
    if heading.half is not None:
        aside = [cell for cell in own if not _in_half(cell, heading)]
        own = [cell for cell in own if _in_half(cell, heading)]
    if not own:
        return None
    read = _by_column(own, heading, level2, labels)
    if heading.half is None:
        return read or _by_words(own, heading, level2, labels)
    return None if read is None else replace(read, left=(*read.left, *aside))


def _in_half(cell: OccupiedCell, heading: TargetHeading) -> bool:
    """Tell whether a cell stands in the year's half, or names a level of both."""
    left, right = heading.half or (cell.column, cell.column)
    return left <= cell.column <= right or heading.key_at(cell.column) in ("level1", "level2")


def _by_column(
    cells: Sequence[OccupiedCell], heading: TargetHeading, level2: str, labels: TargetLabels
) -> TargetRowReading | None:
    found: dict[str, str] = {}
    left: list[OccupiedCell] = []
    for cell in cells:
        key = heading.key_at(cell.column)
        if key in found or (key is None and "target" in heading.columns):
            return None
        if key in ("level1", "level2"):
            found[key] = level_name(clean(cell.text))[0]
        elif key == "direction" and not labels.is_sign(clean(cell.text)):
            left.append(cell)
        elif key in ("name", "target", "direction", "unit"):
            found[key] = clean(cell.text)
        elif key is None:
            return None
        else:
            left.append(cell)
    if not found.get("name") or not found.get("target"):
        return None
    if "level2" not in found and _is_level(found["name"], level2, labels):
        return None
    return TargetRowReading(**found, left=tuple(left))


def _is_level(name: str, level2: str, labels: TargetLabels) -> bool:
    """Tell whether a name is a level that slid; one that repeats its own level is a name."""
    return bool(labels.levels(name)) and not labels.same_level(name, level2)


def _by_words(
    cells: Sequence[OccupiedCell], heading: TargetHeading, level2: str, labels: TargetLabels
) -> TargetRowReading | None:
    texts = [clean(cell.text) for cell in cells]
    if len(cells) == 1:
        return _two_in_one(cells[0])
    if len(cells) > _MOST_CELLS or set(heading.columns) - {"level1", "level2", "name", "target"}:
        return None
    first = labels.levels(texts[0])
    if len(texts) == 2:
        if first and not labels.same_level(texts[0], level2):
            return _under(first, texts[0], texts[1], "")
        return TargetRowReading(name=texts[0], target=texts[1])
    if not first:
        return None
    if len(texts) == 3:
        return _under(first, *texts)
    if "level1" not in first:
        return None
    return TargetRowReading(level_name(texts[0])[0], level_name(texts[1])[0], texts[2], texts[3])


def _under(levels: frozenset[str], level: str, name: str, target: str) -> TargetRowReading:
    """Return a row under one level; a word that may name either stands next to the name: the second.

    Where it stands proves nothing in a row that slid.
    """
    own = level_name(level)[0]
    if levels == {"level1"}:
        return TargetRowReading(level1=own, name=name, target=target)
    return TargetRowReading(level2=own, name=name, target=target)


def _two_in_one(cell: OccupiedCell) -> TargetRowReading | None:
    """Read name and target out of one cell with two paragraphs."""
    parts = [clean(part) for part in _PARAGRAPHS.split(cell.text)]
    parts = [part for part in parts if part]
    return TargetRowReading(name=parts[0], target=parts[1]) if len(parts) == 2 else None
