"""The tables of a ledger, in SQL that SQLite 3.26 knows, and the steps from an older schema.

Nothing is updated or deleted: triggers refuse it, and refuse rows in the place of others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Final

APPLICATION_ID: Final = 0x5A504C47
"""Stands in the head of the file (``ZPLG``), at byte 68."""

TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "runs": ("n", "run", "began", "user", "computer", "program", "about"),
    "entries": ("n", "id", "project", "body", "frozen", "run"),
    "seen": ("n", "entry", "file", "at", "run"),
    "editions": ("n", "project", "edition", "count", "digest", "upto", "run"),
}
"""The chained tables with their columns, in the order in which a link takes them; ``n`` is the row's
number in the chain."""

_FIRST: Final = """
CREATE TABLE chain (n INTEGER PRIMARY KEY, link BLOB NOT NULL);
CREATE TABLE runs (
  n INTEGER PRIMARY KEY, run INTEGER NOT NULL UNIQUE, began TEXT NOT NULL, user TEXT NOT NULL,
  computer TEXT NOT NULL, program TEXT NOT NULL, about TEXT NOT NULL);
CREATE TABLE entries (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, project TEXT NOT NULL, body TEXT NOT NULL,
  frozen TEXT NOT NULL, run INTEGER NOT NULL);
CREATE INDEX entries_of_project ON entries (project, n);
CREATE TABLE seen (
  n INTEGER PRIMARY KEY, entry TEXT NOT NULL, file TEXT NOT NULL, at TEXT NOT NULL,
  run INTEGER NOT NULL, UNIQUE (entry, file, at));
CREATE TABLE editions (
  n INTEGER PRIMARY KEY, project TEXT NOT NULL, edition TEXT NOT NULL, count INTEGER NOT NULL,
  digest TEXT NOT NULL, upto INTEGER NOT NULL, run INTEGER NOT NULL, UNIQUE (project, edition));
CREATE TRIGGER chain_goes_on BEFORE INSERT ON chain
  WHEN NEW.n IS NOT (SELECT COALESCE(MAX(n), 0) + 1 FROM chain)
  BEGIN SELECT RAISE(ABORT, 'the chain goes on at its end alone'); END;
CREATE TRIGGER entries_stay BEFORE INSERT ON entries
  WHEN EXISTS (SELECT 1 FROM entries WHERE n = NEW.n OR id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'an entry is never replaced'); END;
CREATE TRIGGER runs_stay BEFORE INSERT ON runs
  WHEN EXISTS (SELECT 1 FROM runs WHERE n = NEW.n OR run = NEW.run)
  BEGIN SELECT RAISE(ABORT, 'a run is never replaced'); END;
CREATE TRIGGER seen_stay BEFORE INSERT ON seen
  WHEN EXISTS (SELECT 1 FROM seen WHERE n = NEW.n)
  BEGIN SELECT RAISE(ABORT, 'a place is never replaced'); END;
CREATE TRIGGER editions_stay BEFORE INSERT ON editions
  WHEN EXISTS (SELECT 1 FROM editions WHERE n = NEW.n)
  BEGIN SELECT RAISE(ABORT, 'an edition is never replaced'); END;
""" + "".join(
    f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table}"
    f" BEGIN SELECT RAISE(ABORT, 'a ledger is only appended to'); END;\n"
    for table in ("chain", *TABLES)
    for act in ("update", "delete")
)

MIGRATIONS: tuple[str, ...] = (_FIRST,)
"""The steps from each version to the next; a new ledger takes them all."""


def newest() -> int:
    """Return the version that this program writes."""
    return len(MIGRATIONS)


def version(connection: sqlite3.Connection) -> int:
    """Return the schema version of a ledger; 0 for an empty file, -1 for another program's file."""
    own: int = connection.execute("PRAGMA application_id").fetchone()[0]
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if own == APPLICATION_ID:
        return number
    tables = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
    return 0 if not (own or number or tables) else -1


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a ledger to the newest version in one transaction; its rows stay as they are."""
    start = version(connection)
    if start == newest():
        return
    steps = "".join(MIGRATIONS[start:])
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE; {steps} PRAGMA application_id = {APPLICATION_ID};"
            f" PRAGMA user_version = {newest()}; COMMIT;"
        )
    except BaseException:
        if connection.in_transaction:
            connection.rollback()
        raise


def differences(connection: sqlite3.Connection) -> set[str]:
    """Return the kinds of objects (``table``, ``trigger``) by which a ledger differs from its version's."""
    model = sqlite3.connect(":memory:")
    try:
        model.executescript("".join(MIGRATIONS[: version(connection)]))
        return {kind for kind, *_ in _objects(connection) ^ _objects(model)}
    finally:
        model.close()


def _objects(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT 1000"))
