"""Shared by the tests of the overview: the batches of ``batches.py``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scoring.records.result import Reviewed
from scoring.work.library import Library
from tests.writers.overview import batches as overview_batches


@pytest.fixture(scope="session")
def batches() -> Any:
    """The helpers of ``batches.py``."""
    return overview_batches


@pytest.fixture(scope="session")
def overview(batches: Any, library: Library, checkout: Path) -> Any:
    """The six real forms, with what makes pages of them."""
    return batches.real(library, checkout)


@pytest.fixture(scope="session")
def changed(batches: Any) -> Callable[..., Reviewed]:
    return batches.changed  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def batch(batches: Any, overview: Any) -> Callable[[int], list[Reviewed]]:
    return lambda count: batches.many(overview, count)
