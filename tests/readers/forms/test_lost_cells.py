"""Nobody is accused over a cell that was lost, shared or put back: each such cell is told."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from scoring.problem import InputError
from scoring.readers.books.open_any import open_book
from scoring.readers.forms.read_form import read_forms
from scoring.records.submission import Submission

HEAD = (
    "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>完成值</td>"
    "<td>分值</td><td>得分</td><td>偏差原因</td></tr>"
)


def form(*rows: str) -> Submission:
    """Return the form of a page with these rows under the usual headings."""
    lines = "".join(f"<tr>{row}</tr>" for row in rows)
    page = f"<table><tr><td>2023年度项目支出绩效自评表</td></tr>{HEAD}{lines}</table>"
    (found,) = read_forms(open_book(page.encode(), "表.html"), "-")
    assert isinstance(found.submission, Submission), found.submission
    return found.submission


def cells(*texts: str) -> str:
    """Return cells of a row; ``甲|2`` covers two rows, ``甲|1x2`` two columns."""
    row = ""
    for text in texts:
        say, _, span = text.partition("|")
        down, _, across = span.partition("x")
        row += f"<td rowspan='{down or 1}' colspan='{across or 1}'>{say}</td>"
    return row


def test_one_actual_over_two_rows_is_that_of_the_first_and_the_other_is_told() -> None:
    found = form(
        cells("产出", "数量", "甲", "10个", "12个|2", "5", "5", ""),
        cells("产出", "数量", "乙", "20个", "5", "5", ""),
    )
    assert [row.actual for row in found.indicators] == ["12个", ""]
    lost = found.indicators[1].at["actual"]
    (told,) = [repair for repair in found.repairs if repair.at == lost]
    assert told.what == "“完成值（实际完成值）”一格与第 3 行合并，这一行读作空白"


def test_one_reason_over_two_rows_is_the_reason_of_both() -> None:
    found = form(
        cells("产出", "数量", "甲", "10个", "8个", "5", "4", "受汛期影响|2"),
        cells("产出", "数量", "乙", "20个", "16个", "5", "4"),
    )
    assert [row.reason for row in found.indicators] == ["受汛期影响", "受汛期影响"]
    assert any("内容归到各行" in repair.what for repair in found.repairs)


def test_one_name_over_two_rows_and_a_name_that_is_its_own_level() -> None:
    found = form(
        cells("产出", "数量", "培训|2", "10场", "10场", "5", "5", ""),
        cells("产出", "数量", "200人", "200人", "5", "5", ""),
        cells("满意度", "服务对象满意度|1x2", "90%", "95%", "10", "10", ""),
    )
    assert [row.name for row in found.indicators] == ["培训", "培训", "服务对象满意度"]
    assert found.indicators[2].level2 == "服务对象满意度"


def test_a_formula_without_its_result_is_told_and_never_a_blank_that_somebody_left() -> None:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    sheet.append(["2023年度项目支出绩效自评表"])
    sheet.append(
        ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "偏差原因"]
    )
    sheet.append(["产出", "数量", "甲", "10个", "=B9&C9", 5, "=F3*1", None])
    out = io.BytesIO()
    book.save(out)
    (found,) = read_forms(open_book(out.getvalue(), "表.xlsx"), "-")
    assert isinstance(found.submission, Submission)
    (row,) = found.submission.indicators
    assert (row.actual, row.claimed) == ("", None)
    told = {repair.at: repair.what for repair in found.submission.repairs}
    assert told[row.at["actual"]] == "“实际完成值”一格的公式没有存值，读作空白"
    assert told[row.at["claimed"]] == "“得分”一格的公式没有存值，读作空白"


def test_a_total_that_slid_is_no_indicator_and_no_claim() -> None:
    found = form(
        cells("产出", "数量", "甲", "10个", "12个", "100", "98", ""),
        cells("总分|1x4", "100", "98", "—"),
    )
    assert len(found.indicators) == 1
    assert found.claimed_total is None
    assert [piece.text for piece in found.unplaced][1:] == ["100", "98"]


def test_a_hint_of_the_blank_form_is_no_target() -> None:
    found = form(
        cells("产出", "数量", "甲", "如:≥95%", "96%", "5", "5", "(请填写偏差原因)"),
    )
    assert (found.indicators[0].target, found.indicators[0].reason) == ("", "")
    assert [piece.text for piece in found.unplaced][1:] == ["如:≥95%", "(请填写偏差原因)"]


def test_a_target_before_the_adjustment_stands_in_where_nothing_was_adjusted() -> None:
    page = (
        "<table><tr><td>2023年度部门整体绩效自评表</td></tr><tr><td>指标名称</td><td>年初指标值</td>"
        "<td>调整指标值</td><td>全年完成值</td><td>得分系数</td><td>指标权重</td><td>是否核心指标</td></tr>"
        "<tr><td>甲</td><td>10</td><td>8</td><td>8</td><td>100%</td><td>50</td><td>√</td></tr>"
        "<tr><td>乙</td><td>3</td><td></td><td>3</td><td>100</td><td>50</td><td>也许</td></tr></table>"
    )
    (found,) = read_forms(open_book(page.encode(), "表.html"), "-")
    assert isinstance(found.submission, Submission)
    first, second = found.submission.indicators
    assert (first.target_initial, first.target, str(first.coefficient)) == ("10", "8", "100")
    assert (second.target_initial, second.target) == ("", "3")
    assert (first.core, second.core) == (True, None)
    assert [piece.text for piece in found.submission.unplaced][1:] == ["也许"]


def test_who_reviews_sees_the_rest_of_a_form_whose_figures_cannot_all_be_used() -> None:
    page = (
        "<table><tr><td>项目支出绩效自评表</td></tr><tr><td></td><td>全年预算数</td><td>全年执行数</td>"
        "<td>得分</td></tr><tr><td>年度资金总额</td><td>100</td><td>约90</td><td>9</td></tr>"
        f"{HEAD}<tr>{cells('产出', '数量', '甲', '10个', '12个', '5', '暂无', '')}</tr>"
        f"<tr>{cells('产出', '数量', '乙', '10个', '12个', '5', '4或5', '')}</tr></table>"
    )
    book = open_book(page.encode(), "2022年自评/表.html")
    (strict,) = read_forms(book, "-")
    assert isinstance(strict.submission, InputError)
    assert {problem.code for problem in strict.submission.problems} == {"not-a-number"}
    (found,) = read_forms(book, "-", lenient=True)
    assert isinstance(found.submission, Submission)
    assert found.submission.year == 2022
    assert found.submission.funds[0].executed is None
    assert [row.claimed for row in found.submission.indicators] == [None, None]
    assert [piece.text for piece in found.submission.unplaced] == [
        "全年执行数:约90", "得分:暂无", "得分:4或5",
    ]  # fmt: skip
    word, figures = (row.at["claimed"] for row in found.submission.indicators)
    told = {repair.at: repair.what for repair in found.submission.repairs}
    assert word not in told  # somebody wrote that; it is not filled in
    assert told[figures] == "“得分”一格没有采用，读作空白"
    assert "年度按文件夹名读作 2022" in told.values()


def test_a_formula_without_its_result_is_told_wherever_it_stands() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["2023年度项目支出绩效自评表"],
        ["项目名称", "甲"],
        ["实施单位", "=A1"],
        ["", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", 500, "=C5", "=C5", 10, "=E5/D5", 9.5],
        [
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因",
        ],
        ["产出指标", "数量指标", "甲", "10个", "8个", 5, 4, "=Z1"],
        ["产出指标", "=Z2", "=Z3", "10个", "8个", 5, 4, "汛期"],
        ["总分", "", "", "", "", 100, "=SUM(G7:G8)", ""],
    ):
        sheet.append(line)
    data = io.BytesIO()
    book.save(data)
    (form_,) = read_forms(open_book(data.getvalue(), "表.xlsx"), "-", lenient=True)
    found = form_.submission
    assert isinstance(found, Submission)
    told = {repair.at.split("!")[1]: repair.what for repair in found.repairs}
    assert {at for at, what in told.items() if "公式没有存值" in what} == {
        "B3", "D5", "E5", "G5", "H7", "B8", "C8", "G9",
    }  # fmt: skip
    assert told["H7"].startswith("“偏差原因")
    assert told["D5"].startswith("“全年预算数”")
    assert [row.at["reason"].split("!")[1] for row in found.indicators] == ["H7", "H8"]
    assert found.indicators[1].level2 == ""
    assert found.at["funds.1.executed"].endswith("E5")


def test_a_reason_in_a_row_of_its_own_goes_on_with_the_row_above() -> None:
    found = form(
        cells("产出|5", "数量|5", "甲", "20场", "18场", "5", "5", "受降雨影响"),
        cells("", "", "", "", "", "已批复核减2场"),
        cells("", "", "", "", "", "见附件"),
        cells("乙", "20个", "20个", "5", "5", ""),
        cells("", "", "", "", "", "已全部完成"),
    )
    assert [(row.name, row.reason) for row in found.indicators] == [
        ("甲", "受降雨影响\n已批复核减2场\n见附件"),
        ("乙", "已全部完成"),
    ]
    assert [repair.what for repair in found.repairs] == [
        "“偏差原因”一格接在第 3 行的内容之后：已批复核减2场",
        "“偏差原因”一格接在第 3 行的内容之后：见附件",
        "“偏差原因”一格接在第 6 行的内容之后：已全部完成",
    ]


def test_a_reason_below_a_subtotal_or_beside_other_contents_is_not_joined() -> None:
    found = form(
        cells("产出", "数量", "甲", "20场", "18场", "5", "5", "受降雨影响"),
        cells("小计", "", "", "", "", "5", "5", ""),
        cells("", "", "", "", "", "", "", "已批复核减2场"),
        cells("", "", "", "8场", "", "", "", "另行说明"),
    )
    assert [row.reason for row in found.indicators] == ["受降雨影响", "已批复核减2场", "另行说明"]
