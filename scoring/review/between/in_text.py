"""Figures of a unit's report that may be those of its approved indicators: proposed, never used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.records.file_content import TargetRow
from scoring.review.between.batch import Batch
from scoring.review.between.names import Alike, held_in, key, pairs
from scoring.review.between.records import Match, Side
from scoring.text import squeezed
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


def propose_figures(batch: Batch) -> Iterator[Match]:
    """Propose figures for the indicators of the same unit's whole table of the same year."""
    clauses = _clauses(batch)
    most = int(batch.words.likeness.most)
    for file, table in batch.tables:
        own = clauses.get((key(table.unit), table.year or 0))
        if not table.whole or not own:
            continue
        for row in table.rows[:_MOST_ROWS]:
            found = sorted(_of_row(batch, row, own), key=lambda hit: -hit[1].likeness)
            for clause, near, figure in found[:most]:
                yield Match(
                    Side(file, row.at, row.name, row.target),
                    Side(clause.file, clause.at, clause.text, figure),
                    near.likeness,
                    near.common,
                    None,
                    "told_in_text",
                )


def _clauses(batch: Batch) -> Mapping[tuple[str, int], Sequence[_Clause]]:
    """Return the clauses with a figure in the reports of every unit that has a whole table."""
    found: dict[tuple[str, int], list[_Clause]] = {}
    wanted = {(key(t.unit), t.year) for _, t in batch.tables if t.whole and t.unit and t.year}
    for file in batch.files:
        for passage in file.passages:
            whose = (key(passage.subject), passage.year or 0)
            if not passage.whole or whose not in wanted:
                continue
            own = found.setdefault(whose, [])
            for text in batch.words.clause.split(squeezed(passage.text)):
                if len(own) < _MOST_CLAUSES and _may_tell(text):
                    own.append(_Clause(file.name, passage.at, text, pairs(text)))
    return found


def _may_tell(text: str) -> bool:
    return len(text) <= _LONGEST_CLAUSE and any(map(str.isdigit, text))


def _of_row(
    batch: Batch, row: TargetRow, clauses: Sequence[_Clause]
) -> Iterator[tuple[_Clause, Alike, str]]:
    reading = batch.reader.read(row.target)
    if not isinstance(reading, Number) or reading.unit is None:
        return
    own = pairs(row.name)
    signs = "|".join(map(re.escape, batch.words.multipliers))
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
        near = held_in(row.name, clause.text, int(batch.words.likeness.shortest))
        if near.likeness >= batch.words.text_from:
            yield clause, near, match[0]
