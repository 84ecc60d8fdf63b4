"""How large a workbook may be: every bound in one place, and the message about its breach.

A form has a few hundred cells in a file of some ten thousand bytes. The bounds lie far above the
largest lawful book and far below what could hurt the machine; each is checked while reading, before
the memory is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from scoring.problem import InputError, Place, Problem

MOST_ENTRIES: Final = 5_000
"""Files inside the zip container."""
MOST_PART: Final = 256_000_000
"""Bytes of one part after inflating: a million rows of nothing but styles take some 100 MB."""
MOST_INFLATED: Final = 400_000_000
"""Bytes of all parts that are read, after inflating."""
CHUNK: Final = 1_000_000
"""Bytes inflated at a time; no larger part is ever in memory as a whole."""
MOST_WHOLE: Final = 2_000_000
"""Bytes of a part that is read at once: larger ones are read piece by piece."""
DEEPEST: Final = 100
"""Elements of XML inside each other."""
MOST_ELEMENTS: Final = 10_000_000
"""Elements of one part; blank cells that are taken out before are not counted."""
LONGEST_MARKUP: Final = 2_000_000
"""Bytes of one tag with its attributes."""
MOST_SHEETS: Final = 1_000
MOST_CELLS: Final = 200_000
"""Cells that hold something, in all sheets."""
LONGEST_CELL: Final = 32_767
"""Characters in one cell: what spreadsheets themselves allow."""
MOST_STRINGS: Final = 400_000
"""Entries in the table of shared strings."""
MOST_TEXT: Final = 20_000_000
"""Characters of all texts that are kept."""
MOST_MERGED: Final = 20_000
"""Merged areas in one sheet."""
MOST_MERGED_CELLS: Final = 200_000
"""Cells of all merged areas of one sheet."""
MOST_NAMES: Final = 20_000
"""Defined names."""
LONGEST_NAME: Final = 1_000
"""Characters of a sheet's or area's name, and of what the latter stands for; longer is no name."""
MOST_STYLES: Final = 100_000
"""Cell styles."""
MOST_FORMATS: Final = 10_000
"""Number formats of the file's own."""
LONGEST_FORMAT: Final = 255
"""Characters of a number format that are looked at: what spreadsheets themselves allow."""
MOST_PIECES: Final = 2_000_000
"""Tags of a page, with the texts before them."""
LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384

_CHECK: Final = "请检查是否选错了文件；若是多份表合在一起，请分成几个文件。"
SAVE_AGAIN: Final = "请用 Excel、WPS 或 LibreOffice 打开这个文件，“另存为” .xlsx 工作簿，再试一次。"


def too_much(place: Place, what: str, most: int) -> InputError:
    """Return the error of a book that breaks a bound: ``what`` is more than ``most``."""
    return InputError([Problem("too-big", f"{what}太多，超过 {most:,}", place, _CHECK)])


@dataclass(frozen=True, slots=True)
class Container:
    """What people call a file made of parts, the suffix of a sound one, and how to save it anew."""

    word: str
    suffix: str
    again: str


WORKBOOK: Final = Container("工作簿", ".xlsx", SAVE_AGAIN)
DOCUMENT: Final = Container(
    "文档", ".docx", "请用 Word、WPS 或 LibreOffice 打开这个文件，“另存为” .docx 文档，再试一次。"
)


def damaged(place: Place, what: str, container: Container = WORKBOOK) -> InputError:
    """Return the error of a file that is cut off or broken."""
    hint = "文件可能没有传完整或已损坏，请重新下载、导出或复制；" + container.again
    return InputError([Problem("damaged-workbook", what, place, hint)])


@dataclass
class CellBudget:
    """What may still be kept of a book, all its sheets together: cells, and characters in them."""

    texts: str = "工作簿里的文字"
    """What messages call all the characters."""
    cells_left: int = field(default_factory=lambda: MOST_CELLS)
    characters_left: int = field(default_factory=lambda: MOST_TEXT)

    def spend(self, text: str, sheet: Place, row: int, column: int) -> None:
        """Take a cell off the budget. Raises :class:`InputError` where it breaks a bound."""
        self.cells_left -= 1
        self.characters_left -= len(text)
        if self.cells_left < 0:
            raise too_much(sheet, "有内容的单元格", MOST_CELLS)
        if self.characters_left < 0:
            raise too_much(sheet, self.texts, MOST_TEXT)
        if len(text) > LONGEST_CELL:
            raise too_much(
                Place(sheet.file, row, column, sheet.sheet), "这一格的文字", LONGEST_CELL
            )
