"""Self-evaluations compared with the approved target table of the same unit, year and level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from scoring.exact import adds_up, plain
from scoring.records.file_content import TargetRow, TargetTable
from scoring.records.submission import Indicator
from scoring.review.between.documents import DocumentIndex
from scoring.review.between.likeness import NameLikeness, NearestName
from scoring.review.between.records import (
    Match,
    Outcome,
    OwnedSubject,
    Side,
    Why,
    owned_subject,
)
from scoring.review.between.row_pairs import Named, same_name
from scoring.review.between.target_values import same_target, with_sign
from scoring.rules.types import Scope
from scoring.text import name_key

_ONE: Final = Fraction(1)
_SURE: Final = Fraction(1, 2)
"""From this share of a table's rows on that stand on the form, the others are missed there."""
_FEWEST_TASKS: Final = 3
"""Two tasks and their total."""
_MOST_LISTED: Final = 20
_MOST_PROPOSED: Final = 200
"""Proposals of one form."""


def compare_rows(documents: DocumentIndex) -> Iterator[Outcome]:
    """Compare the rows of every form with its approved table; what is not certain is proposed."""
    for index, form in enumerate(documents.forms):
        tables = documents.tables_of(form)
        why: Why = "several"
        if not tables and not form.whole:
            tables, why = documents.whole_tables_of(form), "other_level"
        elif len(tables) == 1:
            yield from _TableComparison(documents, index, *tables[0]).outcomes()
            continue
        for file, table in tables:
            yield from _TableComparison(documents, index, file, table).proposals(why)


def check_table_sums(documents: DocumentIndex) -> Iterator[Outcome]:
    """Add up the tasks of every target table where that can be done; the total stands last."""
    for file, table in documents.tables:
        rows = [task.amounts for task in table.listed_tasks()]
        if len(rows) < _FEWEST_TASKS or not all(rows):
            continue
        *parts, total = (amounts[0] for amounts in rows)
        same, added = adds_up(parts, total)
        facts: Scope = {
            "sum_told": plain(Fraction(total)),
            "sum_right": plain(added),
            "sum_same": same,
        }
        yield owned_subject(file, "targets", table.tasks[-1].at, table.title, facts)


class _TableComparison:
    """The rows of a form and those of an approved table."""

    def __init__(self, documents: DocumentIndex, index: int, file: str, table: TargetTable) -> None:
        self.documents = documents
        self.index = index
        self.form = documents.forms[index]
        self.file = file
        self.table = table
        unset = {"", *documents.words.not_set}
        self.approved = [
            row
            for row in table.rows
            if name_key(row.name) and not {row.name.strip(), row.target.strip()} & unset
        ]
        self.rows = list(_with_target(self.form.submission.indicators))

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what comes of comparing a form with its own table."""
        same = same_name(_named(row for _, row in self.rows), _named(self.approved))
        for number, (where, row) in enumerate(self.rows):
            if number in same:
                other = self.approved[same[number]]
                yield self._match(row, other, _equal_names(row), None)
                yield self._target(where, row, other)
        matched = set(same.values())
        rest = [row for number, row in enumerate(self.approved) if number not in matched]
        nearest = NearestName([row.name for row in rest], self.documents.words)
        likely: set[int] = set()
        for number, (_, row) in enumerate(self.rows):
            best = None if number in same else nearest.best(row.name)
            if best is None:
                continue
            likely.add(best[0])
            if not self.form.submission.secret:
                why: Why = "several" if best[1].likeness == _ONE else "similar_name"
                yield self._match(row, rest[best[0]], best[1], why)
        missing = [row for number, row in enumerate(rest) if number not in likely]
        if missing and Fraction(len(matched), len(self.approved)) >= _SURE:
            yield self._missing(missing)

    def proposals(self, why: Why) -> Iterator[Match]:
        """Yield rows that bear the same name in a table that is not certainly this form's own."""
        if self.form.submission.secret:
            return
        approved = {name_key(row.name): row for row in self.approved}
        for _, row in self.rows[:_MOST_PROPOSED]:
            other = approved.get(name_key(row.name))
            if other is not None:
                yield self._match(row, other, _equal_names(row), why)

    def _match(
        self, row: Indicator, other: TargetRow, alike: NameLikeness, why: Why | None
    ) -> Match:
        same, comparable = self._same(self._written(row), other)
        return Match(
            Side(self.form.file, _at(row), row.name, row.target),
            Side(self.file, other.at, other.name, other.target),
            alike.likeness,
            alike.common,
            same if same or comparable else None,
            why,
        )

    def _written(self, row: Indicator) -> str:
        return with_sign(row.target, row.direction, row.unit, self.documents.reader)

    def _same(self, target: str, other: TargetRow) -> tuple[bool, bool]:
        year = self.form.submission.year
        return same_target(target, other.target, self.documents.reader, year)

    def _target(self, where: str, row: Indicator, other: TargetRow) -> OwnedSubject:
        """Return a row's target and the approved one as rules look at them."""
        form, target, initial = self.form, self._written(row), row.target_initial.strip()
        same, comparable = self._same(target, other)
        restored = form.restored_at(row.at.values())
        approved = row.model_copy(update={"target": other.target, "direction": "", "unit": ""})
        facts: Scope = {
            "indicator": row.name,
            "target_here": target,
            "approved_target": other.target,
            "actual_here": row.actual.strip() or None,
            "other_place": self.documents.place(self.file, other.at),
            "target_same": same,
            "target_comparable": comparable,
            "adjustment_given": row.adjustment is not None or other.adjustment is not None,
            "initial_same": self._same(initial, other)[0] if initial else None,
            "met_here": None if same else form.meets(row),
            "met_approved": None if same else form.meets(approved),
            "put_back": restored is not None,
            "put_back_at": restored,
            "points_here": None if row.points is None else Fraction(row.points),
        }
        return owned_subject(
            self.index, "target", _at(row), row.name, facts, where, self.form.of_row(row)
        )

    def _missing(self, rows: Sequence[TargetRow]) -> OwnedSubject:
        """Return the approved rows that are not on the form as rules look at them."""
        words = self.documents.words
        listed = "、".join(
            words.text("missing", name=row.name, target=row.target) for row in rows[:_MOST_LISTED]
        )
        if len(rows) > _MOST_LISTED:
            listed += words.text("missing_more", count=len(rows))
        facts: Scope = {
            "missing_count": Fraction(len(rows)),
            "missing_list": listed,
            "other_place": self.documents.place(self.file, self.table.at),
        }
        return owned_subject(
            self.index, "approved", self.form.at, self.table.title, facts, known=self.form.known
        )


def _with_target(rows: Sequence[Indicator]) -> Iterator[tuple[str, Indicator]]:
    """Yield the rows that have a name and a target, with their ids."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        counts[row.level1, row.level2] += 1
        where = row.id or f"{row.level1}/{row.level2}/{counts[row.level1, row.level2]}"
        if name_key(row.name) and row.target.strip():
            yield where, row


def _named(rows: Iterable[Indicator | TargetRow]) -> list[Named]:
    return [(row.name, row.level2) for row in rows]


def _equal_names(row: Indicator) -> NameLikeness:
    return NameLikeness(_ONE, (name_key(row.name),))


def _at(row: Indicator) -> str:
    for field in ("target", "name", "actual"):
        if row.at.get(field):
            return row.at[field]
    return next(iter(row.at.values()), "")
