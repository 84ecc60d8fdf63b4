"""The child that does what may never end: its seconds are those of the processor, its memory is bounded."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from scoring.files.child import MOST_MEMORY, asked, stop_children

HERE: Final = Path(__file__)


@pytest.fixture(autouse=True)
def _a_child_that_finds_this_file(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A child looks for modules where its parent does, and a checkout need not be among those places."""
    stop_children()
    monkeypatch.syspath_prepend(str(HERE.parent))
    yield
    stop_children()


def sleeps(words: Mapping[str, Any], _data: bytes) -> dict[str, Any]:
    time.sleep(words["seconds"])
    return {"slept": words["seconds"]}


def works(_words: Mapping[str, Any], _data: bytes) -> dict[str, Any]:
    while True:
        pass


def takes(words: Mapping[str, Any], _data: bytes) -> dict[str, Any]:
    return {"took": len(bytearray(words["bytes"]))}


def test_waiting_is_not_working() -> None:
    assert asked(f"{HERE.stem}:sleeps", {"seconds": 1.5}, b"", 0.5) == {"slept": 1.5}


def test_what_works_too_long_is_stopped_and_the_next_question_answered() -> None:
    assert asked(f"{HERE.stem}:works", {}, b"", 0.5) is None
    assert asked(f"{HERE.stem}:sleeps", {"seconds": 0}, b"", 0.5) == {"slept": 0}


@pytest.mark.skipif(sys.platform == "win32", reason="memory cannot be bounded there")
def test_what_takes_too_much_memory_ends() -> None:
    assert MOST_MEMORY < 2**30
    assert asked(f"{HERE.stem}:takes", {"bytes": MOST_MEMORY}, b"", 20) is None
    assert asked(f"{HERE.stem}:takes", {"bytes": 1_000}, b"", 20) == {"took": 1_000}
