"""Rubbish, extremes and tricks: nothing is evaluated, nothing crashes, nothing is lost silently."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from scoring.desk.sheet_entries import new_entries
from scoring.desk.sheet_work import SheetContext
from scoring.readers.books.open_any import open_file
from scoring.readers.books.sheets.grid import Book, Cell
from scoring.records.ledger_entry import LedgerEntry
from scoring.records.result import Reviewed
from scoring.records.submission import Submission
from scoring.work.desk_sheets import DeskSheets
from scoring.workbooks.review_sheet.read.find import is_review_sheet
from scoring.workbooks.review_sheet.read.sheets import read_review_sheets
from tests.workbooks.review_sheet.desk import Project, changed, filled, signed

TRICK = '=HYPERLINK("http://x","y")'
LONG = "本年度共开展质量监督检查工作若干次，" * 30
ROW = "产出/数量/1"


def submission(rows: int = 1, **more: Any) -> Submission:
    row = {
        "level1": "产出", "level2": "数量", "name": TRICK, "target": "@SUM(A1)", "actual": "+1+1|cmd",
        "points": "10", "claimed": "9", "reason": "-2+3\x07\u202e",
    }  # fmt: skip
    return Submission.model_validate({
        "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022, "unit": TRICK,
        "project": {"name": "<b>=1+1"}, "indicators": [row] * rows, **more,
    })  # fmt: skip


def formulas(data: bytes) -> list[str]:
    with ZipFile(BytesIO(data)) as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if "worksheets/" in n]
    return [text for sheet in sheets for text in re.findall(r"<f>(.*?)</f>", sheet)]


def test_no_text_of_a_form_becomes_a_formula_or_a_tag(
    reviewed: Callable[..., Reviewed], sheets: DeskSheets, tmp_path: Path
):
    project = Project(reviewed(submission()), sheets)
    typed = {
        (ROW, "复核得分"): 5, (ROW, "认定理由"): "'" + TRICK, (ROW, "理由说明"): "+1+1|cmd",
    }  # fmt: skip
    project.read(filled(project.xlsx(), typed | signed("@SUM", "2023-03-01")), tmp_path)
    data = project.xlsx()
    view = sheets.feedback_sheet(project.form, project.tracks, project.records)
    assert view is not None
    for made in (data, sheets.feedback(TRICK, [view])):
        assert not [f for f in formulas(made) if "HYPERLINK" in f or "cmd" in f or "@" in f]
    page = sheets.html(sheets.view(project.form, project.tracks, project.records)).decode()
    assert "<b>" not in page
    assert "&lt;b&gt;=1+1" in page
    assert project.read(data, tmp_path, "再.xlsx") == []


def test_many_rows_and_texts_of_twenty_thousand_signs(
    reviewed: Callable[..., Reviewed], sheets: DeskSheets, tmp_path: Path
):
    many = submission(800)
    rows = list(many.indicators)
    rows[0] = rows[0].model_copy(update={"reason": "长" * 20_000, "target": "≥5个" + "长" * 19_000})
    form = many.model_copy(update={"indicators": tuple(rows)})
    project = Project(reviewed(form, plain=True), sheets)
    assert project.read(project.xlsx(), tmp_path) == []
    assert project.problems == []


def test_an_empty_form_has_a_sheet_too(
    reviewed: Callable[..., Reviewed], sheets: DeskSheets, tmp_path: Path
):
    project = Project(reviewed(submission(0)), sheets)
    assert project.read(project.xlsx(), tmp_path) == []


def test_rows_stay_low_and_the_whole_text_stands_below(
    reviewed: Callable[..., Reviewed], quality: Reviewed, sheets: DeskSheets, tmp_path: Path
):
    form = quality.result.submission
    rows = list(form.indicators)
    rows[0] = rows[0].model_copy(update={"actual": LONG, "name": LONG})
    project = Project(reviewed(form.model_copy(update={"indicators": tuple(rows)})), sheets)
    data = project.xlsx()
    sheet = load_workbook(BytesIO(data))["复核表"]
    texts = {str(c.value): c for line in sheet.iter_rows() for c in line if c.value}
    first, last = texts["标识"].row + 1, texts["总分"].row
    assert max(sheet.row_dimensions[n].height or 0 for n in range(first, last)) < 200
    assert any(LONG in text and "自评完成值" in text for text in texts)
    assert project.read(data, tmp_path) == []
    assert project.problems == []
    typed = {(ROW, "复核得分"): 3, (ROW, "认定理由"): "数据核减"}
    made = project.read(filled(data, typed | signed("张三", "2023-03-01")), tmp_path)
    assert made[0].called[2] == LONG[:500]


@pytest.fixture(scope="module")
def books(quality: Reviewed, sheets: DeskSheets, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A sheet of the desk and a unit's workbook, filled in, and the entries behind them."""
    folder = tmp_path_factory.mktemp("books")
    project = Project(quality, sheets)
    cut = {("产出/时效/1", "复核得分"): 4, ("产出/时效/1", "认定理由"): "佐证属实"}
    project.read(filled(project.xlsx(), cut | signed("甲", "2023-05-06")), folder)
    view = sheets.feedback_sheet(project.form, project.tracks, project.records)
    assert view is not None
    found = []
    for number, data in enumerate((project.xlsx(), sheets.feedback("单位", [view]))):
        path = folder / f"{number}.xlsx"
        path.write_bytes(data)
        found.append(open_file(path, "复核表.xlsx"))
    return found, [record.entry for record in project.records]


def edited(book: Book, edits: Any, *, without_names: bool) -> Book:
    cells = [dict(sheet.cells) for sheet in book.sheets]
    for (number, at), value in edits:
        if value is None:
            cells[number].pop(at, None)
        elif isinstance(value, str):
            cells[number][at] = Cell(value)
        else:
            cells[number][at] = Cell(str(value), value)
    sheets = tuple(replace(s, cells=own) for s, own in zip(book.sheets, cells, strict=True))
    return replace(book, sheets=sheets, names={} if without_names else book.names)


@pytest.mark.parametrize("which", [0, 1])
def test_whatever_is_done_to_its_cells_nothing_crashes(
    books: tuple[list[Book], list[LedgerEntry]], sheets: DeskSheets, which: int
):
    (book, entries) = books[0][which], books[1]
    places = [(n, at) for n, sheet in enumerate(book.sheets) for at in sorted(sheet.cells)]
    texts = st.one_of(
        st.sampled_from([
            "", "=1", "不认可", "认可", "撤回", "九", "1e999", "9" * 40, "长" * 21_000, "初评", "终审", "已办结",
            "标识", "佐证号", "0.1234567", "-1", "#REF!", "\x00", "\ud800", "产出/时效/1", "zw:edition=x",
            "zw:submission=", "zw:kind=feedback", "zw:stage=999999999999", "zw:known=" + "a " * 900,
            '{"kind":"ruling"}', "3月1日", "张三（代）", "办结",
        ]),
        st.text(max_size=30),
    )  # fmt: skip
    numbers = st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=60_000
    )
    edits = st.lists(
        st.tuples(st.sampled_from(places), st.one_of(texts, st.none(), numbers)),
        min_size=1, max_size=12,
    )  # fmt: skip
    context = SheetContext("甲", {entry.id: entry for entry in entries}, stage=2, year=2022)

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(edits, st.booleans())
    def law(changes: Any, without_names: bool) -> None:
        changed = edited(book, changes, without_names=without_names)
        if not is_review_sheet(changed):
            return
        found = read_review_sheets(changed)
        problems = list(found.problems)
        for reading in found.sheets:
            made = new_entries(reading, context, sheets.layout)
            problems += made.problems
            assert new_entries(reading, context, sheets.layout) == made
        for problem in problems:
            assert problem.message
            assert problem.place.file == "复核表.xlsx"

    law()


@pytest.mark.parametrize(
    "heading", ["已填记录", "所列记录", "数据码", "指标全称", "各格校验码", "标识"]
)
def test_a_hidden_cell_however_long_loses_no_other_row(
    project: Project, tmp_path: Path, heading: str
):
    other = {("产出/数量/2", "复核得分"): 5, ("产出/数量/2", "认定理由"): "数据核减"}
    long = " ".join(f"{number:032x}" for number in range(900))
    data = filled(project.xlsx(), {(ROW, heading): long, **other})
    made = project.read(data, tmp_path)
    assert [entry.score for entry in made if entry.kind == "ruling"] == [5]


@pytest.mark.parametrize("key", ["submission", "edition", "digest", "round"])
def test_a_sheet_whose_marks_are_too_long_is_named(project: Project, tmp_path: Path, key: str):
    def change(book: Any) -> None:
        for cell in book["复核表"][1]:
            if str(cell.value).startswith(f"zw:{key}="):
                cell.value = f"zw:{key}=" + "9" * 501

    assert project.read(changed(project.xlsx(), change), tmp_path) == []
    assert project.codes == ["entry-unusable"]
