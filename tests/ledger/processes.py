"""Work done in processes of their own, that can be killed or starved."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

import pytest

FORKS = "fork" in multiprocessing.get_all_start_methods()
needs_fork = pytest.mark.skipif(not FORKS, reason="this system cannot copy a process")


@contextmanager
def child(work: Callable[..., None], *values: Any) -> Iterator[tuple[Any, Connection]]:
    """Run ``work(connection, *values)`` in a copy of this process; yield it and its connection."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(work, theirs, values))
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        ours.close()


def _run(work: Callable[..., None], connection: Connection, values: tuple[Any, ...]) -> None:
    try:
        work(connection, *values)
    except BaseException:
        traceback.print_exc()
        raise
