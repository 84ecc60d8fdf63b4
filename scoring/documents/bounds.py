"""What every file must keep to before it is parsed: its size, its characters, its lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import field
from typing import Final

from scoring.documents.node import SourceText
from scoring.problem import InputError, Place, Problem
from scoring.value_class import dataclass

MOST_CHARACTERS: Final = 8_000_000
"""A longer text is refused before anything else is done with it."""
MOST_LINES: Final = 1_000_000
"""More lines than values and comments could fill; each costs memory."""
DEEPEST: Final = 30
"""Lists and mappings stand in each other so many times at the most."""
TOO_DEEP: Final = ("too-deep", f"层次太深，超过 {DEEPEST} 层", "请检查括号和缩进是否写错。")
MOST_PARTS: Final = 200_000
"""So many events (YAML) or values and keys (JSON) one file may have."""
MOST_PROBLEMS: Final = 1_000
"""Reading stops when so many problems were found: the file is something else."""

_LINE_BREAK: Final = re.compile(r"\r\n|\n|\r")
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Not writable in a workbook, broken, or (line separators) a line end only to some programs."""
_FORBIDDEN_VALUE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]"
)
_SHOWN_FORBIDDEN: Final = 20


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its name, and the way from an index in it to a place that people can find."""

    text: str
    source: SourceText
    first_line: int = 1
    _starts: list[int] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def of(cls, text: str, name: str, first_line: int = 1) -> Document:
        """Take ``text``, whose first line is ``first_line`` of the file ``name``."""
        text = text.removeprefix("\ufeff")
        starts, lines, begin = [0], [], 0
        for match in _LINE_BREAK.finditer(text):
            lines.append(text[begin : match.start()])
            begin = match.end()
            starts.append(begin)
        lines.append(text[begin:])
        return cls(text, SourceText(name, lines, first_line), first_line, starts)

    def place(self, index: int) -> Place:
        """Return the place of character ``index``."""
        row = bisect_right(self._starts, index) - 1
        return Place(self.source.name, self.first_line + row, index - self._starts[row] + 1)

    def index(self, row: int, column: int) -> int:
        """Return the index of a character by its row and column, both from 0."""
        return self._starts[row] + column

    def problem(self, index: int, code: str, message: str, hint: str = "") -> Problem:
        """Return a problem at character ``index``."""
        place = self.place(index)
        return Problem(code, message, place, hint, self.source.line(place.line))


def bounded(text: str, name: str, *, first_line: int = 1, separators: bool = True) -> Document:
    """Return ``text`` as a document, or raise InputError if it is no text that can be read.

    ``separators`` says that Unicode line separators and byte order marks inside are refused too:
    YAML counts the former as line ends, and the latter would hide in a key.
    """
    if len(text) > MOST_CHARACTERS:
        raise InputError([too_long(name, first_line if first_line > 1 else 0)])
    if max(text.count("\n"), text.count("\r")) > MOST_LINES:
        raise InputError(
            [
                Problem(
                    "too-big",
                    f"文件的行数太多，超过 {MOST_LINES:,} 行",
                    Place(name),
                    "请检查是否选错了文件。",
                )
            ]
        )
    if not text.strip("\ufeff \t\r\n"):
        raise InputError(
            [
                Problem(
                    "empty-file", "文件是空的，里面没有内容", Place(name), "请检查是否选错了文件。"
                )
            ]
        )
    document = Document.of(text, name, first_line)
    pattern = _FORBIDDEN if separators else _FORBIDDEN_VALUE
    problems: list[Problem] = []
    for match in pattern.finditer(document.text):
        if len(problems) == _SHOWN_FORBIDDEN:
            break
        problems.append(_forbidden(document, match.start()))
    if problems:
        raise InputError(problems)
    return document


def too_long(name: str, line: int = 0) -> Problem:
    """Return the problem of a text above :data:`MOST_CHARACTERS`."""
    what = "这一行" if line else "文件"
    return Problem(
        "too-big",
        f"{what}太大，超过 {MOST_CHARACTERS // 1_000_000} MB",
        Place(name, line, 1 if line else 0),
        "请检查是否选错了文件；多个项目可以分成几个文件，或改用一行一份的 JSON Lines。",
    )


def forbidden_in_value(text: str) -> str | None:
    """Return the name of the first character that no value may hold, even by an escape."""
    match = _FORBIDDEN_VALUE.search(text)
    return f"U+{ord(match.group()):04X}" if match else None


def _forbidden(document: Document, index: int) -> Problem:
    character = document.text[index]
    if "\ud800" <= character <= "\udfff":
        return document.problem(
            index,
            "damaged-text",
            "这里有损坏的字符",
            "文件可能没有传完整，或不是 UTF-8 编码；请用 UTF-8 重新导出，或重新复制。",
        )
    return document.problem(
        index,
        "control-character",
        f"这里有一个看不见的控制字符（U+{ord(character):04X}）",
        "它多半是从别的程序粘贴时带来的，请删去；若整个文件都这样，文件可能已损坏。",
    )
