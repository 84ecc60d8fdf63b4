"""Sheets that earlier programs wrote: their record of rounds and refused entries, as entries of a ledger.

Such a sheet has no edition. It bears what was entered so far in its open cells, and in its record of
rounds what was entered before; an entry that was changed there since is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import ValidationError

from scoring.problem import Problem
from scoring.readers.books.sheets.grid import Book
from scoring.records.decision import Refused
from scoring.records.ledger_entry import EntryKind, LedgerEntry
from scoring.records.sheet_reading import SheetKind, SheetReading
from scoring.text import on_one_line
from scoring.workbooks.review_sheet.layout import (
    CARRIED_COLUMN,
    ReviewColumn,
    ReviewSheetLayout,
    seal_of,
)
from scoring.workbooks.review_sheet.read.find import ReviewTable, find_history
from scoring.workbooks.review_sheet.signed_day import read_day

_LONGEST: Final = 500
_LONGEST_CELL: Final = 2_000
_AS_HANDED_OUT: Final = "请用原来交出的那一份复核表，只在本轮的格里填写。"


class EarlierSheet:
    """A sheet without an edition: which round it is of, and what its record holds."""

    def __init__(
        self, book: Book, layout: ReviewSheetLayout, table: ReviewTable, about: Mapping[str, str]
    ) -> None:
        self.book = book
        self.layout = layout
        self.table = table
        self.project = about.get("submission", "")[:_LONGEST]
        self.round = about.get("round", "")[:_LONGEST]
        self.stage = _stage(layout, self.round)
        self.writer = layout.writer(self.round)
        self.kind: SheetKind = "feedback" if self.writer == "unit" else "review"
        self.is_known_round = self.writer is not None or self.round == layout.finished.name

    @property
    def columns(self) -> tuple[ReviewColumn, ...]:
        """The columns that could be written in; none where all was done."""
        columns = () if self.writer is None else self.layout.open_columns(self.kind)
        return tuple(column for column in columns if column.key in self.table.columns)

    def called(self, plain: Mapping[str, str]) -> tuple[str, ...]:
        """Return level 1, level 2 and name of a row; nothing where one was cut."""
        below = self.layout.words["below"]
        name, levels = plain.get("name", ""), plain.get("levels", "")
        hidden = self.layout.words["secret"]
        if name.endswith(below) or levels.endswith(below) or name == hidden:
            return ()
        parts = [*levels.split("\n"), ""][:2]
        return (*(on_one_line(part)[:_LONGEST] for part in parts), on_one_line(name)[:_LONGEST])

    def seal(self, plain: Mapping[str, str]) -> tuple[bool, bool]:
        """Return whether a row was locked, and whether a cell was changed that nobody writes in.

        In a row that was locked when it was written no column is open, and its seal is one of all.
        """
        seal = plain.get("seal", "")
        if not seal:
            return False, False
        head = [plain.get("id", ""), plain.get("saw", "")]
        keys = [c.key for c in self.layout.columns if c.key != "final" and c.key in plain]
        is_open = {column.key for column in self.columns}
        fixed = [plain[key] for key in keys if key not in is_open]
        if seal in (seal_of([*head, *fixed]), seal_of([*head, *(plain[key] for key in keys)])):
            return False, False
        as_locked = ["" if key in is_open else plain[key] for key in keys]
        is_locked = seal == seal_of([*head, *as_locked])
        return is_locked, not is_locked

    def complete(self, reading: SheetReading) -> SheetReading:
        """Return the reading with what was refused before."""
        carried = tuple(self._carried())
        printed = {entry.row: entry for entry in carried if entry.row and entry.stage == self.stage}
        rows = tuple(
            row.model_copy(update={"printed": (printed[row.row].id,)})
            if row.row in printed
            else row
            for row in reading.rows
        )
        called = {row.row: row.called for row in reading.rows}
        entries = (
            entry.model_copy(update={"called": called.get(entry.row, ())})
            for entry in reading.history
        )
        return reading.model_copy(update={
            "round": self.round, "rows": rows, "history": (*entries, *carried),
        })  # fmt: skip

    def _carried(self) -> Iterator[LedgerEntry]:
        """Yield what was refused in an earlier sheet and stands in the hidden one."""
        sheet = self.book.sheet(self.layout.sheets.about)
        for (_, column), cell in sorted(sheet.cells.items() if sheet is not None else ()):
            if column != CARRIED_COLUMN or not cell.text.startswith("{"):
                continue
            try:
                refused = Refused.model_validate_json(cell.text)
                if refused.submission == self.project:
                    yield self._refused(refused)
            except ValidationError:
                continue

    def _refused(self, refused: Refused) -> LedgerEntry:
        cells = [(column, text[:_LONGEST_CELL]) for column, text in refused.cells]
        return LedgerEntry(
            kind=EntryKind.REFUSED,
            project=self.project,
            # What does not keep a round open belongs to none.
            stage=_stage(self.layout, refused.round) if refused.holds else 0,
            round=refused.round[:_LONGEST],
            row=refused.row[:_LONGEST],
            role=self.layout.writer(refused.round) or "",
            by=refused.by[:_LONGEST] if refused.day else "",
            at=_day(refused.day) if refused.by else "",
            cells=tuple(cells),
            reason=_WRITTEN.split(refused.why, maxsplit=1)[0] if cells else refused.why,
            todo=refused.todo,
        )


_WRITTEN: Final = re.compile("[，,]没有采用[（(]填的是|[（(]填的是")
"""What those programs said behind a reason: the cells, which an entry keeps by themselves."""


def recorded_entries(
    book: Book, layout: ReviewSheetLayout, project: str, problems: list[Problem]
) -> tuple[LedgerEntry, ...]:
    """Return what the record of rounds of an earlier program's sheet holds, each line an entry."""
    table = find_history(book, layout)
    if table is None:
        return ()
    entries = []
    keys = [column.key for column in layout.history]
    for number in range(table.heading + 1, table.sheet.bottom + 1):
        values = {key: table.plain(number, key) for key in keys}
        if not any(values.values()):
            continue
        sealed = seal_of([project, *(values[key] for key in keys if key != "seal")])
        place = book.place(table.sheet.name, number, 1)
        if sealed != values["seal"]:
            what = f"每轮记录第 {number} 行在程序写出之后有改动，这一条没有采用"
            problems.append(Problem("history-changed", what, place, _AS_HANDED_OUT))
            cells = {key: text for key, text in values.items() if key not in ("saw", "seal")}
            entries.append(_changed(project, values["round"], cells, what, layout))
            continue
        try:
            entries.append(_entry(project, values, layout))
        except ValidationError:
            what = f"每轮记录第 {number} 行的内容太长，这一条没有采用"
            problems.append(Problem("entry-unusable", what, place, _AS_HANDED_OUT))
    return tuple(entries)


def _entry(project: str, values: Mapping[str, str], layout: ReviewSheetLayout) -> LedgerEntry:
    # By its content, not by its round: an entry of an unknown round is not lost.
    decides = bool(values["verified"] or values["score"])
    first = next(r.name for r in layout.rounds if r.by == ("evaluator" if decides else "unit"))
    round_name = values["round"] or first
    common = {
        "project": project, "stage": _stage(layout, round_name), "round": round_name,
        "row": values["row"], "by": values["by"], "at": _day(values["at"]), "saw": values["saw"],
    }  # fmt: skip
    if decides:
        ground, note = layout.ground_and_note(values["ground"])
        return LedgerEntry.model_validate({
            **common, "kind": EntryKind.RULING, "role": "evaluator", "ground": ground, "note": note,
            "verified_actual": values["verified"] or None, "score": values["score"] or None,
        })  # fmt: skip
    return LedgerEntry.model_validate({
        **common, "kind": EntryKind.ANSWER, "role": "unit", "say": values["reply"],
        "agrees": layout.answer(values["agrees"]), "evidence": values["proof"],
    })  # fmt: skip


def _changed(
    project: str, round_name: str, cells: Mapping[str, str], why: str, layout: ReviewSheetLayout
) -> LedgerEntry:
    texts = tuple((key, text[:_LONGEST_CELL]) for key, text in cells.items() if text)
    return LedgerEntry(
        kind=EntryKind.REFUSED, project=project, stage=_stage(layout, round_name),
        round=round_name[:_LONGEST], cells=texts, reason=why, todo=_AS_HANDED_OUT,
    )  # fmt: skip


def _stage(layout: ReviewSheetLayout, round_name: str) -> int:
    """Return the number of a round from 1; 0 for one that is unknown."""
    names = [step.name for step in layout.rounds]
    return names.index(round_name) + 1 if round_name in names else 0


def _day(text: str) -> str:
    """Return a day as YYYY-MM-DD; one that earlier programs took and is none stays as it is."""
    return read_day(text).day or text[:_LONGEST]
