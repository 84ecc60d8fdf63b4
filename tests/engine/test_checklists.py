"""Points of a checklist that void the whole list, or count where there is nothing to fulfil."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from scoring.indicator_set.load import SetText, load_set
from scoring.indicator_set.model import IndicatorSet
from scoring.problem import InputError
from scoring.records.scorecard import RowResult, Status
from scoring.records.submission import Submission
from scoring.set_tools.check import check_text
from scoring.set_tools.diff import change_lines, changes
from scoring.set_tools.set_words import set_words
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.score import score_submission
from scoring.workbooks.set_sheet.cells import CellFault, decode_cell, encode
from scoring.workbooks.set_sheet.layout import SetColumn, SetSheetLayout
from scoring.writers.form.present import present
from tests.folders import SETS

LIBRARY = Library(SETS)
AIMS = {"单位有绩效目标": "是", "项目有绩效目标": "是", "目标依据充分": "是", "目标合理可行": "是"}


def form(inputs: dict[str, str], **answers: str | None) -> Submission:
    given = {name: answer for name, answer in {**AIMS, **answers}.items() if answer is not None}
    return Submission.model_validate(
        {
            "schema": "ziping/submission/1", "set": "test/goal-lists", "year": 2023, "unit": "某局",
            "inputs": inputs, "items": {"目标合理": given},
        }
    )  # fmt: skip


def aims(submission: Submission) -> RowResult:
    rows = LIBRARY.scorer("test/goal-lists").score(submission).indicators
    return next(row for row in rows if row.name == "目标合理")


@pytest.mark.parametrize(
    ("inputs", "answers", "score"),
    [
        ({"有项目": "是"}, {}, "4"),
        ({"有项目": "否"}, {"项目有绩效目标": None}, "4"),
        ({"有项目": "否"}, {"项目有绩效目标": "否"}, "4"),
        ({"有项目": "是"}, {"项目有绩效目标": "否"}, "3"),
        ({"有项目": "否"}, {"项目有绩效目标": None, "目标依据充分": "否"}, "3"),
        ({"有项目": "是"}, {"单位有绩效目标": "否"}, "0"),
        ({"有项目": "否"}, {"单位有绩效目标": "否", "项目有绩效目标": None}, "0"),
        ({}, {"单位有绩效目标": "否", "目标依据充分": None, "目标合理可行": None}, "0"),
        ({}, {}, "4"),
    ],
)
def test_a_unit_without_projects_and_a_unit_without_aims(
    inputs: dict[str, str], answers: dict[str, str | None], score: str
) -> None:
    row = aims(form(inputs, **answers))
    assert (row.status, row.score) == (Status.DETERMINED, Decimal(score))
    assert (row.low, row.high) == (row.score, row.score)


@pytest.mark.parametrize(
    ("inputs", "answers", "because"),
    [
        ({}, {"项目有绩效目标": "否"}, "“项目有绩效目标”要不要满足看不出：未填“有项目”"),
        ({}, {"项目有绩效目标": None}, "“项目有绩效目标”要不要满足看不出：未填“有项目”"),
        ({"有项目": "是"}, {"项目有绩效目标": None}, "清单“目标合理”未填：项目有绩效目标"),
        ({"有项目": "是"}, {"单位有绩效目标": None}, "清单“目标合理”未填：单位有绩效目标"),
        (
            {"有项目": "也许"},
            {"项目有绩效目标": None},
            "“项目有绩效目标”要不要满足看不出：“有项目”填的是“也许”，应是“是”或“否”",
        ),
    ],
)
def test_what_is_not_known_scores_nothing_and_is_named(
    inputs: dict[str, str], answers: dict[str, str | None], because: str
) -> None:
    row = aims(form(inputs, **answers))
    assert (row.status, row.score, row.trace.because) == (Status.UNSCORED, None, because)
    assert (row.low, row.high) == (Decimal(0), Decimal(4))


def test_what_counts_without_an_answer_is_printed() -> None:
    submission = form({"有项目": "否"}, 项目有绩效目标=None)
    rows = present(score_submission(submission, LIBRARY), LIBRARY.labels).row
    row = next(row for row in rows if row.name == "目标合理")
    assert row.actual == (
        "单位有绩效目标：是；目标依据充分：是；目标合理可行：是；“项目有绩效目标”没有要满足的，算满足"
    )


def test_a_void_list_says_why() -> None:
    row = aims(form({"有项目": "是"}, 单位有绩效目标="否"))
    assert row.trace.because == "没有设定绩效目标的整项不得分"
    assert [source.key for source in row.trace.sources] == ["自评表"]


def test_a_decision_is_about_what_the_point_depends_on() -> None:
    """Whether there are projects is a figure of the row: another answer is other data."""
    scorer = LIBRARY.scorer("test/goal-lists")
    saw = [scorer.row_digests(form({"有项目": answer}))["规划/目标合理"] for answer in ("是", "否")]
    assert saw[0] != saw[1]


# how it is declared


def written(items: str, *cases: str) -> str:
    return "\n".join(
        [
            "schema: 1", "id: test/list", "title: 甲", "points: 4",
            "sources: {办法: {document: 某办法, article: 第一条, standing: secondary}}",
            "inputs: {有项目: {type: yes_no}, 次数: {type: count}}",
            "levels:", "  - name: 目标\n    points: 4\n    source: 办法",
            f"    items: [{items}]", "    cases:", *(f"      - {case}" for case in cases),
        ]
    )  # fmt: skip


def load(text: str) -> IndicatorSet:
    return load_set(SetText("set", text), LIBRARY.text, LIBRARY.built_ins)


VOID, EARNED = "{when: void, score: 0}", "score: earned"
VARIANTS = [
    ("{name: 甲, points: 4, when: 次数 > 0}", (EARNED,), {"次数": "0"}, {}, "4"),
    ("{name: 甲, points: 3, voids: 是}, {name: 乙, points: 1}", (VOID, EARNED), {}, {"甲": "否", "乙": "是"}, "0"),
    ("{name: 甲, voids: 是}, {name: 乙, voids: 是}", (VOID, "score: points"), {}, {"甲": "是", "乙": "否"}, "0"),
    ("{name: 甲, voids: 是}, 乙", ("{when: void, score: points / 2}", "score: points - missing"), {}, {"甲": "否"}, "2"),
    (
        "{name: 甲, when: 有项目, voids: 是}, {name: 乙, points: 4}",
        (VOID, EARNED), {"有项目": "否"}, {"甲": "否", "乙": "是"}, "4",
    ),
    ("{name: 甲, when: not 有项目}, 乙", ('score: "max(points - missing, 0)"',), {"有项目": "是"}, {"乙": "否"}, "3"),
]  # fmt: skip


@pytest.mark.parametrize(("items", "cases", "inputs", "answers", "score"), VARIANTS)
def test_variants(
    items: str,
    cases: tuple[str, ...],
    inputs: dict[str, str],
    answers: dict[str, str],
    score: str,
) -> None:
    data: dict[str, Any] = {
        "schema": "ziping/submission/1", "set": "test/list", "year": 2023,
        "inputs": inputs, "items": {"目标": answers} if answers else {},
    }  # fmt: skip
    card = LIBRARY.scorer_of(load(written(items, *cases))).score(Submission.model_validate(data))
    assert (card.indicators[0].status, card.total) == (Status.DETERMINED, Decimal(score))


@pytest.mark.parametrize(
    ("items", "cases", "code"),
    [
        ("{name: 甲, points: 4, voids: 是}", (EARNED,), "items"),
        ("{name: 甲, points: 4, voids: 也许}", (VOID, EARNED), "yes-no"),
        ("{name: 甲, points: 4, when: 有项日}", (EARNED,), "unknown-name"),
        ("{name: 甲, points: 4, when: 次数}", (EARNED,), "type"),
        ("{name: 甲, points: 4, when: met}", (EARNED,), "context"),
    ],
)
def test_a_point_that_could_not_be_counted_is_refused(
    items: str, cases: tuple[str, ...], code: str
) -> None:
    with pytest.raises(InputError) as refused:
        load(written(items, *cases))
    assert [p.code for p in refused.value.problems] == [code]
    assert {p.place.line for p in refused.value.problems} == {11}


def test_void_is_known_only_of_a_list() -> None:
    text = written("甲", EARNED).replace("    items: [甲]", "    value: 次数").replace(
        EARNED, "{when: void, score: 0}\n      - score: 1"
    )  # fmt: skip
    with pytest.raises(InputError) as refused:
        load(text)
    assert [p.code for p in refused.value.problems] == ["context"]


def test_the_check_tries_a_void_list() -> None:
    """A case that nothing reaches is told, and one that gives points to a void list is tried."""
    cases = ("{when: void, score: points + 1}", EARNED)
    text = written("{name: 甲, points: 4, voids: 是}", *cases)
    found = check_text(SetText("set", text), SetText("cases", "[]"), LIBRARY).problems
    assert [p.place.line for p in found if p.code == "out-of-range"] == [13]
    asked = [p for p in found if p.code == "no-example"]
    assert len(asked) == 2


def test_the_marks_are_told_in_words() -> None:
    old = load(written("{name: 甲, points: 4}", VOID, EARNED))
    new = load(written("{name: 甲, points: 4, when: 有项目, voids: 是}", VOID, EARNED))
    words = set_words()
    assert list(change_lines(changes(old, new, words), words)) == [
        "级次与分值",
        "  目标",
        "    清单去掉：□ 甲（4分）",
        "    清单增加：□ 甲（4分）；只在有项目为是时要求，否则算满足；不满足则清单作废",
    ]


# in the workbook of a set

LAYOUT = load_vocabulary(SetSheetLayout)
COLUMN = SetColumn(key="items", heading="清单", kind="items")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("有财务制度", ["有财务制度"]),
        ("有财务制度 = 2", [{"name": "有财务制度", "points": "2"}]),
        ("单位目标 = 1;作废", [{"name": "单位目标", "points": "1", "voids": "true"}]),
        ("项目目标 = 1;条件:有项目", [{"name": "项目目标", "points": "1", "when": "有项目"}]),
        (
            "采购;条件:采购次数 > 0;作废\n公开",
            [{"name": "采购", "when": "采购次数 > 0", "voids": "true"}, "公开"],
        ),
        ("有制度;有办法", ["有制度;有办法"]),
    ],
)
def test_a_cell_holds_the_marks(cell: str, value: list[Any]) -> None:
    assert decode_cell(COLUMN, cell, LAYOUT) == value
    assert encode(COLUMN, value, LAYOUT) == cell


def test_marks_as_people_type_them() -> None:
    assert decode_cell(COLUMN, "采购 ＝ 1；条件：采购次数 > 0；作废", LAYOUT) == [
        {"name": "采购", "points": "1", "when": "采购次数 > 0", "voids": "true"}
    ]
    with pytest.raises(CellFault, match="作费"):
        decode_cell(COLUMN, "单位目标 = 1;作费", LAYOUT)


def test_what_a_cell_cannot_hold_stays_beside_it() -> None:
    for value in (
        [{"name": "甲;作废"}],
        [{"name": "甲", "voids": "是"}],
        [{"name": "甲", "when": "a;作废"}],
    ):
        assert encode(COLUMN, value, LAYOUT) is None
