"""How many processes are worth starting for so much work on this machine."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Final

_MOST: Final = 61
"""Windows lets one process wait for no more."""


def worker_count(items: int, wanted: int | None, *, fewest: int, memory_of_one: int) -> int:
    """Return how many processes are worth starting; 1 is this process alone.

    With less than ``fewest`` items it takes longer to start them than they save. Without a number
    that is ``wanted``, as many as there are processors. Together they take at most half of the
    machine's memory, if one takes ``memory_of_one`` bytes.
    """
    if items < fewest or sys.platform == "emscripten" or not sys.executable:
        return 1
    if getattr(sys, "frozen", False):
        return 1
    memory = _memory()
    room = memory // 2 // memory_of_one if memory else 1
    return max(1, min(_processors() if wanted is None else wanted, room, _MOST))


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
