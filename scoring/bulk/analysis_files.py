"""What was counted over all pieces as files: 总体分析, 假设, and the list of names that holds every one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import nsmallest
from pathlib import Path
from typing import Final

from scoring.batch.walk import OWN_FOLDER
from scoring.bulk.name_counts import NameCounts
from scoring.bulk.piece_analysis import AGAINST, Analysis, KnownSets
from scoring.files.atomic import FilesTogether
from scoring.pool.engine import batched
from scoring.portfolio.portfolio import NameFigures
from scoring.portfolio.set_facts import changed_rules
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.writers.analysis.analysis_words import AnalysisWords
from scoring.writers.analysis.entries import Names
from scoring.writers.analysis.moves_page import moves_page
from scoring.writers.analysis.moves_tables import VariantMoves, WhatIf, moves_tables
from scoring.writers.analysis.portfolio_page import AnalysisPresenter, portfolio_page
from scoring.writers.analysis.portfolio_tables import named_row, portfolio_tables
from scoring.writers.lists.table_file import ListTable, csv_head, csv_lines, workbook
from scoring.writers.overview.overview_words import OverviewWords

LISTS: Final = {"claims": "above_rows", "moved": "largest"}
"""The lists that are written piece by piece: their parts of a piece, and whose columns they have."""
_TOGETHER: Final = 5_000


def list_files(against: str | None) -> dict[str, str]:
    """Return the files of the lists that are written piece by piece, by their parts."""
    files = load_vocabulary(AnalysisWords).files
    return {part: f"{files[part]}.csv" for part in LISTS if part != "moved" or against is not None}


def list_head(part: str) -> bytes:
    """Return the beginning of such a list."""
    return csv_head(load_vocabulary(AnalysisWords).table(LISTS[part]))


def analysis_files(against: str | None) -> list[str]:
    """Return the names of all other files that an analysis writes."""
    files = load_vocabulary(AnalysisWords).files
    names = [f"{files['portfolio']}.html", f"{files['portfolio']}.xlsx", f"{files['names']}.csv"]
    if against is not None:
        names += [f"{files['moves']}.html", f"{files['moves']}.xlsx"]
    return names


def write_analysis(
    kept: Iterable[bytes], library: Library, against: str | None, output: Path, files: FilesTogether
) -> None:
    """Write the files of an analysis; ``kept`` is what was counted over each piece, in order."""
    words = load_vocabulary(AnalysisWords)
    whole = Analysis(words)
    with NameCounts(output / OWN_FOLDER) as counts:
        for piece in kept:
            whole.add_kept(piece)
            counts.take(whole.portfolio.names)
        named, count = _names(counts, words, output, files)
    names = Names(words, library.labels, KnownSets(library))
    tables = portfolio_tables(whole.portfolio, named, count, words, names)
    show = AnalysisPresenter(words, names, load_vocabulary(OverviewWords), tables)
    page = portfolio_page(whole.portfolio, count, show)
    _write(words, "portfolio", page, tables, output, files)
    if against is not None:
        found = _what_if(whole, against, library)
        tables = moves_tables(found, words, names)
        show = AnalysisPresenter(words, names, load_vocabulary(OverviewWords), tables)
        _write(words, "moves", moves_page(found, show), tables, output, files)


def _names(
    counts: NameCounts, words: AnalysisWords, output: Path, files: FilesTogether
) -> tuple[list[NameFigures], int]:
    """Write the counts of every name; return the most frequent ones and how many there are."""
    path, table = output / f"{words.files['names']}.csv", words.table("names")
    files.append(path, csv_head(table))
    most: list[NameFigures] = []
    count = 0
    for some in batched(counts.all(), _TOGETHER):
        count += len(some)
        most = nsmallest(words.listed["workbook"], [*most, *some], key=_by_count)
        files.append(path, csv_lines(table, map(named_row, some)).encode("utf-8"))
    return most, count


def _by_count(each: NameFigures) -> tuple[int, str]:
    return -each.rows, each.name


def _what_if(whole: Analysis, against: str, library: Library) -> WhatIf:
    moves = whole.moves.of
    found = WhatIf(against, whole.moves[AGAINST, against], whole.sensitivity)
    for base, other in sorted(pair for pair in moves if pair[0] != AGAINST):
        rules = changed_rules(library.indicator_set(base), library.indicator_set(other))
        found.variants.append(VariantMoves(base, other, rules, moves[base, other]))
    return found


def _write(
    words: AnalysisWords, key: str, page: bytes, tables: Mapping[str, ListTable], output: Path,
    files: FilesTogether,
) -> None:  # fmt: skip
    """Write a page and its workbook."""
    name = words.files[key]
    shown = [table for table in tables.values() if table.rows]
    files.write(output / f"{name}.html", page)
    files.write(
        output / f"{name}.xlsx", workbook(shown or list(tables.values()), words.titles[key])
    )
