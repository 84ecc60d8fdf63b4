"""A project in three tracks, 自评, 规则 and 复核, as its review stands.

自评 is the unit's, 规则 the program's; in 复核 count what was signed, what is in force, and of rows
that nobody decided what the table of steps says. Pure: the engine scores, nothing is read here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Final, NamedTuple

from scoring.desk.confidential_entries import is_hidden
from scoring.desk.force import outcome
from scoring.desk.state import ProjectState
from scoring.engine.decisions import without_listed_ground
from scoring.engine.review_scores import Undecided, review_is_the_rules, settled_by_rule
from scoring.engine.scorer import Scorer
from scoring.exact import half_up, printed, rational
from scoring.records.decision import Decision
from scoring.records.ledger_entry import Frozen, FrozenRow, LedgerEntry
from scoring.records.review_track import SettledBy
from scoring.records.scorecard import (
    ExecutionResult,
    RowResult,
    Scorecard,
    Status,
    Unused,
)
from scoring.records.submission import Submission

ScoredRow = ExecutionResult | RowResult
_MOST_WAYS: Final = 16
"""In how many ways conflicts are settled to tell all totals; of more, the lowest and the highest."""


class Rival(NamedTuple):
    """One ruling of a conflict, and what the row would score by it."""

    entry: LedgerEntry
    score: Decimal | None


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
    """The score in the track of the review; None where it is open or in conflict."""
    status: Status
    """How the review's score came about."""
    settled: SettledBy
    before: Decimal | None
    """The review's score without what was entered in the step that is open now."""
    ruling: LedgerEntry | None
    """The ruling in force."""
    also: tuple[LedgerEntry, ...]
    """Rulings of others that decided the same."""
    rivals: tuple[Rival, ...]
    """The rulings of a conflict."""
    earlier: LedgerEntry | None
    """The ruling that was in force before the step that is open."""
    answer: LedgerEntry | None
    """The unit's last answer."""
    outdated: bool
    """The answer was given on other data, or on another ruling."""
    closed: bool
    """The unit has agreed, and nothing was decided or changed since."""
    signed: tuple[FrozenRow, Frozen] | None
    """What was frozen of the row as it stands."""
    now: Decimal | None
    """What the row would score today; another number than what was signed is listed (旧 → 新)."""
    unusable: str = ""
    """Why the engine cannot use the ruling in force; then the row counts as one not decided."""
    refused: tuple[LedgerEntry, ...] = ()
    emptied: tuple[LedgerEntry, ...] = ()
    drafts: tuple[LedgerEntry, ...] = ()

    @property
    def has_moved(self) -> bool:
        """Whether the signed score would be another one today."""
        return self.settled is SettledBy.SIGNATURE and self.now != self.review


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

    state: ProjectState
    rows: tuple[RowTrack, ...]
    claimed: TrackTotal
    """自评 of the form as it is now."""
    first_claimed: Decimal | None
    """The total of the first complete version: 偏离度 rests on it."""
    rule: TrackTotal
    review: TrackTotal
    alternatives: tuple[Decimal, ...]
    """The totals that a conflict leaves possible (a 或 b); empty where there is no conflict."""
    now: Decimal | None
    """The review's total as it would be today; another one than signed is listed."""
    deviation: Fraction | None
    """偏离度: (自评 − 复核) ÷ 自评 of the totals, exact; None where either is not known."""
    simple: bool
    """Whether the total is the sum of the rows' scores, so that a spreadsheet can compute it."""
    most: Decimal
    """The most that the total may be."""
    unused: tuple[Unused, ...]
    """Rulings in force that the engine cannot use, and why."""
    card: Scorecard
    """The scorecard of the review."""

    @property
    def moved(self) -> tuple[RowTrack, ...]:
        """Rows whose signed score would be another one today, with the data that were signed."""
        altered = {row.row for row in self.state.altered}
        return tuple(row for row in self.rows if row.has_moved and row.id not in altered)

    @property
    def pending(self) -> tuple[RowTrack, ...]:
        """Rows that wait for a ruling (待认定, 待裁定)."""
        return tuple(row for row in self.rows if row.settled.is_pending)


@dataclass(frozen=True, slots=True)
class Desk:
    """What scoring a project's review needs besides its entries."""

    scorer: Scorer
    undecided: Undecided
    is_listed: Callable[[str], bool]
    """Tells whether a ground is one of the list: beyond the rule's band none other will do."""


def tracks(
    submission: Submission,
    card: Scorecard,
    state: ProjectState,
    desk: Desk,
    saws: Mapping[str, str],
) -> Tracks:
    """Return a project's three tracks; ``card`` is the rule's, ``saws`` the digests of its rows."""
    return _Tracks(submission, card, state, desk, saws).all()


@dataclass(frozen=True)
class _Scored:
    card: Scorecard
    settled: Mapping[str, SettledBy]

    @cached_property
    def rows(self) -> Mapping[str, ScoredRow]:
        return {row.id: row for row in self.card.rows}


class _Tracks:
    def __init__(
        self, submission: Submission, card: Scorecard, state: ProjectState, desk: Desk,
        saws: Mapping[str, str],
    ) -> None:  # fmt: skip
        self.submission = submission
        self.card = card
        self.state = state
        self.desk = desk
        self.saws = saws
        self.signed = {
            row: frozen.score for row, (frozen, _) in state.frozen.items()
            if frozen.score is not None
        }  # fmt: skip
        self.in_conflict = {conflict.row for conflict in state.conflicts}
        self.refused = self._unusable()

    def all(self) -> Tracks:
        state = self.state
        in_force = {row: one for row, one in state.in_force.items() if row not in self.refused}
        review = self._scored(in_force, self.signed)
        fresh = self._scored(in_force, {}) if self.signed else review
        before = review
        if state.earlier != state.in_force or self.in_conflict:
            ids = {row: one.id for row, one in state.earlier.items()}
            then = {
                row: score for row, score in self.signed.items()
                if state.frozen[row][0].entry == ids.get(row, "")
            }  # fmt: skip
            before = self._scored(state.earlier, then)
        rivals, alternatives = self._conflicts(in_force)
        rows = tuple(
            self._row(row, review, fresh, before, rivals.get(row.id, ())) for row in self.card.rows
        )
        claimed = self._claimed(rows)
        total = self._total(review.card, rows, alternatives)
        first = self._first_claimed(claimed)
        deviation = None
        if first and total.total is not None:
            deviation = (rational(first) - rational(total.total)) / rational(first)
        return Tracks(
            state, rows, claimed, first, _track(self.card), total, alternatives, fresh.card.total,
            deviation, _is_simple(self.card, rows), most_of(self.card),
            (*(Unused(row, why) for row, why in self.refused.items()), *review.card.unused_decisions),
            review.card,
        )  # fmt: skip

    # Scoring

    def _scored(
        self, rulings: Mapping[str, LedgerEntry], signed: Mapping[str, Decimal],
        conflicts: frozenset[str] | None = None,
    ) -> _Scored:  # fmt: skip
        undecided = self.desk.undecided
        conflicts = frozenset(self.in_conflict) if conflicts is None else conflicts
        decisions = [
            one for row, entry in rulings.items() if (one := self._decision(row, entry)) is not None
        ]
        is_untouched = not decisions and not signed and not conflicts
        if is_untouched and review_is_the_rules(self.card, undecided):
            return _Scored(self.card, {row.id: settled_by_rule(row) for row in self.card.rows})
        return _Scored(
            *self.desk.scorer.review(
                self.submission, decisions, undecided=undecided, signed=signed, conflicts=conflicts
            )
        )

    def _decision(self, row: str, entry: LedgerEntry) -> Decision | None:
        """Return a ruling as the engine takes it; None where its text is kept in the sheet alone."""
        if is_hidden(entry.verified_actual or "") or is_hidden(entry.verified_target or ""):
            return None
        # That the data are those that were decided upon, the state has seen to already.
        return decision_of(entry, self.submission.key, row)

    def _unusable(self) -> dict[str, str]:
        """Return by row why a ruling in force cannot be used; what was signed once stands."""
        rulings = {
            row: one for row, one in self.state.in_force.items() if row not in self.signed
        }  # fmt: skip
        return why_unusable(self.submission, self.card, rulings, self.desk) if rulings else {}

    # Conflicts

    def _conflicts(
        self, in_force: Mapping[str, LedgerEntry]
    ) -> tuple[dict[str, tuple[Rival, ...]], tuple[Decimal, ...]]:
        """Return by row what each ruling of a conflict would score, and the totals that are possible."""
        choices = {conflict.row: _distinct(conflict.entries) for conflict in self.state.conflicts}
        if not choices:
            return {}, ()
        scores: dict[str, list[Decimal | None]] = {row: [] for row in choices}
        for number in range(max(map(len, choices.values()))):
            chosen = {row: of[min(number, len(of) - 1)] for row, of in choices.items()}
            scored = self._scored({**in_force, **chosen}, self.signed, frozenset())
            for row, of in choices.items():
                if number < len(of):
                    scores[row].append(scored.rows[row].score)
        rivals = {
            row: tuple(map(Rival, of, scores[row])) for row, of in choices.items()
        }  # fmt: skip
        totals = {
            self._scored({**in_force, **chosen}, self.signed, frozenset()).card.total
            for chosen in _ways(rivals)
        }
        return rivals, () if None in totals else tuple(sorted(t for t in totals if t is not None))

    # Rows and totals

    def _row(
        self, row: ScoredRow, review: _Scored, fresh: _Scored, before: _Scored,
        rivals: tuple[Rival, ...],
    ) -> RowTrack:  # fmt: skip
        state = self.state
        reviewed = review.rows[row.id]
        settled = review.settled[row.id]
        ruling = state.in_force.get(row.id)
        if settled is SettledBy.RULE and ruling is not None and row.id not in self.refused:
            settled = SettledBy.RULING
        return RowTrack(
            row.id, self.saws.get(row.id, ""), row.points, row.claimed, row.score, row.low, row.high,
            reviewed.score, reviewed.status, settled, before.rows[row.id].score,
            ruling, state.also.get(row.id, ()), rivals, state.earlier.get(row.id),
            state.answers.get(row.id), row.id in state.outdated, row.id in state.agreed,
            state.frozen.get(row.id), self._now(row.id, reviewed.score, fresh.rows[row.id].score),
            self.refused.get(row.id, ""), self._on(row.id, state.refused),
            self._on(row.id, state.emptied), self._on(row.id, state.drafts),
        )  # fmt: skip

    def _on(self, row: str, entries: Sequence[LedgerEntry]) -> tuple[LedgerEntry, ...]:
        return tuple(entry for entry in entries if self.state.row_of(entry) == row)

    def _now(self, row: str, review: Decimal | None, fresh: Decimal | None) -> Decimal | None:
        """Return what a row would score today; what was signed again under this set is settled."""
        signed = self.state.frozen.get(row)
        made_by = None if signed is None else (signed[1].set_digest, signed[1].engine)
        is_settled = made_by == (self.card.set.digest, self.card.engine)
        return review if is_settled and not self.state.is_closed else fresh

    def _total(
        self, card: Scorecard, rows: Sequence[RowTrack], alternatives: Sequence[Decimal]
    ) -> TrackTotal:
        """Return the review's total: as it was signed, where nothing was decided or changed since."""
        signed = self._signed_total(rows)
        if signed is not None and signed.total is not None:
            total = signed.total
            return TrackTotal(total, total, total, signed.grade or None)
        if alternatives:
            grade = self.desk.scorer.indicators.grade
            grades = tuple(
                dict.fromkeys(name for t in reversed(alternatives) if (name := grade(t)))
            )
            return TrackTotal(None, alternatives[0], alternatives[-1], None, grades)
        return _track(card)

    def _signed_total(self, rows: Sequence[RowTrack]) -> Frozen | None:
        closing = self.state.closing
        if closing is not None and closing.frozen is not None:
            signed_upon = {row.entry for row in closing.frozen.rows if row.entry}
            in_force = [
                {entry.id, *(one.id for one in self.state.also.get(row, ()))}
                for row, entry in self.state.in_force.items()
            ]
            stands = all(ids & signed_upon for ids in in_force) and signed_upon <= {
                one for ids in in_force for one in ids
            }
            return closing.frozen if stands else None
        signed = [row.signed[1] if row.signed else None for row in rows]
        settled = all(row.settled is SettledBy.SIGNATURE for row in rows)
        return signed[0] if signed and settled and all(s == signed[0] for s in signed) else None

    def _first_claimed(self, claimed: TrackTotal) -> Decimal | None:
        first = self.state.first_complete
        if first is not None:
            return first.total
        several = any(version.complete for version in self.state.hand_ins)
        return None if several else claimed.total

    def _claimed(self, rows: Sequence[RowTrack]) -> TrackTotal:
        """Return the unit's own total, as stated, else its rows added up; and the grade of it."""
        total, summed = self.submission.claimed_total, False
        scores = [rational(row.claimed) for row in rows if row.claimed is not None]
        if (
            total is None
            and scores
            and len(scores) == sum(1 for r in rows if r.points or r.claimed)
        ):
            added: Fraction | None = sum(scores, Fraction(0))
            if self.card.cap is not None:
                added = self.card.cap.leaves(added)
            total, summed = None if added is None else printed(added, 6), added is not None
        grade = self.desk.scorer.indicators.grade
        stated = self.submission.claimed_grade or (None if total is None else grade(total))
        return TrackTotal(total, total, total, stated, (), summed)


def decision_of(entry: LedgerEntry, submission: str, row: str) -> Decision:
    """Return a ruling as the engine takes it, on the row that it belongs to now."""
    return Decision(
        submission=submission, row=row, verified_target=entry.verified_target,
        verified_actual=entry.verified_actual, score=entry.score, ground=entry.ground,
        by=entry.by, at=entry.at, round=entry.round,
    )  # fmt: skip


def why_unusable(
    submission: Submission, card: Scorecard, rulings: Mapping[str, LedgerEntry], desk: Desk
) -> dict[str, str]:
    """Return by row why a ruling cannot be used, in words.

    A score outside the band that the rule leaves (with the verified values, if there are any) needs
    a ground of the list; a score lies between nothing and the row's points.
    """
    decisions = [
        decision_of(entry, submission.key, row) for row, entry in rulings.items()
        if not is_hidden(entry.verified_actual or "") and not is_hidden(entry.verified_target or "")
    ]  # fmt: skip
    scored = desk.scorer.score(submission, decisions)
    found = {unused.row: unused.why for unused in scored.unused_decisions}

    def score(bare: Sequence[Decision]) -> Scorecard:
        return desk.scorer.score(submission, bare) if bare else card

    usable = [decision for decision in decisions if decision.row not in found]
    beyond = without_listed_ground(usable, score, desk.is_listed)
    return {**found, **{decision.row: why for decision, why in beyond.items()}}


def _distinct(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """Return of each outcome the first ruling."""
    from_outcome: dict[object, LedgerEntry] = {}
    for entry in entries:
        from_outcome.setdefault(outcome(entry), entry)
    return list(from_outcome.values())


def _ways(rivals: Mapping[str, tuple[Rival, ...]]) -> list[dict[str, LedgerEntry]]:
    """Return the ways in which conflicts may be settled; of very many the lowest and the highest."""
    count = 1
    for of in rivals.values():
        count *= len(of)
        if count > _MOST_WAYS:
            by_score = [
                sorted(of, key=lambda rival: (rival.score is not None, rival.score or 0))
                for of in rivals.values()
            ]
            return [
                {row: of[end].entry for row, of in zip(rivals, by_score, strict=True)}
                for end in (0, -1)
            ]
    return [
        {row: rival.entry for row, rival in zip(rivals, way, strict=True)}
        for way in product(*rivals.values())
    ]


def _track(card: Scorecard) -> TrackTotal:
    return TrackTotal(card.total, card.low, card.high, card.grade, card.grades_possible)


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
