"""Sheets of earlier programs, real ones after four rounds: every entry of theirs is found."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.desk.earlier_signatures import merged
from scoring.desk.sheet_entries import new_entries
from scoring.desk.sheet_work import SheetContext
from scoring.exact import plain
from scoring.intake.decisions import read_decision_file
from scoring.records.ledger_entry import EntryKind, LedgerEntry
from scoring.words import load_vocabulary
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout

FOLDER = Path(__file__).parents[2] / "old_folders/four_rounds/folder"
SHEETS = sorted(
    path
    for folder in ("复核结果/复核表", "复核结果/改动留存", "收回")
    for path in (FOLDER / folder).glob("*.xlsx")
)


KEPT = {EntryKind.RULING, EntryKind.CORRECTION, EntryKind.ANSWER}


def read(path: Path) -> list[LedgerEntry]:
    found = read_decision_file(path, path.name)
    (sheet,) = found.sheets
    context = SheetContext(sheet.project, year=2022)
    made = new_entries(sheet, context, load_vocabulary(ReviewSheetLayout))
    return [entry for entry, _ in made.entries]


def record_of(path: Path) -> list[tuple[object, ...]]:
    """Read the record of rounds as it stands in a sheet: row, round, who, day, what."""
    head, *lines = [
        values for values in load_workbook(path)["每轮记录"].iter_rows(values_only=True)
        if "标识" in values or (values[0] and values[1])
    ]  # fmt: skip
    found = [dict(zip(map(str, head), values, strict=True)) for values in lines]
    wanted = (
        "标识",
        "轮次",
        "谁",
        "日期",
        "复核完成值",
        "复核得分",
        "认可/不认可",
        "单位说明",
        "佐证号",
    )
    return [tuple(said(line[key]) for key in wanted) for line in found]


def said(value: object) -> str:
    return "" if value is None else str(value)


def as_recorded(entry: LedgerEntry) -> tuple[str, ...]:
    """Return an entry as the record of an earlier program shows it."""
    agrees = {True: "认可", False: "不认可", None: ""}[entry.agrees]
    score = "" if entry.score is None else plain(Fraction(entry.score))
    actual = entry.verified_actual or ""
    return (
        entry.row,
        entry.round,
        entry.by,
        entry.at,
        actual,
        score,
        agrees,
        entry.say,
        entry.evidence,
    )


def typed_of(path: Path) -> list[tuple[str, str]]:
    """Read what stands typed in the cells of a sheet: row and score."""
    sheet = load_workbook(path)["复核表"]
    heads = {str(c.value): c for line in sheet.iter_rows(max_row=12) for c in line if c.value}
    ids, scores = heads["标识"], heads["复核得分"]
    lines = range(ids.row + 1, sheet.max_row + 1)
    cells = [(sheet.cell(n, ids.column).value, sheet.cell(n, scores.column).value) for n in lines]
    return [(str(row), str(score)) for row, score in cells if row and score is not None]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_nothing_that_was_decided_or_answered_is_lost(path: Path):
    entries = read(path)
    recorded = {as_recorded(entry) for entry in entries if entry.kind in KEPT}
    assert set(record_of(path)) <= recorded
    told = {(e.row, as_recorded(e)[5]) for e in entries}
    told |= {(e.row, dict(e.cells).get("score", "")) for e in entries}
    assert set(typed_of(path)) <= told


def test_the_sheets_of_all_rounds_tell_one_story():
    """The sheet of a round and the record in later sheets are the same entries."""
    by_project: dict[str, dict[str, list[LedgerEntry]]] = {}
    for entry in merged([entry for path in SHEETS for entry in read(path)]):
        by_project.setdefault(entry.project, {}).setdefault(entry.id, []).append(entry)
    (of_two,) = (found for key, found in by_project.items() if key.endswith("200089536"))
    counts = {
        (e.stage, e.by): sum(
            one[0].kind == EntryKind.SIGNATURE and (one[0].stage, one[0].by) == (e.stage, e.by)
            for one in of_two.values()
        )
        for e in (one[0] for one in of_two.values())
        if e.is_signed and e.kind == EntryKind.RULING
    }
    assert counts == {(1, "评价人甲"): 1, (3, "评价人丁"): 1, (4, "终审人戊"): 1}


def test_a_finished_review_has_its_four_signatures():
    entries = read(FOLDER / "复核结果/复核表/甲项目.xlsx")
    signed = [(e.stage, e.role, e.by) for e in entries if e.kind == EntryKind.SIGNATURE]
    assert signed == [
        (1, "evaluator", "评价人甲"),
        (2, "unit", "经办人乙"),
        (3, "evaluator", "评价人丁"),
        (4, "evaluator", "终审人戊"),
    ]
