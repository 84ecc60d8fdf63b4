"""The year before, from its folder: a year as this program keeps it, or a mere folder of forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from scoring.batch.walk import find_files
from scoring.files.text_file import read_bytes
from scoring.problem import InputError, Place, Problem
from scoring.records.submission import Submission
from scoring.records.year_folder import YearFolder
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.year.folder_words import FolderWords
from scoring.work.year.load import load_year
from scoring.work.year.papers_on_disk import PapersOnDisk
from scoring.work.year.read_forms import FormFiles
from scoring.work.year.record_file import is_year
from scoring.work.year.state import load_state
from scoring.year.report_texts import ReportTexts

_MOST_BYTES = 256_000_000


@dataclass(frozen=True, slots=True)
class LastYear:
    """The forms of the year before with their files, and its record where it has one."""

    files: tuple[tuple[Path, Submission], ...] = ()
    year: YearFolder | None = None
    copies: tuple[tuple[str, bytes], ...] = ()
    """What of it goes into the new folder, by its name there."""

    @property
    def forms(self) -> tuple[Submission, ...]:
        """The forms alone."""
        return tuple(form for _, form in self.files)


def read_last_year(folder: Path, library: Library, year: int) -> LastYear:
    """Return the year before. Raises :class:`InputError` with everything that is wrong with it.

    Nothing is written into its folder.
    """
    if not folder.is_dir():
        hint = "请写上一年的文件夹。"
        raise InputError([Problem("no-file", "找不到这个文件夹", Place(str(folder)), hint)])
    whole = load_year(folder, library, documents=False, keeps=False) if is_year(folder) else None
    if whole is not None and whole.record.year != year:
        message = f"是{whole.record.year}年度的文件夹，不是{year}年度的"
        raise InputError([Problem("year-differs", message, Place(str(folder)), "请核对 --last。")])
    inside = folder / load_vocabulary(FolderWords).folders.forms if whole is not None else folder
    reader = FormFiles(None, library)
    files: list[tuple[Path, Submission]] = []
    copies: list[tuple[str, bytes]] = []
    problems: list[Problem] = []
    for file in find_files([inside]).files if inside.is_dir() else ():
        try:
            found = reader.submissions(file.path, file.name)
        except InputError as error:
            problems += error.problems if whole is not None else ()
            continue
        files += ((file.path, form) for form in found if form.year == year)
        if any(form.year == year for form in found):
            copies.append((file.name, read_bytes(file.path, _MOST_BYTES)))
    if problems:
        raise InputError(problems)
    if not files:
        hint = f"请核对 --last；里面要有{year}年度的填报表或自评表。"
        raise InputError([Problem("no-forms", f"里面没有{year}年度的表", Place(str(folder)), hint)])
    if whole is not None:
        texts = {**whole.record.texts, **dict(_report_texts(folder, whole))}
        whole = replace(whole, record=whole.record.model_copy(update={"texts": texts}))
    return LastYear(tuple(files), whole, tuple(copies))


def _report_texts(folder: Path, year: YearFolder) -> Iterator[tuple[str, str]]:
    """Yield by text block what people wrote into the report of the department, and settled."""
    words, marks = load_vocabulary(FolderWords), load_vocabulary(ReportTexts).marks.values()
    name = words.papers["department_report"].format(
        year=year.record.year, department=year.record.department
    )
    papers = PapersOnDisk(folder, load_state(folder))
    for block, paragraphs in papers.written(f"{words.folders.reports}/{name}.docx").items():
        text = "\n".join(paragraphs)
        if text.strip() and not any(mark in text for mark in marks):
            yield block, text
