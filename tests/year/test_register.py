"""The register of a year's figures, on the six projects of the examples."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.exact import plain
from scoring.words import load_vocabulary
from scoring.year.prints import money_in_table, rate_in_table, score_text
from scoring.year.register import make_register
from scoring.year.report_texts import ReportTexts
from scoring.year.unused_names import unused_texts
from tests.year.conftest import CENTRE, DEPARTMENT, SECURITY


def test_six_rows_by_unit_and_code(year, words):
    register = make_register(year(), words)
    assert [(p.number, p.unit, p.name[:4]) for p in register.projects] == [
        (1, DEPARTMENT, "政务数据"),
        (2, DEPARTMENT, "深圳电子"),
        (3, CENTRE, "政府网络"),
        (4, CENTRE, "综合运维"),
        (5, SECURITY, "信息工程"),
        (6, SECURITY, "网络安全"),
    ]


def test_sums_averages_and_counts_of_the_six(year, words):
    totals = make_register(year(), words).totals
    money = [money_in_table(totals[key].value) for key in ("initial", "budget", "executed")]
    assert money == ["12,664.75", "8,387.79", "8,114.31"]
    assert rate_in_table(totals["rate"].value, 2) == "96.74"
    assert plain(totals["own_sum"].value) == "594.14"
    assert score_text(totals["simple_average"].value) == "99.02"
    assert score_text(totals["rule_average"].value) == "98.84"
    assert totals["own_sum"].formula.endswith(" = 594.14")
    counts = {
        "projects": 6, "scored": 6, "standing/scored": 6, "grade/优": 6, "grade_falls": 3,
        "rows": 76, "indicators": 54, "met": 50, "missed": 3, "not_said": 1,
    }  # fmt: skip
    assert {key: int(totals[key].value) for key in counts} == counts


def test_level_sums_and_their_rates(year, words):
    totals = make_register(year(), words).totals
    found = {
        "执行": ("execution_score", "execution_points", "execution_score_rate"),
        **{
            name: tuple(f"{key}/{name}" for key in ("level_score", "level_points", "level_rate"))
            for name in ("产出", "效益", "满意度")
        },
    }
    assert {
        name: (
            score_text(totals[score].value),
            score_text(totals[points].value),
            rate_in_table(totals[rate].value, 2),
        )
        for name, (score, points, rate) in found.items()
    } == {
        "执行": ("58.64", "60", "97.73"),
        "产出": ("298", "300", "99.33"),
        "效益": ("180", "180", "100.00"),
        "满意度": ("57.5", "60", "95.83"),
    }


@pytest.mark.parametrize(
    ("name", "own", "rule"),
    [
        ("政府网络运行维护", "97.42", "99.92"),
        ("综合运维服务", "97.77", "99.77"),
        ("信息工程质量监督", "99.99", "94.41"),
    ],
)
def test_the_score_is_the_units_own(year, words, name, own, rule):
    project = next(p for p in make_register(year(), words).projects if p.name == name)
    assert score_text(project.figures["own_score"].value) == own
    assert score_text(project.figures["rule_score"].value) == rule
    assert project.grade == "优"


def test_every_id_is_there_once(year, words):
    ids = [figure.id for figure in make_register(year(), words).all()]
    assert len(ids) == len(set(ids))


def test_a_secret_project_is_in_the_totals_and_in_no_public_sum(six, as_form, year, words):
    secret = as_form(six[0].submission.model_copy(update={"secret": True}), "涉密.yaml")
    register = make_register(year([secret, *six[1:]]), words)
    assert register.totals["projects"].value == 6
    assert register.totals["standing/secret"].value == 1
    assert register.of_public.figures["projects"].value == 5
    missing = register.totals["executed"].value - register.of_public.figures["executed"].value
    assert missing == Fraction("21154406.61")


def test_two_forms_of_one_project_are_a_problem(six, as_form, year, words):
    again = as_form(six[0].submission, "另一份.yaml")
    register = make_register(year([*six, again]), words)
    assert [p.code for p in register.problems] == ["form-twice"]
    assert len(register.projects) == 6
    elsewhere = as_form(six[0].submission.model_copy(update={"unit": CENTRE}), "另一单位.yaml")
    register = make_register(year([*six, elsewhere]), words)
    assert not register.problems
    assert len(register.projects) == 7


def test_expected_projects_without_a_form_are_listed(six, year, words):
    code = six[1].submission.project.code
    expected = {
        "projects": [
            {"name": "政务数据管理", "code": code, "unit": DEPARTMENT, "parent": "政务数据"},
            {"name": "物业管理", "code": "1", "unit": DEPARTMENT},
            {"name": "培训", "unit": CENTRE, "not_required": "金额低于起点"},
        ]
    }
    register = make_register(year(expected=expected), words)
    standings = {p.name: p.standing for p in register.projects}
    assert standings["物业管理"] == "missing"
    assert standings["培训"] == "exempt"
    assert standings["政务数据管理"] == "scored"
    assert register.projects[0].parent == "政务数据"
    assert [gap.id for gap in register.gaps] == [f"form/{DEPARTMENT}/1"]
    assert register.totals["projects"].value == 8
    assert register.totals["handed_in"].value == 6


@pytest.mark.parametrize(
    ("state", "budget", "executed", "standing", "rate"),
    [
        ("正常", "0", "0", "no_funds", None),
        ("未实施", "0", "0", "not_carried_out", None),
        ("正常", "100", "0", "scored", "0"),
        ("正常", "100", "104.2", "scored", "1.042"),
        ("未实施", "100", "0", "scored", "0"),
    ],
)
def test_how_a_form_counts(six, as_form, year, words, state, budget, executed, standing, rate):
    submission = six[1].submission
    funds = submission.funds[0].model_copy(
        update={"initial": Decimal(0), "budget": Decimal(budget), "executed": Decimal(executed)}
    )
    changed = submission.model_copy(update={"state": state, "funds": (funds,)})
    register = make_register(year([as_form(changed, "1.yaml")]), words)
    project = register.projects[0]
    assert project.standing == standing
    assert ("own_score" in project.figures) == (standing == "scored")
    found = project.figures.get("rate")
    assert (None if found is None else plain(found.value)) == rate


def test_the_form_of_a_first_level_project_is_in_no_sum(six, as_form, year, words):
    """Its money is that of its projects once more."""
    children = [
        as_form(
            form.submission.model_copy(
                update={"project": project(form, parent={"name": "数字政府专项"})}
            ),
            form.file,
        )
        for form in six[:2]
    ]
    whole = as_form(
        six[2].submission.model_copy(
            update={"project": project(six[2], name="数字政府专项", code="1"), "unit": DEPARTMENT}
        ),
        "一级.yaml",
    )
    register = make_register(year([*children, whole]), words)
    assert [p.name for p in register.first_level_forms] == ["数字政府专项"]
    assert register.totals["projects"].value == 2
    assert register.totals["first_level"].value == 1
    money = sum(p.figures["budget"].value for p in register.projects)
    assert register.totals["budget"].value == money
    assert register.first_level_forms[0].figures["budget"].id in {f.id for f in register.all()}
    alone = make_register(year([whole]), words)
    assert alone.totals["projects"].value == 1
    assert alone.first_level_forms == ()


def project(form, **changed):
    return type(form.submission.project).model_validate(
        form.submission.project.model_dump() | changed
    )


def test_figures_and_texts_that_no_paper_knows_are_not_lost_silently(year, words):
    folder = year(
        figures={"三公": 1, "三公经费": 1, "“三公”经费": 2},
        texts={"W1": "甲", "上年W1": "甲", "整体问题": "甲", "自评工作": "甲", "整体问体": "甲"},
    )
    (figure,) = make_register(folder, words).problems
    assert (figure.code, figure.severity) == ("figure-unused", "warning")
    assert "“三公”" in figure.message
    assert "三公经费" in figure.hint
    blocks = load_vocabulary(ReportTexts)
    (text,) = unused_texts(folder.record, folder.record_file, words, blocks)
    assert text.code == "text-unused"
    assert str(text.place) == "部门年度.yaml [texts.整体问体]"
    assert "整体问题" in text.hint


@pytest.mark.parametrize(("amount", "known"), [("1500", True), ("100", False)])
def test_covered_money_that_secret_projects_exceed_is_not_known(
    year, words, six, as_form, amount, known
):
    secret = as_form(six[1].submission.model_copy(update={"secret": True}), six[1].file)
    folder = year((six[0], secret, *six[2:]), coverage={"amount": amount, "total": "9000"})
    public = make_register(folder, words).of_public.figures
    assert ("covered" in public) == ("coverage" in public) == known
