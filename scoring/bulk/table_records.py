"""The records of tables: a piece is read by whoever scores it, a few thousand rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isnan
from typing import TYPE_CHECKING, Any, Final

from scoring.bulk.table_columns import BatchTableWords, TableColumns, nested, not_found
from scoring.bulk.table_files import (
    TableFile,
    damaged_table,
    id_text,
    open_table,
    plain_values,
    text_of_bytes,
)
from scoring.bulk.table_join import TablesPiece, columns_of_tables
from scoring.bulk.table_problems import differing_values, same_id, without_id
from scoring.bulk.unchanged_input import check_unchanged
from scoring.bulk.worker import InputRecord
from scoring.exact import shortest
from scoring.problem import InputError, Place
from scoring.records.bulk_record import SetAside
from scoring.words import load_vocabulary

if TYPE_CHECKING:
    import pyarrow

_BATCH: Final = 4_096
"""So many rows of a table are held at a time."""


class TableReader:
    """Reads the records of pieces; a table stays open where its last piece ended."""

    def __init__(self, set_id: str | None) -> None:
        """``set_id`` is the set for submissions that name none."""
        self._set = set_id
        self._words = load_vocabulary(BatchTableWords)
        self._open: dict[str, _OpenTable] = {}
        self._checked: set[TableFile] = set()

    def records(self, piece: TablesPiece) -> Iterator[InputRecord | SetAside]:
        """Yield the submissions of a piece with their rows.

        Raises :class:`InputError` if a table is no longer what it was when it was planned.
        """
        for file in (piece.submissions, piece.rows):
            if file is not None and file not in self._checked:
                check_unchanged(*file)
                self._checked.add(file)
        files = columns_of_tables(piece.submissions, piece.rows, self._words)
        (_, own), (row_file, of_rows) = files[0], files[-1]
        lost = not_found((columns for _, columns in files), self._words)
        rows = self._rows(row_file, of_rows, piece.spans)
        heads = self._heads(piece, own, rows)
        ambiguous = frozenset(piece.ambiguous)
        for at, key, values in heads:
            place = Place(piece.name, at + 1)
            here = f"{piece.name}:{at + 1}"
            if not key:
                yield SetAside(here, (without_id(place),))
            elif key in ambiguous:
                yield SetAside(here, (same_id(key, place),))
            else:
                found = rows.get(key, [])
                differing = sorted({k for _, other, _ in found for k in _differing(values, other)})
                if piece.rows is None and differing:
                    yield SetAside(here, (differing_values(differing, place),))
                    continue
                data = self._data(key, values, [row for _, _, row in found], lost)
                yield InputRecord(piece.name, at + 1, data)

    def _heads(
        self, piece: TablesPiece, own: TableColumns, rows: Mapping[str, list[_Row]]
    ) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
        """Yield where each submission stands, its id and its values."""
        if piece.rows is None:
            for key, found in sorted(rows.items(), key=lambda item: item[1][0][0]):
                if not key:
                    yield from ((at, "", {}) for at, _, _ in found)
                else:
                    yield found[0][0], key, found[0][1]
            return
        for at, line in self._lines(piece.submissions, own, [(piece.first, piece.size)]):
            key, values, _ = line
            yield at, key, values

    def _rows(
        self, file: TableFile, columns: TableColumns, spans: Sequence[tuple[int, int]]
    ) -> dict[str, list[_Row]]:
        rows: dict[str, list[_Row]] = {}
        for at, (key, own, row) in self._lines(file, columns, spans):
            rows.setdefault(key, []).append((at, own, row))
        return rows

    def _lines(
        self, file: TableFile, columns: TableColumns, spans: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, _Line]]:
        table = self._open.get(file.path)
        if table is None:
            while len(self._open) >= 4:
                self._open.pop(next(iter(self._open))).close()
            table = self._open[file.path] = _OpenTable(file, columns)
        for start, count in spans:
            yield from table.lines(start, count)

    def _data(
        self, key: str, values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]],
        lost: Sequence[str],
    ) -> dict[str, Any]:  # fmt: skip
        data = nested(values.items())
        data["schema"] = "ziping/submission/1"
        data["id"] = key
        if self._set is not None:
            data.setdefault("set", self._set)
        funds = data.get("funds")
        if isinstance(funds, dict):
            data["funds"] = [{"source": self._words.source, **funds}]
        if rows:
            data["indicators"] = [nested(row.items()) for row in rows]
        if lost:
            data["not_found"] = [name for name in lost if name != "indicators" or not rows]
        return data


_Row = tuple[int, Mapping[str, Any], Mapping[str, Any]]
_Line = tuple[str, Mapping[str, Any], Mapping[str, Any]]


class _OpenTable:
    """A table read forward; going back opens it anew."""

    def __init__(self, file: TableFile, columns: TableColumns) -> None:
        self._file = file
        self._columns = columns
        self._parquet = open_table(file)
        used = [*columns.submission, *columns.row, columns.join]
        self._names = [name for name in dict.fromkeys(used) if name]
        groups = self._parquet.metadata
        self._starts = [0]
        for number in range(groups.num_row_groups):
            self._starts.append(self._starts[-1] + groups.row_group(number).num_rows)
        self._at = 0
        """Where the batch begins that was read last."""
        self._lines: list[_Line] = []
        self._coming: Iterator[Any] = iter(())
        self._end = 0
        """Where the next batch begins; behind the last row none comes."""
        self._is_begun = False

    def lines(self, start: int, count: int) -> Iterator[tuple[int, _Line]]:
        """Yield some lines, each with its number from 0."""
        at, end = start, start + count
        while at < end:
            self._go_to(at)
            for line in self._lines[at - self._at : end - self._at]:
                yield at, line
                at += 1

    def close(self) -> None:
        """Close the file."""
        self._parquet.close()

    def _go_to(self, at: int) -> None:
        if self._at <= at < self._at + len(self._lines):
            return
        group = next(n for n, begin in enumerate(self._starts[1:]) if at < begin)
        if not self._is_begun or at < self._end or self._starts[group] > self._end:
            self._coming = self._parquet.iter_batches(
                _BATCH, row_groups=range(group, len(self._starts) - 1), columns=self._names
            )
            self._end, self._is_begun = self._starts[group], True
        try:
            while self._end <= at:
                batch = next(self._coming)
                self._at, self._end = self._end, self._end + batch.num_rows
            self._lines = list(_lines_of(batch, self._columns))
        except (OSError, ValueError, StopIteration) as error:
            raise InputError([damaged_table(self._file.name)]) from error


def _lines_of(batch: pyarrow.RecordBatch, columns: TableColumns) -> Iterator[_Line]:
    held = {name: plain_values(batch.column(name)) for name in batch.schema.names}
    keys = (
        [id_text(value) for value in held[columns.join]] if columns.join else [""] * batch.num_rows
    )
    own = [(key, held[name]) for name, key in columns.submission.items() if name in held]
    row = [(key, held[name]) for name, key in columns.row.items() if name in held]
    for number, key in enumerate(keys):
        yield (
            key,
            {name: plain for name, values in own if (plain := _plain(values[number])) is not None},
            {name: plain for name, values in row if (plain := _plain(values[number])) is not None},
        )


def _plain(value: Any) -> Any:
    """Return a value as it is read: a number as its exact text, of a float as its shortest."""
    match value:
        case None | bool() | str():
            return value
        case bytes():
            return text_of_bytes(value)
        case int():
            return str(value)
        case float():
            # Who has no number writes one that is none.
            return None if isnan(value) else shortest(Decimal(repr(value)))
        case Decimal():
            return shortest(value)
        case datetime() | date():
            return value.isoformat()[:10]
        case dict():
            return {
                key: plain for key, inner in value.items() if (plain := _plain(inner)) is not None
            }
        case list():
            return [_plain(inner) for inner in value]
        case _:
            return str(value)


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    return (key for key in {*one, *other} if one.get(key) != other.get(key))
