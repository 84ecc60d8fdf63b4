"""One run at a time in a folder of outputs: the others learn who works there, and since when.

The lock is the operating system's, on a small database that is held open: it ends with the process
that holds it, however that ends. Beside it stands who holds it. Some shared folders lock nothing
between computers; so the holder also touches that file every few seconds, and a file of another
computer that is still touched is a lock as well. A run whose lock was taken over while its computer
slept writes no more.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import secrets
import sqlite3
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from scoring.files.reasons import reason_of
from scoring.problem import InputError, Place, Problem
from scoring.text import excerpt, safe_line

LEDGER: Final = "复核台账"
_LOCK: Final = "ledger-lock.db"
_HOLDER: Final = "ledger-holder.json"
_MOST_BYTES: Final = 10_000
BEAT: Final = 10
"""Seconds after which a holder touches its file again."""
SILENT: Final = 45
"""Seconds after which a file that nobody touched belongs to a run that ended."""


def now() -> str:
    """Return the time of this computer, with its distance from UTC."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def user_name() -> str:
    """Return who is logged in; empty where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def computer_name() -> str:
    """Return how this computer is called on its network."""
    return platform.node()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock."""

    token: str
    user: str
    computer: str
    since: str


class RunLock:
    """The lock of one folder; ``folder`` is the program's own, hidden one in it."""

    def __init__(self, folder: Path, path: Path, called: str = LEDGER) -> None:
        self.folder = folder
        self.path = path
        """What is locked, as messages name it; ``called`` is what it is."""
        self._called = called
        self.own = Holder(secrets.token_hex(16), user_name(), computer_name(), now())
        self._lock: sqlite3.Connection | None = None
        self._ended = threading.Event()

    def acquire(self) -> None:
        """Take the lock. Raises :class:`InputError` where another run holds it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._take()
        except OSError as error:
            self.release()
            raise unwritable(self.path, reason_of(error), self._called) from error
        except BaseException:
            self.release()
            raise
        with suppress(RuntimeError):  # no threads in a browser, and nobody to compete with
            threading.Thread(target=self._beat, daemon=True).start()

    def release(self) -> None:
        """Let the next run work."""
        self._ended.set()
        if self.is_own():
            with suppress(OSError):
                (self.folder / _HOLDER).unlink()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def check(self) -> None:
        """Raise :class:`InputError` if another run has taken the lock over meanwhile."""
        if not self.is_own():
            raise InputError([self._lost()])

    def is_own(self) -> bool:
        """Tell whether this run holds the lock."""
        holder = _read(self.folder / _HOLDER)
        return holder is not None and holder.token == self.own.token

    def _take(self) -> None:
        self._lock = sqlite3.connect(self.folder / _LOCK, timeout=0, isolation_level=None)
        try:
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
                raise unwritable(self.path, f"系统错误 {error}", self._called) from error
            raise InputError([self._held(_read(self.folder / _HOLDER))]) from None
        file = self.folder / _HOLDER
        waiting = file.with_name(f".{_HOLDER}.{self.own.token}.tmp")
        waiting.write_text(json.dumps(asdict(self.own), ensure_ascii=False), encoding="utf-8")
        try:
            holder = _read(file)
            is_elsewhere = holder is not None and holder.computer != self.own.computer
            if holder is not None and (is_elsewhere or not self._is_refused_to_a_second()):
                self._wait_until_silent(file, waiting, holder)
            _put_in_place(waiting, file)
        finally:
            waiting.unlink(missing_ok=True)
        self.check()

    def _is_refused_to_a_second(self) -> bool:
        """Tell whether the lock that is held keeps a second connection out."""
        second = sqlite3.connect(self.folder / _LOCK, timeout=0, isolation_level=None)
        try:
            second.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        finally:
            second.close()
        return False

    def _wait_until_silent(self, file: Path, waiting: Path, holder: Holder) -> None:
        """Wait until nobody has touched a holder's file for long enough.

        Raises :class:`InputError` if somebody touches it. Both times are the folder's own.
        """
        touched = _touched(file)
        while touched is not None:
            os.utime(waiting)
            age = waiting.stat().st_mtime_ns - touched
            if age > SILENT * 1_000_000_000:
                return
            time.sleep(1)
            again = _touched(file)
            if again is not None and again != touched:
                raise InputError([self._held(holder, is_shared=True)])
            touched = again

    def _beat(self) -> None:
        while not self._ended.wait(BEAT):
            if self.is_own():
                with suppress(OSError):
                    os.utime(self.folder / _HOLDER)

    def _held(self, holder: Holder | None, *, is_shared: bool = False) -> Problem:
        who = "另一次运行" if holder is None else _described(holder)
        hint = "请等它做完再运行；要同时做别的，请用 -o 换一个输出文件夹。这一次什么都没有写。"
        if is_shared:
            hint += "（这个文件夹在两台电脑之间不能上锁，是按它旁边的占用记录判断的。）"
        return Problem("ledger-held", f"{self._called}正被{who}使用", Place(str(self.path)), hint)

    def _lost(self) -> Problem:
        holder = _read(self.folder / _HOLDER)
        who = "另一次运行" if holder is None else _described(holder)
        hint = "这台电脑多半休眠过。请等那一次做完，再运行一次；填好的复核表都还在。"
        message = f"{self._called}已被{who}接着使用，这一次没有记入"
        return Problem("ledger-lost", message, Place(str(self.path)), hint)


def unwritable(path: Path, reason: str, called: str = LEDGER) -> InputError:
    """Return the error of a ledger, or what else it is ``called``, that nobody can read or write."""
    hint = "请检查磁盘空间和文件夹的权限，再运行一次；原有的内容没有改动。"
    return InputError(
        [Problem("ledger-unwritable", f"{called}不能读写（{reason}）", Place(str(path)), hint)]
    )


def _described(holder: Holder) -> str:
    who = excerpt(safe_line(holder.user)) or "另一个人"
    where = f"（电脑 {excerpt(safe_line(holder.computer))}）" if holder.computer else ""
    since = excerpt(safe_line(holder.since[:19].replace("T", " ")))
    return f"{who}{where}自 {since} 起"


def _read(file: Path) -> Holder | None:
    try:
        with file.open("rb") as opened:
            data = json.loads(opened.read(_MOST_BYTES).decode("utf-8"))
        return Holder(*(str(data[name]) for name in ("token", "user", "computer", "since")))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _put_in_place(waiting: Path, file: Path) -> None:
    """Rename a file over another; Windows refuses it for the moment in which somebody reads that one."""
    for _ in range(20):
        try:
            os.replace(waiting, file)
        except PermissionError:
            time.sleep(0.05)
        else:
            return
    os.replace(waiting, file)


def _touched(file: Path) -> int | None:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return None
