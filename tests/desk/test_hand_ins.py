"""A version of a form is what the unit handed in, and not how it was read."""

from __future__ import annotations

from pathlib import Path

import pytest

import scoring
from scoring.desk.hand_ins import form_rows, hand_in_of
from scoring.records.submission import Repair, Unplaced

EXAMPLE = sorted(Path("examples").glob("*.yaml"))[0]


@pytest.fixture(scope="module")
def form():
    return scoring.score(EXAMPLE)


def version(form, submission=None, file="甲.xlsx"):
    return hand_in_of(submission or form.submission, file)


def test_it_bears_the_names_the_total_and_the_rows(form):
    hand_in = version(form)
    assert hand_in.key == form.submission.key
    assert hand_in.title == form.submission.title
    assert hand_in.total == form.submission.claimed_total
    assert hand_in.complete
    assert len(hand_in.saws.split()) == len(form.submission.rows)
    rows = form_rows(form.scorecard, {}, secret=False)
    assert rows[-1].called[2] == form.rows[-1].name


def test_a_better_reader_makes_no_new_version(form):
    told = form.submission.model_copy(update={
        "repairs": (Repair(at="A1", what="移回"),),
        "unplaced": (*form.submission.unplaced, Unplaced(text="表外文字", at="B2")),
        "not_found": ("unit",), "known": {"unit": "word"}, "at": {"unit": "C3"},
        "indicators": tuple(r.model_copy(update={"at": {"actual": "Z9"}}) for r in form.submission.indicators),
    })  # fmt: skip
    assert version(form, told).digest == version(form).digest


def test_a_changed_claim_is_a_new_version(form):
    changed = form.submission.model_copy(update={"claimed_total": 1})
    assert version(form, changed).digest != version(form).digest


def test_it_is_complete_only_with_every_score(form):
    first, *rest = form.submission.indicators
    blank = first.model_copy(update={"claimed": None})
    lacking = form.submission.model_copy(update={"indicators": (blank, *rest)})
    assert not version(form, lacking).complete
    summed = form.submission.model_copy(update={"claimed_total": None, "claims": {}})
    assert version(form, summed).total == form.submission.claimed_total


def test_of_a_secret_form_nothing_is_written_but_points(form):
    secret = form.submission.model_copy(update={"secret": True})
    text = version(form, secret).model_dump_json()
    for told in (secret.title, secret.unit, secret.key, "甲.xlsx"):
        assert told not in text
    assert not any(row.called for row in form_rows(form.scorecard, {}, secret=True))
