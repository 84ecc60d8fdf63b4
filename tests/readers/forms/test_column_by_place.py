"""A column with an unknown heading is recognised by its place and contents, or by nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import scoring
from scoring.intake.any_file import read_any
from scoring.records.certainty import Certainty
from scoring.records.submission import Submission
from tests.corpus.small_form import HEADINGS, ROWS, form_page, renamed, write_form
from tests.folders import CASES

SET = "mof/2020-project"


def read(page: str, folder: Path) -> Submission:
    """Return the one form of a page."""
    path = write_form(folder, page)
    (form,) = read_any(path, path.name).forms
    assert form.submission is not None
    return form.submission


def test_the_case_from_the_field() -> None:
    path = CASES / "forms" / "D4-生造栏目名.xlsx"
    (form,) = read_any(path, path.name).forms
    assert form.submission is not None
    rows = form.submission.indicators
    assert [row.actual for row in rows] == ["100人", "96%", "12月", "提升", "95%"]
    assert {row.known["actual"] for row in rows} == {Certainty.BY_PLACE}
    (said,) = [piece.text for piece in form.submission.unplaced if "达成数" in piece.text]
    assert said.startswith("表上没有认出的栏目标题“达成数”，按位置和内容读作“实际完成值”")
    assert said == form.submission.remark
    assert "actual" not in form.submission.not_found


@pytest.mark.parametrize("heading", ["达成数", "年底做到", "落实结果", "实绩", "所达水平"])
def test_an_actual_by_the_units_of_the_targets(heading: str, tmp_path: Path) -> None:
    found = read(form_page(renamed({"实际完成值": heading})), tmp_path)
    assert [row.actual for row in found.indicators] == [row[4] for row in ROWS]
    assert all(row.known == {"actual": Certainty.BY_PLACE} for row in found.indicators)


@pytest.mark.parametrize("heading", ["自打分", "得数", "自评成绩", "单位评定", "评定结果"])
def test_a_score_by_numbers_at_most_the_points(heading: str, tmp_path: Path) -> None:
    found = read(form_page(renamed({"得分": heading})), tmp_path)
    assert [str(row.claimed) for row in found.indicators] == [row[6] for row in ROWS]
    assert all(row.known == {"claimed": Certainty.BY_PLACE} for row in found.indicators)


@pytest.mark.parametrize(
    "heading",
    [
        "上年完成值",
        "复核值",
        "核定值",
        "财政认定",
        "截至9月",
        "三季度完成",
        "计划数",
        "目标分解",
        "历史值",
    ],
)
def test_a_column_of_another_time_or_person_is_never_taken(heading: str, tmp_path: Path) -> None:
    found = read(form_page(renamed({"实际完成值": heading})), tmp_path)
    assert not any(row.actual for row in found.indicators)
    assert "actual" in found.not_found


@pytest.mark.parametrize("heading", ["复核分", "财政得数", "上年成绩", "核定", "计划评分"])
def test_nor_for_a_score(heading: str, tmp_path: Path) -> None:
    found = read(form_page(renamed({"得分": heading})), tmp_path)
    assert not any(row.claimed for row in found.indicators)
    assert "claimed" in found.not_found


def with_values(column: int, values: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the rows with other values in a column."""
    return [
        (*row[:column], value, *row[column + 1 :]) for row, value in zip(ROWS, values, strict=True)
    ]


@pytest.mark.parametrize(
    ("column", "heading", "values"),
    [
        (4, "情况", ["已培训三期", "合格", "按时", "提升", "满意"]),
        (4, "情况", ["100场", "96人", "3万元", "提升", "5家"]),
        (4, "情况", ["≥100人", "≥95%", "12月底前", "提升", "≥90%"]),
        (4, "情况", ["100人", "", "", "", ""]),
        (6, "情况", ["30", "25", "12", "40", "11"]),
        (6, "情况", ["优", "优", "良", "优", "优"]),
    ],
)
def test_a_column_whose_contents_do_not_fit_is_not_taken(
    column: int, heading: str, values: Sequence[str], tmp_path: Path
) -> None:
    role = HEADINGS[column]
    found = read(form_page(renamed({role: heading}), with_values(column, values)), tmp_path)
    assert not any(row.known for row in found.indicators)
    assert {"实际完成值": "actual", "得分": "claimed"}[role] in found.not_found


def test_of_two_columns_that_fit_none_is_taken(tmp_path: Path) -> None:
    page = form_page(renamed({"实际完成值": "达成数", "偏差原因分析": "做到数"}),
                     with_values(7, [row[4] for row in ROWS]))  # fmt: skip
    found = read(page, tmp_path)
    assert "actual" in found.not_found


def test_where_two_roles_are_missing_none_is_guessed(tmp_path: Path) -> None:
    found = read(form_page(renamed({"实际完成值": "达成数", "得分": "成绩"})), tmp_path)
    assert {"actual", "claimed"} <= set(found.not_found)
    assert not any(row.actual or row.claimed for row in found.indicators)


def test_a_miss_that_rests_on_such_a_column_is_asked_and_not_accused(tmp_path: Path) -> None:
    missed = with_values(4, ["80人", "96%", "12月", "提升", "95%"])
    kinds = []
    for heading in ("实际完成值", "达成数"):
        path = write_form(tmp_path, form_page(renamed({"实际完成值": heading}), missed))
        run = scoring.rescore(path, set=SET)
        kinds.append({i.finding.kind for i in run.issues if i.finding.name == "培训人数"})
    assert kinds == [{"E"}, {"Q"}]
