"""Files appear whole or not at all: written beside, then put in place."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from scoring.problem import InputError, Place, Problem


def write_whole(path: Path, content: bytes) -> None:
    """Write one file. Raises :class:`InputError` if it cannot be; then the old one still stands."""
    write_all({path: content})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files that belong together: all are on the disk before one is put in place.

    A file that another program holds open is found before anything is changed.
    """
    waiting: list[tuple[Path, Path, Path]] = []
    shown = next(iter(files), Path())
    try:
        for path, content in files.items():
            shown = path
            target = Path(os.path.realpath(path))
            target.parent.mkdir(parents=True, exist_ok=True)
            _must_be_free(target)
            waiting.append((path, _beside(target), target))
            _write(waiting[-1][1], content, target)
        for path, temporary, target in list(waiting):
            shown = path
            os.replace(temporary, target)
            waiting.pop(0)
        for folder in {Path(os.path.realpath(path)).parent for path in files}:
            _sync_folder(folder)
    except OSError as error:
        raise InputError([_problem(shown, error)]) from error
    finally:
        for _, temporary, _ in waiting:
            with suppress(OSError):
                temporary.unlink()


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name[:60]}.{secrets.token_hex(6)}.tmp")


def _must_be_free(target: Path) -> None:
    """Raise ``PermissionError`` where Excel holds the file open, or it may not be written."""
    if target.exists():
        with target.open("r+b"):
            pass


def _write(temporary: Path, content: bytes, target: Path) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        with suppress(OSError):
            temporary.chmod(target.stat().st_mode & 0o777)


def _sync_folder(folder: Path) -> None:
    """Make the new names last through a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _problem(path: Path, error: OSError) -> Problem:
    place = Place(str(path))
    if isinstance(error, PermissionError):
        hint = "请先关闭正在打开它的 Excel 或 WPS,或换一个可以写入的文件夹,再运行一次。"
        return Problem("output-held", "不能写入:文件正被打开,或没有写入权限", place, hint)
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        hint = "请换一个文件名或文件夹。"
        return Problem("output-name", "不能写入:同名的文件夹或文件挡住了路径", place, hint)
    reason = error.strerror or type(error).__name__
    hint = "请检查磁盘空间和文件夹,再运行一次;原来的文件没有改动。"
    return Problem("output-failed", f"不能写入({reason})", place, hint)
