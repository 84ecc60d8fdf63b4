"""佐证目录, 目标编制建议, 绩效监控表 and 数据台账 of the year of the examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from scoring.intake.any_file import read_any
from scoring.problem import InputError
from scoring.records.papers import PaperTable, PaperView
from scoring.records.submission import Evidence, Submission
from scoring.records.year_folder import YearFolder, YearForm, YearTargets, YearText
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.workbooks.summary.book import year_book
from scoring.year.advice import advice_view
from scoring.year.advice_rules import reading_name
from scoring.year.advised_rows import advised_rows
from scoring.year.evidence_files import found_files
from scoring.year.evidence_list import evidence_view
from scoring.year.figure_list import figure_list_view
from scoring.year.further_figures import elapsed
from scoring.year.monitoring import light, monitoring_view
from scoring.year.paper_prints import prints_of
from scoring.year.register import make_register
from scoring.year.summary_tables import summary_tables
from scoring.year.table_words import AdviceKind, YearTableWords
from scoring.year.words import YearWords
from tests.folders import SEEDS
from tests.year.made_folder import CENTRE, department_year

Year = Callable[..., YearFolder]
AsForm = Callable[[Submission, str], YearForm]


@pytest.fixture(scope="session")
def table_words() -> YearTableWords:
    return load_vocabulary(YearTableWords)


def dumped(form: YearForm) -> dict[str, Any]:
    return form.submission.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def shown(table: PaperTable, *columns: str) -> list[list[str]]:
    """Return the texts of columns, row by row."""
    return [
        [row.cells[key].text.text if key in row.cells else "" for key in columns]
        for row in table.rows
    ]


class TestEvidence:
    @pytest.fixture
    def form(self, six: Any, as_form: AsForm) -> YearForm:
        data = dumped(six[0])
        data["indicators"][0]["evidence"] = [
            {"name": "退费统计表", "number": "3", "page": "1-4"}, {"name": "会议纪要"},
        ]  # fmt: skip
        satisfied = next(row for row in data["indicators"] if "满意" in row["level1"])
        satisfied |= {
            "actual": "97.2%",
            "survey": {"method": "问卷", "sent": "200", "returned": "180", "satisfied": "175"},
        }
        return as_form(Submission.model_validate(data), "一.yaml")

    def test_finds_the_file_by_its_number_and_lists_rows_without_any(
        self, form: YearForm, year: Year, words: YearWords, table_words: YearTableWords
    ) -> None:
        files = (
            "佐证/深圳市政务服务数据管理局/1-深圳电子政务平台数字证书退费项目/3-统计.xlsx",
            "佐证/深圳市政务服务数据管理局/1-深圳电子政务平台数字证书退费项目/31-合同.pdf",
            "佐证/别的单位/深圳电子政务平台数字证书退费项目/会议纪要.pdf",
        )
        folder = replace(year([form]), evidence=files)
        view = evidence_view(folder, make_register(folder, words), table_words)
        table = view.tables["佐证目录"]
        assert shown(table, "evidence", "evidence_number", "page", "found")[:3] == [
            ["退费统计表", "3", "1-4", "是"], ["会议纪要", "", "", "否"], ["缺", "", "", ""],
        ]  # fmt: skip
        assert shown(table, "file")[0] == [files[0]]
        assert [text for (text,) in shown(table, "evidence")].count("缺") == 5

    def test_lists_what_the_department_as_a_whole_fulfils(
        self, departments: Any, year: Year, words: YearWords, table_words: YearTableWords,
        as_form: AsForm,
    ) -> None:  # fmt: skip
        data = dumped(next(iter(departments.values())))
        data["items"] = {
            "预决算信息公开": {
                "预算公开": {"met": "是", "evidence": [{"name": "公开网页"}]},
                "决算公开": {"met": "是"},
            }
        }
        whole = as_form(Submission.model_validate(data), "部门整体.yaml")
        folder = replace(
            year([], whole), evidence=(f"佐证/{data['unit']}/部门整体/2-公开网页.png",)
        )
        view = evidence_view(folder, make_register(folder, words), table_words)
        rows = shown(view.tables["佐证目录"], "project", "indicator", "result", "evidence", "found")
        assert ["部门整体", "预决算信息公开·预算公开", "符合", "公开网页", "是"] in rows
        assert ["部门整体", "预决算信息公开·决算公开", "符合", "缺", ""] in rows

    def test_puts_the_survey_beside_what_the_row_claims(
        self, form: YearForm, six: Any, year: Year, words: YearWords, table_words: YearTableWords
    ) -> None:
        folder = year([form, *six[1:]])
        view = evidence_view(folder, make_register(folder, words), table_words)
        table = view.tables["满意度调查"]
        rows = shown(table, "method", "sent", "returned", "satisfied", "rate", "actual", "agrees")
        assert ["问卷", "200", "180", "175", "97.22", "97.2%", "一致"] in rows
        assert ["缺调查", "", "", "", "", "100%", ""] in rows
        names = [name for (name,) in shown(table, "indicator")]
        assert "党政机关投诉次数" not in names  # counts complaints: nobody is asked

    @pytest.mark.parametrize(
        ("claimed", "said"),
        [
            ("97.22%", "一致"), ("97%", "一致"), ("0.972", "一致"), ("98.5%", "不一致"),
            ("100%", "不一致"), ("1", "不一致"), ("很满意", "无法比较"),
        ],
    )  # fmt: skip
    def test_compares_as_far_as_the_claim_has_decimals(
        self, form: YearForm, as_form: AsForm, year: Year, words: YearWords,
        table_words: YearTableWords, claimed: str, said: str,
    ) -> None:  # fmt: skip
        data = dumped(form)
        next(row for row in data["indicators"] if "survey" in row)["actual"] = claimed
        folder = year([as_form(Submission.model_validate(data), "一.yaml")])
        view = evidence_view(folder, make_register(folder, words), table_words)
        assert shown(view.tables["满意度调查"], "agrees") == [[said]]

    @pytest.mark.parametrize(
        ("name", "number", "file"),
        [
            ("合同", "", "2-合同.pdf"),
            ("纪要", "3", "3.pdf"),
            ("纪要", "2", "2-合同.pdf"),
            ("验", "", ""),
        ],
    )
    def test_takes_no_file_for_another(self, name: str, number: str, file: str) -> None:
        files = ["佐证/甲/乙/2-合同.pdf", "佐证/甲/乙/3.pdf", "佐证/甲/乙/31验收.pdf"]
        found = found_files(Evidence(name=name, number=number), files)
        assert [path.rpartition("/")[2] for path in found] == ([file] if file else [])


class TestAdvice:
    def test_of_the_six_projects(
        self, year: Year, words: YearWords, table_words: YearTableWords, library: Library
    ) -> None:
        folder = year()
        rows = advised_rows(folder, make_register(folder, words), table_words, library.reader)
        codes = Counter(advice.code for row in rows for advice in row.advice)
        assert codes["execution_counted_twice"] == 3
        assert codes["na_with_points"] == 1
        assert codes["missed"] == 3
        view = advice_view(folder, make_register(folder, words), table_words, library.reader)
        table = view.tables["目标编制建议"]
        heads = [table.headings.get(key, "") for key in ("target", "next_target", "planned")]
        assert heads == ["2022年指标值", "2023年批复指标值", "拟定2024年指标值"]
        assert not any("planned" in row.cells for row in table.rows)

    def test_of_the_approved_targets_of_a_department(
        self, words: YearWords, table_words: YearTableWords, library: Library
    ) -> None:
        (report,) = SEEDS.glob("000_*.txt")
        read = read_any(report, report.name)
        folder = replace(
            department_year(CENTRE, library, ["001"]),
            texts=(YearText(report.name, read.statements, read.passages),),
        )
        rows = advised_rows(folder, make_register(folder, words), table_words, library.reader)
        by_code = {
            code: [row.name for row in rows if code in {advice.code for advice in row.advice}]
            for code in ("no_target_value", "surveyed_not_set", "two_quantities", "missed")
        }
        assert by_code == {
            "no_target_value": ["月运维达标评分"],
            "surveyed_not_set": ["不涉及"],
            "two_quantities": ["大屏显示系统"],
            "missed": ["短信年发送总量"],
        }
        assert rows[7].name == "大屏显示系统"

    @pytest.mark.parametrize(
        ("target", "name"),
        [
            ("11套 LED屏面积：129.73m²", "several"), ("2台、3套", "several"), ("≥3家", "number"),
            ("6月30日前1次、12月31日前1次", "deadline"), ("7月底", "deadline"), ("有效保障", "wording"),
            ("90%-95%", "range"), ("不涉及", "statement"), ("", "statement"),
        ],
    )  # fmt: skip
    def test_what_a_target_is_read_as(self, library: Library, target: str, name: str) -> None:
        assert reading_name(library.reader.read(target)) == name

    def test_no_survey_is_missed_where_no_text_tells_of_one(
        self, words: YearWords, table_words: YearTableWords, library: Library
    ) -> None:
        folder = department_year(CENTRE, library, ["001"])
        rows = advised_rows(folder, make_register(folder, words), table_words, library.reader)
        assert "surveyed_not_set" not in {a.code for row in rows for a in row.advice}

    def test_the_next_years_targets_and_last_years_actuals_stand_beside(
        self, six: Any, year: Year, words: YearWords, table_words: YearTableWords, library: Library
    ) -> None:
        last = Submission.model_validate({**dumped(six[5]), "year": 2021})
        (seed,) = SEEDS.glob("001_*.txt")
        table = read_any(seed, seed.name).targets[0]
        named = table.rows[1].model_copy(
            update={"name": "发放白皮书的党政机关数量", "target": "≥80家"}
        )
        approved = table.model_copy(
            update={"unit": six[5].submission.unit, "whole": False, "project": "信息工程质量监督",
                    "year": 2023, "rows": (named,)}
        )  # fmt: skip
        folder = replace(
            year(six[5:]), last=(last,), next_targets=(YearTargets("2023.docx", approved),)
        )
        rows = advised_rows(folder, make_register(folder, words), table_words, library.reader)
        row = next(row for row in rows if row.name == "发放白皮书的党政机关数量")
        assert (row.last_actual, row.next_target) == ("69家", "≥80家")
        assert [advice.code for advice in row.advice] == ["missed", "never_moved"]

    def test_measures_are_followed_up(
        self, six: Any, as_form: AsForm, year: Year, words: YearWords,
        table_words: YearTableWords, library: Library,
    ) -> None:  # fmt: skip
        data = {**dumped(six[0]), "summary": {"measures": "加强宣传。"}}
        folder = year([as_form(Submission.model_validate(data), "一.yaml")])
        view = advice_view(folder, make_register(folder, words), table_words, library.reader)
        table = view.tables["整改落实情况"]
        assert shown(table, "measures", "done") == [["加强宣传。", ""]]
        assert table.title.endswith("（供2023年度填写）")

    def test_a_secret_project_is_not_quoted(
        self, six: Any, as_form: AsForm, year: Year, words: YearWords,
        table_words: YearTableWords, library: Library,
    ) -> None:  # fmt: skip
        data = {**dumped(six[5]), "secret": "是"}
        folder = year([as_form(Submission.model_validate(data), "密.yaml")])
        register = make_register(folder, words)
        assert not advice_view(folder, register, table_words, library.reader).tables
        assert not evidence_view(folder, register, table_words).tables


class TestMonitoring:
    @pytest.mark.parametrize(
        ("written", "share"),
        [
            ("2022-08-31", Fraction(243, 365)), ("2022年8月31日", Fraction(243, 365)),
            ("8月31日", Fraction(243, 365)), ("８月３１日", Fraction(243, 365)),
            ("8月底", None), ("2021-08-31", None), ("2022-02-30", None), ("", None),
        ],
    )  # fmt: skip
    def test_how_far_the_year_is(self, written: str, share: Fraction | None) -> None:
        assert elapsed(written, 2022) == share

    @pytest.mark.parametrize(
        ("pace", "name"),
        [("0.5999", "红灯"), ("0.6", "黄灯"), ("0.7999", "黄灯"), ("0.8", "绿灯"), ("1.2", "绿灯")],
    )
    def test_lights_are_data(self, table_words: YearTableWords, pace: str, name: str) -> None:
        assert light(table_words, Fraction(pace)).name == name

    def test_shows_what_was_expected_beside_what_became_of_it(
        self, six: Any, as_form: AsForm, year: Year, words: YearWords, table_words: YearTableWords
    ) -> None:
        data = dumped(six[0])
        data["mid_year"] = {"date": "2022-08-31", "executed": "9000000", "forecast": "22000000"}
        data["indicators"][0] |= {"mid_actual": "60%", "forecast": "100%", "likely": "能"}
        folder = year([as_form(Submission.model_validate(data), "一.yaml"), *six[1:]])
        view = monitoring_view(make_register(folder, words), table_words, internal=False)
        assert shown(
            view.tables["资金监控"], "mid_executed", "mid_rate", "elapsed", "light",
            "mid_forecast", "executed",
        ) == [["900.00", "39.26", "66.58", "红灯", "2,200.00", "2,115.44"]]  # fmt: skip
        first = shown(view.tables["指标监控"], "mid_actual", "forecast", "actual", "likely")[0]
        assert first == ["60%", "100%", "100%", "能"]
        assert shown(view.tables["监控说明"], "text")[0] == [
            "已开展绩效监控的项目1个，全部项目6个，覆盖率16.67%。"
        ]

    def test_nothing_is_written_where_nothing_was_monitored(
        self, year: Year, words: YearWords, table_words: YearTableWords
    ) -> None:
        register = make_register(year(), words)
        assert not monitoring_view(register, table_words, internal=True).tables


class TestFigureList:
    def test_lists_every_figure_with_source_and_papers(
        self, year: Year, words: YearWords, table_words: YearTableWords
    ) -> None:
        register = make_register(year(), words)
        tables = summary_tables(register, table_words, internal=True)
        prints = {"汇总/汇总表.xlsx": tuple(prints_of(PaperView(tables=tables)))}
        view = figure_list_view(register, prints, table_words, internal=True)
        rows = {row[0]: row[1:] for row in shown(
            view.tables["数据台账"], "id", "value", "unit", "prints", "file", "papers"
        )}  # fmt: skip
        assert len(rows) == len(list(register.all()))
        assert rows["total/simple_average"][:3] == ["29707/300", "分", "99.02"]
        assert rows["total/simple_average"][3].endswith("等6处")
        assert rows["total/simple_average"][4] == "汇总/汇总表.xlsx"
        budget = rows["project/深圳市信息安全管理中心/440300211311500020376/executed"]
        assert budget[:3] == ["1598701.67", "元", "159.87"]
        assert budget[3].startswith("6-")

    def test_a_secret_projects_figures_stay_in_the_house(
        self, six: Any, as_form: AsForm, year: Year, words: YearWords, table_words: YearTableWords
    ) -> None:
        secret = as_form(Submission.model_validate({**dumped(six[5]), "secret": "是"}), "密.yaml")
        register = make_register(year([secret, *six[:5]]), words)
        view = figure_list_view(register, {}, table_words, internal=False)
        ids = {row[0] for row in shown(view.tables["数据台账"], "id")}
        assert not any(secret.submission.project.code in one for one in ids)
        assert "total/budget" not in ids
        assert "public/budget" in ids
        assert not any("/rule_" in one for one in ids)  # what the rule gives stays in the house too

    def test_no_formula_outside_the_house_tells_the_money_of_a_secret_project(
        self, six: Any, as_form: AsForm, year: Year, words: YearWords, table_words: YearTableWords
    ) -> None:
        secret = as_form(Submission.model_validate({**dumped(six[5]), "secret": "是"}), "密.yaml")
        given = {
            "coverage": {"amount": "8114.31", "total": "10000"},
            "expected": {"second_level": 6},
        }
        register = make_register(year([secret, *six[:5]], **given), words)
        view = figure_list_view(register, {}, table_words, internal=False)
        rows = {row[0]: row for row in shown(view.tables["数据台账"], "id", "value", "formula")}
        assert rows["public/covered"][1:] == ["79544398.33", "部门年度所填，不含涉密项目"]
        assert rows["public/second_level"][1:] == ["5", "部门年度所填，不含涉密项目"]
        assert "1598701.67" not in str(rows)

    def test_a_secret_project_is_known_by_its_number_in_the_house(
        self, six: Any, as_form: AsForm, year: Year, words: YearWords, table_words: YearTableWords
    ) -> None:
        secret = as_form(Submission.model_validate({**dumped(six[5]), "secret": "是"}), "密.yaml")
        register = make_register(year([secret, *six[:5]]), words)
        view = figure_list_view(register, {}, table_words, internal=True)
        rows = shown(view.tables["数据台账"], "id", "label", "value", "file")
        assert ["涉密项目1/executed", "全年执行数", "1598701.67", ""] in rows
        everything = str(rows)
        assert not any(text in everything for text in ("白皮书", "密.yaml", "0376"))

    def test_opens_as_a_workbook(
        self, year: Year, words: YearWords, table_words: YearTableWords
    ) -> None:
        view = figure_list_view(make_register(year(), words), {}, table_words, internal=True)
        content = year_book("数据台账", view, table_words)
        sheet = openpyxl.load_workbook(BytesIO(content))["数据台账"]
        assert sheet.auto_filter.ref
        values = {row[-1].value: row[2].value for row in sheet.iter_rows(min_row=3)}
        assert values["total/own_sum"] == 594.14


class TestOwnWords:
    def test_an_unknown_name_in_a_sentence_is_told(
        self, year: Year, words: YearWords, table_words: YearTableWords
    ) -> None:
        notes = {**table_words.notes, "simple": "平均{avarage}分。"}
        own = table_words.model_copy(update={"notes": notes})
        with pytest.raises(InputError) as error:
            summary_tables(make_register(year(), words), own, internal=False)
        (problem,) = error.value.problems
        assert problem.code == "table-field"
        assert "“平均{avarage}分。”里的 {avarage}" in problem.message

    def test_a_condition_that_cannot_be_understood_is_told(
        self, year: Year, words: YearWords, table_words: YearTableWords, library: Library
    ) -> None:
        kind = AdviceKind(code="own", name="自己的", when="with_point and", say="好。")
        own = table_words.model_copy(update={"advice": (kind,)})
        folder = year()
        with pytest.raises(InputError) as error:
            advice_view(folder, make_register(folder, words), own, library.reader)
        assert {problem.code for problem in error.value.problems} == {"advice-when"}

    def test_braces_of_a_form_stay_letters(
        self, six: Any, as_form: AsForm, year: Year, words: YearWords, table_words: YearTableWords
    ) -> None:
        data = dumped(six[5])
        data["indicators"][13]["reason"] = "{{总分}}{name}"
        folder = year([as_form(Submission.model_validate(data), "一.yaml")])
        tables = summary_tables(make_register(folder, words), table_words, internal=False)
        assert "{{总分}}{name}" in str(shown(tables["未完成指标"], "reason"))
