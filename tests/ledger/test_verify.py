"""Whoever changes a ledger by other means than appending to it is found out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.ledger import schema
from scoring.ledger.against import faults_of_export, faults_of_sheet
from scoring.ledger.chain import START, entries_digest, next_link
from scoring.ledger.store import Ledger
from scoring.problem import InputError, Place
from scoring.records.ledger_entry import Sighting
from scoring.records.ledger_run import Edition
from scoring.records.sheet_reading import SheetReading
from tests.ledger.entries import frozen, ruling, signature

PLACE = Place("复核表.xlsx")
RECORDS = [ruling(1, frozen=frozen("26.54")), signature(), ruling(2), ruling(3, "p2")]
IDS = [record.entry.id for record in RECORDS if record.entry.project == "p1"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a ledger of one run, four entries, one place each, one edition: ten links."""
    path = tmp_path / "复核台账.db"
    with Ledger.open(path) as ledger:
        run = ledger.begin_run("review 收到的表")
        seen = [
            Sighting(entry=r.entry.id, file="甲.xlsx", at=f"复核表!H{i}")
            for i, r in enumerate(RECORDS)
        ]
        ledger.append(RECORDS, seen, run)
        ledger.add_editions([Edition("p1", "e1", len(IDS), entries_digest(IDS))], run)
    return path


def verified(path: Path) -> list[str]:
    try:
        with Ledger.open(path, read_only=True) as ledger:
            problems = ledger.verify()
    except InputError as error:
        problems = list(error.problems)
    return [f"{problem.code} {problem.message}" for problem in problems]


def without_triggers(path: Path) -> sqlite3.Connection:
    """Return a connection of somebody who knows what to do; the triggers are put back at the end."""
    connection = sqlite3.connect(path, isolation_level=None)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


def with_triggers(connection: sqlite3.Connection) -> None:
    model = sqlite3.connect(":memory:")
    model.executescript("".join(schema.MIGRATIONS))
    for (sql,) in model.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'"):
        connection.execute(sql)
    connection.close()
    model.close()


@pytest.mark.parametrize("table", ["chain", *schema.TABLES])
def test_the_tables_refuse_to_be_changed(path, table):
    connection = sqlite3.connect(path)
    for statement in (
        f"DELETE FROM {table}",
        f"UPDATE {table} SET n = n + 100",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
    connection.close()
    assert verified(path) == []


CHANGES = {
    "a score": ("UPDATE entries SET body = replace(body, '26.54', '30') WHERE n = 2", "第 2 条（条目"),
    "who signed": ("UPDATE entries SET body = replace(body, '复核人甲', '复核人乙') WHERE n = 3", "第 3 条"),
    "the project": ("UPDATE entries SET project = 'p9' WHERE n = 4", "第 4 条"),
    "a frozen score": ("UPDATE entries SET frozen = replace(frozen, '26.54', '30') WHERE n = 2", "第 2 条"),
    "the clock": ("UPDATE runs SET began = '2020-01-01T00:00:00+08:00'", "第 1 条（运行记录"),
    "the cell": ("UPDATE seen SET at = '复核表!A1' WHERE n = 6", "第 6 条（读取位置"),
    "an edition": ("UPDATE editions SET count = 2", "第 10 条（复核表版次"),
    "a link": ("UPDATE chain SET link = zeroblob(32) WHERE n = 5", "第 5 条"),
    "a kind of value": ("UPDATE entries SET run = x'00' WHERE n = 2", "第 2 条"),
    "an entry removed": ("DELETE FROM entries WHERE n = 3", "第 3 条不见了"),
    "its link too": ("DELETE FROM entries WHERE n = 3; DELETE FROM chain WHERE n = 3", "第 3 条起缺了"),
    "an entry inserted": (
        "INSERT INTO entries SELECT 11, 'x', project, body, frozen, run FROM entries WHERE n = 2",
        "第 11 条（条目，x）是插进来的",
    ),
    "two exchanged": (
        "UPDATE entries SET n = 99 WHERE n = 2; UPDATE entries SET n = 2 WHERE n = 3;"
        "UPDATE entries SET n = 3 WHERE n = 99", "次序被调换",
    ),
    "all moved on": ("UPDATE entries SET n = n + 100", "第 2 条不见了"),
}  # fmt: skip


@pytest.mark.parametrize(("statements", "message"), CHANGES.values(), ids=CHANGES)
def test_what_was_changed_is_named_and_nothing_is_appended_to_it(path, statements, message):
    connection = without_triggers(path)
    connection.executescript(statements)
    with_triggers(connection)
    found = verified(path)
    assert any(message in one for one in found), found
    content = path.read_bytes()
    with pytest.raises(InputError) as error:
        Ledger.open(path)
    assert error.value.problems[0].code.startswith("ledger-")
    assert path.read_bytes() == content


def test_a_body_that_was_changed_is_not_used_even_unverified(path):
    connection = without_triggers(path)
    connection.execute("UPDATE entries SET body = replace(body, '26.54', '30') WHERE n = 2")
    connection.close()
    with Ledger.open(path, read_only=True) as ledger, pytest.raises(InputError) as error:
        ledger.entries()
    assert "第 2 条的内容被改动过，不能使用" in error.value.problems[0].message


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER entries_no_update", "CREATE TABLE more (n)", "DROP TABLE seen",
        "CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM runs; END",
    ],
)  # fmt: skip
def test_other_tables_and_triggers_are_found(path, statement):
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.close()
    assert any(one.startswith("ledger-schema") for one in verified(path))


def test_a_view_that_never_ends_is_not_asked(path):
    connection = without_triggers(path)
    connection.executescript(
        "DROP TABLE seen; CREATE VIEW seen AS WITH RECURSIVE c(n) AS"
        " (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n, '' entry, '' file, '' at, 1 run FROM c"
    )
    connection.close()
    assert [one.split()[0] for one in verified(path)] == ["ledger-schema"]


def cut(path: Path, last: int) -> None:
    """Cut the ledger behind a link, so that the rest is whole."""
    connection = without_triggers(path)
    for table in ("chain", *schema.TABLES):
        connection.execute(f"DELETE FROM {table} WHERE n > ?", (last,))
    with_triggers(connection)
    assert verified(path) == []


def sheet(**fields: object) -> SheetReading:
    return SheetReading.model_validate(
        {"kind": "review", "file": "复核表.xlsx", "project": "p1", "edition": "e1", "known": IDS,
         "count": len(IDS), "digest": entries_digest(IDS), **fields}
    )  # fmt: skip


def codes(path: Path, reading: SheetReading) -> list[str]:
    with Ledger.open(path, read_only=True) as ledger:
        return [problem.code for problem in faults_of_sheet(ledger, reading, PLACE)]


def test_a_cut_end_is_found_by_a_sheet_that_was_handed_out(path):
    assert codes(path, sheet()) == []
    cut(path, 3)
    with Ledger.open(path, read_only=True) as ledger:
        (fault,) = faults_of_sheet(ledger, sheet(), PLACE)
    assert fault.code == "ledger-cut"
    assert f"这份复核表列出的 3 条里，有 1 条台账里没有（编号 {IDS[2][:12]}）" in fault.message
    assert codes(path, sheet(known=())) == ["ledger-cut"]


def test_a_sheet_whose_own_count_was_changed_proves_nothing(path):
    assert codes(path, sheet(count=2)) == ["sheet-changed", "ledger-changed"]
    assert codes(path, sheet(edition="另一版")) == ["ledger-cut"]
    assert codes(path, sheet(digest="0" * 64, known=())) == ["ledger-changed"]


def test_a_units_sheet_names_a_part_of_the_entries_and_counts_all(path):
    units = sheet(kind="feedback", known=IDS[:1])
    assert codes(path, units) == []
    assert codes(path, sheet(kind="feedback", known=IDS[:1], count=2)) == ["ledger-changed"]
    cut(path, 3)
    assert codes(path, units) == ["ledger-cut"]


def test_a_chain_that_was_made_anew_is_found_by_an_earlier_export(path):
    with Ledger.open(path, read_only=True) as ledger:
        exported = list(ledger.exported())
        assert list(faults_of_export(ledger, exported, PLACE)) == []
    connection = without_triggers(path)
    connection.execute("UPDATE seen SET at = '复核表!A1' WHERE n = 6")
    connection.execute("UPDATE entries SET frozen = '' WHERE n = 2")
    rechain(connection)
    with_triggers(connection)
    assert verified(path) == []  # who can do that is found by what was handed out alone
    with Ledger.open(path, read_only=True) as ledger:
        found = list(faults_of_export(ledger, exported, PLACE))
    assert [problem.code for problem in found] == ["ledger-changed", "ledger-other"]
    assert "有 3 条的链与导出时不同" in found[0].message


def test_entries_that_came_from_another_ledger_are_no_sign_of_a_change(path, tmp_path):
    """Two desks begin with one ledger; what the one decided is read by the other from its export."""
    theirs = tmp_path / "另一本.db"
    theirs.write_bytes(path.read_bytes())
    for ledger_path, at in ((theirs, "复核表!H9"), (path, "第1行")):
        with Ledger.open(ledger_path) as ledger:
            record = ruling(7)
            seen = Sighting(entry=record.entry.id, file="导出.jsonl", at=at)
            ledger.append([record], [seen], ledger.begin_run(at))
    with Ledger.open(theirs, read_only=True) as ledger:
        exported = list(ledger.exported())
    with Ledger.open(path, read_only=True) as ledger:
        (problem,) = faults_of_export(ledger, exported, PLACE)
    assert (problem.code, problem.severity) == ("ledger-other", "warning")


def rechain(connection: sqlite3.Connection) -> None:
    rows = [
        (table, row)
        for table in schema.TABLES
        for row in connection.execute(f"SELECT * FROM {table}").fetchall()
    ]
    link = START
    for table, row in sorted(rows, key=lambda one: one[1][0]):
        link = next_link(link, table, row)
        connection.execute("UPDATE chain SET link = ? WHERE n = ?", (link, row[0]))


def content_of(path: Path) -> object:
    with Ledger.open(path, read_only=True) as ledger:
        return ledger.entries(), ledger.sightings(), ledger.runs(), ledger.editions()


def flip(byte: int) -> int:
    return byte ^ 0xFF


def zero(_byte: int) -> int:
    return 0


@pytest.mark.parametrize("damage", [flip, zero])
def test_damage_on_any_page_is_found_or_changes_nothing(tmp_path, damage: Callable[[int], int]):
    path = tmp_path / "复核台账.db"
    with Ledger.open(path) as ledger:
        records = [ruling(number, note="说明" * 100) for number in range(40)]
        seen = [Sighting(entry=r.entry.id, file="甲.xlsx", at="复核表!H7") for r in records]
        ledger.append(records, seen, ledger.begin_run("一"))
    whole, before = path.read_bytes(), content_of(path)
    size = int.from_bytes(whole[16:18], "big")
    found = unnoticed = 0
    for page in range(len(whole) // size):
        for offset in (0, 3, 5, 8, 12, 19, 30, 96, size // 2, size - 40, size - 1):
            at = page * size + offset
            broken = bytearray(whole)
            broken[at] = damage(whole[at])
            path.write_bytes(broken)
            try:
                if verified(path):
                    found += 1
                    continue
                assert content_of(path) == before, f"page {page}, byte {offset}"
                unnoticed += 1
            except InputError:
                found += 1
    assert found > unnoticed
    assert found > 100


@pytest.mark.parametrize("length", [0, 50, 100, 4095, 4096, 5000, 20_000])
def test_a_file_that_was_shortened_is_no_ledger_or_damaged(path, length):
    path.write_bytes(path.read_bytes()[:length])
    if not length:  # as if there were none yet
        Ledger.open(path).close()
        return
    with pytest.raises(InputError):
        Ledger.open(path)


@pytest.mark.parametrize(
    "content", [b"\x00" * 5000, b"PK\x03\x04 no database", "不是台账".encode()]
)
def test_another_file_is_not_touched(path, content):
    path.write_bytes(content)
    with pytest.raises(InputError):
        Ledger.open(path)
    assert path.read_bytes() == content
