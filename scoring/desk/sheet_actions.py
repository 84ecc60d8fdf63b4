"""办理: what was done with the whole project on a sheet, as an entry, or why it cannot be done."""

from __future__ import annotations

from scoring.desk.cell_content import EntryFault, minutes_of
from scoring.desk.kept import person
from scoring.desk.sheet_rows import SheetRows
from scoring.desk.sheet_work import SheetWork
from scoring.records.ledger_entry import EntryKind
from scoring.records.sheet_reading import TypedCell
from scoring.text import excerpt


class SheetAction:
    """Reads the cell 办理 of one sheet."""

    def __init__(self, sheet: SheetWork, rows: SheetRows) -> None:
        self.sheet = sheet
        self.rows = rows

    def take(self) -> None:
        """Make the entry of what was done, or refuse it."""
        cell = self.sheet.reading.action
        if cell is None or cell.is_blank:
            return
        key = self.sheet.layout.action(cell.text)
        reason = "" if self.sheet.reading.note is None else self.sheet.reading.note.text.strip()
        cells = [c for c in (cell, self.sheet.reading.note) if c is not None]
        if self.sheet.agrees_to_all:
            self.rows.agree_all(cell)
            return
        fault = self._action_fault(key, cell, reason)
        if fault is not None:
            self.sheet.refuse(None, fault, cells, cell.at, self.sheet.open_refusals())
            return
        if not self.sheet.signer.is_signed:
            return
        kind, values = self._action_entry(key, reason)
        same = any(
            e.kind is kind and e.stage == self.sheet.reading.stage and e.base == self.sheet.reading.edition
            and (person(e.by), e.at, e.note) == (person(self.sheet.signer.by), self.sheet.signer.day, reason)
            and e.admitted == values.get("admitted")
            for e in self.sheet.entries.values()
        )  # fmt: skip
        if same:
            return
        if (
            key not in self.sheet.context.actions
            or self.sheet.reading.stage != self.sheet.context.stage
        ):
            word = self.sheet.layout.actions[key].word
            now = "、".join(
                a.word
                for k, a in self.sheet.layout.actions.items()
                if k in self.sheet.context.actions
            )
            self.sheet.refuse(None, EntryFault(
                "action-not-now", f"现在不能办理“{word}”",
                f"现在可以办理的是：{now or '无'}。请用程序新写出的表办理。", "action",
            ), cells, cell.at, self.sheet.open_refusals())  # fmt: skip
            return
        self.sheet.entry(
            kind, cell.at, self.sheet.signer, replaces=self.sheet.open_refusals(), **values
        )

    def _action_fault(self, key: str, cell: TypedCell, reason: str) -> EntryFault | None:
        if cell.fault:
            return EntryFault("cell-unreadable", cell.fault, cell.todo, "action")
        is_units = self.sheet.role == "unit"
        allowed = "、".join(
            action.word
            for each, action in self.sheet.layout.actions.items()
            if (each == "agree_all") == is_units
        )
        if not key or (key == "agree_all") != is_units:
            return EntryFault(
                "action-unknown", f"看不懂办理“{excerpt(cell.text)}”", f"请从下拉清单里选：{allowed}。",
                "action",
            )  # fmt: skip
        if not self.sheet.signer.is_signed and not self.sheet.has_reported_signature():
            return EntryFault(
                "action-not-signed", f"选了办理“{cell.text}”，没有填姓名和日期",
                "办理要签名：请在签名处填上姓名和日期。", "action",
            )  # fmt: skip
        if self.sheet.layout.actions[key].reason and not reason:
            return EntryFault(
                "action-no-reason", f"办理“{cell.text}”，没有写事由", "请写明事由。", "note"
            )  # fmt: skip
        return None

    def _action_entry(self, key: str, reason: str) -> tuple[EntryKind, dict[str, object]]:
        values: dict[str, object] = {
            "note": reason,
            "minutes": minutes_of(reason, self.sheet.layout),
        }
        if key in ("admitted", "not_admitted"):
            late = tuple(
                one
                for one in self.sheet.reading.known
                if (entry := self.sheet.entries.get(one)) is not None
                and entry.kind is EntryKind.LATE_ANSWER
            )
            return EntryKind.ADMISSION, {**values, "admitted": key == "admitted", "resolves": late}
        known = self.sheet.known_of(self.sheet.signer)
        return EntryKind(key), {**values, "known": known}
