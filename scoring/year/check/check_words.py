"""The words of the comparison of a year's papers (``vocabulary/facts/year.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.vocabulary_file import VocabularyFile
from scoring.review.vocabulary import FactSpec, Vocabulary
from scoring.text import squeezed

_COUNT = r"(?<![0-9])(?<![0-9],)(?P<n>[0-9]{1,6})"


class YearCheckWords(VocabularyFile):
    """Everything by which the papers of a year are compared."""

    ships_as = "vocabulary/facts/year.yaml"

    schema_: Annotated[Literal["ziping/year-check/1"], Field(alias="schema")]
    facts: dict[str, FactSpec]
    places: dict[str, str]
    not_from_between: frozenset[str]
    not_first_level: frozenset[str]
    project_spending: tuple[str, ...]
    apart: str
    columns: dict[Literal["initial", "budget", "executed"], str]
    sources: dict[str, str]
    counts: dict[Literal["first_level", "second_level"], str]
    stated_counts: dict[Literal["first_level", "second_level"], tuple[str, ...]]
    open_marks: tuple[str, ...]
    open_styles: frozenset[str]
    problem_headings: tuple[str, ...]
    private: dict[str, str]
    with_check_digit: frozenset[str]
    texts_of_form: dict[str, str]
    """The texts of a form that are published, as people call them, by their paths."""
    private_labels: tuple[str, ...]
    unseen: dict[
        Literal["comment", "hidden_sheet", "revision", "author", "secret", "label", "external"], str
    ]
    """What may be hidden in a public file, or stand in it against its rule, by its name."""
    pair_names: dict[Literal["summary", "form"], str]
    patterns: dict[str, str]

    def with_facts_of(self, words: Vocabulary) -> Vocabulary:
        """Return the words of a review with the facts and places of this comparison added."""
        return words.with_facts(self.facts, self.places)

    @cached_property
    def apart_from(self) -> Fraction:
        """From which factor on two amounts may stand in different units of money."""
        return Fraction(self.apart)

    @cached_property
    def count_patterns(self) -> Mapping[str, Sequence[re.Pattern[str]]]:
        """How a paper gives the number of its projects, by what it counts."""
        return {
            kind: tuple(
                re.compile(re.escape(squeezed(text)).replace(r"\{n\}", _COUNT)) for text in texts
            )
            for kind, texts in self.stated_counts.items()
        }

    @cached_property
    def private_patterns(self) -> Mapping[str, re.Pattern[str]]:
        """What no public text may hold, by its name."""
        return {name: re.compile(pattern) for name, pattern in self.private.items()}
