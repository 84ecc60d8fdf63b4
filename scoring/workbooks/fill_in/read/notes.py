"""What is noted while a workbook that came back is read: problems, repairs, unmatched texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from scoring.documents.bounds import forbidden_in_value
from scoring.problem import Place, Problem
from scoring.readers.books.sheets.grid import Book, Cell

_MOST_UNMATCHED: Final = 500
_MOST_REPAIRS: Final = 500
_NAMED: Final = 5


@dataclass
class Notes:
    """Gathers what is found while reading one workbook, and which cells were understood."""

    book: Book
    problems: list[Problem] = field(default_factory=list)
    repairs: list[tuple[str, str, str]] = field(default_factory=list)
    """Cell, what was done, why."""
    unmatched: list[tuple[str, str]] = field(default_factory=list)
    """Text, cell."""
    read_cells: set[tuple[str, int, int]] = field(default_factory=set)
    """Cells that were read, or that are the workbook's own."""
    _alike: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _left: dict[str, int] = field(default_factory=dict)

    def problem(self, at: Place, code: str, message: str, hint: str) -> None:
        """Note what cannot be used."""
        self.problems.append(Problem(code, message, at, hint))

    def add_repair(self, at: Place, what: str, why: str) -> None:
        """Note what was corrected while reading a cell, with the reason."""
        self.repairs.append((at.in_book, what, why))

    def repair_alike(self, at: Place, what: str, why: str) -> None:
        """Note what is corrected in many cells alike; they become one repair."""
        self._alike.setdefault((what, why), []).append(at.in_book)

    def keep_unmatched(self, at: Place, cell: Cell) -> None:
        """Keep the text of a cell that matches nothing in a submission."""
        if len(self.unmatched) < _MOST_UNMATCHED:
            self.unmatched.append((_writable(cell.text.strip()), at.in_book))
        else:
            self._left[at.sheet] = self._left.get(at.sheet, 0) + 1

    def all_repairs(self) -> list[dict[str, str]]:
        """Return the repairs as data of a submission."""
        records = [{"at": at, "what": what, "why": why} for at, what, why in self.repairs]
        for (what, why), cells in self._alike.items():
            more = f"等 {len(cells)} 格" if len(cells) > _NAMED else ""
            where = "、".join(cells[:_NAMED]) + more
            records.append({"at": cells[0], "what": f"{where}：{what}", "why": why})
        if len(records) > _MOST_REPAIRS:
            rest = len(records) - _MOST_REPAIRS
            records = records[:_MOST_REPAIRS]
            records.append({"at": self.book.name[-200:], "what": f"另有 {rest} 处", "why": ""})
        return records

    def all_unmatched(self) -> list[dict[str, str]]:
        """Return the unmatched texts as data of a submission."""
        records = [{"text": text, "at": at} for text, at in self.unmatched]
        for sheet, count in self._left.items():
            records.append({"text": f"……另有 {count} 格没有一一列出", "at": sheet})
        return records


def _writable(text: str) -> str:
    """Return a text in which signs that no output may hold are replaced by a visible one."""
    if forbidden_in_value(text) is None:
        return text
    return "".join("\ufffd" if forbidden_in_value(c) else c for c in text)
