"""What counts in the track of the review: signatures, rulings, and what nobody decided."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scoring.records.ledger_entry import EntryKind
from scoring.records.review_track import SettledBy
from scoring.work.library import Library
from tests.desk.entries import A, B, answer, hand_in, ruling, signature, unit_signature

LATE, LATER, OFFICES, RATE = "产出/时效/1", "产出/时效/3", "效益/社会效益/1", "预算执行率"
ALL = (LATE, LATER, OFFICES)


def decided(row: str, score: str | None, by: str = A, *, project: Any, **given: Any) -> Any:
    given.setdefault("saw", project.saws[row])
    called = given.pop("called", None)
    entry = ruling(row, score or "0", by, **given)
    if called is not None:
        entry = entry.model_copy(update={"called": called})
    return entry if score is not None else entry.model_copy(update={"score": None})


def by_id(tracks: Any) -> dict[str, Any]:
    return {row.id: row for row in tracks.rows}


def test_nobody_cut_a_point_by_silence(project: Any) -> None:
    # 7月底 → 9月底 and 3月底 → 4月底: the rule leaves 0 to 5 and refers to 3.88; the unit claims 5.
    now = project(6).tracks
    rows = by_id(now)
    assert (rows[LATE].rule, rows[LATE].review, rows[LATE].settled) == (
        Decimal("3.88"), Decimal(5), SettledBy.CLAIM,
    )  # fmt: skip
    assert (rows[OFFICES].review, rows[OFFICES].settled) == (Decimal("26.54"), SettledBy.RULE)
    assert (now.rule.total, now.review.total) == (Decimal("94.41"), Decimal("96.53"))
    assert not now.pending


def test_the_reference_counts_only_where_the_table_says_so(project: Any) -> None:
    now = project(6, "default").tracks
    assert now.review.total == now.rule.total == Decimal("94.41")
    assert by_id(now)[LATE].settled is SettledBy.DEFAULT
    asked = project(6, "ask").tracks
    assert asked.review.total is None
    assert {row.id for row in asked.pending} >= {LATE, LATER}


def claiming(one: Any, row: str, claim: str | None) -> Any:
    """Give a row of a project another claim."""
    rows = one.submission.indicators
    number = [r.id for r in one.scorer.score(one.submission).indicators].index(row)
    changed = rows[number].model_copy(update={"claimed": None if claim is None else Decimal(claim)})
    one.submission = one.submission.model_copy(
        update={"indicators": (*rows[:number], changed, *rows[number + 1 :])}
    )
    return one


def test_beyond_the_band_the_limit_counts_and_a_person_is_asked(project: Any) -> None:
    # 产出/质量/1: the rule leaves 3.2 to 4.
    row = "产出/质量/1"
    for claim, score, settled in (
        ("3.5", "3.5", SettledBy.CLAIM), ("4.5", "4", SettledBy.LIMIT),
        ("1", "3.2", SettledBy.LIMIT), (None, "4", SettledBy.DEFAULT),
    ):  # fmt: skip
        one = claiming(project(6), row, claim)
        told = by_id(one.tracks)[row]
        assert (told.review, told.settled) == (Decimal(score), settled)
        assert (told in one.tracks.pending) == (settled is SettledBy.LIMIT)


def test_two_evaluators_on_one_row_give_a_total_a_or_b(project: Any) -> None:
    one = project(6)
    one.add(
        decided(LATE, "1", A, project=one), decided(LATE, "3", B, project=one),
        signature(A, covers=ALL), signature(B, covers=ALL),
    )  # fmt: skip
    now = one.tracks
    assert one.state.round == "待裁定"
    assert now.review.total is None
    assert now.alternatives == (Decimal("92.53"), Decimal("94.53"))
    row = by_id(now)[LATE]
    assert {(r.entry.by, r.score) for r in row.rivals} == {(A, Decimal(1)), (B, Decimal(3))}
    assert (row.review, row.settled) == (None, SettledBy.CONFLICT)
    settled = decided(LATE, "2", "组长", project=one, kind="arbitration", at="2024-05-09",
                      minutes="会审〔2024〕3号", resolves=tuple(e.id for e in one.entries[:2]))  # fmt: skip
    assert one.add(settled).tracks.review.total == Decimal("93.53")
    assert one.state.step == "feedback"


def test_many_conflicts_give_the_lowest_and_the_highest_total(project: Any) -> None:
    one = project(4)
    rows = [row.id for row in one.tracks.rows if row.points == 5]
    for row in rows:
        one.add(decided(row, "1", A, project=one), decided(row, "4", B, project=one))
    now = one.tracks
    assert len(now.alternatives) == 2
    low, high = now.alternatives
    assert high - low == 3 * len(rows)


SET = """schema: 1
id: my/p
title: 甲
extends: shenzhen/2022-project
"""
STRICTER = """sources:
  甲: {document: 甲, article: 甲, standing: unverified}
rules:
  execution:
    source: 甲
    cases: [{score: points * 40%}]
"""


@pytest.fixture
def own_sets(tmp_path: Path) -> Any:
    """Two editions of one set: the second gives the execution rate 4 points of 10."""

    def edition(name: str, text: str) -> Library:
        (tmp_path / name / "my").mkdir(parents=True)
        (tmp_path / name / "my/p.yaml").write_text(text, encoding="utf-8")
        return Library(tmp_path / name)

    return edition("first", SET), edition("second", SET + STRICTER)


def test_a_changed_set_does_not_move_what_was_signed(project: Any, own_sets: Any) -> None:
    first, second = own_sets
    one = project(4, of=first, set="my/p")
    assert one.tracks.review.total == Decimal("97.77")
    one.add(signature(A, covers=tuple(row.id for row in one.tracks.rows)))
    assert one.tracks.review.total == Decimal("97.77")
    one.use(second)
    now = one.tracks
    assert now.rule.total == Decimal(94)
    assert now.review.total == Decimal("97.77")
    assert now.review.grade == "优"
    assert [(row.id, row.review, row.now) for row in now.moved] == [
        (RATE, Decimal("9.77"), Decimal(4))
    ]
    assert now.now == Decimal(92)
    # Signed again it stands as it is and is listed no more, until a person decides the row.
    again = signature(B, covers=tuple(row.id for row in now.rows), base="e1b", at="2024-05-20")
    now = one.add(again).tracks
    assert (now.review.total, now.moved) == (Decimal("97.77"), ())
    one.add(decided(RATE, "4", B, project=one, at="2024-05-21"))
    assert one.tracks.review.total == Decimal(92)


def test_what_was_closed_stands_whatever_the_unit_hands_in_then(project: Any) -> None:
    one = project(6)
    covers = tuple(row.id for row in one.tracks.rows)
    rule = decided(LATE, "2", A, project=one)
    one.add(rule, signature(A, covers=covers))
    agreed = answer(LATE, True, upon=[rule], saw=one.saws[LATE])
    one.add(agreed, unit_signature([LATE]))
    one.add(signature("终", stage=3, round="待办结", covers=covers, knows=one.entries))
    assert one.state.is_closed
    assert one.tracks.review.total == Decimal("93.53")
    claiming(one, LATE, "1")
    claiming(one, OFFICES, "2")
    now = one.tracks
    assert one.state.is_closed
    assert now.review.total == Decimal("93.53")
    assert one.state.in_force == {LATE: rule}
    assert not one.state.stale


def test_a_ruling_on_changed_data_is_not_in_force(project: Any) -> None:
    one = project(6)
    rule = decided(LATE, "2", A, project=one)
    one.add(rule)
    claiming(one, LATE, "3")
    assert one.state.stale == (rule,)
    assert by_id(one.tracks)[LATE].review == Decimal(3)


def test_a_score_outside_the_band_needs_a_ground_of_the_list(project: Any) -> None:
    one = project(6)
    free = decided(OFFICES, "30", A, project=one).model_copy(update={"ground": "情况特殊"})
    one.add(free)
    (unused,) = one.tracks.unused
    assert unused.row == OFFICES
    assert "26.54" in unused.why
    assert by_id(one.tracks)[OFFICES].review == Decimal("26.54")


def test_the_band_is_that_of_the_target_which_a_person_verified(project: Any) -> None:
    one = project(6)
    row = by_id(one.tracks)[OFFICES]
    assert (row.low, row.high) == (Decimal("26.54"), Decimal("26.54"))
    full = decided(OFFICES, None, A, project=one).model_copy(
        update={"verified_target": submitted(one, OFFICES).actual, "ground": "情况特殊"}
    )
    one.add(full)
    most = by_id(one.tracks)[OFFICES].review
    assert most is not None
    assert most > row.high
    other = project(6)
    other.add(full.model_copy(update={"score": most}))
    now = other.tracks
    assert (now.unused, by_id(now)[OFFICES].review) == ((), most)


def submitted(one: Any, row: str) -> Any:
    """Return a row of a project as it was handed in."""
    ids = [r.id for r in one.scorer.score(one.submission).indicators]
    return one.submission.indicators[ids.index(row)]


def test_what_is_not_in_force_stays_with_its_row_when_another_is_put_before_it(
    project: Any,
) -> None:
    one = project(6)
    called = tuple(next(row.called for row in one.rows if row.row == LATE))
    of_row = {"project": one, "called": called}
    draft = decided(LATE, "1", "", at="", **of_row)
    refused, emptied = (
        decided(LATE, "2", A, **of_row).model_copy(update={"kind": kind, "score": None})
        for kind in (EntryKind.REFUSED, EntryKind.EMPTIED)
    )
    signed = decided(LATE, "3", A, **of_row)
    emptied = emptied.model_copy(update={"replaces": (signed.id,)})
    one.add(draft, refused, signed, emptied)
    rows = one.submission.indicators
    first = submitted(one, LATE)
    number = rows.index(first)
    new = first.model_copy(update={"name": "新增的指标", "claimed": Decimal(0)})
    one.submission = one.submission.model_copy(
        update={"indicators": (*rows[:number], new, *rows[number:])}
    )
    now = by_id(one.tracks)
    found = now["产出/时效/2"]
    assert found.saw == signed.saw
    assert (found.drafts, found.refused, found.emptied) == ((draft,), (refused,), (emptied,))
    assert (now[LATE].drafts, now[LATE].refused, now[LATE].emptied) == ((), (), ())


def test_the_deviation_rests_on_the_first_complete_version(project: Any) -> None:
    one = project(6)
    first = hand_in("v1", total="99.99")
    one.add(hand_in("v0"), first, hand_in("v2", total="96.53", upon=(first.id,)))
    now = one.tracks
    assert now.first_claimed == Decimal("99.99")
    assert now.deviation is not None
    assert now.deviation > 0
    one = project(6)
    one.add(hand_in("v1", total="99.99"), hand_in("v2", total="98"))
    assert one.tracks.deviation is None, "neither came first"


def test_what_was_entered_now_is_told_apart_from_what_stood_before(project: Any) -> None:
    one = project(6)
    first = decided(LATE, "1", A, project=one)
    one.add(first, signature(A), unit_signature([LATE]))
    again = decided(LATE, "4", A, project=one, stage=3)
    row = by_id(one.add(again).tracks)[LATE]
    assert (row.before, row.review, row.earlier, row.ruling) == (
        Decimal(1), Decimal(4), first, again,
    )  # fmt: skip


def test_a_signature_over_a_conflict_hides_no_score_that_was_signed_before(project: Any) -> None:
    one = project(6)
    one.add(signature(A, covers=ALL))
    saw = one.saws[LATE]
    rivals = [decided(LATE, "1", A, project=one), decided(LATE, "3", B, project=one)]
    one.add(*rivals).add(signature(B, covers=ALL, base="e1b"))
    for mine in rivals:
        back = mine.model_copy(update={
            "kind": EntryKind.WITHDRAWAL, "score": None, "replaces": (mine.id,), "at": "2024-06-01",
        })  # fmt: skip
        one.add(back)
    row = by_id(one.tracks)[LATE]
    assert (row.saw, row.settled, row.review) == (saw, SettledBy.SIGNATURE, Decimal(5))
