"""A set that was recognised and not named: what only that set finds is asked, and accuses nobody."""

from __future__ import annotations

from scoring.batch.recognise import load_clues, recognise
from scoring.intake.any_file import read_any
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer
from scoring.work.score import score_submission
from tests.review.conftest import form

LIBRARY = Library()
REVIEWER = Reviewer(LIBRARY, RE_SCORING)
MISSED = {"name": "设备数量", "target": "≥100台", "actual": "90台", "points": "50", "claimed": "50"}
OVER_CAP = {
    "level2": "成本", "name": "设备购置费", "target": "≤100万元", "actual": "120万元",
    "points": "10", "claimed": "10", "reason": "涨价",
}  # fmt: skip
"""Only a set that names a formula for a cap leaves no room."""


def kinds(rivals: list[str], set_id: str = "mof/2020-project-reverse-ratio") -> dict[str, str]:
    result = score_submission(form(MISSED, OVER_CAP, set=set_id), LIBRARY)
    found = REVIEWER.review_recognised(result, rivals)
    return {finding.name: finding.kind for finding in found.findings if finding.of == "row"}


def test_what_every_set_in_question_finds_leaves_no_room():
    assert kinds([]) == {"设备数量": "E", "设备购置费": "E"}
    assert kinds(["mof/2020-project"]) == {"设备数量": "E", "设备购置费": "Q"}
    assert kinds(["mof/2020-project-reverse-ratio"]) == {"设备数量": "E", "设备购置费": "E"}


def test_the_question_says_that_the_set_was_recognised():
    result = score_submission(form(MISSED, OVER_CAP, set="mof/2020-project-reverse-ratio"), LIBRARY)
    found = REVIEWER.review_recognised(result, ["mof/2020-project"])
    (asked,) = (f for f in found.findings if f.name == "设备购置费")
    assert "指标体系是按表上的线索认出的" in asked.settle
    assert len(found.findings) == len(REVIEWER.review(result).findings)


def test_a_national_form_may_be_what_a_province_recognises(report):
    clues = load_clues([])
    for form_read in read_any(report, report.name).forms:
        recognised = recognise(form_read, form_read.submission, clues)
        assert recognised.set == "shenzhen/2022-project"
        assert "mof/2020-project" in recognised.rivals
