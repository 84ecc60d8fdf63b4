"""Records of a run in their order, on the disk: there may be tens of thousands of them."""

from __future__ import annotations

import pickle
import weakref
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Final, TypeVar, overload

from scoring.batch.output_log import unwritable

T = TypeVar("T")
_MOST_IN_MEMORY: Final = 4_000_000
"""Bytes that stay in memory; more go to a file that no other program sees and that goes with the run."""


class Spool(Sequence[T]):
    """A list that takes little memory: every record is loaded again when it is asked for."""

    def __init__(self, folder: Path | None, records: Iterable[T] = ()) -> None:
        """``folder`` is where the file lies if there must be one; None for the system's own."""
        self._folder = folder
        place = None if folder is None else str(folder)
        self._file = SpooledTemporaryFile(_MOST_IN_MEMORY, dir=place)  # noqa: SIM115 - as long as this
        weakref.finalize(self, self._file.close)
        self._starts = array("Q")
        self._end = 0
        self.extend(records)

    def extend(self, records: Iterable[T]) -> None:
        """Add records behind the others. Raises :class:`InputError` if the disk is full."""
        for record in records:
            data = pickle.dumps(record, pickle.HIGHEST_PROTOCOL)
            try:
                self._file.seek(self._end)
                self._file.write(data)
            except OSError as error:
                raise unwritable(self._folder or Path(), error) from error
            self._starts.append(self._end)
            self._end += len(data)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        self._file.seek(self._starts[index])
        record: T = pickle.load(self._file)
        return record

    def __iter__(self) -> Iterator[T]:
        return (self[at] for at in range(len(self)))


class Reordered(Sequence[T]):
    """Some of a sequence's records in another order."""

    def __init__(self, records: Sequence[T], order: Iterable[int]) -> None:
        self._records = records
        self._order = array("Q", order)

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return [self._records[at] for at in self._order[index]]
        return self._records[self._order[index]]

    def __iter__(self) -> Iterator[T]:
        return (self._records[at] for at in self._order)
