"""What is wrong with a filled workbook, said in the words that stand on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from scoring.problem import Place, Problem
from scoring.text import excerpt
from scoring.workbooks.fill_in.read.find import FillTable

_KEY: Final = re.compile(r"[a-z_0-9]+(?:[(（]([^()（）]+)[)）])?")
"""How a key of the text files stands in a message, with its Chinese name where it has one."""
_NO_NUMBER: Final = "plain-number"
_SHIFTED: Final = 3
"""So many cells of one column that hold no number were hardly typed one by one."""


@dataclass(frozen=True)
class HeadingWords:
    """The labels and headings of a workbook, by where they stand."""

    tables: Iterable[FillTable]
    labels: Mapping[tuple[str, int, int], str]
    """By sheet, row and column of a cell, the label beside it."""

    def problems(self, found: Iterable[Problem]) -> list[Problem]:
        """Return problems without the keys of the text files, which no workbook shows.

        Where a whole column of numbers holds none, each cell says that the columns are shifted,
        not what number to write.
        """
        found = list(found)
        wrong = Counter(
            (p.place.sheet, p.place.column) for p in found if p.code == _NO_NUMBER and p.place.line
        )
        return [self._problem(p, wrong[p.place.sheet, p.place.column]) for p in found]

    def _problem(self, problem: Problem, alike: int) -> Problem:
        heading = self._heading(problem.place)

        def shown(key: re.Match[str]) -> str:
            return f"“{heading or key[1] or key[0]}”"

        message = _KEY.sub(shown, problem.message, count=1)
        if problem.code == _NO_NUMBER and alike >= _SHIFTED and heading:
            hint = (
                f"“{heading}”一栏有 {alike} 格不是数，多半是粘贴时错开了一栏："
                "请对照栏目名称，整块重新粘贴；没有错开的，这里只写数字。"
            )
            return replace(problem, message=message, hint=hint)
        return replace(problem, message=message)

    def _heading(self, at: Place) -> str:
        label = self.labels.get((at.sheet, at.line, at.column), "")
        for table in self.tables:
            if table.sheet.name == at.sheet and table.heading < at.line < table.closing:
                cell = table.sheet.cells.get((table.heading, at.column))
                label = cell.text if cell is not None else label
        return excerpt(label).removeprefix("* ").strip()
