"""Bare targets by level, name and unit: which way they go, and how often the program knows it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

import pytest

from scoring.records.certainty import KNOWN
from scoring.values.attainment import Attainment, ComparedRow
from scoring.values.comparing.attain import attain
from scoring.work.library import Library

HERE = Path(__file__).parent
LEVELS = {
    "数量": ("产出指标", "数量指标"), "质量": ("产出指标", "质量指标"),
    "时效": ("产出指标", "时效指标"), "成本": ("产出指标", "成本指标"),
    "经济": ("效益指标", "经济效益指标"), "社会": ("效益指标", "社会效益指标"),
    "生态": ("效益指标", "生态效益指标"), "可持续": ("效益指标", "可持续影响指标"),
    "满意": ("满意度指标", "服务对象满意度指标"),
}  # fmt: skip
MOST_PRESUMED = 15
"""Percent of the held-out triples with a direction that may stay presumed."""


class Triple(NamedTuple):
    level: str
    name: str
    unit: str
    direction: str
    why: str

    @property
    def held_out(self) -> bool:
        """Whether the triple is in the half on which the word lists were never tuned."""
        told = f"{self.level} {self.name} {self.unit}"
        return bool(hashlib.sha256(told.encode()).digest()[0] % 2)


def _triples() -> list[Triple]:
    found, direction, why = [], "", ""
    for line in (HERE / "triples.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            direction, _, why = line[1:].partition("] ")
        elif line and not line.startswith("#"):
            level, name, unit = line.split()
            found.append(Triple(level, name, unit, direction, why))
    return found


TRIPLES = _triples()


def attained(triple: Triple, library: Library) -> Attainment:
    level1, level2 = LEVELS[triple.level]
    row = ComparedRow(triple.name, level1, level2, year=2025)
    unit = "" if triple.unit == "-" else triple.unit
    reader = library.reader
    target, actual = reader.read(f"24{unit}"), reader.read(f"21{unit}")
    return attain(target, actual, row, library.indicator_set("mof/2020-project").policy, reader)


def told(triple: Triple, library: Library) -> str:
    """Return the direction that is known, ``presumed`` if none is."""
    found = attained(triple, library)
    return found.direction or "?" if found.direction_known >= KNOWN else "presumed"
