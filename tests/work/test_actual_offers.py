"""Figures of a department's own report beside its approved targets: offered with their places, never filled in."""

from __future__ import annotations

from collections import defaultdict

import pytest

from scoring.cli.main import main
from scoring.intake.any_file import read_any
from scoring.intake.submissions import submissions_of
from scoring.intake.targets import read_sources
from scoring.problem import InputError
from scoring.work.actual_offers import offered_actuals
from scoring.work.library import Library
from scoring.workbooks.fill_in.plan.plan import ReferenceTable
from tests.folders import SEEDS

REPORT, TARGETS = (next(SEEDS.glob(f"{number}_*.txt")) for number in ("000", "001"))


@pytest.fixture(scope="module")
def approved():
    (source,) = read_sources(TARGETS)
    return source.submission


@pytest.fixture(scope="module")
def offers(library: Library, approved) -> ReferenceTable:
    found = offered_actuals(
        approved, approved.indicators, [read_any(REPORT, "总结.txt")], library.reader
    )
    assert found is not None
    return found


def test_each_value_stands_with_its_place_and_parts_stand_added_up(offers, approved):
    found = defaultdict(list)
    for name, _, figure, *_ in offers.rows:
        found[name].append(figure)
    set_rows = [row.name for row in approved.indicators if row.target != "不涉及"]
    assert {set_rows.index(name) + 1: figures for name, figures in found.items()} == {
        2: ["24005万条"],
        9: ["16.1G", "16.1G"],
        12: ["3929台", "1875台", "637台", "6441台"],
        13: ["80台", "538台", "59台", "677台"],
        14: ["337台", "56台", "15台", "408台"],
        16: ["67个", "6577个", "3928个", "2065个"],
        24: ["8.3秒"],
        31: ["99%"],
    }
    first = offers.rows[0]
    assert first[3:] == (
        "句中有“短信、发送总量”（名称的86%）", "总结.txt 第682行", "全年短信发送总量达24005万条",
    )  # fmt: skip
    sums = [row for row in offers.rows if "之和" in row[3]]
    assert next(row[5] for row in sums) == "3929台＋1875台＋637台"


def test_what_is_another_thing_is_not_offered(offers):
    """1258 sites are not those that were inspected, the floor of the rooms is not that under service."""
    assert not {"1258个", "46560平方米"} & {row[2] for row in offers.rows}


def test_nothing_is_offered_for_a_row_with_an_actual_or_from_another_year(library, approved):
    report = [read_any(REPORT, "总结.txt")]
    filled = tuple(row.model_copy(update={"actual": "24005万条"}) for row in approved.indicators)
    assert offered_actuals(approved, filled, report, library.reader) is None
    other = approved.model_copy(update={"year": 2023})
    assert offered_actuals(other, other.indicators, report, library.reader) is None


def test_the_workbook_shows_them_and_fills_in_none(tmp_path, capsys):
    path = tmp_path / "部门整体.xlsx"
    arguments = ["form", str(TARGETS), "--texts", str(REPORT), "-o", str(path)]
    assert main([*arguments, "--set", "common/department-no-satisfaction"]) == 0
    assert "列在“完成值线索”，共 21 行，没有填进填报表" in capsys.readouterr().out
    ((_, found),) = submissions_of(path)
    assert not isinstance(found, InputError), found
    assert {row.actual for row in found.indicators} == {"", "不涉及"}
    assert found.unplaced == ()
