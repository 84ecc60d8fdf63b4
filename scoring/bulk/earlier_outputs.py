"""What an earlier batch wrote into a folder: nobody else's file is written over, no changed one is lost."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PureWindowsPath
from typing import Final

from scoring.batch.output_log import unwritable
from scoring.batch.walk import OWN_FOLDER
from scoring.files.atomic import write_whole
from scoring.problem import InputError, Place, Problem

_FILE: Final = "batch-outputs.json"
_SCHEMA: Final = "ziping/batch-outputs/1"


class EarlierOutputs:
    """The files of the batch that was written last, each with its size and time as it was written.

    One that was being written when its run was killed has neither.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._list = folder / OWN_FOLDER / _FILE
        self._written = _load(self._list)

    def check(self, names: Iterable[str]) -> None:
        """Raise :class:`InputError` if one of these files is there and no batch wrote it."""
        foreign = [n for n in names if n not in self._written and (self._folder / n).exists()]
        if foreign:
            raise InputError([_foreign(self._folder / name) for name in foreign])

    def is_unchanged(self, path: Path) -> bool:
        """Tell whether a file of the folder is an output as it was written."""
        state = self._written.get(path.name)
        try:
            return bool(state) and _state(path) == state
        except OSError:
            return False

    def keep_changed(self, word: str) -> list[str]:
        """Put aside what somebody changed since; return the names that it has now.

        ``word`` is added to the names. Raises :class:`InputError` if that cannot be done.
        """
        kept = []
        for name in sorted(self._written):
            path = self._folder / name
            before = self._written[name]
            if before and path.is_file() and _state(path) != before:
                number = 1
                while (aside := path.with_stem(f"{path.stem}-{word}{number}")).exists():
                    number += 1
                try:
                    os.replace(path, aside)
                except OSError as error:
                    raise unwritable(self._folder, error) from error
                kept.append(aside.name)
        return kept

    def begin(self, names: Iterable[str]) -> None:
        """Write down that these files are being written: a run that is killed meanwhile goes on."""
        being: dict[str, list[int]] = {name: [] for name in names}
        self._save({**self._written, **being})

    def note(self, names: Iterable[str]) -> None:
        """Write down what was written now, and remove what was written earlier and is made no more.

        What is not surely as it was written stays: a list alone does not make a file ours.
        """
        now = list(names)
        for name in self._written:
            path = self._folder / name
            if name not in now and self.is_unchanged(path):
                with suppress(OSError):
                    path.unlink()
        self._save({name: _state(self._folder / name) for name in now})

    def _save(self, states: Mapping[str, list[int]]) -> None:
        data = {"schema": _SCHEMA, "outputs": states}
        write_whole(self._list, json.dumps(data, ensure_ascii=True, indent=1).encode("ascii"))


class OutputsOfBatches:
    """The outputs of all folders that files lie in, whose lists are loaded where they are first needed."""

    def __init__(self) -> None:
        self._by_folder: dict[Path, EarlierOutputs] = {}

    def is_output(self, path: Path) -> bool:
        """Tell whether a batch wrote a file and nobody changed it since."""
        folder = path.absolute().parent
        if folder not in self._by_folder:
            self._by_folder[folder] = EarlierOutputs(folder)
        return self._by_folder[folder].is_unchanged(path)


def _state(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]


def _load(path: Path) -> Mapping[str, list[int]]:
    try:
        data = json.loads(path.read_bytes())
        if data["schema"] != _SCHEMA:
            return {}
        return {name: list(state) for name, state in data["outputs"].items() if _is_in_it(name)}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _is_in_it(name: str) -> bool:
    """Tell whether a name is that of a file in the folder itself, whatever the system."""
    return PureWindowsPath(name).name == name


def _foreign(path: Path) -> Problem:
    hint = "请用 -o 换一个文件夹，或先把这个文件移开；它没有改动。"
    message = "结果文件夹里已经有同名的文件，不是批量计分写的"
    return Problem("output-not-ours", message, Place(str(path)), hint)
