"""A record is blamed for the end of processes only if two ended while it was being scored."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.bulk.piece_store import PieceStore
from scoring.bulk.piece_watch import PieceWatch

KEY = "ab12"


def dies_at(watch: PieceWatch, number: int) -> None:
    """Do what a process does that ends over a record: it leaves nothing in order."""
    watch.__enter__()
    for each in range(number + 1):
        assert watch.may_begin(each)


@pytest.fixture
def watch(tmp_path: Path) -> PieceWatch:
    store = PieceStore(tmp_path, ("part",))
    store.part(KEY, "part").parent.mkdir(parents=True)
    return PieceWatch(store, KEY)


def test_a_record_may_not_be_begun_once_two_processes_ended_over_it(watch):
    dies_at(watch, 3)
    dies_at(watch, 3)
    with watch:
        assert [watch.may_begin(number) for number in range(6)] == [
            True,
            True,
            True,
            False,
            True,
            True,
        ]


def test_a_stop_in_good_order_counts_for_nothing(watch):
    dies_at(watch, 3)
    for _ in range(3):
        with watch:
            assert watch.may_begin(3)
    assert watch.noted == ["3"]
    with watch:
        assert watch.may_begin(3)


def test_of_an_earlier_run_nothing_is_held_against_a_record(watch):
    dies_at(watch, 3)
    dies_at(watch, 3)
    watch.forget()
    with watch:
        assert watch.may_begin(3)
