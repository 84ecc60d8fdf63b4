"""进度: what is printed, what people write into it, and what of that comes back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.intake.any_file import read_any
from scoring.records.result import Reviewed
from scoring.records.review_progress import ReviewProgress
from scoring.records.sheet_reading import SheetReading
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.review import Reviewer
from scoring.work.score import score
from scoring.workbooks.progress_sheet.layout import AssignedPeople, ProgressLayout
from scoring.workbooks.progress_sheet.write import ProgressSheet
from scoring.writers.form_line import FormLine, SheetFiles, form_line
from scoring.writers.lists.table_file import workbook

LAYOUT = load_vocabulary(ProgressLayout)
AT = {column.heading: at for at, column in enumerate(LAYOUT.columns, 1)}
PRINTED = ReviewProgress(
    project="p1", stage=1, round="初评", awaits=("李四",), signed=("张三 2024-03-01",),
    people=("张三", "李四"), lead="张三", due="2024-04-30", assignments=("a" * 32,),
    actions=("退回单位修改",), entries=7, digest="d" * 64,
)  # fmt: skip


@pytest.fixture(scope="module")
def lines(library: Library, checkout: Path) -> list[FormLine]:
    """The six real projects; the first has been assigned."""
    reviewer, made = Reviewer(library), []
    for number, path in enumerate(sorted((checkout / "examples").glob("*.yaml")), 1):
        result = score(path, sets=library)
        progress = PRINTED if number == 1 else ReviewProgress(f"p{number}", 1)
        form = Reviewed(path.name, "", result, reviewer.review(result), progress=progress)
        sheet = SheetFiles(workbook=f"复核表/{number}.xlsx")
        made.append(form_line(form, library.labels, sheet, ""))
    return made


@pytest.fixture
def filled(lines: list[FormLine], tmp_path: Path) -> Any:
    """Write the sheet, let a person fill it in, and read it back."""

    def fill(*typed: tuple[int, str, object]) -> list[SheetReading]:
        path = tmp_path / "问题清单.xlsx"
        path.write_bytes(workbook([ProgressSheet(lines, LAYOUT)], "问题清单"))
        book = load_workbook(path)
        for row, heading, value in typed:
            book["进度"].cell(row, AT[heading]).value = value
        book.save(path)
        return list(read_any(path, path.name).sheets)

    return fill


def test_what_nobody_touched_says_nothing(filled: Any) -> None:
    assert filled() == []


def test_the_sheet_shows_where_each_review_stands(lines: list[FormLine], tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook([ProgressSheet(lines, LAYOUT)], "问题清单"))
    sheet = load_workbook(path)["进度"]
    shown = {heading: sheet.cell(2, at).value for heading, at in AT.items()}
    assert (shown["轮次"], shown["等谁办"], shown["本轮已签"]) == (
        "初评",
        "李四",
        "张三 2024-03-01",
    )
    assert (shown["复核人"], shown["截止日"]) == ("张三（主评）、李四", "2024-04-30")
    assert [shown[key] for key in ("办理", "办理人", "办理日期")] == [None] * 3
    hidden = [c.heading for c in LAYOUT.columns if c.hidden]
    assert hidden == list(AT)[-len(hidden) :], "what people need not see stands behind all else"
    (choice,) = [check for check in sheet.data_validations.dataValidation if check.type == "list"]
    assert "退回单位修改" in choice.formula1
    assert sheet.auto_filter.ref


def test_one_act_on_many_projects_at_once(filled: Any) -> None:
    typed = [
        cell
        for row in range(2, 8)
        for cell in (
            (row, "办理", "办结"),
            (row, "办理人", "王五"),
            (row, "办理日期", date(2024, 5, 6)),
        )
    ]
    read = filled(*typed)
    assert [one.project for one in read] == ["p1", "p2", "p3", "p4", "p5", "p6"]
    assert {(one.kind, one.action.text, one.by.text, one.day.date) for one in read} == {
        ("progress", "办结", "王五", "2024-05-06")
    }
    assert read[0].action.at == "进度!M2"
    assert (read[0].stage, read[0].count, read[0].digest) == (1, 7, "d" * 64)
    assert not any(one.has_other_people or one.has_other_due for one in read)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("张三", AssignedPeople(("张三",))),
        ("张三（主评）、李四", AssignedPeople(("张三", "李四"), "张三")),
        ("李四,张三(组长)，王五", AssignedPeople(("李四", "张三", "王五"), "张三")),
        ("张三\n李四；张三", AssignedPeople(("张三", "李四"))),
        ("无", AssignedPeople()),
        ("张三（主评）、李四（主评）", None),
        ("张三（请假）", None),
        ("张三 13800000000", None),
        ("、".join(chr(0x4E00 + number) for number in range(51)), None),
        ("张" * 501, None),
    ],
)
def test_who_is_assigned(filled: Any, text: str, people: AssignedPeople | None) -> None:
    (one,) = filled((3, "复核人", text))
    assert one.has_other_people
    assert bool(one.people.fault) == (people is None)
    assert AssignedPeople(one.names, one.lead) == (people or AssignedPeople())


def test_what_was_printed_stands_beside_what_was_typed(filled: Any) -> None:
    (one,) = filled((2, "复核人", "李四"), (2, "截止日", "2024年5月31日"))
    assert (one.printed_people, one.printed_due, one.assignments) == (
        "张三（主评）、李四", "2024-04-30", ("a" * 32,),
    )  # fmt: skip
    assert (one.people.text, one.people.at, one.due.text) == ("李四", "进度!K2", "2024年5月31日")
    (emptied,) = filled((2, "复核人", None))
    assert emptied.people.is_blank, "an emptied cell comes back, for somebody is to be asked"
    assert filled((2, "截止日", date(2024, 4, 30))) == [], "the same day as a date is no change"


def test_rows_may_be_sorted_and_columns_moved(lines: Any, tmp_path: Path) -> None:
    path = tmp_path / "排序.xlsx"
    path.write_bytes(workbook([ProgressSheet(lines, LAYOUT)], "问题清单"))
    book = load_workbook(path)
    sheet = book["进度"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head, *others = rows
    others[0][AT["复核人"] - 1] = "赵六"
    for at, row in enumerate([head, *reversed(others)], 1):
        for column, value in enumerate(reversed(row), 1):
            sheet.cell(at, column).value = value
    book.save(path)
    (one,) = read_any(path, path.name).sheets
    assert (one.project, one.names) == ("p1", ("赵六",))


def test_what_is_written_where_no_project_stands_is_told(filled: Any, tmp_path: Path) -> None:
    filled((9, "复核人", "张三"), (10, "标识", "p1"), (10, "复核人", "赵六"), (2, "复核人", "李四"))
    read = read_any(tmp_path / "问题清单.xlsx", "问题清单.xlsx")
    assert [one.names for one in read.sheets] == [("李四",)]
    told = [problem.message for problem in read.problems]
    assert len(told) == 2
    assert "张三" in told[0]
    assert "赵六" in told[1]


@pytest.mark.parametrize("heading", [c.heading for c in LAYOUT.columns if c.input is None])
def test_no_long_text_in_a_cell_of_the_programs_keeps_the_others_from_being_read(
    filled: Any, heading: str
) -> None:
    read = filled((3, heading, "长" * 25_000), (3, "办理人", "李四"), (4, "办理人", "王五"))
    assert [one.by.text for one in read] == ["李四", "王五"]
