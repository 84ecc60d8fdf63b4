"""The year's folder read as a whole and scored: what cannot be read is listed all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from scoring.batch.walk import OWN_FOLDER, FolderFile, find_files
from scoring.files.links import leads_out
from scoring.problem import InputError, Place, Problem, warning
from scoring.records.certainty import Certainty
from scoring.records.file_content import FileRead, TargetTable
from scoring.records.submission import Indicator, Submission
from scoring.records.year_folder import YearFolder, YearForm, YearTargets, YearText
from scoring.records.year_record import FILE, YearRecord, YearUnit
from scoring.text import name_key
from scoring.words import load_vocabulary
from scoring.work.library import Library
from scoring.work.review import self_check
from scoring.work.score import score_submission
from scoring.work.year.folder_words import FolderWords
from scoring.work.year.named_rows import named_rows
from scoring.work.year.read_forms import FormFiles, is_blank
from scoring.work.year.record_file import read_record, record_path
from scoring.year.report_texts import ReportTexts
from scoring.year.unused_names import unused_texts
from scoring.year.words import YearWords

_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_TEXTS: Final = (".docx", ".txt", ".html")
"""Files of ours that hold connected text."""
_OF_MID_YEAR: Final = ("mid_actual", "forecast", "likely", "mid_reason", "mid_measures")


def load_year(
    folder: Path, library: Library, *, documents: bool = True, keeps: bool = True
) -> YearFolder:
    """Return the year of a department: its forms scored and checked, its targets, last year's forms.

    What is wrong with single files stands in ``problems``; without ``documents`` the papers of the
    folder are not read; ``keeps`` is False where nothing may be written into it. Raises :class:`InputError` for a folder that is no year, or whose record
    cannot be used.
    """
    path = record_path(folder)
    if path is None:
        hint = f"部门年度的文件夹里要有 {FILE}；用 ziping year new 新建。"
        problem = Problem("no-year", "这不是部门年度的文件夹", Place(str(folder)), hint)
        raise InputError([problem])
    record = read_record(path, path.name)
    keeps = keeps and not leads_out(folder / OWN_FOLDER / "read", folder)
    loader = _YearLoader(folder, FormFiles(folder if keeps else None, library), record)
    return loader.load(path.name, documents=documents)


class _YearLoader:
    def __init__(self, folder: Path, files: FormFiles, record: YearRecord) -> None:
        self.folder = folder
        self.library = files.library
        self.files = files
        self.record = record
        self.words = load_vocabulary(FolderWords)
        self.problems: list[Problem] = []
        self.unfilled: list[str] = []

    def load(self, record_file: str, *, documents: bool) -> YearFolder:
        names = self.words.folders
        read = list(self._forms(names.forms))
        monitored = {
            _key(submission): submission for _, submission in self._forms(names.monitoring)
        }
        projects: list[YearForm] = []
        whole: list[YearForm] = []
        for file, submission in read:
            form = self._scored(file, _with_mid_year(submission, monitored))
            if form is not None:
                (whole if self._is_whole(form) else projects).append(form)
        self._refuse_second(whole)
        words, blocks = load_vocabulary(YearWords), load_vocabulary(ReportTexts)
        self.problems += unused_texts(self.record, record_file, words, blocks)
        targets = list(self._targets())
        return YearFolder(
            record=self.record,
            record_file=record_file,
            projects=tuple(projects),
            department=whole[0] if whole else None,
            targets=tuple(one for year, one in targets if year == self.record.year),
            next_targets=tuple(one for year, one in targets if year == self.record.year + 1),
            last=tuple(self._last()),
            texts=tuple(self._texts()) if documents else (),
            evidence=tuple(file.name for file in self._walk(names.evidence)),
            unfilled=tuple(self.unfilled),
            problems=tuple(self.problems),
        )

    def _walk(self, inside: str) -> list[FolderFile]:
        """Return the files below a folder of the year, named relative to the year's folder."""
        if not (self.folder / inside).is_dir():
            if (self.folder / inside).exists():
                hint = f"请把这个文件移走，另建名为“{inside}”的文件夹。"
                problem = Problem("unreadable", "应是文件夹，却是文件", Place(inside), hint)
                self.problems.append(problem)
            return []
        found = find_files([self.folder / inside])
        for skipped in found.skipped:
            if skipped.why not in ("owner-file", "hidden"):
                place = Place(f"{inside}/{skipped.name}".rstrip("/"))
                message = "没有读：指向文件夹以外，或打不开"
                self.problems.append(warning("passed-over", message, place, "请把文件本身放进来。"))
        return [FolderFile(file.path, f"{inside}/{file.name}") for file in found.files]

    # forms

    def _forms(self, inside: str) -> Iterator[tuple[str, Submission]]:
        """Yield the forms of this year below a folder, each with its file."""
        for file in self._walk(inside):
            try:
                found = self.files.submissions(file.path, file.name)
            except InputError as error:
                if inside == self.words.folders.forms and is_blank(error):
                    self.unfilled.append(file.name)
                else:
                    self.problems += error.problems
                continue
            except OSError as error:
                self.problems.append(_unreadable(file.name, error))
                continue
            if not found:
                self.problems.append(_formless(file.name))
            for submission in found:
                dated = submission.with_year(self.record.year)
                if dated.year == self.record.year:
                    yield file.name, self._with_unit(file.name, dated)
                else:
                    self.problems.append(_of_another_year(file.name, dated, self.record.year))

    def _with_unit(self, file: str, submission: Submission) -> Submission:
        """Return a form with the unit of the folder in which a person put it, if it names none."""
        inner = PurePosixPath(file).parts[1:-1]
        unit = inner[0] if inner else ""
        known = unit_called(unit, self.record.units)
        if not submission.unit and unit and unit != self.words.no_unit:
            name = known.name if known is not None else unit
            facts = {**submission.known, "unit": Certainty.WORD}
            return submission.model_copy(update={"unit": name, "known": facts})
        own = unit_called(submission.unit, self.record.units)
        if known is not None and own is not None and own.name != known.name:
            message = f"放在“{unit}”的文件夹里，表上写的单位是“{submission.unit}”"
            hint = "按表上写的单位汇总；放错了的，请移到它自己的文件夹。"
            self.problems.append(warning("unit-folder", message, Place(file), hint))
        return submission

    def _scored(self, file: str, submission: Submission) -> YearForm | None:
        try:
            result = score_submission(submission, self.library, place=file)
        except InputError as error:
            self.problems += error.problems
            return None
        return YearForm(file, result, self_check(self.library).review(result))

    def _is_whole(self, form: YearForm) -> bool:
        """Tell whether a form is that of the department as a whole."""
        parts = PurePosixPath(form.file).parts
        return len(parts) == 2 and parts[1].startswith(self.words.department)

    def _refuse_second(self, whole: Sequence[YearForm]) -> None:
        if len(whole) > 1:
            files = "、".join(form.file for form in whole)
            message = f"部门整体有 {len(whole)} 份表：{files}"
            hint = "请留下要用的一份，把其余的移出“填报”文件夹。"
            self.problems.append(Problem("form-twice", message, Place(whole[0].file), hint))

    # other documents

    def _targets(self) -> Iterator[tuple[int, YearTargets]]:
        """Yield the approved tables, each with its year: its own, else that of the folder."""
        for file in self._walk(self.words.folders.targets):
            read = self._read(file)
            if read is None:
                continue
            for table in read.targets:
                year = self._year_of(file.name, table)
                if year not in (self.record.year, self.record.year + 1):
                    message = f"是{year}年度的目标表，没有当作{self.record.year}年度的批复目标"
                    place = Place(file.name, where=table.at)
                    hint = "年度写错了的请改正；确是别的年度的，请移到那一年的文件夹。"
                    self.problems.append(warning("targets-year", message, place, hint))
                yield year, YearTargets(file.name, table, read.rest)

    def _year_of(self, name: str, table: TargetTable) -> int:
        if table.year is not None:
            return table.year
        inside = "/".join(PurePosixPath(name).parts[1:])
        written = {int(found[0]) for found in _YEAR.finditer(inside)}
        return written.pop() if len(written) == 1 else self.record.year

    def _last(self) -> Iterator[Submission]:
        for file in self._walk(self.words.folders.last):
            if file.name.endswith((FILE, ".xlsx~")):
                continue
            with suppress(InputError, OSError):  # it was read in its own year; a draft is no must
                yield from self.files.submissions(file.path, file.name)

    def _texts(self) -> Iterator[YearText]:
        names = self.words.folders
        for file in (*self._walk(names.reports), *self._walk(names.public)):
            if file.path.suffix.lower() not in _TEXTS:
                continue
            read = self._read(file)
            if read is not None:
                yield YearText(file.name, read.statements, read.passages)

    def _read(self, file: FolderFile) -> FileRead | None:
        try:
            return self.files.anything(file.path, file.name)
        except InputError as error:
            self.problems += error.problems
        except OSError as error:
            self.problems.append(_unreadable(file.name, error))
        return None


def unit_called(name: str, units: Sequence[YearUnit]) -> YearUnit | None:
    """Return the unit that people call so, by its name or its short one."""
    key = name_key(name)
    return next((u for u in units if key and key in (name_key(u.name), name_key(u.short))), None)


def _key(submission: Submission) -> tuple[str, str]:
    project = submission.project
    return name_key(submission.unit), name_key(project.code or project.name)


def _with_mid_year(
    submission: Submission, monitored: dict[tuple[str, str], Submission]
) -> Submission:
    """Return a form with what its 监控表 says of the middle of the year, where it is silent itself."""
    other = monitored.get(_key(submission))
    if other is None:
        return submission
    rows = named_rows(other.indicators)

    def filled(row: Indicator) -> Indicator:
        mid = rows.get(name_key(row.name))
        if mid is None or any(getattr(row, key) for key in _OF_MID_YEAR):
            return row
        return row.model_copy(update={key: getattr(mid, key) for key in _OF_MID_YEAR})

    update = {
        "mid_year": submission.mid_year or other.mid_year,
        "indicators": tuple(map(filled, submission.indicators)),
    }
    return submission.model_copy(update=update)


def _formless(name: str) -> Problem:
    hint = "请放填好的填报表；别的材料放进“佐证”。"
    return Problem("no-form", "里面没有自评表", Place(name), hint)


def _of_another_year(name: str, submission: Submission, year: int) -> Problem:
    message = f"这份表写的是{submission.year}年度，文件夹是{year}年度"
    hint = "年度写错了的请改正；确是别的年度的，请移出这个文件夹。"
    return Problem("year-differs", message, Place(name), hint)


def _unreadable(name: str, error: OSError) -> Problem:
    from scoring.files.reasons import reason_of  # noqa: PLC0415 - seldom needed

    hint = "请检查文件是否还在，能不能打开。"
    return Problem("unreadable", f"打不开（{reason_of(error)}）", Place(name), hint)
