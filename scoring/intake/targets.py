"""A list of targets into indicator rows: a workbook, a CSV file, an approved 绩效目标表 as it stands in
a budget (text, document, PDF), or a submission of another year.

Only what was set as a target is taken; what was reached belongs to another year.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Final

from scoring.exact import PLAIN_NUMBER, shortest
from scoring.files.kinds import kind_of
from scoring.files.text_file import read_bytes, read_text
from scoring.intake.content import content_of
from scoring.intake.submissions import submissions_of
from scoring.problem import InputError, Place, Problem
from scoring.readers.books.sheets.grid import Book, Sheet
from scoring.readers.submissions import format_of
from scoring.records.fields import MOST_ROWS
from scoring.records.file_content import TargetTable
from scoring.records.submission import Indicator, Submission
from scoring.text import name_key, squeezed
from scoring.words import load_vocabulary
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.read.typed import TypedWords, plain_number_of

MOST_COLUMNS: Final = 200
"""Columns of a list that are looked at."""
_DOCUMENTS: Final = frozenset({"docx", "pdf", "doc", "rtf"})
"""Kinds of files that are no workbooks and may hold a table."""
_MOST_TOLD: Final = 5
_LOOKED_AT: Final = 60
"""Rows in which the headings may stand."""
_HINT: Final = "目标清单要有一行栏目名称,至少有“三级指标”和“年度指标值”两栏,最好还有“一级指标、二级指标、分值”。"


@dataclass(frozen=True, slots=True)
class Targets:
    """The rows of a list, and the submission that they come from, where there is one."""

    rows: tuple[Indicator, ...]
    source: Submission | None = None


@dataclass(frozen=True, slots=True)
class _Grid:
    """Texts by row and column, from 1; of merged cells every one holds the text."""

    cells: Mapping[tuple[int, int], str]
    bottom: int
    right: int
    sheet: str = ""
    stored: Mapping[tuple[int, int], Decimal] = field(default_factory=dict)
    """Numbers as they are stored: what is seen of them may be rounded."""
    joined: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """The first cell of the merged area that a cell lies in."""


def read_targets(path: str | Path, set_id: str = "") -> Targets:
    """Read a list of targets.

    Raises :class:`InputError` when there is none in the file.
    """
    # Imported here: most forms are made without a list.
    from scoring.readers.books.open_any import open_any  # noqa: PLC0415
    from scoring.readers.target_tables.read_target_tables import find_targets  # noqa: PLC0415

    data, name = read_bytes(path), str(path)
    if content_of(path) == "book":
        kind, book = kind_of(data), open_any(data, name)
        if kind is not None and kind.code in _DOCUMENTS:
            return _from_tables(find_targets(book), [_nothing(name)], name)
        return _from_book(book, set_id)
    text = read_text(path)
    if _is_submission(text):
        return _from_submission([found for _, found in submissions_of(path, set_id)], name)
    grid = _csv_grid(text)
    rows = _rows(grid, name) if grid is not None else None
    tables = find_targets(open_any(data, name))
    if rows and sum(table.title != "" for table in tables) <= 1:
        return Targets(tuple(rows))
    return _from_tables(tables, [_nothing(name)], name)


def _from_tables(tables: Sequence[TargetTable], otherwise: list[Problem], name: str) -> Targets:
    """Take the one target table of a text or a document; ``otherwise`` is raised without one."""
    if not tables:
        raise InputError(otherwise)
    if len(tables) > 1:
        shown = "、".join(f"{t.at}“{t.project or t.title}”" for t in tables[:_MOST_TOLD])
        message = f"文件里有 {len(tables)} 张绩效目标表({shown}),目标清单只能取自一张"
        hint = "请把要用的那一张另存为一个文件。"
        raise InputError([Problem("targets-many", message, Place(name), hint)])
    rows = tuple(
        Indicator(level1=row.level1, level2=row.level2, name=row.name, target=row.target)
        for row in tables[0].rows
        if not _is_unset(row.name, row.target)
    )
    if not rows:
        raise InputError(otherwise)
    return Targets(rows)


def _is_unset(name: str, target: str) -> bool:
    """Tell whether a row says that no indicator is set (不涉及)."""
    return name == target and name in (
        *load_vocabulary(FillLayout).not_applicable,
        *load_vocabulary(TypedWords).blanks,
    )


def _from_book(book: Book, set_id: str) -> Targets:
    from scoring.intake.any_file import filled_form  # noqa: PLC0415
    from scoring.readers.target_tables.read_target_tables import find_targets  # noqa: PLC0415

    filled = filled_form(book, set_id, None)
    if filled is not None:
        return _from_submission([filled[1]], book.name)
    problems: list[Problem] = []
    for sheet in book.sheets:
        if sheet.hidden:
            continue
        try:
            rows = _rows(_sheet_grid(sheet), book.name)
        except InputError as error:
            problems += error.problems
            continue
        if rows:
            return Targets(tuple(rows))
    return _from_tables(find_targets(book), problems or [_nothing(book.name)], book.name)


def _sheet_grid(sheet: Sheet) -> _Grid:
    bottom, right = sheet.bottom, min(sheet.right, MOST_COLUMNS)
    held = {at: cell for at, cell in sheet.cells.items() if at[1] <= right and cell.text.strip()}
    joined = {
        (row, column): (area.top, area.left)
        for area in sheet.merged
        for row in range(area.top, min(area.bottom, bottom) + 1)
        for column in range(area.left, min(area.right, right) + 1)
    }
    for at, first in joined.items():
        held.pop(at, None)
        if first in sheet.cells and sheet.cells[first].text.strip():
            held[at] = sheet.cells[first]
    stored = {
        at: cell.number for at, cell in held.items() if cell.number is not None and not cell.is_date
    }
    texts = {at: cell.text for at, cell in held.items()}
    return _Grid(texts, bottom, right, sheet.name, stored, joined)


def _from_submission(found: Sequence[Submission | InputError], name: str) -> Targets:
    """Keep the targets of a file's one submission and clear what its year reached."""
    if len(found) != 1:
        message = f"文件里有 {len(found)} 份申报,目标清单只能取自一份"
        raise InputError([Problem("targets-many", message, Place(name), "请只留一份。")])
    submission = found[0]
    if isinstance(submission, InputError):
        raise submission
    rows = [_target_of(row) for row in submission.indicators if row.target or row.name]
    if not rows:
        raise InputError([_nothing(name)])
    return Targets(tuple(rows), submission)


def _target_of(row: Indicator) -> Indicator:
    kept = ("level1", "level2", "name", "target", "direction", "unit", "points", "core")
    return Indicator(**{key: getattr(row, key) for key in kept})


def _is_submission(text: str) -> bool:
    return format_of(text) != "yaml" or re.search(r"(?m)^\s*schema\s*:", text) is not None


def _csv_grid(text: str) -> _Grid | None:
    lines = text.removeprefix("\ufeff")
    sign = max("\t,;", key=lines[:20_000].count)
    cells: dict[tuple[int, int], str] = {}
    row = right = 0
    try:
        for row, fields in enumerate(csv.reader(StringIO(lines, newline=""), delimiter=sign), 1):
            if row > MOST_ROWS + _LOOKED_AT:
                break
            for column, field in enumerate(fields[:MOST_COLUMNS], 1):
                if field.strip():
                    cells[row, column] = field.strip()
                    right = max(right, column)
    except csv.Error:
        return None
    return _Grid(cells, row, right)


# rows


def _rows(grid: _Grid, name: str) -> list[Indicator] | None:
    """Return the rows below the headings; None where there are no headings."""
    found = _headings(grid)
    if found is None:
        return None
    top, columns = found
    problems: list[Problem] = []
    rows: list[Indicator] = []
    level1 = level2 = ""
    first: dict[int, str] = {}
    for at in sorted(grid.cells):
        first.setdefault(at[0], grid.cells[at])
    for row in range(top + 1, grid.bottom + 1):
        texts = {key: grid.cells.get((row, at), "").strip() for key, at in columns.items()}
        kind = _sum(first.get(row, ""), texts)
        if kind == "total" and rows:
            break
        if kind:
            continue
        if texts.get("level1"):
            if texts["level1"] != level1:
                level2 = ""
            level1 = texts["level1"]
        level2 = texts.get("level2") or level2
        if _is_none(texts["name"], texts["target"], grid, row, columns):
            continue
        points = _points(name, grid, row, columns.get("points", 0), problems)
        rows.append(
            Indicator(
                level1=level1, level2=level2, name=texts["name"], target=texts["target"],
                unit=texts.get("unit", ""), direction=texts.get("direction", ""), points=points,
            )
        )  # fmt: skip
        if len(rows) > MOST_ROWS:
            message = f"目标清单超过 {MOST_ROWS} 行"
            raise InputError(
                [Problem("targets-many", message, Place(name), "请检查是否选错了文件。")]
            )
    if problems:
        raise InputError(problems)
    return rows


def _sum(first: str, texts: Mapping[str, str]) -> str:
    """Tell whether a row is a ``total`` or a ``subtotal``; empty for an indicator."""
    words = _words()
    begins = _fold(first)
    whole = {_fold(texts.get(key, "")) for key in ("level2", "name")}
    if begins.startswith(words.subtotals) or whole & set(words.subtotals):
        return "subtotal"
    return "total" if begins.startswith(words.sums) else ""


def _is_none(name: str, target: str, grid: _Grid, row: int, columns: Mapping[str, int]) -> bool:
    """Tell whether a row holds no indicator: it is blank, or says so, or is one merged heading."""
    if name != target:
        return False
    joined = grid.joined.get((row, columns["name"]))
    band = joined is not None and joined == grid.joined.get((row, columns["target"]))
    return (
        not name
        or band
        or name
        in (*load_vocabulary(FillLayout).not_applicable, *load_vocabulary(TypedWords).blanks)
    )


def _points(
    name: str, grid: _Grid, row: int, column: int, problems: list[Problem]
) -> Decimal | None:
    text = grid.cells.get((row, column), "")
    if not text.strip():
        return None
    stored = grid.stored.get((row, column))
    if stored is not None:
        text = shortest(stored * 100 if "%" in text else stored)
    units = (
        load_vocabulary(TypedWords).units["points"] | load_vocabulary(TypedWords).units["percent"]
    )
    found = plain_number_of(text, units)
    if found is None or not PLAIN_NUMBER.fullmatch(found[0]) or found[0].startswith("-"):
        place = Place(name, row, column, grid.sheet)
        message = f"分值“{text[:20]}”不是不小于零的数字"
        problems.append(
            Problem("targets-points", message, place, "请改成数字,或留空由程序平均分。")
        )
        return None
    return Decimal(found[0])


def _headings(grid: _Grid) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings and the column of each; of two for a key the first."""
    known = _words().keys
    for row in range(1, min(grid.bottom, _LOOKED_AT) + 1):
        found: dict[str, int] = {}
        rank: dict[str, int] = {}
        for column in range(1, grid.right + 1):
            at = known.get(_fold(grid.cells.get((row, column), "")))
            if at is None:
                continue
            key, order = at
            if key not in rank or order < rank[key]:
                found[key], rank[key] = column, order
        if "target" in found and "name" in found:
            return row, found
    return None


@dataclass(frozen=True, slots=True)
class _Words:
    keys: Mapping[str, tuple[str, int]]
    """Per folded heading its key, and how usual it is (0 is most)."""
    sums: tuple[str, ...]
    subtotals: tuple[str, ...]


@cache
def _words() -> _Words:
    targets = load_vocabulary(FillLayout).targets
    keys = {
        _fold(word): (key, order)
        for key, words in targets.columns.items()
        for order, word in enumerate(words)
    }
    return _Words(keys, targets.sums, targets.subtotals)


def _fold(text: str) -> str:
    """Leave the letters of a heading: ``* 年度指标值(单位)`` is ``年度指标值``."""
    return name_key(re.sub(r"[(][^()]*[)]", "", squeezed(text)))


def _nothing(name: str) -> Problem:
    return Problem("no-targets", "这个文件里找不到绩效目标清单", Place(name), _HINT)
