"""Files of decisions: a list, a ledger or its export, a 复核表 of an earlier program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scoring.desk.sheet_entries import new_entries
from scoring.desk.sheet_work import SheetContext
from scoring.intake.decisions import read_decision_file
from scoring.ledger.store import Ledger
from scoring.problem import Place, Problem
from scoring.records.decision import Decision
from scoring.records.ledger_entry import LedgerRecord
from scoring.records.sheet_reading import SheetReading
from scoring.words import load_vocabulary
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout
from scoring.writers.lists.ledger_table import LedgerWords

_LEDGER: Final = ".db"


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """What a file holds of decisions."""

    decisions: tuple[Decision, ...] = ()
    """Of a list."""
    records: tuple[LedgerRecord, ...] = ()
    """Of a ledger, or of a sheet that holds all of its own."""
    problems: tuple[Problem, ...] = ()


def read_decisions(path: Path) -> DecisionFile:
    """Return the decisions of a file, or of the ledger in a folder of outputs.

    Raises :class:`InputError` if it holds none. A sheet that was made from a ledger shows of earlier
    rounds only what it prints: the ledger itself is asked for.
    """
    ledger = path / load_vocabulary(LedgerWords).file if path.is_dir() else path
    if ledger.suffix.lower() == _LEDGER:
        with Ledger.open(ledger, read_only=True) as opened:
            return DecisionFile(records=opened.entries())
    read = read_decision_file(path)
    if not read.sheets:
        return DecisionFile(read.decisions, read.ledger, read.problems)
    records, problems = [], [*read.problems]
    for sheet in read.sheets:
        if sheet.edition:
            problems.append(_is_a_view(sheet))
            continue
        found = new_entries(sheet, SheetContext(sheet.project), load_vocabulary(ReviewSheetLayout))
        records += [LedgerRecord(entry=written.entry) for written in found.entries]
        problems += found.problems
    return DecisionFile(records=tuple(records), problems=tuple(problems))


def _is_a_view(sheet: SheetReading) -> Problem:
    return Problem(
        "sheet-of-ledger", "这份复核表的认定记在复核台账里，表上不全", Place(sheet.file),
        "请写台账，如 --decisions 复核结果/复核台账.db；新填的表先用 ziping review 读入。",
    )  # fmt: skip
