"""Processes of one machine: what comes back is what this process gives, with few pieces under way."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from scoring.bulk.worker import BulkSettings, InputRecord
from scoring.pool.engine import InThisProcess, batched
from scoring.pool.process_pool import ProcessPool
from tests.pool.real_records import no_one, records


@pytest.mark.parametrize("processes", [1, 3])
def test_any_number_of_processes_gives_the_same_in_order(processes):
    settings = BulkSettings()
    alone = InThisProcess(settings.worker()).map("score", batched(records(120), 5), no_one)
    read = 0

    def read_on() -> Iterator[Sequence[InputRecord]]:
        nonlocal read
        for piece in batched(records(120), 5):
            read += len(piece)
            yield piece

    pool = ProcessPool(settings, processes)
    found: list[Any] = []
    ahead = 0
    try:
        for done in pool.map("score", read_on(), no_one):
            found.append(done)
            ahead = max(ahead, read - len(found))
            if len(found) == 33 and sys.platform != "win32":
                os.kill(multiprocessing.active_children()[0].pid, signal.SIGKILL)
    finally:
        pool.close()
    assert found == list(alone)
    assert ahead <= 5 * 3 * processes
