"""Forms whose cells are parted by blanks, or stand one on a line: read where every row proves itself.

A form that is copied out of a print, or pasted where no table can be, keeps neither columns nor blank
cells. Its headings still tell which columns there are, and what a cell holds tells where it may stand.
A row is taken only if there is exactly one way to place its cells and its target and its actual plainly
belong together, and a form only if the points of its rows add up to the total that it prints.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from typing import Final

from scoring.readers.books.sheets.grid import Cell, CellRepair, Sheet
from scoring.readers.books.texts.cell_kinds import CellKinds, plain_number
from scoring.readers.books.texts.loose_rows import MOST_COLUMNS, LooseRows
from scoring.readers.forms.fold import fold
from scoring.readers.forms.headings import TableHeading, find_heading
from scoring.readers.forms.labels import FormLabels
from scoring.readers.forms.occupied_cells import OccupiedCell, rows_of
from scoring.text import squeezed
from scoring.words import load_vocabulary

_WIDE_GAP: Final = re.compile(r"[ \u00a0]{2,}|\u3000[ \u00a0\u3000]*")
_GAP: Final = re.compile(r"[ \u00a0\u3000]+")
_FEWEST: Final = 2
_FEWEST_HEADINGS: Final = 4
_MOST_ABOVE: Final = 200
"""So many lines above its indicators a form may begin."""
_MOST_LINES: Final = 4_000
_MOST_JOINED: Final = 3
"""Over so many lines a heading may be broken."""
_LONGEST_HEADING: Final = 400
_LONGEST_BEHIND: Final = 60
"""Within so many letters behind the headings of the levels stand those of what was achieved."""
_MOST_FORMS: Final = 200
_WHAT: Final = "这一行的各格按内容分到各栏"
_WHY: Final = "复制的文字里各格只用空格隔开，或各占一行；各格按内容只能这样放，分值合计与总分一致"


@dataclass(frozen=True, slots=True)
class _Token:
    """A cell, or a word of one, and the line that it stands on."""

    text: str
    line: int


@dataclass
class _LooseForm:
    """A form that was found so: its lines, and its rows in columns unless it stays unread."""

    first: int
    last: int
    rows: list[tuple[int, int, Mapping[int, str]]] = field(default_factory=list)
    """First and last line of each row, and its texts by column."""
    moved: set[int] = field(default_factory=set)
    """The rows, by their position, whose cells were placed by what they hold."""
    is_read: bool = False


class _UnclearError(Exception):
    """Some cell of the form may stand in more than one column, or in none."""


def with_loose_forms(sheet: Sheet) -> Sheet:
    """Return the sheet with its loose forms in columns; the lines of one that is unclear are slid rows."""
    single = {cells[0].row: cells[0].text for cells in rows_of(sheet).values() if len(cells) == 1}
    single = {row: text for row, text in single.items() if (row, 1) in sheet.cells}
    cells, rows_at = dict(sheet.cells), dict(sheet.rows_at)
    repairs: list[CellRepair] = []
    slid: set[int] = set()
    found: set[int] = set()
    labels = load_vocabulary(FormLabels)
    for form in _find(single, labels):
        own = [row for row in single if form.first <= row <= form.last]
        found.update(own)
        if not form.is_read:
            slid.update(own)
            continue
        for row in own:
            del cells[row, 1], rows_at[row]
        columns = tuple(range(1, max(max(texts) for *_, texts in form.rows) + 1))
        for at, (first, last, texts) in enumerate(form.rows):
            row = form.first + at
            cells |= {(row, column): Cell(text) for column, text in texts.items()}
            rows_at[row] = f"第{first}行" if first == last else f"第{first}至{last}行"
            if at in form.moved:
                repairs.append(CellRepair(row, min(texts), _WHAT, _WHY, columns))
    broken = _broken_headings(sheet, found, labels)
    if not found and broken is None:
        return sheet
    slid |= set() if broken is None else {broken}
    return replace(
        sheet,
        cells=cells,
        rows_at=rows_at,
        repairs=(*sheet.repairs, *repairs),
        slid=sheet.slid | slid,
    )


def _broken_headings(sheet: Sheet, found: Collection[int], labels: FormLabels) -> int | None:
    """Return the row, of those not ``found``, where headings begin that no row holds whole; or None.

    Such a form cannot be found by its rows at all, and a file that holds one is not read in silence.
    """
    rows = rows_of(sheet)
    pieces: list[str] = []
    starts: list[int] = []
    numbers = [row for row in sorted(rows) if row not in found]
    length = 0
    for row in numbers:
        starts.append(length)
        pieces.append(squeezed("".join(cell.text for cell in rows[row])).replace('"', ""))
        length += len(pieces[-1])
    levels, achieved = _heading_patterns(labels)
    for match in islice(levels.finditer("".join(pieces)), _MOST_FORMS):
        if not achieved.search(match.string, match.end(), match.end() + _LONGEST_BEHIND):
            continue
        first = bisect_right(starts, match.start()) - 1
        last = bisect_right(starts, match.end() - 1) - 1
        if all(find_heading(rows, row, labels) is None for row in numbers[first : last + 1]):
            return numbers[first]
    return None


def _heading_patterns(labels: FormLabels) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the headings of levels and names one behind the other, and those of what was achieved."""
    words = [
        "|".join(re.escape(fold(name)) for name in labels.indicators[key])
        for key in ("level1", "level2", "name", "actual", "claimed")
    ]
    levels = "".join(f"(?:{word})" for word in words[:3])
    return re.compile(levels), re.compile("|".join(words[3:]))


def _find(lines: Mapping[int, str], labels: FormLabels) -> Iterator[_LooseForm]:
    """Yield the forms among lines of one cell each, which are given by their numbers."""
    order = sorted(lines)
    kinds = CellKinds(labels)
    done = 0
    for index, number in enumerate(order):
        if number <= done:
            continue
        gap = _gap_of(order, lines, index, labels)
        if gap is None:
            continue
        begin, end = _edges(order, lines, index, done, gap, labels)
        form = _LooseForm(order[begin], order[end])
        own = [(number, lines[number]) for number in order[begin : end + 1]]
        try:
            _LooseReader(own, gap, kinds, form).read()
            form.is_read = True
        except _UnclearError:
            form.rows = []
        done = form.last
        yield form


def _gap_of(
    order: Sequence[int], lines: Mapping[int, str], index: int, labels: FormLabels
) -> re.Pattern[str] | None:
    """Return what parts the cells of a form whose headings begin in a line; None where none do."""
    text = lines[order[index]]
    if len(text) > _LONGEST_HEADING:
        return None
    for gap in (_WIDE_GAP, _GAP):
        words = gap.split(text.strip())
        if len(words) >= _FEWEST_HEADINGS and _is_indicators(words, labels):
            return gap
    if not (labels.is_heading(text) or labels.is_block(text)):
        return None
    run = []
    for number in order[index : index + 3 * _FEWEST_HEADINGS]:
        if len(lines[number]) > _LONGEST_HEADING:
            break
        run.append(lines[number])
    count = 0
    while count < len(run) and (labels.is_heading(run[count]) or labels.is_block(run[count])):
        count += 1
    return _LINE if _is_indicators(run[:count], labels) else None


_LINE: Final = re.compile("\n")


def _heading(words: Sequence[str], labels: FormLabels) -> TableHeading | None:
    cells = tuple(
        OccupiedCell(1, column, 1, column, Cell(word), word) for column, word in enumerate(words, 1)
    )
    return find_heading({1: cells}, 1, labels)


def _is_indicators(words: Sequence[str], labels: FormLabels) -> bool:
    heading = _heading(words, labels)
    return (
        heading is not None
        and heading.table == "indicators"
        and not heading.columns.keys().isdisjoint(("actual", "points", "claimed"))
    )


def _edges(
    order: Sequence[int],
    lines: Mapping[int, str],
    index: int,
    done: int,
    gap: re.Pattern[str],
    labels: FormLabels,
) -> tuple[int, int]:
    """Return the positions of a form's first and last line: from its title to its total."""
    begin = index
    for above in range(index - 1, max(index - _MOST_ABOVE, 0) - 1, -1):
        if order[above] <= done:
            break
        words = gap.split(lines[order[above]].strip())
        if labels.head_keys(words[0]) or labels.is_block(words[0]) or labels.is_heading(words[0]):
            begin = above
        if labels.is_title(lines[order[above]]):
            begin = above
            break
    end = index
    for below in range(index + 1, min(index + _MOST_LINES, len(order))):
        text = lines[order[below]]
        if labels.is_title(text):
            break
        end = below
        if labels.is_word("total", gap.split(text.strip())[0]):
            while end + 1 < len(order) and plain_number(lines[order[end + 1]]) is not None:
                end += 1
            break
    return begin, end


class _LooseReader:
    """Brings the lines of one form into rows and columns."""

    def __init__(
        self,
        lines: Sequence[tuple[int, str]],
        gap: re.Pattern[str],
        kinds: CellKinds,
        form: _LooseForm,
    ) -> None:
        self._kinds = kinds
        self._labels = kinds.labels
        self._form = form
        self._by_line = gap is not _LINE
        self._is_tight = gap is not _WIDE_GAP
        self._text = dict(lines)
        self._tokens = [
            _Token(word, number)
            for number, text in lines
            for word in gap.split(text.strip())
            if word
        ]
        self._points = Decimal(0)

    def read(self) -> None:
        """Read the form. Raises :class:`_UnclearError` if anything in it is not certain."""
        at, found = 0, False
        while at < len(self._tokens):
            end, words = self._headings(at)
            heading = _heading(words, self._labels) if words else None
            if heading is None or heading.unknown:
                at = self._head(at)
                continue
            self._row(self._tokens[at:end], dict(enumerate(words, 1)))
            at = end
            if heading.table == "indicators":
                at, found = self._indicators(at, heading), True
            elif heading.table == "funds":
                at = self._funds(at, heading)
            elif heading.table == "goal":
                at = self._goal(at, heading)
            else:
                raise _UnclearError
        if not found:
            raise _UnclearError

    def _row(self, tokens: Sequence[_Token], cells: Mapping[int, str]) -> None:
        self._form.rows.append((tokens[0].line, tokens[-1].line, cells))

    def _headings(self, at: int) -> tuple[int, list[str]]:
        """Return the headings that stand one behind the other from a word on, and where they end."""
        words: list[str] = []
        end = at
        while end < len(self._tokens) and (count := self._heading_at(end)):
            words.append("".join(token.text for token in self._tokens[end : end + count]))
            end += count
            if len(words) > MOST_COLUMNS:
                return at, []
        if len(words) < _FEWEST or (self._by_line and not self._ends_line(end)):
            return at, []
        return end, words

    def _heading_at(self, at: int) -> int:
        """Return over how many words a heading goes that begins at one.

        Two headings may read like a third (执行率, 得分): a word that is one by itself begins anew.
        """
        found = 0
        for count in range(1, min(_MOST_JOINED, len(self._tokens) - at) + 1):
            if count > 1 and self._is_heading(self._tokens[at + count - 1].text):
                break
            if self._is_heading("".join(token.text for token in self._tokens[at : at + count])):
                found = count
        return found

    def _is_heading(self, text: str) -> bool:
        return self._labels.is_heading(text) or self._labels.is_block(text)

    def _ends_line(self, at: int) -> bool:
        return at == len(self._tokens) or self._tokens[at].line != self._tokens[at - 1].line

    def _line_from(self, at: int) -> list[_Token]:
        """Return the words from one on to the end of its line."""
        end = at + 1
        while not self._ends_line(end):
            end += 1
        return self._tokens[at:end]

    def _head(self, at: int) -> int:
        """Take a line above or between the tables: labels with their values, or a text as it is."""
        line = self._line_from(at)
        if self._by_line and not any(self._labels.head_keys(token.text) for token in line):
            self._row(line, {1: self._text[line[0].line].strip()})
            return at + len(line)
        cells: dict[int, str] = {}
        own = line if self._by_line else self._label_and_value(at)
        for token in own:
            last = max(cells, default=0)
            is_label = bool(self._labels.head_keys(token.text))
            before = bool(last) and bool(self._labels.head_keys(cells[last]))
            if is_label or before or not last:
                cells[last + 1] = token.text
            else:
                cells[last] += (" " if self._by_line else "") + token.text
        self._row(own, cells)
        return at + len(own)

    def _label_and_value(self, at: int) -> list[_Token]:
        """Return a label with the lines of its value; a line that is no label alone."""
        end = at + 1
        if self._labels.head_keys(self._tokens[at].text):
            while end < len(self._tokens) and not self._is_fixed(end):
                end += 1
        return self._tokens[at:end]

    def _is_fixed(self, at: int) -> bool:
        """Tell whether a word is one of the form's own: no value of anything."""
        text, labels = self._tokens[at].text, self._labels
        return bool(
            labels.head_keys(text)
            or labels.is_heading(text)
            or labels.is_block(text)
            or labels.is_title(text)
            or labels.lone_year(text)
            or labels.label_before(text)
        )

    def _until_fixed(self, at: int) -> list[_Token]:
        end = at
        while end < len(self._tokens) and not self._is_fixed(end):
            end += 1
        return self._tokens[at:end]

    def _goal(self, at: int, heading: TableHeading) -> int:
        """Take what was expected and what was achieved: two texts, and no word more."""
        own = self._until_fixed(at)
        columns = sorted(span[0] for span in heading.columns.values())
        if len(own) != len(columns):
            raise _UnclearError
        self._row(own, {column: token.text for column, token in zip(columns, own, strict=True)})
        return at + len(own)

    def _funds(self, at: int, heading: TableHeading) -> int:
        """Take the rows of the funds: a name and every figure, or the amounts alone where they add up."""
        own = self._until_fixed(at)
        names = [n for n, token in enumerate(own) if not self._is_figure(token.text)]
        if not names or names[0] != 0:
            raise _UnclearError
        columns = {
            key: left
            for key, (left, _) in heading.columns.items()
            if key not in ("source", "reason")
        }
        amounts = [key for key in ("initial", "budget", "executed") if key in columns]
        rows: list[dict[str, str]] = []
        for start, stop in zip(names, [*names[1:], len(own)], strict=True):
            figures = [token.text for token in own[start + 1 : stop]]
            keys = list(columns) if len(figures) == len(columns) else amounts
            keys.sort(key=columns.__getitem__)
            if len(figures) != len(keys) or (not rows and len(keys) != len(columns)):
                raise _UnclearError
            values = dict(zip(keys, figures, strict=True))
            if not all(self._kinds.fits("funds", key, text) for key, text in values.items()):
                raise _UnclearError
            rows.append(values)
            cells = {1: own[start].text} | {columns[key]: text for key, text in values.items()}
            self._form.moved.add(len(self._form.rows))
            self._row(own[start:stop], cells)
        if any(len(row) != len(columns) for row in rows) and not _add_up(rows, amounts):
            raise _UnclearError
        self._points = plain_number(rows[0].get("points", "")) or Decimal(0)
        return at + len(own)

    def _is_figure(self, text: str) -> bool:
        return self._kinds.is_nothing(text) or any(sign.isdigit() for sign in text[:1])

    def _indicators(self, at: int, heading: TableHeading) -> int:
        """Take the rows of the indicators and the total below them."""
        if not {"points", "claimed", "name", "target", "actual"} <= heading.columns.keys():
            raise _UnclearError
        total = next(
            (n for n in range(at, len(self._tokens)) if self._is_total(n)), len(self._tokens)
        )
        points = self._points
        columns = {key: span[0] for key, span in heading.columns.items()}
        own = self._tokens[at:total]
        rows = LooseRows(heading, self._kinds, is_tight=self._is_tight)
        ends = [n + 1 for n in range(len(own)) if self._ends_line(at + n + 1)]
        texts = [token.text for token in own]
        placed = rows.place(texts, ends if self._by_line else None)
        if placed is None or total == len(self._tokens):
            raise _UnclearError
        for start, stop, cells in placed:
            self._form.moved.add(len(self._form.rows))
            self._row(own[start:stop], cells)
            points += plain_number(cells[columns["points"]]) or 0
        end = total + 1
        while end < len(self._tokens) and plain_number(self._tokens[end].text) is not None:
            end += 1
        numbers = [token.text for token in self._tokens[total + 1 : end]]
        if len(numbers) != 2 or plain_number(numbers[0]) != points:
            raise _UnclearError
        cells = {1: self._tokens[total].text}
        cells |= {columns["points"]: numbers[0], columns["claimed"]: numbers[1]}
        self._form.moved.add(len(self._form.rows))
        self._row(self._tokens[total:end], cells)
        return end

    def _is_total(self, at: int) -> bool:
        begins = not self._by_line or at == 0 or self._ends_line(at)
        return begins and self._labels.is_word("total", self._tokens[at].text)


def _add_up(rows: Sequence[Mapping[str, str]], amounts: Sequence[str]) -> bool:
    """Tell whether the amounts of the sources add up to those of the first row, in every column."""
    for key in amounts:
        figures = [_amount(row.get(key, "")) for row in rows]
        if None in figures or figures[0] != sum(n for n in figures[1:] if n is not None):
            return False
    return True


def _amount(text: str) -> Decimal | None:
    plain = text.replace(",", "")
    return Decimal(plain) if re.fullmatch(r"[0-9]{1,18}(?:\.[0-9]{1,10})?", plain) else None
