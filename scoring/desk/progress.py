"""Where a review stands, in the words that overview, lists and selections print."""

from __future__ import annotations

from collections.abc import Collection

from scoring.desk.steps import StepTable
from scoring.desk.tracks import Tracks
from scoring.ledger.chain import entries_digest
from scoring.records.ledger_entry import EntryKind, LedgerEntry
from scoring.records.review_progress import ReviewProgress
from scoring.records.review_track import SettledBy

_SETTLED = frozenset({SettledBy.SIGNATURE, SettledBy.RULING})


def review_progress(
    tracks: Tracks, steps: StepTable, entries: Collection[str] = ()
) -> ReviewProgress:
    """Return where the review of a project stands; ``steps`` name its rounds and actions.

    ``entries`` are the ids of the project's entries, in the order of the ledger.
    """
    state = tracks.state
    assignments = [entry for entry in state.acts if entry.kind is EntryKind.ASSIGNMENT]
    replaced = {one for entry in assignments for one in entry.replaces}
    return ReviewProgress(
        project=state.project,
        stage=state.stage,
        round=state.round,
        awaits=state.awaits,
        conflicts=len(state.conflicts),
        signed=tuple(map(_signed, state.signed)),
        people=state.assigned,
        lead=state.lead,
        due=state.due,
        assignments=tuple(e.id for e in assignments if e.id not in replaced),
        actions=tuple(steps.actions[action] for action in state.actions),
        entries=len(entries),
        digest=entries_digest(entries),
        total=tracks.review.total,
        alternatives=tracks.alternatives,
        first_claimed=tracks.first_claimed,
        settled=frozenset(
            row.id for row in tracks.rows if row.closed or row.settled in _SETTLED
        ),
    )  # fmt: skip


def _signed(entry: LedgerEntry) -> str:
    name = f"{entry.by}（代{entry.on_behalf_of}）" if entry.on_behalf_of else entry.by
    return f"{name} {entry.at}"
