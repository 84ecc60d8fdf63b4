"""The words of running text (``vocabulary/reading/statements.yaml``), made into patterns once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.readers.statements.running_text import folded

_SHORTEST_NAME: Final = 2
_NUMBER: Final = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,6})?|[0-9]{1,18}(?:\.[0-9]{1,6})?"

Phrase = Annotated[str, AfterValidator(folded)]
Phrases = tuple[Phrase, ...]


class AmountWords(DocumentPart):
    """What stands before amounts that belong together; ``part`` is empty for all the money."""

    part: str = ""
    budget: Phrases
    executed: Phrases
    rate: Phrases


class SubjectWords(DocumentPart):
    """What stands before and behind the name of a project in the middle of a sentence."""

    before: Phrases
    behind: Phrases


@dataclass(frozen=True)
class AmountPatterns:
    """Amounts that belong together: ``part`` is empty for all the money of a subject."""

    part: str
    budget: re.Pattern[str]
    executed: re.Pattern[str]
    rate: re.Pattern[str]


class StatementPhrases(VocabularyFile):
    """Everything by which amounts, subjects and summaries are found in running text."""

    ships_as = "vocabulary/reading/statements.yaml"

    schema_: Annotated[Literal["ziping/statements/1"], Field(alias="schema")]
    amount_words: Annotated[tuple[AmountWords, ...], Field(alias="families")]
    settled_words: Annotated[AmountWords, Field(alias="settled")]
    joining: Phrases
    units: Phrases
    summary_words: Annotated[Phrases, Field(alias="summaries")]
    whole_subjects: Phrases
    parts: dict[str, Phrases]
    subjects: tuple[SubjectWords, ...]
    self_words: Phrases
    part_words: Phrases
    aside_words: Phrases
    other_times: Phrases
    project_tails: Phrases
    pronouns: frozenset[Phrase]
    reports: Phrases
    titles_behind: Phrases
    year_word: Annotated[str, Field(alias="year")]

    @cached_property
    def amounts(self) -> tuple[AmountPatterns, ...]:
        """Amounts that belong together, the first that is found counts."""
        return tuple(
            AmountPatterns(
                words.part,
                self._amount(words.budget, self._unit),
                self._amount(words.executed, self._unit),
                self._amount(words.rate, "%"),
            )
            for words in self.amount_words
        )

    @cached_property
    def settled(self) -> re.Pattern[str]:
        """支出决算为 … 完成全年预算 … 的 … %, in one."""
        words = self.settled_words
        return re.compile(
            f"{_one_of(words.executed)}{self._joining}(?P<executed>{_NUMBER})"
            f"(?P<executed_unit>{self._unit}),?{_one_of(words.budget)}"
            f"(?P<budget>{_NUMBER})(?P<budget_unit>{self._unit}){_one_of(words.rate)}"
            f"(?P<rate>{_NUMBER})%"
        )

    @cached_property
    def summaries(self) -> re.Pattern[str]:
        """What stands behind the name of a project and before its 自评综述."""
        return re.compile(f"{_one_of(self.summary_words)}[:,]")

    @cached_property
    def named(self) -> tuple[re.Pattern[str], ...]:
        """Sentences that name a project in their middle."""
        return tuple(
            re.compile(
                f"{_one_of(words.before)}(?P<subject>[^。;:,!?\x00]{{2,60}}?){_one_of(words.behind)}"
            )
            for words in self.subjects
        )

    @cached_property
    def year(self) -> re.Pattern[str]:
        """A year of which a text speaks."""
        return re.compile(f"(?<![0-9])(20[0-9]{{2}}){re.escape(self.year_word)}")

    @property
    def _unit(self) -> str:
        return _one_of(self.units)

    @property
    def _joining(self) -> str:
        return f"{_one_of(self.joining)}?"

    def _amount(self, labels: Phrases, unit: str) -> re.Pattern[str]:
        return re.compile(f"{_one_of(labels)}{self._joining}(?P<number>{_NUMBER})(?P<unit>{unit})")

    def is_whole(self, subject: str) -> bool:
        """Tell whether a subject is a department as a whole."""
        return folded(subject) in self.whole_subjects

    def is_own(self, before: str, unit: str) -> bool:
        """Tell whether the words before an amount say that it is all of the writer's own money."""
        own = any(word in before for word in self.self_words) or (unit != "" and unit in before)
        return own and not self.is_part(before)

    def is_part(self, before: str) -> bool:
        """Tell whether the words before an amount say that it is a part of the money."""
        return any(word in before for word in self.part_words)

    def aside(self, before: str) -> frozenset[str]:
        """Return the words of a clause by which an amount is another money than those before it."""
        words = (*self.part_words, *self.aside_words)
        return frozenset(word for word in words if word in before)

    def is_of_another_time(self, before: str) -> bool:
        """Tell whether the words before an amount say that it is not this whole year's."""
        return any(word in before for word in self.other_times)

    def is_project(self, clause: str) -> bool:
        """Tell whether the words right before an amount are a project's name."""
        return clause.endswith(self.project_tails) and not any(
            clause.endswith(word) and len(clause) - len(word) < _SHORTEST_NAME
            for word in self.pronouns
        )

    def begins_part(self, text: str) -> bool:
        """Tell whether a line begins a further part of a summary."""
        line = folded(text)
        return any(line.startswith(words) for words in self.parts.values())


def _one_of(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"
