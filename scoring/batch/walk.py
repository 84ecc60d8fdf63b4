"""The files of a run: folders walked in a fixed order, with the reason for each file passed over."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import field
from pathlib import Path
from typing import Final

from scoring.files.kinds import OWNER_FILES, is_ledger
from scoring.files.links import leads_out
from scoring.problem import InputError, Place, Problem
from scoring.value_class import dataclass

MOST_FILES: Final = 200_000
"""So many files are taken in one run; the rest are counted in the outputs."""
MOST_DEPTH: Final = 64
"""Folders inside folders; what lies deeper is named and not entered."""
OWN_FOLDER: Final = ".ziping"
"""Where the program keeps what it needs beside its outputs; nobody else needs to look there."""

_JOURNAL: Final = "-journal"
_DATABASES: Final = frozenset({".db", ".sqlite", ".bak"})
_HEAD: Final = 100
"""Bytes of the head of a database."""

IsOutput = Callable[[Path], bool]
"""Whether a file is one that this program wrote and nobody has changed since."""


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """The folder of the run's outputs, which are no input: all of ``folders``, else ``is_output``."""

    path: Path
    folders: tuple[str, ...] = ()
    is_output: IsOutput = lambda _path: False

    def excludes(self, path: Path) -> bool:
        """Tell whether a file in the folder is no input."""
        inside = Path(os.path.realpath(path)).relative_to(os.path.realpath(self.path))
        return inside.parts[0] in self.folders or is_ledger_file(path) or self.is_output(path)


@dataclass(frozen=True, slots=True)
class FolderFile:
    """One file to be read; ``name`` is what people see of its path."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that is not read; ``why`` is the key of the reason's word."""

    name: str
    why: str
    count: int = 1


@dataclass(slots=True)
class FoundFiles:
    """What lies under some paths."""

    files: list[FolderFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def find_files(
    paths: Sequence[Path],
    is_output: IsOutput = lambda _path: False,
    output: OutputFolder | None = None,
) -> FoundFiles:
    """Return the files under ``paths`` by name; the order of ``paths`` changes nothing.

    A file reached twice is read once. The folder of the outputs inside them is not entered; where
    it is one of them, its outputs are passed over; both are reported alike whether it is there
    already or not yet. Raises :class:`InputError` for paths that do not exist.
    """
    missing = [_missing(path) for path in paths if not os.path.lexists(path)]
    if missing:
        raise InputError(missing)
    walk = _Walk(is_output, output)
    labels = _labels(paths)
    for path in sorted(labels, key=lambda path: (labels[path], str(path))):
        if path.is_dir():
            name = "" if len(labels) == 1 else labels[path]
            walk.named = path
            walk.folder(path, name, 0)
            walk.report_output(path, name)
        else:
            walk.file(path, labels[path], named=True)
    if walk.too_many:
        walk.found.skipped.append(Skipped("", "too-many", walk.too_many))
    walk.found.files.sort(key=lambda source: source.name)
    walk.found.skipped.sort(key=lambda skipped: (skipped.name, skipped.why))
    return walk.found


class _Walk:
    def __init__(self, is_output: IsOutput, output: OutputFolder | None) -> None:
        self.found = FoundFiles()
        self.output = output
        self.output_path = "" if output is None else os.path.realpath(output.path)
        self.is_output = is_output
        self.named = Path()
        """The folder that a person named and that is being walked: no link leads out of it."""
        self.seen: set[str] = set()
        self.names: set[str] = set()
        self.too_many = 0

    def folder(self, folder: Path, name: str, depth: int) -> None:
        """Take what lies in a folder; one that was entered already is not entered again."""
        real = os.path.realpath(folder)
        if real in self.seen:
            return
        if real == self.output_path and depth > 0:
            return
        self.seen.add(real)
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda e: (readable_name(e.name), e.name))
        except OSError:
            self.skip(name or readable_name(folder.name), "folder-unreadable")
            return
        for entry in entries:
            inner = f"{name}/{readable_name(entry.name)}" if name else readable_name(entry.name)
            path = folder / entry.name
            if entry.name.startswith(OWNER_FILES):
                self.skip(inner, "owner-file")
            elif entry.name == OWN_FOLDER:
                continue
            elif entry.name.startswith("."):
                self.skip(inner, "hidden")
            elif entry.is_dir(follow_symlinks=False):
                if leads_out(path, self.named):
                    self.skip(inner, "linked-folder")
                elif depth >= MOST_DEPTH:
                    self.skip(inner, "too-deep")
                else:
                    self.folder(path, inner, depth + 1)
            elif entry.is_symlink() and path.is_dir():
                self.skip(inner, "linked-folder")
            else:
                self.file(path, inner)

    def file(self, path: Path, name: str, *, named: bool = False) -> None:
        """Take a file. One that a person ``named`` is read, whatever it is called and wherever it lies."""
        if named and path.name.startswith(OWNER_FILES):
            self.skip(name, "owner-file")
        elif not path.is_file():
            self.skip(name, "no-file")
        elif not named and path.is_symlink() and leads_out(path, self.named):
            self.skip(name, "linked-file")
        elif not named and self.is_of_this_run(path):
            return
        elif not named and (is_ledger_file(path) or self.is_output(path)):
            self.skip(name, "ours")
        elif (real := os.path.realpath(path)) in self.seen:
            self.skip(name, "same-file")
        elif len(self.found.files) >= MOST_FILES:
            self.too_many += 1
        else:
            self.seen.add(real)
            self.found.files.append(FolderFile(path, self.unique(name)))

    def is_of_this_run(self, path: Path) -> bool:
        """Tell whether a file is an output in this run's own folder."""
        return (
            self.output is not None
            and os.path.realpath(path).startswith(self.output_path + os.sep)
            and self.output.excludes(path)
        )

    def unique(self, name: str) -> str:
        """Return the name; a number sets it apart from one whose characters are composed otherwise."""
        unique, number = name, 2
        while unique in self.names:
            unique, number = f"{name} ({number})", number + 1
        self.names.add(unique)
        return unique

    def report_output(self, folder: Path, name: str) -> None:
        """Note once that the folder of the outputs lies in one that is read."""
        real = os.path.realpath(folder)
        if self.output_path == real or self.output_path.startswith(real + os.sep):
            inner = readable_name(os.path.relpath(self.output_path, real).replace(os.sep, "/"))
            self.skip(f"{name}/{inner}" if name else inner, "output-folder")

    def skip(self, name: str, why: str) -> None:
        self.found.skipped.append(Skipped(name, why))


def is_ledger_file(path: Path) -> bool:
    """Tell whether a file is a ledger of reviews, or the journal that SQLite keeps beside one."""
    name = path.name.removesuffix(_JOURNAL)
    if Path(name).suffix.lower() not in _DATABASES:
        return False
    ledger = path.with_name(name)
    try:
        if not ledger.is_file():  # what is a pipe would be waited for
            return False
        with ledger.open("rb") as opened:
            return is_ledger(opened.read(_HEAD))
    except OSError:
        return False


def readable_name(name: str) -> str:
    """Return a name as people see it and as it is sorted: characters composed, broken ones replaced."""
    whole = name.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", whole)


def _labels(paths: Sequence[Path]) -> dict[Path, str]:
    """Return the label of each path: its last part, with parts before it where two agree."""
    real = {Path(os.path.abspath(path)): None for path in paths}
    parts = {path: [readable_name(part) for part in path.parts[1:]] or ["/"] for path in real}
    taken = dict.fromkeys(parts, 1)
    while True:
        labels = {path: "/".join(parts[path][-taken[path] :]) for path in parts}
        counts: dict[str, int] = {}
        for label in labels.values():
            counts[label] = counts.get(label, 0) + 1
        longer = [p for p in parts if counts[labels[p]] > 1 and taken[p] < len(parts[p])]
        if not longer:
            return labels
        for path in longer:
            taken[path] += 1


def _missing(path: Path) -> Problem:
    hint = "请检查文件名和文件夹是否写对。"
    return Problem("no-file", "找不到这个文件或文件夹", Place(readable_name(str(path))), hint)
