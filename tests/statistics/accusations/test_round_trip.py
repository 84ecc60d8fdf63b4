"""A correct form that was printed and read back is still accused of nothing."""

from __future__ import annotations

import pytest

from tests.statistics.accusations.judge import Judge
from tests.statistics.accusations.round_trip import trips


@pytest.mark.parametrize(("kind", "every"), [("xlsx", 2), ("html", 3)])
def test_a_printed_form_that_is_read_back_is_accused_of_nothing(kind: str, every: int) -> None:
    """Every other set as a workbook, a third of them as pages; the long count sends all through both."""
    found = trips(Judge(), [every], [kind], every)[kind]
    assert found.forms >= 7
    assert found.wrong == []
