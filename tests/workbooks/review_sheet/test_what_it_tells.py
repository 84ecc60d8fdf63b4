"""What a review sheet tells beside its rows: other documents, proposed matches, unused decisions."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from scoring.records.finding import Finding
from scoring.writers.lists.issue_list import MatchSide, ProposedMatch

OFFICES = "效益/社会效益/1"


def texts(data: bytes) -> list[str]:
    sheet: Any = load_workbook(BytesIO(data))["复核表"]
    return [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]


def between(where: str, text: str, *, for_targets: bool = False) -> Finding:
    return Finding(
        code="x", kind="Q", of="row", where=where, place="", name="名称", title="题", text=text,
        ask="", advice="", settle="请提供批复。", field="", sources=(), stake=None, ruling="",
        for_targets=for_targets,
    )  # fmt: skip


def test_what_other_documents_say_stands_in_its_row_or_below(
    review_sheets: Any, quality: Any
) -> None:
    one = replace(quality, compared=(
        between(OFFICES, "批复的指标值是80家。"), between("", "综述写的是另一年。"),
        between("", "下年请写明口径。", for_targets=True),
    ))  # fmt: skip
    told = texts(review_sheets.xlsx(one))
    in_row = next(t for t in told if "批复的指标值是80家。" in t)
    assert "78家" in in_row, "it stands beside what the rule found in that row"
    below = told[told.index("与其他材料对照") + 1]
    assert below == "1. 【待说明】综述写的是另一年。请提供批复。"
    assert any("下年请写明口径。" in t for t in told[told.index(below) :])


def test_proposed_matches_of_this_project_are_told(review_sheets: Any, quality: Any) -> None:
    name = "发放白皮书的党政机关数量"
    side = MatchSide(file=quality.file, at="第701行", name=name, value="78家")
    other = MatchSide(file="目标表.docx", at="第3行", name="白皮书发放单位数", value="≥80家")
    matches = [
        ProposedMatch(side, other, "62%", "白皮书", "名称不够相近"),
        ProposedMatch(replace(side, file="别的.xlsx"), other, "62%", "白皮书", "名称不够相近"),
    ]
    told = texts(review_sheets.xlsx(quality, matches))
    lines = [t for t in told if "相似度62%" in t]
    assert len(lines) == 1
    assert "目标表.docx" in lines[0]
    assert "相似度62%" in review_sheets.html(quality, matches).decode()
    assert not [t for t in texts(review_sheets.xlsx(quality)) if "相似度" in t]


def test_a_long_list_is_cut_and_says_so(review_sheets: Any, quality: Any) -> None:
    one = replace(quality, compared=tuple(between("", f"第{n}件。") for n in range(150)))
    told = texts(review_sheets.xlsx(one))
    assert sum("件。" in t for t in told) == 100
    assert any("另有 50 条" in t for t in told)


def test_a_file_that_is_its_own_place_is_told_once(review_sheets: Any, quality: Any) -> None:
    told = {"": "甲.yaml", "甲.yaml": "甲.yaml", "甲.yaml:3": "甲.yaml:3", "第2页": "甲.yaml 第2页"}
    for at, shown in told.items():
        page = review_sheets.html(replace(quality, file="甲.yaml", at=at)).decode("utf-8")
        assert f"<dd>{shown}</dd>" in page
