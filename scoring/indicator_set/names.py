"""The names that expressions of a set may use: built-in facts with Chinese labels."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.indicator_set.excuse_words import ExcuseWords
from scoring.indicator_set.fund_words import FundWords
from scoring.rules.types import FUNCTIONS, NameSpec, NameTable, Type
from scoring.value_class import dataclass


class _Fact(DocumentPart):
    type: Type
    label: str
    meaning: str
    asked: str = ""
    choices: tuple[str, ...] = ()
    known_in: Annotated[tuple[str, ...], Field(alias="in")]


class NamesFile(VocabularyFile):
    """The facts and functions that expressions may name, each with its Chinese label."""

    ships_as = "vocabulary/facts/names.yaml"

    schema_: Annotated[Literal["ziping/names/1"], Field(alias="schema")]
    facts: dict[str, _Fact]
    functions: dict[str, str]


@dataclass(frozen=True, slots=True)
class BuiltIns:
    """What every set knows: the built-in facts, where each is known, words of funds and of reasons.

    A fact is known of a ``row``, the ``execution``, a kind of reading …
    """

    names: NameTable
    known_in: Mapping[str, frozenset[str]]
    fund_words: FundWords
    excuse_words: ExcuseWords
    measures: frozenset[str]
    """What units measure (time, count, money …), as the words of a direction name it."""

    def unknown(self, used: frozenset[str], contexts: frozenset[str]) -> list[str]:
        """Return the facts among ``used`` that none of ``contexts`` ever provides."""
        return sorted(n for n in used if n in self.known_in and not self.known_in[n] & contexts)


def built_ins(
    file: NamesFile,
    fund_words: FundWords,
    excuse_words: ExcuseWords,
    measures: frozenset[str],
) -> BuiltIns:
    """Return what the vocabulary gives to every set."""
    unknown = set(file.functions) - set(FUNCTIONS)
    if unknown:
        raise ValueError(f"labels for unknown functions: {sorted(unknown)}")
    specs = {
        name: NameSpec(name, fact.type, fact.label, fact.choices, fact.meaning, fact.asked)
        for name, fact in file.facts.items()
    }
    names = NameTable(
        specs,
        {fact.label: name for name, fact in file.facts.items()},
        {label: name for name, label in file.functions.items()},
    )
    known_in = {n: frozenset(f.known_in) for n, f in file.facts.items()}
    return BuiltIns(names, known_in, fund_words, excuse_words, measures)
