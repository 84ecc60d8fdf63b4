"""Documents that agree say nothing, however their figures are rounded and their targets are written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.exact import half_up, plain, round_down, round_up
from scoring.intake.submissions import submissions_of
from scoring.records.file_content import Amount, FileRead, Statement, TargetRow, TargetTable
from scoring.records.submission import Submission


def table_of(submission: Submission, write) -> FileRead:
    """The approved table that a form was made from, its targets written in another way."""
    rows = tuple(
        TargetRow(level1=r.level1, level2=r.level2, name=r.name, target=write(r.target), at="第1行")
        for r in submission.indicators
    )
    table = TargetTable(
        at="第1行",
        title="目标表",
        unit=submission.unit,
        project=submission.project.name,
        year=submission.year,
        whole=not submission.project.name,
        rows=rows,
    )
    return FileRead(name="目标表", kind="text", targets=(table,))


def spaced(text: str) -> str:
    return "  ".join(text.replace("%", "％").replace("(", "（"))


@pytest.mark.parametrize("write", [str, spaced, str.strip])
def test_every_example_agrees_with_the_table_that_it_was_made_from(checkout, between, write):
    paths = sorted((checkout / "examples").glob("*.yaml"))
    compared_rows = 0
    for path in paths:
        for _, submission in submissions_of(path, None):
            if not isinstance(submission, Submission) or not submission.unit:
                continue
            file = table_of(submission, write)
            compared = between.compare([(path.name, "", submission)], [file])
            assert compared.by_form == {}, path.name
            assert compared.by_file == {}
            compared_rows += len(compared.used)
    assert compared_rows > 50


ROUND = {"half": half_up, "cut": round_down, "up": round_up}


@given(
    budget=st.integers(10_000, 10**13),
    share=st.fractions(0, Fraction(11, 10)),
    money=st.sampled_from(sorted(ROUND)),
    rate=st.sampled_from(sorted(ROUND)),
    money_places=st.integers(0, 2),
    rate_places=st.integers(0, 2),
)
@settings(max_examples=150, deadline=None)
def test_a_report_may_round_as_it_likes(
    between, budget, share, money, rate, money_places, rate_places
):
    """Amounts in cents on the form; in 万元 and per cent in the report, rounded, cut or rounded up."""
    executed = int(budget * share)
    wan = [ROUND[money](Fraction(cents, 10**6), money_places) for cents in (budget, executed)]
    printed = [Decimal(plain(number)) for number in wan]
    told = [Amount(text=f"{n}万元", value=n, unit="万元") for n in printed]
    percent = Decimal(plain(ROUND[rate](Fraction(executed, budget) * 100, rate_places)))
    statement = Statement(
        at="第1行",
        sentence="全年预算数…",
        subject="甲项目",
        year=2023,
        budget=told[0],
        executed=told[1],
        rate=Amount(text=f"{percent}%", value=percent, unit="%"),
    )
    submission = Submission.model_validate(
        {
            "schema": "ziping/submission/1",
            "set": "mof/2020-project",
            "year": 2023,
            "unit": "乙局",
            "project": {"name": "甲"},
            "money_unit": "元",
            "funds": [
                {
                    "source": "年度资金总额",
                    "budget": plain(Fraction(budget, 100), 2),
                    "executed": plain(Fraction(executed, 100), 2),
                }
            ],
        }
    )
    file = FileRead(name="报告", kind="text", statements=(statement,))
    compared = between.compare([("报告", "", submission)], [file])
    assert (compared.by_form, compared.by_file) == ({}, {})
    assert len(compared.used) == 1
