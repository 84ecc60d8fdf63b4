"""Who signed a sheet and what the signature covers; of earlier programs' sheets those of all rounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scoring.desk.cell_content import EntryFault
from scoring.desk.kept import WRITTEN, person
from scoring.desk.sheet_work import SheetWork, is_entered
from scoring.desk.signer import NOBODY, Signer, signer_of
from scoring.records.ledger_entry import EntryKind, LedgerEntry

NOT_SIGNED: Final = "not-signed"
UNSIGNED: Final = "填了内容，但没有填姓名和日期"
SIGN_IT: Final = "先记为草稿，不计分，也不给单位看；填完请在表下方签名处填上。"


class SheetSignature:
    """Finds who signed one sheet, and makes the signature when its rows are compared."""

    def __init__(self, sheet: SheetWork) -> None:
        self.sheet = sheet

    def take_record(self) -> None:
        """Take in what the sheet's record holds and the ledger does not.

        Earlier programs recorded no signatures: whoever signed an entry signed the round.
        """
        at = self.sheet.layout.sheets.history
        lost = [e for e in self.sheet.history if e.id not in self.sheet.context.entries]
        for entry in lost:
            self.sheet.add(entry, at)
        if self.sheet.reading.edition:
            if lost and self.sheet.context.has_ledger:
                names = "、".join(dict.fromkeys(entry.by for entry in lost if entry.by))
                self.sheet.report(
                    "not-in-ledger", f"表上的每轮记录有 {len(lost)} 条（{names}）台账里没有，已补入台账", at,
                    "请查明台账为什么少了这些（换过、截短过，或不是同一个输出文件夹）。", is_warning=True,
                )  # fmt: skip
            return
        signed: dict[tuple[int, str, str, str], LedgerEntry] = {}
        for entry in self.sheet.history:
            if entry.is_signed and entry.stage and entry.kind in WRITTEN:
                signed.setdefault((entry.stage, entry.role, entry.by, entry.at), entry)
        for (stage, role, by, at), entry in signed.items():
            self._sign_round(
                Signer(by, at), stage, role, entry.round, self.sheet.layout.sheets.history
            )

    def find(self) -> None:
        """Find who signed; a signature that is none is refused, and what was entered is a draft."""
        if not self.sheet.reading.stage:
            return
        signer, faults = signer_of(
            self.sheet.reading, self.sheet.context.year, self.sheet.layout.signing
        )
        cells = [
            cell for cell in (self.sheet.reading.by, self.sheet.reading.day) if cell is not None
        ]
        for fault in faults:
            at = next((c.at for c in cells if c.column == fault.column), "")
            self.sheet.refuse(None, fault, cells, at, self.sheet.open_refusals())
        if faults:
            return
        self.sheet.signer = signer
        is_unit = self.sheet.role == "unit"
        if signer.is_signed and is_unit and person(signer.by) in self._evaluators():
            fault = EntryFault(
                "evaluator-as-unit",
                f"“{signer.by}”已作为评价人签署或被指派，不能作为单位答复",
                "请由单位经办人本人填写、签名；评价人不代单位填。", "by",
            )  # fmt: skip
            self.sheet.signer = NOBODY
            self.sheet.refuse(
                None, fault, cells, cells[0].at if cells else "", self.sheet.open_refusals()
            )

    def _evaluators(self) -> set[str]:
        names: set[str] = set()
        for entry in self.sheet.entries.values():
            if entry.kind is EntryKind.ASSIGNMENT:
                names.update(map(person, (*entry.people, entry.lead)))
            elif entry.is_signed and entry.role == "evaluator":
                names.update(map(person, (entry.by, entry.on_behalf_of)))
        return names - {""}

    def make(self) -> None:
        """Make the signature, where somebody signed."""
        reading, signer = self.sheet.reading, self.sheet.signer
        if not signer.is_signed or not reading.stage:
            if (
                not signer.is_signed
                and self._was_entered()
                and not self.sheet.has_reported_signature()
            ):
                at = "" if reading.by is None else reading.by.at
                self.sheet.report("not-signed", UNSIGNED, at, SIGN_IT, is_warning=True)
            return
        if not self.sheet.signs_step or (
            self.sheet.role == "unit" and not self._was_entered(drafts=True)
        ):
            return
        at = "" if reading.by is None else reading.by.at
        self._sign_round(signer, reading.stage, self.sheet.role, reading.round, at)

    def _sign_round(self, signer: Signer, stage: int, role: str, name: str, at: str) -> None:
        """Make the signature of a step, unless the sheet was signed so before.

        Whoever puts right or adds something on a signed sheet signs it as it is then.
        """
        covers = self._covered(stage, role)
        now = [
            entry.id for entry, _ in self.sheet.made.values()
            if entry.kind in WRITTEN or entry.kind in (EntryKind.REFUSED, EntryKind.EMPTIED)
        ]  # fmt: skip
        if any(
            entry.kind is EntryKind.SIGNATURE
            and (entry.stage, entry.role, entry.base) == (stage, role, self.sheet.reading.edition)
            and (person(entry.by), entry.at) == (person(signer.by), signer.day)
            and entry.on_behalf_of == signer.on_behalf_of
            and (set(now) <= set(entry.known) if entry.base else set(entry.covers) >= set(covers))
            for entry in self.sheet.entries.values()
        ):
            return
        known = [*self.sheet.known_of(signer)]
        if not self.sheet.reading.edition:
            known = sorted(e.id for e in self._standing() if e.stage <= stage)
        is_open = stage == self.sheet.reading.stage
        self.sheet.entry(
            EntryKind.SIGNATURE, at, signer, stage=stage, role=role, round=name, covers=covers,
            known=tuple(known), replaces=self.sheet.open_refusals() if is_open else (),
        )  # fmt: skip

    def _standing(self) -> Iterator[LedgerEntry]:
        """Yield what stands on the sheet of an earlier program, in cells and record."""
        made = (entry for entry, _ in self.sheet.made.values())
        yield from {e.id: e for e in (*self.sheet.history, *made)}.values()

    def _written(self) -> Iterator[LedgerEntry]:
        """Yield what stands written on the sheet of an earlier program and can be used."""
        return (entry for entry in self._standing() if entry.kind in WRITTEN)

    def _covered(self, stage: int, role: str) -> tuple[str, ...]:
        """Return the rows of the sheet; of a unit's those it was asked about.

        Which those were, no sheet of an earlier program says: they are the rows that it answered.
        """
        if role == "evaluator":
            return tuple(dict.fromkeys(row.row for row in self.sheet.reading.rows if row.row))
        if self.sheet.reading.edition:
            return self.sheet.reading.asked
        answered = (e.row for e in self._written() if (e.stage, e.role) == (stage, role))
        return tuple(sorted(set(answered)))

    def _was_entered(self, *, drafts: bool = False) -> bool:
        """Tell whether anybody wrote anything into the sheet, or (drafts) anything stands in it."""
        written_now = any(
            entry.kind in WRITTEN or (entry.kind is EntryKind.REFUSED and entry.row)
            for entry, _ in self.sheet.made.values()
            if entry.base == self.sheet.reading.edition and entry.stage == self.sheet.reading.stage
        )
        if written_now or not drafts:
            return written_now
        action = self.sheet.reading.action
        has_action = action is not None and not action.is_blank
        return has_action or any(is_entered(row) for row in self.sheet.reading.rows)
