"""Texts of a report that are word for word those of the year before."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from scoring.records.year_record import LAST_YEAR
from scoring.rules.types import Value
from scoring.text import shortened, squeezed
from scoring.year.check.compared_year import OwnedFinding, YearIndex, owned

_LONGEST: Final = 80


def check_kept_texts(year: YearIndex) -> Iterator[OwnedFinding]:
    """Yield every text of the record or of a report that is the same as last year's."""
    record = year.folder.record
    last = {
        name.removeprefix(LAST_YEAR): squeezed(text)
        for name, text in record.texts.items()
        if name.startswith(LAST_YEAR)
    }
    written = [(year.folder.record_file, name, text) for name, text in record.texts.items()]
    for paper in year.papers:
        for block in paper.standing.blocks:
            written.append((paper.file, block.id, "".join(block.paragraphs)))
    for file, name, text in written:
        same = squeezed(text)
        if same and same == last.get(name):
            facts: dict[str, Value | None] = {
                "same_as_last": Fraction(len(same)),
                "sentence": shortened(text.strip(), _LONGEST),
            }
            yield owned(file, "paper", name, name, facts)
