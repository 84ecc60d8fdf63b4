"""One command, one table: what things cost beside their floor and a peer, all in the same run.

    python benchmarks/run.py [--only GROUP] [--quick]

Prints a table in Markdown, group by group as it is measured. Every figure is time of the processor, the
least of several runs in turns; only the ratios of one run mean anything. ``--quick`` measures
little, to see that everything runs. How a batch grows is measured by ``growth.py``.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Final

from table import HEAD, machine

GROUPS: Final = {
    "score": ("score", "rules"),
    "batch": ("batch",),
    "review": ("review_folder",),
    "read": ("read",),
    "write": ("write",),
    "start": ("start",),
}
"""Groups, and the modules whose ``lines`` measure them."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=GROUPS, action="append")
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    print(machine(), end="\n\n")
    for group in asked.only or GROUPS:
        print(f"**{group}**\n\n{HEAD}", flush=True)
        for module in GROUPS[group]:
            for line in import_module(module).lines(asked.quick):
                print(line, flush=True)
        print(flush=True)


if __name__ == "__main__":
    main()
