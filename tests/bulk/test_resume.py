"""A batch that is killed anywhere goes on, and its files are those of an undisturbed run, byte by byte."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import scoring
from scoring.bulk.piece_store import PieceStore
from scoring.bulk.plan import PieceSizes
from scoring.bulk.run import BatchSettings, score_batch
from scoring.bulk.sorting_file import sorting_file
from scoring.bulk.worker import BulkSettings
from scoring.problem import InputError
from tests.bulk.conftest import write_lines

PACKAGES = str(Path(scoring.__file__).parents[1])
"""Where the program under test lies: another process is to run the same."""
SIZES = PieceSizes(lines=40_000, rows=50)
COPIES = 20

SCRIPT = """
import os, signal, sys
from pathlib import Path
from scoring.bulk.plan import PieceSizes
from scoring.bulk.run import BatchSettings, score_batch
from scoring.bulk.worker import BulkSettings

class Deadly:
    def __init__(self): self.left = int(sys.argv[3])
    def begin(self, total, done): ...
    def step(self, count):
        self.left -= 1
        if self.left == 0: os.kill(os.getpid(), signal.SIGKILL)
    def end(self): ...

if len(sys.argv) > 5:  # dies when all outputs are in place, before that is written down
    from scoring.bulk.earlier_outputs import EarlierOutputs
    EarlierOutputs.note = lambda *_: os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    settings = BatchSettings(BulkSettings(), workers=int(sys.argv[4]), sizes=PieceSizes(40_000, 50))
    score_batch([Path(sys.argv[1])], Path(sys.argv[2]), settings, Deadly())
"""


class Steps:
    def __init__(self) -> None:
        self.done = 0

    def begin(self, total: int, done: int) -> None:
        self.total, self.before = total, done

    def step(self, count: int) -> None:
        self.done += count

    def end(self) -> None: ...


def run(inputs: Path, out: Path, workers: int = 1, **settings) -> tuple[Steps, object]:
    steps = Steps()
    asked = BatchSettings(BulkSettings(), workers=workers, sizes=SIZES, **settings)
    return steps, score_batch([inputs], out, asked, steps)


def written(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        # one holds the times of the files, the other is the lock
        if path.is_file() and path.name not in ("batch-outputs.json", "ledger-lock.db")
    }


@pytest.fixture(scope="module")
def province(examples, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("全省")
    records = [{**each, "id": f"{n}-{i}"} for n in range(COPIES) for i, each in enumerate(examples)]
    write_lines(folder / "全省.jsonl", records)
    with (folder / "全省.jsonl").open("a") as lines:
        lines.write("{damaged\n")
    return folder


@pytest.fixture(scope="module")
def undisturbed(province, tmp_path_factory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("out")
    _, done = run(province, out)
    assert (done.tally.read, done.tally.scored, done.tally.aside) == (6 * COPIES + 1, 6 * COPIES, 1)
    return written(out)


def test_any_number_of_workers_writes_the_same_bytes(province, undisturbed, tmp_path):
    run(province, tmp_path, workers=3)
    assert written(tmp_path) == undisturbed


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_killed_again_and_again_comes_to_the_same_end(
    province, undisturbed, tmp_path, workers
):
    script = tmp_path / "run.py"
    script.write_text(SCRIPT, "utf-8")
    out = tmp_path / "out"
    environment = {**os.environ, "PYTHONPATH": PACKAGES}
    deaths = 0
    for left in (1, 3, 2, 5, 1000):
        arguments = [sys.executable, str(script), str(province), str(out), str(left), str(workers)]
        status = subprocess.run(arguments, env=environment, check=False).returncode
        if status == 0:
            break
        assert status == -signal.SIGKILL
        assert not (out / "申报.jsonl").exists()
        deaths += 1
    assert deaths == 4
    assert written(out) == undisturbed


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the processes in /proc")
def test_a_worker_killed_in_the_middle_loses_nothing(province, undisturbed, tmp_path):
    script = tmp_path / "run.py"
    script.write_text(SCRIPT, "utf-8")
    out = tmp_path / "out"
    arguments = [sys.executable, str(script), str(province), str(out), "1000", "2"]
    environment = {**os.environ, "PYTHONPATH": PACKAGES}
    with subprocess.Popen(arguments, env=environment) as process:
        while not (list((out / ".ziping" / "batch").glob("??/*.json"))) and process.poll() is None:
            time.sleep(0.01)
        listed = subprocess.run(
            ["pgrep", "-P", str(process.pid)], check=False, capture_output=True, text=True
        )
        workers = [
            int(pid)
            for pid in listed.stdout.split()
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
        os.kill(workers[0], signal.SIGKILL)
    assert process.returncode == 0
    assert written(out) == undisturbed


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_run_killed_behind_its_last_output_is_repeated_without_a_word(
    province, undisturbed, tmp_path
):
    script = tmp_path / "run.py"
    script.write_text(SCRIPT, "utf-8")
    out = tmp_path / "out"
    environment = {**os.environ, "PYTHONPATH": PACKAGES}
    arguments = [sys.executable, str(script), str(province), str(out), "1000", "1"]
    dead = subprocess.run([*arguments, "at the end"], env=environment, check=False)
    assert dead.returncode == -signal.SIGKILL
    assert (out / "申报.jsonl").exists()
    assert subprocess.run(arguments, env=environment, check=False).returncode == 0
    assert written(out) == undisturbed


def test_a_run_killed_while_it_removes_its_pieces_is_repeated(
    province, undisturbed, tmp_path, monkeypatch
):
    out = tmp_path / "out"
    monkeypatch.setattr(PieceStore, "remove", lambda _store: None)
    run(province, out)
    monkeypatch.undo()
    gone = sorted(out.rglob("*.aside"))
    for path in gone[::2]:
        path.unlink()
    steps, again = run(province, out)
    assert again.resumed == again.pieces - len(gone[::2]) > 0
    assert steps.done > 0
    assert written(out) == undisturbed


def test_two_runs_do_not_write_into_one_folder(province, tmp_path):
    class Second(Steps):
        def step(self, _count: int) -> None:
            with pytest.raises(InputError, match="结果文件夹正被"):
                run(province, tmp_path)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score_batch([province], tmp_path, BatchSettings(BulkSettings(), sizes=SIZES), Second())


def test_what_is_done_is_not_done_again_and_changed_inputs_are(province, undisturbed, tmp_path):
    class Stop(Steps):
        def step(self, count: int) -> None:
            super().step(count)
            if self.done > 60:
                raise KeyboardInterrupt

    inputs, out = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    (inputs / "全省.jsonl").write_bytes((province / "全省.jsonl").read_bytes())
    asked = BatchSettings(BulkSettings(), workers=1, sizes=SIZES)
    with pytest.raises(KeyboardInterrupt):
        score_batch([inputs], out, asked, Stop())
    markers = list((out / ".ziping" / "batch").glob("??/*.json"))
    damaged = next(path.with_suffix(".rows") for path in markers)
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
    steps, done = run(inputs, out)
    assert done.resumed == len(markers) - 1  # what was damaged on the disk is done again
    assert steps.before > 0
    assert {k: v for k, v in written(out).items() if not k.startswith(".")} == {
        k: v for k, v in undisturbed.items() if not k.startswith(".")
    }
    with pytest.raises(KeyboardInterrupt):
        score_batch([inputs], out, asked, Stop())
    lines = (inputs / "全省.jsonl").read_bytes().split(b"\n")
    (inputs / "全省.jsonl").write_bytes(b"\n".join([lines[0] + b" ", *lines[1:]]))
    _, done = run(inputs, out)
    assert done.discarded >= 1
    _, done = run(inputs, out, restart=True)
    assert (done.resumed, done.discarded) == (0, 0)


def sort_on_a_full_disk(path: Path) -> None:
    with sorting_file(path) as database:
        database.execute("PRAGMA max_page_count = 3")
        database.execute("CREATE TABLE ids (id TEXT)")
        database.executemany("INSERT INTO ids VALUES (?)", [("x" * 900,)] * 100)


def test_a_full_disk_is_named_while_ids_are_sorted(tmp_path):
    path = tmp_path / "own" / "ids.db"
    with pytest.raises(InputError, match="磁盘") as caught:
        sort_on_a_full_disk(path)
    assert caught.value.problems[0].code == "output-failed"
    assert not path.exists()
