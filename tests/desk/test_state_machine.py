"""A review in any order of acts: after each, nothing is lost, moved, or under another's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from scoring.desk.attach import FormRow
from scoring.desk.cell_content import printed_cells
from scoring.desk.freezing import freezes
from scoring.desk.sheet_entries import new_entries
from scoring.desk.sheet_work import SheetContext
from scoring.desk.state import ProjectState, project_state
from scoring.desk.steps import StepTable
from scoring.records.ledger_entry import (
    ANSWERS,
    RULINGS,
    EntryKind,
    Frozen,
    FrozenRow,
    HandIn,
    LedgerEntry,
    LedgerRecord,
)
from scoring.records.sheet_reading import ReadRow, SheetReading, TypedCell
from scoring.words import load_vocabulary
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout
from tests.desk.shadow import Shadow, Word
from tests.desk.test_state_laws import standing

STEPS = load_vocabulary(StepTable)
LAYOUT = load_vocabulary(ReviewSheetLayout)
EVALUATORS, LEAD, UNIT = ("甲", "乙", "丙"), "丙", ("经办人", "会计")
DECIDES = ("verified", "score", "ground", "note")
ANSWERS_IN = ("agrees", "reply", "proof")
steps_taken = 0


@dataclass
class Paper:
    """A sheet as it lies with somebody: what was printed, and what stands in its cells now."""

    reading: SheetReading
    cells: dict[str, dict[str, str]]
    seen: dict[str, frozenset[str]]
    """By row, ids of the rulings that it shows."""
    read: dict[str, set[str]] = field(default_factory=dict)
    """By file name, ids that were read from it."""
    open: dict[str, set[str]] = field(default_factory=dict)
    """By row, ids of refused entries and emptied cells that stand in it."""
    held: dict[str, dict[str, str]] = field(default_factory=dict)
    """By row, what the cells held when the sheet was read last."""

    @property
    def is_units(self) -> bool:
        return self.reading.kind == "feedback"


class Review(RuleBasedStateMachine):
    """Persons, sheets and a ledger; the clerk's notebook beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.saws = {"r1": "r1-1", "r2": "r2-1"}
        self.records: dict[str, LedgerRecord] = {}
        self.papers: list[Paper] = []
        self.shadow = Shadow(dict(self.saws))
        self.day = 0
        self.prints = 0
        self.set = 1
        self.signed: list[tuple[FrozenRow, Frozen]] = []
        self.last: ProjectState | None = None
        self.add(self.hand_in())

    # The desk

    @property
    def rows(self) -> tuple[FormRow, ...]:
        return tuple(FormRow(row, saw, ("产出", "数量", row)) for row, saw in self.saws.items())

    @property
    def state(self) -> ProjectState:
        if self.last is None:
            self.last = project_state(self.records.values(), self.rows, STEPS)
        return self.last

    def today(self) -> str:
        self.day += 1
        return f"2024-{1 + self.day // 28:02}-{1 + self.day % 28:02}"

    def add(self, *entries: LedgerEntry, seen: dict[str, str] | None = None) -> None:
        """Append entries; those that sign freeze what is in force."""
        new = [one for one in entries if one.id not in self.records]
        self.records |= {one.id: LedgerRecord(entry=one) for one in new}
        self.last = None
        for one in new:
            if freezes(one):
                frozen = self.frozen_by(one, seen or {})
                self.records[one.id] = LedgerRecord(entry=one, frozen=frozen)
                for row in frozen.rows:
                    self.shadow.cover(row.row, one.stage, row.saw)
        self.last = None

    def frozen_by(self, entry: LedgerEntry, seen: dict[str, str]) -> Frozen:
        state = self.state
        covers = (entry.row,) if entry.kind in RULINGS else entry.covers or tuple(self.saws)
        rows = []
        for row in covers:
            if row not in self.saws or seen.get(row, self.saws[row]) != self.saws[row]:
                continue
            ruling = state.in_force.get(row)
            kept = state.frozen.get(row)
            score = kept[0].score if kept else ruling.score if ruling else Decimal(self.set)
            if any(conflict.row == row for conflict in state.conflicts):
                score = None
            rows.append(
                FrozenRow(row=row, saw=self.saws[row], called=("产出", "数量", row),
                          entry=ruling.id if ruling else "", score=score,
                          low=Decimal(0), high=Decimal(10))
            )  # fmt: skip
        return Frozen(set="一套", set_digest=str(self.set), engine="1", rows=tuple(rows))

    def hand_in(self) -> LedgerEntry:
        before = tuple(one for one, r in self.records.items() if r.entry.kind is EntryKind.HAND_IN)
        version = HandIn(digest=" ".join(self.saws.values()), complete=True, total=Decimal(99))
        return LedgerEntry(kind=EntryKind.HAND_IN, project="P", hand_in=version, upon=before)

    # Printing

    def print_sheet(self) -> None:
        """Print the sheet of the step that is open; the sheets of earlier ones lie about."""
        state = self.state
        del self.papers[:-4]
        self.prints += 1
        kind = "feedback" if state.writes == "unit" else "review"
        columns = ANSWERS_IN if kind == "feedback" else DECIDES
        rows, cells, seen, still_open = [], {}, {}, {}
        conflicts = {c.row: tuple(e.id for e in c.entries) for c in state.conflicts}
        for row, saw in self.saws.items():
            ruling, answer = state.in_force.get(row), state.answers.get(row)
            group = [*([ruling] if ruling else []), *state.also.get(row, ())]
            shown = [*group, *([answer] if answer else [])]
            printed = self.printed(row, kind)
            text = printed_cells(printed[0], LAYOUT) if printed else {}
            seen[row] = frozenset(one.id for one in group)
            still_open[row] = {
                one.id for one in printed if one.kind in {EntryKind.REFUSED, EntryKind.EMPTIED}
            }
            cells[row] = {column: text.get(column, "") for column in columns}
            rows.append(
                ReadRow(row=row, saw=saw, called=("产出", "数量", row), points="10",
                        printed=tuple(e.id for e in printed), shown=tuple(e.id for e in shown),
                        conflict=conflicts.get(row, ()) if kind == "review" else (),
                        asked=kind == "feedback",
                        closed=kind == "review" and row in state.agreed and not state.held)
            )  # fmt: skip
        reading = SheetReading(
            kind=kind, file="复核表.xlsx", project="P", stage=state.stage, round=self.round_name(),
            edition=f"e{self.prints}", known=tuple(self.records), rows=tuple(rows),
            printed_rows=len(rows),
        )  # fmt: skip
        held = {row: dict(of) for row, of in cells.items()}
        self.papers.append(Paper(reading, cells, seen, open=still_open, held=held))

    def round_name(self) -> str:
        return STEPS.by_key[self.state.step].name

    def printed(self, row: str, kind: str) -> list[LedgerEntry]:
        """Return what is printed into the open cells of a row, what they show first."""
        state, role = self.state, "unit" if kind == "feedback" else "evaluator"
        here = [
            one for one in (*state.refused, *state.drafts)
            if one.row == row and one.stage == state.stage and one.role == role
        ]  # fmt: skip
        last = state.answers if role == "unit" else state.in_force
        if not here and row in last and last[row].stage == state.stage:
            here = [last[row]]
        asked = [e for e in state.emptied if e.row == row and e.role == role]
        shown_first = {one for e in asked for one in e.replaces}
        here += [r.entry for one, r in self.records.items() if one in shown_first and not here]
        return [*here, *asked] if here else []

    # Filling in

    @rule(
        at=st.integers(0, 5), fresh=st.sampled_from([True, True, True, False]), who=st.integers(0, 2), signs=st.sampled_from([True, True, True, False]),
        types=st.lists(
            st.sampled_from(["", "", "1", "2", "3", "99", "撤回", "清空", "会审", "认可", "认可", "不认可"]),
            min_size=2, max_size=2,
        ),
        action=st.sampled_from(["", "", "", "", "退回", "逾期未反馈", "办结", "重新打开", "受理", "不受理", "全部认可"]),
        renamed=st.booleans(), as_evaluator=st.booleans(),
    )  # fmt: skip
    def fill_in(
        self, at: int, fresh: bool, who: int, signs: bool, types: list[str], action: str, renamed: bool,
        as_evaluator: bool,
    ) -> None:  # fmt: skip
        if fresh or not self.papers:
            self.print_sheet()
        paper = self.papers[-1 if fresh else at % len(self.papers)]
        person = EVALUATORS[who]
        # Whoever is not known as an evaluator yet is somebody of the unit there.
        if paper.is_units and not (as_evaluator and self.is_evaluator(person)):
            person = UNIT[who % 2]
        for row, text in zip(paper.cells, types, strict=True):
            self.type_into(paper.cells[row], text, is_units=paper.is_units)
        self.read(paper, person if signs else "", self.today() if signs else "", action,
                  "改名.xlsx" if renamed else paper.reading.file)  # fmt: skip

    def is_evaluator(self, person: str) -> bool:
        return any(
            person in {r.entry.by, r.entry.lead, *r.entry.people} for r in self.records.values()
            if r.entry.role == "evaluator" or r.entry.kind is EntryKind.ASSIGNMENT
        )  # fmt: skip

    @staticmethod
    def type_into(cells: dict[str, str], text: str, *, is_units: bool) -> None:
        if text == "清空":
            cells.update(dict.fromkeys(cells, ""))
        elif is_units and text in {"认可", "不认可", "撤回"}:
            cells.update(agrees=text, reply="有佐证" if text == "不认可" else "")
        elif not is_units and text == "撤回":
            cells.update(score="", ground="撤回", note="")
        elif not is_units and text == "会审":
            cells.update(score="4", ground="佐证属实", note="纪要编号：3号")
        elif not is_units and text.isdigit():
            cells.update(score=text, ground="佐证属实", note="")

    def read(self, paper: Paper, by: str, day: str, action: str, file: str) -> None:
        """Read a sheet that came in, under whatever name, and follow it in the notebook."""
        state = self.state
        rows = tuple(
            row.model_copy(update={"cells": tuple(
                TypedCell(column=key, text=text, at=f"{row.row}!{key}")
                for key, text in paper.cells[row.row].items()
            )}) for row in paper.reading.rows
        )  # fmt: skip
        reading = paper.reading.model_copy(update={
            "file": file, "rows": rows, "by": TypedCell(column="by", text=by),
            "day": TypedCell(column="day", text=day),
            "action": TypedCell(column="action", text=action),
            "note": TypedCell(column="note", text="事由" if action else ""),
        })  # fmt: skip
        read_before = frozenset(one for ids in paper.read.values() for one in ids)
        context = SheetContext(
            "P", entries={one: r.entry for one, r in self.records.items()},
            read_before=read_before, stage=state.stage, step=state.step,
            actions=frozenset(state.actions), lead=state.lead, year=2024,
        )  # fmt: skip
        made = [one for one, _ in new_entries(reading, context, LAYOUT).entries]
        fresh = [one for one in made if one.id not in self.records]
        paper.read.setdefault(file, set()).update(one.id for one in made)
        self.add(*fresh, seen={row.row: row.saw for row in reading.rows})
        self.note(paper, by, fresh)
        paper.held = {row: dict(of) for row, of in paper.cells.items()}
        self.check()

    # The notebook

    def note(self, paper: Paper, by: str, made: Sequence[LedgerEntry]) -> None:
        shadow, stage = self.shadow, paper.reading.stage
        acts = {one.kind: one for one in made if one.kind.value in LAYOUT.actions or
                one.kind in {EntryKind.SIGNATURE, EntryKind.ADMISSION}}  # fmt: skip
        on_rows = {
            row.row: [one for one in made if one.row == row.row] for row in paper.reading.rows
        }
        for row in paper.reading.rows:
            changed = paper.cells[row.row] != paper.held[row.row]
            self.note_row(paper, row, by, on_rows[row.row], changed=changed)
        for one in made:
            if one.kind is EntryKind.REFUSED and not one.row and one.stage:
                shadow.unsettled[one.id] = one.stage
            for settled in one.replaces if not one.row else ():
                shadow.unsettled.pop(settled, None)
        signature = acts.get(EntryKind.SIGNATURE)
        if signature is not None:
            assert signature.by == by, "a signature is the signer's own"
            self.note_signature(paper, signature)
        for kind, one in acts.items():
            if kind is not EntryKind.SIGNATURE:
                self.note_act(kind, one, stage)
        shadow.go_on()

    def note_row(
        self, paper: Paper, row: ReadRow, by: str, made: Sequence[LedgerEntry], *, changed: bool
    ) -> None:  # fmt: skip
        """Compare what became of a row with what a person did to its cells."""
        shadow, still_open = self.shadow, paper.open.setdefault(row.row, set())
        for one in made:
            assert one.by in {by, ""}, "no entry is under another's name"
            assert one.saw == row.saw
            assert one.stage == paper.reading.stage
            if one.kind in {*RULINGS, *ANSWERS, EntryKind.WITHDRAWAL}:
                text = one.score if one.kind in RULINGS else one.agrees
                typed = paper.cells[row.row].get("score" if one.kind in RULINGS else "agrees", "")
                if one.kind in RULINGS:
                    assert Decimal(typed) == text
                elif one.kind in ANSWERS:
                    assert typed in ({"认可", ""} if text else {"不认可"})
                for settled in still_open:
                    shadow.unsettled.pop(settled, None)
                still_open.clear()
                if one.is_signed:
                    self.note_word(paper, row, one)
            elif one.kind is EntryKind.REFUSED:
                for settled in still_open:
                    shadow.unsettled.pop(settled, None)
                still_open.clear()
                still_open.add(one.id)
                shadow.unsettled[one.id] = one.stage
            elif one.kind is EntryKind.EMPTIED:
                for settled in still_open:
                    shadow.unsettled.pop(settled, None)
                still_open.clear()
                signed = [
                    r.entry for x in one.replaces if (r := self.records.get(x)) and r.entry.is_signed
                    and r.entry.kind in {*RULINGS, *ANSWERS}
                ]  # fmt: skip
                if signed:
                    still_open.add(one.id)
                    shadow.unsettled[one.id] = one.stage
        if changed and any(paper.cells[row.row].values()) and not row.closed:
            # What an entry of the same sheet says already is no other's when it is put back.
            known = any(
                r.entry.row == row.row and r.entry.base == paper.reading.edition
                and (r.entry.by == by or self.is_said(paper.cells[row.row], r.entry))
                for r in self.records.values()
            )  # fmt: skip
            assert made or known, "what was written is an entry"

    @staticmethod
    def is_said(cells: dict[str, str], entry: LedgerEntry) -> bool:
        """Tell whether the cells of a row hold what an entry says."""
        if entry.kind in ANSWERS:
            return cells["agrees"] == ("认可" if entry.agrees else "不认可")
        return entry.kind in RULINGS and cells["score"] == str(entry.score)

    def note_word(self, paper: Paper, row: ReadRow, one: LedgerEntry) -> None:
        shadow = self.shadow
        if one.kind is EntryKind.WITHDRAWAL:
            mine = {x for x in one.replaces if self.records[x].entry.by == one.by}
            assert mine, "a person takes back only what is the person's own"
            shadow.say(
                Word(
                    one.id, one.by, one.stage, one.row, "撤回", one.saw, takes_back=frozenset(mine)
                )
            )
            self.moot()
            return
        says = str(one.score) if one.kind in RULINGS else "认可" if one.agrees else "不认可"
        word = Word(one.id, one.by, one.stage, one.row, says, one.saw, paper.seen[row.row],
                    frozenset(one.resolves))  # fmt: skip
        if one.kind is EntryKind.LATE_ANSWER:
            shadow.waiting.append(word)
        else:
            if one.kind is EntryKind.ARBITRATION:
                assert one.by == LEAD or one.minutes
            shadow.say(word)
            self.moot()

    def moot(self) -> None:
        """What was emptied needs no answer once its writer said something else."""
        standing_ids = {w.id for words in (self.shadow.rulings, self.shadow.answers)
                        for w in words.values()}  # fmt: skip
        for one in list(self.shadow.unsettled):
            entry = self.records[one].entry
            if entry.kind is EntryKind.EMPTIED and not set(entry.replaces) & standing_ids:
                later = any(one in r.entry.replaces for r in self.records.values())
                gone = all(self.is_gone(target) for target in entry.replaces)
                if later or gone:
                    del self.shadow.unsettled[one]

    def is_gone(self, target: str) -> bool:
        one = self.records[target].entry
        return any(
            target in r.entry.replaces and r.entry.by == one.by and r.entry.is_signed
            and r.entry.kind in {*RULINGS, *ANSWERS, EntryKind.WITHDRAWAL}
            for r in self.records.values()
        )  # fmt: skip

    def note_signature(self, paper: Paper, one: LedgerEntry) -> None:
        shadow, stage = self.shadow, paper.reading.stage
        for emptied in [x for x in shadow.unsettled if x in one.known]:
            entry = self.records[emptied].entry
            if entry.kind is EntryKind.EMPTIED and entry.base != one.base:
                del shadow.unsettled[emptied]
        if shadow.frozen is not None:
            return
        if paper.is_units:
            if STEPS.by_key["feedback"].name == paper.reading.round:
                shadow.asked[stage] = shadow.asked.get(stage, set()) | set(one.covers)
            return
        name = {"initial": "初评", "review": "复核", "final": "终审", "to_close": "待办结"}
        if stage == shadow.stage and paper.reading.round == name.get(shadow.step, ""):
            shadow.signed[stage].add(one.on_behalf_of or one.by)
            if shadow.step in {"final", "to_close"} and self.may_close(one):
                shadow.close()
        elif stage < shadow.stage:
            shadow.signed[stage].add(one.by)

    def may_close(self, one: LedgerEntry) -> bool:
        """Tell whether a signature was given upon all that stands."""
        shadow = self.shadow
        known = {*one.known, one.id}
        fresh = {r.entry.id for r in self.records.values() if r.entry.base == one.base} - known
        rows = self.records[one.id].frozen
        assert rows is not None
        return (
            not shadow.has_conflict
            and not any(
                s == shadow.stage and x in known | fresh for x, s in shadow.unsettled.items()
            )
            # What was refused of a sheet holds its signature until it is settled to the signer's
            # knowledge: an old sheet signed again closes nothing.
            and all(
                any(x in self.records[y].entry.replaces for y in known | fresh if y in self.records)
                for x in known
                if x in self.records
                and self.records[x].entry.stage == shadow.stage
                and self.records[x].entry.kind is EntryKind.REFUSED
            )
            and all({w.id for w in shadow.in_force(row)} <= known for row in self.saws)
            and len(rows.rows) >= len(set(one.covers))
        )

    def note_act(self, kind: EntryKind, one: LedgerEntry, stage: int) -> None:
        shadow = self.shadow
        if kind is EntryKind.ADMISSION:
            heard = [w for w in shadow.waiting if w.id in one.resolves]
            shadow.waiting = [w for w in shadow.waiting if w.id not in one.resolves]
            for word in heard if one.admitted else ():
                shadow.say(word)
            return
        if stage != shadow.stage:
            return
        if kind is EntryKind.SENT_BACK and shadow.step in {"initial", "review"}:
            shadow.sent_back[stage] = sum(
                self.records[x].entry.hand_in is not None for x in one.known if x in self.records
            )
        elif (
            kind is EntryKind.CLOSED
            and shadow.step in {"final", "to_close"}
            and self.may_close(one)
        ):
            shadow.close()
        elif kind is EntryKind.REOPENED and shadow.step == "closed":
            shadow.reopen({*one.known})
        elif kind is EntryKind.NO_ANSWER and shadow.step == "feedback":
            shadow.overdue.setdefault(stage, set()).update(one.known)

    # What must never be

    def check(self) -> None:
        global steps_taken  # noqa: PLW0603
        steps_taken += 1
        state, shadow = self.state, self.shadow
        found = standing(state)
        assert set(found) == set(self.records), "no entry is absent"
        assert set(found.values()) == {1}
        for row, entry in (*state.in_force.items(), *state.answers.items()):
            assert entry.is_signed, "no draft counts"
            assert self.records[entry.id].entry == entry
            assert state.is_closed or row in state.outdated or entry.saw == self.saws[row]
        evaluators = {
            r.entry.by for r in self.records.values()
            if r.entry.is_signed and r.entry.role == "evaluator"
        }  # fmt: skip
        for entry in state.answers.values():
            assert entry.by not in evaluators, "an evaluator's answer is not the unit's"
        for row in self.saws:
            if shadow.frozen is not None:
                ids = {e.id for e in (state.in_force.get(row), *state.also.get(row, ())) if e}
                assert ids == shadow.frozen.get(row, ids), "what was closed stays as it was"
                continue
            assert {e.id for c in state.conflicts if c.row == row for e in c.entries} == {
                w.id for w in shadow.conflict(row)
            }
            assert {e.id for e in (state.in_force.get(row), *state.also.get(row, ())) if e} == {
                w.id for w in shadow.in_force(row)
            }
            assert (row in state.agreed) == shadow.is_agreed(row)
        assert state.is_closed == (shadow.frozen is not None), "closed and opened by a record alone"
        if (shadow.is_clean and not state.settling) or state.is_closed:
            assert (state.stage, state.step) == (shadow.stage, shadow.step)
        for row, (kept, frozen) in state.frozen.items():
            again = [
                (r.frozen, of) for r in self.records.values() if r.frozen
                for of in r.frozen.rows if of.score is not None and of.row == row and of.entry == kept.entry and of.saw == kept.saw
            ]  # fmt: skip
            assert len({of.score for _, of in again}) == 1, "a signed score stays"
            assert frozen

    # What else happens

    @precondition(lambda self: self.papers)
    @rule(at=st.integers(0, 5))
    def lose_a_sheet(self, at: int) -> None:
        del self.papers[at % len(self.papers)]

    @precondition(lambda self: self.papers)
    @rule(at=st.integers(0, 5))
    def read_again(self, at: int) -> None:
        paper = self.papers[at % len(self.papers)]
        if paper.read:
            before = len(self.records)
            self.read(paper, "", "", "", paper.reading.file)
            assert len(self.records) >= before

    @rule(row=st.sampled_from(["r1", "r2"]), version=st.integers(1, 3))
    def change_data(self, row: str, version: int) -> None:
        self.saws[row] = self.shadow.saws[row] = f"{row}-{version}"
        self.last = None
        digest = " ".join(self.saws.values())
        seen = {r.entry.hand_in.digest for r in self.records.values() if r.entry.hand_in}
        if digest not in seen:
            self.add(self.hand_in())
            self.shadow.handed_in += 1
        self.shadow.go_on()
        self.check()

    @rule()
    def change_set(self) -> None:
        before = {row: kept[0].score for row, kept in self.state.frozen.items()}
        self.set += 1
        self.last = None
        assert {row: kept[0].score for row, kept in self.state.frozen.items()} == before

    @precondition(lambda self: self.shadow.step in {"initial", "review"})
    @rule(people=st.sets(st.sampled_from(EVALUATORS), max_size=2))
    def assign(self, people: set[str]) -> None:
        state = self.state
        if state.stage != self.shadow.stage:
            return
        earlier = tuple(
            one for one, r in self.records.items() if r.entry.kind is EntryKind.ASSIGNMENT
        )
        self.add(LedgerEntry(kind=EntryKind.ASSIGNMENT, project="P", stage=state.stage, lead=LEAD,
                             people=tuple(sorted(people)), due="2024-01-01", replaces=earlier,
                             at=self.today()))  # fmt: skip
        self.shadow.assigned = frozenset(people)
        self.shadow.go_on()
        self.check()

    @precondition(lambda self: "no_answer" in self.state.actions)
    @rule(who=st.sampled_from(EVALUATORS))
    def call_it_overdue(self, who: str) -> None:
        state = self.state
        self.add(LedgerEntry(kind=EntryKind.NO_ANSWER, project="P", stage=state.stage, by=who,
                             at=self.today(), role="evaluator", round=self.round_name(),
                             known=tuple(self.records)))  # fmt: skip
        if state.step == self.shadow.step and state.stage not in self.shadow.asked:
            self.shadow.overdue.setdefault(state.stage, set()).update(self.records)
        self.shadow.go_on()
        self.check()

    @rule(
        row=st.sampled_from(["r1", "r2"]),
        who=st.sampled_from(EVALUATORS),
        score=st.sampled_from("12"),
    )
    def list_a_decision(self, row: str, who: str, score: str) -> None:
        one = LedgerEntry(
            kind=EntryKind.RULING, project="P", stage=self.state.stage, row=row, by=who,
            at=self.today(), score=Decimal(score), ground="佐证属实", saw=self.saws[row],
            role="evaluator", called=("产出", "数量", row),
        )  # fmt: skip
        self.add(one)
        self.shadow.say(Word(one.id, who, one.stage, row, score, one.saw))
        self.moot()
        self.shadow.go_on()
        self.check()


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Review,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True
        ),
    )


def test_any_order_of_acts() -> None:
    run(60, 20)


@pytest.mark.long
def test_twenty_thousand_acts() -> None:
    run(1_000, 40)
    assert steps_taken >= 20_000
