"""A review of many generated xlsx forms: time, memory, and what a second worker gains, in one run.

    python benchmarks/review_folder.py COUNT [--folder FOLDER] [--checkout FOLDER]

The measure is openpyxl, loading the same files in the same run and doing nothing with them. Time of the
processor (all processes of a run together) is compared with it, so that other work on the machine matters
little; only what a second worker gains is a matter of the clock. Memory is the most that all
processes of a run had together at one moment (``Pss`` where the system tells it). The outputs
of one and of two workers are compared byte by byte (but for the ledger, which knows the time). ``--checkout``
measures another copy of the program.
"""

from __future__ import annotations

import argparse
import filecmp
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generated_forms import write_forms
from table import Beside, Line
from timing import HERE, Measured, measured

OPENPYXL = """
import sys
from pathlib import Path
from openpyxl import load_workbook
for path in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
    for sheet in load_workbook(path, data_only=True):
        for _ in sheet.values:
            pass
"""
ALL = "xlsx,html,json"


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


def bare_loading(forms: Path) -> Measured:
    """Load all forms with openpyxl."""
    return measured([sys.executable, "-c", OPENPYXL, str(forms)])


def reviewed(
    forms: Path, output: Path, formats: str, workers: int, checkout: Path = HERE
) -> Measured:
    """Review all forms into a folder that is made anew."""
    shutil.rmtree(output, ignore_errors=True)
    command = [sys.executable, "-m", "scoring", "review", str(forms), "-o", str(output)]
    return measured([*command, "--format", formats, "--workers", str(workers)], checkout)


def lines(quick: bool) -> Iterator[Line]:
    """Yield what a form costs on its way through a review, beside openpyxl loading it."""
    count = 20 if quick else 300
    with tempfile.TemporaryDirectory() as name:
        forms = Path(name) / "forms"
        write_forms(count, forms)
        bare = Beside("openpyxl, loading", bare_loading(forms).processor / count)
        for what, formats, most in (
            ("a form reviewed, as JSON", "json", 2.5), ("a form reviewed, all outputs", ALL, 4),
        ):  # fmt: skip
            run = reviewed(forms, Path(name) / "out", formats, 1)
            yield Line(what, run.processor / count, peer=bare, most=most, by_peer=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--checkout", type=Path, default=HERE)
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="ziping-"))
    forms = folder / "forms"
    share = write_forms(asked.count, forms)
    print(f"{asked.count:,} forms; {share:.0%} of their rows have texts of their own")
    bare = bare_loading(forms)
    print(f"openpyxl, loading alone       {_line(bare, asked.count)}")
    found: list[Measured] = []
    for formats, workers in (("json", 1), (ALL, 1), (ALL, 2)):
        output = folder / f"out-{len(found)}"
        run = reviewed(forms, output, formats, workers, asked.checkout)
        found.append(run)
        ratio = run.processor / bare.processor
        name = f"{formats}, {workers} workers"
        print(f"{name:29} {_line(run, asked.count)}   {ratio:5.1f} x openpyxl")
    print(f"two workers ÷ one, by the clock: {found[1].clock / found[2].clock:.2f} x")
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
