"""Many findings of one 问题 decided at once: shown first, and never a claim outside its band."""

from __future__ import annotations

from scoring.page.context import PageContext
from scoring.page.messages.review_acts import BatchChange, ReviewBatchAnswer, ReviewBatchAsk
from scoring.page.messages.review_entry import PendingGiven, RefusedEntry
from scoring.page.review_entries import number_text
from scoring.page.review_pending import refused_at, tried
from scoring.page.review_queue import finding_id, of_forms, row_id
from scoring.page.review_session import DeskForm, ReviewSession
from scoring.records.finding import Finding


def review_batch(context: PageContext, ask: ReviewBatchAsk) -> ReviewBatchAnswer:
    """Return what a batch would make of its findings, and what not; nothing is written."""
    session = context.review
    wanted = set(ask.findings)
    pending = of_forms(ask.pending)
    changes: list[BatchChange] = []
    refused: list[RefusedEntry] = []
    for form in session.ids:
        made = session.form(form)
        chosen = [
            issue.finding for number, issue in enumerate(made.outcome.issues)
            if not issue.repeat and finding_id(made, issue.finding, number) in wanted
        ]  # fmt: skip
        if chosen and ask.what != "ask":
            _decide(session, made, chosen, ask, pending.get(form, []), changes, refused)
    # What is asked about and not decided stands in the unit's sheet anyway.
    key = "batch_ask" if ask.what == "ask" else "batch_some" if refused else "batch"
    count = len(wanted) if ask.what == "ask" else len(changes)
    say = session.words.text(key, count=count, refused=len(refused))
    return ReviewBatchAnswer(changes=tuple(changes), refused=tuple(refused), say=say)


def _decide(
    session: ReviewSession, made: DeskForm, chosen: list[Finding], ask: ReviewBatchAsk,
    pending: list[PendingGiven], changes: list[BatchChange], refused: list[RefusedEntry],
) -> None:  # fmt: skip
    """Take the findings of one form: what each makes, or why it makes nothing."""
    words = session.words
    rows = {row.id: row for row in made.tracks.rows}
    before = {row.id: row for row in tried(session, made, pending).tracks.rows}
    entries: dict[str, PendingGiven] = {}
    for finding in chosen:
        row = rows.get(row_id(made, finding))
        if row is None:
            refused.append(refused_at(made, "", "", words.text("not_of_row")))
        elif row.id in entries:
            continue  # two findings on one row are one decision
        elif ask.what == "rule" and row.rule is None:
            refused.append(refused_at(made, row.id, "score", words.text("no_rule")))
        elif ask.what == "rule" and row.low != row.high and not ask.ground:
            refused.append(refused_at(made, row.id, "ground", words.text("needs_ground")))
        else:
            entries[row.id] = _entry(made.form, row.id, row.saw, ask)
    others = [one for one in pending if one.row not in entries]
    found = tried(session, made, (*others, *entries.values()))
    after = {row.id: row for row in found.tracks.rows}
    refused += [one for one in found.refused if one.row in entries]
    for row_name, entry in entries.items():
        if row_name not in found.usable:
            continue
        was, now = before[row_name], after[row_name]
        changes.append(
            BatchChange(
                entry=entry, title=made.title, name=made.row_name(row_name),
                before=number_text(was.review), after=number_text(now.review),
            )
        )  # fmt: skip


def _entry(form: str, row: str, saw: str, ask: ReviewBatchAsk) -> PendingGiven:
    common = {"form": form, "row": row, "saw": saw, "ground": ask.ground, "note": ask.note}
    if ask.what == "rule":
        return PendingGiven(choice="rule", **common)
    return PendingGiven(
        choice="other", score=ask.score, verified_actual=ask.verified_actual,
        verified_target=ask.verified_target, **common,
    )  # fmt: skip
