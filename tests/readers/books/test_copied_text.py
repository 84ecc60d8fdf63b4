"""Text as people copy it out of pages and documents: read as the table stood, or not read and told."""

from __future__ import annotations

from scoring.intake.any_file import read_book
from scoring.readers.books.texts.open_text import read_text
from scoring.records.file_content import FileRead
from scoring.records.submission import Submission
from tests.folders import CASES


def read(text: str) -> FileRead:
    """Return what a text file holds."""
    return read_book(read_text(text.encode(), "表.txt"))


def form(text: str) -> Submission:
    """Return the one form of a text."""
    (found,) = read(text).forms
    assert found.submission is not None, found.problems
    return found.submission


def shown(submission: Submission) -> list[tuple[str, ...]]:
    """Return the rows as a person compares them."""
    return [
        (r.level1, r.level2, r.name, r.target, r.actual, str(r.points), str(r.claimed), r.reason)
        for r in submission.indicators
    ]


def case(name: str) -> str:
    """Return one of the cases from the field."""
    return (CASES / name).read_text("utf-8")


def test_merged_cells_given_once_by_a_page() -> None:
    found = form(case("O4-网页复制-合并格丢失.txt"))
    assert shown(found) == [
        ("产出指标", "数量指标", "培训人数", "≥100人", "100人", "50", "50", ""),
        ("产出指标", "质量指标", "合格率", "≥95%", "96%", "40", "40", ""),
    ]
    (funds,) = found.funds
    assert [str(n) for n in (funds.initial, funds.budget, funds.executed, funds.claimed)] == [
        "100", "100", "100", "10",
    ]  # fmt: skip
    assert found.claimed_total == 100
    assert not found.unplaced
    told = {repair.at for repair in found.repairs if repair.what.startswith("这一行")}
    assert told == {"第6行", "第8行", "第9行", "第10行"}


def test_a_row_that_cannot_be_placed_leaves_the_form_unread_and_told() -> None:
    text = case("O4-网页复制-合并格丢失.txt").replace("\t40\t40\t", "\t暂无\t40\t")
    found = read(text)
    assert not found.forms
    (told,) = found.problems
    assert told.code == "slid-cells"
    assert told.place.where == "第7行"


def test_cells_parted_by_blanks() -> None:
    found = form(case("O1-空格分列.txt"))
    assert shown(found) == [
        ("产出指标", "数量指标", "维护设备数量", "≥1个", "1个", "90", "90", ""),
    ]  # fmt: skip
    assert (found.project.name, found.year, found.money_unit) == ("设备维护经费", 2022, "万元")
    assert (found.goal.expected, found.goal.achieved) == ("完成维护工作", "已完成")
    assert found.claimed_total == 100
    assert not found.unplaced


def test_a_form_of_blanks_that_proves_nothing_is_told_with_what_to_do() -> None:
    for before, after in (
        ("≥1个 1个", "完成 已完成"),  # a name of two words and no actual would look the same
        ("总分 100 100", "总分 95 95"),
        ("≥1个 1个 90 90", "≥1个 90 90"),
        ("维护设备数量", "维护设备 数量"),
    ):
        found = read(case("O1-空格分列.txt").replace(before, after))
        assert not found.forms
        (told,) = found.problems
        assert told.code == "loose-cells"
        assert "另存为 .html" in told.hint
