"""Which row of funds is that of all money: cases from the field (A), and five more ways each."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.engine.total_row import total_row
from scoring.records.certainty import Certainty
from scoring.records.finding import Review
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.review import RE_SCORING, Reviewer
from scoring.work.score import score_submission
from tests.corpus.field_cases import field_case


def block(*rows: tuple[str, str, str, str]) -> list[dict[str, str]]:
    keys = ("source", "initial", "budget", "executed")
    return [dict(zip(keys, row, strict=True)) for row in rows]


def submission(funds: list[dict[str, Any]], set_id: str = "mof/2020-project") -> Submission:
    data = {"schema": "ziping/submission/1", "set": set_id, "year": 2025, "funds": funds}
    return Submission.model_validate(data)


def found(library: Library, *rows: tuple[str, str, str, str]) -> tuple[str | None, Certainty]:
    given = submission(block(*rows))
    funds, known, _ = total_row(given, library.indicator_set(given.set))
    return None if funds is None else funds.source, known


@pytest.mark.parametrize("case", ["A1", "A3", "A5"])
def test_a_right_form_is_right_whatever_its_total_row_is_called(library: Library, case: str):
    result = score_submission(Submission.model_validate(field_case(case)), library)
    execution = result.scorecard.execution
    assert execution is not None
    assert (str(execution.score), execution.status.value) == ("9.5", "determined")
    assert not Reviewer(library).review(result).findings
    assert not Reviewer(library, RE_SCORING).review(result).findings


@pytest.mark.parametrize(
    "name",
    [
        "年度资金总额:", "年度资金总额：", "资金总额：", "资金总额（万元）", "一、资金总额",
        "(一)资金总额", "1.资金总额", "*年度资金总额", "总  计", "合　计", "总\n额",
        "年度总金额", "项目资金总额:", "年度预算资金总额（A）",
    ],
)  # fmt: skip
def test_names_are_compared_without_numbering_colon_and_brackets(library: Library, name: str):
    part = ("其中:当年财政拨款", "60", "60", "50")
    assert found(library, part, (name, "100", "100", "95")) == (name, Certainty.WRITTEN)


def test_the_names_of_the_set_come_first(library: Library):
    given = submission(
        block(("合计", "200", "200", "200"), ("年度财政资金总额", "100", "100", "95")),
        "hubei/project",
    )
    row = total_row(given, library.indicator_set(given.set))
    assert row.funds is given.funds[1]


@pytest.mark.parametrize(
    "rows",
    [
        [("项目经费", "100", "100", "95"), ("其中:当年财政拨款", "60", "60", "55"), ("其他资金", "40", "40", "40")],
        [("全部经费", "100", "100", "95"), ("中央资金", "60", "60", "55"), ("地方资金", "40", "40", "40")],
        [("本项目", "100", "", "95"), ("省级补助", "60", "", "55"), ("自筹", "40", "", "40")],
        [("项目经费", "100", "100", "95"), ("其中：财政资金", "100", "100", "95")],
        [("项目经费", "33.3", "33.3", "33.3"), ("中央资金", "16.67", "16.67", "16.67"), ("地方资金", "16.67", "16.67", "16.67")],
        [("项目经费", "100", "100", "95"), ("财政拨款", "100", "100", "95"), ("其他资金", "", "", "")],
    ],
)  # fmt: skip
def test_where_no_name_tells_it_the_sum_of_the_others_does(library: Library, rows):
    rows = [tuple(cell or None for cell in row) for row in rows]
    assert found(library, *rows) == (rows[0][0], Certainty.BY_PLACE)


@pytest.mark.parametrize(
    "rows",
    [
        [("财政资金", "100", "100", "95"), ("其他资金", "100", "100", "95")],
        [
            ("项目经费", "100", "100", "95"),
            ("中央资金", "60", "60", "55"),
            ("地方资金", "30", "30", "30"),
        ],
        [("项目经费", "0", "0", "0"), ("工作经费", "0", "0", "0")],
        [("合计", "100", "100", "95"), ("合计", "90", "90", "85")],
        [("工作经费", "50", "50", "45"), ("专项经费", "50", "50", "40")],
    ],
)
def test_what_cannot_be_told_is_not_guessed_and_accuses_nobody(library: Library, rows):
    assert found(library, *rows) == (None, Certainty.NOT_FOUND)
    data = field_case("A1")
    data["funds"] = block(*rows)
    for rules in (Reviewer(library), Reviewer(library, RE_SCORING)):
        review: Review = rules.review(score_submission(Submission.model_validate(data), library))
        assert [(f.kind, f.code) for f in review.findings] == [("Q", "total_row_unknown")]


def test_the_only_row_is_the_total(library: Library):
    assert found(library, ("项目资金", "100", "100", "95")) == ("项目资金", Certainty.WORD)


def test_what_rests_on_a_row_that_its_amounts_told_is_asked_and_accuses_nobody(library: Library):
    data = field_case("A1")
    data["funds"][0].update(source="项目经费", claimed="9.8")
    result = score_submission(Submission.model_validate(data), library)
    for rules in (Reviewer(library), Reviewer(library, RE_SCORING)):
        (found,) = rules.review(result).findings
        assert (found.kind, found.code) == ("Q", "execution_score_differs")
        assert "是按数字认出的" in found.settle
