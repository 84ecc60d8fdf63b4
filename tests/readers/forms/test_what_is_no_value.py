"""What a cell holds that is an example, or the error of a formula, is told from what was filled in."""

from __future__ import annotations

import pytest

from scoring.records.certainty import Certainty
from scoring.records.submission import Submission
from scoring.work.library import Library
from tests.corpus.field_forms import FUNDS, HEAD, TABLE, page, read, reviewed, told

SET = "mof/2020-project"


def data(table: str) -> bytes:
    return page("\n".join([HEAD.strip(), FUNDS.strip(), table.strip()]))


def form(table: str) -> Submission:
    (found,) = read(data(table)).forms
    assert found.submission is not None, found.problems
    return found.submission


@pytest.mark.parametrize(
    "name", ["例会次数", "例行监测次数", "例行体检", "示例课程", "如期完工率", "如实申报率"]
)
def test_a_name_that_begins_like_an_example_is_a_name(name: str) -> None:
    assert form(TABLE.replace("培训人数", name)).indicators[0].name == name


@pytest.mark.parametrize(
    "hint", ["例：培训人数", "如：≥95%", "示例: 培训", "（例）培训", "（如：培训）", "【示例】培训"]
)
def test_an_example_of_the_blank_form_is_none(hint: str) -> None:
    assert not form(TABLE.replace("培训人数", hint)).indicators[0].name


ERRORS = ("#DIV/0!", "#REF!", "#N/A", "#VALUE!", "#NAME?", "#NULL!", "#NUM!")


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("target", ["≥100人", "提升", "12月底前", "100%", "0起"])
def test_an_error_of_a_formula_is_no_value(error: str, target: str, library: Library) -> None:
    table = TABLE.replace("≥100人 | 100人 |", f"{target} | {error} |")
    assert form(table).indicators[0].actual == error
    lines = told(read(data(table)), SET, library)
    assert lines
    assert all(line.startswith("Q ") for line in lines), lines


@pytest.mark.parametrize("error", ERRORS)
def test_a_target_that_is_an_error_accuses_nobody(error: str, library: Library) -> None:
    table = TABLE.replace("≥100人 | 100人 |", f"{error} | 100人 |")
    lines = told(read(data(table)), SET, library)
    assert all(line.startswith("Q ") for line in lines), lines


@pytest.mark.parametrize("error", ERRORS)
def test_a_score_that_is_an_error_is_not_found(error: str, library: Library) -> None:
    table = TABLE.replace("100人 | 20 | 20", f"100人 | 20 | {error}")
    row = form(table).indicators[0]
    assert row.claimed is None
    assert row.known["claimed"] == Certainty.NOT_FOUND
    lines = told(read(data(table)), SET, library)
    assert not [line for line in lines if line.startswith("E ")], lines


def with_funds(line: str, *below: str) -> bytes:
    heading = FUNDS.strip().splitlines()[0]
    return page("\n".join([HEAD.strip(), heading, line, *below, TABLE.strip()]))


@pytest.mark.parametrize("word", ["无", "未下达", "暂无", "见附件", "不涉及"])
def test_a_word_in_the_funds_is_asked_about(word: str, library: Library) -> None:
    found = with_funds(f"^ | 年度资金总额 | {word} | {word} | {word} | 10 | | 10")
    lines = told(read(found), SET, library)
    assert any("资金" in line for line in lines), lines
    assert not [line for line in lines if line.startswith("E ")], lines


def test_blank_funds_are_told(library: Library) -> None:
    found = with_funds("^ | 年度资金总额 | 100 | 100 | | 10 | | 10")
    assert any(line.startswith("E 资金栏没有填全") for line in told(read(found), SET, library))


@pytest.mark.parametrize("mark", ["-", "/", "—", "——", "--"])
def test_points_and_score_that_are_struck_out_are_no_missing_score(
    mark: str, library: Library
) -> None:
    found = with_funds(f"^ | 年度资金总额 | 100 | 100 | 98.5 | {mark} | 98.50% | {mark}")
    lines = told(read(found), SET, library)
    assert not [line for line in lines if "没有填得分" in line], lines


def test_a_score_that_is_left_out_is_told(library: Library) -> None:
    found = with_funds("^ | 年度资金总额 | 100 | 100 | 98.5 | 10 | 98.50% |")
    assert any("没有填得分" in line for line in told(read(found), SET, library))


IN_OTHER_UNITS = (
    ("1000000", "100"), ("985000", "98.5"), ("1234567", "123.46"), ("30000", "3"), ("520000", "52"),
)  # fmt: skip


@pytest.mark.parametrize(("total", "part"), IN_OTHER_UNITS)
def test_a_total_in_another_unit_than_its_lone_source_is_asked_about(
    total: str, part: str, library: Library
) -> None:
    found = with_funds(
        f"^ | 年度资金总额 | {total} | {total} | {total} | 10 | 100% | 10",
        f"^ | 其中：财政拨款 | {part} | {part} | {part} | | |",
    )
    lines = told(read(found), SET, library)
    assert "Q 资金合计与来源像是单位不同·资金使用情况" in lines


@pytest.mark.parametrize("part", ["60", "1", "0.5", "99", "100"])
def test_a_lone_source_may_be_any_part(part: str, library: Library) -> None:
    found = with_funds(
        "^ | 年度资金总额 | 100 | 100 | 100 | 10 | 100% | 10",
        f"^ | 其中：上级补助 | {part} | {part} | {part} | | |",
    )
    assert told(read(found), SET, library) == []


@pytest.mark.parametrize("numbers", ["1.1", "1.2、", "2.3.1", "3.1.", "1、"])
def test_a_number_before_a_level_is_no_part_of_its_name(numbers: str, library: Library) -> None:
    table = TABLE.replace("数量指标", f"{numbers}数量指标").replace("产出指标", "1.产出指标")
    findings = reviewed(read(data(table)), SET, library)
    assert not [f for f in findings if "归入" in f.title], findings


@pytest.mark.parametrize("mark", ["/", "—", "-", "——", "\\"])
def test_a_mark_is_not_called_blank(mark: str, library: Library) -> None:
    table = TABLE.replace("≥100人 | 100人 |", f"≥100人 | {mark} |")
    (finding,) = (f for f in reviewed(read(data(table)), SET, library) if f.kind == "E")
    assert "空着或只填了“/”一类记号" in finding.text
