"""Shared by all tests: the library is compiled once."""

from __future__ import annotations

import importlib.util
import os

# As the command does, before anything imports openpyxl: the same bytes with lxml or without.
os.environ.setdefault("OPENPYXL_LXML", "False")

from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from scoring.work.library import Library

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


@pytest.fixture(scope="session")
def one_of_each(library: Library) -> dict[str, Any]:
    """A scored submission for every shipped set that can score (``one_of_each.py``)."""
    path = Path(__file__).with_name("one_of_each.py")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, Any] = module.results(library)
    return found
