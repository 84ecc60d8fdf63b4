"""This year beside last year, and an overall report beside its projects."""

from __future__ import annotations

import pytest

LAST = (
    "2021年度深圳市政务服务数据管理局部门决算\n"
    "综合运维服务项目绩效自评综述：全年预算数为1,000万元，执行数为900万元，完成预算的90%。"
    "{text}\n"
)
SAME = (
    "发现的问题及原因主要是：因综合运维工作覆盖服务台、网络、机房、IT设施涉及专业分类广，"
    "且目前基础设施数量迅猛增长，导致专业化、精细化管理能力有待进一步加强。"
    "下一步改进措施主要是：加强专业化、精细化管理，探索综合与专业运维协同推进机制，持续提高运维保障能力。"
)


def test_what_stood_in_last_years_report_word_for_word_is_noted(
    seed_file, file_of, scored, between
):
    now = seed_file("004")
    forms = scored(now)
    compared = between.compare(forms, [file_of(LAST.format(text=SAME), "去年.txt"), now])
    (index,) = [i for i, one in enumerate(forms) if one.result.submission.title == "综合运维服务"]
    (found,) = compared.of_form(index)
    assert (found.code, found.kind, found.stake) == ("same_as_last_year", "N", None)
    assert "去年.txt 第2行" in found.text
    assert "文字相同也属正常" in found.text


def test_a_short_sentence_that_everyone_writes_is_not(seed_file, file_of, scored, between):
    usual = "下一步改进措施主要是：加强专业化管理，持续提高运维保障能力。"
    now = seed_file("004")
    compared = between.compare(scored(now), [file_of(LAST.format(text=usual), "去年.txt"), now])
    assert [f.code for found in compared.by_form.values() for f in found] == [
        "problems_of_another_year"
    ]


def earlier(submission):
    return submission.model_copy(update={"year": 2021})


def test_an_achievement_taken_over_from_last_year_is_noted_on_its_form(seed_file, scored, between):
    """Six forms of 2022 and the same six under 2021: long texts are noted, short ones not."""
    forms = [*scored(seed_file("004"), earlier), *scored(seed_file("004"))]
    compared = between.compare(forms, [])
    assert all(index >= 6 for index in compared.by_form)
    assert {f.code for found in compared.by_form.values() for f in found} == {"same_as_last_year"}
    assert len(compared.by_form) >= 4


def test_a_secret_form_is_not_quoted_in_anothers_finding(seed_file, scored, between):
    def secret(submission):
        return earlier(submission).model_copy(update={"secret": True})

    forms = [*scored(seed_file("004"), secret), *scored(seed_file("004"))]
    assert between.compare(forms, []).by_form == {}


@pytest.mark.parametrize(
    ("told", "noted"),
    [
        ("导致该项目2021年12月支出比重较高", True),
        ("导致该项目2022年12月支出比重较高", False),
        ("导致该项目支出比重较高", False),
        ("2021年未解决的问题在2022年仍然存在", False),
    ],
)
def test_a_problem_told_of_an_earlier_year_only(file_of, between, told, noted):
    text = (
        "2022年度甲局部门决算\n乙项目绩效自评综述：全年预算数为10万元，执行数为9万元，完成预算的90%。"
        f"发现的问题及原因主要是：{told}。下一步改进措施主要是：2023年继续改进。\n"
    )
    compared = between.compare([], [file_of(text)])
    assert bool(compared.by_file) == noted


REPORT = (
    "深圳市政务服务数据管理局2022年度部门整体绩效评价报告\n"
    "一、绩效管理情况\n"
    "我部门今年开展了部门整体支出及{count}个项目绩效自评，共涉及资金{money}万元。\n"
)


@pytest.mark.parametrize(
    ("count", "money", "codes"),
    [
        (58, "88,796.72", []),
        (7, "88,796.72", []),
        (6, "8,387.79", []),
        (6, "8,114.31", []),
        (6, "7,571.46", ["projects_money_differs"]),
        (5, "7,371.28", ["projects_uncounted"]),
    ],
)
def test_the_projects_of_a_report(seed_file, scored, file_of, between, count, money, codes):
    """The six forms hold 83,877,941.67 of budget and 81,143,148.75 executed."""
    text = REPORT.format(count=count, money=money)
    compared = between.compare(scored(seed_file("004")), [file_of(text)])
    assert [f.code for f in compared.by_file.get("report.txt", ())] == codes


HEAD = "深圳市政务服务数据管理局2022年度部门整体绩效评价报告\n一、绩效管理情况\n"
OWN = "我部门今年开展了部门整体支出及6个项目绩效自评。"


@pytest.mark.parametrize(
    "sentences",
    [
        # so many projects were evaluated by others, not by themselves
        "组织对2个二级项目开展了重点绩效评价。",
        "我部门全面开展绩效自评，涉及资金100万元。组织对3个项目开展了部门评价。",
        "组织对3个项目开展部门评价，均已开展绩效自评。",
        # a number is read whole
        "全部1,003个二级项目开展了绩效自评。",
        # money of another sentence
        OWN + "对2个项目开展部门评价，共涉及资金30万元。",
    ],
)
def test_what_is_told_of_other_evaluations_is_held_against_nothing(
    seed_file, scored, file_of, between, sentences
):
    compared = between.compare(scored(seed_file("004")), [file_of(HEAD + sentences)])
    assert compared.by_file == {}


def test_a_copy_without_its_code_is_no_further_project(seed_file, scored, file_of, between):
    def without_code(submission):
        project = submission.project.model_copy(update={"code": ""})
        return submission.model_copy(update={"project": project})

    file = seed_file("004")
    forms = [*scored(file), *scored(file, without_code)]
    assert between.compare(forms, [file_of(HEAD + OWN)]).by_file == {}


@pytest.mark.parametrize(
    ("last", "noted"), [("甲局", 1), ("乙局", 0), ("", 0)], ids=["own", "another", "unknown"]
)
def test_only_the_same_units_text_of_last_year_is_last_years(file_of, between, last, noted):
    def report(unit, year):
        head = f"{unit}{year}年度部门整体绩效评价报告\n一、概况\n"
        return head + f"综合运维项目绩效自评综述：{SAME}\n"

    files = [file_of(report("甲局", 2022), "今年.txt"), file_of(report(last, 2021), "去年.txt")]
    found = between.compare([], files).by_file.get("今年.txt", ())
    assert [f.code for f in found] == ["same_as_last_year"] * noted
    # quoted as it was written, with its own signs
    assert all("综合运维项目绩效自评综述：发现的问题及原因主要是：因" in f.text for f in found)


def test_units_that_are_named_nowhere_are_not_one_unit(file_of, between):
    files = [
        file_of(f"{year}年度部门决算\n部门整体支出绩效自评综述：{SAME}\n", f"{year}.txt")
        for year in (2021, 2022)
    ]
    assert between.compare([], files).by_file == {}


def test_no_sum_is_told_that_a_secret_form_is_a_part_of(seed_file, scored, file_of, between):
    def secret(submission):
        return submission.model_copy(update={"secret": True})

    told = OWN.removesuffix("。") + "，共涉及资金7,571.46万元。"
    file = seed_file("004")
    first, *others = scored(file)
    assert between.compare([first, *others], [file_of(HEAD + told)]).by_file != {}
    hidden = [scored(file, secret)[0], *others]
    assert between.compare(hidden, [file_of(HEAD + told)]).by_file == {}
