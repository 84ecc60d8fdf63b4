"""Several processes that share the work of a run; what comes back is in order, whoever did it.

Each is started afresh (``spawn``) and makes its worker once: words, sets and rules are loaded then.
One that dies, because the system took its memory or its program, is replaced and its piece done
again, then item by item. An item that ends every process that takes it is passed to ``lost``.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Any, Final, Generic

from scoring.pool.engine import Done, Item, WorkerRecipe
from scoring.pool.worker_process import begin, work

_AHEAD: Final = 3
"""Pieces for each worker that are given out before their results are fetched."""
_MOST_TRIES: Final = 2


@dataclass(slots=True)
class _Piece(Generic[Item]):
    items: Sequence[Item]
    tries: int = 0
    future: Future[list[Any]] | None = field(default=None, compare=False)


class ProcessPool:
    """Processes that all have the same worker."""

    def __init__(self, recipe: WorkerRecipe, count: int) -> None:
        self.count = count
        self._recipe = recipe
        self._executor: ProcessPoolExecutor | None = None
        self._children: set[BaseProcess] = set()

    def map(
        self,
        task: str,
        pieces: Iterable[Sequence[Item]],
        lost: Callable[[Item], Done],
    ) -> Iterator[Done]:
        """Yield what a worker's ``task`` gives for each item of the pieces, in their order.

        ``lost`` gives it for an item that ended every process that took it.
        """
        coming = iter(pieces)
        waiting: deque[_Piece[Item]] = deque()
        alone = False
        while True:
            most = 1 if alone else self.count * _AHEAD
            while len(waiting) < most and (items := next(coming, None)) is not None:
                waiting.append(_Piece(items))
            if not waiting:
                return
            first = waiting[0]
            try:
                # A process may die between two pieces: then the pool takes no further one.
                for piece in waiting if not alone else [first]:
                    if piece.future is None:
                        piece.future = self._submitted(task, piece)
                assert first.future is not None
                done = first.future.result()
            except BrokenProcessPool:
                # Which of the pieces it was shows when each is done by itself.
                self.close()
                first.tries += alone
                alone = True
                for piece in waiting:
                    piece.future = None
                if first.tries < _MOST_TRIES:
                    continue
                waiting.popleft()
                if len(first.items) > 1:
                    waiting.extendleft(_Piece([item]) for item in reversed(first.items))
                    continue
                done = [lost(item) for item in first.items]
            else:
                waiting.popleft()
                alone = alone and any(piece.future is None for piece in waiting)
            yield from done

    def _submitted(self, task: str, piece: _Piece[Item]) -> Future[list[Any]]:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self.count,
                multiprocessing.get_context("spawn"),
                initializer=begin,
                initargs=(self._recipe,),
            )
        before = set(multiprocessing.active_children())
        with _uninterrupted():
            future = self._executor.submit(work, task, piece.items)
        self._children |= set(multiprocessing.active_children()) - before
        return future

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        executor, self._executor = self._executor, None
        children, self._children = self._children, set()
        if executor is None:
            return
        executor.shutdown(wait=False, cancel_futures=True)
        for child in children:
            with suppress(OSError, ValueError):  # it has ended already
                child.kill()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start processes that a Ctrl-C on the terminal does not reach: this one ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
