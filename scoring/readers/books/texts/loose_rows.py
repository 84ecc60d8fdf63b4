"""The one way to part words into rows of indicators under given headings, if there is only one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from scoring.readers.books.texts.cell_kinds import CellKinds, plain_number
from scoring.readers.forms.headings import TableHeading
from scoring.text import squeezed

_MOST_WORDS: Final = 2_000
MOST_COLUMNS: Final = 20
"""So many headings stand side by side above one table at most."""
_MOST_STEPS: Final = 300_000
"""So many placings of a word are tried for one form; forms of the field need a tenth of it."""
_MOST_OF_REASON: Final = 12
"""Words of a reason that a line may hold."""
_UNIT: Final = re.compile(r"[^0-9.,<>=≤≥≦≧±+\-]+")
_SIGN: Final = re.compile(r"[<>=≤≥≦≧]")

_Row = tuple[int, int, Mapping[int, str]]
"""First word, the word behind the last one, and the texts by column."""


@dataclass
class LooseRows:
    """Places words under headings; ``is_tight`` where a cell may have been broken into several."""

    heading: TableHeading
    kinds: CellKinds
    is_tight: bool
    _known: dict[tuple[str | None, str], bool] = field(default_factory=dict)
    _steps: int = 0

    @cached_property
    def _width(self) -> int:
        return max(right for _, right in self.heading.columns.values())

    def place(self, words: Sequence[str], ends: Sequence[int] | None) -> list[_Row] | None:
        """Return the rows; None unless there is one way alone. ``ends`` are where lines end, if rows do."""
        if not words or len(words) > _MOST_WORDS or self._width > MOST_COLUMNS:
            return None
        ways: dict[int, int] = {len(words): 1}
        first: dict[int, _Row] = {}
        starts = [0, *ends[:-1]] if ends is not None else range(len(words))
        stops = dict(zip(starts, ends, strict=True)) if ends is not None else {}
        for start in sorted(starts, reverse=True):
            ways[start] = 0
            for stop, cells in self._rows_at(words, start, stops.get(start)):
                if not ways.get(stop):
                    continue
                ways[start] = min(ways[start] + ways[stop], 2)
                first[start] = start, stop, cells
                if ways[start] > 1:
                    break
        if ways[0] != 1 or self._steps > _MOST_STEPS:
            return None
        rows: list[_Row] = []
        at = 0
        while at < len(words):
            rows.append(first[at])
            at = first[at][1]
        return rows if all(self._is_plain(cells) for _, _, cells in rows) else None

    def _rows_at(
        self, words: Sequence[str], start: int, stop: int | None
    ) -> Iterator[tuple[int, Mapping[int, str]]]:
        """Yield the rows that may begin at a word, and the word behind each."""
        columns = range(1, self._width + 1)
        last = columns[-1] if self.heading.key_at(columns[-1]) == "reason" else 0
        stack: list[tuple[int, int, tuple[tuple[int, str], ...]]] = [(start, 0, ())]
        while stack and self._steps <= _MOST_STEPS:
            self._steps += 1
            at, column, cells = stack.pop()
            if (at == stop or stop is None) and self._is_row(dict(cells)):
                yield at, dict(cells)
            if at == len(words) or at == stop:
                continue
            word = words[at]
            for further in columns[column:]:
                if self._fits(self.heading.key_at(further), word):
                    stack.append((at + 1, further, (*cells, (further, word))))
            if (
                0 < column == last
                and len(cells) < columns[-1] + _MOST_OF_REASON
                and self._fits("reason", word)
            ):
                joined = f"{cells[-1][1]} {word}" if stop is not None else cells[-1][1] + word
                stack.append((at + 1, column, (*cells[:-1], (column, joined))))

    def _fits(self, key: str | None, word: str) -> bool:
        known = self._known.get((key, word))
        if known is None:
            known = self._known[key, word] = self.kinds.fits("indicators", key, word)
        return known

    def _is_row(self, cells: Mapping[int, str]) -> bool:
        """Tell whether texts may be a whole row: with points, and a name or a level."""
        of = {key: cells.get(left, "") for key, (left, _) in self.heading.columns.items()}
        points, claimed = plain_number(of["points"]), plain_number(of["claimed"])
        if points is None or (claimed is not None and claimed > points):
            return False
        return bool(of["name"]) or self.kinds.is_level(of.get("level2", ""))

    def _is_plain(self, cells: Mapping[int, str]) -> bool:
        """Tell whether target and actual belong together by their words.

        Where a cell may be broken into words, a name of two words before a blank actual would look
        like a name and a target.
        """
        if not self.is_tight:
            return True
        of = {key: cells.get(left, "") for key, (left, _) in self.heading.columns.items()}
        target, actual = squeezed(of["target"]), squeezed(of["actual"])
        if not of["name"] or not target or not actual:
            return False
        if target == actual:
            return True
        if not (self.kinds.is_value(target) and self.kinds.is_value(actual)):
            return False
        if _SIGN.match(actual) and not _SIGN.match(target):
            return False
        units = [set(_UNIT.findall(text)) for text in (target, actual)]
        return not all(units) or bool(units[0] & units[1])
