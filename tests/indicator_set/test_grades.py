"""A grade begins at a total (``from``) or above it (``above``), wherever grades are told."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from scoring.indicator_set.load import SetText, load_set
from scoring.indicator_set.model import IndicatorSet
from scoring.problem import InputError
from scoring.records.result import Reviewed
from scoring.records.scorecard import Scorecard
from scoring.records.submission import Submission
from scoring.set_tools.check import check_text
from scoring.set_tools.describe import SetDescriber
from scoring.set_tools.diff import change_lines, changes
from scoring.set_tools.set_words import set_words
from scoring.work.library import Library
from scoring.work.review import Reviewer
from scoring.work.score import score_submission
from tests.folders import SETS
from tests.sheet_maker import SheetMaker

LIBRARY = Library(SETS)
ABOVE = LIBRARY.indicator_set("test/above-grades")
FROM = LIBRARY.indicator_set("mof/2020-project")


@pytest.mark.parametrize(
    ("total", "above", "included"),
    [
        ("100", "优", "优"),
        ("90.01", "优", "优"),
        ("90", "良", "优"),
        ("89.99", "良", "良"),
        ("80", "良", "良"),
        ("79.99", "中", "中"),
        ("0", "差", "差"),
    ],
)
def test_the_bound_itself_is_the_grade_below(total: str, above: str, included: str) -> None:
    assert ABOVE.grade(Decimal(total)) == above
    assert FROM.grade(Decimal(total)) == included


def written(*grades: str) -> str:
    lines = [
        "schema: 1", "id: test/g", "title: 甲", "points: 100",
        "sources: {办法: {document: 某办法, article: 第一条, standing: secondary}}",
        "levels: [{name: 产出, points: 100, rows: indicators, source: 办法}]",
        f"grades: [{', '.join(grades)}]",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def load(text: str) -> IndicatorSet:
    return load_set(SetText("set", text), LIBRARY.text, LIBRARY.built_ins)


VARIANTS = [
    (("{name: 优, above: 90}", "{name: 差, from: 0}"), "90", "差"),
    (("{name: 优, from: 90}", "{name: 良, above: 80}", "{name: 差, from: 0}"), "80", "差"),
    (("{name: 优, above: 90}", "{name: 良, above: 80}", "{name: 差, from: 0}"), "80.01", "良"),
    (("{name: 达标, above: 0}", "{name: 未达标, from: -1}"), "0", None),
    (("{name: 优, above: 89.5}", "{name: 差, from: 0}"), "89.5", "差"),
    (("{name: 合格, above: 99.99}", "{name: 不合格, from: 0}"), "100", "合格"),
]


@pytest.mark.parametrize(("grades", "total", "grade"), VARIANTS)
def test_variants(grades: tuple[str, ...], total: str, grade: str | None) -> None:
    if grade is None:
        with pytest.raises(InputError):
            load(written(*grades))
        return
    assert load(written(*grades)).grade(Decimal(total)) == grade


@pytest.mark.parametrize(
    ("grades", "code", "message"),
    [
        (("{name: 优, from: 90, above: 90}", "{name: 差, from: 0}"), "edges", "只能写一个"),
        (("{name: 优}", "{name: 差, from: 0}"), "grades", "没有写起点分"),
        (("{name: 优, above: 90}", "{name: 良, from: 90}", "{name: 差, from: 0}"), "grades", "从高到低"),
        (("{name: 优, above: 90}", "{name: 差, above: 0}"), "grades", "最低一等要从 0 起"),
        (("{name: 优, above: 100}", "{name: 差, from: 0}"), "grades", "没有总分能到"),
        (("{name: 优, above: 120}", "{name: 差, from: 0}"), "grades", "超过总分"),
    ],
)  # fmt: skip
def test_what_no_total_could_follow_is_refused(
    grades: tuple[str, ...], code: str, message: str
) -> None:
    with pytest.raises(InputError) as refused:
        load(written(*grades))
    [problem] = [p for p in refused.value.problems if p.code == code and message in p.message]
    assert (problem.place.file, problem.place.line) == ("set", 7)


def form(done: str, satisfied: str) -> Submission:
    row = {
        "level1": "产出",
        "level2": "数量",
        "name": "服务家数",
        "target": "≥100家",
        "points": "50",
    }
    rest = [
        {"level1": "效益", "level2": "社会效益", "name": "覆盖率", "target": "≥90%", "actual": "95%",
         "points": "30"},
        {"level1": "满意度", "level2": "服务对象满意度", "name": "群众满意率", "target": "≥90%",
         "actual": satisfied, "points": "10"},
    ]  # fmt: skip
    return Submission.model_validate(
        {
            "schema": "ziping/submission/1", "set": "test/above-grades", "year": 2022,
            "funds": [{"source": "合计", "budget": "100", "executed": "100"}],
            "indicators": [{**row, "actual": done}, *rest],
        }
    )  # fmt: skip


def card(done: str, satisfied: str) -> Scorecard:
    return LIBRARY.scorer("test/above-grades").score(form(done, satisfied))


def test_the_grades_that_a_band_allows_follow_the_edge() -> None:
    """A row of 10 points that cannot be read: a band of 80 to 90 never comes above 90."""
    reaches_90 = card("80家", "一般")
    assert (reaches_90.low, reaches_90.high) == (Decimal(80), Decimal(90))
    assert reaches_90.grades_possible == ("良",)
    over_90 = card("81家", "一般")
    assert over_90.grades_possible == ("优", "良")
    from_90 = card("100家", "一般")
    assert (from_90.low, from_90.grades_possible) == (Decimal(90), ("优", "良"))


def test_the_edge_is_told_in_words() -> None:
    shown = "\n".join(SetDescriber(ABOVE, set_words()).lines())
    assert "等级：优 高于90分〔平台·转述〕、良 80分起〔平台·转述〕、中 60分起" in shown
    told = list(change_lines(changes(FROM, ABOVE, set_words()), set_words()))
    assert "  等级去掉：优 90分起〔等级〕" in told
    assert "  等级增加：优 高于90分〔平台〕" in told


def test_an_example_on_the_bound_is_asked_for() -> None:
    text = written("{name: 优, above: 90}", "{name: 差, from: 0}")
    found = check_text(SetText("set", text), SetText("cases", "[]"), LIBRARY).problems
    [problem] = [p for p in found if p.code == "no-grade-example"]
    assert problem.message == "没有算例的总分正好是90（“优”高于它）"


def test_the_review_sheet_grades_live_by_the_edge() -> None:
    result = score_submission(form("80家", "95%"), LIBRARY)
    reviewer = Reviewer(LIBRARY)
    reviewed = Reviewed("自评表.xlsx", "", result, reviewer.review(result))
    data = SheetMaker(LIBRARY, reviewer.words.kinds).xlsx(reviewed)
    sheet = load_workbook(BytesIO(data))["复核表"]
    [live] = [
        str(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).startswith("=") and '"良"' in str(cell.value)
    ]
    assert '>90,"优",IF(' in live
    assert '>=80,"良",IF(' in live


def test_a_claimed_grade_of_exactly_the_bound() -> None:
    """优 on a form of exactly 90 differs from the set, 良 does not."""
    for grade, differs in (("优", True), ("良", False)):
        told = form("80家", "95%").model_copy(
            update={"claimed_total": Decimal(90), "claimed_grade": grade}
        )
        found = Reviewer(LIBRARY).review(score_submission(told, LIBRARY))
        assert any("等级" in f.kind or "等级" in f.text for f in found.findings) is differs
