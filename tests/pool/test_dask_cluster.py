"""A batch on three worker processes of a Dask cluster: what comes back is what one process gives."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cloudpickle
import pytest
import yaml

from scoring.bulk.worker import BulkSettings, InputRecord
from scoring.pool import dask_cluster
from scoring.pool.dask_cluster import DaskCluster
from scoring.pool.engine import InThisProcess, batched
from scoring.problem import InputError
from scoring.records.bulk_record import SetAside
from tests.pool.local_cluster import WITHIN, LocalCluster
from tests.pool.real_records import no_one, records

pytestmark = [
    pytest.mark.xdist_group("cluster"),
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]


def code_of(error: pytest.ExceptionInfo[InputError]) -> str:
    (problem,) = error.value.problems
    return problem.code


def test_a_worker_killed_in_the_middle_costs_nothing_and_nothing_comes_twice(three):
    settings = BulkSettings()
    alone = InThisProcess(settings.worker()).map("score", batched(records(300), 5), no_one)
    expected = list(alone)
    assert len(expected) == 300
    assert {type(each).__name__ for each in expected} == {"ScoredSubmission", "SetAside"}

    read = 0

    def read_on() -> Iterator[Sequence[InputRecord]]:
        nonlocal read
        for piece in batched(records(300), 5):
            read += len(piece)
            yield piece

    engine = DaskCluster(settings, three.address)
    found: list[Any] = []
    ahead = 0
    try:
        for done in engine.map("score", read_on(), no_one):
            found.append(done)
            ahead = max(ahead, read - len(found))
            if len(found) == 20:
                victim = three.processes()[three.busiest()]
                os.kill(victim, signal.SIGKILL)
    finally:
        engine.close()
    assert found == expected
    assert ahead <= 5 * dask_cluster._AHEAD * 4
    three.client.wait_for_workers(3, timeout=WITHIN)
    assert victim not in three.processes().values()


@dataclass(frozen=True)
class Recipe:
    """Makes a worker that no package holds: it is sent by value."""

    def worker(self) -> Killer:
        return Killer()

    def digest(self) -> str:
        return ""


class Killer:
    """Ends its process at one item."""

    def score(self, items: Sequence[str]) -> list[str]:
        if "致命" in items:
            os.kill(os.getpid(), signal.SIGKILL)
        return [item * 2 for item in items]


def test_what_ends_every_process_is_set_aside_alone(three):
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    items = [str(number) for number in range(30)]
    items[13] = "致命"
    engine = DaskCluster(Recipe(), three.address)
    try:
        found = list(engine.map("score", batched(items, 3), lambda item: f"lost {item}"))
    finally:
        engine.close()
        cloudpickle.unregister_pickle_by_value(sys.modules[__name__])
    assert found == [f"lost {item}" if item == "致命" else item * 2 for item in items]


def test_no_process_works_with_other_sets(tmp_path):
    home = tmp_path / "别处"
    (home / "indicator_sets").mkdir(parents=True)
    shipped = yaml.safe_dump(
        {"schema": "ziping/set/1", "id": "own/1", "extends": "mof/2020-project"}
    )
    (home / "indicator_sets" / "own.yaml").write_text(shipped, "utf-8")
    with LocalCluster(tmp_path, 1) as cluster:
        engine = DaskCluster(BulkSettings(), cluster.address)
        (good,) = cluster.processes()
        other = cluster.add_worker(ZIPING_HOME=str(home))
        with pytest.raises(InputError) as at_start:
            DaskCluster(BulkSettings(), cluster.address)
        cluster.retire(good)
        with pytest.raises(InputError) as later:
            list(engine.map("score", batched(records(10), 5), no_one))
        engine.close()
    for error in (at_start, later):
        (problem,) = error.value.problems
        assert (problem.code, problem.place.file) == ("cluster-differs", other)


def test_a_scheduler_that_goes_away_ends_the_run_and_keeps_what_was_done(tmp_path):
    with LocalCluster(tmp_path, 1) as cluster:
        engine = DaskCluster(BulkSettings(), cluster.address)
        found: list[Any] = []

        def take_all() -> None:
            for done in engine.map("score", batched(records(2_000), 5), no_one):
                found.append(done)
                if len(found) == 20:
                    cluster.scheduler.kill()

        with pytest.raises(InputError) as error:
            take_all()
        engine.close()
    assert code_of(error) == "cluster-lost"
    assert "接着做" in error.value.problems[0].hint
    assert [
        each.place if isinstance(each, SetAside) else each.submission.place for each in found
    ] == [f"申报.jsonl:{line}" for line in range(1, len(found) + 1)]


def test_a_scheduler_without_processes_is_not_waited_for_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(dask_cluster, "_MOST_AWAY", 1)
    with LocalCluster(tmp_path, 0) as cluster, pytest.raises(InputError) as error:
        DaskCluster(BulkSettings(), cluster.address)
    assert code_of(error) == "cluster-deserted"


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nothing://x", "主机"])
def test_an_address_where_no_scheduler_is_is_named(address, monkeypatch):
    monkeypatch.setattr(dask_cluster, "_CONNECT", 1)
    with pytest.raises(InputError) as error:
        DaskCluster(BulkSettings(), address)
    assert code_of(error) == "cluster-unreachable"
    assert error.value.problems[0].place.file == address


def test_without_the_extra_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError) as error:
        DaskCluster(BulkSettings(), "tcp://127.0.0.1:9")
    assert code_of(error) == "no-dask"
    assert 'pip install "ziping[cluster]"' in error.value.problems[0].hint
