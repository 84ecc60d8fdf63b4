"""A form's budget beside the money that its approved target table names: case J5, and more."""

from __future__ import annotations

import pytest

from scoring.records.result import Reviewed
from scoring.records.submission import Submission
from scoring.work.library import Library
from scoring.work.score import score_submission
from tests.corpus.field_cases import field_case


def table(*head: str, unit: str = "某局", project: str = "A00", year: int = 2025) -> str:
    lines = [
        "项目支出绩效目标表", f"{year} 年度", f"项目名称：{project}", f"单位名称：{unit}", *head,
        "一级指标\t二级指标\t三级指标\t年度指标值",
        "产出指标\t数量指标\t编印手册\t≥100册",
        "满意度指标\t服务对象满意度指标\t办事群众满意度\t≥90%",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


MONEY = ("项目资金（万元）\t年度资金总额：\t100", "\t其中：财政拨款\t100", "\t其他资金\t0")


@pytest.fixture
def beside(library: Library, file_of, between):
    def compare(
        texts: str | list[str],
        initial: str = "80",
        budget: str = "80",
        executed: str = "78",
        **more,
    ):
        data = field_case("A1")
        row = {"source": "年度资金总额", "initial": initial, "budget": budget, "executed": executed}
        submission = Submission.model_validate({**data, "funds": [row], **more})
        result = score_submission(submission, library)
        form = Reviewed("自评表.xlsx", "表!A1", result, None)
        texts = [texts] if isinstance(texts, str) else texts
        files = [file_of(text, f"目标{n or ''}.txt") for n, text in enumerate(texts)]
        found = between.compare([form], files)
        return [(f.kind, f.code, f.text) for f in found.by_form.get(0, ())]

    return compare


def test_a_budget_beside_another_that_was_approved_is_asked_about(beside):
    """Case J5."""
    ((kind, code, text),) = beside(table(*MONEY))
    assert (kind, code) == ("Q", "budget_differs_from_approved")
    assert text.startswith("年度资金总额：自评表的全年预算数80万元，批复的目标表（目标.txt")
    assert text.endswith("为100万元。")


@pytest.mark.parametrize(
    "head",
    [
        ("年度资金总额（万元）\t100",), ("年度资金总额\t100万元",), ("年度资金总额\t1,000,000.00元",),
        ("单位：万元", "年度预算总额\t100.00"), ("项目资金(元)\t年度资金总额\t1000000",),
        ("年度资金总额\t100",),
    ],
)  # fmt: skip
def test_however_it_is_written(beside, head):
    ((_, code, text),) = beside(table(*head))
    assert code == "budget_differs_from_approved"
    assert text.endswith("为100万元。")


@pytest.mark.parametrize(
    ("initial", "budget"), [("100", "100"), ("100", "80"), ("80", "100"), ("100.00", "150")]
)
def test_what_agrees_in_one_budget_is_not_asked_about(beside, initial, budget):
    assert beside(table(*MONEY), initial, budget, "78") == []


@pytest.mark.parametrize(
    "text",
    [
        table(*MONEY, unit="别的局"), table(*MONEY, project="别的项目"), table(*MONEY, year=2024), table(),
        table("项目总金额\t300"), table("实施期资金总额\t300"), table("年度资金总额\t见附件"), table("年度资金总额\t100家"),
    ],
)  # fmt: skip
def test_nothing_is_said_of_another_table_or_another_sum(beside, text):
    assert beside(text) == []


def test_two_tables_of_one_project_are_not_chosen_between(beside):
    assert beside([table(*MONEY), table("年度资金总额\t90万元")]) == []


def test_the_amount_counts_in_the_forms_own_unit(beside):
    assert beside(table(*MONEY), "1000000", "1000000", "780000", money_unit="元") == []
    ((_, code, _),) = beside(table(*MONEY), "800000", "800000", "780000", money_unit="元")
    assert code == "budget_differs_from_approved"
