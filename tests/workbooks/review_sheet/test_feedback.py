"""The workbook of a unit: all its projects and nothing else; its answers are read back."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.readers.books.open_any import open_file
from scoring.records.ledger_entry import LedgerEntry
from scoring.records.result import Reviewed
from scoring.work.desk_sheets import DeskSheets
from scoring.workbooks.review_sheet.read.sheets import read_review_sheets
from tests.workbooks.review_sheet.desk import (
    Project,
    cell_of,
    changed,
    filled,
    row_of,
    secret_of,
    signed,
)

OFFICES, LATE = "效益/社会效益/1", "产出/时效/1"
SIGN_ALL = "单位经办人（签字、盖章，一次签署所有答复了的项目）"


@pytest.fixture
def two(six: list[Reviewed], sheets: DeskSheets, tmp_path: Path) -> list[Project]:
    """Two projects of one unit that wait for its answer: in one a row was cut."""
    projects = [Project(six[5], sheets), Project(six[4], sheets)]
    cut = {
        (OFFICES, "复核得分"): 20, (OFFICES, "认定理由"): "数据核减",
        (OFFICES, "理由说明"): "台账为60家",
    }  # fmt: skip
    projects[0].read(filled(projects[0].xlsx(), cut | signed("张三", "2023-03-01")), tmp_path)
    projects[1].read(filled(projects[1].xlsx(), signed("张三", "2023-03-01")), tmp_path)
    return projects


def book_of(projects: list[Project]) -> bytes:
    sheets = projects[0].sheets
    views = [sheets.feedback_sheet(p.form, p.tracks, p.records) for p in projects]
    views = [view for view in views if view is not None]
    return sheets.feedback(views[0].unit, views)


def taken(data: bytes, projects: list[Project], tmp_path: Path) -> list[list[LedgerEntry]]:
    path = tmp_path / "back.xlsx"
    path.write_bytes(data)
    read = read_review_sheets(open_file(path, "单位.xlsx"))
    assert read.rest == ()
    return [project.take(read) for project in projects]


def sign(book: Any, by: str, day: object) -> None:
    cover = book["封面"]
    row = cell_of(cover, SIGN_ALL).row
    cover.cell(row, 5).value = by
    cover.cell(row, cell_of(cover, "日期").column + 1).value = day


def answer(book: Any, number: int, row: str, word: str, say: str = "") -> None:
    sheet = book[book.sheetnames[number]]
    at = cell_of(sheet, "认可/不认可").column
    sheet.cell(row_of(sheet, row), at).value = word
    sheet.cell(row_of(sheet, row), at + 1).value = say


def texts_of(data: bytes) -> str:
    book = load_workbook(BytesIO(data))
    return "\n".join(
        str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value
    )


def kinds(entries: list[LedgerEntry]) -> list[str]:
    return [entry.kind.value for entry in entries]


def test_one_workbook_holds_all_projects_of_a_unit(two: list[Project]):
    data = book_of(two)
    assert data == book_of(two)
    names = load_workbook(BytesIO(data)).sheetnames
    assert names[:3] == ["封面", "1 信息工程质量监督", "2 网络安全监测预警"]
    assert "数据核减；台账为60家" in texts_of(data)


def test_an_untouched_workbook_answers_nothing(two: list[Project], tmp_path: Path):
    assert taken(book_of(two), two, tmp_path) == [[], []]


def test_one_signature_on_the_cover_answers_for_all(two: list[Project], tmp_path: Path):
    def fill(book: Any) -> None:
        answer(book, 1, OFFICES, "不认可", "台账漏登9家")
        cover = book["封面"]
        at = cell_of(cover, "全部认可")
        cover.cell(at.row + 2, at.column).value = "全部认可"
        sign(book, "钱七", datetime(2023, 3, 10))

    data = changed(book_of(two), fill)
    first, second = taken(data, two, tmp_path)
    assert taken(data, two, tmp_path) == [[], []]
    assert kinds(first) == ["answer", "signature"]
    assert (first[0].by, first[0].at, first[0].agrees) == ("钱七", "2023-03-10", False)
    assert first[0].upon == (two[0].state.in_force[OFFICES].id,)
    assert two[0].state.step == "review"
    assert all(e.agrees for e in second if e.kind == "answer")
    assert two[1].state.step == "to_close"


def test_a_signature_without_answers_to_a_project_signs_nothing_of_it(
    two: list[Project], tmp_path: Path
):
    def fill(book: Any) -> None:
        answer(book, 1, OFFICES, "认可")
        sign(book, "钱七", "2023-03-10")

    first, second = taken(changed(book_of(two), fill), two, tmp_path)
    assert kinds(first) == ["answer", "signature"]
    assert second == []
    assert two[1].state.step == "feedback"


def test_an_evaluator_cannot_answer_for_the_unit(two: list[Project], tmp_path: Path):
    def fill(book: Any) -> None:
        answer(book, 1, OFFICES, "认可")
        sign(book, "张三", "2023-03-10")

    taken(changed(book_of(two), fill), two, tmp_path)
    assert "evaluator-as-unit" in two[0].codes
    assert two[0].state.step == "feedback"
    assert two[0].state.answers == {}


def test_answers_without_a_signature_are_shown_to_nobody(two: list[Project], tmp_path: Path):
    def fill(book: Any) -> None:
        answer(book, 1, OFFICES, "不认可", "随手写的")

    taken(changed(book_of(two), fill), two, tmp_path)
    assert two[0].state.step == "feedback"
    assert "随手写的" not in texts_of(book_of(two))


def test_a_unit_sees_nothing_that_is_not_its_own(
    two: list[Project], six: list[Reviewed], sheets: DeskSheets, tmp_path: Path
):
    """No drafts, refused entries, conflicts, names of evaluators or other units."""
    two[0].add(
        LedgerEntry(kind="assignment", project=two[0].project, people=("张三",), lead="赵六")
    )
    for text, by in (("草稿的话", ""), ("没有采用的话", "赵六")):
        two[0].add(LedgerEntry(
            kind="refused" if by else "ruling", project=two[0].project,
            stage=0 if by else 1, round="初评", row=LATE, role="evaluator", by=by, at="2023-03-02" if by else "", score=None if by else 1,
            ground="" if by else "数据核减", note="" if by else text,
            cells=(("score", "99"), ("note", text)) if by else (),
            reason=f"{text}的原因" if by else "",
        ))  # fmt: skip
    other = Project(six[0], sheets)
    other.read(filled(other.xlsx(), signed("张三", "2023-03-01")), tmp_path)
    held = two[0]
    views = [sheets.feedback_sheet(p.form, p.tracks, p.records) for p in (held, two[1])]
    assert None not in views
    shown = texts_of(sheets.feedback("单位", [view for view in views if view is not None]))
    assert "台账为60家" in shown
    for hidden in ("草稿的话", "没有采用的话", "张三", "赵六", six[0].result.submission.unit):
        if hidden != two[0].form.result.submission.unit:
            assert hidden not in shown


def test_a_project_in_conflict_is_not_handed_out(two: list[Project]):
    conflict = LedgerEntry(
        kind="ruling", project=two[0].project, stage=1, round="初评", row=OFFICES,
        role="evaluator", by="李四", at="2023-03-02", score=25, ground="数据核减", base="x",
        saw=two[0].scorer.row_digests(two[0].form.result.submission)[OFFICES],
    )  # fmt: skip
    two[0].add(conflict)
    assert two[0].state.held
    assert two[0].sheets.feedback_sheet(two[0].form, two[0].tracks, two[0].records) is None


def test_the_last_day_stands_on_the_cover(two: list[Project]):
    for project in two:
        project.add(LedgerEntry(
            kind="assignment", project=project.project, people=("张三",), due="2023-03-31"
        ))  # fmt: skip
    assert "请在 2023-03-31 以前交回" in texts_of(book_of(two))


def test_one_sheet_taken_out_of_the_workbook_is_known_by_itself(two: list[Project], tmp_path: Path):
    def alone(book: Any) -> None:
        answer(book, 1, OFFICES, "认可")
        sheet = book[book.sheetnames[1]]
        label = cell_of(sheet, "单位经办人（签字、盖章）")
        sheet.cell(label.row, 7).value = "钱七"
        sheet.cell(label.row, cell_of(sheet, "日期").column + 1).value = "2023-03-10"
        for name in (book.sheetnames[0], book.sheetnames[2], book.sheetnames[3]):
            del book[name]

    path = tmp_path / "one.xlsx"
    path.write_bytes(changed(book_of(two), alone))
    made = two[0].take(read_review_sheets(open_file(path, "一张.xlsx")))
    assert kinds(made) == ["answer", "signature"]


def test_a_secret_project_is_asked_without_its_texts(six: list[Reviewed], sheets: DeskSheets):
    project = Project(secret_of(six[5]), sheets)
    project.add(LedgerEntry(
        kind="signature", project=project.project, stage=1, round="初评", role="evaluator",
        by="张三", at="2023-03-01", covers=tuple(row.row for row in project.rows),
    ))  # fmt: skip
    view = sheets.feedback_sheet(project.form, project.tracks, project.records)
    assert view is not None
    shown = texts_of(sheets.feedback("涉密-1", [view]))
    submission = six[5].result.submission
    assert submission.unit not in shown
    assert submission.project.name not in shown
    assert "白皮书" not in shown
