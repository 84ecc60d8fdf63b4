"""Batches made of the real documents."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.cli.main import main
from tests.batch.desk_of_rounds import Rounds
from tests.folders import SEEDS

Run = Callable[..., int]


@pytest.fixture(scope="session")
def six(checkout: Path) -> list[Path]:
    """The six real projects, as submissions."""
    return sorted((checkout / "examples").glob("*.yaml"))


@pytest.fixture(scope="session")
def report() -> Path:
    """The published text that holds the six tables."""
    return next(SEEDS.glob("004_*.txt"))


@pytest.fixture
def folder(tmp_path: Path, six: list[Path]) -> Path:
    """A folder with the six submissions, two of them further down."""
    inside = tmp_path / "申报"
    (inside / "二处" / "下属").mkdir(parents=True)
    for number, path in enumerate(six):
        deeper = {4: "二处", 5: "二处/下属"}.get(number, "")
        (inside / deeper / path.name).write_bytes(path.read_bytes())
    return inside


@pytest.fixture
def review() -> Run:
    """Run ``ziping review``; the exit status comes back."""

    def run(*arguments: Path | str) -> int:
        return main(["review", *map(str, arguments)])

    return run


@pytest.fixture(scope="session")
def findings() -> Callable[[Path], list[dict[str, Any]]]:
    """Read ``findings.jsonl`` of an output folder."""

    def read(output: Path) -> list[dict[str, Any]]:
        text = (output / "findings.jsonl").read_text("utf-8")
        return [json.loads(line) for line in text.splitlines()]

    return read


@pytest.fixture(scope="session")
def rows() -> Callable[..., list[dict[str, Any]]]:
    """Read the rows of a list, by heading."""

    def read(path: Path, sheet: str = "") -> list[dict[str, Any]]:
        if path.suffix == ".csv":
            return list(csv.DictReader(StringIO(path.read_text("utf-8-sig"))))
        book = load_workbook(path)
        head, *others = book[sheet].iter_rows(values_only=True)
        return [dict(zip(map(str, head), row, strict=True)) for row in others]

    return read


@pytest.fixture(scope="session")
def tree() -> Callable[[Path], dict[str, bytes]]:
    """Read all outputs by name, without what the program keeps for itself and the ledger, which knows the time."""

    def read(output: Path) -> dict[str, bytes]:
        return {
            path.relative_to(output).as_posix(): path.read_bytes()
            for path in sorted(output.rglob("*"))
            if path.is_file() and ".ziping" not in path.parts and path.suffix != ".db"
        }

    return read


@pytest.fixture
def rounds(tmp_path: Path, six: list[Path]) -> Callable[..., Rounds]:
    """Lay real projects into a folder and review them for the first time, by their numbers."""

    def begun(*numbers: int) -> Rounds:
        forms = tmp_path / "报送"
        forms.mkdir()
        for number in numbers or (6,):
            (forms / six[number - 1].name).write_bytes(six[number - 1].read_bytes())
        desk = Rounds(forms, tmp_path / "结果")
        desk.run()
        return desk

    return begun
