"""Shared by all tests: the library is compiled once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from scoring.intake.any_file import read_any, read_book
from scoring.problem import Problem
from scoring.readers.books.texts.open_text import read_text
from scoring.work.library import Library
from tests.corpus.one_of_each import results
from tests.folders import DOCS, ROOT, SEEDS

# The suite gives the same verdict each time; ZIPING_FUZZ=1 looks for new counter-examples instead.
settings.register_profile("steady", derandomize=True)
settings.register_profile("fuzz", derandomize=False)
settings.load_profile("fuzz" if os.environ.get("ZIPING_FUZZ") else "steady")


@pytest.fixture(scope="session", autouse=True)
def codes_stay_in_the_closed_set() -> Iterator[None]:
    """Fail where a problem is made with a code that docs/problem-codes.md does not list."""
    listed = set(
        re.findall(r"^\| `([a-z0-9-]+)` \|", (DOCS / "problem-codes.md").read_text("utf-8"), re.M)
    )
    make = Problem.__init__

    def checked(self: Problem, code: str, *rest: Any, **named: Any) -> None:
        assert code in listed, f"docs/problem-codes.md does not list {code}"
        make(self, code, *rest, **named)

    Problem.__init__ = checked  # type: ignore[method-assign]
    yield
    Problem.__init__ = make  # type: ignore[method-assign]


PROGRAMS = {"office", "browser"}
"""Fixtures that start LibreOffice and Chromium."""


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist looks for groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give all tests of a program to one process, so that the program is started once."""
    for item in items:
        if PROGRAMS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group("programs"))


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes by their number: what a zip holds of the clock differs from process to process."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def library() -> Library:
    return Library()


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that the tests stand in: examples and documents lie there."""
    return ROOT


@pytest.fixture(scope="session")
def one_of_each(library: Library) -> dict[str, Any]:
    """A scored submission for every shipped set that can score (``corpus/one_of_each.py``)."""
    return results(library)


# the five real documents, and texts like them


def path_of(number: str) -> Path:
    return next(SEEDS.glob(f"{number}_*.txt"))


@pytest.fixture(scope="session")
def seed_path():
    return path_of


@pytest.fixture(scope="session")
def seed_text():
    return lambda number: path_of(number).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def seed():
    kept = {}

    def get(number: str):
        if number not in kept:
            path = path_of(number)
            kept[number] = read_text(path.read_bytes(), path.name)
        return kept[number]

    return get


@pytest.fixture(scope="session")
def seed_file():
    """Return everything that a seed holds, as the door reads it."""
    kept = {}

    def get(number: str):
        if number not in kept:
            kept[number] = read_any(path_of(number), f"{number}.txt")
        return kept[number]

    return get


@pytest.fixture
def book_of():
    def book(text: str, name: str = "report.txt"):
        return read_text(text.encode("utf-8"), name)

    return book


@pytest.fixture
def file_of(book_of):
    """Return what a text holds, as the door reads it."""
    return lambda text, name="report.txt": read_book(book_of(text, name))
