"""Amounts told in sentences, as the seeds tell them: over page ends, with slips, beside their rate."""

from __future__ import annotations

from fractions import Fraction

import pytest

from scoring.intake.any_file import read_book
from scoring.readers.statements.read_statements import read_statements
from scoring.work.compare_documents import DocumentComparison


@pytest.fixture(scope="module")
def between(library):
    return DocumentComparison(library)


def find_statements(book):
    found = read_statements(book)
    return found.statements, found.passages


def told(book):
    statements, _ = find_statements(book)
    return [
        (s.subject, s.budget.text, s.executed.text, "" if s.rate is None else s.rate.text)
        for s in statements
    ]


def test_the_centres_report_of_2024(seed):
    assert told(seed("000")) == [
        ("深圳市大数据资源管理中心", "112,233.18万元", "108,019.30万元", "96.25%"),
        ("政府采购", "59,478.58万元", "55,946.81万元", "94.06%"),
        ("固定资产", "163,199.7万元", "163,199.7万元", "100%"),
        ("财政供养人员", "54人", "43人", ""),
        ("“三公”经费", "12万元", "4.09万元", "34.08%"),
        ("日常公用经费", "105.91万元", "76.69万元", "72.41%"),
        ("深圳市大数据资源管理中心", "112,233.18万元", "108,019.3万元", "96.25%"),
    ]


def test_the_bureaus_report_of_2024(seed):
    assert told(seed("002")) == [
        ("政府采购", "97,894.36万元", "86,162.89万元", "88%"),
        ("财政供养人员", "184人", "142人", ""),
        ("“三公”经费", "58.56万元", "34.74万元", "59.3%"),
        ("日常公用经费", "453.4万元", "360.79万元", "79.6%"),
        ("深圳市政务服务和数据管理局", "162,605.77万元", "149,236.7万元", "91.8%"),
    ]


def test_the_final_accounts_of_2022_name_the_project_of_each_amount(seed):
    found = told(seed("004"))
    # “完成全年预算”: the page ends in the middle of the label
    assert ("公务接待费", "10.5万元", "0.6万元", "5.7%") in found
    assert found[7:] == [
        ("深圳市政务服务数据管理局", "123,297.96万元", "120,791.59万元", "98%"),
        ("深圳电子政务平台数字证书退费项目", "2,292.44万元", "2,115.44万元", "92.3%"),
        ("政务数据管理项目", "1,522.01万元", "1,489.84万元", "97.9%"),
        ("政府网络运行维护项目", "1,816.33万元", "1,800.99万元", "99.2%"),
        ("综合运维服务项目", "1,995.67万元", "1,950.19万元", "97.7%"),
        # the text says 全年预数, and the page ends inside the sentence
        ("网络安全监测预警项目", "601.35万元", "597.99万元", "99.4%"),
        ("信息工程质量监督项目", "160万元", "159.87万元", "99.9%"),
    ]
    assert found[6] == ("网上办事大厅效能监督系统项目", "250万元", "237.1万元", "94.8%")


def test_each_keeps_its_line_its_sentence_and_its_year(seed):
    statements, _ = find_statements(seed("004"))
    (one,) = [s for s in statements if s.subject == "网络安全监测预警项目"]
    assert (one.at, one.year, one.whole) == ("第525行", 2022, False)
    assert one.sentence.startswith("网络安全监测预警项目绩效自评综述：全年预数为601.35万元")
    assert one.sentence.endswith("完成预算的99.4%。")
    (overall,) = [s for s in statements if s.whole]
    assert (overall.at, overall.year) == ("第513行", 2022)


def test_a_sentence_over_a_page_end_is_quoted_whole(seed):
    statements, _ = find_statements(seed("000"))
    (three,) = [s for s in statements if s.subject == "“三公”经费"]
    assert three.at == "第614行"
    assert three.sentence.startswith("我中心“三公”经费年初预算数为12万元")
    assert "“三公”经费控制率为34.08%" in three.sentence


def test_the_summaries_are_passages_of_their_projects(seed):
    _, passages = find_statements(seed("004"))
    assert [(p.subject, p.whole) for p in passages] == [
        ("深圳市政务服务数据管理局", True),
        ("深圳电子政务平台数字证书退费项目", False),
        ("政务数据管理项目", False),
        ("政府网络运行维护项目", False),
        ("综合运维服务项目", False),
        ("网络安全监测预警项目", False),
        ("信息工程质量监督项目", False),
    ]
    of = {p.subject: p for p in passages}
    assert of["网络安全监测预警项目"].year == 2022
    assert of["网络安全监测预警项目"].text.endswith("支付进度基本与时序进度持平。")
    assert of["信息工程质量监督项目"].text.endswith("预算支出进度良好。")


def test_a_units_own_report_is_kept_by_its_paragraphs(seed):
    _, passages = find_statements(seed("000"))
    (rooms,) = [p for p in passages if "坂田数据中心机房" in p.text]
    assert (rooms.subject, rooms.whole, rooms.year) == ("深圳市大数据资源管理中心", True, 2024)
    assert rooms.text.startswith("（4）保障数据中心各机房设备")
    assert rooms.text.endswith("安全与稳定运行。")


@pytest.mark.parametrize("number", ["001", "003"])
def test_budgets_tell_no_execution(seed, number):
    assert find_statements(seed(number)) == ((), ())


def test_the_printed_rates_recompute(seed):
    """Every rate of the three reports comes out at the precision that it is printed with."""
    checked = 0
    for number in ("000", "002", "004"):
        for s in find_statements(seed(number))[0]:
            if s.rate is None or not s.budget.value:
                continue
            exact = Fraction(s.executed.value) / Fraction(s.budget.value) * 100
            places = -s.rate.value.as_tuple().exponent
            assert abs(exact - Fraction(s.rate.value)) <= Fraction(1, 2 * 10**places)
            checked += 1
    assert checked == 6 + 4 + 12


def test_the_rows_that_were_used_are_told(seed):
    found = read_statements(seed("004"))
    rows = {row for _, row in found.rows}
    assert {513, 515, 517, 519, 521, 523, 525, 527, 529} <= rows
    assert not any(row > 532 for row in rows)


def test_amounts_of_two_projects_are_not_mixed(book_of):
    text = (
        "甲项目绩效自评综述：全年预算数100万元,工作做完了。\n"
        "乙项目绩效自评综述：执行数90万元，完成预算的90%。\n"
    )
    assert find_statements(book_of(text))[0] == ()


def test_no_amount_is_joined_across_a_table(book_of):
    text = "全年预算数100万元\n甲\t乙\t丙\n执行数90万元，完成预算的90%。\n"
    assert find_statements(book_of(text))[0] == ()


@pytest.mark.parametrize("sign", ["", "1", "," * 50, "9" * 60, "全年预算数" * 200])
def test_rubbish_says_nothing(book_of, sign):
    text = f"全年预算数{sign}万元，执行数{sign}万元，完成预算的{sign}%。"
    statements, _ = find_statements(book_of(text))
    assert all(len(s.budget.text) < 40 for s in statements)


@pytest.mark.parametrize(
    ("sentence", "subject", "whole"),
    [
        ("2023年，我局全年预算数100万元，执行数90万元，预算执行率为90%。", "甲局", True),
        ("2023年，甲局全年预算数100万元，执行数90万元，预算执行率为90%。", "甲局", True),
        # a part of the money, another's, or nobody's: not the unit's as a whole
        ("我局项目支出全年预算数100万元，执行数90万元，预算执行率为90%。", "", False),
        ("全年预算数100万元，执行数90万元，预算执行率为90%。", "", False),
        (
            "2023年，乙运维项目全年预算数100万元，执行数90万元，预算执行率为90%。",
            "乙运维项目",
            False,
        ),
        ("该项目全年预算数100万元，执行数90万元，预算执行率为90%。", "", False),
    ],
)
def test_whose_money_a_sentence_tells_of(book_of, sentence, subject, whole):
    text = f"部门整体绩效评价报告\n部门名称：甲局\n{sentence}\n"
    (found,) = find_statements(book_of(text))[0]
    assert (found.subject, found.whole, found.year) == (
        subject,
        whole,
        2023 if "2023" in sentence else None,
    )


def test_a_report_on_one_project_tells_of_that_project(book_of):
    text = (
        "2023年度项目支出绩效自评报告\n项目名称：乙运维\n"
        "该项目全年预算数100万元，执行数90万元，预算执行率为90%。\n"
    )
    (found,) = find_statements(book_of(text))[0]
    assert (found.subject, found.whole, found.year) == ("乙运维", False, 2023)


def test_cells_that_hold_only_marks_are_no_text(book_of):
    assert find_statements(book_of("<p></p>\n<b></b>\n第一行\n")) == ((), ())


@pytest.mark.parametrize(
    ("sentence", "rates"),
    [
        ("全年预算数100万元,执行数90万元,其中人员经费执行率95%。", [None]),
        ("全年预算数100万元,执行数90万元。其中基本支出执行率95%,项目支出执行率80%。", [None]),
        ("全年预算数100万元,执行数90万元,较上年预算执行率95%下降5个百分点。", [None]),
        ("全年预算数100万元,执行数90万元,截至6月底执行率45%,全年执行率90%。", ["90%"]),
        ("全年预算数为100万元,执行数为90万元。一季度执行率为20%,上半年执行率为50%。", [None]),
        ("全年预算数100万元(其中财政拨款执行数79万元),执行率98%。", []),
        ("去年,我局全年预算数100万元,执行数90万元,执行率90%。", []),
        ("截至2023年12月底,全年预算数100万元,执行数90万元,执行率90%。", ["90%"]),
        ("其中:基本支出全年预算数100万元,执行数90万元,执行率90%。", ["90%"]),
    ],
)
def test_a_rate_of_other_money_or_another_time_is_held_against_nothing(
    book_of, between, sentence, rates
):
    file = read_book(book_of(f"甲局2023年度部门整体绩效评价报告\n一、概况\n{sentence}\n"))
    assert [s.rate and s.rate.text for s in file.statements] == rates
    assert between.compare([], [file]).by_file == {}


def test_no_rate_is_held_against_all_the_money_and_a_part_of_it(book_of):
    both = "全年预算数100万元,其中项目支出全年预算数50万元,执行数45万元,执行率90%。"
    assert all(s.rate is None for s in find_statements(book_of(both))[0])


def test_a_sentence_on_another_year_than_the_texts_is_of_no_certain_year(book_of):
    text = "甲局2023年度部门整体绩效评价报告\n其中2022年结转后全年预算数100万元,执行数90万元。\n"
    (found,) = find_statements(book_of(text))[0]
    assert found.year is None


def test_what_is_too_much_is_kept_among_the_rest(book_of, monkeypatch):
    monkeypatch.setattr("scoring.readers.statements.read_statements._MOST_FOUND", 3)
    whole = "全年预算数100万元,执行数90万元,执行率90%。\n"
    part = "政府采购预算数10万元,实际采购金额9万元,政府采购执行率90%。\n"
    found = read_book(book_of(whole * 4 + part * 4))
    assert len(found.statements) == 3
    assert {one.at for one in (*found.statements, *found.rest)} == {f"第{n}行" for n in range(1, 9)}
