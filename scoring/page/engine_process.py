"""An engine in a process of its own: one for each window, so that none waits for, or ends with, another."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from scoring.page.pipe import HEAD

_CODE: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    " from scoring.page.pipe import serve_pipe; from pathlib import Path;"
    " serve_pipe(*map(Path, sys.argv[2:]))"
)


class EngineEnded(Exception):
    """The process of the engine is no more."""


class EngineProcess:
    """A running engine. It ends when `end` is called, and when this process ends."""

    def __init__(self, folder: Path | None = None) -> None:
        """Start it; the ledger of a review is kept in ``folder``."""
        command = [sys.executable, "-P", "-X", "utf8", "-c", _CODE, json.dumps(sys.path)]
        command += [] if folder is None else [str(folder)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl+C is for the one who serves, who ends this one.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            start_new_session=sys.platform != "win32",
        )
        self._lock = threading.Lock()

    def ask(self, frame: bytes, take: Callable[[bytes], None]) -> None:
        """Ask one thing, after what others asked; ``take`` is given what comes of it, heads and all."""
        with self._lock:
            for answer in self._answers(frame):
                take(answer)

    def _answers(self, frame: bytes) -> Iterator[bytes]:
        coming, going = self._process.stdin, self._process.stdout
        assert coming is not None
        assert going is not None
        try:
            coming.write(HEAD.pack(len(frame), True) + frame)
            coming.flush()
            is_answer = False
            while not is_answer:
                head = _exactly(going, HEAD.size)
                length, is_answer = HEAD.unpack(head)
                yield head + _exactly(going, length)
        except (OSError, ValueError, EOFError):
            raise EngineEnded from None

    def end(self) -> None:
        """End it, whatever it is doing."""
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError, ValueError):
                    pipe.close()


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) != size:
        raise EOFError
    return data
