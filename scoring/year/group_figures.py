"""The figures of several projects together: sums, the rate of the sums, averages, counts.

Keys (absent where not known), of all projects, of a unit, of a first-level project, of the public ones:

* counts: ``projects``, ``handed_in``, ``scored`` (those in the averages), ``monitored`` and its
  share ``monitored_rate``, ``standing/‹standing›``,
  ``rows``, ``indicators``, ``met``, ``missed``, ``not_said``, ``grade/‹grade›``,
  ``rule_grade/‹grade›``, ``grade_falls`` (若取下限降等), ``score_band/‹name›``
* money in 元: ``initial``, ``budget``, ``executed``, and ``rate`` of those with both of the last two
* scores: ``own_sum``, ``simple_average``, ``weighted_average``, ``rule_sum``, ``rule_average``
  (by rule, only where every scored one has a rule score), ``execution_average``,
  ``level_average/‹level›``; of a first-level project ``reference_score`` (加权参考) where every
  project of it is scored
* sums of scores: ``execution_score``, ``execution_points``, ``level_score/‹level›``,
  ``level_points/‹level›`` and their quotients ``execution_score_rate``, ``level_rate/‹level›``
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from scoring.exact import plain
from scoring.records.figures import FigureUnit, ProjectFigures, YearFigure
from scoring.records.year_record import Weights
from scoring.year.figure_maker import FigureMaker
from scoring.year.further_figures import is_monitored
from scoring.year.words import YearWords

_WEIGHED_BY: Final[dict[Weights, str]] = {"全年预算数": "budget", "执行数": "executed"}
_COUNTS: Final = ("rows", "indicators", "met", "missed", "not_said")


def group_figures(
    projects: Sequence[ProjectFigures],
    prefix: str,
    weights: Weights,
    words: YearWords,
    *,
    for_parent: bool = False,
) -> FigureMaker:
    """Return the figures of a group; ``prefix`` begins their ids."""
    figures = FigureMaker(prefix, words)
    scored = [project for project in projects if "own_score" in project.figures]
    _add_counts(figures, projects, scored, words)
    for key in ("initial", "budget", "executed"):
        figures.add_sum(key, _all(projects, key))
    both = [p for p in projects if {"budget", "executed"} <= p.figures.keys()]
    if len(both) == max(len(_all(projects, "budget")), len(_all(projects, "executed"))):
        figures.add_quotient(
            "rate", figures.get("executed"), figures.get("budget"), FigureUnit.RATE
        )
    _add_averages(figures, scored, weights)
    _add_levels(figures, scored)
    handed_in = [project for project in projects if project.form is not None]
    if for_parent and "weighted_average" in figures and len(scored) == len(handed_in):
        reference = figures["weighted_average"]
        figures.add(
            "reference_score", reference.value, FigureUnit.SCORE,
            sources=reference.sources, formula=reference.formula, name=weights,
        )  # fmt: skip
    return figures


def _add_counts(
    figures: FigureMaker,
    projects: Sequence[ProjectFigures],
    scored: Sequence[ProjectFigures],
    words: YearWords,
) -> None:
    def count(key: str, number: int, of: str = "", name: str = "") -> None:
        figures.add(key, number, FigureUnit.COUNT, of=of, name=name)

    count("projects", len(projects))
    count("handed_in", sum(project.form is not None for project in projects))
    count("scored", len(scored))
    monitored = (p for p in projects if p.form is not None and is_monitored(p.form.submission))
    count("monitored", sum(1 for _ in monitored))
    figures.add_quotient(
        "monitored_rate", figures["monitored"], figures["projects"], FigureUnit.RATE
    )
    standings = Counter(project.standing for project in projects)
    for standing, name in words.standings.items():
        if standings[standing]:
            count("standing", standings[standing], standing, name)
    for key in _COUNTS:
        figures.add_sum(key, _all(projects, key))
    for key, grades in (
        ("grade", [p.grade for p in scored]),
        ("rule_grade", [p.rule_grade for p in scored]),
    ):
        for grade, number in Counter(filter(None, grades)).items():
            count(key, number, grade)
    falls = [p for p in scored if p.rule_grade and p.lowest_rule_grade != p.rule_grade]
    count("grade_falls", len(falls))
    for name, number in _bands(scored, words):
        count("score_band", number, name)


def _bands(scored: Sequence[ProjectFigures], words: YearWords) -> Iterator[tuple[str, int]]:
    """Yield every class of scores with how many lie in it, from the highest down."""
    scores = [project.figures["own_score"].value for project in scored]
    for band in words.score_bands:
        here = [score for score in scores if score >= Fraction(band.from_)]
        scores = [score for score in scores if score < Fraction(band.from_)]
        yield band.name, len(here)


def _add_averages(figures: FigureMaker, scored: Sequence[ProjectFigures], weights: Weights) -> None:
    count = figures.get("scored")
    own = _all(scored, "own_score")
    figures.add_sum("own_sum", own)
    figures.add_quotient("simple_average", figures.get("own_sum"), count, FigureUnit.SCORE)
    by_rule = _all(scored, "rule_score")
    if len(by_rule) == len(scored):
        figures.add_sum("rule_sum", by_rule)
        figures.add_quotient("rule_average", figures.get("rule_sum"), count, FigureUnit.SCORE)
    weighed = _all(scored, _WEIGHED_BY[weights])
    total = sum((weight.value for weight in weighed), Fraction(0))
    if not scored or len(weighed) < len(scored) or total <= 0:
        return
    parts = [(score.value, weight.value) for score, weight in zip(own, weighed, strict=True)]
    value = sum((score * weight for score, weight in parts), Fraction(0)) / total
    products = " + ".join(f"{plain(score)} × {plain(weight)}" for score, weight in parts)
    figures.add(
        "weighted_average", value, FigureUnit.SCORE, formula=f"({products}) ÷ {plain(total)}",
        sources=[place for figure in (*own, *weighed) for place in figure.sources], name=weights,
    )  # fmt: skip


def _add_levels(figures: FigureMaker, scored: Sequence[ProjectFigures]) -> None:
    """Add the sums of scores and points by level, over the forms that have both."""
    _add_level(figures, scored, "execution_score", "execution_points", "execution_average")
    figures.add_quotient(
        "execution_score_rate", figures.get("execution_score"), figures.get("execution_points"),
        FigureUnit.RATE,
    )  # fmt: skip
    for key in dict.fromkeys(
        key for project in scored for key in project.figures if key.startswith("level_score/")
    ):
        level = key.partition("/")[2]
        _add_level(figures, scored, key, f"level_points/{level}", f"level_average/{level}")
        points = figures.get(f"level_points/{level}")
        figures.add_quotient("level_rate", figures.get(key), points, FigureUnit.RATE, of=level)


def _add_level(
    figures: FigureMaker, scored: Sequence[ProjectFigures], score: str, points: str, average: str
) -> None:
    having = [p for p in scored if score in p.figures and points in p.figures]
    for path in (score, points):
        key, _, of = path.partition("/")
        figures.add_sum(key, _all(having, path), of=of)
    number = Fraction(len(having))
    total = figures.get(score)
    if total is not None:
        key, _, of = average.partition("/")
        formula = f"{plain(total.value)} ÷ {plain(number)}"
        figures.add(key, total.value / number, FigureUnit.SCORE, of=of, formula=formula)


def _all(projects: Sequence[ProjectFigures], key: str) -> list[YearFigure]:
    return [project.figures[key] for project in projects if key in project.figures]
