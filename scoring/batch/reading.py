"""Every file of a run read, or taken from what an earlier run kept; one bad file stops nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from scoring.batch.store import Store, content_digest
from scoring.batch.walk import Source
from scoring.material import FileRead, Form
from scoring.problem import InputError, Place, Problem
from scoring.readers.files import iterate_file
from scoring.submission import Submission


class Progress(Protocol):
    """Is told how far the work is."""

    def begin(self, total: int) -> None:
        """So many files lie ahead."""

    def step(self, name: str) -> None:
        """This file is worked on now."""

    def end(self) -> None:
        """The work is done or was stopped."""


class Silent:
    """Tells nothing."""

    def begin(self, total: int) -> None:
        """Tell nothing."""

    def step(self, name: str) -> None:
        """Tell nothing."""

    def end(self) -> None:
        """Tell nothing."""


@dataclass(frozen=True, slots=True)
class WasRead:
    """One file: what it holds, or why nothing of it can be used."""

    name: str
    read: FileRead | None
    problems: tuple[Problem, ...] = ()


def read_files(
    sources: Sequence[Source],
    store: Store,
    digest_of: Callable[[str], str],
    progress: Progress,
) -> Iterator[WasRead]:
    """Yield every file in the order of ``sources``."""
    progress.begin(len(sources))
    try:
        for source in sources:
            progress.step(source.name)
            yield _read_one(source, store, digest_of)
    finally:
        progress.end()


def _read_one(source: Source, store: Store, digest_of: Callable[[str], str]) -> WasRead:
    try:
        key = store.key(content_digest(source.path), source.name)
        read = store.load(key)
        if read is None:
            read = _through_the_door(source, digest_of)
            store.save(key, read)
        return WasRead(source.name, read, read.problems)
    except InputError as error:
        return WasRead(source.name, None, error.problems)
    except OSError as error:
        return WasRead(source.name, None, (_unreadable(source.name, error),))
    except (RecursionError, MemoryError, ValueError, LookupError, TypeError, ArithmeticError):
        return WasRead(source.name, None, (_fault(source.name),))


def _through_the_door(source: Source, digest_of: Callable[[str], str]) -> FileRead:
    forms: list[Form] = []
    for place, found in iterate_file(source.path, "-", digest_of):
        if isinstance(found, Submission):
            forms.append(Form(at=place.removeprefix(str(source.path)), submission=found))
        else:
            forms.append(Form(at=place, problems=found.problems))
    return FileRead(name=source.name, kind="submission", forms=tuple(forms))


def _unreadable(name: str, error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        hint = "它可能正被 Excel 或 WPS 打开,请先关闭;否则请向管理员申请读取权限。"
        return Problem("no-permission", "没有权限打开这个文件", Place(name), hint)
    reason = error.strerror or type(error).__name__
    return Problem("unreadable", f"文件打不开({reason})", Place(name), "请检查这个文件。")


def _fault(name: str) -> Problem:
    hint = "请把这个文件另存为 xlsx 再试;仍不行的,请把它发给维护者。"
    return Problem("reader-fault", "读取时程序出错,这个文件没有读出来", Place(name), hint)
