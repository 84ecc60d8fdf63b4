"""A form as blocks of rows of cells, each with its text, its place, and how well it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import plain
from scoring.records.certainty import Certainty
from scoring.records.submission import Evidence, Indicator, Submission
from scoring.review.between.vocabulary import BetweenWords
from scoring.text import level_key, on_one_line, squeezed

_MONEY: Final = frozenset({"initial", "budget", "executed"})
_PERCENT: Final = frozenset({"claimed_rate", "coefficient", "ratio", "weight"})
_LEVELS: Final = frozenset({"level1", "level2"})
ROWS: Final = "rows"
"""The block of the indicators."""
_TABLES: Final = ("funds", "goals", "tasks")
_BY_NAME: Final = ("inputs", "items", "texts", "claims", "reasons")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a form; ``money`` is how many 元 one of its money unit is, ``unit`` that unit."""

    submission: Submission
    money: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell: what is printed of it, and what it is compared by."""

    text: str
    value: Fraction | str
    at: str
    known: Certainty

    @property
    def is_lost(self) -> bool:
        """Whether nobody knows if it is blank: its column, label or content was not found."""
        return not self.text and self.known is Certainty.NOT_FOUND


@dataclass(frozen=True, slots=True)
class CellRow:
    """One row of a block, its cells by field; ``name`` is empty for the single values of a form."""

    name: str
    cells: Mapping[str, FormCell]
    indicator: Indicator | None = None

    @property
    def text(self) -> str:
        """Everything that stands in it."""
        return " ".join(cell.text for cell in self.cells.values() if cell.text)

    @property
    def at(self) -> str:
        """Where it stands: its name's cell, else the first whose place is known."""
        cells = (self.cells.get("name"), *self.cells.values())
        return next((cell.at for cell in cells if cell is not None and cell.at), "")


def form_blocks(version: Version, words: BetweenWords) -> Mapping[str, Sequence[CellRow]]:
    """Return the rows of every block that ``words`` compare, the blocks in the order of a form."""
    return {block: list(_rows(block, version, words)) for block in words.compared}


def _rows(block: str, version: Version, words: BetweenWords) -> Iterator[CellRow]:
    submission, fields = version.submission, words.compared[block]
    if block == ROWS:
        for row in submission.rows:
            cells = {field: _of_row(row, field, version) for field in fields}
            yield CellRow(on_one_line(row.name), cells, row)
    elif block in _TABLES:
        for number, record in enumerate(getattr(submission, block), 1):
            head = f"{block}.{number}."
            cells = {f: _cell(record, f, version, head + f, f"{block}.{f}") for f in fields}
            name = getattr(record, "source", "") or getattr(record, "name", "")
            yield CellRow(on_one_line(name), cells)
    elif block in _BY_NAME:
        for key, record in _named(getattr(submission, block)):
            at = f"{block}.{key}"
            yield CellRow(
                on_one_line(key), {f: _cell(record, f, version, at, block) for f in fields}
            )
    else:
        yield CellRow("", {f: _cell(submission, f, version, f, f) for f in fields})


def _named(values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield what stands under names, and under names of names."""
    for key, value in values.items():
        if isinstance(value, Mapping):
            for inner, record in value.items():
                yield f"{key}.{inner}", record
        else:
            yield key, value


def _of_row(row: Indicator, field: str, version: Version) -> FormCell:
    known = row.known.get(field)
    is_lost = version.submission.lacks(field) or known == Certainty.NOT_FOUND
    certainty = Certainty.NOT_FOUND if is_lost else known or Certainty.WRITTEN
    return _made(_value(row, field), field, version, row.at.get(field, ""), certainty)


def _cell(record: object, field: str, version: Version, path: str, column: str) -> FormCell:
    submission = version.submission
    known = submission.known.get(path, Certainty.WRITTEN)
    certainty = Certainty.NOT_FOUND if submission.lacks(column) else known
    value = _value(record, field)
    return _made(value, field, version, submission.at.get(path, ""), certainty)


def _value(record: object, field: str) -> object:
    """Return a field by its path; the record itself where it is no record."""
    if isinstance(record, str | Decimal):
        return record
    for part in field.split("."):
        record = getattr(record, part, None)
    return record


def _made(value: object, field: str, version: Version, at: str, known: Certainty) -> FormCell:
    text = _text(value)
    compared: Fraction | str = squeezed(text)
    if isinstance(value, Decimal):
        compared = Fraction(value)
        if field in _MONEY:
            compared, text = compared * version.money, text + version.unit
        elif field in _PERCENT:
            text += "%"
    elif field in _LEVELS:
        compared = level_key(text)
    elif field == "money_unit":
        text = compared = version.unit
    return FormCell(text, compared, on_one_line(at), known)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case Decimal():
            return plain(Fraction(value))
        case tuple():
            return "、".join(_evidence(one) for one in value)
        case dict():
            return "、".join(f"{key} {text}" for key, text in value.items())
        case _:
            return on_one_line(str(value))


def _evidence(one: object) -> str:
    parts = (one.name, one.number, one.page) if isinstance(one, Evidence) else (str(one),)
    return on_one_line(" ".join(part for part in parts if part))
