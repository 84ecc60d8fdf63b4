"""The indicator rows: levels out of merged cells, values by column, the total row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from scoring.documents.node import Node
from scoring.problem import Problem
from scoring.readers.forms.collect import Collector
from scoring.readers.forms.fold import level_name
from scoring.readers.forms.headings import Heading, is_label
from scoring.readers.forms.numbers import Kind, number
from scoring.readers.forms.spots import Rows, Spot
from scoring.readers.sheets.grid import Cell
from scoring.submission import MOST_ROWS

LEVELS: Final = ("level1", "level2")
FILLED: Final = ("actual", "points", "claimed", "reason")
"""The columns that results are filled into."""
_NUMBERS: Final[dict[str, Kind]] = {"points": "points", "claimed": "score"}
_LONGEST_LEVEL: Final = 40
_MOST_BLANK: Final = 100
"""A table ends where so many blank rows follow."""
Position = tuple[int, int]


@dataclass(frozen=True)
class FormRow:
    """A row of the sheet in the indicator block: which indicator it is, and its cells to fill."""

    row: int
    indicator: int | None
    """Number of the indicator in the submission, from 0; None for any other row."""
    cells: Mapping[str, Position]
    current: Mapping[str, Cell]
    """What stands in the columns that are filled."""
    columns: Mapping[str, tuple[int, int]]
    """First and last column under the headings of these."""
    levels: tuple[str, str] | None = None
    """Levels of a row that prints nothing else."""


@dataclass
class IndicatorBlock:
    """Everything read from the indicator tables of one form."""

    indicators: list[Node] = field(default_factory=list)
    rows: list[FormRow] = field(default_factory=list)
    level1: str = ""
    level2: str = ""
    stated: dict[str, tuple[str, Spot]] = field(default_factory=dict)
    """Points that stand behind a level's name, by that name."""
    sums: dict[str, Decimal] = field(default_factory=dict)
    claims: dict[str, Node] = field(default_factory=dict)
    printed: list[Spot] = field(default_factory=list)
    """Levels that rows print with nothing beside them."""
    used: set[str] = field(default_factory=set)
    """Levels of the indicators."""
    total: Position | None = None
    claimed_total: Node | None = None
    total_points: tuple[str, Spot] | None = None


def read_indicators(
    rows: Rows, heading: Heading, end: int, into: Collector, block: IndicatorBlock
) -> int:
    """Read the rows under one heading; return the row behind them."""
    for spot in heading.unknown:
        into.leave(spot)
    row = heading.bottom + 1
    last = row
    while row < min(end, last + _MOST_BLANK) and block.total is None:
        if len(block.indicators) > MOST_ROWS:
            into.problems.append(_too_many(row, into))
            return end
        spots = rows.get(row, ())
        last = row if spots else last
        own = _by_key(spots, heading)
        if _is_total(spots, heading, into):
            _read_total(row, own, spots, heading, into, block)
        elif spots and not any(k in own for k in heading.columns if k not in LEVELS):
            if _is_foot(spots, into):
                break
            _levels_only(row, own, spots, heading, into, block)
        elif spots:
            _read_row(row, own, spots, heading, into, block)
        else:
            block.rows.append(_form_row(row, None, heading, into))
        row += 1
    while block.rows and block.rows[-1].indicator is None and block.total is None:
        block.rows.pop()
    return row


def _too_many(row: int, into: Collector) -> Problem:
    return Problem(
        "too-many-rows",
        f"一张表里的指标超过 {MOST_ROWS} 行",
        into.place(row, 1),
        "请检查是否选错了文件;几张表合在一起的,每张表上面要有表名。",
    )


def _by_key(spots: tuple[Spot, ...], heading: Heading) -> dict[str, list[Spot]]:
    found: dict[str, list[Spot]] = {}
    for spot in spots:
        key = heading.key_at(spot.column)
        if key is not None:
            found.setdefault(key, []).append(spot)
    return found


def _is_foot(spots: tuple[Spot, ...], into: Collector) -> bool:
    first = spots[0]
    return (
        is_label(first, into.labels)
        or into.labels.is_note(first.text)
        or into.labels.is_title(first.text)
    )


def _is_total(spots: tuple[Spot, ...], heading: Heading, into: Collector) -> bool:
    if not spots or not into.labels.is_word("total", spots[0].text):
        return False
    behind = {heading.key_at(spot.column) for spot in spots[1:]}
    return not behind & {"level1", "level2", "name", "target", "actual"}


def _read_total(
    row: int,
    own: Mapping[str, list[Spot]],
    spots: tuple[Spot, ...],
    heading: Heading,
    into: Collector,
    block: IndicatorBlock,
) -> None:
    block.total = (row, 0)
    if "claimed" in heading.columns:
        block.total = into.sheet.anchor(row, heading.columns["claimed"][0])
    for spot in spots[1:]:
        key = heading.key_at(spot.column)
        if key not in _NUMBERS or spot is not own[key][0]:
            into.leave(spot)
            continue
        plain = number(spot, _NUMBERS[key], _label(heading, key), into)
        if plain is not None and key == "claimed":
            block.claimed_total = into.scalar(plain, spot.row, spot.column)
        elif plain is not None:
            block.total_points = plain, spot


def _levels_only(
    row: int,
    own: Mapping[str, list[Spot]],
    spots: tuple[Spot, ...],
    heading: Heading,
    into: Collector,
    block: IndicatorBlock,
) -> None:
    """Take the levels that a blank row prints; any other text has no place."""
    printed = [s for key in LEVELS for s in own.get(key, ()) if _may_be_level(s, heading)]
    placed = {id(spot) for spot in printed}
    block.printed += printed
    for spot in spots:
        if id(spot) not in placed and not into.labels.is_block(spot.text):
            into.leave(spot)
    levels = None
    if placed:
        found = _levels(row, own, heading, into, block, told=False)
        levels = found["level1"], found["level2"]
    block.rows.append(_form_row(row, None, heading, into, levels))


def _may_be_level(spot: Spot, heading: Heading) -> bool:
    last = max(heading.columns[key][1] for key in LEVELS if key in heading.columns)
    return len(spot.text) <= _LONGEST_LEVEL and spot.right <= last


def _read_row(
    row: int,
    own: Mapping[str, list[Spot]],
    spots: tuple[Spot, ...],
    heading: Heading,
    into: Collector,
    block: IndicatorBlock,
) -> None:
    for spot in spots:
        if heading.key_at(spot.column) is None and not into.labels.is_block(spot.text):
            into.leave(spot)
    if _subtotal(own, spots, heading, into, block):
        block.rows.append(_form_row(row, None, heading, into))
        return
    levels = _levels(row, own, heading, into, block)
    fields: dict[str, Node] = {}
    at: dict[str, Node] = {}
    for key in heading.columns:
        if key in LEVELS or key not in own:
            continue
        value = _value(key, own[key], heading, into)
        spot = own[key][0]
        if value:
            fields[key] = into.scalar(value, spot.row, spot.column)
            at[key] = into.scalar(into.at(spot.row, spot.column), spot.row, spot.column)
    form_row = _form_row(row, len(block.indicators), heading, into)
    blank = not fields or (
        fields.keys() == {"name"} and into.labels.is_placeholder(own["name"][0].text)
    )
    if blank:
        block.rows.append(_form_row(row, None, heading, into))
        return
    for key in LEVELS:
        if key in heading.columns and levels[key]:
            where = into.sheet.anchor(row, heading.columns[key][0])
            fields[key] = into.scalar(levels[key], *where)
            at[key] = into.scalar(into.at(*where), *where)
    for key, cell in form_row.cells.items():
        at.setdefault(key, into.scalar(into.at(*cell), *cell))
    block.used.update(levels.values())
    points = fields.get("points")
    if points is not None:
        _add(block, levels["level1"], getattr(points, "text", None))
    fields["at"] = into.mapping(at, row, 1)
    block.rows.append(form_row)
    block.indicators.append(into.mapping(fields, row, min(s.column for s in spots)))


def _add(block: IndicatorBlock, level1: str, points: str | None) -> None:
    block.sums[level1] = block.sums.get(level1, Decimal(0)) + Decimal(points or "0")


def _value(key: str, spots: list[Spot], heading: Heading, into: Collector) -> str:
    """Return what stands under a heading; pieces of a value in cells of their own are joined."""
    first = spots[0]
    if first.bottom > first.row:
        into.repair(
            first.row, first.column,
            f"“{_label(heading, key)}”一格合并了第 {first.row} 至 {first.bottom} 行,只归到第 {first.row} 行",
            "合并格里只有一个内容,看不出怎样分到各行",
        )  # fmt: skip
    if key in _NUMBERS:
        for spot in spots[1:]:
            into.leave(spot)
        return number(first, _NUMBERS[key], _label(heading, key), into) or ""
    if len(spots) == 1:
        text = into.text(first)
        if key in ("target", "actual", "name", "reason") and into.labels.is_empty(text):
            return ""
        return text
    joined = "".join(into.text(spot) for spot in spots)
    into.repair(
        first.row, first.column,
        f"“{_label(heading, key)}”一栏的几格合成一个内容:{joined}", "这一栏的标题下有几格",
    )  # fmt: skip
    return joined


def _label(heading: Heading, key: str) -> str:
    return "".join(heading.spots[key].text.split()).strip("*")


def _form_row(
    row: int,
    indicator: int | None,
    heading: Heading,
    into: Collector,
    levels: tuple[str, str] | None = None,
) -> FormRow:
    cells = _cells(row, heading, into)
    seen = {key: into.sheet.at(*cell) for key, cell in cells.items()}
    return FormRow(
        row,
        indicator,
        cells,
        {key: cell for key, cell in seen.items() if cell is not None},
        {key: heading.columns[key] for key in FILLED if key in heading.columns},
        levels,
    )


def _cells(row: int, heading: Heading, into: Collector) -> dict[str, Position]:
    """Return the row's own cells to fill; one merged with the row above is not its own."""
    cells: dict[str, Position] = {}
    for key in FILLED:
        if key in heading.columns:
            anchor = into.sheet.anchor(row, heading.columns[key][0])
            if anchor[0] == row and heading.key_at(anchor[1]) == key:
                cells[key] = anchor
    return cells


def _levels(
    row: int,
    own: Mapping[str, list[Spot]],
    heading: Heading,
    into: Collector,
    block: IndicatorBlock,
    *,
    told: bool = True,
) -> dict[str, str]:
    """Return the row's levels: its own, those of merged cells, or those of the row above."""
    changed = False
    for key in LEVELS:
        if key not in heading.columns:
            continue
        left = heading.columns[key][0]
        anchor = into.sheet.anchor(row, left)
        before = getattr(block, key)
        if key in own:
            spot = own[key][0]
            name, points = level_name(into.text(spot))
            for other in own[key][1:]:
                into.leave(other)
            if points:
                block.stated[name] = points, spot
        elif anchor[0] != row and heading.key_at(anchor[1]) == key:
            above = into.sheet.at(row, left)
            name = level_name(above.text)[0] if above is not None else ""
        elif changed or anchor[1] < left:
            name = ""
        else:
            name = before
            if name and told:
                into.repair(
                    row, left, f"“{_label(heading, key)}”空着,按上面一行读作“{name}”",
                    "表上相同的级次只写一次",
                )  # fmt: skip
        changed = changed or (key == "level1" and name != before)
        setattr(block, key, name)
    return {"level1": block.level1, "level2": block.level2}


def _subtotal(
    own: Mapping[str, list[Spot]],
    spots: tuple[Spot, ...],
    heading: Heading,
    into: Collector,
    block: IndicatorBlock,
) -> bool:
    """Take a level's own sum (小计) as a claim."""
    word = next((s for s in spots if into.labels.is_word("subtotal", s.text)), None)
    if word is None:
        return False
    level = block.level1
    for spot in own.get("level1", ()):
        if spot is not word:
            level = level_name(into.text(spot))[0]
    for key, found in own.items():
        for spot in found:
            if spot is word or key == "level1":
                continue
            plain = number(spot, "score", _label(heading, key), into) if key in _NUMBERS else None
            if key == "claimed" and plain is not None and level and level not in block.claims:
                block.claims[level] = into.scalar(plain, spot.row, spot.column)
            elif key != "points":
                into.leave(spot)
    return True
