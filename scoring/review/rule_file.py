"""The shape of a review rule file (``review_rules/*.yaml``): which keys exist, what each may hold."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from scoring.documents.part import DocumentPart
from scoring.records.fields import YesNo
from scoring.records.finding import FindingKind, Matter, Of

SCHEMA = "ziping/review-rules/1"
MOST_RULES = 500
MOST_SENTENCES = 20

Key = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Formula = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Field_ = Literal[
    "name",
    "reason",
    "evidence",
    "survey",
    "target",
    "actual",
    "points",
    "claimed",
    "funds",
    "goal",
    "project",
    "rate",
    "blank",
    "total",
]


class ReviewSourceFile(DocumentPart):
    """A document behind rules, with how well it is established."""

    document: Words
    article: Words
    standing: Literal["official", "secondary", "observed", "own", "unverified"]


class SentenceFile(DocumentPart):
    """A sentence that is printed only where ``when`` holds."""

    text: Words
    when: Formula | None = None


def _short_sentence(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


def _one_sentence(value: object) -> object:
    return value if isinstance(value, list) else [value]


Sentence = Annotated[SentenceFile, BeforeValidator(_short_sentence)]
Sentences = Annotated[
    tuple[Sentence, ...],
    BeforeValidator(_one_sentence),
    Field(max_length=MOST_SENTENCES),
]


class StakeFile(DocumentPart):
    """The points that hang on the answer, as two expressions."""

    from_: Formula = Field(alias="from")
    to: Formula


def _short_stake(value: object) -> object:
    return {"from": value, "to": value} if isinstance(value, str) else value


Stake = Annotated[StakeFile, BeforeValidator(_short_stake)]


class ExampleFile(DocumentPart):
    """A case that a rule is for: its facts, each as text, and the sentence that is printed of it."""

    facts: dict[Key, Words]
    text: Words


class ReviewRuleFile(DocumentPart):
    """One finding that may be made, when, and in which words."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
    kind: FindingKind
    of: Of
    when: Formula
    title: Words
    say: Sentences
    ask: Sentences | None = None
    advice: Sentences | None = None
    settle: Sentences | None = None
    field: Field_ | None = None
    stake: Stake | None = None
    let: dict[Key, Formula] = Field(default_factory=dict)
    matter: Matter = "fault"
    once: YesNo = False
    list_: Literal["findings", "targets"] = Field(default="findings", alias="list")
    source: Key | None = None
    ruling: Key | None = None
    before: Key | None = None
    after: Key | None = None
    example: ExampleFile | None = None


class ReviewRulesFile(DocumentPart):
    """A review rule file."""

    schema_: Literal["ziping/review-rules/1"] = Field(alias="schema")
    id: Key
    title: Words
    extends: Key | None = None
    repaired: Words | None = None
    """A key of earlier rule files, which is not used: what a finding rests on tells whether it may accuse."""
    without: Annotated[tuple[Key, ...], Field(max_length=MOST_RULES)] = ()
    without_keys: Annotated[tuple[Key, ...], Field(max_length=MOST_RULES)] = ()
    sources: dict[Key, ReviewSourceFile] = Field(default_factory=dict)
    rules: Annotated[tuple[ReviewRuleFile, ...], Field(max_length=MOST_RULES)]
