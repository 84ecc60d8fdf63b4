"""A correct form that was printed and read back is still accused of nothing."""

from __future__ import annotations

import pytest

from tests.accusations.judge import Judge
from tests.accusations.round_trip import KINDS, trips


@pytest.mark.parametrize("kind", KINDS)
def test_a_printed_form_that_is_read_back_is_accused_of_nothing(kind: str) -> None:
    found = trips(Judge(), [KINDS.index(kind)], [kind])[kind]
    assert found.forms >= 20
    assert found.wrong == []
