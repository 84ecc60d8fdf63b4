"""What is seen in real programs: LibreOffice and Chromium, each started once for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest

from tests.real_programs import browser as chromium
from tests.real_programs import office as libreoffice
from tests.workbooks.fill_in.conftest import layout, made, opened, sets  # noqa: F401


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A running LibreOffice. Where the machine lacks it: a skip with the reason; in CI a failure."""
    try:
        started = libreoffice.Office(tmp_path_factory.mktemp("office"))
    except libreoffice.Missing as lack:
        _without(lack)
    try:
        yield started
    finally:
        started.close()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A running Chromium without network. Where it lacks: a skip with the reason; in CI a failure."""
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
