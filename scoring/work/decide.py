"""What was decided applied to a scored form, as its printed form shows it: of a list, or of a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from scoring.desk.attach import attach_projects
from scoring.desk.hand_ins import hand_in_of
from scoring.desk.steps import StepTable
from scoring.records.decision import Decision
from scoring.records.ledger_entry import RULINGS, HandIn, LedgerRecord
from scoring.records.result import Result
from scoring.records.scorecard import Scorecard
from scoring.review.decision_lists import decide
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.project_desk import ProjectDesk
from scoring.workbooks.review_sheet.layout import ReviewSheetLayout


def with_decisions(result: Result, decisions: Iterable[Decision], library: Library) -> Result:
    """Return the result with those of the decisions applied that are about it."""
    submission = result.submission
    chosen = [decision for decision in decisions if decision.submission == submission.key]
    if not chosen:
        return result
    scorer = library.scorer(result.scorecard.set.id)
    layout = load_vocabulary(ReviewSheetLayout)
    steps = load_vocabulary(StepTable).steps
    rounds = [step.name for step in steps if step.by == "evaluator"]

    def score(applied: Sequence[Decision]) -> Scorecard:
        return scorer.score(submission, applied)

    card = decide(score, chosen, rounds, lambda ground: bool(layout.listed(ground)))
    return replace(result, scorecard=card)


def with_ledger(result: Result, records: Sequence[LedgerRecord], library: Library) -> Result:
    """Return the result of a form as its review stands in a ledger.

    ``records`` are those of any projects. The result is the very same where nobody decided on it.
    """
    known: dict[str, list[HandIn]] = {}
    for record in records:
        versions = known.setdefault(record.entry.project, [])
        versions += () if record.entry.hand_in is None else (record.entry.hand_in,)
    (project,) = attach_projects([hand_in_of(result.submission, "")], known).projects
    own = [record for record in records if record.entry.project == project]
    if not any(record.entry.kind in RULINGS for record in own):
        return result
    desk = ProjectDesk(library)
    card = desk.card(desk.tracks(result, own))
    return replace(result, scorecard=card, own_track=None)
