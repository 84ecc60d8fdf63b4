"""What carries out pieces of work in order, wherever that is; the simplest does it in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")


class WorkerRecipe(Protocol):
    """Plain values, quick to pickle, by which any process makes the same worker."""

    def worker(self) -> object:
        """Return a worker: each task is a method of it that takes items and gives what is done."""


class PieceEngine(Protocol):
    """Carries out the tasks of a worker on pieces, which are a few items each."""

    def map(
        self, task: str, pieces: Iterable[Sequence[Item]], lost: Callable[[Item], Done]
    ) -> Iterator[Done]:
        """Yield what a worker's ``task`` gives for the items of the pieces, in their order.

        ``lost`` gives it for an item that ended every process that took it. Pieces are asked for
        as the work goes on, so that few are held at any time.
        """

    def close(self) -> None:
        """End the work, wherever it stands."""


class InThisProcess:
    """Does the work here, each piece when it is asked for."""

    def __init__(self, worker: object) -> None:
        self._worker = worker

    def map(
        self,
        task: str,
        pieces: Iterable[Sequence[Item]],
        lost: Callable[[Item], Done],  # noqa: ARG002 - who could tell would be gone
    ) -> Iterator[Done]:
        """Yield what the worker's ``task`` gives for the items of the pieces, in their order."""
        work = getattr(self._worker, task)
        for piece in pieces:
            yield from work(piece)

    def close(self) -> None:
        """Do nothing: no work goes on here that nobody waits for."""


def batched(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Yield items so many at a time."""
    coming = iter(items)
    while piece := tuple(islice(coming, size)):
        yield piece
