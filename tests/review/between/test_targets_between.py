"""A project's form beside its approved target table: what differs, what only seems to."""

from __future__ import annotations

from fractions import Fraction

import pytest

from scoring.records.result import Result
from scoring.records.submission import Adjustment, Repair

ROWS = [
    ("产出指标", "数量指标", "出口可用宽带", "≥15G"),
    ("", "质量指标", "政务外网统一互联网出口链路可用率", "≥99%"),
    ("", "时效指标", "网络故障处理及时性", "及时"),
    ("", "成本指标", "预算资金执行率", "≥99%"),
    ("效益指标", "社会效益指标", "政务网络稳定性", "稳定"),
]


def table(rows=ROWS, unit="深圳市大数据资源管理中心", project="政府网络运行维护", year=2022) -> str:
    lines = [
        "项目支出绩效目标表",
        f"{year} 年度",
        f"项目名称：{project}",
        f"单位名称：{unit}",
        "一级指标\t二级指标\t三级指标\t年度指标值",
        *("\t".join(row) for row in rows),
        "注：无",
    ]
    return "\n".join(lines) + "\n"


def changed(**targets):
    return [(*row[:3], targets.get(row[2], row[3])) for row in ROWS]


@pytest.fixture(scope="module")
def form(seed_file, scored):
    (found,) = [
        one for one in scored(seed_file("004")) if one.result.submission.title == "政府网络运行维护"
    ]
    return found


@pytest.fixture
def beside(form, file_of, between):
    def compare(*texts, forms=(form,)):
        files = [file_of(text, f"目标{number}.txt") for number, text in enumerate(texts, 1)]
        return between.compare(list(forms), files)

    return compare


def test_the_same_targets_say_nothing_and_are_used(beside):
    compared = beside(table())
    assert compared.by_form == {}
    assert [m.left.name for m in compared.used] == [row[2] for row in ROWS]
    assert all(m.likeness == 1 and m.same for m in compared.used)
    assert compared.proposed == ()


def test_a_changed_number_is_asked_about_with_both_texts_and_places(beside):
    (found,) = beside(table(changed(出口可用宽带="≥20G"))).of_form(0)
    assert (found.code, found.kind, found.of) == ("target_changed", "Q", "target")
    assert found.text == (
        "“出口可用宽带”：自评表的年度指标值为“≥15G”，批复的目标表（目标1.txt 第6行）为“≥20G”。"
        "完成16.1G，按批复的指标值未达到。"
    )
    assert found.place == "第601行"
    assert (str(found.stake.low), str(found.stake.high)) == ("0", "12.5")
    assert "调整" in found.settle
    assert found.sources[0].standing == "secondary"


def test_no_points_hang_on_a_target_that_is_reached_either_way(beside):
    (found,) = beside(table(changed(出口可用宽带="≥16G"))).of_form(0)
    assert "按两处的指标值都达到，分数不受影响" in found.text
    assert found.stake is None


def with_row(form, name, **changes):
    """Return the form with one of its rows changed."""
    submission = form.result.submission
    rows = tuple(
        row.model_copy(update=changes) if row.name == name else row for row in submission.indicators
    )
    result = Result(
        submission.model_copy(update={"indicators": rows}),
        form.result.scorecard,
        form.result.claims,
    )
    return form.__class__(form.file, form.at, result, form.review)


def test_an_adjustment_answers_the_question(beside, form):
    adjusted = with_row(form, "出口可用宽带", adjustment=Adjustment(document="深财〔2022〕1号"))
    assert beside(table(changed(出口可用宽带="≥20G")), forms=[adjusted]).by_form == {}


def test_the_initial_target_is_told_where_the_form_gives_it(beside, form):
    initial = with_row(form, "出口可用宽带", target_initial="≥20G")
    (found,) = beside(table(changed(出口可用宽带="≥20G")), forms=[initial]).of_form(0)
    assert "自评表写的年初指标值与批复的相同" in found.text


@pytest.mark.parametrize(
    "same", ["≥15 G", "≥ 15g", "不低于15G", "≥15.0G", "大于等于15G", "15G以上", "15G"]
)
def test_another_way_to_write_the_same_target_is_no_change(beside, same):
    codes = [f.code for f in beside(table(changed(出口可用宽带=same))).of_form(0)]
    assert "target_changed" not in codes


def test_other_words_may_mean_the_same(beside):
    (found,) = beside(table(changed(政务网络稳定性="保持稳定运行"))).of_form(0)
    assert (found.code, found.kind) == ("target_reworded", "N")
    assert found.stake is None


def test_an_approved_indicator_that_the_form_lacks_is_asked_about_once(beside):
    rows = [*ROWS, ("满意度指标", "其他满意度", "热线接通率", "≥95%"), ("", "", "投诉件数", "0件")]
    (found,) = beside(table(rows)).of_form(0)
    assert (found.code, found.kind) == ("approved_left_out", "Q")
    assert "共2项：热线接通率（≥95%）、投诉件数（0件）" in found.text


def test_a_row_that_is_not_set_or_lost_its_target_is_not_missed(beside):
    rows = [*ROWS, ("满意度指标", "其他满意度", "不涉及", "不涉及"), ("", "质量指标", "月评分", "")]
    assert beside(table(rows)).by_form == {}


def test_a_name_that_is_only_alike_is_proposed_with_its_likeness(beside):
    rows = [(*row[:2], row[2].replace("出口可用宽带", "出口可用带宽"), row[3]) for row in ROWS]
    rows[0] = (*rows[0][:3], "≥20G")
    compared = beside(table(rows))
    assert compared.by_form == {}
    (proposed,) = compared.proposed
    assert (proposed.why, proposed.same) == ("similar_name", False)
    assert (proposed.likeness, proposed.common) == (Fraction(2, 3), ("出口可用",))


@pytest.mark.parametrize(
    "other",
    [
        {"unit": "深圳市信息安全管理中心"},
        {"unit": ""},
        {"year": 2021},
        {"project": "政府网站平台运行维护"},
    ],
)
def test_another_unit_year_or_project_is_not_compared(beside, other):
    compared = beside(table(changed(出口可用宽带="≥20G"), **other))
    assert compared.by_form == {}
    assert compared.used == ()


def test_a_project_with_and_without_its_last_word_is_one(beside):
    assert len(beside(table(project="政府网络运行维护项目")).used) == len(ROWS)


def test_two_tables_of_one_project_decide_nothing(beside):
    compared = beside(table(), table(changed(出口可用宽带="≥20G")))
    assert compared.by_form == {}
    assert {m.why for m in compared.proposed} == {"several"}


def test_the_name_twice_on_the_form_is_told_apart_by_its_level(beside):
    """政务网络业务办理满意度 stands under 服务对象满意度 and, without a target, under 其他满意度."""
    rows = [*ROWS, ("满意度指标", "服务对象满意度指标", "政务网络业务办理满意度", "满意")]
    compared = beside(table(rows))
    assert compared.by_form == {}
    assert "政务网络业务办理满意度" in [m.left.name for m in compared.used]


def test_nothing_of_a_secret_submission_is_proposed(beside, form, seed_file, between):
    submission = form.result.submission.model_copy(update={"secret": True})
    result = Result(submission, form.result.scorecard, form.result.claims)
    secret = form.__class__(form.file, form.at, result, form.review)
    assert beside(table(), table(), forms=[secret]).proposed == ()
    assert between.compare([secret], [seed_file("003")]).proposed == ()


def tasks(total: str) -> str:
    return (
        "部门整体支出绩效目标表\n2024 年度\n单位名称\t甲局\n"
        "任务名称\t主要内容\t预算金额\n"
        "一\t办事\t100.25\n二\t办事\t200.26\n"
        f"金额合计\t\t{total}\n"
        "一级指标\t二级指标\t三级指标\t目标值\n产出指标\t数量指标\t培训人数\t≥120人\n"
    )


@pytest.mark.parametrize(
    ("total", "codes"),
    [("300.51", []), ("300.50", []), ("300.52", []), ("310.51", ["tasks_do_not_add_up"])],
)
def test_the_total_of_the_tasks(beside, total, codes):
    found = beside(tasks(total), forms=[]).by_file.get("目标1.txt", ())
    assert [f.code for f in found] == codes
    assert all(f.kind == "N" for f in found)


def put_back(form, name):
    """Return the form, one of whose rows a reader put back."""
    submission = form.result.submission
    (row,) = [one for one in submission.indicators if one.name == name]
    repair = Repair(at=row.at["target"], what="“≥15G”归到“年度指标值”")
    given = submission.model_copy(update={"repairs": (repair,)})
    result = Result(given, form.result.scorecard, form.result.claims)
    return form.__class__(form.file, form.at, result, form.review)


def test_what_was_put_back_in_reading_is_said_and_is_no_other_wording(beside, form):
    slid = put_back(form, "出口可用宽带")
    (found,) = beside(table(changed(出口可用宽带="≥20G")), forms=[slid]).of_form(0)
    assert "有单元格的内容在读取时校正过位置（第601行），请先核对原表" in found.settle
    assert beside(table(changed(出口可用宽带="足够宽")), forms=[slid]).by_form == {}
    (whole,) = beside(table(changed(出口可用宽带="≥20G"))).of_form(0)
    assert "校正" not in whole.settle
