"""What the tests of the fill-in workbook share."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from scoring.records.submission import Indicator, Submission
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.make import make_plan
from scoring.workbooks.fill_in.write.book import fill_workbook
from tests.folders import SETS


@pytest.fixture(scope="session")
def layout() -> FillLayout:
    return load_vocabulary(FillLayout)


@pytest.fixture(scope="session")
def sets() -> Library:
    """The shipped sets and those of the tests."""
    return Library(SETS)


@pytest.fixture(scope="session")
def made(sets: Library, layout: FillLayout) -> Callable[..., bytes]:
    """Make a workbook of a set, an earlier submission and targets."""

    def make(
        set_id: str, earlier: Submission | None = None, targets: list[Indicator] | None = None
    ) -> bytes:
        plan = make_plan(sets.indicator_set(set_id), layout, earlier, targets, sets.scorer(set_id))
        return fill_workbook(plan, layout)

    return make


@pytest.fixture(scope="session")
def opened() -> Callable[[bytes], Any]:
    """Open a workbook's bytes with openpyxl."""

    def read(content: bytes, **options: Any) -> Any:
        return openpyxl.load_workbook(BytesIO(content), **options)

    return read
