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


class _Loaded(Sequence[T]):
    """A list of which every record is loaded when it is asked for."""

    def _load(self, at: int) -> T:
        raise NotImplementedError

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return [self._load(at) for at in range(*index.indices(len(self)))]
        return self._load(index)

    def __iter__(self) -> Iterator[T]:
        return map(self._load, range(len(self)))


class Spool(_Loaded[T]):
    """A list that takes little memory: its records lie on the disk."""

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

    def _load(self, at: int) -> T:
        self._file.seek(self._starts[at])
        record: T = pickle.load(self._file)
        return record


class Reordered(_Loaded[T]):
    """Some of a sequence's records in another order."""

    def __init__(self, records: Sequence[T], order: Iterable[int]) -> None:
        self._records = records
        self._order = array("Q", order)

    def __len__(self) -> int:
        return len(self._order)

    def _load(self, at: int) -> T:
        return self._records[self._order[at]]
