"""Problems of an input: what is wrong, where, and what to do, as records that print for people."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

from scoring.text import printable, safe_line, width
from scoring.value_class import dataclass

MOST_SHOWN: Final = 50
"""So many problems are printed in full; the rest are counted."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file: line and column (both from 1, in characters).

    ``line`` 0 means the whole file. With ``sheet`` (of a workbook) line and column are those of a
    cell. ``where`` is the place in words in a file that has neither (``第3页第2个表第5行``).
    """

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""
    where: str = ""

    def __str__(self) -> str:
        """Return ``file:line:column``, ``file:line``, ``file [sheet!cell]``, or the file alone."""
        if self.sheet or self.where:
            return f"{self.file} [{self.in_book}]"
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}" + (f":{self.column}" if self.column else "")

    @property
    def in_book(self) -> str:
        """``sheet!cell``, as spreadsheets write it; the sheet alone where no cell is meant.

        ``where`` instead, if the place has it.
        """
        if self.where:
            return self.where
        if not self.line:
            return self.sheet
        return f"{self.sheet}!{column_letters(self.column)}{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: ``message`` says what, ``hint`` what to do (both Chinese)."""

    code: str
    message: str
    place: Place
    hint: str = ""
    line_text: str = ""
    severity: Literal["error", "warning", "note"] = "error"

    def render(self) -> str:
        """Return the problem as the lines that a person reads, with a caret under the place."""
        label = {"error": "错误", "warning": "提醒", "note": "说明"}[self.severity]
        lines = [f"{safe_line(str(self.place))}：{label}：{printable(self.message)}"]
        if self.line_text and self.place.line:
            before, behind = _window(self.line_text, self.place.column)
            lines += [f"    {before}{behind}", "    " + " " * width(before) + "^"]
        if self.hint:
            lines.append(f"    怎么办：{printable(self.hint)}")
        return "\n".join(lines)


def warning(code: str, message: str, place: Place, hint: str) -> Problem:
    """Return a problem that stops nothing."""
    return Problem(code, message, place, hint, severity="warning")


class InputError(Exception):
    """The input could not be used; ``problems`` are all that were found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("；".join(f"{p.place}：{p.message}" for p in self.problems))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        """Let it pass from one process to another."""
        return InputError, (self.problems,)


@lru_cache(maxsize=1_024)
def column_letters(column: int) -> str:
    """Return a column's letters in a spreadsheet (1 is A, 27 is AA)."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def did_you_mean(word: str, words: Iterable[str], *, cutoff: float = 0.5) -> str:
    """Return a Chinese hint with the nearest of ``words`` (at most two), or an empty text."""
    near = difflib.get_close_matches(word, list(words), n=2, cutoff=cutoff)
    return f"您是不是想写 {' 或 '.join(near)}？" if near else ""


def _window(text: str, column: int) -> tuple[str, str]:
    """Cut a long line around ``column``: what stands before it, and the rest; tabs are one space.

    Cut first: a line may be as long as a file.
    """
    text = text.rstrip("\r\n")
    start = max(0, column - 60) if len(text) > 100 else 0
    at = max(column - 1, start)
    return safe_line(text[start:at]), safe_line(text[at : start + 100])


def render_all(problems: Iterable[Problem]) -> str:
    """Return problems as text in order of place: the first :data:`MOST_SHOWN`, the rest counted."""
    ordered = sorted(problems, key=_order)
    parts = [p.render() for p in ordered[:MOST_SHOWN]]
    if len(ordered) > MOST_SHOWN:
        parts.append(f"……另有 {len(ordered) - MOST_SHOWN} 处问题未列出，改正以上各处后再运行一次。")
    return "\n".join(parts)


def _order(problem: Problem) -> tuple[str, str, int, int]:
    place = problem.place
    return place.file, place.sheet, place.line, place.column
