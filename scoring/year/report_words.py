"""All words that a report is made with: of its texts and tables, of sentences and figures, of summaries."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.year.report_texts import ReportTexts
from scoring.year.table_words import YearTableWords
from scoring.year.words import YearWords


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of reports."""

    texts: ReportTexts
    year: YearWords
    tables: YearTableWords

    def word(self, key: str) -> str:
        """Return a word of reports."""
        return self.texts.words[key]

    @property
    def mark(self) -> str:
        """What stands between the parts of a cell."""
        return self.texts.patterns["data_mark"]

    @property
    def stop(self) -> str:
        """What ends a sentence."""
        return self.year.stop

    def say(self, pattern: str, /, **values: object) -> str:
        """Return a sentence of reports with values put in."""
        return self.texts.text(pattern, **values)
