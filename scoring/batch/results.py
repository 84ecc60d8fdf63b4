"""Outputs put in place one by one, each whole; what a person changed is kept beside before."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

from scoring.batch.ours import Ours, digest_of
from scoring.problem import InputError, Problem
from scoring.readers.text_file import read_bytes
from scoring.writers.whole import write_whole

_MOST_KEPT: Final = 256_000_000


class Results:
    """Writes the outputs of one run into its folder and knows which are the program's own."""

    def __init__(self, folder: Path, ours: Ours, kept: str) -> None:
        """``kept`` is the folder, inside ``folder``, for what a person had changed."""
        self.folder = folder
        self.ours = ours
        self.kept = kept
        self.written: dict[str, str] = {}
        self.aside: list[str] = []
        self.problems: list[Problem] = []

    def write(self, name: str, content: bytes) -> bool:
        """Write one file, named relative to the folder; tell whether it could be."""
        path = self.folder / name
        digest = digest_of(content)
        try:
            self._keep_changed(name, path, digest)
            self.ours.note(name, digest)
            write_whole(path, content)
        except InputError as error:
            self.problems += error.problems
            return False
        self.written[name] = digest
        return True

    def finish(self) -> None:
        """Settle what was written."""
        try:
            self.ours.settle(self.written)
        except InputError as error:
            self.problems += error.problems

    def _keep_changed(self, name: str, path: Path, digest: str) -> None:
        """Put a copy aside of what stands there, unless it is the program's own."""
        if not path.is_file() or self.ours.is_unchanged(path):
            return
        content = read_bytes(path, _MOST_KEPT)
        own = digest_of(content)
        if own == digest:
            return
        at = PurePosixPath(name)
        aside = f"{self.kept}/{at.stem}-{own[:8]}{at.suffix}"
        if not (self.folder / aside).exists():
            write_whole(self.folder / aside, content)
            self.aside.append(aside)
