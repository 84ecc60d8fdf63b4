"""抽查: which projects are drawn, always the same ones for the same seed."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Sample:
    """How projects are drawn."""

    share: Fraction
    """Of each group, rounded up: of every group one at least."""
    seed: str
    by: str = ""
    """What groups them: ``unit`` or ``department``; empty where all are one group."""


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn, and from how many."""

    drawn: tuple[str, ...]
    """Ids of the projects, in their own order."""
    groups: int
    population: int


def draw(projects: Iterable[tuple[str, str]], sample: Sample) -> Draw:
    """Draw from projects, each given with the name of its group; one given twice counts once.

    The order of the projects changes nothing, and one group does not change what is drawn of another:
    within its group a project's place is the digest of seed, group and project.
    """
    groups: dict[str, set[str]] = {}
    for group, project in projects:
        groups.setdefault(group if sample.by else "", set()).add(project)
    drawn: list[str] = []
    for group, own in groups.items():
        places = sorted(own, key=lambda project: (_place(sample.seed, group, project), project))
        drawn += places[: max(1, math.ceil(sample.share * len(own)))]
    population = sum(map(len, groups.values()))
    return Draw(tuple(sorted(drawn)), len(groups), population)


def _place(seed: str, group: str, project: str) -> str:
    text = "\n".join((seed, group, project))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
