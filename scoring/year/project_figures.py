"""The figures of one project, read off its form, its 自评 track and its scorecard.

Keys (absent where not known):

* money in 元: ``initial``, ``budget``, ``executed``, ``change`` (budget − initial, may be
  negative), ``change_size`` (the same without its sign)
* rates: ``rate`` (executed ÷ budget, exact), ``change_rate`` (the amount of change ÷ initial)
* 自评: ``own_score``, else ``own_low`` and ``own_high`` while it is 待认定; ``execution_score``,
  ``execution_points``, ``execution_score_rate``, ``level_score/‹first level›``,
  ``level_points/‹first level›``, ``level_rate/‹first level›``
* the rule: ``rule_score`` (absent while open), ``rule_low``, ``rule_high``
* counts: ``rows`` (all rows of the form), ``indicators`` (with points), of these ``met``, ``missed``,
  ``not_said``, ``below_full`` (自评 below the points), ``without_evidence``; of the form
  ``asked`` (待说明), ``differs`` (与规则不一致)
* of 绩效监控 and surveys: see ``year.further_figures``
* by row id: ``row_completion/‹id›``, ``row_score/‹id›`` (自评), ``row_points/‹id›``

Grades are texts: ``ProjectFigures.grade``, ``rule_grade``, ``lowest_rule_grade``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from scoring.exact import plain
from scoring.money import YUAN_PER_UNIT
from scoring.problem import Place
from scoring.records.figures import FigureUnit, Standing, YearFigure
from scoring.records.scorecard import RowResult
from scoring.records.year_folder import YearForm
from scoring.year.figure_maker import FigureMaker, sum_formula
from scoring.year.further_figures import add_mid_year, add_surveys
from scoring.year.words import YearWords

Outcome = Literal["met", "missed", "not_said"]
COLUMNS: Final = ("initial", "budget", "executed")
_BY_DATE: Final = "by_date"
"""The rule of days: which of two is the later one leaves nothing to judge."""
_WITH_SCORE: Final[frozenset[Standing]] = frozenset({"scored", "pending"})


def standing_of(form: YearForm) -> Standing:
    """Tell how a form counts in the summary, whether or not its project is secret."""
    card = form.result.scorecard
    if not card.scored:
        return "not_scored"
    funds = card.funds
    if funds is not None and funds.budget == 0 and funds.executed == 0:
        return "not_carried_out" if form.submission.state == "未实施" else "no_funds"
    return "pending" if form.result.own.total is None else "scored"


def outcome(row: RowResult) -> Outcome:
    """Tell whether a row reached its target; what loses no points by the rule is not missed.

    Not where only a presumed direction says so, nor where it is for a person to judge (有所提升 of
    显著提升, a building that waits to be accepted) and the unit did not itself take points off.
    """
    other = row.otherwise
    if row.met is None or (other is not None and other.met != row.met):
        return "not_said"
    if row.met or (row.points and row.score is not None and row.score >= row.points):
        return "met"
    return "not_said" if _is_for_a_person(row) else "missed"


def _is_for_a_person(row: RowResult) -> bool:
    is_measured = row.completion is not None or row.trace.rule == _BY_DATE
    takes_off = row.claimed is not None and row.claimed < row.points
    return not is_measured and not takes_off and row.high >= row.points


def indicator_rows(form: YearForm) -> tuple[RowResult, ...]:
    """Return the indicators of a form that count: with points, or named in a form without points."""
    card = form.result.scorecard
    handed_in = (row for row in card.indicators if row.form.kind == "row")
    return tuple(row for row in handed_in if (row.points if card.scored else row.name.strip()))


def own_scores(form: YearForm) -> dict[str, Decimal]:
    """Return the scores that stand on the unit's form, by the id of the row."""
    card, own = form.result.scorecard, form.result.own_track
    if own is None:
        return {row.id: row.claimed for row in card.indicators if row.claimed is not None}
    pairs = zip(card.indicators, own.rows, strict=True)
    return {row.id: score.score for row, score in pairs if score.score is not None}


def form_figures(form: YearForm, prefix: str, words: YearWords) -> Mapping[str, YearFigure]:
    """Return the figures of a form; ``prefix`` begins their ids."""
    figures = FigureMaker(prefix, words)
    _add_money(figures, form)
    add_scores(figures, form, words)
    add_rows(figures, form, indicator_rows(form))
    _add_open(figures, form)
    add_mid_year(figures, form)
    add_surveys(figures, form)
    figures.add("rows", len(form.result.rows), FigureUnit.COUNT, sources=(Place(form.file),))
    return figures


def add_scores(figures: FigureMaker, form: YearForm, words: YearWords) -> None:
    """Add the scores of a form that has any: 自评, and those by the rule."""
    if standing_of(form) in _WITH_SCORE:
        _add_own(figures, form, words)
        _add_rule(figures, form, words)


def place_of(form: YearForm, path: str) -> Place:
    """Return where a value of a submission stands: its cell, else its file."""
    return Place(form.file, where=form.submission.at.get(path, ""))


def _add_money(figures: FigureMaker, form: YearForm) -> None:
    card, funds = form.result.scorecard, form.result.scorecard.funds
    if funds is None:
        return
    number = form.submission.funds.index(funds) + 1
    yuan = YUAN_PER_UNIT[card.money_unit or "元"]
    for column in COLUMNS:
        amount: Decimal | None = getattr(funds, column)
        if amount is not None:
            place = place_of(form, f"funds.{number}.{column}")
            figures.add(column, Fraction(amount) * yuan, FigureUnit.YUAN, sources=(place,))
    initial, budget = figures.get("initial"), figures.get("budget")
    figures.add_quotient("rate", figures.get("executed"), budget, FigureUnit.RATE)
    if initial is not None and budget is not None:
        change = budget.value - initial.value
        written = f"{plain(budget.value)} - {plain(initial.value)} = {plain(change)}"
        sources = (*budget.sources, *initial.sources)
        made = figures.add("change", change, FigureUnit.YUAN, sources=sources, formula=written)
        figures.add("change_size", abs(change), FigureUnit.YUAN, sources=sources, formula=written)
        if initial.value > 0:
            formula = f"{plain(abs(change))} ÷ {plain(initial.value)}"
            rate = abs(change) / initial.value
            figures.add("change_rate", rate, FigureUnit.RATE, sources=made.sources, formula=formula)


def _add_own(figures: FigureMaker, form: YearForm, words: YearWords) -> None:
    """Add 自评: the total or its band, and the scores of the execution rate and the first levels."""
    card, own = form.result.scorecard, form.result.own_track
    parts: list[Fraction] = []
    if card.execution is not None:
        figures.add("execution_points", Fraction(card.execution.points), FigureUnit.SCORE)
        score = card.execution.claimed
        if own is not None:
            score = None if own.execution is None else own.execution.score
        if score is not None:
            parts.append(Fraction(score))
            figures.add("execution_score", Fraction(score), FigureUnit.SCORE)
            figures.add_quotient(
                "execution_score_rate", figures["execution_score"], figures["execution_points"],
                FigureUnit.RATE,
            )  # fmt: skip
    for number, level in enumerate(card.levels):
        if level.path:
            continue
        points = figures.add(
            "level_points", Fraction(level.points), FigureUnit.SCORE, of=level.name
        )
        score = None if own is None else own.levels[number]
        if score is not None:
            parts.append(Fraction(score))
            earned = figures.add("level_score", Fraction(score), FigureUnit.SCORE, of=level.name)
            figures.add_quotient("level_rate", earned, points, FigureUnit.RATE, of=level.name)
    outcome_ = form.result.own
    if outcome_.total is None:
        figures.add("own_low", Fraction(outcome_.low), FigureUnit.SCORE)
        figures.add("own_high", Fraction(outcome_.high), FigureUnit.SCORE)
        return
    total = Fraction(outcome_.total)
    stated = own is not None and own.basis == "stated"
    sources = (place_of(form, "claimed_total"),) if stated else (Place(form.file),)
    formula = "" if stated or sum(parts) != total else sum_formula(parts, total, words)
    figures.add("own_score", total, FigureUnit.SCORE, sources=sources, formula=formula)


def _add_rule(figures: FigureMaker, form: YearForm, words: YearWords) -> None:
    card = form.result.scorecard
    figures.add("rule_low", Fraction(card.low), FigureUnit.SCORE)
    figures.add("rule_high", Fraction(card.high), FigureUnit.SCORE)
    if card.total is None:
        return
    scores = [level.score for level in card.levels if not level.path]
    if card.execution is not None:
        scores.insert(0, card.execution.score)
    parts = [Fraction(score) for score in scores if score is not None]
    total = Fraction(card.total)
    formula = sum_formula(parts, total, words) if sum(parts) == total else ""
    sources = (Place(form.file),)
    figures.add("rule_score", total, FigureUnit.SCORE, sources=sources, formula=formula)


def add_rows(figures: FigureMaker, form: YearForm, rows: Sequence[RowResult]) -> None:
    """Add how many of these rows reached their targets, and the figures of each."""
    scores = own_scores(form)
    outcomes = [outcome(row) for row in rows]
    below = [row for row in rows if row.id in scores and scores[row.id] < row.points]
    source = (Place(form.file),)
    counts = {
        "indicators": len(rows),
        "met": outcomes.count("met"),
        "missed": outcomes.count("missed"),
        "not_said": outcomes.count("not_said"),
        "below_full": len(below),
    }
    for key, count in counts.items():
        figures.add(key, count, FigureUnit.COUNT, sources=source)
    for row in rows:
        here = (place_of_row(form, row),)
        known = {
            "row_points": (row.points, FigureUnit.SCORE),
            "row_score": (scores.get(row.id), FigureUnit.SCORE),
            "row_completion": (row.completion, FigureUnit.RATE),
        }
        for key, (value, unit) in known.items():
            if value is not None:
                figures.add(key, Fraction(value), unit, sources=here, of=row.id, name=row.name)


def _add_open(figures: FigureMaker, form: YearForm) -> None:
    """Count what the form's own check leaves to persons."""
    review = form.review
    counts = {
        "asked": len(review.of_kind("Q")),
        "differs": len(review.of_kind("E")),
        "without_evidence": sum(not row.indicator.evidence for row in indicator_rows(form)),
    }
    for key, count in counts.items():
        figures.add(key, count, FigureUnit.COUNT, sources=(Place(form.file),))


def place_of_row(form: YearForm, row: RowResult) -> Place:
    """Return where a row stands: the cell of its actual, else of its name, else its file."""
    at = row.indicator.at
    return Place(form.file, where=at.get("actual") or at.get("name") or "")
