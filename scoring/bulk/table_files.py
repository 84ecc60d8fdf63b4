"""Tables of Parquet as files; only here, where they are read and where they are written is ``pyarrow`` known.

It is imported when the first table is opened: it is an extra.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from scoring.files.digests import content_digest
from scoring.problem import InputError, Place, Problem

if TYPE_CHECKING:
    import pyarrow.parquet

SUFFIX: Final = ".parquet"


class TableFile(NamedTuple):
    """A table: where it lies, what people call it, the digest of its bytes."""

    path: str
    name: str
    digest: str


def table_file(path: Path, name: str) -> TableFile:
    """Return a table as a file."""
    return TableFile(str(path.absolute()), name, content_digest(path))


def is_table(path: Path) -> bool:
    """Tell whether a file is Parquet."""
    if path.suffix.lower() == SUFFIX:
        return True
    with path.open("rb") as opened:
        return opened.read(4) == b"PAR1"


def open_table(file: TableFile) -> pyarrow.parquet.ParquetFile:
    """Open a table. Raises :class:`InputError` if it cannot be read, or the extra is missing."""
    try:
        import pyarrow.parquet  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InputError([no_pyarrow(file.name)]) from error
    try:
        return pyarrow.parquet.ParquetFile(file.path, pre_buffer=False)
    except (OSError, ValueError) as error:
        raise InputError([damaged_table(file.name)]) from error


def with_plain_type(column: pyarrow.Array) -> pyarrow.Array:
    """Return a column without what is only another way to hold the same values."""
    import pyarrow  # noqa: PLC0415 - an extra

    kind = column.type
    if pyarrow.types.is_dictionary(kind):
        return with_plain_type(column.dictionary_decode())
    if pyarrow.types.is_string_view(kind):
        return column.cast(pyarrow.large_string())
    if pyarrow.types.is_binary_view(kind):
        return column.cast(pyarrow.large_binary())
    if pyarrow.types.is_timestamp(kind) and kind.unit == "ns":
        return column.cast(pyarrow.timestamp("us", kind.tz), safe=False)  # only days are read
    return column


def plain_values(column: pyarrow.Array) -> list[Any]:
    """Return the values of a column. Raises :class:`ValueError` if they cannot be held here."""
    try:
        plain = with_plain_type(column)
        if plain.type == "float":  # as a double it would have digits that nobody wrote
            texts = plain.cast("string").to_pylist()
            return [None if text is None else float(text) for text in texts]
        found: list[Any] = plain.to_pylist()
    except (OverflowError, KeyError) as error:  # a day beyond the calendar, a zone without rules
        raise ValueError(column.type) from error
    return found


def text_of_bytes(value: bytes) -> str:
    """Return a text that a table holds as bytes; a damaged byte becomes half a character."""
    return value.decode("utf-8", "surrogateescape")


def id_text(value: Any) -> str:
    """Return an id as a text; a blank one is empty."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace").strip()
    return "" if value is None else str(value).strip()


def no_pyarrow(name: str) -> Problem:
    """Return the problem of a missing extra."""
    hint = '请安装：pip install "ziping[parquet]"；或把表另存为 JSON Lines。'
    return Problem("no-pyarrow", "读写 Parquet 要另装 pyarrow", Place(name), hint)


def damaged_table(name: str) -> Problem:
    """Return the problem of a table that cannot be read."""
    return Problem(
        "table-damaged", "这个表读不出来，文件可能没有写完", Place(name), "请重新导出再运行一次。"
    )
