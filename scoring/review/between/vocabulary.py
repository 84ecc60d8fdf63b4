"""The words of the comparison between documents (``vocabulary/facts/between.yaml``)."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.review.vocabulary import FactSpec, Vocabulary
from scoring.text import squeezed

_AMOUNT = r"(?P<amount>[0-9][0-9,]{0,20}(?:\.[0-9]{1,6})?)"


class _Likeness(DocumentPart):
    """From which likeness on a match is proposed."""

    names: str
    in_text: str
    shortest: str
    most: str


class BetweenWords(VocabularyFile):
    """Everything by which documents are compared."""

    ships_as = "vocabulary/facts/between.yaml"
    and_in = ("vocabulary/facts/not_set.yaml",)

    schema_: Annotated[Literal["ziping/between/1"], Field(alias="schema")]
    facts: dict[str, FactSpec]
    places: dict[str, str]
    name_tails: tuple[str, ...]
    not_set: tuple[str, ...]
    likeness: _Likeness
    measures: tuple[str, ...]
    """Words that say how much, and not of what."""
    must_be_there: tuple[str, ...]
    """Words of a name that a text about it has too."""
    sentences: str
    clauses: str
    multipliers: tuple[str, ...]
    project_counts: tuple[str, ...]
    self_evaluation: tuple[str, ...]
    other_evaluation: tuple[str, ...]
    project_money: tuple[str, ...]
    money_units: tuple[str, ...]
    problems: tuple[str, ...]
    behind_problems: tuple[str, ...]
    same_text: str
    blocks: dict[str, str]
    """What the parts of a form are called whose rows come and go between two versions."""
    compared: dict[str, dict[str, str]]
    """The fields of every part that two versions are compared by, with their labels, as on a form."""
    patterns: dict[str, str]

    def with_facts_of(self, words: Vocabulary) -> Vocabulary:
        """Return the words of a review with the facts and places of this comparison added."""
        return words.with_facts(self.facts, self.places)

    @cached_property
    def names_from(self) -> Fraction:
        """From which likeness on two names are proposed as one."""
        return Fraction(self.likeness.names)

    @cached_property
    def text_from(self) -> Fraction:
        """From which likeness on a figure of a text is proposed as an indicator's."""
        return Fraction(self.likeness.in_text)

    @cached_property
    def sentence(self) -> re.Pattern[str]:
        """What parts the sentences of a text."""
        return re.compile(self.sentences)

    @cached_property
    def clause(self) -> re.Pattern[str]:
        """What parts the clauses of a text."""
        return re.compile(self.clauses)

    @cached_property
    def counts(self) -> tuple[re.Pattern[str], ...]:
        """How a report gives the number of its projects."""
        return tuple(
            re.compile(
                re.escape(squeezed(text)).replace(
                    r"\{n\}", r"(?<![0-9])(?<![0-9],)(?P<n>[0-9]{1,6})"
                )
            )
            for text in self.project_counts
        )

    def is_about_self_evaluation(self, sentence: str) -> bool:
        """Tell whether a sentence is about 自评 of projects, and about no other evaluation."""
        own = any(word in sentence for word in self.self_evaluation)
        return own and not any(word in sentence for word in self.other_evaluation)

    @cached_property
    def money(self) -> tuple[re.Pattern[str], ...]:
        """How a report gives the money of its projects."""
        amount = f"{_AMOUNT}(?P<unit>{'|'.join(map(re.escape, self.money_units))})"
        return tuple(
            re.compile(re.escape(squeezed(text)).replace(r"\{amount\}", amount))
            for text in self.project_money
        )
