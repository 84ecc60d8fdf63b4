"""Decisions on the command line: read once, laid over what was scored, what is left over told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scoring.problem import InputError, Problem
from scoring.records.decision import Decision
from scoring.records.result import Result
from scoring.work.library import Library
from scoring.writers.form.present import called
from scoring.writers.labels import Labels


class DecisionFiles:
    """The decisions of some files; ``problems`` holds what is wrong with them."""

    def __init__(self, paths: Sequence[Path], library: Library) -> None:
        self.problems: list[Problem] = []
        self._decisions: list[Decision] = []
        self._used: set[str] = set()
        self._library = library
        for path in paths:
            # Most runs have no decisions.
            from scoring.intake.decisions import read_decision_file  # noqa: PLC0415

            try:
                found = read_decision_file(path)
            except InputError as error:
                self.problems += error.problems
                continue
            self._decisions += found.decisions
            self.problems += found.problems

    @property
    def is_usable(self) -> bool:
        """Whether no file has an error; decisions are used together or not at all."""
        return not any(problem.severity == "error" for problem in self.problems)

    def over(self, results: Sequence[Result]) -> list[Result]:
        """Return results with their decisions laid over them."""
        if not self._decisions:
            return list(results)
        from scoring.work.decide import ReviewSheets  # noqa: PLC0415

        review_sheets = ReviewSheets(self._library, {})
        self._used |= {result.submission.key for result in results}
        return [review_sheets.laid_over(result, self._decisions) for result in results]

    def left(self) -> list[str]:
        """Return the submissions that decisions are about and that were not scored."""
        return list(
            dict.fromkeys(d.submission for d in self._decisions if d.submission not in self._used)
        )


def told_unused(result: Result, labels: Labels) -> list[str]:
    """Return what is told of decisions that were not used."""
    card, secret = result.scorecard, result.submission.secret
    names = {} if secret else called(card, labels)
    return [f"  认定未采用 {names.get(u.row, u.row)}:{u.why}" for u in card.unused_decisions]
