"""复核认定: which decision is in force for a row, which are not used and why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from scoring.engine.apply import Judgement
from scoring.exact import ZERO, half_up, plain, rational
from scoring.records.decision import Decision
from scoring.records.scorecard import Scorecard, Status, Unused
from scoring.records.submission import Indicator


class Replaced(NamedTuple):
    """What takes the place of a row's outcome by the rule."""

    outcome: Callable[[Judgement], Judgement]
    """Takes the rule's outcome, for the corrected target and actual if there are any."""
    verified_actual: str | None = None
    """The actual that a person verified, in place of the one handed in."""
    verified_target: str | None = None
    """The target that a person verified, in place of the one handed in."""

    def of(self, row: Indicator) -> Indicator:
        """Return the row as a person verified it."""
        changes = {"target": self.verified_target, "actual": self.verified_actual}
        changes = {key: text for key, text in changes.items() if text is not None}
        return row.model_copy(update=changes) if changes else row


class Decisions:
    """The decisions on one submission; the last one on a row is in force, earlier ones are reported."""

    def __init__(self, submission: str, decisions: Sequence[Decision], places: int) -> None:
        self.places = places
        self.unused: list[Unused] = []
        self.asked: dict[str, tuple[Indicator, str]] = {}
        """By row id, the rows that a decision may be on, each with what it was computed from."""
        self._waiting: dict[str, Decision] = {}
        for decision in decisions:
            if decision.submission != submission:
                self._not_used(decision, f"属于另一份申报：{decision.submission}")
                continue
            earlier = self._waiting.pop(decision.row, None)
            if earlier is not None:
                self._not_used(earlier, "同一指标后来又有认定，以后一次为准")
            self._waiting[decision.row] = decision

    def take(
        self, row_id: str, row: Indicator, points: Fraction, *, has_actual: bool, figures: str = ""
    ) -> Replaced | None:
        """Return what a decision makes of a row as it was handed in, if it can be used.

        ``has_actual`` is False for a computed leaf, whose values nobody wrote; ``figures`` is the
        text of what it was computed from.
        """
        self.asked[row_id] = row, figures
        if not self._waiting:
            return None
        decision = self._waiting.pop(row_id, None)
        if decision is None:
            return None
        why = ""
        if decision.saw and decision.saw != row_digest(row, figures):
            why = "认定之后申报数据有变动，请重新认定"
        elif decision.has_values and not has_actual:
            why = "该指标由输入项或清单计算，请改正输入项或认定得分"
        elif decision.score is not None and not 0 <= rational(decision.score) <= points:
            why = f"认定得分应在 0 到分值 {plain(points)} 之间"
        if why:
            self._not_used(decision, why)
            return None
        outcome = partial(self._decided, decision)
        return Replaced(outcome, decision.verified_actual, decision.verified_target)

    def finish(self) -> tuple[Unused, ...]:
        """Return every decision that was not used."""
        for decision in self._waiting.values():
            self._not_used(decision, "申报中没有这个指标")
        self._waiting = {}
        return tuple(self.unused)

    def _decided(self, decision: Decision, judged: Judgement) -> Judgement:
        """Return the rule's outcome (for what a person verified) with a decision applied."""
        because = "；".join(part for part in (decision.ground, judged.trace.because) if part)
        if decision.score is None:
            trace = replace(judged.trace, because=because)
            # What the rule leaves open for the corrected values remains open.
            fixed = judged.status in {Status.DETERMINED, Status.DEFAULTED}
            return judged._replace(status=Status.DECIDED if fixed else judged.status, trace=trace)
        score = max(half_up(rational(decision.score), self.places), ZERO)
        trace = replace(judged.trace, because=decision.ground, formula=plain(score))
        return Judgement(Status.DECIDED, score, score, score, trace)

    def _not_used(self, decision: Decision, why: str) -> None:
        self.unused.append(Unused(decision.row, why))


def without_listed_ground(
    decisions: Iterable[Decision],
    score: Callable[[Sequence[Decision]], Scorecard],
    is_listed: Callable[[str], bool],
) -> dict[Decision, str]:
    """Return the decisions that need a ground of the list and have another, and why each needs one.

    It needs one whose score lies outside the band that the rule leaves, with the verified values if
    there are any; ``score`` scores the submission with decisions.
    """
    doubtful = [d for d in decisions if d.score is not None and not is_listed(d.ground)]
    if not doubtful:
        return {}
    bare = [d.model_copy(update={"score": None}) for d in doubtful if d.has_values]
    bands = {row.id: row for row in score(bare).rows}
    found: dict[Decision, str] = {}
    for decision in doubtful:
        row, points = bands.get(decision.row), decision.score
        if row is None or points is None or row.low <= points <= row.high or points > row.points:
            continue
        found[decision] = (
            f"认定得分 {points:f} 不在规则的 {row.low:f} 到 {row.high:f} 之间，"
            f"而理由“{decision.ground}”不在认定理由清单里"
        )
    return found


def row_digest(row: Indicator, figures: str = "") -> str:
    """Return the digest of what a decision on a row is based on (``saw``).

    The cells of its values (``at``) are left out: the same row on another line is the same row.
    ``figures`` is the text of what a leaf was computed from elsewhere in the submission.
    """
    data = row.model_dump(mode="json", exclude_defaults=True, exclude={"at", "known"})
    if figures:
        data["beside"] = figures
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
