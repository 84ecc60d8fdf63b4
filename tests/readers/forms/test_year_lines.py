"""The year that a form writes is read, whatever else stands in its line."""

from __future__ import annotations

import pytest

from scoring.records.certainty import Certainty
from tests.corpus.field_forms import FUNDS, HEAD, TABLE, page, read

LINE = "(2022年度) |"
LINES = {
    "（2023年度）    单位：万元": "万元",
    "2023年度  金额单位：万元": "万元",
    "(2023年)单位:元": "元",
    "（二〇二三年度）  金额单位：元": "元",
    "２０２３年度　　单位：万元": "万元",
    "填报年度：2023": None,
    "填报年度：2023年": None,
    "（二〇二三年度）": None,
    "二○二三年": None,
    "二零二三年度": None,
}


@pytest.mark.parametrize("line", LINES)
def test_a_written_year_is_read(line: str) -> None:
    assert LINE in HEAD
    head = HEAD.replace(LINE, f"{line} |")
    funds = FUNDS.replace("(万元)", "")
    (found,) = read(page("\n".join([head.strip(), funds.strip(), TABLE.strip()])), "表.html").forms
    submission = found.submission
    assert submission is not None, found.problems
    assert submission.year == 2023
    assert submission.known.get("year", Certainty.WRITTEN) == Certainty.WRITTEN
    assert "year" not in submission.not_found
    if LINES[line]:
        assert submission.money_unit == LINES[line]


@pytest.mark.parametrize(
    "line",
    [
        "填报日期：2024年1月20日", "项目实施期：2023年1月-2023年12月", "2023年至2025年 单位：万元",
        "三年规划 单位：万元", "二十三年度",
    ],
)  # fmt: skip
def test_what_is_no_year_of_the_form_gives_none(line: str) -> None:
    head = HEAD.replace(LINE, f"{line} |")
    text = "\n".join([head.strip(), FUNDS.strip(), TABLE.strip()])
    (found,) = read(page(text), "表.html").forms
    assert found.submission is not None
    assert found.submission.year is None
