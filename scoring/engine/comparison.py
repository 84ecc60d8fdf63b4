"""Read and compare the rows of submissions, every distinct pair of texts once."""

from __future__ import annotations

from typing import Final

from scoring.engine.rows import RowReading, attainment_facts
from scoring.records.scorecard import ReadingText
from scoring.records.submission import Indicator, Submission
from scoring.rules.expression import Expression
from scoring.values.attainment import Attainment, ComparedRow, Policy
from scoring.values.comparing.attain import attain
from scoring.values.grammar import Reader
from scoring.values.reading import Deadline

MOST_REMEMBERED: Final = 20_000
"""So many comparisons are remembered; then all are dropped and made again."""

Start = tuple[int, int, int] | None
"""Year, month and day of the project's start; None for 1 January."""


class RowComparison:
    """Compares targets with actuals by a set's policy; ``over`` is its condition for 明显超额."""

    def __init__(self, reader: Reader, policy: Policy, over: Expression | None) -> None:
        self.reader = reader
        self.policy = policy
        self.over = over
        self._read: dict[tuple[object, ...], RowReading] = {}

    def start(self, submission: Submission) -> Start:
        """Return the first day of the project's period; None where it is blank or cannot be read."""
        reading = self.reader.read(submission.project_period.start)
        if not isinstance(reading, Deadline):
            return None
        first, _ = reading.period(submission.year)
        return first.year, first.month, first.day

    def read(self, row: Indicator, year: int, start: Start) -> RowReading:
        """Return a row's attainment in the year of the submission."""
        key = (
            row.target, row.actual, row.name, row.level1, row.level2, row.unit, row.direction,
            year, start,
        )  # fmt: skip
        reading = self._read.get(key)
        if reading is None:
            reading = self._compare(row, year, start)
            if len(self._read) >= MOST_REMEMBERED:
                self._read.clear()
            self._read[key] = reading
        return reading

    def _compare(self, row: Indicator, year: int, start: Start) -> RowReading:
        target, actual = self.reader.read(row.target), self.reader.read(row.actual)
        place = ComparedRow(row.name, row.level1, row.level2, row.unit, row.direction, year, start)
        texts = ReadingText(self.reader.describe(target), self.reader.describe(actual))
        attainment = attain(target, actual, place, self.policy, self.reader)
        return self._reading(attainment, texts)

    def _reading(self, attainment: Attainment, texts: ReadingText) -> RowReading:
        other = attainment.otherwise
        return RowReading(
            attainment,
            texts,
            tuple(note.value for note in attainment.notes),
            attainment_facts(attainment, self.over),
            None if other is None else self._reading(other, texts),
        )
