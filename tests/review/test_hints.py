"""Examples and prompts of a form that were left in its cells are blanks, and no real text is one."""

from __future__ import annotations

import pytest

from scoring.records.scorecard import Status
from scoring.words import load_vocabulary
from scoring.work.score import score_submission
from scoring.workbooks.fill_in.layout import FillLayout
from tests.review.conftest import form

ROW = {"target": "≥78家", "actual": "78家", "points": "50", "claimed": "50"}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"target": "填：如 ≥100个"}, "hint_in_target"),
        ({"target": "填:如≥100个"}, "hint_in_target"),
        ({"target": "例：≥100个"}, "hint_in_target"),
        ({"target": "（如：≥95%）"}, "hint_in_target"),
        ({"target": "请填写年度指标值"}, "hint_in_target"),
        ({"actual": "待填"}, "hint_in_actual"),
        ({"actual": "计分后显示"}, "hint_in_actual"),
        ({"actual": "（请填写实际完成值）"}, "hint_in_actual"),
        ({"actual": "……"}, "hint_in_actual"),
        ({"name": "填：三级指标名称"}, "hint_in_name"),
        ({"reason": "请填写偏差原因"}, "hint_in_reason"),
        ({"reason": "按实际填写"}, "hint_in_reason"),
        ({"name": "培训XX人次"}, "unreplaced"),
        ({"actual": "××家"}, "unreplaced"),
    ],
)
def test_a_hint_that_was_left_is_told_before_anything_else(reviewed, changed, code):
    found = [f for f in reviewed(form({**ROW, **changed})).findings if f.of == "row"]
    assert [f.code for f in found] == [code]
    assert found[0].kind == ("Q" if code == "unreplaced" else "E")


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "填写准确率", "target": "≥95%", "actual": "96%"},
        {"name": "示范项目数"},
        {"name": "待补助对象核实数"},
        {"actual": "78家（例会通过）"},
        {"reason": "例如受疫情影响，部分单位延后"},
        {"reason": "如期完成"},
        {"name": "填埋场覆土次数"},
        {"name": "xls报表份数"},
    ],
)
def test_real_texts_are_no_hints(reviewed, changed):
    codes = {f.code for f in reviewed(form({**ROW, **changed})).findings if f.of == "row"}
    assert not [code for code in codes if code.startswith("hint_in") or code == "unreplaced"]


def test_a_hint_in_the_head_or_the_goals_is_asked_about(reviewed):
    given = form(
        ROW, project={"name": "XX项目"}, goal={"expected": "填：本年目标", "achieved": "完成"}
    )
    (found,) = [f for f in reviewed(given).findings if f.code == "hints_in_head"]
    assert found.kind == "Q"
    assert found.text == "项目名称“XX项目”、预期目标“填：本年目标”。"


def test_what_the_workbook_shows_in_computed_cells_is_known_as_a_hint(check):
    shown = load_vocabulary(FillLayout).patterns
    words = {shown[key] for key in ("later", "wait_actual", "no_points")}
    lexicon = check.library.scorer("mof/2020-project").comparison.reader.lexicon
    assert all(map(lexicon.is_hint, words))


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"target": "填：如 ≥100个"}, "指标值“填：如 ≥100个”是表上的示例或提示，没有填"),
        ({"target": "（如：≥95%）"}, "指标值“（如：≥95%）”是表上的示例或提示，没有填"),
        ({"target": "例：12月底前"}, "指标值“例：12月底前”是表上的示例或提示，没有填"),
        ({"actual": "如：78家"}, "完成值“如：78家”是表上的示例或提示，没有填"),
        ({"actual": "示例：完成80家"}, "完成值“示例：完成80家”是表上的示例或提示，没有填"),
    ],
)
def test_a_hint_is_no_figure_to_score_by(check, changed, because):
    row = score_submission(form({**ROW, **changed}), check.library).scorecard.indicators[0]
    assert (row.status, row.score, row.trace.because) == (Status.UNREAD, None, because)
