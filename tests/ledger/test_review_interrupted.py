"""A review that is killed, starved or run twice at once loses nothing: run again, it is as if undisturbed."""

from __future__ import annotations

import shutil
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from scoring.cli.main import main
from scoring.ledger.store import Ledger
from scoring.records.ledger_entry import EntryKind
from tests.folders import EXAMPLES
from tests.ledger.processes import child, needs_fork

openpyxl: Any = pytest.importorskip("openpyxl")
resource: Any = pytest.importorskip("resource")
LEDGER = "复核台账.db"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a form, and the outputs of a first run with a sheet filled in and signed."""
    folder = tmp_path_factory.mktemp("复核")
    (folder / "表").mkdir()
    shutil.copy(EXAMPLES[-1], folder / "表")
    assert review(folder) == 1
    (path,) = (folder / "结果" / "复核表").glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["复核表"]
    labels = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value}
    (row,) = {
        cell.row
        for cell in sheet["C"]
        if cell.value == "78家" and sheet.cell(cell.row, 5).value == "69家"
    }
    sheet.cell(row, labels["复核得分"].column).value = 26.54
    sheet.cell(row, labels["认定理由"].column).value = "计算更正"
    name, day = labels["评价人（签字）"], labels["日期"]
    sheet.cell(name.row, next_open(sheet, name)).value = "复核人甲"
    sheet.cell(day.row, next_open(sheet, day)).value = "2026-03-01"
    book.save(path)
    return folder


def next_open(sheet: Any, label: Any) -> int:
    return next(
        column
        for column in range(label.column + 1, sheet.max_column + 1)
        if not sheet.cell(label.row, column).protection.locked
    )


def review(folder: Path) -> int:
    return main(["review", str(folder / "表"), "-o", str(folder / "结果")])


def outputs(folder: Path) -> dict[str, bytes]:
    """Return what a run wrote, but for the ledger, in which the clock stands, and what is hidden."""
    results = folder / "结果"
    return {
        str(path.relative_to(results)): path.read_bytes()
        for path in results.rglob("*")
        if path.is_file() and path.name != LEDGER
        if not any(part.startswith(".") for part in path.relative_to(results).parts)
    }


def kinds(folder: Path) -> list[EntryKind]:
    with Ledger.open(folder / "结果" / LEDGER, read_only=True) as ledger:
        assert ledger.verify() == []
        return [record.entry.kind for record in ledger.entries()]


WHOLE = [EntryKind.HAND_IN, EntryKind.RULING, EntryKind.SIGNATURE]


@pytest.fixture(scope="module")
def undisturbed(signed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("不受打扰") / "复核"
    shutil.copytree(signed, folder)
    review(folder)
    assert kinds(folder) == WHOLE
    return outputs(folder)


def review_in_child(connection: Connection, folder: Path, room: int = 0) -> None:
    if room:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    connection.send(None)
    connection.send(review(folder))


@needs_fork
@pytest.mark.parametrize("moments", [6, pytest.param(50, marks=pytest.mark.long)])
def test_a_review_killed_at_any_moment_is_taken_up_as_if_it_had_not_been(
    signed, undisturbed, tmp_path, moments
):
    folder = tmp_path / "复核"
    shutil.copytree(signed, folder)
    start = time.monotonic()
    review(folder)
    lasts = time.monotonic() - start
    for moment in range(moments):
        shutil.rmtree(folder)
        shutil.copytree(signed, folder)
        with child(review_in_child, folder) as (process, connection):
            connection.recv()
            time.sleep(lasts * moment / moments)
            process.kill()
            process.join()
        assert kinds(folder) in (WHOLE[:1], WHOLE)
        review(folder)
        assert kinds(folder) == WHOLE
        assert without_copies(outputs(folder)) == without_copies(undisturbed)


def without_copies(files: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out the kept copies of what a person changed: a killed run may have kept one already."""
    return {name: content for name, content in files.items() if not name.startswith("改动留存")}


@needs_fork
def test_of_two_reviews_at_once_one_is_told_of_the_other(signed, undisturbed, tmp_path, capfd):
    folder = tmp_path / "复核"
    shutil.copytree(signed, folder)
    with Ledger.open(folder / "结果" / LEDGER):
        with child(review_in_child, folder) as (_, connection):
            connection.recv()
            assert connection.recv() == 2
        assert kinds(folder) == WHOLE[:1]
    assert "复核台账正被" in capfd.readouterr().err
    review(folder)
    assert outputs(folder) == undisturbed


@needs_fork
@pytest.mark.parametrize("room", [1_000, 30_000])
def test_a_full_disk_stops_a_review_and_loses_nothing(signed, undisturbed, tmp_path, room):
    folder = tmp_path / "复核"
    shutil.copytree(signed, folder)
    with child(review_in_child, folder, room) as (_, connection):
        connection.recv()
        assert connection.recv() == 2
    assert kinds(folder) in (WHOLE[:1], WHOLE)
    review(folder)
    assert kinds(folder) == WHOLE
    assert without_copies(outputs(folder)) == without_copies(undisturbed)
