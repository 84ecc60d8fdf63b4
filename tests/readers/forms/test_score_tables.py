"""A 评分表 read, its set known: rows that the set computes are claims on its leaves, nobody is accused."""

from __future__ import annotations

from decimal import Decimal

from scoring.engine.leaves import settle_leaves
from scoring.intake.any_file import read_any
from scoring.records.submission import Evidence, Indicator, Submission
from scoring.work.library import Library
from scoring.work.score import score_submission
from tests.folders import FORM_FILES

YUEYANG = "hunan-yueyang/2018-department"


def settled(name: str, set_id: str) -> Submission:
    """Return a form of the corpus as it goes to its set."""
    (form,) = read_any(FORM_FILES / name, name).forms
    assert form.submission is not None
    own = form.submission.model_copy(update={"set": set_id})
    return settle_leaves(own, Library().indicator_set(set_id))


def test_the_rows_of_a_score_table_are_claims_by_path_with_reason_and_origin() -> None:
    found = settled("yueyang.xlsx", YUEYANG)
    assert found.claims == {
        "投入/财政供养人员控制率": Decimal("5"),
        "投入/“三公经费”变动率": Decimal("4.5"),
        "投入/重点支出安排率": Decimal("4"),
        "过程/预算执行/预算调整率": Decimal("2"),
        "过程/预算执行/资金结余": Decimal("3"),
        "过程/预算管理/管理制度健全性": Decimal("3"),
        "过程/资产管理/管理制度健全性": Decimal("2"),  # the set has none there: told as unmatched
    }
    assert found.reasons == {
        "投入/“三公经费”变动率": "公务用车维护增加1%。",
        "过程/预算执行/预算调整率": "年中追加防汛经费。",
        "过程/资产管理/管理制度健全性": "按规定盘点。",
    }
    assert found.at["claims.投入/重点支出安排率"] == "评分表!G6"
    assert not found.indicators


def test_the_set_compares_such_claims() -> None:
    result = score_submission(settled("yueyang.xlsx", YUEYANG), Library())
    rows = {row.name: row for row in result.scorecard.indicators}
    assert rows["重点支出安排率"].claimed == 4
    assert result.scorecard.unmatched == (
        "claims.过程/资产管理/管理制度健全性",
        "reasons.过程/资产管理/管理制度健全性",
    )


def test_of_a_project_nothing_is_moved() -> None:
    found = settled("national.xlsx", "mof/2020-project")
    assert len(found.indicators) == 9
    assert not found.claims


def test_a_row_with_a_target_stays_a_row_and_points_of_its_own_are_kept() -> None:
    given = Submission(
        schema="ziping/submission/1",
        set=YUEYANG,
        year=2021,
        items={},
        indicators=(
            Indicator(level1="投入", name="重点支出安排率", target="≥90%", points=5, claimed=5),
            Indicator(level1="过程", name='"三公经费"控制率', points=8, claimed=6),
        ),
    )
    found = settle_leaves(given, Library().indicator_set(YUEYANG))
    assert [row.name for row in found.indicators] == ["重点支出安排率"]
    assert found.claims == {"过程/预算执行/“三公经费”控制率": Decimal("6")}
    assert found.texts == {"过程/预算执行/“三公经费”控制率·分值": "8"}


def test_a_rate_printed_beside_a_leaf_makes_no_indicator_of_it() -> None:
    """Forms print what the set computed (98.65 %) where indicators have their actual."""
    given = Submission(
        schema="ziping/submission/1",
        set=YUEYANG,
        year=2021,
        items={},
        indicators=(
            Indicator(level1="投入", name="重点支出安排率", actual="91%", points=5, claimed=5),
        ),
    )
    found = settle_leaves(given, Library().indicator_set(YUEYANG))
    assert found.indicators == ()
    assert found.claims == {"投入/重点支出安排率": Decimal("5")}
    assert found.texts == {"投入/重点支出安排率·完成值": "91%"}


def test_what_a_claim_has_no_room_for_is_kept() -> None:
    row = Indicator(
        level1="投入",
        name="重点支出安排率",
        claimed=5,
        unit="%",
        evidence=(Evidence(name="预算批复.pdf"),),
        at={"name": "B7", "unit": "D7", "evidence": "H7"},
    )
    given = Submission(
        schema="ziping/submission/1", set=YUEYANG, year=2021, items={}, indicators=(row,)
    )
    found = settle_leaves(given, Library().indicator_set(YUEYANG))
    assert [(one.text, one.at) for one in found.unplaced] == [("%", "D7"), ("预算批复.pdf", "H7")]
