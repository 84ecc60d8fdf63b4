"""What reading a form gathers: unmatched texts, repairs, problems, and the nodes of its values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from scoring.documents.node import Fields, Made, Node, NodeBuilder, Scalar, Sequence_
from scoring.problem import Place, Problem
from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.readers.forms.fold import clean, has_markup
from scoring.readers.forms.headings import TableHeading
from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.occupied_cells import OccupiedCell
from scoring.records.certainty import Certainty
from scoring.records.fields import LONGEST_TEXT, MOST_ROWS
from scoring.records.submission import READ_AS_BLANK
from scoring.text import is_cell_error

_LONGEST_NAME: Final = 500
_MOST_PIECES: Final = MOST_ROWS // 2
"""More unmatched texts, or repairs, are put together: a list is bounded."""


@dataclass
class UnknownColumn:
    """A column whose heading no word names, and the texts that stand under it."""

    heading: OccupiedCell
    texts: list[str] = field(default_factory=list)


@dataclass
class FormCollector:
    """Gathers while one form is read; turned into a submission at the end."""

    book: Book
    sheet: Sheet
    labels: FormLabels
    lenient: bool = False
    """Whether what cannot be used is reported and passed over, instead of making the form unusable: who
    reviews a form wants to see the rest of it."""
    unmatched: list[tuple[str, str]] = field(default_factory=list)
    repairs: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: dict[tuple[str, str], UnknownColumn] = field(default_factory=dict)
    """The columns whose heading no word names, by table and heading."""
    certainties: dict[tuple[int, int], Certainty] = field(default_factory=dict)
    """How well the content of a cell is known that was corrected or could not be read."""
    unreadable_at: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Cells outside of the rows of indicators whose value is not known, by path (``funds.1.budget``)."""
    money_unit: str | None = None
    """The unit that the form's amounts stand in, where it names one."""
    known_fields: dict[str, Certainty] = field(default_factory=dict)
    """How well values outside of the rows of indicators are known that are less than written, by path."""
    not_found: dict[str, None] = field(default_factory=dict)
    """Keys of the columns, labels and blocks that the form does not have, in the order of the form."""
    overprinted: int = 0
    """Cells that cannot be read as they are printed."""
    texts: dict[str, Scalar] = field(default_factory=dict)
    """Texts of the submission by their name."""
    _places: dict[tuple[int, int], Place] = field(default_factory=dict)
    _written: dict[tuple[int, int], str] = field(default_factory=dict)
    _nodes: NodeBuilder = field(init=False)

    def __post_init__(self) -> None:
        self._nodes = NodeBuilder(self.book.name)

    def place(self, row: int, column: int) -> Place:
        """Return the place of a cell; each is made once, since many values stand in one row."""
        found = self._places.get((row, column))
        if found is None:
            found = self._places[row, column] = self.book.place(self.sheet.name, row, column)
        return found

    def at(self, row: int, column: int) -> str:
        """Return a cell as people write it: ``自评表!F12``."""
        found = self._written.get((row, column))
        if found is None:
            found = self._written[row, column] = self.place(row, column).in_book
        return found

    def origin(self, node: Node) -> str:
        """Return the cell of a value as people write it."""
        place = node.place
        return self.at(place.line, place.column) if place.sheet else place.in_book

    def keep_unmatched(self, cell: OccupiedCell, text: str | None = None) -> None:
        """Keep a text that belongs nowhere; the number of a page is dropped."""
        piece = cell.text if text is None else text
        if not self.labels.is_empty(piece) and not self.labels.is_page_mark(piece):
            self.unmatched.append((clean(piece), self.at(cell.row, cell.column)))

    def keep_headings(self, heading: TableHeading) -> None:
        """Note the headings of a table that no word names."""
        for cell in heading.unknown:
            key = heading.table, "".join(cell.text.split())
            self.unknown.setdefault(key, UnknownColumn(cell))

    def keep_under(self, heading: TableHeading, cell: OccupiedCell) -> None:
        """Keep a text that stands under a heading that no word names, or under none."""
        above = next((c for c in heading.unknown if c.column <= cell.column <= c.right), None)
        if above is None:
            self.keep_unmatched(cell)
        elif not self.labels.is_empty(cell.text):
            name = "".join(above.text.split())
            self.unknown[heading.table, name].texts.append(clean(cell.text))

    def add_repair(
        self,
        row: int,
        column: int,
        what: str,
        why: str,
        known: Certainty = Certainty.RESTORED,
    ) -> None:
        """Note what was corrected while reading a cell, with the reason.

        ``known`` is how well its content is known now.
        """
        self.repairs.append((self.at(row, column), what, why))
        self.lower(row, column, known)

    def lower(self, row: int, column: int, known: Certainty) -> None:
        """Note that the content of a cell is known no better than ``known``."""
        before = self.certainties.get((row, column), Certainty.WRITTEN)
        self.certainties[row, column] = min(known, before)

    def known(self, cells: Mapping[str, tuple[int, int]]) -> dict[str, Certainty]:
        """Return how well the values of cells are known that are less than written, by key."""
        if not self.certainties:
            return {}
        found = {key: self.certainties.get(cell, Certainty.WRITTEN) for key, cell in cells.items()}
        return {key: known for key, known in found.items() if known < Certainty.WRITTEN}

    def refuse(self, problem: Problem, cell: OccupiedCell, label: str) -> None:
        """Note the problem of a cell that cannot be used; a lenient reading keeps it as unmatched.

        Figures that cannot be read are a repair too, and the error of a formula; a word (暂无) is what
        was written there.
        """
        if not self.lenient:
            self.problems.append(problem)
            return
        self.keep_unmatched(cell, f"{label}:{cell.text.strip()}")
        if any(sign.isdigit() for sign in cell.text) or is_cell_error(cell.text):
            why = problem.message.removeprefix(f"{label}：")
            what = f"“{label}”一格没有采用，{READ_AS_BLANK}"
            self.add_repair(cell.row, cell.column, what, why, Certainty.NOT_FOUND)

    def lacks_result(self, row: int, column: int, label: str = "") -> bool:
        """Tell whether a cell is a formula whose result the file does not hold; if so, report it."""
        if not self.sheet.lacks_results:
            return False
        cell = self.sheet.at(row, column)
        if cell is None or not cell.formula or cell.text:
            return False
        if (row, column) not in self.certainties:
            whose = f"“{label}”一格" if label else "这一格"
            self.add_repair(
                row, column, f"{whose}的公式没有存值，{READ_AS_BLANK}",
                "请在 Excel 或 WPS 中打开、保存一次，再读", Certainty.NOT_FOUND,
            )  # fmt: skip
        return True

    def report_overprinted(self, cell: OccupiedCell, label: str) -> None:
        """Report a cell that other texts are printed over; its value is unknown, not left out."""
        where = self.at(cell.row, cell.column)
        self.add_repair(
            cell.row, cell.column,
            f"“{label}”一格的文字与旁边的格重叠，未能读取，{READ_AS_BLANK}，见原件{where}",
            f"重叠在一起的文字：{' '.join(cell.content.spoilt.split())}", Certainty.NOT_FOUND,
        )  # fmt: skip
        self.overprinted += 1

    def keep_text(self, name: str, value: Scalar) -> None:
        """Keep a text under its name; another one of that name stays unmatched."""
        if self.texts.setdefault(name[:_LONGEST_NAME], value).text != value.text:
            self.unmatched.append((f"{name}:{value.text}", value.place.in_book))

    def text(self, cell: OccupiedCell) -> str:
        """Return a cell's text without the marks of a web page; a repair reports them."""
        if ("<" in cell.text or "&" in cell.text) and has_markup(cell.text):
            self.add_repair(
                cell.row, cell.column, "去掉了文字里的网页标记（如 <p>），文字未改",
                "系统导出时把网页标记带进了单元格", Certainty.WRITTEN,
            )  # fmt: skip
        return clean(cell.text)

    def scalar(self, text: str, row: int, column: int) -> Scalar:
        """Return a text as a node at its cell."""
        return Scalar(self.place(row, column), self._nodes.source, text)

    def origins(self, found: Mapping[str, str], row: int, column: int) -> Made:
        """Return where values came from, by their names, as a node."""
        written = {name: at for name, at in found.items() if at.strip()}
        return self._nodes.made(written, self.place(row, column))

    def mapping(self, fields: Mapping[str, Node], row: int, column: int) -> Fields:
        """Return fields as a node."""
        return self._nodes.fields(fields, self.place(row, column))

    def items(self, items: Iterable[Node], row: int, column: int) -> Sequence_:
        """Return items as a node."""
        return self._nodes.sequence(items, self.place(row, column))

    def unmatched_fields(self) -> dict[str, Node]:
        """Return what was gathered as fields of the submission."""
        fields: dict[str, Node] = {}
        if self.texts:
            fields["texts"] = self.mapping(self.texts, 0, 0)
        if self.unmatched:
            pieces = [{"text": text[:LONGEST_TEXT], "at": at} for text, at in self._unmatched()]
            fields["unplaced"] = self._records(pieces)
        if self.known_fields:
            written = {path: known.key for path, known in self.known_fields.items()}
            fields["known"] = self.origins(written, 0, 0)
        if self.not_found:
            fields["not_found"] = self._nodes.made(list(self.not_found), self.place(0, 0))
        if self.repairs:
            fields["repairs"] = self._records(
                [{"at": a, "what": what, "why": why} for a, what, why in self._repairs()]
            )
        return fields

    def _unmatched(self) -> list[tuple[str, str]]:
        rest = self.unmatched[_MOST_PIECES:]
        joined = [("\n".join(f"{at}: {text}" for text, at in rest), rest[0][1])] if rest else []
        return self.unmatched[:_MOST_PIECES] + joined

    def _repairs(self) -> list[tuple[str, str, str]]:
        rest = self.repairs[_MOST_PIECES:]
        more = [(rest[0][0], f"另有 {len(rest)} 处同类的更正", "")] if rest else []
        return self.repairs[:_MOST_PIECES] + more

    def _records(self, records: Iterable[Mapping[str, str]]) -> Node:
        written = [{k: text for k, text in record.items() if text.strip()} for record in records]
        return self._nodes.made(written, self.place(0, 0))
