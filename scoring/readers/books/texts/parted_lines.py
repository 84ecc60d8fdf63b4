"""The lines of a text as rows of cells: parted by tabs, by bars, or by lines that a program drew.

A cell may run over several lines: quoted as spreadsheets copy it, inside bars that close only later, or
between the rules of a drawn table. Its pieces are joined, and the row stands at its first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.readers.books.sheets.bounds import LONGEST_CELL
from scoring.readers.books.texts.cell_kinds import plain_number
from scoring.records.fields import LONGEST_TEXT
from scoring.text import LINE_BREAK

MOST_COLUMNS: Final = 200
_DRAWN: Final = "│┃┆┇┊┋║"
_WIDE_BAR: Final = "\uff5c"
_BARS: Final = ("|", _WIDE_BAR, *_DRAWN)
_RULE: Final = re.compile(r"[\s|:+=\-─-╿]*")
"""A line that only draws a rule."""
_PART_OF_RULE: Final = re.compile(r"[├╠┣╞╟┤╣┫╡╢┼]|[─━┄┅┈┉═]{2,}")
_HEADING: Final = re.compile(r"#{1,6}\s+")
_BOLD: Final = re.compile(r"\*\*(\S(?:[^*\n]*\S)?)\*\*")
_BAR: Final = re.compile(r"(?<!\\)\|")
_DRAWN_BAR: Final = re.compile(f"[{_DRAWN}]")
_BREAK: Final = re.compile(r"<br\s*/?>", re.I)
_SENTENCE_END: Final = "。；;：:！!？?"
_BLANKS: Final = " \u3000\ufeff\f"
_MOST_LINES: Final = 50
"""So many lines one cell may run over."""
_MOST_OF_ROW: Final = 12
"""So many lines a drawn row may take."""
_FEWEST_RULED: Final = 4
"""From so many groups between rules on, each may be one row: a table ruled around headings and total has fewer."""


@dataclass(frozen=True, slots=True)
class PartedLine:
    """A row of cells, and the number of the line that it begins at."""

    number: int
    cells: list[str]
    is_unclear: bool = False
    """Whether a rule goes through a part of it: a text beside the rule may belong above or below."""


def lines_of(text: str) -> list[str]:
    """Return the lines as an editor counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def parted_lines(text: str) -> Iterator[PartedLine]:
    """Yield the rows of a text."""
    lines = [line.strip(_BLANKS) for line in lines_of(text)]
    at = 0
    while at < len(lines):
        if _begins_table(lines, at):
            end = _end_of_block(lines, at)
            yield from _drawn_rows(lines, at, end)
        else:
            end, cells = _tabbed(lines, at)
            cells = cells or _long(_HEADING.sub("", lines[at], count=1))
            yield PartedLine(at + 1, [_plain(cell) for cell in cells])
        at = end


def _tabbed(lines: Sequence[str], at: int) -> tuple[int, list[str]]:
    """Return where a row of tabs ends that begins in a line, and its cells; none if it is no such row."""
    line, end = lines[at], at + 1
    while _is_open(line) and end < len(lines) and end - at < _MOST_LINES:
        line += f"\n{lines[end]}"
        end += 1
    if _is_open(line):
        line, end = lines[at], at + 1
    if "\t" not in line:
        return at + 1, []
    return end, [_unquoted(cell) for cell in line.split("\t", MOST_COLUMNS)]


def _is_open(line: str) -> bool:
    """Tell whether the last cell of a line begins with a quotation mark that nothing closes."""
    last = line.rsplit("\t", 1)[-1]
    return last.startswith('"') and last.count('"') % 2 == 1


def _unquoted(cell: str) -> str:
    """Return a cell without the marks that a spreadsheet puts around one of several lines."""
    whole = len(cell) > 1 and cell.startswith('"') and cell.endswith('"')
    inner = cell[1:-1]
    if whole and ("\n" in inner or '""' in inner) and '"' not in inner.replace('""', ""):
        return inner.replace('""', '"')
    return cell


def _begins_table(lines: Sequence[str], at: int) -> bool:
    if _is_rule(lines[at]):
        return at + 1 < len(lines) and _is_barred(lines[at + 1]) and not _is_rule(lines[at + 1])
    return _is_barred(lines[at]) or bool(_closing(lines, at))


def _is_barred(line: str) -> bool:
    """Tell whether bars part a line, or a drawn table begins in it."""
    if line.startswith("|"):
        return len(_BAR.findall(line)) > 1
    if line.startswith(_WIDE_BAR):
        return line.count(_WIDE_BAR) > 1
    return len(_DRAWN_BAR.findall(line)) > 1 or _is_rule(line)


def _is_rule(line: str) -> bool:
    return len(line) > 1 and bool(_RULE.fullmatch(line)) and bool(re.search("[|+─━═]", line))


def _end_of_block(lines: Sequence[str], at: int) -> int:
    """Return where the lines of a table end."""
    while at < len(lines) and (_is_barred(lines[at]) or _closing(lines, at)):
        at = _closing(lines, at) or at + 1
    return at


def _is_closed(line: str) -> bool:
    return line.endswith(_BARS) or _is_rule(line)


def _closing(lines: Sequence[str], at: int) -> int:
    """Return the line behind the one that closes a row which begins with a bar and goes on; else 0."""
    if not lines[at].startswith(_BARS) or _is_closed(lines[at]):
        return 0
    for end in range(at + 1, min(at + _MOST_LINES, len(lines))):
        if lines[end].startswith(_BARS) or "\t" in lines[end] or _is_rule(lines[end]):
            return 0
        if _is_closed(lines[end]):
            return end + 1
    return 0


def _drawn_rows(lines: Sequence[str], at: int, end: int) -> Iterator[PartedLine]:
    """Yield the rows of a table; where rules part all rows, the lines between two are one row."""
    groups: list[list[PartedLine]] = [[]]
    while at < end:
        behind = at + 1
        if _is_rule(lines[at]):
            groups.append([])
        elif not lines[at].startswith("|") and _PART_OF_RULE.search(lines[at]):
            groups += [[PartedLine(at + 1, [lines[at]], is_unclear=True)], []]
        else:
            behind = _closing(lines, at) or behind
            groups[-1].append(PartedLine(at + 1, _bars("\n".join(lines[at:behind]))))
        at = behind
    drawn = [group for group in groups if group]
    by_rules = len(drawn) >= _FEWEST_RULED and all(map(_may_be_one_row, drawn))
    for group in drawn:
        if by_rules:
            columns = zip(*(line.cells for line in group), strict=True)
            cells = [_joined(pieces) for pieces in columns]
            yield PartedLine(group[0].number, cells, any(line.is_unclear for line in group))
        else:
            yield from group


def _may_be_one_row(group: Sequence[PartedLine]) -> bool:
    """Tell whether lines may be those of one row: as many cells in each, and no number below another."""
    if len(group) > _MOST_OF_ROW or len({len(line.cells) for line in group}) > 1:
        return False
    columns = zip(*(line.cells for line in group), strict=True)
    return not any(
        sum(plain_number(piece) is not None for piece in pieces) > 1 for pieces in columns
    )


def _bars(line: str) -> list[str]:
    """Return what stands between the bars of a line."""
    if line.startswith("|"):
        found = _BAR.split(line[1:].removesuffix("|"), MOST_COLUMNS)
        cells = [_BREAK.sub("\n", _unbroken(cell)).replace("\\|", "|") for cell in found]
    else:
        bar = _WIDE_BAR if line.startswith(_WIDE_BAR) else f"[{_DRAWN}]"
        inner = re.sub(f"^{bar}|{bar}$", "", line)
        cells = [_unbroken(cell) for cell in re.split(bar, inner, maxsplit=MOST_COLUMNS)]
    return [_plain(cell) for cell in cells]


def _unbroken(cell: str) -> str:
    """Return a cell that ran over several lines without its line ends."""
    return _joined(LINE_BREAK.split(cell.strip())) if "\n" in cell else cell


def _joined(pieces: Sequence[str]) -> str:
    """Return the pieces of a cell as one text: a sentence keeps its line, words of letters a blank."""
    text = ""
    for piece in filter(None, pieces):
        if text.endswith(tuple(_SENTENCE_END)):
            text += "\n"
        elif text and text[-1].isascii() and text[-1].isalpha() and piece[0].isascii():
            text += " "
        text += piece
    return text


def _plain(cell: str) -> str:
    """Return a cell without the marks of bold print that stand around a word."""
    text = cell.strip()
    return _BOLD.sub(r"\1", text) if "**" in text else text


def _long(text: str) -> list[str]:
    """Return a line as cells, none of which is longer than a cell may be."""
    most = min(LONGEST_CELL, LONGEST_TEXT)
    return [text[start : start + most] for start in range(0, len(text), most)] or [""]
