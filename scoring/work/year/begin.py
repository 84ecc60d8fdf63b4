"""The folder of a year begun: a workbook a project from the approved targets, and the year's record.

Nothing that is there is ever written over: a workbook may hold what somebody filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from scoring.batch.recognise import load_clues
from scoring.batch.set_fit import takes_rows
from scoring.indicator_set.model import IndicatorSet
from scoring.intake.targets import NO_SET, FormSource
from scoring.problem import InputError, Place, Problem
from scoring.records.submission import Indicator, Submission
from scoring.records.year_folder import YearFolder
from scoring.records.year_record import YearUnit
from scoring.text import name_key
from scoring.words import load_vocabulary
from scoring.work.fill_in import fill_in_plan
from scoring.work.library import Library
from scoring.work.outputs import FileNames
from scoring.work.year.folder_words import FolderWords
from scoring.work.year.load import unit_called
from scoring.work.year.named_rows import named_rows
from scoring.workbooks.fill_in.layout import FillLayout
from scoring.workbooks.fill_in.plan.plan import FillPlan, ReferenceTable
from scoring.workbooks.fill_in.write.book import fill_workbook


@dataclass(frozen=True, slots=True)
class BeginRequest:
    """What a person asks for: the year, the sets by kind, and what there was the year before."""

    year: int
    set_id: str
    whole_set_id: str
    department: str = ""
    last: tuple[Submission, ...] = ()
    last_year: YearFolder | None = None
    """The folder of the year before, if it was one; None of a mere folder of forms."""
    there: YearFolder | None = None
    """The folder itself, where it was begun before."""


class BeginSource(NamedTuple):
    """What one workbook begins with; ``references`` are tables that are only looked at."""

    path: Path
    source: FormSource
    references: tuple[ReferenceTable, ...] = ()


@dataclass(frozen=True, slots=True)
class BegunForm:
    """One workbook to fill in: where it stands, what it begins with, and what it shows."""

    file: str
    source: FormSource
    origin: Path
    plan: FillPlan
    content: bytes = field(repr=False)


@dataclass(slots=True)
class Beginning:
    """All workbooks of a year that is begun."""

    forms: list[BegunForm] = field(default_factory=list)
    units: list[YearUnit] = field(default_factory=list)
    department: str = ""
    standing: list[str] = field(default_factory=list)
    """Files that were there already."""
    dropped: list[str] = field(default_factory=list)
    """Projects of the year before for which there are no targets."""
    problems: list[Problem] = field(default_factory=list)


def begin(request: BeginRequest, sources: Sequence[BeginSource], library: Library) -> Beginning:
    """Return the workbooks of a year. What is wrong with single tables stands in ``problems``."""
    return _Beginner(request, library).begin(sources)


class _Beginner:
    def __init__(self, request: BeginRequest, library: Library) -> None:
        self.request = request
        self.library = library
        self.words = load_vocabulary(FolderWords)
        self.layout = load_vocabulary(FillLayout)
        self.kinds = load_clues(library.folders).kinds
        self.begun = Beginning()
        self.last = {_key(form): form for form in request.last}
        there = request.there
        forms = () if there is None else there.projects
        self.standing = {_key(form.submission): form.file for form in forms}
        self.whole_there = None if there is None else there.department
        self.names: dict[str, FileNames] = {}
        self.numbers: dict[str, int] = {}

    def begin(self, sources: Sequence[BeginSource]) -> Beginning:
        begun = self.begun
        begun.department = self._department(sources)
        begun.units = self._units(sources)
        width = max(2, len(str(len(sources))))
        seen: dict[tuple[str, str], Path] = {}
        for given in (*sources, *self._empty_whole(sources)):
            try:
                form = self._form(given, width, seen)
            except InputError as error:
                begun.problems += error.problems
                continue
            if form is not None:
                begun.forms.append(form)
        begun.dropped = [
            form.title for key, form in self.last.items()
            if key not in seen and form.project.name and not form.secret
        ]  # fmt: skip
        return begun

    def _department(self, sources: Sequence[BeginSource]) -> str:
        """Return whose year it is. Raises :class:`InputError` where the tables do not agree."""
        request = self.request
        for record in (request.there, request.last_year):
            if not request.department and record is not None:
                return record.record.department
        if request.department:
            return request.department
        named = dict.fromkeys(
            s.submission.department or s.submission.unit
            for _, s, _ in sources
            if s.submission.department or s.submission.unit
        )
        if len(named) == 1:
            return next(iter(named))
        several = f"目标表上写的部门有 {len(named)} 个：{'、'.join(named)}"
        message = several if named else "目标表上没有写部门的名称"
        hint = "请用 --department 写明是哪个部门的年度。"
        raise InputError([Problem("no-department", message, Place("--department"), hint)])

    def _empty_whole(self, sources: Sequence[BeginSource]) -> Iterator[BeginSource]:
        """Yield what the workbook of the whole begins with where no table is of it, but it is asked for.

        It is if its set is named, or the year before had one.
        """
        last = next((form for form in self.request.last if not form.project.name), None)
        is_wanted = bool(self.request.whole_set_id) or last is not None
        is_there = any(not each.source.submission.project.name for each in sources)
        if is_wanted and not is_there and self.whole_there is None:
            unit = self.begun.department if last is None else last.unit
            year = self.request.year
            empty = Submission.model_validate(
                {"schema": "ziping/submission/1", "set": NO_SET, "unit": unit, "year": year}
            )
            source = FormSource("form", empty, title=self.words.department)
            yield BeginSource(Path(self.words.department), source)

    def _units(self, sources: Sequence[BeginSource]) -> list[YearUnit]:
        """Return the units of the tables, as the record of this year or the last one has them."""
        known: list[YearUnit] = []
        for record in (self.request.there, self.request.last_year):
            known += () if record is None else record.record.units
        named = [s.submission.unit for _, s, _ in sources if s.submission.unit]
        own = self.begun.department
        units: list[YearUnit] = []
        for name in dict.fromkeys(
            [*(n for n in named if n == own), *(u.name for u in known), *named]
        ):
            unit = unit_called(name, known) or YearUnit(name=name)
            if unit_called(unit.name, units) is None:
                units.append(unit)
        return [unit.model_copy(update={"order": n}) for n, unit in enumerate(units, 1)]

    def _form(
        self, given: BeginSource, width: int, seen: dict[tuple[str, str], Path]
    ) -> BegunForm | None:
        path, source, references = given
        submission = source.submission
        place = Place(str(path), where=source.at)
        if submission.year not in (None, self.request.year) and source.kind == "targets":
            message = f"是{submission.year}年度的目标表，要新建的是{self.request.year}年度"
            hint = "请核对 year new 后面的年度，或把这份目标表移开。"
            raise InputError([Problem("targets-year", message, place, hint)])
        is_whole = not submission.project.name
        if is_whole and not source.title and submission.set == NO_SET:
            message = "目标清单没有写是哪个项目的"
            hint = "请改用带项目名称的目标表，或用 ziping form --targets 单独生成这一份。"
            raise InputError([Problem("targets-nameless", message, place, hint)])
        key = _key(submission)
        if key in seen:
            message = f"与 {seen[key].name} 里的是同一个单位的同一个项目"
            raise InputError([Problem("targets-twice", message, place, "请只留一份目标表。")])
        seen[key] = path
        there = self.whole_there if is_whole else None
        standing = self.standing.get(key, "" if there is None else there.file)
        if standing:
            self.begun.standing.append(standing)
            return None
        indicators = self._set(source, place, is_whole=is_whole)
        filled = self._with_last(source)
        earlier = filled.submission.model_copy(update={"unplaced": (), "repairs": ()})
        plan = fill_in_plan(
            self.library, indicators.id, earlier.with_year(self.request.year), filled.targets,
            references,
        )  # fmt: skip
        content = fill_workbook(plan, self.layout)
        file = self._file(submission, width, is_whole=is_whole)
        return BegunForm(file, source, path, plan, content)

    def _set(self, source: FormSource, place: Place, *, is_whole: bool) -> IndicatorSet:
        """Return the set of a form: that which was asked for, else the one of the year before."""
        kind = "department" if is_whole else "project"
        fits = self.kinds[kind].fits
        chosen = self.request.whole_set_id if is_whole else self.request.set_id
        own = self.last.get(_key(source.submission))
        before = list(dict.fromkeys([*([own.set] if own else []), *self._sets_before(fits)]))
        named = "" if source.submission.set == NO_SET else source.submission.set
        candidates = [chosen] if chosen else [set_id for set_id in (named, *before[:1]) if set_id]
        option = "--department-set" if is_whole else "--set"
        rows = source.rows
        choices = [
            each
            for each in self.library.choices()
            if each.applies_to in fits and (not rows or takes_rows(each, rows))
        ]
        hint = f"用 {option} 写明编号或名称。可用的有：" + "".join(
            f"\n      {each.shown}（{each.id}）" for each in choices
        )
        if not candidates:
            message = f"没有写明{self.kinds[kind].word}的表按哪个指标体系填报"
            raise InputError([Problem("no-set", message, Place(option), hint)])
        indicators = self.library.indicator_set(candidates[0], Place(option))
        if indicators.applies_to not in fits:
            message = f"{indicators.id}（{indicators.shown}）不是{self.kinds[kind].word}的指标体系"
            raise InputError([Problem("wrong-set", message, place, hint)])
        if rows and not takes_rows(indicators, rows):
            levels = "、".join(dict.fromkeys(row.level1 for row in rows if row.level1))
            message = f"{indicators.id}（{indicators.shown}）没有目标表上的级次：{levels}"
            raise InputError([Problem("no-targets-taken", message, place, hint)])
        return indicators

    def _sets_before(self, fits: Sequence[str]) -> Iterator[str]:
        """Yield the set of the year before, where all forms of a kind had the same."""
        found: dict[str, None] = {}
        for form in self.last.values():
            with suppress(InputError):
                if self.library.indicator_set(form.set).applies_to in fits:
                    found[form.set] = None
        if len(found) == 1:
            yield from found

    def _with_last(self, source: FormSource) -> FormSource:
        """Return a source with what stays of the year before: people, 一级项目, last year's actuals."""
        last = self.last.get(_key(source.submission))
        if last is None or last.year != self.request.year - 1:
            return source
        rows = named_rows(last.rows)
        submission = source.submission
        head = submission.head
        project = submission.project
        update = {
            "head": head if head.responsible else last.head.model_copy(
                update={"date": "", "signatures": {}, "opinion": "", "filled_by": ""}
            ),
            "project": project.model_copy(
                update={
                    "parent": project.parent or last.project.parent,
                    "kind": project.kind or last.project.kind,
                    "code": project.code or last.project.code,
                }
            ),
            "indicators": _with_actuals(submission.indicators, rows),
        }  # fmt: skip
        targets = source.targets
        return replace(
            source,
            submission=submission.model_copy(update=update),
            targets=None if targets is None else _with_actuals(targets, rows),
        )

    def _file(self, submission: Submission, width: int, *, is_whole: bool) -> str:
        forms = self.words.folders.forms
        if is_whole:
            return f"{forms}/{self.words.department}.xlsx"
        unit = unit_called(submission.unit, self.begun.units)
        called = (unit.short or unit.name) if unit is not None else self.words.no_unit
        folder = FileNames().unique(called)
        number = self.numbers.get(folder, 0) + 1
        if folder not in self.names:
            self.names[folder] = FileNames()
            number = 1 + sum(PurePosixPath(f).parts[1] == folder for f in self.standing.values())
        self.numbers[folder] = number
        title = "" if submission.secret else f"-{submission.project.name}"
        return f"{forms}/{folder}/{self.names[folder].unique(f'{number:0{width}}{title}')}.xlsx"


def _with_actuals(
    rows: Sequence[Indicator], last: Mapping[str, Indicator]
) -> tuple[Indicator, ...]:
    """Return rows with what they reached the year before, where the form of that year says it."""

    def filled(row: Indicator) -> Indicator:
        before = last.get(name_key(row.name))
        if row.last_actual or before is None:
            return row
        return row.model_copy(update={"last_actual": before.actual})

    return tuple(map(filled, rows))


def _key(submission: Submission) -> tuple[str, str]:
    project = submission.project
    return name_key(submission.unit), name_key(project.name or project.code)
