"""A filled workbook read back: what people do to it, and what is said about it."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from scoring.intake.submissions import submissions_of
from scoring.problem import InputError
from scoring.readers.books.open_any import open_book
from scoring.readers.books.sheets.grid import Cell, Sheet
from scoring.records.submission import Evidence, Submission
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.read.read import read_filled

LAYOUT = load_vocabulary(FillLayout)


def told(submission: Submission) -> dict[str, str]:
    """Return what was coped with, by cell."""
    return {r.at: f"{r.what} {r.why}" for r in submission.repairs}


def problems(made, **more) -> dict[str, str]:
    """Return what is wrong, by cell."""
    with pytest.raises(InputError) as caught:
        made.read(**more)
    assert all(p.hint for p in caught.value.problems)
    return {p.place.in_book: p.message for p in caught.value.problems}


def test_a_filled_workbook_is_a_submission(made):
    read = made.read()
    assert (read.set, read.year, read.money_unit, read.finished) == (
        "mof/2020-project", 2022, "万元", True,
    )  # fmt: skip
    assert read.project.code == "440300000000000001"
    assert read.goal.expected == "保障\n运行"
    assert read.funds[0].executed == Decimal("1800.989914")
    first, second, third, fourth = read.indicators
    assert first.evidence == (
        Evidence(name="设备台账", number="附件1", page="3"),
        Evidence(name="验收单", number="附件2"),
    )
    assert first.at["target"] == made.at("indicators.1.target")
    assert (
        first.at["evidence"] == first.at["evidence.name"] == made.at("indicators.1.evidence.name")
    )
    assert second.at["reason"] == made.at("indicators.2.reason")  # blank: where it is to be put
    assert (second.level1, second.level2) == ("产出", "数量")
    assert (third.level1, third.level2) == ("产出", "时效")
    assert fourth.survey is not None
    assert fourth.survey.sent == 200
    assert read.repairs == read.unplaced == ()


def test_numbers_as_people_type_them(made):
    made["indicators.1.points"] = "２０"
    made["indicators.2.points"] = "10 分"
    made["indicators.3.points"] = "12.5 "
    made["indicators.4.points"] = "'10"
    made["funds.1.budget"] = "1,816.3292万元"
    made["funds.1.claimed"] = "—"
    made["funds.1.claimed_rate"] = 0.9916
    made.sheet[made.cells["funds.1.claimed_rate"]].number_format = "0.00%"
    made["funds.1.executed"] = "￥１，８００．９８"
    made["year"] = "２０２２年度"
    made["finished"] = "√"
    read = made.read()
    assert [row.points for row in read.indicators] == [20, 10, Decimal("12.5"), 10]
    funds = read.funds[0]
    assert (funds.budget, funds.executed) == (Decimal("1816.3292"), Decimal("1800.98"))
    assert (funds.claimed, funds.claimed_rate) == (None, Decimal("99.16"))
    assert (read.year, read.finished) == (2022, True)
    said = told(read)
    assert "“２０”读作 20" in said[made.at("indicators.1.points")]
    assert "“分”不算在数里" in said[made.at("indicators.2.points")]
    assert "万元" in said[made.at("funds.1.budget")]
    assert "文本" in said[made.at("indicators.3.points")]
    assert made.at("year") in said
    assert made.at("funds.1.claimed_rate") in said


def test_targets_that_became_numbers_are_read_as_they_are_seen(made):
    made["indicators.1.target"] = 0.9999
    made.sheet[made.cells["indicators.1.target"]].number_format = "0.00%"
    made["indicators.1.actual"] = 0.99994
    made.sheet[made.cells["indicators.1.actual"]].number_format = "0.00%"
    made["indicators.2.target"] = datetime.date(2022, 1, 2)
    made.sheet[made.cells["indicators.2.target"]].number_format = 'm"月"d"日"'
    made["indicators.3.target"] = datetime.date(2022, 7, 31)
    made["indicators.4.actual"] = 96.5
    made["head.date"] = datetime.date(2023, 1, 5)
    read = made.read()
    rows = read.indicators
    assert (rows[0].target, rows[0].actual) == ("99.99%", "99.99%")
    assert (rows[1].target, rows[2].target, rows[3].actual) == ("1月2日", "2022-07-31", "96.5")
    assert read.head.date == "2023-01-05"
    said = told(read)
    assert "四舍五入" in said[made.at("indicators.1.actual")]
    assert made.at("indicators.1.target") not in said
    assert "日期" in said[made.at("indicators.2.target")]
    assert "日期" in said[made.at("indicators.3.target")]


def test_spaces_around_texts_go_those_inside_stay(made):
    made["project.name"] = " 政务云  运行\n维护\n"
    made["indicators.1.actual"] = "2300台　"
    read = made.read()
    assert read.project.name == "政务云  运行\n维护"
    assert read.indicators[0].actual == "2300台"
    (said,) = read.repairs
    assert made.at("indicators.1.actual") in said.what
    assert made.at("project.name") in said.what


def test_rows_between_merged_levels_and_blank_rows(made):
    sheet = made.sheet
    row = int(made.cells["indicators.2.name"][1:])
    sheet.merge_cells(f"A{row - 1}:A{row + 1}")
    sheet.merge_cells(f"B{row - 1}:B{row}")
    for column in "ABCDEFGHIJKLMNOP":
        sheet[f"{column}{row + 3}"].value, sheet[f"{column}{row + 2}"].value = (
            sheet[f"{column}{row + 2}"].value, None,
        )  # fmt: skip
    levels = [(r.level1, r.level2, r.name) for r in made.read().indicators]
    assert levels == [
        ("产出", "数量", "运维设备数量"), ("产出", "数量", "机房数量"),
        ("产出", "时效", "完成时间"), ("满意度", "服务对象满意度", "用户满意度"),
    ]  # fmt: skip


def test_a_new_first_level_does_not_keep_the_second(made):
    made["indicators.4.level2"] = None
    assert made.read().indicators[3].level2 == ""


def test_cells_merged_over_several_rows(made):
    row = int(made.cells["indicators.1.name"][1:])
    made.sheet.merge_cells(f"H{row}:H{row + 1}")
    read = made.read()
    assert read.indicators[1].reason == "部分设备年中报废"
    assert "合并了 2 行" in told(read)[f"填报表!H{row}"]
    made.sheet.merge_cells(f"F{row}:F{row + 2}")
    assert "分不清" in problems(made)[f"填报表!F{row}"]


def test_a_row_two_lines_high_is_one_row(made):
    row = int(made.cells["indicators.4.name"][1:])
    for column in "ABCDEFGHIJKLMNOPQRSTUVWX":
        made.sheet.merge_cells(f"{column}{row}:{column}{row + 1}")
    assert len(made.read().indicators) == 4


def test_a_pasted_heading_row_and_a_level_alone_are_no_rows(made):
    row = int(made.cells["indicators.4.name"][1:]) + 1
    for column, text in zip(
        "ABCDE", ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"), strict=True
    ):
        made.sheet[f"{column}{row}"] = text
    read = made.read()
    assert len(read.indicators) == 4
    assert "重复了栏目" in told(read)[f"填报表!A{row}"]
    made.sheet[f"A{row}"] = "效益"
    for column in "BCDE":
        made.sheet[f"{column}{row}"] = None
    assert len(made.read().indicators) == 4


def test_moved_columns_and_a_renamed_sheet(made):
    row = int(made.cells["indicators.1.name"][1:])
    for number in range(row - 1, row + 4):
        sheet = made.sheet
        sheet[f"D{number}"].value, sheet[f"I{number}"].value = (
            sheet[f"I{number}"].value, sheet[f"D{number}"].value,
        )  # fmt: skip
    made.sheet[f"F{row - 1}"] = "＊ 分\n值（分）".replace("（分）", "")
    assert [r.target for r in made.read().indicators][:2] == ["≥2499台", "≥2个"]


def test_what_has_no_place_is_told_with_its_cell(made):
    row = int(made.cells["indicators.1.name"][1:])
    made.sheet[f"Z{row - 1}"] = "我加的一栏"
    made.sheet[f"Z{row}"] = "我加的字"
    made.sheet.cell(made.row + 3, 2, "下面的备注")
    made.book.create_sheet("我的表")["C3"] = 5
    read = made.read()
    assert [(left.text, left.at) for left in read.unplaced] == [
        ("我加的一栏", f"填报表!Z{row - 1}"), ("我加的字", f"填报表!Z{row}"),
        ("下面的备注", f"填报表!B{made.row + 3}"), ("5", "我的表!C3"),
    ]  # fmt: skip


def test_everything_wrong_is_told_at_once_with_its_cell(made):
    made["year"] = "二〇二二"
    made["finished"] = "差不多"
    made["money_unit"] = "亿元"
    made["funds.1.budget"] = "1816.33美元"
    made["funds.2.source"] = None
    made["indicators.1.points"] = "-5"
    made["indicators.2.points"] = "=1+1"
    made["indicators.3.actual"] = "#REF!"
    made["indicators.4.points"] = 0.1
    made.sheet[made.cells["indicators.4.points"]].number_format = "0%"
    made["indicators.4.survey.sent"] = datetime.date(2022, 1, 2)
    made["indicators.1.evidence.name"] = "设备台账"
    found = problems(made)
    for key, words in {
        "year": "四位数", "finished": "既不是“是”", "money_unit": "亿元",
        "funds.1.budget": "全年预算数", "funds.2.source": "资金来源", "indicators.1.points": "负数",
        "indicators.2.points": "公式", "indicators.3.actual": "#REF!",
        "indicators.4.points": "百分比", "indicators.4.survey.sent": "日期",
        "indicators.1.evidence.number": "没有写名称",
    }.items():  # fmt: skip
        assert words in found[made.at(key)], key
    assert len(found) == 11


def test_a_code_that_lost_its_digits_is_refused(made):
    made["project.code"] = 440300000000000001
    assert "已经变成 0" in problems(made)[made.at("project.code")]


def test_too_long_a_name_names_its_cell(made):
    made["indicators.1.name"] = "长" * 501
    assert "文字太长" in problems(made)[made.at("indicators.1.name")]


def test_lost_names_are_made_up_for_by_labels_and_headings(made):
    before = made.read()
    for name in list(made.book.defined_names):
        if name.startswith("zp_f_") or name == "zp_t_indicators":
            del made.book.defined_names[name]
    read = made.read()
    assert read.model_copy(update={"repairs": ()}) == before
    assert "按旁边的文字" in read.repairs[0].what
    made.book.defined_names.clear()
    assert made.read().indicators == before.indicators


def test_the_hidden_sheet_was_deleted(made):
    del made.book["_ziping"]
    made.book.defined_names.pop("zp_about")
    found = problems(made)
    assert any("_ziping" in message for message in found.values())
    read = made.read("mof/2020-project")
    assert read.set == "mof/2020-project"
    assert any("_ziping" in text for text in told(read).values())


def test_headings_that_are_gone_are_named(made):
    row = int(made.cells["indicators.1.name"][1:]) - 1
    made.sheet[f"D{row}"] = "目标"
    found = problems(made)
    assert any("年度指标值" in message for message in found.values())
    for column in "ABCDEFGHIJKLMNOPQRSTUVWX":
        made.sheet[f"{column}{row}"] = None
    assert any("栏目行" in message for message in problems(made).values())


def test_two_columns_of_one_heading(made):
    row = int(made.cells["indicators.1.name"][1:]) - 1
    made.sheet[f"Z{row}"] = "实际完成值"
    assert "出现了两次" in problems(made)[f"填报表!Z{row}"]


def test_a_set_that_changed_since_is_said(made):
    about = made.book["_ziping"]
    about["A4"], about["B4"] = "set_digest", "旧"
    made.book.defined_names["zp_about"].attr_text = "'_ziping'!$A$1:$B$4"
    assert made.read(digest_of=lambda _: "旧").repairs == ()
    (said,) = made.read(digest_of=lambda _: "新").repairs
    assert said.at == "_ziping!B4"
    assert "有过改动" in said.why
    assert made.read(digest_of=lambda _: "").repairs == ()


def test_another_version_of_the_workbook_is_refused(made):
    made.book["_ziping"]["B1"] = "ziping/fill/9"
    assert "格式版本" in problems(made)["_ziping!B1"]


def test_other_tables(made):
    made.table("inputs", [{"name": "在职人数", "value": 12}, {"name": "编制数", "value": "15 "}])
    made.table(
        "items",
        [
            {"of": "制度健全性", "item": "有财务制度", "met": "是", "evidence.name": "办法"},
            {"item": "有核算制度", "met": "否", "reason": "正在制定"},
            {"item": "制度合规"},
        ],
    )
    made.table("texts", [{"name": "主要经验", "text": "一\n二"}])
    made.table("claims", [{"name": "产出", "claimed": "48.41"}, {"name": "效益", "reason": "无"}])
    read = made.read()
    assert read.inputs == {"在职人数": "12", "编制数": "15"}
    answers = read.items["制度健全性"]
    assert (answers["有财务制度"].met, answers["有核算制度"].reason) == (True, "正在制定")
    assert answers["有财务制度"].evidence == (Evidence(name="办法"),)
    assert set(answers) == {"有财务制度", "有核算制度"}
    assert read.texts == {"主要经验": "一\n二"}
    assert (read.claims, read.reasons) == ({"产出": Decimal("48.41")}, {"效益": "无"})


def test_a_name_twice_or_missing_in_a_list(made):
    made.table("inputs", [{"name": "人数", "value": 1}, {"name": "人数", "value": 2}, {"value": 3}])
    found = problems(made)
    assert any("两次" in message for message in found.values())
    assert any("数据名称" in message for message in found.values())


def test_the_command_scores_a_workbook(made, tmp_path, capsys, monkeypatch):
    from scoring.cli.main import main

    monkeypatch.chdir(tmp_path)
    path = tmp_path / "填报表.xlsx"
    path.write_bytes(made.data())
    # Its points do not add up to those of the set: told, and a person must see to it.
    assert main(["score", "填报表.xlsx", "-o", "结果"]) == 1
    assert "总分" in capsys.readouterr().out
    assert (tmp_path / "结果/填报表-自评表.xlsx").is_file()
    made["year"] = None
    made["indicators.1.points"] = "二十"
    path.write_bytes(made.data())
    assert main(["score", "填报表.xlsx", "-o", "再"]) == 2
    said = capsys.readouterr().err
    assert f"填报表.xlsx [{made.at('year')}]" in said
    assert f"填报表.xlsx [{made.at('indicators.1.points')}]" in said
    assert not (tmp_path / "再").exists()


def test_an_unknown_set_names_the_cell_that_names_it(made, tmp_path, capsys, monkeypatch):
    from scoring.cli.main import main

    monkeypatch.chdir(tmp_path)
    made.book["_ziping"]["B2"] = "mof/2020-projct"
    (tmp_path / "填报表.xlsx").write_bytes(made.data())
    assert main(["score", "填报表.xlsx"]) == 2
    said = capsys.readouterr().err
    assert "填报表.xlsx [_ziping!B2]" in said
    assert "mof/2020-project" in said


def test_a_file_may_have_any_suffix(made, tmp_path):
    path = tmp_path / "填报表.dat"
    path.write_bytes(made.data())
    ((place, found),) = submissions_of(path)
    assert isinstance(found, Submission)
    assert place.startswith(str(path))


def test_nothing_in_a_workbook_saved_again_by_openpyxl_changes(made):
    again = io.BytesIO()
    load_workbook(io.BytesIO(made.data())).save(again)
    before = made.read()
    made.data = again.getvalue
    assert made.read() == before


def test_funds_of_which_nothing_was_filled_are_none(made):
    for number in (1, 2):
        for key in ("initial", "budget", "executed"):
            made[f"funds.{number}.{key}"] = None
    assert made.read().funds == ()
    made["funds.1.executed"] = 0
    assert [row.executed for row in made.read().funds] == [0, None]


def test_a_number_of_sixteen_digits_has_lost_its_last(made):
    made["project.code"] = 1234567890123456
    with pytest.raises(InputError) as caught:
        made.read()
    assert [(p.code, p.place.in_book) for p in caught.value.problems] == [
        ("digits-lost", made.at("project.code"))
    ]


def test_an_area_over_rows_and_columns_counts_for_its_first_column(made):
    made["indicators.1.reason"] = "都一样"
    made["indicators.1.evidence.name"] = made["indicators.1.evidence.number"] = None
    made["indicators.1.evidence.page"] = None
    first, last = made.cells["indicators.1.reason"], made.cells["indicators.2.evidence.name"]
    made.sheet.merge_cells(f"{first}:{last}")
    found = made.read()
    assert [row.reason for row in found.indicators[:2]] == ["都一样", "都一样"]
    assert not any(row.evidence for row in found.indicators[:2])


def test_an_indicator_called_like_the_closing_row_ends_no_table(made):
    made["indicators.2.name"] = "总分"
    names = [row.name for row in made.read().indicators]
    assert names == ["运维设备数量", "总分", "完成时间", "用户满意度"]


def test_a_whole_heading_row_pasted_below_is_passed_over(made):
    for column in LAYOUT.tables["indicators"].columns:
        made[f"indicators.2.{column.key}"] = column.heading
    found = made.read()
    assert [row.name for row in found.indicators] == ["运维设备数量", "完成时间", "用户满意度"]
    assert any("重复了栏目名称" in repair.why for repair in found.repairs)


def test_a_formula_outside_of_the_form_is_told(made):
    book = open_book(made.data(), "填报表.xlsx")
    form = book.sheets[0]
    cells = {**form.cells, (2, 20): Cell("7", formula=True)}
    sheets = (Sheet(form.name, cells, form.merged), *book.sheets[1:])
    (left,) = read_filled(replace(book, sheets=sheets), LAYOUT).unplaced
    assert (left.text, left.at) == ("7", book.place(form.name, 2, 20).in_book)
