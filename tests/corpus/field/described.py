"""Forms written after published ones: how they lie on paper, and what a careful evaluator reads.

A description (``forms/*.yaml``, its shape in the README) is written by hand: the form as a grid, which
column of its rows is what, and what is to be said of it. Nothing of it is taken from the program.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from tests.corpus.real_form import Box, Grid
from tests.folders import FIELD

FORMS = FIELD / "forms"
FILES = FIELD / "files"
FULL_WIDTH, LEFT, ABOVE = "<<", "<", "^"
"""A last cell: merged to the right edge; a cell that belongs to the one left of it, or above it."""
ALL = "*"
"""Stands for every sheet of a file, where a form has several tables."""
_MARK = re.compile(r"(?:([FR])> |# )?")
_PLACES = ("level1", "level2", "name", "target", "actual", "points", "claimed")


@dataclass(frozen=True)
class Line:
    """A line of a sheet: its cells; ``kind`` F is a row of funds, R of indicators, # stands outside."""

    kind: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet, or a stretch of a document, as lines of cells."""

    name: str
    lines: tuple[Line, ...]

    @property
    def width(self) -> int:
        return max(len(line.cells) for line in self.lines)

    def value(self, row: int, column: int) -> str:
        """Return what stands in a cell, or in the merged cell that covers it."""
        cells = self.lines[row].cells
        text = cells[column] if column < len(cells) else ""
        if text == ABOVE:
            return self.value(row - 1, column)
        if text in {LEFT, FULL_WIDTH}:
            return self.value(row, column - 1)
        return text

    def grid(self) -> Grid:
        """Return the boxes of every line, each where it begins."""
        owner: dict[tuple[int, int], tuple[int, int]] = {}
        for row, line in enumerate(self.lines):
            cells = line.cells + ("",) * (self.width - len(line.cells))
            if FULL_WIDTH in line.cells:
                at = line.cells.index(FULL_WIDTH)
                cells = line.cells[:at] + (LEFT,) * (self.width - at)
            if line.kind == "#":
                cells = line.cells
            for column, text in enumerate(cells):
                here = (row, column)
                before = {LEFT: (row, column - 1), ABOVE: (row - 1, column)}.get(text, here)
                owner[here] = owner.get(before, here)
        grid: Grid = []
        for row in range(len(self.lines)):
            boxes = []
            for column in range(self.width):
                if owner.get((row, column)) == (row, column):
                    mine = [at for at, of in owner.items() if of == (row, column)]
                    down = 1 + max(r for r, _ in mine) - row
                    across = 1 + max(c for _, c in mine) - column
                    assert len(mine) == down * across, f"no rectangle: {self.name} {row + 1}"
                    text = (
                        self.lines[row].cells[column] if column < len(self.lines[row].cells) else ""
                    )
                    boxes.append(Box(text, down, across))
            grid.append(boxes)
        return grid


@dataclass(frozen=True)
class Told:
    """What may or must be said at a place: a row by its name, or ``@funds``, ``@total`` …"""

    at: str
    kinds: str
    """E, Q, or EQ where either is right."""
    must: bool
    miss: bool
    """The row is a real miss: A < T, or more than is allowed, and the unit took more than its due."""
    because: str


@dataclass(frozen=True)
class Expected:
    """One form of a file: its right reading, and what is to be said of it."""

    head: Mapping[str, str]
    funds: Sequence[Mapping[str, str]]
    rows: Sequence[Mapping[str, str]]
    told: Mapping[str, Told]
    may_be_unread: bool
    """Text that lost its columns: nothing may be read of it, if that is said."""


@dataclass(frozen=True)
class Described:
    """One file: what it looks like, and its forms."""

    file: str
    set: str
    like: str
    special: str
    store: str
    encoding: str
    text: str
    sheets: tuple[Sheet, ...]
    forms: tuple[Expected, ...] = field(default=())
    folder: Path = FILES

    @property
    def path(self) -> Path:
        return self.folder / self.file


def described() -> list[Described]:
    """Return every file of the corpus."""
    return [_described(path) for path in sorted(FORMS.glob("*.yaml"))]


def _described(path: Path) -> Described:
    data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    sheets = tuple(
        Sheet(name, tuple(_line(line) for line in grid.splitlines()))
        for name, grid in data.get("sheets", {}).items()
    )
    return Described(
        data["file"], data["set"], data["like"], data.get("special", ""), data.get("store", ""),
        data.get("encoding", "utf-8"), data.get("text", ""), sheets,
        tuple(_expected(form, sheets) for form in data["forms"]),
    )  # fmt: skip


def _line(text: str) -> Line:
    mark = _MARK.match(text)
    assert mark is not None
    kind = mark[1] or ("#" if mark[0] else "")
    rest = text[mark.end() :]
    cells = (rest,) if kind == "#" else tuple(rest.split("|"))
    return Line(kind, tuple(cell.strip().replace("\\n", "\n") for cell in cells))


def _expected(form: Mapping[str, Any], sheets: Sequence[Sheet]) -> Expected:
    mine = form.get("sheet", ALL)
    of = [one for one in sheets if mine in (ALL, one.name)]
    first, _, last = form.get("lines", "1-9999").partition("-")
    lines = range(int(first) - 1, int(last))
    rows = list(_rows(form.get("rows", ""), "R", of, lines))
    for name, values in form.get("fix", {}).items():
        row = next(row for row in rows if folded(row["name"]) == folded(name))
        row.update(values)
    told = {at: _told(at, text) for at, text in form.get("told", {}).items()}
    names = {folded(row["name"]) for row in rows}
    assert all(at.startswith("@") or folded(at) in names for at in told), told
    heads = ("year", "project", "unit", "department", "money", "total")
    return Expected(
        {key: form[key] for key in heads if key in form},
        list(_rows(form.get("funds", ""), "F", of, lines)),
        rows, told, "may_be_unread" in form,
    )  # fmt: skip


def _rows(
    said: str | Sequence[Any], kind: str, sheets: Sequence[Sheet], lines: range
) -> Iterator[dict[str, str]]:
    """Yield rows: typed out, or taken from the marked lines by what each column is."""
    if not isinstance(said, str):
        for row in said:
            yield (
                dict(row)
                if isinstance(row, Mapping)
                else dict(zip(_PLACES, (cell.strip() for cell in row.split("|")), strict=True))
            )
        return
    keys = [(column, key) for column, key in enumerate(said.split()) if key != "_"]
    for sheet in sheets:
        for number, line in enumerate(sheet.lines):
            if keys and number in lines and line.kind == kind:
                yield {key: sheet.value(number, column) for column, key in keys}


def _told(at: str, text: str) -> Told:
    kinds, _, rest = text.partition(" ")
    miss, because = rest.startswith("miss"), rest.removeprefix("miss").strip()
    return Told(at, kinds.rstrip("!"), kinds.endswith("!"), miss, because)


def folded(text: str) -> str:
    """Return a text as it is compared: no blanks, no full-width forms."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def number(text: str) -> Decimal | None:
    """Return an amount or score as it is written; None for blanks and dashes."""
    plain = re.sub(r"万元|元|%|,", "", folded(text))
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
