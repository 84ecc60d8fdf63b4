"""How much of the department was evaluated, as the opening statement and the notes tell it.

Keys added to the figures of all projects and of the public ones: ``first_level``, ``second_level``
(those that should be there, by the record, else those that are), ``first_level_here`` (named by all forms that were handed in), ``not_handed_in``, ``covered`` (the
money; absent while forms are missing and the record names none), ``covered_total``, ``coverage``,
``subordinate_units``, ``finished``, ``unfinished`` (both only where every form says it).

What the record names holds the secret projects too; public figures are without them, and no formula
tells by how much.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from scoring.money import YUAN_PER_UNIT
from scoring.problem import Place
from scoring.records.figures import FigureUnit, ProjectFigures
from scoring.records.year_folder import YearFolder
from scoring.records.year_record import CoverageBasis
from scoring.year.figure_maker import FigureMaker
from scoring.year.project_order import is_own
from scoring.year.words import YearWords

_BASIS: Final[dict[CoverageBasis, str]] = {"执行数": "executed", "预算数": "budget"}


def add_coverage(
    figures: FigureMaker,
    folder: YearFolder,
    counted: Sequence[ProjectFigures],
    left_out: Sequence[ProjectFigures],
    words: YearWords,
) -> None:
    """Add what these projects cover; ``left_out`` are the secret ones that do not count here."""
    _add_counts(figures, folder, counted, left_out, words)
    _add_money(figures, folder, counted, left_out, words)
    _add_units(figures, folder, counted, words)
    answers = [p.form.submission.finished for p in counted if p.form is not None]
    if answers and None not in answers:
        figures.add("finished", answers.count(True), FigureUnit.COUNT)
        figures.add("unfinished", answers.count(False), FigureUnit.COUNT)


def _add_counts(
    figures: FigureMaker,
    folder: YearFolder,
    counted: Sequence[ProjectFigures],
    left_out: Sequence[ProjectFigures],
    words: YearWords,
) -> None:
    expected = folder.record.expected
    parents = {p.parent for p in counted if p.parent}
    only_secret = {p.parent for p in left_out if p.parent} - parents
    if expected.first_level is not None:
        _add_count(figures, folder, "first_level", expected.first_level, len(only_secret), words)
    elif parents and all(p.parent for p in counted):
        figures.add("first_level", len(parents), FigureUnit.COUNT)
    handed_in = [p.parent for p in counted if p.form is not None]
    if handed_in and all(handed_in):
        figures.add("first_level_here", len(set(handed_in)), FigureUnit.COUNT)
    if expected.second_level is not None:
        _add_count(figures, folder, "second_level", expected.second_level, len(left_out), words)
    else:
        figures.add("second_level", len(counted), FigureUnit.COUNT)
    here = sum(p.form is not None or p.standing == "exempt" for p in counted)
    lacking = max(figures["second_level"].value - here, Fraction(0))
    figures.add("not_handed_in", lacking, FigureUnit.COUNT)


def _add_count(
    figures: FigureMaker, folder: YearFolder, key: str, number: int, secret: int, words: YearWords
) -> None:
    place = Place(folder.record_file, where=f"expected.{key}")
    formula = words.text("formulas.without_secret") if secret else ""
    figures.add(key, max(number - secret, 0), FigureUnit.COUNT, sources=(place,), formula=formula)


def _add_money(
    figures: FigureMaker,
    folder: YearFolder,
    counted: Sequence[ProjectFigures],
    left_out: Sequence[ProjectFigures],
    words: YearWords,
) -> None:
    coverage, key = folder.record.coverage, _BASIS[folder.record.coverage.basis]
    yuan = YUAN_PER_UNIT[folder.record.money_unit]
    if coverage.amount is not None:
        place = Place(folder.record_file, where="coverage.amount")
        amount = Fraction(coverage.amount) * yuan
        secret = [p.figures[key].value for p in left_out if key in p.figures]
        less = sum(secret, Fraction(0))
        formula = words.text("formulas.without_secret") if left_out else ""
        figures.add("covered", amount - less, FigureUnit.YUAN, sources=(place,), formula=formula)
    elif not figures["not_handed_in"].value:
        figures.add_sum("covered", [p.figures[key] for p in counted if key in p.figures])
    if coverage.total is not None:
        place = Place(folder.record_file, where="coverage.total")
        total = Fraction(coverage.total) * yuan
        figures.add("covered_total", total, FigureUnit.YUAN, sources=(place,))
    figures.add_quotient(
        "coverage", figures.get("covered"), figures.get("covered_total"), FigureUnit.RATE
    )


def _add_units(
    figures: FigureMaker, folder: YearFolder, counted: Sequence[ProjectFigures], words: YearWords
) -> None:
    """Add the number of subordinate units: those of the record, else those that handed in."""
    units = list(folder.record.unit_names()) or [p.unit for p in counted]
    subordinate = {unit for unit in units if not is_own(unit, folder.record, words)}
    if units:
        figures.add("subordinate_units", len(subordinate), FigureUnit.COUNT)
