"""Of a secret form the ledger holds no text: digests stand for them, and are shown as texts again."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from scoring.desk.confidential_entries import (
    digest_of,
    hide,
    hide_all,
    is_hidden,
    show,
    texts_of_sheet,
)
from scoring.records.ledger_entry import EntryKind, LedgerEntry
from scoring.records.sheet_reading import ReadRow, SheetReading, TypedCell

GROUNDS = ("计算更正", "集体会审")


def entry(**fields: object) -> LedgerEntry:
    return LedgerEntry.model_validate(
        {"kind": EntryKind.RULING, "project": "p1", "stage": 1, "row": "r1", **fields}
    )


def test_a_ruling_keeps_score_signature_and_the_ground_of_the_list():
    written = entry(
        called=("产出指标", "数量指标", "密级设备数量"), by="复核人甲", at="2026-03-01",
        score="26.54", ground="计算更正", note="按69台计算", verified_actual="69台", saw="a" * 32,
    )  # fmt: skip
    hidden, texts = hide(written, GROUNDS)
    assert (hidden.by, hidden.at, hidden.score) == ("复核人甲", "2026-03-01", Decimal("26.54"))
    assert (hidden.ground, hidden.saw, hidden.row) == ("计算更正", "a" * 32, "r1")
    for secret in ("设备", "69台", "按69"):
        assert secret not in hidden.canonical
    assert hidden.note == digest_of("按69台计算")
    assert show(hidden, texts) == written.model_copy(update={"called": ()})


def test_a_ground_of_ones_own_and_what_was_refused_are_hidden():
    written = entry(
        kind=EntryKind.REFUSED, ground="设备已报废", reason="“70台”不是得分", todo="请改“70台”",
        cells=(("认定得分", "70台"),),
    )  # fmt: skip
    hidden, texts = hide(written, GROUNDS)
    assert "70台" not in hidden.canonical
    assert "报废" not in hidden.canonical
    assert hidden.cells[0][0] == "认定得分"
    assert show(hidden, texts) == written


@given(st.dictionaries(st.sampled_from(["note", "say", "evidence", "minutes"]), st.text()))
def test_hiding_twice_is_hiding_once_and_the_same_words_give_the_same_entry(fields):
    hidden, texts = hide(entry(**fields), GROUNDS)
    assert hide(hidden, GROUNDS) == (hidden, {})
    assert hide(show(hidden, texts), GROUNDS) == (hidden, texts)
    assert all(not text or is_hidden(text) for text in (hidden.note, hidden.say, hidden.evidence))


def test_entries_that_name_each_other_still_do_when_they_are_hidden():
    first = entry(note="按69台计算", score="9")
    second = entry(note="按70台计算", score="9.5", replaces=(first.id,))
    signature = LedgerEntry(
        kind=EntryKind.SIGNATURE, project="p1", stage=1, by="甲", at="2026-03-01",
        known=(first.id, second.id, "earlier"),
    )  # fmt: skip
    one, two, signed = hide_all([first, second, signature], GROUNDS)
    assert two.replaces == (one.id,)
    assert signed.known == (one.id, two.id, "earlier")


def test_the_texts_of_a_sheet_show_what_the_ledger_hides():
    cell = TypedCell(column="note", text=" 按69台计算 ", at="M8")
    sheet = SheetReading(
        kind="review", file="涉密-1.xlsx", project="secret-1",
        rows=(ReadRow(row="r1", cells=(cell,)),),
    )  # fmt: skip
    written = entry(note="按69台计算")
    assert show(hide(written, GROUNDS)[0], texts_of_sheet(sheet)) == written
