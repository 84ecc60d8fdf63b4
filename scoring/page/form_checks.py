"""填表检查: points, sums, blanks and funds of a form, a line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scoring.page.messages.results import FormCheck
from scoring.page.row_lines import rate_text
from scoring.page.scored_form import EXECUTION, ScoredForm
from scoring.page.unit_words import UnitWords
from scoring.records.own_track import OwnStatus
from scoring.review.vocabulary import Vocabulary
from scoring.writers.own_words import not_printed_texts
from scoring.writers.wording import number, points_of


def form_checks(form: ScoredForm, words: UnitWords, review: Vocabulary) -> Iterator[FormCheck]:
    """Yield what was checked of a form, right or wrong."""
    if form.typed.faults:
        text = words.text("cells_typed", count=len(form.typed.faults))
        yield FormCheck(severity="edit", text=text)
    if form.result.scorecard.scored:
        yield from _points(form, words)
        yield from _total(form, words)
    yield from _rows(form, words)
    yield from _funds(form, words)
    yield from _lacking(form, words, review)


def _points(form: ScoredForm, words: UnitWords) -> Iterator[FormCheck]:
    card, labels = form.result.scorecard, form.library.labels
    blank = [row for row in card.indicators if points_of(row) is None]
    without = sum(form.paths[row.id] not in form.faulty for row in blank)
    if blank and not without:
        return
    if without:
        yield FormCheck(severity="lack", text=words.text("rows_without_points", count=without))
        return
    if card.row_points == card.points:
        yield FormCheck(
            severity="good", text=words.text("points_right", points=number(card.points))
        )
        return
    text = labels.text("fault_points", stated=number(card.row_points), limit=number(card.points))
    yield FormCheck(severity="edit", text=text)


def _total(form: ScoredForm, words: UnitWords) -> Iterator[FormCheck]:
    total = form.result.own.total
    wrong = not_printed_texts(form.result, form.library.labels)
    for text in wrong:
        yield FormCheck(severity="edit", text=text)
    if total is not None and not wrong:
        is_stated = form.result.submission.claimed_total is not None
        name = "total_right" if is_stated else "total_only"
        yield FormCheck(severity="good", text=words.text(name, total=number(total)))


def _rows(form: ScoredForm, words: UnitWords) -> Iterator[FormCheck]:
    result, own = form.result, form.result.own_track
    rows = [row for row in result.rows if row.form.kind == "row"]
    lost = result.submission.lacks("actual")
    without = 0 if lost else sum(1 for row in rows if row.points and not row.actual.strip())
    if without:
        yield FormCheck(severity="lack", text=words.text("rows_without_actual", count=without))
    scored = result.scorecard.scored
    statuses = [] if own is None or not scored else list(own.statuses())
    blank = sum(1 for status in statuses if status is OwnStatus.BLANK)
    typed = [fault.at for fault in form.typed.faults]
    unread = sum(at.endswith("/claimed") or at.startswith("claims/") for at in typed)
    blank = max(blank - unread, 0)
    if blank:
        yield FormCheck(severity="lack", text=words.text("rows_without_score", count=blank))
    if rows and not without and not blank and not lost and not unread:
        name = "rows_filled" if scored else "rows_reported"
        yield FormCheck(severity="good", text=words.text(name, count=len(rows)))


def _funds(form: ScoredForm, words: UnitWords) -> Iterator[FormCheck]:
    execution = form.result.execution
    found = [f for f in form.review.findings if f.of in ("funds", "source", "execution")]
    for finding in found:
        if finding.kind != "N":
            yield FormCheck(severity="edit" if finding.kind == "E" else "ask", text=finding.title)
    if execution is None or EXECUTION in form.faulty or any(f.kind != "N" for f in found):
        return
    rate = rate_text(execution.rate)
    if rate:
        yield FormCheck(severity="good", text=words.text("funds_right", rate=rate))
    else:
        yield FormCheck(severity="lack", text=words.patterns["funds_blank"])


def _lacking(form: ScoredForm, words: UnitWords, review: Vocabulary) -> Iterator[FormCheck]:
    counts = Counter(todo.field for todo in form.review.todo)
    if counts:
        parts = words.patterns["list_mark"].join(
            words.text("lacking_part", field=review.fields.get(field, field), count=count)
            for field, count in counts.items()
        )
        text = words.text("lacking", count=sum(counts.values()), parts=parts)
        yield FormCheck(severity="lack", text=text)
