"""Every file of a run read, or taken from what an earlier run kept; one bad file stops nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

from scoring.batch.confidential import concealed, says_secret, without_secrets
from scoring.batch.kept_readings import KeptReadings
from scoring.batch.planning import FoundForm
from scoring.batch.walk import FolderFile
from scoring.files.digests import content_digest
from scoring.files.reasons import reason_of
from scoring.files.text_file import MOST_BYTES
from scoring.intake.any_file import read_any
from scoring.problem import InputError, Place, Problem
from scoring.readers.books.open_any import convert
from scoring.readers.forms.labels import FormLabels
from scoring.records.file_content import FileRead
from scoring.records.result import FileContents, ReadPiece

TOGETHER: Final = 20
"""So many files are looked at together, so that LibreOffice need start only once for them."""
_OLE_OR_RTF: Final = (b"\xd0\xcf\x11\xe0", b"{\\rtf")


Phase = Literal["read", "review"]


class Progress(Protocol):
    """Is called as the work goes on."""

    def begin(self, total: int, phase: Phase = "read") -> None:
        """So many files or forms lie ahead."""

    def step(self, name: str) -> None:
        """This one is done."""

    def end(self) -> None:
        """The work is done or was stopped."""


class NoProgress:
    """Shows nothing of the progress."""

    def begin(self, total: int, phase: Phase = "read") -> None:
        """Show nothing."""

    def step(self, name: str) -> None:
        """Show nothing."""

    def end(self) -> None:
        """Show nothing."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file: all that it holds, or why nothing of it can be used."""

    name: str
    read: FileRead | None
    problems: tuple[Problem, ...] = ()
    kept: str = ""
    """The key under which all of it lies on the disk; empty where it does not."""


@dataclass(frozen=True, slots=True)
class ReadOutcome(ReadFile):
    """One file as a run goes on with it: of one that lies on the disk ``read`` is what people entered.

    It is None where nobody entered anything.
    """

    contents: FileContents | None = None
    forms: tuple[FoundForm, ...] = ()
    documents: tuple[str, ...] | None = None
    """By which the documents in it are compared with forms; None where there are none."""
    pieces: tuple[ReadPiece, ...] = ()
    """What was corrected, kept as a text, or not placed."""


def read_files(
    files: Sequence[FolderFile],
    kept: KeptReadings | None,
    digest_of: Callable[[str], str],
    labels: FormLabels | None = None,
) -> Iterator[ReadFile]:
    """Yield some files in their order; what was ``kept`` of one earlier is not read again.

    LibreOffice starts once for those of them that only it can open.
    """
    group = _Group(files, kept)
    for file in files:
        yield _read_one(file, group, digest_of, labels)


class _Group:
    """Some files read one after the other, of which LibreOffice converts what only it can open."""

    def __init__(self, files: Sequence[FolderFile], kept: KeptReadings | None) -> None:
        self.files = files
        self.kept = kept
        self._converted: dict[Path, bytes] | None = None

    def converted(self, path: Path) -> bytes | None:
        """Return what LibreOffice made of a file; it starts once for the group, when first needed."""
        if not _may_need_office(path):
            return None
        if self._converted is None:
            waiting = [
                file.path
                for file in self.files
                if _may_need_office(file.path) and not self._is_kept(file)
            ]
            self._converted = {}
            # A single file is converted by its reader, which also reports what is wrong with it.
            if len(waiting) > 1:
                with suppress(InputError, OSError):
                    self._converted = convert(waiting)
        return self._converted.pop(path, None)

    def _is_kept(self, file: FolderFile) -> bool:
        if self.kept is None:
            return False
        try:
            return self.kept.has(self.kept.key(content_digest(file.path), file.name))
        except OSError:
            return True


def _read_one(
    file: FolderFile,
    group: _Group,
    digest_of: Callable[[str], str],
    labels: FormLabels | None,
) -> ReadFile:
    kept = group.kept
    try:
        if file.path.stat().st_size > MOST_BYTES and not _is_lines_of_json(file.path):
            return ReadFile(file.name, None, (_too_big(file.name),))
        key = "" if kept is None else kept.key(content_digest(file.path), file.name)
        read = None if kept is None else kept.load(key)
        if read is None:
            converted = group.converted(file.path)
            whole = read_any(file.path, file.name, digest_of, converted, labels)
            read = without_secrets(whole, file.path)
            if kept is not None and not (read is whole and kept.save(key, read)):
                key = ""
        return ReadFile(file.name, read, read.problems, key)
    except InputError as error:
        secret = says_secret(file.path)
        problems = tuple(map(concealed, error.problems)) if secret else error.problems
        return ReadFile(file.name, None, problems)
    except OSError as error:
        return ReadFile(file.name, None, (unreadable(file.name, error),))
    except Exception as error:
        return ReadFile(file.name, None, (_fault(file.name, error),))


def _may_need_office(path: Path) -> bool:
    """Tell by a file's first bytes whether it may be one that only LibreOffice opens."""
    try:
        with path.open("rb") as opened:
            start = opened.read(200)
    except OSError:
        return False
    return start.startswith(_OLE_OR_RTF) or b"opendocument" in start or path.suffix == ".xlsb"


def _is_lines_of_json(path: Path) -> bool:
    """Tell whether a file may be JSON Lines, which are read line by line, however many."""
    with path.open("rb") as opened:
        return opened.read(200).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def _too_big(name: str) -> Problem:
    message = f"文件太大，超过 {MOST_BYTES // 1_000_000} MB"
    return Problem(
        "too-big", message, Place(name), "请检查是否选错了文件；多份表可以分成几个文件。"
    )


def unreadable(name: str, error: OSError) -> Problem:
    """Return the problem of a file that cannot be opened."""
    if isinstance(error, PermissionError):
        hint = "它可能正被 Excel 或 WPS 打开，请先关闭；否则请向管理员申请读取权限。"
        return Problem("no-permission", "没有权限打开这个文件", Place(name), hint)
    reason = reason_of(error)
    return Problem("unreadable", f"文件打不开（{reason}）", Place(name), "请检查这个文件。")


def _fault(name: str, error: Exception) -> Problem:
    hint = "请把这个文件另存为 xlsx 再试；仍不行的，请把它发给维护者。"
    return Problem(
        "reader-fault",
        f"读取时程序出错（{type(error).__name__}），这个文件没有读出来",
        Place(name),
        hint,
    )
