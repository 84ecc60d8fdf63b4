"""The work of a run, done in this process or shared by several: files read, then forms reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Self

from scoring.batch.form_job import FormJob, FormOutcome
from scoring.batch.reading import TOGETHER, ReadOutcome
from scoring.batch.walk import FolderFile
from scoring.batch.worker import Worker
from scoring.pool.engine import InThisProcess, PieceEngine, batched
from scoring.pool.worker_count import worker_count
from scoring.problem import InputError, Place, Problem

FEWEST_FILES: Final = 200
"""With fewer it takes longer to start the processes than they save."""
MOST_MEMORY_OF_ONE: Final = 1_200_000_000
"""Bytes that a worker and the child that reads PDF and xls files for it may take together."""
_FORMS: Final = 10
"""Forms that are given out together."""


class RunWork:
    """The work of one run, shared out where that is worth it: reading first, then the reviews."""

    def __init__(self, worker: Worker, wanted: int | None) -> None:
        self._worker = worker
        self._wanted = wanted
        self._engine: PieceEngine = InThisProcess(worker)

    @property
    def is_shared(self) -> bool:
        """Whether other processes do it."""
        return not isinstance(self._engine, InThisProcess)

    def begin(self, files: int) -> None:
        """Start as many processes as so many files are worth."""
        count = worker_count(
            files, self._wanted, fewest=FEWEST_FILES, memory_of_one=MOST_MEMORY_OF_ONE
        )
        if count > 1 and not self.is_shared:
            # A browser has no processes, nor the modules for them.
            from scoring.pool.process_pool import ProcessPool  # noqa: PLC0415

            self._engine = ProcessPool(self._worker.settings, count)

    def read(self, files: Sequence[FolderFile]) -> Iterator[ReadOutcome]:
        """Yield every file in its order."""
        return self._engine.map("read", batched(files, TOGETHER), unread)

    def review(self, jobs: Iterable[FormJob]) -> Iterator[FormOutcome]:
        """Yield what came of every form, in the order of the jobs."""
        return self._engine.map("review", batched(jobs, _FORMS), _unreviewed)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()

    def end(self) -> None:
        """End the processes; more work is done in this one."""
        engine, self._engine = self._engine, InThisProcess(self._worker)
        engine.close()


def unread(file: FolderFile) -> ReadOutcome:
    """Return that a file was not read: whoever takes it is ended by the system."""
    hint = "请把这个文件另存为 xlsx 再试；内存太小的，请关闭别的程序，或加 --workers 1。"
    message = "读取它的程序两次被系统中断，这个文件没有读出来"
    return ReadOutcome(file.name, None, (Problem("worker-died", message, Place(file.name), hint),))


def _unreviewed(job: FormJob) -> FormOutcome:
    hint = "请关闭别的程序，或加 --workers 1 再运行一次；仍不行的，请把这个文件发给维护者。"
    message = "复核它的程序两次被系统中断"
    place = Place(job.form.file, where=job.form.at)
    raise InputError([Problem("worker-died", message, place, hint)])
