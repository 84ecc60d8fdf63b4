"""``python -m scoring`` and ``ziping``: interrupted while the program still loads, it ends with a word."""

from __future__ import annotations

import os
import signal
import sys

STOPPED = "已中断。"
UNUSABLE = 2


def run() -> None:
    """Entry point of the console script."""
    signal.signal(signal.SIGINT, _stop)
    from scoring.cli.main import run as begin  # noqa: PLC0415 - loads everything that takes time

    begin()


def _stop(*_signal: object) -> None:
    # An exception in the middle of an import may be taken for a faulty module, or be shown as a traceback.
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    os.write(2, f"{STOPPED}\n".encode(encoding, "replace"))
    os._exit(UNUSABLE)


if __name__ == "__main__":
    run()
