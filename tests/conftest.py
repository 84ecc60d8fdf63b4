"""Shared by all tests: the library is compiled once."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.library import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return Library()


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that the tests stand in: examples and documents lie there."""
    return Path(__file__).parent.parent
