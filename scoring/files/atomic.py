"""Files appear whole or not at all: written beside, then put in place."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from scoring.files.reasons import reason_of
from scoring.problem import InputError, Place, Problem

_LEFT_OVER: Final = re.compile(r"\..{1,60}\.[0-9a-f]{12}\.tmp", re.DOTALL)
"""How the hidden names look; see :func:`_hidden`."""
_SURELY_OVER: Final = 86_400.0
"""Seconds after which no run still waits to put a hidden file in place."""


def remove_left_over(folder: Path, older_than: float = 0.0) -> None:
    """Remove the hidden files of runs that were ended by force, in a folder and all below it.

    Of a folder that others may be writing into, only those that are so many seconds old.
    """
    for inside, _, names in os.walk(folder):
        _remove_in(inside, names, older_than)


def _remove_in(folder: str, names: Iterable[str], older_than: float) -> None:
    for name in filter(_LEFT_OVER.fullmatch, names):
        path = os.path.join(folder, name)
        with suppress(OSError):
            if not older_than or time.time() - os.stat(path).st_mtime > older_than:
                os.unlink(path)


def write_whole(path: Path, content: bytes, *, settles: bool = True) -> None:
    """Write one file. Raises :class:`InputError` if it cannot be; then the old one still stands.

    Of many, the names last through a power cut only when :func:`settle` was called for their
    folders: where it will be, ``settles`` is False.
    """
    with FilesTogether(settles=settles) as one:
        one.write(path, content)


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files that belong together: all or none. Raises :class:`InputError`."""
    with FilesTogether() as together:
        for path, content in files.items():
            together.write(path, content)


class FilesTogether:
    """Files that belong together, written one after the other and put in place after the last.

    Used in a ``with`` statement: until its end everything stands under hidden names, so that a file
    that another program holds open is found before anything is changed. If the block is left by an
    exception, nothing was written. Methods and the end of the block raise :class:`InputError`.
    """

    def __init__(self, *, settles: bool = True) -> None:
        """``settles`` is False where :func:`settle` is called for the folders later."""
        self._settles = settles
        self._waiting: dict[str, str] = {}
        """By the path of a file, the hidden one; as texts, for there may be many thousands."""
        self._open: dict[Path, BinaryIO] = {}
        self._looked_at: set[Path] = set()
        """Folders in which nothing is left behind from long ago."""
        self._folders: list[Path] = []
        """Folders that were made, the outermost first."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        try:
            if kind is None:
                self._put_in_place()
        finally:
            self._discard()

    def write(self, path: Path, content: bytes) -> None:
        """Write a whole file."""
        try:
            with self._begin(path) as file:
                file.write(content)
                _sync(file)
        except OSError as error:
            raise InputError([_problem(path, error)]) from error

    def append(self, path: Path, content: bytes) -> None:
        """Write the next piece of a file that grows."""
        try:
            if path not in self._open:
                self._open[path] = self._begin(path)
            self._open[path].write(content)
        except OSError as error:
            raise InputError([_problem(path, error)]) from error

    def _begin(self, path: Path) -> BinaryIO:
        target = Path(os.path.realpath(path))
        self._make_folder(target.parent)
        _must_be_free(target)
        temporary = _hidden(target)
        self._waiting[str(path)] = str(temporary)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        file = os.fdopen(os.open(temporary, flags, 0o666), "wb")
        if target.exists():
            with suppress(OSError):
                temporary.chmod(target.stat().st_mode & 0o777)
        return file

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
            folder.mkdir(parents=True, exist_ok=True)
            self._folders += reversed(missing)
        elif folder not in self._looked_at:
            with suppress(OSError):
                _remove_in(str(folder), os.listdir(folder), _SURELY_OVER)
        self._looked_at.add(folder)

    def _put_in_place(self) -> None:
        path = ""
        try:
            for opened, file in self._open.items():
                path = str(opened)
                with file:
                    _sync(file)
            folders = {os.path.dirname(os.path.realpath(path)) for path in self._waiting}
            for path, temporary in list(self._waiting.items()):
                os.replace(temporary, os.path.realpath(path))
                del self._waiting[path]
            self._folders.clear()
            if self._settles:
                settle(folders)
        except OSError as error:
            raise InputError([_problem(Path(path), error)]) from error

    def _discard(self) -> None:
        """Remove what is not in place."""
        for file in self._open.values():
            with suppress(OSError):
                file.close()
        for temporary in self._waiting.values():
            with suppress(OSError):
                os.unlink(temporary)
        for folder in reversed(self._folders):
            with suppress(OSError):  # not empty: another wrote into it
                folder.rmdir()


def _hidden(target: Path) -> Path:
    return target.with_name(f".{target.name[:60]}.{secrets.token_hex(6)}.tmp")


def _must_be_free(target: Path) -> None:
    """Raise ``PermissionError`` where Excel holds the file open, or it may not be written."""
    if target.exists():
        with target.open("r+b"):
            pass


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def settle(folders: Iterable[str | Path]) -> None:
    """Make new names in some folders last through a power cut, where the system can."""
    for folder in folders:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _problem(path: Path, error: OSError) -> Problem:
    place = Place(str(path))
    if isinstance(error, PermissionError):
        hint = "请先关闭正在打开它的 Excel 或 WPS，或换一个可以写入的文件夹，再运行一次。"
        return Problem("output-held", "不能写入：文件正被打开，或没有写入权限", place, hint)
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        hint = "请换一个文件名或文件夹。"
        return Problem("output-name", "不能写入：同名的文件夹或文件挡住了路径", place, hint)
    hint = "请检查磁盘空间和文件夹，再运行一次；原来的文件没有改动。"
    return Problem("output-failed", f"不能写入（{reason_of(error)}）", place, hint)
