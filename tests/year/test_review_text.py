"""自评综述 of the six projects: as published, and read back by our own reader."""

from __future__ import annotations

import re

import pytest

from scoring.intake.any_file import read_any
from scoring.records.submission import SummaryTexts
from scoring.records.year_folder import YearForm
from scoring.work.compare_documents import DocumentComparison
from scoring.year.register import make_register
from scoring.year.review_text import plain_text, review_text_view
from tests.folders import SEEDS
from tests.year.conftest import CENTRE, DEPARTMENT, SECURITY

DEPARTMENT_YEAR = {
    "expected": {"first_level": 14, "second_level": 58},
    "coverage": {"amount": "88796.72", "total": "113620.85"},
    "figures": {
        "部门支出": {"adjusted": "123297.96", "final": "120791.59"},
        "一般公共预算支出": "120791.59",
        "政府性基金预算支出": 0,
        "国有资本经营预算支出": 0,
    },
    "evaluations": [
        {
            "project": "网上办事大厅效能监督系统项目", "budget": 250, "executed": "237.1",
            "score": "96.5", "grade": "优",
        }
    ],
}  # fmt: skip
PUBLISHED = {
    "深圳电子政务平台数字证书退费项目": ("2,292.44", "2,115.44", "92.3"),
    "政务数据管理": ("1,522.01", "1,489.84", "97.9"),
    "政府网络运行维护": ("1,816.33", "1,800.99", "99.2"),
    "综合运维服务": ("1,995.67", "1,950.19", "97.7"),
    "网络安全监测预警": ("601.35", "597.99", "99.4"),
    "信息工程质量监督": ("160", "159.87", "99.9"),
}
"""What the seed prints of each project: 全年预算数, 执行数 in 万元, and the rate."""


@pytest.fixture(scope="module")
def written(six, as_form) -> tuple[YearForm, ...]:
    """The six with the texts that their units published."""
    return tuple(as_form(with_texts(form), form.file) for form in six)


def with_texts(form: YearForm):
    (path,) = SEEDS.glob("004_*.txt")
    seed = path.read_text("utf-8").replace("\n", "")
    name = form.submission.project.name.removesuffix("项目")
    (own,) = re.findall(
        rf"{name}项目绩效自评综述[：，](.*?)(?:[^。]*绩效自评综述|以部门为主体)", seed
    )
    achieved = re.search(
        r"项目绩效目标完成情况与效益主要是：(.*?)(?:发现的问题|该项目未发现|$)", own
    )
    problems = re.search(r"发现的问题及原因主要是：(.*?)下一步", own)
    measures = re.search(r"下一步改进措施主要是：(.*)", own)
    texts = SummaryTexts(
        achieved=achieved[1],
        problems=problems[1] if problems else "",
        measures=measures[1] if measures else "",
        no_problems="未发现相关问题" in own,
    )
    return form.submission.model_copy(update={"summary": texts})


def test_the_money_and_rates_of_all_seven_paragraphs_are_those_published(year, written, words):
    view = review_text_view(
        make_register(year(written, **DEPARTMENT_YEAR), words), words, public=False
    )
    expected = [(name, *figures) for name, figures in PUBLISHED.items()]
    found = []
    for text in view.paragraphs["项目综述"]:
        name = re.match("(.*?)绩效自评综述：", text.text)[1]
        found.append((name, *(p.text for p in text.prints[:3])))
    as_named = {name if name.endswith("项目") else f"{name}项目": rest for name, *rest in expected}
    assert {name: rest for name, *rest in found} == as_named
    (whole,) = view.paragraphs["部门综述"]
    assert whole.text.startswith(
        "部门整体支出绩效自评综述：全年预算数123,297.96万元，执行数120,791.59万元，完成预算的98%。"
    )


def test_no_heading_says_project_twice(year, written, words):
    text = plain_text(review_text_view(make_register(year(written), words), words, public=False))
    assert "深圳电子政务平台数字证书退费项目绩效自评综述：" in text
    assert "信息工程质量监督项目绩效自评综述：" in text
    assert "项目项目" not in text


def test_only_who_ticked_it_found_no_problems(six, year, written, words):
    view = review_text_view(make_register(year(written), words), words, public=False)
    without = "自评未发现影响绩效目标实现的问题。"
    assert [without in text.text for text in view.paragraphs["项目综述"]] == [
        text.text.startswith("信息工程质量监督项目") for text in view.paragraphs["项目综述"]
    ]
    assert "【待填写】" not in "".join(text.text for text in view.paragraphs["项目综述"])
    blank = review_text_view(make_register(year(six), words), words, public=False)
    for text in blank.paragraphs["项目综述"]:
        assert "发现的问题及原因：【待填写】" in text.text
        assert without not in text.text


def test_texts_of_the_unit_are_printed_word_for_word(year, written, words):
    view = review_text_view(make_register(year(written), words), words, public=False)
    text = "".join(text.text for text in view.paragraphs["项目综述"])
    for form in written:
        summary = form.submission.summary
        assert summary.achieved in text
        assert summary.problems in text
        assert summary.measures in text


def test_what_was_written_is_read_back_as_the_same_figures(year, written, words, tmp_path, library):
    register = make_register(year(written, **DEPARTMENT_YEAR), words)
    path = tmp_path / "自评综述.txt"
    path.write_text(plain_text(review_text_view(register, words, public=False)), "utf-8")
    file = read_any(path, path.name)
    told = {
        statement.subject: tuple(
            amount.text.removesuffix("万元").removesuffix("%")
            for amount in (statement.budget, statement.executed, statement.rate)
        )
        for statement in file.statements
    }
    assert told == {
        **{re.sub("(项目)?$", "项目", name, count=1): each for name, each in PUBLISHED.items()},
        "网上办事大厅效能监督系统项目": ("250", "237.1", "94.8"),
        DEPARTMENT: ("123,297.96", "120,791.59", "98"),
    }
    assert [passage.subject for passage in file.passages if not passage.whole] == [
        p.name if p.name.endswith("项目") else f"{p.name}项目" for p in register.projects
    ]
    forms = [(form.file, "", form.submission) for form in written]
    compared = DocumentComparison(library).compare(forms, [file])
    reports = [match for match in compared.used if match.left.value.endswith("%")]
    assert len(reports) == 6
    assert all(match.same for match in reports)
    found = [f.code for each in compared.by_form.values() for f in each]
    assert found == ["problems_of_another_year"]  # the unit's own text says 2021
    assert compared.by_file == {}


def test_the_opening_statement(year, words):
    register = make_register(year(**DEPARTMENT_YEAR), words)
    view = review_text_view(register, words, public=True)
    assert [text.text for text in view.paragraphs["开篇"]] == [
        "按照预算绩效管理要求，本部门对2022年度一般公共预算项目支出开展绩效自评，涉及一级项目14个、"
        "二级项目58个，共涉及资金88,796.72万元（全年执行数），占一般公共预算项目支出总额的78.2%。",
        "对网上办事大厅效能监督系统项目开展重点绩效评价，全年预算数250万元，执行数237.1万元，"
        "完成预算的94.8%，评价得分96.5分，等级为优。",
        "开展部门整体支出绩效自评（含下属单位2个），涉及一般公共预算支出120,791.59万元、"
        "政府性基金预算支出0万元、国有资本经营预算支出0万元。",
        "本年对部门整体支出和58个项目开展了绩效自评。",
    ]
    assert register.totals["not_handed_in"].value == 52
    assert view.paragraphs["项目综述"] == ()  # nobody chose a project for publication


def test_money_of_an_incomplete_year_is_not_made_up(year, words):
    register = make_register(year(expected={"second_level": 58}), words)
    view = review_text_view(register, words, public=True)
    assert "共涉及资金【待填写】" in view.paragraphs["开篇"][0].text
    assert "covered" not in register.totals


def test_secret_and_unchosen_projects_stand_in_no_published_text(six, as_form, year, words):
    chosen = six[1].submission.project
    secret = as_form(
        six[0].submission.model_copy(update={"secret": True, "publish": True}), "1.yaml"
    )
    folder = year([secret, *six[1:]], publish=[chosen.code])
    register = make_register(folder, words)
    public = review_text_view(register, words, public=True)
    assert [t.text[:6] for t in public.paragraphs["项目综述"]] == ["政务数据管理"]
    assert "二级项目5个" in public.paragraphs["开篇"][0].text
    internal = review_text_view(register, words, public=False)
    assert "数字证书" not in plain_text(internal)
    assert len(internal.paragraphs["项目综述"]) == 5


def test_a_name_with_a_line_break_stays_in_one_paragraph(six, as_form, year, words):
    project = six[1].submission.project.model_copy(update={"name": "政务\n数据\r\n管理"})
    form = as_form(six[1].submission.model_copy(update={"project": project}), "2.yaml")
    evaluation = {
        "project": "甲\n乙",
        "kind": "财政\n评价",
        "budget": 1,
        "executed": 1,
        "score": 90,
    }
    folder = year([form], evaluations=[evaluation], coverage={"family": "一般\n预算"})
    view = review_text_view(make_register(folder, words), words, public=False)
    assert view.paragraphs["项目综述"][0].text.startswith("政务 数据 管理项目绩效自评综述：")
    assert not any("\n" in text.text for text in view.paragraphs["开篇"])


def test_the_same_year_gives_the_same_text(year, written, words):
    units = [{"name": unit} for unit in (CENTRE, SECURITY, DEPARTMENT)]
    texts = {
        plain_text(
            review_text_view(make_register(year(forms, units=units), words), words, public=False)
        )
        for forms in (written, written[::-1])
    }
    assert len(texts) == 1


def test_a_department_that_is_alone_and_names_no_amounts_says_neither(
    six, year, departments, words
):
    alone = [form for form in six if form.submission.unit == DEPARTMENT]
    department = next(iter(departments.values()))
    view = review_text_view(make_register(year(alone, department), words), words, public=False)
    assert "开展部门整体支出绩效自评。" in [text.text for text in view.paragraphs["开篇"]]
