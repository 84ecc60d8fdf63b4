"""A Dask cluster of processes on this machine, as its two commands start it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import distributed

from tests.folders import ROOT

WITHIN = 120.0
"""Seconds for anything to happen on a busy machine."""


class LocalCluster:
    """A scheduler with worker processes, each watched by one that replaces it when it dies."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder = folder
        # workers of tests are found by their modules, whatever is installed
        (folder / "tests").symlink_to(ROOT / "tests")
        self._started: list[subprocess.Popen[bytes]] = []
        self._file = folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", "--port", "0", "--scheduler-file", str(self._file),
            DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1",
        )  # fmt: skip
        self.address = self._address()
        self.client = distributed.Client(self.address, timeout=WITHIN, set_as_default=False)
        for _ in range(workers):
            self.add_worker()

    def add_worker(self, **environment: str) -> str:
        """Start one more worker process and return its address when it has joined."""
        before = set(self.processes())
        self._start(
            "worker", self.address, "--nthreads", "1", "--local-directory", str(self._folder),
            **environment,
        )  # fmt: skip
        self.client.wait_for_workers(len(before) + 1, timeout=WITHIN)
        return (set(self.processes()) - before).pop()

    def processes(self) -> dict[str, int]:
        """Return the worker processes that are there, by address."""
        return self.client.run(os.getpid)

    def retire(self, address: str) -> None:
        """Let a worker process leave for good."""
        self.client.retire_workers([address], close_workers=True)

    def busiest(self) -> str:
        """Return the address of the worker that most was given to."""
        given = self.client.processing()
        return max(given, key=lambda address: len(given[address]))

    def _start(self, command: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        log = (self._folder / f"{command}-{len(self._started)}.log").open("wb")
        with log:
            process = subprocess.Popen(
                [
                    sys.executable, "-m", f"distributed.cli.dask_{command}", *arguments,
                    "--host", "127.0.0.1", "--no-dashboard",
                ],
                cwd=self._folder, env={**_quiet(), **environment}, stdout=log, stderr=log,
            )  # fmt: skip
        self._started.append(process)
        return process

    def _address(self) -> str:
        end = time.monotonic() + WITHIN
        while time.monotonic() < end:
            try:
                return str(json.loads(self._file.read_text("utf-8"))["address"])
            except (FileNotFoundError, ValueError):
                assert self.scheduler.poll() is None, "the scheduler ended"
                time.sleep(0.05)
        raise AssertionError("the scheduler did not start")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.client.close(timeout=1)
        # A worker process ends with the one that watches it.
        for process in self._started:
            process.kill()
        for process in self._started:
            process.wait()


def _quiet() -> Mapping[str, str]:
    return {name: value for name, value in os.environ.items() if name != "ZIPING_HOME"}
