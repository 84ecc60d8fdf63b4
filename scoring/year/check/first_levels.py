"""First-level projects: whether the approved tables know the names that forms and record give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from scoring.exact import PLAIN_NUMBER
from scoring.records.file_content import Piece, TargetTable
from scoring.rules.types import Value
from scoring.text import name_key, squeezed
from scoring.year.check.compared_year import OwnedFinding, YearIndex, owned

_MOST_PLACES: Final = 3
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """One first-level project of an approved table, with its budget in 元 where that is written."""

    name: str
    budget: Fraction | None
    last_place: Fraction
    """What one in the last written place of the budget is worth."""
    file: str
    at: str


@dataclass(frozen=True, slots=True)
class _Named:
    """A first-level project as something other than an approved table names it."""

    name: str
    unit: str
    file: str
    place: str
    secret: bool = False


def unknown_parents(year: YearIndex) -> Iterator[OwnedFinding]:
    """Yield every name of a first-level project that is in no list of its unit, once."""
    places: dict[tuple[str, str], list[_Named]] = {}
    for named in _named(year):
        places.setdefault((name_key(named.unit), name_key(named.name)), []).append(named)
    for (unit, key), where in places.items():
        listed, place = _list_of(year, unit)
        if listed and key not in map(name_key, listed):
            yield _unknown(year, where, listed, place)
    for name, piece, table, file in _called_otherwise(year):
        at = year.place(file, piece.at)
        listed = [one.name for one in listed_in(year, table, file)]
        place = year.place(file, table.at)
        yield _unknown(year, [_Named(name, table.unit, file, at)], listed, place)


def _unknown(
    year: YearIndex, where: Sequence[_Named], listed: Sequence[str], listed_place: str
) -> OwnedFinding:
    name, words = where[0].name, year.words
    shown = list(dict.fromkeys(named.place for named in where))
    places = words.text("separator").join(shown[:_MOST_PLACES])
    if len(shown) > _MOST_PLACES:
        places += words.text("and_more", count=len(shown))
    facts: dict[str, Value | None] = {
        "parent_named": name,
        "parent_listed": False,
        "near_listed": year.near(name, listed),
        "listed_names": words.text("separator").join(listed),
        "listed_place": listed_place,
        "named_places": places,
    }
    secret = any(named.secret for named in where)
    return owned(where[0].file, "first_level", name, shown[0], facts, secret=secret)


def _named(year: YearIndex) -> Iterator[_Named]:
    folder = year.folder
    record, file = folder.record, folder.record_file
    for form in year.projects:
        submission = form.submission
        parent = submission.project.parent
        if parent is not None and parent.name:
            yield _Named(parent.name, submission.unit, form.file, form.file, submission.secret)
    for first in record.first_level:
        yield _Named(first.name, first.unit or _only_unit(year), file, file)
    for one in record.expected.projects:
        if one.parent:
            yield _Named(one.parent, one.unit or _only_unit(year), file, file)


def _only_unit(year: YearIndex) -> str:
    """Return the unit of the only approved table, to which what names no unit can belong."""
    tables = list(_tables(year))
    return tables[0][1].unit if len(tables) == 1 and len(year.folder.record.units) <= 1 else ""


def _tables(year: YearIndex) -> Iterator[tuple[str, TargetTable]]:
    for targets in year.folder.targets:
        table = targets.table
        if table.whole and table.year in (None, year.folder.record.year):
            yield targets.file, table


def _list_of(year: YearIndex, unit: str) -> tuple[Sequence[str], str]:
    """Return the first-level projects of a unit and where they stand.

    Of its approved table; without one of the record, unless that lists other units' alone.
    """
    for file, table in _tables(year):
        if unit and name_key(table.unit) == unit and (listed := listed_in(year, table, file)):
            return [one.name for one in listed], year.place(file, table.at)
    record = year.folder.record
    own = [one for one in record.first_level if not one.unit or name_key(one.unit) == unit]
    return [one.name for one in own], year.folder.record_file


def listed_in(year: YearIndex, table: TargetTable, file: str) -> Sequence[Listed]:
    """Return the first-level projects that a table lists among its tasks, without 基本支出 and sums."""
    return [
        one
        for piece in table.tasks
        if (one := _listed(year, piece, table, file)) is not None
        and one.name not in year.words.not_first_level
    ]


def _listed(year: YearIndex, piece: Piece, table: TargetTable, file: str) -> Listed | None:
    name, *cells = piece.text.split("\t")
    if not name.strip():
        return None
    amount = _first_amount(tuple(cells))
    scale = _scale(year, table)
    if amount is None or scale is None:
        return Listed(name.strip(), None, Fraction(0), file, piece.at)
    places = len(amount.partition(".")[2])
    last = Fraction(1, 10**places) * scale
    return Listed(name.strip(), Fraction(amount) * scale, last, file, piece.at)


@lru_cache(maxsize=1_024)
def _first_amount(cells: tuple[str, ...]) -> str | None:
    """Return the first of the numbers that close a row: 总额."""
    found = None
    for cell in reversed(cells):
        number = squeezed(cell).replace(",", "")
        if not PLAIN_NUMBER.fullmatch(number):
            break
        found = number
    return found


def _scale(year: YearIndex, table: TargetTable) -> Fraction | None:
    """Return what one of a table's money unit is worth in 元; None where it names none."""
    unit = next((funds.amount.unit for funds in table.funds if funds.amount.unit), "")
    if not unit and table.budget is not None:
        unit = table.budget.unit
    return year.documents.reader.scale(unit, "money") if unit else None


def _called_otherwise(year: YearIndex) -> Iterator[tuple[str, Piece, TargetTable, str]]:
    """Yield rows of a table's own document that give a listed project's amount another near name."""
    for targets in year.folder.targets:
        table = targets.table
        if not table.whole:
            continue
        listed = listed_in(year, table, targets.file)
        by_amount: dict[Fraction | None, Listed] = {
            one.budget: one for one in listed if one.budget is not None
        }
        known = {name_key(one.name) for one in listed}
        seen: set[str] = set()
        for piece in targets.rest:
            name, *cells = piece.text.split("\t")
            key = name_key(name)
            if not cells or not key or key in known | seen or len(name) > _LONGEST_NAME:
                continue
            one = _same_amount(year, cells[0], table, by_amount)
            if one is not None and year.near(name, [one.name]) is not None:
                seen.add(key)
                yield name.strip(), piece, table, targets.file


def _same_amount(
    year: YearIndex, cell: str, table: TargetTable, by_amount: Mapping[Fraction | None, Listed]
) -> Listed | None:
    amount, scale = _first_amount((cell,)), _scale(year, table)
    return None if amount is None or scale is None else by_amount.get(Fraction(amount) * scale)
