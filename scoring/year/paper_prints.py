"""Every figure that a paper prints, with the section in which it stands: a walk over its view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from scoring.records.figures import Print, PrintedText
from scoring.records.papers import PaperRow, PaperTable, PaperView

_LONGEST: Final = 40
"""Letters by which a row is called."""


@dataclass(frozen=True, slots=True)
class PaperPrint:
    """A figure as a section of a paper prints it."""

    section: str
    """The field, sentence or table, of a table with the row that is meant."""
    figure: str
    text: str


def prints_of(view: PaperView) -> Iterator[PaperPrint]:
    """Yield the figures of a paper in its order."""
    for name, text in view.fields.items():
        yield from _of(name, text.prints)
    for name, texts in view.paragraphs.items():
        for text in texts:
            yield from _of(_section(name, text), text.prints)
    for name, table in view.tables.items():
        yield from _of_table(name, table)


def _section(name: str, text: PrintedText) -> str:
    """Return the name of a paragraph, with what stands before its first colon and holds no figure."""
    lead, colon, _ = text.text.partition("：")
    is_heading = colon and len(lead) <= _LONGEST and all(p.text not in lead for p in text.prints)
    return f"{name} {lead}" if is_heading else name


def _of_table(name: str, table: PaperTable) -> Iterator[PaperPrint]:
    for row in table.rows:
        section = " ".join(part for part in (name, row_name(row, table.columns)) if part)
        for key in table.columns:
            if key in row.cells:
                yield from _of(section, row.cells[key].text.prints)
    for note in table.notes:
        yield from _of(name, note.prints)


def row_name(row: PaperRow, columns: Iterable[str]) -> str:
    """Return by what a person knows a row: its texts that are no figures."""
    texts = (row.cells[key].text for key in columns if key in row.cells)
    named = (_short(text) for text in texts if text.text and not text.prints)
    return " ".join(text for text in named if not text.isdigit())[:_LONGEST]


def _short(text: PrintedText) -> str:
    return text.text.split("\n")[0][:_LONGEST]


def _of(section: str, prints: Iterable[Print]) -> Iterator[PaperPrint]:
    for one in prints:
        yield PaperPrint(section, one.figure, one.text)
