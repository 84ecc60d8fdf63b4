"""``python -m scoring`` and ``ziping``: interrupted while the program still loads, it ends with a word."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from typing import Final

STOPPED = "已中断。"
UNUSABLE = 2
_BETWEEN_COLLECTIONS: Final = 50_000
"""So many new objects are made before garbage is looked for: what is loaded to stay is no garbage."""


def run() -> None:
    """Entry point of the console script."""
    signal.signal(signal.SIGINT, _stop)
    gc.set_threshold(_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])
    # No other package may change what is read; to look for one that would takes time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from scoring.cli.main import run as begin  # noqa: PLC0415 - loads everything that takes time

    try:
        begin()
    except SystemExit as end:
        _leave(end)
        raise


def _leave(end: SystemExit) -> None:
    """End the process at once if nothing is left to be done; to take apart all that it holds takes time."""
    threading = sys.modules.get("threading")
    if not isinstance(end.code, int) or (threading is not None and threading.active_count() > 1):
        return
    atexit._run_exitfuncs()  # as the interpreter does, and once only
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return  # what cannot be written is the interpreter's to report
    os._exit(end.code)


def _stop(*_signal: object) -> None:
    # An exception in the middle of an import may be taken for a faulty module, or be shown as a traceback.
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    os.write(2, f"{STOPPED}\n".encode(encoding, "replace"))
    os._exit(UNUSABLE)


if __name__ == "__main__":
    run()
