"""What was not found on a form is not blank: it accuses nobody, and is told once."""

from __future__ import annotations

from pathlib import Path

import pytest

import scoring
from scoring.records.certainty import Certainty
from scoring.records.submission import Submission
from tests.corpus.small_form import FUNDS, HEADINGS, form_page, renamed, write_form
from tests.review.conftest import form

SET = "mof/2020-project"
ACCUSES = frozenset({
    "actual_missing", "points_missing", "funds_missing", "claims_incomplete", "claim_above_points",
    "reason_required", "goal_unanswered", "sum_differs", "target_missing",
})  # fmt: skip


def reviewed(page: str, folder: Path) -> tuple[Submission, dict[str, str]]:
    """Return a form as it was read, and its findings: the kind of each by its code."""
    run = scoring.rescore(write_form(folder, page), set=SET)
    (form,) = run.forms
    return form.result.submission, {one.finding.code: one.finding.kind for one in run.issues}


def without(column: str, table: tuple[tuple[str, ...], ...] = FUNDS) -> list[list[str]]:
    """Return the funds block without a column."""
    lost = table[0].index(column)
    return [[cell for number, cell in enumerate(row) if number != lost] for row in table]


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("actual", form_page(renamed({"实际完成值": ""}))),
        ("actual", form_page(renamed({"实际完成值": "全年核定数"}))),
        ("points", form_page(renamed({"分值": ""}))),
        ("claimed", form_page(renamed({"得分": ""}))),
        ("target", form_page(renamed({"年度指标值": ""}))),
        ("reason", form_page(renamed({"偏差原因分析": ""}))),
        ("funds", form_page(funds=())),
        ("funds.executed", form_page(funds=without("全年执行数"))),
        ("funds.budget", form_page(funds=without("全年预算数"))),
        ("funds.claimed", form_page(funds=without("得分"))),
        ("indicators", form_page(rows=())),
    ],
)
def test_what_was_not_found_is_called_so_and_accuses_nobody(
    key: str, page: str, tmp_path: Path
) -> None:
    found, findings = reviewed(page, tmp_path)
    assert key in found.not_found
    assert not {code for code in findings if code in ACCUSES}
    assert "E" not in findings.values()


def test_a_column_that_was_found_and_is_empty_is_blank(tmp_path: Path) -> None:
    rows = [("产出指标", "数量指标", "培训人数", "≥100人", "", "90", "90", "")]
    found, findings = reviewed(form_page(rows=rows), tmp_path)
    assert "actual" not in found.not_found
    assert findings["actual_missing"] == "E"


def test_it_is_told_once_with_the_headings_that_were_not_understood(tmp_path: Path) -> None:
    page = form_page(renamed({"实际完成值": "全年核定数", "偏差原因分析": "情况"}))
    found, _ = reviewed(page, tmp_path)
    told = [piece.text for piece in found.unplaced if "没有找到" in piece.text]
    assert len(told) == 1
    assert "实际完成值" in told[0]
    assert "“全年核定数”、“情况”" in told[0]
    texts = [piece.text for piece in found.unplaced]
    assert "“全年核定数”一栏：100人;96%;12月;提升;95%" in texts


def test_a_form_with_everything_tells_nothing(tmp_path: Path) -> None:
    found, findings = reviewed(form_page(), tmp_path)
    assert not found.unplaced
    assert "E" not in findings.values()


def test_a_page_without_a_column_that_another_page_has(tmp_path: Path) -> None:
    second = [
        ("第2页",),
        tuple(heading for heading in HEADINGS if heading != "实际完成值"),
        ("效益指标", "社会效益指标", "就业人数", "≥10人", "0", "0", ""),
    ]
    page = form_page().replace("<tr><td>总分", "<tr>@</tr><tr><td>总分")
    lines = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in second
    )
    found, findings = reviewed(page.replace("<tr>@</tr>", lines), tmp_path)
    assert "actual" not in found.not_found
    assert found.indicators[-1].known["actual"] is Certainty.NOT_FOUND
    assert found.indicators[0].known == {}
    assert "actual_missing" not in findings


@pytest.mark.parametrize(
    ("lost", "blank", "because"),
    [
        ("actual", {"actual": ""}, "表上没有找到“实际完成值”一栏"),
        ("target", {"target": ""}, "表上没有找到“年度指标值”一栏"),
    ],
)
def test_an_open_row_does_not_call_blank_what_was_not_found(lost, blank, because):
    row = {"name": "设备数量", "target": "≥100台", "actual": "90台", "points": "50", **blank}

    def open_row(**more):
        return scoring.check(form(row, **more).model_dump(by_alias=True)).open_rows[0]

    assert open_row().because.startswith("未填")
    assert "--label" not in open_row().settle
    assert open_row(not_found=[lost]).because == because
    assert open_row(not_found=[lost]).settle.startswith("用 --label 写明是哪一栏")
    found = scoring.score(form(row, not_found=[lost]).model_dump(by_alias=True))
    assert found.scorecard.indicators[0].known is Certainty.NOT_FOUND


def test_a_form_that_was_read_without_rows_has_no_total(tmp_path: Path) -> None:
    card = scoring.score(write_form(tmp_path, form_page(rows=())), SET).scorecard
    assert (card.total, card.grade) == (None, None)
    assert (card.low, card.high) == (10, 100)
    assert card.needs_person


def test_a_typed_submission_without_rows_is_told_so() -> None:
    typed = {"schema": "ziping/submission/1", "set": SET, "year": 2022}
    run = scoring.rescore(typed)
    assert [one.finding.kind for one in run.issues if one.finding.code == "rows_missing"] == ["E"]
