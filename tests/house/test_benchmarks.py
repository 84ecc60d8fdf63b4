"""Benchmarks measure what they say: the made-up submissions have the shares that are stated of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from scoring.bulk.worker import BulkSettings, InputRecord
from scoring.records.bulk_record import ScoredSubmission

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(BENCHMARKS)
    import generated_lines

    yield generated_lines
    for name in [name for name in sys.modules if name.startswith("generated_")]:
        del sys.modules[name]


def test_the_same_seed_gives_the_same_bytes_by_any_number_of_processes(
    lines: ModuleType, tmp_path: Path
) -> None:
    one, two, other = (tmp_path / name for name in ("1.jsonl", "2.jsonl", "3.jsonl"))
    made = lines.write_lines(1_040, one, seed=3)
    assert lines.write_lines(1_040, two, seed=3, processes=2) == made
    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_size == made.size
    lines.write_lines(40, other, seed=4)
    assert one.read_bytes()[: made.size // 100] != other.read_bytes()[: made.size // 100]
    # A part can be made without what stands before it in other blocks.
    assert lines.line_of(next(lines.submissions(1, 3, first=1_020))) in one.read_bytes()


def test_what_is_stated_of_the_lines_is_what_stands_in_them(
    lines: ModuleType, tmp_path: Path
) -> None:
    made = lines.write_lines(300, tmp_path / "a.jsonl")
    read = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    rows = [row for submission in read for row in submission["indicators"]]
    assert (made.submissions, made.rows, made.counted) == (len(read), len(rows), len(rows))
    assert made.blank == sum("claimed" not in row for row in rows)
    assert made.distinct == len({(row["name"], row["target"], row["actual"]) for row in rows})
    assert 0.65 < made.distinct / made.rows < 0.8
    assert 7_000 < made.size / made.submissions < 9_000


def test_broken_lines_are_as_many_as_is_stated(lines: ModuleType, tmp_path: Path) -> None:
    made = lines.write_lines(200, tmp_path / "a.jsonl", wanted=lines.Wanted(broken=0.1))
    written = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    assert len(written) == made.submissions == 200
    assert sum(not line.endswith("}") for line in written) == made.broken > 5


def test_missed_rows_and_claims_are_what_the_rules_find(lines: ModuleType) -> None:
    made = lines.Made()
    texts = [lines.line_of(given).decode() for given in lines.submissions(60, made=made)]
    worker = BulkSettings().worker()
    scored = [
        found
        for found in worker.score([InputRecord("a", at, text) for at, text in enumerate(texts)])
        if isinstance(found, ScoredSubmission)
    ]
    assert len(scored) == 60  # every line is one that can be scored
    rows = [row for found in scored for row in found.rows]
    missed = sum(row.score is not None and row.score < row.points for row in rows)
    assert missed == pytest.approx(made.missed, rel=0.1)
    as_given = sum(row.claimed == row.score for row in rows)
    assert as_given / len(rows) > 0.9
    assert not any(found.submission.unmatched for found in scored)
    assert {found.submission.set for found in scored} == {layout.id for layout in lines.LAYOUTS}


def test_no_two_odd_rows_are_written_alike(lines: ModuleType) -> None:
    wanted = lines.Wanted(odd=True)
    texts = [
        (row["target"], row["actual"])
        for given in lines.submissions(120, wanted=wanted)
        for row in given["indicators"]
        if row["name"]
    ]
    assert len(set(texts)) == len(texts)


def test_a_line_of_the_table_says_whether_its_goal_is_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    from table import Beside, Line

    floor, peer = Beside("json.loads", 0.00005), Beside("polars", 0.002)
    reached = Line("a line", 0.0005, floor, peer, most=10)
    assert str(reached) == (
        "| a line | 500 µs | json.loads 50 µs | 10.0 | polars 2 ms | 0.25 | ≤ 10 × floor | reached |"
    )
    assert "| ≤ 9 × floor | **not reached** |" in str(replace(reached, most=9))
    assert "| ≤ 0.2 × peer | **not reached** |" in str(replace(reached, most=0.2, by_peer=True))


def test_the_command_runs_whole_and_prints_a_table() -> None:
    command = [sys.executable, "run.py", "--quick", "--only", "write"]
    environment = {**os.environ, "PYTHONPATH": str(BENCHMARKS.parent)}
    ran = subprocess.run(
        command, cwd=BENCHMARKS, env=environment, capture_output=True, text=True, check=True
    )
    rows = [line for line in ran.stdout.splitlines() if line.startswith("| ")]
    assert len(rows) > 2
    assert {line.count("|") for line in rows} == {9}
