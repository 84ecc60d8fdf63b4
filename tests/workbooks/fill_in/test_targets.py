"""Lists of targets: the approved tables of two years, CSV and workbooks as people have them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.intake.target_list import rows_of_book
from scoring.intake.targets import FormSource, of_next_year, read_sources
from scoring.problem import InputError
from scoring.readers.books.open_any import open_file
from scoring.readers.books.sheets.grid import Sheet
from scoring.records.submission import Indicator, Submission
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.make import make_plan
from scoring.workbooks.fill_in.plan.shares import equal_shares, propose_points
from tests.folders import TARGETS

SHARES = load_vocabulary(FillLayout).shares


def read_targets(path) -> FormSource:
    """Return the one form or table of a file, as the begin of another year's workbook."""
    (found,) = read_sources(path)
    return of_next_year(found) if found.kind == "form" else found


@pytest.mark.parametrize(("year", "rows", "unset"), [("2022", 43, 0), ("2024", 30, 5)])
def test_the_approved_targets_become_rows(year, rows, unset):
    found = read_targets(TARGETS / f"targets-{year}.csv").rows
    assert len(found) == rows + unset
    assert all(row.level1 and row.level2 and row.name and row.target for row in found)
    own = [row for row in found if row.target != "不涉及"]
    assert len(own) == rows
    assert all(row.points is None and not row.actual for row in own)
    assert all(row.points == 0 and row.actual == "不涉及" for row in found if row not in own)


def test_levels_go_on_below():
    found = read_targets(TARGETS / "targets-2024.csv").rows
    row = next(row for row in found if row.name == "短信年发送总量")
    assert (row.level1, row.level2, row.target) == ("产出指标", "数量指标", "≥24800 万条")
    assert {row.level1 for row in found} == {"产出指标", "效益指标", "满意度指标"}


@pytest.mark.parametrize(
    ("year", "set_id", "levels"),
    [
        ("2022", "shenzhen/2022-project", {"产出": 50, "效益": 30, "满意度": 10}),
        ("2024", "shenzhen/2022-project", {"产出": 50, "效益": 30}),
        ("2024", "mof/2020-project", {"产出": 50, "效益": 30}),
    ],
)
def test_points_are_proposed_and_add_up(year, set_id, levels, sets, layout):
    targets = read_targets(TARGETS / f"targets-{year}.csv").rows
    plan = make_plan(sets.indicator_set(set_id), layout, None, targets)
    assert plan.proposed
    for level, points in levels.items():
        own = [
            line["points"]
            for line in plan.rows
            if line["level1"][:2] == level[:2] and "points" in line
        ]
        assert sum(own) == points


@pytest.mark.parametrize(
    ("points", "rows", "shares"),
    [
        (50, 4, ["12.5"] * 4),
        (50, 7, ["7"] * 6 + ["8"]),
        (30, 1, ["30"]),
        (10, 3, ["3", "3", "4"]),
        (10, 4, ["2.5"] * 4),
        (30, 11, ["2.5"] * 6 + ["3"] * 5),
        (50, 27, ["1.5"] * 8 + ["2"] * 19),
        (50, 60, ["0.5"] * 20 + ["1"] * 40),
        (50, 120, ["0.4"] * 100 + ["0.5"] * 20),
        ("12.3", 3, ["4", "4", "4.3"]),
    ],
)
def test_equal_shares(points, rows, shares):
    found = equal_shares(Fraction(points), rows, SHARES)
    assert found == [Fraction(share) for share in shares]


@given(st.integers(1, 400), st.integers(1, 300))
def test_shares_are_whole_or_half_points_that_add_up_and_differ_by_one_step(halves, rows):
    points = Fraction(halves, 2)
    found = equal_shares(points, rows, SHARES)
    assert sum(found) == points
    assert len(found) == rows
    assert found == sorted(found)
    if points / rows >= Fraction(1, 2):
        assert all((2 * share).denominator == 1 and share > 0 for share in found)
        assert found[-1] - found[0] <= 1


def test_points_that_are_there_stay(sets):
    rows = [
        ("产出", "数量", Decimal("20")),
        ("产出", "质量", None),
        ("产出", "时效", None),
        ("别的", "", None),
    ]
    found = propose_points(rows, sets.indicator_set("mof/2020-project"), SHARES)
    assert found == [Decimal("20"), Decimal("15"), Decimal("15"), None]


def test_a_second_level_with_points_of_its_own_shares_them(sets):
    rows = [
        ("产出指标", "数量指标", None),
        ("产出指标", "数量指标", None),
        ("产出指标", "质量指标", None),
    ]
    found = propose_points(rows, sets.indicator_set("test/cost-101"), SHARES)
    assert found == [Decimal(10), Decimal(10), Decimal(10)]


LIST = "年度绩效目标表,,,,\n一级指标,二级指标,三级指标,年度指标值,分值\n产出,数量,甲,≥1台,20分\n,,乙,≥2台,30\n合计,,,,50\n,,丙,1,1\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_csv_in_every_usual_dress(encoding, sign, tmp_path):
    path = tmp_path / "目标.csv"
    path.write_bytes(LIST.replace(",", sign).encode(encoding))
    found = read_targets(path).rows
    assert [(row.name, row.target, row.points) for row in found] == [
        ("甲", "≥1台", Decimal(20)), ("乙", "≥2台", Decimal(30)),
    ]  # fmt: skip


def test_a_workbook_with_merged_levels(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [
        ["某表"],
        ["一级指标", "二级指标", "三级指标", "度量单位", "指标值"],
        ["产出", "数量", "甲", "台", 10],
        [None, None, "乙", "%", "≥95"],
        ["效益", "社会效益", "丙", None, "有效"],
    ]:
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:B4")
    path = tmp_path / "目标.xlsx"
    book.save(path)
    found = read_targets(path).rows
    assert [(r.level1, r.level2, r.name, r.unit, r.target) for r in found] == [
        ("产出", "数量", "甲", "台", "10"), ("产出", "数量", "乙", "%", "≥95"),
        ("效益", "社会效益", "丙", "", "有效"),
    ]  # fmt: skip


def written(tmp_path, rows, formats=None, merged=()):
    book = openpyxl.Workbook()
    for row in [["一级指标", "二级指标", "三级指标", "年度指标值", "分值"], *rows]:
        book.active.append(row)
    for where, code in (formats or {}).items():
        book.active[where].number_format = code
    for area in merged:
        book.active.merge_cells(area)
    book.save(tmp_path / "目标.xlsx")
    return read_targets(tmp_path / "目标.xlsx").rows


def test_points_are_those_that_are_stored(tmp_path):
    """Not what the cell's format makes of them."""
    points = [12.5, 7.15, 0.125, 0.1]
    rows = [["产出", "数量", f"甲{n}", "≥1台", each] for n, each in enumerate(points)]
    found = written(tmp_path, rows, {"E2": "0", "E3": "0.0", "E4": "0%", "E5": '0.00"分"'})
    assert [str(row.points) for row in found] == ["12.5", "7.15", "12.5", "0.1"]


def test_rows_below_a_subtotal_are_read(tmp_path):
    rows = [
        ["合计", None, None, None, 100], ["产出", "数量", "甲", "≥1台", 30],
        ["产出", "小计", None, None, 30], ["效益", "社会效益", "乙", "≥2台", 20],
        ["效益", None, "小计", 20, 20], ["小计"], ["满意度", "服务对象", "丙", "≥90%", 10],
        ["总计", None, None, None, 60], ["备注", None, "说明", "无", None],
    ]  # fmt: skip
    assert [row.name for row in written(tmp_path, rows)] == ["甲", "乙", "丙"]


def test_a_target_that_repeats_the_name_is_one(tmp_path):
    rows = [
        ["产出指标", "产出指标", "产出指标", "产出指标", "产出指标"],
        ["产出", "数量", "制度健全", "制度健全", 5], ["产出", "质量", "不涉及", "不涉及", None],
    ]  # fmt: skip
    found = written(tmp_path, rows, merged=["A2:E2"])
    assert [(row.name, row.points) for row in found] == [("制度健全", 5), ("不涉及", 0)]


def test_a_list_of_many_rows_and_columns_is_looked_at_once(tmp_path, monkeypatch):
    assert len(written(tmp_path, [["产出", "数量", "甲", "≥1台", 5]])) == 1
    book, looks = open_file(tmp_path / "目标.xlsx"), []
    monkeypatch.setattr(Sheet, "at", lambda *place: looks.append(place))
    assert len(rows_of_book(book)) == 1
    assert not looks


def test_odd_line_breaks_in_a_csv_cell_end_no_row(tmp_path):
    path = tmp_path / "目标.csv"
    path.write_text("三级指标,指标值\n甲\x0b乙\u2028丙,≥1台\n", encoding="utf-8")
    assert [(row.name[0], row.target) for row in read_targets(path).rows] == [("甲", "≥1台")]


def test_last_years_submission_gives_its_targets_only(checkout):
    found = read_targets(checkout / "examples" / "4-综合运维服务.yaml")
    assert (found.submission.year, found.submission.funds) == (None, ())
    assert len(found.rows) == 12
    assert not any(row.actual or row.claimed or row.reason for row in found.rows)
    assert found.rows[0].target == "≥2499台"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a,b\n1,2\n", "no-targets"),
        ("三级指标\n甲\n".encode(), "no-targets"),
        ("三级指标,指标值\n".encode(), "no-targets"),
        ("三级指标,指标值,分值\n甲,1,很多\n".encode(), "targets-points"),
        ("三级指标,指标值,分值\n甲,1,5²\n".encode(), "targets-points"),
        (b"", "empty-file"),
        (b"%PDF-1.4", "damaged-file"),
    ],
)
def test_what_is_no_list_is_told(content, code, tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_targets(path)
    assert refused.value.problems[0].code == code
    assert refused.value.problems[0].hint


def test_points_of_the_earlier_form_stay_where_the_list_has_none(sets, layout):
    row = {"level1": "产出", "level2": "数量", "name": "甲", "target": "≥1台"}
    gone = {**row, "name": "乙", "points": 5}
    given = {"schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2022}
    earlier = Submission.model_validate({**given, "indicators": [{**row, "points": 45}, gone]})
    plan = make_plan(
        sets.indicator_set(earlier.set), layout, earlier, [Indicator(**{**row, "target": "≥3台"})]
    )
    assert [(line["target"], line["points"]) for line in plan.rows if "points" in line] == [
        ("≥3台", Decimal(45))
    ]
    assert [note for note in plan.notes if "乙" in note]
