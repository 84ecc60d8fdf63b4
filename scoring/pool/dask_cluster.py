"""Work shared out to the machines of a Dask cluster; results come in order and the same bytes.

A task is a piece of records with the recipe of its worker, so that whoever takes it may die: the
scheduler gives the piece to another. One that ended several processes is done again item by item
with nothing else under way, and an item that ends them then is passed to ``lost``. No process works
with another program or other sets than this one. Only this module knows of Dask, and it is imported
when a cluster is asked for.
"""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any, Final, Protocol
from uuid import uuid4

from scoring.files.digests import joint_digest
from scoring.pool.engine import Done, Item, WorkerRecipe
from scoring.problem import InputError, Place, Problem

if TYPE_CHECKING:
    import distributed

_AHEAD: Final = 3
"""Pieces for each process of the cluster that are given out before their results are fetched."""
_CONNECT: Final = 30
"""Seconds to reach the scheduler."""
_MOST_AWAY: Final = 60
"""Seconds for which no process at all may be there."""
_LOOK: Final = 5
"""Seconds between two looks at whether any process is there."""
_GO_ON: Final = "算好的都已保存，原样再运行一次就接着做。"


class ClusterRecipe(WorkerRecipe, Protocol):
    """A recipe that tells what its worker rests on where it is asked. It can be hashed."""

    def digest(self) -> str:
        """Return the digest of program, words and sets as they lie on this machine.

        Raises :class:`InputError` where the worker could not work.
        """


class DaskCluster:
    """The processes of a cluster; all have the same worker."""

    def __init__(self, recipe: ClusterRecipe, address: str) -> None:
        """Join the scheduler at ``address`` (``tcp://host:8786``).

        Raises :class:`InputError` if Dask is not installed, the scheduler cannot be reached, no
        process has joined it, or one works with another program or other sets.
        """
        self._dask = _dask(address)
        self._recipe = recipe
        self._digest = _digest_here(recipe)
        self._address = address
        self._name, self._numbers = f"ziping-{uuid4().hex}", count()
        self._client = self._connected()
        try:
            self._check_programs()
        except BaseException:
            self.close()
            raise

    def map(
        self,
        task: str,
        pieces: Iterable[Sequence[Item]],
        lost: Callable[[Item], Done],
    ) -> Iterator[Done]:
        """Yield what a worker's ``task`` gives for each item of the pieces, in their order.

        ``lost`` gives it for an item that ended every process that took it. Raises
        :class:`InputError` when the scheduler or all processes are gone.
        """
        coming = iter(pieces)
        waiting: deque[tuple[Sequence[Item], distributed.Future[list[Any]]]] = deque()
        while True:
            # Processes come and go while the work goes on.
            most = _AHEAD * max(1, self._processes())
            while len(waiting) < most and (items := next(coming, None)) is not None:
                waiting.append((items, self._submitted(task, items)))
            if not waiting:
                return
            items, future = waiting.popleft()
            done = self._outcome(future)
            if done is not None:
                yield from done
                continue
            # Which item it was shows only while nothing else runs that could end a process.
            for _, other in waiting:
                self._failure(other)
            for item in items:
                alone = self._outcome(self._submitted(task, [item]))
                yield from [lost(item)] if alone is None else alone

    def close(self) -> None:
        """Take back what was given out, and leave the cluster as it was."""
        self._client.close(timeout=_LOOK)

    def _connected(self) -> distributed.Client:
        hint = (
            "请核对 --scheduler 的地址（形如 tcp://10.0.0.5:8786）、"
            "防火墙，以及那台电脑上的 dask scheduler 是否在运行。"
        )
        with warnings.catch_warnings():
            # Dask says in English which other packages differ; that changes no byte.
            warnings.simplefilter("ignore")
            try:
                return self._dask.Client(self._address, timeout=_CONNECT, set_as_default=False)
            except (OSError, ValueError, ImportError) as error:
                raise self._error("cluster-unreachable", "连不上集群的调度程序", hint) from error

    def _check_programs(self) -> None:
        """Look at each process that is there; one that joins later is looked at by its first task."""
        with self._reached():
            try:
                self._client.wait_for_workers(1, timeout=_MOST_AWAY)
            except TimeoutError as error:
                raise self._deserted() from error
            found = self._client.run(_digest_here, self._recipe, on_error="return")
        problems = [p for name in sorted(found) for p in _faults(found[name], self._digest, name)]
        if problems:
            raise InputError(problems)

    def _processes(self) -> int:
        with self._reached():
            return len(self._client.nthreads())

    def _submitted(self, task: str, items: Sequence[Any]) -> distributed.Future[list[Any]]:
        key = f"{self._name}-{next(self._numbers)}"
        with self._reached():
            return self._client.submit(
                _work, self._recipe, self._digest, task, items, key=key, pure=False
            )

    def _failure(self, future: distributed.Future[list[Any]]) -> BaseException | None:
        """Return why a piece failed when it has ended; None if it is done."""
        away = 0
        while away < _MOST_AWAY:
            with self._reached():
                try:
                    failure: BaseException | None = future.exception(timeout=_LOOK)
                except TimeoutError:
                    away = 0 if self._processes() else away + _LOOK
                else:
                    return failure
        raise self._deserted()

    def _outcome(self, future: distributed.Future[list[Any]]) -> list[Any] | None:
        """Return what came of a piece; None if it ended every process that took it."""
        failure = self._failure(future)
        if isinstance(failure, self._dask.KilledWorker):
            return None
        if isinstance(failure, ImportError):
            raise InputError([_different(self._address)]) from failure
        if failure is not None:
            raise failure
        with self._reached():
            done: list[Any] = future.result()
        return done

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Say for people that the scheduler is gone, if it turns out to be."""
        try:
            yield
        except (OSError, CancelledError) as error:
            message = "与集群的调度程序断了联系"
            raise self._error("cluster-lost", message, _GO_ON) from error

    def _deserted(self) -> InputError:
        message = f"集群里没有工作进程，等了 {_MOST_AWAY} 秒也没有加入的"
        hint = f"请在各台电脑上启动 dask worker {self._address}。{_GO_ON}"
        return self._error("cluster-deserted", message, hint)

    def _error(self, code: str, message: str, hint: str) -> InputError:
        return InputError([Problem(code, message, Place(self._address), hint)])


def _dask(address: str) -> Any:
    """Return the package. Raises :class:`InputError` where it is not installed."""
    try:
        import distributed  # noqa: PLC0415 - only where a cluster is asked for
    except ImportError as error:
        message = "在集群上运行要用的组件没有安装"
        hint = '请在命令行运行 pip install "ziping[cluster]"，再试一次；在一台电脑上运行不需要它。'
        raise InputError([Problem("no-dask", message, Place(address), hint)]) from error
    # What it says of lost connections is said here, in Chinese.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return distributed


def _faults(found: str | Exception, digest: str, process: str) -> list[Problem]:
    """Return why a process may not work, from its digest or what it raised instead; often nothing."""
    if isinstance(found, InputError):
        return [replace(problem, place=Place(process)) for problem in found.problems]
    return [] if found == digest else [_different(process)]


def _different(process: str) -> Problem:
    message = (
        "工作进程没有 ziping，或它的 ziping、Python、指标体系与本机的不同，算出的结果可能不一样"
    )
    hint = (
        "请在各台电脑上装同一版的 Python 和 ziping，自己的指标体系放在同样的路径下，"
        "重新启动工作进程，再运行一次。"
    )
    return Problem("cluster-differs", message, Place(process), hint)


# what runs in the processes of the cluster

_WORKER: Final[dict[ClusterRecipe, object]] = {}
_ONE_PIECE: Final = threading.Lock()
"""A process does one piece at a time, however many threads it has."""


def _digest_here(recipe: ClusterRecipe) -> str:
    """Return the digest of all that decides what the worker gives on this machine."""
    return joint_digest(recipe.digest(), "{}.{}".format(*sys.version_info))


def _work(recipe: ClusterRecipe, digest: str, task: str, items: Sequence[Any]) -> list[Any]:
    with _ONE_PIECE:
        if recipe not in _WORKER:
            _check(recipe, digest)
            _WORKER.clear()
            _WORKER[recipe] = recipe.worker()
        return list(getattr(_WORKER[recipe], task)(items))


def _check(recipe: ClusterRecipe, digest: str) -> None:
    """Raise :class:`InputError` where this process may not work by a recipe."""
    from distributed import get_worker  # noqa: PLC0415 - it is there

    found: str | Exception
    try:
        found = _digest_here(recipe)
    except InputError as error:
        found = error
    problems = _faults(found, digest, get_worker().address)
    if problems:
        raise InputError(problems)
