"""Read and compare the rows of submissions, every distinct pair of texts once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from scoring.engine.rows import RowReading, attainment_facts
from scoring.records.certainty import Certainty
from scoring.records.scorecard import ReadingText
from scoring.records.submission import Indicator, Submission
from scoring.rules.expression import Expression
from scoring.values.attainment import Attainment, Case, ComparedRow, Policy
from scoring.values.comparing.attain import attain
from scoring.values.comparing.context import Context
from scoring.values.comparing.remarks import remarked
from scoring.values.comparing.shares import shares
from scoring.values.grammar import Reader
from scoring.values.reading import Deadline

_HEADINGS: Final = {"actual": "实际完成值", "target": "年度指标值"}
"""The columns without which nothing can be compared."""
MOST_REMEMBERED: Final = 20_000
"""So many comparisons are remembered; then all are dropped and made again."""

Day = tuple[int, int, int]
"""Year, month and day."""


class Setting(NamedTuple):
    """What a submission says about all of its rows: its year, and the project's period and state."""

    year: int | None
    start: Day | None = None
    """The first day of the project; None for 1 January."""
    end: Day | None = None
    """The last day of the project; None where it is not known."""
    state: str = ""
    lost: str = ""
    """The column of targets or actuals that was not found on the form, by its heading."""


class RowComparison:
    """Compares targets with actuals by a set's policy; ``over`` is its condition for 明显超额."""

    def __init__(
        self,
        reader: Reader,
        policy: Policy,
        over: Expression | None,
        most_remembered: int = MOST_REMEMBERED,
    ) -> None:
        self._most = most_remembered
        self.reader = reader
        self.policy = policy
        self.over = over
        self._read: dict[tuple[object, ...], RowReading] = {}

    def setting(self, submission: Submission) -> Setting:
        """Return what a submission says about all of its rows; blank or unread days are None."""
        period, year = submission.project_period, submission.year
        first, last = self._period(period.start, year), self._period(period.end, year)
        start = None if first is None else _day(first[0])
        end = None if last is None else _day(last[1])
        lost = (heading for key, heading in _HEADINGS.items() if submission.lacks(key))
        return Setting(year, start, end, submission.state, next(lost, ""))

    def _period(self, text: str, year: int | None) -> tuple[date, date] | None:
        reading = self.reader.read(text)
        if not isinstance(reading, Deadline) or not reading.is_dated(year):
            return None
        return reading.period(year)

    def read(self, row: Indicator, setting: Setting) -> RowReading:
        """Return a row's attainment in the year of the submission."""
        place = ComparedRow(
            row.name, row.level1, row.level2, row.unit, row.direction,
            setting.year, setting.start, setting.end,
        )  # fmt: skip
        key = (row.target, row.actual, place)
        reading = self._read.get(key)
        if reading is None:
            reading = self._compare(row, place)
            if len(self._read) >= self._most:
                self._read.clear()
            self._read[key] = reading
        if setting.lost and reading.attainment.case is Case.UNREAD:
            # what was not found is not blank
            piece = f"表上没有找到“{setting.lost}”一栏"
            lost = replace(reading.attainment, piece=piece, text_known=Certainty.NOT_FOUND)
            return self._reading(lost, reading.texts)
        beside = (row.reason, setting.state)
        if not any(beside):
            return reading
        context = Context(place, self.policy, self.reader)
        attained = remarked(reading.attainment, row.target, beside, context)
        if attained is reading.attainment:
            return reading
        return self._reading(attained, reading.texts)

    def _compare(self, row: Indicator, place: ComparedRow) -> RowReading:
        target, actual = self.reader.read(row.target), self.reader.read(row.actual)
        attainment = attain(target, actual, place, self.policy, self.reader)
        shown = shares(target, actual, self.reader.lexicon) or (target, actual)
        texts = ReadingText(*map(self.reader.describe, shown))
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


def _day(day: date) -> Day:
    return day.year, day.month, day.day
