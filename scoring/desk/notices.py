"""What a person must know of a review at every run until it is settled, beside what holds its step.

None of it touches a score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scoring.desk.steps import StepTable
from scoring.desk.tracks import Tracks


class Notice(NamedTuple):
    """One thing to know: a pattern of the run's words, and what is filled in."""

    pattern: str
    values: Mapping[str, str | int]


def notices(tracks: Tracks, steps: StepTable, kinds: Mapping[str, str]) -> Iterator[Notice]:
    """Yield everything; ``kinds`` are the words for kinds of entries."""
    state = tracks.state
    waiting = state.waiting if "admitted" in state.actions else ()
    for pattern, count in (
        ("altered", len(state.altered)), ("moved", len(tracks.moved)),
        ("waiting", len(waiting)), ("answer_again", len(state.to_answer_again)),
    ):  # fmt: skip
        if count:
            yield Notice(pattern, {"count": count})
    for act, why in state.void_acts:
        what = kinds["not_admitted" if act.admitted is False else act.kind]
        who = " ".join(part for part in (act.by, act.at) if part)
        yield Notice(
            "void_act",
            {"what": what, "who": f"（{who}）" if who else "", "why": steps.why.get(why, why)},
        )
