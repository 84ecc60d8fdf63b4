"""What was found more, on forms as they come: the real one, the field's, and pages after them."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.records.finding import Finding
from scoring.work.library import Library
from tests.corpus.field_forms import FUNDS, GOAL, HEAD, TABLE, page, read, read_file, reviewed
from tests.folders import CORPUS

SEED = CORPUS / "seeds/004_25bc0484e45a6819.txt"
NEW = {
    "reason_number_differs", "goal_number_differs", "goal_target_differs", "name_of_other_year",
    "negative_amounts", "source_negative", "target_unread",
}  # fmt: skip


def of_seed(library: Library, *changes: tuple[str, str]) -> list[Finding]:
    """Review the real forms with a text replaced."""
    text = SEED.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return reviewed(read(text.encode(), SEED.name), "shenzhen/2022-project", library)


def test_the_real_forms_are_asked_nothing_new(library):
    assert [f for f in of_seed(library) if f.code in NEW] == []


REASON = "涉及部分单位机构改革, 因此数量有所减少"


def test_three_units_not_done_beside_all_of_them(library):
    found = of_seed(library, ("\t78家\t69家", "\t78家\t78家"), (REASON, "因机构改革，3家未完成"))
    (finding,) = (f for f in found if f.code in NEW)
    assert (finding.kind, finding.code) == ("Q", "reason_number_differs")
    assert finding.text == (
        "指标值78家，完成78家。单位说明写“3家未完成”，按此完成75家，按规则为28.85分；申报30分。"
    )
    assert not [f for f in found if f.kind == "E"]


def test_a_goal_of_fewer_units_beside_all_of_them(library):
    goal = "负责编制年度电子政务工程质量白皮书。"
    found = of_seed(library, ("\t78家\t69家", "\t78家\t78家"), (goal, "向45家党政机关发放白皮书。"))
    assert {f.code for f in found if f.code in NEW} <= {
        "goal_number_differs",
        "goal_target_differs",
    }
    assert "45家" in "".join(f.text for f in found if f.code in NEW)
    assert not [f for f in found if f.kind == "E"]


def test_the_real_projects_name_with_last_years_year(library):
    found = of_seed(library, ("政府网络运行维护", "2021年政府网络运行维护"))
    assert [(f.kind, f.code) for f in found if f.code in NEW] == [("Q", "name_of_other_year")]


WITH_FIGURES = [
    path
    for path in sorted((CORPUS / "field/files").iterdir())
    if path.name.partition("-")[0] in {"02", "04", "06", "07", "09", "10", "28", "32", "34", "40"}
]
"""Forms whose yearly goals or reasons hold figures of their rows."""


@pytest.mark.parametrize("path", WITH_FIGURES, ids=lambda p: p.name)
def test_the_forms_of_the_field_are_asked_nothing_new(library, path: Path):
    findings = reviewed(read_file(path), "mof/2020-project", library)
    assert [f for f in findings if f.code in NEW] == []


def codes(library: Library, *parts: str) -> list[tuple[str, str]]:
    findings = reviewed(read(page("".join(parts))), "mof/2020-project", library)
    return [(f.code, f.place) for f in findings if f.kind != "N"]


def test_a_page_without_faults_is_asked_nothing(library):
    assert codes(library, HEAD, FUNDS, GOAL, TABLE) == []


@pytest.mark.parametrize("amount", ["-5", "\u22125", "-5.00万元", "－5", "﹣5"])
def test_carried_money_below_zero_is_asked_at_its_cell(library, amount):
    carried = f"\n^ | 上年结转资金 | {amount} | {amount} | {amount} | | | \n"
    found = codes(library, HEAD, FUNDS.rstrip() + carried, GOAL, TABLE)
    assert found == [("source_negative", "表!E8")]


def test_each_is_told_at_its_cell(library):
    table = (
        TABLE.replace("≥100人 | 100人", "≥100人 | −5人")
        .replace("≥95% | 96%", "≥95% | 25:70")
        .replace("12月底前 | 12月", "2月30日前 | 12月")
    )
    assert codes(library, HEAD, FUNDS, GOAL, table) == [
        ("actual_unread", "表!E13"), ("actual_unread", "表!E14"), ("target_unread", "表!D15"),
    ]  # fmt: skip
