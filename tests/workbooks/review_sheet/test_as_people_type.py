"""What people type into a sheet, and what is told about it: everything at once, nothing dropped."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scoring.records.ledger_entry import LedgerEntry
from tests.workbooks.review_sheet.desk import Project, cell_of, changed, filled, row_of, signed

LATE, REPORT, OFFICES, PLATFORM = "产出/时效/1", "产出/时效/3", "效益/社会效益/1", "产出/数量/1"
BY = signed("张三", "2023-03-01")


@pytest.fixture
def read(project: Project, tmp_path: Path) -> Any:
    def taken(data: bytes, typed: Any = None) -> list[LedgerEntry]:
        return project.read(filled(data, typed) if typed else data, tmp_path)

    return taken


def of_kind(entries: list[LedgerEntry], kind: str) -> list[LedgerEntry]:
    return [entry for entry in entries if entry.kind.value == kind]


@pytest.mark.parametrize(
    ("typed", "score"),
    [("4.5", "4.5"), ("9 .5", None), ("4 .5", "4.5"), ("４．５", "4.5"), ("4.5分", "4.5"), (4.5, "4.5"),
     (0, "0"), (5, "5"), ("四分", None), (5.01, None), (-1, None), ("90%", None)],
)  # fmt: skip
def test_a_score_as_people_type_it(
    project: Project, read: Any, typed: object, score: str | None
) -> None:
    made = read(project.xlsx(), {(LATE, "复核得分"): typed, (LATE, "认定理由"): "佐证属实"} | BY)
    rulings, refused = of_kind(made, "ruling"), of_kind(made, "refused")
    if score is not None:
        assert [entry.score for entry in rulings] == [Decimal(score)]
        assert (refused, project.problems) == ([], [])
        return
    assert rulings == []
    assert [(e.row, dict(e.cells)["score"]) for e in refused] == [(LATE, str(typed).strip())]
    (problem,) = project.problems
    assert f"填的是：复核得分 {typed}" in problem.message
    assert problem.place.where.startswith("复核表!")
    assert project.state.step == "initial", "an entry that cannot be used holds the step"


def test_a_percentage_does_not_become_a_score(project: Project, read: Any) -> None:
    def as_percentage(book: Any) -> None:
        sheet = book["复核表"]
        cell = sheet.cell(row_of(sheet, LATE), cell_of(sheet, "复核得分").column)
        cell.value, cell.number_format = 0.9, "0%"

    data = filled(project.xlsx(), {(LATE, "认定理由"): "佐证属实"} | BY)
    made = read(changed(data, as_percentage))
    assert of_kind(made, "ruling") == []
    assert dict(of_kind(made, "refused")[0].cells)["score"] == "90%"


@pytest.mark.parametrize("ground", [None, "数据核减"])
def test_a_formula_without_its_result_never_becomes_an_entry(
    project: Project, read: Any, ground: str | None
) -> None:
    typed = {(LATE, "复核完成值"): "=A1&A2", (LATE, "认定理由"): ground} | BY
    made = read(project.xlsx(), typed)
    for _ in range(2):
        assert of_kind(made, "ruling") == []
        assert project.state.step == "initial"
        made = read(project.xlsx())
    assert project.state.in_force == {}


def test_all_that_is_wrong_is_told_at_once_with_its_cell(project: Project, read: Any) -> None:
    made = read(project.xlsx(), {
        (LATE, "复核得分"): 4,                                      # no ground
        (REPORT, "认定理由"): "佐证属实",                            # nothing decided
        (OFFICES, "复核得分"): 31, (OFFICES, "认定理由"): "数据核减",  # above the points
        (PLATFORM, "复核得分"): 3, (PLATFORM, "认定理由"): "我看不行",  # not in the list
        **BY,
    })  # fmt: skip
    codes = {problem.code: problem.place.where for problem in project.problems}
    assert set(codes) == {"no-ground", "nothing-decided", "score-range", "ground-unknown"}
    assert all(place.startswith("复核表!") for place in codes.values())
    assert all(problem.hint for problem in project.problems)
    assert [(e.row, e.ground) for e in of_kind(made, "ruling")] == [(PLATFORM, "我看不行")]
    assert {e.row: dict(e.cells) for e in of_kind(made, "refused")} == {
        LATE: {"score": "4"},
        REPORT: {"ground": "佐证属实"},
        OFFICES: {"score": "31", "ground": "数据核减"},
    }
    assert project.state.step == "initial"


def test_entries_are_put_right_one_by_one_and_the_step_goes_on(project: Project, read: Any) -> None:
    wrong = {
        (OFFICES, "复核得分"): 31, (OFFICES, "认定理由"): "数据核减",
        (REPORT, "复核完成值"): "3月底", **BY,
    }  # fmt: skip
    read(project.xlsx(), wrong)
    once = project.xlsx()
    assert read(once) == []
    assert project.xlsx() == once
    read(once, {(OFFICES, "复核得分"): 21, **signed("张三", "2023-03-02")})
    assert project.state.step == "initial"
    read(project.xlsx(), {(REPORT, "认定理由"): "佐证属实", **signed("张三", "2023-03-03")})
    assert project.state.refused == ()
    assert project.state.step == "feedback"
    # 30 → 21 for the offices; the report as verified is in time: 4 of 4.
    assert {row: e.score for row, e in project.state.in_force.items()} == {
        OFFICES: Decimal(21),
        REPORT: None,
    }


def test_a_refused_entry_that_is_emptied_is_settled(project: Project, read: Any) -> None:
    read(project.xlsx(), {(OFFICES, "复核得分"): 31, (OFFICES, "认定理由"): "数据核减", **BY})
    assert project.state.step == "initial"
    nothing = {(OFFICES, "复核得分"): None, (OFFICES, "认定理由"): None}
    read(project.xlsx(), nothing | signed("张三", "2023-03-02"))
    assert (project.state.refused, project.state.in_force) == ((), {})
    assert project.state.step == "feedback"


def test_what_has_no_row_waits_until_a_sheet_that_tells_of_it_is_signed(
    project: Project, read: Any
) -> None:
    def without_id(book: Any) -> None:
        sheet = book["复核表"]
        line, ids = row_of(sheet, "产出/数量/2"), cell_of(sheet, "标识").column
        sheet.cell(line, ids).value = None
        sheet.cell(line, cell_of(sheet, "复核得分").column).value = 3

    read(changed(filled(project.xlsx(), BY), without_id))
    assert project.state.step == "initial"
    anew = project.xlsx()
    assert read(anew) == []
    assert project.state.step == "initial"
    read(anew, signed("张三", "2023-03-02"))
    assert (project.state.refused, project.state.step) == ((), "feedback")


def test_a_draft_may_be_deleted_and_counts_for_nothing(project: Project, read: Any) -> None:
    read(project.xlsx(), {(LATE, "复核得分"): 1, (LATE, "认定理由"): "逾期认定"})
    assert project.codes == ["not-signed"]
    assert project.tracks.review.total == Decimal("96.53")
    assert (len(project.state.drafts), project.state.step) == (1, "initial")
    read(project.xlsx(), {(LATE, "复核得分"): None, (LATE, "认定理由"): None})
    assert (project.state.drafts, project.state.in_force) == ((), {})


def test_a_note_in_another_cell_comes_back(project: Project, tmp_path: Path) -> None:
    from scoring.readers.books.open_any import open_file
    from scoring.workbooks.review_sheet.read.sheets import read_review_sheets

    path = tmp_path / "甲.xlsx"

    def scribble(book: Any) -> None:
        book["复核表"]["A80"].value = "另见会议纪要"

    path.write_bytes(changed(filled(project.xlsx(), BY), scribble))
    found = read_review_sheets(open_file(path, path.name))
    assert [piece.text for piece in found.rest] == ["另见会议纪要"]


def test_columns_may_be_moved_and_sheets_renamed(project: Project, read: Any) -> None:
    def move(book: Any) -> None:
        sheet = book["复核表"]
        sheet.title = "改了名"
        sheet.insert_cols(12)

    typed = {(LATE, "复核得分"): 4, (LATE, "认定理由"): "佐证属实"}
    made = read(changed(filled(project.xlsx(), typed), move))
    assert [(e.row, e.score) for e in of_kind(made, "ruling")] == [(LATE, Decimal(4))]


@pytest.mark.parametrize("gone", ["names", "hidden sheet", "heading"])
def test_a_sheet_that_lost_its_marks_loses_no_entry(project: Project, read: Any, gone: str) -> None:
    def strip(book: Any) -> None:
        if gone != "heading":
            book.defined_names.clear()
        if gone == "hidden sheet":
            del book["_ziping_worksheet"]
        if gone == "heading":
            cell_of(book["复核表"], "认定理由").value = "理由"

    typed = {(LATE, "复核得分"): 4, (LATE, "认定理由"): "佐证属实"} | BY
    made = read(changed(filled(project.xlsx(), typed), strip))
    kept = [e for e in made if e.row == LATE]
    if gone == "names":
        assert [(e.kind.value, e.score, e.by) for e in kept] == [("ruling", Decimal(4), "张三")]
    elif gone == "hidden sheet":
        assert kept, "what the sheet itself bears is enough"
    else:
        assert (made, project.codes) == ([], ["no-table"])
