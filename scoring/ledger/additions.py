"""Rows that are appended to a ledger together, each chained to the one before it."""

from __future__ import annotations

import sqlite3
from dataclasses import astuple

from scoring.ledger import schema
from scoring.ledger.chain import START, next_link
from scoring.records.ledger_run import LedgerRun


class Additions:
    """Rows behind the last of a ledger; the run that brings them is noted before the first."""

    def __init__(self, connection: sqlite3.Connection, begun: LedgerRun | None) -> None:
        last = connection.execute("SELECT n, link FROM chain ORDER BY n DESC LIMIT 1").fetchone()
        self._number: int = last[0] if last else 0
        self._link: bytes = last[1] if last else START
        self._connection = connection
        self.begun = begun
        """The run that is not noted yet."""
        self._rows: dict[str, list[tuple[str | int, ...]]] = {table: [] for table in schema.TABLES}
        self._links: list[tuple[int, bytes]] = []

    def add(self, table: str, *values: str | int) -> None:
        """Chain one row; ``values`` are its columns behind its number."""
        if self.begun is not None:
            begun, self.begun = self.begun, None
            self.add("runs", *astuple(begun))
        self._number += 1
        row = (self._number, *map(storable, values))
        self._link = next_link(self._link, table, row)
        self._rows[table].append(row)
        self._links.append((self._number, self._link))

    def write(self) -> None:
        """Insert the rows."""
        for table, rows in self._rows.items():
            marks = ", ".join("?" * len(schema.TABLES[table]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        self._connection.executemany("INSERT INTO chain VALUES (?, ?)", self._links)


def storable(value: str | int) -> str | int:
    """Return a value as the file can hold it: a name of no characters has a sign for each wrong byte."""
    return value if isinstance(value, int) else value.encode("utf-8", "replace").decode("utf-8")
