"""What is given to LibreOffice is measured before: how much it would unpack, and how many cells fill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scoring.problem import InputError, Place
from scoring.readers.books.sheets.archive import Archive
from scoring.readers.books.sheets.bounds import MOST_CELLS, MOST_TEXT, Container, too_much
from scoring.readers.books.sheets.xml_events import Events, attribute

_CONTENT: Final = "content.xml"
_NAMESPACES: Final = tuple(
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("table", "text")
)
_MOST_DIGITS: Final = 9


def check_unpacked(data: bytes, name: str, container: Container) -> None:
    """Unpack all parts of a zip container, one after the other, and keep nothing.

    Raises :class:`InputError` if that, or what its cells fill, breaks a bound. Damage is none of this
    function's business: LibreOffice mends much.
    """
    try:
        archive = Archive(data, name, container)
        for part in archive.names():
            if part == _CONTENT:
                _Cells(Place(name), container).read(archive)
            else:
                for _ in archive.chunks(part):
                    pass
    except InputError as error:
        if error.problems[0].code != "damaged-workbook":
            raise


class _Cells:
    """Counts the cells that hold something; one may be written once and stand for a million."""

    def __init__(self, place: Place, container: Container) -> None:
        self.place = place
        self.total = self.in_row = 0
        self.rows = self.columns = 1
        self.filled = False
        cells = ("table-cell", "covered-table-cell")
        self.events = Events(
            place,
            _NAMESPACES,
            {"table-row": self._row, "p": self._text, **dict.fromkeys(cells, self._cell)},
            {"table-row": self._row_ends, **dict.fromkeys(cells, self._cell_ends)},
            MOST_TEXT,
            container,
        )

    def read(self, archive: Archive) -> None:
        """Count the cells of a document."""
        self.events.read(archive.chunks(_CONTENT), _CONTENT)

    def _row(self, attributes: Mapping[str, str]) -> None:
        self.rows, self.in_row = _repeated(attributes, "number-rows-repeated"), 0

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self.columns = _repeated(attributes, "number-columns-repeated")
        self.filled = attribute(attributes, "value") is not None

    def _text(self, _attributes: Mapping[str, str]) -> None:
        self.filled = True

    def _cell_ends(self) -> None:
        self.in_row += self.columns if self.filled else 0
        self.filled = False

    def _row_ends(self) -> None:
        self.total += self.in_row * self.rows
        if self.total > MOST_CELLS:
            raise too_much(self.place, "有内容的单元格", MOST_CELLS)
        self.in_row = 0


def _repeated(attributes: Mapping[str, str], name: str) -> int:
    written = attribute(attributes, name) or "1"
    # Of a number that is no number one cell is made.
    digits = written[:_MOST_DIGITS]
    return int(digits) if digits.isascii() and digits.isdigit() else 1
