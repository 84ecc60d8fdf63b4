"""Folders that people made with an earlier release work as before: scores, decisions, remarks.

What each folder is and how it was made tells ``README.md``; ``record.py`` runs the commands.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import scoring
from tests.old_folders import record as recorder

HERE = Path(__file__).parent

pytestmark = pytest.mark.xdist_group("old folders")  # each is run once

EXPECTED: dict[str, dict[str, Any]] = {
    case: json.loads((HERE / case / recorder.EXPECTED).read_text("utf-8"))
    for case in recorder.CASES
}
PARTS = [
    (case, step, part)
    for case, steps in EXPECTED.items()
    for step, found in steps.items()
    for part in found
]


@pytest.fixture(scope="session")
def now(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Any]]:
    """What the program does now with a copy of a folder; run once."""
    known: dict[str, dict[str, Any]] = {}

    def run(case: str) -> dict[str, Any]:
        if case not in known:
            known[case] = recorder.record(case, tmp_path_factory.mktemp(case))
        return known[case]

    return run


def differences(was: Any, found: Any, at: str = "") -> Iterator[str]:
    """Yield what is not as it was. A record may have got new fields; no list may be another."""
    if isinstance(was, dict) and isinstance(found, dict):
        for key, value in was.items():
            yield from differences(value, found.get(key, "(missing)"), f"{at}/{key}")
    elif isinstance(was, list) and isinstance(found, list) and len(was) == len(found):
        for number, (one, other) in enumerate(zip(was, found, strict=True)):
            yield from differences(one, other, f"{at}[{number}]")
    elif isinstance(was, list) and isinstance(found, list):
        yield f"{at}: {len(was)} became {len(found)}"
        yield from (f"{at}: gone {one}" for one in was if one not in found)
        yield from (f"{at}: new {one}" for one in found if one not in was)
    elif was != found:
        yield f"{at}: was {was!r}, is {found!r}"


@pytest.mark.parametrize(("case", "step", "part"), PARTS, ids=map("-".join, PARTS))
def test_an_old_folder_gives_what_it_gave(
    now: Callable[[str], dict[str, Any]], case: str, step: str, part: str
) -> None:
    was = EXPECTED[case][step][part]
    told = list(differences(was, now(case)[step].get(part, "(missing)")))
    assert not told, "\n".join(told)


def test_nothing_new_is_said(now: Callable[[str], dict[str, Any]]) -> None:
    """Findings, say, of a folder that had none are a part that was not there."""
    new = {
        f"{case}-{step}-{part}"
        for case, steps in EXPECTED.items()
        for step, found in now(case).items()
        for part in found
        if part not in steps[step]
    }
    assert new == set()


def test_a_sheet_that_is_read_again_and_again_stays_the_same(
    now: Callable[[str], dict[str, Any]],
) -> None:
    first, second = (now("four_rounds")[step] for step in ("resumed", "once_more"))
    for part in ("scores", "digests"):
        assert first[part] == second[part]
    assert first["decisions"]["kept"] == second["decisions"]["kept"]


def test_the_commands_run_the_program_under_test() -> None:
    """An installed release beside this checkout would pass every test."""
    where = [sys.executable, "-c", "import scoring; print(scoring.__file__)"]
    run = subprocess.run(where, cwd=HERE, capture_output=True, text=True, check=True)
    assert Path(run.stdout.strip()) == Path(scoring.__file__)


def test_no_path_of_a_computer_is_pinned() -> None:
    for case in recorder.CASES:
        text = (HERE / case / recorder.EXPECTED).read_text("utf-8")
        for root in ("/tmp/", "/home/", "/Users/", "/root/", ":\\\\", f"{HERE.parents[1]}/"):
            assert root not in text, (case, root)
