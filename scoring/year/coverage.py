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
from dataclasses import dataclass
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
    coverage = _Coverage(figures, folder, counted, left_out, words)
    coverage.add_counts()
    coverage.add_money()
    coverage.add_units()
    answers = [p.form.submission.finished for p in counted if p.form is not None]
    if answers and None not in answers:
        figures.add("finished", answers.count(True), FigureUnit.COUNT)
        figures.add("unfinished", answers.count(False), FigureUnit.COUNT)


@dataclass(frozen=True, slots=True)
class _Coverage:
    figures: FigureMaker
    folder: YearFolder
    counted: Sequence[ProjectFigures]
    left_out: Sequence[ProjectFigures]
    words: YearWords

    def add_counts(self) -> None:
        figures, counted = self.figures, self.counted
        expected = self.folder.record.expected
        parents = {p.parent for p in counted if p.parent}
        only_secret = {p.parent for p in self.left_out if p.parent} - parents
        if expected.first_level is not None:
            self._add_count("first_level", expected.first_level, len(only_secret))
        elif parents and all(p.parent for p in counted):
            figures.add("first_level", len(parents), FigureUnit.COUNT)
        handed_in = [p.parent for p in counted if p.form is not None]
        if handed_in and all(handed_in):
            figures.add("first_level_here", len(set(handed_in)), FigureUnit.COUNT)
        if expected.second_level is not None:
            self._add_count("second_level", expected.second_level, len(self.left_out))
        else:
            figures.add("second_level", len(counted), FigureUnit.COUNT)
        here = sum(p.form is not None or p.standing == "exempt" for p in counted)
        lacking = max(figures["second_level"].value - here, Fraction(0))
        figures.add("not_handed_in", lacking, FigureUnit.COUNT)

    def _add_count(self, key: str, number: int, secret: int) -> None:
        formula = self.words.text("formulas.without_secret") if secret else ""
        self.figures.add(
            key, max(number - secret, 0), FigureUnit.COUNT,
            sources=(self._place(f"expected.{key}"),), formula=formula,
        )  # fmt: skip

    def add_money(self) -> None:
        figures, record = self.figures, self.folder.record
        coverage, key = record.coverage, _BASIS[record.coverage.basis]
        yuan = YUAN_PER_UNIT[record.money_unit]
        if coverage.amount is not None:
            secret = [p.figures[key].value for p in self.left_out if key in p.figures]
            amount = Fraction(coverage.amount) * yuan - sum(secret, Fraction(0))
            formula = self.words.text("formulas.without_secret") if self.left_out else ""
            # An amount that the secret projects alone exceed does not hold them: what is covered is not known.
            if amount >= 0:
                figures.add(
                    "covered", amount, FigureUnit.YUAN,
                    sources=(self._place("coverage.amount"),), formula=formula,
                )  # fmt: skip
        elif not figures["not_handed_in"].value:
            having = [p.figures[key] for p in self.counted if key in p.figures]
            figures.add_sum("covered", having)
        if coverage.total is not None:
            total = Fraction(coverage.total) * yuan
            sources = (self._place("coverage.total"),)
            figures.add("covered_total", total, FigureUnit.YUAN, sources=sources)
        figures.add_quotient(
            "coverage", figures.get("covered"), figures.get("covered_total"), FigureUnit.RATE
        )

    def add_units(self) -> None:
        """Add the number of subordinate units: those of the record, else those that handed in."""
        record = self.folder.record
        units = list(record.unit_names()) or [p.unit for p in self.counted]
        subordinate = {unit for unit in units if not is_own(unit, record, self.words)}
        if units:
            self.figures.add("subordinate_units", len(subordinate), FigureUnit.COUNT)

    def _place(self, where: str) -> Place:
        return Place(self.folder.record_file, where=where)
