"""The lexicon: the vocabulary compiled into tables that the grammar looks words up in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from scoring.text import squeezed
from scoring.value_class import dataclass
from scoring.values.fold import Fold
from scoring.values.reading import Approximation, Comparator, StatementKind, Unit
from scoring.values.vocabulary import (
    Degrees,
    Negative,
    ReadingPatterns,
    Remarks,
    Units,
    Values,
)


@dataclass(slots=True)
class Word:
    """Every part that one word may play; the grammar takes the one that fits its place."""

    unit: Unit | None = None
    per: bool = False
    """Reads as a denominator after a counter."""
    is_prefix: bool = False
    """A unit that also begins the names of others: 兆."""
    multiplier: Fraction | None = None
    quantity: tuple[Fraction, Unit] | None = None
    prefix: Comparator | None = None
    suffix: Comparator | None = None
    suffix_after: frozenset[str] | None = None
    """Dimensions after which alone ``suffix`` holds; None for any."""
    softens: Approximation | None = None
    softened: Approximation | None = None
    between: Approximation | None = None
    sign: str | None = None
    year: bool = False
    month: bool = False
    day: bool = False
    quarter: bool = False
    month_part: tuple[int, int] | None = None
    is_end: bool = False
    year_part: tuple[tuple[int, int], tuple[int, int]] | None = None
    year_end: bool = False
    year_offset: int | None = None
    before: bool = False
    within: bool = False
    after: bool = False
    hour: bool = False
    noise: bool = False
    may_begin: bool = False
    """A number, a date or an ordinal may begin with it."""
    may_be_date: bool = False
    """Behind a number it may make a date."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Frozen tables of every word, sign and unit; built once, shared by all readings."""

    fold: Fold
    words: Mapping[str, Word]
    lengths: Mapping[str, tuple[int, ...]]
    """First character → lengths of the words that begin with it, longest first."""
    statements: Mapping[str, StatementKind]
    hint_begins: tuple[str, ...]
    hint_whole: frozenset[str]
    """Examples and prompts of a form: how they begin, and whole ones."""
    done: tuple[str, ...]
    """Statements that something was done; also beginnings of sentences that say so."""
    nothing_done: tuple[str, ...]
    """Statements that nothing was done, also within a short sentence."""
    stopped: tuple[str, ...]
    timely: tuple[str, ...]
    """Words that answer a deadline without a date: 按时."""
    none_of: tuple[str, ...]
    none_in_figures: tuple[str, ...]
    """Those of ``none_of`` that are figures: 0投诉."""
    none_of_not: tuple[str, ...]
    full: frozenset[str]
    partial: tuple[str, ...]
    missed: tuple[str, ...]
    pending: tuple[str, ...]
    unmarked: tuple[str, ...]
    forbids: tuple[str, ...]
    denied: tuple[str, ...]
    denying: tuple[str, ...]
    """Words that deny what stands behind them: 尚未, 没有."""
    limits: tuple[str, ...]
    """Words of all, whose denial is a part: 全部, 完全."""
    undoing: tuple[str, ...]
    """Words of what is done against something bad, whose denial is no good news: 未处理投诉."""
    tails: tuple[str, ...]
    """Words that may end the name of something bad: 情况."""
    clean: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """Wanted words, with the bad things that are denied where they hold."""
    better: tuple[str, ...]
    worse: tuple[str, ...]
    judging: tuple[str, ...]
    """Those of ``better`` and ``worse`` that say so of any subject: 改善, 恶化."""
    unchanged: tuple[str, ...]
    whole: tuple[str, ...]
    """Words that are a hundred percent: 全覆盖."""
    whole_first: tuple[str, ...]
    """Words that make one of what stands behind them: 全部开工."""
    around: tuple[str, ...]
    """Signs of a band round zero: ±10%."""
    degrees: tuple[tuple[str, int], ...]
    """Words of degree, the longest first, with their rank: 2 strong, 1 plain, 0 weak."""
    frequencies: tuple[tuple[Unit, int], ...]
    """Periods of no whole months, with the times a year from which on they count as kept."""
    months: int
    """Months that a year has."""
    remarks: Remarks
    """Words of remarks, folded."""
    scale: Mapping[str, int]
    """Grades that somebody gave, 0 the best."""
    same: Mapping[str, int]
    """Word → number of the group of words that say the same."""
    not_shares: tuple[str, ...]
    """Words that hold a word of rates and name no share (频率)."""
    planned: tuple[str, ...]
    planned_first: tuple[str, ...]
    planned_nouns: tuple[str, ...]
    """Those of ``planned`` behind which 完成 says that the number was reached: 任务完成2项."""
    achieved: tuple[str, ...]
    aside: tuple[str, ...]
    """Words before a number that is another part than what was reached: 其中, 取消."""
    totals: tuple[str, ...]
    other_time: tuple[str, ...]
    summed: tuple[str, ...]
    this_time: tuple[str, ...]
    rises: tuple[str, ...]
    falls: tuple[str, ...]
    levels: tuple[str, ...]
    cuts: tuple[str, ...]
    """Words before a target of which more is better, as it is what was cut: 减少20批次."""
    ceilings: tuple[str, ...]
    """Words before a target that is not to be passed: 压缩至3个."""
    negative: Negative
    """Words of what may lie below zero, folded."""
    uncounted: tuple[str, ...]
    """Words that count without a figure: 若干."""
    stems: tuple[str, ...]
    """Words that straight behind a unit make another one: 兆帕, 毫米汞柱."""
    after_units: frozenset[str]
    """Words that may stand straight behind a unit and are no part of it: 亩地."""
    noise: tuple[str, ...]
    denials: tuple[str, ...]
    denials_of_date: tuple[str, ...]
    percent: Unit
    permille: Unit
    approximation_never_with: frozenset[str]
    clause_marks: tuple[str, ...]
    trimmed: str
    """Punctuation that is cut from both ends of a wording."""
    days_called_end: int
    """How many last days of a month 月底 may mean."""
    dated: tuple[str, ...]
    """Words that are a date by themselves: 年底, 本年度."""
    patterns: ReadingPatterns

    @classmethod
    def from_data(cls, units: Any, values: Any) -> Lexicon:
        """Check and compile the two vocabulary files, already parsed into dicts, lists and texts.

        Raises ``pydantic.ValidationError`` when their shape is wrong, ``ValueError`` when a word
        is given twice in parts that exclude each other.
        """
        return _compile(Units.model_validate(units), Values.model_validate(values))

    def may_hold_date(self, folded: str) -> bool:
        """Return whether a text without figures may still name a date or a quantity (半年)."""
        return any(word in folded for word in self.dated)

    def is_hint(self, text: str) -> bool:
        """Tell whether a cell holds an example or a prompt of the form: 填：如 ≥100个, 待填."""
        bare = squeezed(text)
        return bare.startswith(self.hint_begins) or bare.strip("()") in self.hint_whole

    def unit(self, text: str) -> Unit | None:
        """Return the unit whose folded name is exactly ``text``, or None."""
        word = self.words.get(text)
        return word.unit if word is not None else None


class WordError(ValueError):
    """A word of the vocabulary, as it is written, contradicts another or names an unknown unit."""

    def __init__(self, word: str, message: str, *, unknown_unit: bool = False) -> None:
        super().__init__(f"{word!r} {message}")
        self.word = word
        self.unknown_unit = unknown_unit


_LISTS: Final = (
    "timely", "better", "worse", "judging", "unchanged", "whole", "whole_first", "none_of", "none_of_not", "not_shares", "planned", "planned_first",
    "planned_nouns", "achieved", "aside", "totals", "other_time", "summed", "this_time", "rises", "falls", "levels", "cuts", "ceilings", "uncounted",
    "noise", "denials", "denials_of_date",
)  # fmt: skip
_LISTS_OF_WORDINGS: Final = (
    "partial", "missed", "pending", "unmarked", "forbids", "denied",
    "denying", "limits", "undoing", "tails",
)  # fmt: skip
"""The lists of words that the lexicon has under the same name, folded."""
_BEGINNING = ("ordinal", "percent_of", "permille_of", "every", "dash", "slash")


@dataclass(slots=True)
class _Table:
    """Words under construction."""

    fold: Callable[[str], str]
    words: dict[str, Word] = field(default_factory=dict)

    def put(self, names: Iterable[str], **parts: Any) -> None:
        """Give each name the parts; a name given two different values for one part is refused."""
        for name in names:
            folded = self.fold(name) or name
            word = self.words.setdefault(folded, Word())
            for part, value in parts.items():
                old = getattr(word, part)
                if old is not None and old is not False and old != value:
                    raise WordError(name, f"is given twice with different meanings ({part})")
                setattr(word, part, value)


def _compile(units: Units, values: Values) -> Lexicon:
    tables = values.fold
    fold = Fold.build(
        [(r.first, r.last, r.onto) for r in tables.ranges], tables.characters, tables.sequences
    )
    table = _Table(fold)
    _put_units(table, units)
    _put_signs(table, values)
    _put_dates(table, values)
    table.put(values.noise, noise=True)
    table.put(values.plain)
    table.put(values.levels)

    for word in table.words.values():
        parts = (
            word.prefix, word.softens, word.quantity, word.multiplier, word.year_offset,
            word.year_part, word.unit,
        )  # fmt: skip
        word.may_begin = any(p is not None for p in parts) or word.sign in _BEGINNING
        word.may_be_date = word.year or word.month or word.day or word.quarter

    def folded(words: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({fold(word) for word in words}, key=lambda word: (-len(word), word)))

    same: dict[str, int] = {}
    for number, group in enumerate(values.wordings.same):
        for name in group:
            if same.setdefault(fold(name), number) != number:
                raise WordError(name, "stands in two groups of same words")
    percent = table.words[fold("%")].unit
    permille = table.words[fold("‰")].unit
    if percent is None or permille is None:
        raise ValueError("units % and ‰ are missing")
    signs, dates = values.signs, values.dates
    # a word that a user counts among the statements stays what it is there
    statements = {
        **{StatementKind(kind): words for kind, words in values.undone},
        **values.statements,
    }
    marks = (*signs.list_, *signs.plus, *signs.clause, *signs.colon)
    return Lexicon(
        fold=fold,
        words=table.words,
        lengths=_lengths(table.words),
        statements=MappingProxyType(
            {fold(word): stated for stated, words in statements.items() for word in words}
        ),
        hint_begins=tuple(map(squeezed, values.hints.begins)),
        hint_whole=frozenset(map(squeezed, values.hints.whole)),
        done=folded(values.statements.get(StatementKind.DONE, ())),
        nothing_done=folded(values.undone.nothing_done),
        stopped=folded(values.undone.stopped),
        none_in_figures=tuple(word for word in folded(values.none_of) if word.isdigit()),
        full=frozenset(folded(values.wordings.full)),
        clean=tuple((folded(each.wanted), folded(each.bad)) for each in values.wordings.clean),
        same=MappingProxyType(same),
        scale=MappingProxyType(
            {
                fold(word): place
                for place, words in enumerate(values.wordings.scale)
                for word in words
            }
        ),
        stems=folded(units.stems),
        after_units=frozenset(folded(units.beside)),
        percent=percent,
        permille=permille,
        approximation_never_with=frozenset(values.approximations.never_with),
        clause_marks=signs.clause,
        trimmed="".join(mark for mark in marks if len(mark) == 1) + "~ \n",
        days_called_end=dates.days_called_end,
        around=folded(values.comparators.around),
        degrees=_degrees(values.degrees, fold),
        frequencies=_frequencies(table, values),
        months=values.frequencies.months,
        remarks=Remarks(
            **{name: folded(getattr(values.remarks, name)) for name in Remarks.model_fields}
        ),
        negative=Negative(
            **{name: folded(getattr(values.negative, name)) for name in Negative.model_fields}
        ),
        dated=folded((*dates.year_parts, *dates.years, *dates.within_year, *units.quantities)),
        patterns=values.told,
        **{name: folded(getattr(values, name)) for name in _LISTS},
        **{name: folded(getattr(values.wordings, name)) for name in _LISTS_OF_WORDINGS},
    )


def _degrees(degrees: Degrees, fold: Callable[[str], str]) -> tuple[tuple[str, int], ...]:
    """Return the words of degree with their ranks, the longest first."""
    ranked = {
        fold(word): rank
        for rank, words in enumerate((degrees.weak, degrees.plain, degrees.strong))
        for word in words
    }
    return tuple(sorted(ranked.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _frequencies(table: _Table, values: Values) -> tuple[tuple[Unit, int], ...]:
    found = []
    for name, least in values.frequencies.least.items():
        word = table.words.get(table.fold(name))
        if word is None or word.unit is None:
            raise WordError(name, f"names an unknown unit {name!r}", unknown_unit=True)
        found.append((word.unit, least))
    return tuple(found)


def _lengths(words: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """Return first character → lengths of the words beginning with it, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[0], set()).add(len(word))
    return {k: tuple(sorted(v, reverse=True)) for k, v in lengths.items()}


def _put_units(table: _Table, units: Units) -> None:
    for line in units.units:
        meanings = ((line.dimension, line.times), *((m.dimension, m.times) for m in line.also))
        choices = meanings if line.also else ()
        for name in line.names:
            unit = Unit(line.symbol or table.fold(name), line.dimension, line.times, choices)
            table.put([name], unit=unit, per=line.per, is_prefix=line.prefix)
    for group in units.counters:
        for name in group:
            table.put([name], unit=Unit(table.fold(name), f"count:{group[0]}"))
    for name in units.generic:
        table.put([name], unit=Unit(table.fold(name), f"count:{name}", generic=True))
    table.put(units.denominators, per=True)
    for word, factor in units.multipliers.items():
        table.put([word], multiplier=factor)
    for word, quantity in units.quantities.items():
        unit_word = table.words.get(table.fold(quantity.unit))
        if unit_word is None or unit_word.unit is None:
            raise WordError(word, f"names an unknown unit {quantity.unit!r}", unknown_unit=True)
        table.put([word], quantity=(quantity.value, unit_word.unit))


def _put_signs(table: _Table, values: Values) -> None:
    for name, signs in values.signs.model_dump(by_alias=True).items():
        table.put(signs, sign=name)
    comparators = values.comparators
    for comparator, words in comparators.prefix.items():
        table.put(words, prefix=comparator)
    for comparator, words in comparators.suffix.items():
        table.put(words, suffix=comparator)
    for only in comparators.suffix_of:
        table.put([only.word], suffix=only.means, suffix_after=frozenset(only.after))
    marks = values.approximations
    for mark, words in marks.prefix.items():
        table.put(words, softens=mark)
    for mark, words in marks.suffix.items():
        table.put(words, softened=mark)
    for mark, words in marks.middle.items():
        table.put(words, between=mark)


def _put_dates(table: _Table, values: Values) -> None:
    dates = values.dates
    table.put(dates.year, year=True)
    table.put(dates.month, month=True)
    table.put(dates.day, day=True)
    table.put(dates.quarter, quarter=True)
    for word, part in dates.month_parts.items():
        table.put([word], month_part=part)
    table.put(dates.ends, is_end=True)
    for word, period in dates.year_parts.items():
        table.put([word], year_part=period)
    table.put(dates.year_ends, year_end=True)
    for word, offset in dates.years.items():
        table.put([word], year_offset=offset)
    table.put(dates.before, before=True)
    table.put(dates.within, within=True)
    table.put(dates.after, after=True)
    table.put(dates.hour, hour=True)
