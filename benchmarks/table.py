"""The one table of what things cost: a line each, beside its floor and a peer of the same run."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

PEERS: Final = (
    "polars", "pyarrow", "python-calamine", "openpyxl", "XlsxWriter", "zen-engine", "pydantic",
)  # fmt: skip
HEAD: Final = (
    "| what | ours | floor | ÷ floor | peer | ÷ peer | goal | |\n|---|--:|---|--:|---|--:|---|---|"
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What something is measured beside: its name, and seconds."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Line:
    """What one thing costs in seconds, beside the least that it can cost and what others cost."""

    what: str
    ours: float
    floor: Beside | None = None
    peer: Beside | None = None
    most: float | None = None
    """The goal: the most that the ratio may be, to the floor or (``by_peer``) to the peer."""
    by_peer: bool = False

    def __str__(self) -> str:
        floor, peer = self._beside(self.floor), self._beside(self.peer)
        return f"| {self.what} | {shown(self.ours)} | {floor} | {peer} | {self._goal()} |"

    def _beside(self, other: Beside | None) -> str:
        if other is None:
            return "– | –"
        return f"{other.name} {shown(other.seconds)} | {ratio(self.ours / other.seconds)}"

    def _goal(self) -> str:
        beside = self.peer if self.by_peer else self.floor
        if self.most is None:
            return "– | "
        sign = f"≤ {self.most:g} × {'peer' if self.by_peer else 'floor'}"
        if beside is None:
            return f"{sign} | not measured"
        reached = self.ours <= self.most * beside.seconds
        return f"{sign} | {'reached' if reached else '**not reached**'}"


def shown(seconds: float) -> str:
    """Return a time with its unit."""
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def ratio(value: float) -> str:
    """Return a ratio in as many digits as it deserves."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 2 else f"{value:.2f}"


def machine() -> str:
    """Name the machine, the interpreter and the peers, as far as they are installed."""
    found = []
    for name in PEERS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()};"
        f" {platform.python_implementation()} {platform.python_version()}; {', '.join(found)}."
    )


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def table(lines: Iterable[Line]) -> str:
    """Return lines as a table."""
    return "\n".join([HEAD, *map(str, lines)])
