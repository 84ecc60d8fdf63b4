"""Sheets of earlier programs, real ones after four rounds: every entry of theirs is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.desk.sheet_entries import new_entries
from scoring.desk.sheet_work import SheetContext
from scoring.intake.decisions import read_decision_file
from scoring.records.file_content import FileRead
from scoring.records.ledger_entry import EntryKind, LedgerEntry
from scoring.words import load_vocabulary
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout

FOLDER = Path(__file__).parents[2] / "old_folders/four_rounds/folder"
SHEETS = sorted(
    path
    for folder in ("复核结果/复核表", "复核结果/改动留存", "收回")
    for path in (FOLDER / folder).glob("*.xlsx")
)


def read(path: Path) -> tuple[FileRead, list[LedgerEntry]]:
    found = read_decision_file(path, path.name)
    (sheet,) = found.sheets
    context = SheetContext(sheet.project, year=2022)
    made = new_entries(sheet, context, load_vocabulary(ReviewSheetLayout))
    return found, [entry for entry, _ in made.entries]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_nothing_that_was_decided_or_answered_is_lost(path: Path):
    found, entries = read(path)
    rulings = {
        (e.row, e.by, e.at, e.round, e.verified_actual, e.score, e.saw)
        for e in entries
        if e.kind == EntryKind.RULING
    }
    for each in found.decisions:
        decided = (each.verified_actual, each.score, each.saw)
        assert (each.row, each.by, each.at, each.round, *decided) in rulings
    answers = {
        (e.row, e.by, e.agrees, e.say, e.evidence) for e in entries if e.kind == EntryKind.ANSWER
    }
    for reply in found.replies:
        assert (reply.row, reply.by, reply.agrees, reply.say, reply.evidence) in answers
    assert len(rulings) == len(found.decisions)
    assert len(answers) == len(found.replies)
    refused = [e for e in entries if e.kind == EntryKind.REFUSED]
    assert len(refused) >= len(found.refused)


def test_the_sheets_of_all_rounds_tell_one_story():
    """The sheet of a round and the record in later sheets are the same entries."""
    by_project: dict[str, dict[str, list[LedgerEntry]]] = {}
    for path in SHEETS:
        _, entries = read(path)
        for entry in entries:
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
    _, entries = read(FOLDER / "复核结果/复核表/甲项目.xlsx")
    signed = [(e.stage, e.role, e.by) for e in entries if e.kind == EntryKind.SIGNATURE]
    assert signed == [
        (1, "evaluator", "评价人甲"),
        (2, "unit", "经办人乙"),
        (3, "evaluator", "评价人丁"),
        (4, "evaluator", "终审人戊"),
    ]
