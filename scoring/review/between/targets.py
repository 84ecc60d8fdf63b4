"""Self-evaluations beside the approved target table of the same unit, year and level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from scoring.exact import PLAIN_NUMBER, plain
from scoring.records.file_content import TargetRow, TargetTable
from scoring.records.submission import Indicator
from scoring.review.between.agreement import adds_up
from scoring.review.between.batch import Batch
from scoring.review.between.names import Alike, Nearest, key
from scoring.review.between.records import ComparedForm, Match, Outcome, Side, Why
from scoring.review.between.same_value import same_value, signed
from scoring.review.rule_runner import Subject, fixed_place
from scoring.rules.types import Value
from scoring.text import level_key, squeezed

_ONE: Final = Fraction(1)
_SURE: Final = Fraction(1, 2)
"""So many of a table's rows stand on the form under their names before others are missed."""
_FEWEST_TASKS: Final = 3
"""Two tasks and their total."""
_MOST_LISTED: Final = 20
_MOST_PROPOSED: Final = 200
"""Proposals of one form."""


def compare_rows(batch: Batch) -> Iterator[Outcome]:
    """Compare the rows of every form with its approved table; what is not certain is proposed."""
    for index, form in enumerate(batch.forms):
        tables = batch.tables_of(form)
        if len(tables) == 1:
            for row in _with_own_table(batch, form, *tables[0]):
                yield row if isinstance(row, Match) else (index, row)
            continue
        for file, table in tables:
            yield from _proposed(batch, form, file, table, "several")
        if not tables and not form.whole:
            for file, table in batch.whole_tables_of(form):
                yield from _proposed(batch, form, file, table, "other_level")


def check_table_sums(batch: Batch) -> Iterator[Outcome]:
    """Add up the tasks of every target table where that can be done; the total stands last."""
    for file, table in batch.tables:
        rows = [_amounts(piece.text.split("\t")) for piece in table.tasks]
        if len(rows) < _FEWEST_TASKS or not all(rows):
            continue
        *parts, total = (amounts[0] for amounts in rows)
        same, added = adds_up(parts, total)
        facts: Mapping[str, Value | None] = {
            "sum_told": plain(Fraction(total)),
            "sum_right": plain(added),
            "sum_same": same,
        }
        yield file, Subject("targets", "", table.title, facts, fixed_place(table.tasks[-1].at))


def _amounts(cells: Sequence[str]) -> list[Decimal]:
    """Return the numbers behind a task's name, as far as its last cells are numbers."""
    found: list[Decimal] = []
    for cell in reversed(cells[1:]):
        number = squeezed(cell).replace(",", "")
        if not PLAIN_NUMBER.fullmatch(number):
            break
        found.insert(0, Decimal(number))
    return found


def _with_own_table(
    batch: Batch, form: ComparedForm, file: str, table: TargetTable
) -> Iterator[Subject | Match]:
    here = list(_named(form.submission.indicators))
    approved = [row for row in table.rows if _is_set(row, batch)]
    found = _exact([row for _, row in here], approved)
    for number, (where, row) in enumerate(here):
        if number in found:
            other = approved[found[number]]
            yield _match(batch, form, row, file, other, Alike(_ONE, (key(row.name),)), None)
            yield _compare(batch, form, where, row, file, other)
    taken = set(found.values())
    left = [row for number, row in enumerate(approved) if number not in taken]
    alike_to = Nearest([row.name for row in left], batch.words)
    likely: set[int] = set()
    for number, (_, row) in enumerate(here):
        best = None if number in found else alike_to.best(row.name)
        if best is None:
            continue
        likely.add(best[0])
        if not form.submission.secret:
            why: Why = "several" if best[1].likeness == _ONE else "similar_name"
            yield _match(batch, form, row, file, left[best[0]], best[1], why)
    missing = [row for number, row in enumerate(left) if number not in likely]
    if missing and approved and Fraction(len(taken), len(approved)) >= _SURE:
        yield _missing(batch, form, missing, file, table)


def _named(rows: Sequence[Indicator]) -> Iterator[tuple[str, Indicator]]:
    """Yield the rows that have a name and a target, with their ids."""
    counted: Counter[tuple[str, str]] = Counter()
    for row in rows:
        counted[row.level1, row.level2] += 1
        where = row.id or f"{row.level1}/{row.level2}/{counted[row.level1, row.level2]}"
        if key(row.name) and row.target.strip():
            yield where, row


def _is_set(row: TargetRow, batch: Batch) -> bool:
    unset = {"", *batch.words.not_set}
    return key(row.name) != "" and not {row.name.strip(), row.target.strip()} & unset


def _exact(here: Sequence[Indicator], approved: Sequence[TargetRow]) -> Mapping[int, int]:
    """Return which rows bear one name, once on each side; of several those at the same level."""
    found: dict[int, int] = {}
    for with_level in (False, True):
        ours = _by_name([(r.name, r.level2) for r in here], with_level=with_level)
        theirs = _by_name([(r.name, r.level2) for r in approved], with_level=with_level)
        taken = set(found.values())
        for name, own in ours.items():
            other = theirs.get(name, ())
            if len(own) == 1 and len(other) == 1 and other[0] not in taken:
                found.setdefault(own[0], other[0])
    return found


def _by_name(
    rows: Sequence[tuple[str, str]], *, with_level: bool
) -> Mapping[tuple[str, str], Sequence[int]]:
    """Return the positions of rows (name, second level) by name, and by level where asked for."""
    found: dict[tuple[str, str], list[int]] = {}
    for number, (name, level) in enumerate(rows):
        own = level_key(level) if with_level else ""
        found.setdefault((key(name), own), []).append(number)
    return found


def _proposed(
    batch: Batch, form: ComparedForm, file: str, table: TargetTable, why: Why
) -> Iterator[Match]:
    """Yield rows that bear the same name in a table that is not this form's own for certain."""
    if form.submission.secret:
        return
    approved = {key(row.name): row for row in table.rows if _is_set(row, batch)}
    for count, (_, row) in enumerate(_named(form.submission.indicators)):
        other = approved.get(key(row.name))
        if other is not None and count < _MOST_PROPOSED:
            near = Alike(_ONE, (key(row.name),))
            yield _match(batch, form, row, file, other, near, why)


def _match(
    batch: Batch, form: ComparedForm, row: Indicator, file: str, other: TargetRow, near: Alike,
    why: Why | None,
) -> Match:  # fmt: skip
    year = form.submission.year
    same, comparable = same_value(_target(batch, row), other.target, batch.reader, year)
    return Match(
        _side(form, row),
        _approved_side(file, other),
        near.likeness,
        near.common,
        same if same or comparable else None,
        why,
    )


def _target(batch: Batch, row: Indicator) -> str:
    return signed(row.target, row.direction, row.unit, batch.reader)


def _side(form: ComparedForm, row: Indicator) -> Side:
    return Side(form.file, _at(row), row.name, row.target)


def _approved_side(file: str, row: TargetRow) -> Side:
    return Side(file, row.at, row.name, row.target)


def _at(row: Indicator) -> str:
    for field in ("target", "name", "actual"):
        if row.at.get(field):
            return row.at[field]
    return next(iter(row.at.values()), "")


def _compare(
    batch: Batch, form: ComparedForm, where: str, row: Indicator, file: str, other: TargetRow
) -> Subject:
    year = form.submission.year
    same, comparable = same_value(_target(batch, row), other.target, batch.reader, year)
    initial = row.target_initial.strip()
    put_back = form.put_back(row.at.values())
    approved = row.model_copy(update={"target": other.target, "direction": "", "unit": ""})
    facts: Mapping[str, Value | None] = {
        "indicator": row.name,
        "target_here": _target(batch, row),
        "approved_target": other.target,
        "actual_here": row.actual.strip() or None,
        "other_place": batch.words.text("file_and_place", file=file, place=other.at).strip(),
        "target_same": same,
        "target_comparable": comparable,
        "adjustment_given": row.adjustment is not None or other.adjustment is not None,
        "initial_same": same_value(initial, other.target, batch.reader, year)[0]
        if initial
        else None,
        "met_here": None if same else form.meets(row),
        "met_approved": None if same else form.meets(approved),
        "put_back": put_back is not None,
        "put_back_at": put_back,
        "points_here": None if row.points is None else Fraction(row.points),
    }
    return Subject("target", where, row.name, facts, fixed_place(_at(row)))


def _missing(
    batch: Batch, form: ComparedForm, rows: Sequence[TargetRow], file: str, table: TargetTable
) -> Subject:
    words = batch.words
    listed = "、".join(
        words.text("missing", name=row.name, target=row.target) for row in rows[:_MOST_LISTED]
    )
    if len(rows) > _MOST_LISTED:
        listed += words.text("missing_more", count=len(rows))
    facts: Mapping[str, Value | None] = {
        "missing_count": Fraction(len(rows)),
        "missing_list": listed,
        "other_place": words.text("file_and_place", file=file, place=table.at).strip(),
    }
    return Subject("approved", "", table.title, facts, fixed_place(form.at))
