"""The figures of a longer text, clause by clause, each with the words on either side of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from scoring.value_class import dataclass
from scoring.values import tokens
from scoring.values.items import ItemKind, label_after, label_before, scan
from scoring.values.lexicon import Lexicon
from scoring.values.reading import Number
from scoring.values.tokens import StopReadingError

MOST_READ: Final = 4_000
"""Characters of a text that are looked at."""
_LONGEST_CLAUSE: Final = 120
_FIGURE: Final = re.compile(
    r"[0-9０-９零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半]"
)
_MOST_CLAUSES: Final = 200
_LISTED: Final = "、"
_SHORTEST_NAME: Final = 2
_CLAUSE_END: Final = re.compile(r"(?<![0-9]),|,(?![0-9])|[，；;。！!？?\n|①-⑳]")
"""The comma of 1,200 ends nothing."""


@dataclass(frozen=True, slots=True)
class TextFigure:
    """One number with its unit, and the folded words of its clause before and behind it."""

    number: Number
    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a text between two marks: as it was written, folded, and the figures in it."""

    text: str
    folded: str
    figures: tuple[TextFigure, ...]
    years: frozenset[int]
    """The years that it names."""


def clauses_with_figures(text: str, lexicon: Lexicon) -> Iterator[Clause]:
    """Yield the clauses that hold a figure with a unit; one that cannot be read is passed over."""
    if _FIGURE.search(text) is None:
        return iter(())
    return islice(_clauses(text[:MOST_READ], lexicon), _MOST_CLAUSES)


def _clauses(text: str, lexicon: Lexicon) -> Iterator[Clause]:
    for piece in _CLAUSE_END.split(text):
        clause = _clause(piece.strip(), lexicon)
        if clause is None:
            continue
        parts = piece.split(_LISTED) if len(clause.figures) > 1 else []
        listed = [part for text in parts if (part := _clause(text.strip(), lexicon)) is not None]
        # 响应率100%、办结率98% are two statements, 40家、38家 are none
        yield from listed if listed and all(map(_names_something, listed)) else [clause]


def _names_something(clause: Clause) -> bool:
    figures = sum(len(figure.number.text) for figure in clause.figures)
    return len(clause.folded) - figures >= _SHORTEST_NAME


def _clause(piece: str, lexicon: Lexicon) -> Clause | None:
    if _FIGURE.search(piece) is None:
        return None
    folded = lexicon.fold(piece)
    if len(folded) > _LONGEST_CLAUSE or not tokens.is_printable(folded):
        return None
    try:
        items = scan(tokens.cut(folded, lexicon), lexicon, folded)
    except StopReadingError:
        return None
    # the bracket of (5) before a clause is none around it
    outside = min((item.depth for item in items), default=0)
    figures = tuple(
        TextFigure(item.number, label_before(items, at), label_after(items, at))
        for at, item in enumerate(items)
        if item.kind is ItemKind.NUMBER and item.number is not None
        if item.depth == outside
        if item.number.unit is not None
    )
    dates = (item.deadline for item in items if item.deadline is not None)
    years = frozenset(date.year for date in dates if date.year is not None)
    return Clause(piece, folded, figures, years) if figures else None
