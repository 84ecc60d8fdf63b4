"""A row of sums among the indicators is no indicator, whatever it is called."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.records.certainty import Certainty
from scoring.records.submission import Submission
from scoring.work.library import Library
from tests.corpus.field_forms import FUNDS, HEAD, TABLE, page, read, told

SET = "mof/2020-project"
TOTAL = "总分 | < | < | < | < | 100 | 100 |"


def data(table: str) -> bytes:
    return page("\n".join([HEAD.strip(), FUNDS.strip(), table.strip()]))


def form(table: str) -> Submission:
    (found,) = read(data(table)).forms
    assert found.submission is not None, found.problems
    return found.submission


def with_total(row: str) -> str:
    assert TOTAL in TABLE
    return TABLE.replace(TOTAL, row)


NAMES = (
    "合计得分", "综合得分", "绩效自评得分", "自评得分总计", "评价总得分", "自评合计", "累计得分",
    "自评得分合计", "自评得分（合计）", "自评总得分", "合  计", "总分（100分）",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_total_is_none_under_any_of_its_names(name: str, library: Library) -> None:
    table = with_total(f"{name} | | | | | 100 | 100 |")
    found = form(table)
    assert len(found.indicators) == 5
    assert found.claimed_total == Decimal(100)
    assert not found.repairs
    assert told(read(data(table)), SET, library) == []


UNKNOWN = ("全部指标", "本项目最终结果", "评定结论分", "最后得分情况", "本表汇总分")


@pytest.mark.parametrize("name", UNKNOWN)
@pytest.mark.parametrize("points", ["90", "100"])
def test_a_total_is_none_where_only_place_and_points_tell_it(
    name: str, points: str, library: Library
) -> None:
    table = with_total(f"{name} | | | | | {points} | 100 |")
    found = form(table)
    assert len(found.indicators) == 5
    assert found.claimed_total == Decimal(100)
    assert found.known["claimed_total"] == Certainty.BY_PLACE
    assert [line for line in told(read(data(table)), SET, library) if line.startswith("E ")] == []


NO_TOTALS = (
    "满意度指标 | 家长满意度 | 家长满意度 | | | 90 | 90 |",  # a row with levels and a name
    "其他 | | | ≥90% | | 90 | 90 |",
    "其他 | | | | 96% | 90 | 90 |",
    "其他 | | | | | 20 | 20 |",
    "效益指标 | | | | | 90 | 90 |",
)


@pytest.mark.parametrize("row", NO_TOTALS)
def test_an_indicator_stays_one(row: str) -> None:
    assert len(form(with_total(row)).indicators) == 6


def test_what_has_rows_below_is_no_total() -> None:
    lines = TABLE.strip().splitlines()
    lines.insert(3, "其他 | | | | | 20 | 20 |")
    lines[4] = lines[4].replace("^", "产出指标", 1)
    lines[2] = lines[2].replace("20 | 20", "0 | 0")
    assert len(form("\n".join(lines)).indicators) == 6


SUBTOTALS = (
    ("产出小计", "效益小计", "满意度小计"),
    ("产出指标小计", "效益指标小计", "满意度指标小计"),
    ("产出合计", "效益合计", "满意度合计"),
    ("小计（产出）", "小计（效益）", "小计（满意度）"),
    ("一、产出分合计", "二、效益分合计", "三、满意度分合计"),
)


@pytest.mark.parametrize("names", SUBTOTALS)
def test_the_sum_of_a_level_is_none(names: tuple[str, str, str], library: Library) -> None:
    output, benefit, satisfaction = names
    lines = TABLE.strip().splitlines()
    lines[6:6] = [f"{satisfaction} | | | | | 10 | 10 |"]
    lines[5:5] = [f"{benefit} | | | | | 30 | 30 |"]
    lines[4:4] = [f"{output} | | | | | 50 | 50 |"]
    table = "\n".join(lines)
    found = form(table)
    assert len(found.indicators) == 5
    assert list(found.claims.values()) == [50, 30, 10]
    assert told(read(data(table)), SET, library) == []


@pytest.mark.parametrize(
    "name", ["医疗费用合计", "产出合计", "各项小计人数", "合计人次", "累计合计"]
)
def test_a_row_with_points_of_its_own_is_an_indicator(name: str) -> None:
    lines = TABLE.strip().splitlines()
    lines[4:4] = [f"{name} | | | | | 7 | 7 |"]
    assert len(form("\n".join(lines)).indicators) == 6
