"""Every indicator of a year with what is advised for the targets to come.

The targets of the next year are long approved when this year is evaluated: what is learned feeds the
year after it. The approved targets of the next year are shown too, where their tables are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scoring.records.figures import FigureRegister, ProjectFigures
from scoring.records.file_content import TargetRow, TargetTable
from scoring.records.finding import Finding
from scoring.records.scorecard import RowResult
from scoring.records.submission import Indicator, Submission
from scoring.records.year_folder import YearFolder, YearForm
from scoring.review.between.row_pairs import same_name
from scoring.rules.types import Scope
from scoring.text import name_key
from scoring.values.grammar import Reader
from scoring.values.reading import Number, ShortStatement, StatementKind
from scoring.year.advice_rules import RowAdvice, advice_on, reading_name
from scoring.year.department_rows import department_rows, whole_table
from scoring.year.project_figures import outcome
from scoring.year.table_words import YearTableWords


@dataclass(frozen=True, slots=True)
class AdvisedRow:
    """One indicator: how it went, what is approved for the next year, and what is advised."""

    unit: str
    project: str
    """Empty of an indicator of the department or a unit as a whole."""
    key: str
    """Of the project; empty as above."""
    level1: str
    level2: str
    name: str
    target: str
    actual: str
    last_actual: str
    next_target: str
    advice: tuple[RowAdvice, ...]


def advised_rows(
    folder: YearFolder, register: FigureRegister, words: YearTableWords, reader: Reader
) -> list[AdvisedRow]:
    """Return the rows of every project that is not secret, then those of the whole, in their order."""
    maker = _Advised(folder, words, reader)
    rows = [row for project in register.of_public.projects for row in maker.of_project(project)]
    return rows + list(maker.of_whole()) + list(maker.of_other_tables())


class _Advised:
    def __init__(self, folder: YearFolder, words: YearTableWords, reader: Reader) -> None:
        self.folder = folder
        self.words = words
        self.reader = reader

    def of_project(self, project: ProjectFigures) -> Iterator[AdvisedRow]:
        form = project.form
        if form is None:
            return
        submission = form.submission
        last = _last_form(submission, self.folder.last)
        results = [row for row in form.result.rows if row.form.kind == "row"]
        table = self._next_table(project.unit, project.name)
        following = _targets(results, table)
        for number, row in enumerate(results):
            yield self._row(
                AdvisedRow(
                    project.unit, project.name, project.key, row.level1, row.level2, row.name,
                    row.target, row.actual, _last_actual(row.indicator, last),
                    following.get(number, ""), (),
                ),
                row, _findings(form, row), lacks_target=submission.lacks("target"),
            )  # fmt: skip

    def of_whole(self) -> Iterator[AdvisedRow]:
        """Yield the indicators of the department: approved targets with what its form reports."""
        found = department_rows(self.folder, self.words.not_set)
        form = self.folder.department
        unit = form.submission.unit if form else self.folder.record.department
        last = _last_form(form.submission, self.folder.last) if form else None
        table = self._next_table(unit, "")
        following = same_name(
            [(row.name, row.level2) for row in found.rows],
            [(row.name, row.level2) for row in table.rows] if table else [],
        )
        for number, row in enumerate(found.rows):
            reported = row.reported
            typed = reported.indicator if reported else None
            at = following.get(number)
            yield self._row(
                AdvisedRow(
                    unit, "", "", row.level1, row.level2, row.name, row.target, row.actual,
                    _last_actual(typed, last) if typed else "",
                    table.rows[at].target if table and at is not None else "", (),
                ),
                reported, _findings(form, reported) if form and reported else [],
            )  # fmt: skip
        if found.table is not None:
            yield from self._not_set(found.table, unit)

    def of_other_tables(self) -> Iterator[AdvisedRow]:
        """Yield the targets of units as a whole for which there is no form here."""
        own = whole_table(self.folder)
        for targets in self.folder.targets:
            table = targets.table
            if not table.whole or table is own:
                continue
            for row in table.rows:
                if not self._is_not_set(row):
                    yield self._row(_of_target(row, table.unit), None, [])
            yield from self._not_set(table, table.unit)

    def _row(
        self,
        row: AdvisedRow,
        result: RowResult | None,
        findings: list[Finding],
        *,
        lacks_target: bool = False,
    ) -> AdvisedRow:
        facts = self._facts(row, result, lacks_target=lacks_target)
        shown = {"target": row.target, "actual": row.actual, "last_actual": row.last_actual}
        return replace(row, advice=advice_on(facts, findings, self.words, **shown))

    def _facts(self, row: AdvisedRow, result: RowResult | None, *, lacks_target: bool) -> Scope:
        reading, actual = self.reader.read(row.target), self.reader.read(row.actual)
        met = None if result is None or outcome(result) == "not_said" else result.met
        typed_unit = "" if result is None else result.indicator.unit
        return {
            "with_points": result is None or bool(result.points) or result.indicator.points is None,
            "met": met,
            "over": None if result is None else result.over,
            "has_name": bool(row.name.strip()),
            "has_target": lacks_target or bool(row.target.strip()),
            "has_unit": not isinstance(reading, Number)
            or reading.unit is not None
            or bool(typed_unit),
            "reading": reading_name(reading),
            "not_applicable": _is_not_applicable(actual),
            "not_set": row.target.strip() in self.words.not_set,
            "satisfaction": any(self.words.word("satisfaction") in text for text in _names(row)),
            "surveyed": self._is_surveyed(row.unit) if not row.project else False,
            "repeated": bool(row.actual.strip())
            and name_key(row.actual) == name_key(row.last_actual)
            and not _is_not_applicable(actual),
        }

    def _not_set(self, table: TargetTable, unit: str) -> Iterator[AdvisedRow]:
        """Yield the first row by which a table sets no satisfaction, if anything is advised on it."""
        for row in table.rows:
            advised = self._row(_of_target(row, unit), None, [])
            if self._is_not_set(row) and any(a.code == "surveyed_not_set" for a in advised.advice):
                yield advised
                return

    def _is_not_set(self, row: TargetRow) -> bool:
        return not {row.name.strip(), row.target.strip()}.isdisjoint(self.words.not_set)

    def _is_surveyed(self, unit: str) -> bool:
        """Tell whether a text of the folder about the unit as a whole tells of a survey."""
        key = name_key(unit)
        return any(
            word in passage.text
            for text in self.folder.texts
            for passage in text.passages
            if passage.whole and name_key(passage.unit) == key
            for word in self.words.surveyed
        )

    def _next_table(self, unit: str, project: str) -> TargetTable | None:
        """Return the approved table of the next year, if just one is that of the unit or project."""
        found = [
            targets.table
            for targets in self.folder.next_targets
            if name_key(targets.table.unit) in ("", name_key(unit))
            and (targets.table.whole if not project else _is_of(targets.table, project))
        ]
        return found[0] if len(found) == 1 else None


def _names(row: AdvisedRow) -> tuple[str, str, str]:
    return row.level1, row.level2, row.name


def _is_of(table: TargetTable, project: str) -> bool:
    return not table.whole and name_key(table.project) == name_key(project)


def _is_not_applicable(reading: object) -> bool:
    return isinstance(reading, ShortStatement) and reading.stated is StatementKind.NOT_APPLICABLE


def _of_target(row: TargetRow, unit: str) -> AdvisedRow:
    return AdvisedRow(unit, "", "", row.level1, row.level2, row.name, row.target, "", "", "", ())


def _targets(results: Sequence[RowResult], table: TargetTable | None) -> dict[int, str]:
    """Return by the number of a row the target that the next year's table sets it."""
    if table is None:
        return {}
    pairs = same_name(
        [(row.name, row.level2) for row in results], [(row.name, row.level2) for row in table.rows]
    )
    return {number: table.rows[at].target for number, at in pairs.items()}


def _findings(form: YearForm, row: RowResult) -> list[Finding]:
    review = form.review
    return [one for one in (*review.findings, *review.targets) if one.where == row.id]


def _last_form(submission: Submission, last: Sequence[Submission]) -> Submission | None:
    """Return last year's form of the same unit and project, by code, else by name."""
    here = [one for one in last if name_key(one.unit) == name_key(submission.unit)]
    code, name = submission.project.code, submission.project.name
    by_code = [one for one in here if code and one.project.code == code]
    by_name = [one for one in here if name_key(one.project.name) == name_key(name)]
    found = by_code or by_name
    return found[0] if len(found) == 1 else None


def _last_actual(row: Indicator, last: Submission | None) -> str:
    """Return 完成值 of the year before: as the form states it, else from last year's form."""
    if row.last_actual or last is None:
        return row.last_actual
    found = [
        one.actual
        for one in last.rows
        if one.name.strip() and (one.level1, name_key(one.name)) == (row.level1, name_key(row.name))
    ]
    return found[0] if len(found) == 1 else ""
