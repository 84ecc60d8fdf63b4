"""汇总表 of a year: the six projects of the department whose forms were published, and special rows."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from scoring.records.figures import FigureRegister
from scoring.records.papers import PaperRow, PaperTable, PaperView
from scoring.records.submission import Submission
from scoring.records.year_folder import YearFolder, YearForm
from scoring.words import load_vocabulary
from scoring.workbooks.summary.book import year_book
from scoring.year.charts import summary_charts
from scoring.year.register import make_register
from scoring.year.summary_tables import summary_tables
from scoring.year.table_cells import text_cell
from scoring.year.table_words import YearTableWords
from scoring.year.words import YearWords
from tests.year.conftest import CENTRE, DEPARTMENT, SECURITY

UNITS = [
    {"name": DEPARTMENT, "short": "局本级"},
    {"name": CENTRE, "short": "大数据中心"},
    {"name": SECURITY, "short": "信息安全中心"},
]
Year = Callable[..., YearFolder]
AsForm = Callable[[Submission, str], YearForm]
Registered = Callable[..., FigureRegister]


@pytest.fixture(scope="session")
def table_words() -> YearTableWords:
    return load_vocabulary(YearTableWords)


@pytest.fixture(scope="session")
def register(year: Year, words: YearWords) -> Registered:
    return lambda *forms, **record: make_register(year(*forms, **record), words)


@pytest.fixture(scope="session")
def six_registered(register: Registered) -> FigureRegister:
    return register(units=UNITS)


def values(row: PaperRow, *columns: str) -> list[Any]:
    """Return what stands in cells: numbers as they are printed, else texts."""
    cells = [row.cells.get(column) for column in columns]
    return ["" if c is None else c.text.text if c.value is None else str(c.value) for c in cells]


def of_kind(table: PaperTable, kind: str) -> list[PaperRow]:
    return [row for row in table.rows if row.kind == kind]


def changed(form: YearForm, **fields: Any) -> Submission:
    data = form.submission.model_dump(by_alias=True, exclude_defaults=True)
    return Submission.model_validate({**data, **fields})


@pytest.fixture(scope="module")
def tables(six_registered: FigureRegister, table_words: YearTableWords) -> dict[str, PaperTable]:
    return dict(summary_tables(six_registered, table_words, internal=True))


class TestSixProjects:
    def test_lists_units_in_the_order_of_the_record_with_their_sums(
        self, tables: dict[str, PaperTable]
    ) -> None:
        table = tables["汇总表"]
        units = [values(row, "unit")[0] for row in table.rows]
        assert units == [
            "局本级", "局本级", "局本级小计", "大数据中心", "大数据中心", "大数据中心小计",
            "信息安全中心", "信息安全中心", "信息安全中心小计", "合计",
        ]  # fmt: skip
        assert values(table.rows[-1], "initial", "budget", "executed", "rate", "own_score") == [
            "12664.75", "8387.79", "8114.31", "96.74", "99.02",
        ]  # fmt: skip

    def test_names_both_averages_and_what_the_rule_gives(
        self, tables: dict[str, PaperTable]
    ) -> None:
        lines = [values(row, "text")[0] for row in tables["口径说明"].rows]
        assert "简单平均：计分项目6个，自评得分合计594.14，平均99.02分。" in lines
        assert "加权平均（按全年预算数）：98.66分。" in lines
        assert "规则复算：得分已定的6个项目平均98.84分。" in lines
        assert "规则复算等级：优6个，其中若取下限降等3个。" in lines
        assert [values(row, "lower")[0] for row in tables["规则复算"].rows].count(
            "若取下限为良"
        ) == 3

    def test_says_how_much_of_the_department_was_evaluated(
        self, register: Registered, table_words: YearTableWords
    ) -> None:
        record = {
            "expected": {"first_level": 14, "second_level": 58},
            "coverage": {"amount": "88796.72", "total": "113620.85"},
        }
        table = summary_tables(register(**record), table_words, internal=False)["口径说明"]
        lines = [values(row, "text")[0] for row in table.rows]
        assert "二级项目：应报送58个，已报送6个，未报送52个。" in lines
        assert (
            "自评覆盖面（按执行数）：自评项目88,796.72万元÷一般公共预算项目支出总额113,620.85万元＝78.15%。"
        ) in lines

    def test_gives_every_level_its_share(self, tables: dict[str, PaperTable]) -> None:
        line = next(
            text
            for row in tables["口径说明"].rows
            if (text := values(row, "text")[0]).startswith("各级次得分率")
        )
        assert line == (
            "各级次得分率：执行率58.64÷60.00＝97.73%；产出298.00÷300.00＝99.33%；"
            "效益180.00÷180.00＝100.00%；满意度57.50÷60.00＝95.83%。"
        )

    def test_counts_rows_and_lists_those_that_missed(self, tables: dict[str, PaperTable]) -> None:
        lines = [values(row, "text")[0] for row in tables["口径说明"].rows]
        assert any("76行，其中有分值54行，达到50项，未完成3项，待认定1项" in text for text in lines)
        missed = tables["未完成指标"].rows
        assert [values(row, "project", "result") for row in missed] == [
            *[["信息工程质量监督", "未完成"]] * 3, ["政府网络运行维护", "待认定"],
        ]  # fmt: skip
        assert values(missed[2], "target", "actual", "completion", "reason") == [
            "78家", "69家", "88.46", "涉及部分单位机构改革, 因此数量有所减少",
        ]  # fmt: skip

    def test_prints_the_units_own_scores(self, tables: dict[str, PaperTable]) -> None:
        rows = {values(r, "project")[0]: r for r in of_kind(tables["汇总表"], "row")}
        assert values(rows["政府网络运行维护"], "own_score", "rule_score") == ["97.42", "99.92"]
        assert values(rows["综合运维服务"], "own_score") == ["97.77"]
        assert values(rows["信息工程质量监督"], "own_score", "rule_score", "band") == [
            "99.99", "94.41", "86.73–96.53",
        ]  # fmt: skip

    def test_notes_the_rounding_only_where_rows_do_not_add_up(
        self, tables: dict[str, PaperTable], register: Registered, six: Any,
        table_words: YearTableWords,
    ) -> None:  # fmt: skip
        # printed rows of 执行数 come to one hundredth less than the printed sum
        assert [note.text[:3] for note in tables["汇总表"].notes] == ["尾差："]
        one = summary_tables(register(six[:1]), table_words, internal=False)
        assert not one["汇总表"].notes

    def test_shows_what_the_rule_gives_only_to_the_house(
        self, six_registered: FigureRegister, table_words: YearTableWords
    ) -> None:
        tables = summary_tables(six_registered, table_words, internal=False)
        assert "规则复算" not in tables
        assert not {"rule_score", "band", "asked"} & set(tables["汇总表"].columns)
        texts = [
            cell.text.text for t in tables.values() for r in t.rows for cell in r.cells.values()
        ]
        assert not any("规则复算" in text or "94.41" in text for text in texts)

    def test_every_number_is_a_print_of_a_figure(
        self, tables: dict[str, PaperTable], six_registered: FigureRegister
    ) -> None:
        known = {figure.id for figure in six_registered.all()}
        for table in tables.values():
            for row in table.rows:
                for key, cell in row.cells.items():
                    assert {one.figure for one in cell.text.prints} <= known
                    assert cell.value is None or key == "number" or cell.text.prints


class TestSpecialRows:
    def test_a_project_without_a_form_stays_in_the_table(
        self, register: Registered, table_words: YearTableWords
    ) -> None:
        expected = {"projects": [{"name": "短信平台", "unit": CENTRE}], "second_level": 7}
        tables = summary_tables(
            register(units=UNITS, expected=expected), table_words, internal=False
        )
        rows = {values(r, "project")[0]: r for r in tables["汇总表"].rows}
        assert values(rows["短信平台"], "own_score", "budget", "note") == ["未报送", "", "未报送"]
        assert rows["短信平台"].mark == "missing"
        assert "6个项目（另有1个未报送）" in rows
        lines = [values(row, "text")[0] for row in tables["口径说明"].rows]
        assert "二级项目：应报送7个，已报送6个，未报送1个。" in lines
        assert "不计入平均的项目：短信平台（未报送）。" in lines

    def test_says_why_no_form_is_asked_of_a_project(
        self, register: Registered, table_words: YearTableWords
    ) -> None:
        expected = {"projects": [{"name": "机要", "unit": CENTRE, "not_required": "另行评价"}]}
        table = summary_tables(register(expected=expected), table_words, internal=False)["汇总表"]
        row = next(row for row in table.rows if values(row, "project") == ["机要"])
        assert values(row, "own_score", "note") == ["不要求自评", "另行评价"]
        assert not row.mark

    @pytest.mark.parametrize(
        ("budget", "executed", "state", "printed"),
        [
            ("0", "0", "正常", ["—", "未安排资金", "", ""]),
            ("0", "0", "未实施", ["—", "未实施", "", "未实施"]),
            ("100", "0", "正常", ["0.00", "90.77", "优", ""]),
            ("100", "104.2", "正常", ["104.20", "90.77", "优", "超预算"]),
            ("100000", "99999.999", "正常", ["99.999", "90.77", "优", ""]),
        ],
    )
    def test_money_that_is_out_of_the_usual(
        self, six: Any, as_form: AsForm, register: Registered, table_words: YearTableWords,
        budget: str, executed: str, state: str, printed: list[str],
    ) -> None:  # fmt: skip
        funds = [
            {
                "source": "年度资金总额", "initial": "100", "budget": budget,
                "executed": executed, "points": "10", "claimed": "0.77",
            }
        ]  # fmt: skip
        fields = {"funds": funds, "money_unit": "万元", "state": state, "claimed_total": None}
        form = as_form(changed(six[1], **fields), "一.yaml")
        row = summary_tables(register([form]), table_words, internal=False)["汇总表"].rows[0]
        assert values(row, "rate", "own_score", "grade", "note") == printed

    @pytest.mark.parametrize("state", ["终止", "年中新增", "年中调减", "跨年"])
    def test_the_state_of_a_project_stands_in_its_note(
        self, six: Any, as_form: AsForm, register: Registered, table_words: YearTableWords,
        state: str,
    ) -> None:  # fmt: skip
        form = as_form(changed(six[1], state=state), "一.yaml")
        row = summary_tables(register([form]), table_words, internal=False)["汇总表"].rows[0]
        assert values(row, "own_score", "note") == ["99.79", state]

    def test_a_form_without_points_counts_with_its_money_alone(
        self, six: Any, as_form: AsForm, register: Registered, table_words: YearTableWords
    ) -> None:
        rows = [
            {"level1": "产出指标", "level2": "数量指标", "name": "家数", "target": "≥3家", "actual": "3家"}
        ]  # fmt: skip
        fields = {"set": "transfer-payment/region", "indicators": rows, "claimed_total": None}
        form = as_form(changed(six[1], **fields), "一.yaml")
        tables = summary_tables(register([form, six[0]]), table_words, internal=False)
        row = tables["汇总表"].rows[0]
        assert values(row, "own_score", "grade", "budget") == ["不计分", "", "1522.01"]
        total = tables["汇总表"].rows[-1]
        assert values(total, "project", "own_score", "budget") == ["2个项目", "99.23", "3814.45"]

    def test_levels_of_several_sets_have_a_column_each(
        self, six: Any, as_form: AsForm, register: Registered, table_words: YearTableWords
    ) -> None:
        rows = [
            {"level1": "产出指标", "level2": "数量指标", "name": "家数", "target": "≥3家",
             "actual": "3家", "points": "50", "claimed": "50"},
            {"level1": "效益指标", "level2": "社会效益指标", "name": "成效", "target": "明显",
             "actual": "明显", "points": "40", "claimed": "40"},
        ]  # fmt: skip
        fields = {"set": "mof/2021-project-no-satisfaction", "indicators": rows}
        form = as_form(changed(six[1], **fields, claimed_total=None), "一.yaml")
        table = summary_tables(register([form, six[0]]), table_words, internal=False)["汇总表"]
        levels = [column for column in table.columns if column.startswith("level/")]
        assert levels == ["level/执行率", "level/产出", "level/效益", "level/满意度"]
        assert values(table.rows[0], *levels) == ["9.79", "50.00", "40.00", "—"]
        assert values(table.rows[-1], *levels) == ["9.51", "50.00", "35.00", "10.00"]

    def test_the_weights_of_the_record_name_the_average(
        self, register: Registered, table_words: YearTableWords
    ) -> None:
        tables = summary_tables(register(weights="执行数"), table_words, internal=False)
        lines = [values(row, "text")[0] for row in tables["口径说明"].rows]
        assert any(text.startswith("加权平均（按执行数）：") for text in lines)
        assert tables["按单位"].headings["weighted_average"] == "自评得分加权平均（按执行数）"

    def test_an_open_total_is_no_score(
        self, six: Any, as_form: AsForm, register: Registered, table_words: YearTableWords
    ) -> None:
        rows = six[5].submission.model_dump(by_alias=True, exclude_defaults=True)["indicators"]
        rows[8].pop("claimed")  # 7月底 → 9月底, which the rule leaves to a person
        form = as_form(changed(six[5], indicators=rows, claimed_total=None), "一.yaml")
        table = summary_tables(register([form, *six[:5]]), table_words, internal=False)["汇总表"]
        row = next(r for r in table.rows if values(r, "project") == ["信息工程质量监督"])
        score, grade = values(row, "own_score", "grade")
        assert score.startswith("待定（")
        assert grade == "待定"
        notes = summary_tables(register([form, *six[:5]]), table_words, internal=False)["口径说明"]
        lines = [values(row, "text")[0] for row in notes.rows]
        assert "不计入平均的项目：信息工程质量监督（待认定）。" in lines

    def test_a_secret_project_is_in_no_number_that_leaves_the_house(
        self, six: Any, as_form: AsForm, register: Registered, table_words: YearTableWords
    ) -> None:
        secret = as_form(changed(six[5], secret="是"), "密.yaml")
        found = register([secret, *six[:5]], units=UNITS)
        inside = summary_tables(found, table_words, internal=True)
        names = [values(row, "project")[0] for row in inside["汇总表"].rows]
        assert "涉密项目1" in names
        assert "8387.79" in values(inside["汇总表"].rows[-1], "budget")
        outside = summary_tables(found, table_words, internal=False)
        total = outside["汇总表"].rows[-1]
        assert values(total, "budget", "project") == ["8227.79", "5个项目"]
        subtotals = of_kind(outside["汇总表"], "subtotal")
        assert values(subtotals[-1], "unit", "budget") == ["信息安全中心小计", "601.35"]
        everything = str([row.cells for table in outside.values() for row in table.rows])
        assert "信息工程" not in everything
        assert "160.00" not in everything
        assert values(outside["汇总表"].rows[-3], "number") == ["5"]


class TestFirstLevelProjects:
    def test_sums_them_in_a_unit_and_across_units(
        self, six: Any, as_form: AsForm, register: Registered, table_words: YearTableWords
    ) -> None:
        parents = ["综合管理", "综合管理", "运维", "运维", "运维", "运维"]
        forms = [
            as_form(
                changed(form, project={**_project(form), "parent": {"name": parent}}), form.file
            )
            for form, parent in zip(six, parents, strict=True)
        ]
        first_level = [{"name": "运维"}, {"name": "综合管理"}, {"name": "信息化新建项目"}]
        found = register(forms, units=UNITS, first_level=first_level)
        tables = summary_tables(found, table_words, internal=False)
        subtotals = [values(r, "unit", "parent")[:] for r in of_kind(tables["汇总表"], "subtotal")]
        assert ["", "综合管理小计"] in subtotals
        assert subtotals.count(["", "运维小计"]) == 2
        rows = tables["按一级项目"].rows
        assert [values(r, "parent", "projects", "own_score", "basis") for r in rows[:2]] == [
            ["综合管理", "2", "99.45", "加权参考（按全年预算数）"],
            ["运维", "4", "97.99", "加权参考（按全年预算数）"],
        ]
        assert values(rows[2], "parent", "own_score", "basis") == [
            "信息化新建项目", "—", "没有报送二级项目",
        ]  # fmt: skip
        assert values(rows[-1], "parent", "budget") == ["合计", "8387.79"]

    def test_a_child_without_a_score_leaves_none(
        self, six: Any, as_form: AsForm, register: Registered, table_words: YearTableWords
    ) -> None:
        project = {**_project(six[0]), "parent": {"name": "综合管理"}}
        funds = [{"source": "年度资金总额", "budget": "0", "executed": "0", "points": "10"}]
        forms = [
            as_form(changed(six[0], project=project), "一.yaml"),
            as_form(
                changed(
                    six[1],
                    project={**_project(six[1]), "parent": {"name": "综合管理"}},
                    funds=funds,
                ),
                "二.yaml",
            ),
        ]
        table = summary_tables(register(forms), table_words, internal=False)["按一级项目"]
        assert values(table.rows[0], "own_score", "basis") == ["—", ""]


def _project(form: YearForm) -> dict[str, Any]:
    return form.submission.project.model_dump(by_alias=True, exclude_defaults=True)


class TestBook:
    def book(self, found: FigureRegister, words: YearTableWords) -> bytes:
        tables = summary_tables(found, words, internal=True)
        charts = summary_charts(found, words, internal=True)
        return year_book("汇总表", PaperView(tables=tables, charts=charts), words)

    def test_holds_numbers_as_printed_on_sheets_in_order(
        self, six_registered: FigureRegister, table_words: YearTableWords
    ) -> None:
        content = self.book(six_registered, table_words)
        assert content == self.book(six_registered, table_words)
        book = openpyxl.load_workbook(BytesIO(content))
        assert book.sheetnames == ["汇总表", "按单位", "未完成指标", "图", "口径说明", "规则复算"]
        sheet = book["汇总表"]
        total = next(row for row in sheet.iter_rows() if row[1].value == "合计")
        assert [cell.value for cell in total[5:9]] == [12664.75, 8387.79, 8114.31, 96.74]
        assert total[5].number_format == "#,##0.00"
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (8, 0)
        assert len(book["图"]._charts) == 4

    def test_takes_nothing_of_a_form_for_a_formula(
        self, six: Any, as_form: AsForm, register: Registered, table_words: YearTableWords
    ) -> None:
        evil = '=HYPERLINK("http://example.org","x")<w:p>{{总分}}'
        form = as_form(changed(six[0], project={**_project(six[0]), "name": evil}), "一.yaml")
        content = self.book(register([form]), table_words)
        sheet = openpyxl.load_workbook(BytesIO(content))["汇总表"]
        cell = next(c for row in sheet.iter_rows() for c in row if c.value == evil)
        assert cell.data_type == "s"

    def test_says_how_much_of_a_text_no_cell_can_hold(self, table_words: YearTableWords) -> None:
        cells = {"number": text_cell("1"), "text": text_cell("很长的说明，" * 9_000)}
        table = PaperTable("口径说明", ("number", "text"), (PaperRow("row", cells),))
        content = year_book("汇总表", PaperView(tables={"口径说明": table}), table_words)
        text = openpyxl.load_workbook(BytesIO(content))["口径说明"]["B3"].value
        assert len(text) <= 32_767
        assert text.endswith("字，见填报表）")

    def test_draws_units_and_the_lowest_where_bars_would_be_too_many(
        self, six: Any, as_form: AsForm, register: Registered, table_words: YearTableWords
    ) -> None:
        forms = [
            as_form(
                changed(six[n % 6], project={"name": f"项目{n}", "code": f"{n:03}"}), f"{n}.yaml"
            )
            for n in range(16)
        ]
        charts = summary_charts(register(forms), table_words, internal=False)
        assert "rate" in charts
        assert charts["rate"].title == "各单位预算执行率"
        assert len(charts["rate_lowest"].categories) == 10
        rates = charts["rate_lowest"].series[0].values
        assert list(rates) == sorted(rates)
