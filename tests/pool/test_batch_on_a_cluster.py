"""``ziping batch --engine dask``: the same files as one machine writes, whoever dies on the way."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import cloudpickle
import pytest

from scoring.bulk import run as batch_run
from scoring.bulk.piece_work import BatchRecipe, PieceWorker
from scoring.bulk.plan import PieceSizes
from scoring.bulk.run import BatchSettings, score_batch
from scoring.bulk.shared_recipe import SharedRecipe
from scoring.bulk.worker import BulkSettings, BulkWorker
from scoring.cli.main import main
from scoring.problem import InputError
from tests.pool.real_records import records

pytestmark = [
    pytest.mark.xdist_group("cluster"),
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]


class Steps:
    """Does something when so many pieces are done."""

    def __init__(self, at: int, do: Callable[[], None]) -> None:
        self.at, self.do = at, do

    def begin(self, total: int, done: int) -> None: ...

    def step(self, _count: int) -> None:
        self.at -= 1
        if not self.at:
            self.do()

    def end(self) -> None: ...


@pytest.fixture
def province(tmp_path, monkeypatch) -> Path:
    """A file of 300 records, in the folder in which the commands are given."""
    monkeypatch.chdir(tmp_path)
    path = Path("全省.jsonl")
    path.write_text("".join(f"{each.content}\n" for each in records(300)), "utf-8")
    return path


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def pieces_of(scheduler: str | None) -> BatchSettings:
    return BatchSettings(
        BulkSettings(), workers=1, scheduler=scheduler, sizes=PieceSizes(lines=30_000, rows=100)
    )


def test_a_worker_killed_in_the_middle_changes_no_byte(three, province):
    score_batch([province], Path("一台"), pieces_of(None), Steps(0, lambda: None))
    killed = []

    def kill() -> None:
        killed.append(three.processes()[three.busiest()])
        os.kill(killed[0], signal.SIGKILL)

    run = score_batch([province], Path("几台"), pieces_of(three.address), Steps(4, kill))
    assert killed
    assert run.pieces > 10
    assert (run.tally.read, run.tally.scored, run.tally.aside) == (300, 294, 6)
    assert written(Path("几台")) == written(Path("一台"))
    assert len(written(Path("几台"))["申报.jsonl"].splitlines()) == 294


def test_what_a_cluster_began_one_machine_brings_to_an_end(three, province):
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score_batch([province], Path("接着"), pieces_of(three.address), Steps(3, stop))
    assert written(Path("接着")) == {}
    run = score_batch([province], Path("接着"), pieces_of(None), Steps(0, stop))
    assert 3 <= run.resumed < run.pieces
    score_batch([province], Path("一次"), pieces_of(None), Steps(0, stop))
    assert written(Path("接着")) == written(Path("一次"))


def test_the_command_takes_a_scheduler_with_its_engine(three, province, capsys):
    there = ["--engine", "dask", "--scheduler", three.address]
    assert main(["batch", str(province), "-o", "几台", *there]) == 1
    assert main(["batch", str(province), "-o", "一台", "--workers", "1"]) == 1
    assert written(Path("几台")) == written(Path("一台"))
    capsys.readouterr()
    for half in (there[:2], there[2:]):
        assert main(["batch", str(province), "-o", "几台", *half]) == 2
        assert "一起写上" in capsys.readouterr().err


def test_a_folder_that_another_machine_does_not_share_is_named(tmp_path):
    recipe = SharedRecipe.leave_mark(BatchRecipe(BulkSettings(), tmp_path / "出"))
    assert recipe.digest() == recipe.recipe.digest()
    elsewhere = SharedRecipe(BatchRecipe(BulkSettings(), tmp_path / "别处"), recipe.mark)
    with pytest.raises(InputError) as error:
        elsewhere.digest()
    (problem,) = error.value.problems
    assert problem.code == "cluster-no-folder"
    assert str(tmp_path / "别处") in problem.message


class DeadlyRecipe(BatchRecipe):
    """Makes a worker that one record ends."""

    def worker(self) -> PieceWorker:
        worker = super().worker()
        worker._worker = DeadlyWorker(self.settings)
        return worker


class DeadlyWorker(BulkWorker):
    def score(self, records):
        for each in records:
            if '"000137"' in each.text:
                os.kill(os.getpid(), signal.SIGKILL)
            yield from super().score([each])


def test_a_record_that_ends_every_process_is_set_aside_and_no_other(three, province, monkeypatch):
    score_batch([province], Path("一台"), pieces_of(None), Steps(0, lambda: None))
    monkeypatch.setattr(batch_run, "BatchRecipe", DeadlyRecipe)
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    try:
        there = pieces_of(three.address)
        run = score_batch([province], Path("几台"), there, Steps(0, lambda: None))
    finally:
        cloudpickle.unregister_pickle_by_value(sys.modules[__name__])
    assert (run.tally.read, run.tally.scored, run.tally.aside) == (300, 293, 7)
    one, several = written(Path("一台")), written(Path("几台"))
    scored = one["申报.jsonl"].splitlines()
    kept = [line for line in scored if '全省.jsonl:137"'.encode() not in line]
    assert len(kept) == len(scored) - 1
    assert several["申报.jsonl"].splitlines() == kept
    assert (
        "全省.jsonl:137:1：错误：计分的程序两次在这里被系统中断" in several["未计分.txt"].decode()
    )
