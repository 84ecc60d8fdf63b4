"""The lists over a batch: safe in a spreadsheet, whole for a program, capped aloud."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from scoring.records.finding import Finding, Stake
from scoring.records.result import ReadState
from scoring.words import load_vocabulary
from scoring.work.outputs import FileNames
from scoring.writers.lists.issue_list import Issue
from scoring.writers.lists.issue_list_jsonl import findings_jsonl
from scoring.writers.lists.issue_list_tables import issue_tables
from scoring.writers.lists.issue_list_words import ListWords
from scoring.writers.lists.table_file import MOST_CHARACTERS, ListTable, csv_file, workbook

KINDS = {"E": "与规则不一致", "Q": "待说明", "N": "提示"}


def issue(**fields):
    finding = Finding(
        code="x", kind="E", of="row", where="产出/数量/1", place="表!B3", name="甲", title="题",
        text="", ask="", advice="", settle="", field="", sources=(),
        stake=Stake(Decimal("0.5"), Decimal(3)), ruling="1",
    )  # fmt: skip
    given = {
        "list": "findings", "finding": finding, "submission": "甲", "file": "甲.xlsx",
        "place": "表!B3", "row": "产出/数量/1", "project": "项目", "unit": "单位", "name": "指标",
        "text": "正文", "settle": "", "advice": "",
    }  # fmt: skip
    return Issue(**{**given, **fields})


def tables(found, most=10**6):
    return issue_tables(found, (), ReadState((), ()), load_vocabulary(ListWords), KINDS, most=most)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\uff1d1+1", "\uff0d2"]
)
def test_no_cell_of_the_csv_begins_a_formula(text):
    data = csv_file(tables([issue(text=text, name=text)])[0])
    assert data.startswith(b"\xef\xbb\xbf")
    row = next(csv.DictReader(StringIO(data.decode("utf-8-sig"))))
    for key in ("情况", "指标"):
        assert row[key].startswith("'")
        assert row[key][1:].strip() == text.strip()
    assert (row["涉及分值（低）"], row["涉及分值（高）"]) == ("0.5", "3")


def test_quotes_commas_and_lines_stay_in_their_cell():
    text = '说“好”,又说"不",\r\n另起一行'
    data = csv_file(tables([issue(text=text)])[0])
    (row,) = csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""))
    assert row["情况"] == text.replace("\r", "")


def test_the_workbook_takes_nothing_for_formula_link_or_number():
    texts = ["=HYPERLINK(1)", "http://a.cn", "007", "mailto:a@b.cn", "\x07铃\ud800", "长" * 40_000]
    data = workbook(tables([issue(text=text) for text in texts]), "问题清单")
    sheet = load_workbook(BytesIO(data))["问题清单"]
    column = [cell.value for cell in sheet[1]].index("情况") + 1
    cells = [sheet.cell(row, column) for row in range(2, 8)]
    assert [c.value for c in cells[:5]] == [*texts[:4], "␇铃[U+D800]"]
    assert all(c.data_type == "s" and c.hyperlink is None for c in cells)
    assert len(cells[5].value) == MOST_CHARACTERS
    assert cells[5].value.endswith("……")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:N7")
    low = [cell.value for cell in sheet[1]].index("涉及分值（低）") + 1
    assert sheet.cell(2, low).value == 0.5


def test_what_a_sheet_cannot_hold_is_said_in_its_last_row():
    found = [issue(name=str(number)) for number in range(25)]
    data = workbook(tables(found, most=10), "问题清单")
    sheet = load_workbook(BytesIO(data))["问题清单"]
    assert sheet.max_row == 12
    assert "另有 15 行没有列在这里，请看 findings.jsonl" in sheet.cell(12, 1).value
    assert findings_jsonl(found).count(b"\n") == 25


def test_totals_by_kind_and_code():
    one = issue()
    note = replace(one.finding, kind="N", code="y", title="别的")
    found = [one, issue(file="乙.xlsx", submission="乙"), issue(finding=note)]
    rows = tables(found)[-1].rows
    assert [(r["kind"], r["code"], r["count"], r["forms"]) for r in rows if r["count"]] == [
        ("与规则不一致", "", 2, 2), ("与规则不一致", "x", 2, 2),
        ("提示", "", 1, 1), ("提示", "y", 1, 1),
    ]  # fmt: skip


def test_what_most_points_hang_on_stands_first():
    one = issue().finding
    given = [
        issue(name="小", finding=replace(one, stake=Stake(Decimal(1), Decimal(2)))),
        issue(name="无", finding=replace(one, stake=None)),
        issue(name="问", finding=replace(one, kind="Q")),
        issue(name="不一致"),
        issue(name="大", finding=replace(one, kind="Q", stake=Stake(Decimal(0), Decimal(30)))),
    ]
    shown = tables(given)[0].rows
    assert [row["name"] for row in shown] == ["大", "不一致", "问", "小", "无"]
    assert [row["number"] for row in shown] == [1, 2, 3, 4, 5]


def test_every_form_stands_in_one_row_with_its_tracks_and_its_sheet(review, six, rows, tmp_path):
    output = tmp_path / "结果"
    review(*six, "-o", output)
    listed = rows(output / "问题清单.xlsx", "各表一览")
    by_name = {row["项目"]: row for row in listed}
    assert [row["序号"] for row in listed] == [1, 2, 3, 4, 5, 6]
    one = by_name["信息工程质量监督"]
    assert listed[0] == one, "most points hang on it"
    assert (one["首次自评"], one["现自评"], one["规则"], one["复核"]) == (99.99, 99.99, 94.41, None)
    assert (one["偏离度（%）"], one["轮次"], one["涉及分值"], one["高于上限"]) == (
        5.58,
        "初评",
        12.46,
        3.46,
    )
    assert (one["指标体系"], one["自评等级"], one["规则等级"]) == (
        "shenzhen/2022-project",
        "优",
        "优",
    )
    sheet = load_workbook(output / "问题清单.xlsx")["各表一览"]
    column = next(cell.column for cell in sheet[1] if cell.value == "填写")
    target = sheet.cell(2, column).hyperlink.target.replace("\\", "/")
    assert (output / target).is_file(), "a link to the workbook to fill in"
    assert sheet.auto_filter.ref


def test_columns_of_every_table_are_filled_by_its_rows():
    words = load_vocabulary(ListWords)
    for key, table in words.tables.items():
        assert len({c.key for c in table.columns}) == len(table.columns), key
        assert len(table.title) <= 31
    shown = tables([issue(text="a", settle="b", advice="c")])[0]
    (row,) = shown.rows
    filled = {column.key for column in shown.words.columns if row.get(column.key) not in (None, "")}
    assert filled == {c.key for c in shown.words.columns} - {"sources"}


def test_further_rows_of_which_the_same_is_true_are_named():
    rows = tuple(f"表!B{number} 指标{number}" for number in range(4, 16))
    (shown,) = tables([issue(also=rows[:2])])[0].rows
    assert shown["text"] == "正文同样情况：表!B4 指标4、表!B5 指标5。"
    (shown,) = tables([issue(also=rows)])[0].rows
    assert shown["text"].endswith("表!B13 指标13等，共12处。")
    assert json.loads(findings_jsonl([issue(also=rows)]))["also"] == list(rows)


def test_an_empty_table_is_still_a_sheet():
    empty = ListTable(load_vocabulary(ListWords).tables["issues"], ())
    assert load_workbook(BytesIO(workbook([empty], "空")))["问题清单"].max_row == 1


def test_names_of_outputs():
    names = FileNames(100)
    assert names.unique('甲/乙:丙*"?<>|') == "甲_乙_丙_"
    assert names.unique("政务数据管理") == "政务数据管理"
    assert names.unique("政务数据管理") == "政务数据管理-2"
    assert names.unique("CON") == "_CON"
    assert names.unique("../../etc/passwd") == "_.._etc_passwd"
    assert names.unique("") == "自评表"
    long = names.unique("很长的项目名称" * 20)
    assert len(long.encode("utf-8")) <= 100
    assert names.unique("很长的项目名称" * 20) == f"{long}-2"
    assert names.unique("Ａ") != names.unique("A")


def test_what_was_handed_in_twice_is_listed_twice_and_counted_once(
    review, rows, findings, six, tmp_path, capsys
):
    folder = tmp_path / "表"
    folder.mkdir()
    for name in ("甲", "乙"):
        (folder / f"{name}.yaml").write_bytes(six[5].read_bytes())
    output = tmp_path / "结果"
    review(folder, "-o", output)
    told = capsys.readouterr().out
    assert "已复核 2 份" in told
    assert "重复申报 1 份" in told
    assert "与规则不一致 1 处" in told
    listed = [r for r in rows(output / "问题清单.csv") if r["类别"] == "与规则不一致"]
    assert {r["文件"] for r in listed} == {"甲.yaml", "乙.yaml"}
    totals = rows(output / "问题清单.xlsx", "合计")
    (row,) = (t for t in totals if t["类别"] == "与规则不一致" and t["问题"] == "合计")
    assert (row["处数"], row["涉及表数"]) == (1, 1)
    wrong = [f for f in findings(output) if f["kind"] == "E"]
    assert [f["repeat"] for f in wrong] == [False, True]
    page = (output / "总览.html").read_text("utf-8")
    assert "3.46" in page
    assert "6.92" not in page
    assert page.count("重复申报，不重复计数") == 1


def test_what_is_printed_of_a_list_can_be_read_on_a4(review, six, tmp_path):
    review(*six, "-o", tmp_path / "结果")
    for name in ("问题清单.xlsx", "读取情况.xlsx"):
        for sheet in load_workbook(tmp_path / "结果" / name):
            assert sheet.page_setup.paperSize == 9
            assert sheet.page_setup.orientation == "landscape"
            assert sheet.print_title_rows == "$1:$1"
    listed = load_workbook(tmp_path / "结果" / "问题清单.xlsx")["问题清单"]
    hidden = [c.value for c in listed[1] if c.column > last_printed(listed)]
    assert hidden == ["依据", "文件", "编号"]


def last_printed(sheet):
    letters = sheet.print_area.split(":")[-1].split("$")[1]
    return next(c.column for c in sheet[1] if c.column_letter == letters)


def test_columns_that_are_printed_come_first():
    for table in load_vocabulary(ListWords).tables.values():
        printed = [column.printed for column in table.columns]
        assert printed == sorted(printed, reverse=True)
        # Some 150 characters fill an A4 page across at full size; 190 are printed at 8 points.
        assert sum(column.width for column in table.columns if column.printed) <= 190
