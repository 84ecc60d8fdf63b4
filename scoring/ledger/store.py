"""The ledger of a review in one SQLite file: what persons wrote and what was handed out.

It is appended to, and nothing else. A rollback journal is used, for the other kind of SQLite fails
on read-only media and on shared folders. Whoever opens it to write holds it until it is closed.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import quote

from scoring import __version__
from scoring.ledger import schema
from scoring.ledger.additions import Additions, storable
from scoring.ledger.lock import RunLock, computer_name, now, unwritable, user_name
from scoring.ledger.verify import BROKEN, HINT, damaged, different_schema, faults, id_of
from scoring.problem import InputError, Place, Problem
from scoring.records.exported_entry import ExportedEntry, SeenPlace
from scoring.records.ledger_entry import Frozen, LedgerEntry, LedgerRecord, Sighting, canonical
from scoring.records.ledger_run import Edition, LedgerRun

OWN_FOLDER: Final = ".ziping"
_NOWHERE: Final = Path()
"""In place of the path of a ledger that lies in the memory alone."""
_WAIT: Final = 10.0
"""Seconds to wait for another connection: one that reads holds a ledger for moments."""
_LONGEST: Final = 64_000_000
"""Bytes of one row; a longer one was written by no run."""
_LONGEST_NAME: Final = 500
"""Characters of a name that a record can hold; a run writes no longer ones."""
_CANNOT_LOCK: Final = frozenset(
    {sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_RDLOCK}
)
_WHY_UNWRITABLE: Final = {
    sqlite3.SQLITE_FULL: "磁盘已满",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
    sqlite3.SQLITE_READONLY: "没有写入权限，或上次中断的写入还没有收尾",
    sqlite3.SQLITE_CANTOPEN: "文件打不开",
    sqlite3.SQLITE_PERM: "没有写入权限",
    sqlite3.SQLITE_BUSY: "文件正被别的程序占用",
    sqlite3.SQLITE_LOCKED: "文件正被别的程序占用",
}


class Ledger:
    """A ledger that is open; it is closed at the end of a ``with`` block.

    Methods raise :class:`InputError` where the file cannot be read or written.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: RunLock | None) -> None:
        self.path = path
        self._connection = connection
        self._lock = lock
        self._records: dict[str, LedgerRecord] = {}
        """Of a ledger in memory the entries that were loaded: nobody else changes them."""
        self._begun: LedgerRun | None = None
        """The run that was begun and has written nothing yet."""

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open a ledger; to write, a new one is made where there is none.

        To write takes the lock of its folder, and what stands in it is verified first: nothing is
        appended to a ledger that was tampered with. Raises :class:`InputError`.
        """
        if read_only:
            return cls(path, _open_to_read(path), None)
        lock = RunLock(path.parent / OWN_FOLDER, path)
        lock.acquire()
        try:
            connection = _open_to_write(path)
            return cls(path, connection, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def in_memory(cls) -> Self:
        """Make a ledger that ends with the program, of which nobody else can write.

        Its runs have neither clock nor user: what is exported of it depends on its entries alone.
        """
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        schema.migrate(connection)
        return cls(_NOWHERE, connection, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()

    def close(self) -> None:
        """Close the file and let the next run write."""
        self._connection.close()
        if self._lock is not None:
            self._lock.release()

    def entries(self, project: str | None = None) -> tuple[LedgerRecord, ...]:
        """Return the entries, or those of one project, in the order in which they were appended."""
        where, values = ("", ()) if project is None else (" WHERE project = ?", (project,))
        rows = self._select(f"SELECT n, id, body, frozen FROM entries{where} ORDER BY n", values)
        return tuple(self._record(*row) for row in rows)

    def sightings(self) -> tuple[Sighting, ...]:
        """Return where each entry was read, first places first."""
        rows = self._select("SELECT entry, file, at, run FROM seen ORDER BY n")
        return tuple(Sighting(entry=e, file=file, at=at, run=run) for e, file, at, run in rows)

    def runs(self) -> tuple[LedgerRun, ...]:
        """Return the runs that wrote something."""
        columns = ", ".join(schema.TABLES["runs"][1:])
        return tuple(
            LedgerRun(*row) for row in self._select(f"SELECT {columns} FROM runs ORDER BY n")
        )

    def editions(self) -> tuple[Edition, ...]:
        """Return the editions of sheets that were handed out."""
        columns = ", ".join(schema.TABLES["editions"][1:])
        rows = self._select(f"SELECT {columns} FROM editions ORDER BY n")
        return tuple(Edition(*row) for row in rows)

    def exported(self) -> Iterator[ExportedEntry]:
        """Yield every entry with its place in the chain, and where and when it was read."""
        query = "SELECT n, link, id, body, frozen FROM entries JOIN chain USING (n) ORDER BY n"
        try:
            for number, link, entry_id, body, frozen in self._connection.execute(query):
                record = self._record(number, entry_id, body, frozen)
                yield ExportedEntry(
                    entry=record.entry,
                    frozen=record.frozen,
                    number=number,
                    link=_hexadecimal(link),
                    seen=tuple(self._places(entry_id)),
                )
        except BROKEN as error:
            raise unusable(self.path, error) from error

    def ids(self) -> set[str]:
        """Return the ids of all entries."""
        return {entry for (entry,) in self._select("SELECT id FROM entries")}

    def length(self) -> tuple[int, str]:
        """Return how long the chain is, and its last link."""
        rows = self._select("SELECT n, link FROM chain ORDER BY n DESC LIMIT 1")
        return (rows[0][0], _hexadecimal(rows[0][1])) if rows else (0, "")

    def _places(self, entry_id: str) -> Iterator[SeenPlace]:
        query = """SELECT file, at, COALESCE(began, ''), COALESCE(user, ''), COALESCE(computer, '')
                   FROM seen LEFT JOIN runs USING (run) WHERE entry = ? ORDER BY seen.n"""
        for row in self._select(query, (entry_id,)):
            file, at, read, user, computer = (str(value)[:_LONGEST_NAME] for value in row)
            yield SeenPlace(file=file, at=at, read=read, user=user, computer=computer)

    def verify(self) -> list[Problem]:
        """Return what shows that somebody or something changed the file."""
        return faults(self._connection, Place(str(self.path)))

    def begin_run(self, about: str) -> int:
        """Return the number of this run; it is kept with the first thing that it appends."""
        ((last,),) = self._select("SELECT COALESCE(MAX(run), 0) FROM runs")
        who = ("", "", "") if self.path is _NOWHERE else (now(), user_name(), computer_name())
        self._begun = LedgerRun(last + 1, *who, __version__, about)
        return self._begun.run

    def append(
        self, records: Iterable[LedgerRecord], sightings: Iterable[Sighting], run: int
    ) -> int:
        """Append what the ledger does not know yet, all or nothing; return how many entries are new.

        Of an entry that it knows the scores stay as they were frozen first. A place where an entry
        was seen before is not noted again.
        """
        new = 0
        with self._appending() as additions:
            known = self.ids()
            for record in records:
                body = record.entry.canonical
                entry = id_of(body)
                if entry not in known:
                    known.add(entry)
                    frozen = "" if record.frozen is None else canonical(record.frozen)
                    additions.add("entries", entry, record.entry.project, body, frozen, run)
                    new += 1
            places = set(self._select("SELECT entry, file, at FROM seen"))
            for seen in sightings:
                place = (seen.entry, storable(seen.file), storable(seen.at))
                if place not in places:
                    places.add(place)
                    additions.add("seen", *place, run)
        return new

    def add_editions(self, editions: Iterable[Edition], run: int) -> None:
        """Note the sheets that are about to be handed out; one that is known is not noted again.

        To be called before they are put in place: a sheet whose edition no ledger knows looks as if
        the ledger had been cut.
        """
        with self._appending() as additions:
            query = "SELECT 1 FROM editions WHERE project = ? AND edition = ?"
            ((upto,),) = self._select("SELECT COALESCE(MAX(n), 0) FROM entries")
            for one in dict.fromkeys(editions):
                if not self._select(query, (one.project, one.edition)):
                    additions.add(
                        "editions", one.project, one.edition, one.count, one.digest, upto, run
                    )

    @contextmanager
    def _appending(self) -> Iterator[Additions]:
        """Yield what is to be appended; it is written in one transaction when the block ends."""
        if self._lock is None and self.path is not _NOWHERE:
            raise TypeError("the ledger was opened to be read")
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            additions = Additions(connection, self._begun)
            yield additions
            additions.write()
            if self._lock is not None:
                self._lock.check()
            connection.execute("COMMIT")
            self._begun = additions.begun
        except BROKEN as error:
            raise unusable(self.path, error) from error
        finally:
            if connection.in_transaction:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")

    def _select(self, query: str, values: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except BROKEN as error:
            raise unusable(self.path, error) from error

    def _record(self, number: int, entry_id: str, body: str, frozen: str) -> LedgerRecord:
        if self.path is not _NOWHERE:
            return self._loaded(number, entry_id, body, frozen)
        if entry_id not in self._records:
            self._records[entry_id] = self._loaded(number, entry_id, body, frozen)
        return self._records[entry_id]

    def _loaded(self, number: int, entry_id: str, body: str, frozen: str) -> LedgerRecord:
        try:
            if id_of(body) != entry_id:
                raise ValueError(entry_id)
            entry = LedgerEntry.model_validate_json(body)
            scores = Frozen.model_validate_json(frozen) if frozen else None
        except (ValueError, AttributeError, TypeError):
            message = f"第 {number} 条的内容被改动过，不能使用"
            raise InputError(
                [Problem("ledger-changed", message, Place(str(self.path)), HINT)]
            ) from None
        return LedgerRecord(entry=entry, frozen=scores)


def _hexadecimal(link: object) -> str:
    return link.hex() if isinstance(link, bytes) else ""


def _open_to_read(path: Path) -> sqlite3.Connection:
    """Open a ledger that is there; also on media that cannot be written, or lock nothing."""
    if not path.is_file():
        hint = "请写台账文件，或有台账的输出文件夹；台账在第一次 ziping review 时建立。"
        raise InputError([Problem("no-ledger", "找不到复核台账", Place(str(path)), hint)])
    try:
        return _connected(path, "mode=ro")
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if code & 0xFF == sqlite3.SQLITE_READONLY:
            how = "mode=rw"  # a run was stopped while it wrote: what it began is undone first
        elif code in _CANNOT_LOCK:
            how = "mode=ro&immutable=1"
        else:
            raise unusable(path, error) from error
    except BROKEN as error:
        raise unusable(path, error) from error
    try:
        return _connected(path, how)
    except BROKEN as error:
        raise unusable(path, error) from error


def _open_to_write(path: Path) -> sqlite3.Connection:
    if path.is_dir():
        raise unwritable(path, "有一个同名的文件夹")
    try:
        connection = _connected(path, "mode=rwc")
    except BROKEN as error:
        raise unusable(path, error) from error
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
        if schema.version(connection):
            found = faults(connection, Place(str(path)))
            if found:
                raise InputError(found)
        schema.migrate(connection)
    except BROKEN as error:
        connection.close()
        raise unusable(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _connected(path: Path, how: str) -> sqlite3.Connection:
    """Connect, and look at the head of the file. Raises :class:`InputError` if it is no ledger."""
    name = path.absolute().as_posix()
    uri = f"file://{'' if name.startswith('/') else '/'}{quote(os.fsencode(name))}?{how}"
    connection = sqlite3.connect(uri, uri=True, timeout=_WAIT, isolation_level=None)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.execute("PRAGMA trusted_schema = OFF")
        version = schema.version(connection)
        is_known = 0 <= version <= schema.newest()
        if is_known and version and schema.differences(connection) - {"trigger"}:
            # Not asked further: what is called a table may be a view that never ends.
            raise InputError([different_schema(Place(str(path)))])
    except BaseException:
        connection.close()
        raise
    if is_known:
        return connection
    connection.close()
    place = Place(str(path))
    if version < 0:
        hint = "请换一个输出文件夹，或把这个文件移走。"
        raise InputError([Problem("no-ledger", "这个数据库不是复核台账", place, hint)])
    hint = "请改用写它的那一版或更新的程序；旧程序不去改它。"
    raise InputError([Problem("ledger-newer", "这本台账是更新的程序写的", place, hint)])


def unusable(path: Path, error: Exception) -> InputError:
    """Return the error of a ledger that SQLite could not read or write."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _WHY_UNWRITABLE:
        return unwritable(path, _WHY_UNWRITABLE[code])
    return InputError([damaged(Place(str(path)), str(error))])
