"""A ledger leaves as text, an entry a line, and enters another one as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.intake.any_file import read_any
from scoring.ledger.store import Ledger
from scoring.problem import InputError
from scoring.records.ledger_entry import LedgerRecord, Sighting
from scoring.text import printable
from tests.ledger.entries import frozen, ruling, signature


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "复核台账.db"


def fill(path: Path, records: list[LedgerRecord]) -> str:
    seen = [Sighting(entry=r.entry.id, file="甲-复核表.xlsx", at="复核表!H7") for r in records]
    with Ledger.open(path) as ledger:
        ledger.append(records, seen, ledger.begin_run("review 收到的表"))
        return exported(ledger)


def exported(ledger: Ledger) -> str:
    return "".join(f"{one.line}\n" for one in ledger.exported())


def test_an_export_is_the_same_each_time_and_says_who_where_and_when(path):
    text = fill(path, [ruling(1, frozen=frozen("26.54")), signature()])
    with Ledger.open(path, read_only=True) as ledger:
        assert exported(ledger) == text
        (run,) = ledger.runs()
    first = json.loads(text.splitlines()[0])
    assert first["schema"] == "ziping/ledger/1"
    assert (first["by"], first["at"], first["score"]) == ("复核人甲", "2026-03-01", "26.54")
    assert first["frozen"]["rows"][0]["score"] == "26.54"
    assert first["seen"] == [
        {"file": "甲-复核表.xlsx", "at": "复核表!H7", "read": run.began, "user": run.user,
         "computer": run.computer}
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["导出.jsonl", "台账.ziping-review", "台账.txt"])
def test_an_export_among_the_files_is_read_as_entries(path, tmp_path, name):
    records = [ruling(1, frozen=frozen("26.54")), signature()]
    file = tmp_path / name
    file.write_text(fill(path, records), "utf-8")
    found = read_any(file, name)
    assert found.ledger == tuple(records)
    assert found.forms == ()
    assert found.sightings[1].file == name
    assert found.sightings[1].at.startswith("第2行（原读自 甲-复核表.xlsx 复核表!H7，")


def test_what_is_unknown_is_appended_and_the_rest_is_not(path, tmp_path):
    file = tmp_path / "导出.jsonl"
    file.write_text(fill(path, [ruling(1, frozen=frozen("26.54")), ruling(2)]), "utf-8")
    other = tmp_path / "另一本.db"
    with Ledger.open(other) as ledger:
        ledger.append([ruling(2)], [], ledger.begin_run("一"))
        found = read_any(file, "导出.jsonl")
        assert ledger.append(found.ledger, found.sightings, ledger.begin_run("二")) == 1
        kept = ledger.entries()
        assert kept == (ruling(2), ruling(1, frozen=frozen("26.54")))
        assert ledger.verify() == []


def test_a_line_that_was_changed_after_the_export_is_refused_at_its_place(path, tmp_path):
    file = tmp_path / "导出.jsonl"
    file.write_text(fill(path, [ruling(1), ruling(2)]).replace("26.54", "30", 1), "utf-8")
    found = read_any(file, "导出.jsonl")
    assert found.ledger == (ruling(2),)
    (problem,) = found.problems
    assert (problem.code, problem.place.line) == ("ledger-changed", 1)
    assert "内容与编号不符" in problem.message


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"schema": "ziping/ledger/2", "kind": "ruling"}', "ledger-newer"),
        ('{"schema": "ziping/ledger/1", "kind": "bribe"}', "ledger-entry"),
        ('{"schema": "ziping/ledger/1", "kind": "ruling", "amount": 1}', "ledger-entry"),
        ('{"schema": "ziping/ledger/1", "kind": "ruling", "seen": [[[[]]]]}', "ledger-entry"),
        ('{"schema": "ziping/ledger/1", "kind": "ruling", "score": 1e400}', "ledger-entry"),
    ],
)
def test_what_is_no_entry_is_refused(tmp_path, line, code):
    file = tmp_path / "导出.jsonl"
    file.write_text(f"{line}\n{line}\n", "utf-8")
    with pytest.raises(InputError) as error:
        read_any(file, "导出.jsonl")
    assert error.value.problems[0].code == code


def test_an_entry_may_stand_in_a_list_written_by_hand(tmp_path):
    file = tmp_path / "认定.yaml"
    file.write_text(
        "- kind: ruling\n  project: p1\n  stage: 1\n  row: r1\n  by: 复核人甲\n"
        "  at: 2026-03-01\n  score: 26.50\n  ground: 计算更正\n",
        "utf-8",
    )
    (record,) = read_any(file, "认定.yaml").ledger
    assert (record.entry.by, str(record.entry.score)) == ("复核人甲", "26.50")


texts = st.text(max_size=40).map(printable)
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(suppress_health_check=SLOW, max_examples=60, deadline=None)
@given(texts, texts, texts, st.lists(st.tuples(texts, texts), max_size=3))
def test_any_text_that_was_read_survives_the_way_out_and_in(tmp_path, note, say, evidence, cells):
    record = ruling(1, note=note, say=say, evidence=evidence, cells=tuple(cells))
    path = tmp_path / "复核台账.db"
    path.unlink(missing_ok=True)
    file = tmp_path / "导出.jsonl"
    file.write_text(fill(path, [record]), "utf-8", newline="\n")
    assert read_any(file, "导出.jsonl").ledger == (record,)
