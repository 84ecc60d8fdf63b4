"""The page about the ledger is true: an auditor verifies it without the program, by what it prints."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

from scoring.ledger.store import Ledger
from scoring.records.ledger_entry import LedgerEntry, Sighting
from tests.folders import DOCS
from tests.ledger.entries import frozen, ruling, signature

PAGE = (DOCS / "台账.md").read_text("utf-8")
(SCRIPT,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def run_script(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-c", SCRIPT, str(path)], capture_output=True, text=True, check=False
    )


def test_the_script_of_the_page_finds_the_last_link_and_every_change(tmp_path):
    path = tmp_path / "复核台账.db"
    records = [ruling(1, frozen=frozen("26.54")), signature()]
    with Ledger.open(path) as ledger:
        seen = [Sighting(entry=r.entry.id, file="甲.xlsx", at="复核表!H7") for r in records]
        ledger.append(records, seen, ledger.begin_run("一"))
        _, link = ledger.length()
    assert run_script(path).stdout.strip() == link
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER runs_no_update")
    connection.execute("UPDATE runs SET began = ''")
    connection.commit()
    connection.close()
    assert run_script(path).returncode


def test_the_keys_of_an_export_are_entries_fields():
    table = PAGE[PAGE.index("| 键 | 意思 |") : PAGE.index("## 六")]
    keys = set(re.findall(r"`(\w+)`", table)) - {"number", "link", "id", "frozen", "seen"}
    assert keys <= set(LedgerEntry.model_fields)
