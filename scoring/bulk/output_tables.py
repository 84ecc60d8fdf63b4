"""Scored records as tables of Parquet: exact decimals, lists and records as such.

A piece is written quickly, without compression; the outputs are made of the pieces one behind the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scoring.bulk.public_record import id_written, row_without_texts, without_texts
from scoring.bulk.table_files import TableFile, no_pyarrow, open_table
from scoring.problem import InputError
from scoring.records.bulk_record import BulkRow, BulkSubmission, ScoredSubmission

if TYPE_CHECKING:
    import pyarrow

_DIGITS: Final = (38, 10)
"""Digits in all, and of them behind the point: more than any number of a form has."""
_GROUP: Final = 200_000
"""Rows of an output that are held together."""
_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")
_INTEGERS: Final = frozenset({"year", "rows", "case", "number"})
_YES_NO: Final = frozenset({"secret", "met", "reason"})
_NUMBERS: Final = frozenset(
    name
    for record in (BulkSubmission, BulkRow)
    for name, kind in record.__annotations__.items()
    if "Decimal" in str(kind)
)
_SUBMISSION: Final = ("id", "place", "digest", *BulkSubmission._fields[2:])
_ROW: Final = ("submission", "place", "number", *BulkRow._fields)


class TablePart:
    """The records of a piece as two tables."""

    def __init__(self) -> None:
        self._submissions: list[tuple[Any, ...]] = []
        self._rows: list[tuple[Any, ...]] = []

    def add(self, scored: ScoredSubmission, digest: str) -> None:
        """Take one submission with its rows."""
        record, name = scored.submission, id_written(scored.submission)
        rows: Iterable[BulkRow] = scored.rows
        if record.secret:
            record, rows = without_texts(record), map(row_without_texts, scored.rows)
        self._submissions.append((name, record.place, digest, *record[2:]))
        self._rows += [(name, record.place, number, *row) for number, row in enumerate(rows, 1)]

    def submissions(self) -> bytes:
        """Return the table of submissions as it lies in a piece."""
        return _stream(_SUBMISSION, self._submissions)

    def rows(self) -> bytes:
        """Return the table of rows as it lies in a piece."""
        return _stream(_ROW, self._rows)


def check_pyarrow(place: str) -> None:
    """Raise :class:`InputError` if the extra is not installed; ``place`` is what asks for it."""
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise InputError([no_pyarrow(place)]) from error


def write_table(pieces: Iterable[Path], part: str, write: Callable[[bytes], None]) -> None:
    """Write the tables of some pieces as one file of Parquet.

    ``part`` is ``submissions`` or ``rows``.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = _schema(_SUBMISSION if part == "submissions" else _ROW)
    sink = pa.PythonFile(_Sink(write), mode="w")
    with pq.ParquetWriter(sink, schema, compression="zstd", version="2.6") as writer:
        waiting: list[pyarrow.Table] = []
        count = 0
        for path in pieces:
            with pa.OSFile(str(path), "rb") as opened:
                table = pa.ipc.open_stream(opened).read_all()
            waiting.append(table)
            count += table.num_rows
            if count >= _GROUP:
                writer.write_table(pa.concat_tables(waiting), row_group_size=count)
                waiting, count = [], 0
        if count:
            writer.write_table(pa.concat_tables(waiting), row_group_size=count)


def found_in_table(path: Path, wanted: str) -> Iterator[dict[str, Any]]:
    """Yield id, place, digest and total of the submissions with an id or at a place, in their order."""
    file = open_table(TableFile(str(path), path.name, ""))
    for batch in file.iter_batches(columns=["id", "place", "digest", "total"]):
        held = [batch.column(name).to_pylist() for name in ("id", "place", "digest", "total")]
        for name, place, digest, total in zip(*held, strict=True):
            if wanted in (name, place):
                yield {"id": name, "place": place, "digest": digest, "total": total}


class _Sink:
    """A file that is only written to."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write
        self.closed = False

    def write(self, data: Any) -> int:
        self._write(bytes(data))
        return len(data)

    def flush(self) -> None: ...

    def close(self) -> None:
        self.closed = True


def _stream(names: Sequence[str], records: Sequence[tuple[Any, ...]]) -> bytes:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    schema = _schema(names)
    columns = list(zip(*records, strict=True)) if records else [()] * len(names)
    arrays = [_array(values, field) for values, field in zip(columns, schema, strict=True)]
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as writer:
        writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    return bytes(sink.getvalue())


def _array(values: Sequence[Any], field: pyarrow.Field) -> pyarrow.Array:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    plain = list(values)
    if pa.types.is_map(field.type):
        plain = list(map(list, values))
    elif pa.types.is_nested(field.type):
        plain = list(map(_plain, values))
    try:
        return pa.array(plain, field.type)
    except UnicodeEncodeError:
        return pa.array(list(map(_whole, plain)), field.type)


def _plain(value: Any) -> Any:
    """Return records in a list as mappings."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return value._asdict()
    return list(map(_plain, value)) if isinstance(value, tuple) else value


def _whole(value: Any) -> Any:
    """Return a value without half characters, which nothing can hold."""
    if isinstance(value, str):
        return _HALF_CHARACTER.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _whole(inner) for key, inner in value.items()}
    return list(map(_whole, value)) if isinstance(value, list) else value


def _schema(names: Sequence[str]) -> pyarrow.Schema:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    return pa.schema([(name, _type(name)) for name in names])


def _type(name: str) -> pyarrow.DataType:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    text, number = pa.string(), pa.decimal128(*_DIGITS)
    nested = {
        "grades_possible": pa.list_(text),
        "unmatched": pa.list_(text),
        "counts": pa.map_(text, pa.int32()),
        "requirements": pa.list_(pa.struct({"of": text, "field": text, "say": text})),
        "claims": pa.list_(
            pa.struct({
                "where": text, "kind": text, "stated": number, "computed": number,
                "verdict": text, "cause": text,
            })
        ),
    }  # fmt: skip
    if name in nested:
        return nested[name]
    if name in _NUMBERS:
        return number
    if name in _INTEGERS:
        return pa.int32()
    return pa.bool_() if name in _YES_NO else text
