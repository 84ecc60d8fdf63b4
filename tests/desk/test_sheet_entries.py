"""What persons write into a sheet becomes entries: nothing is lost, moved or put under another name."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.desk.sheet_entries import new_entries
from scoring.desk.sheet_work import SheetContext, SheetEntries
from scoring.desk.steps import StepTable
from scoring.records.ledger_entry import EntryKind, LedgerEntry
from scoring.records.sheet_reading import ReadRow, SheetReading, TypedCell
from scoring.words import load_vocabulary
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout

LAYOUT = load_vocabulary(ReviewSheetLayout)
EVALUATOR = ("verified", "score", "ground", "note")
UNIT = ("agrees", "reply", "proof")
ROW = "产出/数量/1"


def cell(column: str, text: str = "", **values: Any) -> TypedCell:
    return TypedCell(column=column, text=text, at=f"复核表!{column}", **values)


def row(typed: dict[str, str] | None = None, *, unit: bool = False, **values: Any) -> ReadRow:
    typed = typed or {}
    cells = tuple(cell(key, typed.get(key, "")) for key in (UNIT if unit else EVALUATOR))
    return ReadRow(**{"row": ROW, "saw": "ab12", "points": "10", "cells": cells, **values})


def sheet(*rows: ReadRow, by: str = "", day: str = "", **values: Any) -> SheetReading:
    return SheetReading(**{
        "kind": "review", "file": "甲.xlsx", "sheet": "复核表", "project": "甲", "stage": 1,
        "round": "初评", "edition": "e1", "by": cell("by", by), "day": cell("day", day),
        "rows": rows, **values,
    })  # fmt: skip


def read(reading: SheetReading, *before: LedgerEntry, **values: Any) -> SheetEntries:
    entries = {entry.id: entry for entry in before}
    context = SheetContext("甲", **{"entries": entries, "year": 2023, **values})
    return new_entries(reading, context, LAYOUT)


def kinds(found: SheetEntries) -> list[str]:
    return [entry.kind.value for entry, _ in found.entries]


def first(found: SheetEntries, kind: str = "") -> LedgerEntry:
    return next(e for e, _ in found.entries if not kind or e.kind == kind)


def codes(found: SheetEntries) -> list[str]:
    return [problem.code for problem in found.problems]


CUT = {"score": "6", "ground": "数据核减", "note": "台账为60家"}
SIGNED = {"by": "张三", "day": "2024-03-01"}


def ruling(score: str = "6", by: str = "张三", **values: Any) -> LedgerEntry:
    return LedgerEntry(**{
        "kind": "ruling", "project": "甲", "stage": 1, "round": "初评", "row": ROW,
        "role": "evaluator", "by": by, "at": "2024-03-01" if by else "", "score": score,
        "ground": "数据核减", "note": "台账为60家", "saw": "ab12", "base": "e0", **values,
    })  # fmt: skip


def test_a_signed_row_is_a_ruling_and_the_sheet_is_signed():
    found = read(sheet(row(CUT), **SIGNED))
    made, signature = first(found), first(found, "signature")
    assert (made.kind, made.by, made.at, made.score) == ("ruling", "张三", "2024-03-01", 6)
    assert (made.ground, made.note, made.saw, made.base) == ("数据核减", "台账为60家", "ab12", "e1")
    assert signature.covers == (ROW,)
    assert made.id in signature.known


def test_a_sheet_signed_without_entries_is_signed():
    found = read(sheet(row(), **SIGNED))
    assert kinds(found) == ["signature"]


def test_the_same_sheet_read_again_is_nothing_new():
    reading = sheet(row(CUT), **SIGNED)
    once = read(reading)
    ids = frozenset(entry.id for entry, _ in once.entries)
    again = read(reading, *(e for e, _ in once.entries), read_before=ids)
    assert again.entries == ()
    copied = read(reading, *(e for e, _ in once.entries))  # under another name
    assert {e.id for e, _ in copied.entries} <= ids


def test_unsigned_entries_are_drafts_and_the_signature_makes_them_the_signers_own():
    found = read(sheet(row(CUT)))
    draft = first(found)
    assert (draft.by, draft.at, kinds(found)) == ("", "", ["ruling"])
    assert codes(found) == ["not-signed"]
    later = sheet(row(CUT, printed=(draft.id,)), edition="e2", **SIGNED)
    signed = first(read(later, draft))
    assert (signed.by, signed.replaces) == ("张三", (draft.id,))
    same_file = read(sheet(row(CUT), **SIGNED), draft, read_before=frozenset({draft.id}))
    assert first(same_file).replaces == (draft.id,)


def test_an_untouched_cell_never_becomes_the_signers():
    of_a = ruling()
    found = read(sheet(row(CUT, printed=(of_a.id,)), by="李四", day="2024-03-02"), of_a)
    assert kinds(found) == ["signature"]
    assert first(found).by == "李四"


def test_a_refused_entry_is_not_borne_by_another_name():
    bad = read(sheet(row({"score": "99", "ground": "数据核减"}), **SIGNED))
    refused = first(bad, "refused")
    assert (refused.by, refused.row, dict(refused.cells)["score"]) == ("张三", ROW, "99")
    assert codes(bad) == ["score-range"]
    untouched = row({"score": "99", "ground": "数据核减"}, printed=(refused.id,))
    of_other = read(sheet(untouched, by="李四", day="2024-03-02", edition="e2"), refused)
    assert kinds(of_other) == ["signature"]
    put_right = read(sheet(row(CUT, printed=(refused.id,)), edition="e2", **SIGNED), refused)
    assert first(put_right).replaces == (refused.id,)


def test_a_changed_cell_corrects_ones_own_and_contradicts_anothers():
    of_a = ruling()
    changed = row({**CUT, "score": "7"}, printed=(of_a.id,))
    own = first(read(sheet(changed, **SIGNED), of_a))
    assert (own.kind, own.replaces) == ("correction", (of_a.id,))
    other = first(read(sheet(changed, by="李四", day="2024-03-02"), of_a))
    assert (other.kind, other.replaces, other.upon) == ("ruling", (), (of_a.id,))
    later = first(read(sheet(changed, stage=3, round="复核", **SIGNED), of_a))
    assert (later.kind, later.replaces) == ("ruling", ())


def test_an_emptied_cell_is_asked_about_and_takes_nothing_back():
    of_a = ruling()
    reading = sheet(row(printed=(of_a.id,)), **SIGNED)
    found = read(reading, of_a)
    assert (first(found).kind, first(found).replaces) == ("emptied", (of_a.id,))
    assert codes(found) == ["emptied"]
    again = read(reading, of_a, first(found), read_before=frozenset({first(found).id}))
    assert "emptied" not in kinds(again)


def test_a_to_b_to_a_in_one_cell_ends_with_a():
    entries: list[LedgerEntry] = []
    for score in ("6", "7", "6"):
        reading = sheet(row({**CUT, "score": score}), **SIGNED)
        ids = frozenset(e.id for e in entries)
        entries += [e for e, _ in read(reading, *entries, read_before=ids).entries]
    decided = [e for e in entries if e.kind != EntryKind.SIGNATURE]
    assert [e.score for e in decided] == [6, 7, 6]
    assert [e.kind.value for e in decided] == ["ruling", "correction", "correction"]
    assert decided[2].replaces == (decided[1].id,)


@pytest.mark.parametrize("tried", ["7", "99"])
def test_a_cell_put_back_settles_what_was_tried_in_it(tried: str):
    # Which of two entries a cell held last must not hang on their ids: each note gives others.
    for note in ("台账为60家", "台账为61家", "台账为62家", "台账为63家"):
        typed = {**CUT, "note": note}
        of_a = first(read(sheet(row(typed), **SIGNED)))
        other = {"by": "李四", "day": "2024-03-02"} if tried == "99" else {}
        attempt = first(read(
            sheet(row({**typed, "score": tried}), **other), of_a, read_before=frozenset({of_a.id}),
        ))  # fmt: skip
        before = frozenset({of_a.id, attempt.id})
        back = sheet(row(typed), by="李四", day="2024-03-03")
        found = read(back, of_a, attempt, read_before=before)
        made = first(found)
        assert (made.kind, made.by, made.score) == ("ruling", "李四", 6)
        assert made.replaces == (attempt.id,)
        ids = {entry.id for entry, _ in found.entries}
        after = [of_a, attempt, *(entry for entry, _ in found.entries)]
        assert read(back, *after, read_before=before | ids).entries == ()


def test_a_signed_sheet_is_signed_anew_when_it_is_put_right():
    wrong, other = row({"score": "99", "ground": "数据核减"}), row(row="产出/数量/2")
    once = [entry for entry, _ in read(sheet(wrong, other, **SIGNED)).entries]
    assert [entry.kind.value for entry in once] == ["refused", "signature"]
    before = frozenset(entry.id for entry in once)
    right = sheet(row(CUT), row(CUT, row="产出/数量/2"), **SIGNED)
    found = read(right, *once, read_before=before)
    *made, signature = (entry for entry, _ in found.entries)
    assert [entry.kind.value for entry in made] == ["ruling", "ruling"]
    assert signature.kind == "signature"
    assert {*before, *(entry.id for entry in made)} <= {*signature.known}
    after = [*once, *made, signature]
    assert read(right, *after, read_before=frozenset(e.id for e in after)).entries == ()
    copied = read(right, *after)  # under another name
    assert {e.id for e, _ in copied.entries} <= {e.id for e in after}


def test_an_old_copy_left_in_the_folder_does_not_undo_a_correction():
    old = ruling(base="e1")
    new = ruling("7", kind="correction", replaces=(old.id,), base="e2")
    found = read(sheet(row(CUT), **SIGNED), old, new)
    assert "ruling" not in kinds(found)
    assert codes(found) == ["replaced-before"]


def test_two_copies_of_a_sheet_with_different_entries_both_stay():
    one = read(sheet(row(CUT), **SIGNED))
    made = [e for e, _ in one.entries]
    two = read(sheet(row({**CUT, "score": "8"}), file="乙.xlsx", **SIGNED), *made)
    assert (first(two).score, first(two).replaces) == (8, ())


def test_withdrawing_is_chosen_and_only_ones_own():
    of_a = ruling()
    taken_back = row({"ground": "撤回"}, printed=(of_a.id,))
    found = read(sheet(taken_back, **SIGNED), of_a)
    assert (first(found).kind, first(found).replaces) == ("withdrawal", (of_a.id,))
    other = read(sheet(taken_back, by="李四", day="2024-03-02"), of_a)
    assert (first(other).kind, codes(other)) == ("refused", ["nothing-own"])


class TestConflicts:
    A, B = ruling("6"), ruling("8", by="李四")

    def typed(self, note: str = "", ground: str = "数据核减", **values: Any) -> SheetReading:
        text = {"score": "7", "ground": ground, "note": note}
        ids = (self.A.id, self.B.id)
        return sheet(row(text, shown=ids, conflict=ids), **values)

    def test_the_lead_settles_it(self):
        found = read(self.typed(by="王五", day="2024-03-05"), self.A, self.B, lead="王 五")
        made = first(found)
        assert (made.kind, made.resolves) == ("arbitration", (self.A.id, self.B.id))

    def test_a_meeting_settles_it_with_the_number_of_its_minutes(self):
        note = "纪要编号：财评纪〔2024〕3号；按台账"
        found = read(self.typed(note, "集体会审", by="李四", day="2024-03-05"), self.A, self.B)
        made = first(found)
        assert (made.kind, made.minutes) == ("arbitration", "财评纪〔2024〕3号")
        without = read(self.typed("", "集体会审", by="李四", day="2024-03-05"), self.A, self.B)
        assert codes(without) == ["no-minutes"]

    def test_one_side_gives_in_by_correcting_its_own(self):
        made = first(read(self.typed(**SIGNED), self.A, self.B))
        assert (made.kind, made.replaces) == ("correction", (self.A.id,))

    def test_anybody_else_is_told_who_may(self):
        found = read(self.typed(by="赵六", day="2024-03-05"), self.A, self.B, lead="王五")
        assert (first(found).kind, codes(found)) == ("refused", ["not-lead"])


def answer(word: str = "认可", say: str = "", **values: Any) -> SheetReading:
    typed = row({"agrees": word, "reply": say}, unit=True, shown=("r1",), asked=True)
    return sheet(typed, **{
        "kind": "feedback", "stage": 2, "round": "单位反馈", "by": "钱七",
        "day": "2024-03-10", **values,
    })  # fmt: skip


class TestUnits:
    def test_an_answer_names_what_it_is_about(self):
        found = read(answer("不同意", "台账漏登"), stage=2)
        made = first(found)
        assert (made.kind, made.agrees, made.say) == ("answer", False, "台账漏登")
        assert (made.role, made.upon) == ("unit", ("r1",))
        assert first(found, "signature").covers == (ROW,)

    def test_the_step_is_over_so_the_answer_is_late(self):
        assert first(read(answer(), stage=3)).kind == "late_answer"

    def test_an_evaluators_name_is_no_units(self):
        found = read(answer(by="张三"), ruling(), stage=2)
        assert "evaluator-as-unit" in codes(found)
        assert all(not e.by for e, _ in found.entries)

    def test_all_is_agreed_to_by_one_choice(self):
        reading = answer("", action=cell("action", "全部认可"))
        found = read(reading, stage=2)
        assert kinds(found) == ["answer", "signature"]
        assert first(found).agrees is True

    def test_the_same_workbook_with_the_choice_read_again_empties_nothing(self):
        reading = answer("", action=cell("action", "全部认可"))
        made = [entry for entry, _ in read(reading, stage=2).entries]
        ids = frozenset(entry.id for entry in made)
        for stage in (2, 3):
            again = read(reading, *made, read_before=ids, stage=stage)
            assert (again.entries, again.problems) == ((), ())
        cleared = read(answer(""), *made, read_before=ids, stage=2)
        (emptied,) = [entry for entry, _ in cleared.entries if entry.kind == EntryKind.EMPTIED]
        ids |= {emptied.id}
        chosen = first(read(reading, *made, emptied, read_before=ids, stage=2))
        assert (chosen.agrees, emptied.id in chosen.replaces) == (True, True)

    def test_all_and_not_this_one_contradict_each_other(self):
        found = read(answer("不认可", "漏登", action=cell("action", "全部认可")), stage=2)
        assert codes(found) == ["agree-all-but"]
        assert first(found).agrees is False

    def test_a_signature_on_the_cover_signs_no_project_without_answers(self):
        assert kinds(read(answer(""), stage=2)) == []


DAYS = [
    ("3月1日", "没有写年份"),
    ("3/1", "没有写年份"),
    ("24-3-1", "年份不是四位"),
    ("2024年2月30日", "2024年2月没有30日"),
    ("2023-02-29", "2023年2月（不是闰年）没有29日"),
    ("2024-13-01", "没有13月"),
    ("2024年3月", "没有写到日"),
    ("昨天", "不是日期"),
    ("2204-03-01", "离2023年度的自评太远"),
    ("2022-12-31", "离2023年度的自评太远"),
]


@pytest.mark.parametrize(("text", "why"), DAYS)
def test_a_day_that_is_none_is_told_at_its_cell_and_signs_nothing(text: str, why: str):
    found = read(sheet(row(CUT), by="张三", day=text))
    refused = first(found, "refused")
    assert why in refused.reason
    assert why in found.problems[0].message
    assert found.problems[0].place.where == "复核表!day"
    draft = first(found, "ruling")
    assert (draft.by, draft.at) == ("", "")
    assert "signature" not in kinds(found)


@pytest.mark.parametrize(
    "text", ["2024-3-1", "2024/03/01", "2024.3.1", "2024年3月1日", "20240301", "二〇二四年三月一日"]
)
def test_days_as_people_write_them(text: str):
    assert first(read(sheet(row(), by="张三", day=text))).at == "2024-03-01"


def test_a_date_of_the_spreadsheet_is_a_date():
    day = TypedCell(column="day", text="45352", at="复核表!H9", date="2024-03-01")
    assert first(read(sheet(row(), by="张三").model_copy(update={"day": day}))).at == "2024-03-01"


@pytest.mark.parametrize(
    ("name", "code"),
    [("张三、李四", "several-names"), ("张三 2024-3-1", "name-figures"), ("", "no-name")],
)
def test_a_name_that_is_none_signs_nothing(name: str, code: str):
    found = read(sheet(row(), by=name, day="2024-03-01"))
    assert (codes(found), kinds(found)) == ([code], ["refused"])


def test_signing_for_another_names_both():
    made = first(read(sheet(row(), by="张三（代李四）", day="2024-03-01")))
    assert (made.by, made.on_behalf_of) == ("张三", "李四")


def test_the_next_signature_settles_what_was_wrong_with_the_last():
    wrong = first(read(sheet(row(), by="张三", day="3月1日")))
    found = read(sheet(row(), edition="e2", known=(wrong.id,), **SIGNED), wrong)
    assert first(found).replaces == (wrong.id,)


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("row-unknown", row(CUT, row="")),
        ("row-misplaced", row(CUT, misplaced=True)),
        ("row-closed", row(CUT, closed=True)),
    ],
)
def test_what_cannot_be_told_a_row_is_kept_and_not_used(code: str, typed: ReadRow):
    found = read(sheet(typed, **SIGNED))
    refused = first(found, "refused")
    assert codes(found) == [code]
    assert dict(refused.cells) == CUT
    assert "ruling" not in kinds(found)


def test_a_row_twice_with_different_entries_uses_the_first():
    found = read(sheet(row(CUT), row({**CUT, "score": "9"}), **SIGNED))
    assert kinds(found) == ["ruling", "refused", "signature"]
    assert codes(found) == ["row-twice"]


def test_a_protected_cell_that_was_changed_is_told_and_holds_nothing():
    changed = (TypedCell(column="actual", text="78家", at="复核表!E9"),)
    found = read(sheet(row(CUT, changed=changed), **SIGNED))
    refused = first(found, "refused")
    assert (refused.stage, dict(refused.cells)) == (0, {"actual": "78家"})
    assert "自评完成值" in found.problems[0].message
    assert first(found, "ruling").score == 6


def test_a_cell_that_cannot_be_read_is_not_blank():
    of_a = ruling()
    broken = row(CUT, printed=(of_a.id,))
    cells = (
        cell("verified"),
        cell("score", fault="公式没有结果", todo="请填数。"),
        *broken.cells[2:],
    )
    found = read(sheet(broken.model_copy(update={"cells": cells}), **SIGNED), of_a)
    assert first(found).reason == "公式没有结果"


def test_a_printed_entry_that_the_ledger_does_not_hold_is_nobodys():
    found = read(sheet(row(CUT, printed=("f" * 32,)), **SIGNED))
    assert codes(found) == ["not-in-ledger"]
    assert kinds(found) == ["refused", "signature"]


class TestActions:
    def done(self, word: str, note: str = "", **values: Any) -> SheetReading:
        return sheet(
            row(), action=cell("action", word), note=cell("note", note), **{**SIGNED, **values}
        )

    def test_sending_back_needs_its_reason(self):
        allowed = frozenset({"sent_back"})
        made = first(read(self.done("退回单位修改", "缺台账"), actions=allowed))
        assert (made.kind, made.note) == ("sent_back", "缺台账")
        assert codes(read(self.done("退回单位修改"), actions=allowed)) == ["action-no-reason"]

    def test_what_cannot_be_done_now_is_refused(self):
        assert codes(read(self.done("办结"), actions=frozenset({"sent_back"}))) == [
            "action-not-now"
        ]
        assert codes(read(self.done("办了"), actions=frozenset())) == ["action-unknown"]
        assert codes(read(self.done("办结", by="", day=""))) == ["action-not-signed"]

    @pytest.mark.parametrize(
        ("word", "kind"),
        [
            ("受理", "admission"),
            ("退回单位修改", "sent_back"),
            ("办结", "closed"),
            ("重开", "refused"),
        ],
    )
    def test_what_is_done_is_signed_and_the_step_only_where_it_is_closed(
        self, word: str, kind: str
    ):
        # Who admits a late answer, or mistypes what is to be done, has not ended the step.
        allowed = frozenset({"admitted", "sent_back", "closed"})
        found = read(self.done(word, "材料属实"), actions=allowed)
        assert kinds(found) == [kind, "signature"][: 2 if word == "办结" else 1]

    def test_rows_that_were_decided_beside_it_are_signed(self):
        reading = sheet(
            row(CUT), action=cell("action", "退回单位修改"), note=cell("note", "缺台账"), **SIGNED
        )
        found = read(reading, actions=frozenset({"sent_back"}))
        assert kinds(found) == ["ruling", "sent_back"]
        assert first(found).by == "张三"

    def test_it_is_put_right_by_what_is_done_next(self):
        wrong = first(read(self.done("退回单位修改"), actions=frozenset({"sent_back"})), "refused")
        again = self.done("退回单位修改", "缺台账", edition="e2", known=(wrong.id,))
        made = first(read(again, wrong, actions=frozenset({"sent_back"})))
        assert (made.kind, made.replaces) == ("sent_back", (wrong.id,))

    def test_late_answers_are_admitted_by_name(self):
        late = LedgerEntry(
            kind=EntryKind.LATE_ANSWER, project="甲", stage=2, row=ROW, role="unit", by="钱七",
            at="2024-05-01", agrees=False,
        )  # fmt: skip
        reading = self.done("受理", stage=3, known=(late.id,))
        made = first(read(reading, late, stage=3, actions=frozenset({"admitted"})))
        assert (made.kind, made.admitted, made.resolves) == ("admission", True, (late.id,))

    def test_the_same_sheet_later_is_no_second_closing(self):
        reading = self.done("办结", stage=4)
        made = read(reading, stage=4, actions=frozenset({"closed"}))
        assert "closed" in kinds(made)
        again = read(reading, *(e for e, _ in made.entries), stage=5)
        assert again.entries == ()
        assert again.problems == ()


def test_what_is_done_is_called_alike_on_all_sheets():
    steps = load_vocabulary(StepTable)
    assert {key: LAYOUT.actions[key].word for key in steps.actions} == steps.actions
    assert {step.key for step in steps.steps} | {"held"} == set(LAYOUT.duties)
    assert set(LAYOUT.kinds) == {*EntryKind, "not_admitted"}
