"""Which files this program wrote into a folder: they are no input, and what a person changed is kept.

A hidden list in the folder of outputs holds the digests of what was written there. A file that is
not as it was written was changed by a person: a 复核表 with decisions, most likely.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from scoring.batch.walk import OWN_FOLDER
from scoring.files.atomic import write_whole
from scoring.files.digests import content_digest
from scoring.files.reasons import reason_of
from scoring.problem import InputError, Place, Problem
from scoring.work.own_outputs import is_own_explanation

_LIST: Final = "outputs.txt"
_HEAD: Final = "ziping/outputs/1"
_BLANK: Final = "-"
_FILLED: Final = "+"
_MOST_BYTES: Final = 256_000_000


class OutputLog:
    """The outputs of one folder, by their path relative to it, with ``/``.

    The list is written line by line while a run goes on, so that a run that is stopped leaves no
    output that is not on it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.digests, self.blank = _load(folder)
        """By name, the digests of the file as it was written; of those, the ones without a decision."""
        self._has_list = bool(self.digests)

    @property
    def own_folder(self) -> Path:
        """Where the program keeps what it needs beside its outputs."""
        return self.folder / OWN_FOLDER

    def is_unchanged(self, path: Path) -> bool:
        """Tell whether a file is as it was written."""
        digests = self.digests.get(_relative(path, self.folder))
        return digests is not None and _digest(path) in digests

    def is_named(self, path: Path) -> bool:
        """Tell whether a file of that name was written."""
        return _relative(path, self.folder) in self.digests

    def is_blank(self, path: Path) -> bool:
        """Tell whether a file is as it was written, and no decision was written into it."""
        digest = _digest(path) if self.blank else ""
        return digest in self.blank and digest in self.digests.get(_relative(path, self.folder), ())

    def make_ready(self) -> None:
        """Make sure that something can be written here, before hours of work.

        Raises :class:`InputError` if not.
        """
        if self.folder.is_file():
            raise _no_folder(self.folder)
        self._save()
        self._has_list = True

    def note(self, name: str, digest: str, *, blank: bool) -> None:
        """Write down what is about to be written; what stands there now stays on the list until then.

        Raises :class:`InputError` if that cannot be written.
        """
        if not self._has_list:
            self._save()
            self._has_list = True
        try:
            with (self.folder / OWN_FOLDER / _LIST).open(
                "a", encoding="ascii", newline="\n"
            ) as out:
                out.write(_line(name, digest, blank=blank))
        except OSError as error:
            raise unwritable(self.folder, error) from error
        self.digests[name] = (*self.digests.get(name, ()), digest)[-2:]
        if blank:
            self.blank.add(digest)

    def settle(self, digests: Mapping[str, str], gone: Collection[str] = ()) -> None:
        """Write down what was written, and what is no longer there."""
        self.digests.update({name: (digest,) for name, digest in digests.items()})
        self.digests = {name: own for name, own in self.digests.items() if name not in gone}
        self._save()

    def _save(self) -> None:
        lines = [f"{_HEAD}\n"]
        for name, digests in sorted(self.digests.items()):
            lines += [_line(name, digest, blank=digest in self.blank) for digest in digests]
        write_whole(self.folder / OWN_FOLDER / _LIST, "".join(lines).encode("ascii"))


class OutputLogs:
    """The logs of all folders of outputs that files lie in, loaded where they are first needed."""

    def __init__(self) -> None:
        self._by_folder: dict[Path, OutputLog | None] = {}

    def is_output(self, path: Path) -> bool:
        """Tell whether a file is an output that holds nothing that a person wrote.

        One of a folder of outputs is known by its log, a 评分说明 that came with a form by itself.
        """
        logs = (self._of(folder) for folder in list(path.absolute().parents)[:3])
        is_logged = any(log is not None and log.is_blank(path) for log in logs)
        return is_logged or is_own_explanation(path)

    def _of(self, folder: Path) -> OutputLog | None:
        if folder not in self._by_folder:
            has_log = (folder / OWN_FOLDER / _LIST).is_file()
            self._by_folder[folder] = OutputLog(folder) if has_log else None
        return self._by_folder[folder]


def unwritable(folder: Path, error: OSError) -> InputError:
    """Return the error of a folder into which nothing can be written."""
    reason = reason_of(error)
    hint = "请检查磁盘空间和写入权限，或用 -o 换一个输出文件夹。"
    place = Place(str(folder))
    return InputError([Problem("output-failed", f"输出文件夹不能写入（{reason}）", place, hint)])


def _no_folder(folder: Path) -> InputError:
    place = Place(str(folder))
    hint = "-o 后面写文件夹的名字；结果有很多份文件，写在这个文件夹里。"
    return InputError([Problem("output-failed", "不能写入：这是一个文件，不是文件夹", place, hint)])


def _line(name: str, digest: str, *, blank: bool) -> str:
    return f"{digest} {_BLANK if blank else _FILLED} {json.dumps(name)}\n"


def _load(folder: Path) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    path = folder / OWN_FOLDER / _LIST
    digests: dict[str, tuple[str, ...]] = {}
    blank: set[str] = set()
    try:
        if path.stat().st_size > _MOST_BYTES:
            return digests, blank
        lines = path.read_text(encoding="ascii", errors="replace").split("\n")
    except OSError:
        return digests, blank
    if lines[0] != _HEAD:
        return digests, blank
    for line in lines[1:]:
        digest, _, rest = line.partition(" ")
        state, _, quoted = rest.partition(" ")
        with suppress(ValueError, RecursionError):
            name = json.loads(quoted)
            if isinstance(name, str) and ".." not in name.split("/"):
                digests[name] = (*digests.get(name, ()), digest)[-2:]
                blank |= {digest} if state == _BLANK else set()
    return digests, blank


def _relative(path: Path, folder: Path) -> str:
    try:
        return path.resolve().relative_to(folder.resolve()).as_posix()
    except (ValueError, OSError):
        return ""


def _digest(path: Path) -> str:
    try:
        return content_digest(path)
    except OSError:
        return ""
