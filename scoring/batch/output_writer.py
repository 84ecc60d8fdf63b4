"""Outputs put in place one by one, each whole; a copy is kept of what a person had changed."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from scoring.batch.output_log import OutputLog
from scoring.files.atomic import settle, write_whole
from scoring.files.digests import bytes_digest
from scoring.files.text_file import read_bytes
from scoring.problem import InputError, Problem

_MOST_KEPT: Final = 256_000_000
_MOST_WAITING: Final = 60
WRITTEN_AT_ONCE: Final = 4
"""Files that are forced onto the disk together, where a run shares its work."""


class OutputWriter:
    """Writes the outputs of one run into its folder; what a person changed there is kept."""

    def __init__(self, log: OutputLog, kept: str, *, at_once: int = 1) -> None:
        """``kept`` is the folder, inside that of the outputs, for what a person had changed.

        So many files are forced onto the disk ``at_once``: of many files most of the time is waited.
        """
        self.folder = log.folder
        self.log = log
        self.kept = kept
        self.written: dict[str, str] = {}
        """By name, the digests of what was written."""
        self.copies: list[str] = []
        """What was put aside because a person had changed it."""
        self.removed: list[str] = []
        self.problems: list[Problem] = []
        self._threads = ThreadPoolExecutor(at_once) if at_once > 1 else None
        self._waiting: deque[tuple[str, Future[None]]] = deque()

    def write(self, name: str, content: bytes, *, blank: bool = True, keep: bool = False) -> None:
        """Write a file, named relative to the folder; why it could not be stands in ``problems``.

        ``blank`` is False for one that holds decisions of a person. What stands there is put aside
        if a person changed it, or if it is to be kept.
        """
        path = self.folder / name
        digest = bytes_digest(content)
        try:
            self._put_aside(name, path, digest, keep=keep)
            self.log.note(name, digest, blank=blank)
            if self._threads is None:
                write_whole(path, content, settles=False)
            else:
                writing = self._threads.submit(write_whole, path, content, settles=False)
                self._waiting.append((name, writing))
        except InputError as error:
            self.problems += error.problems
            return
        self.written[name] = digest
        self._settle(_MOST_WAITING)

    def _settle(self, most: int) -> None:
        """Wait till no more than so many files are still being written."""
        while len(self._waiting) > most:
            name, writing = self._waiting.popleft()
            try:
                writing.result()
            except InputError as error:
                self.problems += error.problems
                del self.written[name]

    def finish(self, kinds: Collection[str]) -> None:
        """Settle what was written, and clear away what an earlier run wrote and this one has not.

        Only files that nobody changed and that hold no decision go, and only of the ``kinds`` that
        this run writes (the first part of their names).
        """
        self._settle(0)
        if self._threads is not None:
            self._threads.shutdown()
        settle({(self.folder / name).parent for name in self.written})
        for name in sorted(self.log.digests):
            first = name.split("/")[0]
            path = self.folder / name
            if name in self.written or first not in kinds or not self.log.is_blank(path):
                continue
            with suppress(OSError):
                path.unlink()
                self.removed.append(name)
        gone = [name for name in self.log.digests if not (self.folder / name).exists()]
        try:
            self.log.settle(self.written, gone)
        except InputError as error:
            self.problems += error.problems

    def _put_aside(self, name: str, path: Path, digest: str, *, keep: bool) -> None:
        """Put a copy aside of what stands there, unless it is the program's own and need not stay."""
        if not path.is_file() or (self.log.is_unchanged(path) and not keep):
            return
        content = read_bytes(path, _MOST_KEPT)
        own = bytes_digest(content)
        if own == digest:
            return
        at = PurePosixPath(name)
        copy = f"{self.kept}/{at.stem}-{own[:8]}{at.suffix}"
        if not (self.folder / copy).exists():
            write_whole(self.folder / copy, content)
            self.copies.append(copy)
