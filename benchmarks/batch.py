"""What bulk scoring costs a submission on one core, beside decoding the same lines and beside polars.

    python benchmarks/batch.py [--count 20000] [--profile]

Cold: a new process that has loaded its sets by scoring a few other submissions, and every text is new.
Warm: the same lines once more. Odd: rows as nobody else writes them, which no shape helps with.
Each is measured in processes of their own, in turns, the least of several. polars does the nearest to it that it
can: reads the lines, takes the first number out of each target and actual, floats, one ratio
for all rows, and adds up; it reads no sign, unit, deadline or wording. ``--profile`` shows where the
time of a cold run goes.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from generated_lines import Wanted, line_of, submissions, write_lines
from generated_tables import write_tables
from pyarrow.parquet import read_table
from score import zen_times
from table import Beside, Line, table
from timing import HERE, least, measured

Found = dict[str, float]


def records(lines: Iterable[str], name: str) -> list[Any]:
    from scoring.bulk.worker import InputRecord  # noqa: PLC0415

    return [InputRecord(name, number, line.rstrip()) for number, line in enumerate(lines, 1)]


def loaded() -> Any:
    """Return a worker that has loaded the sets."""
    from scoring.bulk.worker import BulkSettings  # noqa: PLC0415

    worker = BulkSettings().worker()
    others = [line_of(given).decode() for given in submissions(12, seed=0)]
    for _ in worker.score(records(others, "b.jsonl")):
        pass
    return worker


def by_worker(path: Path) -> Found:
    """Return seconds of all lines of a file: decoded alone, scored cold, scored again."""
    lines = path.read_text("utf-8").splitlines()
    given = records(lines, "a.jsonl")
    worker = loaded()
    found: Found = {}
    for name in ("cold", "warm"):
        begin = time.process_time()
        for _ in worker.score(given):
            pass
        found[name] = time.process_time() - begin
    begin = time.process_time()
    for line in lines:
        json.loads(line)
    return {**found, "json.loads": time.process_time() - begin}


def by_polars(path: Path) -> Found:
    """Return seconds of all lines of a file, by one thread of polars."""
    import polars as pl  # noqa: PLC0415

    number = r"([0-9]+(?:\.[0-9]+)?)"
    texts = dict.fromkeys(("target", "actual"), pl.String)
    row = pl.Struct({**texts, "points": pl.Float64})
    schema = {"project": pl.Struct({"code": pl.String}), "indicators": pl.List(row)}
    ratio = pl.col("actual") / pl.col("target")
    begin = time.process_time()
    scored = (
        pl.scan_ndjson(path, schema=schema)
        .select(pl.col("project").struct.field("code"), "indicators")
        .explode("indicators")
        .unnest("indicators")
        .with_columns(pl.col(*texts).str.extract(number).cast(pl.Float64))
        .with_columns(score=pl.col("points") * ratio.clip(0, 1).fill_null(1).fill_nan(1))
        .group_by("code")
        .agg(pl.col("score").sum())
        .collect()
    )
    assert len(scored), "polars read nothing"
    return {"polars": time.process_time() - begin}


def _child(kind: str, path: Path) -> Found:
    command = [sys.executable, __file__, "--child", kind, str(path)]
    environment = {"PYTHONPATH": str(HERE), "POLARS_MAX_THREADS": "1"}
    made = subprocess.run(command, check=True, capture_output=True, env=environment)
    found: Found = json.loads(made.stdout)
    return found


def least_of(path: Path, count: int, times: int) -> Found:
    """Return seconds a submission of each way, the least of several processes in turns."""
    found: Found = {}
    for _ in range(times):
        for kind in ("worker", "polars"):
            for name, seconds in _child(kind, path).items():
                found[name] = min(found.get(name, seconds), seconds)
    return {name: seconds / count for name, seconds in found.items()}


def lines(quick: bool, count: int = 20_000) -> Iterator[Line]:
    """Yield what bulk scoring costs a submission of 20 rows."""
    times, count = (1, 30) if quick else (2, count)
    odd_count = max(count // 20, 10)
    with tempfile.TemporaryDirectory() as folder:
        path, odd_path = Path(folder) / "a.jsonl", Path(folder) / "odd.jsonl"
        made = write_lines(count, path)
        write_lines(odd_count, odd_path, wanted=Wanted(odd=True))
        found, odd = least_of(path, count, times), least_of(odd_path, odd_count, times)
        floor, peer = (Beside(name, found[name]) for name in ("json.loads", "polars"))
        share = f"{made.distinct / made.counted:.0%} of texts distinct"
        yield Line(f"a submission, cold, {share}", found["cold"], floor, peer, 15)
        yield Line("a submission, warm", found["warm"], floor, peer, 5)
        yield Line(
            "a submission, cold, all rows of unknown shapes", odd["cold"],
            Beside("json.loads", odd["json.loads"]), Beside("polars", odd["polars"]), 100,
        )  # fmt: skip
        for name, seconds in zen_times(2 if quick else 7).items():
            zen = Beside(f"{name}, 20 rows", seconds)
            yield Line("a submission, cold, exact", found["cold"], floor, zen, 0.2, by_peer=True)

        seconds = _by_command(path, Path(folder), times) / count
        yield Line("`ziping batch`, one worker, all outputs and its start", seconds, floor)
        tables = Path(folder) / "tables"
        write_tables(count, tables)
        seconds = _by_command(tables, Path(folder), times) / count
        bare = least({"read": lambda: [read_table(file) for file in tables.iterdir()]}, times)
        read = Beside("pyarrow, reading", bare["read"] / count)
        yield Line("the same of two tables of Parquet", seconds, read)


def _by_command(source: Path, folder: Path, times: int) -> float:
    """Return the seconds of the processor of a whole batch, the least of some."""
    command = [sys.executable, "-m", "scoring", "batch", str(source), "--workers", "1", "-o"]
    found = []
    for _ in range(times):
        output = folder / "out"
        shutil.rmtree(output, ignore_errors=True)
        found.append(measured([*command, str(output)]).processor)
    return min(found)


def profile(count: int) -> None:
    """Print where the time of a cold run goes."""
    given = records((line_of(one).decode() for one in submissions(count)), "a.jsonl")
    worker, profiler = loaded(), cProfile.Profile(time.process_time)
    profiler.enable()
    for _ in worker.score(given):
        pass
    profiler.disable()
    stats = pstats.Stats(profiler)
    stats.sort_stats("cumulative").print_stats(30)
    stats.sort_stats("tottime").print_stats(40)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        kind, path = asked.child
        print(json.dumps((by_worker if kind == "worker" else by_polars)(Path(path))))
    elif asked.profile:
        profile(asked.count)
    else:
        print(table(lines(quick=False, count=asked.count)))


if __name__ == "__main__":
    main()
