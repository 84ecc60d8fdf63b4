"""Correct forms of every set are accused of nothing; every kind of planted error is found."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.work.library import Library
from tests.statistics.accusations.count import PAGE, TRIPS, counted
from tests.statistics.accusations.counting import ACCUSING, Counts, count
from tests.statistics.accusations.forms import correct_form, sets_to_fill
from tests.statistics.accusations.judge import Judge
from tests.statistics.accusations.page import COMMAND, SAMPLE_FORMS, long_plants, page, sample_lines
from tests.statistics.accusations.plants import PLANTS
from tests.statistics.accusations.round_trip import trips

pytestmark = pytest.mark.xdist_group("accusations")  # what is counted is counted once


@cache
def sets() -> list[str]:
    return sets_to_fill(Library())


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge()


@pytest.fixture(scope="module")
def sample(judge: Judge) -> Counts:
    return count(judge, range(SAMPLE_FORMS))


def test_correct_forms_are_accused_of_nothing_and_scored_as_by_hand(sample: Counts) -> None:
    """No E, no demand called unfilled, and every score is that of plain arithmetic."""
    assert [text for one in sample.sets.values() for text in one.wrong] == []
    assert all(one.forms == SAMPLE_FORMS for one in sample.sets.values())


def test_correct_forms_are_asked_little(sample: Counts) -> None:
    """At most one question a form on average, in every set."""
    asked = {name: one.kinds["Q"] / one.forms for name, one in sample.sets.items()}
    assert max(asked.values()) <= 1, asked


def test_every_planted_error_is_found_where_it_is(sample: Counts) -> None:
    assert {n: one.missed for n, one in sample.plants.items() if one.missed} == {}


def test_no_other_row_is_accused_beside_a_planted_error(sample: Counts) -> None:
    assert {n: one.others for n, one in sample.plants.items() if one.others} == {}


def test_every_kind_of_error_is_planted(sample: Counts) -> None:
    assert [name for name, one in sample.plants.items() if not one.planted] == []


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.deferred(lambda: st.sampled_from(sets())), st.randoms(use_true_random=False))
def test_no_correct_form_is_accused(judge: Judge, set_id, chance) -> None:
    """The same generator, driven by hypothesis: an accused form is made as small as it goes."""
    form = correct_form(chance, judge.library.indicator_set(set_id))
    judged = judge.judge(form.submission)
    assert [finding.text for finding in judged.of_kind("E")] == []
    assert list(judge.differences(form, judged)) == []


def test_the_page_holds_the_sample_as_it_is_now(sample: Counts) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert "\n".join(sample_lines(sample)) in text, f"renew it: {COMMAND} --sample"


@pytest.mark.long
def test_the_page_is_what_the_long_count_gives(sample: Counts, judge: Judge) -> None:
    """Hundreds of forms of every set, all round trips: the page as the command makes it."""
    text = PAGE.read_text(encoding="utf-8")
    (forms,) = re.findall(rf"{COMMAND} --forms (\d+)", text)
    long = counted(-(-int(forms) // len(sets())), 1)
    assert [text for one in long.sets.values() for text in one.wrong] == []
    sent = trips(judge, range(TRIPS))
    assert [text for one in sent.values() for text in one.wrong] == []
    assert page(long, sample, sent) == text, f"renew it: {COMMAND} --forms {forms}"


def test_the_page_tells_of_every_kind_and_of_no_miss() -> None:
    told = long_plants(PAGE.read_text(encoding="utf-8"))
    assert list(told) == [plant.name for plant in PLANTS]
    for name, (planted, found, others) in told.items():
        assert planted >= 20, name
        assert (found, others) == (planted, 0), name


def test_nobody_is_accused_by_a_word_that_judges(judge: Judge) -> None:
    """Whatever is found is told as it stands: facts and rules, no verdict on people."""
    for rule in judge.reviewer.rules.rules:
        if rule.kind in ACCUSING:
            told = "".join(part.text for part in (*rule.say, *rule.settle)) + rule.title
            assert not {"虚报", "虚高", "造假", "应扣"} & set(_windows(told))


def _windows(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text))]
