"""Sentence patterns of ``year.yaml``: compiled once, filled in from facts, with the figures they print.

``{name}`` is a fact; ``{，退休{name}人}`` is a part that is left out where a fact in it is not known.
A pattern whose other facts are not all known is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from scoring.problem import InputError, Place, Problem, did_you_mean
from scoring.records.figures import Print, PrintedText, YearFigure
from scoring.review.sentences import holds
from scoring.rules.expression import Expression, ExpressionError, compile_expression
from scoring.rules.types import NameSpec, NameTable, Scope, Type
from scoring.year.prints import text_of
from scoring.year.words import SentencePattern, YearWords

Fact = YearFigure | PrintedText | str | bool | None
"""A figure, a text (with figures in it or without), or a truth value; None where it is not known."""
Facts = Mapping[str, Fact]

_PART: Final = re.compile(r"\{((?:[^{}]|\{[^{}]*\})*)\}")
_TYPES: Final = {"numbers": Type.NUMBER, "texts": Type.TEXT, "yes_no": Type.YES_NO}


@dataclass(frozen=True, slots=True)
class _Field:
    name: str


_Piece = str | _Field | tuple["str | _Field", ...]
"""A text as it is, a fact, or a part that may be left out."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    when: Expression | None
    pieces: tuple[_Piece, ...]


class Patterns:
    """All sentences of the words. Raises :class:`InputError` with everything that is wrong in them."""

    def __init__(self, words: YearWords) -> None:
        self._words = words
        self._names = _names(words)
        self._problems: list[Problem] = []
        self._patterns = {
            key: tuple(self._compiled(key, pattern) for pattern in patterns)
            for key, patterns in words.sentences.items()
        }
        if self._problems:
            raise InputError(self._problems)

    def sentence(self, key: str, facts: Facts, rate_decimals: int) -> PrintedText | None:
        """Return the sentence of an id, or None where none of its patterns holds."""
        scope = _scope(facts)
        for pattern in self._patterns[key]:
            if pattern.when is not None and not holds(pattern.when, scope):
                continue
            filled = self._filled(pattern.pieces, facts, rate_decimals)
            if filled is not None:
                text, prints = filled
                return PrintedText(text, tuple(prints), key)
        return None

    def first(self, keys: Iterable[str], facts: Facts, rate_decimals: int) -> PrintedText | None:
        """Return the first of several sentences that can be printed."""
        found = (self.sentence(key, facts, rate_decimals) for key in keys)
        return next((text for text in found if text is not None), None)

    def listed(
        self, items: Sequence[PrintedText], join: str, table: str, rate_decimals: int
    ) -> PrintedText | None:
        """Return things in one line; of many the first, and how many there are."""
        lists = self._words.lists
        stops = self._words.stop + lists.join
        shown = joined(items[: lists.most], join, stops)
        if len(items) <= lists.most or shown is None:
            return shown
        pieces = self._pieces("lists.more", lists.more)
        see = self._words.tables.get(table, "")
        facts: Facts = {"list": shown, "count": str(len(items)), "see": see}
        filled = self._filled(pieces, facts, rate_decimals)
        return None if filled is None else PrintedText(filled[0], tuple(filled[1]))

    def _filled(
        self, pieces: Sequence[_Piece], facts: Facts, rate_decimals: int
    ) -> tuple[str, list[Print]] | None:
        text, prints = "", list[Print]()
        for piece in pieces:
            found = self._piece(piece, facts, rate_decimals)
            if found is None:
                return None
            shown, here = found
            ended = text.endswith(tuple(self._words.ends))
            text += shown.removeprefix(self._words.stop) if ended else shown
            prints += here
        return text, prints

    def _piece(
        self, piece: _Piece, facts: Facts, rate_decimals: int
    ) -> tuple[str, list[Print]] | None:
        if isinstance(piece, str):
            return piece, []
        if isinstance(piece, tuple):
            return self._filled(piece, facts, rate_decimals) or ("", [])
        fact = facts.get(piece.name)
        match fact:
            case YearFigure():
                text = text_of(fact, self._words.decimals.get(piece.name, rate_decimals))
                return text, [Print(fact.id, text)]
            case PrintedText() if fact.text:
                return fact.text, list(fact.prints)
            case str() if fact:
                return fact, []
        return None

    def _compiled(self, key: str, pattern: SentencePattern) -> _Pattern:
        when = None
        if pattern.when:
            try:
                when = compile_expression(pattern.when, self._names, Type.YES_NO)
            except ExpressionError as error:
                self._problems += (
                    self._problem(flaw.code, f"句子 {key} 的条件：{flaw.message}", flaw.hint)
                    for flaw in error.flaws
                )
        return _Pattern(when, self._pieces(key, pattern.text))

    def _pieces(self, key: str, text: str) -> tuple[_Piece, ...]:
        pieces: list[_Piece] = []
        at = 0
        for part in _PART.finditer(text):
            pieces.append(text[at : part.start()])
            at = part.end()
            inner = part[1]
            pieces.append(self._group(key, inner) if "{" in inner else self._field(key, inner))
        pieces.append(text[at:])
        if any(sign in piece for piece in pieces if isinstance(piece, str) for sign in "{}"):
            message = f"句子 {key} 的花括号不成对"
            self._problems.append(self._problem("sentence", message, "请核对 { 和 }。"))
        return tuple(piece for piece in pieces if piece)

    def _group(self, key: str, text: str) -> tuple[str | _Field, ...]:
        pieces: list[str | _Field] = []
        at = 0
        for part in _PART.finditer(text):
            pieces += (text[at : part.start()], self._field(key, part[1]))
            at = part.end()
        pieces.append(text[at:])
        return tuple(piece for piece in pieces if piece)

    def _field(self, key: str, written: str) -> _Field:
        names = self._names
        spec = names.find(written)
        if spec is None or spec.type is Type.YES_NO:
            message = f"句子 {key} 里的“{written}”不是可以印的内容"
            hint = did_you_mean(written, [*names.specs, *names.aliases])
            self._problems.append(self._problem("sentence", message, hint))
            return _Field(written)
        return _Field(spec.name)

    def _problem(self, code: str, message: str, hint: str) -> Problem:
        return Problem(code, message, Place(self._words.ships_as), hint)


@lru_cache(maxsize=8)
def patterns_of(words: YearWords) -> Patterns:
    """Return the compiled sentences of the words."""
    return Patterns(words)


def joined(items: Sequence[PrintedText], join: str, stops: str = "") -> PrintedText | None:
    """Return texts in one, with their figures; ``stops`` that end one of them go. None of nothing."""
    if not items:
        return None
    text = join.join(item.text.rstrip(stops) if stops else item.text for item in items)
    return PrintedText(text, tuple(print_ for item in items for print_ in item.prints))


def _names(words: YearWords) -> NameTable:
    """Return what sentences may name: every figure and every other fact."""
    labels = dict(_labelled(words))
    specs = {name: NameSpec(name, type_, label) for name, (type_, label) in labels.items()}
    aliases = {spec.label: name for name, spec in specs.items()}
    aliases |= {spec.label: key for key, spec in words.department.items()}
    aliases |= {spec.label: key for key, spec in words.department_rates.items()}
    aliases |= {spec.label: key for key, spec in words.department_excess.items()}
    return NameTable(specs, aliases)


def _labelled(words: YearWords) -> Iterator[tuple[str, tuple[Type, str]]]:
    for key, figure in words.department.items():
        yield key, (Type.NUMBER, figure.label)
    for key, rate in words.department_rates.items():
        yield key, (Type.NUMBER, rate.label)
    for key, excess in words.department_excess.items():
        yield key, (Type.NUMBER, excess.label)
    for key, label in words.labels.items():
        yield key, (Type.NUMBER, label)
    for kind, facts in words.facts.items():
        for key, label in facts.items():
            yield key, (_TYPES[kind], label)


def _scope(facts: Facts) -> Scope:
    return {
        name: fact.value
        if isinstance(fact, YearFigure)
        else fact.text
        if isinstance(fact, PrintedText)
        else fact
        for name, fact in facts.items()
    }
