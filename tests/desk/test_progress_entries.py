"""A row of 进度 becomes entries: who is assigned, the last day, what is done with the project."""

from __future__ import annotations

from typing import Any

from scoring.desk.sheet_entries import new_entries
from scoring.desk.sheet_work import SheetContext, SheetEntries
from scoring.ledger.chain import entries_digest
from scoring.records.ledger_entry import EntryKind, LedgerEntry
from scoring.records.sheet_reading import SheetReading, TypedCell
from scoring.words import load_vocabulary
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout

LAYOUT = load_vocabulary(ReviewSheetLayout)
SIGNED = {"by": "王五", "day": "2024-06-01"}
RULED = LedgerEntry(
    kind=EntryKind.RULING, project="甲", stage=1, row="产出/数量/1", role="evaluator", by="张三",
    at="2024-03-01", score="6", ground="数据核减",
)  # fmt: skip
ASSIGNED = LedgerEntry(
    kind=EntryKind.ASSIGNMENT, project="甲", people=("张三", "李四"), lead="张三", due="2024-04-30"
)


def cell(column: str, text: str = "", **values: Any) -> TypedCell:
    return TypedCell(column=column, text=text, at=f"进度!{column}", **values)


def row(*printed: LedgerEntry, **typed: Any) -> SheetReading:
    """Return a row that was printed when the ledger held some entries; ``typed`` are its cells."""
    cells = {key: cell(key, typed.pop(key, "")) for key in ("by", "day", "action", "note")}
    old = next((one for one in printed if one.kind is EntryKind.ASSIGNMENT), None)
    people = "" if old is None else "张三（主评）、李四"
    due = "" if old is None else old.due
    return SheetReading(**{
        "kind": "progress", "file": "问题清单.xlsx", "sheet": "进度", "project": "甲", "stage": 4,
        "round": "待办结", "count": len(printed), "digest": entries_digest(e.id for e in printed),
        "edition": entries_digest(e.id for e in printed), **cells,
        "people": cell("people", typed.pop("people", people), fault=typed.pop("fault", "")),
        "due": cell("due", typed.pop("due", due)), "printed_people": people, "printed_due": due,
        "assignments": () if old is None else (old.id,), **typed,
    })  # fmt: skip


def read(reading: SheetReading, *before: LedgerEntry, **values: Any) -> SheetEntries:
    entries = {entry.id: entry for entry in before}
    given = {"entries": entries, "stage": 4, "step": "to_close", "actions": frozenset({"closed"})}
    return new_entries(reading, SheetContext("甲", **{**given, "year": 2023, **values}), LAYOUT)


def made(found: SheetEntries) -> list[LedgerEntry]:
    return [entry for entry, _ in found.entries]


def codes(found: SheetEntries) -> list[str]:
    return [problem.code for problem in found.problems]


def test_a_project_is_closed_by_its_row():
    reading = row(RULED, action="办结", **SIGNED)
    (closed,) = made(read(reading, RULED))
    assert (closed.kind, closed.by, closed.at) == (EntryKind.CLOSED, "王五", "2024-06-01")
    assert closed.known == (RULED.id,), "what the row was printed from"
    assert made(read(reading, RULED, closed)) == [], "read again, it is nothing new"


def test_what_came_after_the_row_was_printed_is_not_known_to_who_closes():
    late = RULED.model_copy(update={"by": "李四", "at": "2024-05-30"})
    (closed,) = made(read(row(RULED, action="办结", **SIGNED), RULED, late))
    assert closed.known == (RULED.id,)


def test_a_row_of_another_ledger_closes_nothing():
    found = read(row(RULED, action="办结", **SIGNED))
    assert [entry.kind for entry in made(found)] == [EntryKind.REFUSED]
    assert codes(found) == ["progress-of-other-ledger"]


def test_an_act_without_name_or_day_is_refused_and_kept():
    found = read(row(action="办结"))
    (refused,) = made(found)
    assert (refused.kind, refused.cells) == (EntryKind.REFUSED, (("action", "办结"),))
    found = read(row(refused, action="办结", **SIGNED), refused)
    (closed,) = made(found)
    assert (closed.kind, closed.replaces) == (EntryKind.CLOSED, (refused.id,))


def test_an_act_that_is_not_open_now_is_refused():
    assert codes(read(row(action="重新打开", note="漏项", **SIGNED))) == ["action-not-now"]
    assert codes(read(row(action="办了", **SIGNED))) == ["action-unknown"]


def test_a_name_alone_does_nothing_and_signs_nothing():
    found = read(row(**SIGNED))
    assert made(found) == []
    assert codes(found) == ["nothing-done"]


def test_people_are_assigned_with_a_last_day():
    (one,) = made(read(row(people="赵六", names=("赵六",), due="2024-06-30")))
    assert (one.kind, one.people, one.lead, one.due) == (
        EntryKind.ASSIGNMENT, ("赵六",), "", "2024-06-30",
    )  # fmt: skip


def test_another_assignment_takes_the_place_of_the_printed_one():
    (one,) = made(read(row(ASSIGNED, due="2024年5月31日"), ASSIGNED))
    assert (one.people, one.lead, one.due) == (("张三", "李四"), "张三", "2024-05-31")
    assert one.replaces == (ASSIGNED.id,)


def test_nobody_is_written_as_nobody_and_an_emptied_cell_is_asked():
    (one,) = made(read(row(ASSIGNED, people="无"), ASSIGNED))
    assert (one.people, one.lead, one.due) == ((), "", "2024-04-30")
    for emptied in ({"people": ""}, {"due": ""}):
        found = read(row(ASSIGNED, **emptied), ASSIGNED)
        assert made(found) == [], "the assignment stays in force"
        (problem,) = found.problems
        assert problem.code.endswith("-emptied")
        assert problem.severity == "warning"


def test_what_cannot_be_read_as_people_or_day_is_kept_and_told():
    found = read(row(people="张三 138", fault="看不懂复核人“张三 138”"))
    assert [(e.kind, e.cells) for e in made(found)] == [
        (EntryKind.REFUSED, (("people", "张三 138"),))
    ]
    assert "复核人 张三 138" in found.problems[0].message
    found = read(row(due="5月31日"))
    assert "没有写年份" in found.problems[0].message
    assert found.problems[0].place.where == "进度!due"


def test_an_untouched_row_says_nothing():
    assert read(row(ASSIGNED), ASSIGNED) == SheetEntries((), ())
