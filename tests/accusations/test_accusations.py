"""Correct forms of every set are accused of nothing, and are scored as plain arithmetic scores them."""

from __future__ import annotations

from random import Random

import pytest

from scoring.library import Library
from tests.accusations.forms import correct_form, sets_to_fill
from tests.accusations.judge import Judge

SETS = sets_to_fill(Library())
FORMS = 12


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge()


@pytest.mark.parametrize("set_id", SETS)
def test_correct_forms_are_scored_as_by_hand(set_id: str, judge: Judge) -> None:
    one = judge.library.indicator_set(set_id)
    for number in range(FORMS):
        form = correct_form(Random(f"{set_id}/{number}"), one)
        judged = judge.judge(form.submission)
        assert list(judge.differences(form, judged)) == []
        assert judged.card.requirements == ()
        assert judged.card.unmatched == ()
