"""Time of the processor and memory: of calls in this process, and of commands with all their processes."""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

HERE = Path(__file__).resolve().parents[1]


def least(
    calls: Mapping[str, Callable[[], object]], rounds: int = 5, seconds: float = 0.02
) -> dict[str, float]:
    """Return by name the least time of one call, in seconds of the processor.

    All are called in turns, so that they share what else the machine does, and once before, to warm
    up. A short call is repeated until ``seconds`` are spent.
    """
    found = dict.fromkeys(calls, float("inf"))
    for turn in range(rounds + 1):
        for name, call in calls.items():
            gc.collect()
            count, begin = 0, time.process_time()
            while True:
                call()
                count += 1
                spent = time.process_time() - begin
                if spent >= seconds or not turn:
                    break
            if turn:
                found[name] = min(found[name], spent / count)
    return found


@dataclass(frozen=True, slots=True)
class Measured:
    """What one command took."""

    clock: float
    processor: float
    """Of all its processes."""
    memory: int
    """The most bytes that all its processes had together at one moment."""


def measured(
    command: list[str],
    checkout: Path = HERE,
    watch: Callable[[float, int], None] | None = None,
    output: int | IO[bytes] = subprocess.DEVNULL,
) -> Measured:
    """Run a command; ``watch`` is called now and then with its seconds and its bytes; ``output``
    takes what it prints."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    peak = [0]
    with subprocess.Popen(command, env=environment, cwd=checkout, stdout=output) as process:

        def look() -> None:
            while process.poll() is None:
                size = memory_of(process.pid)
                peak[0] = max(peak[0], size)
                if watch:
                    watch(time.monotonic() - begun, size)
                time.sleep(0.3)

        watcher = threading.Thread(target=look)
        watcher.start()
        status = process.wait()
        watcher.join()
    if status not in {0, 1}:  # 1: there were remarks
        raise SystemExit(f"{command}: {status}")
    clock, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(clock, processor, peak[0])


def memory_of(process: int) -> int:
    """Return the bytes that a process and all that it started have together (``Pss``)."""
    return sum(map(_memory, _family(process)))


def _family(parent: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError, IndexError):
            number = int(entry.name)
            fields = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            children.setdefault(int(fields[1]), []).append(number)
    found = [parent]
    for number in found:
        found += children.get(number, [])
    return found


def _memory(process: int) -> int:
    with suppress(OSError, ValueError, StopIteration):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
        return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0
