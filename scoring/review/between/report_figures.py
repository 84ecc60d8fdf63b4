"""Figures of a unit's report that may be those of its approved indicators: proposed, never used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.records.file_content import TargetRow
from scoring.review.between.documents import DocumentIndex
from scoring.review.between.likeness import NameLikeness, likeness_in_text, pairs
from scoring.review.between.records import Match, Side
from scoring.text import name_key, squeezed
from scoring.values.reading import Number

_LONGEST_CLAUSE: Final = 200
_MOST_CLAUSES: Final = 5_000
_MOST_ROWS: Final = 500
_MOST_TRIED: Final = 50
"""So many clauses that share most pairs of characters with a name are looked at in full."""
_NUMBER: Final = "[0-9][0-9,]{0,20}(?:\\.[0-9]{1,6})?"


@dataclass(frozen=True, slots=True)
class _Clause:
    file: str
    at: str
    text: str
    pairs: frozenset[str]


def propose_figures(documents: DocumentIndex) -> Iterator[Match]:
    """Propose figures for the indicators of the same unit's whole table of the same year."""
    clauses = _clauses(documents)
    most = int(documents.words.likeness.most)
    for file, table in documents.tables:
        own = clauses.get((name_key(table.unit), table.year or 0))
        if not table.whole or not own:
            continue
        for row in table.rows[:_MOST_ROWS]:
            figures = sorted(_figures(documents, row, own), key=lambda found: -found[1].likeness)
            for clause, alike, figure in figures[:most]:
                yield Match(
                    Side(file, row.at, row.name, row.target),
                    Side(clause.file, clause.at, clause.text, figure),
                    alike.likeness,
                    alike.common,
                    None,
                    "told_in_text",
                )


def _clauses(documents: DocumentIndex) -> Mapping[tuple[str, int], Sequence[_Clause]]:
    """Return the clauses with a figure in the reports of every unit that has a whole table."""
    clauses: dict[tuple[str, int], list[_Clause]] = {
        (name_key(table.unit), table.year): []
        for _, table in documents.tables
        if table.whole and table.unit and table.year
    }
    for file in documents.files:
        for passage in file.passages:
            own = clauses.get((name_key(passage.subject), passage.year or 0))
            if not passage.whole or own is None:
                continue
            for text in documents.words.clause.split(squeezed(passage.text)):
                if len(own) < _MOST_CLAUSES and _may_hold_figure(text):
                    own.append(_Clause(file.name, passage.at, text, pairs(text)))
    return clauses


def _may_hold_figure(text: str) -> bool:
    return len(text) <= _LONGEST_CLAUSE and any(map(str.isdigit, text))


def _figures(
    documents: DocumentIndex, row: TargetRow, clauses: Sequence[_Clause]
) -> Iterator[tuple[_Clause, NameLikeness, str]]:
    """Yield the clauses that may be about an approved row, and the figure in each."""
    reading = documents.reader.read(row.target)
    if not isinstance(reading, Number) or reading.unit is None:
        return
    own = pairs(row.name)
    signs = "|".join(map(re.escape, documents.words.multipliers))
    unit = re.escape(squeezed(reading.unit.symbol))
    figure = re.compile(f"{_NUMBER}(?:{signs})?{unit}", re.I)
    likely = sorted(
        (clause for clause in clauses if own & clause.pairs),
        key=lambda clause: -len(own & clause.pairs),
    )
    for clause in likely[:_MOST_TRIED]:
        match = figure.search(clause.text)
        if match is None:
            continue
        alike = likeness_in_text(row.name, clause.text, int(documents.words.likeness.shortest))
        if alike.likeness >= documents.words.text_from:
            yield clause, alike, match[0]
