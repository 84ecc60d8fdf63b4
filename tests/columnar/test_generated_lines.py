"""A province's made-up submissions have the same result by shapes as by the engine, field by field."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.folders import ROOT


@pytest.mark.parametrize(
    "count", [pytest.param(800, marks=pytest.mark.long, id="many"), pytest.param(30, id="few")]
)
@pytest.mark.parametrize("shares", [(), ("--odd",)], ids=["usual", "all of their own"])
def test_generated_submissions_are_scored_as_by_the_engine(
    count: int, shares: tuple[str, ...]
) -> None:
    command = [sys.executable, "benchmarks/equal.py", str(count), "--seed", "15", *shares]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.stdout.splitlines()[-1].endswith("; 0 submissions differ"), (
        done.stdout + done.stderr
    )
