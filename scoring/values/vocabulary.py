"""The vocabulary files as they are written, checked: nothing here interprets a word."""

import re
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from scoring.documents.part import DocumentPart
from scoring.documents.vocabulary_file import VocabularyFile
from scoring.values.attainment import Note
from scoring.values.reading import Approximation, Comparator, StatementKind, UnreadReason

_RATIONAL = re.compile(r"[0-9]{1,20}(?:/[1-9][0-9]{0,17})?")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def _rational(value: object) -> Fraction:
    """Read ``1000`` or ``1/100``; never a float."""
    if isinstance(value, Fraction):
        return value
    if not isinstance(value, str) or not _RATIONAL.fullmatch(value):
        raise ValueError(f"not a whole number or fraction: {value!r}")
    result = Fraction(value)
    if result <= 0:
        raise ValueError(f"not above zero: {value!r}")
    return result


def _month_day(value: object) -> tuple[int, int]:
    """Read ``06-30`` as (6, 30)."""
    match = _MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"not a month and day: {value!r}")
    return int(match[1]), int(match[2])


Rational = Annotated[Fraction, BeforeValidator(_rational)]
MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]
Words = tuple[str, ...]


class Meaning(DocumentPart):
    """One more thing that a unit may stand for."""

    dimension: str = Field(alias="is")
    times: Rational = Fraction(1)


class UnitLine(DocumentPart):
    """One line of ``units``."""

    dimension: str = Field(alias="is")
    times: Rational = Fraction(1)
    names: Words
    also: tuple[Meaning, ...] = ()
    per: bool = False
    symbol: str = ""
    prefix: bool = False


class QuantityLine(DocumentPart):
    """A word that is a whole quantity: 半年."""

    value: Rational
    unit: str


class Units(VocabularyFile):
    """What people write after a number, and its factor to a base unit."""

    ships_as = "vocabulary/reading/units.yaml"

    schema_: Literal["ziping/units/1"] = Field(alias="schema")
    multipliers: dict[str, Rational]
    units: tuple[UnitLine, ...]
    counters: tuple[Words, ...]
    generic: Words
    denominators: Words
    quantities: dict[str, QuantityLine]
    stems: Words
    beside: Words


class FoldRange(DocumentPart):
    """Characters ``first`` to ``last`` are written as those from ``onto``."""

    first: str = Field(alias="from", min_length=1, max_length=1)
    last: str = Field(alias="to", min_length=1, max_length=1)
    onto: str = Field(min_length=1, max_length=1)


class FoldTables(DocumentPart):
    """What is folded before anything is read."""

    ranges: tuple[FoldRange, ...]
    characters: dict[Annotated[str, Field(min_length=1, max_length=1)], str]
    sequences: tuple[tuple[Annotated[str, Field(min_length=1)], str], ...]


class SuffixOf(DocumentPart):
    """A comparator after numbers of certain dimensions only."""

    word: str
    means: Comparator
    after: Words


class Comparators(DocumentPart):
    """Signs and words that say how an actual must compare with the number."""

    around: Words
    prefix: dict[Comparator, Words]
    suffix: dict[Comparator, Words]
    suffix_of: tuple[SuffixOf, ...]


class Approximations(DocumentPart):
    """Marks that soften a number, by the place where they stand."""

    prefix: dict[Approximation, Words]
    suffix: dict[Approximation, Words]
    middle: dict[Approximation, Words]
    never_with: Words


class Dates(DocumentPart):
    """Words of dates and periods."""

    year: Words
    month: Words
    day: Words
    quarter: Words
    month_parts: dict[str, tuple[int, int]]
    ends: Words
    days_called_end: int = Field(ge=1, le=28)
    year_parts: dict[str, tuple[MonthDay, MonthDay]]
    year_ends: Words
    years: dict[str, int]
    within_year: Words
    before: Words
    within: Words
    after: Words
    hour: Words


class Degrees(DocumentPart):
    """Words of degree before or behind a wording, by how much they say."""

    strong: Words
    plain: Words
    weak: Words


class Clean(DocumentPart):
    """Bad things, and the wanted words that hold where they are denied: 未超支 is 预算内."""

    wanted: Words
    bad: Words


class Wordings(DocumentPart):
    """How words against words are judged."""

    full: Words
    partial: Words
    missed: Words
    pending: Words
    unmarked: Words
    forbids: Words
    denied: Words
    denying: Words
    limits: Words
    undoing: Words
    tails: Words
    clean: tuple[Clean, ...]
    scale: tuple[Words, ...]
    same: tuple[Words, ...]


class Undone(DocumentPart):
    """Statements of what was not done, or is not finished."""

    nothing_done: Words
    stopped: Words
    underway: Words


class Frequencies(DocumentPart):
    """How often a year has what is due every month, week or day."""

    months: int = Field(ge=1, le=12)
    least: dict[str, Annotated[int, BeforeValidator(int), Field(ge=1)]]
    """By the name of the period: from so many times on the year counts as kept."""


class Remarks(DocumentPart):
    """Words beside a value, in the reason or the state, that keep the rule from settling a row."""

    stops: Words
    excuses: Words
    on_demand: Words
    on_demand_not: Words
    zero: Words
    no_need: Words
    subjects: Words
    not_accepted: Words
    measured: Words
    unfinished: Words
    building: Words
    no_survey: Words
    surveyed: Words
    other_ways: Words
    inferred: Words


class Hints(DocumentPart):
    """Examples and prompts of a form that were left in its cells."""

    begins: Words
    whole: Words


class Negative(DocumentPart):
    """What may lie below zero, and what cannot."""

    minus: Words
    measures: Words
    levels: Words
    signed: Words


class Signs(DocumentPart):
    """The part that each punctuation mark or joining word plays."""

    list_: Words = Field(alias="list")
    plus: Words
    clause: Words
    colon: Words
    slash: Words
    dash: Words
    dot: Words
    times: Words
    open_: Words = Field(alias="open")
    close: Words
    both: Words
    either: Words
    every: Words
    ordinal: Words
    percent_of: Words
    permille_of: Words
    fraction: Words
    point: Words
    vague: Words
    tenths: Words


class ReadingPatterns(DocumentPart):
    """Patterns by which a reading is described to people; ``{}`` stands for its values."""

    at_least: str
    above: str
    at_most: str
    below: str
    exactly: str
    number: str
    range: str
    about: str
    a_little_above: str
    a_little_below: str
    parts: str
    candidates: str
    wording: str
    unread: str
    blank: str
    not_applicable: str
    done: str
    not_done: str
    nothing_done: str
    stopped: str
    underway: str
    none: str
    none_of: str
    by_date: str
    before_date: str
    date: str
    date_without_year: str
    month: str
    month_without_year: str
    end_of_month: str
    period: str
    next_year: str
    last_year: str
    by_then: str
    several: str
    notes: dict[Note, str] = Field(default_factory=dict)
    negative: str
    because: dict[UnreadReason, str]
    """Why a text could not be read, behind the text."""


class Values(VocabularyFile):
    """What people write besides numbers and units."""

    ships_as = "vocabulary/reading/values.yaml"

    schema_: Literal["ziping/values/1"] = Field(alias="schema")
    fold: FoldTables
    signs: Signs
    comparators: Comparators
    approximations: Approximations
    dates: Dates
    statements: dict[StatementKind, Words]
    timely: Words
    none_of: Words
    none_of_not: Words
    hints: Hints
    undone: Undone
    wordings: Wordings
    degrees: Degrees
    better: Words
    worse: Words
    judging: Words
    unchanged: Words
    whole: Words
    whole_first: Words
    not_shares: Words
    planned: Words
    planned_first: Words
    planned_nouns: Words
    achieved: Words
    aside: Words
    totals: Words
    other_time: Words
    summed: Words
    this_time: Words
    frequencies: Frequencies
    remarks: Remarks
    denials: Words
    denials_of_date: Words
    rises: Words
    falls: Words
    levels: Words
    cuts: Words
    ceilings: Words
    negative: Negative
    uncounted: Words
    noise: Words
    plain: Words
    told: ReadingPatterns
