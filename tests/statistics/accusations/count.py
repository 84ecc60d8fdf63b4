"""Count accusations over many generated forms and write ``table.md``.

Run from the checkout: ``python -m tests.statistics.accusations.count --forms 20000``. With ``--no-page`` only
what is wrong is printed; ``--sample`` renews the page's last part alone, in seconds. Nothing is
random: the same number gives the same page.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ProcessPoolExecutor

from scoring.work.library import Library
from tests.folders import STATISTICS
from tests.statistics.accusations.counting import Counts, count
from tests.statistics.accusations.forms import sets_to_fill
from tests.statistics.accusations.judge import Judge
from tests.statistics.accusations.page import SAMPLE_FORMS, page, with_sample
from tests.statistics.accusations.round_trip import trips

PAGE = STATISTICS / "accusations/table.md"
BATCH = 10
TRIPS = 5
"""Forms of every set that are printed in each format and read back."""


def main() -> int:
    """Count, tell what is wrong, write the page; 1 where a correct form is accused or an error missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=20_000, help="correct forms over all sets")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--no-page", action="store_true", help="only tell what is wrong")
    parser.add_argument("--sample", action="store_true", help="renew the page's sample alone")
    asked = parser.parse_args()
    if asked.sample:
        sample = count(Judge(), range(SAMPLE_FORMS))
        PAGE.write_text(with_sample(PAGE.read_text(encoding="utf-8"), sample), encoding="utf-8")
        return int(_tell(sample))
    each = max(-(-asked.forms // len(sets_to_fill(Library()))), 1)
    began = time.monotonic()
    long = counted(each, asked.processes)
    wrong = _tell(long)
    print(f"{long.forms} forms in {time.monotonic() - began:.0f} s")
    if not asked.no_page:
        sent = trips(Judge(), range(TRIPS))
        for one in sent.values():
            for text in one.wrong:
                print("WRONG", text)
                wrong = True
        sample = count(Judge(), range(SAMPLE_FORMS))
        PAGE.write_text(page(long, sample, sent), encoding="utf-8")
    return 1 if wrong else 0


def counted(each: int, processes: int) -> Counts:
    """Count in batches that do not depend on how many processes share them."""
    batches = [range(first, min(first + BATCH, each)) for first in range(0, each, BATCH)]
    if processes == 1:
        parts = map(_batch, batches)
        return _added(list(parts))
    with ProcessPoolExecutor(processes) as pool:
        return _added(list(pool.map(_batch, batches)))


_JUDGE: list[Judge] = []


def _batch(numbers: range) -> Counts:
    if not _JUDGE:
        _JUDGE.append(Judge())
    return count(_JUDGE[0], numbers)


def _added(parts: list[Counts]) -> Counts:
    whole = parts[0]
    for part in parts[1:]:
        for set_id, one in part.sets.items():
            into = whole.sets[set_id]
            into.forms += one.forms
            into.kinds += one.kinds
            into.codes += one.codes
            into.wrong += one.wrong
        for name, planted in part.plants.items():
            all_planted = whole.plants[name]
            all_planted.planted += planted.planted
            all_planted.found += planted.found
            all_planted.sets += planted.sets
            all_planted.said += planted.said
            all_planted.missed += planted.missed
            all_planted.others += planted.others
    return whole


def _tell(counts: Counts) -> bool:
    wrong = False
    for one in counts.sets.values():
        for text in one.wrong[:5]:
            print("WRONG", text)
            wrong = True
    for name, planted in counts.plants.items():
        if not planted.planted:
            print("NEVER", name)
        if planted.missed:
            print("MISSED", name, len(planted.missed), "of", planted.planted, planted.missed[:3])
            wrong = True
        if planted.others:
            print("OTHERS", name, len(planted.others), planted.others[:3])
    return wrong


if __name__ == "__main__":
    raise SystemExit(main())
