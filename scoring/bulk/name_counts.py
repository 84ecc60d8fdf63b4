"""Counts of rows by name over any number of pieces: what does not fit into memory lies in sorted files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from scoring.portfolio.portfolio import NamedRows, NameFigures

MOST_IN_MEMORY: Final = 200_000
_SUFFIX: Final = ".names.tmp"


class NameCounts:
    """Adds up counts by name, in a ``with`` statement; its files are removed at its end."""

    def __init__(self, folder: Path, most: int = MOST_IN_MEMORY) -> None:
        self._folder = folder
        self._most = most
        self._files: list[Path] = []
        self._named = NamedRows()

    def take(self, named: NamedRows) -> None:
        """Take over counts of some pieces, which are forgotten there."""
        self._named.merge(named)
        named.of.clear()
        if len(self._named.of) > self._most:
            self._put_aside()

    def all(self) -> Iterator[NameFigures]:
        """Yield the counts of every name, in the order of their folded names."""
        with ExitStack() as opened:
            kept = [map(_entry, opened.enter_context(path.open("rb"))) for path in self._files]
            # Of one name the file that was written first comes first: it was first written so.
            every = merge(*kept, self._sorted(), key=itemgetter(0))
            for _, group in groupby(every, itemgetter(0)):
                whole, *further = [figures for _, figures in group]
                for figures in further:
                    whole.merge(figures)
                yield whole

    def _sorted(self) -> Iterator[tuple[str, NameFigures]]:
        for key in sorted(self._named.of):
            each = NameFigures(self._named.of[key].name)
            each.merge(self._named.of[key])
            yield key, each

    def _put_aside(self) -> None:
        path = self._folder / f"{len(self._files)}{_SUFFIX}"
        self._folder.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            for key, each in self._sorted():
                file.write(json.dumps([key, each.name, each.to_data(str)]).encode("ascii") + b"\n")
        self._files.append(path)
        self._named = NamedRows()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        for path in self._files:
            path.unlink(missing_ok=True)


def _entry(line: bytes) -> tuple[str, NameFigures]:
    key, name, counts = json.loads(line)
    figures = NameFigures(name)
    figures.load(counts, str)
    return key, figures
