"""A folder under review in any order of acts, through real workbooks and the ledger on the disk."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from scoring.ledger.store import Ledger
from scoring.records.ledger_entry import ANSWERS, RULINGS, EntryKind, LedgerEntry
from tests.batch.desk_of_rounds import Rounds, done, ruled
from tests.folders import ROOT

NAME, UNIT = "信息工程质量监督", "深圳市信息安全管理中心"
LATE, LATER = "产出/时效/1", "产出/时效/3"
PEOPLE = ("张三", "李四", "王五")
SCORES = st.sampled_from([1, 2.5, 99, None])
runs = 0


class Folder(RuleBasedStateMachine):
    """One project; several evaluators fill in its sheets and copies of them, its unit answers."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp())
        forms = self.top / "报送"
        forms.mkdir()
        form = next((ROOT / "examples").glob("6-*.yaml"))
        (forms / form.name).write_bytes(form.read_bytes())
        self.form = forms / form.name
        self.desk = Rounds(forms, self.top / "结果")
        self.day = 0
        self.written: set[tuple[str, str, str, str]] = set()
        """By whom, on which day, on which row, what: all that was signed."""
        self.copies: list[tuple[Path, str]] = []
        self.entries: dict[str, LedgerEntry] = {}
        self.total: Any = None
        self.go()

    def teardown(self) -> None:
        shutil.rmtree(self.top, ignore_errors=True)

    def today(self) -> str:
        self.day += 1
        return f"2023-{1 + self.day // 28:02}-{1 + self.day % 28:02}"

    def go(self) -> None:
        """Run the review, and look at what is in the ledger and on the sheets."""
        global runs  # noqa: PLW0603
        runs += 1
        said = self.desk.run()
        assert self.desk.code in {0, 1}, said
        with Ledger.open(self.desk.output / "复核台账.db", read_only=True) as ledger:
            assert ledger.verify() == []
            now = {record.entry.id: record.entry for record in ledger.entries()}
        assert self.entries.items() <= now.items(), "nothing that was read is absent or changed"
        self.entries = now
        rulings = {
            (e.by, e.at, e.row, str(e.score)) for e in now.values()
            if e.kind in RULINGS and e.is_signed
        }  # fmt: skip
        answers = {
            (e.by, e.at, e.row, "认可" if e.agrees else "不认可") for e in now.values()
            if e.kind in ANSWERS and e.is_signed
        }  # fmt: skip
        refused = {e.by for e in now.values() if e.kind is EntryKind.REFUSED}
        assert rulings | answers <= self.written, "nothing is under another's name"
        lost = {one[0] for one in self.written - rulings - answers}
        assert lost <= refused, "what was written is there, or is told to be unusable"
        handed_out = self.desk.output / "单位反馈" / f"{UNIT}.xlsx"
        if handed_out.exists():
            told = self.desk.texts(handed_out)
            assert not [name for name in PEOPLE if name in told]

    @rule(who=st.sampled_from([*PEOPLE, ""]), row=st.sampled_from([LATE, LATER]), score=SCORES,
          copies=st.booleans())  # fmt: skip
    def fill_in(self, who: str, row: str, score: float | None, copies: bool) -> None:
        sheet = self.desk.sheet(NAME)
        if not sheet.exists():
            return
        if copies and len(self.copies) < 3:
            path = self.top / f"副本{len(self.copies)}.xlsx"
            path.write_bytes(sheet.read_bytes())
            self.copies.append((path, row))
        day = self.today()
        self.desk.fill(NAME, {} if score is None else ruled(row, score, "佐证属实"), who, day)
        if who and score is not None:
            self.written.add((who, day, row, f"{score:g}"))
        self.take_over_drafts(who, day)
        self.go()

    def take_over_drafts(self, who: str, day: str) -> None:
        """Whoever signs a sheet signs what stood on it unsigned, as its own."""
        if who:
            for one in self.entries.values():
                if one.kind in RULINGS and not one.is_signed:
                    self.written.add((who, day, one.row, str(one.score)))

    @precondition(lambda self: self.copies)
    @rule(who=st.sampled_from(PEOPLE), score=st.sampled_from([1, 2]))
    def a_copy_comes_back_late(self, who: str, score: int) -> None:
        path, row = self.copies.pop()
        day = self.today()
        self.desk.type_into(path, ruled(row, score, "佐证属实"), who, day)
        self.written.add((who, day, row, str(score)))
        self.take_over_drafts(who, day)
        self.desk.more = [*self.desk.more, path]
        self.go()

    @rule(word=st.sampled_from(["认可", "不认可"]))
    def the_unit_answers(self, word: str) -> None:
        if (self.desk.output / "单位反馈" / f"{UNIT}.xlsx").exists():
            day = self.today()
            self.desk.answer(UNIT, {(NAME, LATE): (word, "见佐证")}, "钱七", day)
            self.written.add(("钱七", day, LATE, word))
            self.go()

    @rule()
    def a_sheet_is_lost(self) -> None:
        self.desk.sheet(NAME).unlink(missing_ok=True)
        self.go()
        assert self.desk.sheet(NAME).exists(), "it is written anew from the ledger"

    @rule(word=st.sampled_from(["办结", "重新打开", "退回单位修改"]))
    def something_is_done(self, word: str) -> None:
        self.desk.fill(NAME, done(word, "发现漏评"), "孙局", self.today())
        self.go()

    @rule()
    def data_change(self) -> None:
        text = self.form.read_text("utf-8")
        self.form.write_text(text.replace("9月底", "10月底") if "9月底" in text else
                             text.replace("10月底", "9月底"), "utf-8")  # fmt: skip
        self.go()

    @rule()
    def run_again(self) -> None:
        before = {p: p.read_bytes() for p in self.desk.output.rglob("*.xlsx")}
        self.go()
        after = {p: p.read_bytes() for p in self.desk.output.rglob("*.xlsx")}
        assert after == before, "the same entries give the same bytes"


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Folder, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None,
                                  derandomize=True, suppress_health_check=list(HealthCheck)),
    )  # fmt: skip


def test_sheets_in_any_order() -> None:
    run(2, 6)


@pytest.mark.long
def test_sheets_in_any_order_for_long() -> None:
    run(2, 8)
    assert runs >= 2
