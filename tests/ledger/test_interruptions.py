"""A ledger is whole after a kill at any moment, on a full disk, and with others at work."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from scoring.ledger import lock
from scoring.ledger.store import Ledger
from scoring.problem import InputError
from scoring.records.ledger_entry import LedgerRecord
from tests.ledger.entries import ruling
from tests.ledger.processes import child, needs_fork

resource = pytest.importorskip("resource")
BATCH = 20
MOMENTS = 50


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "复核 结果"
    folder.mkdir()
    return folder / "复核台账.db"


def batch(number: int) -> list[LedgerRecord]:
    return [ruling(number * BATCH + at, note="说明" * 50) for at in range(BATCH)]


def append_for_ever(connection: Connection, path: Path, number: int) -> None:
    with Ledger.open(path) as ledger:
        run = ledger.begin_run("一")
        connection.send(number)
        while True:
            ledger.append(batch(number), [], run)
            number += 1
            connection.send(number)


@needs_fork
def test_a_kill_at_any_moment_leaves_what_was_there_before_or_after(path):
    done = 0
    for moment in range(MOMENTS):
        with child(append_for_ever, path, done) as (process, connection):
            assert connection.recv() == done
            time.sleep(0.001 * moment)
            process.kill()
            process.join()
            said = done
            while connection.poll():
                try:
                    said = connection.recv()
                except EOFError:
                    break
        with Ledger.open(path, read_only=True) as ledger:  # what was begun is undone first
            assert ledger.verify() == []
        with Ledger.open(path) as ledger:  # nobody has to free a lock
            assert ledger.verify() == []
            rows = [record.entry.row for record in ledger.entries()]
        assert rows == [f"r{number}" for number in range(len(rows))]
        assert len(rows) % BATCH == 0
        done = len(rows) // BATCH
        assert done in (said, said + 1)  # nothing that was acknowledged is lost
    assert done > 10


def test_what_was_cut_off_in_the_middle_is_undone_even_to_be_read(path, tmp_path):
    with Ledger.open(path) as ledger:
        ledger.append(batch(0), [], ledger.begin_run("一"))
    copy = tmp_path / "断电" / path.name
    copy.parent.mkdir()
    writing = sqlite3.connect(path, isolation_level=None)
    writing.execute("PRAGMA cache_size = 1")  # pages go to the disk before the end
    writing.execute("BEGIN IMMEDIATE")
    for number in range(1000, 1200):
        row = (number, number, "x" * 1000, "", "", "", "")
        writing.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    for file in (path, path.with_name(f"{path.name}-journal")):
        shutil.copy(file, copy.parent)
    writing.close()
    assert copy.stat().st_size > path.stat().st_size
    with Ledger.open(copy, read_only=True) as ledger:
        assert ledger.verify() == []
        assert list(ledger.entries()) == batch(0)


@needs_fork
def test_a_kill_while_a_ledger_is_made_leaves_none_or_an_empty_one(tmp_path):
    for moment in range(20):
        path = tmp_path / str(moment) / "复核台账.db"
        path.parent.mkdir()
        with child(append_for_ever, path, 0) as (process, _):
            time.sleep(0.0005 * moment)
            process.kill()
            process.join()
        with Ledger.open(path) as ledger:
            assert ledger.verify() == []
            assert len(ledger.entries()) % BATCH == 0


def append_when_free(connection: Connection, path: Path, first: int) -> None:
    refused = 0
    for number in range(first, first + 10):
        while True:
            try:
                with Ledger.open(path) as ledger:
                    ledger.append(batch(number), [], ledger.begin_run("一"))
                break
            except InputError as error:
                assert [problem.code for problem in error.problems] == ["ledger-held"]  # noqa: PT017
                refused += 1
    connection.send(refused)


@needs_fork
def test_two_runs_at_once_write_one_after_the_other(path):
    with (
        child(append_when_free, path, 0) as (_, one),
        child(append_when_free, path, 10) as (_, two),
    ):
        one.recv()
        two.recv()
    with Ledger.open(path) as ledger:
        assert ledger.verify() == []
        assert {r.entry.row for r in ledger.entries()} == {f"r{n}" for n in range(20 * BATCH)}
        assert len(ledger.runs()) == 20


def hold(connection: Connection, path: Path) -> None:
    with Ledger.open(path):
        connection.send("held")
        time.sleep(60)


@needs_fork
def test_another_process_is_told_who_holds_it_and_may_read(path):
    with child(hold, path) as (process, connection):
        connection.recv()
        with pytest.raises(InputError) as error:
            Ledger.open(path)
        with Ledger.open(path, read_only=True) as ledger:
            assert ledger.verify() == []
        process.kill()
        process.join()
        Ledger.open(path).close()
    (problem,) = error.value.problems
    assert problem.message.startswith(
        f"复核台账正被{lock.user_name()}（电脑 {lock.computer_name()}）自 20"
    )


def append_with_little_room(connection: Connection, path: Path, room: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        with Ledger.open(path) as ledger:
            ledger.append([r for n in range(50) for r in batch(n)], [], ledger.begin_run("二"))
    except InputError as error:
        connection.send([(problem.code, problem.message) for problem in error.problems])
    else:
        connection.send([])


@needs_fork
def test_a_full_disk_leaves_the_ledger_as_it_was(path):
    first = ruling(0, "p0")
    with Ledger.open(path) as ledger:
        ledger.append([first], [], ledger.begin_run("一"))
    size = path.stat().st_size
    for room in (size + 1, size + 4096, size + 100_000, size + 300_000):
        with child(append_with_little_room, path, room) as (_, connection):
            ((code, message),) = connection.recv()
        assert code == "ledger-unwritable"
        assert "磁盘" in message
        with Ledger.open(path) as ledger:
            assert ledger.verify() == []
            assert ledger.entries() == (first,)


def read_as_nobody(connection: Connection, path: Path) -> None:
    if os.geteuid() == 0:
        os.setuid(65534)
    with Ledger.open(path, read_only=True) as ledger:
        connection.send((len(ledger.entries()), ledger.verify()))
    try:
        Ledger.open(path)
    except InputError as error:
        connection.send([problem.code for problem in error.problems])


@needs_fork
def test_a_folder_that_may_only_be_read_is_read(path):
    with Ledger.open(path) as ledger:
        ledger.append(batch(0), [], ledger.begin_run("一"))
    above = [folder for folder in path.parents if folder.stat().st_mode & 0o5 != 0o5]
    modes = {
        folder: folder.stat().st_mode for folder in [*above, path.parent, path.parent / ".ziping"]
    }
    try:
        for folder in modes:
            folder.chmod(0o555)
        with child(read_as_nobody, path) as (_, connection):
            assert connection.recv() == (BATCH, [])
            assert connection.recv() == ["ledger-unwritable"]
    finally:
        for folder, mode in modes.items():
            folder.chmod(mode)


def other_computer(path: Path, silent: float) -> Path:
    """Leave the file of a holder on another computer, touched so many seconds ago."""
    holder = path.parent / ".ziping" / "ledger-holder.json"
    holder.parent.mkdir(exist_ok=True)
    data = {"token": "t", "user": "王五", "computer": "PC-02", "since": "2026-03-01T09:30:00+08:00"}
    holder.write_text(json.dumps(data), "utf-8")
    touched = time.time() - silent
    os.utime(holder, (touched, touched))
    return holder


def test_a_holder_on_another_computer_that_is_alive_is_named(path, monkeypatch):
    monkeypatch.setattr(lock, "SILENT", 30)
    holder = other_computer(path, 0)
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(0.2):
            os.utime(holder)

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        with pytest.raises(InputError) as error:
            Ledger.open(path)
    finally:
        ended.set()
        thread.join()
    (problem,) = error.value.problems
    assert problem.message == "复核台账正被王五（电脑 PC-02）自 2026-03-01 09:30:00 起使用"
    assert "两台电脑之间不能上锁" in problem.hint
    assert json.loads(holder.read_text("utf-8"))["user"] == "王五"


@pytest.mark.parametrize("silent", [0, 3600])
def test_one_that_ended_needs_nobody_to_free_the_lock(path, monkeypatch, silent):
    monkeypatch.setattr(lock, "SILENT", 1)
    other_computer(path, silent)
    with Ledger.open(path) as ledger:
        ledger.append(batch(0), [], ledger.begin_run("一"))


def test_a_run_whose_lock_was_taken_over_writes_no_more(path):
    with Ledger.open(path) as ledger:
        other_computer(path, 0)
        with pytest.raises(InputError) as error:
            ledger.append(batch(0), [], ledger.begin_run("一"))
        assert ledger.entries() == ()
    assert "已被王五（电脑 PC-02）" in error.value.problems[0].message


@pytest.mark.parametrize("left", [b"", b"[]", b"\xff" * 100, b'{"token": 1}', b"[" * 9000])
def test_a_broken_note_of_a_holder_keeps_nobody_out(path, left):
    other_computer(path, 0).write_bytes(left)
    Ledger.open(path).close()


def test_a_file_system_that_locks_nothing_is_noticed(path, monkeypatch):
    monkeypatch.setattr(lock, "SILENT", 1)
    monkeypatch.setattr(lock.RunLock, "_is_refused_to_a_second", lambda _lock: False)
    holder = other_computer(path, 0)
    data: Any = json.loads(holder.read_text("utf-8"))
    holder.write_text(json.dumps({**data, "computer": lock.computer_name()}), "utf-8")
    start = time.monotonic()
    Ledger.open(path).close()
    assert time.monotonic() - start >= 1
