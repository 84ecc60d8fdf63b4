"""What a batch holds, indexed by whose it is: forms, tables, statements, passages, and their units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from scoring.records.file_content import FileRead, Passage, Statement, TargetTable
from scoring.review.between.names import key, without_tail
from scoring.review.between.records import ComparedForm
from scoring.review.between.vocabulary import BetweenWords
from scoring.values.grammar import Reader


@dataclass(frozen=True)
class Batch:
    """Everything that is compared."""

    forms: Sequence[ComparedForm]
    files: Sequence[FileRead]
    words: BetweenWords
    reader: Reader

    def project(self, name: str) -> str:
        """Return a project's name as it is compared."""
        return without_tail(name, self.words.name_tails)

    @cached_property
    def tables(self) -> Sequence[tuple[str, TargetTable]]:
        """Every target table with its file."""
        return [(file.name, table) for file in self.files for table in file.targets]

    @cached_property
    def unit_of_file(self) -> Mapping[str, str]:
        """The unit that a file's report is about, folded; none where it names no one or several."""
        found: dict[str, str] = {}
        for file in self.files:
            told: list[Passage | Statement] = [*file.statements, *file.passages]
            units = {key(one.subject) for one in told if one.whole and one.subject}
            units |= {key(one.unit) for one in file.passages if one.unit}
            if len(units) == 1:
                found[file.name] = units.pop()
        return found

    @cached_property
    def by_project(self) -> Mapping[str, Sequence[int]]:
        """The positions of the projects' forms by the folded name of the project."""
        found: dict[str, list[int]] = {}
        for index, form in enumerate(self.forms):
            if not form.whole and self.project(form.submission.project.name):
                found.setdefault(self.project(form.submission.project.name), []).append(index)
        return found

    @cached_property
    def by_unit(self) -> Mapping[str, Sequence[int]]:
        """The positions of the units' own forms by the folded name of the unit."""
        found: dict[str, list[int]] = {}
        for index, form in enumerate(self.forms):
            if form.whole and form.submission.unit:
                found.setdefault(key(form.submission.unit), []).append(index)
        return found

    def form_of(self, file: str, told: Statement | Passage) -> tuple[int | None, bool]:
        """Return the form of whom a text tells, and whether that is certain.

        Certain: subject and year are the same, the form is the only such one (of copies in several
        files the first), and the text's unit is the form's unit or department, or both stand in one
        file.
        """
        if told.whole:
            near = self.by_unit.get(key(told.subject), ())
        else:
            near = self.by_project.get(self.project(told.subject), ()) if told.subject else ()
        found = [i for i in near if told.year in (None, self.forms[i].submission.year)]
        unit = self.unit_of_file.get(file, "")
        if len({self._identity(i) for i in found}) > 1:
            found = [i for i in found if self._is_of(unit, i)]
        if len({self._identity(i) for i in found}) != 1:
            return None, False
        certain = told.year is not None and (
            told.whole or file == self.forms[found[0]].file or self._is_of(unit, found[0])
        )
        return found[0], certain

    def _is_of(self, unit: str, index: int) -> bool:
        """Tell whether a folded name is that of a form's unit or department."""
        given = self.forms[index].submission
        return unit != "" and unit in {key(given.unit), key(given.department)}

    def _identity(self, index: int) -> tuple[str, str, str, int]:
        given = self.forms[index].submission
        return key(given.unit), self.project(given.project.name), given.project.code, given.year

    @cached_property
    def _tables_of_unit(
        self,
    ) -> Mapping[tuple[str, int | None, bool], Sequence[tuple[str, TargetTable]]]:
        """The target tables that hold rows, by unit, year and level."""
        found: dict[tuple[str, int | None, bool], list[tuple[str, TargetTable]]] = {}
        for file, table in self.tables:
            if table.rows and key(table.unit):
                found.setdefault((key(table.unit), table.year, table.whole), []).append(
                    (file, table)
                )
        return found

    def tables_of(self, form: ComparedForm) -> Sequence[tuple[str, TargetTable]]:
        """Return the target tables of a form's own unit, year and level."""
        given = form.submission
        found = self._tables_of_unit.get((key(given.unit), given.year, form.whole), ())
        if form.whole:
            return found
        name = self.project(given.project.name)
        if not name:
            return ()
        return [(file, table) for file, table in found if self.project(table.project) == name]

    def whole_tables_of(self, form: ComparedForm) -> Sequence[tuple[str, TargetTable]]:
        """Return the whole-unit tables of a form's unit and year."""
        return self._tables_of_unit.get((key(form.submission.unit), form.submission.year, True), ())
