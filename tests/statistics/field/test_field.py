"""Forms of the field are read and reviewed; the page holds the counts."""

from __future__ import annotations

import shutil

import pytest

from tests.corpus.field.described import described
from tests.corpus.field.make import SAVED_BY_A_PROGRAM, content
from tests.statistics.field.count import Figures, counted, faults, figures, lines
from tests.statistics.field.measure import Measured

pytestmark = pytest.mark.xdist_group("field")  # what is counted is counted once


@pytest.fixture(scope="module")
def measured() -> list[Measured]:
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice for .ods")
    return counted()


@pytest.fixture(scope="module")
def totals(measured: list[Measured]) -> Figures:
    print("\n".join([*faults(measured), *lines(measured)]))
    return figures(measured)


@pytest.mark.parametrize("one", described(), ids=lambda one: one.file)
def test_a_file_is_what_its_description_makes(one) -> None:
    if one.path.suffix in SAVED_BY_A_PROGRAM:
        assert one.path.stat().st_size
    else:
        assert one.path.read_bytes() == content(one)


def test_there_are_enough_forms_with_enough_misses(totals: Figures) -> None:
    assert totals.forms >= 60
    assert sum(totals.misses.values()) >= 60
    assert sum(bool(one.special) for one in described()) >= 10


def test_what_is_not_read_is_told(totals: Figures) -> None:
    assert totals.untold == 0
