"""An evaluator decides by keyboard: what may stand is shown at once, what may not is said at its field."""

from __future__ import annotations

import pytest

from tests.page.review_desk import LATE, WHITE_PAPERS, ReviewDesk, seed_desk


@pytest.fixture
def desk() -> tuple[ReviewDesk, str]:
    return seed_desk()


def decision(form: str, row: str, **more: object) -> dict[str, object]:
    return {"form": form, "row": row, **more}


def test_three_numbers_of_every_form_stand_apart(desk: tuple[ReviewDesk, str]) -> None:
    lines = desk[0].lines()
    assert [(f["claimed"], f["rule"]) for f in lines] == [
        ("99.23", "99.23"), ("99.79", "99.79"), ("97.42", "99.92"), ("97.77", "99.77"),
        ("99.94", "99.94"), ("99.99", "94.41"),
    ]  # fmt: skip
    assert (lines[-1]["low"], lines[-1]["high"], lines[-1]["above_total"]) == (
        "86.73", "96.53", "3.46",
    )  # fmt: skip


def test_a_claim_outside_its_band_is_accepted_with_a_ground_of_the_list_alone(
    desk: tuple[ReviewDesk, str],
) -> None:
    page, form = desk
    bare = decision(form, WHITE_PAPERS, choice="claim")
    found = page.ask("try", form=form, entries=[bare])
    (refused,) = found["refused"]
    assert (refused["field"], "认定理由" in refused["what"]) == ("ground", True)
    assert found["total"] == "96.53"
    grounded = bare | {"ground": "指标值经批准调整", "note": "深政数〔2022〕×号"}
    found = page.ask("try", form=form, entries=[grounded])
    assert (found["refused"], found["total"]) == ([], "99.99")


def test_by_the_rule_needs_no_ground_where_it_leaves_no_room(
    desk: tuple[ReviewDesk, str],
) -> None:
    page, form = desk
    found = page.ask("try", form=form, entries=[decision(form, WHITE_PAPERS, choice="rule")])
    assert [one["score"] for one in found["entries"]] == ["26.54"]


def test_a_verified_actual_is_scored_by_the_rule_at_once(desk: tuple[ReviewDesk, str]) -> None:
    page, form = desk
    other = decision(form, WHITE_PAPERS, choice="other", verified_actual="75家", ground="数据核增")
    (entry,) = page.ask("try", form=form, entries=[other])["entries"]
    assert (entry["score"], entry["formula"]) == ("28.85", "30 × 75 ÷ 78 = 28.85")


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"score": "31", "ground": "数据核增"}, "score"),
        ({"score": "-1", "ground": "数据核减"}, "score"),
        ({"score": "多", "ground": "数据核减"}, "score"),
        ({"ground": "数据核减"}, "ground"),
        ({"score": "20"}, "ground"),
        ({"score": "20", "ground": "集体会审"}, "note"),
    ],
)
def test_what_cannot_stand_is_said_at_its_field(
    desk: tuple[ReviewDesk, str], cells: dict[str, str], field: str
) -> None:
    page, form = desk
    other = decision(form, WHITE_PAPERS, choice="other", **cells)
    found = page.ask("try", form=form, entries=[other])
    assert [one["field"] for one in found["refused"]] == [field]


def test_a_pending_decision_is_counted_beside_the_total_in_force(
    desk: tuple[ReviewDesk, str],
) -> None:
    page, form = desk
    late = decision(form, LATE, choice="rule", ground="逾期认定")
    line = page.lines(late)[-1]
    assert (line["review"], line["review_if_signed"], line["decided"]) == ("96.53", "95.41", 1)
    row = page.row(form, LATE, late)
    assert (row["review"], row["review_if_signed"]) == ("5", "3.88")
    assert row["settled_words"] == "按参考分·逾期认定"
    assert page.lines()[-1]["review_if_signed"] == "96.53"  # and nothing was written


def test_signing_without_any_entry_is_valid_and_freezes_what_stands(
    desk: tuple[ReviewDesk, str],
) -> None:
    page, form = desk
    signed = page.ask("sign", forms=[form], by="张三", at="2023-03-01")
    assert signed["signed"][0]["say"] == "看过 19 行，没有另行认定"
    assert signed["signed"][0]["step"] == "feedback"
    assert page.row(form, WHITE_PAPERS)["settled"] == "signature"


def test_a_refused_decision_keeps_its_form_unsigned_and_no_other(
    desk: tuple[ReviewDesk, str],
) -> None:
    page, form = desk
    other = page.form("综合运维服务")
    bare = decision(form, WHITE_PAPERS, choice="claim")
    signed = page.ask("sign", forms=[form, other], pending=[bare], by="张三", at="2023-03-01")
    assert [one["form"] for one in signed["signed"]] == [other]
    assert [one["row"] for one in signed["refused"]] == [WHITE_PAPERS]
    assert page.ask("tracks", form=form)["line"]["step"] == "initial"


@pytest.mark.parametrize(
    ("by", "at", "field"),
    [("", "2023-03-01", "by"), ("张三", "", "at"), ("张三、李四", "2023-03-01", "by"),
     ("张三", "1999-03-01", "at"), ("张三", "三月", "at")],
)  # fmt: skip
def test_a_signature_that_is_none_is_said_at_its_field(
    desk: tuple[ReviewDesk, str], by: str, at: str, field: str
) -> None:
    page, form = desk
    answer = page.ask("sign", forms=[form], by=by, at=at)
    assert (answer["signed"], [one["field"] for one in answer["refused"]]) == ([], [field])


def test_two_persons_who_differ_leave_the_row_open_until_it_is_settled(
    desk: tuple[ReviewDesk, str],
) -> None:
    page, form = desk
    page.ask("act", forms=[form], people=["张三", "李四"], lead="李四")
    for by, score in (("张三", "28"), ("李四", "27")):
        mine = decision(form, WHITE_PAPERS, choice="other", score=score, ground="数据核增")
        answer = page.ask("sign", forms=[form], pending=[mine], by=by, at="2023-03-01")
        assert len(answer["taken"]) == 1, answer
    project = page.ask("tracks", form=form)
    row = next(one for one in project["rows"] if one["row"] == WHITE_PAPERS)
    assert {rival["score"] for rival in row["rivals"]} == {"28", "27"}
    assert (row["review"], row["settled"], project["held"]) == (None, "conflict", True)
    assert project["line"]["alternatives"] == ["96.99", "97.99"]
    assert page.message("sheets", kind="feedback").files == ()
    settle = decision(form, WHITE_PAPERS, act="arbitration", score="27", ground="数据核增")
    page.ask("arbitrate", entry=settle, by="李四", at="2023-03-02")
    row = page.row(form, WHITE_PAPERS)
    assert (row["review"], row["rivals"]) == ("27", [])


def test_only_ones_own_entry_is_taken_back(desk: tuple[ReviewDesk, str]) -> None:
    page, form = desk
    page.ask("act", forms=[form], people=["张三", "李四"], lead="张三")
    mine = decision(form, WHITE_PAPERS, choice="rule")
    page.ask("sign", forms=[form], pending=[mine], by="张三", at="2023-03-01")
    entry = page.row(form, WHITE_PAPERS)["ruling"]["id"]
    answer = page.ask("withdraw", form=form, entries=[entry], by="李四", at="2023-03-02")
    assert answer["refused"]
    assert page.row(form, WHITE_PAPERS)["ruling"]["id"] == entry
    answer = page.ask("withdraw", form=form, entries=[entry], by="张三", at="2023-03-02")
    assert not answer["refused"]
    assert page.row(form, WHITE_PAPERS)["ruling"] is None


def test_the_unit_answers_and_an_objection_leads_to_the_next_step(
    desk: tuple[ReviewDesk, str],
) -> None:
    page, form = desk
    mine = decision(form, WHITE_PAPERS, choice="rule")
    page.ask("sign", forms=[form], pending=[mine], by="张三", at="2023-03-01")
    answers = [{"row": WHITE_PAPERS, "agrees": False, "say": "机构改革"}]
    refused = page.ask("answer", form=form, answers=answers, by="张三", at="2023-03-05")
    assert refused["refused"]  # who evaluates does not answer for the unit
    page.ask("answer", form=form, answers=answers, by="王五", at="2023-03-05")
    project = page.ask("tracks", form=form)
    assert project["line"]["step"] == "review"
    found = [f for f in project["findings"] if f["row"] == WHITE_PAPERS]
    assert [one["state"] for one in found] == ["objected"]


def test_a_batch_takes_each_row_by_its_own_number_and_no_claim_beyond_its_band(
    desk: tuple[ReviewDesk, str],
) -> None:
    page, _ = desk
    findings = page.ask("list")["findings"]
    late = [f["id"] for f in findings if f["title"] == "晚于期限完成"]
    bare = page.ask("batch", findings=late, what="rule")
    assert (bare["changes"], len(bare["refused"])) == ([], 2)  # a reference needs a ground
    made = page.ask("batch", findings=late, what="rule", ground="逾期认定")
    assert [(c["before"], c["after"]) for c in made["changes"]] == [("5", "3.88"), ("4", "3")]
    pending = [c["entry"] for c in made["changes"]]
    assert page.lines(*pending)[-1]["review_if_signed"] == "94.41"
    white = [f["id"] for f in findings if f["row"] == WHITE_PAPERS]
    beyond = page.ask("batch", findings=white, what="other", score="30", note="同意")
    assert (beyond["changes"], len(beyond["refused"])) == ([], 1)


def test_a_decision_on_other_data_is_not_used(desk: tuple[ReviewDesk, str]) -> None:
    page, form = desk
    old = decision(form, WHITE_PAPERS, choice="rule", saw="0123456789abcdef")
    found = page.ask("try", form=form, entries=[old])
    assert [one["what"] for one in found["refused"]] == ["单位改过这一行，请重新认定"]


def test_the_original_text_shows_the_line_of_the_row(desk: tuple[ReviewDesk, str]) -> None:
    page, form = desk
    source = page.ask("source", form=form, place=page.row(form, WHITE_PAPERS)["at"])
    assert source["here"] == "700"
    marked = {line["number"]: line["mark"] for line in source["parts"][0]["lines"]}
    assert (marked["700"], marked["697"], marked["695"]) == ("here", "restored", "")
