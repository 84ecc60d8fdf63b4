"""Whose score stands on the form: the unit's own, the rule's where nothing is left to ask, or none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring
from scoring.records.own_track import OwnScore, OwnStatus
from scoring.work.score import FormScore

ROOT = Path(__file__).parents[2]
PUBLISHED = ("99.23", "99.79", "97.42", "97.77", "99.94", "99.99")
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
LIBRARY = scoring.Library()

MET = {"level1": "产出", "level2": "数量", "name": "场次", "target": "≥10场", "actual": "10场"}
MISSED = {**MET, "actual": "6场"}
WORDS = {"level1": "效益", "level2": "社会效益", "name": "作用", "target": "显著", "actual": "显著"}
WEAKER = {**WORDS, "actual": "基本达到"}
NO_COMPLAINT = {
    "level1": "满意度", "level2": "满意度", "name": "群众满意度", "target": "≥95%",
    "actual": "无投诉",
}  # fmt: skip
UNREAD = {**WORDS, "target": "≥95%", "actual": "见附件"}


def form(*rows: dict[str, str], funds_claimed: str | None = "10", **more: Any) -> FormScore:
    """Score a form of 100 points; the rows share 90."""
    fill = more.pop("fill", False)
    funds = {"source": "年度资金总额", "budget": "100", "executed": "100", "claimed": funds_claimed}
    if funds_claimed is None:
        del funds["claimed"]
    data = {
        "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022,
        "project": {"name": "甲"}, "funds": [funds],
        "indicators": [{"points": str(Decimal(90) / len(rows)), **row} for row in rows],
        **more,
    }  # fmt: skip
    return scoring.score(data, sets=LIBRARY, fill=fill)


def own_of(found: FormScore, row: dict[str, str]) -> OwnScore:
    """Return what stands on the form in the row of that name."""
    assert found.own_track is not None
    pairs = zip(found.rows, found.own_track.rows, strict=True)
    [own] = [own for result, own in pairs if result.name == row["name"]]
    return own


def status(found: FormScore, *rows: dict[str, str]) -> list[str]:
    return [own_of(found, row).status.value for row in rows]


def faults(found: FormScore) -> list[tuple[str, int | None]]:
    assert found.own_track is not None
    return [(fault.kind, fault.number) for fault in found.own_track.faults]


@pytest.mark.parametrize(("path", "total"), list(zip(EXAMPLES, PUBLISHED, strict=True)), ids=str)
def test_the_six_published_forms_come_out_as_published(path: Path, total: str) -> None:
    found = scoring.score(path, sets=LIBRARY)
    assert (found.own.total, found.own.grade) == (Decimal(total), "优")
    assert found.own_track is not None
    for row, own in zip(found.rows, found.own_track.rows, strict=True):
        assert own.score == row.claimed


def test_the_unit_s_two_and_a_half_stands_where_the_rule_gives_five() -> None:
    found = scoring.score(EXAMPLES[2], sets=LIBRARY)
    assert found.own_track is not None
    pairs = zip(found.rows, found.own_track.rows, strict=True)
    assert [(str(row.score), str(own.score)) for row, own in pairs if row.score != own.score] == [
        ("5", "2.5")
    ]
    assert (found.rule.total, found.rule.grade) == (Decimal("99.92"), "优")


CLAIMED, ASSESSED, BY_RULE, BLANK = (
    s.value
    for s in (OwnStatus.CLAIMED, OwnStatus.SELF_ASSESSED, OwnStatus.BY_RULE, OwnStatus.BLANK)
)


@pytest.mark.parametrize(
    ("case", "row", "own", "score"),
    [
        ("a claim of a row that the rule scores", {**MISSED, "claimed": "20"}, CLAIMED, "20"),
        ("a claim above the rule's most is printed", {**MISSED, "claimed": "45"}, CLAIMED, "45"),
        ("a claim within a band settles it", {**WEAKER, "claimed": "30"}, ASSESSED, "30"),
        ("below the band it is a claim", {**WEAKER, "claimed": "3"}, CLAIMED, "3"),
        ("nobody could read it: the unit says", {**UNREAD, "claimed": "40"}, ASSESSED, "40"),
        ("blank, determined in full", MET, BY_RULE, "45"),
        ("blank, determined below full", MISSED, BY_RULE, "27"),
        ("blank, word for word (6)", WORDS, BY_RULE, "45"),
        ("blank, far over (5)", {**MET, "actual": "30场"}, BY_RULE, "45"),
        ("blank, a default below full points (7)", WEAKER, BLANK, None),
        ("blank, a full default that is asked about (14)", NO_COMPLAINT, BLANK, None),
        ("blank, unread", UNREAD, BLANK, None),
    ],
)
def test_whose_score_stands_in_a_row(
    case: str, row: dict[str, str], own: str, score: str | None
) -> None:
    found = form(row, {**MET, "name": "另一项", "claimed": "45"})
    first = own_of(found, row)
    assert (first.status.value, first.score) == (own, score and Decimal(score)), case
    assert ("blank" in [kind for kind, _ in faults(found)]) == (own == BLANK)
    assert (found.own.total is None) == (own == BLANK)


def test_fill_puts_in_every_default_that_the_rule_gives() -> None:
    rows = (WEAKER, NO_COMPLAINT, {**UNREAD, "name": "看不懂"}, {**MET, "claimed": "22.5"})
    assert status(form(*rows), *rows) == [BLANK, BLANK, BLANK, CLAIMED]
    filled = form(*rows, fill=True)
    assert status(filled, *rows) == [BY_RULE, BY_RULE, BLANK, CLAIMED]
    assert own_of(filled, WEAKER).score == Decimal(18)


def test_without_any_own_score_the_form_is_the_rule_s() -> None:
    exact = {**WORDS, "name": "效果"}
    found = form(WEAKER, exact, funds_claimed=None)
    assert found.own_track is not None
    assert found.own_track.basis == "rule"
    assert status(found, WEAKER, exact) == [BY_RULE, BY_RULE]
    assert (found.own.total, found.own.grade) == (found.rule.total, found.rule.grade)
    still_open = form(UNREAD, exact, funds_claimed=None)
    assert status(still_open, UNREAD, exact) == [BLANK, BY_RULE]
    assert still_open.own.total is None


def test_a_stated_total_without_scores_is_printed_as_stated() -> None:
    found = form(UNREAD, MISSED, funds_claimed=None, claimed_total="88.5")
    assert found.own_track is not None
    assert found.own_track.basis == "stated"
    assert (found.own.total, found.own.grade) == (Decimal("88.5"), "良")
    assert (own_of(found, UNREAD).score, own_of(found, MISSED).score) == (None, Decimal(27))


@pytest.mark.parametrize(
    ("first", "fault"),
    [
        ({**MET, "claimed": "46"}, ("above", 1)),
        ({**MET, "claimed": "-1"}, ("below", 1)),
        ({**UNREAD, "level1": "产出", "level2": "数量"}, ("blank", 1)),
        ({**MET, "claimed": "45", "points": "60"}, ("points", None)),
    ],
)
def test_no_total_and_no_grade_while_something_is_wrong(
    first: dict[str, str], fault: tuple[str, int | None]
) -> None:
    found = form(first, {**MET, "name": "另一项", "claimed": "45"}, claimed_total="100")
    assert faults(found) == [fault]
    assert (found.own.total, found.own.grade) == (None, None)


def test_a_typed_total_is_never_printed_where_scores_are() -> None:
    found = form(
        {**MET, "claimed": "45"}, {**MET, "name": "乙", "claimed": "44"}, claimed_total="99.5"
    )
    assert found.own.total == Decimal(99)
    assert found.own_track is not None
    told = [(n.kind, str(n.stated), str(n.computed)) for n in found.own_track.not_printed]
    assert told == [("total", "99.5", "99")]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"claimed_total": "100", "claimed_grade": "优秀"}, []),
        ({"claimed_total": "99", "claimed_grade": "良"}, ["total", "grade"]),
        ({"claims": {"产出": "89"}}, ["level"]),
        ({"claims": {"产出": "90"}}, []),
    ],
)
def test_what_was_typed_and_differs_from_the_printed_is_told_also_where_a_score_was_blank(
    typed: dict[str, Any], told: list[str]
) -> None:
    found = form({**MET, "claimed": "45"}, {**MET, "name": "乙"}, **typed)
    assert found.own.total == Decimal(100)
    assert found.own_track is not None
    assert [one.kind for one in found.own_track.not_printed] == told


def test_the_typed_total_of_a_whole_form_is_checked_by_its_sum() -> None:
    found = form(
        {**MET, "claimed": "45"}, {**MET, "name": "乙", "claimed": "44"}, claimed_total="99.5"
    )
    assert "total" in [c.kind for c in found.claims if c.verdict == "differs"]


def test_a_department_finishes_its_form_with_its_own_scores() -> None:
    judged = scoring.score(DEPARTMENT, sets=LIBRARY)
    open_rows = [row for row in judged.rows if row.status.value == "open"]
    assert len(open_rows) >= 9
    claims = {row.id: str(row.points) for row in judged.rows if row.score is None}
    finished = scoring.score({**DEPARTMENT, "claims": claims}, sets=LIBRARY)
    assert finished.rule.total is None  # the rule track leaves them to a person
    assert finished.own.total is not None
    assert finished.own.grade is not None
    assert finished.own_track is not None
    by_id = dict(zip((row.id for row in finished.rows), finished.own_track.rows, strict=True))
    assert {by_id[row.id].status for row in open_rows} == {OwnStatus.SELF_ASSESSED}


DEPARTMENT = {
    "schema": "ziping/submission/1", "set": "shenzhen/2024-department", "year": 2024,
    "unit": "某局",
    "indicators": [
        {"level1": "部门绩效", "level2": "效果性", "name": "服务人次", "target": "≥100人次",
         "actual": "120人次", "points": "20", "claimed": "20"},
    ],
}  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.sampled_from([MET, MISSED, WORDS, WEAKER, NO_COMPLAINT, UNREAD]),
            st.none() | st.decimals(0, 15, places=1),
        ),
        min_size=6, max_size=6,
    )
)  # fmt: skip
def test_the_rule_track_knows_nothing_of_the_unit_s_and_the_total_is_the_sum_of_what_is_printed(
    rows: list[tuple[dict[str, str], Decimal | None]],
) -> None:
    numbered = [{**row, "name": f"{row['name']}{n}"} for n, (row, _) in enumerate(rows)]
    claimed = [
        row if claim is None else {**row, "claimed": str(claim)}
        for row, (_, claim) in zip(numbered, rows, strict=True)
    ]
    blank, found = form(*numbered), form(*claimed)
    assert [r.score for r in found.rows] == [r.score for r in blank.rows]
    assert found.rule == blank.rule
    scores = [own_of(found, row).score for row in numbered]
    for (_, claim), own in zip(rows, scores, strict=True):
        assert claim is None or own == claim
    printed = [score for score in scores if score is not None]
    if len(printed) < len(scores):
        assert found.own.total is None
    else:
        assert found.own.total == sum(printed, Decimal(10))
