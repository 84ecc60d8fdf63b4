"""What a template prints of a paper's view: the text of a field, the items of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.records.figures import PrintedText
from scoring.records.papers import PaperRow, PaperView
from scoring.writers.form.placeholders import FORM, PlaceholderField
from scoring.writers.word.marks import WordMarks
from scoring.writers.word.paragraph_texts import clean

Item = PaperRow | PrintedText


@dataclass(frozen=True, slots=True)
class Repeated:
    """What something is repeated for: the rows of a table, the notes below it, or a list of texts."""

    group: str
    notes: bool = False


@dataclass(frozen=True, slots=True)
class ViewItems:
    """The view of a paper, as the filler asks it."""

    view: PaperView
    marks: WordMarks

    def repeated(self, field: PlaceholderField) -> Repeated | None:
        """Return what a field is repeated for; None for one of the paper as a whole."""
        if field.group == FORM:
            return None
        is_note = field.group in self.view.tables and field.name == self.marks.notes
        return Repeated(field.group, notes=is_note)

    def is_table(self, repeated: Repeated) -> bool:
        """Tell whether the rows of a table are meant: a row of the template is repeated for them."""
        return repeated.group in self.view.tables and not repeated.notes

    def items(self, repeated: Repeated) -> Sequence[Item]:
        """Return the items that something is repeated for."""
        table = self.view.tables.get(repeated.group)
        if table is not None:
            return table.notes if repeated.notes else table.rows
        return self.view.paragraphs[repeated.group]

    def has_some(self, group: str) -> bool:
        """Tell whether a group has anything to print: rows, texts, a block that is not empty, a chart."""
        view = self.view
        if group in view.tables:
            return bool(view.tables[group].rows)
        if group in view.paragraphs:
            return any(text.text for text in view.paragraphs[group])
        if group in view.blocks:
            return view.blocks[group].state != "open"
        return any(chart.categories for chart in view.charts.values())

    def text(self, field: PlaceholderField, item: Item | None) -> str:
        """Return the text of a field."""
        if field.group == FORM:
            return clean(self.view.fields[field.name].text)
        if isinstance(item, PaperRow):
            cell = item.cells.get(field.name)
            return "" if cell is None else clean(cell.text.text)
        return "" if item is None else clean(item.text)
