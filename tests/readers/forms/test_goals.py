"""Several yearly goals: each row under its goal; what has no goal stays a row, what has no share is told."""

from __future__ import annotations

from scoring.readers.books.open_any import open_book
from scoring.readers.forms.read_form import read_forms
from scoring.records.submission import Submission

GOALS = (
    "<tr><td>年度目标</td><td>占比</td><td>预期目标</td></tr>"
    "<tr><td>目标一</td><td>60%</td><td>甲</td></tr><tr><td>目标二</td><td>40</td><td>乙</td></tr>"
)
HEAD = "<td>一级指标</td><td>二级指标</td><td>指标名称</td><td>指标值</td><td>完成值</td></tr>"
ROW = "<td>产出</td><td>数量</td><td>{}</td><td>1</td><td>1</td></tr>"


def form(*parts: str) -> Submission:
    """Return the form of a page with these rows."""
    page = "<table><tr><td>2023年度部门整体支出绩效自评表</td></tr>" + "".join(parts) + "</table>"
    (found,) = read_forms(open_book(page.encode(), "表.html"), "-")
    assert isinstance(found.submission, Submission), found.submission
    return found.submission


def test_rows_of_a_goal_that_no_record_tells_stay_rows() -> None:
    found = form(
        GOALS, f"<tr><td>年度目标</td>{HEAD}",
        "<tr><td>目标一</td>" + ROW.format("一甲"), "<tr><td></td>" + ROW.format("一乙"),
        "<tr><td>目标三</td>" + ROW.format("三甲"),
    )  # fmt: skip
    assert [(goal.name, str(goal.ratio)) for goal in found.goals] == [
        ("目标一", "60"),
        ("目标二", "40"),
    ]
    assert [row.name for row in found.goals[0].indicators] == ["一甲", "一乙"]
    assert [row.name for row in found.indicators] == ["三甲"]
    assert [piece.text for piece in found.unplaced][1:] == ["目标三"]


def test_a_second_table_without_a_column_of_goals_stays_beside_the_goals() -> None:
    found = form(GOALS, f"<tr>{HEAD}", "<tr>" + ROW.format("共同"))
    assert [row.name for row in found.indicators] == ["共同"]
    assert [goal.expected for goal in found.goals] == ["甲", "乙"]


def test_goals_without_shares_are_told_and_their_rows_read() -> None:
    found = form(f"<tr><td>年度目标</td>{HEAD}", "<tr><td>目标一</td>" + ROW.format("甲"))
    assert [row.name for row in found.indicators] == ["甲"]
    assert [piece.text for piece in found.unplaced][1:] == ["目标一"]
