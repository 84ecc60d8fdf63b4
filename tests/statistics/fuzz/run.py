"""Fuzzes the readers for a while: ``python -m tests.statistics.fuzz.run --minutes 30 [--kind pdf] [--from 0]``.

What gets out of a reader other than problems, and what takes too long, is printed with its number;
the input is kept in ``--keep``. Exit status 1 if there was any.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from scoring.files import office
from tests.statistics.fuzz.corpus import changed, corpus
from tests.statistics.fuzz.outcome import SUFFIXES, outcome

# What LibreOffice makes of a broken file is not under test here.
office.find_soffice = lambda: None

SLOW = 20.0
"""Seconds that reading a changed form may take."""


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--minutes", type=float, default=1.0)
    words.add_argument("--kind", choices=sorted(corpus()), action="append")
    words.add_argument("--from", dest="first", type=int, default=1_000)
    words.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "ziping-fuzz")
    given = words.parse_args()
    end = time.monotonic() + given.minutes * 60
    kinds = given.kind or sorted(corpus())
    seen: Counter[tuple[str, str]] = Counter()
    faults = 0
    number = given.first
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            for kind in kinds:
                data = changed(kind, number)
                path = Path(folder) / f"甲{SUFFIXES.get(kind, '.bin')}"
                path.write_bytes(data)
                begin = time.monotonic()
                try:
                    result = outcome(path)
                except Exception:
                    result = "FAULT"
                    traceback.print_exc()
                took = time.monotonic() - begin
                if result == "FAULT" or took > SLOW:
                    faults += 1
                    given.keep.mkdir(parents=True, exist_ok=True)
                    (given.keep / f"{kind}-{number}").write_bytes(data)
                    print(f"{kind} {number}: {result}, {took:.1f} s", flush=True)
                seen[kind, result] += 1
            number += 1
    for (kind, result), count in sorted(seen.items()):
        print(f"{kind:10} {result:8} {count}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
