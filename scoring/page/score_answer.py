"""``score``: a submission as typed into scores beside it, for margin and meter."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scoring.exact import plain, rational
from scoring.money import YUAN_PER_UNIT
from scoring.page.context import PageContext
from scoring.page.messages.results import (
    LevelScore,
    RowScore,
    ScoreAnswer,
    ScoreAsk,
    TrackScore,
    TypedFault,
)
from scoring.page.row_lines import (
    RowStanding,
    candidates,
    line_of_row,
    rate_line,
    rate_text,
    reading_of_row,
    standing_of_row,
    worth,
)
from scoring.page.scored_form import EXECUTION, ScoredForm
from scoring.page.unit_words import UnitWords
from scoring.records.own_track import OwnScore
from scoring.records.scorecard import FormTotal, RowResult
from scoring.records.submission import Funds
from scoring.words import load_vocabulary
from scoring.writers.own_words import fault_texts
from scoring.writers.wording import number


def score(context: PageContext, ask: ScoreAsk) -> ScoreAnswer:
    """Score a submission. Raises :class:`InputError` if its set is not there."""
    form = context.scored(ask.submission)
    card, own = form.result.scorecard, form.result.own_track
    labels = context.library.labels
    outcome = form.result.own
    faults = () if own is None else own.faults
    filled_with = form.typed.submission.set_digest
    return ScoreAnswer(
        set=card.set.id,
        set_called=context.library.indicator_set(card.set.id).shown,
        set_standing=labels.word("standings", card.set.standing),
        set_changed=bool(filled_with) and filled_with != card.set.digest,
        rows=tuple(_rows(form)),
        levels=tuple(_levels(form)),
        own=_track(outcome),
        own_faults=tuple(dict.fromkeys(_own_faults(form))),
        rule=_track(card.rule),
        grades_possible=card.grades_possible,
        budget=_yuan(card.funds, "budget", card.money_unit),
        executed=_yuan(card.funds, "executed", card.money_unit),
        above_total=_above(form),
        points=number(card.points),
        row_points=number(card.row_points),
        points_say=next(
            (
                labels.text("fault_points", stated=number(f.stated), limit=number(f.limit))
                for f in faults
                if f.kind == "points" and f.stated is not None and f.limit is not None
            ),
            "",
        ),
        typed=tuple(
            TypedFault(at=fault.at, text=fault.text, say=fault.say) for fault in form.typed.faults
        ),
        unmatched=tuple(item.label for item in form.result.unmatched),
    )


def _own_faults(form: ScoredForm) -> Iterator[str]:
    """Yield why there is no own total; a cell that holds no number is not called blank."""
    result, labels = form.result, form.library.labels
    words, faults = (
        load_vocabulary(UnitWords),
        () if result.own_track is None else result.own_track.faults,
    )
    for fault, text in zip(faults, fault_texts(result, labels), strict=True):
        row = result.execution if fault.number is None else result.rows[fault.number - 1]
        is_typed = row is not None and form.paths[row.id] in form.faulty
        if row is None or not is_typed or fault.kind not in ("blank", "no_points"):
            yield text
            continue
        named = row.name if fault.number is None else labels.text("row_number", number=fault.number)
        yield words.text("typed", row=named)


def _above(form: ScoredForm) -> str | None:
    """Return by how much the unit's total is above the most that the rule allows."""
    total, high = form.result.own.total, form.result.scorecard.high
    return None if total is None else number(max(total - high, Decimal(0)))


def _yuan(funds: Funds | None, column: str, money_unit: str) -> str | None:
    """Return an amount of the row of all money in 元; None where the form does not say it."""
    amount: Decimal | None = None if funds is None else getattr(funds, column)
    unit = YUAN_PER_UNIT.get(money_unit)
    return None if amount is None or unit is None else plain(rational(amount) * unit)


def _rows(form: ScoredForm) -> Iterator[RowScore]:
    words = load_vocabulary(UnitWords)
    scored = {path: (row, own) for path, row, own in form.rows()}
    of_submission = [path for path in scored if path in form.typed.rows]
    for path in of_submission:
        yield _row(path, *scored[path], form, words)
    yield from (_left_out(path, words) for path in form.typed.left_out)
    if form.result.execution is not None:
        yield _execution(form, words)
    for path, (row, own) in scored.items():
        if path not in of_submission:
            yield _row(path, row, own, form, words)


def _row(
    path: str, row: RowResult, own: OwnScore | None, form: ScoredForm, words: UnitWords
) -> RowScore:
    is_scored = form.result.scorecard.scored
    stands = standing_of_row(row, own) if is_scored else _of_report(row)
    wrong = form.faulty.get(path, "")
    if wrong:
        stands = RowStanding("edit", "typed")
    printed = None if row.form.kind == "row" else form.printed[row.id]
    return RowScore(
        at=path,
        id=row.id,
        points=number(row.points),
        claimed=_number(row.claimed),
        own=None if own is None else _number(own.score),
        own_status="blank" if own is None else own.status.value,
        rule=_number(row.score),
        low=number(row.low),
        high=number(row.high),
        status=row.status.value,
        severity=stands.severity,
        word=words.words[stands.word],
        line=wrong or line_of_row(row, words, "" if printed is None else printed.calculation),
        reading=reading_of_row(row, words),
        candidates=candidates(row, form.library.reader),
        value="" if printed is None else printed.actual,
    )


def _of_report(row: RowResult) -> RowStanding:
    """Return how a row of a form without scores stands."""
    return (
        RowStanding("none", "reported") if row.actual.strip() else RowStanding("lack", "no_actual")
    )


def _execution(form: ScoredForm, words: UnitWords) -> RowScore:
    execution, own = form.result.execution, form.result.own_track
    assert execution is not None
    score = None if own is None else own.execution
    stands = standing_of_row(execution, score)
    wrong = form.faulty.get(EXECUTION, "")
    if wrong:
        stands = RowStanding("edit", "typed")
    return RowScore(
        at=EXECUTION,
        id=execution.id,
        points=number(execution.points),
        claimed=_number(execution.claimed),
        own=None if score is None else _number(score.score),
        own_status="blank" if score is None else score.status.value,
        rule=_number(execution.score),
        low=number(execution.low),
        high=number(execution.high),
        status=execution.status.value,
        severity=stands.severity,
        word=words.words[stands.word],
        line=wrong or rate_line(execution, words),
        reading=worth(execution, words),
        value=rate_text(execution.rate),
    )


def _left_out(path: str, words: UnitWords) -> RowScore:
    """Return the row of a goal without its share: nothing can be said of its score yet."""
    return RowScore(
        at=path, id="", points="0", claimed=None, own=None, own_status="blank", rule=None, low="0",
        high="0", status="unscored", severity="lack", word=words.words["unscored"],
        line=words.patterns["goal_without_share"], reading="",
    )  # fmt: skip


def _levels(form: ScoredForm) -> Iterator[LevelScore]:
    card, own = form.result.scorecard, form.result.own_track
    sums = (None,) * len(card.levels) if own is None else own.levels
    for level, total in zip(card.levels, sums, strict=True):
        yield LevelScore(
            path=(*level.path, level.name),
            points=number(level.points),
            own=_number(total),
            rule=_number(level.score),
        )


def _track(total: FormTotal) -> TrackScore:
    return TrackScore(
        total=_number(total.total),
        grade=total.grade or "",
        low=number(total.low),
        high=number(total.high),
    )


def _number(value: Decimal | None) -> str | None:
    return None if value is None else number(value)
