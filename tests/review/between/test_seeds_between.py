"""The five real documents beside each other: one remark, and nothing on what is right."""

from __future__ import annotations

from fractions import Fraction

import pytest


@pytest.fixture(scope="module")
def compared(seed_file, scored, between):
    files = [seed_file(number) for number in ("000", "001", "002", "003", "004")]
    return between.compare(scored(files[4]), files)


def test_all_that_is_found_is_one_text_that_tells_of_another_year(compared, seed_file, scored):
    assert compared.by_file == {}
    (index,) = compared.by_form
    (found,) = compared.of_form(index)
    assert scored(seed_file("004"))[index].result.submission.title == "网络安全监测预警"
    assert (found.code, found.kind, found.place) == ("problems_of_another_year", "N", "第525行")
    assert found.stake is None
    assert found.text == (
        "2022年度的自评综述说问题的一段写的是2021年：“发现的问题及原因主要是：因是延续性采购合同，"
        "按照履约情况集中在年底达到付款条件，导致该项目2021年12月经费支出占全年经费比重较高。”"
        "是否为上年的文字，请核对。"
    )


def test_the_six_summaries_agree_with_the_six_funds_blocks(compared):
    """1,522.01万元 beside 15220090, 97.9% beside 97.89 %: the same at the precision printed."""
    reports = [m for m in compared.used if m.left.value.endswith("%")]
    assert [m.right.name for m in reports] == [
        "深圳电子政务平台数字证书退费项目",
        "政务数据管理",
        "政府网络运行维护",
        "综合运维服务",
        "网络安全监测预警",
        "信息工程质量监督",
    ]
    assert all(m.same for m in reports)


def test_the_units_table_and_the_projects_forms_stand_on_different_levels(compared):
    """003 ↔ 004: the same targets in both, shown, and no finding drawn from it."""
    other = {m.left.name: m for m in compared.proposed if m.why == "other_level"}
    assert len(other) == 10
    assert all(m.same and m.likeness == 1 for m in other.values())
    for name, here, there in (
        ("出口可用宽带", "≥15G", "≥15G"),
        ("综合运维项目运维设备数量", "≥2499台", "≥2499 台"),
        ("综合运维项目购买系统服务数量", "≥2台/套", "≥2 台/套"),
    ):
        assert (other[name].left.value, other[name].right.value) == (here, there)
        assert other[name].right.file == "003.txt"


def test_figures_of_the_report_are_proposed_beside_the_targets_of_its_year(compared):
    """000 ↔ 001: likely, swapped or of another scope: shown, never used."""
    told = {}
    for match in compared.proposed:
        if match.why == "told_in_text":
            told.setdefault(match.left.name, []).append(match)
    assert told["短信年发送总量"][0].right.value == "24005万条"
    assert told["短信年发送总量"][0].likeness == Fraction(6, 7)
    assert told["短信发送速度"][0].right.value == "8.3秒"
    assert "16.1G" in [m.right.value for m in told["出口可用宽带"]]
    sets = [m for m in told["开放目录数"] if m.right.value == "3928个"]
    assert "公共数据集" in sets[0].right.name
    assert sets[0].left.value == "≥4000 个"
    assert told["空调运维数"][0].right.value == "80台"
    assert told["空调运维数"][0].left.value == "≥337 台"
    assert told["UPS 运维数"][0].right.value == "337台"
    assert all(m.same is None for matches in told.values() for m in matches)


def test_the_cent_between_the_tasks_and_their_total_is_no_finding(seed_file, between):
    """68,098.26 beside a printed 68,098.25."""
    assert between.compare([], [seed_file("001"), seed_file("003")]).by_file == {}


def test_the_same_batch_in_another_order_says_the_same(seed_file, scored, between, compared):
    files = [seed_file(number) for number in ("004", "003", "002", "001", "000")]
    again = between.compare(scored(seed_file("004"))[::-1], files)
    assert {f for found in again.by_form.values() for f in found} == {
        f for found in compared.by_form.values() for f in found
    }
    assert set(again.proposed) == set(compared.proposed)


@pytest.mark.parametrize(
    ("written", "changed", "says"),
    [
        (
            "全年预算数为1,522.01万元",
            "全年预算数为1,552.01万元",
            "全年预算数：正文1,552.01万元，资金栏1522.01万元。",
        ),
        (
            "执行数为1,489.84万元",
            "执行数为1,498.84万元",
            "全年执行数：正文1,498.84万元，资金栏1489.84万元。",
        ),
        ("完成预算的97.9%", "完成预算的99.7%", "执行率：正文99.7%，按资金栏为97.89%。"),
    ],
)
def test_a_planted_difference_is_found_with_both_figures(
    seed_text, file_of, scored, between, written, changed, says
):
    text = seed_text("004")
    assert text.count(written) == 1
    file = file_of(text.replace(written, changed), "004.txt")
    forms = scored(file)
    compared = between.compare(forms, [file])
    (index,) = [i for i, one in enumerate(forms) if "数据管理" in one.result.submission.title]
    (found,) = compared.of_form(index)
    assert (found.code, found.kind) == ("report_differs", "Q")
    assert says in found.text
    assert "第517行" in found.text
    assert changed in found.text
    # the sentence no longer agrees with itself either: said once, of the file
    assert [f.code for f in compared.by_file["004.txt"]] == ["told_rate_differs"]
    assert len(compared.by_form) == 2


@pytest.mark.parametrize("written", ["97.8%", "97.9%", "97.88%", "97.89%", "98%"])
def test_cut_or_rounded_a_rate_is_the_same(seed_text, file_of, scored, between, written):
    file = file_of(seed_text("004").replace("完成预算的97.9%", f"完成预算的{written}"), "004.txt")
    compared = between.compare(scored(file), [file])
    assert [f.code for found in compared.by_form.values() for f in found] == [
        "problems_of_another_year"
    ]
    assert compared.by_file == {}


def test_without_the_projects_form_nothing_is_said_of_its_summary(seed_file, between):
    compared = between.compare([], [seed_file("004")])
    (found,) = compared.by_file["004.txt"]
    assert found.code == "problems_of_another_year"
    assert compared.used == ()


def test_a_copy_of_the_same_forms_does_not_hide_a_difference(
    seed_text, seed_file, file_of, scored, between
):
    text = seed_text("004").replace("执行数为1,489.84万元", "执行数为1,498.84万元")
    files = [file_of(text, "a.txt"), seed_file("004")]
    forms = [*scored(files[0]), *scored(files[1])]
    compared = between.compare(forms, files[:1])
    codes = [f.code for found in compared.by_form.values() for f in found]
    assert codes.count("report_differs") == 1


def test_two_units_with_a_project_of_one_name_are_not_mixed_up(seed_file, scored, between):
    def elsewhere(submission):
        return submission.model_copy(update={"unit": "乙中心", "department": "乙局"})

    file = seed_file("004")
    forms = [*scored(file, elsewhere), *scored(file)]
    compared = between.compare(forms, [file])
    assert len(compared.used) == 6
    assert [index for index in compared.by_form if index < 6] == []
    nameless = file.model_copy(
        update={"passages": (), "statements": tuple(s for s in file.statements if not s.whole)}
    )
    assert between.compare(forms, [nameless]).used == ()


def test_a_project_called_like_a_part_of_the_money_is_not_held_against_it(
    seed_file, scored, file_of, between
):
    def purchases(submission):
        project = submission.project.model_copy(update={"name": "政府采购项目"})
        return submission.model_copy(update={"project": project})

    form = scored(seed_file("004"), purchases)[0]
    unit = form.result.submission.unit
    told = "政府采购预算数为10万元，实际采购金额9万元，政府采购执行率90%。"
    report = file_of(f"{unit}2022年度部门整体绩效评价报告\n一、概况\n{told}\n")
    assert [s.subject for s in report.statements] == ["政府采购"]
    compared = between.compare([form], [report])
    assert compared.by_form == {}
    assert compared.used == compared.proposed == ()
