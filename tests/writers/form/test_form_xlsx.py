"""The official form as a workbook: what an officer opens, prints and hands in."""

import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.records.scorecard import Status
from scoring.writers.form.form_xlsx import render_form
from scoring.writers.xlsx.cell import MOST_IN_CELL, fitting
from scoring.writers.xlsx.fit import HIGHEST, lines
from tests.folders import TESTS


def written(make: Any, result: Any) -> Any:
    return load_workbook(BytesIO(render_form(result, make.layout, make.labels)))


def explained(make: Any, result: Any) -> Any:
    """Return the sheet of the 评分说明, which is a file of its own."""
    book = load_workbook(BytesIO(render_form(result, make.notes, make.labels)))
    assert book.sheetnames == ["评分说明"]
    return book["评分说明"]


def texts(sheet: Any) -> list[Any]:
    return [c.value for row in sheet.iter_rows() for c in row if c.value is not None]


def find(sheet: Any, value: Any) -> Any:
    found = [c for row in sheet.iter_rows() for c in row if c.value == value]
    assert found, f"{value!r} is not on the sheet"
    return found[0]


def areas(sheet: Any) -> set[str]:
    return {area.coord for area in sheet.merged_cells.ranges}


def test_what_the_unit_added_is_in_the_workbook(make: Any) -> None:
    funds = [
        {"source": "年度资金总额", "reason": "结转资金较多"},
        {"source": "其他", "reason": "未到"},
    ]
    handed = {"head": {"opinion": "同意上报"}, "funds": funds}
    result = make.result(handed=handed)
    book = written(make, result)
    assert book.sheetnames == ["自评表"]
    assert any(str(t).startswith("主管部门意见：同意上报\n") for t in texts(book["自评表"]))
    told = "\n".join(str(text) for text in texts(explained(make, result)))
    assert "单位说明：年度资金总额：结转资金较多；其他：未到" in told
    plain = written(make, make.result())
    assert not [text for sheet in plain for text in texts(sheet) if "意见" in str(text)]


def test_the_form_reads_as_the_official_one(make: Any) -> None:
    sheet = written(make, make.result())["自评表"]
    assert sheet["A1"].value == "项目支出绩效自评表"
    assert sheet["A2"].value == "（2022年度）"
    assert [c.value for c in sheet[3] if c.value] == [
        "项目编码", "440300211311500020376", "项目名称", "信息工程质量监督", "绩效自评年度", 2022,
    ]  # fmt: skip
    assert [c.value for c in sheet[7] if c.value is not None] == [
        "年度资金总额", 1600000, 1600000, 1598701.67, 10, 99.92, 9.99,
    ]  # fmt: skip
    assert [sheet.cell(8, c).value for c in (8, 9, 10)] == ["—", "—", "—"]
    assert [c.value for c in sheet[14] if c.value] == [
        "年度绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "*实际完成值", "*分值",
        "*得分", "偏差原因分析及改进措施",
    ]  # fmt: skip
    total = find(sheet, "总分").row
    assert [c.value for c in sheet[total] if c.value is not None] == ["总分", 100, 94.41]
    assert "负责人：张三" in texts(sheet)
    assert "单位（公章）：" in texts(sheet)


def test_nothing_of_the_program_stands_on_the_form(make: Any) -> None:
    words = "\n".join(map(str, texts(written(make, make.result())["自评表"])))
    for said in (
        "评分说明",
        "指标体系",
        "待认定",
        "出处",
        "依据",
        "自评总分",
        "自评等级",
        "默认值",
    ):
        assert said not in words, said


def test_every_text_and_number_of_the_rows_is_on_the_form(make: Any) -> None:
    result = make.result()
    book = written(make, result)
    on_form = texts(book["自评表"])
    on_notes = "\n".join(map(str, texts(explained(make, result))))
    for row in result.scorecard.indicators:
        for text in (row.name, row.target, row.actual, row.reason):
            assert not text or text in on_form
        assert row.score is None or float(row.score) in on_form
        for text in (row.reading.target, row.reading.actual, row.trace.formula, row.trace.because):
            assert text in on_notes
    for word in ("按规则默认值", "0–5", "30 × 69 ÷ 78 = 26.54", "财预〔2020〕10号", "未核对原文",
                 "按百分数理解", "得分低于分值须说明偏差原因", "输入项·在职人数", "不一致", "尾差",
                 "直接截去尾数，未四舍五入", "认定之后申报数据有变动，请重新认定", "86.73–96.53",
                 "按规则确定7项"):  # fmt: skip
        assert word in on_notes


def test_a_formula_that_is_only_the_score_is_not_repeated(make: Any) -> None:
    rows = (make.row(1, "产出", "数量", "甲", "1", "1", "50", "50", formula="50"),)
    notes = texts(explained(make, make.result(rows)))
    assert "定量指标·不低于，第1种情形" in notes


def test_levels_are_merged_vertically_and_only_within_their_level(make: Any) -> None:
    rows = (
        make.row(1, "产出", "数量", "甲", "1", "1", "25", "25"),
        make.row(2, "产出", "数量", "乙", "1", "1", "25", "25"),
        make.row(3, "效益", "数量", "丙", "1", "1", "30", "30"),
        make.row(4, "效益", "", "丁", "1", "1", "0", "0"),
        make.row(5, "效益", "", "戊", "1", "1", "0", "0"),
        make.row(6, "满意度", "服务对象满意度", "己", "1", "1", "10", "10"),
    )
    sheet = written(make, make.result(rows))["自评表"]
    first = find(sheet, "甲").row
    merged = areas(sheet)
    assert {f"B{first}:B{first + 1}", f"C{first}:C{first + 1}"} <= merged
    assert f"B{first + 2}:B{first + 4}" in merged
    assert f"A{first - 1}:A{first + 5}" in merged, "年度绩效指标 reaches over all rows"
    assert sheet.cell(first, 2).value == "产出\n（50分）"
    assert sheet.cell(first + 2, 3).value == "数量"
    assert not any(a.startswith(f"C{first + 3}:") for a in merged), "blank cells stay apart"
    assert not overlapping(sheet)


def overlapping(sheet: Any) -> list[tuple[str, str]]:
    found = list(sheet.merged_cells.ranges)
    return [
        (a.coord, b.coord)
        for i, a in enumerate(found)
        for b in found[i + 1 :]
        if not (a.isdisjoint(b))
    ]


def test_an_open_form_says_so_with_its_band(make: Any) -> None:
    rows = (
        make.row(1, "产出", "数量", "甲", "是", "部分", "50", None, band=("0", "50"),
                 status=Status.UNREAD),
        make.row(2, "效益", "社会效益", "", "", "不适用", "0", None, band=("0", "0"),
                 status=Status.NOT_APPLICABLE),
    )  # fmt: skip
    result = make.result(
        rows, total=None, grade=None, low=Decimal("49.99"), high=Decimal("99.99"),
        grades_possible=("优", "良", "中", "差"),
    )  # fmt: skip
    sheet = written(make, result)["自评表"]
    assert sheet.cell(find(sheet, "甲").row, 8).value == "待定\n（0–50）"
    assert sheet.cell(find(sheet, "不适用").row, 8).value == "—"
    total = find(sheet, "总分").row
    assert sheet.cell(total, 8).value == "待定\n（49.99–99.99）"
    assert sheet.cell(total + 1, 7).value == "待定（有指标未定，可能为优、良、中、差）"


@pytest.mark.parametrize(
    ("grade", "possible", "say"),
    [
        ("优", ("优",), "优"),
        ("优", ("优", "良"), "优（默认）；若某项取下限为良"),
        ("良", ("优", "良"), "良（默认）；若某项取上限为优"),
        ("良", ("优", "良", "中"), "良（默认）；若某项取下限为中，取上限为优"),
        (None, ("优",), "待定（有指标未定；无论如何认定均为优）"),
        (None, (), "—"),
    ],
)
def test_grades_are_never_a_bare_range(make: Any, grade: Any, possible: Any, say: str) -> None:
    total = None if grade is None else Decimal(90)
    result = make.result(grade=grade, grades_possible=possible, total=total)
    assert say in texts(written(make, result)["自评表"])


DANGEROUS = [
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x","y")',
    "#REF!", "TRUE", "1e5", "007", "<r><t>x</t></r>", "<r>&</r>", "http://甲.cn", "mailto:a",
]  # fmt: skip


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_from_outside_is_never_a_formula(make: Any, text: str) -> None:
    rows = (make.row(1, "产出", "数量", text, text, text, "50", "50", reason=text),)
    content = render_form(make.result(rows), make.layout, make.labels)
    book = load_workbook(BytesIO(content))
    kept = text.replace("\r", "\n")
    sheet = book["自评表"]
    cells = [c for row in sheet.iter_rows() for c in row if c.value == kept]
    assert len(cells) == 4
    assert {c.data_type for c in cells} == {"s"}
    assert all(c.quotePrefix for c in cells) is (kept[0] in "=+-@\t\n")
    with zipfile.ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name)


def test_control_characters_are_seen_and_not_dropped(make: Any) -> None:
    rows = (make.row(1, "产出", "数量", "a\x00b\x07c\x1bd\ud800e\ufffff", "x\r\ny", "_x0041_", "50",
                     "50"),)  # fmt: skip
    content = render_form(make.result(rows), make.layout, make.labels)
    found = texts(load_workbook(BytesIO(content))["自评表"])
    assert "a␀b␇c␛d[U+D800]e[U+FFFF]f" in found
    assert "x\ny" in found
    assert "_x0041_" in found
    with zipfile.ZipFile(BytesIO(content)) as parts:
        texts_as_written = parts.read("xl/sharedStrings.xml").decode()
    assert ">_x005F_x0041_<" in texts_as_written, "a spreadsheet shows this as _x0041_"


def test_a_text_that_no_cell_can_hold_is_cut_aloud(make: Any) -> None:
    long = "字" * 40_000
    cut = fitting(long, make.labels)
    assert len(cut) <= MOST_IN_CELL
    left = 40_000 - cut.count("字") + 1  # the remark itself holds the character twice
    assert f"略去{left + 1}字" in cut
    assert len(fitting("😀" * 20_000, make.labels).encode("utf-16-le")) // 2 <= MOST_IN_CELL
    assert fitting("字" * MOST_IN_CELL, make.labels) == "字" * MOST_IN_CELL


def area_of(sheet: Any, cell: Any) -> Any:
    return next(a for a in sheet.merged_cells.ranges if cell.coordinate in a)


def width_of(sheet: Any, column: int) -> float:
    """Return a column's width; openpyxl keeps equal neighbours as one."""
    entries = sheet.column_dimensions.values()
    return float(next(e.width for e in entries if e.min <= column <= e.max))


def test_long_texts_get_rows_enough(make: Any) -> None:
    goal, reason = "完成年度目标任务。" * 110, "受客观条件影响,有所偏差;" * 32
    rows = (
        make.row(1, "产出", "数量", "甲", "1", "1", "25", "25", reason=reason),
        make.row(2, "产出", "数量", "乙", "1", "1", "25", "25"),
    )
    result = make.result(rows, handed={"goal": {"expected": goal, "achieved": "完成"}})
    sheet = written(make, result)["自评表"]
    for text in (goal, reason):
        cell = find(sheet, text)
        area = area_of(sheet, cell)
        heights = [sheet.row_dimensions[r].height for r in range(area.min_row, area.max_row + 1)]
        assert max(heights) <= HIGHEST
        width = sum(width_of(sheet, column) for column in range(area.min_col, area.max_col + 1))
        assert sum(heights) >= lines(text, width * 5.25 / 4.5) * 9 * 1.3
        assert cell.alignment.vertical == "top"
    first = find(sheet, "甲")
    assert any(first.coordinate in a for a in sheet.merged_cells.ranges)
    assert not overlapping(sheet)


def test_a_text_longer_than_a_page_goes_on_in_the_next_row(make: Any) -> None:
    goal = "完成年度目标任务,“一网通办”3,000万条。\n" * 150
    sheet = written(make, make.result(handed={"goal": {"expected": goal, "achieved": "已完成"}}))[
        "自评表"
    ]
    pieces = [c for c in sheet["B"] if isinstance(c.value, str) and "一网通办" in c.value]
    assert len(pieces) > 1
    assert "\n".join(c.value for c in pieces) == goal, "cut at line ends, nothing lost"
    breaks = {b.id for b in sheet.row_breaks.brk}
    assert {c.row - 1 for c in pieces[1:]} <= breaks, "each piece begins a page"
    assert [sheet.cell(c.row, 1).value for c in pieces[1:]] == ["年度总体目标"] * len(pieces[1:])
    assert sheet.cell(pieces[1].row, 6).value is None, "a short text stands once"


def test_sixty_rows_break_between_rows_and_every_page_says_the_levels(make: Any) -> None:
    rows = tuple(
        make.row(n, "产出" if n < 50 else "效益", "数量", f"第{n}项", "1", "1", "1", "1")
        for n in range(1, 61)
    )
    sheet = written(make, make.result(rows))["自评表"]
    ends = [b.id for b in sheet.row_breaks.brk]
    assert len(ends) == 2
    for end in ends:
        assert sheet.cell(end + 1, 4).value.startswith("第")
        assert [sheet.cell(end + 1, c).value for c in (1, 2, 3)] == [
            "年度绩效指标", "产出\n（50分）", "数量",
        ]  # fmt: skip
        assert not any(a.min_row <= end < a.max_row for a in sheet.merged_cells.ranges)
    assert find(sheet, "总分").row > ends[-1]
    assert not overlapping(sheet)


def test_headings_and_sums_stay_with_their_rows(make: Any) -> None:
    for count in range(22, 60, 6):
        rows = tuple(
            make.row(n, "产出", "数量", f"第{n}项", "1", "1", "1", "1") for n in range(1, count)
        )
        result = make.result(rows)
        sheet, notes = written(make, result)["自评表"], explained(make, result)
        ends = {b.id for b in sheet.row_breaks.brk}
        total = find(sheet, "总分").row
        assert not ends & {total, total + 1, total + 2, total + 3}, count
        heading = find(notes, "逐项说明").row
        assert not {b.id for b in notes.row_breaks.brk} & {heading, heading + 1}, count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("一二三四五", 1),
        ("一二三四五六", 2),
        ("一二\n三\n", 3),
        ("一二三四五。", 2),
        ("一二三四“五”六", 2),
        ("一二三24005万条", 2),
        ("abcdefghijklmnopqrstuvwxyz", 3),
        ("一二三四(五)六七八九十", 3),
    ],
)
def test_lines_that_hold_five_characters(text: str, count: int) -> None:
    assert lines(text, 10) == count


def test_short_rows_are_single_and_have_a_height(make: Any) -> None:
    sheet = written(make, make.result())["自评表"]
    assert all(sheet.row_dimensions[r].height for r in range(1, sheet.max_row + 1))
    name = find(sheet, "信息工程质量监督大数据平台数据应录尽录率")
    assert name.alignment.wrap_text
    assert name.alignment.vertical == "center"
    assert sheet.row_dimensions[name.row].height > 25


def test_sixty_rows_and_empty_texts(make: Any) -> None:
    rows = tuple(make.row(n, "", "", "", "", "", "1.5", "1.5") for n in range(1, 61))
    empty = {"project": {}, "unit": "", "department": "", "funds": [], "goal": {}, "head": {}}
    result = make.result(rows, claims=(), handed=empty, execution=None, levels=())
    sheet = written(make, result)["自评表"]
    assert texts(sheet).count(1.5) == 120
    assert "负责人：" in texts(sheet), "what is signed by hand stays"
    notes = texts(explained(make, result))
    assert "预算执行率" not in notes
    assert "填报数字的核对" not in notes
    assert 60 in notes


def test_without_missing_items_the_notes_have_no_list_of_them(make: Any) -> None:
    assert "还需补充的内容" in texts(explained(make, make.result()))
    assert "还需补充的内容" not in texts(explained(make, make.result(requirements=())))


def test_funds_without_rows_come_from_the_execution(make: Any) -> None:
    sheet = written(make, make.result(handed={"funds": []}))["自评表"]
    assert sheet.cell(7, 2).value == "年度资金总额"
    assert sheet.cell(7, 10).value == 9.99


def test_the_execution_score_stands_in_the_total_wherever_it_is(make: Any) -> None:
    amounts = {"initial": "1", "budget": "1600000.00", "executed": "1598701.67"}
    funds = [{"source": "当年财政拨款", **amounts}, {"source": "年度资金总额", **amounts}]
    sheet = written(make, make.result(handed={"funds": funds}))["自评表"]
    assert [sheet.cell(r, 10).value for r in (7, 8)] == ["—", 9.99]


def test_where_no_row_is_the_total_the_execution_has_a_row_of_its_own(make: Any) -> None:
    funds = [{"source": "当年财政拨款", "budget": "3"}, {"source": "其他资金"}]
    execution = replace(
        make.card().execution, funds=None, rate=None, score=None, low=Decimal(0), high=Decimal(10),
        status=Status.UNSCORED,
    )  # fmt: skip
    sheet = written(make, make.result(handed={"funds": funds}, execution=execution))["自评表"]
    assert [sheet.cell(r, 2).value for r in (7, 8, 9)] == ["当年财政拨款", "其他资金", "预算执行率"]
    assert [sheet.cell(r, 10).value for r in (7, 8, 9)] == ["—", "—", "待定\n（0–10）"]


def test_numbers_are_exact(make: Any) -> None:
    funds = [
        {"source": "总额", "initial": "123456789012345678.12", "budget": "0.1", "executed": "-3"}
    ]
    sheet = written(make, make.result(handed={"funds": funds}))["自评表"]
    assert sheet["D7"].value == "123456789012345678.12", "more digits than a spreadsheet keeps"
    assert sheet["E7"].value == 0.1
    assert sheet["F7"].value == -3
    assert sheet["F7"].number_format == "#,##0.00####_)_)", "as many decimals as were handed in"


def test_it_prints_on_a4_one_page_wide(make: Any) -> None:
    book = written(make, make.result())
    for sheet, last, way, high in (
        (book["自评表"], "J", "portrait", 0),
        (explained(make, make.result()), "M", "landscape", 0),
    ):
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == way
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.fitToHeight == high
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area.endswith(f"$A$1:${last}${sheet.max_row}")
        assert 0.3 < sheet.page_margins.left < 1
        row = int(sheet.print_title_rows.strip("$").split(":")[0])
        assert "年度指标值" in [c.value for c in sheet[row]]
    cell = find(book["自评表"], "78家")
    assert all(
        getattr(cell.border, side).style == "thin" for side in ("left", "right", "top", "bottom")
    )


SCRIPT = """
import importlib.util, sys
from hashlib import sha256
spec = importlib.util.spec_from_file_location("cards", sys.argv[1])
cards = importlib.util.module_from_spec(spec); sys.modules["cards"] = cards
spec.loader.exec_module(cards)
from scoring.writers.form.form_page import render_form_page
from scoring.writers.form.form_xlsx import render_form
from scoring.writers.labels import Labels
from scoring.words import load_vocabulary
labels = load_vocabulary(Labels)
make = cards.Make(labels)
for _ in range(2):
    print(sha256(render_form(make.result(), make.layout, labels)).hexdigest())
    print(sha256(render_form_page(make.result(), make.design, labels)).hexdigest())
"""


def test_the_same_input_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    cards = TESTS / "writers" / "conftest.py"
    said = set()
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        environment = os.environ | {
            "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(cards)], env=environment, cwd=tmp_path,
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        said |= set(done.stdout.split())
    assert len(said) == 2


def test_the_template_is_read_once(make: Any) -> None:
    assert make.layout is make.layout


def test_filling_leaves_the_template_as_it_was(make: Any) -> None:
    first = render_form(make.result(), make.layout, make.labels)
    render_form(make.result(handed={"goal": {"expected": "=" * 3000}}), make.layout, make.labels)
    assert render_form(make.result(), make.layout, make.labels) == first
