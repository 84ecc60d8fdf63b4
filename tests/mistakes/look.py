"""Print what each officer reads: ``python -m tests.mistakes.look [part of an id …]``."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.mistakes.desk import BASES, filled, make, run, table


def main() -> None:
    """Run the rows that were asked for, all where none was."""
    with tempfile.TemporaryDirectory() as home:
        bases = {kind: filled(Path(home), kind) for kind in BASES}
        for number, mistake in enumerate(table()):
            if sys.argv[1:] and not any(part in mistake.id for part in sys.argv[1:]):
                continue
            desk = Path(home) / str(number)
            desk.mkdir()
            os.chdir(desk)
            make(mistake, bases)
            print(f"\n===== {mistake.id}  {mistake.did}\n$ ziping {mistake.run}", flush=True)
            print(f"[{run(mistake)}] expected {mistake.status}", flush=True)
            os.chdir(home)


if __name__ == "__main__":
    main()
