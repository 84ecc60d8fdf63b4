"""What shows that a ledger was changed by other means than by appending to it."""

from __future__ import annotations

import hashlib
import heapq
import sqlite3
from collections.abc import Iterator
from typing import Any, Final

from pydantic import ValidationError

from scoring.ledger import schema
from scoring.ledger.chain import START, next_link
from scoring.problem import Place, Problem
from scoring.records.ledger_entry import LedgerEntry
from scoring.text import excerpt, safe_line

MOST: Final = 200
"""So many faults are listed; a ledger with more of them is not looked at further."""
BROKEN: Final = (sqlite3.Error, UnicodeError)
"""What SQLite raises of a damaged file; where a text is none, Python raises an error of its own."""
HINT: Final = (
    "台账不再可靠：请另存这个文件不要再改，用最近一次备份核对（ziping ledger verify），"
    "并查明谁动过它；填好的复核表和导出的台账可以重新读入。"
)
_TABLES: Final = {
    "runs": "运行记录", "entries": "条目", "seen": "读取位置", "editions": "复核表版次",
}  # fmt: skip


def faults(connection: sqlite3.Connection, place: Place) -> list[Problem]:
    """Return everything that shows a change, in the order of the chain; at most :data:`MOST`."""
    found: list[Problem] = []
    try:
        for fault in _faults(connection, place):
            found.append(fault)
            if len(found) == MOST:
                break
    except BROKEN as error:
        found.append(damaged(place, str(error)))
    return found


def damaged(place: Place, why: str) -> Problem:
    """Return the problem of a file that is not whole as a database."""
    return Problem("ledger-damaged", f"台账文件已损坏（{why}）", place, HINT)


def different_schema(place: Place) -> Problem:
    """Return the problem of a file whose tables or triggers are not those of a ledger."""
    message = "台账的表或禁止改动的触发器与本程序写出的不同"
    return Problem("ledger-schema", message, place, HINT)


def _faults(connection: sqlite3.Connection, place: Place) -> Iterator[Problem]:
    if schema.differences(connection):
        yield different_schema(place)
    for (result,) in connection.execute(f"PRAGMA integrity_check({MOST})"):
        if result != "ok":
            yield damaged(place, str(result).splitlines()[0])
    yield from _of_chain(connection, place)


def _of_chain(connection: sqlite3.Connection, place: Place) -> Iterator[Problem]:
    """Walk along the chain beside all its rows, both in the order of their numbers."""
    rows = heapq.merge(*(_rows(connection, table) for table in schema.TABLES), key=_number)
    row = next(rows, None)
    before, last = START, 0
    for number, link in connection.execute("SELECT n, link FROM chain ORDER BY n"):
        while row is not None and _number(row) < number:
            yield _changed(row, "是插进来的", place)
            row = next(rows, None)
        if number != last + 1:
            yield Problem("ledger-changed", f"第 {last + 1} 条起缺了链上的记录", place, HINT)
        if row is None or _number(row) != number:
            yield Problem("ledger-changed", f"第 {number} 条不见了", place, HINT)
        else:
            what = _fault_of(row, before, link)
            if what:
                yield _changed(row, what, place)
            row = next(rows, None)
        last, before = number, link if isinstance(link, bytes) else b""
    while row is not None:
        yield _changed(row, "是插进来的", place)
        row = next(rows, None)


_Row = tuple[str, tuple[Any, ...]]


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[_Row]:
    columns = ", ".join(schema.TABLES[table])
    for row in connection.execute(f"SELECT {columns} FROM {table} ORDER BY n"):
        yield table, row


def _number(row: _Row) -> int:
    number: int = row[1][0]
    return number


def _changed(row: _Row, what: str, place: Place) -> Problem:
    table, values = row
    name = f"，{excerpt(safe_line(values[1]))}" if isinstance(values[1], str) else ""
    message = f"第 {values[0]} 条（{_TABLES[table]}{name}）{what}"
    return Problem("ledger-changed", message, place, HINT)


def _fault_of(row: _Row, before: bytes, link: object) -> str:
    """Return what is wrong with a row; empty where it is as it was appended."""
    table, values = row
    if not all(isinstance(value, str | int) for value in values):
        return "的内容不是本程序写出的"
    if next_link(before, table, values) != link:
        return "与链不符：内容被改过，或次序被调换"
    if table == "entries":
        return _fault_of_entry(*values[1:4])
    if table == "editions" and values[5] >= values[0]:
        return "指向台账末尾以后的条目"
    return ""


def _fault_of_entry(entry_id: str, project: str, body: str) -> str:
    if id_of(body) != entry_id:
        return "的内容与编号不符"
    try:
        entry = LedgerEntry.model_validate_json(body)
    except ValidationError:
        return "的内容不是本程序能写出的"
    if entry.project != project or entry.canonical != body:
        return "的内容不是本程序能写出的"
    return ""


def id_of(body: str) -> str:
    """Return the id of the entry that has this body."""
    return hashlib.sha256(body.encode("utf-8")).hexdigest()[:32]
