"""A ledger in a folder is no input of a review, and no output that a run may remove."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scoring.batch.walk import OutputFolder, find_files
from scoring.cli.main import main
from scoring.ledger.store import Ledger
from tests.folders import EXAMPLES, ROOT
from tests.ledger.entries import ruling

LEDGER = "复核台账.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "收到的表"
    (folder / "结果").mkdir(parents=True)
    for path in (folder / LEDGER, folder / "结果" / LEDGER):
        with Ledger.open(path) as ledger:
            ledger.append([ruling(1)], [], ledger.begin_run("一"))
        path.with_name(f"{LEDGER}-journal").write_bytes(b"")
    return folder


def test_a_ledger_and_its_journal_are_passed_over(folder):
    (folder / "别的.db").write_bytes(b"SQLite format 3\x00" + b"\x00" * 100)
    found = find_files([folder], output=OutputFolder(folder / "结果"))
    assert [file.name for file in found.files] == ["别的.db"]
    assert [(s.name, s.why) for s in found.skipped] == [
        (LEDGER, "ours"), (f"{LEDGER}-journal", "ours"), ("结果", "output-folder"),
    ]  # fmt: skip


def test_the_ledger_of_the_run_itself_is_passed_over_in_silence(folder):
    found = find_files([folder / "结果"], output=OutputFolder(folder / "结果"))
    assert found.files == []
    assert [s.why for s in found.skipped] == ["output-folder"]


def test_a_ledger_that_is_named_is_told_how_it_can_be_read(folder, tmp_path, capsys):
    assert main(["review", str(folder / LEDGER), "-o", str(tmp_path / "新")]) == 2
    printed = capsys.readouterr()
    assert "复核台账" in printed.out + printed.err


def test_a_review_leaves_a_ledger_where_it_is(folder):
    (folder / LEDGER).unlink()
    for _ in range(2):
        main(["review", str(folder), "-o", str(folder / "结果")])
        with Ledger.open(folder / "结果" / LEDGER, read_only=True) as ledger:
            assert ruling(1) in ledger.entries()


def test_without_a_folder_of_outputs_no_sqlite_is_needed():
    script = (
        "import sys; sys.modules['sqlite3'] = None; import scoring;"
        f"run = scoring.rescore({str(EXAMPLES[0])!r}); print(len(run.forms))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (done.stdout.strip(), done.returncode) == ("1", 0), done.stderr
