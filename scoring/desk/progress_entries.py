"""What was written into a row of 进度, as new entries: who is assigned, until when, what is done.

A row may assign people, set the last day of the unit's answer, and act on the whole project. What
cannot be used is an entry too, so that it is shown until the same row is filled in rightly. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from scoring.desk.cell_content import EntryFault
from scoring.desk.sheet_actions import SheetAction
from scoring.desk.sheet_rows import SheetRows
from scoring.desk.sheet_signature import SheetSignature
from scoring.desk.sheet_work import SheetContext, SheetEntries, SheetWork, WrittenEntry
from scoring.ledger.chain import entries_digest
from scoring.records.ledger_entry import EntryKind, LedgerEntry
from scoring.records.sheet_reading import SheetReading
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout
from scoring.workbooks.review_sheet.signed_day import read_day


def progress_entries(
    reading: SheetReading, context: SheetContext, layout: ReviewSheetLayout
) -> SheetEntries:
    """Return what was written into one row of 进度 and is not in the ledger yet."""
    known = _known(reading, context)
    sheet = SheetWork(reading.model_copy(update={"known": known or ()}), context, layout)
    refusals = sheet.open_refusals()
    SheetSignature(sheet).find()
    _assign(sheet)
    action = reading.action
    if action is not None and not action.is_blank and known is None:
        fault = EntryFault(
            "progress-of-other-ledger", "这一行不是按现在的台账印出的",
            "请再运行一次，用程序新写出的进度办理。", "action",
        )  # fmt: skip
        sheet.refuse(None, fault, [action], action.at)
    else:
        SheetAction(sheet, SheetRows(sheet)).take()
    if sheet.signer.is_signed and (action is None or action.is_blank) and not sheet.made:
        at = "" if reading.by is None else reading.by.at
        sheet.report(
            "nothing-done", "填了办理人和办理日期，没有选办理", at,
            "请选一项办理；复核表的签名请填在复核表里。", is_warning=True,
        )  # fmt: skip
    return SheetEntries(tuple(_settling(sheet, refusals)), tuple(sheet.problems))


def _known(reading: SheetReading, context: SheetContext) -> tuple[str, ...] | None:
    """Return the entries that the row was printed from; None where they are not the ledger's first."""
    known = tuple(context.entries)[: reading.count]
    is_same = len(known) == reading.count and entries_digest(known) == reading.digest
    return known if is_same else None


def _assign(sheet: SheetWork) -> None:
    """Make the entry of who is assigned and until when, where either was changed."""
    reading = sheet.reading
    people, due = reading.people, reading.due
    printed = [e for one in reading.assignments if (e := sheet.entries.get(one)) is not None]
    before = _together(printed)
    names, lead, day = before
    if people is not None and reading.has_other_people:
        if people.fault:
            fault = EntryFault("people-unclear", people.fault, people.todo, "people")
            sheet.refuse(None, fault, [people], people.at, holds=False)
            return
        if people.is_blank:
            sheet.report(
                "people-emptied", f"清空了复核人“{reading.printed_people}”，仍按原来的指派",
                people.at, "要取消指派，请写“无”。", is_warning=True,
            )  # fmt: skip
        else:
            names, lead = reading.names, reading.lead
    if due is not None and reading.has_other_due:
        if due.is_blank:
            sheet.report(
                "due-emptied", f"清空了截止日“{reading.printed_due}”，仍按原来的日子",
                due.at, "要改截止日，请写新的日期。", is_warning=True,
            )  # fmt: skip
        else:
            typed = read_day(due.text, due.date)
            if due.fault or typed.fault:
                why, todo = due.fault or f"截止日：{typed.fault}", due.todo or typed.todo
                fault = EntryFault("due-unusable", why, todo, "due")
                sheet.refuse(None, fault, [due], due.at, holds=False)
                return
            day = typed.day
    if (names, lead, day) == before:
        return
    at = next((cell.at for cell in (people, due) if cell is not None), "")
    sheet.entry(
        EntryKind.ASSIGNMENT, at, sheet.signer, people=names, lead=lead, due=day,
        replaces=tuple(entry.id for entry in printed),
    )  # fmt: skip


def _together(assignments: Sequence[LedgerEntry]) -> tuple[tuple[str, ...], str, str]:
    """Return people, lead and last day of assignments that stand side by side."""
    people = dict.fromkeys(name for entry in assignments for name in entry.people)
    leads = {entry.lead for entry in assignments if entry.lead}
    due = max((entry.due for entry in assignments), default="")
    return tuple(people), leads.pop() if len(leads) == 1 else "", due


def _settling(sheet: SheetWork, refusals: tuple[str, ...]) -> list[WrittenEntry]:
    """Return what was made; the first entry that can be used takes the place of what was refused."""
    made = [(entry, at) for entry, at in sheet.made.values()]
    usable = [entry for entry, _ in made if entry.kind is not EntryKind.REFUSED]
    if not (refusals and usable):
        return [WrittenEntry(entry, at) for entry, at in made]
    first = usable[0]
    settling = first.model_copy(
        update={"replaces": tuple(dict.fromkeys((*first.replaces, *refusals)))}
    )
    return [WrittenEntry(settling if entry is first else entry, at) for entry, at in made]
