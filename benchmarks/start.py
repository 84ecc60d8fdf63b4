"""What the start costs: ``ziping score`` of one file in all formats, beside what it imports.

    python benchmarks/start.py

The floor is importing the libraries that the command uses, with one model of pydantic made, for
pydantic loads next to nothing before that; the peer is the measure of former tables, which imports
openpyxl too, though the command no longer does. The command is run from the unpacked wheel
(``ZIPING_WHEEL``, or built for it), as users have it, and from the checkout. Time of the
processor of the whole process, the least of several in turns.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import ZipFile

from table import Beside, Line, table
from timing import HERE

BARE: Final = "import pydantic, xlsxwriter, jinja2, click"
FORMER: Final = "import pydantic, openpyxl, jinja2"
USED: Final = (
    "import yaml, xlsxwriter, jinja2, click, simpleeval; from pydantic import BaseModel\n"
    "class Made(BaseModel):\n  text: str"
)
_NAMES: Final = {
    BARE: "the bare imports", FORMER: "the former bare imports", USED: "imports, one model",
}  # fmt: skip


def seconds_of(command: list[str], package: Path) -> float:
    """Run a command with the package of a folder; return the seconds of the processor."""
    environment = {**os.environ, "PYTHONPATH": str(package)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with subprocess.Popen(
        command, env=environment, cwd=package, stdout=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def start_times(package: Path, rounds: int = 9) -> dict[str, float]:
    """Return the seconds of ``score`` and of the imports (by their text), the least of all rounds."""
    example = sorted((HERE / "examples").glob("*.yaml"))[3]
    with TemporaryDirectory() as output:
        score = ["-m", "scoring", "score", str(example), "-o", output]
        commands = {"score": score} | {text: ["-c", text] for text in (BARE, FORMER, USED)}
        found = dict.fromkeys(commands, float("inf"))
        for _ in range(rounds):
            for name, words in commands.items():
                found[name] = min(found[name], seconds_of([sys.executable, *words], package))
    return found


def unpack_wheel(folder: Path) -> None:
    """Unpack the wheel into a folder, compiled as pip leaves it."""
    wheel = os.environ.get("ZIPING_WHEEL")
    if wheel is None:
        build = [sys.executable, "-m", "build", "--wheel", "-o", str(folder), str(HERE)]
        subprocess.run(build, check=True, capture_output=True)
        wheel = str(next(folder.glob("ziping-*.whl")))
    with ZipFile(wheel) as packed:
        packed.extractall(folder)
    compileall.compile_dir(folder, quiet=1)


def lines(quick: bool) -> Iterator[Line]:
    """Yield what the start costs, from the wheel and from the checkout."""
    rounds = 1 if quick else 15
    with TemporaryDirectory() as unpacked:
        unpack_wheel(Path(unpacked))
        for what, package in (("the wheel", Path(unpacked)), ("the checkout", HERE)):
            took = start_times(package, rounds)
            most = 2.0 if what == "the wheel" else None
            named = {text: Beside(name, took[text]) for text, name in _NAMES.items()}
            score = f"`ziping score` of one file, all formats, from {what}"
            yield Line(score, took["score"], named[USED], named[FORMER], most)
            yield Line(score, took["score"], named[BARE], None, most)


if __name__ == "__main__":
    print(table(lines(quick=False)))
