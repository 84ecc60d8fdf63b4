"""What is seen in real programs: LibreOffice and Chromium, each started once for all tests."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest


def _module(name: str) -> Any:
    """Load the helper ``name`` of this folder; test folders are no packages."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def seeing() -> Any:
    """The helpers of ``office.py``: ``pages``, ``pictures``, ``squeezed``."""
    return _module("office")


@pytest.fixture(scope="session")
def office(seeing: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A running LibreOffice. Where the machine lacks it: a skip with the reason; in CI a failure."""
    try:
        started = seeing.Office(tmp_path_factory.mktemp("office"))
    except seeing.Missing as lack:
        _without(lack)
    try:
        yield started
    finally:
        started.close()


@pytest.fixture(scope="session")
def comparing() -> Any:
    """The helpers of ``pictures.py``: ``check``, ``difference``, ``small``."""
    return _module("pictures")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A running Chromium without network. Where it lacks: a skip with the reason; in CI a failure."""
    chromium = _module("browser")
    try:
        started = chromium.Browser(tmp_path_factory.mktemp("browser"))
    except chromium.Missing as lack:
        _without(lack)
    try:
        yield started
    finally:
        started.close()


def _without(lack: Exception) -> NoReturn:
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(f"{lack}; CI must have it")
    pytest.skip(str(lack))
