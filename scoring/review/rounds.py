"""Rounds of a review: which decision is in force, what an answer does, three tracks of a project.

The order of the rounds and who writes in each are data (:class:`Step`); nothing here knows their
names. Pure: the engine is called through a function.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, Protocol, TypeVar

from scoring.exact import half_up, printed, rational
from scoring.records.decision import Decision, Refused, Reply
from scoring.records.scorecard import (
    ExecutionResult,
    RowResult,
    Scorecard,
    Status,
    TotalCap,
    Unused,
)
from scoring.records.submission import Submission

Score = Callable[[Sequence[Decision]], Scorecard]
"""Scores the submission with decisions applied to it."""
ScoredLeaf = ExecutionResult | RowResult
E = TypeVar("E", Decision, Reply)
_DIGITS: Final = re.compile("[0-9]+")


class Step(Protocol):
    """One round, as the data declare it."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def by(self) -> str:
        """Who writes: ``evaluator`` or ``unit``."""


@dataclass(frozen=True, slots=True)
class RowTrack:
    """One row in three tracks. ``execution`` is a row too."""

    id: str
    saw: str
    points: Decimal
    claimed: Decimal | None
    rule: Decimal | None
    low: Decimal
    high: Decimal
    review: Decimal | None
    """The score with the decisions in force; that of the rule where there are none."""
    status: Status
    """How the review's score came about."""
    before: Decimal | None
    """The review's score without what was entered in the round that is open now."""
    earlier: Decision | None
    """The decision in force from the rounds before the open one."""
    now: Decision | None
    """What was entered in the open round."""
    reply: Reply | None
    """The unit's last answer."""
    closed: bool
    """The unit has agreed, and nothing was decided or changed since."""
    refused: Refused | None = None
    """What was entered in the open round and cannot be used."""


@dataclass(frozen=True, slots=True)
class TrackTotal:
    """Total and grade of one track; ``total`` is None where it is not known."""

    total: Decimal | None
    low: Decimal | None
    high: Decimal | None
    grade: str | None
    grades_possible: tuple[str, ...] = ()
    summed: bool = False
    """The form states no total; its rows were added up."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """A whole project in three tracks, 自评, 规则 and 复核, and where its review stands."""

    round: str
    """The round that is open; empty where all are done."""
    number: int
    """Its number from 1; the count of rounds where all are done."""
    rows: tuple[RowTrack, ...]
    claimed: TrackTotal
    rule: TrackTotal
    review: TrackTotal
    deviation: Fraction | None
    """偏离度: (自评 − 复核) ÷ 自评 of the totals, exact; None where either is not known."""
    simple: bool
    """Whether the total is the sum of the rows' scores, so that a spreadsheet can compute it."""
    unused: tuple[Unused, ...]
    """Decisions and answers that are not used, and why."""
    past: frozenset[Decision | Reply] = frozenset()
    """Decisions and answers that hold no longer because the row was changed since."""


def in_order(entries: Iterable[E], steps: Sequence[Step]) -> tuple[E, ...]:
    """Return decisions or answers by round, by date, then in their own order; each once.

    One without a round gets the first in which its writer writes; those of an unknown round come
    last. One without name or date gives way to a signed one on the same row of the same round: it
    is a draft.
    """
    order = {step.name: number for number, step in enumerate(steps)}
    distinct = dict.fromkeys(_with_round(entry, steps) for entry in entries)
    signed = {(entry.row, entry.round) for entry in distinct if entry.by and entry.at}
    kept = [
        entry
        for entry in distinct
        if (entry.by and entry.at) or (entry.row, entry.round) not in signed
    ]
    return tuple(sorted(kept, key=lambda e: (_position(e, order), _day(e.at))))


def _with_round(entry: E, steps: Sequence[Step]) -> E:
    if entry.round:
        return entry
    by = "unit" if isinstance(entry, Reply) else "evaluator"
    first = next((step.name for step in steps if step.by == by), "")
    return entry.model_copy(update={"round": first})


def _position(entry: Decision | Reply, order: Mapping[str, int]) -> int:
    return order.get(entry.round, len(order)) if entry.round else 0


def _day(text: str) -> tuple[int, ...]:
    """Return a date's numbers, however it is written, so that later ones are greater."""
    return tuple(int(number[:9]) for number in _DIGITS.findall(text))


def in_force(decisions: Iterable[Decision], steps: Sequence[Step]) -> tuple[Decision, ...]:
    """Return of each row the decisions of its last round; earlier rounds stay on record only."""
    ordered = in_order(decisions, steps)
    last = {decision.row: decision.round for decision in ordered}
    return tuple(d for d in ordered if d.round == last[d.row])


def decide(
    score: Score,
    decisions: Sequence[Decision],
    steps: Sequence[Step],
    is_listed: Callable[[str], bool],
) -> Scorecard:
    """Return the scorecard with the decisions in force; those not used are listed in it.

    A score outside the band that the rule leaves (with the corrected actual, if there is one) needs
    a ground of the list.
    """
    rounds = _evaluator_rounds(steps)
    refused = [
        Unused(d.row, f"“{d.round}”不是评价人认定的轮次")
        for d in decisions
        if d.round not in rounds
    ]
    chosen = in_force([d for d in decisions if d.round in rounds], steps)
    doubtful = [d for d in chosen if d.score is not None and not is_listed(d.ground)]
    if doubtful:
        bare = [_values_alone(d) for d in doubtful if d.verified_actual or d.verified_target]
        bands = {row.id: row for row in score(bare).rows}
        outside = {d for d in doubtful if _is_outside(d, bands.get(d.row))}
        refused += [_no_ground(d, bands[d.row]) for d in chosen if d in outside]
        chosen = tuple(d for d in chosen if d not in outside)
    card = score(chosen)
    if refused:
        card = replace(card, unused_decisions=(*refused, *card.unused_decisions))
    return card


def _evaluator_rounds(steps: Sequence[Step]) -> frozenset[str]:
    """Return the rounds in which evaluators decide; a decision may name none."""
    return frozenset({"", *(step.name for step in steps if step.by == "evaluator")})


def _values_alone(decision: Decision) -> Decision:
    """Return the decision with its corrected target and actual alone."""
    return decision.model_copy(update={"score": None})


def _is_outside(decision: Decision, row: ScoredLeaf | None) -> bool:
    return (
        row is not None
        and decision.score is not None
        and not row.low <= decision.score <= row.high
        and decision.score <= row.points
    )


def _no_ground(decision: Decision, row: ScoredLeaf) -> Unused:
    why = (
        f"认定得分 {decision.score:f} 不在规则的 {row.low:f} 到 {row.high:f} 之间，"
        f"而理由“{decision.ground}”不在认定理由清单里"
    )
    return Unused(decision.row, why)


def open_round(
    decisions: Sequence[Decision], replies: Sequence[Reply], steps: Sequence[Step],
    refused: Sequence[Refused] = (),
    past: Collection[Decision | Reply] = (),
    ineffective: Collection[Decision] = (),
) -> int:  # fmt: skip
    """Return the number (from 0) of the round that is open; as many as there are when all are done.

    The last round in which anything was entered is still open while an entry of it lacks name or
    date or was refused (when it was read, or ``ineffective``: when it was applied to the score);
    else the next one is open. Nobody waits for what holds no longer (``past``).
    """
    order = {step.name: number for number, step in enumerate(steps)}
    entries: list[tuple[int, bool]] = []
    for group in (decisions, replies):
        entries += (
            (
                _position(entry, order),
                (bool(entry.by and entry.at) or entry in past) and entry not in ineffective,
            )
            for entry in group
        )
    entries += ((order.get(entry.round, len(steps)), False) for entry in refused if entry.holds)
    entries = [(number, signed) for number, signed in entries if number < len(steps)]
    last = max((number for number, _ in entries), default=-1)
    if last < 0:
        return 0
    return last + 1 if all(signed for number, signed in entries if number == last) else last


def tracks(
    submission: Submission,
    card: Scorecard,
    decided: Scorecard | None,
    decisions: Sequence[Decision],
    replies: Sequence[Reply],
    refused: Sequence[Refused] = (),
    *,
    steps: Sequence[Step],
    digests: Mapping[str, str],
    score: Score,
    is_listed: Callable[[str], bool],
    grade: Callable[[Decimal], str | None],
) -> Tracks:
    """Return the project's three tracks and the state of its review.

    ``digests`` are those of each row's data by id, ``grade`` the grade of a total.
    """
    entries: list[Decision | Reply] = [*decisions, *replies]
    past = frozenset(e for e in entries if e.saw and e.saw != digests.get(e.row, e.saw))
    unused = () if decided is None else decided.unused_decisions
    dropped = _without_effect(decisions, unused, steps)
    ineffective = [d for d in decisions if d.row in dropped and d.row in digests and d not in past]
    number = open_round(decisions, replies, steps, refused, past, ineffective)
    name = steps[number].name if number < len(steps) else ""
    review = card if decided is None else decided
    of_round = [d for d in decisions if (d.round or steps[0].name) == name]
    before_round = [d for d in decisions if d not in of_round]
    before = review
    if of_round and decided is not None:
        before = decide(score, before_round, steps, is_listed)
    earlier = {d.row: d for d in in_force(before_round, steps)}
    now = {d.row: d for d in of_round if d not in past}
    answers = {r.row: r for r in in_order(replies, steps)}
    unused += tuple(_outdated(r) for r in answers.values() if r in past)
    answers = {row: r for row, r in answers.items() if r not in past}
    wrong = {r.row: r for r in refused if r.row and r.round == name}
    rows = tuple(
        _row(
            row, digests.get(row.id, ""), row_reviewed, row_before,
            None if row.id in dropped else earlier.get(row.id), now.get(row.id),
            answers.get(row.id), steps, name, wrong.get(row.id),
        )
        for row, row_reviewed, row_before in zip(
            card.rows, review.rows, before.rows, strict=True
        )
    )  # fmt: skip
    claimed = _claimed(submission, rows, card.cap, grade)
    reviewed = _track(review)
    deviation = None
    if claimed.total and reviewed.total is not None:
        difference = rational(claimed.total) - rational(reviewed.total)
        deviation = difference / rational(claimed.total)
    return Tracks(
        name, min(number + 1, len(steps)), rows, claimed, _track(card), reviewed, deviation,
        _is_simple(card, rows), unused, past,
    )  # fmt: skip


def _outdated(reply: Reply) -> Unused:
    text = " ".join(part for part in (reply.say, reply.evidence) if part)
    what = f"答复“{text}”" if text else "答复"
    return Unused(reply.row, f"{reply.round}{what}之后申报数据有变动，没有采用，请重新答复")


def _without_effect(
    decisions: Sequence[Decision], unused: Sequence[Unused], steps: Sequence[Step]
) -> frozenset[str]:
    """Return the rows of which no decision at all was used."""
    rounds = _evaluator_rounds(steps)
    others = [d for d in decisions if d.round not in rounds]
    applied = in_force([d for d in decisions if d.round in rounds], steps)
    counts = Counter(d.row for d in (*applied, *others))
    not_used = Counter(u.row for u in unused)
    return frozenset(row for row, count in counts.items() if not_used[row] >= count)


def _row(
    row: ScoredLeaf, saw: str, review: ScoredLeaf, before: ScoredLeaf, earlier: Decision | None,
    now: Decision | None, reply: Reply | None, steps: Sequence[Step], current: str,
    wrong: Refused | None,
) -> RowTrack:  # fmt: skip
    order = {step.name: number for number, step in enumerate(steps)}
    closed = False
    # What was entered in the round that is still open may yet be changed.
    answered = reply is not None and reply.agrees and reply.round != current
    if reply is not None and answered and (not reply.saw or reply.saw == saw):
        since = [d for d in (earlier, now) if d is not None]
        closed = all(order.get(d.round, 0) <= order.get(reply.round, 0) for d in since)
    return RowTrack(
        row.id, saw, row.points, row.claimed, row.score, row.low, row.high, review.score,
        review.status, before.score, earlier, now, reply, closed,
        None if closed else wrong,
    )  # fmt: skip


def _track(card: Scorecard) -> TrackTotal:
    return TrackTotal(card.total, card.low, card.high, card.grade, card.grades_possible)


def _claimed(
    submission: Submission,
    rows: Collection[RowTrack],
    cap: TotalCap | None,
    grade: Callable[[Decimal], str | None],
) -> TrackTotal:
    """Return the unit's own total, as stated, else its rows added up; and the grade of it."""
    total, summed = submission.claimed_total, False
    scores = [rational(row.claimed) for row in rows if row.claimed is not None]
    if total is None and scores and len(scores) == sum(1 for r in rows if r.points or r.claimed):
        added: Fraction | None = sum(scores, Fraction(0))
        if cap is not None:
            added = cap.leaves(added)
        total, summed = None if added is None else printed(added, 6), added is not None
    stated = submission.claimed_grade or (None if total is None else grade(total))
    return TrackTotal(total, total, total, stated, (), summed)


def _is_simple(card: Scorecard, rows: Sequence[RowTrack]) -> bool:
    """Tell whether the total is the plain sum of the rows, at either end of the band."""
    low = sum((rational(row.low) for row in rows), Fraction(0))
    high = sum((rational(row.high) for row in rows), Fraction(0))
    if card.cap is not None and card.cap.most is None:
        return False
    most = rational(most_of(card))
    same = half_up(min(low, most), 6) == rational(card.low)
    return same and half_up(min(high, most), 6) == rational(card.high)


def most_of(card: Scorecard) -> Decimal:
    """Return the most that the total may be."""
    return card.points if card.cap is None else card.cap.high
