"""How a batch grows from 1,000 submissions to 1,000,000: time, memory, workers, kills, equal outputs.

    python benchmarks/growth.py                       1,000 to 100,000, one worker and two
    python benchmarks/growth.py --million             one million by two workers, less than half an hour
    python benchmarks/growth.py --counts 1000 10000   what you like

Lines of 20 rows (``generated_lines``; one in a thousand is cut in the middle) are written first, then
scored by ``ziping batch``. The largest of several counts is also killed (SIGKILL to all its processes)
halfway and run again. Checked: read = scored + set aside, and the same bytes for one worker, for two and
after the kill. ``growth.log`` in the folder gets every step, and every ten seconds the memory of all
processes together and the bytes that were done. A million needs some 40 GB of disk.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from generated_lines import Wanted, write_lines
from table import machine
from timing import HERE, Measured, measured

MILLION: Final = 1_000_000
GIBIBYTE: Final = 2**30
EVERY: Final = 10
BROKEN: Final = 0.001

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outputs:
    """What stands in a folder of outputs: by name, the digests of files and how many lines they have."""

    digests: dict[str, str]
    lines: dict[str, int]

    def differing(self, other: Outputs) -> list[str]:
        """Return the files that are not the same bytes in both."""
        names = sorted({*self.digests, *other.digests})
        return [name for name in names if self.digests.get(name) != other.digests.get(name)]


def outputs_of(folder: Path) -> Outputs:
    """Return what a batch wrote; its own notes are no outputs."""
    digests, lines = dict[str, str](), dict[str, int]()
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            continue
        digest, count = hashlib.sha256(), 0
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
                count += block.count(b"\n")
        digests[path.name] = digest.hexdigest()[:16]
        if path.suffix == ".jsonl":
            lines[path.name] = count
    return Outputs(digests, lines)


def size_of(folder: Path) -> int:
    """Return the bytes of all files under a folder that is being worked in."""
    found = 0
    for inside, _, names in os.walk(folder):
        for name in names:
            try:
                found += os.stat(os.path.join(inside, name)).st_size
            except OSError:
                continue
    return found


@dataclass(frozen=True, slots=True)
class Batch:
    """The command under measure."""

    lines: Path
    checkout: Path

    def command(self, output: Path, workers: int) -> list[str]:
        program = [sys.executable, "-m", "scoring", "batch", str(self.lines)]
        return [*program, "-o", str(output), "--workers", str(workers)]

    def run(self, output: Path, workers: int, say: Say) -> Measured:
        """Run it whole, or what an earlier run left of it."""
        said = [0.0]

        def watch(seconds: float, memory: int) -> None:
            if seconds - said[0] >= EVERY:
                said[0] = seconds
                done = size_of(output)
                say(
                    f"    {seconds:6.0f} s  {memory / 1e6:6.0f} MB of memory  {done / 1e6:9,.0f} MB out"
                )

        printed = output.with_suffix(".txt")
        with printed.open("wb") as file:
            took = measured(self.command(output, workers), self.checkout, watch, file)
        for line in printed.read_text("utf-8").splitlines():
            say(f"    | {line}")
        return took

    def kill(self, output: Path, workers: int, seconds: float) -> None:
        """Begin it, and kill all its processes at once after some seconds."""
        environment = {**os.environ, "PYTHONPATH": str(self.checkout)}
        with subprocess.Popen(
            self.command(output, workers), env=environment, cwd=self.checkout,
            stdout=subprocess.DEVNULL, start_new_session=True,
        ) as process:  # fmt: skip
            time.sleep(seconds)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def grow(
    count: int, workers: Sequence[int], folder: Path, checkout: Path, kills: bool, say: Say
) -> list[str]:
    """Measure one count; return its lines of the table."""
    path = folder / f"{count}.jsonl"
    begun = time.monotonic()
    made = write_lines(count, path, wanted=Wanted(broken=BROKEN), processes=os.cpu_count() or 1)
    say(f"{made}; written in {time.monotonic() - begun:.0f} s")
    batch = Batch(path, checkout)
    rows: list[str] = []
    first: Outputs | None = None
    clocks: list[float] = []
    for number in workers:
        output = folder / f"{count}-{number}"
        shutil.rmtree(output, ignore_errors=True)
        say(f"{count:,} submissions, {number} workers")
        took = batch.run(output, number, say)
        found = outputs_of(output)
        clocks.append(took.clock)
        first = first or found
        rows.append(_row(count, number, took, clocks[0] / took.clock, found == first))
        say(f"    {took.clock:.1f} s by the clock, {took.processor:.1f} s of the processor,"
            f" {took.memory / 1e6:.0f} MB; {_counts(found, count, made.broken)}; {found.digests}"
            f"{'' if found == first else ', NOT THOSE OF THE FIRST RUN'}")  # fmt: skip
    if kills:
        output = folder / f"{count}-killed"
        shutil.rmtree(output, ignore_errors=True)
        say(f"{count:,} submissions, {workers[-1]} workers, killed after {clocks[-1] / 2:.0f} s")
        batch.kill(output, workers[-1], clocks[-1] / 2)
        took = batch.run(output, workers[-1], say)
        equal = outputs_of(output) == first
        say(
            f"    the rest in {took.clock:.1f} s; outputs {'the same bytes' if equal else 'DIFFER'}"
        )
        rows.append(_row(count, workers[-1], took, None, equal, "the rest after a kill"))
    for left in folder.glob(f"{count}-*"):
        if left.is_dir():
            shutil.rmtree(left)
    path.unlink()
    return rows


def _counts(found: Outputs, count: int, broken: int) -> str:
    """Say whether every line that was read is a line of an output: scored, or set aside."""
    few = sorted(found.lines.values())[:-1]  # the most lines are those of the rows
    right = sum(few) == count and broken in few
    return f"lines {found.lines}: {'all there' if right else f'NOT the {count} that were given'}"


HEAD: Final = (
    "| submissions | workers | by the clock | processor, a submission | most memory | × one worker"
    " | same bytes |\n|--:|---|--:|--:|--:|--:|---|"
)


def _row(
    count: int, workers: int, took: Measured, gain: float | None, equal: bool, what: str = ""
) -> str:
    each = f"{1000 * took.processor / count:.2f} ms" if gain is not None else "–"
    return (
        f"| {count:,} | {workers}{f', {what}' if what else ''} | {took.clock:.1f} s | {each}"
        f" | {took.memory / 2**20:.0f} MiB{'' if took.memory < GIBIBYTE else ' **over 1 GiB**'}"
        f" | {'–' if gain is None else f'{gain:.2f}'} | {'yes' if equal else '**no**'} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--counts", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--workers", type=int, nargs="+")
    parser.add_argument("--folder", type=Path, default=Path("growth"))
    parser.add_argument("--checkout", type=Path, default=HERE, help="another copy of the program")
    asked = parser.parse_args()
    begun = time.monotonic()
    folder: Path = asked.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "growth.log").open("a", encoding="utf-8") as log:

        def say(text: str) -> None:
            line = f"{datetime.now():%H:%M:%S}  {text}"
            print(line, file=log, flush=True)
            print(line, file=sys.stderr, flush=True)

        say(machine())
        counts = [MILLION] if asked.million else asked.counts
        workers = asked.workers or ([2] if asked.million else [1, 2])
        print(HEAD, flush=True)
        for count in counts:
            kills = count == max(counts) < MILLION
            for row in grow(count, workers, folder, asked.checkout, kills, say):
                print(row, file=log, flush=True)
                print(row, flush=True)
        say(f"all in {(time.monotonic() - begun) / 60:.1f} minutes")


if __name__ == "__main__":
    main()
