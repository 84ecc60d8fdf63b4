"""The figures of the 重点评价 that the year's record names.

Keys: ``budget``, ``executed``, ``rate``, ``score``; ids ``evaluation/1/budget``.
"""

from __future__ import annotations

from fractions import Fraction

from scoring.money import YUAN_PER_UNIT
from scoring.problem import Place
from scoring.records.figures import FigureUnit
from scoring.records.year_folder import YearFolder
from scoring.year.figure_maker import FigureMaker
from scoring.year.words import YearWords


def evaluation_figures(folder: YearFolder, words: YearWords) -> tuple[FigureMaker, ...]:
    """Return the figures of each evaluation, in the order of the record."""
    yuan = YUAN_PER_UNIT[folder.record.money_unit]
    made = []
    for number, evaluation in enumerate(folder.record.evaluations, 1):
        figures = FigureMaker(f"evaluation/{number}", words)
        for key, value, factor, unit in (
            ("budget", evaluation.budget, yuan, FigureUnit.YUAN),
            ("executed", evaluation.executed, yuan, FigureUnit.YUAN),
            ("score", evaluation.score, Fraction(1), FigureUnit.SCORE),
        ):
            if value is not None:
                place = Place(folder.record_file, where=f"evaluations.{number}.{key}")
                figures.add(key, Fraction(value) * factor, unit, sources=(place,))
        figures.add_quotient(
            "rate", figures.get("executed"), figures.get("budget"), FigureUnit.RATE
        )
        made.append(figures)
    return tuple(made)
