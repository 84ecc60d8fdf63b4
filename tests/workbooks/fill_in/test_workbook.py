"""What an officer finds in the workbook: cells that are open, checks, drop-downs, formulas."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl.cell.cell import MergedCell

from scoring.intake.submissions import submissions_of
from scoring.problem import InputError
from scoring.readers.submissions import read_submissions
from scoring.records.submission import Submission, SummaryTexts
from scoring.workbooks.fill_in.layout import ABOUT, OWN
from tests.folders import CORPUS

SHIPPED = ("mof/2020-project", "shenzhen/2022-project")
FILLABLE = (
    *SHIPPED, "test/hubei-project", "test/cost-101", "test/sichuan-pool", "test/sichuan-project",
    "test/transfer-report", "test/chongqing-department", "test/county-department",
    "test/yueyang-department", "test/shenzhen-department", "test/over-none",
    "test/not-applicable-full", "test/tianjin-goals", "test/anhui-tasks",
)  # fmt: skip
FUNCTIONS_OF_2010 = {
    "ABS", "AND", "CHAR", "CHOOSE", "COUNT", "EXACT", "FIND", "IF", "IFERROR", "INDEX", "INT", "ISNUMBER", "ISTEXT", "LEFT",
    "LEN", "LOOKUP", "MAX", "MID", "MIN", "MOD", "N", "NA", "NOT", "OR", "REPT", "RIGHT", "ROUND", "ROW", "ROWS",
    "SUBSTITUTE", "SUM", "SUMPRODUCT", "TEXT", "TRIM", "TRUE", "FALSE", "VALUE",
}  # fmt: skip


@pytest.fixture(scope="module")
def example(checkout) -> Submission:
    return read_submissions(checkout / "examples" / "4-综合运维服务.yaml")[0][1]


@pytest.fixture(scope="module")
def form(made, opened, example, layout):
    return opened(made("shenzhen/2022-project", example))[layout.form_sheet]


def formulas(book):
    return [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]


def test_inputs_are_yellow_and_hold_no_formula(form):
    for row in form.iter_rows(min_row=4):
        for cell in row:
            is_input = cell.fill.fgColor.rgb == "FFFFF9DB"
            assert isinstance(cell, MergedCell) or is_input == (not cell.protection.locked)
            assert not (is_input and isinstance(cell.value, str) and cell.value.startswith("="))


def test_whole_rows_may_be_inserted_and_pasted(form):
    """A protected sheet refuses rows in a table, and locks what is pasted into it."""
    assert not form.protection.sheet
    (table,) = form.tables.values()
    first, last = (re.fullmatch(r"([A-Z]+)([0-9]+)", end).groups() for end in table.ref.split(":"))
    headings = [cell.value for cell in form[int(first[1])] if cell.value]
    assert [column.name for column in table.tableColumns] == headings
    computed = [c.name for c in table.tableColumns if c.calculatedColumnFormula is not None]
    assert computed == headings[-1:] == ["预计得分"]
    assert first[0] == "A"
    formulas = {form[f"{last[0]}{at}"].value for at in range(int(first[1]) + 1, int(last[1]) + 1)}
    assert len(formulas) == 1  # the same in every row, so that it can be filled down anywhere


def test_the_columns_stand_as_on_the_official_form(made, opened, layout):
    sheet = opened(made("mof/2020-project"))[layout.form_sheet]
    headings = [cell.value for cell in sheet[3]]
    assert headings[:8] == [f"={column}$19" for column in "ABCDEFGH"]
    shown = opened(made("mof/2020-project"), data_only=True)[layout.form_sheet]
    assert [cell.value for cell in shown[3]][:8] == [
        "一级指标", "二级指标", "三级指标", "年度指标值", "* 实际完成值", "* 分值", "自评得分",
        "偏差原因分析及改进措施",
    ]  # fmt: skip


def test_every_field_and_table_has_its_name(made, opened, layout):
    names = opened(made("mof/2020-project")).defined_names
    assert ABOUT in names
    assert {field.range_name for field in layout.fields} <= set(names)
    assert {"zp_t_funds", "zp_t_indicators"} <= set(names)
    assert any(name.startswith(OWN) for name in names)


def test_the_hidden_sheet_says_which_set_it_is(made, opened, layout, sets):
    book = opened(made("mof/2020-project"))
    sheet = book[layout.about_sheet]
    about = dict(sheet.iter_rows(max_row=5, max_col=2, values_only=True))
    assert sheet.sheet_state == "hidden"
    assert about["set"] == "mof/2020-project"
    assert about["set_digest"] == sets.indicator_set("mof/2020-project").digest


def test_texts_are_text_cells_and_numbers_are_numbers(form, example):
    row = next(r for r in form.iter_rows(min_row=18) if r[3].value == "≥2499台")
    assert row[4].number_format == "@"
    assert row[5].value == 5
    code = next(c for r in form.iter_rows(max_row=6) for c in r if c.value == example.project.code)
    assert code.number_format == "@"


def test_what_looks_like_a_formula_stays_a_text(made, opened, layout):
    submission = Submission.model_validate(
        {
            "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2024,
            "project": {"name": "=HYPERLINK(1)"}, "unit": "+1", "goal": {"expected": "@SUM(1)"},
            "indicators": [{"level1": "产出", "level2": "数量", "name": "=1+1", "target": "-1"}],
        }
    )  # fmt: skip
    book = opened(made("mof/2020-project", submission))
    cells = {c.value: c for r in book[layout.form_sheet].iter_rows() for c in r if c.value}
    for text in ("=HYPERLINK(1)", "+1", "@SUM(1)", "=1+1", "-1"):
        assert cells[text].data_type == "s"


@pytest.mark.parametrize("set_id", FILLABLE)
def test_only_functions_that_old_programs_have(set_id, made, opened):
    for cell in formulas(opened(made(set_id))):
        plain = re.sub(r'"[^"]*"', "", cell.value)
        assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", plain)) <= FUNCTIONS_OF_2010
        assert len(cell.value) < 8192


def test_drop_downs_and_messages(form):
    found = {str(v.sqref): v for v in form.data_validations.dataValidation}
    lists = [v for v in found.values() if v.type == "list"]
    assert len(lists) >= 6
    assert all(v.error for v in found.values())
    year = next(v for v in found.values() if v.type == "whole" and v.formula1 == "1990")
    assert year.formula2 == "2100"
    assert "1990" in year.error
    levels = [v for v in lists if v.errorStyle == "warning"]
    assert len(levels) == 2
    assert len(found) == len(form.data_validations.dataValidation)


def test_the_same_plan_gives_the_same_bytes(made, example):
    assert made("shenzhen/2022-project", example) == made("shenzhen/2022-project", example)


def test_no_clock_and_no_way_outside(made):
    with ZipFile(BytesIO(made("mof/2020-project"))) as archive:
        texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "2020-01-01" in texts["docProps/core.xml"]
    assert not any("http://" in t.replace("http://schemas", "").replace("http://purl", "").replace("http://www.w3", "") for t in texts.values())  # fmt: skip
    assert not any("external" in name.lower() or "vba" in name.lower() for name in texts)


def test_prints_one_page_wide_with_headings_repeated(form):
    assert form.page_setup.paperSize == 9
    assert form.sheet_properties.pageSetUpPr.fitToPage
    assert form.page_setup.fitToWidth in (None, 1)  # one is what the format takes for granted
    assert form.page_setup.fitToHeight == 0
    assert form.print_title_rows
    assert form.freeze_panes == "A4"


@pytest.mark.parametrize("set_id", FILLABLE)
def test_an_untouched_workbook_reads_as_nothing_but_what_is_missing(
    set_id, made, layout, sets, tmp_path
):
    path = tmp_path / "f.xlsx"
    path.write_bytes(made(set_id))
    [(_, found)] = submissions_of(path)
    assert isinstance(found, InputError)
    assert {p.code for p in found.problems} == {"missing"}
    named = "unit" if sets.indicator_set(set_id).applies_to == "department" else "project.name"
    assert all(layout.field(key).label in str(found) for key in (named, "year"))


def test_a_set_that_only_others_extend_is_refused(made):
    with pytest.raises(InputError) as refused:
        made("test/base")
    assert "test/base" in refused.value.problems[0].message


@pytest.mark.parametrize("name", ["tianjin-department", "anhui-department"])
def test_a_form_by_goals_or_by_tasks_comes_back(name, made, tmp_path):
    [(_, given)] = read_submissions(CORPUS / "submissions" / f"{name}.yaml")
    same(round_trip(given, made, tmp_path), given)


def layout_last(sheet) -> int:
    """The column of the scores: the last one of the headings that stay in sight."""
    return max(cell.column for cell in sheet[3] if cell.value) - 1


def test_sixty_indicators(made, opened, layout, tmp_path):
    rows = [
        {
            "level1": "产出",
            "level2": "数量",
            "name": f"指标{n}",
            "target": f"≥{n}台",
            "actual": f"{n}台",
        }
        for n in range(2, 62)
    ]
    submission = Submission.model_validate(
        {
            "schema": "ziping/submission/1",
            "set": "mof/2020-project",
            "year": 2024,
            "project": {"name": "甲"},
            "indicators": rows,
        }
    )
    content = made("mof/2020-project", submission)
    path = tmp_path / "sixty.xlsx"
    path.write_bytes(content)
    [(_, found)] = submissions_of(path)
    assert [row.name for row in found.indicators] == [row["name"] for row in rows]
    assert sum(row.points for row in found.indicators) == 50
    values = opened(content, data_only=True)[layout.form_sheet]
    scores = [
        row[layout_last(values)]
        for row in values.iter_rows(min_row=18, values_only=True)
        if str(row[2]).startswith("指标")
    ]
    assert [Decimal(str(score)) for score in scores] == [row.points for row in found.indicators]


EVERYTHING = {
    "schema": "ziping/submission/1", "set": "test/sichuan-project", "id": "甲-1", "year": 2023,
    "project": {"name": "某项目", "code": "00012", "parent": {"name": "某一级项目", "code": "0001"}, "kind": "专项资金"}, "unit": "某单位", "department": "某部门",
    "money_unit": "元", "state": "跨年", "finished": "否", "secret": "是",
    "project_period": {"start": "2023-03-01", "end": "2023-12-31"},
    "funds": [
        {"source": "年度资金总额", "initial": "100.5", "budget": "200.123456", "executed": "150", "claimed": "7.5", "claimed_rate": "75", "reason": "招标推迟", "family": "一般公共预算", "over_confirmed": "是"},
        {"source": "上年结转", "budget": "0", "family": "政府性基金"},
    ],
    "goal": {"expected": "第一行\n第二行", "achieved": "完成"},
    "summary": {"achieved": "全部完成", "problems": "没有\n两行", "measures": "改进", "no_problems": "是"},
    "publish": "否", "mid_year": {"date": "2023-07-31", "executed": "60.25", "forecast": "190"},
    "tasks": [{"name": "任务一", "content": "内容", "initial": "3", "budget": "2", "executed": "1", "completion": "完成"}],
    "indicators": [
        {
            "id": "r1", "level1": "产出指标", "level2": "数量指标", "name": "设备", "target": "10", "actual": "9",
            "direction": "≥", "unit": "台", "target_initial": "12", "adjustment": {"document": "文1", "date": "2023-05-01"},
            "points": "10", "coefficient": "82.5", "claimed": "9", "reason": "故障", "core": "是",
            "evidence": [{"name": "台账", "number": "1", "page": "2"}, {"name": "照片", "page": "3"}],
            "last_actual": "8台", "mid_actual": "5台", "forecast": "10台", "likely": "可能", "mid_reason": "到货晚", "mid_measures": "催货",
        },
        {
            "level1": "满意度指标", "level2": "满意度", "name": "用户满意度", "target": "≥90%", "actual": "95%", "points": "10",
            "survey": {"method": "问卷", "sent": "100", "returned": "90", "satisfied": "86"},
        },
    ],
    "texts": {"自评工作开展情况": "已开展", "立项依据": "文件", "自评工作": "已核", "结果应用": "下年"}, "claims": {"产出指标": "30.5"}, "reasons": {"产出指标": "有"},
    "head": {"responsible": "甲", "filled_by": "乙", "phone": "0755-1", "date": "2024-01-02", "opinion": "同意"},
    "claimed_total": "88.5", "claimed_grade": "良",
}  # fmt: skip


def same(one: Submission, other: Submission) -> None:
    drop = {"at", "repairs"}

    def data(submission: Submission):
        found = submission.model_dump(mode="json", exclude={"repairs", "at"})
        for row in (*found["indicators"], *(r for g in found["goals"] for r in g["indicators"])):
            for key in drop & row.keys():
                del row[key]
        return found

    assert data(one) == data(other)


def round_trip(submission: Submission, made, tmp_path) -> Submission:
    path = tmp_path / "again.xlsx"
    path.write_bytes(made(submission.set, submission))
    [(_, found)] = submissions_of(path)
    assert isinstance(found, Submission), str(found)
    return found


def test_all_that_a_submission_holds_comes_back(made, tmp_path):
    given = Submission.model_validate(EVERYTHING)
    same(round_trip(given, made, tmp_path), given)


@pytest.mark.parametrize("number", range(6))
def test_the_six_tables_come_back(number, made, checkout, tmp_path):
    path = sorted((checkout / "examples").glob("*.yaml"))[number]
    given = read_submissions(path)[0][1]
    found = round_trip(given, made, tmp_path)
    same(found, given)
    assert found.repairs == ()


def test_figures_and_checklists_come_back(made, tmp_path):
    given = Submission.model_validate(
        {
            "schema": "ziping/submission/1", "set": "test/county-department", "year": 2023, "project": {"name": "某部门"}, "funds": [{"source": "年度资金总额", "budget": "3"}],
            "inputs": {"在职人数": "90", "编制数": "100", "有新建楼堂馆所": "否", "开始日期": "2023-01-01"},
            "items": {"绩效目标合理性": {"符合法律法规和发展规划": "是", "符合部门三定方案职责": {"met": "否", "reason": "没有", "evidence": [{"name": "文件", "page": "2"}]}}},
            "claims": {"在职人员控制率": "3"}, "reasons": {"在职人员控制率": "缺编"},
        }
    )  # fmt: skip
    same(round_trip(given, made, tmp_path), given)


def test_what_was_monitored_of_rows_of_one_name_stays_with_its_row(made, tmp_path):
    rows = [
        {"level1": "产出", "level2": "数量", "name": "验收", "target": "1次", "points": "20", "mid_actual": "甲"},
        {"level1": "产出", "level2": "数量", "name": "验收", "target": "2次", "points": "20", "mid_actual": "乙"},
        {"level1": "产出", "level2": "质量", "name": "验收", "target": "3次", "points": "10"},
        {"level1": "效益", "level2": "社会效益", "name": "其他", "target": "4次", "points": "30", "likely": "能"},
    ]  # fmt: skip
    given = Submission.model_validate(
        {
            "schema": "ziping/submission/1", "set": "mof/2020-project", "year": 2024,
            "project": {"name": "甲"}, "indicators": rows,
        }
    )  # fmt: skip
    same(round_trip(given, made, tmp_path), given)


def test_a_monitored_indicator_that_the_form_has_not_is_told(made, opened, tmp_path):
    given = Submission.model_validate(EVERYTHING)
    book = opened(made(given.set, given))
    monitored = book["绩效监控"]
    cell = next(c for row in monitored.iter_rows() for c in row if c.value == "设备")
    cell.value = "设备数"
    book.save(tmp_path / "renamed.xlsx")
    [(_, found)] = submissions_of(tmp_path / "renamed.xlsx")
    assert isinstance(found, InputError)
    (problem,) = found.problems
    assert (problem.code, problem.place.sheet, problem.place.in_book) == (
        "unknown-row", "绩效监控", f"绩效监控!{cell.coordinate}",
    )  # fmt: skip


def test_what_the_form_says_was_achieved_is_proposed_for_the_review_text(
    made, opened, example, tmp_path
):
    example = example.model_copy(update={"summary": SummaryTexts()})
    book = opened(made("shenzhen/2022-project", example))
    review = book["自评综述"]
    proposed = next(
        c for r in review.iter_rows() for c in r if str(c.value).startswith("【请核对】")
    )
    assert proposed.value == "【请核对】" + example.goal.achieved
    texts = {}
    for name, text in (("as proposed", proposed.value), ("accepted", example.goal.achieved),
                       ("worked on", "【请核对】改过")):  # fmt: skip
        proposed.value = text
        book.save(tmp_path / f"{name}.xlsx")
        [(_, found)] = submissions_of(tmp_path / f"{name}.xlsx")
        texts[name] = found.summary.achieved
    assert texts == {
        "as proposed": "", "accepted": example.goal.achieved, "worked on": "【请核对】改过",
    }  # fmt: skip


def test_the_sheets_beside_the_form_may_lose_their_names_or_be_deleted(made, opened, tmp_path):
    given = Submission.model_validate(EVERYTHING)
    book = opened(made(given.set, given))
    for name in list(book.defined_names):
        if name.startswith(("zp_f_summary", "zp_f_mid_year", "zp_f_texts", "zp_t_monitoring")):
            del book.defined_names[name]
    book.save(tmp_path / "nameless.xlsx")
    [(_, found)] = submissions_of(tmp_path / "nameless.xlsx")
    same(found.model_copy(update={"repairs": ()}), given)
    del book["自评综述"], book["绩效监控"]
    for name in list(book.defined_names):
        if (
            "自评综述" in book.defined_names[name].attr_text
            or "绩效监控" in book.defined_names[name].attr_text
        ):
            del book.defined_names[name]
    book.save(tmp_path / "less.xlsx")
    [(_, found)] = submissions_of(tmp_path / "less.xlsx")
    assert isinstance(found, Submission), found
    assert not found.summary.problems
    assert found.mid_year is None
    assert found.indicators[0].actual == "9"
