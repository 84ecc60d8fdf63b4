"""Decisions handed in as files: records in YAML, JSON, JSON Lines, and review sheets."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from scoring.intake.any_file import read_any
from scoring.intake.decisions import read_decision_file
from scoring.problem import InputError
from scoring.readers.submissions import read_submissions
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout
from tests.folders import DEPARTMENTS

YAML = """\
- {submission: 甲, row: 产出/数量/1, score: 9.50, ground: 数据核减, by: 王, at: 2023-05-06, round: 初评}
- {submission: 甲, row: 产出/数量/1, agrees: 否, say: 台账漏登, evidence: 附1, round: 单位反馈}
"""
LINES = """\
{"submission": "甲", "row": "a", "verified_actual": "69家", "ground": "佐证属实"}
{"submission": "乙", "row": "b", "score": "3", "ground": "佐证属实"}
"""


def test_decisions_and_answers_as_records(tmp_path: Path) -> None:
    for name, text, count in (("认定.yaml", YAML, 1), ("认定.jsonl", LINES, 2)):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        found = read_decision_file(path)
        assert len(found.decisions) == count
        assert found.problems == ()
    found = read_decision_file(tmp_path / "认定.yaml")
    assert (found.decisions[0].score, found.decisions[0].ground) == (Decimal("9.5"), "数据核减")
    assert [(r.agrees, r.say, r.evidence) for r in found.replies] == [(False, "台账漏登", "附1")]


def test_a_wrong_record_is_told_with_its_line_and_the_others_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "认定.yaml"
    path.write_text(YAML + "- {submission: 甲, row: 产出/数量/2, ground: 数据核减}\n", "utf-8")
    found = read_decision_file(path, "认定.yaml")
    assert len(found.decisions) == 1
    assert [(str(p.place), p.code) for p in found.problems] == [("认定.yaml:3:3", "empty-decision")]


def test_the_same_records_among_the_files_of_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "认定.yaml"
    path.write_text(YAML + "- {submission: 甲, row: a, score: 三, ground: 数据核减}\n", "utf-8")
    read = read_any(path, "认定.yaml")
    assert [(d.row, d.score) for d in read.decisions] == [("产出/数量/1", Decimal("9.5"))]
    assert [(r.agrees, r.say) for r in read.replies] == [(False, "台账漏登")]
    assert [(r.file, r.at) for r in read.refused] == [("认定.yaml", "第3行")]
    path.write_text(YAML.splitlines()[1], "utf-8")
    assert [r.say for r in read_any(path, "答复.yaml").replies] == ["台账漏登"]


def test_a_workbook_that_is_no_sheet_of_a_review_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "别的.xlsx"
    Workbook().save(other)
    with pytest.raises(InputError, match="这不是复核表"):
        read_decision_file(other)


def test_a_checklist_in_another_order_is_the_same_data(library: Library) -> None:
    path = next(DEPARTMENTS.glob("*政务服务和数据管理局.yaml"))
    ((_, one),) = read_submissions(path)
    turned = {key: dict(reversed(answers.items())) for key, answers in one.items.items()}
    assert any(len(answers) > 1 for answers in turned.values())
    scorer = library.scorer(one.set)
    assert scorer.row_digests(one) == scorer.row_digests(one.model_copy(update={"items": turned}))


@pytest.mark.parametrize("join", [":", "："])
def test_a_ground_with_its_note_is_known_in_either_width(join: str) -> None:
    layout = load_vocabulary(ReviewSheetLayout)
    assert layout.listed(f"数据核减{join}台账：60家") == "数据核减"
    assert layout.ground_and_note(f"数据核减{join}台账：60家") == ("数据核减", "台账：60家")
    assert layout.listed("我看不行") == ""
