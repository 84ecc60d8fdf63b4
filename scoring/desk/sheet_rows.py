"""The rows of a sheet compared with what was printed into them: changed, emptied, untouched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pydantic import ValidationError

from scoring.desk.cell_content import (
    Content,
    EntryFault,
    content_of,
    printed_cells,
    same_cells,
    says_the_same,
)
from scoring.desk.kept import WRITTEN, person
from scoring.desk.sheet_work import SheetWork, is_entered, of_row
from scoring.records.ledger_entry import ANSWERS, EntryKind, LedgerEntry
from scoring.records.sheet_reading import ReadRow, TypedCell
from scoring.text import squeezed

_MAKE_ANEW: Final = "请再运行一次，用程序重新写出的表，把这一行填的内容抄过去。"


class SheetRows:
    """Compares the rows of one sheet."""

    def __init__(self, sheet: SheetWork) -> None:
        self.sheet = sheet

    def all(self) -> None:
        """Compare every row."""
        seen: dict[str, ReadRow] = {}
        for row in self.sheet.reading.rows:
            self._row(row, seen.setdefault(row.row, row) if row.row else row)
        self._missing_rows()

    def _row(self, row: ReadRow, first: ReadRow) -> None:
        typed = {cell.column: cell.text for cell in row.cells}
        at = next((c.at for c in row.cells if not c.is_blank), row.at)
        if row.changed:
            self._protected(row)
        if not row.row:
            if is_entered(row):
                self.sheet.refuse(row, EntryFault(
                    "row-unknown", "这一行看不出是哪个指标（后来插入的，或隐藏的标识被删去）",
                    "请填到该指标原来的行里；找不到的，" + _MAKE_ANEW[1:], "",
                ), row.cells, at)  # fmt: skip
            return
        base = self._base(row)
        shown = base[0] if base else None
        printed = {} if shown is None else printed_cells(shown, self.sheet.layout)
        unknown = [one for one in row.printed if one not in self.sheet.entries]
        if first is not row:
            if is_entered(row) and not same_cells(typed, {c.column: c.text for c in first.cells}):
                self.sheet.refuse(row, EntryFault(
                    "row-twice", "同一个指标在表里有两行，两行填的不一样", "请删去多余的一行。", "",
                ), row.cells, at)  # fmt: skip
            return
        if unknown and not base:
            self._not_in_ledger(row, unknown, at)
            return
        if all(cell.is_blank for cell in row.cells):
            emptied = any(printed.get(key) for key in typed) and not row.misplaced
            if shown is not None and emptied and not self._is_agreed_with_all(shown):
                self._emptied(row, base, at)
            return
        has_fault = any(cell.fault for cell in row.cells)
        if (
            shown is not None
            and not has_fault
            and same_cells(typed, printed, self.sheet.layout.words["hidden_text"])
        ):
            self._untouched(row, shown, at)
            return
        self._changed(row, typed, base, at)

    def _base(self, row: ReadRow) -> list[LedgerEntry]:
        """Return the entries that the cells held last: read from this very file, else printed."""
        read = [
            entry
            for one in self.sheet.context.read_before
            if (entry := self.sheet.entries.get(one)) is not None
            and (entry.row, entry.stage, entry.role, entry.base)
            == (row.row, self.sheet.reading.stage, self.sheet.role, self.sheet.reading.edition)
            and (entry.kind in WRITTEN or entry.kind in (EntryKind.REFUSED, EntryKind.EMPTIED))
        ]
        inside = {one for entry in read for one in entry.replaces}
        # What is unsettled came last: a signed entry that came after it stands in its place.
        last = sorted(
            (entry for entry in read if entry.id not in inside),
            key=lambda entry: (not _unsettled([entry]), not entry.by, entry.id),
        )
        return last or [self.sheet.entries[one] for one in row.printed if one in self.sheet.entries]

    def _untouched(self, row: ReadRow, shown: LedgerEntry, at: str) -> None:
        """Nothing was written; a draft becomes the signer's own."""
        if shown.kind not in WRITTEN or shown.is_signed or not self.sheet.signer.is_signed:
            return
        action = self.sheet.reading.action
        if action is not None and not action.is_blank:
            return  # who does something with the whole project signs that, and no draft of others
        typed = {cell.column: cell.text for cell in row.cells}
        self._changed(row, typed, [shown], at)

    def _is_agreed_with_all(self, shown: LedgerEntry) -> bool:
        """Tell whether 全部认可, by which the unit agreed to a blank row, still stands."""
        return shown.kind in ANSWERS and shown.agrees is True and self.sheet.agrees_to_all

    def _emptied(self, row: ReadRow, base: Sequence[LedgerEntry], at: str) -> None:
        ids = tuple(entry.id for entry in base)
        names = "、".join(dict.fromkeys(entry.by or "草稿" for entry in base))
        if any(entry.is_signed and entry.kind in WRITTEN for entry in base):
            column = "认可/不认可" if self.sheet.role == "unit" else "认定理由"
            word = self.sheet.layout.withdraw.word
            self.sheet.report(
                "emptied", f"这一行原来填的内容（{names}）被清空；清空不等于撤回，原来的仍然有效", at,
                f"要撤回的，请由本人在“{column}”里选“{word}”并签名；不撤回的不用管，重新签名即可。",
                is_warning=True,
            )  # fmt: skip
        self.sheet.entry(EntryKind.EMPTIED, at, self.sheet.signer, replaces=ids, **of_row(row))

    def _changed(
        self, row: ReadRow, typed: Mapping[str, str], base: Sequence[LedgerEntry], at: str
    ) -> None:
        """Make an entry of what was typed, or refuse it."""
        open_before = _unsettled(base)
        fault = self._unusable(row)
        content = Content()
        if fault is None:
            text = self._revealed(typed, base)
            content, faults = content_of(text, self.sheet.role, row.points, self.sheet.layout)
            for other in faults:
                if not other.holds:
                    cell = next((c.at for c in row.cells if c.column == other.column), at)
                    self.sheet.report(other.code, other.reason, cell, other.todo, is_warning=True)
            fault = next((one for one in faults if one.holds), None)
        is_in_other_words = bool(base) and base[0].is_signed and says_the_same(content, base[0])
        if fault is None and (
            is_in_other_words or (not open_before and self._is_known(row, content))
        ):
            return
        if fault is None:
            fault = self._enter(row, content, base, open_before, at)
        if fault is not None:
            cell = next((c.at for c in row.cells if c.column == fault.column), at)
            self.sheet.refuse(row, fault, row.cells, cell, open_before)

    def _unusable(self, row: ReadRow) -> EntryFault | None:
        """Return why nothing in a row can be used, whatever was typed."""
        for cell in row.cells:
            if cell.fault:
                return EntryFault("cell-unreadable", cell.fault, cell.todo, cell.column)
        wanted = self.sheet.layout.open_columns(self.sheet.reading.kind)
        missing = [
            c.heading for c in wanted
            if c.key not in {cell.column for cell in row.cells} and c.key != "verified_target"
        ]  # fmt: skip
        if missing:
            return EntryFault("column-missing", f"少了栏目：{'、'.join(missing)}", _MAKE_ANEW, "")
        if row.misplaced:
            return EntryFault(
                "row-misplaced",
                "这一行显示的指标与隐藏的标识不是同一行（可能是只排序或剪切了一部分列）",
                "请在程序重新写出的表上，填到该指标的行里。", "",
            )  # fmt: skip
        if row.closed:
            return EntryFault(
                "row-closed", "这一行是锁着的（单位已经认可，或者这一步不由评价人填）",
                "确需改动的，先请主评人重新打开，或用认定清单写明理由，用 --decisions 读入。", "",
            )  # fmt: skip
        return None

    def _revealed(self, typed: Mapping[str, str], base: Sequence[LedgerEntry]) -> Mapping[str, str]:
        """Return what was typed; where the word for a hidden text still stands, its digest."""
        word = self.sheet.layout.words["hidden_text"]
        if not base:
            return typed
        hidden = printed_cells(base[0], self.sheet.layout)
        return {
            key: hidden.get(key, text) if squeezed(text) == squeezed(word) else text
            for key, text in typed.items()
        }

    def _is_known(self, row: ReadRow, content: Content) -> bool:
        """Tell whether a copy of the same sheet said this before, and was read."""
        if not self.sheet.signer.is_signed:
            return False
        alike = [
            entry
            for entry in self.sheet.entries.values()
            if entry.kind in WRITTEN
            and (entry.row, entry.stage, entry.base) == (row.row, self.sheet.reading.stage, self.sheet.reading.edition)
            and (person(entry.by), entry.at) == (person(self.sheet.signer.by), self.sheet.signer.day)
            and entry.id not in self.sheet.context.read_before
            and says_the_same(content, entry)
        ]  # fmt: skip
        if alike and all(entry.id in self.sheet.replaced for entry in alike):
            at = next((c.at for c in row.cells if not c.is_blank), row.at)
            self.sheet.report(
                "replaced-before", "这一行与已经更正过的旧表填的一样，仍以更正后的为准", at,
                "要改回来的，请在程序新写出的复核表上改。", is_warning=True,
            )  # fmt: skip
        return bool(alike)

    def _enter(
        self, row: ReadRow, content: Content, base: Sequence[LedgerEntry],
        open_before: tuple[str, ...], at: str,
    ) -> EntryFault | None:  # fmt: skip
        """Make the entry that a row's content is; return why it cannot be."""
        signer, unit = self.sheet.signer, self.sheet.role == "unit"
        own = self._own(row, base, content)
        kind = EntryKind.ANSWER if unit else EntryKind.RULING
        values: dict[str, object] = {}
        if content.withdraws:
            kind = EntryKind.WITHDRAWAL
            if signer.is_signed and not own:
                what = "答复" if unit else "认定"
                return EntryFault(
                    "nothing-own", f"选了“{self.sheet.layout.withdraw.word}”，而这一行没有签名人自己的{what}",
                    f"只能撤回自己的{what}；不同意别人认定的，请填自己的认定。", "ground",
                )  # fmt: skip
        elif unit and self._is_late():
            kind = EntryKind.LATE_ANSWER
        elif row.conflict and signer.is_signed:
            settled = self._settled(row, content, own)
            if isinstance(settled, EntryFault):
                return settled
            kind, values = settled
        if kind is EntryKind.RULING and own:
            kind = EntryKind.CORRECTION
        values["upon"] = tuple(dict.fromkeys((*row.printed, *row.shown, *(e.id for e in base))))
        settles = kind is EntryKind.ARBITRATION  # both sides stay on record
        values["replaces"] = tuple(dict.fromkeys((*(() if settles else own), *open_before)))
        try:
            self.sheet.entry(
                kind, at, signer, **{**of_row(row), **content.fields(self.sheet.role), **values}
            )
        except ValidationError:
            return EntryFault(
                "entry-unusable", "这一行的内容太长", "请写短些，其余的另附材料。", "note"
            )
        return None

    def _own(self, row: ReadRow, base: Sequence[LedgerEntry], content: Content) -> tuple[str, ...]:
        """Return the signer's own entries on the row that the sheet showed and nothing replaced.

        Those of an earlier step are taken back by a withdrawal alone: a later ruling stands above.
        """
        if not self.sheet.signer.is_signed:
            return ()
        ids = (*row.printed, *row.shown, *row.conflict, *(entry.id for entry in base))
        return tuple(
            one
            for one in dict.fromkeys(ids)
            if (entry := self.sheet.entries.get(one)) is not None
            and entry.kind in WRITTEN
            and entry.kind is not EntryKind.WITHDRAWAL
            and entry.role in ("", self.sheet.role)
            and entry.is_signed
            and person(entry.by) == person(self.sheet.signer.by)
            and (content.withdraws or entry.stage == self.sheet.reading.stage)
            and one not in self.sheet.replaced
        )

    def _settled(
        self, row: ReadRow, content: Content, own: Sequence[str]
    ) -> tuple[EntryKind, dict[str, object]] | EntryFault:
        """Return what an entry in a row in conflict is: it settles the conflict, or corrects one side."""
        resolves: dict[str, object] = {"resolves": row.conflict}
        is_lead = bool(self.sheet.context.lead) and person(self.sheet.signer.by) == person(
            self.sheet.context.lead
        )
        if content.minutes or is_lead:
            return EntryKind.ARBITRATION, resolves
        if own:
            return EntryKind.RULING, {}
        meeting = next((g.name for g in self.sheet.layout.grounds if g.minutes), "")
        return EntryFault(
            "not-lead", "这一行几人认定不一致，要由主评人裁定，或者集体会审",
            f"请主评人填写并签名；集体会审的，认定理由选“{meeting}”，理由说明写“{self.sheet.layout.minutes}：”和编号。",
            "ground",
        )  # fmt: skip

    def _is_late(self) -> bool:
        return self.sheet.reading.stage < self.sheet.context.stage

    def _protected(self, row: ReadRow) -> None:
        headings = self.sheet.layout.headings
        names = "、".join(headings.get(cell.column, cell.column) for cell in row.changed)
        where = f"的“{names}”" if row.changed[0].column != "id" else ""
        fault = EntryFault(
            "row-changed", f"这一行{where}不是该填的格子，有改动",
            "要更正自评数据，请单位改自评表后重新报送。", "",
        )  # fmt: skip
        self.sheet.refuse(row, fault, row.changed, row.changed[0].at, holds=False)

    def _not_in_ledger(self, row: ReadRow, unknown: Sequence[str], at: str) -> None:
        if all(cell.is_blank for cell in row.cells):
            return
        self.sheet.refuse(row, EntryFault(
            "not-in-ledger",
            f"这一行印着以前的填写（编号 {unknown[0][:8]}），台账里没有这一条，分不清是谁填的",
            "请把原来的台账放回输出文件夹再运行；没有了的，请本人在程序重新写出的表上重填。", "",
        ), row.cells, at)  # fmt: skip

    def _missing_rows(self) -> None:
        rows = {row.row for row in self.sheet.reading.rows if row.row}
        if len(rows) < self.sheet.reading.printed_rows:
            self.sheet.report(
                "rows-missing",
                f"表上原有 {self.sheet.reading.printed_rows} 行，交回时少了 {self.sheet.reading.printed_rows - len(rows)} 行",
                "", "少的行没有签署；请用原来的表补签，或在新写出的表上填。", is_warning=True,
            )  # fmt: skip

    def agree_all(self, cell: TypedCell) -> None:
        """全部认可: the unit agrees to every row that it was asked about and left blank."""
        rows = {row.row: row for row in self.sheet.reading.rows if row.row}
        against = [
            row.row for row in rows.values()
            if any(e.row == row.row and e.agrees is False for e, _ in self.sheet.made.values())
        ]  # fmt: skip
        if against:
            self.sheet.refuse(None, EntryFault(
                "agree-all-but", f"选了“{cell.text}”，又有 {len(against)} 行填了不认可",
                "两样只能取一样：请清空全部认可，逐行填写；或清空那几行。", "action",
            ), [cell], cell.at)  # fmt: skip
            return
        for name in self.sheet.reading.asked:
            row = rows.get(name)
            if row is None or is_entered(row) or row.closed or row.misplaced:
                continue
            base = self._base(row)
            if any(entry.kind in ANSWERS for entry in base):
                continue
            content, open_before = Content(agrees=True), _unsettled(base)
            if open_before or not self._is_known(row, content):
                self._enter(row, content, base, open_before, cell.at)


def _unsettled(base: Sequence[LedgerEntry]) -> tuple[str, ...]:
    """Return the entries of a row that wait for what is entered now: refused, emptied, drafts."""
    waiting = (EntryKind.REFUSED, EntryKind.EMPTIED)
    return tuple(entry.id for entry in base if entry.kind in waiting or not entry.is_signed)
