"""Several processes that share the work of a run; what comes back is in order, whoever did it.

Each is started afresh (``spawn``) and loads words, sets and rules once. One that dies, because the
system took its memory or its program, is replaced and its piece done again. A file that ends every
process that takes it is reported as not read, and the run goes on; a form that does ends the run.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing.process import BaseProcess
from typing import Any, Final, Generic, Literal, Self, TypeVar

from scoring.batch.form_job import FormJob, FormOutcome
from scoring.batch.reading import TOGETHER, ReadOutcome
from scoring.batch.walk import FolderFile
from scoring.batch.worker import Worker, WorkerSettings
from scoring.problem import InputError, Place, Problem

Task = Literal["read", "review"]
Item = TypeVar("Item")
Done = TypeVar("Done")

FEWEST_FILES: Final = 200
"""With fewer it takes longer to start the processes than they save."""
MOST_MEMORY_OF_ONE: Final = 1_200_000_000
"""Bytes that a worker and the child that reads PDF and xls files for it may take together."""
_AHEAD: Final = 3
"""Pieces for each worker that are given out before their results are fetched."""
_MOST_TRIES: Final = 2
_FORMS: Final = 10
"""Forms that are given out together."""


@dataclass(slots=True)
class _Piece(Generic[Item]):
    items: Sequence[Item]
    tries: int = 0
    future: Future[list[Any]] | None = field(default=None, compare=False)


class WorkerPool:
    """Processes that read files and review forms, all by the same settings."""

    def __init__(self, settings: WorkerSettings, count: int) -> None:
        self.count = count
        self._settings = settings
        self._executor: ProcessPoolExecutor | None = None
        self._children: set[BaseProcess] = set()

    def map(
        self,
        task: Task,
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

    def _submitted(self, task: Task, piece: _Piece[Item]) -> Future[list[Any]]:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self.count,
                multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(self._settings,),
            )
        before = set(multiprocessing.active_children())
        with _uninterrupted():
            future = self._executor.submit(_work, task, piece.items)
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


class RunWork:
    """The work of one run, shared out where that is worth it: reading first, then the reviews."""

    def __init__(self, worker: Worker, wanted: int | None) -> None:
        self._worker = worker
        self._wanted = wanted
        self._pool: WorkerPool | None = None

    @property
    def is_shared(self) -> bool:
        """Whether other processes do it."""
        return self._pool is not None

    def begin(self, files: int) -> None:
        """Start as many processes as so many files are worth."""
        count = workers_for(files, self._wanted)
        if count > 1 and self._pool is None:
            self._pool = WorkerPool(self._worker.settings, count)

    def read(self, files: Sequence[FolderFile]) -> Iterator[ReadOutcome]:
        """Yield every file in its order."""
        pieces = batched(files, TOGETHER)
        if self._pool is not None:
            return self._pool.map("read", pieces, _unread)
        return chain.from_iterable(map(self._worker.read, pieces))

    def review(self, jobs: Iterable[FormJob]) -> Iterator[FormOutcome]:
        """Yield what came of every form, in the order of the jobs."""
        if self._pool is not None:
            return self._pool.map("review", batched(jobs, _FORMS), _unreviewed)
        return self._worker.review(jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()

    def end(self) -> None:
        """End the processes; more work is done in this one."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()


def batched(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Yield items so many at a time."""
    coming = iter(items)
    while piece := tuple(islice(coming, size)):
        yield piece


def _unread(file: FolderFile) -> ReadOutcome:
    hint = "请把这个文件另存为 xlsx 再试；内存太小的，请关闭别的程序，或加 --workers 1。"
    message = "读取它的程序两次被系统中断，这个文件没有读出来"
    return ReadOutcome(file.name, None, (Problem("worker-died", message, Place(file.name), hint),))


def _unreviewed(job: FormJob) -> FormOutcome:
    hint = "请关闭别的程序，或加 --workers 1 再运行一次；仍不行的，请把这个文件发给维护者。"
    message = "复核它的程序两次被系统中断"
    place = Place(job.form.file, where=job.form.at)
    raise InputError([Problem("worker-died", message, place, hint)])


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


def workers_for(files: int, wanted: int | None) -> int:
    """Return how many processes are worth starting; 1 is this process alone.

    Without a number that is ``wanted``, as many as there are processors. Together they take at most
    half of the machine's memory.
    """
    if files < FEWEST_FILES or sys.platform == "emscripten" or not sys.executable:
        return 1
    if getattr(sys, "frozen", False):
        return 1
    memory = _memory()
    room = memory // 2 // MOST_MEMORY_OF_ONE if memory else 1
    return max(1, min(_processors() if wanted is None else wanted, room))


def _processors() -> int:
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))  # not on every system
    return os.cpu_count() or 1


def _memory() -> int:
    """Return the bytes of the machine's memory; 0 where it does not tell."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only there

        status = (ctypes.c_ulonglong * 8)()
        ctypes.cast(status, ctypes.POINTER(ctypes.c_ulong))[0] = ctypes.sizeof(status)
        is_known = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status[1]) if is_known else 0
    with suppress(AttributeError, OSError, ValueError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return 0


# what runs in the other processes

_WORKER: Final[list[Worker]] = []


def collect_seldom() -> None:
    """Let the interpreter look for circles of dead records more seldom: few arise, and it looks long."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _begin(settings: WorkerSettings) -> None:
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _WORKER.append(Worker(settings))
    collect_seldom()


def _end_with_parent() -> None:
    """End when the process that started this one does, however it ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(task: Task, items: Sequence[Any]) -> list[Any]:
    worker = _WORKER[0]
    return list(worker.read(items) if task == "read" else worker.review(items))
