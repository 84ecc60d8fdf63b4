"""What a whole text is about: which unit, which year, and whether it is a report of a unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from scoring.exact import YEAR_IN_TEXT
from scoring.readers.forms.labels import FormLabels
from scoring.readers.statements.phrases import StatementPhrases
from scoring.readers.statements.running_text import RunningText
from scoring.words import load_vocabulary

_FIRST_ROWS: Final = 15
_LONGEST_TITLE: Final = 60
_NEARLY_ALL: Final = 9
"""In so many of ten places that name a year it is the same one."""


@dataclass(frozen=True, slots=True)
class TextHead:
    """What a text names at its head: unit, project, year; and whether it is a report on the unit."""

    unit: str = ""
    project: str = ""
    """The one project that the whole text is about."""
    year: int | None = None
    is_report: bool = False

    def year_of(self, sentence: str) -> int | None:
        """Return the year that a sentence names, if it is one alone; else the text's.

        None where it is another one than the text's: money of 2021 may be mentioned in a report on
        2022, and money of 2022 that was carried over from 2021.
        """
        named = set(YEAR_IN_TEXT.findall(sentence))
        if len(named) != 1:
            return self.year
        year = int(named.pop())
        return year if self.year in (None, year) else None


def text_head(text: RunningText, words: StatementPhrases) -> TextHead:
    """Read unit and year off the first lines; the year else off nearly all places that name one."""
    unit, project, year, is_report = "", "", None, False
    titles = (*words.reports, *words.titles_behind)
    for number in range(min(_FIRST_ROWS, len(text.rows))):
        line, plain = text.line(number), text.folded_line(number)
        if len(plain) > _LONGEST_TITLE:
            continue
        if plain.endswith(titles):
            endings = [word for word in titles if plain.endswith(word)]
            is_report = is_report or plain.endswith(words.reports)
            found = words.year.search(plain)
            year = int(found[1]) if found is not None and year is None else year
            rest = words.year.sub(
                lambda m: "\x00" * len(m[0]), plain[: -len(max(endings, key=len))]
            )
            own = "".join(c for c, f in zip(line, rest, strict=False) if f != "\x00")
            unit = unit or own
        unit = _named(line, "unit", "department") or unit
        project = project or _named(line, "project.name")
    return TextHead(unit, project, year or _usual_year(text, words), is_report)


def _named(line: str, *keys: str) -> str:
    """Return what stands behind a label (部门名称:甲), if the line holds nothing else."""
    labels = load_vocabulary(FormLabels)
    match = labels.label_before(line)
    if match is None or not set(labels.head_keys(match.group(1))) & set(keys):
        return ""
    return line[match.end() :].strip()


def _usual_year(text: RunningText, words: StatementPhrases) -> int | None:
    counted = Counter(words.year.findall(text.folded))
    if not counted:
        return None
    year, times = min(counted.items(), key=lambda item: (-item[1], item[0]))
    return int(year) if 10 * times >= _NEARLY_ALL * counted.total() else None
