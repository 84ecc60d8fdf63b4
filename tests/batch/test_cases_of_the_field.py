"""The forms from the field, each as a file of a folder under review: what is read, what is said."""

from __future__ import annotations

from typing import Any

import pytest

import scoring
from tests.folders import CORPUS

FORMS = CORPUS / "cases" / "forms"
PROJECT, REGION = "mof/2020-project", "transfer-payment/region"
DEPARTMENT = "chongqing/2021-department"

MET = ["100人", "96%", "12月", "提升", "95%"]
CASES: list[tuple[str, str, dict[str, Any], list[str]]] = [
    # file, set, what is read, E and Q
    ("A1-总额带冒号-xlsx.xlsx", PROJECT, {"year": 2022, "execution": 10, "actuals": MET}, []),
    ("B1-转移支付(项目)名称-docx.docx", REGION,
     {"year": 2023, "name": "就业补助资金5"}, ["Q execution_low"]),
    ("C1-首行栏目不认识-docx.docx", PROJECT, {"year": 2022, "execution": 10, "actuals": MET}, []),
    ("D1-全年实际值(B).xlsx", PROJECT, {"year": 2022, "actuals": MET}, []),
    ("D4-生造栏目名.xlsx", PROJECT, {"year": 2022, "actuals": MET}, []),
    ("E1-金额带单位.xlsx", PROJECT, {"year": 2022, "execution": 10}, []),
    ("F1-标题(2021).xlsx", PROJECT, {"year": 2021}, []),
    ("H1-转移支付标题含项目绩效.xlsx", REGION, {"year": 2023}, ["Q execution_low"]),
    ("I2-转移支付执行率虚高.xlsx", REGION, {}, ["E rate_differs"]),
    ("J2-占位行无.xlsx", PROJECT, {}, []),
    ("K1-重庆2022无得分系数.xlsx", DEPARTMENT, {"met": [True, True, True]}, []),
    # one row of 90 points: no indicator is asked about, only the weights of the levels
    ("O1-空格分列.txt", PROJECT, {"actuals": ["1个"]}, ["Q weights_differ"]),
    ("O4-网页复制-合并格丢失.txt", PROJECT,
     {"targets": ["≥100人", "≥95%"], "actuals": ["100人", "96%"], "points": [50, 40], "claims": [50, 40]},
     ["Q weights_differ"]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "set_id", "read", "said"), CASES, ids=[c[0] for c in CASES])
def test_a_form_of_the_field_is_read_and_judged_right(file, set_id, read, said):
    run = scoring.rescore(FORMS / file, set=set_id)
    (form,) = run.forms
    card = form.result.scorecard
    rows = [row for row in card.indicators if row.name]
    found = {
        "year": card.year,
        "name": form.result.submission.project.name,
        "execution": None if card.execution is None else card.execution.score,
        "targets": [row.target for row in rows],
        "actuals": [row.actual for row in rows],
        "points": [row.points for row in rows],
        "claims": [row.claimed for row in rows],
        "met": [row.met for row in rows],
    }
    assert {key: found[key] for key in read} == read
    findings = [issue.finding for issue in run.issues]
    assert [f"{f.kind} {f.code}" for f in findings if f.kind != "N"] == said


@pytest.mark.parametrize(
    ("file", "tables"), [("G1-目标申报表双列.xlsx", 1), ("G3-支出计划.xlsx", 0)]
)
def test_target_tables_and_plans_of_spending_are_no_self_evaluation(file, tables):
    run = scoring.rescore(FORMS / file, set=PROJECT)
    assert not run.forms
    assert not run.issues
    (state,) = run.state.files
    assert not state.problems
    assert state.read is not None
    assert len(state.read.targets) == tables
