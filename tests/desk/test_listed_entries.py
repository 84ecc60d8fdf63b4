"""Decisions and answers of a list become entries, in the step that their round names."""

from __future__ import annotations

import pytest

from scoring.desk.listed_entries import listed_entries, stages_of_round
from scoring.desk.steps import StepTable
from scoring.records.decision import Decision, Reply
from scoring.records.ledger_entry import EntryKind
from scoring.words import load_vocabulary

STEPS = load_vocabulary(StepTable)


@pytest.mark.parametrize(
    ("name", "role", "open_now", "stages"),
    [
        ("初评", "evaluator", (1, "initial"), (1,)),
        ("初评", "evaluator", (3, "review"), (1,)),
        ("单位反馈", "unit", (3, "review"), (2,)),
        ("复核", "evaluator", (6, "review"), (6, 3)),
        ("终审", "evaluator", (3, "to_close"), (3, 4)),
        ("", "evaluator", (3, "review"), (1,)),
        ("", "unit", (1, "initial"), (2,)),
        ("二次会商", "evaluator", (1, "initial"), ()),
    ],
)  # fmt: skip
def test_the_name_of_a_round_leads_to_its_steps(name, role, open_now, stages):
    assert stages_of_round(name, role, STEPS, *open_now) == stages


def split(ground: str) -> tuple[str, str]:
    head, _, note = ground.partition("：")
    return head, note


def test_a_decision_is_a_ruling_with_ground_and_note():
    decision = Decision(
        submission="甲", row="产出/数量/1", score="7.5", ground="数据核减：台账为60家", by="王五",
        at="2023年4月1日", round="初评", saw="ab",
    )  # fmt: skip
    (entry,) = listed_entries(decision, "甲", (1,), split, lambda _: "2023-04-01")
    assert (entry.kind, entry.role, entry.stage) == (EntryKind.RULING, "evaluator", 1)
    assert (entry.ground, entry.note, entry.at) == ("数据核减", "台账为60家", "2023-04-01")
    assert entry.is_signed
    assert str(entry.score) == "7.5"


def test_an_answer_is_the_units():
    reply = Reply(submission="甲", row="产出/数量/1", agrees=False, say="台账漏登", evidence="附3")
    (entry,) = listed_entries(reply, "甲", (2,), split, str)
    assert (entry.kind, entry.role, entry.agrees, entry.say) == (
        EntryKind.ANSWER, "unit", False, "台账漏登"
    )  # fmt: skip
    assert not entry.is_signed
