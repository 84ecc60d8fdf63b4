"""Work that may never end, or take all memory, is done in a child process that is stopped in time.

What rests on others' code (a PDF, a binary workbook) or runs what a person wrote (a page template) is
asked of the child. It is one program for many questions, since starting takes longer than answering.
Questions go to it, and answers come back as JSON, over its pipes; nothing that it sends is run. Its
seconds are those of the processor: a busy machine gives the same outcome as an idle one.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic, process_time
from typing import IO, Any, Final

START_WITHIN: Final = 30.0
"""Seconds for a child to start, on top of what a question may take."""
WAIT_TIMES: Final = 10
"""So many times the seconds of the processor it may take by the clock: then it hangs, or the machine does."""
MOST_MEMORY: Final = 1_000_000_000
"""Bytes of memory that the child may take, where the system can bound it (not on Windows)."""
MOST_QUESTIONS: Final = 200
"""Questions that one child answers: parsers keep fonts and tables for ever."""
FULL: Final = "full"
"""Stands in an answer where memory or depth ran out: a new child may have more."""
_HEAD: Final = struct.Struct(">II")
_MOST_ANSWER: Final = 500_000_000
_LOOK_EVERY: Final = 0.2
_CODE: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    " from scoring.files.child import serve; serve()"
)

Answer = dict[str, Any]
Answerer = Callable[[Mapping[str, Any], bytes], Answer]
"""What answers a question: its words and its bytes."""


class NoChild(Exception):
    """No program can be started here: the process must answer itself, without a limit of time."""


def asked(answerer: str, words: Mapping[str, Any], data: bytes, seconds: float) -> Answer | None:
    """Return the answer of ``module:function``, or None where there was none within the bounds.

    Raises :class:`NoChild` where there can be no child.
    """
    with _LOCK:
        used, begun = bool(_RUNNING), monotonic()
        found = _ask(answerer, words, data, seconds)
        failed = found is None or FULL in found
        if failed and used and monotonic() - begun < seconds:
            # What became of the child before must not decide what becomes of this question.
            stop_children()
            found = _ask(answerer, words, data, seconds)
    return found


class _Child:
    """The running child and the process that started it: a fork of that must not share its pipes."""

    def __init__(self) -> None:
        if getattr(sys, "frozen", False) or not sys.executable or sys.platform == "emscripten":
            raise NoChild
        command = [sys.executable, "-P", "-X", "utf8", "-c", _CODE, json.dumps(sys.path)]
        try:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            raise NoChild from None
        self.owner = os.getpid()
        self.questions = 0

    def stop(self) -> None:
        """End the child, whatever it is doing."""
        with suppress(OSError):
            self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        with suppress(OSError):
            self.process.wait()


_LOCK: Final = threading.Lock()
_RUNNING: Final[list[_Child]] = []


def stop_children() -> None:
    """End the child, if one is running."""
    while _RUNNING:
        child = _RUNNING.pop()
        if child.owner == os.getpid():
            child.stop()


atexit.register(stop_children)


def _ask(answerer: str, words: Mapping[str, Any], data: bytes, seconds: float) -> Answer | None:
    """Send a question to the child; return its answer, or None where it gave none in time."""
    if _RUNNING and (_RUNNING[0].owner != os.getpid() or _RUNNING[0].questions >= MOST_QUESTIONS):
        stop_children()
    if not _RUNNING:
        _RUNNING.append(_Child())
    child = _RUNNING[0]
    child.questions += 1
    wait = seconds * WAIT_TIMES + (START_WITHIN if child.questions == 1 else 0)
    timer = threading.Timer(wait, child.process.kill)
    timer.daemon = True
    timer.start()
    try:
        assert child.process.stdin is not None
        assert child.process.stdout is not None
        asks = {"answerer": answerer, "seconds": seconds, "words": dict(words)}
        head = json.dumps(asks).encode()
        child.process.stdin.write(_HEAD.pack(len(head), len(data)) + head + data)
        child.process.stdin.flush()
        answer = _received(child.process.stdout)
    except BaseException as error:
        stop_children()
        if not isinstance(error, OSError | EOFError):
            raise
        return None
    finally:
        timer.cancel()
    found: Answer = json.loads(answer)
    return found


def _received(pipe: IO[bytes]) -> bytes:
    size, _ = _HEAD.unpack(_exactly(pipe, _HEAD.size))
    if size > _MOST_ANSWER:
        raise EOFError
    return _exactly(pipe, size)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) != size:
        raise EOFError
    return data


# the child's side


def serve() -> None:
    """Answer questions till the pipe ends: this is what the child does."""
    _bound_memory()
    watch = _Watch()
    into, out = sys.stdin.buffer, sys.stdout.buffer
    # What a parser prints must not get between the answers.
    sys.stdout = sys.stderr
    while True:
        try:
            head, size = _HEAD.unpack(_exactly(into, _HEAD.size))
        except EOFError:
            return
        asks = json.loads(_exactly(into, head))
        data = _exactly(into, size)
        watch.until = process_time() + asks["seconds"]
        module, _, function = asks["answerer"].partition(":")
        answerer: Answerer = getattr(importlib.import_module(module), function)
        answer = json.dumps(answerer(asks["words"], data)).encode()
        watch.until = None
        del data
        out.write(_HEAD.pack(len(answer), 0) + answer)
        out.flush()


class _Watch:
    """Ends this process when the question at hand has taken the seconds that it may."""

    def __init__(self) -> None:
        self.until: float | None = None
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        pause = threading.Event()
        while not pause.wait(_LOOK_EVERY):
            until = self.until
            if until is not None and process_time() > until:
                os._exit(1)


def _bound_memory() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
