"""Figures of a unit's own texts that may be the actuals of its indicators: proposed, never used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Protocol

from scoring.exact import plain
from scoring.records.file_content import Passage
from scoring.review.between.documents import DocumentIndex
from scoring.review.between.likeness import NameLikeness, likeness_in_text, pairs
from scoring.review.between.records import Match, Side
from scoring.review.between.vocabulary import BetweenWords
from scoring.text import name_key, squeezed
from scoring.values.grammar import Reader
from scoring.values.reading import Number

_LONGEST_CLAUSE: Final = 200
_MOST_CLAUSES: Final = 5_000
_MOST_ROWS: Final = 500
_MOST_TRIED: Final = 50
"""So many clauses that share most pairs of characters with a name are looked at in full."""
_FIGURE: Final = "(?P<number>[0-9][0-9,]{0,20}(?:\\.[0-9]{1,6})?)(?P<sign>%s)?%s"


class NamedTarget(Protocol):
    """An indicator with its target, of an approved table or of a form."""

    @property
    def name(self) -> str:
        """What the indicator is called."""

    @property
    def target(self) -> str:
        """Its target as written."""


@dataclass(frozen=True, slots=True)
class TextClause:
    """A part of a sentence with a figure; ``sentence`` counts the sentences of all texts."""

    file: str
    at: str
    sentence: int
    text: str
    pairs: frozenset[str]


@dataclass(frozen=True, slots=True)
class FigureOffer:
    """A figure of a text that may be the actual of an indicator."""

    clause: TextClause
    figure: str
    likeness: NameLikeness
    number: Fraction | None
    """None where a sign behind it (``万``) says that it counts otherwise."""
    unit: str


@dataclass(frozen=True, slots=True)
class OfferedSum:
    """What the figures of one sentence come to that tell of several parts of one thing."""

    figure: str
    parts: tuple[FigureOffer, ...]


def propose_figures(documents: DocumentIndex) -> Iterator[Match]:
    """Propose figures for the indicators of the same unit's whole table of the same year."""
    words = documents.words
    clauses = _own_clauses(documents)
    for file, table in documents.tables:
        own = clauses.get((name_key(table.unit), table.year or 0))
        if not table.whole or not own:
            continue
        for row in table.rows[:_MOST_ROWS]:
            for offer in offered_figures(row, own, words, documents.reader):
                yield Match(
                    Side(file, row.at, row.name, row.target),
                    Side(offer.clause.file, offer.clause.at, offer.clause.text, offer.figure),
                    offer.likeness.likeness,
                    offer.likeness.common,
                    None,
                    "told_in_text",
                )


def _own_clauses(documents: DocumentIndex) -> Mapping[tuple[str, int], Sequence[TextClause]]:
    """Return the clauses with a figure in the reports of every unit that has a whole table."""
    passages: dict[tuple[str, int], list[tuple[str, Passage]]] = {
        (name_key(table.unit), table.year): []
        for _, table in documents.tables
        if table.whole and table.unit and table.year
    }
    for file in documents.files:
        for passage in file.passages:
            own = passages.get((name_key(passage.subject), passage.year or 0))
            if passage.whole and own is not None:
                own.append((file.name, passage))
    return {key: text_clauses(own, documents.words) for key, own in passages.items()}


def text_clauses(
    passages: Iterable[tuple[str, Passage]], words: BetweenWords
) -> Sequence[TextClause]:
    """Return the clauses with a figure of some texts, each with its file."""
    clauses: list[TextClause] = []
    number = 0
    for file, passage in passages:
        for sentence in words.sentence.split(squeezed(passage.text)):
            number += 1
            for text in words.clause.split(sentence):
                if len(clauses) < _MOST_CLAUSES and _may_hold_figure(text):
                    clauses.append(TextClause(file, passage.at, number, text, pairs(text)))
    return clauses


def _may_hold_figure(text: str) -> bool:
    return len(text) <= _LONGEST_CLAUSE and any(map(str.isdigit, text))


def offered_figures(
    row: NamedTarget, clauses: Sequence[TextClause], words: BetweenWords, reader: Reader
) -> list[FigureOffer]:
    """Return the figures that may be a row's actual, the likest first; none for a target without unit.

    A clause must hold more of the name than how it is measured, and the words that say that only a part
    is meant.
    """
    reading = reader.read(row.target)
    if not isinstance(reading, Number) or reading.unit is None:
        return []
    own, symbol = pairs(row.name), squeezed(reading.unit.symbol)
    signs = "|".join(map(re.escape, words.multipliers))
    figure = re.compile(_FIGURE % (signs, re.escape(symbol)), re.I)
    needed = [word for word in words.must_be_there if word in row.name]
    likely = sorted(
        (clause for clause in clauses if own & clause.pairs),
        key=lambda clause: -len(own & clause.pairs),
    )
    found: list[FigureOffer] = []
    for clause in likely[:_MOST_TRIED]:
        match = figure.search(clause.text)
        if match is None or not all(word in clause.text for word in needed):
            continue
        alike = likeness_in_text(row.name, clause.text, int(words.likeness.shortest))
        if alike.likeness < words.text_from or set(alike.common) <= set(words.measures):
            continue
        number = None if match["sign"] else Fraction(match["number"].replace(",", ""))
        found.append(FigureOffer(clause, match[0], alike, number, symbol))
    found.sort(key=lambda offer: -offer.likeness.likeness)
    return found[: int(words.likeness.most)]


def offered_sums(offers: Iterable[FigureOffer]) -> list[OfferedSum]:
    """Return the sums of figures that one sentence tells of the same part of a name."""
    together: dict[tuple[int, tuple[str, ...]], list[FigureOffer]] = {}
    for offer in offers:
        key = offer.clause.sentence, offer.likeness.common
        together.setdefault(key, []).append(offer)
    sums = []
    for parts in together.values():
        numbers = [part.number for part in parts if part.number is not None]
        if len(parts) > 1 and len(numbers) == len(parts):
            total = sum(numbers, Fraction(0))
            sums.append(OfferedSum(f"{plain(total)}{parts[0].unit}", tuple(parts)))
    return sums
