"""A ledger of an earlier program is brought on without touching its rows; a later one is left alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from scoring.ledger import schema
from scoring.ledger.store import Ledger
from scoring.problem import InputError
from tests.ledger.entries import frozen, ruling

VERSION_1 = Path(__file__).with_name("version_1.sql")
NEXT = """
CREATE TABLE more (n INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TRIGGER more_no_update BEFORE UPDATE ON more BEGIN SELECT RAISE(ABORT, 'no'); END;
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a ledger as the first version of the schema wrote it."""
    path = tmp_path / "复核台账.db"
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_1.read_text("utf-8"))
    connection.close()
    return path


def test_the_first_version_is_read_and_verified(path):
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger.verify() == []
        assert ledger.entries() == (ruling(1, frozen=frozen("26.54")), ruling(2))
        assert ledger.runs()[0].began == "2026-03-01T09:30:00+08:00"


def test_an_earlier_version_is_migrated_once_and_its_chain_stays(path, monkeypatch):
    with Ledger.open(path, read_only=True) as ledger:
        exported, length = list(ledger.exported()), ledger.length()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, NEXT))
    with Ledger.open(path, read_only=True) as ledger:  # to be read it stays as it is
        assert ledger.verify() == []
        assert len(ledger.entries()) == 2
    with Ledger.open(path) as ledger:
        assert ledger.verify() == []
        assert (list(ledger.exported()), ledger.length()) == (exported, length)
        ledger.append([ruling(3)], [], ledger.begin_run("二"))
    with Ledger.open(path) as ledger:
        assert ledger.verify() == []
        assert len(ledger.entries()) == 3
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    connection.close()


def test_a_step_that_fails_leaves_the_earlier_version(path, monkeypatch):
    content = path.read_bytes()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, NEXT + "CREATE TABLE more (n);"))
    with pytest.raises(InputError):
        Ledger.open(path)
    monkeypatch.undo()
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger.verify() == []
    assert path.read_bytes() == content


@pytest.mark.parametrize("read_only", [False, True])
def test_a_later_version_is_left_to_the_program_that_wrote_it(path, read_only):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    content = path.read_bytes()
    with pytest.raises(InputError) as error:
        Ledger.open(path, read_only=read_only)
    assert "更新的程序" in error.value.problems[0].message
    assert path.read_bytes() == content
