"""Outputs put in place one by one, each whole; a copy is kept of what a person had changed."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from scoring.batch.output_log import OutputLog, digest_of
from scoring.files.atomic import write_whole
from scoring.files.text_file import read_bytes
from scoring.problem import InputError, Problem

_MOST_KEPT: Final = 256_000_000


class OutputWriter:
    """Writes the outputs of one run into its folder; what a person changed there is kept."""

    def __init__(self, log: OutputLog, kept: str) -> None:
        """``kept`` is the folder, inside that of the outputs, for what a person had changed."""
        self.folder = log.folder
        self.log = log
        self.kept = kept
        self.written: dict[str, str] = {}
        """By name, the digests of what was written."""
        self.copies: list[str] = []
        """What was put aside because a person had changed it."""
        self.removed: list[str] = []
        self.problems: list[Problem] = []

    def write(self, name: str, content: bytes, *, blank: bool = True, keep: bool = False) -> bool:
        """Write a file, named relative to the folder; return whether it could be.

        ``blank`` is False for one that holds decisions of a person. What stands there is put aside
        if a person changed it, or if it is to be kept.
        """
        path = self.folder / name
        digest = digest_of(content)
        try:
            self._put_aside(name, path, digest, keep=keep)
            self.log.note(name, digest, blank=blank)
            write_whole(path, content)
        except InputError as error:
            self.problems += error.problems
            return False
        self.written[name] = digest
        return True

    def finish(self, kinds: Collection[str]) -> None:
        """Settle what was written, and clear away what an earlier run wrote and this one has not.

        Only files that nobody changed and that hold no decision go, and only of the ``kinds`` that
        this run writes (the first part of their names).
        """
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
        own = digest_of(content)
        if own == digest:
            return
        at = PurePosixPath(name)
        copy = f"{self.kept}/{at.stem}-{own[:8]}{at.suffix}"
        if not (self.folder / copy).exists():
            write_whole(self.folder / copy, content)
            self.copies.append(copy)
