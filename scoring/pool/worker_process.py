"""What runs in the other processes of a pool: each makes its worker once and ends with its parent."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from scoring.pool.engine import WorkerRecipe

_WORKER: Final[list[object]] = []


def collect_seldom() -> None:
    """Let the interpreter look for circles of dead records more seldom: few arise, and it looks long."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def begin(recipe: WorkerRecipe) -> None:
    """Make the worker of this process."""
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _WORKER.append(recipe.worker())
    collect_seldom()


def work(task: str, items: Sequence[Any]) -> list[Any]:
    """Return what a task of the worker gives for some items."""
    return list(getattr(_WORKER[0], task)(items))


def _end_with_parent() -> None:
    """End when the process that started this one does, however it ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
