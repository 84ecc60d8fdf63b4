"""A review of many generated xlsx forms: time, memory, and what a second worker gains, in one run.

    python benchmarks/batch.py COUNT [--folder FOLDER] [--checkout FOLDER]

The measure is openpyxl, loading the same files in the same run and doing nothing with them. Time of the
processor (all processes of a run together) is compared with it, so that other work on the machine matters
little; only what a second worker gains is a matter of the clock. Memory is the most that all
processes of a run had together at one moment (``Pss`` where the system tells it). The outputs
of one and of two workers are compared byte by byte (but for the ledger, which knows the time). ``--checkout`` measures another copy of the program.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generated_forms import write_forms

HERE = Path(__file__).resolve().parents[1]
OPENPYXL = """
import sys
from pathlib import Path
from openpyxl import load_workbook
for path in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
    for sheet in load_workbook(path, data_only=True):
        for _ in sheet.values:
            pass
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one command took."""

    clock: float
    processor: float
    memory: int
    """Bytes."""


def measured(command: list[str], checkout: Path) -> Measured:
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    with subprocess.Popen(
        command, env=environment, cwd=checkout, stdout=subprocess.DEVNULL
    ) as process:
        peak = [0]
        watch = threading.Thread(target=_watch, args=(process, peak))
        watch.start()
        status = process.wait()
        watch.join()
    if status not in {0, 1}:
        raise SystemExit(f"{command}: {status}")
    clock, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(clock, processor, peak[0])


def _watch(process: subprocess.Popen[bytes], peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_memory, _family(process.pid))))
        time.sleep(0.3)


def _family(parent: int) -> list[int]:
    """Return a process and all that it started."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError, IndexError):
            number = int(entry.name)
            fields = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            children.setdefault(int(fields[1]), []).append(number)
    found = [parent]
    for number in found:
        found += children.get(number, [])
    return found


def _memory(process: int) -> int:
    with suppress(OSError, ValueError, StopIteration):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
        return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0


def differing(one: Path, other: Path) -> list[str]:
    """Return the outputs that are not the same bytes in both folders."""
    names = {
        path.relative_to(folder)
        for folder in (one, other)
        for path in folder.rglob("*")
        if path.is_file() and ".ziping" not in path.parts and path.suffix != ".db"
    }
    return sorted(
        str(name)
        for name in names
        if not ((one / name).is_file() and (other / name).is_file())
        or not filecmp.cmp(one / name, other / name, shallow=False)
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--checkout", type=Path, default=HERE)
    parser.add_argument("--no-workers", action="store_true", help="the program knows no --workers")
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="ziping-"))
    forms = folder / "forms"
    share = write_forms(asked.count, forms)
    print(f"{asked.count:,} forms; {share:.0%} of their rows have texts of their own")
    bare = measured([sys.executable, "-c", OPENPYXL, str(forms)], HERE)
    print(f"openpyxl, loading alone       {_line(bare, asked.count)}")
    runs = {
        "json, one worker": ("json", 1), "all outputs, one worker": ("xlsx,html,json", 1),
        "all outputs, two workers": ("xlsx,html,json", 2),
    }  # fmt: skip
    if asked.no_workers:
        del runs["all outputs, two workers"]
    found: dict[str, Measured] = {}
    for number, (name, (formats, workers)) in enumerate(runs.items()):
        output = folder / f"out-{number}"
        shutil.rmtree(output, ignore_errors=True)
        command = [sys.executable, "-m", "scoring", "review", str(forms), "-o", str(output)]
        command += ["--format", formats]
        command += [] if asked.no_workers else ["--workers", str(workers)]
        found[name] = run = measured(command, asked.checkout)
        ratio = run.processor / bare.processor
        print(f"{name:29} {_line(run, asked.count)}   {ratio:5.1f} x openpyxl")
    if not asked.no_workers:
        one, two = found["all outputs, one worker"], found["all outputs, two workers"]
        print(f"two workers ÷ one, by the clock: {one.clock / two.clock:.2f} x")
        other = differing(folder / "out-1", folder / "out-2")
        print(f"outputs that differ: {len(other)} {other[:3]}")
    if asked.folder is None:
        shutil.rmtree(folder)


def _line(run: Measured, count: int) -> str:
    return (
        f"{1000 * run.processor / count:6.1f} ms a form; {run.clock:7.1f} s by the clock;"
        f" {run.memory / 1e6:5.0f} MB"
    )


if __name__ == "__main__":
    main()
