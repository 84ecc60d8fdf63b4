"""``check`` on the folder of a department's year: its papers compared with each other, then each form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from scoring.cli.terminal import echo
from scoring.problem import render_all
from scoring.records.year_finding import YearFinding
from scoring.text import on_one_line, printable
from scoring.work.review import Reviewer
from scoring.work.year.check_year import check_year


def check_year_folder(folder: Path, reviewer: Reviewer) -> int:
    """Print what is found between the papers of a year.

    Returns 0 where nothing is asked, 1 where there is something to do, 2 where a file could not be
    used.
    """
    checked = check_year(folder, reviewer.library)
    is_whole = all(problem.severity != "error" for problem in checked.problems)
    for line in _lines(folder, checked.findings, reviewer, is_whole=is_whole):
        echo(printable(line))
    if checked.problems:
        echo(render_all(checked.problems), err=True)
    if not is_whole:
        return 2
    return 1 if checked.findings else 0


def _lines(
    folder: Path, findings: Sequence[YearFinding], reviewer: Reviewer, *, is_whole: bool
) -> Iterator[str]:
    if not findings:
        pattern = "year_nothing" if is_whole else "year_nothing_so_far"
        yield reviewer.words.text(pattern, folder=folder)
        return
    yield reviewer.words.text("year_head", folder=folder, count=len(findings))
    for file, of_file in groupby(findings, key=lambda one: one.file):
        yield f"  {file}"
        for number, one in enumerate(of_file, 1):
            yield from _finding(number, one, reviewer)


def _finding(number: int, one: YearFinding, reviewer: Reviewer) -> Iterator[str]:
    """Yield the lines of a finding; of a secret project nothing that is in its form."""
    finding = one.finding
    mark = reviewer.words.marks[finding.matter if finding.kind == "E" else finding.kind]
    if one.is_secret:
        yield f"    {number}. {mark} {finding.title}"
        return
    place = "" if finding.place in ("", one.file) else f"{on_one_line(finding.place)}："
    yield f"    {number}. {mark} {place}{finding.title}"
    for text in (finding.text, finding.advice):
        if text:
            yield f"       {on_one_line(text)}"
