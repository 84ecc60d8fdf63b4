"""Decisions and answers of a list as entries: each signed by itself, none of them signs a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from scoring.desk.steps import StepKey, StepTable
from scoring.records.decision import Decision, Reply
from scoring.records.ledger_entry import EntryKind, LedgerEntry

Role = Literal["evaluator", "unit"]


def listed_entries(
    listed: Decision | Reply,
    project: str,
    stages: Sequence[int],
    split: Callable[[str], tuple[str, str]],
    day_of: Callable[[str], str],
) -> Iterator[LedgerEntry]:
    """Yield a decision or an answer of a list as an entry of each step that its round may be.

    ``stages`` are the numbers of those steps, the last first: an entry of one that the ledger holds
    already is that entry, else the first is taken. ``split`` parts a ground from its note, ``day_of``
    brings a date to YYYY-MM-DD (a text that is none stays as it was written).
    """
    is_answer = isinstance(listed, Reply)
    values: dict[str, object] = {
        "kind": EntryKind.ANSWER if is_answer else EntryKind.RULING,
        "role": "unit" if is_answer else "evaluator",
        "project": project,
        "round": listed.round,
        "row": listed.row,
        "by": listed.by,
        "at": day_of(listed.at) if listed.at else "",
        "saw": listed.saw,
    }
    if isinstance(listed, Reply):
        values |= {"agrees": listed.agrees, "say": listed.say, "evidence": listed.evidence}
    else:
        ground, note = split(listed.ground)
        values |= {
            "verified_target": listed.verified_target,
            "verified_actual": listed.verified_actual,
            "score": listed.score, "ground": ground, "note": note,
        }  # fmt: skip
    for stage in stages:
        yield LedgerEntry.model_validate({**values, "stage": stage})


def stages_of_round(
    name: str, role: Role, steps: StepTable, stage: int, key: StepKey
) -> tuple[int, ...]:
    """Return the numbers of the steps that a list may mean by the name of a round, the likeliest first.

    ``stage`` and ``key`` are those of the step that is open. Without a name it is the first step in
    which its writer writes; a name of no step leads nowhere.
    """
    if not name:
        return (next(n for n, step in enumerate(steps.steps, 1) if step.by == role),)
    first = [n for n, step in enumerate(steps.steps, 1) if step.is_called(name)][:1]
    return tuple(dict.fromkeys([stage, *first] if steps.by_key[key].is_called(name) else first))
