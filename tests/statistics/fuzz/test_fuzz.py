"""Real files, changed at random: every reader answers with what it found or with problems.

The same inputs each time; ``python -m tests.statistics.fuzz.run --minutes 30`` looks for new ones.
"""

from __future__ import annotations

from collections import Counter

import pytest

from scoring.files import office
from scoring.files.child import stop_children
from tests.statistics.fuzz.corpus import changed
from tests.statistics.fuzz.outcome import SUFFIXES, outcome

RUNS = {"xlsx": 60, "fill-in": 20, "worksheet": 20, "docx": 60, "html": 60, "text": 12, "targets": 20, "records": 60,
        "xls": 60, "pdf": 12}  # fmt: skip


@pytest.fixture(autouse=True)
def _no_office(monkeypatch):
    """What LibreOffice makes of a broken file is not under test here."""
    monkeypatch.setattr(office, "find_soffice", lambda: None)


@pytest.fixture(autouse=True, scope="module")
def _no_child_is_left():
    yield
    stop_children()


@pytest.mark.parametrize("kind", RUNS)
@pytest.mark.parametrize("times", [1, pytest.param(20, marks=pytest.mark.long)])
def test_changed_files_are_read_or_refused(kind, times, tmp_path):
    path = tmp_path / f"甲{SUFFIXES.get(kind, '.bin')}"
    seen: Counter[str] = Counter()
    for number in range(RUNS[kind] * times):
        path.write_bytes(changed(kind, number))
        seen[outcome(path)] += 1
    assert sum(seen.values()) == RUNS[kind] * times
    assert len(seen) > 1, f"all the same: {seen}"


FOUND = [("text", 20_138)]
"""What a long run found once: the headings of a text had lost 三级指标."""


@pytest.mark.parametrize(("kind", "number"), FOUND)
def test_what_was_found_stays_found(kind, number, tmp_path):
    path = tmp_path / f"甲{SUFFIXES.get(kind, '.bin')}"
    path.write_bytes(changed(kind, number))
    assert outcome(path) in ("read", "nothing", "refused")
