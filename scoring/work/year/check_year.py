"""The check of a department's year as a job: its folder, its papers and what is published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scoring.problem import Problem
from scoring.records.year_finding import YearFinding
from scoring.work.library import Library
from scoring.work.program import program_digest
from scoring.work.year.load import load_year
from scoring.work.year.papers import YearWork
from scoring.work.year.papers_on_disk import PapersOnDisk
from scoring.work.year.public_files import Publication
from scoring.work.year.standing_papers import public_papers, standing_papers
from scoring.work.year.state import load_state
from scoring.work.year_check import YearCheck


@dataclass(frozen=True, slots=True)
class CheckedYear:
    """What the check of a year found, and what could not be read of it."""

    findings: tuple[YearFinding, ...]
    problems: tuple[Problem, ...]


def check_year(folder: Path, library: Library) -> CheckedYear:
    """Return what is found between the papers of a year; its forms are checked by themselves.

    Raises :class:`InputError` for a folder that is no year, or whose record cannot be used.
    """
    year = load_year(folder, library)
    on_disk = PapersOnDisk(folder, load_state(folder))
    work = YearWork(
        year, library, internal=False, written=on_disk.written, program=program_digest(library)
    )
    check = YearCheck(library)
    found = check.findings(
        year,
        work.register,
        tuple(standing_papers(folder, work, on_disk)),
        tuple(public_papers(folder, work)),
    )
    problems = (*year.problems, *work.register.problems, *Publication(work).problems)
    return CheckedYear(found, tuple(dict.fromkeys(problems)))
