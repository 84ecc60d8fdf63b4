"""Rows of a list that are made when they are written: a list over many thousand forms is never in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

from scoring.writers.lists.table_file import Row

T = TypeVar("T")


class ListRows(Sequence[Row], Generic[T]):
    """The rows of some records, each made by ``row``."""

    def __init__(self, records: Sequence[T], row: Callable[[T], Row]) -> None:
        self._records = records
        self._row = row

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self._row(record) for record in self._records[index]]
        return self._row(self._records[index])

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, self._records)
