"""A ledger is appended to and read again; the next run finds what the last one wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.ledger.chain import entries_digest
from scoring.ledger.store import Ledger
from scoring.problem import InputError
from scoring.records.ledger_entry import LedgerRecord, Sighting
from scoring.records.ledger_run import Edition
from tests.ledger.entries import frozen, ruling, signature


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "复核 结果 #1?%20"
    folder.mkdir()
    return folder / "复核台账.db"


def test_a_ledger_gives_back_what_was_appended_in_order(path):
    written = [ruling(1), signature(), ruling(2)]
    seen = [Sighting(entry=written[0].entry.id, file="甲-复核表.xlsx", at="复核表!H7")]
    with Ledger.open(path) as ledger:
        run = ledger.begin_run("review 收到的表")
        assert ledger.append(written, seen, run) == 3
    with Ledger.open(path) as ledger:
        assert ledger.entries() == tuple(written)
        assert ledger.entries(written[0].entry.project) == tuple(written)
        assert ledger.entries("另一个项目") == ()
        assert ledger.sightings() == (seen[0].model_copy(update={"run": run}),)
        (kept,) = ledger.runs()
        assert (kept.run, kept.about) == (run, "review 收到的表")
        assert ledger.verify() == []


def test_what_is_known_is_not_appended_again_and_keeps_its_frozen_scores(path):
    first = ruling(1, frozen=frozen("26.54"))
    again = LedgerRecord(entry=first.entry, frozen=frozen("30"))
    seen = Sighting(entry=first.entry.id, file="甲.xlsx", at="复核表!H7")
    with Ledger.open(path) as ledger:
        ledger.append([first], [seen], ledger.begin_run("一"))
        content = path.read_bytes()
        assert ledger.append([again], [seen], ledger.begin_run("二")) == 0
        assert ledger.entries() == (first,)
        assert len(ledger.runs()) == 1
    assert path.read_bytes() == content  # a run that brings nothing leaves no trace


def test_an_edition_is_noted_once_with_the_end_of_the_ledger(path):
    records = [ruling(1), ruling(2)]
    digest = entries_digest(record.entry.id for record in records)
    edition = Edition(records[0].entry.project, "e1", 2, digest)
    with Ledger.open(path) as ledger:
        run = ledger.begin_run("一")
        ledger.append(records, [], run)
        ledger.add_editions([edition, edition], run)
        ledger.add_editions([edition], ledger.begin_run("二"))
        (kept,) = ledger.editions()
        assert (kept.edition, kept.count, kept.digest, kept.upto) == ("e1", 2, digest, 3)
        assert ledger.verify() == []


def test_nothing_is_appended_to_a_ledger_that_was_opened_to_be_read(path):
    Ledger.open(path).close()
    with Ledger.open(path, read_only=True) as ledger, pytest.raises(TypeError):
        ledger.append([ruling(1)], [], ledger.begin_run("一"))


def test_a_second_writer_is_told_who_holds_the_ledger(path):
    with Ledger.open(path):
        with pytest.raises(InputError) as held:
            Ledger.open(path)
        with Ledger.open(path, read_only=True) as reader:
            assert reader.entries() == ()
    (problem,) = held.value.problems
    assert problem.code == "ledger-held"
    assert "自 20" in problem.message
    assert "请等它做完" in problem.hint
    Ledger.open(path).close()


def test_there_is_nothing_to_read_where_no_ledger_is(path):
    with pytest.raises(InputError) as error:
        Ledger.open(path, read_only=True)
    assert error.value.problems[0].code == "no-ledger"
    assert not path.exists()
