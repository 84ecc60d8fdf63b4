"""The sheet of the desk is a view of the ledger: what was printed is known again, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.records.ledger_entry import LedgerEntry
from scoring.records.result import Reviewed
from scoring.work.desk_sheets import DeskSheets
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
CUT = {
    (OFFICES, "复核得分"): 20, (OFFICES, "认定理由"): "数据核减",
    (OFFICES, "理由说明"): "台账为60家",
}  # fmt: skip


@pytest.fixture
def read(project: Project, tmp_path: Path) -> Callable[..., list[LedgerEntry]]:
    def taken(data: bytes, typed: Any = None, name: str = "甲.xlsx") -> list[LedgerEntry]:
        return project.read(filled(data, typed) if typed else data, tmp_path, name)

    return taken


def kinds(entries: list[LedgerEntry]) -> list[str]:
    return [entry.kind.value for entry in entries]


def test_the_same_entries_give_the_same_bytes(project: Project):
    assert project.xlsx() == project.xlsx()


def test_a_sheet_that_nobody_touched_says_nothing(project: Project, read: Any):
    assert read(project.xlsx()) == []
    assert project.problems == []


def test_a_whole_review_to_its_end(project: Project, read: Any):
    made = read(project.xlsx(), CUT | signed("张三", datetime(2023, 3, 1)))
    assert kinds(made) == ["ruling", "signature"]
    assert project.state.step == "feedback"
    assert project.tracks.review.total == Decimal("89.99")
    # the desk has nothing open while the unit answers
    sheet = load_workbook(BytesIO(project.xlsx()))["复核表"]
    open_cells = [c for row in sheet.iter_rows() for c in row if not c.protection.locked]
    assert open_cells == []


def test_signature_cells_are_blank_and_the_next_signer_signs_nothing_of_others(
    project: Project, read: Any
):
    project.add(LedgerEntry(kind="assignment", project=project.project, people=("张三", "李四")))
    read(project.xlsx(), CUT | signed("张三", "2023-03-01"))
    data = project.xlsx()
    book = load_workbook(BytesIO(data))
    for name in ("zw_by", "zw_at", "zw_action", "zw_reason"):
        place = book.defined_names[name].attr_text.split("!")[1].replace("$", "")
        assert book["复核表"][place].value is None
    assert kinds(read(data, signed("李四", "2023-03-02"))) == ["signature"]
    (ruling,) = project.state.in_force.values()
    assert ruling.by == "张三"
    assert project.state.step == "feedback"


def test_two_evaluators_on_one_row_are_both_listed(project: Project, read: Any):
    blank = project.xlsx()
    read(blank, CUT | signed("张三", "2023-03-01"))
    approved = {(OFFICES, "复核指标值"): "69家", (OFFICES, "认定理由"): "指标值经批准调整"}
    read(blank, approved | signed("李四", "2023-03-02"), name="乙.xlsx")
    assert project.state.held
    data = project.xlsx()
    sheet = load_workbook(BytesIO(data))["复核表"]
    text = sheet.cell(row_of(sheet, OFFICES), cell_of(sheet, "复核问题与所需材料").column).value
    assert "张三（2023-03-01）20分" in text
    assert "李四（2023-03-02）指标值69家" in text
    computed = load_workbook(BytesIO(data), data_only=True)["复核表"]
    assert cell_of(computed, "89.99 或 99.99")
    settled = {
        (OFFICES, "复核得分"): 25, (OFFICES, "认定理由"): "集体会审",
        (OFFICES, "理由说明"): "纪要编号：〔2023〕5号",
    }  # fmt: skip
    made = read(data, settled | signed("王五", "2023-03-05"))
    assert kinds(made) == ["arbitration", "signature"]
    assert not project.state.held
    assert project.tracks.review.total == Decimal("94.99")


def test_refused_entries_stand_in_red_until_put_right(project: Project, read: Any):
    wrong = {(LATE, "复核得分"): 99, (LATE, "认定理由"): "逾期认定"}
    assert kinds(read(project.xlsx(), wrong | signed("张三", "2023-03-01"))) == [
        "refused", "signature",
    ]  # fmt: skip
    data = project.xlsx()
    sheet = load_workbook(BytesIO(data))["复核表"]
    cell = sheet.cell(row_of(sheet, LATE), cell_of(sheet, "复核得分").column)
    assert (cell.value, cell.font.color.rgb) == (99, "FFC00000")
    assert kinds(read(data, signed("李四", "2023-03-02"))) == ["signature"]
    (refused,) = project.state.refused
    assert refused.by == "张三"
    made = read(project.xlsx(), {(LATE, "复核得分"): 4} | signed("张三", "2023-03-03"))
    assert made[0].replaces == (refused.id,)
    assert project.state.refused == ()


def test_a_lost_ledger_is_made_good_from_a_sheet(
    project: Project, read: Any, quality: Reviewed, sheets: DeskSheets, tmp_path: Path
):
    read(project.xlsx(), CUT | signed("张三", "2023-03-01"))
    anew = Project(quality, sheets)
    anew.read(project.xlsx(), tmp_path)
    assert "not-in-ledger" in anew.codes
    assert {r.entry.id for r in anew.records} == {r.entry.id for r in project.records}
    assert anew.tracks.review.total == project.tracks.review.total


def test_a_lost_sheet_is_written_anew(project: Project, read: Any):
    read(project.xlsx(), CUT | signed("张三", "2023-03-01"))
    lost = project.xlsx()
    assert project.xlsx() == lost


def test_a_record_that_was_changed_is_not_taken(project: Project, read: Any):
    read(project.xlsx(), CUT | signed("张三", "2023-03-01"))

    def forge(book: Any) -> None:
        for row in book["每轮记录"].iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and '"score":"20"' in cell.value:
                    cell.value = cell.value.replace('"score":"20"', '"score":"30"')

    assert read(changed(project.xlsx(), forge)) == []
    assert project.codes == ["history-changed"]


def test_a_copy_of_the_sheet_inside_the_workbook_is_read_too(project: Project, read: Any):
    def copy(book: Any) -> None:
        sheet = book.copy_worksheet(book["复核表"])
        sheet.cell(row_of(sheet, LATE), cell_of(sheet, "复核得分").column).value = 3
        sheet.cell(row_of(sheet, LATE), cell_of(sheet, "认定理由").column).value = "逾期认定"

    made = read(changed(filled(project.xlsx(), CUT | signed("张三", "2023-03-01")), copy))
    assert {e.row for e in made if e.kind == "ruling"} == {LATE, OFFICES}


def test_hidden_columns_that_were_deleted_lose_nothing(project: Project, read: Any):
    def delete(book: Any) -> None:
        sheet = book["复核表"]
        sheet.delete_cols(cell_of(sheet, "标识").column, 20)

    made = read(changed(filled(project.xlsx(), CUT | signed("张三", "2023-03-01")), delete))
    assert "ruling" not in kinds(made)
    (refused,) = (e for e in made if e.kind == "refused")
    assert ("score", "20") in refused.cells
    assert "row-unknown" in project.codes


def test_rows_sorted_whole_keep_their_entries(project: Project, read: Any):
    def swap(book: Any) -> None:
        sheet = book["复核表"]
        one, other = row_of(sheet, OFFICES), row_of(sheet, LATE)
        for column in range(1, sheet.max_column + 1):
            a, b = sheet.cell(one, column), sheet.cell(other, column)
            a.value, b.value = b.value, a.value

    made = read(changed(filled(project.xlsx(), CUT | signed("张三", "2023-03-01")), swap))
    assert made[0].row == OFFICES
    assert project.problems == []


def test_rows_sorted_in_part_are_nobodys(project: Project, read: Any):
    def swap(book: Any) -> None:
        sheet = book["复核表"]
        one, other = row_of(sheet, OFFICES), row_of(sheet, LATE)
        for column in range(1, cell_of(sheet, "认定后得分").column):
            a, b = sheet.cell(one, column), sheet.cell(other, column)
            a.value, b.value = b.value, a.value

    made = read(changed(filled(project.xlsx(), CUT | signed("张三", "2023-03-01")), swap))
    assert "ruling" not in kinds(made)
    assert "row-misplaced" in project.codes
    assert any(("score", "20") in e.cells for e in made if e.kind == "refused")


def test_a_changed_protected_cell_is_named(project: Project, read: Any):
    def change(book: Any) -> None:
        sheet = book["复核表"]
        sheet.cell(row_of(sheet, OFFICES), cell_of(sheet, "自评完成值").column).value = "78家"

    made = read(changed(filled(project.xlsx(), CUT | signed("张三", "2023-03-01")), change))
    assert kinds(made) == ["refused", "ruling", "signature"]
    assert "自评完成值" in project.problems[0].message
    assert project.state.step == "feedback"


def test_the_sheet_bears_count_and_digest_of_its_entries(project: Project, read: Any):
    read(project.xlsx(), CUT | signed("张三", "2023-03-01"))
    sheet = load_workbook(BytesIO(project.xlsx()))["复核表"]
    texts = [str(c.value) for row in sheet.iter_rows() for c in row if c.value]
    assert any(text.startswith("据复核台账本项目 3 条记录写出") for text in texts)
    about = [t.removeprefix("zw:") for t in texts if t.startswith("zw:")]
    assert "count=3" in about
    assert all(r.entry.id in " ".join(about) for r in project.records)


def test_what_can_be_done_now_is_offered(project: Project, read: Any):
    sent_back = {("zw_action", ""): "退回单位修改", ("zw_reason", ""): "缺少台账"}
    made = read(project.xlsx(), sent_back | signed("张三", "2023-03-01"))
    assert "sent_back" in kinds(made)
    assert project.state.step == "awaiting_hand_in"


def test_a_secret_project_keeps_its_texts_out_of_the_ledger(
    quality: Reviewed, sheets: DeskSheets, tmp_path: Path
):
    project = Project(secret_of(quality), sheets)
    blank = project.xlsx()
    name = quality.result.submission.project.name

    def of_form(book: Any) -> list[str]:
        texts = [str(c.value) for s in book for row in s.iter_rows() for c in row if c.value]
        return [text for text in texts if name in text or "白皮书" in text]

    book = load_workbook(BytesIO(blank))
    assert of_form(book) == []
    typed = filled(blank, CUT | signed("张三", "2023-03-01"))
    project.read(typed, tmp_path)
    assert not any("台账" in record.entry.canonical for record in project.records)
    assert project.read(typed, tmp_path) == []
    anew = project.xlsx()
    assert of_form(load_workbook(BytesIO(anew))) == []
    assert project.read(anew, tmp_path, "新.xlsx") == []


def test_a_ground_of_ones_own_that_is_lost_shows_no_digest(
    quality: Reviewed, sheets: DeskSheets, tmp_path: Path
):
    project = Project(secret_of(quality), sheets)
    own = {(OFFICES, "复核得分"): 21, (OFFICES, "认定理由"): "查过现场"}
    project.read(filled(project.xlsx(), own | signed("张三", "2023-03-01")), tmp_path)
    assert any(record.entry.ground.startswith("sha256:") for record in project.records)
    project.add(LedgerEntry(kind="ruling", project=project.project, stage=1, round="初评",
                            row=LATE, role="evaluator", by="李四", at="2023-03-01",
                            score=Decimal(1), ground="sha256:" + "0" * 64, saw="另一版"))  # fmt: skip
    book = load_workbook(BytesIO(project.xlsx()))
    shown = [
        str(cell.value) for name in ("复核表", "每轮记录") for row in book[name].iter_rows()
        for cell in row if cell.value and not book[name].column_dimensions[cell.column_letter].hidden
    ]  # fmt: skip
    assert [text for text in shown if "sha256:" in text] == []


def test_the_record_names_what_took_an_entry_back_and_no_old_sheet_read_since(
    project: Project, read: Any
):
    first = project.xlsx()
    (ruling, *_) = read(first, CUT | signed("张三", "2023-03-01"))
    common = {"project": project.project, "stage": 1, "round": "初评", "row": OFFICES,
              "role": "evaluator", "saw": ruling.saw, "replaces": (ruling.id,)}  # fmt: skip
    taken_back = LedgerEntry(kind="withdrawal", by="张三", at="2023-03-02", **common)
    emptied = LedgerEntry(kind="emptied", by="张三", at="2023-03-01", **common)
    others = LedgerEntry(kind="withdrawal", by="李四", at="2023-03-03", **common)
    project.add(taken_back)
    project.add(emptied, others)
    lines = {line.number: line.cells["standing"] for line in
             project.sheets.view(project.form, project.tracks, project.records).record}  # fmt: skip
    assert lines[ruling.id] == f"已撤回（{taken_back.id[:8]}）"


def test_the_page_says_of_which_version_the_claimed_total_is(project: Project):
    view = project.sheets.view(project.form, project.tracks, project.records)
    said = "自评总分按首次完整报送的 97.77 分。"
    assert said not in project.sheets.html(view).decode()
    earlier = replace(view, first_claimed=Decimal("97.77"))
    assert said in project.sheets.html(earlier).decode()
