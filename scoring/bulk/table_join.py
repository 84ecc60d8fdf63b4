"""Which rows are whose: submissions and rows joined by id, or both in one table, planned on the disk.

Only ids are read while a batch is planned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from scoring.bulk.sorting_file import sorting_file
from scoring.bulk.table_columns import BatchTableWords, TableColumns, columns_of
from scoring.bulk.table_files import (
    TableFile,
    damaged_table,
    id_text,
    open_table,
    plain_values,
    with_plain_type,
)
from scoring.bulk.table_problems import MOST_LISTED, no_join, same_columns
from scoring.files.digests import joint_digest
from scoring.pool.engine import batched
from scoring.problem import InputError, Place, Problem
from scoring.words import load_vocabulary

if TYPE_CHECKING:
    import sqlite3

    import pyarrow

PIECE_ROWS: Final = 20_000
"""About so many rows are scored at a time."""
_MOST_IN_PIECE: Final = 2_000
"""Submissions of a piece, where they have few rows."""
_MOST_SPANS: Final = 200
"""In so many places the rows of a piece may lie; with more the table would be read over and over."""


class TablesPiece(NamedTuple):
    """Some submissions of a table, with the places of their rows in it or in another."""

    submissions: TableFile
    rows: TableFile | None
    """None where submissions and rows stand in one table."""
    first: int
    """Where the submissions begin, from 0; of one table this is their first row."""
    size: int
    """How many there are."""
    spans: tuple[tuple[int, int], ...]
    """Where rows of theirs begin, and how many follow each other."""
    ambiguous: tuple[str, ...] = ()
    """Ids that more than one of the table's submissions bear."""

    @property
    def name(self) -> str:
        """What people call the table of submissions."""
        return self.submissions.name

    @property
    def weight(self) -> int:
        """How much of the work it is."""
        return self.size

    @property
    def identity(self) -> tuple[object, ...]:
        """All that decides what comes of it."""
        rows = () if self.rows is None else self.rows[1:]
        return (*self.submissions[1:], *rows, *self[2:])


class OrphansPiece(NamedTuple):
    """Rows of which no submission is in its table: each id is set aside."""

    rows: TableFile
    orphans: tuple[tuple[str, int], ...]

    @property
    def name(self) -> str:
        """What people call the table of rows."""
        return self.rows.name

    @property
    def weight(self) -> int:
        """How much of the work it is."""
        return len(self.orphans)

    @property
    def identity(self) -> tuple[object, ...]:
        """All that decides what comes of it."""
        return (*self.rows[1:], self.orphans)


@dataclass(frozen=True, slots=True)
class TablesPlan:
    """The pieces of a table or of two, and what is to be said of their columns."""

    pieces: list[TablesPiece | OrphansPiece]
    remarks: list[Problem]


def plan_tables(
    submissions: TableFile, rows: TableFile | None, folder: Path, piece_rows: int
) -> TablesPlan:
    """Return the pieces of two tables, or of one; ids are sorted in a file in ``folder``.

    Raises :class:`InputError` for a table that cannot be read, has no ids, or whose rows lie scattered.
    """
    words = load_vocabulary(BatchTableWords)
    columns = columns_of_tables(submissions, rows, words)
    remarks = [r for file, own in columns for r in _remarks(file, own)]
    with sorting_file(folder / f"join-{joint_digest(submissions.name)[:12]}.db") as database:
        join = _Join(database, submissions, rows)
        join.load(columns)
        pieces = list(join.pieces(piece_rows))
    return TablesPlan(pieces, remarks)


class _Join:
    """Which rows are whose, on the disk."""

    def __init__(
        self, database: sqlite3.Connection, submissions: TableFile, rows: TableFile | None
    ) -> None:
        self._database = database
        self._submissions = submissions
        self._rows = rows
        database.executescript(
            "CREATE TABLE own (at INTEGER PRIMARY KEY, id TEXT);"
            "CREATE TABLE runs (start INTEGER PRIMARY KEY, count INTEGER, id TEXT);"
        )

    def load(self, columns: Sequence[tuple[TableFile, TableColumns]]) -> None:
        """Read the ids."""
        (file, own), (row_file, of_rows) = columns[0], columns[-1]
        insert = "INSERT INTO runs VALUES (?, ?, ?)"
        self._database.executemany(insert, _runs(row_file, of_rows.join))
        if self._rows is None:
            # A submission of one table stands where its first row does.
            self._database.execute("INSERT INTO own SELECT min(start), id FROM runs GROUP BY id")
        else:
            singles = (
                (start + n, key)
                for start, count, key in _runs(file, own.join)
                for n in range(count)
            )
            self._database.executemany("INSERT INTO own VALUES (?, ?)", singles)
        self._database.execute("CREATE INDEX by_id ON runs (id)")

    def pieces(self, most_rows: int) -> Iterator[TablesPiece | OrphansPiece]:
        """Yield the pieces in the order of the submissions, behind them the rows that are nobody's."""
        twice: tuple[str, ...] = ()
        if self._rows is not None:
            sql = "SELECT id FROM own WHERE id <> '' GROUP BY id HAVING count(*) > 1 ORDER BY id"
            twice = tuple(key for (key,) in self._database.execute(sql))
        found = self._database.execute(
            "SELECT own.at, runs.start, runs.count FROM own LEFT JOIN runs ON runs.id = own.id"
            " ORDER BY own.at, runs.start"
        )
        first, count, rows = 0, 0, 0
        spans: list[tuple[int, int]] = []
        for at, own in groupby(found, itemgetter(0)):
            if count and (rows >= most_rows or count >= _MOST_IN_PIECE):
                yield self._piece(first, count, spans, twice)
                count, rows, spans = 0, 0, []
            first = at if not count else first
            count += 1
            for _, start, number in own:
                if start is None:
                    continue
                rows += number
                if spans and sum(spans[-1]) == start:
                    spans[-1] = (spans[-1][0], spans[-1][1] + number)
                else:
                    spans.append((start, number))
        if count:
            yield self._piece(first, count, spans, twice)
        if self._rows is not None:
            orphans = self._database.execute(
                "SELECT id, min(start) FROM runs"
                " WHERE id = '' OR id NOT IN (SELECT id FROM own) GROUP BY id ORDER BY 2"
            )
            for some in batched(orphans, _MOST_IN_PIECE):
                yield OrphansPiece(self._rows, some)

    def _piece(
        self, first: int, count: int, spans: list[tuple[int, int]], twice: tuple[str, ...]
    ) -> TablesPiece:
        merged = _merged(spans)
        if len(merged) > _MOST_SPANS:
            file = self._rows or self._submissions
            hint = "请把指标表按申报的编号排序（有申报表的，次序与申报表相同），再运行一次。"
            message = f"同一份申报的指标行散在各处（第 {merged[0][0] + 1} 行起）"
            raise InputError([Problem("rows-scattered", message, Place(file.name), hint)])
        return TablesPiece(self._submissions, self._rows, first, count, tuple(merged), twice)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, count in sorted(spans):
        if merged and sum(merged[-1]) == start:
            merged[-1] = (merged[-1][0], merged[-1][1] + count)
        else:
            merged.append((start, count))
    return merged


def columns_of_tables(
    submissions: TableFile, rows: TableFile | None, words: BatchTableWords
) -> list[tuple[TableFile, TableColumns]]:
    """Return the columns of one table or of two. Raises :class:`InputError` if they do not do."""
    found = [
        (submissions, columns_of(_names(submissions), words, submissions=True, rows=rows is None))
    ]
    if rows is not None:
        found.append((rows, columns_of(_names(rows), words, submissions=False, rows=True)))
    problems = [no_join(file, words) for file, columns in found if not columns.join]
    problems += [same_columns(file, columns) for file, columns in found if columns.twice]
    if problems:
        raise InputError(problems)
    return found


def _names(file: TableFile) -> list[str]:
    return list(open_table(file).schema_arrow.names)


def _runs(file: TableFile, join: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each run of one id begins, how long it is, and the id.

    Raises :class:`InputError` for a damaged table.
    """
    try:
        yield from _runs_of_ids(file, join)
    except (OSError, ValueError) as error:
        raise InputError([damaged_table(file.name)]) from error


def _runs_of_ids(file: TableFile, join: str) -> Iterator[tuple[int, int, str]]:
    import pyarrow.compute  # noqa: PLC0415 - an extra

    base = start = count = 0
    before = ""
    for batch in open_table(file).iter_batches(65_536, columns=[join]):
        runs, at = pyarrow.compute.run_end_encode(with_plain_type(batch.column(0))), 0
        values = plain_values(runs.values)
        for end, value in zip(runs.run_ends.to_pylist(), values, strict=True):
            key = id_text(value)
            if key != before:
                if count:
                    yield start, count, before
                start, count, before = base + at, 0, key
            count += end - at
            at = end
        base += batch.num_rows
    if count:
        yield start, count, before


def _remarks(file: TableFile, columns: TableColumns) -> Iterator[Problem]:
    """Yield what a person must know of the columns of a table, once."""
    place = Place(file.name)
    if columns.unknown:
        names = "、".join(columns.unknown[:MOST_LISTED])
        more = f" 等 {len(columns.unknown)} 列" if len(columns.unknown) > MOST_LISTED else ""
        hint = "各列怎么叫见 docs/批量计分.md；不用的列放着没有关系。"
        yield Problem("table-columns", f"没有用到的列：{names}{more}", place, hint, severity="note")
    used = {*columns.submission, *columns.row}
    floats = [f.name for f in open_table(file).schema_arrow if f.name in used and _is_float(f)]
    if floats:
        message = f"这些列是浮点数，按最短的写法取数：{'、'.join(floats[:MOST_LISTED])}"
        hint = "浮点数存不准小数；请改存为小数（decimal）、整数或文本。"
        yield Problem("table-floats", message, place, hint, severity="warning")


def _is_float(field: pyarrow.Field) -> bool:
    import pyarrow.types  # noqa: PLC0415 - an extra

    return bool(pyarrow.types.is_floating(field.type))
