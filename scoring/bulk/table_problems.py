"""What can be wrong with a table, its columns and its ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scoring.bulk.table_columns import BatchTableWords, TableColumns
from scoring.bulk.table_files import TableFile
from scoring.problem import Place, Problem
from scoring.text import excerpt

MOST_LISTED: Final = 20


def no_join(file: TableFile, words: BatchTableWords) -> Problem:
    """Return the problem of a table without ids."""
    hint = f"请加上这一列，叫 {words.join[0]} 或 id。"
    return Problem("table-no-id", "表里没有申报的编号一列", Place(file.name), hint)


def same_columns(file: TableFile, columns: TableColumns) -> Problem:
    """Return the problem of columns that name one value."""
    names = "、".join(columns.twice)
    hint = "请留下一列，或给不用的那一列改名。"
    return Problem("table-same-columns", f"这些列与别的列是同一项：{names}", Place(file.name), hint)


def without_id(place: Place) -> Problem:
    """Return the problem of a blank id."""
    return Problem("table-blank-id", "这一行没有申报的编号", place, "请补上编号。")


def same_id(key: str, place: Place) -> Problem:
    """Return the problem of an id that several submissions bear."""
    message = f"编号“{excerpt(key)}”在申报表里不止一行，看不出指标是哪一份的"
    return Problem("table-same-id", message, place, "请让每份申报有自己的编号。")


def differing_values(keys: Sequence[str], place: Place) -> Problem:
    """Return the problem of rows of one submission that differ in what is of it."""
    message = f"同一编号的各行，这几项写得不一样：{'、'.join(keys[:MOST_LISTED])}"
    return Problem("table-differs", message, place, "请改成一样的，或给两份申报各自的编号。")


def orphan(key: str, place: Place) -> Problem:
    """Return the problem of rows whose submission is not in its table."""
    message = (
        f"申报表里没有编号“{excerpt(key)}”，它的指标行没有计分" if key else "指标行没有申报的编号"
    )
    return Problem("table-orphans", message, place, "请补上这份申报，或改正编号。")
