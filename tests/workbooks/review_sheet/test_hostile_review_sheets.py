"""Rubbish, extremes and tricks: nothing is evaluated, nothing crashes, nothing secret is told."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scoring.workbooks.review_sheet.read.read import read_review_sheet

from scoring.readers.books.open_any import open_book
from scoring.readers.books.sheets.grid import Book, Cell
from scoring.records.decision import Decision, Reply
from scoring.records.submission import Submission
from scoring.workbooks.review_sheet.read.find import is_review_sheet

TRICK = '=HYPERLINK("http://x","y")'


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


def test_no_text_of_a_form_becomes_a_formula_or_a_tag(review_sheets: Any, reviewed: Any) -> None:
    one = reviewed(submission())
    key = one.result.submission.key
    one = review_sheets.decide(
        one,
        [Decision(submission=key, row="产出/数量/1", score="5", ground=TRICK, by=TRICK, at="=1", round="初评")],
        [Reply(submission=key, row="产出/数量/1", agrees=False, say=TRICK, evidence="=2", round="单位反馈",
               by="=3", at="=4")],
    )  # fmt: skip
    data = review_sheets.xlsx(one)
    assert formulas(data)
    assert not [f for f in formulas(data) if "HYPERLINK" in f or "cmd" in f or "@" in f]
    page = review_sheets.html(one).decode()
    assert "<b>" not in page
    assert "&lt;b&gt;=1+1" in page
    found = read_review_sheet(open_book(data, "复核表.xlsx"))
    assert found.decisions == one.decisions
    assert found.replies == one.replies
    assert found.rest == ()


def test_a_secret_submission_tells_no_text_of_its_own(review_sheets: Any, reviewed: Any) -> None:
    words = ["机密项目", "某某单位", "机密指标", "机密完成", "机密目标", "机密原因"]
    one = reviewed(Submission.model_validate({
        "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022, "secret": "是",
        "id": "S-1", "unit": words[1], "project": {"name": words[0]}, "department": words[1],
        "indicators": [{"level1": "产出", "level2": "数量", "name": words[2], "target": f"{words[4]}≥5个",
                        "actual": words[3], "points": "10", "claimed": "12", "reason": words[5]}],
    }))  # fmt: skip
    data = review_sheets.xlsx(one)
    with ZipFile(BytesIO(data)) as archive:
        everything = "".join(archive.read(n).decode() for n in archive.namelist())
    everything += review_sheets.html(one).decode()
    assert [word for word in words if word in everything] == []
    assert "涉密" in everything


def test_many_rows_and_texts_of_twenty_thousand_signs(review_sheets: Any, reviewed: Any) -> None:
    many = submission(800)
    rows = list(many.indicators)
    rows[0] = rows[0].model_copy(update={"reason": "长" * 20_000, "target": "≥5个" + "长" * 19_000})
    one = reviewed(many.model_copy(update={"indicators": tuple(rows)}), plain=True)
    data = review_sheets.xlsx(one)
    found = read_review_sheet(open_book(data, "复核表.xlsx"))
    assert found == ((), (), (), (), False, (), ())
    assert "文字超出单元格容量" in review_sheets.html(one).decode()


def test_an_empty_form_has_a_review_sheet_too(review_sheets: Any, reviewed: Any) -> None:
    one = reviewed(submission(0))
    assert read_review_sheet(open_book(review_sheets.xlsx(one), "复核表.xlsx")) == (
        (),
        (),
        (),
        (),
        False,
        (),
        (),
    )
    assert b"</html>" in review_sheets.html(one)


@pytest.fixture(scope="module")
def filled(review_sheets: Any, quality: Any, fill: Any) -> Book:
    data = fill(review_sheets.xlsx(quality), {
        ("产出/时效/1", "复核得分"): 4, ("产出/时效/1", "认定理由"): "佐证属实",
        ("zw_by", ""): "甲", ("zw_at", ""): "2023-05-06",
    })  # fmt: skip
    found = read_review_sheet(open_book(data, "复核表.xlsx"))
    one = review_sheets.decide(quality, found.decisions)
    return open_book(review_sheets.xlsx(one), "复核表.xlsx")


def test_whatever_is_done_to_its_cells_nothing_crashes(filled: Book) -> None:
    places = [(n, at) for n, sheet in enumerate(filled.sheets) for at in sorted(sheet.cells)]
    texts = st.one_of(
        st.sampled_from(
            ["", "=1", "不认可", "认可", "九", "1e999", "9" * 40, "长" * 21_000, "初评", "终审", "已办结",
             "标识", "佐证号", "0.1234567", "-1", "#REF!", "\x00", "\ud800", "产出/时效/1"]
        ),
        st.text(max_size=30),
    )  # fmt: skip
    edits = st.lists(
        st.tuples(st.sampled_from(places), st.one_of(texts, st.none(), st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000))),
        min_size=1, max_size=12,
    )  # fmt: skip

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(edits, st.booleans())
    def law(edited: Any, without_names: bool) -> None:
        cells = [dict(sheet.cells) for sheet in filled.sheets]
        for (number, at), value in edited:
            if value is None:
                cells[number].pop(at, None)
            elif isinstance(value, str):
                cells[number][at] = Cell(value)
            else:
                cells[number][at] = Cell(str(value), value)
        sheets = tuple(
            replace(sheet, cells=own) for sheet, own in zip(filled.sheets, cells, strict=True)
        )
        book = replace(filled, sheets=sheets, names={} if without_names else filled.names)
        if not is_review_sheet(book):
            return
        found = read_review_sheet(book)
        for problem in found.problems:
            assert problem.message
            assert problem.place.file == "复核表.xlsx"
        assert all(d.ground is not None and d.round for d in found.decisions)

    law()
