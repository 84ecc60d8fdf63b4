"""Shared by all tests: the library is compiled once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from scoring.library import Library

# The suite gives the same verdict each time; ZIPING_FUZZ=1 looks for new counter-examples instead.
settings.register_profile("steady", derandomize=True)
settings.register_profile("fuzz", derandomize=False)
settings.load_profile("fuzz" if os.environ.get("ZIPING_FUZZ") else "steady")


@pytest.fixture(scope="session")
def library() -> Library:
    return Library()


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that the tests stand in: examples and documents lie there."""
    return Path(__file__).parent.parent
