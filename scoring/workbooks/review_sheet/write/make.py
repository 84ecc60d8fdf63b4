"""A reviewed project put into the words of its 复核表. Computes no score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from scoring.records.decision import Decision, Refused, Reply, entry_digest
from scoring.records.finding import Finding
from scoring.records.result import Reviewed
from scoring.records.scorecard import ExecutionResult, RowResult
from scoring.review.rounds import Tracks
from scoring.text import printable
from scoring.workbooks.review_sheet.layout import Entry, ReviewSheetLayout, Writer
from scoring.workbooks.review_sheet.write.long_texts import with_short_texts
from scoring.workbooks.review_sheet.write.rows import Rows
from scoring.workbooks.review_sheet.write.view import Part, Remembered, ReviewSheetView, SheetRow
from scoring.writers.form.present import called, grade_text
from scoring.writers.labels import Labels
from scoring.writers.lists.issue_list import MatchSide, ProposedMatch

MOST_LINES: Final = 100
"""So many lines of a list below the table are printed; the rest are counted aloud."""


def review_sheet_view(
    one: Reviewed,
    found: Tracks,
    layout: ReviewSheetLayout,
    kinds: Mapping[str, str],
    labels: Labels,
    matches: Sequence[ProposedMatch] = (),
) -> ReviewSheetView:
    """Put a reviewed project into the words of its review sheet.

    ``matches`` are those proposed in the whole batch; those of this project's rows are told.
    """
    card, submission = one.result.scorecard, one.result.submission
    secret = submission.secret
    steps = layout.rounds
    done = not found.round
    by_row: dict[str, list[Finding]] = {row.id: [] for row in found.rows}
    apart: list[Finding] = []
    for finding in one.review.findings:
        key = finding.where
        if finding.of in ("execution", "funds") and card.execution is not None:
            key = card.execution.name
        by_row.get(key, apart).append(finding)
    beside: list[Finding] = []
    targets = list(one.review.targets)
    for finding in one.compared:
        if finding.for_targets:
            targets.append(finding)
        else:
            by_row.get(finding.where, beside).append(finding)
    results: dict[str, RowResult | ExecutionResult] = {row.id: row for row in card.indicators}
    if card.execution is not None:
        results[card.execution.name] = card.execution
    names = called(card, labels)
    maker = Rows(one, found, layout, kinds, labels)
    rows: list[SheetRow] = []
    whole: list[str] = []
    for track in found.rows:
        row = maker.row(track, results[track.id], by_row[track.id])
        fits, cut = with_short_texts(
            row, layout, layout.writer(found.round), names.get(row.id, row.id)
        )
        rows.append(fits)
        whole += cut
    number = len(steps) if done else found.number
    # The place of a form in a text file names the file itself.
    file = "" if one.at.startswith(one.file) else one.file
    head = (
        ("project", labels.word("words", "secret") if secret else submission.project.name),
        ("unit", "" if secret else submission.unit),
        ("department", "" if secret else submission.department),
        ("year", layout.text("year", year=card.year)),
        ("set", layout.text("set", title=card.set.title, id=card.set.id,
                           standing=labels.word("standings", card.set.standing))),
        ("file", layout.text("file", file=file, at=one.at).strip()),
    )  # fmt: skip
    repairs = [
        layout.text("repair", at=r.at, what=r.what, why=f"({r.why})" if r.why else "")
        for r in submission.repairs
        if not secret
    ]
    unused = [layout.text("unused", row=names.get(u.row, u.row), why=u.why) for u in found.unused]
    refused = [
        layout.text("refused", row=names.get(r.row, r.row or layout.words["whole"]), why=r.why, todo=r.todo,
                   at=" ".join(part for part in (r.file, r.at) if part))
        for r in one.refused
    ]  # fmt: skip
    told = {
        "refused": [maker.text(line) for line in refused],
        "form_findings": [maker.line(f) for f in apart],
        "beside": [maker.line(f) for f in beside],
        "targets": [maker.line(f, named=True) for f in targets],
        "proposed": [] if secret else _proposed(one, matches, layout),
        "unused": unused,
        "repairs": repairs,
    }
    always = ("form_findings",)
    return ReviewSheetView(
        submission=submission.key,
        head=tuple((layout.words[key], printable(text)) for key, text in head if text),
        round=layout.finished.name if done
        else layout.text("round", round=found.round, number=number, count=len(steps)),
        round_name=layout.finished.name if done else found.round,
        duty=layout.finished.duty if done else steps[number - 1].duty,
        writer=None if done else steps[number - 1].by,
        rows=tuple(rows),
        claimed=found.claimed,
        rule=found.rule,
        review=found.review,
        rule_grade=grade_text(card, labels),
        review_grade=grade_text(one.decided or card, labels),
        points=card.points,
        deviation=found.deviation,
        simple=found.simple,
        parts=(
            *(
                Part(layout.words[key], _capped(lines, layout)) for key, lines in told.items()
                if lines or key in always
            ),
            *([Part(layout.words["long_texts"], tuple(whole))] if whole else ()),
        ),
        carried=tuple(_beside(r, one).model_dump_json() for r in one.refused),
        history=tuple(_remembered(one, layout, names, found)),
        signed=_signed(one, found, layout.writer(found.round)),
        with_before=any(row.cells["before"] for row in rows),
    )  # fmt: skip


def _beside(refused: Refused, one: Reviewed) -> Refused:
    """Return what was refused with what is known of its row now: what comes later may settle it."""
    entries: list[Decision | Reply] = [*one.decisions, *one.replies]
    known = tuple(entry_digest(e) for e in entries if e.row == refused.row)
    return refused.model_copy(update={"beside": known})


def _capped(lines: Sequence[str], layout: ReviewSheetLayout) -> tuple[str, ...]:
    if not lines:
        return (layout.words["nothing"],)
    told = [f"{number}. {line}" for number, line in enumerate(lines[:MOST_LINES], 1)]
    if len(lines) > MOST_LINES:
        told.append(layout.words["more"].format(count=len(lines) - MOST_LINES))
    return tuple(told)


def _remembered(
    one: Reviewed, layout: ReviewSheetLayout, names: Mapping[str, str], tracks: Tracks
) -> list[Remembered]:
    """Return every entry of the rounds that are over, and what holds no longer, in order."""
    current, past = tracks.round, tracks.past
    order = {step.name: number for number, step in enumerate(layout.rounds)}
    found: list[tuple[int, Remembered]] = []
    for d in one.decisions:
        if d.round == current and d not in past:
            continue
        cells: dict[str, Entry] = {
            "round": d.round, "name": names.get(d.row, d.row), "by": d.by, "at": d.at,
            "verified": d.verified_actual or "", "score": d.score, "ground": d.ground,
            "agrees": "", "reply": "", "proof": "", "row": d.row, "saw": d.saw,
        }  # fmt: skip
        found.append((order.get(d.round, 0), Remembered(d.submission, _shown(cells))))
    answer = layout.replies
    agreed = {True: answer.agree.word, False: answer.disagree.word, None: ""}
    for r in one.replies:
        if r.round == current and r not in past:
            continue
        cells = {
            "round": r.round, "name": names.get(r.row, r.row), "by": r.by, "at": r.at,
            "verified": "", "score": None, "ground": "", "agrees": agreed[r.agrees],
            "reply": r.say, "proof": r.evidence, "row": r.row, "saw": r.saw,
        }  # fmt: skip
        found.append((order.get(r.round, 0), Remembered(r.submission, _shown(cells))))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


def _shown(cells: Mapping[str, Entry]) -> dict[str, Entry]:
    return {key: printable(e) if isinstance(e, str) else e for key, e in cells.items()}


def _proposed(
    one: Reviewed, matches: Sequence[ProposedMatch], layout: ReviewSheetLayout
) -> list[str]:
    """Tell the matches in which a row of this project is one side."""
    names = {row.name for row in one.result.scorecard.indicators if row.name}
    return [
        layout.text(
            "proposed", left=_side(match.left, layout), right=_side(match.right, layout),
            likeness=match.likeness, why=match.why,
        )
        for match in matches
        if any(s.file == one.file and s.name in names for s in (match.left, match.right))
    ]  # fmt: skip


def _side(side: MatchSide, layout: ReviewSheetLayout) -> str:
    where = f"{side.file} {side.at}".strip()
    return printable(layout.text("side", name=side.name, value=side.value, where=where))


def _signed(one: Reviewed, found: Tracks, writer: Writer | None) -> Mapping[str, tuple[str, str]]:
    """Return name and date by side: of the open round where it writes, else of its last one."""
    signed = {"evaluator": ("", ""), "unit": ("", "")}
    current = [r for r in one.refused if r.round == found.round and r.holds]
    for wrong in current:
        if writer is not None and (wrong.by or wrong.day):
            signed[writer] = (printable(wrong.by), printable(wrong.day))
    for d in one.decisions:
        if (d.by or d.at) and (d.round == found.round or writer != "evaluator"):
            signed["evaluator"] = (printable(d.by), printable(d.at))
    for r in one.replies:
        if (r.by or r.at) and (r.round == found.round or writer != "unit"):
            signed["unit"] = (printable(r.by), printable(r.at))
    if writer is not None and any(not wrong.row for wrong in current):
        # What has no cell is settled when the sheet that tells of it is signed anew.
        signed[writer] = (signed[writer][0], "")
    return signed
