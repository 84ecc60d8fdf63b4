"""Runs a reader that rests on others' code in a child process: bounded in time and memory.

A PDF or a binary workbook can make its parser loop or take all memory. The child is stopped when its
time is over; a new one is started for the next file. It is one program for many files, since starting
takes longer than reading. Files go to it and records come back as plain JSON over its pipes: it
opens no file, and nothing that it sends is run.
"""

from __future__ import annotations

import atexit
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from time import monotonic
from typing import IO, Any, Final

from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.book_json import book_from_json, book_to_json
from scoring.readers.books.sheets.grid import Book

START_WITHIN: Final = 30.0
"""Seconds for a child to start, on top of what a file may take."""
MOST_MEMORY: Final = 2_000_000_000
"""Bytes of memory that the child may take, where the system can bound it (not on Windows)."""
MOST_FILES: Final = 200
"""Files that one child reads: its parsers keep fonts and tables for ever."""
_HINT: Final = "文件可能已损坏，或者不是普通的表；请用能打开它的程序另存一份再试，或另存为 .xlsx。"
_HEAD: Final = struct.Struct(">II")
_MOST_ANSWER: Final = 500_000_000
_FULL: Final = "full"
"""Stands in an answer where memory or depth ran out: a new child may have more."""
_CODE: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    " from scoring.readers.books.isolated import serve; serve()"
)

Reader = Callable[[bytes, str], Book]


def read_isolated(kind: str, data: bytes, name: str, seconds: float) -> Book:
    """Read a file of a kind (``pdf``, ``xls``) in the child, within ``seconds``.

    Raises :class:`InputError` with the reader's problems, or where it was stopped or died.
    """
    try:
        found = _asked(kind, data, name, seconds)
    except _NoChild:
        found = answered(kind, data, name)
    if "problems" in found:
        problems = [Problem(**{**p, "place": Place(**p["place"])}) for p in found["problems"]]
        raise InputError(problems)
    return book_from_json(found["book"])


def _asked(kind: str, data: bytes, name: str, seconds: float) -> dict[str, Any]:
    with _LOCK:
        used, begun = bool(_RUNNING), monotonic()
        found = _ask(kind, data, name, seconds)
        failed = found is None or _FULL in found
        if failed and used and monotonic() - begun < seconds:
            # What became of the child before must not decide what becomes of this file.
            stop_children()
            found = _ask(kind, data, name, seconds)
    if found is None:
        message = f"{seconds:.0f} 秒内没有读完，或者要用的内存太多，已停止"
        raise InputError([Problem("too-slow", message, Place(name), _HINT)])
    return found


class _NoChild(Exception):
    """No program can be started here: the process reads itself, without a limit of time."""


class _Child:
    """The running child and the process that started it: a fork of that must not share its pipes."""

    def __init__(self) -> None:
        if getattr(sys, "frozen", False) or not sys.executable:
            raise _NoChild
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
            raise _NoChild from None
        self.owner = os.getpid()
        self.files = 0

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


def _ask(kind: str, data: bytes, name: str, seconds: float) -> dict[str, Any] | None:
    """Send a file to the child; return its answer, or None where it gave none in time."""
    if _RUNNING and (_RUNNING[0].owner != os.getpid() or _RUNNING[0].files >= MOST_FILES):
        stop_children()
    if not _RUNNING:
        _RUNNING.append(_Child())
    child = _RUNNING[0]
    child.files += 1
    started = child.files == 1
    timer = threading.Timer(seconds + (START_WITHIN if started else 0), child.process.kill)
    timer.daemon = True
    timer.start()
    try:
        assert child.process.stdin is not None
        assert child.process.stdout is not None
        head = json.dumps({"kind": kind, "name": name}).encode()
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
    found: dict[str, Any] = json.loads(answer)
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
    """Answer files till the pipe ends: this is what the child does."""
    _bound_memory()
    into, out = sys.stdin.buffer, sys.stdout.buffer
    # What a parser prints must not get between the answers.
    sys.stdout = sys.stderr
    while True:
        try:
            head, size = _HEAD.unpack(_exactly(into, _HEAD.size))
        except EOFError:
            return
        asked = json.loads(_exactly(into, head))
        data = _exactly(into, size)
        answer = json.dumps(answered(asked["kind"], data, asked["name"])).encode()
        del data
        out.write(_HEAD.pack(len(answer), 0) + answer)
        out.flush()


def answered(kind: str, data: bytes, name: str) -> dict[str, Any]:
    """Return the book, or the problems, as plain records; nothing that goes wrong gets out."""
    try:
        return {"book": book_to_json(_reader(kind)(data, name))}
    except InputError as error:
        return {"problems": [asdict(problem) for problem in error.problems]}
    except (MemoryError, RecursionError):
        message = "文件太大或套得太深，读不下来"
        return {"problems": [asdict(Problem("too-big", message, Place(name), _HINT))], _FULL: True}
    except Exception:
        message = "文件内部损坏了，读不出内容"
        return {"problems": [asdict(Problem("damaged-file", message, Place(name), _HINT))]}


def _reader(kind: str) -> Reader:
    if kind == "pdf":
        from scoring.readers.books.pdf.pages import read_pages  # noqa: PLC0415

        return read_pages
    from scoring.readers.books.xls.workbook import read_workbook  # noqa: PLC0415

    return read_workbook


def _bound_memory() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
