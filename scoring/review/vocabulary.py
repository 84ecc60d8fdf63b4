"""The words of a review (``vocabulary/facts/review.yaml``): facts, word lists, what is printed."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.exact import fraction, percent, plain
from scoring.records.finding import CheckKind, Of
from scoring.records.submission import Submission
from scoring.review.figure_words import FigureWords, NameYearWords
from scoring.rules.types import NameSpec, NameTable, Type, Value

Ground = Literal[
    "name", "level", "target", "target_initial", "actual", "points", "claimed", "reason",
    "evidence", "survey", "adjustment", "reading", "rows", "readings", "sum", "set", "year", "date",
    "initial", "budget", "executed", "stated_rate", "sources", "total", "grade", "goal", "texts",
    "indicators", "project", "other", "forms",
]  # fmt: skip
"""What facts may rest on.

``reading`` is the comparison of a row's target with its actual, ``rows`` the names, points and
claims of all rows, ``readings`` their comparisons, ``indicators`` that there are any, ``sources`` the parts of the funds block, ``sum`` a sum as
the form prints it, ``other`` a document that the form is compared with, ``forms`` that all forms of
a folder could be read.
"""


class FactSpec(DocumentPart):
    """A fact that rules may look at: where it is known, and how it is printed."""

    type: Literal["number", "yes_no", "text"]
    label: str
    meaning: str
    known_in: Annotated[frozenset[Of], Field(alias="in")]
    rests_on: tuple[Ground, ...]
    """What the fact is made from: it is known as well as the least certain of these."""
    choices: tuple[str, ...] = ()
    show: Literal["percent", "money"] | None = None


class WordLists(DocumentPart):
    """Words by which facts are recognised."""

    unreplaced: tuple[str, ...]
    no_complaint: tuple[str, ...]
    cost: tuple[str, ...]
    standard: tuple[str, ...]
    execution: tuple[str, ...]
    spending_share: tuple[str, ...]
    total_cost: tuple[str, ...]
    total_cost_unless: tuple[str, ...]
    part_of_money: tuple[str, ...]
    survey: tuple[str, ...]
    survey_unless: tuple[str, ...]
    of_a_whole: tuple[str, ...]
    of_a_whole_unless: tuple[str, ...]
    quantity: tuple[str, ...]
    quality: tuple[str, ...]
    not_accepted: tuple[str, ...]
    cut: tuple[str, ...]
    vague: tuple[str, ...]
    spending: tuple[str, ...]
    spending_states: tuple[str, ...]
    undone: tuple[str, ...]
    whole_numbers: tuple[str, ...]
    negative_funds: tuple[str, ...]
    carried_funds: tuple[str, ...]
    value_columns: tuple[str, ...]


class Money(DocumentPart):
    """How an amount is written: in the large unit from ``from`` on."""

    small: str
    large: str
    from_: Annotated[str, Field(alias="from")]

    def text(self, amount: Fraction) -> str:
        """Write an amount of the small unit."""
        step = fraction(self.from_)
        if abs(amount) < step:
            return f"{plain(amount, 2)}{self.small}"
        return f"{plain(amount / step, 2)}{self.large}"


class Vocabulary(VocabularyFile):
    """Everything that is printed about a form."""

    ships_as = "vocabulary/facts/review.yaml"
    and_in = ("vocabulary/printing/advice.yaml", "vocabulary/facts/says_nothing.yaml")

    schema_: Annotated[Literal["ziping/advice/1"], Field(alias="schema")]
    facts: dict[str, FactSpec]
    words: WordLists
    says_nothing: frozenset[str]
    """Reasons that are none."""
    figures: FigureWords
    name_years: NameYearWords
    examples: dict[str, str]
    money: Money
    kinds: dict[str, str]
    marks: dict[CheckKind, str]
    """How grave an item of a self-check is, in a word."""
    states: dict[Literal["unread", "blank", "fault", "ready"], str]
    """Whether a form can be handed in, in the list behind a run over several."""
    sections: dict[str, str]
    fields: dict[str, str]
    places: dict[str, str]
    columns: dict[str, str]
    head: dict[str, str]
    """The paths of single values that may still hold a hint of the form, with their labels."""
    direction_presumed: dict[str, str]
    direction_by_word: dict[str, str]
    settle: dict[str, str]
    doubts: dict[str, str]
    """What is added to a finding that rests on something not known, by certainty, or by field and
    certainty (``year.presumed``); ``{place}`` is where it stands."""
    patterns: dict[str, str]

    def with_facts(self, facts: Mapping[str, FactSpec], places: Mapping[str, str]) -> Self:
        """Return these words with the facts of a comparison, and what its places are called."""
        added = {"facts": {**self.facts, **facts}, "places": {**self.places, **places}}
        return self.model_copy(update=added)

    def names(self, functions: Mapping[str, str]) -> NameTable:
        """Return the names of expressions; ``functions`` are Chinese labels of functions."""
        specs = {
            name: NameSpec(name, Type(fact.type), fact.label, fact.choices, fact.meaning)
            for name, fact in self.facts.items()
        }
        labels = {fact.label: name for name, fact in self.facts.items()}
        return NameTable(specs, labels, functions)

    def shown(self, name: str, value: Value) -> str:
        """Write a fact's value as it is printed in a sentence; numbers exactly."""
        if not isinstance(value, Fraction):
            return str(value)
        show = self.facts[name].show if name in self.facts else None
        if show == "percent":
            return percent(value)
        return self.money.text(value) if show == "money" else plain(value)

    def restored_cells(self, submission: Submission) -> list[str]:
        """Return where a reader restored values; a level read off the row above is no value."""
        columns = self.words.value_columns
        return [r.at for r in submission.repairs if any(column in r.what for column in columns)]
