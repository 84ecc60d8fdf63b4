"""One row under 一级指标 … 目标值: by its columns, or, where cells are lost, by what its cells are.

Text taken out of a PDF loses the cells of merged areas, and the rest of the row slides. Such a row is
read from its end: target last, name before it, levels (known words) before these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from scoring.exact import shortest
from scoring.readers.forms.fold import clean, level_name
from scoring.readers.forms.occupied_cells import OccupiedCell
from scoring.readers.target_tables.labels import TargetLabels

_PARAGRAPHS: Final = re.compile(r"(?:</p>|<br\s*/?>|\n)\s*", re.I)
_LEVELS: Final = ("level1", "level2")
_FIGURES: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,6})?\s*分?")
"""Points as a cell shows them."""
_TAKEN: Final = frozenset({*_LEVELS, "name", "target", "direction", "unit", "points"})
_PASSED_OVER: Final = frozenset({"number"})
"""What a row counts by, 序号, is no part of it."""
_BARE: Final = ("name", "target")


@dataclass(frozen=True, slots=True)
class TargetHeading:
    """The headings of the indicators: rows ``top`` to ``bottom``, columns by key."""

    top: int
    bottom: int
    columns: Mapping[str, tuple[int, int]]
    half: tuple[int, int] | None = None
    """The columns that are read where other years stand beside them."""

    @property
    def tail(self) -> tuple[str, ...]:
        """The name and what stands behind it, from left to right."""
        order = sorted(self.columns, key=lambda key: self.columns[key])
        return tuple(order[order.index("name") :])

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
    points: OccupiedCell | None = None
    """The cell of its points."""
    left: tuple[OccupiedCell, ...] = ()
    """Unmatched cells."""

    def full_target(self, labels: TargetLabels) -> str:
        """Return the target with the sign and the unit that stand in columns of their own."""
        target = self.target
        own = self.direction if self.direction and labels.is_sign(self.direction) else ""
        sign = "" if target.startswith(own) else own
        unit = self.unit if self.unit and not target.endswith(self.unit) else ""
        return f"{sign}{target}{unit}" if any(c.isdigit() for c in target) else target


def read_row(
    cells: Sequence[OccupiedCell],
    heading: TargetHeading,
    level2: str,
    labels: TargetLabels,
    *,
    in_columns: bool,
) -> TargetRowReading | None:
    """Read a row; None where nothing in it is an indicator.

    ``level2`` is the one in force; ``in_columns`` tells that the file keeps every cell in its column.
    """
    own = [cell for cell in cells if not labels.form.is_block(cell.text)]
    aside: list[OccupiedCell] = []
    if heading.half is not None:
        aside = [cell for cell in own if not _in_half(cell, heading)]
        own = [cell for cell in own if _in_half(cell, heading)]
    if not own:
        return None
    read = _by_column(own, heading, level2, labels, in_columns=in_columns)
    if heading.half is None:
        return read or _by_words(own, heading, level2, labels)
    return None if read is None else replace(read, left=(*read.left, *aside))


def _in_half(cell: OccupiedCell, heading: TargetHeading) -> bool:
    """Tell whether a cell stands in the year's half, or names a level of both."""
    left, right = heading.half or (cell.column, cell.column)
    return left <= cell.column <= right or heading.key_at(cell.column) in _LEVELS


def _by_column(
    cells: Sequence[OccupiedCell],
    heading: TargetHeading,
    level2: str,
    labels: TargetLabels,
    *,
    in_columns: bool,
) -> TargetRowReading | None:
    found: dict[str, OccupiedCell] = {}
    left: list[OccupiedCell] = []
    for cell in cells:
        key = heading.key_at(cell.column)
        if key is None and in_columns:
            left.append(cell)
        elif key is None or key in found:
            return None
        else:
            found[key] = cell
    if "name" not in found:
        return None
    figures = "points" in found and _is_figure(found["points"])
    if "target" not in found and not (in_columns or figures):
        return None
    if "level2" not in found and _is_level(clean(found["name"].text), level2, labels):
        return None
    left += [cell for key, cell in found.items() if key not in _TAKEN | _PASSED_OVER]
    return _reading({key: cell for key, cell in found.items() if key in _TAKEN}, left)


def _is_figure(cell: OccupiedCell) -> bool:
    return _FIGURES.fullmatch(cell.text.strip().removesuffix("%")) is not None


def _reading(
    found: Mapping[str, OccupiedCell], left: Sequence[OccupiedCell] = ()
) -> TargetRowReading:
    texts = {key: clean(cell.text) for key, cell in found.items() if key != "points"}
    texts |= {key: level_name(texts[key])[0] for key in _LEVELS if key in texts}
    return TargetRowReading(**texts, points=found.get("points"), left=tuple(left))


def _is_level(name: str, level2: str, labels: TargetLabels) -> bool:
    """Tell whether a name is a level that slid; one that repeats its own level is a name."""
    return bool(labels.levels(name)) and not labels.same_level(name, level2)


def _by_words(
    cells: Sequence[OccupiedCell], heading: TargetHeading, level2: str, labels: TargetLabels
) -> TargetRowReading | None:
    if len(cells) == 1:
        return _two_in_one(cells[0]) if heading.tail == _BARE else None
    if len(heading.tail) > len(cells) or heading.columns.keys() - _TAKEN:
        return None
    before, behind = cells[: -len(heading.tail)], cells[-len(heading.tail) :]
    found = dict(zip(heading.tail, behind, strict=True))
    if "points" in found and not _is_figure(found["points"]):
        return None
    read = _reading(found)
    texts = [clean(cell.text) for cell in before]
    first = labels.levels(texts[0] if texts else read.name)
    match texts:
        case []:
            if first and not labels.same_level(read.name, level2):
                # its level and its name: the target got lost
                return _under(first, read.name, read.target, "") if heading.tail == _BARE else None
            return read
        case [level] if first:
            own = _under(first, level, read.name, read.target)
            return replace(read, level1=own.level1, level2=own.level2)
        case [level, second] if "level1" in first:
            return replace(read, level1=level_name(level)[0], level2=level_name(second)[0])
    return None


def percents(cell: OccupiedCell) -> str | None:
    """Return points that stand as a percentage (``12.5%``), as they are stored; None for others."""
    text = clean(cell.text)
    bare = text.removesuffix("%").strip()
    stored = cell.content.number
    if bare == text or not _FIGURES.fullmatch(bare):
        return None
    return bare if stored is None else shortest(stored * 100)


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
