"""Everything that a paper prints, text by text."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.records.papers import PaperView


def texts_of(view: PaperView) -> Iterator[tuple[str, str]]:
    """Yield the texts of a paper, each with the name of the field, block, table or chart it is of."""
    yield from ((name, text.text) for name, text in view.fields.items())
    for name, texts in view.paragraphs.items():
        yield from ((name, text.text) for text in texts)
    for name, block in view.blocks.items():
        yield from ((name, text) for text in block.paragraphs)
    for name, table in view.tables.items():
        yield from ((name, cell.text.text) for row in table.rows for cell in row.cells.values())
        yield from ((name, note.text) for note in table.notes)
    for name, chart in view.charts.items():
        yield from ((name, category) for category in chart.categories)
